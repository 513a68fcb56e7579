//! What people send: read whole, within bounds, and only from a page of ours.
//!
//! Every POST is checked twice: its token belongs to the session, and the browser says that it came from this very
//! site. Broken UTF-8 and NUL are refused here, so that no page has to think of them.

use std::net::IpAddr;

use rocket::data::{Data, FromData, Outcome, ToByteUnit};
use rocket::http::Status;
use rocket::tokio::io::{AsyncReadExt, copy, sink};
use rocket::{Request, async_trait};

use super::guard::{Me, Visit};
use super::multipart;
use crate::domain::seal::{equal, sign};
use crate::error::{Refusal, Stop};
use crate::pod::Pod;
use crate::web::reply::keep_refusal;
use rocket::request::FromRequest;

/// Largest form in bytes: the longest post in the most wasteful encoding.
const FORM: u64 = 640 * 1024;
/// Of a body that is too long, so many times what may be is heard.
const HEARD: u64 = 4;
/// Largest upload in bytes, the rest of its form included.
const UPLOAD: u64 = 12 * 1024 * 1024;
/// Most fields in a form.
const FIELDS: usize = 2_000;

/// The token of a session's pages.
pub fn token(pod: &Pod, me: Option<&Me>) -> String {
    match me {
        Some(me) => sign(&pod.secret, &format!("form {}", me.session.hash)),
        None => sign(&pod.secret, "form of a visitor"),
    }
}

/// The fields of a form that came from a page of ours.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field's text; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// All values of a field that may be there several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The field is there, as ticked boxes are.
    pub fn ticked(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// A row's id.
    pub fn id(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// All row ids of a field that may be there several times; what is no number is left out.
    pub fn ids(&self, name: &str) -> Vec<i64> {
        self.all(name).iter().filter_map(|value| value.parse().ok()).collect()
    }

    /// From pairs that were read already.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// A form with a file in its field `file`.
pub struct Upload {
    /// The other fields.
    pub fields: Fields,
    /// The file; empty when none was chosen.
    pub file: Vec<u8>,
}

/// `application/x-www-form-urlencoded` in UTF-8, strictly.
fn parse(body: &[u8]) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for piece in body.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
        let mut halves = piece.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next()?)?;
        let value = decode(halves.next().unwrap_or_default())?;
        pairs.push((name, value));
        if pairs.len() > FIELDS {
            return None;
        }
    }
    Some(pairs)
}

fn decode(piece: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(piece.len());
    let mut rest = piece.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = (*rest.next()? as char).to_digit(16)?;
                let low = (*rest.next()? as char).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => *other,
        });
    }
    clean(bytes)
}

/// UTF-8 without NUL, or nothing.
pub(super) fn clean(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// From this very site, as far as the browser says.
fn from_here(request: &Request<'_>, pod: &Pod) -> bool {
    let header = |name: &str| request.headers().get_one(name);
    match (header("Sec-Fetch-Site"), header("Origin")) {
        (Some(site), _) if site != "same-origin" && site != "none" => false,
        (_, Some(origin)) => same_origin(origin, header("Host"), pod),
        (Some(_), None) => true,
        // A browser too old to say is told from a stranger's by the token alone.
        (None, None) => true,
    }
}

fn same_origin(origin: &str, host: Option<&str>, pod: &Pod) -> bool {
    let own = pod.settings.url("/");
    if origin == own.trim_end_matches('/') {
        return true;
    }
    let named = origin.split_once("://").map(|(_, host)| host);
    named.is_some() && named == host
}

pub(super) fn checked(request: &Request<'_>, pod: &Pod, visit: &Visit, fields: &Fields) -> Result<(), Stop> {
    let given = request
        .headers()
        .get_one("X-Csrf")
        .unwrap_or_else(|| fields.text("csrf"));
    let good = equal(given, &visit.csrf);
    if good && from_here(request, pod) {
        Ok(())
    } else {
        Err(Refusal::StalePage.into())
    }
}

/// Reads a body of so many bytes at the most. One that is longer is heard on for a while: a browser reads no answer before it has said
/// everything, and would tell of a broken connection instead.
async fn body(data: Data<'_>, most: u64) -> Result<Vec<u8>, Stop> {
    let mut stream = data.open((HEARD * most).bytes());
    let mut body = Vec::new();
    let read = (&mut stream).take(most + 1).read_to_end(&mut body).await;
    read.map_err(|_| Refusal::Unreadable)?;
    if body.len() as u64 > most {
        drop(body);
        // Whether it comes to its end or breaks off, the answer is the same.
        copy(&mut stream, &mut sink()).await.ok();
        return Err(Refusal::TooLarge.into());
    }
    Ok(body)
}

pub(super) async fn fields(request: &Request<'_>, data: Data<'_>) -> Result<Fields, Stop> {
    let pod = request
        .rocket()
        .state::<Pod>()
        .expect("every pod's server manages its pod");
    let visit = visit(request).await?;
    let fields = Fields(parse(&body(data, FORM).await?).ok_or(Refusal::Unreadable)?);
    checked(request, pod, &visit, &fields)?;
    Ok(fields)
}

async fn upload(request: &Request<'_>, data: Data<'_>) -> Result<Upload, Stop> {
    let pod = request
        .rocket()
        .state::<Pod>()
        .expect("every pod's server manages its pod");
    let visit = visit(request).await?;
    let boundary = request
        .content_type()
        .filter(|kind| kind.is_form_data())
        .and_then(|kind| kind.param("boundary"))
        .ok_or(Refusal::Unreadable)?;
    let body = body(data, UPLOAD).await?;
    let (pairs, file) = multipart::parse(&body, boundary).ok_or(Refusal::Unreadable)?;
    let fields = Fields(pairs);
    checked(request, pod, &visit, &fields)?;
    Ok(Upload { fields, file })
}

pub(super) async fn visit(request: &Request<'_>) -> Result<Visit, Stop> {
    match Visit::from_request(request).await {
        rocket::request::Outcome::Success(visit) => Ok(visit),
        rocket::request::Outcome::Error(_) | rocket::request::Outcome::Forward(_) => Err(Refusal::Unreadable.into()),
    }
}

pub(super) fn failed(request: &Request<'_>, stop: Stop) -> (Status, ()) {
    let stop = stop.told();
    let status = stop.refusal().map_or(500, |refusal| refusal.sentence().status);
    keep_refusal(request, stop);
    (Status::new(status), ())
}

#[async_trait]
impl<'r> FromData<'r> for Fields {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match fields(request, data).await {
            Ok(fields) => Outcome::Success(fields),
            Err(stop) => Outcome::Error(failed(request, stop)),
        }
    }
}

#[async_trait]
impl<'r> FromData<'r> for Upload {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match upload(request, data).await {
            Ok(upload) => Outcome::Success(upload),
            Err(stop) => Outcome::Error(failed(request, stop)),
        }
    }
}

/// The address as it is counted: a whole /64 of IPv6 is one household.
pub fn household(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => v6.segments()[..4]
                .iter()
                .map(|part| format!("{part:x}"))
                .collect::<Vec<_>>()
                .join(":"),
        },
    }
}
