// a[data-membership="guid"]: the person's aspects in a sheet instead of on a page of their own; saved at once, with a way back.
// The form comes from that page; chips marked data-chips="guid" on this page follow what was chosen.
import { fragment, element, icon } from "./html.js";
import { get, post, done } from "./net.js";
import { word, list } from "./words.js";
import { say } from "./toast.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-membership]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
}

async function open(link) {
  const page = fragment(await (await get(link.href)).text());
  const form = page.querySelector("form[data-membership-form]");
  if (!form) throw new Error("no form");
  const dialog = element("dialog", "sheet sheet--small");
  dialog.append(element("h2", "", form.querySelector("legend")?.textContent.trim() ?? ""), form);
  dialog.setAttribute("aria-label", dialog.firstChild.textContent);
  document.body.append(dialog);
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  const before = chosen(form);
  form.querySelector("[data-close]")?.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const now = chosen(form);
    dialog.close();
    if (!(await save(form, now, link))) return;
    say(word("changed"), { label: word("undo"), run: () => save(form, before, link).then((ok) => ok && say(word("changed"))) });
  });
  dialog.showModal();
}

const chosen = (form) => [...form.querySelectorAll("[name=aspect]:checked")].map((input) => ({
  id: input.value, name: input.dataset.name, hue: input.closest("[data-hue]")?.dataset.hue ?? "0",
}));

async function save(form, aspects, link) {
  const fields = new URLSearchParams({ csrf: form.elements.namedItem("csrf").value });
  for (const aspect of aspects) fields.append("aspect", aspect.id);
  try {
    if (!done(await post(form.action, fields))) throw new Error("refused");
  } catch { say(word("failed")); return false; }
  for (const place of document.querySelectorAll("[data-chips]")) if (place.dataset.chips === link.dataset.membership) chips(place, aspects);
  if (link.dataset.none !== undefined) {
    link.textContent = aspects.length ? list(aspects.map((aspect) => aspect.name)) : link.dataset.none;
    link.dataset.hue = aspects.length === 1 ? aspects[0].hue : "0";
    link.append(icon("chevron"));
  }
  return true;
}

function chips(place, aspects) {
  place.replaceChildren(...aspects.map((aspect) => {
    const chip = element("span", "chip", aspect.name);
    chip.dataset.hue = aspect.hue;
    chip.dir = "auto";
    return chip;
  }));
  if (!aspects.length && place.dataset.none) place.append(element("span", "chip chip--none", place.dataset.none));
}
