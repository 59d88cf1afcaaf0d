// Dialogs: a button with data-open opens one, data-close closes it; while one is open keys act in it alone.

document.addEventListener("click", ({ target }) => {
  const opening = target.closest("[data-open]");
  if (opening) document.querySelector(opening.dataset.open)?.showModal();
  if (target.closest("[data-close]")) target.closest("dialog").close();
  if (target.matches("dialog:has([data-close])")) target.close(); // beside it
});

// Where keys look for their buttons.
export const keyScope = () => document.querySelector("dialog[open]") ?? document;
