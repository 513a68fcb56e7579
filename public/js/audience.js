// The audience sheet: the chooser inside the publisher, lifted into a <dialog>. Cancel and Esc put everything back.
// The dialog stays inside the form, so its fields are still the form's.
import { element } from "./html.js";
import { list } from "./words.js";

const met = new WeakSet();

export function start(root) {
  for (const details of root.querySelectorAll("form[data-publisher] [data-audience]")) {
    if (met.has(details) || !globalThis.HTMLDialogElement) continue;
    met.add(details);
    wire(details.closest("form"), details);
  }
}

function wire(form, details) {
  const chooser = details.querySelector("[data-chooser]");
  const dialog = element("dialog", "sheet");
  dialog.setAttribute("aria-labelledby", "chooser-title");
  chooser.querySelector("[data-sheet-head]").hidden = false;
  dialog.append(chooser);
  form.append(dialog);
  const unfolded = details.open; // the page of the sheet
  details.open = false;

  let before;
  const open = (event) => {
    event.preventDefault();
    before = snapshot(chooser);
    dialog.showModal();
    form.dispatchEvent(new Event("change"));
  };
  const back = () => {
    if (!before) return;
    restore(chooser, before);
    before = undefined;
    label(form, chooser);
    form.dispatchEvent(new Event("change"));
  };
  const summary = details.querySelector("summary");
  summary.setAttribute("role", "button");
  summary.setAttribute("aria-haspopup", "dialog");
  summary.addEventListener("click", open);
  form.querySelector("[data-audience-open]")?.addEventListener("click", open);
  chooser.querySelector("[data-no]").addEventListener("click", () => { back(); dialog.close(); });
  chooser.querySelector("[data-yes]").addEventListener("click", () => { before = undefined; dialog.close(); });
  dialog.addEventListener("cancel", back);
  dialog.addEventListener("click", (event) => { if (event.target === dialog && outside(dialog, event)) { before = undefined; dialog.close(); } });
  // Enter in a field of the sheet would share the post: it means "use this audience" instead.
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && !event.defaultPrevented) event.preventDefault();
  });
  chooser.addEventListener("change", () => label(form, chooser));
  form.addEventListener("samara:pick", (event) => { event.preventDefault(); pick(chooser, event.detail); label(form, chooser); form.dispatchEvent(new Event("change")); });
  if (unfolded) dialog.showModal();
}

const outside = (dialog, event) => {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
};

/** A person chosen by name becomes a ticked box beside the field. */
function pick(chooser, { field, guid, name }) {
  const place = chooser.querySelector(`[data-picked="${field}"]`);
  const known = [...place.querySelectorAll("input")].find((input) => input.value === guid);
  if (known) { known.checked = true; return; }
  const box = element("label");
  const input = element("input");
  Object.assign(input, { type: "checkbox", name: field, value: guid, checked: true });
  input.defaultChecked = true;
  input.dataset.name = name;
  box.append(input, element("bdi", "", name));
  place.append(box);
}

const snapshot = (chooser) => ({
  on: new Set([...chooser.querySelectorAll("input:checked")].map((input) => input)),
  typed: [...chooser.querySelectorAll("input[type=text]")].map((input) => input.value),
});

function restore(chooser, { on, typed }) {
  for (const input of chooser.querySelectorAll("input[type=checkbox], input[type=radio]")) input.checked = on.has(input);
  chooser.querySelectorAll("input[type=text]").forEach((input, n) => { input.value = typed[n]; });
  for (const box of chooser.querySelectorAll(".picked label:has(input:not(:checked))")) box.remove();
}

/** The words and the hue on the button that opens the sheet. */
function label(form, chooser) {
  const reach = chooser.querySelector("[name=reach]:checked");
  const aspects = [...chooser.querySelectorAll("[name=aspect]:checked")];
  const people = [...chooser.querySelectorAll(".picked [name=people]:checked")];
  const limited = reach?.value === "limited";
  const names = [...aspects, ...people].map((input) => input.dataset.name);
  const show = form.querySelector("[data-label]");
  show.textContent = limited && names.length ? list(names) : list([reach?.dataset.name ?? "", ...(reach?.value === "pod" ? names : [])]);
  form.dataset.reach = reach?.value ?? "limited";
  form.dataset.hue = limited && aspects.length === 1 && !people.length ? aspects[0].closest("[data-hue]").dataset.hue : "0";
}
