// One upload at a time: its files are hashed, announced and sent; what became of them is told.
// Files stay in the page's memory until they are sent, so that it goes on where it broke off.

import { listen } from "./collecting.js";
import { TOO_LARGE, UNREADABLE, batchIsGone, why } from "./failures.js";
import { hashed } from "./hashing.js";
import { bytesOf, isZip, parts, unreadable } from "./parts.js";
import { post } from "./sending.js";
import * as panel from "./telling.js";
import { number, t } from "./words.js";

const { batches, batch, most, mostPhoto } = document.querySelector("#upload").dataset;

// {name, urgent, files, tooLarge, lines, skipped, batch, total, fresh, anyway, busy, broken, stop}; a file is
// {path, file, sha256, sent}; a line tells of a file that became no new photo: {path, state, text, same}.
let upload = null;

listen((files, name) => {
  if (!files.length) return panel.say(t("Folder ini kosong: tidak ada yang dikirim.", "This folder is empty: nothing was sent."), "wrong");
  if (upload?.busy) {
    return panel.say(t("Unggahan masih berjalan. Jatuhkan lagi setelah selesai.", "An upload is under way. Drop this again when it is done."), "wrong");
  }
  files.sort((one, other) => one.path.localeCompare(other.path, "id", { numeric: true }));
  const urgent = files.length === 1 && !isZip(files[0]);
  upload = { name: name.slice(0, 200), urgent, files, tooLarge: [], lines: [], skipped: 0, batch };
  run();
});

window.addEventListener("beforeunload", (event) => {
  if (upload?.busy || upload?.broken) event.preventDefault();
});

async function run(asked = {}) {
  Object.assign(upload, asked, { busy: true, broken: false, stop: new AbortController() });
  panel.clear();
  panel.stopper(() => upload.stop.abort());
  try {
    await hashAll();
    const plan = unsent().length ? await announce() : null;
    if (plan?.unfinished) return offer(plan.unfinished);
    if (plan) await send(plan);
    await finish();
  } catch (failure) {
    stopped(failure);
  } finally {
    upload.busy = false;
    panel.progressEnds();
  }
}

async function hashAll() {
  panel.say(t("Membaca file…", "Reading the files…"));
  const allBytes = bytesOf(upload.files);
  for (const [at, one] of [...upload.files].entries()) {
    upload.stop.signal.throwIfAborted();
    panel.progress({ done: at, files: upload.files.length, bytes: bytesOf(upload.files.slice(0, at)), allBytes });
    if (one.file?.size > Number(isZip(one) ? most : mostPhoto)) {
      upload.tooLarge.push(one.path);
      refuse(one, TOO_LARGE);
    } else one.sha256 ??= await hashed(one.file).catch(() => refuse(one, UNREADABLE));
  }
}

async function announce() {
  const files = unsent();
  const { name, urgent, fresh, anyway } = upload;
  const hashes = files.map(({ path, sha256 }) => ({ path, sha256 }));
  const asked = { files: hashes, too_large: upload.tooLarge, name, urgent, fresh, anyway };
  const where = upload.batch ? `${upload.batch}/announce` : batches;
  const plan = await post(where, JSON.stringify(asked), tries());
  if (plan.unfinished) return plan;
  Object.assign(upload, { batch: plan.url ?? "", total: plan.announced });
  upload.lines.push(...plan.reported);
  const wanted = plan.wanted.map((at) => files[at]);
  for (const one of files) one.sent = !wanted.includes(one);
  return { ...plan, wanted };
}

async function send({ wanted, received, announced }) {
  const allBytes = bytesOf(wanted);
  const progress = { done: received, files: announced, bytes: 0, allBytes };
  for (const part of parts(wanted)) {
    const size = bytesOf(part);
    const sent = (bytes) => { // said anew each time: the line may have been away
      panel.say(t("Mengunggah…", "Uploading…"));
      panel.progress({ ...progress, bytes: progress.bytes + Math.min(bytes, size) });
    };
    sent(0);
    await sendPart(part, sent);
    progress.done += part.length;
    progress.bytes += size;
  }
}

async function sendPart(part, sent) {
  const body = new FormData();
  if (upload.anyway) body.append("anyway", "1");
  for (const { path, file } of part) {
    body.append("path", path);
    body.append("file", file, "file");
  }
  try {
    const report = await post(`${upload.batch}/files`, body, { ...tries(), sent });
    upload.lines.push(...report.reported);
    upload.skipped += report.skipped;
    for (const one of part) one.sent = true;
  } catch (failure) {
    const gone = failure.status === 0 ? await unreadable(part) : [];
    if (!gone.length) throw failure;
    for (const one of gone) refuse(one, UNREADABLE);
    const rest = part.filter((one) => !gone.includes(one));
    if (rest.length) await sendPart(rest, sent);
  }
}

