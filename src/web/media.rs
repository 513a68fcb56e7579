//! Files of other servers, under signed addresses of this pod. Whoever has such an address has the file: it stands on
//! pages of those who may see it, and no session is looked at, so that feed readers can show it, too.
//!
//! What comes is never what another server sent: types are those of what was written anew, and nothing in it runs.

use std::io::{self, Cursor, SeekFrom};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome};
use rocket::response::{self, Responder};
use rocket::tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use rocket::{Request, Response, Route, State, async_trait, get, routes};

use crate::error::{Fault, Stop};
use crate::media::{self, Asked, File, Had};
use crate::outbound::VIA;
use crate::pod::Pod;

/// Nothing that is shown may load or run anything, wherever it is opened.
const POLICY: &str = "default-src 'none'; sandbox";
/// What is under an address never changes; a day, so that what was deleted is gone from browsers, too.
const KEEP: &str = "private, max-age=86400, immutable";

/// What the browser has already, and which part it wants.
pub struct Wish {
    known: Option<String>,
    range: Option<String>,
    only_of: Option<String>,
    /// Another pod asks for what we have of others: it is to ask those.
    pod: bool,
}

#[async_trait]
impl<'r> FromRequest<'r> for Wish {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let header = |name: &str| request.headers().get_one(name).map(str::to_owned);
        Outcome::Success(Self {
            known: header("If-None-Match"),
            range: header("Range"),
            only_of: header("If-Range"),
            pod: request.headers().get("Via").any(|via| via.contains(VIA)),
        })
    }
}

/// What is answered.
enum Shown {
    /// No address of ours.
    Wrong,
    /// Nothing there.
    Gone,
    /// Not there yet.
    Later,
    /// The browser has it.
    Known(Arc<File>),
    /// No such part.
    Beyond(u64),
    /// All of it, or a part: from the first byte to the last, both included.
    File(Arc<File>, Body, Option<(u64, u64)>),
}

enum Body {
    Memory(Cursor<Bytes>, u64),
    Stream(Pin<Box<dyn AsyncRead + Send>>, u64),
}

/// Bytes that are shared by all who are shown them.
struct Bytes(Arc<[u8]>, usize, usize);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0[self.1..self.2]
    }
}

#[get("/media/<key>/<signature>/<variant>/<url>")]
async fn show(
    pod: &State<Pod>,
    wish: Wish,
    key: &str,
    signature: &str,
    variant: &str,
    url: &str,
) -> Result<Answer, Stop> {
    if wish.pod {
        return Ok(Answer(Shown::Wrong));
    }
    let Some(asked) = Asked::read(pod, key, signature, (variant, url)).await? else {
        return Ok(Answer(Shown::Wrong));
    };
    let shown = match media::have(pod, asked).await? {
        Had::There(file) => opened(pod, file, &wish).await?,
        Had::Gone => Shown::Gone,
        Had::Later => Shown::Later,
    };
    Ok(Answer(shown))
}

async fn opened(pod: &Pod, file: Arc<File>, wish: &Wish) -> Result<Shown, Stop> {
    let known = |tags: &String| {
        tags.split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == file.tag || tag.trim() == "*")
    };
    if wish.known.as_ref().is_some_and(known) {
        return Ok(Shown::Known(file));
    }
    let fresh = wish.only_of.as_ref().is_none_or(|tag| *tag == file.tag);
    let range = match wish
        .range
        .as_deref()
        .filter(|_| fresh)
        .map(|range| part(range, file.bytes))
    {
        None | Some(Part::Whole) => None,
        Some(Part::Beyond) => return Ok(Shown::Beyond(file.bytes)),
        Some(Part::From(from, to)) => Some((from, to)),
    };
    let (from, end) = range.map_or((0, file.bytes), |(from, to)| (from, to + 1));
    if let Some(whole) = &file.whole {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(whole.len());
        let bytes = Bytes(whole.clone(), place(from), place(end));
        return Ok(Shown::File(file, Body::Memory(Cursor::new(bytes), end - from), range));
    }
    let opened = pod.storage.open(&file.key, from, Some(end)).await.map_err(Fault::of)?;
    Ok(match opened {
        Some(opened) => Shown::File(file, Body::Stream(opened.stream, end - from), range),
        None => Shown::Gone,
    })
}

/// What a header `Range` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    From(u64, u64),
    Beyond,
}

/// One part at a time; what asks for several, or makes no sense, is given all of it (RFC 9110, section 14.2).
fn part(range: &str, length: u64) -> Part {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let last = length.saturating_sub(1);
    match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), _) if from >= length => Part::Beyond,
        (Ok(from), Ok(to)) if to >= from => Part::From(from, to.min(last)),
        (Ok(from), Err(_)) if to.trim().is_empty() => Part::From(from, last),
        (Err(_), Ok(0)) if from.trim().is_empty() => Part::Beyond,
        (Err(_), Ok(many)) if from.trim().is_empty() && length > 0 => Part::From(length.saturating_sub(many), last),
        _ => Part::Whole,
    }
}

/// An answer with its headers.
struct Answer(Shown);

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        for (name, value) in [
            ("Content-Security-Policy", POLICY),
            ("X-Robots-Tag", "noindex"),
            ("Content-Disposition", "inline; filename=\"media\""),
        ] {
            response.header(Header::new(name, value));
        }
        match self.0 {
            Shown::Wrong => response.status(Status::Forbidden),
            Shown::Gone => response
                .status(Status::NotFound)
                .header(Header::new("Cache-Control", "private, max-age=60")),
            Shown::Later => response
                .status(Status::GatewayTimeout)
                .header(Header::new("Retry-After", "10")),
            Shown::Known(file) => response
                .status(Status::NotModified)
                .header(Header::new("Cache-Control", KEEP))
                .header(Header::new("ETag", file.tag.clone())),
            Shown::Beyond(length) => response
                .status(Status::RangeNotSatisfiable)
                .header(Header::new("Content-Range", format!("bytes */{length}"))),
            Shown::File(file, body, range) => {
                response
                    .header(ContentType::parse_flexible(&file.media_type).unwrap_or(ContentType::Binary))
                    .header(Header::new("Cache-Control", KEEP))
                    .header(Header::new("ETag", file.tag.clone()))
                    .header(Header::new("Accept-Ranges", "bytes"));
                if let Some((from, to)) = range {
                    let stretch = format!("bytes {from}-{to}/{}", file.bytes);
                    response
                        .status(Status::PartialContent)
                        .header(Header::new("Content-Range", stretch));
                }
                match body {
                    Body::Memory(bytes, length) => response.sized_body(length as usize, bytes),
                    Body::Stream(stream, length) => response.sized_body(length as usize, Forward(stream)),
                };
                response.max_chunk_size(64 * 1024)
            }
        };
        response.ok()
    }
}

/// A stream of known length: it is never sought in.
struct Forward(Pin<Box<dyn AsyncRead + Send>>);

impl AsyncRead for Forward {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_read(context, into)
    }
}

impl AsyncSeek for Forward {
    fn start_seek(self: Pin<&mut Self>, _: SeekFrom) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    fn poll_complete(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Poll::Ready(Err(io::Error::from(io::ErrorKind::Unsupported)))
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show]
}
