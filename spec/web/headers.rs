//! What every answer says to the browser, errors, redirects and files included (security.md, section 5).

use rocket::http::Method;

use crate::support::browser::Answer;
use crate::support::world::routes;
use crate::support::{Browser, TestPod, World};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; frame-src 'none'; object-src 'none'; require-trusted-types-for 'script'; \
    trusted-types samara";

/// On every answer, once, with this very value.
const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-xss-protection", "0"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("origin-agent-cluster", "?1"),
];

/// Besides those, where there is a use for it.
const SOMETIMES: [&str; 17] = [
    "permissions-policy",
    "cache-control",
    "vary",
    "content-type",
    "content-length",
    "location",
    "set-cookie",
    "etag",
    "last-modified",
    "retry-after",
    "clear-site-data",
    "strict-transport-security",
    "x-accel-buffering",
    "content-disposition",
    "accept-ranges",
    "content-range",
    "x-robots-tag",
];

const TLS: [(&str, &str); 1] = [("address", "https://pod.example")];

fn assert_headers(answer: &Answer, what: &str, tls: bool) {
    let headers: Vec<(String, String)> = answer
        .headers()
        .into_iter()
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect();
    let all = |wanted: &str| -> Vec<&str> {
        headers
            .iter()
            .filter(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
            .collect()
    };
    // A file that somebody has sent may do nothing at all; one for other pods may be shown there.
    let sent = !all("content-disposition").is_empty();
    for (name, value) in ALWAYS {
        let own = match name {
            "content-security-policy" if sent => "default-src 'none'; sandbox",
            "cross-origin-resource-policy" if sent && what.contains("/p/") => "cross-origin",
            _ => value,
        };
        assert_eq!(all(name), [own], "{what}: {name}");
    }
    let [permissions] = all("permissions-policy")[..] else {
        panic!("{what}: one Permissions-Policy")
    };
    assert!(
        // Where one is, a page of ours may ask, to put it on a post; no other site within it may.
        permissions
            .split(", ")
            .all(|one| one.ends_with("=()") || one == "geolocation=(self)"),
        "{what}: {permissions}"
    );
    for sense in ["camera", "microphone", "payment", "usb", "browsing-topics"] {
        assert!(permissions.contains(&format!("{sense}=()")), "{what}: {permissions}");
    }
    assert_eq!(all("cache-control").len(), 1, "{what}: how long it may be kept");
    assert_eq!(all("vary").len(), 1, "{what}");
    let strict = all("strict-transport-security");
    assert_eq!(strict, if tls { vec!["max-age=31536000"] } else { vec![] }, "{what}");
    for (name, _) in &headers {
        let known = SOMETIMES.contains(&name.as_str()) || ALWAYS.iter().any(|(always, _)| always == name);
        assert!(known, "{what}: {name} is not known");
    }
    // A cookie that is taken away carries nothing.
    for cookie in all("set-cookie")
        .into_iter()
        .filter(|cookie| !cookie.contains("Max-Age=0"))
    {
        let secure = !tls || cookie.contains("; Secure");
        let careful = cookie.contains("; HttpOnly") && cookie.contains("; SameSite=") && cookie.contains("; Path=/");
        assert!(secure && careful && !cookie.contains("Domain="), "{what}: {cookie}");
    }
    let kind = all("content-type").concat();
    let text = kind.starts_with("text/") || kind.is_empty() || answer.bytes().is_empty();
    assert!(
        !kind.starts_with("text/html") || kind.contains("charset=utf-8"),
        "{what}: {kind}"
    );
    assert!(text || !kind.is_empty(), "{what}: {kind}");
}

/// Shared things may be kept by anyone; what is somebody's by nobody.
fn assert_kept(answer: &Answer, route: &str) {
    let kept = answer.header("Cache-Control").unwrap_or_default();
    let open = [
        "/assets/<_version>/<path..>",
        "/favicon.ico",
        "/robots.txt",
        "/feeds/<file>",
    ];
    if (open.contains(&route) || route.starts_with("/p/")) && answer.status() == 200 {
        assert!(kept.starts_with("public, max-age="), "{route}: {kept}");
    } else if route.ends_with("/<side>") && answer.status() == 200 {
        assert_eq!(kept, "private, no-cache", "{route}");
    } else if (route.starts_with("/avatars/") || route.starts_with("/emoji/")) && answer.status() == 200 {
        assert!(kept.starts_with("private, max-age="), "{route}: {kept}");
    } else {
        assert_eq!(kept, "no-store", "{route}");
    }
}

async fn crawl(world: &World, browser: &Browser<'_>, who: &str, tls: bool) {
    // Files of other servers have stricter headers of their own, which their spec knows.
    let apart = |route: &str| route.starts_with("/events") || route.starts_with("/media/");
    for route in routes(Method::Get).iter().filter(|route| !apart(route)) {
        let path = world.path(route);
        let answer = browser.get(&path).await;
        assert!(answer.status() < 500, "{who}: {path} answers {}", answer.status());
        assert_headers(&answer, &format!("{who}: GET {path}"), tls);
        assert_kept(&answer, route);
    }
    for route in routes(Method::Post) {
        // Without a token: refused, and refusals speak the same.
        let answer = browser.send(&world.path(&route), &[], false).await;
        assert!(answer.status() < 500, "{who}: {route} answers {}", answer.status());
        assert_headers(&answer, &format!("{who}: POST {route}"), tls);
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{who}: {route}");
    }
    for path in [
        "/nothing/here",
        "/posts/0",
        "/assets/x/../../etc/passwd",
        "/%00",
        "/avatars/x/y",
        "/people/%ff",
    ] {
        let answer = browser.get(path).await;
        assert!((400..500).contains(&answer.status()), "{path}: {}", answer.status());
        assert_headers(&answer, &format!("{who}: GET {path}"), tls);
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{path}");
    }
}

#[rocket::async_test]
async fn every_answer_to_a_visitor_carries_exactly_these_headers() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    crawl(&world, &pod.visitor(), "visitor", false).await;
}

