//! Likes in conversations of whose post they are below (FEP-171b): told to all who have the conversation, and believed only of whoever's
//! server says so.

use entity::Viewer;
use entity::visible::like::likes;
use entity::visible::post::posts;
use entity::write::like::Target;
use samara::domain::contact;
use samara::domain::like::{self, On};
use serde_json::{Value, json};

use super::contained::{PUBLIC, added, adds, at_home, dave_posts, follow, runs, says_here};
use super::{alice_follows_dave, answering, named, posts_here, reads};
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};

const STREAMS: &str = "https://streams.example/inbox";

/// Somebody here likes a post with a sign, or does so no more.
async fn feels(far: &Far, who: &Someone, guid: &str, sign: Option<&str>) {
    let (me, viewer) = (who.me(&far.pod).await, Viewer::Local(who.user, who.person));
    let post = posts(viewer).one(far.pod.db.read(), guid).await.unwrap();
    let post = post.expect("they see it").post;
    let on = On {
        post: &post,
        comment: None,
    };
    let done = far.pod.act(async |tx| match sign {
        Some(sign) => like::give(tx, &me, on, sign).await,
        None => like::take_back(tx, &me, on).await,
    });
    done.await.unwrap();
    far.pod.settle().await;
}

/// How many like a post, as somebody here sees it.
async fn count(far: &Far, who: &Someone, guid: &str) -> u64 {
    let (db, viewer) = (far.pod.db.read(), Viewer::Local(who.user, who.person));
    let post = posts(viewer).one(db, guid).await.unwrap().expect("they see it").post;
    let given = likes(viewer).of(Target::post(&post)).count(db).await.unwrap();
    assert_eq!(u64::try_from(post.likes).unwrap(), given);
    given
}

/// Somebody likes something, and their server shows that.
fn likes_openly(far: &Far, who: &Actor, name: &str, what: &str) -> Value {
    let like = who.does("Like", name, json!(what));
    far.serves(like["id"].as_str().unwrap(), &like);
    like
}

fn takes_out(owner: &Actor, name: &str, what: Value) -> Value {
    with(adds(owner, name, what), json!({"type": "Remove"}))
}

#[rocket::async_test]
async fn who_likes_something_in_a_conversation_and_does_so_no_more_is_told_by_its_owner() {
    let far = Far::new().await;
    let (alice, bob) = (far.citizen("alice").await, far.citizen("bob").await);
    let mel = follow(&far, &alice).await;
    let guid = posts_here(&far, &alice, "Plums", None).await;
    far.pod.settle().await;
    let post = format!("{HERE}/posts/{guid}");
    feels(&far, &bob, &guid, Some("🍇")).await;
    let dave = far.actor("dave", "far.example");
    let daves = dave.does("Like", "1", json!(post));
    far.tells(&dave, daves.clone()).await;
    // What lies nowhere by itself can be shown to nobody.
    let unshown = with(
        mel.does("Like", "1", json!(post)),
        json!({"id": format!("{}#likes/1", mel.id)}),
    );
    far.tells(&mel, unshown).await;
    let told = added(&far, STREAMS);
    assert_eq!(told.len(), 2, "{told:?}");
    for add in &told {
        assert_eq!((&add["actor"], &add["to"]), (&json!(at_home(&alice)), &json!([PUBLIC])));
    }
    let like = &told[0]["object"];
    assert_eq!((&like["type"], &like["actor"]), (&json!("Like"), &json!(at_home(&bob))));
    assert_eq!((&like["object"], &like["content"]), (&json!(post), &json!("🍇")));
    assert_eq!(
        told[1]["object"], daves["id"],
        "what is another's is named and not repeated"
    );
    assert!(added(&far, "https://masto.example/inbox").is_empty());
    // Whoever hears of it from others can ask for it.
    let at = like["id"].as_str().unwrap().strip_prefix(HERE).unwrap();
    let (status, shown) = far.asks(&mel, at).await;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(status, 200);
    for member in ["id", "type", "actor", "object", "content"] {
        assert_eq!(shown[member], like[member], "{member}");
    }
    let not_hers = at.replace(&bob.guid, &alice.guid);
    assert_eq!(far.asks(&mel, &not_hers).await.0, 404);
    feels(&far, &bob, &guid, None).await;
    far.tells(&dave, dave.does("Undo", "1", daves.clone())).await;
    let told = added(&far, STREAMS);
    assert_eq!(told.len(), 4, "{told:?}");
    let (undo, gone) = (&told[2]["object"], &told[3]["object"]);
    assert_eq!((&undo["type"], &undo["actor"]), (&json!("Undo"), &json!(at_home(&bob))));
    assert_eq!(undo["object"]["id"], like["id"]);
    assert_eq!(
        (&gone["type"], &gone["actor"]),
        (&json!("Delete"), &json!(at_home(&alice)))
    );
    assert_eq!(gone["object"]["id"], daves["id"]);
    assert_eq!(far.asks(&mel, at).await.0, 404);
}

