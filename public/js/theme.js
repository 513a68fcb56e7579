// The three-way choice of theme: shown at once, kept by the pod. Without JavaScript its button does the same.
import { post, done } from "./net.js";
import { word } from "./words.js";
import { say } from "./toast.js";

const met = new WeakSet();

export function start(root) {
  for (const form of root.querySelectorAll("form[data-theme-form]")) {
    if (met.has(form)) continue;
    met.add(form);
    for (const button of form.querySelectorAll("button")) button.hidden = true;
    form.addEventListener("change", async () => {
      const before = document.documentElement.dataset.theme;
      const fields = new FormData(form);
      document.documentElement.dataset.theme = fields.get("theme");
      try {
        if (!done(await post(form.action, fields))) throw new Error("refused");
        say(word("changed"));
      } catch {
        document.documentElement.dataset.theme = before;
        say(word("failed"));
      }
    });
  }
}
