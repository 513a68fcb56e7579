//! What a post has besides its words: a place, a warning, an end, and bookmarks of it.

use std::time::Duration;

use entity::visible::post::{Cursor, posts};
use entity::{OwnPost, job};
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::stream::{self, Stream};
use samara::error::{Outcome, PostRefusal, Refusal, Stop};
use sea_orm::EntityTrait;

use crate::around::{limited, me, public, withdraw};
use crate::support::{Someone, TestPod};

async fn compose(pod: &TestPod, who: &Someone, text: &str, wishes: &Wishes) -> Outcome<OwnPost> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let wanted = &Wanted {
        reach: "public".to_owned(),
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
    };
    pod.act(async |tx| post::compose(tx, &me, &host, Composed { text, wanted, wishes }).await)
        .await
}

fn refused(outcome: Outcome<OwnPost>) -> Option<PostRefusal> {
    match outcome {
        Err(Stop::Refused(Refusal::Post(refusal))) => Some(refusal),
        Ok(_) | Err(_) => None,
    }
}

#[rocket::async_test]
async fn a_place_is_what_was_typed_and_a_position_is_about_ten_metres_exact() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let wishes = Wishes {
        place: "  The   allotment ".to_owned(),
        latitude: "52.123456789".to_owned(),
        longitude: "-13.987654321".to_owned(),
        ..Wishes::default()
    };
    let post = compose(&pod, &alice, "here", &wishes).await.unwrap();
    assert_eq!(
        (post.place.as_deref(), post.latitude, post.longitude),
        (Some("The allotment"), Some(52.1235), Some(-13.9877))
    );
    let nameless = Wishes {
        place: String::new(),
        ..wishes.clone()
    };
    let post = compose(&pod, &alice, "here", &nameless).await.unwrap();
    assert_eq!(post.place.as_deref(), Some("52.1235, -13.9877"));
    for (latitude, longitude) in [("91", "0"), ("0", "181"), ("NaN", "0"), ("x", "1"), ("1", "")] {
        let nowhere = Wishes {
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
            ..Wishes::default()
        };
        let answer = refused(compose(&pod, &alice, "here", &nowhere).await);
        assert_eq!(answer, Some(PostRefusal::Position), "{latitude} {longitude}");
    }
    let long = Wishes {
        place: "x".repeat(256),
        ..Wishes::default()
    };
    assert_eq!(
        refused(compose(&pod, &alice, "here", &long).await),
        Some(PostRefusal::PlaceLong)
    );
}

#[rocket::async_test]
async fn a_warning_a_tick_or_the_tag_shields_a_post() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let shield = async |text: &str, sensitive: bool, warning: &str| {
        let wishes = Wishes {
            sensitive,
            warning: warning.to_owned(),
            ..Wishes::default()
        };
        compose(&pod, &alice, text, &wishes).await.unwrap().warning.clone()
    };
    assert_eq!(shield("plain", false, "").await, None);
    assert_eq!(shield("plain", true, "").await.as_deref(), Some(""));
    assert_eq!(shield("plain", false, "Blood").await.as_deref(), Some("Blood"));
    assert_eq!(shield("look #NSFW", false, "").await.as_deref(), Some(""));
    assert_eq!(shield("look #nsfw", false, "Blood").await.as_deref(), Some("Blood"));
    let open = public(&pod, &alice, "plain").await;
    let me = me(&pod, &alice).await;
    let host = pod.settings.host();
    pod.act(async |tx| post::edit(tx, &me, &host, &open.guid, "not so plain #nsfw").await)
        .await
        .unwrap();
    let now = posts(me.viewer())
        .one(pod.db.read(), &open.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(now.post.warning.as_deref(), Some(""));
}

#[rocket::async_test]
async fn a_post_that_expires_is_deleted_when_its_time_is_over_and_not_before() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let wishes = Wishes {
        lasts: "24".to_owned(),
        ..Wishes::default()
    };
    let post = compose(&pod, &alice, "for a day", &wishes).await.unwrap();
    let lasting = compose(&pod, &alice, "for ever", &Wishes::default()).await.unwrap();
    let there = async |post: &OwnPost| {
        let eyes = me(&pod, &alice).await.viewer();
        posts(eyes).one(pod.db.read(), &post.guid).await.unwrap().is_some()
    };
    pod.advance(Duration::from_secs(24 * 3_600 - 60));
    pod.settle().await;
    pod.act(async |tx| post::expire(tx, post.id).await).await.unwrap();
    assert!(there(&post).await, "whoever asks too early deletes nothing");
    pod.advance(Duration::from_secs(60));
    pod.settle().await;
    assert!(!there(&post).await && there(&lasting).await);
    assert_eq!(job::Entity::find().all(pod.db.read()).await.unwrap().len(), 0);
    for lasts in ["2", "-1", "99999999999999999999", "x"] {
        let odd = Wishes {
            lasts: lasts.to_owned(),
            ..Wishes::default()
        };
        assert_eq!(
            refused(compose(&pod, &alice, "odd", &odd).await),
            Some(PostRefusal::Span),
            "{lasts}"
        );
    }
}

