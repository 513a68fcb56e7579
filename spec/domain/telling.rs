//! Mails about what happens: when they come, what they may say, and how they stop.

use std::time::Duration;

use entity::user::State;
use entity::{Moment, UserId};
use samara::domain::telling::{self, How, Topic, Wishes};
use samara::domain::{comment, conversation, ignore, post};
use samara::error::OrNotFound;

use crate::around::{limited, me, public, set_state, share, withdraw};
use crate::mailer::Server;
use crate::support::pod::Mail;
use crate::support::{Someone, TestPod};

/// After the minute in which one may read it oneself.
pub(super) async fn a_minute_later(pod: &TestPod) -> Vec<Mail> {
    after(pod, Duration::from_secs(61)).await
}

/// Mails that come while so much time passes. They lie in the folder in the order of their jobs, not of their sending.
pub(super) async fn after(pod: &TestPod, passed: Duration) -> Vec<Mail> {
    let before: Vec<String> = pod.mails().into_iter().map(|mail| mail.raw).collect();
    pod.advance(passed);
    pod.settle().await;
    let mut mails = pod.mails();
    mails.retain(|mail| !before.contains(&mail.raw));
    mails
}

pub(super) async fn wish(pod: &TestPod, who: &Someone, change: impl FnOnce(&mut Wishes)) {
    let mut wishes = telling::of(pod.db.read(), who.user).await.unwrap();
    change(&mut wishes);
    pod.act(async |tx| telling::keep(tx, who.user, &wishes, &[]).await)
        .await
        .unwrap();
}

pub async fn says(pod: &TestPod, who: &Someone, on: &str, text: &str) {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let draft = comment::Draft { text, answers: None };
    pod.act(async |tx| {
        let on = entity::visible::post::posts(me.viewer())
            .one(tx.sql(), on)
            .await?
            .or_not_found()?;
        comment::add(tx, &me, &host, &on.post, draft).await
    })
    .await
    .unwrap();
}

async fn befriend(pod: &TestPod, one: &Someone, other: &Someone) {
    share(pod, one, other).await;
    share(pod, other, one).await;
}

/// Everything that a mail consists of, unpacked.
fn all(mail: &Mail) -> String {
    [&mail.subject, &mail.text, &mail.html, &mail.raw]
        .map(String::as_str)
        .join("\n")
}

#[rocket::async_test]
async fn a_mention_comes_by_mail_a_minute_later() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, &format!("# Plums\n\nLook, @{{{}}}!", bob.handle)).await;
    pod.settle().await;
    assert_eq!(pod.mails().len(), 0, "at once there is time to read it oneself");
    let mails = a_minute_later(&pod).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].to.contains("bob@mail.example"));
    assert_eq!(mails[0].subject, "alice mentioned you in a post");
    assert!(mails[0].text.contains(&format!("/posts/{}", post.guid)));
    assert!(
        mails[0].text.contains("> Plums"),
        "what is for everyone is quoted: {}",
        mails[0].text
    );
    assert_eq!(a_minute_later(&pod).await.len(), 0, "once");
}

#[rocket::async_test]
async fn what_was_read_meanwhile_needs_no_mail() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, &format!("Look, @{{{}}}!", bob.handle)).await;
    pod.act(async |tx| samara::domain::notification::seen_all(tx, bob.user).await)
        .await
        .unwrap();
    assert_eq!(a_minute_later(&pod).await.len(), 0);
}

#[rocket::async_test]
async fn a_mail_about_something_limited_names_who_did_it_and_nothing_else() {
    let pod = TestPod::new().await;
    let (alice, bob, carol) = (
        pod.user("alice").await,
        pod.user("bob").await,
        pod.user("carolina").await,
    );
    let people = [&bob, &carol].map(|one| one.guid.clone());
    let wanted = post::Wanted {
        reach: "limited".to_owned(),
        aspects: vec![],
        people: people.into(),
        except: vec![],
    };
    let (eyes, host) = (me(&pod, &alice).await, pod.settings.host());
    let text = format!("# Secretheading\n\nSecretbody #secrettag @{{{}}}", bob.handle);
    let post = pod
        .act(async |tx| post::publish(tx, &eyes, &host, &text, &wanted).await)
        .await
        .unwrap();
    says(&pod, &bob, &post.guid, "Secretcomment").await;
    let mails = a_minute_later(&pod).await;
    assert_eq!(
        mails.len(),
        2,
        "one to bob, who is mentioned, one to alice, whose post it is"
    );
    for mail in &mails {
        let all = all(mail);
        for secret in ["Secret", "secrettag", "carolina"] {
            assert!(!all.contains(secret), "{secret} in:\n{all}");
        }
        let (_, from) = if mail.to.contains("bob") {
            ("bob", "alice")
        } else {
            ("alice", "bob")
        };
        assert!(mail.subject.starts_with(from), "{}", mail.subject);
        let thread = mail.header("References");
        assert!(thread.ends_with(&format!("@{}>", pod.settings.host())), "{thread}");
        assert!(!thread.contains(&post.guid), "the id of a thread can be traced back");
    }
    assert_eq!(mails[0].header("References"), mails[1].header("References"));
}

