//! Asking other servers: once for everybody, again after a while, and never for what is nothing to show.

use std::time::Duration;

use samara::job::Job;
use samara::media::{Asked, Had, Variant, facts, have};
use sea_orm::EntityTrait;

use super::{files, had, hurry, noise, png, reaching};
use crate::around::public;
use crate::image::corpus::crc;
use crate::support::{Origin, Served, TestPod, Then};

const TEN: Duration = Duration::from_secs(600);

fn picture() -> Served {
    Served::ok("image/png", &png(40, 30))
}

/// Nothing is there, and nothing of it is kept.
async fn refused(pod: &TestPod, origin: &Origin, path: &str, why: &str) {
    assert!(matches!(had(pod, origin, path).await, Had::Gone), "{path}");
    let facts = facts(pod).await.unwrap();
    assert!(
        facts.refused.iter().any(|(known, _)| known == why),
        "{path}: {:?}",
        facts.refused
    );
    assert_eq!(files(pod), [], "{path}");
    assert_eq!(std::fs::read_dir(pod.folder().join("incoming")).unwrap().count(), 0);
}

#[rocket::async_test]
async fn two_hundred_who_look_at_once_cost_one_fetch() {
    let slow = Served::raw(&picture().bytes, Then::After(Duration::from_millis(60)));
    let origin = Origin::always(slow).await;
    let pod = reaching(&origin, &[]).await;
    let looks = (0..200).map(|_| had(&pod, &origin, "/a.png"));
    let all = rocket::futures::future::join_all(looks).await;
    assert!(all.iter().all(|had| matches!(had, Had::There(_))));
    assert_eq!(origin.asked(), 1);
    pod.media.forget();
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::There(_)));
    assert_eq!(origin.asked(), 1);
}

#[rocket::async_test]
async fn two_processes_with_one_database_cost_one_fetch() {
    let slow = Served::raw(&picture().bytes, Then::After(Duration::from_millis(60)));
    let origin = Origin::always(slow).await;
    let pod = reaching(&origin, &[]).await;
    let other = pod.beside().await;
    hurry(&other);
    let looks = (0..20).map(|turn| had(if turn % 2 == 0 { &pod } else { &other }, &origin, "/a.png"));
    let all = rocket::futures::future::join_all(looks).await;
    assert!(all.iter().all(|had| matches!(had, Had::There(_))));
    assert_eq!(origin.asked(), 1);
    other.db.close().await;
}

#[rocket::async_test]
async fn a_server_that_is_gone_is_asked_once_in_a_while_and_less_each_time() {
    let origin = Origin::always(Served::with(503, "", b"")).await;
    let pod = reaching(&origin, &[]).await;
    let mut asked = 0;
    for wait in [TEN, 2 * TEN, 4 * TEN] {
        asked += 1;
        for _ in 0..100 {
            assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Gone));
        }
        pod.media.forget();
        for _ in 0..5 {
            pod.media.forget();
            assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Gone));
        }
        assert_eq!(origin.asked(), asked);
        pod.advance(wait - Duration::from_secs(1));
        assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Gone));
        assert_eq!(origin.asked(), asked);
        pod.advance(Duration::from_secs(1));
    }
}

#[rocket::async_test]
async fn what_comes_back_is_shown_again() {
    let there = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let now = there.clone();
    let origin = Origin::new(move |_| match now.load(std::sync::atomic::Ordering::SeqCst) {
        true => picture(),
        false => Served::with(404, "", b""),
    })
    .await;
    let pod = reaching(&origin, &[]).await;
    refused(&pod, &origin, "/a.png", "missing").await;
    there.store(true, std::sync::atomic::Ordering::SeqCst);
    pod.advance(TEN);
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::There(_)));
}

#[rocket::async_test]
async fn what_is_no_picture_is_refused_whatever_it_says_it_is() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut cut = png(400, 400);
    cut.truncate(cut.len() / 2);
    for (number, (kind, bytes)) in [
        ("image/svg+xml", svg.as_slice()),
        ("image/png", svg),
        (
            "image/png, text/html; charset=utf-8",
            b"<!doctype html><script>alert(1)</script>",
        ),
        ("image/png;x=\"", b"<html>"),
        ("", b""),
        ("multipart/x-mixed-replace", b"--x\r\n\r\n"),
        ("image/*", b"GIF89a<script>alert(1)</script>"),
        ("image/jpeg", b"\xff\xd8\xff\xe0 no more"),
        ("image/png", cut.as_slice()),
        (
            "image/png",
            b"push graphic-context\nimage over 0,0 0,0 'https://example.com/'",
        ),
        ("image/png", b"%!PS-Adobe-3.0"),
        ("image/tiff", b"II*\0\x08\0\0\0"),
    ]
    .into_iter()
    .enumerate()
    {
        let origin = Origin::always(Served::ok(kind, bytes)).await;
        let pod = reaching(&origin, &[]).await;
        // What begins as a GIF says by the same letters that it is half a gigapixel large.
        let why = if bytes.starts_with(b"GIF") { "large" } else { "kind" };
        refused(&pod, &origin, &format!("/{number}.png"), why).await;
    }
}

#[rocket::async_test]
async fn a_picture_is_what_it_is_whatever_it_says_it_is_and_only_it_is_kept() {
    let mut polyglot = png(60, 60);
    polyglot.extend(b"<script>alert(1)</script>");
    let origin = Origin::always(Served::ok("text/html", &polyglot)).await;
    let pod = reaching(&origin, &[]).await;
    let Had::There(file) = had(&pod, &origin, "/a.html").await else {
        panic!("it is a picture")
    };
    assert!(file.media_type.starts_with("image/"));
    let bytes = file.whole.clone().unwrap();
    assert!(!bytes.windows(7).any(|some| some == b"<script"));
    for (path, _) in files(&pod) {
        let bytes = std::fs::read(path).unwrap();
        assert!(!bytes.windows(7).any(|some| some == b"<script"));
    }
}

