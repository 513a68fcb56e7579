//! Signatures, ciphers and keys, step by step.

use openssl::rsa::{Padding, Rsa};
use openssl::symm::{Cipher, decrypt, encrypt};
use samara::wire::diaspora::{Envelope, PrivateKey, PublicKey, Rejected, Sealed, base64};
use samara::wire::{Handle, diaspora::Entity, diaspora::entity::AccountDeletion};
use serde_json::{Value as Json, json};

use super::vectors::{Count, Set, sets};

#[test]
fn every_step_of_signing_and_sealing_is_that_of_the_reference() {
    for set in sets() {
        let mut count = Count::of(&set, "crypto");
        for vector in set.of("crypto") {
            let file = vector.maybe_file("cases").or(vector.maybe_file("case")).expect("cases");
            let cases = set.json(file);
            count.add(
                vector.name(),
                match vector.name() {
                    "crypto_magic_signature" => each(&cases, |case| magic(&set, case)),
                    "crypto_aes" => each(&cases, aes),
                    "crypto_encrypted_envelope_steps" => steps(&set, &cases),
                    other => Err(format!("nobody knows how to run {other}")),
                },
            );
        }
        count.end();
    }
}

fn each(cases: &Json, run: impl Fn(&Json) -> Result<(), String>) -> Result<(), String> {
    cases.as_array().expect("a list").iter().try_for_each(run)
}

fn text<'a>(case: &'a Json, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_else(|| panic!("no {name}"))
}

fn equal(what: &str, ours: &str, theirs: &str) -> Result<(), String> {
    (ours == theirs)
        .then_some(())
        .ok_or(format!("{what}: {ours}, not {theirs}"))
}

fn magic(set: &Set, case: &Json) -> Result<(), String> {
    let key = set.private(text(case, "key"));
    let sender = base64::read_strict(text(case, "key_id")).expect("base64");
    let sender = Handle::parse(&String::from_utf8(sender).expect("UTF-8")).expect("an ID");
    let envelope = Envelope::write(text(case, "payload"), &sender, &key).expect("signs");
    for (what, before) in [("data", "xml\">"), ("signature", "\">")] {
        let value = text(case, what);
        if !envelope.contains(&format!("{before}{value}<")) {
            return Err(format!("{what} is not {value}"));
        }
    }
    let signature = key.sign(text(case, "signature_base_string").as_bytes()).expect("signs");
    equal("signature", &base64::url_safe(&signature), text(case, "signature"))
}

fn aes(case: &Json) -> Result<(), String> {
    let (key, iv) = (
        base64::read_lenient(text(case, "key")),
        base64::read_lenient(text(case, "iv")),
    );
    let locked = encrypt(Cipher::aes_256_cbc(), &key, Some(&iv), text(case, "plain").as_bytes()).expect("locks");
    equal("ciphertext", &base64::standard(&locked), text(case, "ciphertext"))
}

fn steps(set: &Set, case: &Json) -> Result<(), String> {
    let message = &case["message"];
    let message = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
    let key = set.private(text(case, "recipient_private_key"));
    let sealed = Sealed::read(message.as_bytes()).map_err(|why| why.to_string())?;
    let opened = sealed.open(&key).map_err(|why| why.to_string())?;
    equal("envelope", &String::from_utf8_lossy(&opened), text(case, "envelope"))?;
    let json: Json = serde_json::from_str(&message).expect("JSON");
    let unhex = |name| samara::wire::bytes::unhex(text(case, name)).expect("digits");
    let locked = base64::read_lenient(text(&json, "encrypted_magic_envelope"));
    let plain = decrypt(
        Cipher::aes_256_cbc(),
        &unhex("key_hex"),
        Some(&unhex("iv_hex")),
        &locked,
    )
    .expect("opens");
    equal("plain", &String::from_utf8_lossy(&plain), text(case, "envelope"))
}

fn pair(bits: u32) -> (PrivateKey, PublicKey, Rsa<openssl::pkey::Private>) {
    let rsa = Rsa::generate(bits).expect("makes a key");
    let pem = String::from_utf8(rsa.private_key_to_pem().expect("writes")).expect("ASCII");
    let key = PrivateKey::parse(&pem).expect("a key");
    let public = key.public().expect("has a public half");
    (key, public, rsa)
}

#[test]
fn what_was_sealed_opens_with_the_one_key_only() {
    let (key, public, _) = pair(2_048);
    let (other, ..) = pair(2_048);
    for length in [0, 1, 15, 16, 17, 100_000] {
        let envelope = "é".repeat(length);
        let sealed = Sealed::write(&envelope, &public, &[7; 48]).expect("seals");
        let sealed = Sealed::read(sealed.as_bytes()).expect("reads");
        assert_eq!(sealed.open(&key).expect("opens"), envelope.as_bytes());
        assert_eq!(sealed.open(&other), Err(Rejected::Sealed));
    }
}

