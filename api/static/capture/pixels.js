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
  const burnt = greys.filter((one) => one >= BURNT_OUT).length;
  return { paper: median(greys) ?? 0, burnt: burnt / Math.max(1, greys.length) };
}

/** Return the mean grey level of each square cell, `side` px wide, in rows. */
export function means({ data, width, height }, side) {
  const columns = Math.ceil(width / side);
  const cells = new Float32Array(columns * Math.ceil(height / side));
  const counts = new Uint16Array(cells.length);
  for (let y = STEP / 2; y < height; y += STEP) {
    for (let x = STEP / 2; x < width; x += STEP) {
      const at = columns * Math.floor(y / side) + Math.floor(x / side);
      cells[at] += grey(data, 4 * (y * width + x));
      counts[at] += 1;
    }
  }
  return cells.map((sum, at) => sum / counts[at]);
}

const grey = (data, at) => 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];

/**
 * Return the median width of edges in the direction where they are widest, as the standard deviation
 * of the blur in pixels; null without edges. As precheck/decode/sharpness.py, on few pixels.
 */
export function edgeWidth({ data, width, height }) {
  const plane = new Float32Array(width * height);
  for (let at = 0; at < plane.length; at += 1) plane[at] = grey(data, 4 * at);
  const smooth = gradients(blurred(plane, width, height, SMOOTHING), width, height);
  const again = gradients(blurred(plane, width, height, Math.sqrt(SMOOTHING ** 2 + REBLUR ** 2)), width, height);
  const found = Array.from({ length: DIRECTIONS }, () => ({ steeps: [], ratios: [] }));
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      const at = y * width + x;
      const steep = smooth.steep[at];
      if (steep <= MIN_GRADIENT) continue;
      const [across, down] = [smooth.across[at], smooth.down[at]];
      const side = Math.abs(across) >= Math.abs(down) ? 1 : width;
      if (steep < smooth.steep[at - side] || steep <= smooth.steep[at + side]) continue; // no crest
      const turn = Math.round((Math.atan2(down, across) / Math.PI) * DIRECTIONS);
      const { steeps, ratios } = found[(turn + 2 * DIRECTIONS) % DIRECTIONS];
      steeps.push(steep);
      ratios.push(steep / Math.max(again.steep[at], 1e-6));
    }
  }
  const widths = found.filter(({ steeps }) => steeps.length >= MIN_EDGES).map(widthOf);
  return widths.length ? Math.max(...widths) : null;
}

/** Return the width of the steeper half of edges. */
function widthOf({ steeps, ratios }) {
  const level = median(steeps);
  const ratio = median(ratios.filter((_, at) => steeps[at] > level));
  const variance = REBLUR ** 2 / Math.max(ratio ** 2 - 1, 1e-3) - SMOOTHING ** 2;
  return Math.sqrt(Math.max(variance, 0));
}

/** Return the upper median; undefined of nothing. Numbers of a typed array are sorted the fastest. */
const median = (values) => Float32Array.from(values).sort()[values.length >> 1];

/** Return the gradient of each pixel but those at the rim, by Scharr's masks. */
function gradients(plane, width, height) {
  const [across, down, steep] = [0, 1, 2].map(() => new Float32Array(plane.length));
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const [above, below] = [at - width, at + width];
      const right = 3 * (plane[above + 1] + plane[below + 1]) + 10 * plane[at + 1];
      const left = 3 * (plane[above - 1] + plane[below - 1]) + 10 * plane[at - 1];
      const under = 3 * (plane[below - 1] + plane[below + 1]) + 10 * plane[below];
      const over = 3 * (plane[above - 1] + plane[above + 1]) + 10 * plane[above];
      across[at] = (right - left) / 32;
      down[at] = (under - over) / 32;
      steep[at] = Math.sqrt(across[at] ** 2 + down[at] ** 2);
    }
  }
  return { across, down, steep };
}

/** Blur by a Gaussian; the rim, as wide as the blur reaches, is left as it is. */
function blurred(plane, width, height, sigma) {
  const reach = Math.ceil(2.5 * sigma);
  const kernel = Float32Array.from({ length: reach + 1 }, (_, at) => Math.exp(-(at ** 2) / (2 * sigma ** 2)));
  const sum = 2 * kernel.reduce((all, one) => all + one, 0) - kernel[0];
  const weights = kernel.map((one) => one / sum);
  return along(along(plane, width, height, weights, 1), width, height, weights, width);
}

function along(plane, width, height, weights, step) {
  const out = Float32Array.from(plane);
  const reach = weights.length - 1;
  for (let y = reach; y < height - reach; y += 1) {
    for (let x = reach, at = y * width + reach; x < width - reach; x += 1, at += 1) {
      let sum = weights[0] * plane[at];
      for (let k = 1; k <= reach; k += 1) sum += weights[k] * (plane[at - k * step] + plane[at + k * step]);
      out[at] = sum;
    }
  }
  return out;
}

/**
 * Return the standard deviation of the noise in grey levels, from the median of the Laplacian's
 * difference of J. Immerkaer (Fast noise variance estimation, 1996): most pixels are on no edge.
 */
export function noise({ data, width, height }) {
  const found = [];
  for (let y = 1; y < height - 1; y += 3) {
    for (let x = 1; x < width - 1; x += 3) {
      const at = 4 * (y * width + x);
      const [up, down] = [at - 4 * width, at + 4 * width];
      const of = (pixel) => data[pixel + 1]; // green
      found.push(Math.abs(of(up - 4) + of(up + 4) + of(down - 4) + of(down + 4)
        - 2 * (of(up) + of(down) + of(at - 4) + of(at + 4)) + 4 * of(at)));
    }
  }
  return median(found) / (6 * 0.6745);
}
