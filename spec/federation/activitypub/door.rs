//! The inbox: who is let in, by which signature, and what they are told who are not.

use std::time::Duration;

use samara::domain::block::{self, Below, Wanted};
use samara::wire::signature::Scheme;
use serde_json::json;

use super::{alice_follows_dave, posts_here, said_in_all, sees};
use crate::support::far::{Far, actor_pair};
use crate::support::rows::count;

#[rocket::async_test]
async fn both_schemes_of_signatures_are_taken() {
    let (far, alice, dave) = alice_follows_dave().await;
    for (name, scheme) in [("one", Scheme::Cavage), ("two", Scheme::Message)] {
        let body = dave.makes(dave.note(name, name)).to_string();
        let headers = far.signed(&dave, "/inbox", scheme, body.as_bytes());
        assert_eq!(far.posts("/inbox", &headers, body.as_bytes()).await, 202, "{scheme:?}");
        far.pod.settle().await;
        assert!(
            sees(&far.pod, &alice, &dave.at(&format!("notes/{name}")))
                .await
                .is_some()
        );
    }
}

#[rocket::async_test]
async fn what_is_sent_to_the_address_of_both_protocols_is_told_apart_by_its_type() {
    let (far, alice, dave) = alice_follows_dave().await;
    let body = dave.makes(dave.note("one", "by both")).to_string();
    let path = "/receive/public";
    let headers = far.signed(&dave, path, Scheme::Cavage, body.as_bytes());
    assert_eq!(far.posts(path, &headers, body.as_bytes()).await, 202);
    far.pod.settle().await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/one")).await.is_some());
}

#[rocket::async_test]
async fn a_request_that_was_signed_for_something_else_is_refused() {
    let (far, _, dave) = alice_follows_dave().await;
    let before = said_in_all(&far.pod).await;
    let body = dave.makes(dave.note("one", "words")).to_string();
    let good = far.signed(&dave, "/inbox", Scheme::Cavage, body.as_bytes());
    let other = dave.makes(dave.note("two", "other words")).to_string();
    let changed = |name: &str, value: Option<&str>| {
        let mut headers = good.clone();
        headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        headers
    };
    let digest = samara::wire::signature::digest(other.as_bytes()).unwrap();
    let signature = good.iter().find(|(name, _)| name == "Signature").unwrap().1.clone();
    let narrower = signature.replace("(request-target) host date digest", "date");
    assert_ne!(narrower, signature);
    let narrow = signature.replace("(request-target) ", "");
    let cases = [
        ("another body", good.clone(), other.as_bytes(), "/inbox"),
        (
            "another body and digest",
            changed("Digest", Some(&digest)),
            other.as_bytes(),
            "/inbox",
        ),
        ("no digest", changed("Digest", None), body.as_bytes(), "/inbox"),
        (
            "another host",
            changed("host", Some("other.example")),
            body.as_bytes(),
            "/inbox",
        ),
        (
            "nothing but the date",
            changed("Signature", Some(&narrower)),
            body.as_bytes(),
            "/inbox",
        ),
        (
            "no target",
            changed("Signature", Some(&narrow)),
            body.as_bytes(),
            "/inbox",
        ),
        ("another inbox", good.clone(), body.as_bytes(), "/receive/public"),
        ("no signature", changed("Signature", None), body.as_bytes(), "/inbox"),
    ];
    for (what, headers, body, path) in cases {
        assert_eq!(far.posts(path, &headers, body).await, 401, "{what}");
    }
    far.pod.settle().await;
    assert_eq!(said_in_all(&far.pod).await, before);
}

#[rocket::async_test]
async fn a_malformed_signature_is_refused_and_asks_nobody() {
    let far = Far::new().await;
    let dave = far.actor("dave", "far.example");
    let body = dave.makes(dave.note("one", "words")).to_string();
    let good = far.signed(&dave, "/inbox", Scheme::Cavage, body.as_bytes());
    let signature = good.iter().find(|(name, _)| name == "Signature").unwrap().1.clone();
    let listed = "x ".repeat(1_000);
    let cases = [
        String::new(),
        format!("{signature},keyId=\"https://evil.example/k\""),
        signature.replace("rsa-sha256", "none"),
        signature.replace("rsa-sha256", "hmac-sha256"),
        signature.replace("signature=\"", "signature=\"!!"),
        signature.replace("(request-target)", &format!("(request-target) {listed}")),
    ];
    for case in cases {
        let mut headers = good.clone();
        headers.retain(|(name, _)| name != "Signature");
        headers.push(("Signature".to_owned(), case.clone()));
        let status = far.posts("/inbox", &headers, body.as_bytes()).await;
        assert!(matches!(status, 400 | 401), "{status} {case}");
    }
    assert!(far.asked().is_empty(), "no key is asked for that could not count");
}

