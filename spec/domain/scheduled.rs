//! Posts that wait for their time: nobody else has anything of them until then.

use std::time::Duration;

use entity::visible::post::{Cursor, posts};
use entity::{Moment, NotificationKind, Viewer, job, user};
use samara::domain::post::scheduled::{self, Waiting};
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::{aspect, notification, search, stream, tag};
use samara::error::{Outcome, PostRefusal, Refusal, Stop};
use sea_orm::EntityTrait;

use crate::around::{me, set_state, share};
use crate::support::{Someone, TestPod, rows};

const HOUR: Duration = Duration::from_secs(3_600);

fn wishes(at: Moment) -> Wishes {
    Wishes {
        later: at.iso().chars().take(16).collect(),
        ..Wishes::default()
    }
}

fn public() -> Wanted {
    Wanted {
        reach: "public".to_owned(),
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
    }
}

async fn keep(pod: &TestPod, who: &Someone, text: &str, wanted: &Wanted, wishes: &Wishes) -> Outcome<String> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let composed = Composed { text, wanted, wishes };
    let kept = pod
        .act(async |tx| scheduled::keep(tx, &me, &host, composed).await)
        .await;
    kept.map(|row| row.guid.clone())
}

async fn waiting(pod: &TestPod, who: &Someone) -> Vec<Waiting> {
    scheduled::list(pod.db.read(), &me(pod, who).await).await.unwrap()
}

async fn there(pod: &TestPod, viewer: Viewer) -> Vec<String> {
    let found = posts(viewer)
        .page(pod.db.read(), Cursor::until(pod.clock.now()), 10)
        .await
        .unwrap();
    found.iter().map(|one| one.post.text.clone()).collect()
}

async fn told(pod: &TestPod, who: &Someone) -> Vec<NotificationKind> {
    let newest = entity::own::notification::Cursor::newest();
    let page = notification::page(pod.db.read(), who.user, who.person, newest)
        .await
        .unwrap();
    page.iter().map(|told| told.notification.kind).collect()
}

async fn pass(pod: &TestPod, time: Duration) {
    pod.advance(time);
    pod.settle().await;
}

fn refused<T>(outcome: Outcome<T>) -> Option<PostRefusal> {
    match outcome {
        Err(Stop::Refused(Refusal::Post(refusal))) => Some(refusal),
        Ok(_) | Err(_) => None,
    }
}

#[rocket::async_test]
async fn until_its_time_it_exists_nowhere_but_in_its_author_s_list() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    share(&pod, &alice, &bob).await;
    let text = format!("plumword #plumtag @{{bob@{}}}", pod.settings.host());
    let guid = keep(&pod, &alice, &text, &public(), &wishes(pod.clock.now().plus(HOUR)))
        .await
        .unwrap();
    let eyes = me(&pod, &bob).await;
    pass(&pod, HOUR - Duration::from_secs(60)).await;
    for viewer in [Viewer::Anyone, eyes.viewer(), me(&pod, &alice).await.viewer()] {
        let now = Cursor::until(pod.clock.now());
        assert_eq!(posts(viewer).count(pod.db.read()).await.unwrap(), 0);
        let tagged = tag::look(pod.db.read(), viewer, &eyes.filter, "plumtag", now)
            .await
            .unwrap();
        assert!(tagged.page.posts.is_empty());
        assert!(
            tag::complete(pod.db.read(), viewer, "plumtag")
                .await
                .unwrap()
                .is_empty()
        );
        let found = entity::visible::search::page(pod.db.read(), viewer, "plumword", now, search::PAGE).await;
        assert!(found.unwrap().is_empty());
        assert!(posts(viewer).one(pod.db.read(), &guid).await.unwrap().is_none());
    }
    assert_eq!(rows::count(pod.db.read(), "SELECT count(*) FROM post").await, 0);
    let before = told(&pod, &bob).await;
    assert!(!before.contains(&NotificationKind::Mentioned));
    assert!(
        scheduled::one(pod.db.read(), &eyes, &guid).await.is_err(),
        "nobody else's list has it"
    );
    let (host, wanted) = (pod.settings.host(), public());
    let later = wishes(pod.clock.now().plus(HOUR));
    let composed = Composed {
        text: "mine",
        wanted: &wanted,
        wishes: &later,
    };
    let tries = [
        pod.act(async |tx| scheduled::remove(tx, &eyes, &guid).await).await,
        pod.act(async |tx| scheduled::change(tx, &eyes, &host, &guid, composed).await)
            .await,
        pod.act(async |tx| scheduled::share_now(tx, &eyes, &host, &guid).await.map(drop))
            .await,
    ];
    assert!(tries.iter().all(Result::is_err));
    assert_eq!(waiting(&pod, &alice).await.len(), 1);
    pass(&pod, Duration::from_secs(60)).await;
    assert_eq!(there(&pod, Viewer::Anyone).await.len(), 1);
    assert!(told(&pod, &bob).await.contains(&NotificationKind::Mentioned));
    assert!(waiting(&pod, &alice).await.is_empty());
    let main = stream::mine(
        pod.db.read(),
        &eyes,
        &stream::Stream::Main,
        Cursor::until(pod.clock.now()),
    )
    .await;
    assert_eq!(main.unwrap().posts.len(), 1);
}

