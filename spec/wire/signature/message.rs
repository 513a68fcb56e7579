//! RFC 9421 as others write it.

use samara::wire::signature::{Presented, Refused, Scheme, content_digest};

use super::{BODY, Sent, by_hand, minutes, now, rsa};

/// What Fedify sends: more than it must, in its own order.
const FEDIFY: &str = r#"("@method" "@target-uri" "@authority" "host" "date" "content-digest")"#;

fn key() -> openssl::pkey::PKey<openssl::pkey::Private> {
    static KEY: std::sync::LazyLock<openssl::pkey::PKey<openssl::pkey::Private>> = std::sync::LazyLock::new(|| {
        let rsa = openssl::rsa::Rsa::generate(2_048).expect("a key");
        openssl::pkey::PKey::from_rsa(rsa).expect("a key")
    });
    KEY.clone()
}

fn public() -> samara::wire::signature::VerifyingKey {
    let pem = key().public_key_to_pem().expect("PEM");
    samara::wire::signature::VerifyingKey::from_pem(std::str::from_utf8(&pem).expect("text")).expect("a key")
}

/// A request that somebody else has signed over these parts, with these parameters.
fn sent(parts: &str, parameters: &str) -> Sent {
    let sent = Sent::post("https://pod.example/inbox?x=1")
        .set("Date", Some("Mon, 21 Sep 2026 14:13:20 GMT"))
        .set("Content-Digest", Some(&content_digest(BODY).expect("a digest")));
    let input = format!("{parts}{parameters}");
    let names = parts
        .trim_matches(['(', ')'])
        .split(' ')
        .map(|name| name.trim_matches('"'));
    let mut text = String::new();
    for name in names {
        let value = match name {
            "@method" => "POST",
            "@target-uri" => "https://pod.example/inbox?x=1",
            "@authority" => "pod.example",
            "@path" => "/inbox",
            "@query" => "?x=1",
            "@scheme" => "https",
            "@request-target" => "/inbox?x=1",
            other => sent.header(other),
        };
        text.push_str(&format!("\"{name}\": {value}\n"));
    }
    text.push_str(&format!("\"@signature-params\": {input}"));
    let signature = by_hand(&key(), openssl::hash::MessageDigest::sha256(), &text);
    sent.set("Signature-Input", Some(&format!("sig={input}")))
        .set("Signature", Some(&format!("sig=:{signature}:")))
}

fn usual() -> String {
    format!(
        ";alg=\"rsa-v1_5-sha256\";keyid=\"https://remote.example/users/carol#main-key\";created={}",
        now().timestamp()
    )
}

fn judged(sent: &Sent) -> Result<(), Refused> {
    sent.judged(&public(), now())
}

#[test]
fn what_others_sign_is_verified() {
    assert_eq!(judged(&sent(FEDIFY, &usual())), Ok(()));
    let every = r#"("@method" "@target-uri" "@path" "@query" "@scheme" "@request-target" "content-digest")"#;
    assert_eq!(judged(&sent(every, &usual())), Ok(()));
    let nonce = format!("{};nonce=\"a\\\"b\\\\c\";tag=\"x\"", usual());
    assert_eq!(judged(&sent(FEDIFY, &nonce)), Ok(()));
}

