//! Forgeries that come by way of something else: what is fetched, what is named twice, what leads on and on.

use samara::federation::Undone;
use samara::federation::receive::judge;
use samara::wire::Handle;

use super::attack::{send, why};
use super::{posts_to, reads, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, signed};
use crate::support::rows::count;

const UNKNOWN: &str = "000000000unknown";

fn post(author: &str, guid: &str) -> String {
    format!(
        "<status_message><author>{author}</author><guid>{guid}</guid><created_at>2026-11-20T10:00:00Z</created_at>\
         <public>true</public><text>forged words</text></status_message>"
    )
}

fn reshare(author: &str, guid: &str, root: &str) -> String {
    format!(
        "<reshare><author>{author}</author><guid>{guid}</guid><created_at>2026-11-20T10:00:00Z</created_at>\
         <root_author>{author}</root_author><root_guid>{root}</root_guid></reshare>"
    )
}

/// A comment of somebody with the elements in this order, signed over these values.
fn comment(by: &Citizen<'_>, elements: &[(&str, &str)], signed_values: &str) -> String {
    let name = by.who.handle.split('@').next().unwrap();
    let key = openssl::pkey::PKey::private_key_from_pem(pair(name).private.as_bytes()).unwrap();
    let mut signer = openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &key).unwrap();
    let signature = signer.sign_oneshot_to_vec(signed_values.as_bytes()).unwrap();
    let signature = openssl::base64::encode_block(&signature);
    let mut xml = String::from("<comment>");
    for (element, value) in elements {
        xml.push_str(&format!("<{element}>{value}</{element}>"));
    }
    format!("{xml}<author_signature>{signature}</author_signature></comment>")
}

async fn nothing_is_kept(at: &Citizen<'_>) {
    for table in ["post", "comment", "\"like\"", "received"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(count(at.pod.db.read(), &sql).await, 0, "{table}");
    }
}

#[rocket::async_test]
async fn what_is_fetched_is_taken_only_as_its_author_has_signed_it_and_under_the_name_asked_for() {
    let network = Network::of(3).await;
    let (alice, mallory) = (network.citizen(0, "alice").await, network.citizen(1, "mallory").await);
    let bob = network.citizen(2, "bob").await;
    alice.shares_with(&bob).await;
    alice.shares_with(&mallory).await;
    network.settle().await;
    let (victim, me) = (&bob.who.handle, &mallory.who.handle);
    let elements = [
        ("author", me.as_str()),
        ("guid", "00000000comment1"),
        ("parent_guid", UNKNOWN),
        ("text", "see?"),
    ];
    let about = comment(&mallory, &elements, &format!("{me};00000000comment1;{UNKNOWN};see?"));
    let about = signed(&about, me, "mallory");
    let answers = [
        post(victim, UNKNOWN),
        signed(&post(victim, UNKNOWN), me, "mallory"),
        signed(&post(victim, UNKNOWN), victim, "mallory"),
        signed(&post(victim, "000000000another"), victim, "bob"),
        signed(&post(me, UNKNOWN).replace("true", "false"), me, "mallory"),
        "<html>not here</html>".to_owned(),
        String::new(),
    ];
    for answer in answers {
        network.says(1, "/fetch/", 200, &answer);
        let before = network.sent_to(1).len();
        let judged = judge(alice.pod, None, &about).await;
        assert!(matches!(judged, Err(Undone::Retry(_))), "{answer}: {judged:?}");
        let asked = network.sent_to(1).len() - before;
        assert_eq!(asked, 1, "the pod of who speaks is asked once: {answer}");
        nothing_is_kept(&alice).await;
    }
    // What its author has signed is taken, wherever it lies: then the comment is nobody's but hers to judge.
    network.says(1, "/fetch/", 200, &signed(&post(victim, UNKNOWN), victim, "bob"));
    let relayed = why(&alice, None, &about).await;
    assert_eq!(
        relayed, "the sender may not say this",
        "the post is bob's, and bob has not relayed it"
    );
    assert!(sees(&alice, UNKNOWN).await.is_some());
}

