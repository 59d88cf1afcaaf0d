// What an act came to, told in a region that stays: fragments that come and go are often not read out.

const said = document.querySelector("#said");

document.body.addEventListener("htmx:load", ({ target }) => {
  const line = target.querySelector?.(".told-line");
  if (line) said.textContent = line.textContent.trim();
});
