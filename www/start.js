// Opens the page. No module, so that it runs, and can say why it ends there, in a page opened as a file.
(async () => {
  const { src, dataset: { offline } } = document.currentScript;
  // The program of the places has styles of its own, which are there before it shows anything.
  let styled;
  const style = () => styled ??= new Promise((done, failed) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL("places.css", src), onload: done });
    link.onerror = () => {
      styled = undefined;
      link.remove();
      failed(new Error("places.css could not be loaded"));
    };
    document.head.append(link);
  });
  const load = async (path) => {
    const [program] = await Promise.all([import(path), path.endsWith("places.js") && style()]);
    return program;
  };
  // The page that is one file brings its programs itself, and has all styles.
  const { bring = load } = globalThis;
  // Keeps the site for when there is no network, once that disturbs nobody.
  const keep = async () => {
    const registration = await navigator.serviceWorker.register(offline);
    const tell = () => dispatchEvent(new Event("newversion"));
    // Without a controller it is the first version that is kept here.
    if (registration.waiting && navigator.serviceWorker.controller) tell();
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => {
        if (installing.state === "installed" && navigator.serviceWorker.controller) tell();
      });
    });
  };
  try {
    // The worker gets its script while the page's program, which is that of both, is compiled.
    const worker = new Worker(new URL("worker.js", src || location.href), { type: "module" });
    const listens = new Promise((done) => {
      worker.addEventListener("message", () => done(true), { once: true });
      worker.addEventListener("error", () => done(false), { once: true });
    });
    const { default: init, start_page } = await bring("./convoscope.js");
    await init();
    start_page(worker, listens, bring);
    // Where a browser keeps nothing, the page works all the same.
    if (offline && navigator.serviceWorker) setTimeout(() => keep().catch(() => {}), 2000);
  } catch (error) {
    const trouble = document.getElementById("trouble");
    if (!trouble) throw error;
    trouble.textContent = location.protocol === "file:"
      ? "Convoscope cannot be opened as a file: please serve its folder, for example with “cargo xtask serve”."
      : "Convoscope could not start here: it needs a current browser (with WebAssembly SIMD) and all of its files.";
    trouble.hidden = false;
    console.error(error);
  }
})();
