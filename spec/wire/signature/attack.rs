//! What has been tried against signatures of requests, each by its name in the list of advisories.

use samara::wire::signature::{Presented, Refused, Scheme, digest};

use super::{BODY, Sent, by_hand, ed25519, now, rsa};

const INBOX: &str = "https://pod.example/inbox";
const OTHER: &[u8] = br#"{"type":"Delete"}"#;

/// A03, A04 (CVE-2023-49079 and its kin): a valid request is used for something else.
#[test]
fn a_signed_request_cannot_be_used_for_anything_else() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let sent = Sent::post(INBOX).signed(scheme, &rsa());
        sent.verified(&rsa()).expect("as it was sent");
        let name = if scheme == Scheme::Cavage {
            "Digest"
        } else {
            "Content-Digest"
        };

        let mut body = sent.clone();
        body.body = Some(OTHER.to_vec());
        assert_eq!(body.verified(&rsa()), Err(Refused::Digest), "another body");
        body.body = None;
        assert_eq!(body.verified(&rsa()), Err(Refused::Digest), "no body");

        let mut digested = sent.clone();
        digested.body = Some(OTHER.to_vec());
        let own = if scheme == Scheme::Cavage {
            digest(OTHER).expect("a digest")
        } else {
            samara::wire::signature::content_digest(OTHER).expect("a digest")
        };
        assert_eq!(
            digested.set(name, Some(&own)).verified(&rsa()),
            Err(Refused::Signature),
            "another digest"
        );
        assert_eq!(
            sent.clone().set(name, None).verified(&rsa()),
            Err(Refused::NotThere),
            "no digest"
        );

        let mut elsewhere = sent.clone();
        elsewhere.address = super::id("https://pod.example/u/ada/inbox");
        assert_eq!(elsewhere.verified(&rsa()), Err(Refused::Signature), "another inbox");
        let mut host = sent.clone();
        host.address = super::id("https://evil.example/inbox");
        assert!(host.verified(&rsa()).is_err(), "another server");
        let host = host.set("Host", Some("evil.example"));
        assert_eq!(
            host.verified(&rsa()),
            Err(Refused::Signature),
            "another server that says so"
        );

        let mut method = sent.clone();
        method.method = "PUT";
        assert_eq!(method.verified(&rsa()), Err(Refused::Signature), "another method");
    }
}

/// A03: the signature of a GET on a POST.
#[test]
fn the_signature_of_a_reading_request_does_nothing() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let mut sent = Sent::get(INBOX).signed(scheme, &rsa());
        sent.method = "POST";
        let uncovered = |judged| matches!(judged, Err(Refused::Uncovered("digest" | "content-digest")));
        assert!(uncovered(sent.verified(&rsa())), "without a body");
        sent.body = Some(BODY.to_vec());
        assert!(uncovered(sent.verified(&rsa())), "with one");
        sent.method = "GET";
        assert!(uncovered(sent.verified(&rsa())), "a GET with a body");
    }
}

/// A03: something that has to be covered is not, although it is there and fits.
#[test]
fn what_has_to_be_covered_is_asked_for() {
    let sent = Sent::post(INBOX).signed(Scheme::Cavage, &rsa());
    let header = sent.header("Signature").to_owned();
    for (names, missing) in [
        ("date", "(request-target)"),
        ("host date digest", "(request-target)"),
        ("(request-target) date digest", "host"),
        ("(request-target) host digest", "date"),
        ("(request-target) host date", "digest"),
    ] {
        let less = header.replace("(request-target) host date digest", names);
        assert_ne!(less, header);
        let judged = sent.clone().set("Signature", Some(&less)).verified(&rsa());
        assert_eq!(judged, Err(Refused::Uncovered(missing)), "{names}");
    }
    let none = header.replace("headers=\"(request-target) host date digest\",", "");
    assert!(
        sent.clone().set("Signature", Some(&none)).verified(&rsa()).is_err(),
        "no list at all"
    );
}

/// A06 (CVE-2026-28432): everything that a header can be and must not.
#[test]
fn no_malformed_signature_counts() {
    let sent = Sent::post(INBOX).signed(Scheme::Cavage, &rsa());
    let header = sent.header("Signature").to_owned();
    let broken = |header: &str| sent.clone().set("Signature", Some(header)).verified(&rsa());
    assert_eq!(
        sent.clone().set("Signature", None).verified(&rsa()),
        Err(Refused::Absent)
    );
    for name in [
        "",
        "keyId",
        "keyId=",
        "=\"\"",
        "keyId=\"https://remote.example/k",
        "a=\"b\" c=\"d\"",
    ] {
        assert_eq!(broken(name), Err(Refused::Malformed), "{name}");
    }
    for (from, to) in [
        ("keyId=", "keyId=\"https://remote.example/other\",keyId="),
        ("signature=", "signature=\"AAAA\",signature="),
        ("headers=", "headers=\"date\",headers="),
        ("keyId=\"https://", "keyId=\"acct:"),
        ("keyId=\"https://", "keyId=\"file:///"),
        ("(request-target) host", "(request-target) (created) host"),
        ("(request-target) host", "(request-target) host host"),
    ] {
        assert_eq!(broken(&header.replacen(from, to, 1)), Err(Refused::Malformed), "{to}");
    }
    for algorithm in ["none", "hmac-sha256", "rsa-sha1", "ecdsa-sha256", ""] {
        let named = header.replace("algorithm=\"rsa-sha256\"", &format!("algorithm=\"{algorithm}\""));
        assert_eq!(broken(&named), Err(Refused::Algorithm), "{algorithm}");
    }
    let many: String = (0..1_000).map(|count| format!(" x-{count}")).collect();
    let many = header.replace("date digest", &format!("date digest{many}"));
    assert_eq!(broken(&many), Err(Refused::Malformed), "a thousand headers");
    let mut twice = sent.clone();
    twice.headers.push(("signature".into(), header));
    assert_eq!(twice.verified(&rsa()), Err(Refused::Malformed), "two headers");
}

