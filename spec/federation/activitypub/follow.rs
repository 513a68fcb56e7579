//! Following is sharing: both ways, in any order, twice, with and without being asked first.

use entity::own;
use samara::domain::contact;
use serde_json::json;

use super::{alice_follows_dave, posts_here, sees};
use crate::support::far::{Far, with};
use crate::support::rows::count;

async fn follows(far: &Far, what: &str) -> i64 {
    count(far.pod.db.read(), &format!("SELECT COUNT(*) FROM follow WHERE {what}")).await
}

#[rocket::async_test]
async fn a_follow_is_accepted_with_the_whole_of_it_and_begins_sharing_once() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let here = format!("https://one.example/people/{}", alice.guid);
    let follow = dave.does("Follow", "1", json!(here));
    for again in ["1", "2"] {
        far.tells(
            &dave,
            with(follow.clone(), json!({"id": dave.at(&format!("follows/{again}"))})),
        )
        .await;
    }
    let answers = far.sent_to(&format!("{}/inbox", dave.id));
    assert_eq!(answers.len(), 2, "each is answered");
    let accept = &answers[1];
    assert_eq!(accept["type"], "Accept");
    assert_eq!(accept["actor"], here.as_str());
    assert_eq!(accept["object"]["id"], dave.at("follows/2"));
    assert_eq!(accept["object"]["actor"], dave.id.as_str());
    assert_eq!(accept["object"]["object"], here.as_str());
    let person = far.known(&dave).await.unwrap();
    let standing = contact::standing(far.pod.db.read(), alice.user, person.id)
        .await
        .unwrap();
    assert!(standing.sharing && !standing.receiving);
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM notification").await, 1);
    // Undone with another address, in the middle of nothing, twice.
    let undo = dave.does(
        "Undo",
        "1",
        with(follow.clone(), json!({"id": dave.at("follows/another")})),
    );
    far.tells(&dave, undo.clone()).await;
    far.tells(&dave, with(undo, json!({"id": dave.at("undo/2")}))).await;
    let standing = contact::standing(far.pod.db.read(), alice.user, person.id)
        .await
        .unwrap();
    assert!(!standing.sharing);
    assert_eq!(follows(&far, "way = 'in'").await, 0);
}

#[rocket::async_test]
async fn who_wants_to_be_asked_decides_on_the_contacts_page() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let (dave, mel) = (far.actor("dave", "far.example"), far.actor("mel", "far.example"));
    let browser = far.pod.browser("alice").await;
    let fields = [("reach", "limited"), ("share-back", "0"), ("follows-asked", "1")];
    assert_eq!(browser.post("/settings/sharing", &fields).await.status(), 303);
    let here = format!("https://one.example/people/{}", alice.guid);
    for who in [&dave, &mel] {
        far.tells(who, who.does("Follow", "1", json!(here))).await;
        assert!(
            far.sent_to(&format!("{}/inbox", who.id)).is_empty(),
            "nothing is said yet"
        );
    }
    assert!(
        browser
            .get("/notifications")
            .await
            .text()
            .contains("wants to follow you")
    );
    let page = browser.get("/contacts").await;
    assert!(page.text().contains("dave@far.example") && page.text().contains("mel@far.example"));
    let guid = |person: entity::person::Model| person.guid;
    let (dave_here, mel_here) = (far.known(&dave).await.unwrap(), far.known(&mel).await.unwrap());
    for (who, may) in [(dave_here.clone(), "yes"), (mel_here.clone(), "no")] {
        let path = format!("/people/{}/follower", guid(who));
        assert_eq!(browser.post(&path, &[("may", may)]).await.status(), 303);
        assert_eq!(browser.post(&path, &[("may", may)]).await.status(), 404, "once");
    }
    far.pod.settle().await;
    assert_eq!(far.sent_to(&format!("{}/inbox", dave.id))[0]["type"], "Accept");
    assert_eq!(far.sent_to(&format!("{}/inbox", mel.id))[0]["type"], "Reject");
    let sharing = async |who: &entity::person::Model| {
        let one = own::contact::one(far.pod.db.read(), alice.user, who.id).await.unwrap();
        one.is_some_and(|one| one.sharing)
    };
    assert!(sharing(&dave_here).await && !sharing(&mel_here).await);
    let stranger = far.pod.browser("bob").await;
    let path = format!("/people/{}/follower", mel_here.guid);
    assert_eq!(
        stranger.post(&path, &[("may", "yes")]).await.status(),
        404,
        "nobody has asked Bob"
    );
}

