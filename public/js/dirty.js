// form[data-dirty]: the browser asks before the page is left with something unsaved in it.
let started = false;
const changed = new Set();

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-dirty]")) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