#[rocket::async_test]
async fn what_is_too_large_too_slow_or_cut_off_leaves_nothing_behind() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    let half = [format!("{head}Content-Length: 9000\r\n\r\n").as_bytes(), &png(40, 30)].concat();
    for (served, why) in [
        (
            Served::raw(format!("{head}Content-Length: 99999999\r\n\r\n").as_bytes(), Then::Hang),
            "large",
        ),
        (
            Served::raw(format!("{head}\r\nx").as_bytes(), Then::Repeat(1 << 20)),
            "large",
        ),
        (Served::raw(head.as_bytes(), Then::Hang), "slow"),
        (Served::raw(&half, Then::Hang), "slow"),
        (Served::raw(&half, Then::Close), "unreachable"),
        (Served::with(200, "Content-Encoding: gzip\r\n", b"\x1f\x8b"), "kind"),
        (Served::redirect("http://127.0.0.1:1/"), "address"),
        (Served::redirect("/a.png"), "redirects"),
        (Served::with(500, "", b""), "status"),
        (Served::with(206, "Content-Range: bytes 0-1/9\r\n", b"ab"), "status"),
    ] {
        let origin = Origin::always(served.clone()).await;
        let pod = reaching(&origin, &[]).await;
        refused(&pod, &origin, "/a.png", why).await;
    }
}

#[rocket::async_test]
async fn a_picture_of_too_many_pixels_is_refused_by_its_head() {
    // The head of a PNG of 60000 × 60000 pixels.
    let mut bomb = png(8, 8);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    let origin = Origin::always(Served::ok("image/png", &bomb)).await;
    let pod = reaching(&origin, &[]).await;
    refused(&pod, &origin, "/a.png", "large").await;
}

#[rocket::async_test]
async fn a_page_does_not_wait_for_a_slow_server_and_has_the_picture_the_next_time() {
    let slow = Served::raw(&picture().bytes, Then::After(Duration::from_millis(250)));
    let origin = Origin::always(slow).await;
    let pod = reaching(&origin, &[("media.patience", "20")]).await;
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Later));
    while !matches!(had(&pod, &origin, "/a.png").await, Had::There(_)) {}
    assert_eq!(origin.asked(), 1);
}

#[rocket::async_test]
async fn sizes_that_belong_together_are_fetched_once() {
    let origin = Origin::always(Served::ok("image/png", &noise(900, 1))).await;
    let pod = reaching(&origin, &[]).await;
    for (variant, asked) in [
        (Variant::S700, 1),
        (Variant::S1600, 1),
        (Variant::Preview, 1),
        (Variant::Avatar, 2),
        (Variant::S300, 2),
        (Variant::Emoji, 2),
        (Variant::Full, 3),
    ] {
        let url = origin.url("/a.png").to_string();
        let had = have(&pod, Asked { variant, url }).await.unwrap();
        let Had::There(file) = had else { panic!("{variant:?}") };
        let bytes = pod.storage.get(&file.key).await.unwrap().unwrap();
        let side = image::load_from_memory(&bytes).unwrap().width();
        let most = match variant {
            Variant::Avatar | Variant::S100 | Variant::Emoji => 100,
            Variant::S300 => 300,
            Variant::S700 | Variant::Preview => 700,
            Variant::S1600 | Variant::Full | Variant::Video | Variant::Audio => 900,
        };
        assert_eq!(side, most, "{variant:?}");
        assert_eq!(origin.asked(), asked, "{variant:?}");
    }
}

#[rocket::async_test]
async fn what_a_post_shows_is_fetched_ahead_whether_anybody_looks_or_not() {
    let origin = Origin::new(|path| match path {
        "/down.png" => Served::with(503, "", b""),
        _ => picture(),
    })
    .await;
    let pod = reaching(&origin, &[]).await;
    let alice = pod.user("alice").await;
    let text = format!("![a]({}) ![b]({})", origin.url("/a.png"), origin.url("/down.png"));
    public(&pod, &alice, &text).await;
    pod.settle().await;
    let waiting = entity::job::Entity::find().all(pod.db.read()).await.unwrap();
    let fetches: Vec<_> = waiting.iter().filter(|job| job.kind == "fetch-media").collect();
    assert_eq!(fetches.len(), 2);
    assert!(
        fetches
            .iter()
            .all(|job| job.run_at.since(pod.clock.now()) < Duration::from_secs(60))
    );
    pod.advance(Duration::from_secs(60));
    pod.settle().await;
    assert_eq!(origin.asked(), 2);
    // What was down is tried again when its time has come, a few times.
    for tries in 2..=6_u32 {
        pod.advance(TEN * (1 << tries));
        pod.settle().await;
    }
    assert_eq!(origin.asked(), 4);
    let left = entity::job::Entity::find().all(pod.db.read()).await.unwrap();
    assert!(left.iter().all(|job| job.kind != "fetch-media"), "{left:?}");
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::There(_)));
    assert_eq!(origin.asked(), 4);
}

#[rocket::async_test]
async fn where_it_is_switched_off_nothing_is_asked_for() {
    let origin = Origin::always(picture()).await;
    let pod = reaching(&origin, &[("media.cache_mb", "0")]).await;
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Gone));
    let variant = Variant::S700.code().to_owned();
    let url = origin.url("/a.png").to_string();
    pod.act(async |tx| Ok(tx.enqueue(Job::FetchMedia { url, variant }).await?))
        .await
        .unwrap();
    pod.settle().await;
    assert_eq!(origin.asked(), 0);
}
