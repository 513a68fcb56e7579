//! Whatever is sent: a clear refusal or a clean value, never a fault.

use std::fmt::Write;
use std::time::Duration;

use rocket::http::Method;
use sea_orm::EntityTrait;

use crate::support::browser::{Answer, encode};
use crate::support::world::{has_file, routes};
use crate::support::{Browser, TestPod, World};

/// Values as they stand in a body, encoded by hand: what no browser would send.
const RAW: [&str; 17] = [
    "%00",
    "a%00b",
    "%ff",
    "%c3%28",
    "%ed%a0%80",
    "%ed%b0%80%ed%a0%80",
    "%f4%90%80%80",
    "%",
    "%4",
    "%zz",
    "%c0%af",
    "%01%02%1b%5b31m%7f%c2%85",
    "%e2%80%ae%e2%81%a6evil%e2%80%8f",
    "99999999999999999999999999",
    "-1",
    "-9223372036854775808",
    "9223372036854775807",
];

const HIGH: [(&str, &str); 6] = [
    ("limits.sign_in_per_account", "1000000"),
    ("limits.sign_in_per_address", "1000000"),
    ("limits.sign_up_per_address", "1000000"),
    ("limits.mail_per_address", "1000000"),
    ("limits.searches_per_minute", "1000000"),
    ("limits.posts_per_minute", "1000000"),
];

fn assert_told(answer: &Answer, what: &str) {
    assert!(answer.status() < 500, "{what}: {} {}", answer.status(), answer.text());
    assert!(!answer.text().contains("log knows it"), "{what}: {}", answer.text());
}

/// The fields of a form with one of them replaced, as bytes.
fn with(fields: &[(&str, String)], token: &str, name: &str, raw: &str) -> Vec<u8> {
    let others: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(field, _)| *field != name)
        .map(|(field, value)| (*field, value.as_str()))
        .collect();
    let mut body = format!("csrf={token}&{name}={raw}");
    if !others.is_empty() {
        write!(body, "&{}", encode(&others)).unwrap();
    }
    body.into_bytes()
}

/// Whole bodies that are no proper form.
fn bodies(fields: &[(&str, String)], token: &str) -> Vec<(&'static str, Vec<u8>)> {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let own = encode(&pairs);
    let csrf = format!("csrf={token}");
    let mut long = csrf.clone();
    for (name, _) in fields {
        write!(long, "&{name}={}", "%61".repeat(100_000)).unwrap();
        if long.len() > 500_000 {
            break;
        }
    }
    vec![
        ("no fields", csrf.clone().into_bytes()),
        ("every field twice", format!("{csrf}&{own}&{own}").into_bytes()),
        (
            "10 000 fields",
            format!("{csrf}&{own}{}", "&x=y".repeat(10_000)).into_bytes(),
        ),
        (
            "1 000 ids",
            format!(
                "{csrf}{}",
                (0..1000).fold(String::new(), |all, n| format!("{all}&aspect={n}&people=p{n}"))
            )
            .into_bytes(),
        ),
        ("long values", long.into_bytes()),
        (
            "1 MiB",
            format!("{csrf}&{own}&more={}", "a".repeat(1024 * 1024)).into_bytes(),
        ),
        ("no form", b"{\"a\": [1, 2]}".to_vec()),
        ("nothing", Vec::new()),
        (
            "noise",
            (0..4096_u32)
                .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
                .collect(),
        ),
    ]
}

async fn attack(browser: &Browser<'_>, world: &World, route: &str, token: &str) {
    let (path, fields) = (world.path(route), world.fields(route).unwrap());
    for (name, _) in &fields {
        for raw in RAW {
            let answer = browser.post_raw(&path, with(&fields, token, name, raw)).await;
            assert_told(&answer, &format!("{route} with {name}={raw}"));
        }
    }
    for (what, body) in bodies(&fields, token) {
        assert_told(&browser.post_raw(&path, body).await, &format!("{route} with {what}"));
    }
}

/// A slice of all routes, so that the slices run beside each other.
async fn slice(of: usize) {
    let pod = TestPod::with(&HIGH).await;
    let world = World::new(&pod).await;
    for (number, route) in routes(Method::Post).iter().enumerate() {
        if number % 3 != of || has_file(route) {
            continue;
        }
        pod.advance(Duration::from_secs(60));
        let browser = world.entitled(&pod, route).await;
        let token = browser.token().await;
        attack(&browser, &world, route, &token).await;
    }
}

#[rocket::async_test]
async fn no_form_breaks_the_pod_whatever_is_in_it_first_third() {
    slice(0).await;
}

#[rocket::async_test]
async fn no_form_breaks_the_pod_whatever_is_in_it_second_third() {
    slice(1).await;
}

#[rocket::async_test]
async fn no_form_breaks_the_pod_whatever_is_in_it_last_third() {
    slice(2).await;
}

