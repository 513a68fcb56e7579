//! RFC 9421, HTTP Message Signatures, as servers of the network use it: one signature, over method, whole address and,
//! where there is a body, its digest after RFC 9530.

use chrono::{DateTime, Utc};

use super::digest;
use super::key::{Hash, SigningKey};
use super::presented::{Algorithm, Presented, Refused};
use super::request::Request;
use super::structured::{Bare, List, byte_dictionary, list_dictionary, quoted};
use super::{Scheme, window};
use crate::error::Fault;
use crate::wire::activitypub::Id;
use crate::wire::diaspora::base64;

/// The name of our own signatures.
const LABEL: &str = "sig1";
const RSA: &str = "rsa-v1_5-sha256";
const ED25519: &str = "ed25519";

/// Signs a request (section 3.1).
pub(super) fn sign(
    request: &Request<'_>,
    key_id: &Id,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<Vec<(&'static str, String)>, Fault> {
    let mut added = Vec::new();
    if let Some(body) = request.body {
        added.push(("Content-Digest", digest::content_digest(body)?));
    }
    let own = |name: &str| name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("date");
    let given = request.headers.iter().copied().filter(|(name, _)| !own(name));
    let headers: Vec<(&str, &str)> = added
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .chain(given)
        .collect();
    let mut names = vec!["@method".to_owned(), "@target-uri".to_owned()];
    names.extend(headers.iter().map(|(name, _)| name.to_ascii_lowercase()));
    let algorithm = if key.is_rsa() { RSA } else { ED25519 };
    let list = List {
        names,
        parameters: vec![
            // Some put the parameters together anew, in this order, instead of taking them as they came.
            ("created".to_owned(), Bare::Number(now.timestamp().to_string())),
            ("alg".to_owned(), Bare::Text(algorithm.to_owned())),
            ("keyid".to_owned(), Bare::Text(key_id.to_string())),
        ],
    };
    let whole = Request {
        headers: &headers,
        ..*request
    };
    let text = text(&whole, &list).map_err(|refused| Fault::new(refused.to_string()))?;
    let signature = base64::standard(&key.sign(text.as_bytes())?);
    added.push(("Signature-Input", format!("{LABEL}={}", list.written())));
    added.push(("Signature", format!("{LABEL}=:{signature}:")));
    Ok(added)
}

/// Reads and judges all that needs no key (section 3.2).
pub(super) fn read(request: &Request<'_>, now: DateTime<Utc>) -> Result<Presented, Refused> {
    let (label, list) = {
        let field = request.header("signature-input").ok_or(Refused::Absent)?;
        let mut entries = list_dictionary(&field).ok_or(Refused::Malformed)?;
        // Of several, nobody could say whose the request is.
        let one = entries.pop().ok_or(Refused::Malformed)?;
        entries.is_empty().then_some(one).ok_or(Refused::Malformed)?
    };
    let field = request.header("signature").ok_or(Refused::Malformed)?;
    let signatures = byte_dictionary(&field).ok_or(Refused::Malformed)?;
    let signature = signatures.into_iter().find(|(name, _)| *name == label);
    let (_, signature) = signature
        .filter(|(_, bytes)| !bytes.is_empty())
        .ok_or(Refused::Malformed)?;
    let key_id = list.text("keyid").and_then(Id::parse).ok_or(Refused::Malformed)?;
    let algorithm = algorithm(&list)?;
    covered(request, &list)?;
    in_time(&list, now)?;
    if list.names.iter().any(|name| name == "content-digest") {
        let digest = request.header("content-digest").ok_or(Refused::NotThere)?;
        digest::check_content(&digest, request.bytes())?;
    }
    let texts = vec![text(request, &list)?];
    Ok(Presented {
        scheme: Scheme::Message,
        key_id,
        algorithm,
        signature,
        texts,
    })
}

fn algorithm(list: &List) -> Result<Algorithm, Refused> {
    match list.text("alg") {
        None if list.has("alg") => Err(Refused::Malformed),
        // Without a name RFC 9421 leaves it to the key; with RSA that is what everybody here means.
        None => Ok(Algorithm::OfKey),
        Some(RSA) => Ok(Algorithm::Rsa(Hash::Sha256)),
        Some(ED25519) => Ok(Algorithm::Ed25519),
        Some(_) => Err(Refused::Algorithm),
    }
}

fn covered(request: &Request<'_>, list: &List) -> Result<(), Refused> {
    let covers = |name: &str| list.names.iter().any(|own| own == name);
    let need = |name: &'static str, there: bool| there.then_some(()).ok_or(Refused::Uncovered(name));
    need("@method", covers("@method"))?;
    // In pieces it says the same, as long as none is left out.
    let path = covers("@request-target") || (covers("@path") && (covers("@query") || !request.target().contains('?')));
    need("@target-uri", covers("@target-uri") || (covers("@authority") && path))?;
    need("content-digest", covers("content-digest") || !request.needs_digest())
}

fn in_time(list: &List, now: DateTime<Utc>) -> Result<(), Refused> {
    let seconds = |name: &str| {
        list.number(name)
            .map(|digits| window::seconds(digits).ok_or(Refused::Malformed))
    };
    let made = seconds("created").ok_or(Refused::Uncovered("created"))??;
    let ends = seconds("expires").transpose()?;
    if ends.is_none() && list.has("expires") {
        return Err(Refused::Malformed);
    }
    window::check(made, ends, now)
}

/// The signature base (section 2.5).
fn text(request: &Request<'_>, list: &List) -> Result<String, Refused> {
    let mut text = String::new();
    for name in &list.names {
        let value = match name.as_str() {
            "@method" => request.method.to_owned(),
            "@target-uri" => request.uri(),
            "@authority" => request.address.authority().to_owned(),
            "@scheme" => request.scheme().to_owned(),
            "@request-target" => request.target().to_owned(),
            "@path" => request.path().to_owned(),
            "@query" => request.query(),
            derived if derived.starts_with('@') => return Err(Refused::Malformed),
            header => {
                let lower = header
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase());
                lower.then_some(()).ok_or(Refused::Malformed)?;
                request.header(header).ok_or(Refused::NotThere)?
            }
        };
        text.push_str(&format!("{}: {value}\n", quoted(name)));
    }
    text.push_str(&format!("\"@signature-params\": {}", list.written()));
    Ok(text)
}
