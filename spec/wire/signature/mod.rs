//! Signatures of requests, after the draft of Cavage and after RFC 9421: what is signed here is verified here, what others
//! sign is too, and nothing that was signed can be used for anything else.

mod attack;
mod cases;
mod key;
mod message;
mod opinion;

use chrono::{DateTime, TimeDelta, Utc};
use samara::wire::activitypub::Id;
use samara::wire::signature::{Presented, Refused, Request, Scheme, SigningKey, VerifyingKey, sign};

const KEY_ID: &str = "https://remote.example/users/carol#main-key";
const BODY: &[u8] = br#"{"type":"Follow","actor":"https://remote.example/users/carol"}"#;

/// The middle of all requests here.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a time")
}

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap_or_else(|| panic!("{text} is an address"))
}

/// An RSA key of 2048 bits in PEM, the same in each run of a process.
fn rsa_pem() -> &'static str {
    static PEM: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let rsa = openssl::rsa::Rsa::generate(2_048).expect("a key");
        String::from_utf8(rsa.private_key_to_pem().expect("PEM")).expect("text")
    });
    &PEM
}

fn rsa() -> SigningKey {
    SigningKey::from_pem(rsa_pem()).expect("a key")
}

fn ed25519() -> SigningKey {
    let key = openssl::pkey::PKey::private_key_from_raw_bytes(&[7; 32], openssl::pkey::Id::ED25519).expect("a key");
    let pem = key.private_key_to_pem_pkcs8().expect("PEM");
    SigningKey::from_pem(std::str::from_utf8(&pem).expect("text")).expect("a key")
}

/// A request that owns its parts, so that a spec can change them.
#[derive(Clone)]
struct Sent {
    method: &'static str,
    address: Id,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Sent {
    fn post(address: &str) -> Self {
        let address = id(address);
        Self {
            method: "POST",
            headers: vec![("Host".into(), address.authority().into())],
            address,
            body: Some(BODY.to_vec()),
        }
    }

    fn get(address: &str) -> Self {
        Self {
            method: "GET",
            body: None,
            ..Self::post(address)
        }
    }

    fn with<T>(&self, f: impl FnOnce(&Request<'_>) -> T) -> T {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        f(&Request {
            method: self.method,
            address: &self.address,
            headers: &headers,
            body: self.body.as_deref(),
        })
    }

    fn signed(self, scheme: Scheme, key: &SigningKey) -> Self {
        self.signed_at(scheme, key, now())
    }

    fn signed_at(mut self, scheme: Scheme, key: &SigningKey, now: DateTime<Utc>) -> Self {
        let added = self.with(|request| sign(request, scheme, &id(KEY_ID), key, now).expect("it signs"));
        self.headers
            .extend(added.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self
    }

    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        &found.unwrap_or_else(|| panic!("{name} is there")).1
    }

    /// Puts another value in place of a header's, or takes it out.
    fn set(mut self, name: &str, value: Option<&str>) -> Self {
        self.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.headers
            .extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    fn judged(&self, key: &VerifyingKey, now: DateTime<Utc>) -> Result<(), Refused> {
        self.with(|request| Presented::read(request, now)?.verify(key))
    }

    fn verified(&self, key: &SigningKey) -> Result<(), Refused> {
        self.judged(&key.verifying().expect("a public half"), now())
    }
}

/// Signs the lines of a text that somebody else would sign, and gives the header of the draft.
fn by_hand(
    key: &openssl::pkey::PKey<openssl::pkey::Private>,
    hash: openssl::hash::MessageDigest,
    text: &str,
) -> String {
    let mut signer = openssl::sign::Signer::new(hash, key).expect("a signer");
    openssl::base64::encode_block(&signer.sign_oneshot_to_vec(text.as_bytes()).expect("it signs"))
}

#[test]
fn what_is_signed_here_is_verified_here_with_each_scheme_and_each_key() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        for key in [rsa(), ed25519()] {
            for address in [
                "https://pod.example/inbox",
                "https://pod.example:8443/u/ada?page=2&q=%20",
                "https://pod.example",
            ] {
                Sent::post(address).signed(scheme, &key).verified(&key).expect("a POST");
                Sent::get(address).signed(scheme, &key).verified(&key).expect("a GET");
            }
        }
    }
}

#[test]
fn what_other_headers_a_request_has_are_signed_too() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let mut sent = Sent::post("https://pod.example/inbox");
        sent.headers
            .push(("Collection-Synchronization".into(), "digest=\"00ff\"".into()));
        let sent = sent.signed(scheme, &rsa());
        sent.verified(&rsa()).expect("as it was");
        let turned = sent.set("Collection-Synchronization", Some("digest=\"ff00\""));
        assert_eq!(turned.verified(&rsa()), Err(Refused::Signature));
    }
}

#[test]
fn the_key_is_named_and_the_scheme_known_before_the_key_is_looked_up() {
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let sent = Sent::get("https://pod.example/u/ada").signed(scheme, &rsa());
        let presented = sent
            .with(|request| Presented::read(request, now()))
            .expect("it is signed");
        assert_eq!(presented.key_id().as_str(), KEY_ID);
        assert_eq!(presented.scheme(), scheme);
    }
}

#[test]
fn a_server_that_refuses_one_scheme_is_asked_with_the_other() {
    for status in [400, 401, 403] {
        assert_eq!(Scheme::Cavage.after(status), Some(Scheme::Message));
        assert_eq!(Scheme::Message.after(status), Some(Scheme::Cavage));
    }
    for status in [202, 404, 410, 429, 500] {
        assert_eq!(Scheme::Cavage.after(status), None);
    }
    for scheme in [Scheme::Cavage, Scheme::Message] {
        assert_eq!(Scheme::parse(scheme.code()), Some(scheme));
    }
    assert_eq!(Scheme::default(), Scheme::Cavage);
}

#[test]
fn a_signature_counts_from_an_hour_before_its_time_until_an_hour_after_its_life() {
    let key = rsa().verifying().expect("a public half");
    for scheme in [Scheme::Cavage, Scheme::Message] {
        let sent = Sent::post("https://pod.example/inbox").signed(scheme, &rsa());
        assert_eq!(sent.judged(&key, now() - minutes(59)), Ok(()));
        assert_eq!(sent.judged(&key, now() + minutes(64)), Ok(()));
        assert_eq!(sent.judged(&key, now() - minutes(61)), Err(Refused::TooNew));
        assert_eq!(sent.judged(&key, now() + minutes(66)), Err(Refused::TooOld));
    }
}
