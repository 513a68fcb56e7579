//! What sends letters or checks a secret can be tried so often and not more, whatever the request looks like
//! (A79, A80).

use rocket::http::Method;

use crate::support::rows::count;
use crate::support::world::{For, has_file, routes, whose};
use crate::support::{Browser, TestPod, World};

/// Routes that send a letter or check a secret. Each is asked until it says "too often".
const LIMITED: [&str; 17] = [
    "/sign-in",
    "/sign-in/code",
    "/password/forgot",
    "/password/reset/<token>",
    "/join",
    "/email/confirm/<token>",
    "/settings/account/email",
    "/settings/security/password",
    "/settings/security/confirm",
    "/settings/security/close",
    "/settings/moving/away",
    "/admin/mail",
    "/invitations",
    "GET /i/<code>",
    "GET /password/reset/<token>",
    "GET /email/confirm/<token>",
    "/setup",
];

/// More tries than any limit allows.
const TRIES: usize = 75;

fn borrowed<'f>(fields: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// The form of a route with a token; what is checked is wrong, so that nothing is over after the first try.
async fn tried(world: &World, browser: &Browser<'_>, route: &str, token: &str, number: usize) -> u16 {
    let path = world.path(route);
    let path = if route.contains("<token>") {
        path.rsplit_once('/').unwrap().0.to_owned() + "/wrong"
    } else {
        path
    };
    let mut fields = world.fields(route).unwrap();
    for (name, value) in &mut fields {
        match (*name, route) {
            ("username", "/join") => *value = format!("zoe{number}"),
            ("email", "/join" | "/password/forgot" | "/settings/account/email") => {
                *value = format!("zoe{number}@mail.example")
            }
            _ => {}
        }
    }
    let mut sent = vec![("csrf", token)];
    sent.extend(borrowed(&fields));
    browser.send(&path, &sent, has_file(route)).await.status()
}

#[rocket::async_test]
async fn every_route_that_checks_a_secret_or_sends_a_letter_says_too_often() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    // Set-up has a spec of its own; codes are only asked for after a password, and counted in the domain's specs.
    for limited in LIMITED
        .iter()
        .filter(|route| !["/setup", "/sign-in/code"].contains(route))
    {
        let mut last = 0;
        if let Some(route) = limited.strip_prefix("GET ") {
            let visitor = pod.visitor();
            for _ in 0..TRIES {
                last = visitor
                    .get(&(world.path(route).rsplit_once('/').unwrap().0.to_owned() + "/wrong"))
                    .await
                    .status();
                if last == 429 {
                    break;
                }
            }
        } else {
            let mut browser = world.entitled(&pod, limited).await;
            let mut token = browser.token().await;
            for number in 0..TRIES {
                if *limited == "/join" {
                    // Who has joined is signed in: the next one comes with a browser of their own.
                    browser = world.entitled(&pod, limited).await;
                    token = browser.token().await;
                }
                last = tried(&world, &browser, limited, &token, number).await;
                if last == 429 {
                    break;
                }
            }
        }
        assert_eq!(last, 429, "{limited}");
    }
}

#[rocket::async_test]
async fn names_and_tags_are_offered_so_often_and_not_more() {
    let pod = TestPod::with(&[("limits.searches_per_minute", "2")]).await;
    pod.user("alice").await;
    pod.user("bob").await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    for number in 0..10 {
        let path = ["/complete/people?q=bob", "/complete/tags?q=plum"][number % 2];
        assert_eq!(alice.get(path).await.status(), 200, "{number}");
    }
    for path in ["/complete/people?q=bob", "/complete/tags?q=plum"] {
        assert_eq!(alice.get(path).await.status(), 429, "{path}");
        assert_eq!(bob.get(path).await.status(), 200, "{path}");
    }
}

