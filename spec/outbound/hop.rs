//! Names and redirects: each step is looked at like the first, and where a connection leads is decided when it is made.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use samara::outbound::names::Names;
use samara::outbound::{After, Outbound, OutboundError, led};
use samara::settings::{Settings, Sources};
use tokio::net::TcpListener;
use url::Url;

use super::get::{reaching, want};
use crate::support::{Origin, Served};

/// Nobody may knock here.
struct Canary(TcpListener);

impl Canary {
    async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    async fn is_alone(&self) {
        let knocked = tokio::time::timeout(Duration::from_millis(50), self.0.accept()).await;
        assert!(knocked.is_err(), "somebody was connected to");
    }
}

/// Names that lead to these addresses, in turn.
fn in_turn(answers: &[&[&str]]) -> Names {
    let answers: Vec<Vec<IpAddr>> = answers
        .iter()
        .map(|addresses| addresses.iter().map(|address| address.parse().unwrap()).collect())
        .collect();
    let asked = Arc::new(AtomicUsize::new(0));
    Names::of(move |_| {
        let turn = asked.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
        let found = answers[turn].clone();
        Box::pin(async move { Ok(found) })
    })
}

#[rocket::async_test]
async fn a_name_that_nobody_can_look_up_now_is_asked_for_anew_each_time() {
    let origin = Origin::new(|_| Served::ok("image/png", b"there")).await;
    // As getaddrinfo(3) says SERVFAIL and NXDOMAIN.
    let failures = ["Temporary failure in name resolution", "Name or service not known"];
    let (asked, there) = (AtomicUsize::new(0), origin.address().ip());
    let names = Names::of(move |_| {
        let turn = asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            match failures.get(turn) {
                Some(why) => Err(std::io::Error::other(*why)),
                None => Ok(vec![there]),
            }
        })
    });
    let outbound = Outbound::with_names(&reaching(&[&origin]), names);
    let mut url = origin.url("/");
    url.set_host(Some("peer.example")).unwrap();
    for why in failures {
        let error = outbound.get(&url, &want()).await.unwrap_err();
        assert!(error.may_pass(), "{error:?}");
        assert!(error.to_string().contains(why), "{error:?}");
    }
    assert_eq!(outbound.get(&url, &want()).await.unwrap().status, 200);
}

#[rocket::async_test]
async fn three_redirects_are_followed_and_no_fourth() {
    let origin = Origin::new(|path| match path.trim_start_matches('/').parse::<u8>() {
        Ok(0) | Err(_) => Served::ok("image/png", b"there"),
        Ok(left) => Served::redirect(&format!("/{}", left - 1)),
    })
    .await;
    let outbound = Outbound::from_settings(&reaching(&[&origin]));
    for left in 1..=3 {
        let fetched = outbound.get(&origin.url(&format!("/{left}")), &want()).await.unwrap();
        assert_eq!(fetched.url, origin.url("/0"));
    }
    let answer = outbound.get(&origin.url("/4"), &want()).await;
    assert_eq!(answer.unwrap_err(), OutboundError::Redirects);
}

#[rocket::async_test]
async fn a_redirect_leads_to_no_place_that_could_not_be_asked_first() {
    let canary = Canary::new().await;
    let port = canary.port();
    for to in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("//127.0.0.1:{port}/"),
        "http://169.254.169.254/latest/".to_owned(),
        "https://pod.example/media/x".to_owned(),
        "https://www.pod.example/".to_owned(),
        "https://user:word@other.example/".to_owned(),
        "ftp://other.example/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        "https://other.example:25/".to_owned(),
    ] {
        let led = to.clone();
        let origin = Origin::new(move |_| Served::redirect(&led)).await;
        let outbound = Outbound::from_settings(&reaching(&[&origin]));
        let answer = outbound.get(&origin.url("/"), &want()).await;
        assert!(matches!(answer, Err(OutboundError::Address(_))), "{to} {answer:?}");
    }
    canary.is_alone().await;
}

