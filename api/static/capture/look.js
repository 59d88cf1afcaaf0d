// One look at the live picture: where the sheet is, and what is wrong with it, if anything.
//
// The nets and the limits are the service's. A look is cheap things first; the eye, which sees what
// covers the print, looks once the rest is good.

import { edgeWidth, light, means, noise } from "./pixels.js";
import { contains, hasMoved, isSheet, sheets } from "./votes.js";

export const SIDE = 512; // of the square in which the frame comes
const CORNERS_SIDE = 256; // a test compares these with the service's
const EYE_LONG = 320; // the service's eye has 416: a phone takes twice the time
const EYE_STEP = 32;
const MARGIN = 0.006; // of the frame: a corner nearer to its edge is not surely in it
const MAX_WHOLE_AREA = 1.2; // a larger candidate shows only in part
const MIN_AREA = 0.2; // of the frame: below it a sheet is far away
const MIN_PAPER = 0.5; // of a frame without a sheet: it is too near
const MAX_BURNT_OUT = 0.012; // share of a sheet whose paper is not white everywhere
const MAX_PAPER_GREY = 236;
const MAX_BURNT_SHEET = 0.5; // share of a sheet, above which all is too bright and thin print is gone
const MAX_EDGE = 0.7; // px at one place: a shake that one place shows may be wider at the next
const MAX_NOISE = 8; // grey levels; accepted ones have up to 4, noisy ones 9 and more: it is dark
const MAX_WORST = 0.1; // probability of hidden print in a word's window
const EYE_MS = 2000; // for which what the eye saw of a sheet that stays is believed
const CELL = 32; // px of the square: a fingertip fills more than one such cell
const MAX_CHANGE = 16; // grey levels of a cell's mean, above which something has come over the sheet
const MIN_PRINT_CELLS = 4; // as precheck/loss/frame.py, which a test compares

let [corners, eye] = [null, null];
let lastSeen = null; // by the eye: { until, quad, cells, seen }

/** Load the nets; `ready` is called with the name of each. */
export async function open(ready = () => {}) {
  const { load, start } = await import("./nets.js"); // large: pixels tell something before
  await start();
  corners = await load("corners");
  ready("corners");
  eye = await load("eye");
  ready("eye");
}

/**
 * Look at a frame: { square (ImageData, SIDE × SIDE), crop (ImageData at full resolution at a
 * place of the last sheet), width, height (px of the photo) }. Returns { hint, quad, edge, short }: the code of
 * the one hint, `good` if there is nothing to say; the quad in shares of the frame or null; the
 * width of edges (null: none at that place) and the sheet's shorter sides in px of the photo.
 */
export function look(frame, demands) {
  if (corners === null) return { hint: pixelHint(frame, demands), quad: null };
  const { candidates, paper } = sheets(corners(halvedSquare(frame.square), CORNERS_SIDE, CORNERS_SIDE));
  const [sheet] = candidates.filter(isSheet);
  const tooLarge = candidates.some((one) => one.area > MAX_WHOLE_AREA);
  if (!sheet) return { hint: tooLarge || paper >= MIN_PAPER ? "whole" : "none", quad: null };
  const { quad } = sheet;
  const short = shorterSides(quad, frame);
  const found = { quad, short, confidence: sheet.confidence };
  if (quad.some((corner) => corner.some((at) => at < MARGIN || at > 1 - MARGIN))) return { ...found, hint: "whole" };
  if (short < demands.short_side_px || sheet.area < MIN_AREA) return { ...found, hint: "closer" };
  const { paper: grey, burnt } = light(frame.square, quad);
  Object.assign(found, { grey, burnt });
  if (grey < demands.paper_grey) return { ...found, hint: "dark" };
  if (burnt > MAX_BURNT_SHEET) return { ...found, hint: "bright" };
  if (noise(frame.crop) > MAX_NOISE) return { ...found, hint: "dark" };
  found.edge = edgeWidth(frame.crop);
  if (found.edge > MAX_EDGE) return { ...found, hint: "still" };
  if (burnt > MAX_BURNT_OUT && grey < MAX_PAPER_GREY) return { ...found, hint: "glare" };
  if (eye === null) return { ...found, hint: "still" };
  Object.assign(found, eyed(frame, quad));
  if (found.hidden > demands.hidden || found.worst > MAX_WORST) return { ...found, hint: found.covered > 0.5 ? "covered" : "glare" };
  return { ...found, hint: "good" };
}

