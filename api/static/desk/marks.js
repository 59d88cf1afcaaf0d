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

// Draws each mark, with its label above its top left where there is room; none over another, none over
// the number. The number's own label is to its right, as the title of a form stands above its number.
export function placeMarks(marks, { clientWidth, clientHeight }, place) {
  const taken = marks.filter(({ line }) => line.classList.contains("number")).map(({ corners }) => boxOf(corners.map(place)));
  for (const { line, label, corners } of marks) {
    const placed = corners.map(place);
    line.setAttribute("points", placed.map((point) => point.join()).join(" "));
    if (!label) continue;
    const box = { wide: label.offsetWidth, tall: label.offsetHeight };
    const lowest = clientHeight - box.tall;
    const { left, top, wide } = boxOf(placed);
    const beside = line.classList.contains("number") && left + wide + box.wide <= clientWidth;
    box.left = within(beside ? left + wide : left, clientWidth - box.wide);
    box.top = within(beside ? top : top - box.tall, lowest);
    while (box.top < lowest && taken.some((other) => covers(box, other))) box.top = Math.min(box.top + box.tall, lowest);
    while (box.top > 0 && taken.some((other) => covers(box, other))) box.top = Math.max(box.top - box.tall, 0);
    taken.push(box);
    label.style.transform = `translate(${box.left}px, ${box.top}px)`;
  }
}

function boxOf(points) {
  const [across, down] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return { left, top, wide: Math.max(...across) - left, tall: Math.max(...down) - top };
}

const within = (value, most) => Math.max(0, Math.min(value, most));

const covers = (one, other) =>
  one.left < other.left + other.wide && other.left < one.left + one.wide &&
  one.top < other.top + other.tall && other.top < one.top + one.tall;