#[rocket::async_test]
async fn every_answer_to_a_member_carries_exactly_these_headers() {
    let pod = TestPod::with(&TLS).await;
    let world = World::new(&pod).await;
    crawl(&world, &pod.browser("alice").await, "alice", true).await;
}

#[rocket::async_test]
async fn every_answer_to_an_administrator_carries_exactly_these_headers() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    crawl(&world, &pod.browser("root1").await, "administrator", false).await;
}

#[rocket::async_test]
async fn a_stream_of_events_carries_them_too() {
    let pod = TestPod::new().await;
    assert_headers(&pod.visitor().get("/events").await, "events of a visitor", false);
    let alice = pod.browser("alice").await;
    let response = alice.request("/events").dispatch().await;
    let header = |name: &str| response.headers().get_one(name).map(str::to_owned);
    for (name, value) in ALWAYS {
        assert_eq!(header(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(header("Cache-Control").as_deref(), Some("no-store"));
}

#[rocket::async_test]
async fn signing_out_tells_the_browser_to_drop_what_it_kept() {
    let pod = TestPod::with(&TLS).await;
    let alice = pod.browser("alice").await;
    let answer = alice.post("/sign-out", &[]).await;
    assert_headers(&answer, "signing out", true);
    assert_eq!(answer.header("Clear-Site-Data"), Some("\"cache\", \"cookies\""));
    assert!(alice.secret().is_none());
}

#[rocket::async_test]
async fn a_form_that_is_too_large_or_broken_is_refused_with_the_same_headers() {
    let pod = TestPod::new().await;
    let alice = pod.browser("alice").await;
    let token = alice.token().await;
    let large = format!("csrf={token}&text={}", "a".repeat(1024 * 1024));
    for (body, status) in [
        (large, 413),
        (format!("csrf={token}&text=%ff"), 400),
        (format!("csrf={token}&text=%00"), 400),
    ] {
        let answer = alice.post_raw("/posts", body.into_bytes()).await;
        assert_eq!(answer.status(), status);
        assert_headers(&answer, "a bad form", false);
    }
}

#[rocket::async_test]
async fn a_pod_that_is_not_set_up_speaks_with_the_same_headers() {
    let pod = TestPod::bare(&[]).await;
    for path in ["/", "/setup", "/health", "/stream", "/posts/x"] {
        assert_headers(&pod.visitor().get(path).await, path, false);
    }
}