#[rocket::async_test]
async fn whom_somebody_puts_into_an_aspect_they_ask_to_follow_and_undo_it_afterwards() {
    let (far, alice, dave) = alice_follows_dave().await;
    assert_eq!(follows(&far, "way = 'out' AND state = 'accepted'").await, 1);
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    assert_eq!(sent.len(), 1);
    let here = format!("https://one.example/people/{}", alice.guid);
    assert_eq!((&sent[0]["actor"], &sent[0]["object"]), (&json!(here), &json!(dave.id)));
    let person = far.known(&dave).await.unwrap();
    let aspect = alice.aspect(&far.pod, "family").await;
    far.pod
        .act(async |tx| contact::remove_from(tx, alice.user, person.id, aspect).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    assert_eq!(sent[1]["type"], "Undo");
    assert_eq!(sent[1]["object"]["id"], sent[0]["id"]);
    assert_eq!(follows(&far, "way = 'out'").await, 0);
}

#[rocket::async_test]
async fn what_is_for_followers_is_seen_by_nobody_before_their_follow_was_accepted() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mara = far.citizen("mara").await;
    let person = far.known(&dave).await.unwrap();
    let aspect = mara.aspect(&far.pod, "family").await;
    far.pod
        .act(async |tx| contact::add_to(tx, mara.user, person.id, aspect).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let note = |name: &str| {
        let followers = json!({"to": [format!("{}/followers", dave.id)], "cc": []});
        with(dave.note(name, "for those who follow me"), followers)
    };
    far.tells(&dave, dave.makes(note("1"))).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_some());
    assert!(
        sees(&far.pod, &mara, &dave.at("notes/1")).await.is_none(),
        "nobody has answered her"
    );
    // Mallory answers in Dave's place; Dave answers something that nobody asked.
    let mallory = far.actor("mallory", "evil.example");
    let asked = far.sent_to(&format!("{}/inbox", dave.id));
    let mine = asked
        .iter()
        .rev()
        .find(|sent| sent["type"] == "Follow")
        .unwrap()
        .clone();
    far.sends(&mallory, "/inbox", &mallory.does("Accept", "1", mine.clone()))
        .await;
    far.tells(
        &dave,
        dave.does("Accept", "1", json!("https://one.example/people/x#follow/other")),
    )
    .await;
    far.tells(&dave, dave.makes(note("2"))).await;
    assert!(sees(&far.pod, &mara, &dave.at("notes/2")).await.is_none());
    // Dave answers: from now on, and not what was before.
    let regenerated = with(mine.clone(), json!({"id": "https://far.example/follows/anew"}));
    far.tells(&dave, dave.does("Accept", "2", regenerated)).await;
    far.tells(&dave, dave.makes(note("3"))).await;
    assert!(sees(&far.pod, &mara, &dave.at("notes/1")).await.is_none());
    assert!(sees(&far.pod, &mara, &dave.at("notes/3")).await.is_some());
    // Dave has thought better of it: at once she sees nothing of it, anywhere.
    far.tells(&dave, dave.does("Reject", "1", mine)).await;
    assert!(sees(&far.pod, &mara, &dave.at("notes/3")).await.is_none());
    let browser = far.pod.browser("mara").await;
    for path in ["/stream", "/search?q=follow+me"] {
        assert!(
            !browser.get(path).await.text().contains("for those who follow me"),
            "{path}"
        );
    }
    assert!(sees(&far.pod, &alice, &dave.at("notes/3")).await.is_some());
}

#[rocket::async_test]
async fn whoever_is_ignored_follows_no_longer_and_is_told_so() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let here = format!("https://one.example/people/{}", alice.guid);
    far.tells(&dave, dave.does("Follow", "1", json!(here))).await;
    let person = far.known(&dave).await.unwrap();
    far.pod
        .act(async |tx| samara::domain::ignore::add(tx, alice.user, person.id).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    let verbs: Vec<_> = sent.iter().map(|sent| sent["type"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["Accept", "Reject"]);
    far.tells(&dave, dave.does("Follow", "2", json!(here))).await;
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    assert_eq!(sent.last().unwrap()["type"], "Reject");
}

#[rocket::async_test]
async fn who_shuts_somebody_out_neither_follows_nor_is_followed() {
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!("https://one.example/people/{}", alice.guid);
    far.tells(&dave, dave.does("Follow", "1", json!(here))).await;
    far.tells(&dave, dave.does("Block", "1", json!(here))).await;
    assert_eq!(follows(&far, "way = 'in'").await, 0);
    assert_eq!(follows(&far, "way = 'out' AND state = 'refused'").await, 1);
}

#[rocket::async_test]
async fn whoever_has_moved_is_followed_where_both_of_their_addresses_say_so() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (new, thief) = (far.actor("dave2", "new.example"), far.actor("thief", "evil.example"));
    let moved = |name: &str, to: &str| with(dave.does("Move", name, json!(dave.id)), json!({"target": to}));
    far.tells(&dave, moved("1", &thief.id)).await;
    assert_eq!(
        follows(&far, "way = 'out'").await,
        1,
        "the other one does not know of it"
    );
    far.publishes(&new, "Person", json!({"alsoKnownAs": [dave.id]}));
    far.tells(&dave, moved("2", &new.id)).await;
    far.tells(&dave, moved("3", &new.id)).await;
    let person = far.known(&new).await.unwrap();
    let standing = contact::standing(far.pod.db.read(), alice.user, person.id)
        .await
        .unwrap();
    assert!(standing.receiving, "in the same aspects");
    let follow = far.sent_to(&format!("{}/inbox", new.id));
    assert_eq!(follow.len(), 1);
    assert_eq!(follow[0]["type"], "Follow");
    assert_eq!(
        far.sent_to(&format!("{}/inbox", dave.id)).last().unwrap()["type"],
        "Undo"
    );
    assert!(
        far.pod
            .browser("alice")
            .await
            .get("/notifications")
            .await
            .text()
            .contains("moved")
    );
}

