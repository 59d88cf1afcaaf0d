// Shows the upload's state in the panel at the top of the page.

import { megabytes, number, t } from "./words.js";

const OPEN = 6; // lines of a list that is shown unfolded
const panel = document.querySelector("#upload");
const [said, sending, bar, counted, choices, unadded] = [
  ".said", ".sending", "progress", ".sent", ".choices", ".unadded",
].map((name) => panel.querySelector(name));

const GROUPS = {
  twin: (count) => t(`${count} file sama dengan file lain di kumpulan ini`, `${count} files equal another file of this batch`),
  known: (count) => t(`${count} file sudah ada di kumpulan lain, tidak dimasukkan lagi`, `${count} files are in another batch already and not added again`),
  refused: (count) => t(`${count} file tidak diterima`, `${count} files were refused`),
};

export function say(text, kind = "told") {
  panel.className = kind;
  if (said.textContent !== text) said.textContent = text; // set again it would be read aloud again
}

export function clear() {
  panel.className = said.textContent = "";
  sending.hidden = true;
  choices.replaceChildren();
  unadded.replaceChildren();
}

export function stopper(stop) {
  panel.querySelector(".cancel").onclick = stop;
}

export function progress({ done, files, bytes, allBytes }) {
  sending.hidden = false;
  bar.value = allBytes ? bytes / allBytes : 0;
  counted.textContent = t(
    `${number(done)} dari ${number(files)} file · ${megabytes(bytes)} dari ${megabytes(allBytes)}`,
    `${number(done)} of ${number(files)} files · ${megabytes(bytes)} of ${megabytes(allBytes)}`,
  );
}

export function progressEnds() {
  sending.hidden = true;
}

// offered: buttons as {text, act}, links as {text, url, away}. The first one is at hand for Enter.
export function choose(offered) {
  choices.replaceChildren(...offered.map((one, at) => (one.url ? link(one, at) : button(one, at))));
  choices.firstElementChild?.focus();
}

export function list(lines) {
  const groups = Object.keys(GROUPS).map((state) => lines.filter((line) => line.state === state));
  unadded.replaceChildren(...groups.filter((group) => group.length).map(folded));
}

function folded(lines) {
  const fold = element("details", element("summary", GROUPS[lines[0].state](number(lines.length))));
  fold.open = lines.length <= OPEN;
  const items = element("ul", ...lines.map(item));
  [items.className, items.tabIndex] = ["files", 0];
  fold.append(items);
  return fold;
}

function item({ path, text, same, state }) {
  const line = element("li", element("strong", path), ` – ${text} `);
  if (same) line.append(anchor(same.path, same.url));
  if (same && state === "known") {
    line.append(` (${t("kumpulan", "batch")} `, anchor(same.batch, same.batch_url), ")");
  }
  return line;
}

function button({ text, act }, at) {
  const made = element("button", text);
  made.type = "button";
  made.className = at ? "secondary outline small" : "small";
  made.onclick = act;
  return made;
}

function link({ text, url, away }, at) {
  const made = anchor(text, url, away);
  made.role = "button";
  made.className = at ? "secondary outline small" : "small";
  return made;
}

function anchor(text, url, away = false) {
  const made = element("a", text);
  made.href = url;
  if (away) made.target = "_blank";
  return made;
}

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}
