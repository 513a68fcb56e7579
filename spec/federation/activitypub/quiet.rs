//! Posts that are for everybody and ask to stand in no list: found at their author's and by who follows them, and never made
//! louder than they came.

use entity::visible::post::Authored;
use entity::write::post::Extras;
use samara::domain::comment::{self, Draft};
use samara::domain::post::arrive::{Arrived, For, arrive};
use samara::domain::{post, reshare};
use serde_json::{Value, json};

use super::{alice_follows_dave, named, sees};
use crate::federation::{alice_bob_and_carol, sees as here};
use crate::support::far::{Actor, Far, with};
use crate::support::persona::{Persona, Program};
use crate::support::rows::count;
use crate::support::{Network, Someone};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A note with a tag, for everybody in `cc` alone.
fn quiet(by: &Actor, name: &str, text: &str) -> Value {
    with(
        tagged(by, name, text),
        json!({"to": [format!("{}/followers", by.id)], "cc": [PUBLIC]}),
    )
}

fn tagged(by: &Actor, name: &str, text: &str) -> Value {
    let href = by.at("tags/plums");
    with(
        by.note(name, &format!("{text} <a href=\"{href}\" rel=\"tag\">#plums</a>")),
        json!({"tag": [{"type": "Hashtag", "name": "#plums", "href": href}]}),
    )
}

/// Where somebody who follows nobody looks around. What is searched for stands on that page anyway.
const LISTS: [&str; 4] = ["/public", "/tags/plums", "/search?q=murmur", "/stream"];

async fn listed(far: &Far, name: &str, words: &str) -> Vec<&'static str> {
    let browser = far.pod.browser(name).await;
    let mut found = Vec::new();
    for path in LISTS {
        if browser.get(path).await.text().contains(words) {
            found.push(path);
        }
    }
    found
}

async fn reshares(far: &Far, who: &Someone, of: &Authored, text: &str) -> String {
    let (me, host) = (who.me(&far.pod).await, far.pod.settings.host());
    let shown = far
        .pod
        .act(async |tx| reshare::add(tx, &me, &host, &of.post, text).await);
    let guid = shown.await.unwrap().guid.clone();
    far.pod.settle().await;
    guid
}

#[rocket::async_test]
async fn a_quiet_post_stands_in_no_list_but_at_its_authors_and_with_who_follows_them() {
    let (far, _, dave) = alice_follows_dave().await;
    far.citizen("eve").await;
    let eve = far.pod.browser("eve").await;
    far.tells(&dave, dave.makes(tagged(&dave, "1", "murmur aloud"))).await;
    far.tells(&dave, dave.makes(quiet(&dave, "2", "murmur softly"))).await;
    assert_eq!(eve.post("/tags/plums/follow", &[]).await.status(), 303);
    assert_eq!(
        listed(&far, "eve", "aloud").await,
        LISTS,
        "what is loud is in all of them"
    );
    assert!(listed(&far, "eve", "softly").await.is_empty());
    for path in ["/public", "/tags/plums"] {
        assert!(!far.pod.visitor().get(path).await.text().contains("softly"), "{path}");
    }
    let author = far.known(&dave).await.unwrap().guid;
    for page in [
        format!("/people/{author}"),
        format!("/posts/{}", named(&dave.at("notes/2"))),
    ] {
        assert!(eve.get(&page).await.text().contains("softly"), "{page}");
    }
    let page = far
        .pod
        .visitor()
        .get(&format!("/posts/{}", named(&dave.at("notes/2"))))
        .await;
    assert!(page.text().contains("noindex"), "search engines leave it out");
    let page = far
        .pod
        .visitor()
        .get(&format!("/posts/{}", named(&dave.at("notes/1"))))
        .await;
    assert!(!page.text().contains("noindex"));
    let alice = far.pod.browser("alice").await.get("/stream").await;
    assert!(alice.text().contains("softly"), "she follows its author");
}

#[rocket::async_test]
async fn a_later_version_may_make_a_post_quieter_and_never_louder() {
    let (far, alice, dave) = alice_follows_dave().await;
    far.citizen("eve").await;
    far.tells(&dave, dave.makes(quiet(&dave, "1", "murmur once"))).await;
    far.tells(&dave, dave.makes(tagged(&dave, "2", "murmur twice"))).await;
    let loud = sees(&far.pod, &alice, &dave.at("notes/2")).await.unwrap();
    reshares(&far, &alice, &loud, "look #plums").await;
    let later = json!({"updated": "2026-11-21T11:30:00Z"});
    let louder = with(tagged(&dave, "1", "murmur once more"), later.clone());
    far.tells(&dave, dave.does("Update", "1", louder)).await;
    let quieter = with(quiet(&dave, "2", "murmur twice more"), later);
    far.tells(&dave, dave.does("Update", "2", quieter)).await;
    for words in ["once more", "twice more", "look"] {
        assert!(listed(&far, "eve", words).await.is_empty(), "{words}");
    }
    let text = sees(&far.pod, &alice, &dave.at("notes/2"))
        .await
        .unwrap()
        .post
        .text
        .clone();
    assert!(text.contains("twice more"), "{text}");
}

