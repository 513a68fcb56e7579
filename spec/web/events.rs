//! Server-sent events: only what the stream would show, and no longer than the session.

use std::time::Duration;

use entity::user::State;
use rocket::tokio::io::AsyncReadExt;
use rocket::tokio::time::timeout;
use samara::domain::account::session;

use crate::around::{limited, public, set_state, share};
use crate::support::{Browser, Origin, Served, TestPod};

/// What is said until `until` is, or until the stream ends; `None` when neither happens within five seconds.
async fn listen(browser: &Browser<'_>, until: &str) -> Option<String> {
    listen_at(browser, "/events", until).await
}

async fn listen_at(browser: &Browser<'_>, path: &str, until: &str) -> Option<String> {
    let mut answer = browser.request(path).dispatch().await;
    assert_eq!(answer.status().code, 200);
    assert_eq!(answer.headers().get_one("X-Accel-Buffering"), Some("no"));
    let mut said = Vec::new();
    let reading = async {
        let mut piece = [0; 256];
        loop {
            let read = answer.read(&mut piece).await.unwrap_or(0);
            said.extend_from_slice(&piece[..read]);
            if read == 0 || (!until.is_empty() && String::from_utf8_lossy(&said).contains(until)) {
                return;
            }
        }
    };
    timeout(Duration::from_secs(5), reading).await.ok()?;
    Some(String::from_utf8(said).unwrap())
}

#[rocket::async_test]
async fn new_posts_and_notifications_are_told_to_those_they_concern() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    share(&pod, &eve, &alice).await;
    public(&pod, &alice, "before anybody listened").await;
    let browser = pod.browser("bob").await;
    let listening = listen(&browser, "event:notifications\ndata:{\"unread\":1}");
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(800)).await;
        limited(&pod, &alice, &bob, &format!("@{{bob@{}}}", pod.settings.host())).await;
    };
    let (said, ()) = rocket::tokio::join!(listening, acting);
    let said = said.expect("it is told");
    assert!(
        said.contains("event:notifications\ndata:{\"unread\":0}"),
        "first what is so already: {said}"
    );
    assert_eq!(said.matches("event:posts").count(), 1);
    assert!(said.contains("event:posts\ndata:{\"count\":1}"), "{said}");
    let other = pod.browser("eve").await;
    let listening = listen(&other, "event:posts");
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(800)).await;
        limited(&pod, &alice, &bob, "not for eve").await;
        pod.live.tell(samara::live::Event {
            to: vec![eve.user.0],
            what: samara::live::What::Posts,
        });
    };
    assert_eq!(
        rocket::tokio::join!(listening, acting).0,
        None,
        "nothing is announced that the stream does not show"
    );
}

#[rocket::async_test]
async fn a_card_that_arrives_is_told_to_its_author_and_to_whoever_has_the_post_open() {
    let origin = Origin::always(Served::ok("text/html", b"<title>Plums</title>")).await;
    let pod = TestPod::with(&[("reachable_also", &origin.address().to_string())]).await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let text = format!("see {}", origin.url("/plums"));
    let shared = alice
        .post("/posts", &[("text", text.as_str()), ("reach", "public")])
        .await;
    let thread = format!("/events/posts/{}", shared.location().rsplit("post-").next().unwrap());
    let own = listen(&alice, "event:cards\ndata:{}");
    let open = listen_at(&bob, &thread, "data:{\"count\":0,\"card\":true}");
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(800)).await;
        pod.settle().await;
    };
    let (own, open, ()) = rocket::tokio::join!(own, open, acting);
    assert!(own.is_some() && open.is_some(), "{own:?} {open:?}");
}

#[rocket::async_test]
async fn it_ends_when_the_session_does() {
    let pod = TestPod::new().await;
    let bob = pod.user("bob").await;
    let browser = pod.browser("bob").await;
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(700)).await;
        pod.act(async |tx| session::end_all(tx, bob.user, None).await)
            .await
            .unwrap();
    };
    let (said, ()) = rocket::tokio::join!(timeout(Duration::from_millis(2_700), listen(&browser, "")), acting);
    assert!(said.expect("within two seconds").is_some());
    assert_eq!(browser.get("/events").await.status(), 401);
}

#[rocket::async_test]
async fn it_ends_when_the_account_is_locked() {
    let pod = TestPod::new().await;
    let bob = pod.user("bob").await;
    let browser = pod.browser("bob").await;
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(700)).await;
        set_state(&pod, &bob, State::Locked).await;
    };
    let (said, ()) = rocket::tokio::join!(timeout(Duration::from_millis(2_700), listen(&browser, "")), acting);
    assert!(said.expect("within two seconds").is_some());
}

