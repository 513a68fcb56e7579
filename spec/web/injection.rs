//! The corpus of script injections in every field and on every page (A37, A94, A95).
//!
//! Attacks are written into the tables behind the pod's back as well, whole and uncleaned: a page must be safe whatever
//! it is given. What a page is made of is compared with the same page filled with harmless words.

use std::collections::{BTreeMap, BTreeSet};

use rocket::http::Method;
use sea_orm::{ConnectionTrait, Statement, Value};

use sea_orm::EntityTrait;

use crate::support::page::{assert_inert, skeleton, without_bodies};
use crate::support::world::{has_file, routes};
use crate::support::{Browser, TestPod, World};
use crate::text::html::assert_harmless;
use crate::text::injection::{corpus, heaps, share};

/// What is no attack, in some of the shapes that a text may have.
const HARMLESS: [&str; 3] = ["harmless words", "harmless", "Two words and, one: more?"];

async fn set(pod: &TestPod, sql: &str, values: &[&str]) {
    let tx = pod.db.begin().await.unwrap();
    let backend = tx.sql().get_database_backend();
    let mut sql = sql.to_owned();
    if backend == sea_orm::DbBackend::Postgres {
        for number in 1..=values.len() {
            sql = sql.replacen('?', &format!("${number}"), 1);
        }
    }
    let values: Vec<Value> = values.iter().map(|value| (*value).into()).collect();
    tx.sql()
        .execute_raw(Statement::from_sql_and_values(backend, &sql, values))
        .await
        .expect(&sql);
    tx.commit().await.unwrap();
}

/// This text wherever somebody's words are kept.
async fn everywhere(pod: &TestPod, world: &World, text: &str) {
    let (alice, bob) = (world.alice.person.0, world.bob.person.0);
    for sql in [
        format!(
            "UPDATE person SET name = ? WHERE id IN ({alice}, {bob}, {})",
            world.applicant.person
        ),
        "UPDATE profile SET bio = ?".to_owned(),
        "UPDATE profile SET location = ?".to_owned(),
        "UPDATE profile SET pronouns = ?".to_owned(),
        "UPDATE aspect SET name = ? WHERE hue = 1".to_owned(),
        "UPDATE invitation SET note = ?".to_owned(),
        "UPDATE \"user\" SET application = ? WHERE state = 0".to_owned(),
        "UPDATE session SET device = ?".to_owned(),
        "UPDATE post SET title = ?".to_owned(),
        "UPDATE audit SET subject = ?".to_owned(),
        "UPDATE draft SET text = ?".to_owned(),
        "UPDATE setting SET value = ? WHERE key = 'name'".to_owned(),
    ] {
        set(pod, &sql, &[text]).await;
    }
    let choice = serde_json::json!({
        "aspects": [{ "name": text, "hue": 1 }],
        "people": [{ "guid": world.bob.guid, "name": text }],
        "except": [{ "guid": world.admin.guid, "name": text }],
    });
    let kept = crate::support::rows::column(pod.db.read(), "SELECT chosen FROM post_choice").await;
    let shape: serde_json::Value = serde_json::from_str(&kept[0]).unwrap();
    let mut choice = choice;
    for (key, value) in shape.as_object().unwrap() {
        if choice.get(key).is_none() {
            choice[key] = value.clone();
        }
    }
    set(pod, "UPDATE post_choice SET chosen = ?", &[&choice.to_string()]).await;
    pod.remembered.forget_all();
}

/// The pages on which words are shown, and who looks at them.
fn pages(world: &World) -> Vec<(&'static str, String)> {
    let moving = [
        "/events",
        "/events/posts/<guid>",
        "/assets/<_version>/<path..>",
        "/avatars/<key>/<size>",
        "/health",
        "/robots.txt",
    ];
    let mut all = Vec::new();
    for route in routes(Method::Get)
        .iter()
        .filter(|route| !moving.contains(&route.as_str()))
    {
        let path = world.path(route);
        let who = if route.starts_with("/admin") { "root1" } else { "alice" };
        all.push((who, path.clone()));
        if route.contains('<') || route == "/public" {
            all.push(("", path));
        }
    }
    all.push(("bob", world.path("/posts/<guid>")));
    all.push(("bob", "/stream".to_owned()));
    all.push(("bob", "/contacts".to_owned()));
    all
}

