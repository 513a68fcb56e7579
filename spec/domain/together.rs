//! What happens again and again to the same thing: one line of the list, one mail at once and one for the rest of the hour,
//! and one word on a device that the next takes the place of.

use std::time::Duration;

use entity::NotificationKind::{AlsoCommented, Commented, Joined, Liked, StartedSharing};
use entity::own::notification::{Cursor, Told};
use entity::{NotificationKind, OwnPost, PostId};
use migration::{MigratorTrait, SchemaManager};
use samara::domain::telling::{How, Topic};
use samara::domain::{comment, ignore, like, notification, post};
use samara::error::OrNotFound;

use super::telling::{after, says, wish};
use crate::around::{limited, me, public, share};
use crate::support::device::Device;
use crate::support::rows::count;
use crate::support::{Someone, TestPod};

const HOUR: Duration = Duration::from_secs(3_600);
const MINUTE: Duration = Duration::from_secs(60);

async fn lines(pod: &TestPod, who: &Someone) -> Vec<Told> {
    let page = notification::page(pod.db.read(), who.user, who.person, Cursor::newest());
    page.await.unwrap()
}

async fn unread(pod: &TestPod, who: &Someone) -> u64 {
    let unread = notification::unread(pod.db.read(), who.user, who.person);
    unread.await.unwrap().all()
}

async fn tell(pod: &TestPod, who: &Someone, kind: NotificationKind, by: &Someone, post: Option<PostId>) {
    pod.act(async |tx| notification::tell(tx, who.user, kind, by.person, post).await)
        .await
        .unwrap();
}

async fn likes(pod: &TestPod, who: &Someone, on: &OwnPost, what: Like) {
    let me = me(pod, who).await;
    let seen = entity::visible::post::posts(me.viewer()).one(pod.db.read(), &on.guid);
    let seen = seen.await.unwrap().unwrap().post;
    let on = like::On {
        post: &seen,
        comment: None,
    };
    pod.act(async |tx| match what {
        Like::Give => like::give(tx, &me, on, "").await,
        Like::TakeBack => like::take_back(tx, &me, on).await,
    })
    .await
    .unwrap();
}

enum Like {
    Give,
    TakeBack,
}

#[rocket::async_test]
async fn sixty_comments_on_a_post_are_one_line_and_a_page_is_a_page_of_lines() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let mut people = Vec::new();
    for name in ["bob", "eve", "mia", "leo", "ida"] {
        people.push(pod.user(name).await);
    }
    let mut posts = Vec::new();
    for number in 0..notification::PAGE + 3 {
        posts.push(public(&pod, &alice, &format!("Basket {number}")).await.id);
        pod.advance(Duration::from_secs(1));
    }
    // Round after round: what belongs to one line lies far apart.
    for who in &people[..3] {
        for post in &posts {
            tell(&pod, &alice, Commented, who, Some(*post)).await;
            pod.advance(Duration::from_secs(1));
        }
    }
    for number in 0..60 {
        tell(&pod, &alice, Commented, &people[number % 5], Some(posts[4])).await;
    }
    let first = lines(&pod, &alice).await;
    assert_eq!(first.len() as u64, notification::PAGE + 1);
    assert_eq!(first[0].post.as_ref().map(|post| post.id), Some(posts[4]));
    assert_eq!(first[0].actor.id, people[4].person, "who did it last");
    let others = &first[0].others;
    assert_eq!(others.next.as_ref().map(|next| next.id), Some(people[3].person));
    assert_eq!((others.people, others.at_least, others.unread), (5, false, true));
    assert_eq!(first[1].others.people, 3);
    let last = &first[notification::PAGE as usize - 1];
    let rest = notification::page(pod.db.read(), alice.user, alice.person, Cursor::after(last));
    let rest = rest.await.unwrap();
    let mut told: Vec<_> = first[..notification::PAGE as usize].iter().chain(&rest).collect();
    told.sort_by_key(|told| told.post.as_ref().map(|post| post.id));
    told.dedup_by_key(|told| told.post.as_ref().map(|post| post.id));
    assert_eq!(told.len(), posts.len(), "each line once");
    assert_eq!(unread(&pod, &alice).await, posts.len() as u64, "lines are counted");
    pod.act(async |tx| notification::seen_post(tx, alice.user, posts[4]).await)
        .await
        .unwrap();
    assert_eq!(
        unread(&pod, &alice).await,
        posts.len() as u64 - 1,
        "the whole line is read"
    );
    // Of what one person did without end the last hundred are looked at.
    for _ in 0..120 {
        tell(&pod, &alice, Commented, &people[0], Some(posts[4])).await;
    }
    let others = lines(&pod, &alice).await.remove(0).others;
    assert_eq!((others.people, others.at_least, others.next.is_none()), (1, true, true));
    assert_eq!(unread(&pod, &alice).await, posts.len() as u64);
}

