// The worker of the place Networks, which opens files and runs networks.
import init, { start_opening } from "./workers.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_opening();
} catch (error) {
  reportError(error);
}
