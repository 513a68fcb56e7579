//! Having something from another server: what goes out with it, and how much and how long is taken.

use std::time::Duration;

use samara::outbound::{After, Outbound, OutboundError, Patience, Range, Want};
use samara::settings::{Settings, Sources};
use url::Url;

use crate::support::{Origin, Served, Then};

/// Short enough for a spec that waits for its end.
pub const SHORT: Patience = Patience {
    headers: Duration::from_millis(300),
    whole: Duration::from_millis(600),
};

pub fn want() -> Want {
    Want {
        accept: "image/*",
        most_bytes: 1_000,
        range: None,
        patience: Patience::PAGE,
    }
}

/// Reaches this server although it is not public.
pub fn reaching(origins: &[&Origin]) -> Settings {
    let also: Vec<String> = origins.iter().map(|origin| origin.address().to_string()).collect();
    let settings = Settings::load(&Sources {
        overrides: vec![
            ("reachable_also".to_owned(), also.join(",")),
            ("address".to_owned(), "https://pod.example".to_owned()),
        ],
        cores: 1,
        ..Sources::default()
    });
    settings.unwrap()
}

async fn got(origin: &Origin, want: &Want) -> Result<Vec<u8>, OutboundError> {
    let outbound = Outbound::from_settings(&reaching(&[origin]));
    outbound.get(&origin.url("/a.png"), want).await?.body.whole().await
}

#[rocket::async_test]
async fn what_it_sends_arrives_with_what_it_says_about_it_but_no_cookie() {
    let served = Served::with(
        200,
        "Content-Type: image/png\r\nSet-Cookie: a=b\r\nETag: \"x\"\r\n",
        b"picture",
    );
    let origin = Origin::always(served).await;
    let outbound = Outbound::from_settings(&reaching(&[&origin]));
    let fetched = outbound.get(&origin.url("/a.png#part"), &want()).await.unwrap();
    assert_eq!(fetched.status, 200);
    assert_eq!(fetched.header(reqwest::header::CONTENT_TYPE), Some("image/png"));
    assert_eq!(fetched.header(reqwest::header::SET_COOKIE), None);
    assert_eq!(fetched.body.whole().await.unwrap(), b"picture");
}

#[rocket::async_test]
async fn the_other_server_learns_these_headers_and_no_others() {
    let origin = Origin::always(Served::ok("image/png", b"x")).await;
    let range = Some(Range { from: 2, to: Some(9) });
    got(&origin, &want()).await.unwrap();
    got(&origin, &Want { range, ..want() }).await.unwrap();
    let host = origin.address();
    let version = env!("CARGO_PKG_VERSION");
    let expected = |range: &str| {
        let mut lines = vec![
            "accept-encoding: identity".to_owned(),
            "accept: image/*".to_owned(),
            format!("host: {host}"),
            format!("user-agent: Samara/{version}"),
            "via: 1.1 samara".to_owned(),
        ];
        lines.extend((!range.is_empty()).then(|| range.to_owned()));
        lines.sort();
        lines
    };
    for (head, range) in origin.heard().iter().zip(["", "range: bytes=2-9"]) {
        let mut lines: Vec<String> = head.trim_end().lines().map(str::to_owned).collect();
        assert_eq!(lines.remove(0), "GET /a.png HTTP/1.1");
        lines.sort();
        assert_eq!(lines, expected(range));
    }
}

#[rocket::async_test]
async fn no_more_is_taken_than_was_wanted_whatever_the_length_says() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    let piece = format!("400\r\n{}\r\n", "x".repeat(1_024));
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{piece}");
    for (bytes, then) in [
        (format!("{head}Content-Length: 1001\r\n\r\nx"), Then::Hang),
        (chunked, Then::Hang),
        (format!("{head}\r\nx"), Then::Repeat(512)),
    ] {
        let origin = Origin::always(Served::raw(bytes.as_bytes(), then)).await;
        assert_eq!(
            got(&origin, &want()).await.unwrap_err(),
            OutboundError::Large,
            "{bytes}"
        );
    }
}

#[rocket::async_test]
async fn what_breaks_off_is_not_whole() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    for bytes in [
        format!("{head}Content-Length: 900\r\n\r\nonly this"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n"),
        "HTTP/1.1 200 O".to_owned(),
        "\u{0}\u{1}nonsense\r\n\r\n".to_owned(),
    ] {
        let origin = Origin::always(Served::raw(bytes.as_bytes(), Then::Close)).await;
        let answer = got(&origin, &want()).await;
        assert!(
            matches!(answer, Err(OutboundError::Unreachable(_))),
            "{bytes:?} {answer:?}"
        );
    }
}

