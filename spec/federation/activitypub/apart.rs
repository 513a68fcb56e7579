//! What others have given away in another form or to another asker than it was for (security.md, A91, A96).

use std::time::Duration;

use samara::domain::post;
use serde_json::json;

use super::beyond::{Headers, Heard, ask};
use super::{alice_follows_dave, posts_here, sees};
use crate::federation::{posts_to, says};
use crate::support::far::{HERE, with};
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program};
use crate::support::rows::column;
use crate::support::{Browser, Network};

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// A91 (CVE-2026-53943): what is kept on the way is never another's, and nobody says by a header what we are called.
#[rocket::async_test]
async fn one_address_asked_by_three_is_answered_to_each_as_to_nobody_else() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    let said = says(&alice, &guid, "Ripe ones").await;
    let browser = alice.pod.browser("alice").await;
    let token = browser.token().await;
    assert!(token.len() > 16);
    let paths = [
        format!("/people/{}", alice.who.guid),
        format!("/posts/{guid}"),
        format!("/comments/{said}"),
    ];
    for path in &paths {
        let signed = kim.signs(alice.pod, "kim", path);
        let document = ask(alice.pod, &signed, path).await;
        assert_eq!(document.0, 200, "{path}");
        let page = browser.get(path).await;
        let bare = alice.pod.visitor().get(path).await;
        let again = ask(alice.pod, &signed, path).await;
        assert_eq!(document.2, again.2, "{path}: whoever was shown it between");
        let cookie = format!(
            "{}={}",
            samara::web::guard::session_cookie(alice.pod),
            browser.secret().unwrap()
        );
        let both = [signed.clone(), vec![header("Cookie", &cookie)]].concat();
        assert_eq!(
            ask(alice.pod, &both, path).await.2,
            document.2,
            "{path}: a session adds nothing"
        );
        let of = |headers: &Headers, wanted: &str| {
            let found = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        for (who, headers) in [
            ("server", &document.1),
            ("alice", &page.headers()),
            ("nobody", &bare.headers()),
        ] {
            let vary = of(headers, "vary");
            for by in ["Accept", "Cookie", "Signature", "Signature-Input"] {
                assert!(vary.split(", ").any(|one| one == by), "{path} for {who}: {vary}");
            }
            let kept = of(headers, "cache-control");
            assert!(
                kept.contains("no-store") || kept.contains("private"),
                "{path} for {who}: {kept}"
            );
        }
        for text in [document.2.as_str(), bare.text()] {
            assert!(!text.contains(&token) && !text.contains("alice@mail.example"), "{path}");
        }
        for (name, value) in [
            ("X-Forwarded-Host", "evil.example"),
            ("Forwarded", "host=evil.example;proto=http"),
            ("X-Forwarded-Proto", "http"),
            ("X-Original-URL", "/actor"),
            ("X-HTTP-Method-Override", "DELETE"),
        ] {
            let led = ask(alice.pod, &[signed.clone(), vec![header(name, value)]].concat(), path).await;
            assert_eq!((led.0, &led.2), (200, &document.2), "{path} with {name}");
        }
    }
    let post = &paths[1];
    let mut elsewhere = kim.signs(alice.pod, "kim", post);
    elsewhere.retain(|(name, _)| name != "Host");
    elsewhere.push(header("Host", "evil.example"));
    assert_eq!(
        ask(alice.pod, &elsewhere, post).await.0,
        401,
        "what was signed for others"
    );
    let mut open: Vec<String> = paths[..1].to_vec();
    open.extend(
        [
            "/actor",
            "/.well-known/webfinger?resource=acct:alice@one.example",
            "/.well-known/host-meta",
            "/.well-known/nodeinfo",
            "/nodeinfo/2.1",
            "/feeds/alice.atom",
            "/manifest.webmanifest",
            "/public",
            "/sign-in",
        ]
        .map(str::to_owned),
    );
    for path in &open {
        for accept in ["application/activity+json", "text/html", "*/*"] {
            let headers = ["Host", "X-Forwarded-Host", "X-Forwarded-Server", "Referer", "Origin"];
            let mut headers = headers.map(|name| header(name, "evil.example")).to_vec();
            headers.push(header("Accept", accept));
            let (status, headers, body) = ask(alice.pod, &headers, path).await;
            assert!(status < 500, "{path}");
            let told = headers.iter().any(|(_, value)| value.contains("evil.example"));
            assert!(!told && !body.contains("evil.example"), "{path} for {accept}");
        }
    }
}

