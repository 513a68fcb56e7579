//! What is sent into the fediverse: to whom, in which words, signed how, and how often.

use std::time::Duration;

use entity::pod as pod_row;
use entity::write::follow::{self, Way};
use samara::domain::account::keys;
use samara::domain::poll::{self, Arrived};
use samara::domain::post::Wishes;
use samara::domain::{comment, contact, post, reshare};
use samara::wire::signature::Scheme;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::federation::{alice_bob_and_carol, posts_to, posts_with, reads, says, sees};
use crate::support::Network;
use crate::support::network::{Citizen, actor_pair, pair};
use crate::support::persona::{Persona, Program, signature_of};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

async fn mastodon(network: &Network, followed: &Citizen<'_>) -> Persona {
    let persona = Persona::join(network, Program::Mastodon, "masto.example", &["kim", "lou"]).await;
    persona.follows("kim", followed).await;
    persona.follows("lou", followed).await;
    persona
}

#[rocket::async_test]
async fn a_public_post_comes_once_to_each_server_where_somebody_follows() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mastodon = mastodon(&network, &alice).await;
    let single = Persona::join(&network, Program::GoToSocial, "gts.example", &["kim", "lou", "max"]).await;
    single.follows("kim", &alice).await;
    single.follows("lou", &alice).await;
    let stranger = Persona::join(&network, Program::Pleroma, "pleroma.example", &["kim"]).await;
    let guid = posts_to(&alice, "The *plum* tree & #plums", "public").await;
    network.settle().await;
    let paths = |persona: &Persona| -> Vec<String> {
        let mut paths: Vec<String> = persona.came().into_iter().map(|came| came.path).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths(&mastodon), ["/inbox"]);
    assert_eq!(
        paths(&single),
        ["/users/kim/inbox", "/users/lou/inbox"],
        "where there is no address for all"
    );
    assert!(stranger.came().is_empty());
    let came = mastodon.came().remove(0);
    let id = format!("https://one.example/posts/{guid}");
    let actor = format!("https://one.example/people/{}", alice.who.guid);
    let (activity, note) = (&came.body, &came.body["object"]);
    assert_eq!(activity["type"], "Create");
    assert_eq!(activity["actor"], actor);
    assert_eq!((&activity["to"], &activity["cc"]), (&note["to"], &note["cc"]));
    assert_eq!(note["id"], id);
    assert_eq!(note["type"], "Note");
    assert_eq!(note["attributedTo"], actor);
    assert_eq!(note["to"], json!([PUBLIC]));
    assert_eq!(note["cc"], json!([format!("{actor}/followers")]));
    assert_eq!(note["source"]["content"], "The *plum* tree & #plums");
    assert_eq!(note["source"]["mediaType"], "text/markdown");
    let content = note["content"].as_str().unwrap();
    assert!(content.contains("<em>plum</em> tree &amp;"), "{content}");
    assert!(content.contains("href=\"https://one.example/tags/plums\""), "{content}");
    assert_eq!(note["tag"][0]["type"], "Hashtag");
    assert_eq!(note["tag"][0]["name"], "#plums");
    for what in ["replies", "likes", "shares"] {
        assert_eq!(note[what], format!("{id}/{what}"));
    }
    assert_eq!(signature_of(&came, "masto.example", &alice), Some(Scheme::Cavage));
    let followers = came
        .headers
        .iter()
        .find(|(name, _)| name == "collection-synchronization");
    assert!(
        followers
            .unwrap()
            .1
            .contains(&format!("collectionId=\"{actor}/followers\""))
    );
    let alone = &single.came()[0].headers;
    assert!(alone.iter().all(|(name, _)| name != "collection-synchronization"));
}

