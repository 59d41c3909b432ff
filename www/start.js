// Opens the page. No module, so that it runs, and can say why it ends there, in a page opened as a file.
(async () => {
  try {
    // The worker starts beside the page and not after it: on two cores both compile at once.
    const worker = new Worker("worker.js", { type: "module" });
    const listens = new Promise((done) => {
      worker.addEventListener("message", () => done(true), { once: true });
      worker.addEventListener("error", () => done(false), { once: true });
    });
    const { default: init, start_page } = await import("./convoscope.js");
    await init();
    start_page(worker, listens, (path) => import(path));
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
