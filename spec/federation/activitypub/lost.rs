//! Who has lost a limited post says nothing more below it, in whatever way; what adds nothing is theirs to do.

use std::time::Duration;

use samara::domain::{contact, post};
use serde_json::json;

use super::{alice_follows_dave, answering, posts_here, reads};
use crate::federation::says;
use crate::support::far::{HERE, with};
use crate::support::network::Citizen;

#[rocket::async_test]
async fn who_has_lost_a_post_says_nothing_new_below_it_by_changing_what_they_have_said() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let family = alice.aspect(&far.pod, "family").await;
    let put = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await);
    put.await.unwrap();
    let guid = posts_here(&far, &alice, "Plums", Some("family")).await;
    far.pod.settle().await;
    let both = [&alice, &bob].map(|one| format!("{HERE}/people/{}", one.guid));
    let theirs = with(
        answering(dave.note("1", "Ripe ones"), &format!("{HERE}/posts/{guid}")),
        json!({"to": both, "cc": []}),
    );
    far.tells(&dave, dave.makes(theirs.clone())).await;
    let reader = Citizen {
        pod: &far.pod,
        who: bob.clone(),
    };
    let mine = says(&reader, &guid, "Mine").await;
    let changed = |text: &str, minute: u32| {
        with(
            theirs.clone(),
            json!({"content": text, "updated": format!("2026-11-21T11:{minute}:00Z")}),
        )
    };
    far.tells(&dave, dave.does("Update", "1", changed("Riper ones", 30)))
        .await;
    let said = ["dave@far.example: Riper ones", "bob@one.example: Mine"];
    let read = reads(&far.pod, &alice, &guid).await;
    assert!(said.iter().all(|said| read.contains(&(*said).to_owned())), "{read:?}");
    far.pod.clock.advance(Duration::from_secs(60));
    let host = far.pod.settings.host();
    let (me, people) = (
        alice.me(&far.pod).await,
        [far.known(&dave).await.unwrap().handle, bob.handle.clone()],
    );
    let taken = far
        .pod
        .act(async |tx| post::withdraw(tx, &me, &host, &guid, &people).await);
    assert_eq!(taken.await.unwrap(), 2);
    far.pod.settle().await;
    far.tells(&dave, dave.does("Update", "2", changed("Rotten ones", 45)))
        .await;
    let browser = far.pod.browser("bob").await;
    let refused = browser
        .post(&format!("/comments/{mine}/edit"), &[("comment", "Changed")])
        .await;
    assert_eq!(refused.status(), 404);
    let read = reads(&far.pod, &alice, &guid).await;
    assert_eq!(read.len(), 2, "what they said stays");
    assert!(said.iter().all(|said| read.contains(&(*said).to_owned())), "{read:?}");
    // What adds nothing is theirs to do.
    far.tells(&dave, dave.does("Delete", "1", json!(dave.at("notes/1"))))
        .await;
    assert_eq!(reads(&far.pod, &alice, &guid).await, ["bob@one.example: Mine"]);
}
