//! Groups after FEP-1b12: followed like anybody, read as a stream, and believed of others only what their own servers say.

use serde_json::json;

use super::{answering, named, reads, sees};
use crate::support::far::{Far, with};

#[rocket::async_test]
async fn a_community_is_followed_and_read_as_a_stream() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let group = far.actor_of("plums", "lemmy.example", "Group");
    let (dave, mel) = (far.actor("dave", "far.example"), far.actor("mel", "other.example"));
    far.follows(&alice, "alice", &group).await;
    let page = with(
        dave.note("1", "They are ripe."),
        json!({
            "type": "Page", "name": "Plums", "audience": group.id,
            "to": [group.id, "https://www.w3.org/ns/activitystreams#Public"], "cc": [],
        }),
    );
    let create = with(dave.makes(page.clone()), json!({"audience": group.id}));
    far.serves(create["id"].as_str().unwrap(), &create);
    far.serves(&dave.at("notes/1"), &page);
    far.tells(&group, group.does("Announce", "1", create.clone())).await;
    // The same once more as the post alone, for those who know nothing of groups.
    far.tells(&group, group.does("Announce", "2", json!(dave.at("notes/1"))))
        .await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.expect("it is read");
    assert_eq!(post.author.handle, "dave@far.example");
    assert!(post.post.text.starts_with("# Plums"), "{}", post.post.text);
    let person = far.known(&group).await.unwrap();
    let browser = far.pod.browser("alice").await;
    for path in ["/stream".to_owned(), format!("/people/{}", person.guid)] {
        let shown = browser.get(&path).await;
        assert_eq!(shown.text().matches("They are ripe.").count(), 1, "{path}");
    }
    // What is said there comes by the group, and is asked for where it was said.
    let said = answering(
        with(mel.note("2", "Yes."), json!({"audience": group.id})),
        &dave.at("notes/1"),
    );
    let comment = with(mel.makes(said.clone()), json!({"audience": group.id}));
    far.serves(comment["id"].as_str().unwrap(), &comment);
    far.tells(&group, group.does("Announce", "3", comment)).await;
    assert_eq!(
        reads(&far.pod, &alice, &named(&dave.at("notes/1"))).await,
        ["mel@other.example: Yes."]
    );
    let vote = with(
        mel.does("Like", "1", json!(dave.at("notes/1"))),
        json!({"audience": group.id}),
    );
    far.serves(vote["id"].as_str().unwrap(), &vote);
    far.tells(&group, group.does("Announce", "4", vote)).await;
    assert_eq!(
        crate::support::rows::count(far.pod.db.read(), "SELECT COUNT(*) FROM \"like\"").await,
        1
    );
}

#[rocket::async_test]
async fn a_group_invents_nothing_and_speaks_of_nothing_but_its_own() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let group = far.actor_of("plums", "lemmy.example", "Group");
    let (dave, friend) = (far.actor("dave", "far.example"), far.actor("friend", "lemmy.example"));
    far.follows(&alice, "alice", &group).await;
    far.follows(&alice, "alice", &friend).await;
    // Dave's server knows nothing of it.
    let forged = with(dave.makes(dave.note("1", "forged")), json!({"audience": group.id}));
    far.tells(&group, group.does("Announce", "1", forged)).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_none());
    // It was done elsewhere than in this group, or is announced by who is none.
    let elsewhere = dave.makes(dave.note("2", "elsewhere"));
    far.serves(elsewhere["id"].as_str().unwrap(), &elsewhere);
    far.tells(&group, group.does("Announce", "2", elsewhere.clone())).await;
    far.tells(&friend, friend.does("Announce", "3", elsewhere)).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/2")).await.is_none());
}
