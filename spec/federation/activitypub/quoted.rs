//! Who quotes what somebody here has said to everybody asks first, and is given a word that anybody can check; who may not have the post
//! learns nothing, and who is ignored is told no. What is quoted so is shown with the quote, and its author is told.

use entity::visible::post::posts;
use entity::{SeenPost, Viewer};
use samara::domain::ignore;
use serde_json::{Value, json};

use super::{alice_follows_dave, named, posts_here, sees};
use crate::support::Someone;
use crate::support::far::{Actor, Far, with};
use crate::support::persona;
use crate::support::rows::count;

const HERE: &str = "https://one.example";

/// Dave asks whether a note of his may quote a post of the pod.
fn asks(dave: &Actor, name: &str, post: &str) -> Value {
    with(
        dave.does("QuoteRequest", name, json!(format!("{HERE}/posts/{post}"))),
        json!({"instrument": dave.at(&format!("notes/{name}"))}),
    )
}

/// What Dave was told since, and what of it answers a question.
fn answers(far: &Far, dave: &Actor) -> Vec<Value> {
    let mut told = far.sent_to(&format!("{}/inbox", dave.id));
    told.retain(|told| told["object"]["type"] == "QuoteRequest");
    told
}

async fn read(far: &Far, by: &Actor, address: &str) -> (u16, Value) {
    let path = address.strip_prefix(HERE).expect("it lies here");
    let headers = persona::signed_with(&far.pod, &format!("{}#main-key", by.id), &by.pair, path);
    let (status, _, body) = far.pod.server().asked(false, path, &headers, Vec::new()).await;
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[rocket::async_test]
async fn who_asks_may_quote_a_post_for_everybody_and_can_show_it() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "plums", None).await;
    far.pod.settle().await;
    let address = format!("{HERE}/posts/{post}");
    let (_, shown) = read(&far, &dave, &address).await;
    let may = &shown["interactionPolicy"]["canQuote"]["automaticApproval"];
    assert!(may.to_string().contains("#Public"), "{shown}");
    far.tells(&dave, asks(&dave, "1", &post)).await;
    let told = answers(&far, &dave);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (&told[0]["type"], &told[0]["actor"]),
        (&json!("Accept"), &shown["attributedTo"])
    );
    assert_eq!(told[0]["object"]["id"], dave.at("did/dave/QuoteRequest/1"));
    let stamp = told[0]["result"].as_str().expect("a word that can be shown").to_owned();
    let (status, word) = read(&far, &dave, &stamp).await;
    assert_eq!(status, 200);
    assert_eq!(word["type"], "QuoteAuthorization");
    assert_eq!(word["id"], stamp);
    assert_eq!(word["attributedTo"], shown["attributedTo"]);
    assert_eq!(word["interactionTarget"], address);
    assert_eq!(word["interactingObject"], dave.at("notes/1"));
    // Asked twice it is the same word.
    far.tells(&dave, asks(&dave, "1", &post)).await;
    assert!(answers(&far, &dave).iter().all(|told| told["result"] == stamp));
}

#[rocket::async_test]
async fn nobody_makes_such_a_word_themselves_or_takes_it_for_something_else() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (post, other) = (
        posts_here(&far, &alice, "plums", None).await,
        posts_here(&far, &alice, "pears", None).await,
    );
    far.pod.settle().await;
    far.tells(&dave, asks(&dave, "1", &post)).await;
    let stamp = answers(&far, &dave)[0]["result"].as_str().unwrap().to_owned();
    let (rest, seal) = stamp.rsplit_once('/').unwrap();
    let mut turned = seal.to_owned();
    turned.replace_range(..1, if seal.starts_with('0') { "1" } else { "0" });
    let forged = [
        format!("{rest}/{turned}"),
        format!("{rest}/{}", &seal[..31]),
        format!("{rest}/"),
        stamp.replace(&post, &other),
        stamp.replacen("/quotes/", "/quotes/a", 1),
        format!("{}A/{seal}", rest),
    ];
    for forged in &forged {
        assert_eq!(read(&far, &dave, forged).await.0, 404, "{forged}");
    }
}