#[rocket::async_test]
async fn whoever_speaks_both_ways_gets_a_thing_once_and_nobody_gets_letters_that_they_cannot_read() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    let mastodon = mastodon(&network, &alice).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    assert!(sees(&bob, &guid).await.is_some());
    let to_bob = network.sent_to(1);
    assert!(
        to_bob.iter().all(|sent| !sent.path.ends_with("inbox")),
        "bob's pod has it by the other protocol"
    );
    let kinds: Vec<String> = mastodon.came().into_iter().map(|came| came.path).collect();
    assert_eq!(kinds, ["/inbox"], "and no envelope came there");
    says(&bob, &guid, "Yum").await;
    network.settle().await;
    assert_eq!(reads(&alice, &guid).await, ["bob: Yum"]);
    assert_eq!(
        mastodon.came().len(),
        1,
        "what somebody of another pod says is not said in a name of ours"
    );
    says(&alice, &guid, "Come over").await;
    network.settle().await;
    let came = mastodon.came();
    let note = &came[1].body["object"];
    assert_eq!(note["inReplyTo"], format!("https://one.example/posts/{guid}"));
    assert!(note["content"].as_str().unwrap().contains("Come over"));
}

#[rocket::async_test]
async fn a_server_that_wants_the_other_kind_of_signature_is_asked_twice_once() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mastodon = mastodon(&network, &alice).await;
    mastodon.wants("signature-input");
    posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    let came = mastodon.came();
    assert_eq!(signature_of(&came[0], "masto.example", &alice), Some(Scheme::Message));
    assert_eq!(mastodon.knocks(), 2);
    let home = pod_row::Entity::find()
        .filter(pod_row::Column::Host.eq("masto.example"))
        .one(alice.pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(home.signs.as_deref(), Some("rfc9421"), "it is remembered");
    posts_to(&alice, "Pears", "public").await;
    network.settle().await;
    assert_eq!((mastodon.came().len(), mastodon.knocks()), (2, 3));
}

#[rocket::async_test]
async fn what_waits_for_a_server_is_signed_anew_when_it_is_sent_again() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mastodon = mastodon(&network, &alice).await;
    mastodon.refuses("/", 503);
    posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    assert!(mastodon.came().is_empty());
    mastodon.takes_all();
    network.advance(Duration::from_secs(86_400));
    network.settle().await;
    let came = mastodon.came();
    assert_eq!(came.len(), 1);
    assert!(
        signature_of(&came[0], "masto.example", &alice).is_some(),
        "a day later it would be no good"
    );
}

#[rocket::async_test]
async fn who_is_not_there_any_more_follows_no_longer() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let single = Persona::join(&network, Program::GoToSocial, "gts.example", &["kim", "lou"]).await;
    single.follows("kim", &alice).await;
    single.follows("lou", &alice).await;
    single.refuses("/users/kim/", 410);
    posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    single.takes_all();
    posts_to(&alice, "Pears", "public").await;
    network.settle().await;
    let paths: Vec<String> = single.came().into_iter().map(|came| came.path).collect();
    assert_eq!(paths, ["/users/lou/inbox", "/users/lou/inbox"]);
}

