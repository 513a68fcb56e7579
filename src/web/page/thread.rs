//! That something was said under a post, to a page of it that is open (server-sent events). How many comments there are
//! is counted again through the reader's own eyes each time.

use std::sync::Arc;

use entity::PostId;
use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::visible::preview;
use rocket::futures::Stream;
use rocket::response::stream::{Event, EventStream};
use rocket::tokio::select;
use rocket::tokio::sync::broadcast::Receiver;
use rocket::tokio::sync::broadcast::error::TryRecvError;
use rocket::tokio::time::{MissedTickBehavior, interval};
use rocket::{Route, Shutdown, State, get, routes};

use super::events::{Flowing, HEARTBEAT, LOOK, SESSION, still};
use crate::domain::me::Me;
use crate::error::{Outcome, Stop};
use crate::pod::Pod;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::post::seen;

/// `comments` with how many there are and whether the post has a card, whenever one of them has changed.
#[get("/events/posts/<guid>")]
async fn events(
    visit: Visit,
    me: SignedIn,
    pod: &State<Pod>,
    guid: &str,
    mut shutdown: Shutdown,
) -> Result<Flowing<impl Stream<Item = Event>>, Stop> {
    let post = seen(pod, &visit, guid).await?.post.id;
    let mut thread = Thread {
        inbox: pod.live.listen_to_thread(post),
        pod: pod.inner().clone(),
        me: me.0.clone(),
        post,
        looks: 0,
        said: false,
    };
    let stream = EventStream! {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            select! {
                () = &mut shutdown => break,
                _ = looks.tick() => {}
            }
            if !thread.hears() {
                continue;
            }
            let live = thread.pod.live.clone();
            let turn = live.turn().await;
            let found = Box::pin(thread.look()).await;
            drop(turn);
            match found {
                Ok(Look::Nothing) => {}
                Ok(Look::Around { count, card }) => {
                    yield Event::json(&serde_json::json!({ "count": count, "card": card })).event("comments")
                }
                Ok(Look::Over) => break,
                Err(stop) => { tracing::warn!(?stop, "events of a post were broken off"); break }
            }
        }
    };
    Ok(Flowing(stream.heartbeat(HEARTBEAT)))
}

/// A page of a post that is open.
struct Thread {
    pod: Pod,
    me: Arc<Me>,
    post: PostId,
    inbox: Receiver<()>,
    looks: u32,
    /// Something was said that has not been looked at.
    said: bool,
}

/// What looking around has found.
enum Look {
    Nothing,
    /// So many comments, and whether it is known what the post's link leads to.
    Around {
        count: u64,
        card: bool,
    },
    /// The session has ended, or the post is not for this reader any more.
    Over,
}

impl Thread {
    /// Whether there is anything to ask for.
    fn hears(&mut self) -> bool {
        self.looks = self.looks.wrapping_add(1);
        self.said |= self.heard();
        self.said || self.looks.is_multiple_of(SESSION)
    }

    async fn look(&mut self) -> Outcome<Look> {
        if self.looks.is_multiple_of(SESSION) && !still(&self.pod, &self.me).await? {
            return Ok(Look::Over);
        }
        if !std::mem::take(&mut self.said) {
            return Ok(Look::Nothing);
        }
        let (db, viewer) = (self.pod.db.read(), self.me.viewer());
        let Some(found) = posts(viewer).by_id(db, self.post).await? else {
            return Ok(Look::Over);
        };
        Ok(Look::Around {
            count: comments(viewer).under(self.post).count(db).await?,
            card: !preview::of(db, std::iter::once(&found.post)).await?.is_empty(),
        })
    }

    /// Whether anything was said since the last look.
    fn heard(&mut self) -> bool {
        let mut heard = false;
        loop {
            match self.inbox.try_recv() {
                Ok(()) | Err(TryRecvError::Lagged(_)) => heard = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => return heard,
            }
        }
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![events]
}