#[rocket::async_test]
async fn a_bookmark_is_for_oneself_and_shows_only_what_one_may_see() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (open, secret) = (
        public(&pod, &alice, "for all").await,
        limited(&pod, &alice, &bob, "for bob").await,
    );
    let kept = async |who: &Someone| {
        let me = me(&pod, who).await;
        let now = Cursor::until(pod.clock.now());
        let page = stream::mine(pod.db.read(), &me, &Stream::Bookmarks, now).await.unwrap();
        page.posts
            .iter()
            .map(|found| found.post.text.clone())
            .collect::<Vec<_>>()
    };
    let mark = async |post: &OwnPost, keep: bool| {
        let me = me(&pod, &bob).await;
        let seen = posts(me.viewer())
            .one(pod.db.read(), &post.guid)
            .await
            .unwrap()
            .unwrap()
            .post;
        pod.act(async |tx| match keep {
            true => post::bookmark(tx, &me, &seen).await,
            false => post::unbookmark(tx, &me, &seen).await,
        })
        .await
        .unwrap();
    };
    mark(&open, true).await;
    mark(&open, true).await;
    pod.advance(Duration::from_secs(1));
    mark(&secret, true).await;
    let mut found = kept(&bob).await;
    found.sort();
    assert_eq!(found, ["for all", "for bob"]);
    assert!(kept(&alice).await.is_empty());
    withdraw(&pod, &alice, &secret, &bob).await;
    assert_eq!(kept(&bob).await, ["for all"]);
    mark(&open, false).await;
    assert!(kept(&bob).await.is_empty());
}

#[rocket::async_test]
async fn place_and_warning_are_changed_and_taken_away_by_the_author_and_the_words_keep_their_history() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    let wishes = Wishes {
        place: "The allotment".to_owned(),
        latitude: "52.5".to_owned(),
        longitude: "13.4".to_owned(),
        warning: "Blood".to_owned(),
        ..Wishes::default()
    };
    let post = compose(&pod, &alice, "here", &wishes).await.unwrap();
    let revise = async |who: &Someone, text: &str, wishes: &Wishes| {
        let (me, host) = (me(&pod, who).await, pod.settings.host());
        pod.act(async |tx| post::revise(tx, &me, &host, &post.guid, (text, wishes)).await)
            .await
    };
    let facts = |post: &OwnPost| (post.place.clone(), post.latitude, post.warning.clone());
    let kept = Wishes::of(&post);
    assert_eq!(facts(&revise(&alice, "here", &kept).await.unwrap()), facts(&post));
    let renamed = Wishes {
        place: "Home".to_owned(),
        warning: String::new(),
        ..kept.clone()
    };
    let now = revise(&alice, "there", &renamed).await.unwrap();
    let home = Some("Home".to_owned());
    assert_eq!(
        facts(&now),
        (home.clone(), None, Some(String::new())),
        "the old position goes with its name"
    );
    let found = Wishes {
        latitude: "50".to_owned(),
        longitude: "7".to_owned(),
        sensitive: false,
        ..Wishes::of(&now)
    };
    assert_eq!(
        facts(&revise(&alice, "there", &found).await.unwrap()),
        (home, Some(50.0), None)
    );
    let nowhere = Wishes {
        place: String::new(),
        latitude: "50".to_owned(),
        longitude: "7".to_owned(),
        ..Wishes::default()
    };
    assert_eq!(
        facts(&revise(&alice, "there", &nowhere).await.unwrap()),
        (None, None, None)
    );
    let shielded = revise(&alice, "there #nsfw", &Wishes::default()).await.unwrap();
    assert_eq!(shielded.warning.as_deref(), Some(""), "by the tag, whatever is ticked");
    assert!(revise(&eve, "mine", &kept).await.is_err());
    let long = Wishes {
        place: "x".repeat(256),
        ..Wishes::default()
    };
    assert_eq!(
        refused(revise(&alice, "never", &long).await),
        Some(PostRefusal::PlaceLong)
    );
    let found = posts(me(&pod, &alice).await.viewer());
    let history = found.history(pod.db.read(), post.id).await.unwrap();
    assert_eq!(history.len(), 2, "one for each change of the words");
}
