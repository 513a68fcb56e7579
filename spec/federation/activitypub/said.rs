//! What actors say and feel: posts, answers, likes, votes, what they pass on, change and take back.

use entity::visible::like::likes;
use entity::{Reach, Viewer};
use serde_json::{Value, json};

use super::{alice_follows_dave, answering, named, posts_here, reads, sees};
use crate::support::far::{Actor, Far, with};
use crate::support::rows::{column, count};

#[rocket::async_test]
async fn a_post_comes_with_its_words_its_warning_its_pictures_and_whom_it_names() {
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!("https://one.example/people/{}", alice.guid);
    let note = with(
        dave.note("1", "x"),
        json!({
            "content": format!("<p>Hello <a href=\"{here}\" class=\"mention\">@alice</a>, <strong>look</strong> <script>x</script></p>"),
            "summary": "Plums", "sensitive": true,
            "tag": [{"type": "Mention", "href": here, "name": "@alice@one.example"}],
            "attachment": [{"type": "Document", "mediaType": "image/png", "url": "https://far.example/a.png", "name": "A tree"}],
        }),
    );
    far.tells(&dave, dave.makes(note)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    assert_eq!(post.author.handle, "dave@far.example");
    assert_eq!(post.post.reach, Reach::Public);
    assert_eq!(post.post.warning.as_deref(), Some("Plums"));
    let text = &post.post.text;
    assert!(text.starts_with("Hello @{alice@one.example}, **look**"), "{text}");
    assert!(text.contains("![A tree](<https://far.example/a.png>)"), "{text}");
    assert!(post.post.html.contains(&format!("/people/{}", alice.guid)));
    let sql = "SELECT COUNT(*) FROM notification WHERE kind = 1";
    assert_eq!(
        count(far.pod.db.read(), sql).await,
        1,
        "Alice is told that she is named"
    );
}

#[rocket::async_test]
async fn who_a_post_is_for_decides_who_has_it() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let public = "https://www.w3.org/ns/activitystreams#Public";
    let followers = format!("{}/followers", dave.id);
    let to_bob = format!("https://one.example/people/{}", bob.guid);
    let cases = [
        ("public", json!([public]), json!([followers]), (true, true)),
        ("quiet", json!([followers]), json!([public]), (true, true)),
        ("followers", json!([followers]), json!([]), (true, false)),
        ("named", json!([followers]), json!([to_bob]), (true, true)),
        ("direct", json!([to_bob]), json!([]), (false, true)),
    ];
    for (name, to, cc, (alice_has, bob_has)) in cases {
        let note = with(dave.note(name, name), json!({"to": to, "cc": cc}));
        far.tells(&dave, dave.makes(note)).await;
        let at = dave.at(&format!("notes/{name}"));
        assert_eq!(sees(&far.pod, &alice, &at).await.is_some(), alice_has, "{name}");
        assert_eq!(sees(&far.pod, &bob, &at).await.is_some(), bob_has, "{name}");
    }
    // To nobody by name, but into Bob's own inbox; then into Alice's, too.
    let note = with(dave.note("unsaid", "psst"), json!({"to": [], "cc": []}));
    let create = dave.makes(note);
    for (who, path) in [(&bob, "bob"), (&alice, "alice")] {
        assert!(sees(&far.pod, who, &dave.at("notes/unsaid")).await.is_none(), "{path}");
        assert_eq!(
            far.sends(&dave, &format!("/people/{}/inbox", who.guid), &create).await,
            202
        );
        far.pod.settle().await;
        assert!(sees(&far.pod, who, &dave.at("notes/unsaid")).await.is_some(), "{path}");
    }
}

#[rocket::async_test]
async fn answers_stand_below_our_posts_and_below_each_other_and_go_when_they_are_taken_back() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    let mel = far.actor("mel", "far.example");
    far.tells(&dave, dave.makes(answering(dave.note("1", "first"), &here)))
        .await;
    far.tells(&mel, mel.makes(answering(mel.note("2", "second"), &dave.at("notes/1"))))
        .await;
    assert_eq!(
        reads(&far.pod, &alice, &post).await,
        ["dave@far.example: first", "mel@far.example: second"]
    );
    let edit = with(
        answering(dave.note("1", "changed"), &here),
        json!({"updated": "2026-11-21T11:30:00Z"}),
    );
    far.tells(&dave, dave.does("Update", "1", edit)).await;
    assert_eq!(reads(&far.pod, &alice, &post).await[0], "dave@far.example: changed");
    let once_more = with(
        answering(dave.note("1", "changed again"), &here),
        json!({"updated": "2026-11-21T11:40:00Z"}),
    );
    far.serves(&dave.at("notes/1"), &once_more);
    far.tells(&dave, dave.does("Update", "3", json!(dave.at("notes/1"))))
        .await;
    assert_eq!(
        reads(&far.pod, &alice, &post).await[0],
        "dave@far.example: changed again"
    );
    assert_eq!(far.asked_for(&dave.at("notes/1")), 1);
    let tombstone = json!({"type": "Tombstone", "id": mel.at("notes/2")});
    far.tells(&mel, mel.does("Delete", "2", tombstone)).await;
    assert_eq!(
        reads(&far.pod, &alice, &post).await,
        ["dave@far.example: changed again"]
    );
    far.tells(&dave, dave.does("Delete", "1", json!(dave.at("notes/1"))))
        .await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
}

