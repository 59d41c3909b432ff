// Stands in for the server in the page that is one file: what the page imports, fetches and starts lies in it, gzipped, as letters.
{
  // The page clears the body when it begins.
  const elements = document.querySelectorAll("script[data-file]");
  const files = new Map(Array.from(elements, (element) => [element.dataset.file, element.textContent]));
  const unpack = (text) => {
    // Their number, and for every 13 bits, the lowest first, two of the 91 letters from "!" on that need no escape.
    const colon = text.indexOf(":");
    const bytes = new Uint8Array(Number(text.slice(0, colon)));
    const digit = (at) => {
      const code = text.charCodeAt(at) - 33;
      return code - (code > 1) - (code > 27) - (code > 59);
    };
    for (let next = 0, at = colon + 1, held = 0, bits = 0; next < bytes.length; at += 2) {
      held |= (91 * digit(at) + digit(at + 1)) << bits;
      for (bits += 13; bits > 7 && next < bytes.length; bits -= 8, held >>>= 8) bytes[next++] = held & 255;
    }
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };
  // A module and its program. That of the places has the page, too: one program of both is enough.
  const brought = new Map();
  const load = async (name) => {
    const script = new Blob([await unpack(files.get(name))], { type: "text/javascript" });
    const program = await unpack(files.get(name.replace(".js", "_bg.wasm")));
    const module = await import(URL.createObjectURL(script));
    return { ...module, default: () => module.default({ module_or_path: program }) };
  };
  globalThis.bring = (path) => {
    const name = path.split("/").pop().replace("convoscope.js", "places.js");
    if (!brought.has(name)) brought.set(name, load(name));
    return brought.get(name);
  };
  // Workers of files are no modules, and cannot ask the page for anything while they start: they bring all that they need.
  // The one that explains infers, too: one program of both is enough.
  const ENTRIES = {
    "worker.js": ["workers", "start_explaining"],
    "explain-worker.js": ["workers", "start_explaining"],
    "networks-worker.js": ["workers", "start_opening"],
    "train-worker.js": ["workers", "start_training"],
  };
  globalThis.Worker = class extends Worker {
    constructor(path) {
      const [name, entry] = ENTRIES[String(path).split("/").pop()];
      const script = new TextDecoder().decode(
        Uint8Array.from(atob(files.get(`classic/${name}.js`)), (letter) => letter.charCodeAt(0)),
      );
      const start = `
        addEventListener("unhandledrejection", (event) => reportError(event.reason));
        (${unpack})("${files.get(`${name}_bg.wasm`)}")
          .then((program) => __wbg_init({ module_or_path: program }))
          .then(() => ${entry}())
          .catch((error) => reportError(error));`;
      super(URL.createObjectURL(new Blob([script, start], { type: "text/javascript" })));
    }

    // The page sends its worker the program of both; these have brought one.
    postMessage(message, ...rest) {
      if (!(message instanceof WebAssembly.Module)) super.postMessage(message, ...rest);
    }
  };
  const fetchElsewhere = fetch;
  globalThis.fetch = async (path, ...rest) => {
    const text = files.get(path);
    return text ? new Response(await unpack(text)) : fetchElsewhere(path, ...rest);
  };
}