#[rocket::async_test]
async fn a_chain_of_reshares_is_followed_for_two_steps_and_no_more() {
    let network = Network::of(2).await;
    let (alice, mallory) = (network.citizen(0, "alice").await, network.citizen(1, "mallory").await);
    alice.shares_with(&mallory).await;
    network.settle().await;
    let me = &mallory.who.handle;
    let guid = |number: usize| format!("reshare{number:09}");
    for number in 1..=20 {
        let answer = signed(&reshare(me, &guid(number), &guid(number + 1)), me, "mallory");
        network.says(1, &format!("/fetch/post/{}", guid(number)), 200, &answer);
    }
    let before = network.sent_to(1).len();
    let first = signed(&reshare(me, &guid(0), &guid(1)), me, "mallory");
    assert!(matches!(judge(alice.pod, None, &first).await, Err(Undone::Retry(_))));
    let asked = network.sent_to(1).len() - before;
    assert!((1..=2).contains(&asked), "{asked} questions for one letter");
    nothing_is_kept(&alice).await;
}

#[rocket::async_test]
async fn of_elements_that_come_twice_the_one_that_was_signed_is_the_one_that_counts() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let me = bob.who.handle.clone();
    let named = |elements: &[(&str, &str)], values: &str| {
        let xml = comment(&bob, elements, values);
        signed(&xml, &me, "bob")
    };
    let guid = "00000000comment1";
    let twice = [
        ("author", me.as_str()),
        ("guid", guid),
        ("parent_guid", &on),
        ("text", "first"),
        ("text", "second"),
    ];
    for values in [
        format!("{me};{guid};{on};second"),
        format!("{me};{guid};{on};first;second"),
        format!("{me};{guid};{on};second;first"),
    ] {
        let reason = why(&alice, None, &named(&twice, &values)).await;
        assert_eq!(reason, "it is not signed by who had to sign it", "{values}");
    }
    let letter = named(&twice, &format!("{me};{guid};{on};first"));
    send(&network, &alice, "/receive/public", letter).await;
    assert_eq!(reads(&alice, &on).await, ["bob: first"]);
    // Two authors: who is named first is who has to have signed.
    let two = [
        ("author", alice.who.handle.as_str()),
        ("author", me.as_str()),
        ("guid", "00000000comment2"),
        ("parent_guid", &on),
        ("text", "hers"),
    ];
    let reason = why(&alice, None, &named(&two, &format!("{me};00000000comment2;{on};hers"))).await;
    assert_eq!(reason, "the sender may not say this");
    // Ten thousand photos are more than a document may have.
    let photo = format!(
        "<photo><guid>0000000000photo1</guid><author>{me}</author><public>true</public>\
         <remote_photo_path>https://two.example/</remote_photo_path><remote_photo_name>a.png</remote_photo_name></photo>"
    );
    let many = post(&me, "0000000000000many").replace("</status_message>", &photo.repeat(10_000));
    let letter = signed(&format!("{many}</status_message>"), &me, "bob");
    assert!(matches!(judge(alice.pod, None, &letter).await, Err(Undone::Reject(_))));
}

#[rocket::async_test]
async fn thousands_of_links_in_one_letter_are_not_thousands_of_questions() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let me = &bob.who.handle;
    let links: String = (0..1_000)
        .map(|number| format!("diaspora://{me}/post/{number:016} "))
        .collect();
    let letter = post(me, "0000000000000link").replace("forged words", &links);
    let before = network.sent_to(1).len();
    send(&network, &alice, "/receive/public", signed(&letter, me, "bob")).await;
    assert!(sees(&alice, "0000000000000link").await.is_some());
    let fetches = network.sent_to(1)[before..]
        .iter()
        .filter(|sent| sent.path.starts_with("/fetch/"))
        .count();
    assert!(fetches <= 5, "{fetches}");
}

#[rocket::async_test]
async fn an_account_that_was_closed_comes_back_neither_by_an_old_letter_nor_with_a_new_key() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let me = &bob.who.handle;
    let deletion = format!("<account_deletion><author>{me}</author></account_deletion>");
    let by_mallory = signed(&deletion, me, "mallory");
    assert_eq!(
        why(&alice, None, &by_mallory).await,
        "the envelope is not signed by its sender"
    );
    let old = signed(&post(me, "00000000000before"), me, "bob");
    let deletion = signed(&deletion, me, "bob");
    for letter in [&old, &deletion, &deletion, &old] {
        send(&network, &alice, "/receive/public", letter.clone()).await;
    }
    assert!(sees(&alice, "00000000000before").await.is_none());
    let anew = signed(&post(me, "000000000000after"), me, "mallory");
    for letter in [deletion, old] {
        let reason = why(&alice, None, &letter).await;
        assert_eq!(reason, "this account was closed");
    }
    assert_eq!(
        why(&alice, None, &anew).await,
        "the envelope is not signed by its sender"
    );
    let known = samara::federation::discover::person(alice.pod, &Handle::parse(me).unwrap()).await;
    assert!(known.is_err(), "and it is not found again");
}
