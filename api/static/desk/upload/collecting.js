// Finds the files in what is dropped, pasted, chosen or taken with the camera.

// bring(files, name): files with their paths, and the name of the folder or of the first file.
export function listen(bring) {
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
    if (files.length) bring(files.map((file) => found(file.name, file)), files[0].name);
  });
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("#take, #files, #folder")) return;
    const files = [...target.files].map((file) => found(file.webkitRelativePath || file.name, file));
    bring(target.id === "folder" ? below(files) : files, files[0]?.path.split("/")[0]);
    target.value = "";
  });
}

// Without a file: an entry that cannot be read. It is named as such later.
function found(path, file) {
  return { path: path.toWellFormed?.() ?? path, file };
}

// The folder itself names the batch; only what is below it tells photos apart.
function below(files) {
  return files.map(({ path, file }) => found(path.slice(path.indexOf("/") + 1), file));
}

async function walked(entry, folder) {
  const path = folder + entry.name;
  if (entry.isFile) {
    return [found(path, await new Promise((done) => entry.file(done, () => done(null))))];
  }
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const part = await new Promise((done) => reader.readEntries(done, () => done(null)));
    if (part === null) return [...inside, found(path, null)];
    if (!part.length) return inside;
    inside.push(...(await Promise.all(part.map((one) => walked(one, `${path}/`)))).flat());
  }
}