#[rocket::async_test]
async fn what_is_taken_back_hidden_or_gone_is_no_part_of_a_line() {
    let pod = TestPod::new().await;
    let (alice, bob, eve, mia) = (
        pod.user("alice").await,
        pod.user("bob").await,
        pod.user("eve").await,
        pod.user("mia").await,
    );
    let post = public(&pod, &alice, "Plums").await;
    let shown = async || {
        let told = lines(&pod, &alice).await;
        let told = told
            .iter()
            .map(|told| (told.notification.kind, told.actor.id, told.others.people));
        told.collect::<Vec<_>>()
    };
    likes(&pod, &eve, &post, Like::Give).await;
    pod.advance(MINUTE);
    tell(&pod, &alice, Joined, &mia, None).await;
    pod.advance(MINUTE);
    likes(&pod, &bob, &post, Like::Give).await;
    let whole = [(Liked, bob.person, 2), (Joined, mia.person, 1)];
    assert_eq!(shown().await, whole);
    likes(&pod, &bob, &post, Like::TakeBack).await;
    assert_eq!(
        shown().await,
        [(Joined, mia.person, 1), (Liked, eve.person, 1)],
        "it stands where it stood"
    );
    assert_eq!(unread(&pod, &alice).await, 2);
    likes(&pod, &bob, &post, Like::Give).await;
    assert_eq!(shown().await, whole);
    pod.act(async |tx| notification::seen_post(tx, alice.user, post.id).await)
        .await
        .unwrap();
    likes(&pod, &mia, &post, Like::Give).await;
    assert_eq!(unread(&pod, &alice).await, 2, "read, and then somebody did it again");
    likes(&pod, &mia, &post, Like::TakeBack).await;
    assert_eq!(unread(&pod, &alice).await, 1, "and took it back");
    // Whom I ignore is not among the others, and alone is nobody.
    pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    assert_eq!(shown().await[0], (Liked, eve.person, 1));
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(shown().await, [(Joined, mia.person, 1)]);
    pod.act(async |tx| ignore::remove(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(shown().await[0], (Liked, eve.person, 1));
    let author = me(&pod, &alice).await;
    pod.act(async |tx| post::delete(tx, &author, &post.guid).await)
        .await
        .unwrap();
    assert_eq!(shown().await, [(Joined, mia.person, 1)]);
}

#[rocket::async_test]
async fn what_was_told_before_there_were_lines_is_in_lines_as_well() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let (one, other) = (public(&pod, &alice, "Plums").await, public(&pod, &alice, "Pears").await);
    for (by, post) in [(&bob, &one), (&eve, &one), (&bob, &other)] {
        pod.advance(MINUTE);
        tell(&pod, &alice, Commented, by, Some(post.id)).await;
    }
    tell(&pod, &alice, StartedSharing, &bob, None).await;
    pod.act(async |tx| notification::seen_post(tx, alice.user, other.id).await)
        .await
        .unwrap();
    let columns = "SELECT COUNT(*) FROM notification WHERE newest AND fresh";
    let before = (count(pod.db.read(), columns).await, unread(&pod, &alice).await);
    let told = async || {
        let lines = lines(&pod, &alice).await;
        let line = |told: &Told| (told.notification.id, told.others.people, told.others.unread);
        lines.iter().map(line).collect::<Vec<_>>()
    };
    let lines = told().await;
    pod.act(async |tx| {
        let steps = migration::Migrator::migrations();
        let step = steps.iter().find(|step| step.name() == "m24_told").or_not_found()?;
        let manager = SchemaManager::new(tx.sql());
        step.down(&manager).await?;
        Ok(step.up(&manager).await?)
    })
    .await
    .unwrap();
    assert_eq!(
        (count(pod.db.read(), columns).await, unread(&pod, &alice).await),
        before
    );
    assert_eq!(told().await, lines);
    likes(&pod, &bob, &one, Like::Give).await;
    likes(&pod, &bob, &one, Like::TakeBack).await;
    assert_eq!(told().await, lines, "and what goes is still made good");
}

#[rocket::async_test]
async fn the_first_comment_is_mailed_at_once_and_the_others_of_the_hour_together() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let (post, other) = (
        public(&pod, &alice, "# Plums").await,
        public(&pod, &alice, "# Pears").await,
    );
    says(&pod, &bob, &post.guid, "One").await;
    let mails = after(&pod, MINUTE * 2).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("> One"));
    for number in 0..12 {
        let who = if number % 2 == 0 { &bob } else { &eve };
        says(&pod, who, &post.guid, &format!("Another {number}")).await;
        assert_eq!(after(&pod, MINUTE * 2).await.len(), 0, "in the hour nothing more comes");
    }
    says(&pod, &eve, &other.guid, "Elsewhere").await;
    let mails = after(&pod, MINUTE * 2).await;
    assert_eq!(mails.len(), 1, "another post is another thing");
    assert!(mails[0].text.contains("> Elsewhere"));
    let mails = after(&pod, HOUR - MINUTE * 20).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "12 more comments on your post");
    assert!(mails[0].text.contains("> Plums") && mails[0].text.contains(&format!("/posts/{}", post.guid)));
    assert!(mails[0].header("List-Unsubscribe").contains("/unsubscribe/"));
    assert_eq!(after(&pod, HOUR * 3).await.len(), 0, "once");
    // The hour is over: what comes now comes at once.
    says(&pod, &bob, &post.guid, "Late").await;
    assert_eq!(after(&pod, MINUTE * 2).await.len(), 1);
    says(&pod, &eve, &post.guid, "Later").await;
    let mails = after(&pod, HOUR).await;
    assert_eq!(mails.len(), 1, "one more is mailed as one");
    assert_eq!(mails[0].subject, "eve commented on your post");
}