/// The page's bones, once it is known that nothing on it moves by itself.
fn bones(html: &str, what: &str) -> String {
    let (page, bodies) = without_bodies(html);
    assert_inert(&page, what);
    for body in bodies {
        assert_harmless(&body, what);
    }
    skeleton(&page)
}

async fn look(browsers: &BTreeMap<&str, Browser<'_>>, who: &str, path: &str, text: &str) -> Option<String> {
    let answer = browsers[who].get(path).await;
    let what = format!("{path} for {who:?} with {text:?}");
    assert!(answer.status() < 500, "{what}: {}", answer.text());
    if !answer.location().is_empty() {
        // What it wanted to say stands on the next page, and is not to stand on whichever is looked at next.
        browsers[who].get("/help").await;
    }
    let html = answer
        .header("Content-Type")
        .is_some_and(|kind| kind.starts_with("text/html"));
    html.then(|| bones(answer.text(), &what))
}

#[rocket::async_test]
async fn words_that_are_kept_add_nothing_to_any_page() {
    let pod = TestPod::with(&[("limits.searches_per_minute", "1000000")]).await;
    let world = World::new(&pod).await;
    pod.act(async |tx| samara::domain::administration::set_house(tx, world.admin.user, "Spec pod", "open").await)
        .await
        .unwrap();
    let mut browsers = BTreeMap::from([("", pod.visitor())]);
    for name in ["alice", "bob", "root1"] {
        browsers.insert(name, pod.browser(name).await);
    }
    let pages = pages(&world);
    assert!(pages.len() > 50);
    let mut usual: BTreeMap<&(&str, String), BTreeSet<String>> = BTreeMap::new();
    for text in HARMLESS {
        everywhere(&pod, &world, text).await;
        for page in &pages {
            if let Some(bones) = look(&browsers, page.0, &page.1, text).await {
                usual.entry(page).or_default().insert(bones);
            }
        }
    }
    assert!(usual.len() > 45, "{}", usual.len());
    let mut wanted: BTreeMap<String, Vec<&(&str, String)>> = BTreeMap::new();
    for (number, page) in usual.keys().enumerate() {
        for attack in share(number) {
            wanted.entry(attack).or_default().push(*page);
        }
    }
    for (attack, pages) in wanted {
        everywhere(&pod, &world, &attack).await;
        // So many looks at a mail's link would be answered "too often", which is another page.
        pod.act(async |tx| Ok(entity::throttle::Entity::delete_many().exec(tx.sql()).await?))
            .await
            .unwrap();
        for page in pages {
            let bones = look(&browsers, page.0, &page.1, &attack).await.expect("still a page");
            assert!(
                usual[page].contains(&bones),
                "{page:?} with {attack:?}: {}",
                first_difference(&usual[page], &bones)
            );
        }
    }
}

fn first_difference(usual: &BTreeSet<String>, bones: &str) -> String {
    let usual = usual.first().expect("there is one");
    let odd = usual
        .lines()
        .zip(bones.lines())
        .enumerate()
        .find(|(_, (one, other))| one != other);
    match odd {
        Some((number, (one, other))) => format!("tag {number} is <{other}>, not <{one}>"),
        None => format!("{} tags, not {}", bones.lines().count(), usual.lines().count()),
    }
}

#[rocket::async_test]
async fn a_post_can_be_any_attack() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let (alice, visitor) = (pod.browser("alice").await, pod.visitor());
    let token = alice.token().await;
    let open = world.path("/posts/<guid>/history").replace("/history", "");
    let places = ["/public", "/tags/rust", "/people/x", "/search?q=rust", open.as_str()];
    let alone = corpus().into_iter().enumerate();
    let alone = alone.map(|(number, attack)| (attack.to_owned(), &places[number % 5..number % 5 + 1]));
    for (attack, places) in heaps().into_iter().map(|heap| (heap, &places[..])).chain(alone) {
        for text in [
            format!("# {attack}\n\n{attack} #rust"),
            format!("{attack} @{{{attack}; {}}}", world.bob.handle),
        ] {
            let answer = alice
                .send(&format!("{open}/edit"), &[("csrf", &token), ("text", &text)], false)
                .await;
            assert_eq!(answer.status(), 303, "{attack}");
            for path in places {
                let path = path.replace("/people/x", &format!("/people/{}", world.alice.guid));
                for browser in [&alice, &visitor] {
                    bones(browser.get(&path).await.text(), &format!("{path} with {text:?}"));
                }
            }
            let preview = alice
                .send("/posts/preview", &[("csrf", &token), ("text", &text)], false)
                .await;
            assert_harmless(preview.text(), &text);
        }
    }
    for path in [
        format!("{open}/history"),
        format!("{open}/edit"),
        format!("{open}/delete"),
    ] {
        bones(alice.get(&path).await.text(), &path);
    }
}

