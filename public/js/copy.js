// [data-copy="text or address"]: puts it on the clipboard. data-copy-from="#id" copies what an element says.
// The button (or the list item around it) is hidden until this runs, and stays hidden where there is no clipboard.
import { word } from "./words.js";
import { say } from "./toast.js";

let started = false;

export function start(root) {
  if (!navigator.clipboard) return;
  const buttons = root.matches?.("[data-copy]") ? [root] : root.querySelectorAll("[data-copy]");
  for (const button of buttons) {
    button.hidden = false;
    if (button.parentElement?.matches("li[hidden]")) button.parentElement.hidden = false;
  }
  if (started) return;
  started = true;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    const text = from ? (from.value ?? from.innerText).trim() : button.dataset.copy.startsWith("/") ? new URL(button.dataset.copy, location.href).href : button.dataset.copy;
    try { await navigator.clipboard.writeText(text); say(word("copied")); } catch { say(word("failed")); }
    button.closest("details.menu")?.removeAttribute("open");
  });
}