#[rocket::async_test]
async fn visitors_are_told_nothing() {
    let pod = TestPod::new().await;
    let answer = pod.visitor().get("/events").await;
    assert_eq!((answer.status(), answer.text()), (401, ""));
}

#[rocket::async_test]
async fn one_account_has_so_many_open_streams_and_not_more() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    pod.user("bob").await;
    let (alice, bob) = (pod.browser("alice").await, pod.browser("bob").await);
    let mut open = Vec::new();
    for _ in 0..50 {
        open.push(alice.request("/events").dispatch().await);
    }
    assert!(open.iter().all(|answer| answer.status().code == 200));
    assert_eq!(alice.request("/events").dispatch().await.status().code, 429);
    assert_eq!(bob.request("/events").dispatch().await.status().code, 200);
    open.clear();
    assert_eq!(alice.request("/events").dispatch().await.status().code, 200);
}

#[rocket::async_test]
async fn a_page_of_a_post_is_told_that_something_was_said_and_how_much_its_reader_sees() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "Plums").await;
    pod.act(async |tx| samara::domain::ignore::add(tx, bob.user, eve.person).await)
        .await
        .unwrap();
    let browser = pod.browser("bob").await;
    let path = format!("/events/posts/{}", post.guid);
    let listening = listen_at(&browser, &path, "\"count\":1");
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(800)).await;
        crate::domain::says(&pod, &eve, &post.guid, "ignored").await;
        crate::domain::says(&pod, &alice, &post.guid, "heard").await;
    };
    let (said, ()) = rocket::tokio::join!(listening, acting);
    let said = said.expect("it is told");
    assert!(
        said.contains("event:comments\ndata:{\"count\":1,\"card\":false}"),
        "{said}"
    );
    assert!(!said.contains("\"count\":2"), "{said}");
}

#[rocket::async_test]
async fn a_post_that_is_not_for_somebody_tells_them_nothing_and_stops_when_it_is_withdrawn() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    pod.user("eve").await;
    let post = limited(&pod, &alice, &bob, "Plums").await;
    let path = format!("/events/posts/{}", post.guid);
    assert_eq!(pod.browser("eve").await.get(&path).await.status(), 404);
    assert_eq!(
        pod.visitor().get(&path).await.status(),
        pod.visitor().get("/events/posts/0000000000000000").await.status()
    );
    let browser = pod.browser("bob").await;
    let acting = async {
        rocket::tokio::time::sleep(Duration::from_millis(800)).await;
        crate::around::withdraw(&pod, &alice, &post, &bob).await;
        crate::domain::says(&pod, &alice, &post.guid, "not for bob").await;
    };
    let (said, ()) = rocket::tokio::join!(listen_at(&browser, &path, ""), acting);
    assert!(!said.expect("it ends").contains("comments"));
}

#[rocket::async_test]
async fn an_open_page_is_told_that_moderators_or_its_author_took_a_comment_away() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.user("bob").await;
    let mod1 = pod.user("mod1").await;
    let post = public(&pod, &alice, "plums").await;
    let (b, m) = (pod.browser("bob").await, pod.browser("mod1").await);
    let path = format!("/posts/{}/comments", post.guid);
    let mut said = Vec::new();
    for text in ["rude", "mistaken"] {
        let answer = b.post(&path, &[("comment", text)]).await;
        said.push(answer.location().rsplit("comment-").next().unwrap().to_owned());
    }
    let role = |row: &mut entity::user::ActiveModel| row.role = sea_orm::Set(entity::user::Role::Moderator);
    crate::support::world::change(&pod, &mod1, role).await;
    let reader = pod.browser("alice").await;
    reader
        .post(&format!("/comments/{}/report", said[0]), &[("reason", "rude")])
        .await;
    let queue = m.get("/admin/reports").await;
    let report = queue.text().split("href=\"/admin/reports/").nth(1).unwrap();
    let report = format!("/admin/reports/{}", report.split('"').next().unwrap());
    let events = format!("/events/posts/{}", post.guid);
    for (left, act) in [
        (1, format!("{report}/delete")),
        (0, format!("/comments/{}/delete", said[1])),
    ] {
        let until = format!("\"count\":{left}");
        let listening = listen_at(&reader, &events, &until);
        let acting = async {
            rocket::tokio::time::sleep(Duration::from_millis(800)).await;
            let by = if left == 1 { &m } else { &b };
            assert_eq!(by.post(&act, &[]).await.status(), 303);
        };
        let (told, ()) = rocket::tokio::join!(listening, acting);
        assert!(told.is_some(), "{left} left");
    }
}
