//! A second opinion on signatures: the Python package `apsig`, which none of us wrote, verifies what is signed here, and what it
//! signs is verified here. It looks at the clock, so the time is the real one.

use chrono::Utc;
use samara::wire::signature::{Refused, Scheme};
use serde_json::{Map, Value, json};

use super::{KEY_ID, Sent, ed25519, id, rsa, rsa_pem};
use crate::support::Opinion;

const SCRIPT: &str = "signature.py";
const INBOX: &str = "https://pod.example/people/ada/inbox";
const SCHEMES: [Scheme; 2] = [Scheme::Cavage, Scheme::Message];

/// The question whether a request counts as signed by the key that is published so.
fn counts(sent: &Sent, scheme: Scheme, key: &str) -> Value {
    let headers: Map<String, Value> = sent
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect();
    let body = sent.body.as_ref().map(|body| String::from_utf8_lossy(body));
    json!({"do": "verify", "scheme": scheme.code(), "method": sent.method, "url": sent.address.as_str(),
           "headers": headers, "body": body, "key": key})
}

#[test]
fn what_is_signed_here_is_verified_by_a_program_that_none_of_us_wrote() {
    let Some(opinion) = Opinion::there() else { return };
    let pem = rsa().verifying().unwrap().pem().unwrap();
    let multikey = ed25519().verifying().unwrap().multikey().unwrap();
    let (mut good, mut turned) = (Vec::new(), Vec::new());
    for (scheme, key, public) in [
        (Scheme::Cavage, rsa(), &pem),
        (Scheme::Message, rsa(), &pem),
        // After the draft of Cavage it knows RSA alone.
        (Scheme::Message, ed25519(), &multikey),
    ] {
        for sent in [Sent::post(INBOX), Sent::get(INBOX)] {
            let sent = sent.signed_at(scheme, &key, Utc::now());
            good.push(counts(&sent, scheme, public));
            let mut elsewhere = sent.clone();
            elsewhere.address = id("https://pod.example/people/eve/inbox");
            turned.push(counts(&elsewhere, scheme, public));
            let mut changed = sent;
            if let Some(body) = &mut changed.body {
                body.push(b' ');
                turned.push(counts(&changed, scheme, public));
            }
        }
    }
    for (answer, question) in opinion.asked(SCRIPT, &good).iter().zip(&good) {
        assert_eq!(answer["key_id"], KEY_ID, "{answer} {question}");
    }
    for (answer, question) in opinion.asked(SCRIPT, &turned).iter().zip(&turned) {
        assert!(answer["error"].is_string(), "{answer} {question}");
    }
}

#[test]
fn what_a_program_that_none_of_us_wrote_signs_is_verified_here() {
    let Some(opinion) = Opinion::there() else { return };
    let body = String::from_utf8_lossy(super::BODY);
    let mut questions = Vec::new();
    for scheme in SCHEMES {
        for (method, body) in [("POST", Some(&body)), ("GET", None)] {
            let headers = json!({"content-type": "application/activity+json"});
            questions.push(
                json!({"do": "sign", "scheme": scheme.code(), "method": method, "url": INBOX,
                                  "headers": headers, "body": body, "key": rsa_pem(), "key_id": KEY_ID}),
            );
        }
    }
    let key = rsa().verifying().unwrap();
    for (answer, question) in opinion.asked(SCRIPT, &questions).iter().zip(&questions) {
        let headers = answer["headers"].as_object();
        let headers = headers.unwrap_or_else(|| panic!("{answer} {question}"));
        let mut sent = match question["method"].as_str() {
            Some("POST") => Sent::post(INBOX),
            _ => Sent::get(INBOX),
        };
        sent.headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        assert_eq!(sent.judged(&key, Utc::now()), Ok(()), "{answer} {question}");
        let mut elsewhere = sent.clone();
        elsewhere.address = id("https://pod.example/people/eve/inbox");
        assert_eq!(
            elsewhere.judged(&key, Utc::now()),
            Err(Refused::Signature),
            "{question}"
        );
        if let Some(body) = &mut sent.body {
            body.push(b' ');
            assert_eq!(sent.judged(&key, Utc::now()), Err(Refused::Digest), "{question}");
        }
    }
}
