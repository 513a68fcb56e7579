// A short sentence over the page, read out by screen readers; with an act ("Undo") when one is given.
import { element } from "./html.js";

let shown;

export function say(text, act) {
  const place = document.querySelector("[data-toasts]");
  if (!place || !text) return;
  shown?.remove();
  const toast = element("div", "toast");
  toast.append(element("span", "", text));
  if (act) {
    const button = element("button", "", act.label);
    button.type = "button";
    button.addEventListener("click", () => { toast.remove(); act.run(); });
    toast.append(button);
  }
  place.append(toast);
  shown = toast;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else toast.remove();
  };
  setTimeout(leave, act ? 10000 : 4000);
}