#[rocket::async_test]
async fn of_what_is_for_a_few_nothing_is_answered_and_who_is_ignored_is_told_no() {
    let (far, alice, dave) = alice_follows_dave().await;
    let limited = posts_here(&far, &alice, "for family", Some("family")).await;
    let public = posts_here(&far, &alice, "for all", None).await;
    far.pod.settle().await;
    for post in [limited.as_str(), "00000000000never"] {
        far.tells(&dave, asks(&dave, post, post)).await;
    }
    assert!(answers(&far, &dave).is_empty(), "neither is here for him");
    far.tells(&dave, asks(&dave, "1", &public)).await;
    let stamp = answers(&far, &dave)[0]["result"].as_str().unwrap().to_owned();
    assert_eq!(read(&far, &dave, &stamp).await.0, 200);
    let person = far.known(&dave).await.unwrap();
    let ignored = far.pod.act(async |tx| ignore::add(tx, alice.user, person.id).await);
    ignored.await.unwrap();
    far.tells(&dave, asks(&dave, "2", &public)).await;
    let told = answers(&far, &dave);
    let last = told.last().unwrap();
    assert_eq!((&last["type"], &last["result"]), (&json!("Reject"), &Value::Null));
    assert_eq!(
        read(&far, &dave, &stamp).await.0,
        404,
        "what was allowed is so no longer"
    );
}

/// Our word that a note of Dave may quote a post of the pod.
async fn word(far: &Far, dave: &Actor, name: &str, post: &str) -> String {
    far.tells(dave, asks(dave, name, post)).await;
    let told = answers(far, dave).pop().unwrap();
    told["result"].as_str().expect("a word that can be shown").to_owned()
}

/// A note that quotes something, with the words of those who do not know quotes in front.
fn quoting(by: &Actor, name: &str, text: &str, of: &str) -> Value {
    let content = format!("<p class=\"quote-inline\">RE: <a href=\"{of}\">{of}</a></p><p>{text}</p>");
    with(by.note(name, ""), json!({"content": content, "quote": of}))
}

/// How often somebody here was told that a post of theirs is shown by others.
async fn told_of_it(far: &Far) -> i64 {
    count(far.pod.db.read(), "SELECT COUNT(*) FROM notification WHERE kind = 11").await
}

#[rocket::async_test]
async fn a_quote_with_our_word_shows_what_it_quotes_and_its_author_is_told() {
    let (far, alice, dave) = alice_follows_dave().await;
    let guid = posts_here(&far, &alice, "plums", None).await;
    far.pod.settle().await;
    let of = format!("{HERE}/posts/{guid}");
    let stamp = word(&far, &dave, "1", &guid).await;
    let note = with(quoting(&dave, "1", "Look", &of), json!({"quoteAuthorization": stamp}));
    far.tells(&dave, dave.makes(note.clone())).await;
    let root = sees_here(&far, &alice, &guid).await;
    let quote = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap().post;
    assert_eq!((quote.root_id, quote.text.as_str()), (Some(root.id), "Look"));
    assert_eq!((root.reshares, told_of_it(&far).await), (1, 1));
    // Its words may change, and it goes with all that was told of it.
    let edited = with(
        note,
        json!({"content": "<p>Look here</p>", "updated": "2026-11-21T11:30:00Z"}),
    );
    far.tells(&dave, dave.does("Update", "1", edited)).await;
    let quote = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap().post;
    assert_eq!((quote.root_id, quote.text.as_str()), (Some(root.id), "Look here"));
    far.tells(&dave, dave.does("Delete", "1", json!(dave.at("notes/1"))))
        .await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_none());
    assert_eq!(sees_here(&far, &alice, &guid).await.reshares, 0);
    assert_eq!(told_of_it(&far).await, 0);
}

async fn sees_here(far: &Far, who: &Someone, guid: &str) -> SeenPost {
    let viewer = Viewer::Local(who.user, who.person);
    let found = posts(viewer).one(far.pod.db.read(), guid).await.unwrap();
    found.expect("they see it").post
}