#[rocket::async_test]
async fn the_key_of_set_up_cannot_be_guessed_for_long() {
    let pod = TestPod::bare(&[("address", "https://pod.example")]).await;
    let visitor = pod.visitor();
    let page = visitor.get("/setup").await;
    let token = page
        .text()
        .split("name=\"csrf\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    let mut last = 0;
    for _ in 0..TRIES {
        let fields = [
            ("csrf", token.as_str()),
            ("key", "wrong"),
            ("name", "x"),
            ("join", "open"),
            ("username", "zoe"),
            ("email", "z@mail.example"),
            ("password", "a long enough one"),
        ];
        last = visitor.send("/setup", &fields, false).await.status();
    }
    assert_eq!(last, 429);
}

#[rocket::async_test]
async fn no_other_route_sends_a_letter() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    // An administrator's or a moderator's answer, given once: a letter to who has applied, or whose account is closed.
    let answers = [
        "/admin/applications/<id>/accept",
        "/admin/applications/<id>/decline",
        "/admin/reports/<id>/close",
        "/admin/people/<id>/reopen",
    ];
    // Of what was just done with the password at hand, to the account's own address.
    let told = ["/settings/security/code/off", "/settings/security/code/renew"];
    let letters = "SELECT count(*) FROM job WHERE kind IN ('mail', 'forgotten')";
    for route in routes(Method::Post) {
        let browser = world.entitled(&pod, &route).await;
        let token = browser.token().await;
        let before = count(pod.db.read(), letters).await;
        let fields = world.fields(&route).unwrap();
        let mut sent = vec![("csrf", token.as_str())];
        sent.extend(borrowed(&fields));
        browser.send(&world.path(&route), &sent, has_file(&route)).await;
        let known =
            LIMITED.contains(&route.as_str()) || answers.contains(&route.as_str()) || told.contains(&route.as_str());
        let sends = count(pod.db.read(), letters).await > before;
        assert!(
            known || !sends,
            "{route} sends letters: give it a limit and a line in LIMITED"
        );
    }
}

#[rocket::async_test]
async fn a_limit_looks_at_the_true_peer_and_at_no_header_or_spelling() {
    let pod = TestPod::with(&[
        ("limits.sign_in_per_account", "1000000"),
        ("limits.sign_in_per_address", "20"),
    ])
    .await;
    let token = pod.visitor().token().await;
    let mut statuses = Vec::new();
    for number in 0..40 {
        let address = format!("203.0.113.{number}");
        let name = [
            "X-Real-IP",
            "X-Forwarded-For",
            "Forwarded",
            "True-Client-IP",
            "CF-Connecting-IP",
            "X-Client-IP",
        ][number % 6];
        let visitor = pod.visitor().with(name, &address);
        let path = [
            "/sign-in",
            "/sign-in?x=1",
            "/sign-in?to=/stream",
            "//sign-in",
            "/sign-in/",
            "/sign-in.json",
            "/Sign-In",
        ][number % 7];
        let user = format!("nobody{number}");
        let fields = [
            ("csrf", token.as_str()),
            ("username", user.as_str()),
            ("password", "wrong wrong"),
        ];
        statuses.push(visitor.send(path, &fields, false).await.status());
    }
    let looked_at = statuses
        .iter()
        .filter(|status| **status == 422 || **status == 401 || **status == 403)
        .count();
    assert!(looked_at <= 20, "{statuses:?}");
    let fields = [
        ("csrf", token.as_str()),
        ("username", "nobody99"),
        ("password", "wrong wrong"),
    ];
    for _ in 0..20 {
        pod.visitor().send("/sign-in", &fields, false).await;
    }
    let last = pod
        .visitor()
        .with("X-Real-IP", "198.51.100.1")
        .send("/sign-in", &fields, false)
        .await;
    assert_eq!(last.status(), 429);
}

#[rocket::async_test]
async fn the_right_password_is_refused_while_there_were_too_many_wrong_ones() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let visitor = pod.visitor();
    let token = visitor.token().await;
    for login in ["alice", "ALICE", "alice@mail.example", " alice "]
        .iter()
        .cycle()
        .take(24)
    {
        visitor
            .send(
                "/sign-in",
                &[("csrf", &token), ("username", login), ("password", "wrong wrong")],
                false,
            )
            .await;
    }
    let right = [
        ("csrf", token.as_str()),
        ("username", "alice"),
        ("password", "correct horse alice"),
    ];
    assert_eq!(visitor.send("/sign-in", &right, false).await.status(), 429);
    pod.advance(std::time::Duration::from_secs(16 * 60));
    assert_eq!(visitor.send("/sign-in", &right, false).await.status(), 303);
}