#[rocket::async_test]
async fn no_form_with_a_file_breaks_the_pod() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let alice = pod.browser("alice").await;
    let token = alice.token().await;
    for route in routes(Method::Post).iter().filter(|route| has_file(route)) {
        for (name, _) in world.fields(route).unwrap() {
            for value in [
                "",
                "\0",
                "\u{202e}evil",
                "-1",
                "99999999999999999999",
                "\"\r\n--fence",
                &"a".repeat(1024 * 1024),
            ] {
                let answer = alice
                    .send(&world.path(route), &[("csrf", token.as_str()), (name, value)], true)
                    .await;
                assert_told(
                    &answer,
                    &format!("{route} with {name}={:?}", value.chars().take(20).collect::<String>()),
                );
            }
        }
        for file in [
            b"".as_slice(),
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"<svg onload=alert(1)>",
            &[0xff; 70_000],
            &vec![0; 13 * 1024 * 1024],
        ] {
            assert_told(
                &alice.upload(route, &[], file).await,
                &format!("{route} with a file of {}", file.len()),
            );
        }
        for body in bodies(&[], &token) {
            assert_told(
                &alice.post_raw(route, body.1).await,
                &format!("{route} with {}", body.0),
            );
        }
    }
}

const NONSENSE: [&str; 16] = [
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "%00",
    "%ff",
    "%ed%a0%80",
    "..%2f..%2fx",
    "'",
    "%22%3E%3Cscript%3E",
    "%F0%9F%98%80",
    "a%00b",
    "%E2%80%AEevil",
    "%25",
    "null",
];

/// Every parameter of a route as nonsense.
fn filled(route: &str, nonsense: &str) -> String {
    let mut path = String::new();
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('<') {
        path.push_str(before);
        path.push_str(nonsense);
        rest = after.split_once('>').unwrap().1;
    }
    path + rest
}

#[rocket::async_test]
async fn no_path_and_no_query_breaks_the_pod() {
    let pod = TestPod::with(&HIGH).await;
    let world = World::new(&pod).await;
    let browsers = [pod.visitor(), pod.browser("alice").await, pod.browser("root1").await];
    let long = "a".repeat(6_000);
    let quotes = [
        "%22",
        "%22unclosed",
        "*",
        "a*%20OR%20b",
        "NEAR(",
        "%25",
        "_",
        "%5C",
        "%27%20OR%201=1",
        "(",
        "%26%7C!",
        "%3A*",
        "%23",
        "%23%00",
        "@",
        "%40%40",
        "a%40b.example",
    ];
    for route in routes(Method::Get).iter().filter(|route| !route.starts_with("/events")) {
        let mut paths: Vec<String> = Vec::new();
        if route.contains('<') {
            paths.extend(
                NONSENSE
                    .iter()
                    .chain([&long.as_str()])
                    .map(|nonsense| filled(route, nonsense)),
            );
        }
        let good = world.path(route);
        for value in NONSENSE.iter().chain([&long.as_str()]).chain(&quotes) {
            paths.push(format!(
                "{good}?before={value}&page={value}&q={value}&a={value}&aspect={value}&to={value}&mention={value}"
            ));
            paths.push(format!("{good}?q={value}"));
        }
        for browser in &browsers[if route.starts_with("/admin") { 2..3 } else { 0..2 }] {
            for path in &paths {
                assert_told(&browser.get(path).await, &path.chars().take(200).collect::<String>());
            }
        }
    }
}

#[rocket::async_test]
async fn no_path_of_a_form_breaks_the_pod() {
    let pod = TestPod::with(&HIGH).await;
    let world = World::new(&pod).await;
    for route in routes(Method::Post).iter().filter(|route| route.contains('<')) {
        let browser = world.entitled(&pod, route).await;
        let token = browser.token().await;
        for nonsense in NONSENSE {
            let path = filled(route, nonsense);
            assert_told(
                &browser.post_raw(&path, format!("csrf={token}").into_bytes()).await,
                &path,
            );
        }
    }
}

#[rocket::async_test]
async fn what_is_kept_of_a_name_is_clean() {
    let pod = TestPod::new().await;
    let alice = pod.browser("alice").await;
    let person = pod.user("alice").await.person;
    for raw in [
        "Al%e2%80%aeice",
        "%e2%81%a6Al%e2%81%a9ice",
        "Al%07i%1bce",
        "Al%0d%0aice",
        "Al%e2%80%8fice%e2%80%8e",
        "%c2%a0Alice%e3%80%80",
        "Al%ef%bb%bfice",
        "Al%c2%adice",
        "Al%f3%a0%81%81ice",
    ] {
        let token = alice.token().await;
        let body = format!("csrf={token}&name={raw}&details=nobody").into_bytes();
        let answer = alice.post_raw("/settings/profile", body).await;
        assert!([303, 422].contains(&answer.status()), "{raw}: {}", answer.status());
        let row = entity::person::Entity::find_by_id(person)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap();
        let odd = |c: char| {
            c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!row.name.contains(odd), "{raw}: {:?}", row.name);
        assert_eq!(row.name.trim(), row.name, "{raw}");
        assert!(!row.name.is_empty());
    }
}
