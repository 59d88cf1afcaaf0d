// A large preview of a photo in a list, its numbers covered: while the pointer rests on it, or on Space
// at its link until Space or Escape. The server notes each picture that is asked for.

const RESTS = 400; // milliseconds
const SOURCES = "a[data-large]";
const box = document.createElement("div");
box.className = "preview";
box.hidden = true;
let waiting;

// The link of the photo under the pointer: itself, or that of the item whose picture it is.
function linkAt(target) {
  const own = target.closest?.(SOURCES);
  return own ?? (target.matches?.("[data-item] img") ? target.closest("[data-item]").querySelector(SOURCES) : null);
}

function show(link) {
  const picture = new Image();
  picture.alt = "";
  picture.src = link.dataset.large;
  box.replaceChildren(picture);
  document.body.append(box);
  box.hidden = false;
}

function hide() {
  clearTimeout(waiting);
  box.hidden = true;
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  const link = pointerType === "mouse" && linkAt(target);
  hide();
  if (link) waiting = setTimeout(() => show(link), RESTS);
});

document.addEventListener("keydown", (event) => {
  const link = event.target.closest(SOURCES);
  if (!box.hidden && (event.key === "Escape" || event.key === " ")) {
    event.preventDefault();
    event.stopImmediatePropagation(); // Escape does not untick the list as well
    return hide();
  }
  if (!link || event.key !== " ") return;
  event.preventDefault();
  show(link);
}, true);

for (const end of ["pointerdown", "scroll"]) document.addEventListener(end, hide, { passive: true });
