// Brings photos: dropped folders and zips, pasted pictures, chosen files, one picture from the camera.

const MANY = 20; // files of one request at most
const PART = 8_000_000; // bytes of one request, where it holds several files

const status = document.querySelector("#upload");
const token = document.querySelector('meta[name="csrf-token"]').content;
const most = Number(status.dataset.most);
let busy = false;

document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
document.addEventListener("drop", async (event) => {
  document.body.classList.remove("dropping");
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const single = entries.length === 1 && entries[0].isDirectory;
  const files = (await Promise.all(entries.map((entry) => walked(entry, "")))).flat();
  bring(single ? below(files) : files, entries[0]?.name);
});
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length) bring(files.map((file) => ({ path: file.name, file })), files[0].name);
});
for (const id of ["take", "files", "folder"]) {
  document.querySelector(`#${id}`)?.addEventListener("change", ({ target }) => {
    const files = [...target.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    const name = files[0]?.path.split("/")[0];
    bring(id === "folder" ? below(files) : files, name);
    target.value = "";
  });
}

// The folder itself names the batch; only what is below it tells photos apart.
function below(files) {
  return files.map(({ path, file }) => ({ path: path.slice(path.indexOf("/") + 1), file }));
}

async function walked(entry, folder) {
  const path = folder + entry.name;
  if (entry.isFile) {
    return [{ path, file: await new Promise((done, fail) => entry.file(done, fail)) }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const part = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!part.length) return found;
    found.push(...(await Promise.all(part.map((one) => walked(one, `${path}/`)))).flat());
  }
}

async function bring(files, name) {
  if (busy || !files.length) return;
  busy = true;
  try {
    await brought(files, name);
  } catch (error) {
    tell(`Unggahan terputus. / The upload broke off. (${error.message})`, true);
  } finally {
    busy = false;
  }
}

async function brought(found, name) {
  const files = found.sort((one, other) => one.path.localeCompare(other.path, "id", { numeric: true }));
  const single = files.length === 1 && !/\.zip$/i.test(files[0].path);
  const batch = await sent(status.dataset.batches, form({ name: name ?? "", urgent: single ? "1" : "" }));
  const sum = { added: 0, known: 0, skipped: 0, refused: [] };
  let done = 0;
  for (const part of parts(files, sum.refused)) {
    tell(`Mengunggah ${done} dari ${files.length} file… / Uploading…`);
    const data = form({});
    for (const { path, file } of part) {
      data.append("path", path);
      data.append("file", file, "file");
    }
    const taken = await sent(`${status.dataset.batches}/${batch.id}/files`, data);
    for (const count of ["added", "known", "skipped"]) sum[count] += taken[count];
    sum.refused.push(...taken.refused);
    done += part.length;
  }
  const { url } = await sent(`${status.dataset.batches}/${batch.id}/close`, form({}));
  if (!sum.refused.length && !sum.skipped) return location.assign(url);
  summed(sum, url);
}

function* parts(files, refused) {
  let part = [];
  let bytes = 0;
  for (const one of files) {
    if (one.file.size > most) {
      refused.push({ name: one.path, code: "too_large" });
      continue;
    }
    if (part.length && (part.length >= MANY || bytes + one.file.size > PART)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(one);
    bytes += one.file.size;
  }
  if (part.length) yield part;
}

function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

async function sent(url, body) {
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function tell(text, wrong = false) {
  status.replaceChildren(paragraph(text));
  status.className = wrong ? "wrong" : "told";
}

function summed(sum, url) {
  const told = [`${sum.added} foto masuk / photos added`];
  if (sum.skipped) told.push(`${sum.skipped} file lain dilewati / other files skipped`);
  tell(told.join(" · "));
  for (const { name, code } of sum.refused) status.append(paragraph(`${name}: ${code}`));
  const link = document.createElement("a");
  [link.href, link.textContent, link.role] = [url, "Lanjut / Continue", "button"];
  status.append(link);
  link.focus();
}

function paragraph(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}
