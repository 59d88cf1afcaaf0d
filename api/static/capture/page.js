// The camera page: looks, hints, release, the check's word, sending. One state at a time:
// starting, live, upload (no camera), shot (checking, or its answer is shown), waiting, done.

import * as camera from "./camera.js";
import { holding } from "./holding.js";
import { checked, sent, tellOpened } from "./sending.js";

const { words, demands, embedders } = JSON.parse(document.querySelector("#setup").textContent);
const at = (id) => document.getElementById(id);
const [main, video, outline, shot, hint] = [document.querySelector("main"), at("live"), at("outline"), at("shot"), at("hint")];
const VIBRATE_MS = { good: 40, release: 120 };
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.postMessage({ demands });
const failedNet = new Promise((fail) => { worker.addEventListener("message", ({ data }) => data.failed && fail()); });

let [state, photo, last, reported] = ["starting", null, null, false];

function to(next, said) {
  state = next;
  main.dataset.state = next;
  const shown = {
    live: ["shoot", "file"], upload: ["retry", "file"], answered: ["send", "again", "file"], over: [],
  }[next] ?? [];
  for (const id of ["shoot", "send", "again", "retry", "file"]) at(id).hidden = !shown.includes(id);
  const live = next === "live" || next === "starting";
  video.hidden = outline.hidden = !live;
  shot.hidden = live || !photo;
  say(said);
}

function say(code, text = words[code] ?? "") {
  if (hint.textContent === text) return;
  hint.textContent = text;
  hint.dataset.code = code;
}

async function live() {
  photo = null;
  try {
    if (!camera.isOpen(video)) await camera.open(video);
  } catch (error) {
    to("upload", camera.whyNot(error));
    return;
  }
  to("live", "begin");
  noteUse();
  const see = holding();
  let before = null;
  camera.watch(video, worker, () => state === "live", (look) => {
    last = look;
    draw(look);
    const { hint: code, release } = see(look, performance.now());
    say(code);
    if (code === "good" && before !== "good") navigator.vibrate?.(VIBRATE_MS.good);
    before = code;
    if (release) take();
  });
}

async function take() {
  if (state !== "live") return;
  navigator.vibrate?.(VIBRATE_MS.release);
  main.dataset.state = state = "taking";
  show(await camera.shoot(video, last?.quad));
}

/** Show a photo, and what the check says of it. */
async function show(taken) {
  camera.close(video);
  photo = taken;
  noteUse();
  URL.revokeObjectURL(shot.src);
  shot.src = URL.createObjectURL(taken);
  to("checking", "checking");
  const answer = await checked(taken, waiting);
  if (photo !== taken) return;
  if (answer.over) return finish(answer, "over");
  at("send").textContent = answer.accepted ? words.send : words.send_anyway;
  to("answered", answer.accepted ? "readable" : "advice");
  if (!answer.accepted) say("advice", answer.message ?? words.failed);
  (answer.accepted ? at("send") : at("again")).focus();
}

async function send() {
  to("sending", "sending");
  finish(await sent(photo, waiting));
}

function finish(answer, code = answer.over ? "over" : "done") {
  if (!answer.filed && !answer.over) {
    at("send").textContent = words.send_anyway;
    to("answered", "advice");
    say("advice", answer.message ?? words.failed);
  } else {
    to("over", code);
    if (code === "done") say(code, `${answer.message} ${words.done}`);
  }
  for (const origin of embedders) {
    if (parent !== window) parent.postMessage({ precheck: "capture", filed: Boolean(answer.filed), message: answer.message ?? "" }, origin);
  }
}

/** Say why nothing comes: there is no network, or the service is busy. */
function waiting(isOffline) {
  if (isOffline) say("offline");
}

function noteUse() {
  if (!reported) tellOpened();
  reported = true;
}

function draw({ quad, hint: code }) {
  [outline.width, outline.height] = [video.videoWidth, video.videoHeight];
  const pen = outline.getContext("2d");
  if (!quad) return;
  pen.lineWidth = Math.max(4, outline.width / 120);
  pen.strokeStyle = code === "good" ? "#5dff8f" : "#ffd54a";
  pen.setLineDash(code === "good" ? [] : [4 * pen.lineWidth, 2 * pen.lineWidth]); // not by colour alone
  pen.beginPath();
  for (const [x, y] of quad) pen.lineTo(x * outline.width, y * outline.height);
  pen.closePath();
  pen.stroke();
}

at("shoot").addEventListener("click", take);
at("send").addEventListener("click", send);
at("again").addEventListener("click", live);
at("retry").addEventListener("click", live);
at("file").querySelector("input").addEventListener("change", ({ target }) => {
  if (target.files[0]) show(target.files[0]);
  target.value = "";
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && state === "live") {
    camera.close(video);
    to("starting", "begin");
  } else if (!document.hidden && state === "starting") live();
});
addEventListener("pagehide", () => camera.close(video));
addEventListener("pageshow", ({ persisted }) => persisted && ["live", "starting"].includes(state) && live());
failedNet.then(() => say("none")); // the button and the file remain
live();