#[rocket::async_test]
async fn who_leaves_is_gone_with_what_they_said() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    far.tells(&dave, dave.makes(super::answering(dave.note("1", "a word"), &here)))
        .await;
    assert_eq!(super::reads(&far.pod, &alice, &post).await.len(), 1);
    far.tells(&dave, dave.does("Delete", "1", json!(dave.id))).await;
    assert!(super::reads(&far.pod, &alice, &post).await.is_empty());
    assert_eq!(follows(&far, "1 = 1").await, 0);
    let sent = far.sends(&dave, "/inbox", &dave.makes(dave.note("2", "again"))).await;
    assert!(matches!(sent, 202 | 401));
    far.pod.settle().await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/2")).await.is_none());
}

/// The digest of FEP-8fcf, as its text has it: the hashes of all addresses, taken together bit by bit.
fn digest(uris: &[&str]) -> String {
    let all = uris.iter().fold([0_u8; 32], |mut all, uri| {
        let one = openssl::sha::sha256(uri.as_bytes());
        all.iter_mut().zip(one).for_each(|(all, one)| *all ^= one);
        all
    });
    all.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[rocket::async_test]
async fn what_a_server_thinks_of_who_follows_is_compared_and_mended() {
    let (far, alice, dave) = super::alice_follows_dave().await;
    let (bob, carol) = (far.citizen("bob").await, far.citizen("carol").await);
    far.follows(&bob, "bob", &dave).await;
    let bobs = far.sent_to(&format!("{}/inbox", dave.id)).pop().unwrap();
    far.tells(&dave, dave.does("Accept", "bobs", bobs)).await;
    let uri = |who: &crate::support::Someone| format!("https://one.example/people/{}", who.guid);
    let at = format!("{}/followers_of_one", dave.id);
    let says = async |number: &str, collection: &str, url: &str, digest: &str| {
        let note = dave.makes(dave.note(number, "words")).to_string();
        let mut headers = far.signed(
            &dave,
            "/inbox",
            samara::wire::signature::Scheme::Cavage,
            note.as_bytes(),
        );
        let said = format!("collectionId=\"{collection}\", url=\"{url}\", digest=\"{digest}\"");
        headers.push(("Collection-Synchronization".to_owned(), said));
        assert_eq!(far.posts("/inbox", &headers, note.as_bytes()).await, 202);
        far.pod.settle().await;
    };
    let followers = format!("{}/followers", dave.id);
    let both = digest(&[&uri(&alice), &uri(&bob)]);
    let list = |of: &[&str]| json!({"id": at, "type": "OrderedCollection", "orderedItems": of});
    far.serves(&at, &list(&[&uri(&alice), &uri(&carol)]));
    says("1", &followers, &at, &both).await;
    assert_eq!(far.asked_for(&at), 0, "both think the same");
    // Nobody else's followers, and nothing that another server says.
    says("2", &format!("{}/following", dave.id), &at, "00").await;
    far.serves("https://evil.example/list", &list(&[]));
    says("3", &followers, "https://evil.example/list", "00").await;
    assert_eq!(far.asked_for(&at) + far.asked_for("https://evil.example/list"), 0);
    // It knows Alice and Carol: Bob is asked for anew, and Carol follows nobody.
    let before = far.sent_to(&format!("{}/inbox", dave.id)).len();
    says("4", &followers, &at, &digest(&[&uri(&alice), &uri(&carol)])).await;
    assert_eq!(far.asked_for(&at), 1);
    let sent = far.sent_to(&format!("{}/inbox", dave.id)).split_off(before);
    let verbs: Vec<(&str, &str)> = sent
        .iter()
        .map(|sent| (sent["type"].as_str().unwrap(), sent["actor"].as_str().unwrap()))
        .collect();
    let (bobs, carols) = (uri(&bob), uri(&carol));
    assert_eq!(verbs.len(), 2, "{sent:#?}");
    assert!(
        verbs.contains(&("Follow", bobs.as_str())) && verbs.contains(&("Undo", carols.as_str())),
        "{verbs:?}"
    );
    // Not again within the hour, whatever is said.
    says("5", &followers, &at, "00").await;
    assert_eq!(far.asked_for(&at), 1);
}

#[rocket::async_test]
async fn that_a_follow_waits_is_said_on_their_page_until_they_answer() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.opens("alice", &dave.id).await;
    let person = far.known(&dave).await.unwrap();
    let page = format!("/people/{}", person.guid);
    let browser = far.pod.browser("alice").await;
    let waits = async || {
        browser
            .get(&page)
            .await
            .text()
            .contains("You will follow them once they allow it")
    };
    assert!(!waits().await);
    let aspect = alice.aspect(&far.pod, "family").await;
    far.pod
        .act(async |tx| contact::add_to(tx, alice.user, person.id, aspect).await)
        .await
        .unwrap();
    far.pod.settle().await;
    assert!(waits().await, "asked, and no answer yet");
    assert!(
        !far.pod
            .browser("bob")
            .await
            .get(&page)
            .await
            .text()
            .contains("You will follow")
    );
    let follow = far.sent_to(&format!("{}/inbox", dave.id)).pop().unwrap();
    far.tells(&dave, dave.does("Accept", "1", follow)).await;
    assert!(!waits().await);
}

