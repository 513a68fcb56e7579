//! Attacks on what is served and sent: what is hidden stays hidden at every address, to every signature that is none, and to servers
//! that lead elsewhere.

use entity::write::profile::Extended;
use entity::{Details, write};
use samara::domain::post::{Wanted, Wishes};
use serde_json::Value;

use crate::federation::{posts_to, says};
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program, signed};
use crate::support::{Network, TestPod};

async fn ask(pod: &TestPod, headers: &[(String, String)], path: &str) -> (u16, Vec<u8>) {
    let (status, _, body) = pod.server().asked(false, path, headers, Vec::new()).await;
    (status, body)
}

/// Of somebody's post: every address at which it could be asked for.
fn addresses(guid: &str, said: &str) -> Vec<String> {
    let mut all = vec![format!("/posts/{guid}"), format!("/comments/{said}")];
    for what in ["replies", "likes", "shares", "copies/0", "replies?page=now"] {
        all.push(format!("/posts/{guid}/{what}"));
    }
    all.push(format!("/comments/{said}/copies/0"));
    all
}

async fn here_only(author: &Citizen<'_>, text: &str) -> String {
    let wanted = Wanted {
        reach: "pod".to_owned(),
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
    };
    let (me, host) = (author.me().await, author.pod.settings.host());
    let composed = samara::domain::post::Composed {
        text,
        wanted: &wanted,
        wishes: &Wishes::default(),
    };
    let post = author
        .pod
        .act(async |tx| samara::domain::post::compose(tx, &me, &host, composed).await);
    post.await.unwrap().guid.clone()
}

#[rocket::async_test]
async fn what_is_not_for_everybody_is_at_none_of_its_addresses_for_a_server_that_was_not_given_it() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    kim.follows("kim", &alice).await;
    let marks = ["MARK-limited", "MARK-pod"];
    let limited = posts_to(&alice, marks[0], "family").await;
    let pod = here_only(&alice, marks[1]).await;
    network.settle().await;
    assert!(kim.came().is_empty(), "neither is sent");
    let mut paths = Vec::new();
    for guid in [&limited, &pod] {
        let said = says(&alice, guid, "MARK-said").await;
        paths.extend(addresses(guid, &said));
    }
    for path in paths {
        let (status, body) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
        assert_eq!(status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("MARK"), "{path}");
    }
    for what in ["outbox", "outbox?page=now", "featured"] {
        let path = format!("/people/{}/{what}", alice.who.guid);
        let (status, body) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
        assert_eq!(status, 200);
        assert!(!String::from_utf8_lossy(&body).contains("MARK"), "{path}");
    }
}

#[rocket::async_test]
async fn a_profile_for_contacts_is_not_in_the_actor_for_a_follower_either() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    kim.follows("kim", &alice).await;
    let path = format!("/people/{}", alice.who.guid);
    for (details, shown) in [
        (Details::Contacts, false),
        (Details::Nobody, false),
        (Details::Everyone, true),
    ] {
        let extended = Extended {
            bio: "MARK-bio".to_owned(),
            location: "MARK-place".to_owned(),
            pronouns: "MARK-pronouns".to_owned(),
            birthday: "1990-11-24".to_owned(),
            details,
        };
        alice
            .pod
            .act(async |tx| Ok(write::profile::write(tx.sql(), alice.who.person, extended.clone(), tx.now()).await?))
            .await
            .unwrap();
        let (_, body) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
        let text = String::from_utf8(body).unwrap();
        for mark in ["MARK-bio", "MARK-place", "MARK-pronouns"] {
            assert_eq!(text.contains(mark), shown, "{mark} for {details:?}");
        }
        assert!(!text.contains("1990"), "a birthday is never in it");
    }
}

#[rocket::async_test]
async fn a_signature_that_is_none_opens_nothing() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let path = format!("/posts/{}", posts_to(&alice, "Plums", "public").await);
    let good = kim.signs(alice.pod, "kim", &path);
    assert_eq!(ask(alice.pod, &good, &path).await.0, 200);
    let with = |change: &dyn Fn(&str) -> String| -> Vec<(String, String)> {
        let headers = good.iter().cloned();
        headers
            .map(|(name, value)| {
                let value = if name == "Signature" { change(&value) } else { value };
                (name, value)
            })
            .collect()
    };
    let forms: [(&str, Vec<(String, String)>); 6] = [
        ("empty", with(&|_| String::new())),
        ("none", with(&|said| said.replace("rsa-sha256", "none"))),
        ("hmac", with(&|said| said.replace("rsa-sha256", "hmac-sha256"))),
        (
            "two keys",
            with(&|said| format!("{said},keyId=\"https://evil.example/k\"")),
        ),
        (
            "less covered",
            with(&|said| said.replace("(request-target) host date", "date")),
        ),
        (
            "garbage after it",
            with(&|said| said.replace("signature=\"", "signature=\"AAAA")),
        ),
    ];
    for (form, headers) in forms {
        assert_eq!(ask(alice.pod, &headers, &path).await.0, 401, "{form}");
    }
    let mut twice = good.clone();
    twice.push(good.iter().find(|(name, _)| name == "Signature").unwrap().clone());
    assert_eq!(ask(alice.pod, &twice, &path).await.0, 401, "twice");
    let unknown = signed(
        alice.pod,
        "https://evil.example/users/x#main-key",
        "x@evil.example",
        &path,
    );
    assert_eq!(ask(alice.pod, &unknown, &path).await.0, 401, "of nobody who is known");
    alice.pod.advance(std::time::Duration::from_secs(2 * 3_600));
    assert_eq!(ask(alice.pod, &good, &path).await.0, 401, "hours later");
}

#[rocket::async_test]
async fn a_picture_is_a_picture_whatever_is_asked_for() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let headers = [("Accept".to_owned(), "application/activity+json".to_owned())];
    for path in ["/avatars/x/300", "/p/x/full", "/photos/x/full", "/emoji/x"] {
        let (_, answer, _) = alice.pod.server().asked(false, path, &headers, Vec::new()).await;
        let kind = answer.iter().find(|(name, _)| name == "Content-Type");
        assert!(kind.is_none_or(|(_, kind)| !kind.contains("activity")), "{path}");
    }
}

#[rocket::async_test]
async fn an_inbox_that_leads_elsewhere_gets_nothing_there() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let evil = Persona::join(&network, Program::Mastodon, "evil.example", &["eve"]).await;
    masto.follows("kim", &alice).await;
    masto.refuses("/", 307);
    posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    assert!(evil.came().is_empty() && masto.came().is_empty());
    assert_eq!(masto.knocks(), 1, "and it is not asked at once again");
}

#[rocket::async_test]
async fn no_key_and_no_token_is_in_any_document() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    for path in [format!("/people/{}", alice.who.guid), "/actor".to_owned()] {
        let headers = [("Accept".to_owned(), "application/activity+json".to_owned())];
        let (_, body) = ask(alice.pod, &headers, &path).await;
        let actor: Value = serde_json::from_slice(&body).unwrap();
        assert!(!actor.to_string().contains("PRIVATE"), "{path}");
    }
}
