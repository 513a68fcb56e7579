//! `draft-cavage-http-signatures-12` as it is spoken: request target, host, time and digest are always covered.

use chrono::{DateTime, Utc};

use super::digest;
use super::key::{Hash, SigningKey};
use super::presented::{Algorithm, Presented, Refused};
use super::request::Request;
use super::{Scheme, window};
use crate::error::Fault;
use crate::wire::activitypub::Id;
use crate::wire::diaspora::base64;

/// The most headers that a signature may list.
const MOST_HEADERS: usize = 32;
/// Bytes of the longest header that is read.
const LONGEST: usize = 8_192;
const TARGET: &str = "(request-target)";
const CREATED: &str = "(created)";
const EXPIRES: &str = "(expires)";

/// Signs a request (sections 2.3 and 4 of the draft).
pub(super) fn sign(
    request: &Request<'_>,
    key_id: &Id,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<Vec<(&'static str, String)>, Fault> {
    let mut added = vec![("Date", window::header(now))];
    if let Some(body) = request.body {
        added.push(("Digest", digest::digest(body)?));
    }
    let method = request.method.to_ascii_lowercase();
    let mut lines = vec![
        (TARGET.to_owned(), format!("{method} {}", request.target())),
        ("host".to_owned(), request.address.authority().to_owned()),
    ];
    let given = request
        .headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("host"));
    lines.extend(
        added
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.clone())),
    );
    lines.extend(given.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())));
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let text: Vec<String> = lines.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let signature = base64::standard(&key.sign(text.join("\n").as_bytes())?);
    let algorithm = if key.is_rsa() { "rsa-sha256" } else { "hs2019" };
    let names = names.join(" ");
    added.push((
        "Signature",
        format!("keyId=\"{key_id}\",algorithm=\"{algorithm}\",headers=\"{names}\",signature=\"{signature}\""),
    ));
    Ok(added)
}

/// What the header says.
#[derive(Default)]
struct Said {
    key_id: Option<String>,
    algorithm: Option<String>,
    headers: Option<String>,
    signature: Option<String>,
    created: Option<String>,
    expires: Option<String>,
}

/// Reads and judges all that needs no key.
pub(super) fn read(request: &Request<'_>, now: DateTime<Utc>) -> Result<Presented, Refused> {
    let header = request.only("signature").map_err(|()| Refused::Malformed)?;
    let said = Said::of(header.ok_or(Refused::Absent)?)?;
    let key_id = said.key_id.as_deref().and_then(Id::parse).ok_or(Refused::Malformed)?;
    let algorithm = said.algorithm()?;
    let signature = said.signature.as_deref().and_then(base64::read_strict);
    let signature = signature.filter(|bytes| !bytes.is_empty()).ok_or(Refused::Malformed)?;
    let names = said.names()?;
    let covers = |name: &str| names.iter().any(|own| own == name);
    covered(request, &covers)?;
    said.in_time(request, &covers, now)?;
    if covers("digest") {
        let digest = request.header("digest").ok_or(Refused::NotThere)?;
        digest::check(&digest, request.bytes())?;
    }
    let host = request.only("host").map_err(|()| Refused::Malformed)?;
    if !request.is_host(host.ok_or(Refused::NotThere)?) {
        return Err(Refused::Host);
    }
    let whole = said.text(request, &names, request.target())?;
    let bare = said.text(request, &names, request.path())?;
    let texts = if whole == bare { vec![whole] } else { vec![whole, bare] };
    Ok(Presented {
        scheme: Scheme::Cavage,
        key_id,
        algorithm,
        signature,
        texts,
    })
}

/// What has to be signed, so that nothing of the request can be used anywhere else.
fn covered(request: &Request<'_>, covers: &impl Fn(&str) -> bool) -> Result<(), Refused> {
    let need = |name: &'static str, there: bool| there.then_some(()).ok_or(Refused::Uncovered(name));
    need(TARGET, covers(TARGET))?;
    need("host", covers("host"))?;
    need("date", covers("date") || covers(CREATED))?;
    need("digest", covers("digest") || !request.needs_digest())
}

