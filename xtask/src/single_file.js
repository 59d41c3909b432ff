// Stands in for the server in the page that is one file: what the page imports, fetches and starts lies in it, gzipped, in base64.
{
  // The page clears the body when it begins.
  const elements = document.querySelectorAll("script[data-file]");
  const files = new Map(Array.from(elements, (element) => [element.dataset.file, element.textContent]));
  const unpack = (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };
  // A module and its program.
  globalThis.bring = async (path) => {
    const name = path.split("/").pop();
    const script = new Blob([await unpack(files.get(name))], { type: "text/javascript" });
    const program = await unpack(files.get(name.replace(".js", "_bg.wasm")));
    const module = await import(URL.createObjectURL(script));
    return { ...module, default: () => module.default({ module_or_path: program }) };
  };
  // Workers of files are no modules, and cannot ask the page for anything while they start: they bring all that they need.
  const ENTRIES = {
    "worker.js": ["infer", "start_worker"],
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
  };
  const fetchElsewhere = fetch;
  globalThis.fetch = async (path, ...rest) => {
    const text = files.get(path);
    return text ? new Response(await unpack(text)) : fetchElsewhere(path, ...rest);
  };
}
