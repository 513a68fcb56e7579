//! Choosing how to be told, and stopping mails from within a mail.

use samara::domain::telling::unsubscribe::{Stop, token};
use samara::domain::telling::{How, Topic};

use crate::around::{me, public, share};
use crate::domain::how_told as how;
use crate::support::{TestPod, World};

const CHOICE: [(&str, &str); 6] = [
    ("how-liked", "weekly"),
    ("how-commented", "never"),
    ("push-message", "on"),
    ("zone", "Europe/Vienna"),
    ("hour", "8"),
    ("weekday", "0"),
];

#[rocket::async_test]
async fn what_is_chosen_is_kept_and_shown_again() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let aspect = share(&pod, &alice, &bob).await;
    let browser = pod.browser("alice").await;
    let aspect = format!("aspect-{aspect}");
    let mut fields = CHOICE.to_vec();
    fields.extend([
        (aspect.as_str(), "daily"),
        ("quiet", "on"),
        ("quiet-from", "21:30"),
        ("quiet-to", "06:15"),
    ]);
    let answer = browser.post("/settings/notifications", &fields).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    assert_eq!(how(&pod, alice.user, Topic::Liked).await, How::Weekly);
    assert_eq!(how(&pod, alice.user, Topic::Commented).await, How::Never);
    assert_eq!(
        how(&pod, alice.user, Topic::Message).await,
        How::AtOnce,
        "not named: as it was"
    );
    let page = browser.get("/settings/notifications").await;
    for part in [
        "value=\"Europe&#x2F;Vienna\" selected",
        "value=\"21:30\"",
        "value=\"06:15\"",
        "value=\"8\" selected",
    ] {
        assert!(
            page.text().contains(part) || page.text().contains(&part.replace("&#x2F;", "/")),
            "{part}"
        );
    }
    assert!(
        !page.text().contains("Something was reported"),
        "that is for moderators"
    );
}

#[rocket::async_test]
async fn what_cannot_be_is_refused_in_words_and_nothing_is_kept() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    for (name, value, words) in [
        ("zone", "Europe/Atlantis", "There is no such place in the list"),
        ("hour", "24", "There is no such choice"),
        ("weekday", "-1", "There is no such choice"),
        ("how-liked", "sometimes", "There is no such choice"),
    ] {
        let mut fields = CHOICE.to_vec();
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        let answer = browser.post("/settings/notifications", &fields).await;
        assert_eq!(answer.status(), 422, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
    }
    let mut fields = CHOICE.to_vec();
    fields.extend([("quiet", "on"), ("quiet-from", "22:00"), ("quiet-to", "22:00")]);
    let answer = browser.post("/settings/notifications", &fields).await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().contains("two different times"));
    assert_eq!(how(&pod, alice.user, Topic::Liked).await, How::Never);
}

#[rocket::async_test]
async fn an_aspect_of_somebody_else_cannot_be_chosen() {
    let pod = TestPod::new().await;
    let (bob, alice) = (pod.user("bob").await, pod.user("alice").await);
    let family = bob.aspect(&pod, "family").await;
    pod.browser("alice")
        .await
        .post(
            "/settings/notifications",
            &[&CHOICE[..], &[(&format!("aspect-{family}"), "daily")]].concat(),
        )
        .await;
    let theirs = samara::domain::telling::of_aspects(pod.db.read(), alice.user)
        .await
        .unwrap();
    assert!(theirs.is_empty());
}

#[rocket::async_test]
async fn the_link_in_a_mail_stops_its_sort_without_signing_in_and_nothing_else() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let path = format!(
        "/unsubscribe/{}",
        token(&pod.secret, alice.user, Stop::Topic(Topic::Commented))
    );
    let visitor = pod.visitor();
    let page = visitor.get(&path).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().contains("Mails about: A comment on my post"));
    assert!(
        !page.text().contains("alice"),
        "a link that was passed on tells no name"
    );
    assert_eq!(
        how(&pod, alice.user, Topic::Commented).await,
        How::AtOnce,
        "looking changes nothing"
    );
    // As a mail program does it (RFC 8058): no page of ours before it, no cookie, no token of a page.
    for _ in 0..2 {
        let body = b"List-Unsubscribe=One-Click".to_vec();
        assert_eq!(visitor.post_raw(&path, body).await.status(), 200);
    }
    assert_eq!(how(&pod, alice.user, Topic::Commented).await, How::Never);
    assert_eq!(how(&pod, alice.user, Topic::Mentioned).await, How::AtOnce);
    assert_eq!(how(&pod, bob.user, Topic::Commented).await, How::AtOnce);
}

