//! Which posts want to know what their link leads to, and how often anybody asks.

use std::time::Duration;

use entity::visible::post::posts;
use entity::write::preview as write;
use entity::{OwnPost, Viewer};
use samara::domain::account::settings::{self, LinkChoice};
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::preview::{self, Origin, Turn};
use samara::wire::preview::Card;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::around::{limited, me, public};
use crate::support::{Someone, TestPod, rows};

const LINK: &str = "look: https://jam.example/plums";

async fn jobs(pod: &TestPod) -> Vec<String> {
    rows::column(
        pod.db.read(),
        "SELECT payload FROM job WHERE kind = 'preview' ORDER BY id",
    )
    .await
}

async fn forget_jobs(pod: &TestPod) {
    pod.act(async |tx| Ok(entity::job::Entity::delete_many().exec(tx.sql()).await?))
        .await
        .unwrap();
}

/// As if their posts had come from elsewhere: nobody here has asked for a card yet.
async fn forget_links(pod: &TestPod) {
    let tx = pod.db.begin().await.unwrap();
    for sql in ["UPDATE post SET preview_id = NULL", "DELETE FROM preview"] {
        tx.sql().execute_unprepared(sql).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn links(pod: &TestPod) -> i64 {
    rows::count(pod.db.read(), "SELECT count(*) FROM post WHERE preview_id IS NOT NULL").await
}

/// Somebody asks, and is told this.
async fn told(pod: &TestPod, title: &str) {
    let id = entity::PreviewId(rows::count(pod.db.read(), "SELECT max(id) FROM preview").await);
    let card = (!title.is_empty()).then(|| Card {
        title: title.to_owned(),
        ..Card::default()
    });
    pod.act(async |tx| {
        let _ = preview::take_turn(tx, id).await?;
        preview::keep(tx, id, card).await
    })
    .await
    .unwrap();
    forget_jobs(pod).await;
}

async fn shown(pod: &TestPod, viewer: Viewer, post: &OwnPost) -> Option<String> {
    let found = posts(viewer).one(pod.db.read(), &post.guid).await.unwrap()?;
    let previews = entity::visible::preview::of(pod.db.read(), std::iter::once(&found.post))
        .await
        .unwrap();
    previews.get(&found.post.id).map(|preview| preview.title.clone())
}

async fn compose(pod: &TestPod, who: &Someone, text: &str, wishes: &Wishes) -> OwnPost {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let wanted = Wanted {
        reach: "public".to_owned(),
        aspects: vec![],
        people: vec![],
        except: vec![],
    };
    let wanted = &wanted;
    pod.act(async |tx| post::compose(tx, &me, &host, Composed { text, wanted, wishes }).await)
        .await
        .unwrap()
}

#[rocket::async_test]
async fn a_post_with_a_link_asks_in_the_act_that_shares_it() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, "no link").await;
    assert!(jobs(&pod).await.is_empty());
    public(&pod, &alice, LINK).await;
    assert_eq!(jobs(&pod).await.len(), 1);
    assert_eq!(links(&pod).await, 1);
}

#[rocket::async_test]
async fn two_hundred_posts_of_one_link_ask_once() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    for _ in 0..200 {
        public(&pod, &alice, LINK).await;
    }
    assert_eq!(jobs(&pod).await.len(), 1);
    told(&pod, "Plums").await;
    let post = public(&pod, &alice, LINK).await;
    assert!(jobs(&pod).await.is_empty(), "it was asked today");
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await.as_deref(), Some("Plums"));
    assert_eq!(links(&pod).await, 201);
    pod.advance(Duration::from_secs(86_401));
    public(&pod, &alice, LINK).await;
    assert_eq!(jobs(&pod).await.len(), 1, "the next day it is asked again");
}

#[rocket::async_test]
async fn that_nothing_was_said_is_remembered_as_long() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, LINK).await;
    told(&pod, "").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await, None);
    public(&pod, &alice, LINK).await;
    assert!(jobs(&pod).await.is_empty());
    pod.advance(Duration::from_secs(86_401));
    public(&pod, &alice, LINK).await;
    assert_eq!(jobs(&pod).await.len(), 1);
    told(&pod, "Plums").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await.as_deref(), Some("Plums"));
    // A page that is gone for a day does not take its card from those who have it.
    pod.advance(Duration::from_secs(86_401));
    public(&pod, &alice, LINK).await;
    told(&pod, "").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await.as_deref(), Some("Plums"));
}

#[rocket::async_test]
async fn of_two_who_would_ask_one_does() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, LINK).await;
    let id = entity::PreviewId(rows::count(pod.db.read(), "SELECT max(id) FROM preview").await);
    let turn = async || pod.act(async |tx| preview::take_turn(tx, id).await).await.unwrap();
    assert_eq!(turn().await, Turn::Ours("https://jam.example/plums".to_owned()));
    assert_eq!(turn().await, Turn::Others);
    // Whoever had the turn broke off: the next one has it after a while.
    pod.advance(Duration::from_secs(121));
    assert!(matches!(turn().await, Turn::Ours(_)));
    told(&pod, "Plums").await;
    assert_eq!(turn().await, Turn::Nobodys);
}

#[rocket::async_test]
async fn the_card_is_for_whoever_has_the_post() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = limited(&pod, &alice, &bob, LINK).await;
    told(&pod, "Plums").await;
    for (who, sees) in [(&alice, true), (&bob, true), (&eve, false)] {
        let viewer = me(&pod, who).await.viewer();
        assert_eq!(shown(&pod, viewer, &post).await.is_some(), sees, "{}", who.handle);
    }
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await, None);
}

