//! What came before the word of whose conversation it belongs to: it goes there when that comes, and takes nothing from anybody.

use serde_json::{Value, json};

use super::contained::{adds, at_home, dave_posts, says_here};
use super::{alice_follows_dave, answering, named, reads, sees};
use crate::support::Someone;
use crate::support::far::with;

#[rocket::async_test]
async fn what_came_by_itself_before_its_owner_added_it_joins_the_conversation_if_nobody_loses_it() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (bob, eve) = (far.citizen("bob").await, far.citizen("eve").await);
    let of = |who: &[&Someone]| json!({"to": who.iter().map(|one| at_home(one)).collect::<Vec<_>>(), "cc": []});
    let post = with(dave.note("p", "Plums"), of(&[&alice, &bob]));
    far.tells(&dave, dave.makes(post)).await;
    let guid = named(&dave.at("notes/p"));
    let dora = far.actor("dora", "far.example");
    let says = |name: &str, who: &[&Someone]| with(answering(dora.note(name, name), &dave.at("notes/p")), of(who));
    let add = async |name: &str, said: Value| {
        let added = with(adds(&dave, name, dora.makes(said)), of(&[&alice, &bob]));
        far.tells(&dave, added).await;
    };
    // To one of those who have the post, to both and somebody else, and to one who has answered it since.
    let (one, more, met) = (
        says("one", &[&alice]),
        says("more", &[&alice, &eve]),
        says("met", &[&alice]),
    );
    for said in [&one, &more, &met] {
        far.tells(&dora, dora.makes(said.clone())).await;
    }
    says_here(&far, &alice, &named(&dora.at("notes/met")), "Between us").await;
    assert!(reads(&far.pod, &bob, &guid).await.is_empty());
    for said in [&one, &more, &met] {
        add(said["content"].as_str().unwrap(), said.clone()).await;
    }
    for who in [&alice, &bob] {
        assert_eq!(reads(&far.pod, who, &guid).await, ["dora@far.example: one"]);
    }
    let there = async |who: &Someone, name: &str| {
        let at = dora.at(&format!("notes/{name}"));
        sees(&far.pod, who, &at).await.is_some()
    };
    assert!(!there(&alice, "one").await, "it stands there and nowhere else");
    assert!(
        there(&alice, "more").await && there(&eve, "more").await,
        "Eve has it still"
    );
    assert!(!there(&bob, "more").await);
    assert!(there(&alice, "met").await && !there(&bob, "met").await);
    let between = reads(&far.pod, &alice, &named(&dora.at("notes/met"))).await;
    assert_eq!(
        between,
        ["alice@one.example: Between us"],
        "what was said to fewer is read by no more"
    );
    // From then on it is what it is there: changed, and taken back.
    let later = with(
        says("one", &[&alice]),
        json!({"content": "one more", "updated": "2026-11-21T11:30:00Z"}),
    );
    far.tells(&dora, dora.does("Update", "one", later)).await;
    assert_eq!(reads(&far.pod, &bob, &guid).await, ["dora@far.example: one more"]);
    far.tells(&dora, dora.does("Delete", "one", json!(dora.at("notes/one"))))
        .await;
    assert!(reads(&far.pod, &bob, &guid).await.is_empty());
}

#[rocket::async_test]
async fn what_stood_alone_before_what_it_answers_was_here_joins_it_when_it_is_added() {
    let (far, alice, dave) = alice_follows_dave().await;
    let erin = far.actor("erin", "else.example");
    far.follows(&alice, "alice", &erin).await;
    let note = answering(erin.note("1", "Ripe ones"), &dave.at("notes/p"));
    far.serves(&erin.at("notes/1"), &note);
    far.tells(&erin, erin.makes(note)).await;
    assert!(sees(&far.pod, &alice, &erin.at("notes/1")).await.is_some(), "by itself");
    let post = dave_posts(&far, &dave).await;
    far.tells(&dave, adds(&dave, "1", json!(erin.at("notes/1")))).await;
    assert_eq!(reads(&far.pod, &alice, &post).await, ["erin@else.example: Ripe ones"]);
    assert!(
        sees(&far.pod, &alice, &erin.at("notes/1")).await.is_none(),
        "and no more"
    );
}
