// The worker runs the same wasm as the page and enters it by the other door.
import init, { start_worker } from "./convoscope.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_worker();
} catch (error) {
  reportError(error);
}