#[rocket::async_test]
async fn what_is_known_of_the_fediverse_is_never_handed_on_as_if_it_were_of_diaspora() {
    let (far, alice, dave) = alice_follows_dave().await;
    let carol = far.pod.remote("carol", "pod.example").await;
    let aspect = alice.aspect(&far.pod, "family").await;
    far.pod
        .act(async |tx| samara::domain::contact::add_to(tx, alice.user, carol.id, aspect).await)
        .await
        .unwrap();
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    far.pod.settle().await;
    let handed_on = || {
        far.asked()
            .iter()
            .filter(|asked| asked.post && asked.url.contains("pod.example"))
            .count()
    };
    let before = handed_on();
    assert!(before > 0, "the post itself goes there");
    far.tells(&dave, dave.makes(answering(dave.note("1", "a word"), &here)))
        .await;
    far.tells(&dave, dave.does("Like", "1", json!(here))).await;
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 1);
    assert_eq!(handed_on(), before);
}

#[rocket::async_test]
async fn likes_come_with_their_sign_once_each_and_go_by_name_or_by_what_they_are_of() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = json!(format!("https://one.example/posts/{post}"));
    let all = async || {
        let sql = "SELECT emoji FROM \"like\" ORDER BY id";
        column(far.pod.db.read(), sql).await
    };
    let like = dave.does("Like", "1", here.clone());
    far.tells(&dave, like.clone()).await;
    far.tells(&dave, with(like.clone(), json!({"id": dave.at("likes/again")})))
        .await;
    assert_eq!(all().await, [""]);
    let sign = with(dave.does("EmojiReact", "2", here.clone()), json!({"content": "🎉"}));
    far.tells(&dave, sign).await;
    assert_eq!(all().await, ["🎉"]);
    let other_name = with(like.clone(), json!({"id": dave.at("likes/yet-another")}));
    far.tells(&dave, dave.does("Undo", "1", other_name)).await;
    assert!(all().await.is_empty(), "by what it is of");
    far.tells(&dave, with(like, json!({"id": dave.at("likes/3")}))).await;
    far.tells(&dave, dave.does("Undo", "2", json!(dave.at("likes/3"))))
        .await;
    assert!(all().await.is_empty(), "by its name alone");
}

#[rocket::async_test]
async fn polls_of_ours_are_voted_on_and_those_of_others_stand_as_their_server_says() {
    let (far, alice, dave) = alice_follows_dave().await;
    let question = with(
        dave.note("q", "Tea or coffee?"),
        json!({
            "type": "Question", "endTime": "2026-11-30T00:00:00Z", "votersCount": 3,
            "oneOf": [
                {"type": "Note", "name": "Tea", "replies": {"type": "Collection", "totalItems": 1}},
                {"type": "Note", "name": "Coffee", "replies": {"type": "Collection", "totalItems": 2}},
            ],
        }),
    );
    far.tells(&dave, dave.makes(question.clone())).await;
    let stands = async || {
        column(
            far.pod.db.read(),
            "SELECT text || ' ' || votes FROM poll_answer ORDER BY id",
        )
        .await
    };
    assert_eq!(stands().await, ["Tea 1", "Coffee 2"]);
    let later = with(
        question,
        json!({"oneOf": [
            {"type": "Note", "name": "Tea", "replies": {"type": "Collection", "totalItems": 5}},
            {"type": "Note", "name": "Coffee", "replies": {"type": "Collection", "totalItems": 2}},
        ]}),
    );
    far.tells(&dave, dave.does("Update", "q", later)).await;
    assert_eq!(stands().await, ["Tea 5", "Coffee 2"]);
    assert!(sees(&far.pod, &alice, &dave.at("notes/q")).await.is_some());
}

