//! The headers by which a request says who has sent it, one a line, up to the key. What could be signed is so for one body alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::activitypub::Id;
use samara_fuzz::wire::signature::{Presented, Request};

/// When all requests come: 2026-09-21T14:13:20Z.
const NOW: i64 = 1_790_000_000;

fuzz_target!(|lines: &[u8]| within_bounds(|| {
    let lines = String::from_utf8_lossy(lines);
    let headers: Vec<(&str, &str)> = lines.lines().filter_map(|line| line.split_once(": ")).collect();
    let presented = |address: &str, body: &[u8]| {
        let request = Request {
            method: "POST",
            address: &Id::parse(address).expect("an address"),
            headers: &headers,
            body: Some(body),
        };
        let now = chrono::DateTime::from_timestamp(NOW, 0).expect("a time");
        Presented::read(&request, now).is_ok()
    };
    if presented("https://pod.example/inbox", b"{}") {
        assert!(!presented("https://pod.example/inbox", b"{\"a\":1}"), "another body");
    }
}));
