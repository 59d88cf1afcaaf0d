// Lists worked through by keys. J, K and arrows move from item to item; other keys press what is
// marked with them in the item under the cursor, else in its list.

const items = () => [...document.querySelectorAll("[data-item]")];
const grip = (item) => item?.querySelector("input[type=checkbox]");
const STEPS = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1 };
const ROWS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  const item = event.target.closest("[data-item]");
  const key = event.key.length > 1 ? event.key : event.key.toLowerCase();
  const next = neighbour(item, key);
  if (next) {
    event.preventDefault();
    grip(next).focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (item && (key !== "Enter" || event.target === grip(item))) {
    pressed(item, key, event);
  }
});

function neighbour(item, key) {
  if (!item) return key === "j" || key === "k" ? items()[0] : undefined;
  if (key in STEPS) return items()[items().indexOf(item) + STEPS[key]];
  return key in ROWS ? inRow(item, ROWS[key]) : undefined;
}

// The nearest item of the row above or below.
function inRow(item, way) {
  const here = item.getBoundingClientRect();
  const beyond = items().map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => way * (box.top - here.top) > 1);
  const distance = ([, box]) => Math.abs(box.top - here.top) * 1000 + Math.abs(box.left - here.left);
  return beyond.sort((one, other) => distance(one) - distance(other))[0]?.[0];
}

function pressed(item, key, event) {
  const marked = `[data-item-key="${CSS.escape(key)}"]`;
  const button = item.querySelector(marked) ?? item.closest("[data-items]")?.querySelector(marked)
    ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat && !document.querySelector(".htmx-request")) button.click();
}

// Ticks: all or none, and how many the buttons of a list act on.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-tick-all]");
  if (!button) return;
  const boxes = ticks(button.form);
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
  count(button.form);
});

document.addEventListener("change", ({ target }) => target.name === "photo" && count(target.form));

function ticks(form) {
  return [...form.elements].filter((one) => one.type === "checkbox" && one.name === "photo");
}

function count(form) {
  const ticked = ticks(form).filter((box) => box.checked).length;
  for (const place of form.querySelectorAll("[data-ticked]")) {
    place.textContent = ticked;
    place.closest("button").disabled = ticked === 0;
  }
}

// After a form of tiles is sent, browsers going back keep old ticks: the numbers follow them.
for (const form of document.querySelectorAll("form[data-items]")) count(form);
grip(items().find((item) => !item.closest("[data-quiet]")))?.focus({ preventScroll: true });

// What is replaced gives the cursor to the next one to be done.
document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
  const replaced = detail.elt?.closest?.("[data-item]") ?? document.getElementById(detail.target.id);
  if (!items().includes(replaced)) return; // another part of the page, such as a batch's progress
  const after = items()[items().indexOf(replaced) + 1];
  grip(after ?? replaced)?.focus();
});
