//! Groups after FEP-1b12: followed like anybody, read as a stream, and believed of others only what their own servers say.

use serde_json::json;

use super::{answering, named, posts_here, reads, sees};
use crate::support::far::{Actor, Far, with};

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

#[rocket::async_test]
async fn what_is_written_said_and_liked_in_a_group_goes_to_it() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let group = far.actor_of("plums", "lemmy.example", "Group");
    let dave = far.actor("dave", "far.example");
    far.follows(&alice, "alice", &group).await;
    let browser = far.pod.browser("alice").await;
    let person = far.known(&group).await.unwrap();
    let page = browser.get(&format!("/people/{}", person.guid)).await;
    assert!(page.text().contains("Write to the group"));
    let begun = browser
        .get(&format!("/posts/new?reach=public&mention={}", person.guid))
        .await;
    assert!(begun.text().contains("@{plums@lemmy.example}"));
    // A post that names it is for it.
    let mine = posts_here(&far, &alice, "Jam\n\n@{plums@lemmy.example} Who has a recipe?", None).await;
    far.pod.settle().await;
    let sent = |verb: &str| {
        let all = far
            .asked()
            .into_iter()
            .filter(|asked| asked.post && asked.url.contains("lemmy.example"));
        let all = all.map(|asked| serde_json::from_str::<serde_json::Value>(&asked.body).unwrap());
        all.filter(|sent| sent["type"] == verb).collect::<Vec<_>>()
    };
    let created = sent("Create");
    assert_eq!(created.len(), 1, "{created:#?}");
    let note = &created[0]["object"];
    assert_eq!(note["audience"], json!([group.id]));
    assert!(note["to"].as_array().unwrap().contains(&json!(group.id)), "{note}");
    assert!(created[0]["to"].as_array().unwrap().contains(&json!(group.id)));
    // The group shows it to all: it stands on its page, once however often that is said.
    let here = format!("https://one.example/posts/{mine}");
    far.tells(&group, group.does("Announce", "9", json!(here))).await;
    far.tells(&group, group.does("Announce", "10", json!(here))).await;
    let page = browser.get(&format!("/people/{}", person.guid)).await;
    assert_eq!(page.text().matches("Who has a recipe?").count(), 1);
    // What others write there is answered and liked there.
    let page = with(
        dave.note("1", "They are ripe."),
        json!({"type": "Page", "name": "Plums", "audience": group.id}),
    );
    far.serves(&dave.at("notes/1"), &page);
    far.tells(&group, group.does("Announce", "2", json!(dave.at("notes/1"))))
        .await;
    let theirs = named(&dave.at("notes/1"));
    let said = [("comment", "Here, too"), ("answers", "")];
    browser.post(&format!("/posts/{theirs}/comments"), &said).await;
    browser.post(&format!("/posts/{theirs}/like"), &[("emoji", "")]).await;
    far.pod.settle().await;
    let answer = sent("Create")
        .into_iter()
        .find(|sent| sent["object"]["inReplyTo"] == dave.at("notes/1"));
    let answer = answer.expect("it goes to the group, too")["object"].clone();
    assert_eq!(answer["audience"], json!([group.id]));
    assert!(answer["cc"].as_array().unwrap().contains(&json!(group.id)), "{answer}");
    let liked = sent("Like");
    assert_eq!(liked.len(), 1);
    assert_eq!(liked[0]["audience"], json!([group.id]));
    assert_eq!(liked[0]["object"], dave.at("notes/1"));
    browser.post(&format!("/posts/{theirs}/unlike"), &[]).await;
    far.pod.settle().await;
    let undone = sent("Undo");
    let undone = undone
        .iter()
        .find(|sent| sent["object"]["type"] == "Like")
        .expect("and is taken back there");
    assert_eq!(undone["audience"], json!([group.id]));
    // What is for a few is never for a group.
    let before = far.asked().len();
    let aspect = posts_here(&far, &alice, "@{plums@lemmy.example} secret", Some("work")).await;
    far.pod.settle().await;
    let later = far.asked().split_off(before);
    assert!(later.iter().all(|asked| !asked.body.contains("secret")), "{aspect}");
}

