//! Keys in the forms in which actors publish them.

use openssl::rsa::Rsa;
use samara::wire::activitypub::KeyText;
use samara::wire::signature::{SigningKey, VerifyingKey};

use super::{ed25519, rsa};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn both_forms_of_pem_give_the_same_key() {
    let key = Rsa::generate(2_048).expect("a key");
    let (newer, older) = (
        key.public_key_to_pem().expect("PEM"),
        key.public_key_to_pem_pkcs1().expect("PEM"),
    );
    let newer = VerifyingKey::from_pem(text(&newer)).expect("SubjectPublicKeyInfo");
    let spaced = format!("  {}\r\n", text(&older).replace('\n', "\r\n"));
    let older = VerifyingKey::from_pem(&spaced).expect("PKCS#1");
    assert_eq!(newer.pem().expect("PEM"), older.pem().expect("PEM"));
}

#[test]
fn a_multikey_is_read_and_written() {
    for key in [rsa(), ed25519()] {
        let public = key.verifying().expect("a public half");
        let multikey = public.multikey().expect("a Multikey");
        let again = VerifyingKey::of(&KeyText::Multibase(multikey)).expect("reads again");
        assert_eq!(again.pem().expect("PEM"), public.pem().expect("PEM"));
    }
}

/// The example of FEP-521a and of the did:key method.
#[test]
fn a_multikey_of_others_is_read() {
    let multikey = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    let key = VerifyingKey::from_multikey(multikey).expect("a key");
    assert_eq!(key.multikey().expect("a Multikey"), multikey);
}

#[test]
fn what_is_no_key_that_is_taken_is_none() {
    let short = Rsa::generate(1_024).expect("a key").public_key_to_pem().expect("PEM");
    assert!(VerifyingKey::from_pem(text(&short)).is_none(), "1024 bits");
    let short = Rsa::generate(1_024).expect("a key").private_key_to_pem().expect("PEM");
    assert!(SigningKey::from_pem(text(&short)).is_none(), "1024 bits, private");
    let group = openssl::ec::EcGroup::from_curve_name(openssl::nid::Nid::X9_62_PRIME256V1).expect("a curve");
    let curve = openssl::ec::EcKey::generate(&group)
        .expect("a key")
        .public_key_to_pem()
        .expect("PEM");
    assert!(VerifyingKey::from_pem(text(&curve)).is_none(), "another kind");
    for none in [
        "",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        &"A".repeat(100_000),
    ] {
        assert!(VerifyingKey::from_pem(none).is_none());
    }
    for none in [
        "",
        "z",
        "z6Mk",
        "zQ0",
        "f6MkhaXg",
        "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do",
        &"z".repeat(100_000),
    ] {
        assert!(VerifyingKey::from_multikey(none).is_none(), "{none:.20}");
    }
}

#[test]
fn no_key_tells_itself_to_a_log() {
    assert_eq!(format!("{:?}", rsa()), "SigningKey");
    assert_eq!(
        format!("{:?}", rsa().verifying().expect("a public half")),
        "VerifyingKey"
    );
}
