//! A second opinion on the protocol: the Python package `federation`, which none of us wrote, reads what we send, and we read what it
//! sends, everything that it knows.

use std::collections::BTreeMap;

use samara::domain::contact;
use serde_json::{Value, json};

use super::attack::send;
use super::{alice_bob_and_carol, posts_to, reads, sees};
use crate::support::network::{Citizen, pair};
use crate::support::photo::picture;
use crate::support::{Network, Opinion};

/// All that was sent to these two, as it reads it: who sent it, and what is within.
fn understood(opinion: &Opinion, network: &Network, people: [&Citizen<'_>; 3]) -> Vec<(String, Value)> {
    let name = |who: &Citizen<'_>| who.who.handle.split('@').next().unwrap().to_owned();
    let keys: BTreeMap<&str, String> = people
        .iter()
        .map(|who| (who.who.handle.as_str(), pair(&name(who)).public))
        .collect();
    let (mut questions, mut ways) = (Vec::new(), Vec::new());
    for number in [1, 2] {
        let letters = network.sent_to(number);
        for letter in letters.iter().filter(|sent| sent.path.starts_with("/receive/")) {
            let whom = people
                .iter()
                .find(|who| letter.path.ends_with(&format!("/users/{}", who.who.guid)));
            let own = whom.map(|who| json!({"id": who.who.handle, "key": pair(&name(who)).private}));
            ways.push(if own.is_some() { "to one" } else { "to all" });
            questions.push(json!({"do": "read", "body": letter.body, "keys": keys, "own": own}));
        }
    }
    let (mut all, mut unknown) = (Vec::new(), Vec::new());
    let answers = opinion.asked("opinion.py", &questions).into_iter();
    for ((answer, question), way) in answers.zip(&questions).zip(ways) {
        assert!(answer["error"].is_null(), "{answer} {question}");
        let entities = answer["entities"].as_array().unwrap();
        let sender = answer["sender"].as_str().unwrap().to_owned();
        match entities.as_slice() {
            [] => unknown.push(format!("{sender} {way}")),
            [entity] => all.push((sender, entity.clone())),
            _ => panic!("more than one: {answer}"),
        }
    }
    unknown.sort_unstable();
    assert_eq!(
        unknown,
        [
            "alice@one.example to one",
            "bob@two.example to all",
            "bob@two.example to all",
            "carol@three.example to one"
        ],
        "it knows everything but the wish to hear more of a post, of whoever takes part and of the pod that fetched it, and that \
         what is not the sender's is taken back: a comment and a like, which bob's pod hands on"
    );
    all
}

#[rocket::async_test]
async fn what_we_send_is_understood_by_a_program_that_none_of_us_wrote() {
    let Some(opinion) = Opinion::there() else { return };
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let browser = alice.pod.browser("alice").await;
    let act = async |path: String, fields: &[(&str, &str)]| {
        let answer = browser.post(&path, fields).await;
        assert_eq!(answer.status(), 303, "{path}: {}", answer.text());
        network.settle().await;
        answer.location().to_owned()
    };
    let profile = [
        ("name", "Ada Lovelace"),
        ("bio", "counts; & weaves"),
        ("tags", "#looms"),
        ("details", "contacts"),
        ("searchable", "on"),
    ];
    act("/settings/profile".to_owned(), &profile).await;
    let photo = browser.upload("/photos", &[], &picture(80, 60, 3)).await;
    let photo = photo
        .text()
        .split("\"guid\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let words = "Grüße & <b>plums</b>; @{bob@two.example}";
    let open = act(
        "/posts".to_owned(),
        &[("reach", "public"), ("text", words), ("photo", &photo)],
    )
    .await;
    let open = open.rsplit("#post-").next().unwrap().to_owned();
    let closed = posts_to(&alice, "for the family", "family").await;
    let theirs = posts_to(&bob, "by bob", "public").await;
    network.settle().await;
    let said = act(
        format!("/posts/{theirs}/comments"),
        &[("comment", "  said; by *alice*\r\n  twice")],
    )
    .await;
    let said = said.rsplit("#comment-").next().unwrap().to_owned();
    act(format!("/posts/{theirs}/like"), &[]).await;
    let reshared = act(format!("/posts/{theirs}/reshare"), &[]).await;
    let below = bob.pod.browser("bob").await;
    below
        .post(&format!("/posts/{open}/comments"), &[("comment", "relayed")])
        .await;
    network.settle().await;
    act(format!("/posts/{theirs}/unlike"), &[]).await;
    act(format!("/comments/{said}/delete"), &[]).await;
    act(format!("/posts/{closed}/delete"), &[]).await;
    let all = understood(&opinion, &network, [&alice, &bob, &carol]);
    let find = |what: &str, fits: &dyn Fn(&str, &Value) -> bool| {
        let found = all
            .iter()
            .find(|(sender, entity)| entity["kind"] == what && fits(sender, entity));
        found.unwrap_or_else(|| panic!("no such {what} in {all:#?}")).1.clone()
    };
    let own = alice.who.handle.as_str();
    let post = find("Post", &|sender, post| sender == own && post["guid"] == open.as_str());
    // It takes the braces off a mention that it has understood.
    let words = words.replace("@{bob@two.example}", "@bob@two.example");
    assert_eq!(
        (post["raw_content"].as_str(), post["public"].as_bool()),
        (Some(words.as_str()), Some(true))
    );
    let image = &post["children"][0];
    assert_eq!(
        (image["kind"].as_str(), image["handle"].as_str()),
        (Some("Image"), Some(own))
    );
    assert!(
        image["url"].as_str().unwrap().starts_with("https://one.example/p/"),
        "{image}"
    );
    let limited = find("Post", &|_, post| post["guid"] == closed.as_str());
    assert_eq!(limited["public"].as_bool(), Some(false));
    let comment = find("Comment", &|sender, comment| sender == own && comment["handle"] == own);
    assert_eq!(comment["target_guid"], theirs.as_str());
    assert_eq!(comment["raw_content"], "  said; by *alice*\n  twice");
    let relayed = find("Comment", &|sender, comment| {
        sender == own && comment["handle"] == bob.who.handle.as_str()
    });
    assert_eq!(
        (relayed["raw_content"].as_str(), relayed["target_guid"].as_str()),
        (Some("relayed"), Some(open.as_str()))
    );
    let like = find("Like", &|sender, like| sender == own && like["handle"] == own);
    assert_eq!(like["target_guid"], theirs.as_str());
    let reshare = find("Reshare", &|_, reshare| {
        reshared.ends_with(reshare["guid"].as_str().unwrap())
    });
    assert_eq!(
        (reshare["target_guid"].as_str(), reshare["target_handle"].as_str()),
        (Some(theirs.as_str()), Some(bob.who.handle.as_str()))
    );
    let contact = find("Contact", &|_, contact| {
        contact["target_handle"] == bob.who.handle.as_str()
    });
    assert_eq!(
        (contact["handle"].as_str(), contact["following"].as_bool()),
        (Some(own), Some(true))
    );
    let profile = find("Profile", &|_, profile| {
        profile["name"] == "Ada Lovelace" && !profile["raw_content"].is_null()
    });
    assert_eq!(
        (profile["raw_content"].as_str(), &profile["tag_list"]),
        (Some("counts; & weaves"), &json!(["looms"]))
    );
    for (what, target) in [
        ("Reaction", like["guid"].as_str().unwrap()),
        ("Comment", &said),
        ("Post", &closed),
    ] {
        find("Retraction", &|_, gone| {
            gone["entity_type"] == what && gone["target_guid"] == target
        });
    }
}

/// A letter that the package is to write in Bob's name, and whether it is sealed.
fn wanted(kind: &str, fields: Value, sealed: bool) -> Value {
    let author = json!({"id": "bob@two.example", "guid": "0000000000000bob", "key": pair("bob").private});
    let to = sealed.then(|| pair("alice").public);
    json!({"do": "write", "kind": kind, "fields": fields, "author": author, "to": to})
}

#[rocket::async_test]
async fn what_a_program_that_none_of_us_wrote_sends_is_understood_here() {
    let Some(opinion) = Opinion::there() else { return };
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "what do you think?", "public").await;
    network.settle().await;
    let at = "2026-11-20T10:00:00Z";
    let about = |guid: &str, target: &str| json!({"id": guid, "guid": guid, "target_guid": target, "target_id": target, "created_at": at});
    let with = |mut fields: Value, more: Value| {
        fields
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        fields
    };
    let post = |guid: &str, public: bool| {
        json!({"id": guid, "guid": guid, "raw_content": "Grüße & **plums**", "public": public,
               "provider_display_name": "Other", "created_at": at})
    };
    let picture = "https://two.example/a.png";
    let profile = json!({"id": "bob@two.example", "guid": "0000000000000bob", "name": "Bob of Two", "raw_content": "bakes",
        "location": "Oxford", "gender": "he", "public": true, "tag_list": ["bread"], "public_key": pair("bob").public,
        "image_urls": {"large": picture, "medium": picture, "small": picture}});
    let share = with(
        about("reshare-of-theirs", &on),
        json!({"target_handle": "alice@one.example", "public": true}),
    );
    let mut like = about("a-like-of-theirs", &on);
    like.as_object_mut().unwrap().remove("created_at");
    let questions = [
        wanted(
            "Follow",
            json!({"target_id": "alice@one.example", "target_handle": "alice@one.example", "following": true}),
            true,
        ),
        wanted("Profile", profile, true),
        wanted("Post", post("an-open-post-of-theirs", true), false),
        wanted("Post", post("a-closed-post-of-theirs", false), true),
        wanted(
            "Comment",
            with(
                about("a-comment-of-theirs", &on),
                json!({"raw_content": "I *think*; so"}),
            ),
            false,
        ),
        wanted("Reaction", with(like, json!({"reaction": "like"})), false),
        wanted("Share", share, false),
        wanted(
            "Retraction",
            json!({"target_guid": "a-comment-of-theirs", "target_id": "a-comment-of-theirs", "entity_type": "Comment"}),
            false,
        ),
        wanted(
            "Retraction",
            json!({"target_guid": "an-open-post-of-theirs", "target_id": "an-open-post-of-theirs", "entity_type": "Post"}),
            false,
        ),
    ];
    let answers = opinion.asked("opinion.py", &questions);
    let hand_in = async |from: usize, to: usize| {
        for (question, answer) in questions[from..to].iter().zip(&answers[from..to]) {
            let body = answer["body"]
                .as_str()
                .unwrap_or_else(|| panic!("{answer} {question}"))
                .to_owned();
            let path = match question["to"].is_null() {
                true => "/receive/public".to_owned(),
                false => format!("/receive/users/{}", alice.who.guid),
            };
            assert_eq!(send(&network, &alice, &path, body).await, 202);
        }
    };
    hand_in(0, 7).await;
    let person = alice.knows(&bob).await;
    let standing = contact::standing(alice.pod.db.read(), alice.who.user, person.id)
        .await
        .unwrap();
    assert!(standing.sharing, "the contact");
    assert_eq!(person.name, "Bob of Two", "the profile");
    let page = alice
        .pod
        .browser("alice")
        .await
        .get(&format!("/people/{}", person.guid))
        .await;
    assert!(
        page.text().contains("bakes") && page.text().contains("Oxford"),
        "all of it"
    );
    let dave = network.citizen(0, "dave").await;
    let open = sees(&alice, "an-open-post-of-theirs")
        .await
        .expect("the open post")
        .post;
    assert_eq!(open.text, "Grüße & **plums**");
    assert!(sees(&dave, "an-open-post-of-theirs").await.is_some());
    assert!(
        sees(&alice, "a-closed-post-of-theirs").await.is_some(),
        "the closed post"
    );
    assert!(sees(&dave, "a-closed-post-of-theirs").await.is_none());
    assert_eq!(reads(&alice, &on).await, ["Bob of Two: I *think*; so"]);
    let mine = sees(&alice, &on).await.unwrap().post;
    assert_eq!((mine.likes, mine.reshares), (1, 1));
    assert_eq!(
        sees(&alice, "reshare-of-theirs").await.unwrap().post.root_id,
        Some(mine.id)
    );
    hand_in(7, 9).await;
    assert!(reads(&alice, &on).await.is_empty(), "the comment is taken back");
    assert!(sees(&alice, "an-open-post-of-theirs").await.is_none(), "and the post");
}