/// Every address at which a post or comment could be asked for.
const FORMS: [&str; 28] = [
    "/posts/{}",
    "/posts/{}.json",
    "/posts/{}.atom",
    "/posts/{}.mobile",
    "/posts/{}/",
    "/posts/{}?format=json",
    "/posts/{}/replies",
    "/posts/{}/replies?page=now",
    "/posts/{}/likes",
    "/posts/{}/shares",
    "/posts/{}/copies/0",
    "/posts/{}/history",
    "/posts/{}/embed",
    "/posts/{}/activity",
    "/posts/scheduled/{}/edit",
    "/comments/{}",
    "/comments/{}.json",
    "/comments/{}/copies/0",
    "/comments/{}/replies",
    "/messages/{}",
    "/fetch/post/{}",
    "/fetch/comment/{}",
    "/fetch/thread/{}",
    "/fetch/thread/{}/comment/{}",
    "/oembed?url=https%3A%2F%2Fone.example%2Fposts%2F{}",
    "/.well-known/webfinger?resource=https://one.example/posts/{}",
    "/api/v1/statuses/{}",
    "/objects/{}",
];
const NEVER: &str = "0123456789abcdef0123456789abcdef";

/// An answer as far as it may tell two things apart.
fn apart((status, mut headers, body): Heard, guid: &str) -> Heard {
    headers.retain(|(name, _)| !["date", "set-cookie"].contains(&name.to_lowercase().as_str()));
    for (_, value) in &mut headers {
        *value = value.replace(guid, "GUID");
    }
    headers.sort();
    (status, headers, body.replace(guid, "GUID"))
}

/// What is not for everybody, with a comment each: for a few, for later, gone; and what names nobody else.
async fn hidden(alice: &Citizen<'_>, bob: &Citizen<'_>) -> Vec<(&'static str, String)> {
    let me = alice.me().await;
    let few = posts_to(alice, "MARK-few", "family").await;
    let below = says(alice, &few, "MARK-below").await;
    let theirs = says(bob, &few, "MARK-theirs").await;
    let gone = posts_to(alice, "MARK-gone", "public").await;
    let gone_below = says(alice, &gone, "MARK-gone-below").await;
    alice
        .pod
        .act(async |tx| post::delete(tx, &me, &gone).await)
        .await
        .unwrap();
    let browser = alice.pod.browser("alice").await;
    let at: String = alice
        .pod
        .clock
        .now()
        .plus(Duration::from_secs(7_200))
        .iso()
        .chars()
        .take(16)
        .collect();
    let fields = [
        ("text", "MARK-later #marks"),
        ("reach", "public"),
        ("later", at.as_str()),
    ];
    assert_eq!(browser.post("/posts", &fields).await.location(), "/posts/scheduled");
    let page = browser.get("/posts/scheduled").await;
    let later = page
        .text()
        .split("/posts/scheduled/")
        .filter_map(|rest| rest.split('/').next());
    let later = later
        .map(str::to_owned)
        .find(|guid| guid.len() == 32)
        .expect("it waits");
    let draft = [("text", "MARK-draft"), ("reach", "public"), ("place", "")];
    browser.post("/posts/draft", &draft).await;
    vec![
        ("limited", few),
        ("comment on limited", below),
        ("a guest's comment on limited", theirs),
        ("scheduled", later),
        ("deleted", gone),
        ("comment on deleted", gone_below),
    ]
}