/// Attacks typed into every field of a form: what comes back to the one who typed them.
async fn typed(of: usize) {
    let pod = TestPod::with(&[
        ("limits.sign_in_per_account", "1000000"),
        ("limits.sign_in_per_address", "1000000"),
        ("limits.sign_up_per_address", "1000000"),
        ("limits.mail_per_address", "1000000"),
    ])
    .await;
    let world = World::new(&pod).await;
    let forgetful = [
        "/sign-out",
        "/sign-in",
        "/join",
        "/settings/security/close",
        "/settings/security/sessions/end",
    ];
    let all = routes(Method::Post);
    let shown = all.iter().filter(|route| {
        !world.fields(route).unwrap().is_empty()
            && !has_file(route)
            && !forgetful.contains(&route.as_str())
            && !route.ends_with("/delete")
    });
    for (number, route) in shown.enumerate().filter(|(number, _)| number % 2 == of) {
        let browser = world.entitled(&pod, route).await;
        let token = browser.token().await;
        for attack in share(number / 2) {
            let fields = world.fields(route).unwrap();
            let kept = |name: &str| ["reach", "aspect", "hue", "username"].contains(&name);
            let mut sent: Vec<(&str, &str)> = vec![("csrf", &token)];
            sent.extend(
                fields
                    .iter()
                    .map(|(name, value)| (*name, if kept(name) { value.as_str() } else { attack.as_str() })),
            );
            let answer = browser.send(&world.path(route), &sent, false).await;
            assert!(answer.status() < 500, "{route} with {attack:?}: {}", answer.text());
            let kind = answer.header("Content-Type").unwrap_or_default().to_owned();
            if kind.starts_with("text/html") && route != "/posts/preview" {
                bones(answer.text(), &format!("{route} with {attack:?}"));
            }
            assert!(
                answer.location().is_empty() || answer.location().starts_with('/'),
                "{route}: {}",
                answer.location()
            );
            assert!(!answer.location().starts_with("//"), "{route}: {}", answer.location());
        }
    }
}

#[rocket::async_test]
async fn a_form_that_comes_back_shows_attacks_as_they_were_typed_one_half() {
    typed(0).await;
}

#[rocket::async_test]
async fn a_form_that_comes_back_shows_attacks_as_they_were_typed_other_half() {
    typed(1).await;
}

#[rocket::async_test]
async fn whoever_signs_in_or_joins_with_an_attack_gets_it_back_as_text() {
    let pod = TestPod::with(&[
        ("limits.sign_in_per_address", "1000000"),
        ("limits.sign_up_per_address", "1000000"),
    ])
    .await;
    let visitor = pod.visitor();
    let token = visitor.token().await;
    let mut usual: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let words = HARMLESS
        .iter()
        .map(|text| ((*text).to_owned(), true))
        .chain(share(0).into_iter().map(|attack| (attack, false)));
    for (text, harmless) in words {
        for path in ["/sign-in", "/join", "/password/forgot"] {
            // A name with a colon is no name anywhere, so that all are refused alike.
            let name = format!("a: {text}");
            let fields = [
                ("csrf", token.as_str()),
                ("username", &name),
                ("email", &name),
                ("password", "abcdefgh"),
                ("application", &text),
                ("invitation", &text),
                ("to", &text),
            ];
            let answer = visitor.send(path, &fields, false).await;
            assert!(
                (400..500).contains(&answer.status()),
                "{path} with {text:?}: {}",
                answer.status()
            );
            let bones = bones(answer.text(), &format!("{path} with {text:?}"));
            if harmless {
                usual.entry(path).or_default().insert(bones);
            } else {
                assert!(
                    usual[path].contains(&bones),
                    "{path} with {text:?}: {}",
                    first_difference(&usual[path], &bones)
                );
            }
        }
    }
}

