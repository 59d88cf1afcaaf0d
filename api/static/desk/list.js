// Lists of photos: a range of ticks with Shift, all with Ctrl+A, none with Escape; which pictures
// stood on the screen; addresses without empty filters. Moving by keys is in picks.js.

const boxes = (form) => [...form.querySelectorAll("[data-item] input[type=checkbox]")];
let last; // the box that was ticked last

// With Shift, all from the last box to this one become like this one.
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches?.("form[data-quiet] [data-item] input[type=checkbox]")) return;
  const all = boxes(box.form);
  const [from, to] = [all.indexOf(last), all.indexOf(box)];
  if (event.shiftKey && from >= 0) {
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
  }
  last = box;
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-item]")?.closest("form[data-quiet]");
  const all = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey);
  if (!form || !(all || event.key === "Escape")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  for (const box of boxes(form)) box.checked = all;
  boxes(form)[0].dispatchEvent(new Event("change", { bubbles: true }));
}, true);

// A picture is seen when it is loaded and half of it is in view. Only what was seen is decided.
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) target.dataset.seen = "";
}, { threshold: 0.5 });

function watched(picture) {
  if (picture.complete && picture.naturalWidth) watch.observe(picture);
}

document.addEventListener("load", ({ target }) => target.matches?.("[data-item] img") && watched(target), true);
document.body.addEventListener("htmx:load", () => document.querySelectorAll("[data-item] img").forEach(watched));

document.addEventListener("formdata", ({ target, formData }) => {
  if (target.matches("form[data-quiet]")) {
    for (const box of boxes(target).filter((one) => one.checked)) {
      if (box.closest("[data-item]").querySelector("[data-seen]")) formData.append("seen", box.value);
    }
  } else if (target.method === "get") {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  }
});
