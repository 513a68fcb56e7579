//! Who is asking: made once for each request from its cookies and headers.
//!
//! A page takes [`Visit`] when anybody may ask, [`SignedIn`] or [`Admin`] when not.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use entity::{Moment, Viewer};
use rocket::http::{Cookie, CookieJar, Method, Status};
use rocket::request::{FromRequest, Outcome};
use rocket::{Request, async_trait};

use crate::domain::filter::Filter;
pub use crate::domain::me::Me;
use crate::domain::notification::{self, Unread};
use crate::domain::{account, me, seal};
use crate::error::{Refusal, Stop};
use crate::i18n::{Arg, Language, Locales, time};
use crate::pod::Pod;
use crate::web::reply::keep_refusal;

/// Somebody's request, whoever it is.
#[derive(Clone)]
pub struct Visit(Arc<Inner>);

/// What is known of it.
pub struct Inner {
    /// In which language to answer.
    pub lang: Language,
    /// Who it is, when signed in.
    pub me: Option<Arc<Me>>,
    /// Notifications they have not seen.
    pub unread: Unread,
    /// Token for forms of this page.
    pub csrf: String,
    /// Key of a sentence to be shown once.
    pub notice: Option<String>,
    /// The pod's name.
    pub pod_name: String,
    /// When it began.
    pub now: Moment,
    /// From where: the true peer, or what a trusted proxy says.
    pub address: IpAddr,
    /// A proxy stands between, or claims to.
    pub forwarded: bool,
    /// Browser and system, as the header says.
    pub agent: String,
    /// Only the posts of the page are wanted.
    pub fragment: bool,
    /// Path and question of the page that is asked for, to come back to.
    pub here: String,
    locales: Arc<Locales>,
    unfiltered: Filter,
}

impl Deref for Visit {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Sentences in the reader's language.
pub struct Say<'a> {
    lang: Language,
    locales: &'a Locales,
}

impl Say<'_> {
    /// A sentence.
    pub fn text(&self, key: &str) -> String {
        self.locales.text(self.lang, key, &[])
    }

    /// A sentence with arguments.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.locales.text(self.lang, key, args)
    }
}

impl<'a> Say<'a> {
    /// In a language.
    pub fn new(lang: Language, locales: &'a Locales) -> Self {
        Self { lang, locales }
    }
}

impl Visit {
    /// Whose eyes to look through.
    pub fn viewer(&self) -> Viewer {
        self.me.as_ref().map_or(Viewer::Anyone, |me| me.viewer())
    }

    /// What the reader does not want in their streams.
    pub fn filter(&self) -> &Filter {
        self.me.as_ref().map_or(&self.unfiltered, |me| &me.filter)
    }

    /// Sentences in the reader's language.
    pub fn say(&self) -> Say<'_> {
        Say {
            lang: self.lang,
            locales: &self.locales,
        }
    }

    /// "5 minutes ago".
    pub fn ago(&self, then: Moment) -> String {
        time::relative(self.now, then, self.lang, &self.locales)
    }

    /// A date and time in full, for a title.
    pub fn at(&self, then: Moment) -> String {
        time::absolute(then, self.lang)
    }

    async fn of(request: &Request<'_>) -> Result<Self, Stop> {
        let pod = request
            .rocket()
            .state::<Pod>()
            .expect("every pod's server manages its pod");
        let jar = request.cookies();
        let now = pod.clock.now();
        let me = signed_in(pod, jar, now).await?;
        let header = |name: &str| request.headers().get_one(name).unwrap_or_default();
        let lang = match &me {
            Some(me) => Language::parse(&me.user.language).unwrap_or(Language::English),
            None => Language::negotiate(header("Accept-Language")),
        };
        let (address, forwarded) = peer(pod, request);
        let notice = jar.get(NOTICE).filter(|_| is_page(request));
        let notice = notice.map(|cookie| cookie.value().to_owned());
        if notice.is_some() {
            jar.remove(Cookie::build(NOTICE).path("/"));
        }
        Ok(Self(Arc::new(Inner {
            lang,
            unread: match &me {
                Some(me) => unread(pod, me, request.method()).await?,
                None => Unread::default(),
            },
            csrf: super::form::token(pod, me.as_deref()),
            me,
            notice,
            pod_name: pod.house().await?.name.clone(),
            now,
            address,
            forwarded,
            agent: header("User-Agent").chars().take(300).collect(),
            fragment: header("X-Fragment") == "posts",
            here: request.uri().to_string(),
            locales: pod.locales.clone(),
            unfiltered: Filter::default(),
        })))
    }
}

/// Name of the cookie that carries a sentence over one redirect.
pub const NOTICE: &str = "samara_notice";

/// Whether somebody goes to a page: what a script asks for meanwhile shows no sentence and must not use it up.
fn is_page(request: &Request<'_>) -> bool {
    let header = |name: &str| request.headers().get_one(name).unwrap_or_default();
    request.method() == Method::Get
        && header("X-Fragment").is_empty()
        && matches!(header("Sec-Fetch-Dest"), "" | "document")
}

