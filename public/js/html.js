// The only place where text becomes HTML: the Trusted Types policy "samara".
// It takes nothing but answers of this pod (see net.js), and drops whatever could run.

const policy = globalThis.trustedTypes?.createPolicy("samara", {
  createHTML: (text) => text,
  createScriptURL: (url) => {
    const ours = [new URL("./worker.js", import.meta.url).href, new URL("/push.js", location.href).href];
    if (!ours.includes(new URL(url, location.href).href)) throw new TypeError("not a script of this pod");
    return url;
  },
}) ?? { createHTML: (text) => text, createScriptURL: (url) => url };

/** A fragment of nodes from an answer of this pod. Parsed apart from the page, so nothing in it runs. */
export function fragment(text) {
  const parsed = new DOMParser().parseFromString(policy.createHTML(text), "text/html");
  for (const node of parsed.querySelectorAll("script, style, iframe, object, embed, base, meta, link")) node.remove();
  for (const node of parsed.querySelectorAll("*")) {
    for (const attribute of [...node.attributes]) if (/^on|^style$/i.test(attribute.name)) node.removeAttribute(attribute.name);
  }
  const nodes = document.createDocumentFragment();
  nodes.append(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
  return nodes;
}

/** A post with what it is folded into, if its reader filters it. */
export const whole = (post) => post.closest("details.filtered") ?? post;

/** The worker that searches for a proof of work. */
export function worker() {
  return new Worker(policy.createScriptURL(new URL("./worker.js", import.meta.url).href));
}

/** The address of a script of this pod that the browser may wake. */
export function script(url) {
  return policy.createScriptURL(url);
}

/** The first element of a <template id>, ready to be put into the page; null when the page has none. */
export function stamp(id) {
  return document.getElementById(id)?.content.firstElementChild?.cloneNode(true) ?? null;
}

/** An element with text: never HTML. */
export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** An icon, drawn from the sprite that the page already uses. */
export function icon(name) {
  const sprite = document.querySelector(".brand use")?.getAttribute("href").split("#")[0] ?? "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** An avatar as part/avatar.html draws it. */
export function avatar(person) {
  if (person.avatar) {
    const image = element("img", "avatar avatar--small");
    image.alt = "";
    image.src = person.avatar;
    return image;
  }
  const initials = element("span", "avatar avatar--small", person.initials);
  initials.dataset.hue = person.hue;
  initials.setAttribute("aria-hidden", "true");
  return initials;
}
