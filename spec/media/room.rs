//! The bound: never passed, not for a moment; what was looked at longest ago goes first, and nothing is left behind.

use std::time::Duration;

use entity::write::media::{self as rows, Kept, Room, Wanted};
use samara::media::{Had, empty, facts, sweep};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{files, had, hurry, noise, reaching, size};
use crate::support::{Origin, Served};

const BOUND: u64 = 1 << 20;

/// A server with a picture at each path, two of which fit within the bound and three do not.
async fn origin() -> Origin {
    Origin::new(|path| {
        let seed = path.trim_start_matches('/').parse().unwrap_or(0);
        Served::ok("image/png", &noise(480, seed))
    })
    .await
}

#[rocket::async_test]
async fn what_was_looked_at_longest_ago_makes_room() {
    let origin = origin().await;
    let pod = reaching(&origin, &[("media.cache_mb", "1")]).await;
    for path in ["/1", "/2"] {
        assert!(matches!(had(&pod, &origin, path).await, Had::There(_)));
        pod.advance(Duration::from_secs(2 * 3_600));
    }
    // The first is looked at again, so the second is the oldest; that is written down with the next count.
    had(&pod, &origin, "/1").await;
    let noted = || {
        let now = entity::media_file::Column::UsedAt.eq(pod.clock.now());
        entity::media_file::Entity::find().filter(now).count(pod.db.read())
    };
    while noted().await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
    let before = facts(&pod).await.unwrap();
    assert_eq!((before.files, before.used), (2, size(&pod)));
    pod.advance(Duration::from_secs(2));
    assert!(matches!(had(&pod, &origin, "/3").await, Had::There(_)));
    assert!(size(&pod) <= BOUND, "{}", size(&pod));
    let after = facts(&pod).await.unwrap();
    assert_eq!(after.used, size(&pod));
    pod.media.forget();
    let asked = origin.asked();
    had(&pod, &origin, "/1").await;
    assert_eq!(origin.asked(), asked, "the first is there still");
    had(&pod, &origin, "/2").await;
    assert_eq!(origin.asked(), asked + 1, "the second has gone");
}

#[rocket::async_test]
async fn two_processes_together_never_pass_the_bound() {
    let origin = origin().await;
    let pod = reaching(&origin, &[("media.cache_mb", "1")]).await;
    let other = pod.beside().await;
    hurry(&other);
    let watch = async {
        let mut most = 0;
        for _ in 0..400 {
            most = most.max(size(&pod));
            tokio::task::yield_now().await;
        }
        most
    };
    let paths: Vec<String> = (1..=10).map(|number| format!("/{number}")).collect();
    let looks = paths
        .iter()
        .enumerate()
        .map(|(turn, path)| had(if turn % 2 == 0 { &pod } else { &other }, &origin, path));
    let (most, all) = tokio::join!(watch, rocket::futures::future::join_all(looks));
    assert!(most <= BOUND && size(&pod) <= BOUND, "{most}");
    assert!(all.iter().any(|had| matches!(had, Had::There(_))));
    assert_eq!(facts(&pod).await.unwrap().used, size(&pod));
    other.db.close().await;
}

#[rocket::async_test]
async fn what_is_larger_than_the_room_for_all_is_refused() {
    let origin = Origin::always(Served::ok("image/png", &noise(900, 1))).await;
    let pod = reaching(&origin, &[("media.cache_mb", "1")]).await;
    assert!(matches!(had(&pod, &origin, "/a").await, Had::Gone));
    assert_eq!(facts(&pod).await.unwrap().refused, [("room".to_owned(), 1)]);
    assert_eq!(files(&pod), []);
}

#[rocket::async_test]
async fn emptied_it_is_empty_and_what_is_looked_at_is_fetched_again() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    for path in ["/1", "/2", "/3"] {
        had(&pod, &origin, path).await;
    }
    while empty(&pod).await.unwrap() {}
    assert_eq!(files(&pod), []);
    assert_eq!(facts(&pod).await.unwrap().used, 0);
    assert_eq!(
        entity::media_file::Entity::find().count(pod.db.read()).await.unwrap(),
        0
    );
    assert!(matches!(had(&pod, &origin, "/1").await, Had::There(_)));
    assert_eq!(origin.asked(), 4);
}

#[rocket::async_test]
async fn what_a_killed_process_has_left_is_swept_and_its_room_given_back() {
    let origin = origin().await;
    let pod = reaching(&origin, &[]).await;
    // A process that was killed after it had written one of two files.
    let now = pod.clock.now();
    let until = now.plus(Duration::from_secs(60));
    let wanted = Wanted {
        digest: "d1",
        url: "https://a.example/",
        class: 1,
    };
    let kept = Kept {
        folder: "f1".to_owned(),
        files: "[{\"name\":\"700.jpg\",\"media_type\":\"image/jpeg\",\"side\":\"700\",\"bytes\":3},\
                 {\"name\":\"1600.jpg\",\"media_type\":\"image/jpeg\",\"side\":\"1600\",\"bytes\":4}]"
            .to_owned(),
        bytes: 7,
        width: 1,
        height: 1,
        blurhash: String::new(),
    };
    let room = pod
        .act(async |tx| {
            assert!(rows::claim(tx.sql(), wanted, now, until).await?);
            assert!(!rows::claim(tx.sql(), wanted, now, until).await?, "somebody has it");
            Ok(rows::reserve(tx.sql(), ("d1", until), kept, 100).await?)
        })
        .await
        .unwrap();
    assert_eq!(room, Room::Taken);
    pod.storage.put("media/f1/700.jpg", vec![1, 2, 3]).await.unwrap();
    sweep(&pod).await.unwrap();
    assert_eq!(files(&pod).len(), 1, "it may be at work still");
    assert_eq!(facts(&pod).await.unwrap().used, 7);
    pod.advance(Duration::from_secs(61));
    sweep(&pod).await.unwrap();
    assert_eq!(files(&pod), []);
    assert_eq!(facts(&pod).await.unwrap().used, 0);
    // Come back to life, it finds that it is too late.
    let late = pod
        .act(async |tx| Ok(rows::there(tx.sql(), ("d1", until), now).await?))
        .await;
    assert!(!late.unwrap());
}

#[rocket::async_test]
async fn a_file_that_somebody_has_deleted_is_fetched_again() {
    let origin = Origin::always(Served::ok("image/png", &super::png(40, 40))).await;
    let pod = reaching(&origin, &[]).await;
    had(&pod, &origin, "/a").await;
    for (path, _) in files(&pod) {
        std::fs::remove_file(path).unwrap();
    }
    pod.media.forget();
    assert!(matches!(had(&pod, &origin, "/a").await, Had::There(_)));
    assert_eq!((origin.asked(), facts(&pod).await.unwrap().used), (2, size(&pod)));
}

#[rocket::async_test]
async fn a_disk_that_is_full_leaves_no_half_file_and_takes_no_room() {
    let origin = Origin::always(Served::ok("image/png", &super::png(40, 40))).await;
    let pod = reaching(&origin, &[]).await;
    // Where files are to go, there is no folder and can be none.
    std::fs::write(pod.folder().join("files"), b"in the way").unwrap();
    assert!(matches!(had(&pod, &origin, "/a").await, Had::Gone));
    let facts = facts(&pod).await.unwrap();
    assert_eq!((facts.used, facts.files), (0, 0));
    assert_eq!(facts.refused, [("broken".to_owned(), 1)]);
}
