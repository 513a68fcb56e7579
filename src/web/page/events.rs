//! What happens now, to a page that is open (server-sent events): new posts in the stream, unread notifications.
//!
//! Nothing is said that was not asked for again through the reader's own eyes. Twice a second the stream looks around:
//! it ends when the session has ended, the account may not be used any more, or the pod stops.

use std::sync::Arc;
use std::time::Duration;

use entity::visible::post::Cursor;
use rocket::futures::Stream;
use rocket::http::Header;
use rocket::response::Responder;
use rocket::response::stream::{Event, EventStream};
use rocket::tokio::select;
use rocket::tokio::sync::broadcast::Receiver;
use rocket::tokio::sync::broadcast::error::TryRecvError;
use rocket::tokio::time::{MissedTickBehavior, interval};
use rocket::{Request, Response, Route, Shutdown, State, get, routes};

use crate::domain::me::Me;
use crate::domain::{account, news, notification};
use crate::error::Outcome;
use crate::live::What;
use crate::pod::Pod;
use crate::web::guard::Visit;
use crate::web::reply::Reply;

/// How often the stream looks around.
pub(super) const LOOK: Duration = Duration::from_millis(500);
/// How often the session is asked for, in looks.
pub(super) const SESSION: u32 = 2;
/// So many open pages of one account are told; a further one shows the truth when it is loaded.
const PAGES: usize = 50;
/// Bytes that are kept ready for each open page; events are shorter.
const PIECE: usize = 256;
/// So that proxies between do not take silence for the end.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(15);

/// A stream that proxies pass on as it comes.
pub(super) struct Flowing<S>(pub(super) EventStream<S>);

impl<'r, S: Stream<Item = Event> + Send + 'r> Responder<'r, 'r> for Flowing<S> {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'r> {
        let stream = self.0.respond_to(request)?;
        Response::build_from(stream)
            .header(Header::new("X-Accel-Buffering", "no"))
            .header(Header::new("Cache-Control", "no-store"))
            .max_chunk_size(PIECE)
            .ok()
    }
}

/// `posts` with how many are new, `notifications` and `messages` with how many are unread.
#[get("/events")]
async fn events(
    visit: Visit,
    pod: &State<Pod>,
    mut shutdown: Shutdown,
) -> Result<Flowing<impl Stream<Item = Event>>, Reply> {
    let Some(me) = visit.me.clone() else {
        return Err(Reply::empty().status(401));
    };
    if pod.live.listeners(me.user.id) >= PAGES {
        return Err(Reply::empty().status(429));
    }
    let mut page = Page::of(pod.inner().clone(), me);
    let stream = EventStream! {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            select! {
                () = &mut shutdown => break,
                _ = looks.tick() => {}
            }
            if !page.hears() {
                continue;
            }
            let live = page.pod.live.clone();
            let turn = live.turn().await;
            let told = Box::pin(page.look()).await;
            drop(turn);
            match told {
                Ok(Some(told)) => for event in told { yield event },
                Ok(None) => break,
                Err(stop) => { tracing::warn!(?stop, "events of an account were broken off"); break }
            }
        }
    };
    Ok(Flowing(stream.heartbeat(HEARTBEAT)))
}

/// What one open page has been told, and what it has to be told next.
pub struct Page {
    pod: Pod,
    me: Arc<Me>,
    inbox: Receiver<What>,
    looks: u32,
    /// The newest post of the stream, as last told; before the first look nothing is known.
    newest: Option<Option<Cursor>>,
    /// How many notifications are unread, as last told: what changes nothing of it is no event.
    unread: Option<u64>,
    due: Due,
}

/// What to ask for again.
#[derive(Clone, Copy)]
struct Due {
    posts: bool,
    notifications: bool,
    messages: bool,
    account: bool,
    /// Not at first: the page itself was drawn a moment ago.
    cards: bool,
}