#[rocket::async_test]
async fn whoever_looked_needs_no_second_mail_and_is_told_of_the_next_at_once() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "# Plums").await;
    let look = async || {
        pod.act(async |tx| notification::seen_post(tx, alice.user, post.id).await)
            .await
            .unwrap();
    };
    says(&pod, &bob, &post.guid, "One").await;
    assert_eq!(after(&pod, MINUTE * 2).await.len(), 1);
    says(&pod, &bob, &post.guid, "Two").await;
    look().await;
    says(&pod, &bob, &post.guid, "Three").await;
    let mails = after(&pod, MINUTE * 2).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("> Three"));
    look().await;
    assert_eq!(after(&pod, HOUR * 2).await.len(), 0);
}

#[rocket::async_test]
async fn several_of_something_limited_are_counted_and_neither_named_nor_quoted() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bobsecret").await);
    let post = limited(&pod, &alice, &bob, "# Secretheading").await;
    for number in 0..3 {
        says(&pod, &bob, &post.guid, &format!("Secretcomment {number}")).await;
    }
    let mails = after(&pod, HOUR + MINUTE).await;
    assert_eq!(mails.len(), 2);
    let (several, first): (Vec<_>, Vec<_>) = mails.iter().partition(|mail| mail.subject.contains("more"));
    assert_eq!(several[0].subject, "2 more comments on your post");
    for secret in ["Secretheading", "Secretcomment", "bobsecret"] {
        let all = [&several[0].text, &several[0].html, &several[0].raw]
            .map(String::as_str)
            .join("\n");
        assert!(!all.contains(secret), "{secret} in {all}");
        assert!(secret == "bobsecret" || !first[0].raw.contains(secret));
    }
    assert_eq!(first[0].header("References"), several[0].header("References"));
}