#[rocket::async_test]
async fn an_author_can_do_without_for_one_post_and_for_all() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let plain = Wishes {
        plain_link: true,
        ..Wishes::default()
    };
    compose(&pod, &alice, LINK, &plain).await;
    assert!(jobs(&pod).await.is_empty());
    let post = compose(&pod, &alice, LINK, &Wishes::default()).await;
    told(&pod, "Plums").await;
    let (mine, host) = (me(&pod, &alice).await, pod.settings.host());
    pod.act(async |tx| post::drop_preview(tx, &mine, &post.guid).await)
        .await
        .unwrap();
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await, None);
    // Another text does not bring it back.
    let other = "https://jam.example/other";
    pod.act(async |tx| post::edit(tx, &mine, &host, &post.guid, other).await)
        .await
        .unwrap();
    assert!(jobs(&pod).await.is_empty());
    let never = LinkChoice {
        make: false,
        show: true,
    };
    pod.act(async |tx| settings::choose_links(tx, alice.user, never).await)
        .await
        .unwrap();
    compose(&pod, &alice, "https://jam.example/third", &Wishes::default()).await;
    assert!(jobs(&pod).await.is_empty());
}

#[rocket::async_test]
async fn nobody_takes_the_card_from_the_post_of_another() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, LINK).await;
    told(&pod, "Plums").await;
    let bob = me(&pod, &bob).await;
    assert!(
        pod.act(async |tx| post::drop_preview(tx, &bob, &post.guid).await)
            .await
            .is_err()
    );
    assert!(shown(&pod, Viewer::Anyone, &post).await.is_some());
}

#[rocket::async_test]
async fn another_first_link_gets_another_card_and_none_gets_none() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, LINK).await;
    told(&pod, "Plums").await;
    let (me, host) = (me(&pod, &alice).await, pod.settings.host());
    let edit = async |text: &str| {
        pod.act(async |tx| post::edit(tx, &me, &host, &post.guid, text).await)
            .await
            .unwrap();
    };
    edit("the same link, other words: https://jam.example/plums").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await.as_deref(), Some("Plums"));
    assert!(jobs(&pod).await.is_empty());
    edit("https://jam.example/cherries").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await, None, "not known yet");
    told(&pod, "Cherries").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await.as_deref(), Some("Cherries"));
    edit("nothing").await;
    assert_eq!(shown(&pod, Viewer::Anyone, &post).await, None);
    assert_eq!(links(&pod).await, 0);
}

#[rocket::async_test]
async fn a_link_from_elsewhere_is_asked_for_at_some_time_and_a_limited_one_never() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (open, closed) = (
        public(&pod, &alice, LINK).await,
        limited(&pod, &alice, &bob, "https://jam.example/secret").await,
    );
    forget_jobs(&pod).await;
    forget_links(&pod).await;
    let host = pod.settings.host();
    let arrive = async |post: &OwnPost| {
        pod.act(async |tx| preview::wanted(tx, post, &host, Origin::Elsewhere).await)
            .await
            .unwrap();
    };
    arrive(&open).await;
    arrive(&closed).await;
    let due: Vec<i64> = rows::column(
        pod.db.read(),
        "SELECT CAST(run_at AS TEXT) FROM job WHERE kind = 'preview'",
    )
    .await
    .iter()
    .map(|at| at.parse().unwrap())
    .collect();
    let [due] = due[..] else { panic!("one job: {due:?}") };
    let wait = (due - pod.clock.now().0) / 1_000_000;
    assert!((30..=600).contains(&wait), "{wait}");
    assert_eq!(links(&pod).await, 1, "of the limited one nobody will ask");
}

#[rocket::async_test]
async fn what_another_pod_says_of_a_link_is_shown_with_its_posts_and_with_no_other() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let link = url::Url::parse("https://jam.example/plums").unwrap();
    let (theirs, ours) = (public(&pod, &alice, "theirs").await, public(&pod, &alice, LINK).await);
    told(&pod, "Plums").await;
    let card = Card::of_words(&link, "Fake\u{202E} news", "about", "javascript:alert(1)").unwrap();
    assert_eq!(card.image, None);
    pod.act(async |tx| preview::given(tx, &theirs, &link, card).await)
        .await
        .unwrap();
    assert_eq!(shown(&pod, Viewer::Anyone, &theirs).await.as_deref(), Some("Fake news"));
    assert_eq!(shown(&pod, Viewer::Anyone, &ours).await.as_deref(), Some("Plums"));
    assert!(jobs(&pod).await.is_empty(), "nobody is asked");
}

#[rocket::async_test]
async fn what_no_post_shows_any_more_is_swept_away() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (kept, gone) = (
        public(&pod, &alice, LINK).await,
        public(&pod, &alice, "https://jam.example/gone").await,
    );
    told(&pod, "Gone").await;
    let me = me(&pod, &alice).await;
    pod.act(async |tx| post::delete(tx, &me, &gone.guid).await)
        .await
        .unwrap();
    let sweep = async || {
        let before = pod.clock.now().minus(Duration::from_secs(86_400));
        pod.act(async |tx| Ok(write::sweep(tx.sql(), before).await?))
            .await
            .unwrap()
    };
    assert_eq!(sweep().await, 0, "so that it is not asked again today");
    pod.advance(Duration::from_secs(3 * 86_400));
    assert_eq!(sweep().await, 1);
    assert!(
        posts(Viewer::Anyone)
            .one(pod.db.read(), &kept.guid)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(links(&pod).await, 1);
}
