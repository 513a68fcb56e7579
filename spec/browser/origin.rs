//! On every page, whatever is written on it: no request leaves the pod, no rule of the Content-Security-Policy is broken,
//! no script breaks. In all languages, signed in and not.

use samara::i18n::Language;
use sea_orm::{ConnectionTrait, Database};

use super::furnish::{Made, PAGES, VISITOR_PAGES, furnish};
use super::hostile;
use super::program;
use super::window::Window;
use super::world::{PASSWORD, World, sign_in};
use crate::support::Origin;

/// Has the page load what it would load when somebody scrolls, opens and plays.
const MORE: &str = "
    for (const one of document.querySelectorAll('[loading=lazy]')) one.loading = 'eager';
    for (const one of document.querySelectorAll('video, audio')) one.load();
    for (const one of document.querySelectorAll('details')) one.open = true;";
/// Tells in which language a page is, what is missing in it, and what it has loaded from elsewhere.
const LOOK: &str = "
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
    const own = (name) => [location.origin + '/', 'data:', 'blob:'].some((begin) => name.startsWith(begin));
    return [document.documentElement.lang, document.querySelector('main') ? '' : 'no main',
            ...loaded.filter((name) => !own(name))]";

/// One page after the other. What is further down on them is the same in all languages, so it is loaded in one.
async fn walk(window: &Window, paths: &[String], language: Language) {
    for path in paths {
        window.go(path).await;
        let more = if language == Language::ALL[0] { MORE } else { "" };
        let told: Vec<String> = window.told(&format!("{more}{LOOK}")).await;
        assert_eq!(told, [language.code(), ""], "{path} asks others, or speaks otherwise");
    }
    let complaints = window.complaints().await;
    assert_eq!(complaints, Vec::<String>::new(), "{} in {language:?}", window.name);
}

/// Older and older posts, a hundred and more of them, so that each kind of markup has been on a page.
async fn walk_back(window: &Window) -> usize {
    let mut seen = 0;
    let mut next = "/public".to_owned();
    while !next.is_empty() && seen < 100 {
        window.go(&next).await;
        let told: Vec<String> = window.told(&format!("{MORE}{LOOK}")).await;
        assert_eq!(told[1..], [""], "{next}");
        let (posts, older): (usize, String) = window
            .told(
                "const next = document.querySelector('a[rel=next]');
                 return [document.querySelectorAll('article[data-post]').length, next ? next.pathname + next.search : '']",
            )
            .await;
        seen += posts;
        next = older;
    }
    seen
}

async fn speak(world: &World, language: Language) {
    let url = format!("sqlite://{}", world.file("data/pod.sqlite").display());
    let db = Database::connect(url).await.unwrap();
    let changed = format!("UPDATE \"user\" SET language = '{}'", language.code());
    db.execute_unprepared(&changed).await.unwrap();
    db.close().await.unwrap();
    // What is remembered of an account is so for a second.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
}

fn paths(pages: &[&str], made: &Made) -> Vec<String> {
    pages.iter().map(|page| made.path(page)).collect()
}

/// Nobody has asked the one, and the other was asked by the pod alone.
fn stayed_home(origin: &Origin, canary: &Origin) {
    assert_eq!(canary.met(), 0, "{:?}", canary.heard());
    for head in origin.heard() {
        assert!(head.to_lowercase().contains("user-agent: samara/"), "{head}");
    }
    assert!(origin.asked() >= 10, "files of the other server were shown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_asks_anyone_but_the_pod_or_breaks_a_rule_whatever_five_hundred_posts_say() {
    let (origin, canary) = (hostile::origin().await, hostile::canary().await);
    let also = origin.address().to_string();
    let settings = [("SAMARA_REACHABLE_ALSO", also.as_str())];
    World::run_with("origin", program(), &settings, async |world: &World| {
        let (ada, _, made) = furnish(world).await;
        let stranger = hostile::fill(world, &origin, &canary).await;
        let again = world.window("ada again").await;
        sign_in(&again, "ada", PASSWORD).await;
        again.at("/stream").await;
        let visitor = world.window("a visitor").await;
        let mut mine = paths(PAGES, &made);
        mine.push(stranger.clone());
        let mut theirs = paths(VISITOR_PAGES, &made);
        theirs.push(stranger);
        let (one, other) = mine.split_at(mine.len() / 2);
        for language in Language::ALL {
            speak(world, language).await;
            visitor.languages(language.code()).await;
            tokio::join!(
                walk(&ada, one, language),
                walk(&again, other, language),
                walk(&visitor, &theirs, language)
            );
        }
        assert!(walk_back(&visitor).await >= 100, "older posts were looked at");
        stayed_home(&origin, &canary);
        // And the canary does hear who asks.
        let control = format!("data:text/html,<img src='{}'>", canary.url("/control"));
        visitor.elsewhere(&control).await;
        assert!(canary.met() > 0);
        assert!(!visitor.complaints().await.is_empty());
    })
    .await;
}