#[rocket::async_test]
async fn a_vote_counts_once_and_is_no_comment() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let browser = far.pod.browser("alice").await;
    let fields = [
        ("text", "Tea or coffee?"),
        ("reach", "public"),
        ("question", "Which?"),
        ("answers", "Tea\nCoffee"),
        ("poll-lasts", "24"),
    ];
    let answer = browser.post("/posts", &fields).await;
    assert_eq!(answer.status(), 303);
    let guids = column(
        far.pod.db.read(),
        "SELECT p.guid FROM post p JOIN poll q ON q.post_id = p.id",
    )
    .await;
    let here = format!("https://one.example/posts/{}", guids[0]);
    let vote = |name: &str, choice: &str| {
        let mut note = answering(dave.note(name, ""), &here);
        note["name"] = json!(choice);
        note.as_object_mut().unwrap().remove("content");
        dave.makes(note)
    };
    far.tells(&dave, vote("1", "Coffee")).await;
    far.tells(&dave, with(vote("1", "Coffee"), json!({"id": dave.at("create/again")})))
        .await;
    far.tells(&dave, vote("2", "Milk")).await;
    let votes = column(
        far.pod.db.read(),
        "SELECT text || ' ' || votes FROM poll_answer ORDER BY id",
    )
    .await;
    assert_eq!(votes, ["Tea 0", "Coffee 1"]);
    assert!(reads(&far.pod, &alice, &guids[0]).await.is_empty());
    // How it stands is for whoever has voted to know, until it is over.
    let mel = far.actor("mel", "other.example");
    let stands = async |who: &Actor| {
        let (status, body) = far.asks(who, &format!("/posts/{}", guids[0])).await;
        assert_eq!(status, 200, "{body}");
        let question: Value = serde_json::from_str(&body).unwrap();
        question["oneOf"][1]["replies"]["totalItems"].clone()
    };
    assert_eq!(stands(&dave).await, json!(1));
    assert!(stands(&mel).await.is_null());
}

#[rocket::async_test]
async fn what_somebody_passes_on_is_fetched_from_its_own_server_and_shown_as_a_reshare() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = far.actor("mel", "other.example");
    far.serves(&mel.at("notes/1"), &mel.note("1", "words of Mel"));
    far.tells(&dave, dave.does("Announce", "1", json!(mel.at("notes/1"))))
        .await;
    let root = sees(&far.pod, &alice, &mel.at("notes/1")).await.unwrap();
    assert_eq!(root.author.handle, "mel@other.example");
    let announce = dave.at("did/dave/Announce/1");
    let reshare = sees(&far.pod, &alice, &announce).await.unwrap();
    assert_eq!(reshare.post.root_id, Some(root.post.id));
    let stream = far.pod.browser("alice").await.get("/stream").await;
    assert!(stream.text().contains("words of Mel"));
    far.tells(
        &dave,
        dave.does("Undo", "1", dave.does("Announce", "other", json!(mel.at("notes/1")))),
    )
    .await;
    assert!(sees(&far.pod, &alice, &announce).await.is_none());
    assert!(sees(&far.pod, &alice, &mel.at("notes/1")).await.is_some());
}

#[rocket::async_test]
async fn an_answer_to_what_is_not_here_brings_the_thread_along() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = far.actor("mel", "other.example");
    far.serves(&mel.at("notes/1"), &mel.note("1", "the beginning"));
    far.serves(
        &mel.at("notes/2"),
        &answering(mel.note("2", "and then"), &mel.at("notes/1")),
    );
    far.tells(
        &dave,
        dave.makes(answering(dave.note("3", "at last"), &mel.at("notes/2"))),
    )
    .await;
    let guid = named(&mel.at("notes/1"));
    assert_eq!(
        reads(&far.pod, &alice, &guid).await,
        ["mel@other.example: and then", "dave@far.example: at last"]
    );
    // What it answers is gone: then it stands by itself.
    far.tells(
        &dave,
        dave.makes(answering(dave.note("4", "to nobody"), &mel.at("notes/gone"))),
    )
    .await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/4")).await.is_some());
}

#[rocket::async_test]
async fn an_answer_for_a_few_is_not_shown_to_those_whom_it_is_not_for() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    let to_alice = json!({"to": [format!("https://one.example/people/{}", alice.guid)], "cc": []});
    let whisper = with(answering(dave.note("1", "between us"), &here), to_alice);
    far.tells(&dave, dave.makes(whisper)).await;
    assert!(
        reads(&far.pod, &bob, &post).await.is_empty(),
        "the post is for all, the answer is not"
    );
    let mine = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    assert_eq!(mine.post.reach, Reach::Limited);
    assert!(mine.post.text.contains(&here), "it says what it answers");
    assert!(sees(&far.pod, &bob, &dave.at("notes/1")).await.is_none());
}