#[rocket::async_test]
async fn it_is_shared_once_at_its_time_with_whoever_is_in_the_aspect_then() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let aspect = share(&pod, &alice, &bob).await;
    let wanted = Wanted {
        reach: "limited".to_owned(),
        aspects: vec![aspect.0],
        ..public()
    };
    let at = pod.clock.now().plus(HOUR);
    keep(&pod, &alice, "for the aspect", &wanted, &wishes(at))
        .await
        .unwrap();
    pod.act(async |tx| samara::domain::contact::remove_from(tx, alice.user, bob.person, aspect).await)
        .await
        .unwrap();
    pod.act(async |tx| samara::domain::contact::add_to(tx, alice.user, eve.person, aspect).await)
        .await
        .unwrap();
    let draft = Composed {
        text: "something else",
        wanted: &wanted,
        wishes: &Wishes::default(),
    };
    let author = me(&pod, &alice).await;
    pod.act(async |tx| post::draft::keep(tx, &author, draft).await)
        .await
        .unwrap();
    let row = job::Entity::find().all(pod.db.read()).await.unwrap();
    assert!(
        row.iter()
            .any(|job| job.kind == "share-later" && job.run_at >= at.minus(Duration::from_secs(60)))
    );
    pass(&pod, HOUR).await;
    assert_eq!(there(&pod, me(&pod, &eve).await.viewer()).await, ["for the aspect"]);
    assert!(there(&pod, me(&pod, &bob).await.viewer()).await.is_empty());
    assert!(me(&pod, &alice).await.draft.is_some(), "what is being written stays");
    // As after a crash: whoever comes again finds nothing to do.
    let host = pod.settings.host();
    pod.act(async |tx| scheduled::come(tx, &host, entity::ScheduledPostId(1)).await)
        .await
        .unwrap();
    assert_eq!(rows::count(pod.db.read(), "SELECT count(*) FROM post").await, 1);
}

#[rocket::async_test]
async fn what_cannot_be_shared_then_stays_with_the_reason_and_its_author_is_told() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (kept, dropped) = (alice.aspect(&pod, "family").await, share(&pod, &alice, &bob).await);
    let wanted = |aspect: entity::AspectId| Wanted {
        reach: "limited".to_owned(),
        aspects: vec![aspect.0],
        ..public()
    };
    let at = wishes(pod.clock.now().plus(HOUR));
    keep(&pod, &alice, "to nobody", &wanted(kept), &at).await.unwrap();
    let guid = keep(&pod, &alice, "to an aspect that is gone", &wanted(dropped), &at)
        .await
        .unwrap();
    pod.act(async |tx| aspect::delete(tx, alice.user, dropped).await)
        .await
        .unwrap();
    pass(&pod, HOUR).await;
    assert_eq!(rows::count(pod.db.read(), "SELECT count(*) FROM post").await, 0);
    let list = waiting(&pod, &alice).await;
    let why: Vec<String> = list.iter().map(|one| one.refused.clone().unwrap().key).collect();
    assert_eq!(why, ["error-later-nobody", "error-nobody-chosen"]);
    assert_eq!(told(&pod, &alice).await, [NotificationKind::NotShared; 2]);
    pass(&pod, HOUR).await;
    assert_eq!(told(&pod, &alice).await.len(), 2, "once");
    let (author, host, all) = (me(&pod, &alice).await, pod.settings.host(), public());
    let later = wishes(pod.clock.now().plus(HOUR));
    let composed = Composed {
        text: "to all",
        wanted: &all,
        wishes: &later,
    };
    pod.act(async |tx| scheduled::change(tx, &author, &host, &guid, composed).await)
        .await
        .unwrap();
    pass(&pod, HOUR).await;
    assert_eq!(there(&pod, Viewer::Anyone).await, ["to all"]);
}

#[rocket::async_test]
async fn nothing_is_shared_by_an_account_that_is_locked_or_closed_by_then() {
    for state in [user::State::Locked, user::State::Closing] {
        let pod = TestPod::new().await;
        let alice = pod.user("alice").await;
        keep(&pod, &alice, "later", &public(), &wishes(pod.clock.now().plus(HOUR)))
            .await
            .unwrap();
        set_state(&pod, &alice, state).await;
        pass(&pod, HOUR).await;
        assert_eq!(rows::count(pod.db.read(), "SELECT count(*) FROM post").await, 0);
        set_state(&pod, &alice, user::State::Active).await;
        pass(&pod, HOUR).await;
        assert_eq!(
            rows::count(pod.db.read(), "SELECT count(*) FROM post").await,
            0,
            "nor later by itself"
        );
        assert_eq!(
            waiting(&pod, &alice).await[0].refused.clone().unwrap().key,
            "error-later-locked"
        );
        let (author, host) = (me(&pod, &alice).await, pod.settings.host());
        let guid = waiting(&pod, &alice).await[0].row.guid.clone();
        pod.act(async |tx| scheduled::share_now(tx, &author, &host, &guid).await.map(drop))
            .await
            .unwrap();
        assert_eq!(there(&pod, Viewer::Anyone).await, ["later"]);
    }
}

