//! The Atom feed of somebody's public posts (RFC 4287), answered with 304 while nothing has changed.

use rocket::http::{ContentType, Status};
use rocket::request::{FromRequest, Outcome};
use rocket::{Request, Route, State, async_trait, get, routes};

use crate::domain::feed;
use crate::error::OrNotFound;
use crate::i18n::Language;
use crate::media;
use crate::pod::Pod;
use crate::web::guard::Say;
use crate::web::reply::{Answer, Reply};
use crate::web::view::feed::{Ways, atom, http_date};
use crate::wire::bytes::hex;

/// What the reader has already, by its own word.
struct Known {
    tags: Option<String>,
    date: Option<String>,
}

#[async_trait]
impl<'r> FromRequest<'r> for Known {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let header = |name: &str| request.headers().get_one(name).map(str::to_owned);
        Outcome::Success(Self {
            tags: header("If-None-Match"),
            date: header("If-Modified-Since"),
        })
    }
}

impl Known {
    /// It has this very feed. The tag is asked first: it sees what a date does not, such as a post taken away.
    fn has(&self, etag: &str, date: &str) -> bool {
        match (&self.tags, &self.date) {
            (Some(tags), _) => tags
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*"),
            (None, Some(known)) => known == date,
            (None, None) => false,
        }
    }
}

/// `alice.atom`: the newest public posts of alice.
#[get("/feeds/<file>")]
async fn show(pod: &State<Pod>, file: &str, known: Known) -> Answer {
    let username = file.strip_suffix(".atom").or_not_found()?;
    let feed = feed::look(pod.db.read(), username, pod.clock.now()).await?;
    let date = http_date(feed.updated());
    let ways = Ways {
        say: Say::new(Language::parse(&feed.language).unwrap_or_default(), &pod.locales),
        url: |path: &str| pod.settings.url(path),
        shown: |html: String| media::shown(pod, html),
    };
    let body = atom(&feed, &pod.house().await?.name, &ways)?;
    let etag = format!("\"{}\"", hex(&openssl::sha::sha256(body.as_bytes())[..12]));
    let answer = if known.has(&etag, &date) {
        Reply::text(content_type(), String::new()).status(Status::NotModified.code)
    } else {
        Reply::text(content_type(), body)
    };
    Ok(answer
        .header("ETag", etag)
        .header("Last-Modified", date)
        .header("Cache-Control", "public, max-age=300"))
}

fn content_type() -> ContentType {
    ContentType::new("application", "atom+xml").with_params(("charset", "utf-8"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show]
}
