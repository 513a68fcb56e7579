//! Who shares with whom.

use entity::own::contact::Which;
use entity::{AspectId, NotificationKind, person};
use samara::domain::contact::{self, Standing};
use samara::domain::sharing::{self, Wishes};
use samara::domain::{aspect, ignore, notification};
use samara::error::{Outcome, PeopleRefusal, Refusal, Stop};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};

use crate::support::{Someone, TestPod};

fn refused(outcome: Outcome<()>) -> Refusal {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => refusal,
        Stop::Broke(fault) => panic!("{fault}"),
    }
}

async fn set(pod: &TestPod, who: &Someone, whom: &Someone, names: &[&str]) -> Outcome<()> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(who.aspect(pod, name).await);
    }
    pod.act(async |tx| contact::set_aspects(tx, who.user, whom.person, &ids).await)
        .await
}

async fn standing(pod: &TestPod, who: &Someone, whom: &Someone) -> Standing {
    contact::standing(pod.db.read(), who.user, whom.person).await.unwrap()
}

async fn told(pod: &TestPod, who: &Someone) -> usize {
    let newest = entity::own::notification::Cursor::newest();
    let all = notification::page(pod.db.read(), who.user, who.person, newest)
        .await
        .unwrap();
    all.iter()
        .filter(|told| told.notification.kind == NotificationKind::StartedSharing)
        .count()
}

#[rocket::async_test]
async fn the_first_aspect_starts_sharing_and_tells_once_and_further_ones_tell_nobody() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    set(&pod, &alice, &bob, &["family"]).await.unwrap();
    let (mine, theirs) = (standing(&pod, &alice, &bob).await, standing(&pod, &bob, &alice).await);
    assert_eq!((mine.receiving, mine.sharing), (true, false));
    assert_eq!((theirs.receiving, theirs.sharing), (false, true));
    assert!(theirs.aspects.is_empty());
    set(&pod, &alice, &bob, &["family", "work"]).await.unwrap();
    set(&pod, &alice, &bob, &["work"]).await.unwrap();
    assert_eq!(told(&pod, &bob).await, 1);
    assert_eq!(told(&pod, &alice).await, 0);
}

