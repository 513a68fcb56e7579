//! The pod connects to public addresses only, however they are written, unless it is told otherwise.

mod get;
mod hop;

use std::net::IpAddr;

use reqwest::header::HeaderMap;
use samara::outbound::address::{is_public, is_public_name, is_web_port};
use samara::outbound::names::Names;
use samara::outbound::{After, Outbound, OutboundError};
use samara::settings::{Settings, Sources};
use tokio::net::TcpListener;
use url::Url;

fn outbound(reachable: &str) -> Outbound {
    let settings = Settings::load(&Sources {
        overrides: vec![("reachable".to_owned(), reachable.to_owned())],
        cores: 1,
        ..Sources::default()
    });
    Outbound::from_settings(&settings.unwrap())
}

/// Addresses of every kind that is not of the public internet.
const INNER: [&str; 46] = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.1",
    "192.0.0.1",
    "192.0.2.9",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "168.63.129.16",
    "100.100.100.200",
    "240.0.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.7",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::8.8.8.8",
    "::ffff:0:8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "5f00::1",
    "fd00:ec2::254",
    "fec0::1",
    "2001:10::1",
    "2620:4f:8000::1",
    "4000::1",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "3fff::1",
];

#[test]
fn addresses_of_this_machine_and_of_its_network_are_not_public() {
    for address in INNER {
        let address: IpAddr = address.parse().unwrap();
        assert!(!is_public(address), "{address}");
    }
    for address in [
        "8.8.8.8",
        "100.63.0.1",
        "100.128.0.1",
        "172.32.0.1",
        "2001:4860:4860::8888",
        "2a00::1",
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert!(is_public(address), "{address}");
    }
}

/// What the name `n<number>-<kind>.example` leads to: an inner address alone, after a good one, before a good one.
fn leads_to(name: &str) -> Vec<IpAddr> {
    let (number, kind) = name
        .trim_start_matches('n')
        .trim_end_matches(".example")
        .split_once('-')
        .unwrap();
    let inner: IpAddr = INNER[number.parse::<usize>().unwrap()].parse().unwrap();
    let good: IpAddr = "8.8.8.8".parse().unwrap();
    match kind {
        "alone" => vec![inner],
        "after" => vec![good, inner],
        _ => vec![inner, good],
    }
}

#[rocket::async_test]
async fn no_such_address_is_asked_whether_written_or_meant_by_a_name() {
    let settings = Settings::load(&Sources {
        cores: 1,
        ..Sources::default()
    });
    // One client for all: making one reads all authorities of this machine.
    let named = Names::of(|name| {
        let found = leads_to(&name);
        Box::pin(async move { Ok(found) })
    });
    let outbound = Outbound::with_names(&settings.unwrap(), named);
    for (number, address) in INNER.into_iter().enumerate() {
        let inner: IpAddr = address.parse().unwrap();
        let written = if inner.is_ipv6() {
            format!("[{inner}]")
        } else {
            inner.to_string()
        };
        let named = ["alone", "after", "before"].map(|kind| format!("n{number}-{kind}.example"));
        for host in named.iter().chain([&written]) {
            for port in ["", ":3000"] {
                let url = Url::parse(&format!("http://{host}{port}/")).unwrap();
                let answer = outbound.get(&url, &get::want()).await;
                assert!(
                    matches!(answer, Err(OutboundError::Address(_))),
                    "{address}: {url} {answer:?}"
                );
            }
        }
    }
}

#[rocket::async_test]
async fn nothing_of_this_machine_is_asked_for_in_any_spelling() {
    let canary = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = canary.local_addr().unwrap().port();
    let outbound = outbound("public");
    for host in [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "127.0.0.1.",
        "017700000001",
        "0x7f000001",
        "①②⑦.0.0.1",
        "localhost.localdomain",
        "pod.localhost",
        "me.local",
        "db.internal",
        "abcdef.onion",
        "single",
    ] {
        for scheme in ["http", "https"] {
            let Ok(url) = Url::parse(&format!("{scheme}://{host}:{port}/")) else {
                continue;
            };
            let answer = outbound.post(&url, HeaderMap::new(), Vec::new(), After::Kept).await;
            assert!(answer.is_err(), "{url}");
            let answer = outbound.get(&url, &get::want()).await;
            assert!(matches!(answer, Err(OutboundError::Address(_))), "{url} {answer:?}");
        }
    }
    let knocked = tokio::time::timeout(std::time::Duration::from_millis(200), canary.accept()).await;
    assert!(knocked.is_err(), "somebody was connected to");
}

#[rocket::async_test]
async fn without_tls_nothing_leaves_and_the_reason_names_no_secret_path() {
    let outbound = outbound("public");
    let url = Url::parse("http://push.example/very/secret").unwrap();
    let refused = outbound
        .post(&url, HeaderMap::new(), Vec::new(), After::Kept)
        .await
        .unwrap_err();
    assert_eq!(refused, OutboundError::Address("http://push.example".to_owned()));
}

#[test]
fn names_that_mean_something_at_home_only_are_not_public() {
    for name in [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "x.home.arpa",
        "db.Internal.",
        "host",
        ".com",
    ] {
        assert!(!is_public_name(name), "{name}");
    }
    for name in [
        "pod.example",
        "localhost.example",
        "notlocal.example.",
        "xn--bcher-kva.example",
    ] {
        assert!(is_public_name(name), "{name}");
    }
}

#[test]
fn ports_are_those_of_web_servers() {
    for port in [80, 443, 3000, 8443, 65_535] {
        assert!(is_web_port(port), "{port}");
    }
    for port in [0, 22, 25, 110, 993, 6379, 6667, 11_211] {
        assert!(!is_web_port(port), "{port}");
    }
}
