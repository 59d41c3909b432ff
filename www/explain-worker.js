// The worker that explains: the same program as the place, entered by the other door.
import init, { start_worker } from "./explain.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_worker();
} catch (error) {
  reportError(error);
}