/// A06: the key decides what may be said of it, never what is said of it how it is used.
#[test]
fn an_algorithm_of_another_kind_of_key_is_refused() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let by_rsa = Sent::post(INBOX).signed(scheme, &rsa());
        assert_eq!(by_rsa.verified(&ed25519()), Err(Refused::Algorithm));
        let by_curve = Sent::post(INBOX).signed(scheme, &ed25519());
        assert!(by_curve.verified(&rsa()).is_err());
    }
    let sent = Sent::post(INBOX).signed(Scheme::Message, &rsa());
    for algorithm in ["hmac-sha256", "rsa-pss-sha512", "ecdsa-p256-sha256", "none"] {
        let input = sent.header("Signature-Input").replace("rsa-v1_5-sha256", algorithm);
        assert_eq!(
            sent.clone().set("Signature-Input", Some(&input)).verified(&rsa()),
            Err(Refused::Algorithm)
        );
    }
}

/// A06: a secret made of what everybody knows.
#[test]
fn nobody_signs_with_the_text_of_a_public_key() {
    let public = rsa().verifying().expect("a public half").pem().expect("PEM");
    let secret = openssl::pkey::PKey::hmac(public.as_bytes()).expect("a secret");
    let sent = Sent::post(INBOX).signed(Scheme::Cavage, &rsa());
    let text = format!(
        "(request-target): post /inbox\nhost: pod.example\ndate: {}\ndigest: {}",
        sent.header("Date"),
        sent.header("Digest")
    );
    let forged = by_hand(&secret, openssl::hash::MessageDigest::sha256(), &text);
    let head = sent
        .header("Signature")
        .split("signature=")
        .next()
        .expect("a head")
        .to_owned();
    for head in [head.clone(), head.replace("rsa-sha256", "hs2019")] {
        let forged = sent
            .clone()
            .set("Signature", Some(&format!("{head}signature=\"{forged}\"")));
        assert_eq!(forged.verified(&rsa()), Err(Refused::Signature));
    }
}

/// A24: another key than the one that signed. Only that is a reason to ask for the key again.
#[test]
fn a_key_that_has_changed_is_told_from_everything_else() {
    let sent = Sent::post(INBOX).signed(Scheme::Cavage, &rsa());
    let other = openssl::rsa::Rsa::generate(2_048)
        .expect("a key")
        .private_key_to_pem()
        .expect("PEM");
    let other =
        samara::wire::signature::SigningKey::from_pem(std::str::from_utf8(&other).expect("text")).expect("a key");
    let refused = sent.verified(&other).expect_err("another key");
    assert!(refused.stale_key());
    for refused in [
        Refused::Absent,
        Refused::Malformed,
        Refused::Digest,
        Refused::TooOld,
        Refused::Host,
    ] {
        assert!(!refused.stale_key(), "{refused}");
    }
}

/// A03 once more: of several digests each has to fit, one that is known has to be there.
#[test]
fn a_digest_that_does_not_fit_is_not_outvoted() {
    let good = digest(BODY).expect("a digest");
    let bad = digest(OTHER).expect("a digest");
    let lines = |digest: &str| Sent::post(INBOX).set("Digest", Some(digest));
    for (value, fits) in [
        (format!("{good},UNIXsum=1"), true),
        (format!("{good},{bad}"), false),
        (format!("SHA-512=AAAA,{good}"), false),
        ("UNIXsum=1".to_owned(), false),
        ("SHA-256=".to_owned(), false),
        (good.replace("SHA-256", "sha-256"), true),
    ] {
        let mut sent = lines(&value);
        sent.method = "POST";
        let signed = sent.with(|request| {
            // The digest is among the headers that are covered, so what is sent is what was signed.
            let bodiless = samara::wire::signature::Request { body: None, ..*request };
            let key_id = super::id("https://remote.example/k");
            samara::wire::signature::sign(&bodiless, Scheme::Cavage, &key_id, &rsa(), now()).expect("it signs")
        });
        sent.headers
            .extend(signed.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let judged = sent.with(|request| Presented::read(request, now()).map(|_| ()));
        assert_eq!(judged, if fits { Ok(()) } else { Err(Refused::Digest) }, "{value}");
    }
}