#[rocket::async_test]
async fn what_was_taken_back_within_the_hour_is_in_no_mail_and_likes_go_together_too() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    wish(&pod, &alice, |wishes| wishes.set(Topic::Liked, How::AtOnce)).await;
    let post = public(&pod, &alice, "# Plums").await;
    for name in ["bob", "eve", "mia", "leo"] {
        let who = pod.user(name).await;
        likes(&pod, &who, &post, Like::Give).await;
        if name == "leo" {
            likes(&pod, &who, &post, Like::TakeBack).await;
        }
        let said = after(&pod, MINUTE * 2).await;
        assert_eq!(said.len(), usize::from(name == "bob"), "{name}");
    }
    let mails = after(&pod, HOUR).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "2 more people like your post");
}

#[rocket::async_test]
async fn on_a_device_what_comes_of_the_same_takes_the_place_of_what_came_before() {
    let (pod, device) = (
        TestPod::with(&[("reachable", "any")]).await,
        Device::new("201 Created").await,
    );
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let author = me(&pod, &alice).await;
    device.belongs_to(&pod, &author).await;
    let (post, other) = (
        public(&pod, &alice, "# Plums").await,
        public(&pod, &alice, "# Pears").await,
    );
    says(&pod, &bob, &post.guid, "One").await;
    after(&pod, Duration::from_secs(6)).await;
    // Two at once: of those that follow only the last is told.
    says(&pod, &bob, &post.guid, "Two").await;
    says(&pod, &eve, &post.guid, "Three").await;
    after(&pod, Duration::from_secs(6)).await;
    says(&pod, &eve, &other.guid, "Elsewhere").await;
    after(&pod, Duration::from_secs(6)).await;
    let heard = device.heard();
    let topic = |head: &str| {
        let line = head.lines().find(|line| line.to_lowercase().starts_with("topic: "));
        line.map(|line| line[7..].to_owned()).expect("it has a topic")
    };
    let told: Vec<_> = heard
        .iter()
        .map(|(head, body)| (topic(head), device.opens(body)))
        .collect();
    let bodies: Vec<_> = told.iter().map(|(_, told)| told["body"].as_str().unwrap()).collect();
    assert_eq!(
        bodies,
        [
            "bob commented on your post.\nOne",
            "eve and 1 more commented on your post.\nThree",
            "eve commented on your post.\nElsewhere",
        ]
    );
    let (first, second, third) = (&told[0], &told[1], &told[2]);
    assert_eq!((&first.0, &first.1["tag"]), (&second.0, &second.1["tag"]));
    assert_ne!((&first.0, &first.1["tag"]), (&third.0, &third.1["tag"]));
    assert_eq!(
        [&first.1, &second.1, &third.1].map(|told| told["renotify"].as_bool().unwrap()),
        [true, false, true],
        "it is loud once"
    );
    let fits = |topic: &str| topic.len() <= 32 && topic.chars().all(|char| char.is_ascii_alphanumeric());
    assert!(told.iter().all(|(topic, _)| fits(topic) && !topic.contains(&post.guid)));
}

#[rocket::async_test]
async fn somebody_who_follows_and_whose_post_it_is_have_lines_of_their_own() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "Plums").await;
    says(&pod, &bob, &post.guid, "One").await;
    for number in 0..4 {
        says(&pod, &eve, &post.guid, &format!("Answer {number}")).await;
    }
    let shown = async |who: &Someone| {
        let told = lines(&pod, who).await;
        told.iter()
            .map(|told| (told.notification.kind, told.others.people))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&alice).await, [(Commented, 2)]);
    assert_eq!(shown(&bob).await, [(AlsoCommented, 1)]);
    share(&pod, &bob, &alice).await;
    // The newest comment goes: the line stands on the one before.
    let eves = me(&pod, &eve).await;
    let guid = lines(&pod, &bob).await[0].comment.as_ref().unwrap().guid.clone();
    pod.act(async |tx| comment::retract(tx, &eves, &guid).await)
        .await
        .unwrap();
    let line = lines(&pod, &bob).await.remove(0);
    assert_eq!(line.comment.unwrap().text, "Answer 2");
}
