//! On every page, wide and narrow: nothing scrolls sideways, everything that can be filled in or pressed has a name,
//! every picture has words, headings are in order.

use super::furnish::{Made, PAGES, VISITOR_PAGES, furnish};
use super::program;
use super::window::Window;
use super::world::World;

/// Everything about the page that is open that is not as it should be.
const FAULTS: &str = r"
const faults = [];
const page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth) {
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > page.clientWidth + 1);
  faults.push(`scrolls sideways by ${page.scrollWidth - page.clientWidth}: ` + wide.slice(-2).map((one) => one.outerHTML.slice(0, 120)).join(' | '));
}
const words = (ids) => (ids ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
const name = (one) => (words(one.getAttribute('aria-labelledby')) || one.getAttribute('aria-label') || [...one.labels ?? []].map((label) => label.textContent).join(' ')
  || one.textContent || one.querySelector('img')?.alt || '').trim();
for (const one of document.querySelectorAll('input:not([type=hidden]), textarea, select, button, a[href], summary')) {
  const named = one.matches('input, textarea, select') ? words(one.getAttribute('aria-labelledby')) || one.getAttribute('aria-label') || [...one.labels ?? []].some((label) => label.textContent.trim()) : name(one);
  if (!named && one.checkVisibility()) faults.push('has no name: ' + one.outerHTML.slice(0, 160));
}
for (const one of document.querySelectorAll('img')) if (!one.hasAttribute('alt')) faults.push('a picture without words: ' + one.outerHTML.slice(0, 160));
for (const one of document.querySelectorAll('svg')) if (one.getAttribute('aria-hidden') !== 'true' && one.getAttribute('role') !== 'img') faults.push('a drawing that is neither hidden nor named: ' + one.outerHTML.slice(0, 120));
const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.checkVisibility());
if (headings.filter((one) => one.matches('h1')).length !== 1) faults.push('headings of the first level: ' + headings.filter((one) => one.matches('h1')).length);
let level = 0;
for (const one of document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')) {
  if (!one.checkVisibility() || one.closest('.prose')) continue;
  const now = Number(one.tagName[1]);
  if (now > level + 1) faults.push(`a heading of level ${now} after ${level}: ${one.textContent.trim()}`);
  level = now;
}
const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push('an id twice: ' + id);
for (const one of document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]')) for (const attribute of ['aria-describedby', 'aria-labelledby', 'aria-controls'])
  for (const id of (one.getAttribute(attribute) ?? '').split(' ').filter(Boolean)) if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${id}`);
if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
if (!document.title.trim()) faults.push('no title');
return faults;
";

async fn look_over(window: &Window, pages: &[&str], made: &Made) -> Vec<String> {
    let mut found = Vec::new();
    for width in [1280, 390] {
        window.size(width, 900).await;
        for page in pages {
            let path = made.path(page);
            window.go(&path).await;
            window.find("main").await;
            let faults: Vec<String> = window.told(FAULTS).await;
            found.extend(faults.into_iter().map(|fault| format!("{path} at {width} px {fault}")));
        }
    }
    found
}

#[tokio::test]
async fn every_page_fits_the_window_and_names_what_it_holds() {
    World::run("layout", program(), async |world: &World| {
        let (ada, _, made) = furnish(world).await;
        let mut found = look_over(&ada, PAGES, &made).await;
        let visitor = world.window("a visitor").await;
        found.extend(look_over(&visitor, VISITOR_PAGES, &made).await);
        assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    })
    .await;
}
