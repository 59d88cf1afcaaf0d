// The worker: looks at the frames that the page hands it, so that the live picture never stutters.

import { look, open } from "./look.js";

let demands = {};

addEventListener("message", ({ data }) => {
  if (data.demands) ({ demands } = data);
  if (data.frame) {
    const begin = performance.now();
    postMessage({ seen: { ...look(data.frame, demands), ms: performance.now() - begin } });
  }
});

open((net) => postMessage({ ready: net })).catch((error) => postMessage({ failed: String(error) }));