/// A96 (CVE-2023-52199): in every form, for every stranger, as what never was.
#[rocket::async_test]
async fn what_is_not_for_everybody_is_in_no_form_there_for_a_stranger() {
    let network = Network::of(1).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(0, "bob").await);
    network.citizen(0, "mara").await;
    alice.shares_with(&bob).await;
    let kim = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    kim.follows("kim", &alice).await;
    let hidden = hidden(&alice, &bob).await;
    network.settle().await;
    let mara = alice.pod.browser("mara").await;
    let visitor = alice.pod.visitor();
    let page = async |browser: &Browser<'_>, path: &str| {
        let answer = browser.get(path).await;
        (answer.status(), answer.headers(), answer.text().to_owned())
    };
    let mut compared = 0;
    for form in FORMS {
        let mut never: Vec<Heard> = Vec::new();
        for (what, guid) in [("never", NEVER)]
            .into_iter()
            .chain(hidden.iter().map(|(what, guid)| (*what, guid.as_str())))
        {
            let path = form.replace("{}", guid);
            let mut heard = Vec::new();
            for accept in ["application/activity+json", "application/json", "application/atom+xml"] {
                heard.push(ask(alice.pod, &[header("Accept", accept)], &path).await);
            }
            heard.push(ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await);
            heard.push(page(&visitor, &path).await);
            heard.push(page(&mara, &path).await);
            assert!(heard.iter().all(|heard| !heard.2.contains("MARK")), "{what} at {path}");
            let mut heard: Vec<Heard> = heard.into_iter().map(|heard| apart(heard, guid)).collect();
            if what == "deleted" && form == "/posts/{}" {
                // It was for everybody: whoever says who they are is told that it is gone, and nothing else of it.
                let told = std::mem::replace(&mut heard[3], never[3].clone());
                assert!(told.0 == 410 && told.2.contains("Tombstone"), "{told:?}");
            }
            match what {
                "never" => {
                    assert!(heard.iter().all(|heard| heard.0 != 200), "{path}: {heard:?}");
                    never = heard;
                }
                _ => {
                    assert_eq!(heard, never, "{what} at {path}");
                    compared += heard.len();
                }
            }
        }
    }
    assert!(compared > 900, "{compared}");
    let person = &alice.who.guid;
    let lists = ["outbox", "outbox?page=now", "featured", "stream", ""].map(|what| format!("/people/{person}/{what}"));
    let others = [
        "/feeds/alice.atom",
        "/nodeinfo/2.1",
        "/public",
        "/tags/marks",
        "/search?q=below",
        "/actor/outbox",
    ];
    for path in lists.into_iter().chain(others.map(str::to_owned)) {
        let signed = kim.signs(alice.pod, "kim", &path);
        for heard in [
            ask(alice.pod, &signed, &path).await,
            page(&visitor, &path).await,
            page(&mara, &path).await,
        ] {
            assert!(!heard.2.contains("MARK"), "{path}");
        }
    }
    let outbox = format!("/people/{person}/outbox");
    let (_, _, whole) = ask(alice.pod, &kim.signs(alice.pod, "kim", &outbox), &outbox).await;
    assert!(whole.contains("\"totalItems\":0"), "they are not even counted: {whole}");
    assert!(
        kim.came()
            .iter()
            .all(|came| !came.raw.contains("MARK-few") && !came.raw.contains("MARK-later"))
    );
    assert_eq!(
        column(alice.pod.db.read(), "SELECT guid FROM post").await,
        [hidden[0].1.clone()]
    );
}

/// A96: nor does the box for searching say by an address that something is here which is not for who has typed it.
#[rocket::async_test]
async fn the_address_of_what_is_for_others_leads_whoever_types_it_to_nothing_as_one_that_never_was() {
    let (far, alice, dave) = alice_follows_dave().await;
    far.citizen("mara").await;
    for name in ["hidden1", "hidden2"] {
        let note = with(
            dave.note(name, "MARK"),
            json!({"to": [format!("{}/followers", dave.id)], "cc": []}),
        );
        far.tells(&dave, dave.makes(note.clone())).await;
        assert!(
            sees(&far.pod, &alice, &dave.at(&format!("notes/{name}")))
                .await
                .is_some()
        );
        // Some servers give it to whoever says who they are, others to nobody.
        if name == "hidden1" {
            far.serves(&dave.at("notes/hidden1"), &note);
            let other = with(note, json!({"id": dave.at("notes/absent1")}));
            far.serves(&dave.at("notes/absent1"), &other);
        }
    }
    let own = posts_here(&far, &alice, "MARK-few", Some("family")).await;
    let said = super::contained::says_here(&far, &alice, &own, "MARK-below").await;
    let browser = far.pod.browser("mara").await;
    let finds = async |address: &str, name: &str| {
        let typed: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let answer = browser.get(&format!("/search?q={typed}")).await;
        apart((answer.status(), answer.headers(), answer.text().to_owned()), name)
    };
    let at = |name: &str| dave.at(&format!("notes/{name}"));
    for (hidden, never, name, nothing) in [
        (at("hidden1"), at("absent1"), "hidden1", "absent1"),
        (at("hidden2"), at("absent2"), "hidden2", "absent2"),
        (
            format!("{HERE}/posts/{own}"),
            format!("{HERE}/posts/{NEVER}"),
            own.as_str(),
            NEVER,
        ),
        (
            format!("{HERE}/comments/{said}"),
            format!("{HERE}/comments/{NEVER}"),
            said.as_str(),
            NEVER,
        ),
    ] {
        let (got, meant) = (finds(&hidden, name).await, finds(&never, nothing).await);
        assert_eq!(got, meant, "{hidden}");
        assert!(!got.2.contains("MARK") && got.0 != 303, "{hidden}");
        assert_eq!(
            far.asked_for(&hidden),
            far.asked_for(&never),
            "{hidden} is asked for as what is not here"
        );
    }
    for (address, path) in [
        (at("hidden1"), "/posts/ap-"),
        (format!("{HERE}/posts/{own}"), own.as_str()),
    ] {
        let led = far.opens("alice", &address).await;
        assert!(led.contains(path), "who has it is led there: {led}");
    }
}
