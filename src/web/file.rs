//! Answers that are a file which somebody has sent: read from storage bit by bit, whole or a part of it (RFC 9110,
//! section 14), and held so tight that a browser makes nothing of it but a picture, a video or a sound.

use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Responder, Response};
use rocket::{async_trait, response};

use crate::domain::photo::File;
use crate::error::{Fault, OrNotFound, Outcome as Result};
use crate::pod::Pod;
use crate::storage::Opened;
use crate::wire::bytes::hex;

/// Nothing in it runs or loads anything, even when it is opened by itself.
pub(super) const TIGHT: &str = "default-src 'none'; sandbox";

/// What a browser wants of a file, and what it has of it.
#[derive(Debug, Default)]
pub struct Wish {
    range: Option<String>,
    has: Option<String>,
    unless: Option<String>,
}

#[async_trait]
impl<'r> FromRequest<'r> for Wish {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let header = |name: &str| request.headers().get_one(name).map(str::to_owned);
        Outcome::Success(Self {
            range: header("Range"),
            has: header("If-None-Match"),
            unless: header("If-Range"),
        })
    }
}

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Whoever looks at it here: asked anew each time, so that what is withdrawn is gone at once.
    Session,
    /// Whoever has the address: other pods, and their pages.
    Address,
}

/// A file, or a part of it.
pub struct Served {
    status: Status,
    media_type: String,
    name: String,
    tag: String,
    whom: For,
    part: Part,
    body: Option<Opened>,
}

/// Which bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// All of so many.
    Whole(u64),
    /// From the first to the last, of so many.
    Some { first: u64, last: u64, of: u64 },
    /// None: what was asked for begins after the end. So many there are.
    Beyond(u64),
}

impl Part {
    /// What a `Range` header means for a file of so many bytes. What is no range, or more than one, means all of it.
    fn of(range: Option<&str>, whole: u64) -> Self {
        let Some((first, last)) = range
            .and_then(|range| range.trim().strip_prefix("bytes="))
            .and_then(|range| range.split_once('-'))
        else {
            return Self::Whole(whole);
        };
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
        };
        match (number(first.trim()), number(last.trim())) {
            (Some(first), _) if first >= whole => Self::Beyond(whole),
            (Some(first), Some(last)) if last < first => Self::Whole(whole),
            (Some(first), Some(last)) => Self::Some {
                first,
                last: last.min(whole - 1),
                of: whole,
            },
            (Some(first), None) if last.trim().is_empty() => Self::Some {
                first,
                last: whole - 1,
                of: whole,
            },
            (None, Some(0)) if first.trim().is_empty() => Self::Beyond(whole),
            (None, Some(end)) if first.trim().is_empty() && whole > 0 => Self::Some {
                first: whole.saturating_sub(end),
                last: whole - 1,
                of: whole,
            },
            (None, _) | (Some(_), None) => Self::Whole(whole),
        }
    }
}

impl Served {
    /// The file of a photo, as far as it is wished.
    ///
    /// # Errors
    /// It is not there, or storage cannot be read.
    pub async fn of(pod: &Pod, storage_key: &str, file: &File, wish: &Wish, whom: For) -> Result<Self> {
        let key = file.key(storage_key);
        // The key itself is nobody's to know.
        let tag = format!("\"{}\"", hex(&openssl::sha::sha256(key.as_bytes())[..12]));
        let has = wish.has.as_deref().unwrap_or_default();
        let known = has
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*");
        let range = match &wish.unless {
            Some(unless) if *unless != tag => None,
            Some(_) | None => wish.range.as_deref(),
        };
        let part = Part::of(range, file.bytes);
        let (status, wanted) = match part {
            Part::Whole(_) => (Status::Ok, Some((0, None))),
            Part::Some { first, last, .. } => (Status::PartialContent, Some((first, Some(last + 1)))),
            Part::Beyond(_) => (Status::RangeNotSatisfiable, None),
        };
        let status = if known { Status::NotModified } else { status };
        let body = match wanted.filter(|_| !known) {
            Some((from, to)) => {
                let opened = pod.storage.open(&key, from, to).await.map_err(Fault::of)?;
                Some(opened.or_not_found()?)
            }
            None => None,
        };
        Ok(Self {
            status,
            media_type: file.media_type.clone(),
            name: format!("photo.{}", file.ending),
            tag,
            whom,
            part,
            body,
        })
    }
}

impl<'r> Responder<'r, 'static> for Served {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        let kind = ContentType::parse_flexible(&self.media_type).unwrap_or(ContentType::Binary);
        response.status(self.status).header(kind);
        let (cache, policy) = match self.whom {
            // Kept, and asked for again before each use: the answer is short, and what is withdrawn is gone at once.
            For::Session => ("private, no-cache", "same-origin"),
            For::Address => ("public, max-age=60", "cross-origin"),
        };
        let fixed = [
            ("Cache-Control", cache.to_owned()),
            ("Cross-Origin-Resource-Policy", policy.to_owned()),
            ("Content-Security-Policy", TIGHT.to_owned()),
            ("Content-Disposition", format!("inline; filename=\"{}\"", self.name)),
            ("X-Robots-Tag", "noindex".to_owned()),
            ("Accept-Ranges", "bytes".to_owned()),
            ("ETag", self.tag),
        ];
        for (name, value) in fixed {
            response.header(Header::new(name, value));
        }
        let length = match self.part {
            Part::Whole(whole) => whole,
            Part::Some { first, last, of } => {
                response.header(Header::new("Content-Range", format!("bytes {first}-{last}/{of}")));
                last - first + 1
            }
            Part::Beyond(of) => {
                response.header(Header::new("Content-Range", format!("bytes */{of}")));
                0
            }
        };
        if let Some(opened) = self.body {
            response.header(Header::new("Content-Length", length.to_string()));
            response.streamed_body(opened.stream);
        }
        response.ok()
    }
}