#[rocket::async_test]
async fn a_mail_about_a_letter_names_its_writer_and_neither_subject_nor_text_nor_the_others() {
    let pod = TestPod::new().await;
    let (alice, bob, carol) = (
        pod.user("alice").await,
        pod.user("bob").await,
        pod.user("carolina").await,
    );
    befriend(&pod, &alice, &bob).await;
    befriend(&pod, &alice, &carol).await;
    for one in [&alice, &bob, &carol] {
        pod.act(async |tx| samara::domain::notification::seen_all(tx, one.user).await)
            .await
            .unwrap();
    }
    let (eyes, host) = (me(&pod, &alice).await, pod.settings.host());
    let people = [&bob, &carol].map(|one| one.guid.clone());
    pod.act(async |tx| conversation::begin(tx, &eyes, &host, &people, "Secretsubject", "Secrettext").await)
        .await
        .unwrap();
    let mails = a_minute_later(&pod).await;
    assert_eq!(mails.len(), 2, "one to each but the writer");
    let to_bob = mails.iter().find(|mail| mail.to.contains("bob@")).unwrap();
    assert_eq!(to_bob.subject, "alice wrote to you");
    for secret in ["Secret", "carolina"] {
        assert!(!all(to_bob).contains(secret), "{secret}");
    }
}

#[rocket::async_test]
async fn whoever_may_not_see_it_any_more_gets_no_mail() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let text = format!("Look, @{{{}}}!", bob.handle);
    let taken = limited(&pod, &alice, &bob, &text).await;
    withdraw(&pod, &alice, &taken, &bob).await;
    let deleted = public(&pod, &alice, &text).await;
    let eyes = me(&pod, &alice).await;
    pod.act(async |tx| post::delete(tx, &eyes, &deleted.guid).await)
        .await
        .unwrap();
    public(&pod, &eve, &text).await;
    pod.act(async |tx| ignore::add(tx, bob.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(a_minute_later(&pod).await.len(), 0, "withdrawn, deleted, ignored");
    public(&pod, &alice, &text).await;
    set_state(&pod, &bob, State::Locked).await;
    assert_eq!(a_minute_later(&pod).await.len(), 0, "locked");
}

#[rocket::async_test]
async fn what_is_not_wanted_by_mail_does_not_come() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "Plums").await;
    wish(&pod, &alice, |wishes| wishes.set(Topic::Commented, How::Never)).await;
    says(&pod, &bob, &post.guid, "Yes").await;
    assert_eq!(a_minute_later(&pod).await.len(), 0);
    // Said after the comment and before the mail: it counts.
    wish(&pod, &alice, |wishes| wishes.set(Topic::Commented, How::AtOnce)).await;
    says(&pod, &bob, &post.guid, "No").await;
    wish(&pod, &alice, |wishes| wishes.set(Topic::Commented, How::Daily)).await;
    assert_eq!(a_minute_later(&pod).await.len(), 0);
}

#[rocket::async_test]
async fn in_the_quiet_hours_nothing_comes_and_afterwards_all_of_it() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "Plums").await;
    // It is one in the afternoon in Vienna.
    wish(&pod, &alice, |wishes| {
        wishes.set_zone("Europe/Vienna").unwrap();
        wishes.set_quiet(Some(("12:30", "14:00"))).unwrap();
    })
    .await;
    says(&pod, &bob, &post.guid, "One").await;
    says(&pod, &bob, &post.guid, "Two").await;
    assert_eq!(a_minute_later(&pod).await.len(), 0);
    pod.advance(Duration::from_secs(50 * 60));
    pod.settle().await;
    assert_eq!(pod.mails().len(), 0, "ten to two");
    pod.advance(Duration::from_secs(10 * 60));
    pod.settle().await;
    assert_eq!(pod.mails().len(), 2, "two o'clock");
}