#[rocket::async_test]
async fn what_shows_or_answers_a_quiet_post_is_as_quiet_as_that() {
    let (far, alice, dave) = alice_follows_dave().await;
    far.citizen("eve").await;
    far.tells(&dave, dave.makes(quiet(&dave, "1", "murmur softly"))).await;
    let seen = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    let shown = reshares(&far, &alice, &seen, "").await;
    let (me, host) = (alice.me(&far.pod).await, far.pod.settings.host());
    let draft = Draft {
        text: "I heard",
        answers: None,
    };
    far.pod
        .act(async |tx| comment::add(tx, &me, &host, &seen.post, draft).await)
        .await
        .unwrap();
    far.pod.settle().await;
    assert!(listed(&far, "eve", "softly").await.is_empty());
    far.pod
        .act(async |tx| post::delete(tx, &me, &shown).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let sent: Vec<Value> = far
        .asked()
        .iter()
        .filter(|asked| asked.post)
        .map(|asked| serde_json::from_str(&asked.body).unwrap())
        .collect();
    for verb in ["Announce", "Create", "Undo"] {
        let one = sent.iter().find(|sent| sent["type"] == verb);
        let one = one.unwrap_or_else(|| panic!("{verb} is sent"));
        let object = &one["object"];
        for said in [one, object].into_iter().filter(|said| said["to"].is_array()) {
            assert!(!said["to"].as_array().unwrap().contains(&json!(PUBLIC)), "{said}");
            assert!(said["cc"].as_array().unwrap().contains(&json!(PUBLIC)), "{said}");
        }
    }
}

#[rocket::async_test]
async fn what_is_passed_on_to_fewer_than_all_is_in_no_list_either() {
    let (far, alice, dave) = alice_follows_dave().await;
    far.citizen("eve").await;
    let mel = far.actor("mel", "other.example");
    for (name, to, cc) in [
        ("1", json!([format!("{}/followers", dave.id)]), json!([PUBLIC])),
        ("2", json!([format!("{}/followers", dave.id)]), json!([])),
        ("3", json!([PUBLIC]), json!([])),
    ] {
        far.serves(&mel.at(&format!("notes/{name}")), &mel.note(name, "the root"));
        let announce = dave.does("Announce", name, json!(mel.at(&format!("notes/{name}"))));
        far.tells(&dave, with(announce, json!({"to": to, "cc": cc}))).await;
        assert!(
            sees(&far.pod, &alice, &dave.at(&format!("did/dave/Announce/{name}")))
                .await
                .is_some()
        );
    }
    let sql = "SELECT COUNT(*) FROM post WHERE root_id IS NOT NULL AND NOT quiet";
    assert_eq!(count(far.pod.db.read(), sql).await, 1);
    let shown = far.pod.browser("eve").await.get("/public").await;
    let times = shown.text().matches("dave far").count();
    assert!(times > 0, "what is for all is there");
}

#[rocket::async_test]
async fn to_pods_that_know_no_word_for_it_nothing_of_a_quiet_post_goes() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    let persona = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    for (guid, whom) in [("ap:loud", For::Everyone), ("ap:quiet", For::Quietly)] {
        let arrived = Arrived {
            guid,
            text: "murmur",
            photos: Vec::new(),
            at: None,
            edited_at: None,
            whom,
            extras: Extras::default(),
            poll: None,
        };
        let (kim, host) = (persona.who("kim"), alice.pod.settings.host());
        alice
            .pod
            .act(async |tx| arrive(tx, kim, &host, arrived).await)
            .await
            .unwrap();
        let root = here(&alice, guid).await.unwrap();
        let me = alice.me().await;
        let shown = alice
            .pod
            .act(async |tx| reshare::add(tx, &me, &host, &root.post, "look").await);
        let shown = shown.await.unwrap().guid.clone();
        network.settle().await;
        let loud = whom == For::Everyone;
        assert_eq!(here(&bob, &shown).await.is_some(), loud, "{guid}");
        let asked = alice.pod.visitor().get(&format!("/fetch/post/{shown}")).await.status();
        assert_eq!(
            asked,
            if loud { 200 } else { 404 },
            "{guid}: nor is it given to who asks"
        );
    }
}

/// A96: nor is it in a form that knows no word for it, whoever asks.
#[rocket::async_test]
async fn what_is_quiet_is_in_no_feed_and_in_no_form_but_the_one_that_says_so() {
    let (far, alice, dave) = alice_follows_dave().await;
    far.tells(&dave, dave.makes(quiet(&dave, "1", "MARK-root"))).await;
    let seen = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    let shown = reshares(&far, &alice, &seen, "MARK-shown").await;
    let never = "0123456789abcdef0123456789abcdef";
    let visitor = far.pod.visitor();
    for form in ["/fetch/post/{}", "/fetch/thread/{}"] {
        let nothing = visitor.get(&form.replace("{}", never)).await;
        let hidden = visitor.get(&form.replace("{}", &shown)).await;
        assert_eq!((hidden.status(), nothing.status()), (404, 404), "{form}");
        assert_eq!(hidden.text().replace(&shown, never), nothing.text(), "{form}");
    }
    for path in [
        "/feeds/alice.atom".to_owned(),
        format!("/people/{}/stream", alice.guid),
        "/public".to_owned(),
    ] {
        let accepted = visitor.get(&path).await;
        assert!(!accepted.text().contains("MARK"), "{path}");
    }
    let (status, document) = far.asks(&dave, &format!("/posts/{shown}")).await;
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!((status, &document["cc"][0]), (200, &json!(PUBLIC)), "{document}");
    assert!(!document["to"].as_array().unwrap().contains(&json!(PUBLIC)));
}
