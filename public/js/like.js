// button[data-like]: likes in place. a[data-react]: the choice of emoji in a sheet instead of on a page of its own.
// Both get the box anew from the pod: how many there are is for it to say.
import { fragment, element } from "./html.js";
import { get, post } from "./net.js";
import { word } from "./words.js";
import { say } from "./toast.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  // Before submit.js lets the buttons rest.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-like]")) return;
    event.preventDefault();
    renew(button.closest("[data-likes]"), button.formAction, new FormData(event.target), ".action");
  }, { capture: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-react]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose(link).catch(() => location.assign(link.href));
  });
}

async function renew(box, action, fields, focus) {
  const button = box.querySelector("button");
  button.disabled = true;
  try {
    const answer = await post(action, fields, { fragment: "posts" });
    const page = fragment(await answer.text());
    if (!answer.ok) throw new Error(page.querySelector(".field__error")?.textContent ?? "");
    const fresh = page.querySelector("[data-likes]");
    box.replaceWith(fresh);
    fresh.querySelector(focus)?.focus({ preventScroll: true });
    fresh.dispatchEvent(new CustomEvent("samara:added", { bubbles: true }));
  } catch (error) {
    button.disabled = false;
    say(error.message || word("failed"));
  }
}

async function choose(link) {
  const form = fragment(await (await get(link.href)).text()).querySelector("form[data-react-form]");
  if (!form) throw new Error("no form");
  const box = link.closest("[data-likes]");
  const dialog = element("dialog", "sheet sheet--small");
  form.classList.remove("card", "panel");
  dialog.append(element("h2", "", link.getAttribute("aria-label")), form);
  dialog.setAttribute("aria-label", link.getAttribute("aria-label"));
  document.body.append(dialog);
  dialog.addEventListener("close", () => { dialog.remove(); if (link.isConnected) link.focus(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = new FormData(form);
    if (event.submitter?.name) fields.set(event.submitter.name, event.submitter.value);
    dialog.close();
    renew(box, form.action, fields, "[data-react]");
  });
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("samara:added", { bubbles: true }));
}
