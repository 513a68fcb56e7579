// The one script of every page. It loads a behaviour only when its hook is on the page.
// To add one: a file that exports start(root), and a line here. start() may run again for
// what was added later (an event "samara:added"), so it must pass over what it has already met.

const behaviours = [
  // Before the publisher: while something is on its way nothing is sent.
  ["[data-uploads]", "uploads"],
  ["[data-photos]", "photos"],
  ["form[data-publisher]", "publisher"],
  ["form[data-publisher] [data-audience]", "audience"],
  ["[data-complete], input[data-pick]", "complete"],
  ["a[rel=next][data-more]", "more"],
  ["body[data-live]", "live"],
  ["body[data-me]", "keyboard"],
  ["form[data-confirm]", "confirm"],
  ["[data-copy]", "copy"],
  ["time[data-relative]", "time"],
  ["form[data-theme-form]", "theme"],
  ["form[data-work]", "work"],
  ["form[data-crop]", "crop"],
  ["a[data-membership]", "membership"],
  ["form[data-dirty]", "dirty"],
  ["details.menu", "menu"],
  ["[data-likes]", "like"],
  ["form[data-follow]", "follow"],
  ["[data-long]", "long"],
  ["a[data-bookmark]", "bookmark"],
  ["[data-position]", "position"],
  ["[data-later], time[data-local]", "later"],
  ["[data-conversation]", "conversation"],
  ["[data-thread]", "thread"],
  ["form[data-push]", "push"],
  ["select[data-zone]", "zone"],
  ['main a[href^="/people/"]', "card"],
  ["form", "submit"],
];

function wake(root) {
  for (const [hook, name] of behaviours) {
    if (root.matches?.(hook) || root.querySelector(hook)) {
      import(`./${name}.js`).then((behaviour) => behaviour.start(root)).catch((error) => console.error(name, error));
    }
  }
}

document.addEventListener("samara:added", (event) => wake(event.target));
wake(document);
