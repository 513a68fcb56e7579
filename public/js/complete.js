// Completion of people, tags and emoji: "@na", "#ta" and ":na" where one writes, names in a field of people.
// A combobox after the ARIA pattern: the list is driven from the field, focus never leaves it.
import { element, avatar } from "./html.js";
import { get } from "./net.js";

const met = new WeakSet();
let serial = 0;

export function start(root) {
  for (const field of root.querySelectorAll("[data-complete], input[data-pick]")) {
    if (met.has(field)) continue;
    met.add(field);
    combobox(field, field.dataset.pick ? picking(field) : writing(field));
  }
}

// In a text: what stands before the caret, and what a choice puts in its place.
const writing = (field) => ({
  wanted() {
    const caret = field.selectionStart;
    if (caret !== field.selectionEnd) return null;
    const before = field.value.slice(Math.max(0, caret - 60), caret);
    const picture = before.match(/(?:^|[^a-z0-9_:]):([a-z0-9_]{2,30})$/i);
    if (picture) return { kind: "emoji", query: picture[1], from: caret - picture[1].length - 1, to: caret };
    if (field.dataset.complete === "emoji") return null;
    const found = before.match(/(?:^|[\s(\[>])([@#])([^\s@#{};,.!?()\[\]]{1,40}(?: [^\s@#{};,.!?()\[\]]{1,20})?)$/u);
    if (!found || (found[1] === "#" && found[2].includes(" "))) return null;
    return { kind: found[1] === "@" ? "people" : "tags", query: found[2], from: caret - found[2].length - 1, to: caret };
  },
  choose(wanted, one) {
    const text = wanted.kind === "emoji" ? `:${one.name}: ` : wanted.kind === "people" ? `@{${one.name.replace(/[{};]/g, " ").trim()}; ${one.handle}} ` : `#${one.name} `;
    field.setRangeText(text, wanted.from, wanted.to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
});

// In a field of people: the last name of the list; a choice is handed to the form. Where the form does not
// take it (the publisher does, as a ticked box), the diaspora ID stands in the field.
const picking = (field) => ({
  wanted() {
    const query = field.value.split(",").at(-1).trim();
    return query.length > 0 ? { kind: "people", query } : null;
  },
  choose(wanted, one) {
    const others = field.value.split(",").slice(0, -1).map((part) => part.trim()).filter(Boolean);
    const detail = { field: field.dataset.pick, guid: one.guid, name: one.name };
    const free = field.closest("form").dispatchEvent(new CustomEvent("samara:pick", { detail, cancelable: true }));
    field.value = [...others, ...(free ? [one.handle] : []), ""].join(", ");
  },
});

function combobox(field, way) {
  const box = element("div", "completion");
  box.id = `completion-${++serial}`;
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", field.labels?.[0]?.textContent.trim() ?? "");
  (field.closest(".completes") ?? field.parentElement).append(box);
  const attributes = { "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id, autocomplete: "off" };
  if (field.matches("input")) attributes.role = "combobox";
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  let wanted = null, found = [], at = -1, asked = 0, timer;

  const close = () => {
    asked++;
    clearTimeout(timer);
    box.hidden = true;
    found = [];
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (n) => {
    at = (n + found.length) % found.length;
    [...box.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    field.setAttribute("aria-activedescendant", box.children[at].id);
    box.children[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (n) => {
    const one = found[n];
    const place = wanted;
    close();
    way.choose(place, one);
    field.focus();
    close();
  };
  const show = (people) => {
    found = people;
    if (!found.length) { close(); return; }
    box.replaceChildren(...found.map((one, n) => {
      const option = element("div");
      option.id = `${box.id}-${n}`;
      option.setAttribute("role", "option");
      option.dir = "auto";
      if (wanted.kind === "people") {
        const words = element("span", "", one.name);
        words.append(element("small", "", one.handle));
        option.append(avatar(one), words);
      } else if (wanted.kind === "emoji") {
        const picture = element("img", "emoji");
        picture.alt = "";
        picture.src = one.src;
        option.append(picture, element("span", "", `:${one.name}:`));
      } else option.textContent = `#${one.name}`;
      return option;
    }));
    box.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(0);
  };
  const look = () => {
    wanted = way.wanted();
    clearTimeout(timer);
    if (!wanted) { close(); return; }
    const turn = ++asked;
    timer = setTimeout(async () => {
      try {
        // Under a post, people who have it: nobody else would be told.
        const on = wanted.kind === "people" && field.dataset.completeOn ? `&on=${encodeURIComponent(field.dataset.completeOn)}` : "";
        const answer = await get(`/complete/${wanted.kind}?q=${encodeURIComponent(wanted.query)}${on}`, { accept: "application/json" });
        const people = await answer.json();
        if (turn === asked && document.activeElement === field) show(people.slice(0, 8));
      } catch { if (turn === asked) close(); }
    }, 150);
  };

  field.addEventListener("input", (event) => { if (!event.isComposing) look(); });
  field.addEventListener("compositionend", look);
  field.addEventListener("click", () => { if (!box.hidden) look(); });
  field.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose([...box.children].indexOf(option));
  });
  field.addEventListener("keydown", (event) => {
    if (box.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(at);
    else if (event.key === "Escape") { close(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });
}