impl Due {
    const NOTHING: Self = Self {
        posts: false,
        notifications: false,
        messages: false,
        account: false,
        cards: false,
    };
    const ALL: Self = Self {
        posts: true,
        notifications: true,
        messages: true,
        account: true,
        cards: false,
    };
}

impl Page {
    /// A page that has been told nothing yet.
    pub fn of(pod: Pod, me: Arc<Me>) -> Self {
        let inbox = pod.live.listen(me.user.id);
        Self {
            pod,
            me,
            inbox,
            looks: 0,
            newest: None,
            unread: None,
            due: Due::ALL,
        }
    }

    /// Whether there is anything to ask for.
    fn hears(&mut self) -> bool {
        self.hear();
        self.looks = self.looks.wrapping_add(1);
        let Due {
            posts,
            notifications,
            messages,
            account,
            cards,
        } = self.due;
        posts || notifications || messages || account || cards || self.looks.is_multiple_of(SESSION)
    }

    /// What there is to tell; none when it is over.
    async fn look(&mut self) -> Outcome<Option<Vec<Event>>> {
        if (self.due.account || self.looks.is_multiple_of(SESSION)) && !still(&self.pod, &self.me).await? {
            return Ok(None);
        }
        self.due().await.map(Some)
    }

    /// What there is to tell of what was said since it was asked last.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn told(&mut self) -> Outcome<Vec<Event>> {
        self.hear();
        self.due().await
    }

    async fn due(&mut self) -> Outcome<Vec<Event>> {
        let due = std::mem::replace(&mut self.due, Due::NOTHING);
        let mut told = Vec::new();
        if due.posts {
            told.extend(self.posts().await?);
        }
        if due.notifications {
            told.extend(self.notifications().await?);
        }
        if due.messages {
            told.push(self.messages().await?);
        }
        if due.cards {
            told.push(Event::json(&serde_json::json!({})).event("cards"));
        }
        Ok(told)
    }

    /// What was said since the last look. Who fell behind asks for everything.
    fn hear(&mut self) {
        loop {
            match self.inbox.try_recv() {
                Ok(What::Posts) => self.due.posts = true,
                Ok(What::Notifications) => self.due.notifications = true,
                Ok(What::Messages) => self.due.messages = true,
                Ok(What::Account) => self.due.account = true,
                Ok(What::Cards) => self.due.cards = true,
                Ok(What::Thread(_)) => {}
                Err(TryRecvError::Lagged(_)) => self.due = Due::ALL,
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    async fn posts(&mut self) -> Outcome<Option<Event>> {
        let now = self.pod.clock.now();
        let seen = self.newest.flatten();
        let news = news::since(self.pod.db.read(), self.me.user.id, self.me.person.id, now, seen).await?;
        let first = self.newest.replace(news.newest).is_none();
        let told = !first && news.posts > 0;
        Ok(told.then(|| Event::json(&serde_json::json!({ "count": news.posts })).event("posts")))
    }

    async fn messages(&self) -> Outcome<Event> {
        let unread = entity::own::conversation::unread(self.pod.db.read(), self.me.letters()).await?;
        Ok(Event::json(&serde_json::json!({ "unread": unread })).event("messages"))
    }

    async fn notifications(&mut self) -> Outcome<Option<Event>> {
        let unread = notification::unread(self.pod.db.read(), self.me.user.id, self.me.person.id).await?;
        let unread = unread.all();
        let told = self.unread.replace(unread) != Some(unread);
        Ok(told.then(|| Event::json(&serde_json::json!({ "unread": unread })).event("notifications")))
    }
}

/// The session is there and its account may be used.
pub(super) async fn still(pod: &Pod, me: &Me) -> Outcome<bool> {
    let hash = &me.session.hash;
    if pod.remembered.me(hash, &pod.live).is_some() {
        return Ok(true);
    }
    let (db, now) = (pod.db.read(), pod.clock.now());
    let found = account::session::by_hash(db, hash, now, &pod.settings.sessions).await?;
    Ok(found.is_some_and(|(_, user)| user.id == me.user.id))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![events]
}
