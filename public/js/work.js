// form[data-work="challenge:bits"]: before it is sent, a little work that is nothing for a person and much for a robot:
// a number n so that SHA-256(challenge + ":" + n) begins with that many zero bits. Without JavaScript the form is sent
// as it is and the pod is stricter by other means.
import { worker } from "./html.js";
import { word } from "./words.js";

const met = new WeakSet();

export function start(root) {
  for (const form of root.querySelectorAll("form[data-work]")) {
    if (met.has(form)) continue;
    met.add(form);
    wire(form);
  }
}

function wire(form) {
  let answer;
  const solve = () => (answer ??= search(form.dataset.work).then((n) => keep(form, n)));
  form.addEventListener("focusin", solve, { once: true });
  form.addEventListener("submit", async (event) => {
    if (form.dataset.worked) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter ?? form.querySelector("button");
    const label = button.textContent;
    button.textContent = word("working");
    button.setAttribute("aria-disabled", "true");
    await solve();
    button.textContent = label;
    button.removeAttribute("aria-disabled");
    // In a turn of its own: while a form's submit event is still going round, asking it to be sent does nothing.
    setTimeout(() => form.requestSubmit(button.form === form ? button : undefined));
  });
}

/** Puts the number into the form, which from then on is sent at once. */
function keep(form, n) {
  let field = form.elements.namedItem("work");
  if (!field) {
    field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "work" });
    form.append(field);
  }
  field.value = n;
  form.dataset.worked = "yes";
}

/** The number as text, or "" when it cannot be searched for here. */
function search(task) {
  const cut = task.lastIndexOf(":");
  return new Promise((found) => {
    let hand;
    try { hand = worker(); } catch { found(""); return; }
    hand.addEventListener("message", (event) => { hand.terminate(); found(event.data); });
    hand.addEventListener("error", () => { hand.terminate(); found(""); });
    hand.postMessage({ challenge: task.slice(0, cut), bits: Number(task.slice(cut + 1)) });
  });
}
