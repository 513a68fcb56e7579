// What JavaScript says comes from <template id="words"> in the reader's language.
// "#" in it stands for a number; the plural follows the language of the page.

const source = document.getElementById("words")?.dataset ?? {};
const language = document.documentElement.lang || "en";
const plural = new Intl.PluralRules(language);
const digits = new Intl.NumberFormat(language);

/** A sentence without a number, by its name in camelCase. */
export const word = (name) => source[name] ?? "";

/** A sentence about n things; n may be a text of its own, "99+". */
export function count(name, n) {
  if (n === 0 && source[`${name}None`]) return source[`${name}None`];
  const one = n === 1 && plural.select(1) === "one" ? source[`${name}One`] : undefined;
  return (one ?? source[`${name}Other`] ?? source[name] ?? "").replace("#", typeof n === "number" ? digits.format(n) : n);
}

/** Names joined as the language joins them: "Family, Work and Ada". */
export const list = (names) => new Intl.ListFormat(language, { type: "conjunction" }).format(names);

export { language };
