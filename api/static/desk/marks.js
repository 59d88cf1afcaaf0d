// The marks over a photo: lines of one width and labels of one size at every zoom, labels inside the frame.

// How far a title reaches above its number, in heights of the number's frame, which has 2.2 of the number's.
const TITLE_FRAMES = 1.6;

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

// Draws each mark, with its label as near above its top left as there is room, the number's own as near to its
// right: none over another, none over the number or the title of the form above it. One without room is hidden.
export function placeMarks(marks, { clientWidth, clientHeight }, place) {
  const numbers = marks.filter(({ line }) => line.classList.contains("number"));
  const taken = numbers.map(({ corners }) => boxOf(withTitle(corners.map(place))));
  for (const { line, label, corners } of marks) {
    const placed = corners.map(place);
    line.setAttribute("points", placed.map((point) => point.join()).join(" "));
    if (!label) continue;
    const box = { wide: label.offsetWidth, tall: label.offsetHeight };
    const most = { left: clientWidth - box.wide, top: clientHeight - box.tall };
    const { left, top, wide } = boxOf(placed);
    const beside = line.classList.contains("number") && left + wide <= most.left;
    const wanted = beside ? { left: left + wide, top } : { left, top: top - box.tall };
    wanted.left = within(wanted.left, most.left);
    wanted.top = within(wanted.top, most.top);
    const lefts = [wanted.left, ...taken.flatMap((other) => [other.left - box.wide, other.left + other.wide])];
    const tops = [wanted.top, ...taken.flatMap((other) => [other.top - box.tall, other.top + other.tall])];
    const free = lefts.flatMap((left) => tops.map((top) => ({ ...box, left, top })))
      .filter((one) => one.left === within(one.left, most.left) && one.top === within(one.top, most.top))
      .filter((one) => !taken.some((other) => covers(one, other)));
    const far = (one) => Math.abs(one.left - wanted.left) + Math.abs(one.top - wanted.top);
    const nearest = free.sort((one, other) => far(one) - far(other))[0];
    label.style.visibility = nearest ? "" : "hidden";
    if (!nearest) continue;
    taken.push(nearest);
    label.style.transform = `translate(${nearest.left}px, ${nearest.top}px)`;
  }
}

// The number's frame, given clockwise from its own top left, with the title that stands above it.
function withTitle([topLeft, topRight, bottomRight, bottomLeft]) {
  const up = (corner) => corner.map((at, axis) => at + (topLeft[axis] - bottomLeft[axis]) * TITLE_FRAMES);
  return [up(topLeft), up(topRight), bottomRight, bottomLeft];
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
