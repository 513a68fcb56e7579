//! Making, changing and deleting aspects in a browser.

use samara::domain::contact;

use crate::support::TestPod;

#[rocket::async_test]
async fn an_aspect_is_made_changed_moved_and_deleted() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let made = browser
        .post("/aspects/new", &[("name", "Choir"), ("hue", "5"), ("chosen", "yes")])
        .await;
    assert_eq!(made.status(), 303);
    let id = alice.aspect(&pod, "Choir").await;
    assert_eq!(made.location(), format!("/contacts?aspect={id}"));
    let form = browser.get(&format!("/aspects/{id}/edit")).await.text().to_owned();
    assert!(form.contains("value=\"Choir\"") && form.contains("name=\"chosen\" value=\"yes\" checked"));
    assert_eq!(browser.post(&format!("/aspects/{id}/up"), &[]).await.status(), 303);
    let changed = browser
        .post(&format!("/aspects/{id}/edit"), &[("name", "Big choir"), ("hue", "6")])
        .await;
    assert_eq!(changed.status(), 303);
    let rail = browser.get("/contacts").await.text().to_owned();
    assert!(rail.find("family") < rail.find("Big choir") && rail.find("Big choir") < rail.find("work"));
    let asked = browser.get(&format!("/aspects/{id}/delete")).await.text().to_owned();
    assert!(asked.contains("Nobody is in this aspect.") && asked.contains("stay with those who have them"));
    assert_eq!(
        browser.post(&format!("/aspects/{id}/delete"), &[]).await.location(),
        "/contacts"
    );
    assert!(!browser.get("/contacts").await.text().contains("Big choir"));
}

#[rocket::async_test]
async fn a_refused_name_is_told_beside_the_field_and_nothing_typed_is_lost() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    let taken = browser
        .post("/aspects/new", &[("name", "FAMILY"), ("hue", "7"), ("chosen", "yes")])
        .await;
    assert_eq!(taken.status(), 422);
    let text = taken.text();
    assert!(text.contains("You have an aspect of this name already") && text.contains("value=\"FAMILY\""));
    assert!(
        text.contains("name=\"hue\" value=\"7\" aria-label=\"Colour 7\" checked") && text.contains("id=\"name-error\"")
    );
    for (name, hue) in [
        ("", "1"),
        ("a name that is far too long", "1"),
        ("x", "9"),
        ("x", "blue"),
        ("\u{202e}", "1"),
    ] {
        let answer = browser.post("/aspects/new", &[("name", name), ("hue", hue)]).await;
        assert_eq!(answer.status(), 422, "{name:?} {hue}");
    }
    assert_eq!(
        browser
            .post("/aspects/new", &[("name", "a\0b"), ("hue", "1")])
            .await
            .status(),
        400
    );
}

#[rocket::async_test]
async fn deleting_says_how_many_get_nothing_more() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let (family, work) = (alice.aspect(&pod, "family").await, alice.aspect(&pod, "work").await);
    pod.act(async |tx| {
        contact::set_aspects(tx, alice.user, bob.person, &[family, work]).await?;
        contact::set_aspects(tx, alice.user, eve.person, &[family]).await
    })
    .await
    .unwrap();
    let browser = pod.browser("alice").await;
    let family = family.to_string();
    browser
        .post("/settings/sharing", &[("share-back", &family), ("reach", "limited")])
        .await;
    let asked = browser
        .get(&format!("/aspects/{family}/delete"))
        .await
        .text()
        .to_owned();
    assert!(asked.contains("2 people are in this aspect.") && asked.contains("1 of them is in no other aspect"));
    assert!(asked.contains("goes into this aspect by itself. That ends."));
}