#[rocket::async_test]
async fn moderators_of_a_group_take_away_what_stands_there_and_nobody_else_does() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let group = far.actor_of("plums", "lemmy.example", "Group");
    let list = "https://lemmy.example/c/plums/moderators";
    far.publishes(&group, "Group", json!({"attributedTo": list}));
    let (dave, mod1) = (far.actor("dave", "far.example"), far.actor("mod1", "other.example"));
    let (rogue, admin) = (far.actor("rogue", "other.example"), far.actor("admin", "lemmy.example"));
    far.serves(
        list,
        &json!({"id": list, "type": "OrderedCollection", "orderedItems": [mod1.id]}),
    );
    far.follows(&alice, "alice", &group).await;
    for name in ["1", "2", "3"] {
        let page = with(dave.note(name, &format!("words {name}")), json!({"audience": group.id}));
        far.serves(&dave.at(&format!("notes/{name}")), &page);
        far.tells(
            &group,
            group.does(
                "Announce",
                &format!("a{name}"),
                json!(dave.at(&format!("notes/{name}"))),
            ),
        )
        .await;
    }
    far.tells(
        &dave,
        dave.makes(answering(dave.note("4", "an answer"), &dave.at("notes/3"))),
    )
    .await;
    let browser = far.pod.browser("alice").await;
    let removes = async |by: &Actor, what: &str, number: &str| {
        let delete = by.does("Delete", number, json!(dave.at(&format!("notes/{what}"))));
        let delete = with(
            delete,
            json!({"audience": group.id, "cc": [group.id], "summary": "off topic"}),
        );
        far.serves(delete["id"].as_str().unwrap(), &delete);
        far.tells(&group, group.does("Announce", &format!("d{number}"), delete.clone()))
            .await;
        delete
    };
    let shown = async |what: &str| browser.get("/stream").await.text().contains(&format!("words {what}"));
    removes(&rogue, "1", "1").await;
    assert!(shown("1").await, "who is no moderator takes nothing away");
    removes(&mod1, "1", "2").await;
    assert!(!shown("1").await, "a moderator does");
    removes(&admin, "2", "3").await;
    assert!(!shown("2").await, "so does who runs its server");
    let theirs = named(&dave.at("notes/3"));
    assert_eq!(reads(&far.pod, &alice, &theirs).await.len(), 1);
    removes(&mod1, "4", "4").await;
    assert!(reads(&far.pod, &alice, &theirs).await.is_empty(), "an answer, too");
    // Said by themselves, and not by the group, it is nothing.
    let alone = with(
        mod1.does("Delete", "9", json!(dave.at("notes/3"))),
        json!({"audience": group.id}),
    );
    far.sends(&mod1, "/inbox", &alone).await;
    far.pod.settle().await;
    assert!(shown("3").await);
    // A group that shows what was not written for it moderates nothing below it, be it by who runs it.
    let plain = dave.note("6", "words 6");
    far.serves(&dave.at("notes/6"), &plain);
    far.tells(&group, group.does("Announce", "a6", json!(dave.at("notes/6"))))
        .await;
    let (below, said) = (named(&dave.at("notes/6")), [("comment", "Mine"), ("answers", "")]);
    browser.post(&format!("/posts/{below}/comments"), &said).await;
    far.tells(
        &dave,
        dave.makes(answering(dave.note("7", "and his"), &dave.at("notes/6"))),
    )
    .await;
    assert_eq!(reads(&far.pod, &alice, &below).await.len(), 2);
    removes(&admin, "7", "6").await;
    let mine = "SELECT guid FROM comment WHERE text = 'Mine'";
    let mine = crate::support::rows::column(far.pod.db.read(), mine).await.remove(0);
    let delete = admin.does("Delete", "8", json!(format!("https://one.example/comments/{mine}")));
    let delete = with(delete, json!({"audience": group.id, "cc": [group.id]}));
    far.serves(delete["id"].as_str().unwrap(), &delete);
    far.tells(&group, group.does("Announce", "d8", delete)).await;
    assert_eq!(
        reads(&far.pod, &alice, &below).await.len(),
        2,
        "neither of them is gone"
    );
    // Nor do they reach what never stood there.
    far.follows(&alice, "alice", &dave).await;
    far.tells(&dave, dave.makes(dave.note("5", "words 5"))).await;
    removes(&mod1, "5", "5").await;
    assert!(shown("5").await, "what stands elsewhere stays");
}