#[rocket::async_test]
async fn a_search_shows_what_was_searched_for_as_text() {
    let pod = TestPod::with(&[("limits.searches_per_minute", "1000000")]).await;
    let world = World::new(&pod).await;
    everywhere(&pod, &world, "<img src=x onerror=alert(1)>").await;
    for (number, browser) in [pod.visitor(), pod.browser("alice").await].iter().enumerate() {
        for attack in share(number) {
            let query: String = url::form_urlencoded::byte_serialize(attack.as_bytes()).collect();
            for path in [
                format!("/search?q={query}"),
                format!("/contacts?q={query}"),
                format!("/sign-in?to={query}"),
                format!("/tags/{query}"),
            ] {
                let answer = browser.get(&path).await;
                assert!(answer.status() < 500, "{path}");
                bones(answer.text(), &path);
                assert!(
                    answer.location().is_empty()
                        || (answer.location().starts_with('/') && !answer.location().starts_with("//"))
                );
            }
        }
    }
}

#[rocket::async_test]
async fn names_are_completed_as_json_and_as_nothing_else() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let alice = pod.browser("alice").await;
    for attack in corpus() {
        everywhere(&pod, &world, attack).await;
        for path in ["/complete/people?q=bob", "/complete/tags?q=ru"] {
            let answer = alice.get(path).await;
            assert_eq!(answer.header("Content-Type"), Some("application/json"), "{path}");
            let found: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
            assert!(found.is_array());
            for person in found.as_array().unwrap().iter().filter(|_| path.contains("people")) {
                assert_eq!(person["name"], attack);
            }
        }
    }
}

#[rocket::async_test]
async fn a_feed_is_well_formed_and_its_html_harmless() {
    #[derive(serde::Deserialize)]
    struct Feed {
        title: String,
        #[serde(default)]
        entry: Vec<Entry>,
    }
    #[derive(serde::Deserialize)]
    struct Entry {
        title: String,
        content: Content,
    }
    #[derive(serde::Deserialize)]
    struct Content {
        #[serde(rename = "@type")]
        kind: String,
        #[serde(rename = "#text")]
        html: String,
    }
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let alice = pod.browser("alice").await;
    let token = alice.token().await;
    let open = world.path("/posts/<guid>/history").replace("/history", "");
    for attack in corpus() {
        let text = format!("{attack}\n\nwords");
        alice
            .send(&format!("{open}/edit"), &[("csrf", &token), ("text", &text)], false)
            .await;
        everywhere(&pod, &world, attack).await;
        let answer = pod.visitor().get("/feeds/alice.atom").await;
        assert!(
            answer
                .header("Content-Type")
                .unwrap()
                .starts_with("application/atom+xml")
        );
        let feed: Feed = serde_xml_rs::from_str(answer.text()).unwrap_or_else(|error| panic!("{attack:?}: {error}"));
        assert!(!feed.title.is_empty());
        assert_eq!(feed.entry.len(), 1);
        for entry in feed.entry {
            assert_eq!(entry.content.kind, "html");
            assert!(!entry.title.is_empty());
            assert_inert(&entry.content.html, attack);
        }
    }
}

#[rocket::async_test]
async fn letters_hold_attacks_as_text_only() {
    use samara::i18n::Language;
    use samara::job::Letter;
    let pod = TestPod::new().await;
    let letters = |text: &str| {
        let mut all = Letter::samples();
        all.push(Letter::NewDevice {
            device: text.to_owned(),
        });
        all.push(Letter::NewApplication {
            username: text.to_owned(),
        });
        all
    };
    let mut usual = Vec::new();
    for (number, text) in ["harmless words"].into_iter().chain(corpus()).enumerate() {
        set(&pod, "UPDATE setting SET value = ? WHERE key = 'name'", &[text]).await;
        pod.remembered.forget_all();
        for (index, letter) in letters(text).iter().enumerate() {
            let to = "alice@mail.example".to_owned();
            let written = samara::worker::write_letter(&pod, Language::English, text, to, letter)
                .await
                .unwrap();
            let bones = skeleton(&written.html);
            if number == 0 {
                usual.push(bones);
            } else {
                assert_eq!(bones, usual[index], "{} with {text:?}", letter.name());
            }
            assert!(!written.subject.contains(['\r', '\n']), "{:?}", written.subject);
        }
    }
}