#[test]
fn method_address_and_digest_have_to_be_covered_and_the_time_said() {
    for (parts, missing) in [
        (r#"("@target-uri" "content-digest")"#, "@method"),
        (r#"("@method" "content-digest")"#, "@target-uri"),
        (r#"("@method" "@target-uri")"#, "content-digest"),
    ] {
        assert_eq!(judged(&sent(parts, &usual())), Err(Refused::Uncovered(missing)));
    }
    let timeless = ";keyid=\"https://remote.example/k\"";
    assert_eq!(judged(&sent(FEDIFY, timeless)), Err(Refused::Uncovered("created")));
}

#[test]
fn the_address_may_be_covered_in_pieces_if_none_is_left_out() {
    for parts in [
        r#"("@method" "@authority" "@request-target" "content-digest")"#,
        r#"("@method" "@authority" "@path" "@query" "content-digest")"#,
    ] {
        assert_eq!(judged(&sent(parts, &usual())), Ok(()), "{parts}");
    }
    for parts in [
        r#"("@method" "@authority" "@path" "content-digest")"#,
        r#"("@method" "@authority" "@query" "content-digest")"#,
        r#"("@method" "@path" "@query" "@scheme" "content-digest")"#,
        r#"("@method" "@request-target" "host" "content-digest")"#,
    ] {
        assert_eq!(
            judged(&sent(parts, &usual())),
            Err(Refused::Uncovered("@target-uri")),
            "{parts}"
        );
    }
}

#[test]
fn an_end_is_kept_to() {
    let ends = format!("{};expires={}", usual(), now().timestamp() + 600);
    let sent = sent(FEDIFY, &ends);
    assert_eq!(judged(&sent), Ok(()));
    assert_eq!(sent.judged(&public(), now() + minutes(10)), Ok(()));
    assert_eq!(sent.judged(&public(), now() + minutes(12)), Err(Refused::TooOld));
}

#[test]
fn no_end_is_further_than_twelve_hours() {
    let ends = format!("{};expires={}", usual(), now().timestamp() + 10_000_000);
    let sent = sent(FEDIFY, &ends);
    assert_eq!(sent.judged(&public(), now() + minutes(719)), Ok(()));
    assert_eq!(sent.judged(&public(), now() + minutes(721)), Err(Refused::TooOld));
}

#[test]
fn two_signatures_none_or_one_of_another_name_are_refused() {
    let sent = sent(FEDIFY, &usual());
    let (input, signature) = (
        sent.header("Signature-Input").to_owned(),
        sent.header("Signature").to_owned(),
    );
    let twice = sent
        .clone()
        .set("Signature-Input", Some(&format!("{input}, other{}", &input[3..])));
    assert_eq!(judged(&twice), Err(Refused::Malformed));
    let same = sent.clone().set("Signature-Input", Some(&format!("{input}, {input}")));
    assert_eq!(judged(&same), Err(Refused::Malformed));
    let other = sent
        .clone()
        .set("Signature", Some(&format!("other{}", &signature[3..])));
    assert_eq!(judged(&other), Err(Refused::Malformed));
    assert_eq!(judged(&sent.set("Signature", None)), Err(Refused::Malformed));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let sent = sent(FEDIFY, &usual());
    for input in [
        "",
        "sig",
        "sig=",
        "sig=()",
        "sig=(\"@method\"",
        "sig=(\"@method\" \"@method\");created=1",
        "sig=(\"@method\";req \"@target-uri\" \"content-digest\");created=1",
        "sig=(@method);created=1",
        "sig=(\"@method\" \"@target-uri\" \"content-digest\");created=01;keyid=\"https://remote.example/k\"",
        "sig=(\"@method\" \"@target-uri\" \"content-digest\");created=1;created=1",
        "sig=(\"@method\" \"@target-uri\" \"content-digest\");created=-1;keyid=\"https://remote.example/k\"",
        "sig=(\"@method\" \"@target-uri\" \"content-digest\");created=\"1\"",
        "sig=(\"@method\" \"@target-uri\" \"content-digest\");keyid=\"carol\"",
        "SIG=(\"@method\");created=1",
        "sig=(\"é\");created=1",
    ] {
        let broken = sent.clone().set("Signature-Input", Some(input));
        assert!(judged(&broken).is_err(), "{input}");
    }
    let unknown = format!(
        "{};created={}",
        r#"("@method" "@target-uri" "content-digest" "@status")"#,
        now().timestamp()
    );
    let input = format!("sig={unknown};keyid=\"https://remote.example/k\"");
    assert_eq!(
        judged(&sent.set("Signature-Input", Some(&input))),
        Err(Refused::Malformed)
    );
}

#[test]
fn a_request_with_both_is_judged_by_the_newer_alone() {
    let sent = Sent::post("https://pod.example/inbox").signed(Scheme::Cavage, &rsa());
    sent.verified(&rsa()).expect("alone it counts");
    let both = sent.set("Signature-Input", Some("sig=(\"@method\")"));
    assert!(both.with(|request| Presented::read(request, now())).is_err());
}
