// The phone of /demo: shows what a citizen sends and what comes back. All text is set as text.
const chat = document.getElementById("chat");
const form = document.getElementById("write");
const text = document.getElementById("text");
const line = form.dataset.line;
const POLL_MS = 5000;
let queue = Promise.resolve();

function bubble(mine) {
  const one = document.createElement("div");
  one.className = mine ? "said mine" : "said";
  chat.append(one);
  return one;
}

function paragraph(parent, words) {
  const p = document.createElement("p");
  // As WhatsApp does, *words between asterisks* are bold.
  words.split(/\*([^*\n]+)\*/).forEach((part, at) => {
    const node = at % 2 ? document.createElement("strong") : document.createTextNode(part);
    if (at % 2) node.textContent = part;
    p.append(node);
  });
  parent.append(p);
}

function picture(parent, url, alt) {
  const img = document.createElement("img");
  img.src = url;
  img.alt = alt;
  img.addEventListener("load", toEnd);
  img.addEventListener("error", () => img.remove());
  parent.append(img);
}

function toEnd() {
  chat.scrollTop = chat.scrollHeight;
}

function show(replies) {
  for (const reply of replies) {
    const one = bubble(false);
    if (reply.picture) picture(one, reply.picture, "Foto Anda dengan bagian yang bermasalah ditandai");
    paragraph(one, reply.text);
    if (reply.buttons.length) one.append(choices(reply.buttons));
  }
  toEnd();
}

function choices(buttons) {
  const list = document.createElement("div");
  list.className = "choices";
  for (const { id, title } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", () => {
      paragraph(bubble(true), title);
      send({ choice: id });
    });
    list.append(button);
  }
  return list;
}

// One message after the other, as they were sent.
function send(fields) {
  queue = queue.then(() => post(fields));
  return queue;
}

async function post(fields) {
  const waiting = document.createElement("p");
  waiting.className = "system waiting";
  waiting.textContent = "…";
  chat.append(waiting);
  toEnd();
  const body = new FormData();
  body.set("line", line);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  try {
    const answer = await fetch("/demo/messages", { method: "POST", body, headers: { "X-Demo": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    show((await answer.json()).replies);
    waiting.remove();
  } catch (error) {
    waiting.className = "system";
    waiting.textContent = error.message === "413" ? "Berkas terlalu besar." : "Pesan tidak terkirim. Kirim sekali lagi.";
  }
}

function sendFiles(files) {
  for (const file of files) {
    const one = bubble(true);
    if (file.type.startsWith("image/")) picture(one, URL.createObjectURL(file), "Foto yang Anda kirim");
    paragraph(one, file.name);
    send({ image: file });
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  paragraph(bubble(true), words);
  send({ text: words });
});
document.getElementById("photo").addEventListener("change", (event) => {
  sendFiles([...event.target.files]);
  event.target.value = "";
});
document.getElementById("lines").addEventListener("change", (event) => event.target.form.submit());
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    chat.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    chat.classList.remove("over");
  });
}
document.addEventListener("drop", (event) => sendFiles([...event.dataTransfer.files]));

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(`/demo/replies?line=${encodeURIComponent(line)}`).catch(() => null);
  if (answer?.ok) show((await answer.json()).replies);
}, POLL_MS);

send({ text: "halo" });