#[rocket::async_test]
async fn people_and_posts_are_found_by_name_and_by_address() {
    let far = Far::new().await;
    far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.serves(&dave.at("notes/1"), &dave.note("1", "found"));
    let person = far.opens("alice", "@dave@far.example").await;
    assert!(person.starts_with("/people/ap-"), "{person}");
    assert_eq!(far.opens("alice", "dave@far.example").await, person);
    assert_eq!(far.opens("alice", &dave.id).await, person);
    let post = far.opens("alice", &dave.at("notes/1")).await;
    assert_eq!(post, format!("/posts/{}", named(&dave.at("notes/1"))));
    assert_eq!(far.pod.browser("alice").await.get(&post).await.status(), 200);
    let page = far.pod.browser("alice").await.get(&person).await;
    assert!(page.text().contains("dave far"));
    for nothing in [
        "https://far.example/nothing",
        "https://nobody.example/",
        "nobody@far.example",
    ] {
        assert_eq!(far.opens("alice", nothing).await, "", "{nothing}");
    }
    let before = far.asked().len();
    let visitor = far
        .pod
        .visitor()
        .get("/search?q=https%3A%2F%2Ffar.example%2Fother")
        .await;
    assert_eq!(visitor.location(), "");
    assert_eq!(far.asked().len(), before, "visitors have nothing asked");
}

#[rocket::async_test]
async fn moderators_are_told_what_another_server_says_of_ours() {
    let (far, alice, dave) = alice_follows_dave().await;
    let admin = far.citizen("root").await;
    let sql = format!("UPDATE \"user\" SET role = 2 WHERE id = {}", admin.user);
    let tx = far.pod.db.begin().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(tx.sql(), &sql)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    far.pod.remembered.forget_all();
    let post = posts_here(&far, &alice, "rude words", None).await;
    let secret = posts_here(&far, &alice, "for family", Some("work")).await;
    let at = |guid: &str| format!("https://one.example/posts/{guid}");
    let flag = with(
        dave.does("Flag", "1", json!([at(&post), at(&secret), "https://other.example/x"])),
        json!({"content": "somebody was hurt"}),
    );
    far.tells(&dave, flag.clone()).await;
    far.tells(&dave, with(flag, json!({"id": dave.at("flags/2")}))).await;
    assert_eq!(
        count(far.pod.db.read(), "SELECT COUNT(*) FROM report").await,
        1,
        "and not of what he does not see"
    );
    let page = far.pod.browser("root").await.get("/admin/reports").await;
    assert!(
        page.text().contains("somebody was hurt") && page.text().contains("dave"),
        "{}",
        page.text()
    );
}

#[rocket::async_test]
async fn earlier_posts_and_answers_are_read_page_by_page_and_not_without_end() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let outbox = format!("{}/outbox", dave.id);
    let first = json!({"id": outbox, "type": "OrderedCollection", "first": format!("{outbox}?page=1")});
    far.serves(&outbox, &first);
    for page in 1..40 {
        let notes: Vec<_> = (0..2)
            .map(|at| dave.makes(dave.note(&format!("{page}-{at}"), "earlier")))
            .collect();
        let address = format!("{outbox}?page={page}");
        let body = json!({
            "id": address, "type": "OrderedCollectionPage", "partOf": outbox, "orderedItems": notes,
            "next": format!("{outbox}?page={}", if page == 39 { 1 } else { page + 1 }),
        });
        far.serves(&address, &body);
        for at in 0..2 {
            let name = format!("{page}-{at}");
            far.serves(&dave.at(&format!("notes/{name}")), &dave.note(&name, "earlier"));
        }
    }
    far.opens("alice", &dave.id).await;
    far.pod.settle().await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1-0")).await.is_some());
    let posts = count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await;
    assert_eq!(posts, 15);
    let pages = far.asked().iter().filter(|asked| asked.url.contains("page=")).count();
    assert!(pages <= 10, "{pages}");
    let liked = likes(Viewer::Anyone).count(far.pod.db.read()).await.unwrap();
    assert_eq!(liked, 0);
}

#[rocket::async_test]
async fn somebody_who_speaks_both_protocols_is_one_person_with_both() {
    let far = Far::new().await;
    far.citizen("alice").await;
    let dave = far.both("dave", "far.example", "0123456789abcdef");
    assert_eq!(far.opens("alice", &dave.id).await, "/people/0123456789abcdef");
    let person = far.known(&dave).await.unwrap();
    assert_eq!(
        (person.handle.as_str(), person.name.as_str()),
        ("dave@far.example", "dave of both")
    );
    let db = far.pod.db.read();
    for table in ["person", "actor", "person_key"] {
        let of = match table {
            "person" => "id",
            _ => "person_id",
        };
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE {of} = {}", person.id);
        assert_eq!(count(db, &sql).await, 1, "{table}");
    }
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM person WHERE pod_id IS NOT NULL").await,
        1
    );
}
