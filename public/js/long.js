// [data-long]: a very long text in a stream is folded, with a button that shows the rest. Without a script it is whole.
import { element } from "./html.js";
import { word } from "./words.js";

const MOST = 640; // pixels; what is a little longer is not worth a button
const met = new WeakSet();

export function start(root) {
  const texts = [...(root.matches?.("[data-long]") ? [root] : []), ...root.querySelectorAll("[data-long]")];
  for (const text of texts) {
    if (met.has(text)) continue;
    const shield = text.closest("details:not([open])");
    if (shield) shield.addEventListener("toggle", () => start(text), { once: true });
    else { met.add(text); fold(text); }
  }
}

function fold(text) {
  if (text.scrollHeight <= MOST * 1.25) return;
  const button = element("button", "link unfold", word("unfold"));
  button.type = "button";
  const show = (whole) => {
    text.classList.toggle("folded", !whole);
    button.setAttribute("aria-expanded", String(whole));
    button.textContent = word(whole ? "fold" : "unfold");
  };
  button.addEventListener("click", () => {
    const whole = text.classList.contains("folded");
    show(whole);
    if (!whole) text.closest("article")?.scrollIntoView({ block: "start" });
  });
  // A link inside that gets the focus must be seen.
  text.addEventListener("focusin", () => show(true));
  text.after(button);
  show(false);
}
