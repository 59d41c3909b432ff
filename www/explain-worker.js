// The worker that explains.
import init, { start_explaining } from "./workers.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_explaining();
} catch (error) {
  reportError(error);
}
