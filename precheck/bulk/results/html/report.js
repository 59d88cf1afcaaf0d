"use strict";
const body = document.querySelector("tbody");
const headers = [...document.querySelectorAll("th")];

function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function compare(a, b) {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? a.localeCompare(b) : difference;
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
  header.querySelector("button").addEventListener("click", () => sortBy(column));
});

document.querySelector("input").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
