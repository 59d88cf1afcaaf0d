// Dialogs: a button with data-open opens one, data-close closes it; while one is open keys act in it alone.

document.addEventListener("click", ({ target }) => {
  const opening = target.closest("[data-open]");
  if (opening) show(document.querySelector(opening.dataset.open));
  if (target.closest("[data-close]")) target.closest("dialog").close();
  if (target.matches("dialog:has([data-close])")) target.close(); // beside it
});

// The cursor begins at what is chosen now. `autofocus` would ask for it in every card that comes.
function show(dialog) {
  dialog?.showModal();
  dialog?.querySelector("[aria-pressed=true]")?.focus();
}

export const openDialog = () => document.querySelector("dialog[open]");

// The button of a key: in the open dialog, else outside all dialogs.
export function buttonOf(key) {
  const open = openDialog();
  const buttons = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  return buttons.find((button) => button.closest("dialog") === open);
}
