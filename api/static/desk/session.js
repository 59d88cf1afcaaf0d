// A session that ended: the page stays as it is, asks for the password, and goes on with what was begun.
// Nothing of it is kept outside this page's memory: a typed number must not reach the disk.

const dialog = document.querySelector("#session-ended");
let asked; // resolves once somebody has signed in; one dialog for all who wait

export function token() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

// Ask for the password; `kept`: the words of the button whose act is kept, if any.
export function signedInAgain(kept = "") {
  asked ??= new Promise((signedIn) => ask(kept, signedIn)).finally(() => (asked = undefined));
  return asked;
}

// Take the token of a sign-in in another window of this browser; false if there was none.
export async function tokenRenewed() {
  const light = await page(dialog.dataset.light);
  if (nameOn(light.page) !== nameOn(document)) return location.reload(); // somebody else, or nobody
  const fresh = tokenOf(light.page);
  if (fresh === token()) return false;
  renew(fresh);
  return true;
}

function ask(kept, signedIn) {
  const form = dialog.querySelector("form");
  dialog.querySelector(".kept").hidden = !kept;
  dialog.querySelector(".kept strong").textContent = kept;
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!(await signIn(form))) return refused(form);
    form.password.value = "";
    dialog.close();
    signedIn();
  };
  dialog.oncancel = (event) => event.preventDefault(); // Escape would leave a page that saves nothing
  dialog.showModal();
  form.password.focus();
}

async function signIn(form) {
  const begun = await page(dialog.dataset.signIn);
  const body = new URLSearchParams({
    csrf_token: tokenOf(begun.page), next: dialog.dataset.light,
    name: form.name.value, password: form.password.value,
  });
  const answer = await page(dialog.dataset.signIn, { method: "POST", body });
  if (answer.ok) renew(tokenOf(answer.page));
  return answer.ok;
}

async function page(url, how) {
  const answer = await fetch(url, how);
  return { ok: answer.ok, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

function tokenOf(page) {
  return page.querySelector('meta[name="csrf-token"]').content;
}

function nameOn(page) {
  return page.querySelector("#session-ended [name=name]")?.defaultValue;
}

function renew(value) {
  document.querySelector('meta[name="csrf-token"]').content = value;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = value;
}

function refused(form) {
  dialog.querySelector("[role=alert]").hidden = false;
  form.password.select();
}
