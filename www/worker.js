// The worker runs the same wasm as the page and enters it by the other door.
import init, { start_worker } from "./convoscope.js";
await init();
start_worker();