/** Before the nets have come: what pixels alone tell. */
function pixelHint({ square }, demands) {
  const all = [[0, 0], [1, 0], [1, 1], [0, 1]];
  return light(square, all).paper < demands.paper_grey / 3 ? "dark" : "begin";
}

function shorterSides(quad, { width, height }) {
  const sides = quad.map(([x, y], at) => {
    const [nextX, nextY] = quad[(at + 1) % 4];
    return Math.hypot((nextX - x) * width, (nextY - y) * height);
  });
  return Math.min(Math.min(sides[0], sides[2]), Math.min(sides[1], sides[3]));
}

/** Halve the square by averaging; blue, green, red. */
function halvedSquare({ data }) {
  const out = new Float32Array(CORNERS_SIDE * CORNERS_SIDE * 3);
  for (let y = 0, to = 0; y < CORNERS_SIDE; y += 1) {
    for (let x = 0; x < CORNERS_SIDE; x += 1) {
      const at = 8 * (y * SIDE + x);
      for (let colour = 2; colour >= 0; colour -= 1, to += 1) {
        const [above, below] = [at + colour, at + 4 * SIDE + colour];
        out[to] = (data[above] + data[above + 4] + data[below] + data[below + 4]) / 4;
      }
    }
  }
  return out;
}

/** Return what the eye sees of a sheet, or saw a moment ago of one that has not changed. */
function eyed(frame, quad) {
  const now = performance.now();
  const cells = means(frame.square, CELL);
  const stays = lastSeen && now <= lastSeen.until && !hasMoved(lastSeen.quad, quad);
  if (!stays || cells.some((mean, at) => Math.abs(mean - lastSeen.cells[at]) > MAX_CHANGE)) {
    lastSeen = { until: now + EYE_MS, quad, cells, seen: hidden(frame, quad) };
  }
  return lastSeen.seen;
}

/** Return the share of the sheet's print that is hidden, and how much of that under a body. */
function hidden(frame, quad) {
  const [wide, high] = eyeSize(frame);
  const { maps } = eye(resized(frame.square, wide, high), high, wide);
  let [shown, gone, under] = [0, 0, 0];
  const lostAt = new Float32Array(maps.rows * maps.columns);
  for (let y = 0, at = 0; y < maps.rows; y += 1) {
    for (let x = 0; x < maps.columns; x += 1, at += maps.channels) {
      if (!contains(quad, (x + 0.5) / maps.columns, (y + 0.5) / maps.rows)) continue;
      const [print, covered, lost] = [0, 1, 2].map((map) => 1 / (1 + Math.exp(-maps.values[at + map])));
      shown += print;
      gone += lost;
      lostAt[y * maps.columns + x] = lost;
      under += lost * covered;
    }
  }
  const share = gone / Math.max(gone + shown, MIN_PRINT_CELLS);
  return { hidden: share, worst: worstWindow(lostAt, maps), covered: under / Math.max(gone, 1e-6) };
}

/** Return the largest mean in a word's window, three cells wide and high. */
function worstWindow(values, { rows, columns }) {
  let worst = 0;
  for (let y = 1; y < rows - 1; y += 1) {
    for (let x = 1; x < columns - 1; x += 1) {
      let sum = 0;
      for (const row of [y - 1, y, y + 1]) for (const column of [x - 1, x, x + 1]) sum += values[row * columns + column];
      worst = Math.max(worst, sum / 9);
    }
  }
  return worst;
}

function eyeSize({ width, height }) {
  const scale = EYE_LONG / Math.max(width, height);
  return [width, height].map((side) => Math.max(2, Math.round((side * scale) / EYE_STEP)) * EYE_STEP);
}

/** Resize the square linearly; blue, green, red. */
function resized({ data }, wide, high) {
  const out = new Float32Array(wide * high * 3);
  const at = (to, count) => Math.min(SIDE - 1.001, Math.max(0, ((to + 0.5) * SIDE) / count - 0.5));
  for (let y = 0, to = 0; y < high; y += 1) {
    const [row, down] = [Math.floor(at(y, high)), at(y, high) % 1];
    for (let x = 0; x < wide; x += 1) {
      const [column, across] = [Math.floor(at(x, wide)), at(x, wide) % 1];
      const begin = 4 * (row * SIDE + column);
      for (let colour = 2; colour >= 0; colour -= 1, to += 1) {
        const one = begin + colour;
        const below = one + 4 * SIDE;
        out[to] = (1 - down) * ((1 - across) * data[one] + across * data[one + 4])
          + down * ((1 - across) * data[below] + across * data[below + 4]);
      }
    }
  }
  return out;
}
