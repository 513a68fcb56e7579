//! Who quotes what somebody here has said to everybody asks first, and is given a word that anybody can check; who may not have the post
//! learns nothing, and who is ignored is told no.

use samara::domain::ignore;
use serde_json::{Value, json};

use super::{alice_follows_dave, posts_here};
use crate::support::far::{Actor, Far, with};
use crate::support::persona;

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
