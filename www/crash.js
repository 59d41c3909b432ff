// What the page says when a program of its own crashed, which cannot say it itself any more. `index.html` has the words.
{
  const crash = document.getElementById("crash");
  const crashes = (error) => {
    // Whatever went through wasm without being caught there left its work half done. Chromium and Firefox name the function in
    // the stack as WebKit does.
    const inside = error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack);
    if (inside) dispatchEvent(new Event("crash"));
  };
  addEventListener("error", (event) => crashes(event.error));
  addEventListener("unhandledrejection", (event) => crashes(event.reason));
  // The bridges to workers listen for this, too, and end them.
  addEventListener("crash", () => {
    // Nothing half alive goes on: no timer, no frame, no key, and nothing is stored of what may be wrong.
    for (let timer = setTimeout(() => {}); timer > 0; timer--) clearTimeout(timer);
    window.setTimeout = window.setInterval = window.requestAnimationFrame = () => 0;
    for (const name of ["keydown", "popstate", "hashchange", "resize", "pagehide", "visibilitychange"]) {
      addEventListener(name, (event) => event.stopImmediatePropagation(), true);
    }
    document.body.append(crash);
    for (const other of document.body.children) other.inert = other !== crash;
    crash.hidden = false;
    const reload = crash.querySelector("button");
    reload.onclick = () => location.reload();
    reload.focus();
  }, { once: true });
}
