// The worker of the place Train: the same program as the place, entered by the other door.
import init, { start_worker } from "./train.js";
await init();
start_worker();