#[rocket::async_test]
async fn a_follow_that_nobody_answers_is_asked_again_a_few_times_and_an_answer_to_any_of_them_counts() {
    const HOUR: u64 = 3_600;
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.opens("alice", &dave.id).await;
    let person = far.known(&dave).await.unwrap();
    let put = async |aspect: &str| {
        let aspect = alice.aspect(&far.pod, aspect).await;
        far.pod
            .act(async |tx| contact::add_to(tx, alice.user, person.id, aspect).await)
            .await
            .unwrap();
        far.pod.settle().await;
    };
    let asked = || -> Vec<String> {
        let sent = far.sent_to(&format!("{}/inbox", dave.id)).into_iter();
        let asked = sent.filter(|sent| sent["type"] == "Follow" && sent["object"] == dave.id.as_str());
        asked.map(|sent| sent["id"].as_str().unwrap().to_owned()).collect()
    };
    let after = async |hours: u64| {
        far.pod.advance(std::time::Duration::from_secs(hours * HOUR));
        far.pod.settle().await;
        asked().len()
    };
    put("family").await;
    assert_eq!(asked().len(), 1);
    assert_eq!([after(1).await, after(23).await, after(2).await], [2, 2, 3]);
    assert_eq!(
        [after(6 * 24).await, after(2 * 24).await, after(60 * 24).await],
        [3, 4, 4]
    );
    put("work").await;
    let all = asked();
    assert_eq!(all.len(), 5, "whoever puts them into another aspect asks once more");
    let names: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(
        names.len(),
        5,
        "there are servers that answer nothing twice that has the same address"
    );
    // Nobody else's answer counts, and nothing that was not asked.
    let mallory = far.actor("mallory", "evil.example");
    far.sends(&mallory, "/inbox", &mallory.does("Accept", "1", json!(all[2])))
        .await;
    far.pod.settle().await;
    far.tells(&dave, dave.does("Accept", "1", json!(format!("{}/1/2", all[0]))))
        .await;
    assert_eq!(follows(&far, "way = 'out' AND state = 'accepted'").await, 0);
    far.tells(&dave, dave.does("Accept", "2", json!(all[2]))).await;
    assert_eq!(follows(&far, "way = 'out' AND state = 'accepted'").await, 1);
    put("family").await;
    assert_eq!(after(24).await, 5, "who has answered is asked no more");
}

#[rocket::async_test]
async fn whoever_is_let_go_before_they_have_answered_is_asked_no_more() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.opens("alice", &dave.id).await;
    let person = far.known(&dave).await.unwrap();
    let aspect = alice.aspect(&far.pod, "family").await;
    let put = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, person.id, aspect).await);
    put.await.unwrap();
    far.pod.settle().await;
    let taken = far
        .pod
        .act(async |tx| contact::remove_from(tx, alice.user, person.id, aspect).await);
    taken.await.unwrap();
    far.pod.settle().await;
    for _ in 0..10 {
        far.pod.advance(std::time::Duration::from_secs(86_400));
        far.pod.settle().await;
    }
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    let verbs: Vec<_> = sent.iter().map(|sent| sent["type"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["Follow", "Undo"]);
}
