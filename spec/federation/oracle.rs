//! What is sealed is encrypted in a way of which one may not say whether it opened: nobody learns that from an answer, from a time at
//! which it comes, or from what the pod does then. And nobody learns from it how an account is.

use std::time::{Duration, Instant};

use openssl::rsa::{Padding, Rsa};
use samara::domain::account::close::{When, close};
use samara::wire::diaspora::{PrivateKey, Sealed};
use sea_orm::{ActiveModelTrait, Set};

use crate::support::Network;
use crate::support::network::{Citizen, pair, sealed, written};
use crate::support::rows::count;

fn json(key: &str, message: &str) -> String {
    format!("{{\"aes_key\":\"{key}\",\"encrypted_magic_envelope\":\"{message}\"}}")
}

fn member(sealed: &str, name: &str) -> String {
    let all: serde_json::Value = serde_json::from_str(sealed).unwrap();
    all[name].as_str().unwrap().to_owned()
}

/// Locked for somebody, with whatever padding.
fn locked(key_of: &str, text: &[u8]) -> String {
    let key = Rsa::public_key_from_pem(pair(key_of).public.as_bytes()).unwrap();
    let mut locked = vec![0; key.size() as usize];
    key.public_encrypt(text, &mut locked, Padding::PKCS1).unwrap();
    openssl::base64::encode_block(&locked)
}

/// Every kind of junk, by name, and in the end what is genuine.
fn kinds(genuine: &str, other: &str) -> Vec<(&'static str, String)> {
    let (key, message) = (member(genuine, "aes_key"), member(genuine, "encrypted_magic_envelope"));
    let noise = openssl::base64::encode_block(&[0x5a; 128]);
    let keys = |key: usize, iv: usize| {
        let text = |length: usize| openssl::base64::encode_block(&vec![7; length]);
        format!("{{\"key\":\"{}\",\"iv\":\"{}\"}}", text(key), text(iv)).into_bytes()
    };
    vec![
        ("nothing", String::new()),
        ("no JSON", "{".to_owned()),
        ("no members", "{}".to_owned()),
        ("no base64", json("!", "!")),
        ("a key that is too short", json("AAAA", &message)),
        ("a key that is noise", json(&noise, &message)),
        ("a key for somebody else", json(&member(other, "aes_key"), &message)),
        (
            "a key that is no JSON",
            json(&locked("alice", b"no keys at all"), &message),
        ),
        (
            "a key of the wrong length",
            json(&locked("alice", &keys(16, 16)), &message),
        ),
        (
            "another key than that of the message",
            json(&locked("alice", &keys(32, 16)), &message),
        ),
        ("a message that is noise", json(&key, &noise)),
        ("a message that is cut off", json(&key, &message[..64])),
        ("no envelope within", sealed("not an envelope", "alice")),
        ("what is genuine", genuine.to_owned()),
    ]
}

/// Status, headers and body.
async fn answered(at: &Citizen<'_>, guid: &str, body: &str) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let path = format!("/receive/users/{guid}");
    let (status, mut headers, text) = at.pod.server().asked(true, &path, &[], body.as_bytes().to_vec()).await;
    headers.sort();
    (status, headers, text)
}

#[rocket::async_test]
async fn whatever_is_sealed_is_answered_alike_and_before_it_is_opened() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (shut, gone) = (network.citizen(0, "shut").await, network.citizen(0, "gone").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let row = entity::user::ActiveModel {
        id: Set(shut.who.user),
        state: Set(entity::user::State::Locked),
        ..Default::default()
    };
    alice.pod.act(async |tx| Ok(row.update(tx.sql()).await?)).await.unwrap();
    alice
        .pod
        .act(async |tx| close(tx, gone.who.user, When::AtOnce).await)
        .await
        .unwrap();
    network.settle().await;
    let contact = samara::wire::diaspora::entity::Contact {
        author: samara::wire::Handle::parse(&bob.who.handle).unwrap(),
        recipient: samara::wire::Handle::parse(&alice.who.handle).unwrap(),
        following: true,
        sharing: true,
        blocking: false,
    };
    let envelope = written(&bob, contact);
    let kinds = kinds(&sealed(&envelope, "alice"), &sealed(&envelope, "mallory"));
    let (there, nobody) = (
        answered(&alice, &alice.who.guid, "{}").await,
        answered(&alice, "0000000000000000", "{}").await,
    );
    assert_eq!((there.0, nobody.0), (202, 404));
    let asked = network.sent_to(1).len();
    for (name, body) in &kinds {
        assert_eq!(answered(&alice, &alice.who.guid, body).await, there, "{name}");
        assert_eq!(
            answered(&alice, &shut.who.guid, body).await,
            there,
            "{name}, to who may not sign in"
        );
        assert_eq!(
            answered(&alice, &gone.who.guid, body).await,
            nobody,
            "{name}, to an account that was closed"
        );
        assert_eq!(
            answered(&alice, "0000000000000000", body).await,
            nobody,
            "{name}, to nobody"
        );
    }
    // Nothing was looked at yet: all of it lies there as it came.
    let rows = count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await;
    assert_eq!(usize::try_from(rows).unwrap(), 2 * kinds.len() + 1);
    let sharing = "SELECT COUNT(*) FROM contact WHERE sharing";
    assert_eq!(count(alice.pod.db.read(), sharing).await, 0);
    network.settle().await;
    assert_eq!(
        count(alice.pod.db.read(), sharing).await,
        1,
        "what is genuine has its effect"
    );
    assert_eq!(
        count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await,
        0,
        "and nothing is kept"
    );
    assert_eq!(network.sent_to(1).len(), asked, "nobody hears of it");
}

/// The least time in which each of these was opened, or was not, among some turns.
fn least(key: &PrivateKey, all: &[Sealed]) -> Vec<Duration> {
    let mut least = vec![Duration::MAX; all.len()];
    for _ in 0..12 {
        for (sealed, least) in all.iter().zip(&mut least) {
            let begun = Instant::now();
            let _ = std::hint::black_box(sealed.open(key));
            *least = begun.elapsed().min(*least);
        }
    }
    least
}

#[test]
fn what_does_not_open_takes_as_long_as_what_does() {
    // Long, so that whoever gave up early would be seen to.
    let genuine = sealed(&"x".repeat(200_000), "alice");
    let message = member(&genuine, "encrypted_magic_envelope");
    let noise = openssl::base64::encode_block(&[0x5a; 128]);
    let keys = [
        member(&genuine, "aes_key"),
        noise,
        locked("alice", b"no keys at all"),
        locked("mallory", b"{}"),
    ];
    let all: Vec<Sealed> = keys
        .iter()
        .map(|key| Sealed::read(json(key, &message).as_bytes()).unwrap())
        .collect();
    let key = PrivateKey::parse(&pair("alice").private).unwrap();
    assert!(all[0].open(&key).is_ok() && all[1..].iter().all(|junk| junk.open(&key).is_err()));
    // Others use the machine as well: one quiet moment is enough.
    let mut seen = Vec::new();
    for _ in 0..10 {
        let times = least(&key, &all);
        let (shortest, longest) = (times.iter().min().unwrap(), times.iter().max().unwrap());
        if longest.as_secs_f64() < shortest.as_secs_f64() * 1.4 {
            return;
        }
        seen.push(times);
    }
    panic!("it can be told by a clock: {seen:?}");
}