impl Said {
    /// Reads `name="value"` and `name=number`, each name once (section 2.2 of the draft).
    fn of(header: &str) -> Result<Self, Refused> {
        if header.len() > LONGEST {
            return Err(Refused::Malformed);
        }
        let mut said = Self::default();
        let mut rest = header.trim();
        while !rest.is_empty() {
            let (name, after) = rest.split_once('=').ok_or(Refused::Malformed)?;
            let (value, after) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or(Refused::Malformed)?,
                None => {
                    let (value, after) = after.split_at(after.find(',').unwrap_or(after.len()));
                    (value.trim(), after)
                }
            };
            said.take(name.trim(), value)?;
            let after = after.trim_start();
            rest = match after.strip_prefix(',') {
                Some(more) => more.trim_start(),
                None if after.is_empty() => after,
                None => return Err(Refused::Malformed),
            };
        }
        Ok(said)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Refused> {
        let place = match name.to_ascii_lowercase().as_str() {
            "keyid" => &mut self.key_id,
            "algorithm" => &mut self.algorithm,
            "headers" => &mut self.headers,
            "signature" => &mut self.signature,
            "created" => &mut self.created,
            "expires" => &mut self.expires,
            _ => return Ok(()),
        };
        let twice = place.replace(value.to_owned()).is_some();
        if twice { Err(Refused::Malformed) } else { Ok(()) }
    }

    fn algorithm(&self) -> Result<Algorithm, Refused> {
        let name = self.algorithm.as_deref().map(str::to_ascii_lowercase);
        match name.as_deref() {
            None | Some("hs2019") => Ok(Algorithm::OfKey),
            Some("rsa-sha256") => Ok(Algorithm::Rsa(Hash::Sha256)),
            Some("rsa-sha512") => Ok(Algorithm::Rsa(Hash::Sha512)),
            Some("ed25519") => Ok(Algorithm::Ed25519),
            Some(_) => Err(Refused::Algorithm),
        }
    }

    /// What is covered, in its order; of what is listed twice nobody can say which was meant.
    fn names(&self) -> Result<Vec<String>, Refused> {
        let list = self.headers.as_deref().unwrap_or(CREATED);
        let names: Vec<String> = list.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
        let twice = names.iter().enumerate().any(|(at, name)| names[..at].contains(name));
        if names.len() > MOST_HEADERS || twice {
            return Err(Refused::Malformed);
        }
        // With the older algorithms these two have no meaning (section 2.3 of the draft).
        let older = self
            .algorithm
            .as_deref()
            .is_some_and(|name| name.to_ascii_lowercase().starts_with("rsa"));
        let newer = names.iter().any(|name| name == CREATED || name == EXPIRES);
        if older && newer {
            Err(Refused::Malformed)
        } else {
            Ok(names)
        }
    }

    /// Every time that is covered has to fit.
    fn in_time(
        &self,
        request: &Request<'_>,
        covers: &impl Fn(&str) -> bool,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        let seconds = |text: &Option<String>| {
            let text = text.as_deref().ok_or(Refused::NotThere)?;
            window::seconds(text).ok_or(Refused::Malformed)
        };
        let ends = covers(EXPIRES).then(|| seconds(&self.expires)).transpose()?;
        if covers(CREATED) {
            window::check(seconds(&self.created)?, ends, now)?;
        }
        if covers("date") {
            let date = request.only("date").map_err(|()| Refused::Malformed)?;
            let made = window::date(date.ok_or(Refused::NotThere)?).ok_or(Refused::Malformed)?;
            window::check(made, ends, now)?;
        }
        Ok(())
    }

    /// The text that was signed. What is listed and not there refuses the request: nothing stands in for it.
    fn text(&self, request: &Request<'_>, names: &[String], target: &str) -> Result<String, Refused> {
        let lines = names.iter().map(|name| {
            let value = match name.as_str() {
                TARGET => Some(format!("{} {target}", request.method.to_ascii_lowercase())),
                CREATED => self.created.clone(),
                EXPIRES => self.expires.clone(),
                other => request.header(other),
            };
            value.map(|value| format!("{name}: {value}")).ok_or(Refused::NotThere)
        });
        lines.collect::<Result<Vec<_>, _>>().map(|lines| lines.join("\n"))
    }
}
