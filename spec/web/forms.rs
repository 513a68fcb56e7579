//! Everything that changes something: only from a page of ours, only by whom it belongs to, never by looking
//! (A38; security.md, section 5).

use rocket::http::Method;

use crate::support::rows::{self, Reader, Rows};
use crate::support::world::{For, has_file, routes, whose};
use crate::support::{Browser, TestPod, World};

/// Fields that no form has and that a careless pod would believe.
const GREEDY: [&str; 12] = [
    "user_id",
    "person_id",
    "author",
    "author_id",
    "owner",
    "owner_id",
    "id",
    "user",
    "state",
    "created_at",
    "started",
    "session",
];

async fn all(pod: &TestPod, reader: &Reader) -> Rows {
    reader.all(pod.db.read()).await
}

fn borrowed<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Set-up's turning points read nothing, so there is nothing to be checked. What a mail program sends by itself to stop
/// mails carries its right in its address.
fn forms() -> Vec<String> {
    routes(Method::Post)
        .into_iter()
        .filter(|route| !["/setup/first", "/unsubscribe/<token>"].contains(&route.as_str()))
        .collect()
}

async fn send(browser: &Browser<'_>, route: &str, path: &str, token: &str, fields: &[(&str, &str)]) -> u16 {
    let mut all = vec![("csrf", token)];
    all.extend_from_slice(fields);
    browser.send(path, &all, has_file(route)).await.status()
}

#[rocket::async_test]
async fn every_route_that_takes_a_form_is_in_the_table() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let missing: Vec<String> = routes(Method::Post)
        .into_iter()
        .filter(|route| world.fields(route).is_none())
        .collect();
    assert!(missing.is_empty(), "add their fields to World::fields: {missing:?}");
    assert!(routes(Method::Post).len() > 50);
    let others = samara::web::routes()
        .into_iter()
        .filter(|route| ![Method::Get, Method::Post].contains(&route.method));
    assert_eq!(others.count(), 0, "a method that no spec knows");
}

#[rocket::async_test]
async fn the_requests_of_the_table_do_something_where_they_are_allowed() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let last = |route: &str| {
        [
            "/delete",
            "/withdraw",
            "/revoke",
            "/end",
            "/sign-out",
            "/preview/remove",
            "lock",
        ]
        .iter()
        .any(|end| route.ends_with(end))
    };
    let mut owned: Vec<String> = forms()
        .into_iter()
        .filter(|route| whose(route) != For::Anyone)
        .collect();
    // A device is signed out before a new password signs all of them out. What takes away comes last, and what takes
    // the post itself after what takes something of it.
    owned.sort_by_key(|route| match route.as_str() {
        // What plays goes before what takes it away.
        "/settings/security/sessions/<id>/end" | "/posts/<guid>/watch" => 0,
        "/posts/<guid>/delete" | "/conversations/<guid>/leave" => 3,
        route if route.starts_with("/admin/reports") => 3,
        route => {
            if last(route) {
                2
            } else {
                1
            }
        }
    });
    // Once accepted, there is nobody left to decline; a code needs a secret that was begun; and recovery codes are
    // made anew only where the second step is on.
    let needs_more = ["/decline", "/code", "/code/renew"];
    for route in owned
        .iter()
        .filter(|route| !needs_more.iter().any(|end| route.ends_with(end)))
    {
        let browser = world.entitled(&pod, route).await;
        let token = browser.token().await;
        let (path, fields) = (world.path(route), world.fields(route).unwrap());
        let status = send(&browser, route, &path, &token, &borrowed(&fields)).await;
        assert!([200, 204, 303, 422].contains(&status), "{route}: {status}");
    }
}

#[rocket::async_test]
async fn a_form_without_the_session_s_own_token_or_from_elsewhere_changes_nothing() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let bob = pod.browser("bob").await.token().await;
    let nobody = pod.visitor().token().await;
    for route in forms() {
        let (path, fields) = (world.path(&route), world.fields(&route).unwrap());
        let fields = borrowed(&fields);
        let browser = world.entitled(&pod, &route).await;
        let own = browser.token().await;
        let strangers = if whose(&route) == For::Anyone {
            [("", ""), ("", bob.as_str())]
        } else {
            [("", bob.as_str()), ("", nobody.as_str())]
        };
        let before = all(&pod, &reader).await;
        let mut tries = vec![send(&browser, &route, &path, "", &fields).await];
        for (_, token) in strangers {
            tries.push(send(&browser, &route, &path, token, &fields).await);
        }
        let cut = &own[..own.len() - 1];
        tries.push(send(&browser, &route, &path, cut, &fields).await);
        let mut browser = browser;
        for (name, value) in [
            ("Origin", "https://evil.example"),
            ("Origin", "null"),
            ("Origin", "http://localhost:3001"),
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
        ] {
            browser = browser.alone_with(name, value);
            tries.push(send(&browser, &route, &path, &own, &fields).await);
        }
        assert!(tries.iter().all(|status| *status == 403), "{route}: {tries:?}");
        let after = all(&pod, &reader).await;
        assert_eq!(rows::difference(&before, &after, &[]), "", "{route}");
    }
}

