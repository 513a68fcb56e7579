//! What the protocol has no words for is not lost between pods that know more: warnings, ends, places, polls, signs.

use std::time::Duration;

use entity::Viewer;
use entity::visible::poll as polls;
use samara::domain::post::{Wishes, edit, revise};
use samara::wire::diaspora::Text;
use samara::wire::diaspora::entity::{More, StatusMessage};

use super::attack::{from, handle, post, send};
use super::{alice_bob_and_carol, feels, posts_with, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::{column, count};

const HOUR: Duration = Duration::from_secs(3_600);

#[rocket::async_test]
async fn a_warning_and_a_place_come_along_and_the_warning_stays_when_the_words_change() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let wishes = Wishes {
        warning: "wasps".to_owned(),
        place: "under the plum tree".to_owned(),
        ..Wishes::default()
    };
    let limited = posts_with(&alice, "stung", "family", &wishes).await;
    let wordless = Wishes {
        sensitive: true,
        ..Wishes::default()
    };
    let public = posts_with(&alice, "again", "public", &wordless).await;
    network.settle().await;
    for reader in [&bob, &carol] {
        let seen = sees(reader, &limited).await.unwrap().post;
        assert_eq!(seen.warning.as_deref(), Some("wasps"));
        assert_eq!(seen.place.as_deref(), Some("under the plum tree"));
        assert_eq!(sees(reader, &public).await.unwrap().post.warning.as_deref(), Some(""));
    }
    let page = bob.pod.browser("bob").await.get(&format!("/posts/{limited}")).await;
    assert!(page.text().contains("wasps") && page.text().contains("under the plum tree"));
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    network.advance(Duration::from_secs(5));
    let changed = alice
        .pod
        .act(async |tx| edit(tx, &me, &host, &limited, "stung twice").await);
    changed.await.unwrap();
    network.settle().await;
    let seen = sees(&bob, &limited).await.unwrap().post;
    assert_eq!(
        (seen.text.as_str(), seen.warning.as_deref()),
        ("stung twice", Some("wasps"))
    );
    // Another warning is told also where the words stay.
    network.advance(Duration::from_secs(5));
    let me = alice.me().await;
    let wishes = Wishes {
        warning: "hornets".to_owned(),
        ..wishes
    };
    let composed = ("stung twice", &wishes);
    let changed = alice
        .pod
        .act(async |tx| revise(tx, &me, &host, &limited, composed).await);
    changed.await.unwrap();
    network.settle().await;
    let seen = sees(&bob, &limited).await.unwrap().post;
    assert_eq!(
        (seen.text.as_str(), seen.warning.as_deref()),
        ("stung twice", Some("hornets"))
    );
    assert_eq!(seen.place.as_deref(), Some("under the plum tree"));
}

#[rocket::async_test]
async fn what_has_an_end_ends_everywhere_also_where_nobody_is_told_and_stays_away() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let wishes = Wishes {
        lasts: "6".to_owned(),
        ..Wishes::default()
    };
    let guid = posts_with(&alice, "for today", "public", &wishes).await;
    network.settle().await;
    let letter = network.sent_to(1).pop().expect("it came to Bob's pod").body;
    let ends = |who: &Citizen<'_>| {
        let db = who.pod.db.read().clone();
        async move { count(&db, "SELECT CAST(expires_at / 3600000000 AS BIGINT) FROM post").await }
    };
    assert_eq!(ends(&alice).await, ends(&bob).await);
    assert!(sees(&carol, &guid).await.is_some());
    // Nobody tells Bob's pod.
    network.leave(0);
    network.advance(7 * HOUR);
    let told = network.sent_to(2).len();
    bob.pod.settle().await;
    assert!(sees(&bob, &guid).await.is_none());
    assert_eq!(network.sent_to(2).len(), told, "who only has it speaks for nobody");
    let (status, ..) = bob
        .pod
        .server()
        .asked(true, "/receive/public", &[], letter.into_bytes())
        .await;
    assert_eq!(status, 202);
    bob.pod.settle().await;
    assert!(sees(&bob, &guid).await.is_none(), "its time is over");
}

#[rocket::async_test]
async fn a_poll_has_its_end_and_its_several_answers_on_every_pod() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    let wishes = Wishes {
        question: "Which?".to_owned(),
        answers: "apples\npears".to_owned(),
        multiple: true,
        poll_lasts: "24".to_owned(),
        ..Wishes::default()
    };
    let guid = posts_with(&alice, "a question", "public", &wishes).await;
    network.settle().await;
    let mut ends = Vec::new();
    for who in [&alice, &bob] {
        let on = sees(who, &guid).await.unwrap().post.id;
        let viewer = Viewer::Local(who.who.user, who.who.person);
        let asked = polls::of(who.pod.db.read(), viewer, &[on], who.pod.db.now()).await;
        let asked = asked.unwrap().remove(&on).expect("it asks");
        assert!(asked.multiple);
        // The wire has whole seconds.
        ends.push(asked.ends_at.expect("it ends").seconds());
    }
    assert_eq!(ends[0], ends[1]);
}

/// The signs of all likes, as a pod has them.
async fn signs(who: &Citizen<'_>) -> Vec<String> {
    column(who.pod.db.read(), "SELECT emoji FROM \"like\" ORDER BY emoji").await
}

#[rocket::async_test]
async fn a_sign_comes_along_through_whoever_hands_it_on_and_changes_on_every_pod() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let guid = posts_with(&alice, "plums", "public", &Wishes::default()).await;
    network.settle().await;
    feels(&bob, &guid, "🎉").await;
    feels(&alice, &guid, "").await;
    network.settle().await;
    for pod in [&alice, &bob, &carol] {
        assert_eq!(signs(pod).await, ["", "🎉"], "{}", pod.who.handle);
    }
    feels(&bob, &guid, "😮").await;
    network.settle().await;
    for pod in [&alice, &bob, &carol] {
        assert_eq!(signs(pod).await, ["", "😮"], "{}", pod.who.handle);
    }
    assert_eq!(sees(&carol, &guid).await.unwrap().post.likes, 2);
}

#[rocket::async_test]
async fn what_is_said_besides_and_cannot_be_harms_nothing() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    let odd = StatusMessage {
        more: More {
            sensitive: true,
            warning: Text::new(&"<script>w</script> ".repeat(400)),
            expires_at: None,
            place: Text::new("\u{202e}here\n\nand there"),
        },
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, "/receive/public", from(&bob, odd)).await;
    let seen = sees(&alice, "0000000000post01").await.expect("it is taken").post;
    assert_eq!(
        seen.warning.as_deref(),
        Some(""),
        "too long to be one, and shielded all the same"
    );
    let page = alice.pod.browser("alice").await.get("/stream").await;
    assert!(!page.text().contains('\u{202e}') && !page.text().contains("<script>w"));
}