#[rocket::async_test]
async fn posts_and_searches_are_counted_too() {
    let pod = TestPod::with(&[("limits.posts_per_minute", "5"), ("limits.searches_per_minute", "5")]).await;
    let alice = pod.browser("alice").await;
    for number in 1..=6 {
        let answer = alice.post("/posts", &[("text", "words"), ("reach", "public")]).await;
        assert_eq!(answer.status(), if number <= 5 { 303 } else { 429 }, "post {number}");
        assert!(number <= 5 || answer.text().contains("words"), "nothing typed is lost");
        assert_eq!(
            alice.get("/search?q=words").await.status(),
            if number <= 5 { 200 } else { 429 },
            "search {number}"
        );
        assert_eq!(
            pod.visitor().get("/search?q=words").await.status(),
            if number <= 5 { 200 } else { 429 },
            "search {number}"
        );
    }
    pod.advance(std::time::Duration::from_secs(61));
    assert_eq!(
        pod.browser("alice")
            .await
            .post("/posts", &[("text", "words"), ("reach", "public")])
            .await
            .status(),
        303
    );
}

/// Ways off this pod that are spelled as if they were on it.
const AWAY: [&str; 18] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%2Fevil.example",
    "/%5Cevil.example",
    "https:evil.example",
    "https://evil.example",
    "HTTPS://evil.example/",
    "javascript:alert(1)",
    "/\tevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "@evil.example",
    "data:text/html,x",
];

#[rocket::async_test]
async fn no_way_back_leads_away_from_this_pod() {
    let pod = TestPod::with(&[
        ("limits.sign_in_per_address", "1000000"),
        ("limits.sign_in_per_account", "1000000"),
    ])
    .await;
    let world = World::new(&pod).await;
    let alice = pod.browser("alice").await;
    let local = |to: &str| {
        to.starts_with('/')
            && !to.starts_with("//")
            && !to.contains('\\')
            && !to.to_lowercase().contains("%2f")
            && !to.contains("evil")
    };
    for away in AWAY {
        for route in routes(Method::Post)
            .iter()
            .filter(|route| world.fields(route).unwrap().iter().any(|(name, _)| *name == "to"))
        {
            let mut fields = world.fields(route).unwrap();
            for (name, value) in &mut fields {
                match (*name, route.as_str()) {
                    ("to", _) => *value = away.to_owned(),
                    ("password", _) => *value = "correct horse alice".to_owned(),
                    _ => {}
                }
            }
            let browser = if whose(route) == For::Anyone {
                pod.visitor()
            } else {
                pod.browser("alice").await
            };
            let own = browser.token().await;
            let mut sent = vec![("csrf", own.as_str())];
            sent.extend(borrowed(&fields));
            let answer = browser.send(&world.path(route), &sent, false).await;
            let quiet = answer.location().is_empty() || local(answer.location());
            assert!(quiet, "{route} with {away:?} leads to {}", answer.location());
            assert!(
                answer.status() == 303 || route.contains("code"),
                "{route}: {}",
                answer.status()
            );
        }
        let encoded: String = url::form_urlencoded::byte_serialize(away.as_bytes()).collect();
        for path in [
            "/sign-in",
            "/sign-in/code",
            "/settings/security/confirm",
            &format!("/people/{}/aspects", world.bob.guid),
        ] {
            for browser in [&alice, &pod.visitor()] {
                let answer = browser.get(&format!("{path}?to={encoded}")).await;
                let back = answer
                    .location()
                    .split_once("to=")
                    .map_or(answer.location(), |(page, _)| page);
                assert!(
                    answer.location().is_empty() || local(back),
                    "{path}: {}",
                    answer.location()
                );
                for leads in ["href=\"", "action=\"", "name=\"to\" value=\""] {
                    let all = answer
                        .text()
                        .split(leads)
                        .skip(1)
                        .filter_map(|rest| rest.split('"').next());
                    if let Some(to) = all.into_iter().find(|to| to.contains("evil")) {
                        panic!("{path}?to={away:?} has {leads}{to}");
                    }
                }
            }
        }
    }
}