#[rocket::async_test]
async fn another_time_is_the_one_that_counts_and_what_is_deleted_is_never_shared() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let soon = wishes(pod.clock.now().plus(HOUR));
    let moved = keep(&pod, &alice, "moved", &public(), &soon).await.unwrap();
    let deleted = keep(&pod, &alice, "deleted", &public(), &soon).await.unwrap();
    let (author, host, wanted) = (me(&pod, &alice).await, pod.settings.host(), public());
    let later = wishes(pod.clock.now().plus(HOUR * 3));
    let composed = Composed {
        text: "moved",
        wanted: &wanted,
        wishes: &later,
    };
    pod.act(async |tx| scheduled::change(tx, &author, &host, &moved, composed).await)
        .await
        .unwrap();
    pod.act(async |tx| scheduled::remove(tx, &author, &deleted).await)
        .await
        .unwrap();
    pass(&pod, HOUR * 2).await;
    assert!(there(&pod, Viewer::Anyone).await.is_empty());
    pass(&pod, HOUR).await;
    assert_eq!(there(&pod, Viewer::Anyone).await, ["moved"]);
    assert_eq!(job::Entity::find().all(pod.db.read()).await.unwrap().len(), 0);
}

#[rocket::async_test]
async fn a_time_is_read_in_the_zone_it_was_chosen_in_and_lies_between_a_minute_and_a_year_ahead() {
    let now = Moment::of_date(2026, 11, 21).unwrap();
    let due = |later: &str, offset: &str| {
        let wishes = Wishes {
            later: later.to_owned(),
            later_offset: offset.to_owned(),
            ..Wishes::default()
        };
        scheduled::due(&wishes, now)
    };
    for (later, offset, utc) in [
        ("2026-11-22T18:30", "", "2026-11-22T18:30:00Z"),
        ("2026-11-22T18:30", "-60", "2026-11-22T17:30:00Z"),
        ("2026-11-22T18:30:59", "300", "2026-11-22T23:30:00Z"),
        ("2026-12-31T23:30", "60", "2027-01-01T00:30:00Z"),
        ("2026-11-21T00:01", "0", "2026-11-21T00:01:00Z"),
    ] {
        assert_eq!(due(later, offset).unwrap().iso(), utc, "{later} {offset}");
    }
    for (later, offset, why) in [
        ("2026-11-21T00:00", "", PostRefusal::LaterSoon),
        ("2020-01-01T00:00", "", PostRefusal::LaterSoon),
        ("2027-12-01T00:00", "", PostRefusal::LaterFar),
        ("tomorrow", "", PostRefusal::LaterUnreadable),
        ("2027-02-29T10:00", "", PostRefusal::LaterUnreadable),
        ("2026-11-22T24:00", "", PostRefusal::LaterUnreadable),
        ("2026-11-22T18:30", "x", PostRefusal::LaterUnreadable),
        ("2026-11-22T18:30", "99999", PostRefusal::LaterUnreadable),
        ("+026-11-22T18:30", "", PostRefusal::LaterUnreadable),
        ("2026-11-22T18:30:00:00", "", PostRefusal::LaterUnreadable),
    ] {
        assert_eq!(refused(due(later, offset)), Some(why), "{later} {offset}");
    }
}

#[rocket::async_test]
async fn what_could_not_be_shared_now_is_not_kept_either() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let at = wishes(pod.clock.now().plus(HOUR));
    let nobody = Wanted {
        reach: "limited".to_owned(),
        ..public()
    };
    assert_eq!(
        refused(keep(&pod, &alice, "x", &nobody, &at).await),
        Some(PostRefusal::NobodyChosen)
    );
    let odd = Wishes {
        lasts: "7".to_owned(),
        ..at.clone()
    };
    assert_eq!(
        refused(keep(&pod, &alice, "x", &public(), &odd).await),
        Some(PostRefusal::Span)
    );
    assert!(keep(&pod, &alice, "  ", &public(), &at).await.is_err());
    for _ in 0..scheduled::MOST {
        keep(&pod, &alice, "x", &public(), &at).await.unwrap();
    }
    let more = refused(keep(&pod, &alice, "x", &public(), &at).await);
    assert_eq!(more, Some(PostRefusal::TooManyWait(scheduled::MOST)));
}