#[rocket::async_test]
async fn what_an_owner_says_to_be_liked_is_asked_of_who_likes_it_and_taken_out_by_the_owner_alone() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = dave_posts(&far, &dave).await;
    let on = dave.at("notes/p");
    let erin = far.actor("erin", "else.example");
    let dora = far.actor("dora", "far.example");
    let erins = likes_openly(&far, &erin, "1", &on);
    far.tells(&dave, adds(&dave, "1", erins["id"].clone())).await;
    far.tells(&dave, adds(&dave, "1-again", erins.clone())).await;
    far.tells(&erin, erins.clone()).await;
    assert_eq!(count(&far, &alice, &post).await, 1, "however often it comes");
    // One server speaks for both who live there.
    let doras = with(
        dora.does("Like", "1", json!(on)),
        json!({"id": format!("{}#likes/1", dora.id)}),
    );
    far.tells(&dave, adds(&dave, "2", doras.clone())).await;
    assert_eq!(count(&far, &alice, &post).await, 2);
    // Only the owner takes out, and only what is below their posts.
    let here = posts_here(&far, &alice, "Pears", None).await;
    let pears = likes_openly(&far, &erin, "pears", &format!("{HERE}/posts/{here}"));
    far.tells(&erin, pears.clone()).await;
    let eve = far.actor("eve", "evil.example");
    far.tells(&eve, takes_out(&eve, "1", erins["id"].clone())).await;
    far.tells(&dave, takes_out(&dave, "2", pears["id"].clone())).await;
    assert_eq!(
        (count(&far, &alice, &post).await, count(&far, &alice, &here).await),
        (2, 1)
    );
    let undone = |who: &Actor, name: &str, like: &Value| who.does("Undo", name, like.clone());
    far.tells(&dave, adds(&dave, "3", undone(&erin, "1", &erins))).await;
    assert_eq!(
        count(&far, &alice, &post).await,
        2,
        "Dave's server does not speak for Erin"
    );
    far.tells(&dave, adds(&dave, "4", undone(&dora, "1", &doras))).await;
    assert_eq!(count(&far, &alice, &post).await, 1);
    far.tells(&dave, takes_out(&dave, "5", erins["id"].clone())).await;
    assert_eq!(count(&far, &alice, &post).await, 0);
    far.tells(&dave, adds(&dave, "6", erins["id"].clone())).await;
    assert_eq!(count(&far, &alice, &post).await, 0, "it does not come back");
    // Before it has come.
    let early = likes_openly(&far, &erin, "early", &on);
    far.tells(&dave, takes_out(&dave, "7", early["id"].clone())).await;
    far.tells(&erin, early).await;
    assert_eq!(count(&far, &alice, &post).await, 0);
}

#[rocket::async_test]
async fn nobody_has_others_like_what_they_do_not() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = dave_posts(&far, &dave).await;
    let here = posts_here(&far, &alice, "Pears", None).await;
    let on = dave.at("notes/p");
    let (erin, eve) = (far.actor("erin", "else.example"), far.actor("eve", "evil.example"));
    far.follows(&alice, "alice", &eve).await;
    far.tells(&eve, eve.makes(eve.note("m", "Mine"))).await;
    // In her name, but at no server, and at one that is not hers.
    far.tells(&dave, adds(&dave, "1", erin.does("Like", "never", json!(on))))
        .await;
    let elsewhere = with(erin.does("Like", "2", json!(on)), json!({"id": eve.at("likes/2")}));
    far.serves(&eve.at("likes/2"), &elsewhere);
    far.tells(&dave, adds(&dave, "2", json!(eve.at("likes/2")))).await;
    // What she has taken back, and what lies there and is something else.
    far.serves(&erin.at("likes/3"), &erin.note("3", "Plums"));
    far.tells(&dave, adds(&dave, "3", json!(erin.at("likes/3")))).await;
    // What is not below a post of who says so: by Eve of Dave's, by Dave of Alice's.
    let true_one = likes_openly(&far, &erin, "4", &on);
    far.tells(&eve, adds(&eve, "4", true_one["id"].clone())).await;
    let of_alice = likes_openly(&far, &erin, "5", &format!("{HERE}/posts/{here}"));
    far.tells(&dave, adds(&dave, "5", of_alice["id"].clone())).await;
    // And somebody here who has said nothing.
    let forged = json!({"type": "Like", "actor": at_home(&alice), "object": on,
        "id": format!("{}/likes/0123456789abcdef", at_home(&alice))});
    far.tells(&dave, adds(&dave, "6", forged)).await;
    assert_eq!(
        (count(&far, &alice, &post).await, count(&far, &alice, &here).await),
        (0, 0)
    );
    far.tells(&dave, adds(&dave, "7", true_one["id"].clone())).await;
    assert_eq!(count(&far, &alice, &post).await, 1, "the same in its own conversation");
}

