//! What an operator refuses, what is kept when its server is gone, and what slow servers and browsers that go away cost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use samara::domain::block::{self, Below, Wanted};
use samara::media::{Asked, Had, Variant, facts, have};
use samara::pod::Pod;

use super::{files, had, hurry, png, reaching, wait_long};
use crate::support::{Origin, Served, TestPod, Then};

#[rocket::async_test]
async fn of_hosts_that_the_settings_refuse_nothing_is_fetched_and_nothing_shown_any_more() {
    let origin = Origin::always(Served::ok("image/png", &png(40, 30))).await;
    let pod = reaching(&origin, &[]).await;
    assert!(matches!(had(&pod, &origin, "/before.png").await, Had::There(_)));
    let strict = pod
        .beside_with(|settings| settings.remote.refused_hosts = vec!["127.0.0.2".to_owned()])
        .await;
    hurry(&strict);
    for path in ["/before.png", "/after.png"] {
        assert!(matches!(had(&strict, &origin, path).await, Had::Gone), "{path}");
    }
    assert_eq!(origin.met(), 1);
    let refused = facts(&strict).await.unwrap().refused;
    assert_eq!(refused, [("host".to_owned(), 1)]);
    assert!(matches!(had(&pod, &origin, "/before.png").await, Had::There(_)));
    strict.db.close().await;
}

#[rocket::async_test]
async fn no_redirect_leads_to_a_host_that_is_blocked() {
    let origin = Origin::always(Served::ok("image/png", &png(40, 30))).await;
    let to = origin.url("/a.png").to_string();
    let led = Origin::new(move |_| Served::redirect(&to)).await;
    let both = format!("{},{}", origin.address(), led.address());
    let pod = reaching(&led, &[("reachable_also", &both)]).await;
    assert!(matches!(had(&pod, &led, "/before.png").await, Had::There(_)));
    let eve = pod.user("eve").await;
    let name = origin.address().to_string();
    let wanted = Wanted {
        name: &name,
        below: Below::Not,
        reason: "",
    };
    pod.act(async |tx| block::add(tx, eve.user, "pod.example", wanted).await)
        .await
        .unwrap();
    pod.remembered.forget_all();
    assert!(matches!(had(&pod, &led, "/after.png").await, Had::Gone));
    assert_eq!(
        (led.asked(), origin.asked()),
        (2, 1),
        "it was asked where to go, and nobody was there"
    );
    assert!(
        matches!(had(&pod, &led, "/before.png").await, Had::There(_)),
        "what is here is another host's"
    );
}

#[rocket::async_test]
async fn what_is_here_is_shown_on_whatever_becomes_of_its_server() {
    let there = Arc::new(AtomicBool::new(true));
    let now = there.clone();
    let origin = Origin::new(move |_| match now.load(Ordering::SeqCst) {
        true => Served::ok("image/png", &png(40, 30)),
        false => Served::with(410, "", b""),
    })
    .await;
    let pod = reaching(&origin, &[]).await;
    let Had::There(first) = had(&pod, &origin, "/a.png").await else {
        panic!("it is there")
    };
    there.store(false, Ordering::SeqCst);
    for days in [1, 7, 60] {
        pod.advance(Duration::from_secs(days * 86_400));
        samara::media::sweep(&pod).await.unwrap();
        let Had::There(again) = had(&pod, &origin, "/a.png").await else {
            panic!("it is gone after {days} days")
        };
        assert_eq!(again.tag, first.tag);
    }
    assert_eq!(origin.asked(), 1);
}

#[rocket::async_test]
async fn a_browser_that_goes_away_leaves_a_fetch_that_the_next_one_has() {
    let slow = Served::raw(
        &Served::ok("image/png", &png(40, 30)).bytes,
        Then::After(Duration::from_millis(150)),
    );
    let origin = Origin::always(slow).await;
    let pod = reaching(&origin, &[]).await;
    for _ in 0..3 {
        tokio::select! {
            biased;
            _ = had(&pod, &origin, "/a.png") => panic!("it takes longer"),
            () = async { while origin.asked() == 0 { tokio::task::yield_now().await } } => {}
        }
    }
    assert!(matches!(had(&pod, &origin, "/a.png").await, Had::There(_)));
    assert_eq!(origin.met(), 1);
}

#[rocket::async_test]
async fn who_is_given_up_is_left_at_once_and_nothing_of_it_stays() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    for (served, why) in [
        (
            Served::raw(format!("{head}Content-Length: 99999999\r\n\r\n").as_bytes(), Then::Hang),
            "large",
        ),
        (
            Served::raw(format!("{head}\r\nx").as_bytes(), Then::Repeat(1 << 20)),
            "large",
        ),
        (Served::raw(format!("{head}\r\nx").as_bytes(), Then::Hang), "slow"),
    ] {
        let origin = Origin::always(served).await;
        let pod = reaching(&origin, &[]).await;
        assert!(matches!(had(&pod, &origin, "/a.png").await, Had::Gone), "{why}");
        let left = async {
            while origin.left() < origin.met() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        assert!(
            tokio::time::timeout(Duration::from_secs(30), left).await.is_ok(),
            "{why}"
        );
        assert_eq!(files(&pod), []);
        assert_eq!(std::fs::read_dir(pod.folder().join("incoming")).unwrap().count(), 0);
    }
}

async fn at(pod: &Pod, url: String) -> Had {
    let variant = Variant::S700;
    have(pod, Asked { variant, url }).await.unwrap()
}

/// Five hundred servers that say nothing, at addresses of this machine.
fn silent(origin: &Origin) -> Vec<String> {
    let port = origin.port();
    (0..500)
        .map(|number| format!("http://127.7.{}.{}:{port}/slow.png", number / 250, number % 250 + 1))
        .collect()
}

#[rocket::async_test]
async fn five_hundred_slow_servers_keep_nobody_from_what_is_here() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, seen) = (open.clone(), most.clone());
    let origin = Origin::at("0.0.0.0:0", move |path| match path {
        "/slow.png" => {
            let now = counted.fetch_add(1, Ordering::SeqCst) + 1;
            seen.fetch_max(now, Ordering::SeqCst);
            Served::raw(b"", Then::Hang)
        }
        _ => Served::ok("image/png", &png(40, 30)),
    })
    .await;
    let pod = TestPod::with(&[("reachable", "any"), ("media.patience", "1000")]).await;
    // Those who say nothing are not given up while the others are counted, however busy this machine is.
    wait_long(&pod);
    let here = origin.url("/a.png").to_string();
    assert!(matches!(at(&pod, here.clone()).await, Had::There(_)));
    let slow = rocket::futures::future::join_all(silent(&origin).into_iter().map(|url| at(&pod, url)));
    let quick = async {
        let mut shown = 0;
        while shown < 300 || most.load(Ordering::SeqCst) < 64 {
            pod.media.forget();
            assert!(matches!(at(&pod, here.clone()).await, Had::There(_)));
            shown += 1;
        }
        // No more than so many are asked at once, however many are looked at.
        assert_eq!(most.load(Ordering::SeqCst), 64);
    };
    let (slow, ()) = tokio::join!(slow, quick);
    assert!(slow.iter().all(|had| matches!(had, Had::Later)));
}