#[test]
fn from_tls_no_redirect_leads_to_plain_text() {
    let from = Url::parse("https://a.example/one/two").unwrap();
    for (to, led_to) in [
        ("http://a.example/", None),
        ("http://b.example:8443/x", None),
        ("ftp://a.example/", None),
        ("https://b.example/x", Some("https://b.example/x")),
        ("//b.example/x", Some("https://b.example/x")),
        ("../x", Some("https://a.example/x")),
        ("https://", None),
    ] {
        assert_eq!(led(&from, to).as_ref().map(Url::as_str), led_to, "{to}");
    }
    let plain = Url::parse("http://a.example/").unwrap();
    assert!(led(&plain, "https://a.example/").is_some());
}

#[rocket::async_test]
async fn of_refused_hosts_nothing_is_shown_not_by_a_redirect_either() {
    let origin = Origin::always(Served::ok("image/png", b"x")).await;
    let port = origin.port();
    let led = Origin::new(move |_| Served::redirect(&format!("http://cdn.tracker.example:{port}/x"))).await;
    let mut settings = reaching(&[&origin, &led]);
    settings.remote.refused_hosts = vec!["tracker.example".to_owned()];
    let refuses = |to: &Url| settings.remote.refuses(to.as_str());
    let outbound = Outbound::with_names(&settings, in_turn(&[&["127.0.0.2"]]));
    let at = |host: &str| Url::parse(&format!("http://{host}:{port}/x")).unwrap();
    for host in ["tracker.example", "a.b.TRACKER.example", "tracker.example."] {
        let answer = outbound.get_unless(&at(host), &want(), &refuses).await;
        assert!(matches!(answer, Err(OutboundError::Address(_))), "{host} {answer:?}");
    }
    let answer = outbound.get_unless(&led.url("/"), &want(), &refuses).await;
    assert!(matches!(answer, Err(OutboundError::Address(_))), "{answer:?}");
    assert_eq!((origin.met(), led.met()), (0, 1));
    for host in ["nottracker.example", "tracker.example.org"] {
        assert_eq!(
            outbound.get_unless(&at(host), &want(), &refuses).await.unwrap().status,
            200,
            "{host}"
        );
    }
    // What is not for showing is another matter.
    assert_eq!(outbound.get(&at("tracker.example"), &want()).await.unwrap().status, 200);
}

#[rocket::async_test]
async fn a_circle_of_redirects_is_left_at_once() {
    let origin = Origin::new(|path| Served::redirect(if path == "/a" { "/b" } else { "/a" })).await;
    let outbound = Outbound::from_settings(&reaching(&[&origin]));
    let answer = outbound.get(&origin.url("/a"), &want()).await;
    assert_eq!(answer.unwrap_err(), OutboundError::Redirects);
    assert_eq!(origin.asked(), 2);
    let lost = Origin::always(Served::with(302, "", b"")).await;
    let outbound = Outbound::from_settings(&reaching(&[&lost]));
    let answer = outbound.get(&lost.url("/a"), &want()).await;
    assert_eq!(answer.unwrap_err(), OutboundError::Redirects);
}

#[rocket::async_test]
async fn a_name_leads_where_it_may_and_never_to_this_machine() {
    let canary = Canary::new().await;
    let origin = Origin::always(Served::ok("image/png", b"x")).await;
    let settings = reaching(&[&origin]);
    let at = |port: u16| Url::parse(&format!("http://cdn.example:{port}/")).unwrap();
    let good = Outbound::with_names(&settings, in_turn(&[&["127.0.0.2"]]));
    assert_eq!(good.get(&at(origin.port()), &want()).await.unwrap().status, 200);
    // Allowed at its own port only.
    assert!(matches!(
        good.get(&at(canary.port()), &want()).await,
        Err(OutboundError::Address(_))
    ));
    for answer in [
        &["127.0.0.1"][..],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["127.0.0.2", "127.0.0.1"],
        &["8.8.8.8", "10.0.0.1"],
        &["169.254.169.254"],
        &[],
    ] {
        let outbound = Outbound::with_names(&settings, in_turn(&[answer]));
        for port in [canary.port(), origin.port()] {
            let asked = outbound.get(&at(port), &want()).await;
            assert!(matches!(asked, Err(OutboundError::Address(_))), "{answer:?} {asked:?}");
        }
    }
    assert_eq!(origin.asked(), 1);
    canary.is_alone().await;
}

