// From looks to the one hint that is shown, and to the release of the shutter. Pure.

import { hasMoved } from "./votes.js";

const HOLD_MS = 500; // for which all is good before the shutter releases
const HOLD_LOOKS = 5; // in that time, each with sharpness at another place
const MIN_SHARP = 2; // of them that saw edges: a blank place is neither sharp nor blurred
const DWELL_MS = 700; // for which a hint stays, so that it can be read
const SAME_LOOKS = 2; // in a row before another hint is shown

/** Return a function from a look and its time (ms) to { hint, release }. */
export function holding() {
  let [shown, shownAt, next, times] = ["begin", -Infinity, null, 0];
  let [goodFrom, good, sharp, last] = [null, 0, 0, null];

  return function see(look, now) {
    const hint = look.hint === "good" && hasMoved(last, look.quad) ? "still" : look.hint;
    last = look.quad;
    if (hint === "good") {
      goodFrom ??= now;
      good += 1;
      sharp += Number(look.edge !== null);
    } else [goodFrom, good, sharp] = [null, 0, 0];
    times = hint === next ? times + 1 : 1;
    next = hint;
    if (hint !== shown && times >= SAME_LOOKS && (now - shownAt >= DWELL_MS || hint === "good")) {
      [shown, shownAt] = [hint, now];
    }
    const enough = good >= HOLD_LOOKS && sharp >= MIN_SHARP;
    return { hint: shown, release: enough && now - goodFrom >= HOLD_MS };
  };
}