#[test]
fn quiet_hours_may_go_over_midnight() {
    let mut wishes = Wishes::default();
    wishes.set_zone("America/New_York").unwrap();
    wishes.set_quiet(Some(("22:00", "07:00"))).unwrap();
    let at = |text: &str| Moment(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_micros());
    let until = |text: &str| wishes.quiet_until(at(text)).map(Moment::iso);
    assert_eq!(until("2026-11-21T02:59:00Z"), None, "a minute before ten");
    assert_eq!(until("2026-11-21T03:00:00Z").as_deref(), Some("2026-11-21T12:00:00Z"));
    assert_eq!(until("2026-11-21T11:59:00Z").as_deref(), Some("2026-11-21T12:00:00Z"));
    assert_eq!(until("2026-11-21T12:00:00Z"), None);
    assert!(wishes.set_quiet(Some(("22:00", "22:00"))).is_err());
    assert!(wishes.set_quiet(Some(("25:00", "07:00"))).is_err());
    assert!(wishes.set_quiet(Some(("", "07:00"))).is_err());
}

#[rocket::async_test]
async fn posts_of_an_aspect_come_by_mail_to_whoever_asked_for_them_and_may_see_them() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    for reader in [&alice, &eve] {
        let aspect = share(&pod, reader, &bob).await;
        pod.act(async |tx| telling::keep(tx, reader.user, &Wishes::default(), &[(aspect, How::AtOnce)]).await)
            .await
            .unwrap();
    }
    a_minute_later(&pod).await;
    public(&pod, &bob, "# Plums\n\nEleven kilos").await;
    let mails = a_minute_later(&pod).await;
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().all(|mail| mail.text.contains("Eleven kilos")));
    limited(&pod, &bob, &alice, "# Secretheading\n\nSecretbody").await;
    let mails = a_minute_later(&pod).await;
    assert_eq!(mails.len(), 1, "eve has not got it");
    assert!(mails[0].to.contains("alice@"));
    assert_eq!(mails[0].subject, "bob has shared something with you");
    assert!(!all(&mails[0]).contains("Secret"));
}

#[rocket::async_test]
async fn an_address_from_which_mails_come_back_is_written_to_no_more() {
    let server = Server::start("550 no <such> user", "235 come in").await;
    let smtp = format!("smtp://127.0.0.1:{}", server.port);
    let pod = TestPod::with(&[("mail.smtp", &smtp)]).await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "Plums").await;
    for number in 0..5 {
        says(&pod, &bob, &post.guid, &format!("Comment {number}")).await;
        // Within the hour a second one would wait.
        pod.advance(Duration::from_secs(3_601));
        pod.settle().await;
    }
    assert_eq!(server.heard().matches("RCPT TO:<alice@").count(), 3);
    let wishes = telling::of(pod.db.read(), alice.user).await.unwrap();
    assert!(wishes.stopped());
    assert!(wishes.returned_why.clone().unwrap().contains("no <such> user"));
    let page = pod.browser("alice").await.get("/settings/notifications").await;
    assert!(page.text().contains("alice@mail.example came back"), "{}", page.text());
    assert!(!page.text().contains("<such>"));
    pod.act(async |tx| telling::try_again(tx, alice.user).await)
        .await
        .unwrap();
    says(&pod, &bob, &post.guid, "Once more").await;
    pod.advance(Duration::from_secs(61));
    pod.settle().await;
    assert_eq!(server.heard().matches("RCPT TO:<alice@").count(), 4);
}

#[rocket::async_test]
async fn a_mail_server_that_is_away_is_asked_again_and_the_mail_comes_once() {
    let pod = TestPod::with(&[("mail.smtp", "smtp://127.0.0.1:1")]).await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "Plums").await;
    says(&pod, &bob, &post.guid, "Yes").await;
    pod.advance(Duration::from_secs(61));
    pod.settle().await;
    let waiting = crate::support::rows::count(pod.db.read(), "SELECT count(*) FROM job WHERE kind = 'word'").await;
    assert_eq!(waiting, 1, "it waits");
    assert_eq!(telling::of(pod.db.read(), alice.user).await.unwrap().returned, 0);
}

/// How somebody is told of a topic by mail.
pub async fn how(pod: &TestPod, user: UserId, topic: Topic) -> How {
    telling::of(pod.db.read(), user).await.unwrap().how(topic)
}
