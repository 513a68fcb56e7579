// form[data-confirm="sentence"]: asks in a sheet. Without JavaScript the form leads (GET) to a page that asks;
// after a yes here it goes to the same address as the POST that page would send.
import { stamp } from "./html.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-confirm]") || form.dataset.sure) return;
    const dialog = stamp("confirm-sheet");
    if (!dialog) return;
    event.preventDefault();
    ask(form, event.submitter, dialog);
  }, true);
}

function ask(form, submitter, dialog) {
  dialog.querySelector("h2").textContent = form.dataset.confirm;
  const yes = dialog.querySelector("[data-yes]");
  yes.textContent = submitter?.textContent.trim() ?? "";
  document.body.append(dialog);
  dialog.querySelector("[data-no]").addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    form.dataset.sure = "yes";
    if (form.method === "get") {
      form.method = "post";
      form.append(hidden("csrf", document.querySelector('meta[name="csrf"]').content));
    }
    form.append(hidden("confirmed", "yes"));
    dialog.close();
    form.requestSubmit(submitter?.form === form ? submitter : undefined);
  });
  dialog.addEventListener("close", () => { dialog.remove(); form.closest("details.menu")?.querySelector("summary")?.focus(); });
  dialog.showModal();
}

function hidden(name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  return input;
}