#[rocket::async_test]
async fn what_belongs_to_alice_does_not_exist_for_others() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let mara = pod.browser("mara").await;
    let token = mara.token().await;
    for route in forms()
        .iter()
        .filter(|route| [For::Owner, For::Administrator].contains(&whose(route)))
    {
        let (path, fields) = (world.path(route), world.fields(route).unwrap());
        let before = all(&pod, &reader).await;
        let status = send(&mara, route, &path, &token, &borrowed(&fields)).await;
        // The post for all is there for mara too, but it is not hers.
        assert!([401, 403, 404].contains(&status), "{route}: {status}");
        assert_eq!(rows::difference(&before, &all(&pod, &reader).await, &[]), "", "{route}");
    }
}

#[rocket::async_test]
async fn a_recipient_may_hide_a_post_and_talk_about_it_and_do_nothing_else_with_it() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let bob = pod.browser("bob").await;
    let token = bob.token().await;
    let owned = forms()
        .into_iter()
        .filter(|route| whose(route) == For::Owner)
        .filter(|route| {
            ![
                "hide",
                "/comments",
                "/follow",
                "/mute",
                "like",
                "/reshare",
                "bookmark",
                "/vote",
                "/report",
                "/messages",
                "/leave",
                "/watch",
            ]
            .iter()
            .any(|end| route.ends_with(end))
        });
    for route in owned {
        let (path, fields) = (world.path(&route), world.fields(&route).unwrap());
        let before = all(&pod, &reader).await;
        let status = send(&bob, &route, &path, &token, &borrowed(&fields)).await;
        assert!([401, 403, 404].contains(&status), "{route}: {status}");
        assert_eq!(rows::difference(&before, &all(&pod, &reader).await, &[]), "", "{route}");
    }
}

#[rocket::async_test]
async fn a_visitor_changes_nothing_that_needs_signing_in() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let visitor = pod.visitor();
    let token = visitor.token().await;
    for route in forms().iter().filter(|route| whose(route) != For::Anyone) {
        let (path, fields) = (world.path(route), world.fields(route).unwrap());
        let before = all(&pod, &reader).await;
        let mut sent = vec![("csrf", token.as_str())];
        sent.extend(borrowed(&fields));
        let answer = visitor.send(&path, &sent, has_file(route)).await;
        let away = answer.status() == 303 && answer.location().starts_with("/sign-in");
        assert!(
            away || [401, 403, 404].contains(&answer.status()),
            "{route}: {}",
            answer.status()
        );
        assert_eq!(rows::difference(&before, &all(&pod, &reader).await, &[]), "", "{route}");
    }
}

#[rocket::async_test]
async fn no_field_of_a_form_says_for_whom_it_is() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[]).await;
    let (user, person) = (world.alice.user.0, world.alice.person.0);
    let roles = "SELECT count(*) FROM \"user\" WHERE role > 0";
    for (number, route) in forms()
        .iter()
        .enumerate()
        .filter(|(_, route)| whose(route) == For::Oneself)
    {
        let name = format!("mara{number}");
        let mara = pod.browser(&name).await;
        let token = mara.token().await;
        let (path, fields) = (world.path(route), world.fields(route).unwrap());
        let mut sent = borrowed(&fields);
        let id = user.to_string();
        let of = person.to_string();
        for greedy in GREEDY {
            sent.push((
                greedy,
                if greedy.starts_with("person") || greedy.starts_with("author") {
                    &of
                } else {
                    &id
                },
            ));
        }
        sent.extend([
            ("role", "2"),
            ("admin", "true"),
            ("administrator", "1"),
            ("username", "alice"),
            ("guid", world.alice.guid.as_str()),
        ]);
        let before = reader.of(pod.db.read(), user, person).await;
        let privileged = rows::count(pod.db.read(), roles).await;
        let status = send(&mara, route, &path, &token, &sent).await;
        assert!(status < 500, "{route}: {status}");
        let after = reader.of(pod.db.read(), user, person).await;
        assert_eq!(rows::difference(&before, &after, &[]), "", "{route}");
        assert_eq!(rows::count(pod.db.read(), roles).await, privileged, "{route}");
    }
}

#[rocket::async_test]
async fn looking_changes_nothing() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let reader = Reader::new(pod.db.read(), &[("notification", "read_at"), ("notification", "fresh")]).await;
    let browsers = [
        pod.visitor(),
        pod.browser("alice").await,
        pod.browser("mara").await,
        pod.browser("root1").await,
    ];
    for route in routes(Method::Get).iter().filter(|route| !route.starts_with("/events")) {
        let path = world.path(route);
        let before = all(&pod, &reader).await;
        for browser in &browsers {
            let answer = browser.get(&path).await;
            assert!(answer.status() < 500, "{path}: {}", answer.status());
        }
        assert_eq!(rows::difference(&before, &all(&pod, &reader).await, &[]), "", "{route}");
    }
}
