//! What a page answers: a page, a way elsewhere, JSON; and how a refusal is told.

use rocket::http::{ContentType, Cookie, Header, Status};
use rocket::response::Responder;
use rocket::{Request, Response, catch};
use serde::Serialize;
use std::sync::Mutex;

use super::draw::Draw;
use super::guard::{NOTICE, Visit};
use super::view::{self, Frame, View};
use crate::error::{Fault, Outcome, Refusal, Stop};
use crate::media;
use crate::pod::Pod;
use rocket::request::FromRequest;

/// A page's answer, or why there is none.
pub type Answer = Result<Reply, Stop>;

/// Bytes of an answer that are handed on at once.
const PIECE: usize = 256 * 1024;

/// An answer.
pub struct Reply {
    status: Status,
    content_type: ContentType,
    body: Vec<u8>,
    headers: Vec<(&'static str, String)>,
    cookies: Vec<Cookie<'static>>,
}

impl Reply {
    fn new(status: Status, content_type: ContentType, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            body: body.into(),
            headers: Vec::new(),
            cookies: Vec::new(),
        }
    }

    /// To another page of this pod, to be fetched by GET (303).
    pub fn to(path: impl Into<String>) -> Self {
        Self::new(Status::SeeOther, ContentType::HTML, "").header("Location", path)
    }

    /// A page.
    pub fn html(html: String) -> Self {
        Self::new(Status::Ok, ContentType::HTML, html)
    }

    /// Text of some type.
    pub fn text(content_type: ContentType, text: String) -> Self {
        Self::new(Status::Ok, content_type, text)
    }

    /// Bytes that never change under their address.
    pub fn bytes(content_type: ContentType, bytes: Vec<u8>) -> Self {
        Self::new(Status::Ok, content_type, bytes).header("Cache-Control", "private, max-age=31536000, immutable")
    }

    /// JSON. Pictures of other servers in it are had through [`media::shown`].
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Answer {
        let json = serde_json::to_string(value).map_err(Fault::of)?;
        Ok(Self::new(Status::Ok, ContentType::JSON, json))
    }

    /// With another type.
    pub fn typed(mut self, content_type: ContentType) -> Self {
        self.content_type = content_type;
        self
    }

    /// Done, nothing to say (204).
    pub fn empty() -> Self {
        Self::new(Status::NoContent, ContentType::Plain, "")
    }

    /// With another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Status::new(status);
        self
    }

    /// With a sentence that the next page shows once. Of messages only the key travels, so nobody can put words there.
    pub fn notice(self, key: &str) -> Self {
        let cookie = Cookie::build((NOTICE, key.to_owned())).path("/").http_only(true);
        self.cookie(
            cookie
                .same_site(rocket::http::SameSite::Lax)
                .max_age(rocket::time::Duration::minutes(5))
                .build(),
        )
    }

    /// With a cookie.
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Without a cookie from now on.
    pub fn forget(mut self, name: &'static str, secure: Secure) -> Self {
        let gone = Cookie::build((name, ""))
            .path("/")
            .http_only(true)
            .secure(secure == Secure::Yes);
        self.cookies.push(gone.max_age(rocket::time::Duration::ZERO).build());
        self
    }

    /// In a frame of this page, that server may be. `origin` is made by [`crate::wire::preview::provider::origin`].
    pub fn framing(self, origin: &str) -> Self {
        self.header(super::headers::FRAMING, origin)
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// Whether a cookie travels over TLS only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secure {
    /// It does.
    Yes,
    /// The pod has no TLS: on one's own machine.
    No,
}

impl<'r> Responder<'r, 'static> for Reply {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let tls = request.rocket().state::<Pod>().is_some_and(|pod| pod.settings.secure());
        // A script that stays on its page tells what became of it there; the sentence would wait for whatever comes next.
        let stays = request.headers().contains("X-Stays");
        for mut cookie in self.cookies {
            if stays && cookie.name() == NOTICE {
                continue;
            }
            if tls {
                cookie.set_secure(true);
            }
            request.cookies().add(cookie);
        }
        let mut response = Response::build();
        response.status(self.status).header(self.content_type);
        for (name, value) in self.headers {
            response.header(Header::new(name, value));
        }
        // In one piece, and one byte of room so that its end is seen without another buffer: each piece is handed from the
        // task that answers to the one that writes, and by itself Rocket makes pieces of four kilobytes.
        let piece = self.body.len().min(PIECE) + 1;
        response
            .sized_body(self.body.len(), std::io::Cursor::new(self.body))
            .max_chunk_size(piece)
            .ok()
    }
}

/// Why a request was stopped, kept for the page that tells it.
#[derive(Default)]
struct Kept(Mutex<Option<Told>>);

#[derive(Clone)]
enum Told {
    Refusal(Refusal),
    /// The id under which the log knows it.
    Fault(String),
}

/// Keeps why a request is stopped for the catcher; a fault is logged here, with the id that the page shows.
pub fn keep_refusal(request: &Request<'_>, stop: Stop) {
    let told = match stop {
        Stop::Refused(refusal) => Told::Refusal(refusal),
        Stop::Broke(fault) => {
            let id = request
                .rocket()
                .state::<Pod>()
                .map(|pod| pod.random.guid_hex()[..8].to_owned())
                .unwrap_or_default();
            tracing::error!(id, %fault, route = request.route().map(|route| route.uri.to_string()), "a page broke");
            Told::Fault(id)
        }
    };
    let kept = request.local_cache(Kept::default);
    *kept.0.lock().expect("no panic while holding it") = Some(told);
}

impl<'r> Responder<'r, 'static> for Stop {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let stop = self.told();
        let status = stop.refusal().map_or(500, |refusal| refusal.sentence().status);
        keep_refusal(request, stop);
        Err(Status::new(status))
    }
}

