// The photo's way to the service. What cannot be sent stays in memory, never on disk, and is sent
// once there is a network again.

const AGAIN_MS = 3000;
const HERE = location.pathname;

/** Tell the service that the page is used. */
export const tellOpened = () => fetch(`${HERE}/opened`, { method: "POST" }).catch(() => {});

/** Resolve to what the check says of a photo: { accepted, message }. */
export const checked = (photo, waiting) => posted("check", photo, {}, waiting);

/** File a photo, once however often the network breaks: resolves to { filed, message }. */
export const sent = (photo, waiting) =>
  posted("photos", photo, { message_id: crypto.randomUUID() }, waiting);

async function posted(what, photo, fields, waiting) {
  const body = new FormData();
  body.append("image", photo, "kamera.jpg");
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (;;) {
    const answer = await fetch(`${HERE}/${what}`, { method: "POST", body }).catch(() => null);
    const busy = answer === null || [429, 502, 503, 504].includes(answer.status);
    if (!busy) return read(answer);
    waiting(answer === null);
    await networkOr(AGAIN_MS);
  }
}

async function read(answer) {
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  return { accepted: false, filed: false, failed: true, over: answer.status === 410, message: body.message };
}

const networkOr = (ms) => new Promise((done) => {
  addEventListener("online", done, { once: true });
  setTimeout(done, ms);
});
