// Groups the corner net's votes to sheets, as precheck/sheet/corner_votes.py does.

const MIN_VOTER_PAPER = 0.5;
const SEED_DISTANCE = 0.15;
const MEMBER_DISTANCE = 0.3;
const MAX_SHEET_IOU = 0.4;
const MIN_VOTE_SHARE = 0.35;
const MIN_VOTERS = 4;
const MIN_SHEET_CONFIDENCE = 0.29;
const MIN_CANDIDATE_CONFIDENCE = 0.05;
const FULL_TRUST_SPREAD = 0.02;
const LOG_SPREAD_RANGE = [-6, 2];
const MAX_MOVED = 0.015; // of the frame, mean of the corners

/**
 * Return { candidates, paper }: the sheets, largest first, each with its quad in shares of the frame
 * (clockwise), confidence, visible share of the frame; and the mean probability of paper.
 */
export function sheets({ maps, votes }) {
  const count = votes.rows;
  const paper = halved(maps, count);
  const voters = [];
  paper.forEach((probability, cell) => {
    if (probability > MIN_VOTER_PAPER) voters.push(voter(votes, cell, count, probability));
  });
  const found = candidates(voters, count).filter((one) => one.confidence >= MIN_CANDIDATE_CONFIDENCE);
  found.sort((one, other) => other.visible - one.visible);
  return { candidates: found, paper: paper.reduce((sum, one) => sum + one, 0) / paper.length };
}

export const isSheet = (candidate) => candidate.confidence >= MIN_SHEET_CONFIDENCE;

/** Return the area of a polygon; positive where it runs clockwise on a picture. */
export function area(quad) {
  return quad.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = quad[(at + 1) % quad.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** Return whether a point lies inside a convex quad that runs clockwise. */
export function contains(quad, x, y) {
  return quad.every(([ax, ay], at) => {
    const [bx, by] = quad[(at + 1) % 4];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });
}

/** Return whether a sheet has moved from one look to another; null: there was none. */
export function hasMoved(before, after) {
  if (!before || !after) return false;
  const far = after.map(([x, y], at) => Math.hypot(x - before[at][0], y - before[at][1]));
  return mean(far) > MAX_MOVED;
}

function halved({ values, columns, channels }, count) {
  const by = columns / count;
  return Float32Array.from({ length: count * count }, (_, cell) => {
    const [top, left] = [Math.floor(cell / count) * by, (cell % count) * by];
    let sum = 0;
    for (let y = top; y < top + by; y += 1) {
      for (let x = left; x < left + by; x += 1) sum += sigmoid(values[(y * columns + x) * channels]);
    }
    return sum / (by * by);
  });
}

const sigmoid = (logit) => 1 / (1 + Math.exp(-logit));

function voter({ values, channels }, cell, count, probability) {
  const [x, y] = [((cell % count) + 0.5) / count, (Math.floor(cell / count) + 0.5) / count];
  const of = values.subarray(cell * channels, (cell + 1) * channels);
  const quad = [0, 1, 2, 3].map((k) => [of[2 * k] + x, of[2 * k + 1] + y]);
  const [least, most] = LOG_SPREAD_RANGE;
  const spread = [8, 9, 10, 11].map((k) => Math.exp(Math.min(most, Math.max(least, of[k]))));
  return { cell, x, y, quad, spread, probability, mean: mean(spread), free: true };
}

const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
const trust = (spread) => Math.min(1, (2 * FULL_TRUST_SPREAD) / (FULL_TRUST_SPREAD + spread));

function candidates(voters, count) {
  const [found, filled] = [[], []];
  const cells = Array.from({ length: count * count }, (_, cell) => cell);
  for (;;) {
    const free = voters.filter((one) => one.free);
    if (free.length < MIN_VOTERS) return found;
    const seed = free.reduce((best, one) => (one.mean < best.mean ? one : best));
    if (found.some(isSheet) && trust(seed.mean) < MIN_SHEET_CONFIDENCE) return found;
    let { quad, error, members } = group(free, seed.quad);
    if (area(quad) < 0) quad = quad.toReversed?.() ?? [...quad].reverse();
    const inside = new Set(
      cells.filter((cell) => contains(quad, ((cell % count) + 0.5) / count, (Math.floor(cell / count) + 0.5) / count)),
    );
    const support = members.length / Math.max(1, free.filter((one) => inside.has(one.cell)).length);
    const isNew = filled.every((other) => {
      const both = [...inside].filter((cell) => other.has(cell)).length;
      return both < MAX_SHEET_IOU * (inside.size + other.size - both);
    });
    if (members.length >= MIN_VOTERS && support >= MIN_VOTE_SHARE && isNew) {
      filled.push(inside);
      const sure = mean(members.map((one) => one.probability)) * Math.min(1, support);
      found.push({
        quad,
        confidence: sure * trust(mean(error)),
        visible: members.length / (count * count),
        area: Math.abs(area(quad)),
      });
    }
    for (const one of members) one.free = false;
    seed.free = false;
  }
}

function group(free, model) {
  let [quad, error, members] = [model, [1, 1, 1, 1], []];
  for (const distance of [SEED_DISTANCE, MEMBER_DISTANCE]) {
    const limit = distance * (Math.sqrt(Math.abs(area(quad))) + 1e-3);
    const compared = free.map((one) => ({ one, ...turned(one.quad, quad) }));
    const agree = compared.filter(({ far }) => far < limit);
    members = agree.map(({ one }) => one);
    if (!agree.length) break;
    [quad, error] = weighted(agree);
  }
  return { quad, error, members };
}

/** Return by how many corners a quad is rolled to match a model, and how far it is from it. */
function turned(quad, model) {
  const far = [0, 1, 2, 3].map((turn) =>
    mean([0, 1, 2, 3].map((k) => {
      const [[ax, ay], [bx, by]] = [quad[k], model[(k - turn + 4) % 4]];
      return Math.hypot(ax - bx, ay - by);
    })),
  );
  const turn = far.indexOf(Math.min(...far));
  return { turn, far: far[turn] };
}

function weighted(agree) {
  const [quad, error] = [[], []];
  for (let k = 0; k < 4; k += 1) {
    let [x, y, sum] = [0, 0, 0];
    const spreads = agree.map(({ one, turn }) => {
      const [at, weight] = [(k + turn) % 4, one.spread[(k + turn) % 4] ** -2];
      x += one.quad[at][0] * weight;
      y += one.quad[at][1] * weight;
      sum += weight;
      return one.spread[at];
    });
    quad.push([x / sum, y / sum]);
    error.push(spreads.sort((one, other) => one - other)[Math.floor((spreads.length - 1) / 4)]);
  }
  return [quad, error];
}