#[rocket::async_test]
async fn a_signature_counts_within_its_time_only() {
    let (far, _, dave) = alice_follows_dave().await;
    let body = dave.makes(dave.note("one", "words")).to_string();
    let headers = far.signed(&dave, "/inbox", Scheme::Cavage, body.as_bytes());
    far.pod.advance(Duration::from_secs(60 * 60));
    assert_eq!(far.posts("/inbox", &headers, body.as_bytes()).await, 202);
    far.pod.advance(Duration::from_secs(12 * 3_600));
    assert_eq!(far.posts("/inbox", &headers, body.as_bytes()).await, 401);
}

#[rocket::async_test]
async fn what_is_no_activity_is_refused_before_any_key_is_asked_for() {
    let far = Far::new().await;
    let dave = far.actor("dave", "far.example");
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let many = format!("{{\"type\":\"Create\",\"to\":[{}0]}}", "0,".repeat(300_000));
    let graph =
        r#"{"type":"Create","actor":"https://far.example/users/dave","object":"https://far.example/1","@graph":[]}"#;
    let twice = r#"{"type":"Create","actor":"https://far.example/users/dave","actor":"https://far.example/users/eve","object":"https://far.example/1"}"#;
    for body in ["", "no json", "[]", "{}", deep.as_str(), many.as_str(), graph, twice] {
        let headers = far.signed(&dave, "/inbox", Scheme::Cavage, body.as_bytes());
        let start: String = body.chars().take(60).collect();
        assert_eq!(far.posts("/inbox", &headers, body.as_bytes()).await, 400, "{start}");
    }
    let long = format!("{{\"type\":\"Create\",\"x\":\"{}\"}}", "x".repeat(1 << 20));
    let headers = far.signed(&dave, "/inbox", Scheme::Cavage, long.as_bytes());
    assert_eq!(far.posts("/inbox", &headers, long.as_bytes()).await, 413);
    let text = [("content-type".to_owned(), "text/plain".to_owned())];
    assert_eq!(far.posts("/inbox", &text, b"{}").await, 400);
    assert!(far.asked().is_empty());
}

#[rocket::async_test]
async fn nobody_has_an_inbox_who_does_not_live_here() {
    let (far, alice, dave) = alice_follows_dave().await;
    let activity = dave.makes(dave.note("one", "words"));
    assert_eq!(far.sends(&dave, "/people/0000000000000000/inbox", &activity).await, 404);
    let theirs = far.known(&dave).await.unwrap().guid;
    assert_eq!(
        far.sends(&dave, &format!("/people/{theirs}/inbox"), &activity).await,
        404
    );
    assert_eq!(
        far.sends(&dave, &format!("/people/{}/inbox", alice.guid), &activity)
            .await,
        202
    );
}

#[rocket::async_test]
async fn who_is_blocked_is_refused_whether_they_sign_act_or_are_spoken_of() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (mallory, below) = (
        far.actor("mallory", "evil.example"),
        far.actor("mel", "deep.evil.example"),
    );
    let post = posts_here(&far, &alice, "hello", None).await;
    far.pod
        .act(async |tx| {
            let wanted = Wanted {
                name: "evil.example",
                below: Below::Too,
                reason: "",
            };
            block::add(tx, alice.user, "one.example", wanted).await
        })
        .await
        .unwrap();
    far.pod.remembered.forget_all();
    let here = format!("https://one.example/posts/{post}");
    let before = far.asked().len();
    for who in [&mallory, &below] {
        assert_eq!(far.sends(who, "/inbox", &who.does("Like", "1", json!(here))).await, 403);
    }
    // Dave passes on what was said there.
    let announce = dave.does("Announce", "1", json!(mallory.at("notes/one")));
    assert_eq!(far.sends(&dave, "/inbox", &announce).await, 403);
    assert_eq!(far.opens("alice", &mallory.id).await, "");
    far.pod.settle().await;
    assert_eq!(far.asked().len(), before, "nobody there is asked for anything");
}