#[rocket::async_test]
async fn an_edit_is_an_update_and_a_deletion_leaves_a_tombstone() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mastodon = mastodon(&network, &alice).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    network.advance(Duration::from_secs(60));
    let edited = alice
        .pod
        .act(async |tx| post::edit(tx, &me, &host, &guid, "Pears").await);
    edited.await.unwrap();
    network.settle().await;
    let gone = alice.pod.act(async |tx| post::delete(tx, &me, &guid).await);
    gone.await.unwrap();
    network.settle().await;
    let came = mastodon.came();
    let kinds: Vec<&str> = came.iter().map(|came| came.body["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["Create", "Update", "Delete"]);
    assert!(came[1].body["object"]["content"].as_str().unwrap().contains("Pears"));
    let object = &came[2].body["object"];
    assert_eq!(object["type"], "Tombstone");
    assert_eq!(object["id"], format!("https://one.example/posts/{guid}"));
    let ids: std::collections::BTreeSet<&str> = came.iter().map(|came| came.body["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 3, "each has a name of its own");
}

#[rocket::async_test]
async fn showing_a_post_is_an_announcement_and_taking_that_back_undoes_it() {
    let network = Network::of(1).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(0, "bob").await);
    let mastodon = mastodon(&network, &bob).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    assert!(mastodon.came().is_empty());
    let seen = sees(&bob, &guid).await.unwrap();
    let (me, host) = (bob.me().await, bob.pod.settings.host());
    let shown = bob
        .pod
        .act(async |tx| reshare::add(tx, &me, &host, &seen.post, "").await);
    let shown = shown.await.unwrap().guid.clone();
    network.settle().await;
    let gone = bob.pod.act(async |tx| post::delete(tx, &me, &shown).await);
    gone.await.unwrap();
    network.settle().await;
    let came = mastodon.came();
    let [announce, undo] = [&came[0].body, &came[1].body];
    assert_eq!(announce["type"], "Announce");
    assert_eq!(announce["id"], format!("https://one.example/posts/{shown}"));
    assert_eq!(announce["object"], format!("https://one.example/posts/{guid}"));
    assert_eq!(undo["type"], "Undo");
    assert_eq!(undo["object"]["id"], announce["id"]);
    assert_eq!(undo["object"]["object"], announce["object"]);
}

#[rocket::async_test]
async fn that_a_public_post_is_gone_is_told_to_the_servers_that_had_it_and_to_no_other() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mastodon = mastodon(&network, &alice).await;
    let left = Persona::join(&network, Program::Mastodon, "left.example", &["kim"]).await;
    left.follows("kim", &alice).await;
    let aside = Persona::join(&network, Program::Mastodon, "aside.example", &["kim"]).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    for persona in [&aside, &left] {
        let kim = persona.who("kim").id;
        let put = alice
            .pod
            .act(async |tx| contact::add_to(tx, alice.who.user, kim, family).await);
        put.await.unwrap();
    }
    network.settle().await;
    let guid = posts_to(&alice, "Plums", "public").await;
    network.settle().await;
    assert!(
        aside.came().iter().all(|came| came.body["type"] == "Follow"),
        "nobody there follows her"
    );
    // Whoever follows no more has it still.
    let kim = left.who("kim").id;
    let unfollowed = alice
        .pod
        .act(async |tx| Ok(follow::end(tx.sql(), Way::In, alice.who.user, kim).await?));
    unfollowed.await.unwrap();
    let me = alice.me().await;
    let gone = alice.pod.act(async |tx| post::delete(tx, &me, &guid).await);
    gone.await.unwrap();
    network.settle().await;
    let told = |persona: &Persona| {
        persona
            .came()
            .iter()
            .filter(|came| came.body["type"] == "Delete")
            .count()
    };
    assert_eq!((told(&mastodon), told(&left), told(&aside)), (1, 1, 0));
}

#[rocket::async_test]
async fn how_a_poll_came_out_is_told_to_who_has_voted_and_follows_nobody() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let wishes = Wishes {
        question: "Which?".to_owned(),
        answers: "apples\npears".to_owned(),
        poll_lasts: "24".to_owned(),
        ..Wishes::default()
    };
    let guid = posts_with(&alice, "Fruit", "public", &wishes).await;
    network.settle().await;
    let (kim, db) = (masto.who("kim").clone(), alice.pod.db.read());
    let on = sees(&alice, &guid).await.unwrap().post;
    let all = entity::Viewer::Pod(entity::viewer::Reason::Arrival);
    let asked = entity::visible::poll::of(db, all, &[on.id], alice.pod.clock.now()).await;
    let asked = asked.unwrap().remove(&on.id).unwrap();
    let vote = Arrived {
        guid: "ap-vote",
        poll: &asked.guid,
        answer: &asked.answers[1].guid,
        signed: None,
    };
    let voted = alice
        .pod
        .act(async |tx| poll::arrive(tx, &kim, &on, vote.clone()).await);
    voted.await.unwrap();
    network.settle().await;
    masto.forget();
    network.advance(Duration::from_secs(25 * 3_600));
    network.settle().await;
    let told = masto.came();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (&told[0].body["type"], &told[0].path),
        (&json!("Update"), &"/inbox".to_owned())
    );
    assert_eq!(told[0].body["object"]["oneOf"][1]["replies"]["totalItems"], 1);
}

