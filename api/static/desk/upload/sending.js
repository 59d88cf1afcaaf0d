// Sends requests: each is tried several times, can be aborted, and tells how much of it is sent.

import { signedInAgain, token, tokenRenewed } from "../session.js";
import { t } from "./words.js";

const WAITS = [1000, 3000, 9000]; // milliseconds before each further try
const STALL = 120_000; // milliseconds without any progress, after which a try has failed
const PASSING = [0, 429, 500, 502, 503, 504]; // statuses that another try may mend; 0: no answer

export class Failure extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

// signal: aborts; sent(bytes): progress of this request; again(): called before each further try.
export async function post(url, body, { signal, sent = () => {}, again = () => {} }) {
  const waits = [...WAITS];
  for (let renewed = false; ; ) {
    try {
      return await attempt(url, body, signal, sent);
    } catch (failure) {
      if (failure.status === 401) {
        await signedInAgain(t("Unggah", "Upload"));
      } else if (failure.status === 400 && !renewed) { // the session may have begun anew in another window
        renewed = true;
        if (!(await tokenRenewed())) throw failure;
      } else if (waits.length && PASSING.includes(failure.status)) {
        again();
        await pause(waits.shift(), signal);
      } else throw failure;
    }
  }
}

function attempt(url, body, signal, sent) {
  signal.throwIfAborted();
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest(); // fetch does not tell the progress of what it sends
    const stop = () => request.abort();
    let stalled = setTimeout(stop, STALL);
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", token());
    if (typeof body === "string") request.setRequestHeader("Content-Type", "application/json");
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(stalled);
      stalled = setTimeout(stop, STALL);
      sent(loaded);
    };
    request.onloadend = () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", stop);
      if (signal.aborted) fail(signal.reason);
      else if (request.status < 400 && request.response) done(request.response);
      else fail(new Failure(request.status));
    };
    signal.addEventListener("abort", stop);
    request.send(body);
  });
}

// Ends early when the network is back.
function pause(wait, signal) {
  return new Promise((done, fail) => {
    const timer = setTimeout(done, wait);
    window.addEventListener("online", done, { once: true });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      fail(signal.reason);
    });
  });
}