/// Name of the session's cookie: bound to this very host where there is TLS.
pub fn session_cookie(pod: &Pod) -> &'static str {
    if pod.settings.secure() {
        "__Host-samara"
    } else {
        "samara"
    }
}

async fn signed_in(pod: &Pod, jar: &CookieJar<'_>, now: Moment) -> Result<Option<Arc<Me>>, Stop> {
    let Some(cookie) = jar.get(session_cookie(pod)) else {
        return Ok(None);
    };
    let hash = seal::digest(cookie.value());
    if let Some(me) = pod.remembered.me(&hash, &pod.live) {
        return Ok(Some(me));
    }
    let db = pod.db.read();
    let Some((session, user)) = account::session::by_hash(db, &hash, now, &pod.settings.sessions).await? else {
        return Ok(None);
    };
    let changes = pod.changes(user.id);
    if account::session::stale(&session, now) {
        pod.act(async |tx| account::session::touch(tx, &session).await).await?;
    }
    let Some(me) = me::load(db, session, user).await? else {
        return Ok(None);
    };
    let me = Arc::new(me);
    pod.remembered.keep_me(&hash, changes, me.clone());
    Ok(Some(me))
}

/// How many notifications somebody has not seen. Most acts answer with the way to a page: for those the number of a moment
/// ago is good enough, and counting anew is left to that page.
async fn unread(pod: &Pod, me: &Me, method: Method) -> Result<Unread, Stop> {
    let (user, changes) = (me.user.id, pod.live.all_changes(me.user.id));
    if let Some((then, unread)) = pod.remembered.unread(user)
        && (then == changes || method == Method::Post)
    {
        return Ok(unread);
    }
    let unread = notification::unread(pod.db.read(), user, me.person.id).await?;
    pod.remembered.keep_unread(user, changes, unread);
    Ok(unread)
}

/// The peer's own address; what headers say is believed from a configured proxy only.
fn peer(pod: &Pod, request: &Request<'_>) -> (IpAddr, bool) {
    let peer = request
        .remote()
        .map_or(IpAddr::from([127, 0, 0, 1]), |address| address.ip());
    let header = |name: &str| request.headers().get_one(name);
    let claimed = header("X-Real-IP").or_else(|| header("X-Forwarded-For").and_then(|list| list.rsplit(',').next()));
    let forwarded = claimed.is_some() || header("Forwarded").is_some() || header("Via").is_some();
    match claimed.and_then(|address| address.trim().parse().ok()) {
        Some(address) if pod.settings.proxy.trusted.contains(&peer) => (address, forwarded),
        _ => (peer, forwarded),
    }
}

/// From where a request comes; nobody's session is looked at.
pub struct Peer(pub IpAddr);

#[async_trait]
impl<'r> FromRequest<'r> for Peer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let pod = request
            .rocket()
            .state::<Pod>()
            .expect("every pod's server manages its pod");
        Outcome::Success(Self(peer(pod, request).0))
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for Visit {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let visit = request
            .local_cache_async(async { Self::of(request).await.map_err(|stop| keep_refusal(request, stop)).ok() })
            .await;
        match visit {
            Some(visit) => Outcome::Success(visit.clone()),
            None => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}

/// Somebody who is signed in. Others are sent to the sign-in page.
pub struct SignedIn(pub Arc<Me>);

impl Deref for SignedIn {
    type Target = Me;

    fn deref(&self) -> &Me {
        &self.0
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match Visit::from_request(request).await {
            Outcome::Success(visit) => match &visit.me {
                Some(me) => Outcome::Success(Self(me.clone())),
                None => {
                    keep_refusal(request, Refusal::SignIn.into());
                    Outcome::Error((Status::Unauthorized, ()))
                }
            },
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

/// An administrator who is signed in. For others the page does not exist.
pub struct Admin(pub Arc<Me>);

impl Deref for Admin {
    type Target = Me;

    fn deref(&self) -> &Me {
        &self.0
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for Admin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match SignedIn::from_request(request).await {
            Outcome::Success(SignedIn(me)) if me.admin() => Outcome::Success(Self(me)),
            Outcome::Success(_) => {
                keep_refusal(request, Refusal::NotFound.into());
                Outcome::Error((Status::NotFound, ()))
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

/// Somebody who looks at what was reported: a moderator or an administrator. For others the page does not exist.
pub struct Moderator(pub Arc<Me>);

impl Deref for Moderator {
    type Target = Me;

    fn deref(&self) -> &Me {
        &self.0
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for Moderator {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match SignedIn::from_request(request).await {
            Outcome::Success(SignedIn(me)) if me.moderates() => Outcome::Success(Self(me)),
            Outcome::Success(_) => {
                keep_refusal(request, Refusal::NotFound.into());
                Outcome::Error((Status::NotFound, ()))
            }
            Outcome::Error(error) => Outcome::Error(error),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}