#[rocket::async_test]
async fn what_is_packed_although_nobody_asked_is_not_taken() {
    let origin = Origin::always(Served::with(200, "Content-Encoding: gzip\r\n", b"\x1f\x8b")).await;
    assert!(matches!(got(&origin, &want()).await, Err(OutboundError::Form(_))));
}

#[rocket::async_test]
async fn who_is_slow_is_left() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 900\r\n";
    for (bytes, then) in [
        (String::new(), Then::Hang),
        (head.to_owned(), Then::Hang),
        (format!("{head}\r\nbegun"), Then::Hang),
    ] {
        let origin = Origin::always(Served::raw(bytes.as_bytes(), then)).await;
        let patient = Want {
            patience: SHORT,
            ..want()
        };
        assert_eq!(
            got(&origin, &patient).await.unwrap_err(),
            OutboundError::Slow,
            "{bytes:?}"
        );
    }
}

#[rocket::async_test]
async fn who_sends_a_byte_now_and_then_is_left_long_before_the_end() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 900\r\n\r\nx";
    let origin = Origin::always(Served::raw(head.as_bytes(), Then::Drip(Duration::from_millis(30)))).await;
    let patient = Want {
        patience: Patience {
            headers: SHORT.headers,
            whole: Duration::from_secs(60),
        },
        ..want()
    };
    assert_eq!(got(&origin, &patient).await.unwrap_err(), OutboundError::Slow);
    // And the connection ends with it, so that nothing more comes.
    while origin.left() < origin.met() {
        tokio::task::yield_now().await;
    }
}

#[rocket::async_test]
async fn of_one_server_little_is_asked_at_once() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, seen) = (now.clone(), most.clone());
    let origin = Origin::new(move |_| {
        let at_once = counted.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(at_once, Ordering::SeqCst);
        Served::raw(
            &Served::ok("image/png", b"x").bytes,
            Then::After(Duration::from_millis(30)),
        )
    })
    .await;
    let outbound = Outbound::from_settings(&reaching(&[&origin]));
    let asked = (0..12).map(|_| {
        let (outbound, url, now) = (outbound.clone(), origin.url("/"), now.clone());
        async move {
            let fetched = outbound.get(&url, &want()).await.unwrap();
            now.fetch_sub(1, Ordering::SeqCst);
            fetched.body.whole().await.unwrap()
        }
    });
    rocket::futures::future::join_all(asked).await;
    assert_eq!(origin.asked(), 12);
    assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
}

/// Pods that a person starts on their own machine have such names. Whoever writes one into an address must not reach what else
/// listens there.
#[rocket::async_test]
async fn a_name_of_this_machine_leads_only_to_the_very_port_that_was_allowed() {
    let allowed = Origin::at("127.0.0.1:0", |_| Served::ok("image/png", b"picture")).await;
    let other = Origin::at("127.0.0.1:0", |_| Served::ok("image/png", b"secret")).await;
    let outbound = Outbound::from_settings(&reaching(&[&allowed]));
    let careful = Outbound::from_settings(&reaching(&[]));
    for name in ["one.localhost", "localhost"] {
        let at = |origin: &Origin| Url::parse(&format!("http://{name}:{}/a.png", origin.port())).unwrap();
        let had = outbound.get(&at(&allowed), &want()).await.unwrap().body.whole().await;
        assert_eq!(had.unwrap(), b"picture", "{name}");
        for (who, url) in [(&outbound, at(&other)), (&careful, at(&allowed))] {
            let refused = who.get(&url, &want()).await;
            assert!(matches!(refused, Err(OutboundError::Address(_))), "{url}");
            let refused = who
                .post(&url, reqwest::header::HeaderMap::new(), Vec::new(), After::Kept)
                .await;
            assert!(matches!(refused, Err(OutboundError::Address(_))), "{url}");
        }
    }
    let like = Url::parse(&format!("http://notlocalhost:{}/a.png", allowed.port())).unwrap();
    assert!(matches!(
        outbound.get(&like, &want()).await,
        Err(OutboundError::Address(_))
    ));
}