#[rocket::async_test]
async fn a_name_that_means_something_else_the_second_time_gains_nothing() {
    let canary = Canary::new().await;
    // The first answer leads to the origin, which sends on to the same name; the second one leads to this machine.
    let to = format!("http://cdn.example:{}/again", canary.port());
    let origin = Origin::new(move |_| Served::redirect(&to)).await;
    let names = in_turn(&[&["127.0.0.2"], &["127.0.0.1"]]);
    let outbound = Outbound::with_names(&reaching(&[&origin]), names);
    let first = Url::parse(&format!("http://cdn.example:{}/", origin.port())).unwrap();
    let answer = outbound.get(&first, &want()).await;
    assert!(matches!(answer, Err(OutboundError::Address(_))), "{answer:?}");
    assert_eq!(origin.asked(), 1);
    canary.is_alone().await;
}

#[rocket::async_test]
async fn a_host_that_the_settings_lead_somewhere_is_found_there_and_nothing_else_is() {
    let canary = Canary::new().await;
    let origin = Origin::new(|path| match path {
        "/away" => Served::redirect("http://three.example/"),
        _ => Served::ok("image/png", b"there"),
    })
    .await;
    let mut settings = Settings::load(&Sources {
        overrides: vec![
            (
                "reachable_names".to_owned(),
                format!(
                    "TWO.example={}, four.example={}",
                    origin.address(),
                    canary.0.local_addr().unwrap()
                ),
            ),
            ("address".to_owned(), "https://one.example".to_owned()),
        ],
        cores: 1,
        ..Sources::default()
    })
    .unwrap();
    let outbound = Outbound::with_names(&settings, in_turn(&[&["127.0.0.1"]]));
    let at = |url: &str| Url::parse(url).unwrap();
    assert_eq!(
        outbound.get(&at("http://two.example/a"), &want()).await.unwrap().status,
        200
    );
    for url in [
        // Another port of the same host, hosts beside and below it, and where it sends one on.
        format!("http://two.example:{}/", canary.port()),
        format!("http://two.example:{}/", origin.port()),
        "http://a.two.example/".to_owned(),
        "http://two.example./".to_owned(),
        "http://two.example/away".to_owned(),
        format!("http://{}/", origin.address()),
    ] {
        let answer = outbound.get(&at(&url), &want()).await;
        assert!(matches!(answer, Err(OutboundError::Address(_))), "{url} {answer:?}");
    }
    // What is private goes over TLS, wherever it leads.
    let posted = outbound
        .post(&at("http://two.example/"), Default::default(), vec![1], After::Kept)
        .await;
    assert!(matches!(posted, Err(OutboundError::Address(_))), "{posted:?}");
    canary.is_alone().await;
    // The pod never asks itself, whatever is set.
    settings.reachable_names = [("one.example".to_owned(), origin.address())].into();
    let outbound = Outbound::from_settings(&settings);
    let answer = outbound.get(&at("https://one.example/"), &want()).await;
    assert!(matches!(answer, Err(OutboundError::Address(_))), "{answer:?}");
    for wrong in [
        "two.example",
        "two.example=127.0.0.1",
        "127.0.0.1=127.0.0.1:3",
        "two.example:8=127.0.0.1:3",
    ] {
        let overrides = vec![("reachable_names".to_owned(), wrong.to_owned())];
        let loaded = Settings::load(&Sources {
            overrides,
            cores: 1,
            ..Sources::default()
        });
        assert!(loaded.is_err(), "{wrong}");
    }
}
