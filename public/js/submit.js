// A form is sent once, by its button or by Ctrl and Enter: its buttons rest from the moment it leaves until the page is shown again.
let started = false;

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "get") return;
    // A form that has no button within it serves buttons all over the page: then it is the pressed one that rests.
    const within = event.target.querySelectorAll("button");
    const buttons = within.length || !event.submitter ? within : [event.submitter];
    // After this turn, so that the pressed button's own name and value still go along.
    setTimeout(() => { for (const button of buttons) { button.disabled = true; button.dataset.resting = "yes"; } });
  });
  // Ctrl and Enter send what is being written.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return;
    if (event.target.matches("textarea") && event.target.form) { event.preventDefault(); event.target.form.requestSubmit(); }
  });
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-resting]")) { button.disabled = false; delete button.dataset.resting; }
  });
}
