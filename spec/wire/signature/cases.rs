//! The forms in which other servers sign after the draft of Cavage, as they were seen on the wire.

use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use samara::wire::signature::{Refused, VerifyingKey, digest};

use super::{BODY, Sent, by_hand, minutes, now};

fn pair() -> (PKey<Private>, VerifyingKey) {
    static KEY: std::sync::LazyLock<PKey<Private>> = std::sync::LazyLock::new(|| {
        let rsa = openssl::rsa::Rsa::generate(2_048).expect("a key");
        PKey::from_rsa(rsa).expect("a key")
    });
    let pem = KEY.public_key_to_pem().expect("PEM");
    let public = VerifyingKey::from_pem(std::str::from_utf8(&pem).expect("text")).expect("a key");
    (KEY.clone(), public)
}

const DATE: &str = "Mon, 21 Sep 2026 14:13:20 GMT";

/// What a server of another kind sends: the names it covers, its algorithm, and more parameters.
fn sent(names: &str, algorithm: &str, more: &str, hash: MessageDigest) -> Sent {
    let digest = digest(BODY).expect("a digest");
    let sent = Sent::post("https://pod.example/inbox?shared=1")
        .set("Date", Some(DATE))
        .set("Digest", Some(&digest))
        .set("Content-Type", Some("application/activity+json"))
        .set("User-Agent", Some("remote/1.0"));
    let created = now().timestamp();
    let lines = names.split(' ').map(|name| {
        let value = match name {
            "(request-target)" => "post /inbox?shared=1".to_owned(),
            "(created)" => created.to_string(),
            "(expires)" => more
                .split("expires=")
                .nth(1)
                .expect("an end")
                .split(',')
                .next()
                .expect("an end")
                .to_owned(),
            "host" => "pod.example".to_owned(),
            other => sent.header(other).to_owned(),
        };
        format!("{name}: {value}")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let signature = by_hand(&pair().0, hash, &text);
    let header = format!(
        "keyId=\"https://remote.example/users/carol#main-key\",{algorithm}{more}headers=\"{names}\",signature=\"{signature}\""
    );
    sent.set("Signature", Some(&header))
}

fn judged(sent: &Sent) -> Result<(), Refused> {
    sent.judged(&pair().1, now())
}

#[test]
fn each_server_signs_in_its_own_order() {
    let sha256 = MessageDigest::sha256();
    for (server, names, algorithm) in [
        (
            "GoToSocial",
            "(request-target) host date digest",
            "algorithm=\"hs2019\",",
        ),
        (
            "Lemmy",
            "(request-target) content-type date digest host",
            "algorithm=\"hs2019\",",
        ),
        (
            "Takahe",
            "(request-target) host date digest content-type",
            "algorithm=\"rsa-sha256\",",
        ),
        (
            "Mitra",
            "(request-target) host date digest",
            "algorithm=\"rsa-sha256\",",
        ),
        ("snac", "(request-target) host digest date", "algorithm=\"rsa-sha256\","),
        (
            "Socialhome",
            "(request-target) user-agent host date digest",
            "algorithm=\"rsa-sha256\",",
        ),
        ("nobody says", "(request-target) host date digest", ""),
    ] {
        assert_eq!(judged(&sent(names, algorithm, "", sha256)), Ok(()), "{server}");
    }
}

#[test]
fn a_query_that_was_left_out_of_the_target_does_not_matter() {
    let sent = sent(
        "(request-target) host date digest",
        "algorithm=\"rsa-sha256\",",
        "",
        MessageDigest::sha256(),
    );
    let (_, rest) = sent.header("Signature").split_once("signature=").expect("a signature");
    assert!(!rest.is_empty());
    let digest = sent.header("Digest").to_owned();
    let text = format!("(request-target): post /inbox\nhost: pod.example\ndate: {DATE}\ndigest: {digest}");
    let signature = by_hand(&pair().0, MessageDigest::sha256(), &text);
    let header = format!(
        "keyId=\"https://remote.example/users/carol#main-key\",headers=\"(request-target) host date digest\",signature=\"{signature}\""
    );
    assert_eq!(judged(&sent.set("Signature", Some(&header))), Ok(()));
}

#[test]
fn hs2019_may_say_its_time_by_itself_and_need_no_date() {
    let created = format!("created={},", now().timestamp());
    let names = "(request-target) host (created) digest";
    let sent = sent(names, "algorithm=\"hs2019\",", &created, MessageDigest::sha256());
    assert_eq!(judged(&sent.clone().set("Date", None)), Ok(()));
    assert_eq!(sent.judged(&pair().1, now() + minutes(66)), Err(Refused::TooOld));
    assert_eq!(sent.judged(&pair().1, now() - minutes(61)), Err(Refused::TooNew));
}

#[test]
fn an_end_that_is_past_counts_also_when_the_beginning_is_fresh() {
    let end = now().timestamp();
    let times = format!("created={end},expires={end},");
    let sent = sent(
        "(request-target) host (created) (expires) digest",
        "algorithm=\"hs2019\",",
        &times,
        MessageDigest::sha256(),
    );
    assert_eq!(judged(&sent), Ok(()));
    assert_eq!(sent.judged(&pair().1, now() + minutes(2)), Err(Refused::TooOld));
}

#[test]
fn rsa_sha512_is_taken_with_the_digest_of_its_kind() {
    let sha512 = openssl::hash::hash(MessageDigest::sha512(), BODY).expect("a digest");
    let digest = format!("SHA-512={}", openssl::base64::encode_block(&sha512));
    let sent = Sent::post("https://pod.example/inbox")
        .set("Date", Some(DATE))
        .set("Digest", Some(&digest));
    let text = format!("(request-target): post /inbox\nhost: pod.example\ndate: {DATE}\ndigest: {digest}");
    let signature = by_hand(&pair().0, MessageDigest::sha512(), &text);
    let header = format!(
        "keyId=\"https://remote.example/k\",algorithm=\"rsa-sha512\",headers=\"(request-target) host date digest\",signature=\"{signature}\""
    );
    assert_eq!(judged(&sent.set("Signature", Some(&header))), Ok(()));
}

#[test]
fn a_header_that_is_listed_and_not_there_is_not_made_up() {
    let names = "(request-target) host date digest content-type";
    let sent = sent(names, "algorithm=\"rsa-sha256\",", "", MessageDigest::sha256());
    assert_eq!(judged(&sent), Ok(()));
    for name in ["Content-Type", "Date", "Digest", "Host"] {
        assert_eq!(judged(&sent.clone().set(name, None)), Err(Refused::NotThere), "{name}");
    }
}

#[test]
fn a_signature_that_is_no_base64_is_none() {
    let sent = sent(
        "(request-target) host date digest",
        "algorithm=\"rsa-sha256\",",
        "",
        MessageDigest::sha256(),
    );
    let header = sent.header("Signature").to_owned();
    for (from, to) in [("signature=\"", "signature=\"!"), ("signature=\"", "signature=\" ")] {
        let broken = sent.clone().set("Signature", Some(&header.replace(from, to)));
        assert!(judged(&broken).is_err(), "{to}");
    }
    let trailing = header.trim_end_matches('"').to_owned() + "AAAA\"";
    assert!(
        judged(&sent.clone().set("Signature", Some(&trailing))).is_err(),
        "garbage behind it"
    );
    let empty = format!("{}signature=\"\"", header.split("signature=").next().expect("a head"));
    assert_eq!(judged(&sent.set("Signature", Some(&empty))), Err(Refused::Malformed));
}
