//! The first visit.

use samara::domain::account::setup;
use samara::domain::house::Join;

use super::entrance::account;
use crate::support::browser::{Answer, Browser, encode};
use crate::support::pod::TestPod;

const FIRST: [(&str, &str); 5] = [
    ("name", "brandt.family"),
    ("join", "invitation"),
    ("username", "noor"),
    ("email", "noor@mail.example"),
    ("password", "seven green kettles"),
];

/// Sends the form with the token of the page of set-up: no other page answers yet.
async fn send(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let answer = browser.get("/setup").await;
    let page = answer.text();
    let token = page
        .split("<meta name=\"csrf\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let mut all = vec![("csrf", token.unwrap_or_default())];
    all.extend_from_slice(fields);
    browser.post_raw("/setup", encode(&all).into_bytes()).await
}

#[rocket::async_test]
async fn until_set_up_every_way_leads_there_and_then_never_again() {
    let pod = TestPod::bare(&[]).await;
    let browser = pod.visitor();
    for path in ["/", "/join", "/sign-in", "/stream", "/admin", "/password/forgot"] {
        assert_eq!(browser.get(path).await.location(), "/setup", "{path}");
    }
    assert_eq!(
        browser.post_raw("/join", b"username=eve".to_vec()).await.location(),
        "/setup"
    );
    let page = browser.get("/setup").await;
    assert!(!page.text().contains("name=\"key\""), "no key on this machine");
    let answer = send(&browser, &FIRST).await;
    assert_eq!(
        (answer.status(), answer.location()),
        (303, "/start/profile"),
        "{}",
        answer.text()
    );
    let house = pod.house().await.unwrap();
    assert_eq!(
        (house.name.as_str(), house.join, house.set_up),
        ("brandt.family", Join::Invitation, true)
    );
    let noor = account(&pod, "noor@mail.example").await.unwrap();
    assert_eq!(noor.role, entity::user::Role::Administrator);
    assert_eq!(browser.get("/admin").await.status(), 200);
    let late = pod.visitor();
    assert_eq!(late.get("/setup").await.location(), "/");
    let again = late.post("/setup", &FIRST).await;
    assert_eq!(again.status(), 409);
}

#[rocket::async_test]
async fn whoever_is_not_on_this_machine_has_to_know_the_key() {
    let pod = TestPod::bare(&[]).await;
    let old = pod.act(async |tx| setup::new_key(tx).await).await.unwrap().unwrap();
    let key = pod.act(async |tx| setup::new_key(tx).await).await.unwrap().unwrap();
    let browser = pod.visitor().with("X-Forwarded-For", "127.0.0.1");
    assert!(browser.get("/setup").await.text().contains("name=\"key\""));
    for wrong in ["", "0000-0000-0000-0000", old.as_str()] {
        let mut fields = FIRST.to_vec();
        fields.push(("key", wrong));
        let answer = send(&browser, &fields).await;
        assert_eq!(answer.status(), 422, "{wrong}");
        assert!(answer.text().contains("key-error") && answer.text().contains("brandt.family"));
    }
    assert!(account(&pod, "noor").await.is_none());
    let mut fields = FIRST.to_vec();
    let typed = key.to_uppercase().replace('-', " ");
    fields.push(("key", &typed));
    assert_eq!(send(&browser, &fields).await.status(), 303);
    assert_eq!(pod.act(async |tx| setup::new_key(tx).await).await.unwrap(), None);
}

#[rocket::async_test]
async fn a_pod_with_an_address_of_its_own_asks_everybody_for_the_key() {
    let pod = TestPod::bare(&[("address", "https://pod.example")]).await;
    let browser = pod.visitor();
    assert!(browser.get("/setup").await.text().contains("name=\"key\""));
    assert_eq!(send(&browser, &FIRST).await.status(), 422);
}

#[rocket::async_test]
async fn the_key_cannot_be_guessed() {
    let pod = TestPod::bare(&[]).await;
    let key = pod.act(async |tx| setup::new_key(tx).await).await.unwrap().unwrap();
    let browser = pod.visitor().with("Via", "1.1 proxy");
    let mut fields = FIRST.to_vec();
    fields.push(("key", "1111-1111-1111-1111"));
    for _ in 0..10 {
        assert_eq!(send(&browser, &fields).await.status(), 422);
    }
    fields.pop();
    fields.push(("key", &key));
    assert_eq!(send(&browser, &fields).await.status(), 429);
}

#[rocket::async_test]
async fn of_two_who_set_up_at_the_same_time_one_does() {
    let pod = TestPod::bare(&[]).await;
    let (one, other) = (pod.visitor(), pod.visitor());
    let mut second = FIRST.to_vec();
    second[2].1 = "eve";
    second[3].1 = "eve@mail.example";
    let (first, second) = tokio::join!(send(&one, &FIRST), send(&other, &second));
    let mut statuses = [first.status(), second.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let accounts = [account(&pod, "noor").await, account(&pod, "eve").await];
    assert_eq!(accounts.iter().flatten().count(), 1);
}
