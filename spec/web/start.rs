//! Getting started, in a browser.

use entity::{own, user};
use samara::domain::{contact, telling};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::support::{Someone, TestPod};

async fn begin(pod: &TestPod, who: &Someone, invited_by: Option<&Someone>) {
    let row = user::Entity::find_by_id(who.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    let mut row = row.into_active_model();
    row.started = Set(0);
    row.invited_by = Set(invited_by.map(|inviter| inviter.user));
    pod.act(async |tx| Ok(row.update(tx.sql()).await.map(drop)?))
        .await
        .unwrap();
}

async fn started(pod: &TestPod, who: &Someone) -> i32 {
    user::Entity::find_by_id(who.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
        .started
}

#[rocket::async_test]
async fn three_steps_lead_to_the_stream() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    begin(&pod, &alice, Some(&eve)).await;
    let browser = pod.browser("alice").await;
    let first = browser.get("/start/profile").await;
    assert!(
        first.text().contains("data-zone=\"take\"") && first.text().contains("<option value=\"UTC\" selected>"),
        "nothing is kept: the browser's own zone is taken in sight"
    );
    let form = [("name", "Alice B."), ("zone", "Europe/Berlin")];
    let named = browser.upload("/start/profile", &form, b"").await;
    assert_eq!((named.status(), named.location()), (303, "/start/tags"));
    assert_eq!(started(&pod, &alice).await, 1);
    let wishes = telling::of(pod.db.read(), alice.user).await.unwrap();
    assert_eq!(wishes.zone().name(), "Europe/Berlin");
    let again = browser.get("/start/profile").await;
    assert!(again.text().contains("data-zone=\"offer\"") && again.text().contains("Berlin\" selected"));
    assert!(browser.get("/start/tags").await.text().contains("value=\"music\""));
    let tags = browser
        .post(
            "/start/tags",
            &[("tag", "music"), ("tag", "garden"), ("tags", "#Choir, film")],
        )
        .await;
    assert_eq!(tags.location(), "/start/people");
    let followed = own::sidebar::tags(pod.db.read(), alice.user).await.unwrap();
    assert_eq!(followed, ["choir", "film", "garden", "music"]);
    let people = browser.get("/start/people").await.text().to_owned();
    let (inviter, other) = (people.find(&eve.guid).unwrap(), people.find(&bob.guid).unwrap());
    assert!(inviter < other, "who invited me comes first");
    let family = alice.aspect(&pod, "family").await;
    let added = browser
        .post(
            "/start/people",
            &[("person", &eve.guid), ("aspect", &family.to_string())],
        )
        .await;
    assert_eq!(added.location(), "/start/people");
    assert!(
        contact::standing(pod.db.read(), alice.user, eve.person)
            .await
            .unwrap()
            .receiving
    );
    assert!(!browser.get("/start/people").await.text().contains(&eve.guid));
    assert_eq!(browser.post("/start/people", &[]).await.location(), "/stream");
    assert_eq!(started(&pod, &alice).await, 3);
}

#[rocket::async_test]
async fn every_step_may_be_left_out() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    begin(&pod, &alice, None).await;
    let browser = pod.browser("alice").await;
    let skipped = browser
        .upload("/start/profile", &[("skip", "yes"), ("name", &"x".repeat(999))], b"")
        .await;
    assert_eq!(skipped.location(), "/start/tags");
    let skipped = browser
        .post("/start/tags", &[("skip", "yes"), ("tags", "<no tag>")])
        .await;
    assert_eq!(skipped.location(), "/start/people");
    assert_eq!(browser.post("/start/people", &[]).await.location(), "/stream");
    assert_eq!(started(&pod, &alice).await, 3);
    assert!(own::sidebar::tags(pod.db.read(), alice.user).await.unwrap().is_empty());
}

#[rocket::async_test]
async fn what_cannot_be_is_said_and_nothing_typed_is_lost() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    begin(&pod, &alice, None).await;
    let browser = pod.browser("alice").await;
    let long = "x".repeat(65);
    let name = browser.upload("/start/profile", &[("name", &long)], b"").await;
    assert_eq!(name.status(), 422);
    assert!(name.text().contains(&long) && name.text().contains("id=\"name-error\""));
    let file = browser.upload("/start/profile", &[("name", "Al")], b"no picture").await;
    assert_eq!(file.status(), 422);
    let form = [("name", "Al"), ("zone", "Europe/Atlan\"tis")];
    let zone = browser.upload("/start/profile", &form, b"").await;
    assert_eq!(zone.status(), 422);
    assert!(zone.text().contains("id=\"zone-error\"") && zone.text().contains("Atlan&quot;tis"));
    let tags = browser.post("/start/tags", &[("tag", "music"), ("tags", "a<b")]).await;
    assert_eq!(tags.status(), 422);
    assert!(tags.text().contains("value=\"music\" checked") && tags.text().contains("a&lt;b"));
    assert_eq!(
        browser
            .post("/start/people", &[("person", "nobody"), ("aspect", "1")])
            .await
            .status(),
        404
    );
}
