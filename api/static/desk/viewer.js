// The viewer of a photo: fits it into its frame; zooms, moves and turns it by mouse, keys and fingers.

import { openDialog } from "./dialogs.js";
import { marksOf, placeMarks } from "./marks.js";

const STEP = 1.35; // of one key or one click of the wheel
const MOST = 8; // times the size that fits
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const kept = { contrast: 0, marks: true }; // what an officer chose stays for the next photo

class Viewer {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector(".frame");
    this.fingers = new Map();
    for (const image of root.querySelectorAll("img")) {
      image.addEventListener("load", () => this.draw());
      image.addEventListener("error", () => this.failed(image));
    }
    root.addEventListener("click", ({ target }) => this.act(target.closest("[data-view]")?.dataset.view));
    this.frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.frame.addEventListener("dblclick", (event) => this.zoom(this.zoomed ? 0 : 2.5, event));
    this.frame.addEventListener("pointerdown", (event) => this.touch(event));
    this.frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(end, (event) => this.fingers.delete(event.pointerId));
    }
    // One finger scrolls the page as long as the photo fits; two never do.
    this.frame.addEventListener("touchmove", (event) => {
      if (this.zoomed || event.touches.length > 1) event.preventDefault();
    }, { passive: false });
    new ResizeObserver(() => this.draw()).observe(this.frame);
    this.show(root.querySelector(".sheet"));
  }

  show(sheet) {
    for (const one of this.root.querySelectorAll(".sheet")) one.hidden = one !== sheet;
    this.sheet = sheet;
    this.image = sheet.querySelector("img");
    if (this.image.dataset.src) {
      this.image.src = this.image.dataset.src;
      delete this.image.dataset.src;
    }
    this.marks = marksOf(this.root, sheet.dataset.sheet);
    this.fit();
  }

  fit() {
    Object.assign(this, { size: 1, x: 0, y: 0, turn: 0 });
    this.draw();
  }

  get zoomed() {
    return this.size > 1.001;
  }

  // The scale at which the picture, as it is turned, fits the frame.
  get fitting() {
    const [width, height] = this.extent;
    return Math.min(this.frame.clientWidth / width, this.frame.clientHeight / height);
  }

  get extent() {
    const { naturalWidth, naturalHeight } = this.image;
    return this.turn % 180 ? [naturalHeight, naturalWidth] : [naturalWidth, naturalHeight];
  }

  // Zooms by a factor, 0 for the whole picture; what is under the pointer stays there.
  zoom(factor, { clientX, clientY } = this.middle) {
    const size = Math.min(Math.max(this.size * factor, 1), MOST);
    const box = this.frame.getBoundingClientRect();
    const [x, y] = [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
    const grown = size / this.size;
    Object.assign(this, { size, x: x - (x - this.x) * grown, y: y - (y - this.y) * grown });
    this.draw();
  }

  get middle() {
    const box = this.frame.getBoundingClientRect();
    return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  }

  move(right, down) {
    this.x += right;
    this.y += down;
    this.draw();
  }

  act(name) {
    if (name === "in" || name === "out") this.zoom(name === "in" ? STEP : 1 / STEP);
    if (name === "fit") this.fit();
    if (name === "left" || name === "right") {
      Object.assign(this, { turn: (this.turn + (name === "left" ? 270 : 90)) % 360, x: 0, y: 0 });
    }
    if (name === "contrast") kept.contrast = (kept.contrast + 1) % 3;
    if (name === "marks") kept.marks = !kept.marks;
    if (name === "whole") this.show(this.root.querySelector(".sheet[hidden]"));
    this.draw();
  }

  wheel(event) {
    if (event.deltaY > 0 && !this.zoomed) return; // the page scrolls on
    event.preventDefault();
    this.zoom(STEP ** (-event.deltaY / 100), event);
  }

  touch(event) {
    this.fingers.set(event.pointerId, event);
    this.frame.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const still = [...this.fingers.values()].find((one) => one !== before);
    this.fingers.set(event.pointerId, event);
    const [right, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!still) return this.move(right, down);
    const middle = { clientX: (event.clientX + still.clientX) / 2, clientY: (event.clientY + still.clientY) / 2 };
    this.move(right / 2, down / 2);
    this.zoom(apart(event, still) / Math.max(apart(before, still), 1), middle);
  }

  draw() {
    this.tell();
    if (!this.image.naturalWidth) return;
    const scale = this.fitting * this.size;
    const [width, height] = this.extent.map((side) => side * scale);
    const room = [Math.max(0, width - this.frame.clientWidth) / 2, Math.max(0, height - this.frame.clientHeight) / 2];
    this.x = Math.min(Math.max(this.x, -room[0]), room[0]);
    this.y = Math.min(Math.max(this.y, -room[1]), room[1]);
    const { style } = this.sheet;
    style.width = `${this.image.naturalWidth}px`;
    style.height = `${this.image.naturalHeight}px`;
    style.transform = `translate(-50%, -50%) translate(${this.x}px, ${this.y}px) rotate(${this.turn}deg) scale(${scale})`;
    placeMarks(this.marks, this.frame, (point) => this.place(point, scale));
  }

  // Where a point of the picture, in shares of its sides, is in the frame.
  place([right, down], scale) {
    const { naturalWidth, naturalHeight } = this.image;
    const [x, y] = [(right - 0.5) * naturalWidth * scale, (down - 0.5) * naturalHeight * scale];
    const angle = (this.turn * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const { clientWidth, clientHeight } = this.frame;
    return [clientWidth / 2 + this.x + x * cos - y * sin, clientHeight / 2 + this.y + x * sin + y * cos];
  }

  // What the buttons and the style sheet are told.
  tell() {
    this.root.classList.toggle("zoomed", this.zoomed);
    this.root.classList.toggle("plain", !kept.marks);
    this.root.dataset.contrast = kept.contrast;
    const first = this.root.querySelector(".sheet");
    const pressed = { contrast: kept.contrast > 0, marks: kept.marks, whole: this.sheet !== first };
    for (const [name, on] of Object.entries(pressed)) {
      this.root.querySelector(`[data-view="${name}"]`)?.setAttribute("aria-pressed", on);
    }
  }

  failed(image) {
    if ("retry" in image.dataset || image !== this.image) return; // it is asked for again
    this.sheet.hidden = true;
    marksOf(this.root, "");
    this.root.querySelector(".gone").hidden = false;
  }
}

const apart = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

let current = null;

document.body.addEventListener("htmx:load", ({ target }) => {
  const root = target.querySelector("[data-viewer]");
  if (root) current = new Viewer(root);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || openDialog()) return;
  if (!current?.root.isConnected || event.target.closest("input, textarea, select")) return;
  if (event.key === "=") current.act("in"); // the key of +, without shift
  if (!(event.key in ARROWS) || !current.zoomed) return;
  event.preventDefault();
  current.move(...ARROWS[event.key].map((way) => way * 80));
});