#[rocket::async_test]
async fn leaving_the_last_aspect_ends_sharing_and_rows_of_nothing_vanish() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let family = alice.aspect(&pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    set(&pod, &bob, &alice, &["work"]).await.unwrap();
    pod.act(async |tx| contact::remove_from(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    let mine = standing(&pod, &alice, &bob).await;
    assert_eq!((mine.receiving, mine.sharing), (false, true));
    assert!(!standing(&pod, &bob, &alice).await.sharing);
    assert_eq!(told(&pod, &bob).await, 0, "what is over is told no longer");
    set(&pod, &bob, &alice, &[]).await.unwrap();
    for (one, other) in [(&alice, &bob), (&bob, &alice)] {
        assert_eq!(standing(&pod, one, other).await, Standing::default());
        assert!(
            entity::own::contact::one(pod.db.read(), one.user, other.person)
                .await
                .unwrap()
                .is_none()
        );
    }
}

#[rocket::async_test]
async fn to_stop_and_start_again_and_again_fills_nobodys_list() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    for _ in 0..5 {
        set(&pod, &alice, &bob, &["family"]).await.unwrap();
        set(&pod, &alice, &bob, &[]).await.unwrap();
    }
    assert_eq!(told(&pod, &bob).await, 0, "what is over is told no longer");
    set(&pod, &alice, &bob, &["family"]).await.unwrap();
    assert_eq!(told(&pod, &bob).await, 1, "and what holds once");
}

#[rocket::async_test]
async fn not_oneself_not_the_closed_not_the_ignored_and_not_into_anothers_aspect() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    assert_eq!(
        refused(set(&pod, &alice, &alice, &["family"]).await),
        Refusal::People(PeopleRefusal::Oneself)
    );
    pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    assert_eq!(
        refused(set(&pod, &alice, &bob, &["family"]).await),
        Refusal::People(PeopleRefusal::Ignored)
    );
    let theirs = alice.aspect(&pod, "family").await;
    let foreign = pod
        .act(async |tx| contact::add_to(tx, eve.user, bob.person, theirs).await)
        .await;
    assert_eq!(refused(foreign), Refusal::NotFound);
    let both = [theirs, eve.aspect(&pod, "family").await];
    let mixed = pod
        .act(async |tx| contact::set_aspects(tx, eve.user, bob.person, &both).await)
        .await;
    assert_eq!(refused(mixed), Refusal::NotFound);
    let mut row = person::Entity::find_by_id(bob.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
        .into_active_model();
    row.closed_at = Set(Some(pod.clock.now()));
    pod.act(async |tx| Ok(row.update(tx.sql()).await.map(drop)?))
        .await
        .unwrap();
    assert_eq!(refused(set(&pod, &eve, &bob, &["family"]).await), Refusal::NotFound);
}

async fn wish(pod: &TestPod, who: &Someone, share_back: Option<AspectId>) {
    let wishes = Wishes {
        share_back,
        reach: entity::Reach::Limited,
        chosen: Vec::new(),
        follows: samara::domain::sharing::Follows::default(),
    };
    pod.act(async |tx| sharing::save(tx, who.user, wishes).await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn who_wishes_so_shares_back_by_itself_until_the_aspect_is_deleted() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let work = bob.aspect(&pod, "work").await;
    wish(&pod, &bob, Some(work)).await;
    set(&pod, &alice, &bob, &["family"]).await.unwrap();
    let bobs = standing(&pod, &bob, &alice).await;
    assert_eq!(
        (bobs.aspects.as_slice(), bobs.receiving, bobs.sharing),
        ([work].as_slice(), true, true)
    );
    let mine = standing(&pod, &alice, &bob).await;
    assert_eq!((mine.receiving, mine.sharing), (true, true));
    assert_eq!((told(&pod, &alice).await, told(&pod, &bob).await), (1, 1));
    pod.act(async |tx| aspect::delete(tx, bob.user, work).await)
        .await
        .unwrap();
    set(&pod, &eve, &bob, &["family"]).await.unwrap();
    assert!(!standing(&pod, &bob, &eve).await.receiving);
}

#[rocket::async_test]
async fn who_ignores_somebody_hears_nothing_of_them_and_gives_nothing_back() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    wish(&pod, &bob, Some(bob.aspect(&pod, "work").await)).await;
    pod.act(async |tx| ignore::add(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    set(&pod, &alice, &bob, &["family"]).await.unwrap();
    assert_eq!(told(&pod, &bob).await, 0);
    assert!(!standing(&pod, &bob, &alice).await.receiving);
    let mine = standing(&pod, &alice, &bob).await;
    assert_eq!(
        (mine.receiving, mine.sharing, mine.ignored),
        (true, false, false),
        "nothing gives it away"
    );
    assert_eq!(contact::counts(pod.db.read(), bob.user).await.unwrap().all, 0);
}

#[rocket::async_test]
async fn lists_are_by_aspect_by_who_only_shares_and_by_the_beginning_of_a_name() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let carol = pod.remote("carol_100%", "remote.example").await;
    set(&pod, &alice, &bob, &["family"]).await.unwrap();
    set(&pod, &eve, &alice, &["family"]).await.unwrap();
    let work = alice.aspect(&pod, "work").await;
    pod.act(async |tx| contact::add_to(tx, alice.user, carol.id, work).await)
        .await
        .unwrap();
    let list = async |which, search: &str| {
        let page = contact::list(pod.db.read(), alice.user, which, search, 1)
            .await
            .unwrap();
        page.rows.iter().map(|row| row.person.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(list(Which::All, "").await, ["bob", "carol_100%", "eve"]);
    assert_eq!(list(Which::In(work), "").await, ["carol_100%"]);
    assert_eq!(list(Which::OnlySharing, "").await, ["eve"]);
    assert_eq!(list(Which::All, "CAR").await, ["carol_100%"]);
    assert_eq!(list(Which::All, "@carol_100%@rem").await, ["carol_100%"]);
    assert!(list(Which::All, "%").await.is_empty() && list(Which::All, "_").await.is_empty());
    assert!(list(Which::All, "\\").await.is_empty() && list(Which::All, "ob").await.is_empty());
    let page = contact::list(pod.db.read(), eve.user, Which::In(work), "", 1)
        .await
        .unwrap();
    assert!(page.rows.is_empty(), "another's aspect has nobody in it");
}

#[rocket::async_test]
async fn a_page_of_ten_thousand_contacts_costs_as_many_queries_as_one_of_ten() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let family = alice.aspect(&pod, "family").await;
    let row = |n: usize| person::ActiveModel {
        guid: Set(format!("guid-of-number-{n:05}")),
        handle: Set(format!("n{n:05}@pod.example")),
        pod_id: Set(None),
        name: Set(format!("Number {n:05}")),
        search: Set(format!("number {n:05} n{n:05}@pod.example")),
        avatar: Set(None),
        hue: Set(1),
        searchable: Set(true),
        nsfw: Set(false),
        closed_at: Set(None),
        created_at: Set(pod.clock.now()),
        ..Default::default()
    };
    pod.act(async |tx| {
        for start in (0..10_000).step_by(500) {
            person::Entity::insert_many((start..start + 500).map(row))
                .exec_without_returning(tx.sql())
                .await?;
        }
        let about = format!("FROM person WHERE id <> {}", alice.person);
        let contacts = "INSERT INTO contact (user_id, person_id, sharing, receiving, created_at)";
        tx.sql()
            .execute_unprepared(&format!("{contacts} SELECT {}, id, TRUE, TRUE, 1 {about}", alice.user))
            .await?;
        let members = "INSERT INTO aspect_member (aspect_id, person_id)";
        tx.sql()
            .execute_unprepared(&format!("{members} SELECT {family}, id {about}"))
            .await?;
        Ok(())
    })
    .await
    .unwrap();
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let mut db = pod.db.read().clone();
    let counter = asked.clone();
    db.set_metric_callback(move |_| {
        counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    });
    for (which, number) in [(Which::All, 1), (Which::All, 400), (Which::In(family), 200)] {
        asked.store(0, std::sync::atomic::Ordering::SeqCst);
        let page = contact::list(&db, alice.user, which, "", number).await.unwrap();
        assert_eq!((page.total, page.pages, page.rows.len()), (10_000, 400, 25));
        assert!(
            page.rows
                .iter()
                .all(|row| row.standing.aspects == [family] && row.standing.sharing)
        );
        assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 4);
    }
    let found = contact::list(&db, alice.user, Which::All, "09999", 9).await.unwrap();
    assert_eq!((found.total, found.number, found.rows.len()), (1, 1, 1));
    pod.act(async |tx| aspect::delete(tx, alice.user, family).await)
        .await
        .unwrap();
    let left = contact::counts(pod.db.read(), alice.user).await.unwrap();
    assert_eq!((left.all, left.only_sharing), (10_000, 10_000));
}
