// The publisher: grows with the text, keeps a draft here and on the pod, shows a preview, says how many will get it.
// What was typed is only forgotten when the pod has answered that the post is shared.
import { expect } from "./cards.js";
import { fragment } from "./html.js";
import { post } from "./net.js";
import { word, count } from "./words.js";

const met = new WeakSet();

export function start(root) {
  for (const form of root.querySelectorAll("form[data-publisher]")) {
    if (met.has(form)) continue;
    met.add(form);
    wire(form);
  }
}

function after(milliseconds, act) {
  let timer;
  const run = () => { clearTimeout(timer); timer = setTimeout(act, milliseconds); };
  run.stop = () => clearTimeout(timer);
  return run;
}

function wire(form) {
  const text = form.elements.namedItem("text");
  const state = form.querySelector("[data-state]");
  const draft = keep(form, text, state);
  const preview = previewing(form, text);
  const reach = reaching(form);

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  };
  const measure = () => {
    const limit = Number(text.dataset.limit);
    if (text.value.length < limit - 2000) {
      if (state.dataset.counting) { state.textContent = ""; delete state.dataset.counting; state.classList.remove("publisher__state--over"); }
      return;
    }
    const left = limit - [...text.value].length;
    state.dataset.counting = "yes";
    state.classList.toggle("publisher__state--over", left < 0);
    state.textContent = left < 0 ? count("tooLong", -left) : count("left", left);
  };

  const changed = () => { grow(); measure(); draft.touch(); preview(); reach(); };
  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-send]"));
    }
  });
  form.addEventListener("change", (event) => { if (event.target !== text) { draft.touch(); reach(); } });
  form.addEventListener("submit", (event) => {
    if (event.submitter && !event.submitter.matches("[data-send]")) return;
    event.preventDefault();
    send(form, draft);
  });
  form.querySelector("[data-outside]")?.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    if (!add) return;
    form.dispatchEvent(new CustomEvent("samara:pick", { detail: { field: "people", guid: add.dataset.add, name: add.dataset.name } }));
    add.closest("li").remove();
    text.focus();
  });
  if (draft.restore() || form.querySelector("[data-sentence]")?.textContent === "") reach();
  grow();
  measure();
}

function keep(form, text, state) {
  const own = form.hasAttribute("data-edit");
  const key = `samara:draft:${document.body.dataset.me}:${form.getAttribute("action")}`;
  const first = text.defaultValue;
  let base = first;
  const store = (value) => {
    try {
      if (value === null || value === base) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ base, text: value }));
      return true;
    } catch { return false; }
  };
  let sending;
  const upload = after(2000, async () => {
    if (own) return;
    const value = text.value;
    sending = new AbortController();
    try {
      const answer = await post("/posts/draft", new FormData(form), { signal: sending.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      base = value;
      if (text.value === value) store(null);
      if (!state.dataset.counting) state.textContent = value ? word("draft") : "";
    } catch (error) {
      if (error.name !== "AbortError" && !state.dataset.counting) state.textContent = word("draftHere");
    }
  });
  return {
    touch() { store(text.value); upload(); },
    restore() {
      let stored;
      try { stored = JSON.parse(localStorage.getItem(key) ?? "null"); } catch { stored = null; }
      if (!stored?.text || stored.text === text.value || (stored.base !== first && first !== "")) return false;
      text.value = stored.text;
      state.textContent = word("draftHere");
      return true;
    },
    pause() { upload.stop(); sending?.abort(); },
    forget() { upload.stop(); try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };
}

function previewing(form, text) {
  const box = form.querySelector("[data-preview]");
  const button = form.querySelector("[data-preview-switch]");
  if (!box || !button) return () => {};
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    if (!text.value.trim()) { box.replaceChildren(); return; }
    try {
      const answer = await post("/posts/preview", new FormData(form));
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (turn === asked) box.replaceChildren(fragment(html));
    } catch { if (turn === asked) box.textContent = word("failed"); }
  };
  const soon = after(400, show);
  button.hidden = false;
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-pressed", String(!box.hidden));
    if (!box.hidden) show();
  });
  return () => { if (!box.hidden) soon(); };
}

function reaching(form) {
  const sentences = form.querySelectorAll("[data-sentence]");
  if (!sentences.length) return () => {};
  let asked = 0;
  return after(500, async () => {
    const turn = ++asked;
    try {
      const answer = await post("/audience", new FormData(form));
      if (!answer.ok || turn !== asked) return;
      const reach = await answer.json();
      if (turn !== asked) return;
      for (const sentence of sentences) sentence.textContent = reach.sentence;
      pods(form, reach.pods ?? []);
      outside(form, reach.outside ?? []);
    } catch { /* the sentence stays; the pod counts again when the post is shared */ }
  });
}

function pods(form, found) {
  const section = form.querySelector("[data-pods]");
  if (!section) return;
  const one = section.querySelector("template[data-pod-one]").content.firstElementChild;
  section.querySelector(".sheet__pods").replaceChildren(...found.map((pod) => {
    const row = one.cloneNode(true);
    row.firstElementChild.textContent = pod.here ? row.firstElementChild.dataset.here.replace("{name}", pod.host) : pod.host;
    row.lastElementChild.textContent = pod.count;
    return row;
  }));
  section.hidden = false;
}

function outside(form, people) {
  const box = form.querySelector("[data-outside]");
  const one = form.querySelector("template[data-outside-one]").content.firstElementChild;
  box.querySelector("ul").replaceChildren(...people.map((person) => {
    const row = one.cloneNode(true);
    const words = row.querySelector("[data-text]");
    words.textContent = words.dataset.text.replaceAll("{name}", person.name);
    const add = row.querySelector("[data-add]");
    if (add) { add.dataset.add = person.guid; add.dataset.name = person.name; }
    return row;
  }));
  box.hidden = people.length === 0;
}

async function send(form, draft) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const button = form.querySelector("[data-send]");
  button.setAttribute("aria-disabled", "true");
  draft.pause();
  try {
    const answer = await post(form.action, new FormData(form), { leaves: true });
    if (answer.type === "opaqueredirect") {
      draft.forget();
      form.dispatchEvent(new CustomEvent("samara:sent", { bubbles: true }));
      const next = form.dataset.next ? form.dataset.next : form.hasAttribute("data-edit") ? form.action.replace(/\/edit$/, "") : location.pathname.startsWith("/posts/") ? "/stream" : location.href.split("#")[0];
      if (/:\/\/|www\./.test(form.elements.text?.value ?? "")) expect();
      location.assign(next);
      return;
    }
    await refuse(form, answer);
  } catch { say(form, word("notShared")); }
  delete form.dataset.sending;
  button.removeAttribute("aria-disabled");
}

// A refusal comes as the page with the sentence in it, or as JSON where it is not about the post (a page open too
// long, a fault); the text stays where it is.
async function refuse(form, answer) {
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
    say(form, (await answer.json()).error || word("notShared"));
    return;
  }
  const page = fragment(await answer.text());
  const said = page.querySelector("form[data-publisher] [data-error]:not([hidden])") ?? page.querySelector(".notice, main h1");
  say(form, said?.textContent.trim() || word("notShared"));
}

function say(form, sentence) {
  const error = form.querySelector("[data-error]");
  error.textContent = sentence;
  error.hidden = false;
  const text = form.elements.namedItem("text");
  text.setAttribute("aria-invalid", "true");
  text.setAttribute("aria-describedby", error.id);
  text.focus();
}
