//! The card beside somebody's name: what their page would say, to this reader, and no more.

use entity::person;
use samara::domain::contact;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::support::{Browser, Someone, TestPod};

const FRAGMENT: (&str, &str) = ("X-Fragment", "posts");

/// Alice says all there is to say of herself.
async fn describe(pod: &TestPod, details: &str) -> Someone {
    let alice = pod.user("alice").await;
    let fields = [
        ("name", "Alice B."),
        ("bio", "Bread and bikes"),
        ("location", "Leipzig-Plagwitz"),
        ("pronouns", "she/her"),
        ("day", "29"),
        ("month", "2"),
        ("year", ""),
        ("tags", "#choir"),
        ("searchable", "yes"),
        ("details", details),
    ];
    let saved = pod.browser("alice").await.post("/settings/profile", &fields).await;
    assert_eq!(saved.status(), 303);
    alice
}

/// The words and addresses of a piece of HTML.
fn pieces(html: &str) -> Vec<String> {
    let words = html
        .split('<')
        .filter_map(|tag| tag.split_once('>'))
        .map(|(_, text)| text);
    let words = words
        .filter(|text| !text.trim().is_empty())
        .map(|text| text.trim().to_owned());
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    words.chain(links.map(|link| format!("href=\"{link}\""))).collect()
}

async fn card(browser: Browser<'_>, of: &Someone) -> String {
    let browser = browser.with(FRAGMENT.0, FRAGMENT.1);
    let answer = browser.get(&format!("/people/{}/card", of.guid)).await;
    assert_eq!(answer.status(), 200);
    assert!(!answer.text().contains("<html"), "only the card");
    answer.text().to_owned()
}

#[rocket::async_test]
async fn the_card_says_nothing_that_the_page_does_not_say_to_the_same_reader() {
    let pod = TestPod::new().await;
    for details in ["nobody", "contacts", "everyone"] {
        let (alice, bob) = (describe(&pod, details).await, pod.user("bob").await);
        let family = alice.aspect(&pod, "family").await;
        pod.act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await)
            .await
            .unwrap();
        for reader in ["nobody", "eve", "bob", "alice"] {
            let browser = async || match reader {
                "nobody" => pod.visitor(),
                name => pod.browser(name).await,
            };
            let page = browser().await.get(&format!("/people/{}", alice.guid)).await;
            let card = card(browser().await, &alice).await;
            assert!(card.contains("Alice B.") && card.contains(&alice.handle) && card.contains("/tags/choir"));
            // The page does not lead to itself.
            let itself = format!("href=\"/people/{}\"", alice.guid);
            for piece in pieces(&card).into_iter().filter(|piece| *piece != itself) {
                assert!(
                    page.text().contains(&piece),
                    "{reader} reads {piece:?} on the card alone"
                );
            }
            for secret in ["Bread", "Plagwitz", "she/her", "February", "family"] {
                assert!(!card.contains(secret), "the card says {secret} to {reader}");
            }
            assert_eq!(card.contains("Shares with you"), reader == "bob", "{reader}");
            assert_eq!(
                card.contains("data-membership"),
                ["eve", "bob"].contains(&reader),
                "{reader}"
            );
        }
    }
}

#[rocket::async_test]
async fn my_aspects_and_whom_i_ignore_are_on_my_card_alone() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (
        describe(&pod, "everyone").await,
        pod.user("bob").await,
        pod.user("eve").await,
    );
    let work = bob.aspect(&pod, "work").await;
    pod.act(async |tx| contact::add_to(tx, bob.user, alice.person, work).await)
        .await
        .unwrap();
    let ignored = format!("/people/{}/ignore", alice.guid);
    assert_eq!(pod.browser("eve").await.post(&ignored, &[]).await.status(), 303);
    assert!(card(pod.browser("bob").await, &alice).await.contains("<bdi>work</bdi>"));
    let eves = card(pod.browser("eve").await, &alice).await;
    assert!(eves.contains("You ignore this person") && !eves.contains("data-membership"));
    for of in [&bob, &eve] {
        let seen = card(pod.browser("alice").await, of).await;
        assert!(!seen.contains("work") && !seen.contains("ignore"), "{seen}");
    }
}

#[rocket::async_test]
async fn the_card_of_a_closed_account_is_that_of_nobody() {
    let pod = TestPod::new().await;
    let alice = describe(&pod, "everyone").await;
    let row = person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap();
    let mut row = row.unwrap().into_active_model();
    row.closed_at = Set(Some(pod.clock.now()));
    pod.act(async |tx| Ok(row.update(tx.sql()).await.map(drop)?))
        .await
        .unwrap();
    let never = "/people/0000000000000000/card";
    for mut reader in [pod.browser("bob").await, pod.visitor()] {
        for header in [("Accept", "text/html"), FRAGMENT] {
            reader = reader.alone_with(header.0, header.1);
            let gone = reader.get(&format!("/people/{}/card", alice.guid)).await;
            let never = reader.get(never).await;
            assert_eq!((gone.status(), never.status()), (404, 404));
            assert_eq!((gone.bytes(), gone.headers()), (never.bytes(), never.headers()));
        }
    }
}

#[rocket::async_test]
async fn a_glance_at_a_card_reads_no_notification() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let family = alice.aspect(&pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    card(pod.browser("bob").await, &alice).await;
    let browser = pod.browser("bob").await;
    let list = browser.get("/notifications").await;
    assert!(list.text().contains("row--unread"));
    assert!(
        list.text()
            .contains(&format!("class=\"told__who\" href=\"/people/{}\"", alice.guid)),
        "the face leads to the person"
    );
    browser.get(&format!("/people/{}", alice.guid)).await;
    assert!(!browser.get("/notifications").await.text().contains("row--unread"));
}
