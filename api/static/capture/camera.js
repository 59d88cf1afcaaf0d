// The phone's camera: opened, watched by the worker, and a photo taken from a short burst.

import { PLACES, buffers, cropped, frame, jpeg, kept, placed } from "./frames.js";
import { edgeWidth } from "./pixels.js";

const WANTED = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1920 } },
};
const BURST = 4;
const MAX_WIDTH = 99; // of edges, where there are none

/** Return why there is no camera: `refused`, `busy` or `no_camera`. */
export function whyNot(error) {
  const named = { NotAllowedError: "refused", SecurityError: "refused", NotReadableError: "busy", AbortError: "busy" };
  return named[error?.name] ?? "no_camera";
}

/** Open the camera on a video; rejects as getUserMedia does. */
export async function open(video) {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia(WANTED);
  video.srcObject = stream;
  await video.play();
}

/** Close the camera: its light goes out. */
export function close(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

/** Whether the camera still gives pictures. */
export const isOpen = (video) =>
  video.srcObject?.getVideoTracks().some((track) => track.readyState === "live") ?? false;

let inFlight = false; // a frame is with the worker

/** Hand the worker frame after frame while `wanted()`; `seen` is called with each look. */
export function watch(video, worker, wanted, seen) {
  let [quad, count] = [null, 0];
  worker.onmessage = ({ data }) => {
    if (!data.seen) return;
    inFlight = false;
    quad = data.seen.quad;
    if (wanted()) seen(data.seen);
    next();
  };

  function next() {
    if (!wanted() || inFlight) return;
    if (!video.videoWidth) {
      setTimeout(next, 50);
      return;
    }
    const one = frame(video, placed(quad, PLACES[count % PLACES.length]));
    count += 1;
    inFlight = true;
    worker.postMessage({ frame: one }, buffers(one));
  }

  next();
}

/** Take the sharpest photo of a short burst, at full resolution, as JPEG. */
export async function shoot(video, quad) {
  const place = placed(quad, PLACES[0]);
  let best = null;
  for (let taken = 0; taken < BURST; taken += 1) {
    if (taken) await nextFrame(video);
    const width = edgeWidth(cropped(video, place)) ?? MAX_WIDTH;
    if (best === null || width < best.width) best = { width, picture: kept(video) };
  }
  return jpeg(best.picture);
}

const nextFrame = (video) => new Promise((done) => {
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(done);
  else setTimeout(done, 40);
});
