// Measures on pixels: the paper's grey level, burnt-out places, the width of edges.

import { contains } from "./votes.js";

const STEP = 4; // of 512: every fourth pixel tells the light of a sheet
const BURNT_OUT = 250;
const SMOOTHING = 0.7; // as precheck/decode/sharpness.py
const REBLUR = 1;
const MIN_GRADIENT = 2;
const MIN_EDGES = 60; // of a crop
const DIRECTIONS = 4;

/** Return the median grey level inside a quad, and the share that is burnt out, 0 to 1. */
export function light({ data, width, height }, quad) {
  const greys = [];
  for (let y = STEP / 2; y < height; y += STEP) {
    for (let x = STEP / 2; x < width; x += STEP) {
      if (contains(quad, x / width, y / height)) greys.push(grey(data, 4 * (y * width + x)));
    }
  }
  greys.sort((one, other) => one - other);
  const burnt = greys.length - greys.findIndex((one) => one >= BURNT_OUT);
  const any = greys.length > 0 && greys.at(-1) >= BURNT_OUT;
  return { paper: greys[greys.length >> 1] ?? 0, burnt: any ? burnt / greys.length : 0 };
}

const grey = (data, at) => 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];

/**
 * Return the median width of edges in the direction where they are widest, as the standard deviation
 * of the blur in pixels; null without edges. As precheck/decode/sharpness.py, on few pixels.
 */
export function edgeWidth({ data, width, height }) {
  const plane = Float32Array.from({ length: width * height }, (_, at) => grey(data, 4 * at));
  const smooth = blurred(plane, width, height, SMOOTHING);
  const again = blurred(plane, width, height, Math.hypot(SMOOTHING, REBLUR));
  const found = Array.from({ length: DIRECTIONS }, () => []);
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      const at = y * width + x;
      const [across, down] = gradient(smooth, at, width);
      const steep = Math.hypot(across, down);
      if (steep <= MIN_GRADIENT || !isCrest(smooth, at, width, across, down, steep)) continue;
      const after = Math.hypot(...gradient(again, at, width));
      const turn = Math.round((Math.atan2(down, across) / Math.PI) * DIRECTIONS);
      found[(turn + 2 * DIRECTIONS) % DIRECTIONS].push([steep, steep / Math.max(after, 1e-6)]);
    }
  }
  const widths = found.filter((one) => one.length >= MIN_EDGES).map(sharpest);
  return widths.length ? Math.max(...widths) : null;
}

function sharpest(edges) {
  edges.sort(([one], [other]) => other - one);
  const widths = edges.slice(0, edges.length >> 1).map(([, ratio]) => {
    const variance = REBLUR ** 2 / Math.max(ratio ** 2 - 1, 1e-3) - SMOOTHING ** 2;
    return Math.sqrt(Math.max(variance, 0));
  });
  widths.sort((one, other) => one - other);
  return widths[widths.length >> 1];
}

function gradient(plane, at, width) {
  const [above, below] = [at - width, at + width];
  const across = 3 * (plane[above + 1] - plane[above - 1]) + 10 * (plane[at + 1] - plane[at - 1])
    + 3 * (plane[below + 1] - plane[below - 1]);
  const down = 3 * (plane[below - 1] - plane[above - 1]) + 10 * (plane[below] - plane[above])
    + 3 * (plane[below + 1] - plane[above + 1]);
  return [across / 32, down / 32];
}

/** Return whether the gradient is largest here along its own direction. */
function isCrest(plane, at, width, across, down, steep) {
  const side = Math.abs(across) >= Math.abs(down) ? 1 : width;
  const before = Math.hypot(...gradient(plane, at - side, width));
  const after = Math.hypot(...gradient(plane, at + side, width));
  return steep >= before && steep > after;
}

function blurred(plane, width, height, sigma) {
  const reach = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)));
  const sum = kernel.reduce((all, one) => all + one, 0);
  const weights = kernel.map((one) => one / sum);
  return along(along(plane, width, height, weights, 1), width, height, weights, width);
}

function along(plane, width, height, weights, step) {
  const reach = weights.length >> 1;
  const out = new Float32Array(plane.length);
  const [last, of] = step === 1 ? [width - 1, (at) => at % width] : [height - 1, (at) => Math.floor(at / width)];
  for (let at = 0; at < plane.length; at += 1) {
    const here = of(at);
    let sum = 0;
    for (let k = -reach; k <= reach; k += 1) {
      const to = Math.min(last, Math.max(0, here + k));
      sum += weights[k + reach] * plane[at + (to - here) * step];
    }
    out[at] = sum;
  }
  return out;
}

/**
 * Return the standard deviation of the noise in grey levels, from the median of the Laplacian's
 * difference of J. Immerkaer (Fast noise variance estimation, 1996): most pixels are on no edge.
 */
export function noise({ data, width, height }) {
  const found = [];
  for (let y = 1; y < height - 1; y += 2) {
    for (let x = 1; x < width - 1; x += 2) {
      const at = 4 * (y * width + x);
      const [up, down] = [at - 4 * width, at + 4 * width];
      const of = (pixel) => data[pixel + 1]; // green
      found.push(Math.abs(of(up - 4) + of(up + 4) + of(down - 4) + of(down + 4)
        - 2 * (of(up) + of(down) + of(at - 4) + of(at + 4)) + 4 * of(at)));
    }
  }
  found.sort((one, other) => one - other);
  return found[found.length >> 1] / (6 * 0.6745);
}
