// The marks over a photo: lines of one width and labels of one size at every zoom, labels inside the frame.

// Shows the marks of one picture alone and returns them: line, label, and corners in shares of the picture.
export function marksOf(root, picture) {
  for (const drawing of root.querySelectorAll(".marks")) drawing.toggleAttribute("hidden", drawing.dataset.of !== picture);
  const lines = [...root.querySelectorAll(".marks:not([hidden]) polygon")];
  const marks = lines.map((line) => ({ line, corners: JSON.parse(line.dataset.points), label: labelOf(line) }));
  root.querySelector(".labels").replaceChildren(...marks.flatMap(({ label }) => label ?? []));
  return marks;
}

function labelOf(line) {
  if (!line.dataset.label) return null;
  const label = document.createElement("span");
  label.className = line.getAttribute("class");
  label.textContent = line.dataset.label;
  return label;
}

// Draws each mark, with its label above its top left where there is room, and none over another.
export function placeMarks(marks, { clientWidth, clientHeight }, place) {
  const taken = [];
  for (const { line, label, corners } of marks) {
    const placed = corners.map(place);
    line.setAttribute("points", placed.map((point) => point.join()).join(" "));
    if (!label) continue;
    const box = { wide: label.offsetWidth, tall: label.offsetHeight };
    const lowest = clientHeight - box.tall;
    box.left = within(Math.min(...placed.map(([x]) => x)), clientWidth - box.wide);
    box.top = within(Math.min(...placed.map(([, y]) => y)) - box.tall, lowest);
    while (box.top < lowest && taken.some((other) => covers(box, other))) box.top = Math.min(box.top + box.tall, lowest);
    while (box.top > 0 && taken.some((other) => covers(box, other))) box.top = Math.max(box.top - box.tall, 0);
    taken.push(box);
    label.style.transform = `translate(${box.left}px, ${box.top}px)`;
  }
}

const within = (value, most) => Math.max(0, Math.min(value, most));

const covers = (one, other) =>
  one.left < other.left + other.wide && other.left < one.left + one.wide &&
  one.top < other.top + other.tall && other.top < one.top + one.tall;
