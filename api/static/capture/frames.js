// Frames of the live picture, or of a photo: what the worker looks at, and the photo itself.

const SIDE = 512; // as look.js
const CROP = 240; // px of the photo in which sharpness is measured
const QUALITY = 0.92;

const square = canvas(SIDE, SIDE);
const crop = canvas(CROP, CROP);

function canvas(width, height) {
  const pen = Object.assign(document.createElement("canvas"), { width, height })
    .getContext("2d", { willReadFrequently: true });
  pen.imageSmoothingQuality = "medium";
  return pen;
}

/** Return the size of a video or a picture in pixels. */
export function size(source) {
  return { width: source.videoWidth ?? source.width, height: source.videoHeight ?? source.height };
}

/** Where sharpness is measured, one place a look, in shares of the sheet. */
export const PLACES = [[0.5, 0.5], [0.25, 0.25], [0.75, 0.75], [0.75, 0.25], [0.25, 0.75]];

/** Return a place of a sheet, in shares of the frame; of the frame itself without a sheet. */
export function placed(quad, [x, y]) {
  if (!quad) return [x, y];
  const weights = [(1 - x) * (1 - y), x * (1 - y), x * y, (1 - x) * y];
  return [0, 1].map((at) => quad.reduce((sum, corner, k) => sum + weights[k] * corner[at], 0));
}

/** Return the frame that a source shows now. around: where to measure sharpness, in shares. */
export function frame(source, around = [0.5, 0.5]) {
  const { width, height } = size(source);
  square.drawImage(source, 0, 0, SIDE, SIDE);
  return {
    width,
    height,
    square: square.getImageData(0, 0, SIDE, SIDE),
    crop: cropped(source, around),
  };
}

/** Return pixels of a source at full resolution around a place. */
export function cropped(source, around) {
  const { width, height } = size(source);
  const [x, y] = [width, height].map((side, at) =>
    Math.round(Math.min(Math.max(0, side - CROP), Math.max(0, around[at] * side - CROP / 2))));
  crop.drawImage(source, x, y, CROP, CROP, 0, 0, CROP, CROP);
  return crop.getImageData(0, 0, CROP, CROP);
}

/** Return what a frame holds on to: the buffers that go to the worker. */
export const buffers = (one) => [one.square.data.buffer, one.crop.data.buffer];

/** Keep what a video shows now, at full resolution. */
export function kept(video) {
  const { width, height } = size(video);
  const pen = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  pen.drawImage(video, 0, 0);
  return pen.canvas;
}

/** Return a kept picture as JPEG. */
export const jpeg = (picture) => new Promise((done) => { picture.toBlob(done, "image/jpeg", QUALITY); });