/// What somebody without the key may send, to learn from our answers.
#[test]
fn every_junk_has_one_answer() {
    let (key, public, rsa) = pair(2_048);
    let good: Json = serde_json::from_str(&Sealed::write("<a/>", &public, &[7; 48]).expect("seals")).expect("JSON");
    let locked = |text: &[u8], padding| {
        let mut out = vec![0; 256];
        rsa.public_encrypt(text, &mut out, padding).expect("locks");
        base64::standard(&out)
    };
    let block = |start: &[u8]| {
        let mut block = vec![9; 256];
        block[..start.len()].copy_from_slice(start);
        block
    };
    let keys = |key: &[u8], iv: &[u8]| {
        json!({"key": base64::standard(key), "iv": base64::standard(iv)})
            .to_string()
            .into_bytes()
    };
    let mut early = block(&[0, 2, 9, 9, 9, 0]);
    early[200] = 0;
    let mut padded = block(&[0, 2]);
    padded[20] = 0;
    let junk = [
        String::new(),
        "AAAA".into(),
        base64::standard(&[0; 256]),
        base64::standard(&[255; 256]),
        base64::standard(&[1; 255]),
        base64::standard(&[1; 300]),
        locked(&block(&[0, 1]), Padding::NONE),
        locked(&block(&[1, 2]), Padding::NONE),
        locked(&block(&[0, 2]), Padding::NONE),
        locked(&early, Padding::NONE),
        locked(&padded, Padding::NONE),
        locked(b"", Padding::PKCS1),
        locked(b"nope", Padding::PKCS1),
        locked(&keys(&[1; 16], &[1; 16]), Padding::PKCS1),
        locked(&keys(&[1; 32], &[1; 15]), Padding::PKCS1),
        locked(&keys(&[1; 32], &[1; 16]), Padding::PKCS1),
        locked(&keys(&[7; 32], &[7; 16]), Padding::PKCS1_OAEP),
    ];
    for aes_key in junk {
        let message = json!({"aes_key": aes_key, "encrypted_magic_envelope": good["encrypted_magic_envelope"]});
        let message = Sealed::read(message.to_string().as_bytes()).expect("has both members");
        assert_eq!(message.open(&key), Err(Rejected::Sealed), "{aes_key}");
    }
    for envelope in ["", "AAAA", "====", "not base64 at all", &base64::standard(&[5; 33])] {
        let message = json!({"aes_key": good["aes_key"], "encrypted_magic_envelope": envelope});
        let message = Sealed::read(message.to_string().as_bytes()).expect("has both members");
        assert_eq!(message.open(&key), Err(Rejected::Sealed), "{envelope}");
    }
    for document in ["", "{}", "[]", "null", "{\"aes_key\":1,\"encrypted_magic_envelope\":2}"] {
        assert_eq!(
            Sealed::read(document.as_bytes()).err(),
            Some(Rejected::Sealed),
            "{document}"
        );
    }
}

#[test]
fn a_key_is_taken_in_either_form_and_from_any_editor() {
    let (_, public, rsa) = pair(2_048);
    let spki = public.pem().expect("writes");
    let pkcs1 = String::from_utf8(rsa.public_key_to_pem_pkcs1().expect("writes")).expect("ASCII");
    for pem in [&spki, &pkcs1] {
        for pem in [pem.clone(), format!("\n  {pem}\n\n"), pem.replace('\n', "\r\n")] {
            let key = PublicKey::parse(&pem).unwrap_or_else(|| panic!("{pem:?}"));
            assert_eq!(key.pem().expect("writes"), spki);
        }
    }
    for text in [
        "",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        &spki[..200],
    ] {
        assert!(PublicKey::parse(text).is_none(), "{text}");
    }
    let small = Rsa::generate(512).expect("makes a key");
    let small = String::from_utf8(small.public_key_to_pem().expect("writes")).expect("ASCII");
    assert!(PublicKey::parse(&small).is_none(), "512 bits protect nothing");
}

#[test]
fn a_signature_is_of_this_text_by_this_key() {
    let ((key, public, _), (_, other, _)) = (pair(1_024), pair(1_024));
    let signature = key.sign(b"text").expect("signs");
    assert!(public.verifies(b"text", &signature));
    assert!(!public.verifies(b"text ", &signature));
    assert!(!other.verifies(b"text", &signature));
    assert!(!public.verifies(b"text", b""));
    assert!(!public.verifies(b"text", &signature[1..]));
}

#[test]
fn no_log_shows_a_private_key() {
    let (key, public, _) = pair(1_024);
    assert_eq!(format!("{key:?} {public:?}"), "PrivateKey PublicKey");
}

#[test]
fn an_envelope_that_we_write_we_can_open() {
    let (key, public, _) = pair(1_024);
    let author = Handle::parse("alice@pod.example").expect("an ID");
    let payload = Entity::from(AccountDeletion { author: author.clone() })
        .xml()
        .expect("writes");
    let document = Envelope::write(&payload, &author, &key).expect("signs");
    let envelope = Envelope::read(document.as_bytes()).expect("reads");
    assert_eq!(envelope.sender(), &author);
    assert_eq!(envelope.open(&public).expect("opens").payload(), payload.as_bytes());
}