#[rocket::async_test]
async fn below_a_limited_post_likes_are_believed_of_the_owners_server_and_told_to_no_other() {
    let (far, alice, dave) = alice_follows_dave().await;
    let inbox = format!("/people/{}/inbox", alice.guid);
    let few = json!({"to": [at_home(&alice)], "cc": []});
    far.sends(&dave, &inbox, &dave.makes(with(dave.note("p", "Plums"), few.clone())))
        .await;
    far.pod.settle().await;
    let (dora, erin) = (far.actor("dora", "far.example"), far.actor("erin", "else.example"));
    for (name, like) in [
        ("1", dora.does("Like", "1", json!(dave.at("notes/p")))),
        ("2", erin.does("Like", "2", json!(dave.at("notes/p")))),
    ] {
        far.sends(&dave, &inbox, &with(adds(&dave, name, like), few.clone()))
            .await;
        far.pod.settle().await;
    }
    assert_eq!(count(&far, &alice, &named(&dave.at("notes/p"))).await, 1);
    // By herself she sees no such post.
    far.tells(&dora, dora.does("Like", "3", json!(dave.at("notes/p"))))
        .await;
    assert_eq!(count(&far, &alice, &named(&dave.at("notes/p"))).await, 1);
}

#[rocket::async_test]
async fn who_likes_a_limited_post_is_said_to_no_server_but_theirs_unless_they_live_here() {
    let far = Far::new().await;
    let (alice, bob) = (far.citizen("alice").await, far.citizen("bob").await);
    let (sam, ken) = (far.actor("sam", "streams.example"), far.actor("ken", "forte.example"));
    for who in [&sam, &ken] {
        far.follows(&alice, "alice", who).await;
    }
    let family = alice.aspect(&far.pod, "family").await;
    let put = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await);
    put.await.unwrap();
    runs(&far, "streams.example", "streams").await;
    runs(&far, "forte.example", "forte").await;
    let guid = posts_here(&far, &alice, "Plums", Some("family")).await;
    far.pod.settle().await;
    let post = format!("{HERE}/posts/{guid}");
    feels(&far, &bob, &guid, Some("")).await;
    let inbox = format!("/people/{}/inbox", alice.guid);
    let like = with(sam.does("Like", "1", json!(post)), json!({"to": [at_home(&alice)]}));
    far.sends(&sam, &inbox, &like).await;
    far.pod.settle().await;
    assert_eq!(count(&far, &alice, &guid).await, 2);
    let told = |who: &Actor| added(&far, &format!("{}/inbox", who.id));
    let (sams, kens) = (told(&sam), told(&ken));
    assert_eq!((sams.len(), kens.len()), (2, 1), "{sams:?} {kens:?}");
    for (who, add) in [(&sam, &sams[0]), (&ken, &kens[0])] {
        assert_eq!(add["object"]["actor"], at_home(&bob));
        assert_eq!((&add["to"], &add["object"]["to"]), (&json!([who.id]), &json!([who.id])));
    }
    assert_eq!(sams[1]["object"], like["id"]);
    let at = sams[0]["object"]["id"]
        .as_str()
        .unwrap()
        .strip_prefix(HERE)
        .unwrap()
        .to_owned();
    for who in [&sam, &ken] {
        assert_eq!(far.asks(who, &at).await.0, 404, "it is shown to nobody who asks");
    }
    // What one server's people say and like there is nothing to the other's.
    let few = json!({"to": [at_home(&alice)], "cc": [], "context": format!("{post}/context")});
    far.sends(
        &sam,
        &inbox,
        &sam.makes(with(answering(sam.note("1", "Ripe"), &post), few)),
    )
    .await;
    far.pod.settle().await;
    let said = says_here(&far, &bob, &guid, "Sour").await;
    assert_eq!(reads(&far.pod, &bob, &guid).await.len(), 2);
    let viewer = Viewer::Local(bob.user, bob.person);
    let (db, me) = (far.pod.db.read(), bob.me(&far.pod).await);
    let on = posts(viewer).one(db, &guid).await.unwrap().unwrap().post;
    for guid in [named(&sam.at("notes/1")), said] {
        let comment = entity::visible::comment::comments(viewer).one(db, &guid).await.unwrap();
        let comment = comment.unwrap().comment;
        let on = On {
            post: &on,
            comment: Some(&comment),
        };
        far.pod.act(async |tx| like::give(tx, &me, on, "").await).await.unwrap();
    }
    far.pod.settle().await;
    let liked = |who: &Actor| -> usize {
        let told = told(who);
        told.iter().filter(|add| add["object"]["type"] == "Like").count()
    };
    assert_eq!((liked(&sam), liked(&ken)), (3, 2));
    for asked in far.asked().iter().filter(|asked| asked.post) {
        for host in ["streams.example", "forte.example"] {
            assert!(
                asked.url.contains(host) || !asked.body.contains(host),
                "{} hears of {host}: {}",
                asked.url,
                asked.body
            );
        }
    }
}
