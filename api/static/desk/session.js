// A session that ended: the page stays as it is, asks for the password, and goes on with what was begun.
// Nothing of it is kept outside this page's memory: a typed number must not reach the disk.

const ending = "#session-ended";
let asked; // resolves once the person has signed in; one dialog for all who wait

export function token() {
  return tokenOf(document);
}

// Ask for the password; `kept`: the words of the button whose act is kept, if any.
export function signedInAgain(kept = "") {
  asked ??= new Promise((signedIn) => ask(kept, signedIn)).finally(() => (asked = undefined));
  return asked;
}

// Take the token of a sign-in in another window of this browser; false if there was none.
export async function tokenRenewed() {
  const light = await page(document.querySelector(ending).dataset.light);
  if (nameOn(light.page) !== nameOn(document)) return location.reload(); // somebody else, or nobody
  const fresh = tokenOf(light.page);
  if (fresh === token()) return false;
  renew(fresh);
  return true;
}

function ask(kept, signedIn) {
  const template = document.querySelector(ending);
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  const form = dialog.querySelector("form");
  dialog.querySelector(".kept").hidden = !kept;
  dialog.querySelector(".kept strong").textContent = kept;
  dialog.addEventListener("cancel", (event) => event.preventDefault()); // nothing could be saved behind it
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await signIn(form, template.dataset)) {
      dialog.remove();
      signedIn();
    } else {
      dialog.querySelector("[role=alert]").hidden = false;
      form.elements.password.select();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  form.elements.password.focus();
}

async function signIn(form, { signIn: url, light }) {
  const begun = await page(url);
  const body = new URLSearchParams(new FormData(form));
  body.set("csrf_token", tokenOf(begun.page));
  body.set("next", light);
  const answer = await page(url, { method: "POST", body });
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
  return page.querySelector(ending)?.dataset.name;
}

function renew(value) {
  document.querySelector('meta[name="csrf-token"]').content = value;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = value;
}