#[rocket::async_test]
async fn a_link_that_was_not_made_here_is_good_for_nothing() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let good = token(&pod.secret, alice.user, Stop::Topic(Topic::Commented));
    let (text, seal) = good.rsplit_once('-').unwrap();
    let foreign = token("another secret", alice.user, Stop::Topic(Topic::Commented));
    let moved = good.replacen(&format!("{}-", alice.user), &format!("{}-", bob.user), 1);
    let other = text.replace("commented", "message") + "-" + seal;
    for token in [
        foreign,
        moved,
        other,
        format!("{text}-"),
        text.to_owned(),
        "-".to_owned(),
        "x".repeat(300),
    ] {
        let path = format!("/unsubscribe/{token}");
        assert_eq!(pod.visitor().get(&path).await.status(), 404, "{token}");
        assert_eq!(pod.visitor().post_raw(&path, Vec::new()).await.status(), 404, "{token}");
    }
    assert_eq!(how(&pod, bob.user, Topic::Commented).await, How::AtOnce);
}

#[rocket::async_test]
async fn the_digests_link_stops_all_that_is_in_it_and_leaves_what_comes_at_once() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let aspect = share(&pod, &alice, &bob).await;
    let mut wishes = samara::domain::telling::Wishes::default();
    wishes.set(Topic::Liked, How::Daily);
    wishes.set(Topic::Reshared, How::Weekly);
    pod.act(async |tx| samara::domain::telling::keep(tx, alice.user, &wishes, &[(aspect, How::Daily)]).await)
        .await
        .unwrap();
    let path = format!("/unsubscribe/{}", token(&pod.secret, alice.user, Stop::Daily));
    pod.visitor().post_raw(&path, Vec::new()).await;
    assert_eq!(how(&pod, alice.user, Topic::Liked).await, How::Never);
    assert_eq!(how(&pod, alice.user, Topic::Reshared).await, How::Weekly);
    assert_eq!(how(&pod, alice.user, Topic::Message).await, How::AtOnce);
    let aspects = samara::domain::telling::of_aspects(pod.db.read(), alice.user)
        .await
        .unwrap();
    assert!(aspects.is_empty());
}

#[rocket::async_test]
async fn every_mail_about_what_happened_can_be_stopped_by_its_header_and_by_a_link() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, &format!("Look, @{{{}}}", bob.handle)).await;
    pod.advance(std::time::Duration::from_secs(61));
    pod.settle().await;
    let mail = pod.mails().pop().unwrap();
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let header = mail.header("List-Unsubscribe");
    let link = header.trim_matches(['<', '>']);
    assert!(mail.text.contains(link) && mail.html.contains("/unsubscribe/"));
    let path = link.strip_prefix(pod.settings.url("").trim_end_matches('/')).unwrap();
    assert_eq!(pod.visitor().post_raw(path, Vec::new()).await.status(), 200);
    assert_eq!(how(&pod, bob.user, Topic::Mentioned).await, How::Never);
}

#[rocket::async_test]
async fn a_device_is_added_shown_and_removed_by_its_owner_only() {
    let pod = TestPod::new().await;
    let world = World::new(&pod).await;
    let alice = pod.browser("alice").await;
    let page = alice.get("/settings/notifications").await;
    let path = world.path("/settings/notifications/devices/<id>/remove");
    assert!(page.text().contains(&path), "{}", page.text());
    assert_eq!(pod.browser("bob").await.post(&path, &[]).await.status(), 404);
    assert_eq!(alice.post(&path, &[]).await.status(), 303);
    assert!(!alice.get("/settings/notifications").await.text().contains(&path));
    for endpoint in ["", "ftp://push.example/", "javascript:alert(1)", "not an address"] {
        let answer = alice
            .post(
                "/settings/notifications/devices",
                &[("endpoint", endpoint), ("p256dh", "x"), ("auth", "y")],
            )
            .await;
        assert_eq!(answer.status(), 422, "{endpoint}");
    }
}

#[rocket::async_test]
async fn the_script_that_shows_what_a_device_is_told_lies_at_the_root_and_is_kept_by_nobody() {
    let pod = TestPod::new().await;
    let script = pod.visitor().get("/push.js").await;
    assert_eq!(script.status(), 200);
    assert!(script.header("Content-Type").unwrap().contains("javascript"));
    assert_eq!(script.header("Cache-Control"), Some("no-store"));
    assert!(script.text().contains("showNotification"));
    let me = me(&pod, &pod.user("alice").await).await;
    assert!(!script.text().contains(&me.person.guid));
}
