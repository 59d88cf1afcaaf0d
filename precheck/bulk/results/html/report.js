"use strict";
const body = document.querySelector(".photos tbody");
const headers = [...document.querySelectorAll(".photos thead th")];
const shown = document.querySelector("[role=status]");

function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function compare(a, b) {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? a.localeCompare(b, undefined, { numeric: true }) : difference;
}

function sortBy(column) {
  const up = headers[column].getAttribute("aria-sort") !== "ascending";
  for (const header of headers) header.removeAttribute("aria-sort");
  headers[column].setAttribute("aria-sort", up ? "ascending" : "descending");
  const keyed = [...body.rows].map((row) => [key(row, column), row]);
  keyed.sort(([a], [b]) => (a === "") - (b === "") || (up ? compare(a, b) : compare(b, a)));
  body.append(...keyed.map(([, row]) => row));
}

headers.forEach((header, column) => {
  header.querySelector("button")?.addEventListener("click", () => sortBy(column));
});

body.addEventListener("click", (event) => {
  const button = event.target.closest("button.small");
  if (button) button.ariaExpanded = String(button.ariaExpanded !== "true");
});

document.querySelector("input").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  let left = 0;
  for (const row of body.rows) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    left += !row.hidden;
  }
  shown.textContent = wanted && `${left} / ${body.rows.length}`;
});