#[rocket::async_test]
async fn without_our_word_a_quote_of_ours_is_a_link_until_the_word_comes() {
    let (far, alice, dave) = alice_follows_dave().await;
    let guid = posts_here(&far, &alice, "plums", None).await;
    far.pod.settle().await;
    let of = format!("{HERE}/posts/{guid}");
    let stamp = word(&far, &dave, "1", &guid).await;
    let others = word(&far, &dave, "2", &guid).await;
    let note = quoting(&dave, "1", "Look", &of);
    far.tells(&dave, dave.makes(note.clone())).await;
    let linked = async || {
        let quote = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap().post;
        assert!(quote.text.contains(&of), "{}", quote.text);
        quote.root_id.is_none()
    };
    assert!(linked().await);
    for forged in [&others, &format!("{}x", &stamp[..stamp.len() - 1]), &of] {
        let update = with(note.clone(), json!({"quoteAuthorization": forged}));
        far.tells(&dave, dave.does("Update", &named(forged), update)).await;
        assert!(linked().await, "{forged}");
    }
    assert_eq!(told_of_it(&far).await, 0);
    // Mastodon sends the quote again when it may be, and its words have not changed.
    let update = with(note, json!({"quoteAuthorization": stamp}));
    far.tells(&dave, dave.does("Update", "stamp", update)).await;
    let quote = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap().post;
    assert_eq!(quote.root_id, Some(sees_here(&far, &alice, &guid).await.id));
    assert_eq!((quote.text.as_str(), quote.edited_at), ("Look", None));
    assert_eq!(told_of_it(&far).await, 1);
}

#[rocket::async_test]
async fn what_others_have_said_is_shown_with_a_quote_where_it_is_here_and_may_be_shown() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = far.actor("mel", "other.example");
    far.follows(&alice, "alice", &mel).await;
    far.tells(&mel, mel.makes(mel.note("1", "plums"))).await;
    far.tells(&dave, dave.makes(dave.note("0", "pears"))).await;
    let root = sees(&far.pod, &alice, &mel.at("notes/1")).await.unwrap().post.id;
    // It may be quoted twice, and passed on besides.
    for name in ["1", "2"] {
        far.tells(&dave, dave.makes(quoting(&dave, name, "Look", &mel.at("notes/1"))))
            .await;
        let quote = sees(&far.pod, &alice, &dave.at(&format!("notes/{name}"))).await;
        assert_eq!(quote.unwrap().post.root_id, Some(root), "{name}");
    }
    let announce = dave.does("Announce", "1", json!(mel.at("notes/1")));
    far.tells(&dave, announce.clone()).await;
    let passed = sees(&far.pod, &alice, announce["id"].as_str().unwrap()).await;
    assert_eq!(passed.unwrap().post.root_id, Some(root));
    far.tells(&dave, dave.does("Undo", "1", announce)).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_some());
    // What is not here, one's own, and what shows something itself.
    far.serves(&mel.at("notes/far"), &mel.note("far", "elsewhere"));
    for (name, of) in [
        ("3", mel.at("notes/far")),
        ("4", dave.at("notes/0")),
        ("5", dave.at("notes/1")),
    ] {
        far.tells(&dave, dave.makes(quoting(&dave, name, "Look", &of))).await;
        let quote = sees(&far.pod, &alice, &dave.at(&format!("notes/{name}")))
            .await
            .unwrap();
        assert_eq!(quote.post.root_id, None, "{name}");
        assert!(quote.post.text.contains(&of), "{}", quote.post.text);
    }
    assert_eq!(far.asked_for(&mel.at("notes/far")), 0);
    // What is for a few, or by somebody whom the author ignores.
    let to_alice = json!({"to": [format!("{HERE}/people/{}", alice.guid)], "cc": []});
    let few = with(quoting(&dave, "6", "Psst", &mel.at("notes/1")), to_alice);
    far.tells(&dave, dave.makes(few)).await;
    let guid = posts_here(&far, &alice, "apples", None).await;
    far.pod.settle().await;
    let stamp = word(&far, &dave, "7", &guid).await;
    let person = far.known(&dave).await.unwrap();
    let ignored = far.pod.act(async |tx| ignore::add(tx, alice.user, person.id).await);
    ignored.await.unwrap();
    let of = format!("{HERE}/posts/{guid}");
    let note = with(quoting(&dave, "7", "Look", &of), json!({"quoteAuthorization": stamp}));
    far.tells(&dave, dave.makes(note)).await;
    let sql = "SELECT COUNT(*) FROM post WHERE root_id IS NOT NULL";
    assert_eq!((count(far.pod.db.read(), sql).await, told_of_it(&far).await), (2, 0));
}