async function finish() {
  if (!upload.batch) return summarise(unsentBecauseKnown());
  const { url, photos, reported } = await post(`${upload.batch}/close`, new FormData(), tries());
  const latest = new Map(reported.map((line) => [line.path, line])); // links to photos that have come since
  upload.lines = upload.lines.map((line) => latest.get(line.path) ?? line);
  if (!photos && !upload.lines.length && !upload.skipped) {
    return summarise(t("Tidak ada foto di dalamnya.", "There is no photo in it."), url);
  }
  if (!upload.lines.length && !upload.skipped) {
    upload = { busy: false };
    return location.assign(url);
  }
  const skipped = upload.skipped ? t(` ${number(upload.skipped)} file lain dilewati: bukan foto.`, ` ${number(upload.skipped)} other files were skipped: they are no photos.`) : "";
  summarise(t(`Selesai. Kumpulan ini berisi ${number(photos)} foto.`, `Done. This batch holds ${number(photos)} photos.`) + skipped, url);
}

function unsentBecauseKnown() {
  const places = [...new Set(upload.lines.map((line) => line.same?.batch).filter(Boolean))].join(", ");
  if (!places) return t("Tidak ada yang dikirim.", "Nothing was sent.");
  return t(`Sudah ada di kumpulan ${places}; tidak dikirim lagi.`, `In the batch ${places} already; not sent again.`);
}

function summarise(text, url) {
  const known = upload.lines.filter((line) => line.state === "known");
  const first = url ? { text: t("Lanjut", "Continue"), url } : known.length && { text: t("Buka yang sudah ada", "Open what is here"), url: known.length > 1 ? known[0].same.batch_url : known[0].same.url };
  const add = known.length && { text: t(`Masukkan juga (${number(known.length)})`, `Add them all the same (${number(known.length)})`), act: () => addKnown(known) };
  panel.say(text);
  panel.list(upload.lines);
  panel.choose([first, add].filter(Boolean));
}

function addKnown(known) {
  const holds = (one) => known.some(({ path }) => path === one.path || path.startsWith(`${one.path}/`));
  for (const one of upload.files.filter(holds)) one.sent = false;
  upload.lines = upload.lines.filter((line) => line.state !== "known");
  run({ anyway: true });
}

function offer({ url, name, received, announced }) {
  panel.say(t(`Folder ini belum selesai dikirim: ${name ?? ""}, ${number(received)} dari ${number(announced)} file diterima.`, `This folder is not sent completely: ${name ?? ""}, ${number(received)} of ${number(announced)} files came.`), "warned");
  panel.choose([
    { text: t("Lanjutkan", "Go on"), act: () => run({ batch: url }) },
    { text: t("Buat kumpulan baru", "Make a new batch"), act: () => run({ fresh: true }) },
    { text: t("Batal", "Cancel"), act: panel.clear },
  ]);
}

function stopped(failure) {
  if (failure.name !== "AbortError" && failure.status === undefined) console.error(failure);
  const [left, total] = [unsent().length, upload.total ?? unsent().length];
  upload.broken = failure.name !== "AbortError";
  panel.say(`${why(failure)} ${t(`${number(total - left)} dari ${number(total)} file terkirim, ${number(left)} belum.`, `${number(total - left)} of ${number(total)} files are sent, ${number(left)} are not.`)}`, upload.broken ? "wrong" : "warned");
  panel.list(upload.lines);
  const url = upload.batch;
  if (batchIsGone(failure)) {
    Object.assign(upload, { batch: "", lines: [], total: undefined });
    for (const one of upload.files) one.sent = false;
  }
  panel.choose([
    { text: t("Lanjutkan", "Go on"), act: () => run() },
    ...(url && url === upload.batch ? [{ text: t("Buka kumpulan ini di tab baru", "Open this batch in a new tab"), url, away: true }] : []),
  ]);
}

const unsent = () => upload.files.filter((one) => !one.sent);

function refuse(one, text) {
  upload.lines.push({ path: one.path, state: "refused", text });
  upload.files = upload.files.filter((other) => other !== one);
}

function tries() {
  const again = () => panel.say(t("Jaringan atau layanan terputus, mencoba lagi…", "The network or the service broke off, trying again…"), "wrong");
  return { signal: upload.stop.signal, again };
}
