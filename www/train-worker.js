// The worker of the place Train, which trains and measures.
import init, { start_training } from "./workers.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_training();
} catch (error) {
  reportError(error);
}
