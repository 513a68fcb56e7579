//! The headers that sign a request, up to the first key: both schemes, and the forms of keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::wire::activitypub::Id;
use samara_fuzz::wire::signature::{Presented, Request, VerifyingKey};

fuzz_target!(|header: &[u8]| {
    let Ok(header) = std::str::from_utf8(header) else { return };
    let now = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
    let address = Id::parse("https://pod.example/inbox").expect("an address");
    for name in ["signature", "signature-input", "digest", "content-digest", "date"] {
        let headers = [("host", "pod.example"), ("signature", "sig1=:AAAA:"), (name, header)];
        let request = Request {
            method: "POST",
            address: &address,
            headers: &headers[if name == "signature" { 2 } else { 0 }..],
            body: Some(b"{}"),
        };
        drop(Presented::read(&request, now));
    }
    drop(VerifyingKey::from_multikey(header));
    drop(Id::parse(header));
});
