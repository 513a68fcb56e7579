//! The headers that sign a request, up to the first key: both schemes, digests, addresses and the forms of keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::wire::activitypub::Id;
use samara_fuzz::wire::signature::{Presented, Request, VerifyingKey};

const DRAFT: &str = "keyId=\"https://m.example/k\",created=1790000000,headers=\"(request-target) host (created) digest\",signature=\"AAAA\"";
const INPUT: &str =
    "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1790000000;keyid=\"https://m.example/k\"";

fuzz_target!(|header: &[u8]| {
    let Ok(header) = std::str::from_utf8(header) else {
        return;
    };
    let now = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
    let address = Id::parse("https://pod.example/inbox").expect("an address");
    for headers in [
        &[
            ("host", "pod.example"),
            ("digest", "SHA-256=AAAA"),
            ("signature", header),
        ][..],
        &[("host", "pod.example"), ("digest", header), ("signature", DRAFT)],
        &[
            ("content-digest", header),
            ("signature", "sig1=:AAAA:"),
            ("signature-input", INPUT),
        ],
        &[
            ("content-digest", "sha-256=:AAAA:"),
            ("signature", "sig1=:AAAA:"),
            ("signature-input", header),
        ],
    ] {
        let request = Request {
            method: "POST",
            address: &address,
            headers,
            body: Some(b"{}"),
        };
        drop(Presented::read(&request, now));
    }
    drop(VerifyingKey::from_multikey(header));
    drop(Id::parse(header));
});
