//! What is told away from the pod of a post behind a shield, and to whom nothing is mailed at all.

use std::time::Duration;

use samara::domain::account;
use samara::domain::telling::{self, How, Topic};
use samara::job::{Job, Paper};
use sea_orm::Set;

use super::telling::{a_minute_later, after, says, wish};
use crate::around::{me, public, share};
use crate::support::device::Device;
use crate::support::world::change;
use crate::support::{Someone, TestPod};

/// Shares something for everyone with a warning before it, or without one; returns its path.
async fn shares(pod: &TestPod, who: &str, text: &str, warning: &str) -> String {
    let browser = pod.browser(who).await;
    let form = [("text", text), ("reach", "public"), ("warning", warning)];
    assert_eq!(browser.post("/posts", &form).await.status(), 303);
    let activity = browser.get("/activity").await;
    let guid = activity.text().split("data-post=\"").nth(1).expect("it is there")[..32].to_owned();
    format!("/posts/{guid}")
}

async fn posts_at_once(pod: &TestPod, reader: &Someone, author: &Someone) {
    let aspect = share(pod, reader, author).await;
    let wishes = telling::of(pod.db.read(), reader.user).await.unwrap();
    pod.act(async |tx| telling::keep(tx, reader.user, &wishes, &[(aspect, How::AtOnce)]).await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn what_stands_before_a_post_is_shown_in_its_place_in_mails_on_devices_and_to_other_sites() {
    let (pod, device) = (
        TestPod::with(&[("reachable", "any")]).await,
        Device::new("201 Created").await,
    );
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let reader = me(&pod, &bob).await;
    device.belongs_to(&pod, &reader).await;
    posts_at_once(&pod, &bob, &alice).await;
    a_minute_later(&pod).await;
    let text = format!("# Gorytitle\n\nGorywords for @{{{}}} #nsfw", bob.handle);
    let heard = device.heard().len();
    for (by, warning, shown) in [(&alice, "Blood & bones", "Blood & bones"), (&eve, "", "Sensitive")] {
        let path = shares(&pod, by.handle.split('@').next().unwrap(), &text, warning).await;
        let guid = path.rsplit('/').next().unwrap().to_owned();
        says(&pod, by, &guid, &format!("Gorycomment @{{{}}}", bob.handle)).await;
        let mails = a_minute_later(&pod).await;
        let to_bob: Vec<_> = mails.iter().filter(|mail| mail.to.contains("bob@")).collect();
        assert!(to_bob.len() >= 2, "of the post and of the comment: {}", to_bob.len());
        for mail in to_bob {
            let all = [&mail.subject, &mail.text, &mail.html, &mail.raw]
                .map(String::as_str)
                .join("\n");
            assert!(!all.contains("Gory"), "{all}");
            assert!(mail.text.contains(&format!("> {shown}")), "{}", mail.text);
        }
        let page = pod.visitor().get(&path).await;
        let meta: Vec<_> = page
            .text()
            .lines()
            .filter(|line| line.contains("<meta") || line.contains("<title"))
            .collect();
        let meta = meta.join("\n");
        assert!(!meta.contains("Gory"), "{meta}");
        assert!(
            meta.contains(&format!("og:title\" content=\"{}", shown.replace('&', "&amp;"))),
            "{meta}"
        );
    }
    let told = device.heard().split_off(heard);
    assert!(told.len() >= 4);
    let told: Vec<_> = told
        .iter()
        .map(|(_, body)| device.opens(body)["body"].to_string())
        .collect();
    assert!(told.iter().all(|body| !body.contains("Gory")), "{told:?}");
    assert!(
        told.iter().any(|body| body.contains("Blood & bones")) && told.iter().any(|body| body.contains("Sensitive"))
    );
}

#[rocket::async_test]
async fn nothing_is_mailed_to_an_address_that_was_not_confirmed() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    posts_at_once(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    let everything = async || {
        wish(&pod, &alice, |wishes| {
            Topic::EVERY
                .into_iter()
                .for_each(|topic| wishes.set(topic, How::AtOnce));
        })
        .await;
        let post = public(&pod, &alice, "Plums").await;
        says(&pod, &bob, &post.guid, &format!("One @{{{}}}", alice.handle)).await;
        public(&pod, &bob, "Pears").await;
        let (writer, host, to) = (me(&pod, &bob).await, pod.settings.host(), [alice.guid.clone()]);
        pod.act(async |tx| samara::domain::conversation::begin(tx, &writer, &host, &to, "A word", "Or two").await)
            .await
            .unwrap();
        let mut mails = a_minute_later(&pod).await;
        pod.advance(Duration::from_secs(86_400));
        let digest = |paper| Job::Digest {
            user: alice.user.0,
            paper,
            at: 0,
        };
        for paper in [Paper::Daily, Paper::Weekly] {
            pod.act(async |tx| Ok(tx.enqueue(digest(paper)).await?)).await.unwrap();
        }
        mails.extend(after(&pod, Duration::from_secs(1)).await);
        mails.retain(|mail| !mail.to.contains("bob@"));
        mails
    };
    // The new address is asked whether it is hers; until it says so it gets nothing else, and the former one does.
    let account = me(&pod, &alice).await.user;
    pod.act(async |tx| account::email::ask(tx, &account, "alice@new.example").await)
        .await
        .unwrap();
    pod.settle().await;
    let asked = pod.mails().pop().unwrap();
    assert!(asked.to.contains("new.example") && asked.text.contains("/email/confirm/"));
    let mails = everything().await;
    assert!(mails.iter().any(|mail| mail.to.contains("alice@mail.example")));
    let new: Vec<_> = mails.iter().filter(|mail| mail.to.contains("new.example")).collect();
    assert!(new.is_empty(), "{}", new.len());
    // Where none was ever confirmed, nothing leaves.
    change(&pod, &alice, |row| row.email = Set(account::unconfirmed("alice"))).await;
    assert_eq!(everything().await.len(), 0);
}
