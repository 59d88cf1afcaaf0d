// What is shown on request: what a phone folds away, and typed passwords.

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".unfold");
  button?.setAttribute("aria-expanded", button.getAttribute("aria-expanded") === "false");
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-show-passwords]")) return;
  for (const field of target.form.querySelectorAll("[autocomplete$=password]")) field.type = target.checked ? "text" : "password";
});
