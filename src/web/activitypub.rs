//! What servers of the fediverse ask for, at the addresses at which people see it: who wants the document instead of the page says so
//! by `Accept`. Whose question it is, is said by its signature; no session is looked at.

use entity::visible::actor::Side;
use rocket::http::{ContentType, Status};
use rocket::request::{FromRequest, Outcome as Guarded};
use rocket::{Request, Route, State, async_trait, get, routes};
use serde_json::{Value, json};

use super::reply::{Answer, Reply};
use crate::error::{OrNotFound, Outcome};
use crate::federation::activitypub::door::{self, Signer};
use crate::federation::activitypub::serve::{self, Part, eyes};
use crate::federation::activitypub::{container, quote as quoting};
use crate::pod::Pod;
use crate::settings::AuthorizedFetch;
use crate::wire::activitypub::Id;
use crate::wire::signature;

/// A question of another server.
pub struct Asking {
    headers: Vec<(String, String)>,
    address: Option<Id>,
}

impl Asking {
    fn of(request: &Request<'_>) -> Self {
        let pod = request
            .rocket()
            .state::<Pod>()
            .expect("every pod's server manages its pod");
        let headers = request.headers().iter();
        Self {
            headers: headers
                .map(|header| (header.name().to_string(), header.value().to_owned()))
                .collect(),
            address: Id::parse(&pod.settings.url(&request.uri().to_string())),
        }
    }

    /// Who asks, if that is proven.
    async fn signer(&self, pod: &Pod) -> Outcome<Option<Signer>> {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let Some(address) = self.address.as_ref() else {
            return Ok(None);
        };
        let request = signature::Request {
            method: "GET",
            address,
            headers: &headers,
            body: None,
        };
        door::asker(pod, &request).await
    }

