//! Acts that share one commit on SQLite: each is on disk when it says so, and none takes another down.

use std::sync::Arc;

use samara::domain::house;
use samara::error::Fault;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::TestPod;

async fn write(pod: &TestPod, key: &str) -> Result<(), Fault> {
    let tx = pod.db.begin().await?;
    house::keep(tx.sql(), key, "there")
        .await
        .expect("the row can be written");
    tx.commit().await
}

async fn there(pod: &TestPod, key: &str) -> bool {
    house::kept(pod.db.read(), key)
        .await
        .expect("settings can be read")
        .is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_at_once_are_on_disk_when_they_say_so_and_those_that_stop_leave_nothing() {
    let pod = Arc::new(TestPod::new().await);
    let acts = (0..300).map(|number| {
        let pod = pod.clone();
        tokio::spawn(async move {
            let key = format!("act {number}");
            if number % 3 == 0 {
                let tx = pod.db.begin().await.expect("its turn comes");
                house::keep(tx.sql(), &key, "there")
                    .await
                    .expect("the row can be written");
                drop(tx);
                return;
            }
            write(&pod, &key).await.expect("it is committed");
            assert!(there(&pod, &key).await, "{key} was said to be on disk");
        })
    });
    for act in acts.collect::<Vec<_>>() {
        act.await.expect("the act runs to its end");
    }
    for number in 0..300 {
        assert_eq!(
            there(&pod, &format!("act {number}")).await,
            number % 3 != 0,
            "act {number}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_writer_goes_on_after_sqlite_has_ended_a_transaction_by_itself() {
    if crate::support::database::server().is_some() {
        return;
    }
    let pod = TestPod::new().await;
    let tx = pod.db.begin().await.expect("its turn comes");
    house::keep(tx.sql(), "lost", "there")
        .await
        .expect("the row can be written");
    // What a full disk does.
    tx.sql().execute_unprepared("ROLLBACK").await.expect("SQLite takes it");
    tx.commit().await.expect_err("it is not on disk");
    write(&pod, "next").await.expect("the next act is written");
    let tx = pod.db.begin().await.expect("its turn comes");
    tx.sql().execute_unprepared("ROLLBACK").await.expect("SQLite takes it");
    drop(tx);
    write(&pod, "last").await.expect("the next act is written");
    assert!(!there(&pod, "lost").await && there(&pod, "next").await && there(&pod, "last").await);
}

#[rocket::async_test]
async fn a_secret_made_by_an_act_that_was_taken_back_is_not_remembered() {
    let pod = TestPod::new().await;
    let mut lost = pod.db.begin().await.unwrap();
    let made = house::secret(&mut lost, "spec").await.unwrap();
    assert_eq!(house::secret(&mut lost, "spec").await.unwrap(), made);
    drop(lost);
    let kept = pod.act(async |tx| house::secret(tx, "spec").await).await.unwrap();
    assert_ne!(kept, made);
    let row = house::kept(pod.db.read(), "secret spec").await.unwrap();
    assert_eq!(row, Some(kept.clone()));
    assert_eq!(pod.act(async |tx| house::secret(tx, "spec").await).await.unwrap(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_writer_keeps_to_what_is_set_for_every_connection() {
    if crate::support::database::server().is_some() {
        return;
    }
    let pod = TestPod::new().await;
    let tx = pod.db.begin().await.expect("its turn comes");
    let set = [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("cache_size", -6_000),
        ("temp_store", 2),
        ("wal_autocheckpoint", 2_000),
    ];
    for (name, value) in set {
        let asked = || Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
        let row = tx.sql().query_one_raw(asked()).await.expect("the writer answers");
        let written: i64 = row.expect("it is set").try_get_by_index(0).expect("a number");
        let row = pod.db.read().query_one_raw(asked()).await.expect("a reader answers");
        let read: i64 = row.expect("it is set").try_get_by_index(0).expect("a number");
        assert_eq!((written, read), (value, value), "{name}");
    }
}
