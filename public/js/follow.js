// form[data-follow]: a tag is followed, or no longer, in place; every other place of it on the page follows.
import { post, done } from "./net.js";
import { word } from "./words.js";
import { say } from "./toast.js";

let started = false;

export function start() {
  if (started) return;
  started = true;
  // Before submit.js lets the buttons rest.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-follow]")) return;
    event.preventDefault();
    turn(form);
  }, { capture: true });
}

async function turn(form) {
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    const answer = await post(form.action, new FormData(form));
    if (!done(answer)) throw new Error(answer.headers.get("Content-Type")?.startsWith("application/json") ? (await answer.json()).error : "");
    const before = form.action;
    const after = before.endsWith("/unfollow") ? before.replace(/unfollow$/, "follow") : before.replace(/follow$/, "unfollow");
    for (const same of document.querySelectorAll("form[data-follow]")) if (same.action === before) show(same, after);
  } catch (error) { say(error.message || word("failed")); }
  button.removeAttribute("aria-disabled");
}

function show(form, action) {
  const follows = action.endsWith("/unfollow");
  const button = form.querySelector("button");
  form.action = action;
  button.setAttribute("aria-pressed", String(follows));
  button.title = button.dataset.titles.split("|")[follows ? 1 : 0];
}