    fn address(&self) -> Outcome<&Id> {
        self.address.as_ref().or_not_found()
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for Asking {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self, ()> {
        Guarded::Success(Self::of(request))
    }
}

/// The document is asked for, whoever asks, where people see a page.
pub struct Wants;

#[async_trait]
impl<'r> FromRequest<'r> for Wants {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self, ()> {
        match request.headers().get("Accept").any(wants) {
            true => Guarded::Success(Self),
            false => Guarded::Forward(Status::NotFound),
        }
    }
}

/// A question for the document where people see a page. Whoever does not ask for it gets the page.
pub struct Wanted(Asking);

#[async_trait]
impl<'r> FromRequest<'r> for Wanted {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Guarded<Self, ()> {
        let wants = Wants::from_request(request).await;
        wants.map(|Wants| Self(Asking::of(request)))
    }
}

/// Whether `Accept` names a form of ActivityPub before it names a page.
fn wants(accept: &str) -> bool {
    let ours = |one: &str| {
        one.contains("application/activity+json")
            || (one.contains("application/ld+json") && one.contains("activitystreams"))
    };
    let page = |one: &str| one.trim_start().starts_with("text/html");
    let mut named = accept.split(',');
    named.find(|one| ours(one) || page(one)).is_some_and(ours)
}

fn document(value: &Value) -> Answer {
    Ok(written(value.to_string()))
}

fn written(json: String) -> Reply {
    let kind = ContentType::new("application", "activity+json").with_params(("charset", "utf-8"));
    Reply::text(kind, json).header("Access-Control-Allow-Origin", "*")
}

fn answered(answer: serve::Answer) -> Answer {
    match answer {
        serve::Answer::Document(value) => document(&value),
        serve::Answer::Gone(value) => Ok(document(&value)?.status(Status::Gone.code)),
        serve::Answer::Elsewhere(url) => Ok(Reply::to(url)),
    }
}

/// Who asks, where a signature is asked for of everybody; else who asks, if that is proven.
enum Asked {
    By(Option<Signer>),
    Unsigned(Reply),
}

async fn asked(pod: &Pod, asking: &Asking) -> Result<Asked, crate::error::Stop> {
    let signer = asking.signer(pod).await?;
    if signer.is_some() || pod.settings.authorized_fetch == AuthorizedFetch::Off {
        return Ok(Asked::By(signer));
    }
    let why = json!({"error": "this has to be asked for with a signature"});
    Ok(Asked::Unsigned(Reply::json(&why)?.status(Status::Unauthorized.code)))
}

fn part(page: Option<&str>) -> Part<'_> {
    page.map_or(Part::Whole, Part::Page)
}

#[get("/actor")]
async fn pod_itself(pod: &State<Pod>) -> Answer {
    document(&serve::pod_itself(pod).await?)
}

#[get("/actor/outbox")]
async fn pod_outbox(pod: &State<Pod>) -> Answer {
    document(&serve::nothing(pod, "/actor/outbox")?)
}

/// Whoever wants to check a signature needs the key first, so that an actor is shown to everybody.
#[get("/people/<guid>")]
async fn person(pod: &State<Pod>, _wants: Wants, guid: &str) -> Answer {
    let (asked, acts) = (format!("actor {guid}"), pod.db.acts());
    if let Some(json) = pod.remembered.answer(&asked, acts) {
        return Ok(written(json.to_string()));
    }
    let answer = serve::person(pod, guid).await?;
    if let serve::Answer::Document(value) = &answer {
        pod.remembered.keep_answer(asked, acts, value.to_string().into());
    }
    answered(answer)
}

#[get("/posts/<guid>")]
async fn post(pod: &State<Pod>, wanted: Wanted, guid: &str) -> Answer {
    the_post(pod, &wanted.0, guid).await
}

#[get("/posts/<guid>/copies/<_>")]
async fn copy(pod: &State<Pod>, asking: Asking, guid: &str) -> Answer {
    the_post(pod, &asking, guid).await
}

async fn the_post(pod: &Pod, asking: &Asking, guid: &str) -> Answer {
    match asked(pod, asking).await? {
        Asked::By(signer) => {
            let at = asking.address()?;
            answered(serve::post(pod, eyes(signer.as_ref()), (guid, at)).await?)
        }
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/comments/<guid>")]
async fn comment(pod: &State<Pod>, wanted: Wanted, guid: &str) -> Answer {
    the_comment(pod, &wanted.0, guid).await
}

#[get("/comments/<guid>/copies/<_>")]
async fn comment_copy(pod: &State<Pod>, asking: Asking, guid: &str) -> Answer {
    the_comment(pod, &asking, guid).await
}

async fn the_comment(pod: &Pod, asking: &Asking, guid: &str) -> Answer {
    match asked(pod, asking).await? {
        Asked::By(signer) => {
            let at = asking.address()?;
            answered(serve::comment(pod, eyes(signer.as_ref()), (guid, at)).await?)
        }
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/posts/<guid>/replies?<page>")]
async fn replies(pod: &State<Pod>, asking: Asking, guid: &str, page: Option<&str>) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&serve::replies(pod, guid, part(page)).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/posts/<guid>/context?<page>")]
async fn context(pod: &State<Pod>, asking: Asking, guid: &str, page: Option<&str>) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(signer) => document(&container::shown(pod, eyes(signer.as_ref()), guid, part(page)).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/posts/<guid>/quotes/<by>/<made>/<seal>")]
async fn quote(pod: &State<Pod>, asking: Asking, guid: &str, by: &str, made: &str, seal: &str) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&quoting::stamp(pod, guid, (by, made, seal)).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/posts/<guid>/shares")]
async fn shares(pod: &State<Pod>, asking: Asking, guid: &str) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&serve::counted(pod, guid, "shares").await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/posts/<guid>/likes")]
async fn likes(pod: &State<Pod>, wanted: Wanted, guid: &str) -> Answer {
    match asked(pod, &wanted.0).await? {
        Asked::By(_) => document(&serve::counted(pod, guid, "likes").await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/people/<guid>/likes/<like>")]
async fn like(pod: &State<Pod>, asking: Asking, guid: &str, like: &str) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&serve::like(pod, guid, like).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/people/<guid>/outbox?<page>")]
async fn outbox(pod: &State<Pod>, asking: Asking, guid: &str, page: Option<&str>) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&serve::outbox(pod, guid, part(page)).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/people/<guid>/featured")]
async fn featured(pod: &State<Pod>, asking: Asking, guid: &str) -> Answer {
    match asked(pod, &asking).await? {
        Asked::By(_) => document(&serve::featured(pod, guid).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

#[get("/people/<guid>/followers?<page>")]
async fn followers(pod: &State<Pod>, asking: Asking, guid: &str, page: Option<&str>) -> Answer {
    follows(pod, &asking, (guid, Side::Followers), page).await
}

#[get("/people/<guid>/following?<page>")]
async fn following(pod: &State<Pod>, asking: Asking, guid: &str, page: Option<&str>) -> Answer {
    follows(pod, &asking, (guid, Side::Followed), page).await
}

async fn follows(pod: &Pod, asking: &Asking, whose: (&str, Side), page: Option<&str>) -> Answer {
    match asked(pod, asking).await? {
        Asked::By(_) => document(&serve::follows(pod, whose, part(page)).await?),
        Asked::Unsigned(reply) => Ok(reply),
    }
}

/// Only for the server whose people they are, whatever the settings say.
#[get("/people/<guid>/followers_synchronization")]
async fn followers_there(pod: &State<Pod>, asking: Asking, guid: &str) -> Answer {
    let signer = asking.signer(pod).await?.or_not_found()?;
    document(&serve::followers_there(pod, guid, &signer).await?)
}

/// Before those of pages, which have ranks from -12 on: what is no question for a document is handed on to them.
const BEFORE_PAGES: isize = -20;
/// After all of them: some have a name where these have a guid.
const AFTER_PAGES: isize = 20;

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    let mut beside_pages = routes![person, post, comment, likes];
    for route in &mut beside_pages {
        route.rank = BEFORE_PAGES;
    }
    let mut alone = routes![
        pod_itself,
        pod_outbox,
        copy,
        comment_copy,
        replies,
        context,
        quote,
        shares,
        like,
        outbox,
        featured,
        followers,
        following,
        followers_there
    ];
    for route in &mut alone {
        route.rank = AFTER_PAGES;
    }
    [beside_pages, alone].concat()
}
