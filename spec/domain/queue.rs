//! Work is done once in effect, whatever happens to who does it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use entity::write::lease;
use entity::{JobId, Moment, UserId, job, person_key, received, session, setting, throttle, ticket, user_key};
use samara::domain::account::keys;
use samara::error::Fault;
use samara::i18n::Language;
use samara::job::{Done, Job, Lane, Letter, Mail};
use samara::queue::claim::{self, Settle};
use samara::queue::{Claimed, LEASE, Queue, TRIES, Work, back_off, drain};
use samara::worker;
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};

use crate::support::TestPod;

/// Writes a row for each job, in the transaction that ends it: a second one with the same name could not be written.
struct Counting(samara::pod::Pod);

impl Work for Counting {
    async fn work(&self, claimed: &Claimed) -> Result<Done, Fault> {
        let mut tx = self.0.db.begin().await?;
        let row = setting::ActiveModel {
            key: Set(format!("effect {}", claimed.id)),
            value: Set(String::new()),
        };
        setting::Entity::insert(row).exec_without_returning(tx.sql()).await?;
        claimed.finish(&mut tx).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    async fn each_hour(&self) -> Result<(), Fault> {
        Ok(())
    }
}

fn any_job() -> Job {
    Job::Mail(Mail {
        user: 1,
        address: None,
        letter: Letter::AlreadyHere,
    })
}

async fn enqueue(pod: &TestPod, count: usize) {
    let mut tx = pod.db.begin().await.unwrap();
    for _ in 0..count {
        tx.enqueue(any_job()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn jobs(pod: &TestPod) -> Vec<job::Model> {
    job::Entity::find().all(pod.db.read()).await.unwrap()
}

async fn effects(pod: &TestPod) -> usize {
    let all = setting::Entity::find().all(pod.db.read()).await.unwrap();
    all.iter().filter(|row| row.key.starts_with("effect ")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_job_is_done_once_by_many_workers() {
    let pod = TestPod::new().await;
    let queues: Vec<Queue> = (0..2)
        .map(|_| Queue::start(pod.db.clone(), Arc::new(Counting(pod.clone())), 4))
        .collect();
    enqueue(&pod, 200).await;
    for _ in 0..600 {
        if jobs(&pod).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for queue in queues {
        queue.stop().await;
    }
    assert_eq!((jobs(&pod).await.len(), effects(&pod).await), (0, 200));
}

/// Has always more to do of one kind, and counts what is done of the others.
struct Restless(AtomicUsize);

impl Work for Restless {
    async fn work(&self, claimed: &Claimed) -> Result<Done, Fault> {
        if matches!(claimed.job, Some(Job::Mail(_))) {
            tokio::time::sleep(Duration::from_millis(1)).await;
            return Ok(Done::More);
        }
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(Done::Done)
    }

    async fn each_hour(&self) -> Result<(), Fault> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_whose_hour_comes_is_done_while_others_go_on_and_on() {
    let pod = TestPod::new().await;
    enqueue(&pod, 2).await;
    let later = pod.db.now().plus(Duration::from_secs(60));
    pod.act(async |tx| Ok(tx.enqueue_at(Job::SweepFiles, later).await?))
        .await
        .unwrap();
    let work = Arc::new(Restless(AtomicUsize::new(0)));
    let queue = Queue::start(pod.db.clone(), work.clone(), 1);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(work.0.load(Ordering::SeqCst), 0, "it is not due yet");
    // No bell rings for an hour that comes.
    pod.advance(Duration::from_secs(61));
    for _ in 0..600 {
        if work.0.load(Ordering::SeqCst) > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    queue.abort();
    assert_eq!(work.0.load(Ordering::SeqCst), 1);
}

/// Several processes take what came at PostgreSQL alone: SQLite's knows what it has in hand.
#[rocket::async_test]
async fn what_came_is_taken_by_one_the_oldest_first_and_by_another_when_the_lease_is_over() {
    if crate::support::database::server().is_none() {
        return;
    }
    let pod = TestPod::new().await;
    let now = pod.db.now();
    let rows = (1..=100).map(|number| received::ActiveModel {
        body: Set(String::new()),
        created_at: Set(now),
        // The last is the oldest.
        run_at: Set(now.minus(Duration::from_secs(number))),
        ..Default::default()
    });
    received::Entity::insert_many(rows)
        .exec_without_returning(pod.db.read())
        .await
        .unwrap();
    let taken = async |now: Moment| {
        let columns = (received::Column::Id, received::Column::RunAt);
        let taken = lease::oldest::<received::Entity>(pod.db.read(), columns, (now, now.plus(LEASE)), 20).await;
        taken.unwrap()
    };
    let (a, b, c, d) = tokio::join!(taken(now), taken(now), taken(now), taken(now));
    let mut together = [a, b, c, d].concat();
    together.sort_unstable();
    let all = received::Entity::find().all(pod.db.read()).await.unwrap();
    let mut ids: Vec<i64> = all.iter().map(|row| row.id.0).collect();
    ids.sort_unstable();
    assert_eq!(together, ids[20..], "the eighty oldest, and none of them twice");
    assert_eq!((taken(now).await.len(), taken(now).await.len()), (20, 0));
    assert_eq!(taken(now.plus(LEASE)).await.len(), 20);
}

#[rocket::async_test]
async fn a_killed_workers_job_comes_back_when_its_lease_is_over() {
    let pod = TestPod::new().await;
    enqueue(&pod, 1).await;
    let lost = claim::claim(&pod.db, Lane::Quick, 5).await.unwrap();
    assert_eq!(lost.len(), 1);
    let work = Arc::new(Counting(pod.clone()));
    assert_eq!(drain(&pod.db, &work).await.unwrap(), 0);
    pod.advance(LEASE);
    assert_eq!(drain(&pod.db, &work).await.unwrap(), 1);
    assert_eq!((jobs(&pod).await.len(), effects(&pod).await), (0, 1));
}

#[rocket::async_test]
async fn who_lost_the_lease_changes_nothing() {
    let pod = TestPod::new().await;
    enqueue(&pod, 1).await;
    let late = claim::claim(&pod.db, Lane::Quick, 1).await.unwrap().remove(0);
    pod.advance(LEASE);
    let mine = claim::claim(&pod.db, Lane::Quick, 1).await.unwrap().remove(0);
    let mut tx = pod.db.begin().await.unwrap();
    assert!(late.finish(&mut tx).await.is_err());
    drop(tx);
    claim::settle(&pod.db, &late, Settle::Gone).await.unwrap();
    claim::settle(&pod.db, &late, Settle::Dead("late".to_owned()))
        .await
        .unwrap();
    let row = jobs(&pod).await.remove(0);
    assert_eq!(
        (row.locked_until, row.dead_at, row.attempts),
        (Some(mine.until), None, 2)
    );
}

#[rocket::async_test]
async fn an_act_that_is_taken_back_leaves_no_job() {
    let pod = TestPod::new().await;
    let mut tx = pod.db.begin().await.unwrap();
    tx.enqueue(any_job()).await.unwrap();
    drop(tx);
    enqueue(&pod, 1).await;
    assert_eq!(jobs(&pod).await.len(), 1);
}

#[rocket::async_test]
async fn a_job_stands_in_the_queue_once_where_it_has_a_name() {
    let pod = TestPod::new().await;
    for _ in 0..3 {
        pod.act(async |tx| Ok(tx.enqueue(Job::Sweep).await?)).await.unwrap();
    }
    assert_eq!(jobs(&pod).await.len(), 1);
}

/// Breaks.
struct Breaking(AtomicUsize);

impl Work for Breaking {
    async fn work(&self, _: &Claimed) -> Result<Done, Fault> {
        self.0.fetch_add(1, Ordering::SeqCst);
        panic!("a broken arm");
    }

    async fn each_hour(&self) -> Result<(), Fault> {
        Ok(())
    }
}

#[rocket::async_test]
async fn what_breaks_is_tried_later_and_later_and_then_kept_as_dead() {
    let pod = TestPod::new().await;
    pod.act(async |tx| Ok(tx.enqueue(Job::Sweep).await?)).await.unwrap();
    let work = Arc::new(Breaking(AtomicUsize::new(0)));
    assert_eq!(drain(&pod.db, &work).await.unwrap(), 1);
    let row = jobs(&pod).await.remove(0);
    assert!(row.run_at > pod.db.now() && row.locked_until.is_none());
    assert!(row.last_error.unwrap().contains("broke off"));
    for _ in 0..30 {
        pod.advance(Duration::from_secs(8 * 3_600));
        drain(&pod.db, &work).await.unwrap();
    }
    assert_eq!(work.0.load(Ordering::SeqCst), TRIES as usize);
    let row = jobs(&pod).await.remove(0);
    assert!(
        row.dead_at.is_some() && row.dedupe.is_none(),
        "its name is free for the next one"
    );
}

#[rocket::async_test]
async fn waiting_doubles_and_ends_at_some_hours() {
    let pod = TestPod::new().await;
    let waits: Vec<u64> = (1..=TRIES)
        .map(|attempt| back_off(attempt, &pod.random).as_secs())
        .collect();
    assert!((12..=18).contains(&waits[0]), "{waits:?}");
    assert!((24..=36).contains(&waits[1]), "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= 6 * 3_600 * 6 / 5), "{waits:?}");
}

/// Takes its time.
struct Slow(AtomicUsize, tokio::sync::Notify);

impl Work for Slow {
    async fn work(&self, claimed: &Claimed) -> Result<Done, Fault> {
        self.1.notify_one();
        let slow = matches!(claimed.job, Some(Job::MakeKeys { .. }));
        tokio::time::sleep(Duration::from_millis(if slow { 400 } else { 1 })).await;
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(Done::Done)
    }

    async fn each_hour(&self) -> Result<(), Fault> {
        Ok(())
    }
}

#[rocket::async_test]
async fn stopping_lets_running_jobs_end() {
    let pod = TestPod::new().await;
    pod.act(async |tx| Ok(tx.enqueue(Job::make_keys(UserId(1))).await?))
        .await
        .unwrap();
    let work = Arc::new(Slow(AtomicUsize::new(0), tokio::sync::Notify::new()));
    let queue = Queue::start(pod.db.clone(), work.clone(), 2);
    work.1.notified().await;
    queue.stop().await;
    assert_eq!((work.0.load(Ordering::SeqCst), jobs(&pod).await.len()), (1, 0));
}

#[rocket::async_test]
async fn a_crash_leaves_the_job_to_the_next_one() {
    let pod = TestPod::new().await;
    pod.act(async |tx| Ok(tx.enqueue(Job::make_keys(UserId(1))).await?))
        .await
        .unwrap();
    let work = Arc::new(Slow(AtomicUsize::new(0), tokio::sync::Notify::new()));
    let queue = Queue::start(pod.db.clone(), work.clone(), 2);
    work.1.notified().await;
    queue.abort();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((work.0.load(Ordering::SeqCst), jobs(&pod).await.len()), (0, 1));
    pod.advance(LEASE);
    assert_eq!(drain(&pod.db, &work).await.unwrap(), 1);
}

#[rocket::async_test]
async fn slow_work_does_not_stand_before_quick_work() {
    let pod = TestPod::new().await;
    let mut tx = pod.db.begin().await.unwrap();
    for user in 1..=5 {
        tx.enqueue(Job::make_keys(UserId(user))).await.unwrap();
    }
    tx.enqueue(any_job()).await.unwrap();
    tx.commit().await.unwrap();
    let quick = claim::claim(&pod.db, Lane::Quick, 5).await.unwrap();
    assert_eq!(
        quick.iter().map(|claimed| claimed.kind.as_str()).collect::<Vec<_>>(),
        ["mail"]
    );
}

#[rocket::async_test]
async fn what_is_posted_last_does_not_wait_behind_a_backlog() {
    let pod = TestPod::new().await;
    for number in 1..=5 {
        pod.advance(Duration::from_secs(1));
        pod.act(async |tx| Ok(tx.enqueue(Job::Deliver { pod: number }).await?))
            .await
            .unwrap();
    }
    let next = async |lane| claim::claim(&pod.db, lane, 1).await.unwrap().remove(0).job;
    assert_eq!(next(Lane::Overtaking).await, Some(Job::Deliver { pod: 5 }));
    assert_eq!(next(Lane::Delivering).await, Some(Job::Deliver { pod: 1 }));
    assert_eq!(next(Lane::Overtaking).await, Some(Job::Deliver { pod: 4 }));
}

#[rocket::async_test]
async fn a_job_of_a_newer_program_is_kept() {
    let pod = TestPod::new().await;
    enqueue(&pod, 1).await;
    let id: JobId = jobs(&pod).await[0].id;
    let strange = job::ActiveModel {
        id: Set(id),
        payload: Set("{\"job\":\"fly\"}".to_owned()),
        ..Default::default()
    };
    let tx = pod.db.begin().await.unwrap();
    strange.update(tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    worker::drain(&pod).await.unwrap();
    assert!(jobs(&pod).await[0].dead_at.is_some());
}

#[rocket::async_test]
async fn keys_are_made_once() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.act(async |tx| Ok(tx.enqueue(Job::make_keys(alice.user)).await?))
        .await
        .unwrap();
    worker::drain(&pod).await.unwrap();
    let keys = async || {
        user_key::Entity::find_by_id(alice.user)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap()
    };
    let first = keys().await;
    assert!(
        !first.identity_pem.contains("-----") && !first.actor_pem.contains("-----"),
        "they are locked"
    );
    let open = keys::identity(pod.db.read(), &pod.vault, alice.user)
        .await
        .unwrap()
        .unwrap();
    assert!(open.starts_with("-----BEGIN PRIVATE KEY-----"));
    let public = person_key::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert!(public.identity_pem.starts_with("-----BEGIN PUBLIC KEY-----") && public.actor_pem.is_some());
    pod.act(async |tx| Ok(tx.enqueue(Job::make_keys(alice.user)).await?))
        .await
        .unwrap();
    worker::drain(&pod).await.unwrap();
    assert_eq!((keys().await, jobs(&pod).await.len()), (first.clone(), 0));
    assert!(keys::missing(pod.db.read()).await.unwrap().is_empty());
    assert!(keys::open(pod.db.read()).await.unwrap().is_empty());
    // As earlier versions of this program kept them.
    let kept = user_key::ActiveModel {
        user_id: Set(alice.user),
        identity_pem: Set(open.clone()),
        ..Default::default()
    };
    pod.act(async |tx| Ok(kept.update(tx.sql()).await?)).await.unwrap();
    assert_eq!(keys::open(pod.db.read()).await.unwrap(), [alice.user]);
    pod.act(async |tx| Ok(tx.enqueue(Job::make_keys(alice.user)).await?))
        .await
        .unwrap();
    worker::drain(&pod).await.unwrap();
    assert!(!keys().await.identity_pem.contains("-----"));
    let again = keys::identity(pod.db.read(), &pod.vault, alice.user).await.unwrap();
    assert_eq!(again.as_ref(), Some(&open), "the same key, locked");
}

#[rocket::async_test]
async fn letters_are_whole_in_every_language_and_keep_secrets_out_of_the_subject() {
    let pod = TestPod::new().await;
    for language in Language::ALL {
        for letter in Letter::samples() {
            let to = "alice@mail.example".to_owned();
            let mail = worker::write_letter(&pod, language, "Alice <b>", to, &letter)
                .await
                .unwrap();
            let all = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
            assert!(
                !all.contains("mail-") && !all.contains("{ $") && !all.contains("{{"),
                "{language:?} {all}"
            );
            assert!(
                !mail.subject.contains("sample") && !mail.subject.contains('\n'),
                "{}",
                mail.subject
            );
            assert!(
                mail.text.contains("Alice <b>") && mail.html.contains("Alice &lt;b&gt;"),
                "{all}"
            );
            assert!(
                !mail.html.contains("<img") && !mail.html.contains("src="),
                "{}",
                mail.html
            );
            assert!(mail.text.contains("Spec pod"), "{}", mail.text);
        }
    }
}

#[rocket::async_test]
async fn a_letter_leaves_and_one_to_nowhere_does_not() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let mut tx = pod.db.begin().await.unwrap();
    tx.enqueue(Job::letter(alice.user, Letter::PasswordChanged))
        .await
        .unwrap();
    tx.enqueue(Job::letter(UserId(4_711), Letter::PasswordChanged))
        .await
        .unwrap();
    tx.enqueue(Job::letter_to(alice.user, "not an address", Letter::PasswordChanged))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    worker::drain(&pod).await.unwrap();
    let folder = std::fs::read_dir(pod.mailer.folder().unwrap()).unwrap();
    assert_eq!((folder.count(), jobs(&pod).await.len()), (1, 0));
}

#[rocket::async_test]
async fn what_has_run_out_is_swept_away() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.browser("alice").await;
    let tx = pod.db.begin().await.unwrap();
    let row = ticket::ActiveModel {
        user_id: Set(alice.user),
        purpose: Set("reset".to_owned()),
        hash: Set("h".to_owned()),
        detail: Set(String::new()),
        expires_at: Set(tx.now().plus(Duration::from_secs(60))),
        ..Default::default()
    };
    row.insert(tx.sql()).await.unwrap();
    let count = throttle::ActiveModel {
        key: Set("k".to_owned()),
        count: Set(1),
        since: Set(tx.now()),
    };
    throttle::Entity::insert(count)
        .exec_without_returning(tx.sql())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let left = async || {
        pod.act(async |tx| Ok(tx.enqueue(Job::Sweep).await?)).await.unwrap();
        worker::drain(&pod).await.unwrap();
        let db = pod.db.read();
        let sessions = session::Entity::find().count(db).await.unwrap();
        let tickets = ticket::Entity::find().count(db).await.unwrap();
        (sessions, tickets, throttle::Entity::find().count(db).await.unwrap())
    };
    assert_eq!(left().await, (1, 1, 1));
    pod.advance(Duration::from_secs(200 * 86_400));
    assert_eq!(left().await, (0, 0, 0));
}