/// Tells every refusal and fault: one page for all of them, so that what does not exist and what may not be seen
/// are answered by the same bytes.
#[catch(default)]
pub async fn stopped(status: Status, request: &Request<'_>) -> Reply {
    let kept = request
        .local_cache(Kept::default)
        .0
        .lock()
        .expect("no panic while holding it")
        .clone();
    let told = kept.unwrap_or_else(|| match status.code {
        404 | 405 => Told::Refusal(Refusal::NotFound),
        413 => Told::Refusal(Refusal::TooLarge),
        500.. => Told::Fault("-".to_owned()),
        _ => Told::Refusal(Refusal::Unreadable),
    });
    let visit = match Visit::from_request(request).await {
        rocket::request::Outcome::Success(visit) => visit,
        rocket::request::Outcome::Error(_) | rocket::request::Outcome::Forward(_) => return bare(&told),
    };
    if wants_json(request) {
        return brief(&told, &visit);
    }
    match &told {
        Told::Refusal(Refusal::SignIn) => Reply::to(format!("/sign-in?to={}", way_back(request))),
        Told::Refusal(Refusal::AskPassword) => {
            Reply::to(format!("/settings/security/confirm?to={}", way_back(request)))
        }
        Told::Refusal(_) | Told::Fault(_) => {
            let pod = request
                .rocket()
                .state::<Pod>()
                .expect("every pod's server manages its pod");
            whole(&told, &visit, pod).unwrap_or_else(|_| bare(&told))
        }
    }
}

fn wants_json(request: &Request<'_>) -> bool {
    let header = |name: &str| request.headers().get_one(name).unwrap_or_default();
    !header("X-Csrf").is_empty() || header("Accept").starts_with("application/json") || !header("X-Fragment").is_empty()
}

/// Where to go back to afterwards: the page itself where it was fetched, else the stream.
fn way_back(request: &Request<'_>) -> String {
    let path = if request.method() == rocket::http::Method::Get {
        request.uri().to_string()
    } else {
        "/".to_owned()
    };
    url::form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

fn code(told: &Told) -> u16 {
    match told {
        Told::Refusal(refusal) => refusal.sentence().status,
        Told::Fault(_) => 500,
    }
}

fn brief(told: &Told, visit: &Visit) -> Reply {
    let sentence = match told {
        Told::Refusal(refusal) => view::Errors::sentence(refusal, &visit.say()),
        Told::Fault(id) => visit
            .say()
            .with("error-fault", &[("id", crate::i18n::Arg::Text(id.clone()))]),
    };
    let json = serde_json::json!({ "error": sentence }).to_string();
    Reply::new(Status::new(code(told)), ContentType::JSON, json)
}

fn whole(told: &Told, visit: &Visit, pod: &Pod) -> Outcome<Reply> {
    let view = view::error::ErrorView::new(brief_words(told, visit), code(told));
    Ok(visit.page(pod, view)?.status(code(told)))
}

fn brief_words(told: &Told, visit: &Visit) -> String {
    match told {
        Told::Refusal(refusal) => view::Errors::sentence(refusal, &visit.say()),
        Told::Fault(id) => visit
            .say()
            .with("error-fault", &[("id", crate::i18n::Arg::Text(id.clone()))]),
    }
}

/// Even the database is gone: plain words.
fn bare(told: &Told) -> Reply {
    let id = match told {
        Told::Refusal(_) => "-",
        Told::Fault(id) => id,
    };
    let words = format!("Something broke on this pod. Its log knows it as {id}. Please try again in a minute.\n");
    Reply::new(Status::InternalServerError, ContentType::Plain, words)
}

impl Visit {
    /// A page.
    ///
    /// # Errors
    /// The template and its view do not fit.
    pub fn page<V: View>(&self, pod: &Pod, mut view: V) -> Answer {
        view.draw(&Draw::of(self, pod))?;
        let name = if self.fragment {
            V::FRAGMENT.unwrap_or(V::TEMPLATE)
        } else {
            V::TEMPLATE
        };
        let frame = Frame::of(self, pod, &view);
        let context = view::context(&view, &frame)?;
        let html = pod.templates.render(self.lang, &format!("{name}.html"), &context)?;
        Ok(Reply::html(media::shown(pod, html)))
    }

    /// A form's page again, with what was typed and why it was refused. A fault is passed on.
    ///
    /// # Errors
    /// What stopped it, if it is not for the form to say.
    pub fn again<V: View>(&self, pod: &Pod, stop: Stop, view: impl FnOnce(view::Errors) -> V) -> Answer {
        match stop.told() {
            Stop::Refused(refusal) if for_the_form(&refusal) => {
                let errors = view::Errors::of(&refusal, &self.say());
                Ok(self.page(pod, view(errors))?.status(refusal.sentence().status))
            }
            stop @ (Stop::Refused(_) | Stop::Broke(_)) => Err(stop),
        }
    }
}

/// Not those that have a page of their own.
fn for_the_form(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::NotFound | Refusal::SignIn | Refusal::AskPassword | Refusal::StalePage => false,
        Refusal::Unreadable | Refusal::TooLarge | Refusal::DiskFull | Refusal::TooOften(_) => true,
        Refusal::Account(_)
        | Refusal::People(_)
        | Refusal::Post(_)
        | Refusal::Photo(_)
        | Refusal::Comment(_)
        | Refusal::Like(_)
        | Refusal::Reshare(_)
        | Refusal::Poll(_)
        | Refusal::Conversation(_)
        | Refusal::Filter(_)
        | Refusal::Report(_)
        | Refusal::Telling(_)
        | Refusal::Emoji(_)
        | Refusal::Pod(_)
        | Refusal::Moving(_)
        | Refusal::Search(_) => true,
    }
}