#[rocket::async_test]
async fn a_stranger_who_leaves_costs_no_question() {
    let far = Far::new().await;
    let ghost = far.actor("ghost", "far.example");
    for verb in ["Delete", "Update"] {
        let activity = ghost.does(verb, "1", json!(ghost.id));
        assert_eq!(far.sends(&ghost, "/inbox", &activity).await, 202);
    }
    far.pod.settle().await;
    assert!(far.asked().is_empty());
    assert!(far.known(&ghost).await.is_none());
}

#[rocket::async_test]
async fn a_key_that_cannot_be_had_is_asked_for_once_and_not_by_every_letter() {
    let far = Far::new().await;
    let ghost = far.actor("ghost", "far.example");
    far.serves_as(&ghost.id, 404, "text/plain", "");
    for number in 0..50 {
        let activity = ghost.makes(ghost.note(&number.to_string(), "words"));
        assert_eq!(far.sends(&ghost, "/inbox", &activity).await, 401);
    }
    assert_eq!(far.asked_for(&ghost.id), 1);
    // One whose server is away may come again.
    let away = far.actor("away", "away.example");
    far.leaves("away.example");
    let activity = away.makes(away.note("1", "words"));
    for _ in 0..5 {
        assert_eq!(far.sends(&away, "/inbox", &activity).await, 503);
    }
    assert_eq!(far.asked_for(&away.id), 1);
}

#[rocket::async_test]
async fn a_key_behind_redirects_without_end_is_given_up() {
    let far = Far::new().await;
    let ghost = far.actor("ghost", "far.example");
    for hop in 0..20 {
        let next = format!("https://far.example/hop/{}", hop + 1);
        far.serves_as(&format!("https://far.example/hop/{hop}"), 302, "", &next);
    }
    far.serves_as(&ghost.id, 302, "", "https://far.example/hop/0");
    let activity = ghost.makes(ghost.note("1", "words"));
    assert_eq!(far.sends(&ghost, "/inbox", &activity).await, 401);
    assert!(far.asked().len() <= 4, "three hops at most");
}

#[rocket::async_test]
async fn a_new_key_is_asked_for_once_and_the_old_one_signs_no_more() {
    let (far, alice, mut dave) = alice_follows_dave().await;
    let old = dave.clone();
    dave.pair = actor_pair("dave anew");
    far.publishes(&dave, "Person", json!({}));
    far.tells(&dave, dave.makes(dave.note("new", "by the new key"))).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/new")).await.is_some());
    let before = far.asked_for(&dave.id);
    for number in 0..5 {
        let activity = old.makes(old.note(&format!("old{number}"), "by the old key"));
        assert_eq!(far.sends(&old, "/inbox", &activity).await, 401);
    }
    assert!(far.asked_for(&dave.id) <= before + 1);
}

#[rocket::async_test]
async fn a_key_document_of_its_own_counts_only_if_its_owner_knows_it() {
    let (far, _, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let claimed = json!({
        "id": format!("{}#main-key", dave.id), "owner": dave.id, "publicKeyPem": mallory.pair.public,
    });
    far.serves("https://evil.example/k1", &claimed);
    let owned = json!({"id": "https://evil.example/k2", "owner": mallory.id, "publicKeyPem": mallory.pair.public});
    far.serves("https://evil.example/k2", &owned);
    for key in ["https://evil.example/k1", "https://evil.example/k2"] {
        let body = dave.makes(dave.note("1", "forged")).to_string();
        let headers = far.signed_with(key, &mallory.pair, "/inbox", Scheme::Cavage, body.as_bytes());
        assert_eq!(far.posts("/inbox", &headers, body.as_bytes()).await, 401, "{key}");
    }
    let sql = format!("SELECT COUNT(*) FROM actor WHERE uri = '{}' AND key_pem <> ''", dave.id);
    assert_eq!(count(far.pod.db.read(), &sql).await, 1);
    far.tells(&dave, dave.makes(dave.note("2", "dave's own"))).await;
}
