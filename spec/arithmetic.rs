//! Arithmetic is done off the threads that answer, and what nobody waits for gives way to all other.

use samara::arithmetic::{done, patiently};

/// The priority of the thread that asks (`nice` of proc(5)): a larger number waits for smaller ones.
#[cfg(target_os = "linux")]
fn nice() -> i32 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').nth(16).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[rocket::async_test]
async fn what_nobody_waits_for_gives_way_to_all_other() {
    let usual = nice();
    assert_eq!(done(nice).await.unwrap(), usual);
    let waits = patiently(async {
        // Also where other work comes in between.
        tokio::task::yield_now().await;
        done(nice).await.unwrap()
    });
    assert_eq!(waits.await, (usual + 10).min(19));
    assert_eq!(done(nice).await.unwrap(), usual);
}

#[rocket::async_test]
async fn arithmetic_that_breaks_off_is_an_error_and_stops_no_other() {
    let processors = std::thread::available_parallelism().unwrap().get();
    for _ in 0..=processors {
        assert!(done(|| assert!(std::hint::black_box(false))).await.is_err());
        assert!(patiently(done(|| assert!(std::hint::black_box(false)))).await.is_err());
    }
    assert_eq!(done(|| 2 + 3).await.unwrap(), 5);
    assert_eq!(patiently(done(|| 2 + 3)).await.unwrap(), 5);
}
