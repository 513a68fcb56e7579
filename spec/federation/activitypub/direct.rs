//! Private mail to people of the fediverse.

use samara::domain::{contact, conversation};
use serde_json::json;

use crate::support::Network;
use crate::support::persona::{Persona, Program, uri_of};

#[rocket::async_test]
async fn a_message_comes_to_each_who_takes_part_and_to_no_address_for_all() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim", "lou", "max"]).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    for name in ["kim", "lou"] {
        masto.follows(name, &alice).await;
        let (user, whom) = (alice.who.user, masto.who(name).id);
        let put = alice.pod.act(async |tx| contact::add_to(tx, user, whom, family).await);
        put.await.unwrap();
    }
    network.settle().await;
    masto.forget();
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let people: Vec<String> = ["kim", "lou"].map(|name| masto.who(name).handle.clone()).into();
    let begun = alice
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam & jelly", "Ripe *now*").await);
    let guid = begun.await.unwrap().guid.clone();
    network.settle().await;
    let came = masto.came();
    let paths: Vec<&str> = came.iter().map(|came| came.path.as_str()).collect();
    assert_eq!(paths, ["/users/kim/inbox", "/users/lou/inbox"]);
    let note = &came[0].body["object"];
    assert_eq!(came[0].body["type"], "Create");
    assert_eq!(note["directMessage"], true);
    let both = json!([uri_of(masto.who("kim")), uri_of(masto.who("lou"))]);
    assert_eq!((&note["to"], &note["cc"]), (&both, &json!([])));
    let mentioned: Vec<&str> = note["tag"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["href"].as_str().unwrap())
        .collect();
    assert_eq!(json!(mentioned), both, "each is mentioned, or would not be shown it");
    let content = note["content"].as_str().unwrap();
    assert!(
        content.starts_with("<p><strong>Jam &amp; jelly</strong></p>") && content.contains("<em>now</em>"),
        "{content}"
    );
    let sent = alice
        .pod
        .act(async |tx| conversation::send(tx, &me, &host, &guid, "And sugar").await);
    let said = sent.await.unwrap().guid.clone();
    network.settle().await;
    let last = masto.came().pop().unwrap();
    assert_eq!(
        last.body["object"]["context"], note["context"],
        "they are one conversation"
    );
    assert!(!last.body["object"]["content"].as_str().unwrap().contains("Jam"));
    // Its address is nobody's to ask for.
    let path = format!("/messages/{said}");
    let (status, ..) = alice
        .pod
        .server()
        .asked(false, &path, &masto.signs(alice.pod, "max", &path), Vec::new())
        .await;
    assert_eq!(status, 404);
}
