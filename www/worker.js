// The worker of the page: a program of its own, since the page is compiled to be small and the worker to be fast.
import init, { start_worker } from "./infer.js";
// What a promise fails with is no error of the worker by itself, and the page would not hear of it.
addEventListener("unhandledrejection", (event) => reportError(event.reason));
try {
  await init();
  start_worker();
} catch (error) {
  reportError(error);
}
