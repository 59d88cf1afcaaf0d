// What every page of the desk needs: the page's token, keys that press buttons, copying.

import { buttonOf, openDialog } from "./dialogs.js";
import "./preview.js";
import "./unfold.js";
import "./viewer.js";
import { signedInAgain, token, tokenRenewed } from "./session.js";

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// What could not be saved is said, where the last outcome stood. A session that ended, or began anew
// in another window, keeps the act: the same button is pressed again, on the same page.
document.body.addEventListener("htmx:responseError", async ({ detail }) => {
  const { elt, triggeringEvent } = detail.requestConfig;
  const button = (triggeringEvent?.submitter ?? elt).closest("button");
  const { status } = detail.xhr;
  if (status === 401) await signedInAgain(button ? words(button) : "");
  else if (status !== 400 || !(await tokenRenewed())) return failed(status);
  if (button?.isConnected) button.click();
  else location.reload();
});
document.body.addEventListener("htmx:sendError", () => failed(0));

function failed(status) {
  const line = document.querySelector(".told-line");
  const [indonesian, english] = FAILURES[status] ?? FAILURES[0];
  const text = document.documentElement.lang === "en" ? english : indonesian;
  if (line) line.textContent = text;
  line?.classList.add("failed");
  document.querySelector("#said").textContent = text;
}

const FAILURES = {
  0: ["Tidak tersimpan, coba lagi.", "Not saved, try again."],
  400: ["Tidak tersimpan: muat ulang halaman ini.", "Not saved: reload this page."],
  404: ["Foto ini sudah dihapus.", "This photo is deleted."],
};

function words(button) {
  const copy = button.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return copy.textContent.trim();
}

// Keys: a button says which key presses it. In the number's field digits type and other keys act,
// where a number has digits alone; elsewhere what is typed stays in its field. A key does nothing
// while a request is under way, the page is new or its picture has not come: nobody decides what they
// have not seen. While a dialog is open keys act in it alone.
let started = false;
document.body.addEventListener("htmx:load", () => (started = true));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape") return openDialog() ? undefined : field?.blur();
  if (field && !acts(field, event.key)) return;
  if (event.key === "Enter" && !field && event.target.closest("button, a, summary, [role=button]")) return;
  const button = buttonOf(named(event));
  if (!button) return;
  event.preventDefault();
  if (!event.repeat && seen(button)) button.click();
});

function seen(button) {
  const picture = button.closest(".rule, .document form") && document.querySelector(".view img");
  return started && !document.querySelector(".htmx-request, .htmx-added") && (!picture || picture.naturalWidth > 0);
}

function acts(field, key) {
  if (field.id !== "number") return false;
  const alone = field.dataset.kind !== "akta" && /^[a-zA-Z+\-<>?]$/.test(key);
  return alone || ["Enter", "PageUp", "PageDown"].includes(key);
}

function named(event) {
  if (event.key.length > 1) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
}

// Copying, also where browsers offer no clipboard: without HTTPS, or where the office denies it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  if (!(await copied(source.value ?? source.textContent.trim()))) return;
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 1200);
});

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // the older way
  }
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

// A picture that found the service full or away is asked for again, later each time.
const WAITS = [1500, 3000, 6000, 12000]; // milliseconds

function askAgain(image) {
  const tried = Number(image.dataset.retry);
  if (tried === WAITS.length) return delete image.dataset.retry;
  image.dataset.retry = tried + 1;
  const address = new URL(image.src);
  address.searchParams.set("again", tried + 1);
  setTimeout(() => (image.src = address), WAITS[tried]);
}

document.addEventListener("error", ({ target }) => {
  if (target.matches?.("img[data-retry]")) askAgain(target);
}, true);

for (const image of document.querySelectorAll("img[data-retry][src]:not([loading=lazy])")) {
  if (image.complete && !image.naturalWidth) askAgain(image); // failed before this script began
}

// The cursor does not stay in the number's field when another photo comes: there it has its own place.
document.body.addEventListener("htmx:beforeSwap", () => document.querySelector("#number")?.blur());

// What is to be looked at in the number's field is selected at once: the digits at fault, or the first
// doubtful one. Not unasked on a phone, where the keyboard would cover the photo.
document.body.addEventListener("htmx:load", ({ target }) => {
  const field = target.querySelector?.("#number[data-select]");
  if (!field || (!field.ariaInvalid && window.matchMedia("(pointer: coarse)").matches)) return;
  field.focus({ preventScroll: !field.ariaInvalid }); // the photo stays in sight
  field.setSelectionRange(...field.dataset.select.split(" ").map(Number));
});
