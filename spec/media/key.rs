//! What addresses are signed with: two keys at a time, changed when somebody wishes.

use std::time::Duration;

use samara::media::{Variant, address, rotate};

use super::{png, reaching};
use crate::support::{Origin, Served, TestPod};

async fn status(pod: &TestPod, path: &str) -> u16 {
    pod.visitor().get(path).await.status()
}

#[rocket::async_test]
async fn an_address_works_until_the_key_was_changed_twice() {
    let origin = Origin::always(Served::ok("image/png", &png(40, 30))).await;
    let pod = reaching(&origin, &[]).await;
    let url = origin.url("/a.png").to_string();
    let first = address(&pod, &url, Variant::S700);
    assert_eq!(status(&pod, &first).await, 200);
    // By another process: this one learns of it within a minute, or when it meets the new key.
    pod.act(async |tx| rotate(tx).await).await.unwrap();
    assert_eq!(address(&pod, &url, Variant::S700), first);
    pod.advance(Duration::from_secs(61));
    assert_eq!(status(&pod, &first).await, 200);
    let second = address(&pod, &url, Variant::S700);
    assert_ne!(second, first);
    assert_eq!(status(&pod, &second).await, 200);
    pod.act(async |tx| rotate(tx).await).await.unwrap();
    pod.advance(Duration::from_secs(61));
    assert_eq!(status(&pod, &second).await, 200);
    assert_eq!(status(&pod, &first).await, 403);
}

#[rocket::async_test]
async fn a_process_that_meets_a_new_key_looks_for_it_at_once() {
    let origin = Origin::always(Served::ok("image/png", &png(40, 30))).await;
    let pod = reaching(&origin, &[]).await;
    let other = pod.beside().await;
    let keys = other.act(async |tx| rotate(tx).await).await.unwrap();
    let encoded = samara::wire::bytes::base64url(origin.url("/a.png").as_str().as_bytes());
    let new = keys.address(Variant::S700, &encoded);
    pod.advance(Duration::from_secs(2));
    assert_eq!(status(&pod, &new).await, 200);
    other.db.close().await;
}
