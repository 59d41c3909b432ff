// The worker of the page. Both are one program, which the page sends once it is compiled.
import init, { start_worker } from "./convoscope.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  const program = await new Promise((done) => {
    addEventListener("message", ({ data }) => done(data), { once: true });
  });
  await init({ module_or_path: program });
  start_worker();
} catch (error) {
  reportError(error);
}