/// F40: one of those whom something is for cannot be reached, in neither protocol: the others have all of it, and they in the end.
#[rocket::async_test]
async fn one_who_cannot_be_reached_keeps_nobody_waiting_and_has_all_of_it_in_order_in_the_end() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    let mut there = Vec::new();
    for host in ["well.example", "ill.example"] {
        let persona = Persona::join(&network, Program::Mastodon, host, &["kim"]).await;
        persona.follows("kim", &alice).await;
        let kim = persona.who("kim").id;
        let put = alice
            .pod
            .act(async |tx| contact::add_to(tx, alice.who.user, kim, family).await);
        put.await.unwrap();
        there.push(persona);
    }
    network.settle().await;
    let [well, ill] = [&there[0], &there[1]];
    there.iter().for_each(Persona::forget);
    network.leave(2);
    ill.refuses("/", 503);
    let me = alice.me().await;
    let mut guids = Vec::new();
    for aspect in ["public", "family"] {
        let guid = posts_to(&alice, "Plums", aspect).await;
        network.settle().await;
        network.advance(Duration::from_secs(1));
        says(&alice, &guid, "Ripe ones").await;
        network.settle().await;
        network.advance(Duration::from_secs(1));
        let host = alice.pod.settings.host();
        let edited = alice
            .pod
            .act(async |tx| post::edit(tx, &me, &host, &guid, "Pears").await);
        edited.await.unwrap();
        network.settle().await;
        guids.push(guid);
    }
    let verbs = |persona: &Persona| -> Vec<String> {
        let came = persona.came().into_iter();
        let verbs = came.map(|came| came.body["type"].as_str().unwrap().to_owned());
        // Who does not answer whether she may follow is asked again meanwhile.
        verbs.filter(|verb| verb != "Follow").collect()
    };
    let all = ["Create", "Create", "Update", "Create", "Create", "Update"];
    assert_eq!(verbs(well), all, "the others do not wait");
    for guid in &guids {
        assert_eq!(sees(&bob, guid).await.unwrap().post.text, "Pears");
        assert_eq!(reads(&bob, guid).await, ["alice: Ripe ones"]);
        assert!(sees(&carol, guid).await.is_none());
    }
    assert!(ill.came().is_empty());
    network.come_back(2);
    ill.takes_all();
    for _ in 0..6 {
        network.advance(Duration::from_secs(6 * 3_600));
        network.settle().await;
    }
    assert_eq!(verbs(ill), all, "in the order in which it was done, and once");
    assert_eq!(verbs(well), all, "and nobody has anything twice");
    for guid in &guids {
        assert_eq!(sees(&carol, guid).await.unwrap().post.text, "Pears");
        assert_eq!(reads(&carol, guid).await, ["alice: Ripe ones"]);
    }
}

#[rocket::async_test]
async fn what_somebody_says_below_a_post_that_nobody_elsewhere_has_is_heard_by_who_follows_them() {
    let network = Network::of(1).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(0, "bob").await);
    let mastodon = mastodon(&network, &bob).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    let said = says(&bob, &guid, "Ripe ones").await;
    network.settle().await;
    let me = alice.me().await;
    let gone = alice.pod.act(async |tx| comment::retract(tx, &me, &said).await);
    gone.await.unwrap();
    network.settle().await;
    let id = format!("https://one.example/comments/{said}");
    let came: Vec<(String, String)> = mastodon
        .came()
        .iter()
        .map(|came| {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            (text(&came.body["type"]), text(&came.body["object"]["id"]))
        })
        .collect();
    assert_eq!(came, [("Create".to_owned(), id.clone()), ("Delete".to_owned(), id)]);
}

#[rocket::async_test]
async fn what_somebody_says_before_their_keys_are_made_waits_for_them_and_is_not_lost() {
    let network = Network::of(1).await;
    let pod = network.pod(0);
    let alice = Citizen {
        pod,
        who: pod.user("alice").await,
    };
    let mastodon = mastodon(&network, &alice).await;
    let guid = posts_to(&alice, "I am new here", "public").await;
    network.settle().await;
    assert!(mastodon.came().is_empty(), "nobody could say that it is hers");
    pod.act(async |tx| keys::keep(tx, &pod.vault, alice.who.user, pair("alice"), actor_pair("alice")).await)
        .await
        .unwrap();
    network.advance(Duration::from_secs(30));
    network.settle().await;
    let came = mastodon.came();
    assert_eq!(came.len(), 1);
    assert_eq!(
        came[0].body["object"]["id"],
        format!("https://one.example/posts/{guid}")
    );
}
