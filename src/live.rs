//! What happens now, told to the browsers that are open: in this process, and through Redis in the others.
//!
//! An event carries no content, only that there is something: whoever is told asks again through their own eyes.
//! Nothing is lost when an event is: the page shows the truth when it is next loaded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use entity::{PostId, UserId};
use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, SemaphorePermit, broadcast};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A new post in the main stream.
    Posts,
    /// Something in the notifications.
    Notifications,
    /// Something in a conversation.
    Messages,
    /// What pages show of the account itself: name, aspects, sessions, role.
    Account,
    /// What the link of a post of theirs leads to is known.
    Cards,
    /// Something was said under a post, or its card has arrived ([`PostId`]): to whoever has its page open, so it names no accounts.
    Thread(i64),
}

/// For whom, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Accounts ([`UserId`]).
    pub to: Vec<i64>,
    /// What.
    pub what: What,
}

/// The switchboard.
#[derive(Clone, Default)]
pub struct Live(Arc<Inner>);

#[derive(Default)]
struct Inner {
    open: Mutex<HashMap<i64, broadcast::Sender<What>>>,
    /// Pages of posts that are open.
    threads: Mutex<HashMap<i64, broadcast::Sender<()>>>,
    /// How often each account has changed since this process began; what is remembered of it is good for one value.
    changes: Mutex<HashMap<i64, Changes>>,
    elsewhere: Mutex<Option<tokio::sync::mpsc::UnboundedSender<Event>>>,
    turns: Turns,
}

/// How often something has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What pages show of the account ([`What::Account`]).
    pub account: u64,
    /// What it was told ([`What::Notifications`]).
    pub told: u64,
}

/// See [`Live::turn`].
struct Turns(Semaphore);

impl Default for Turns {
    fn default() -> Self {
        Self(Semaphore::new(LOOKING))
    }
}

/// So many open pages look around at once. To look takes a few hundred microseconds and some ten kilobytes: of hundreds
/// that wait for the database, each would hold its own.
const LOOKING: usize = 8;

/// How much an account may fall behind before it is simply told to look again.
const BACKLOG: usize = 16;

impl Live {
    /// Tells everyone concerned, here and in other processes.
    pub fn tell(&self, event: Event) {
        if let Some(elsewhere) = &*self.0.elsewhere.lock().expect("no panic while holding it") {
            // A closed channel means that the process is ending.
            let _ = elsewhere.send(event.clone());
        }
        self.tell_here(&event);
    }

    /// Tells everyone concerned who is connected to this process.
    pub fn tell_here(&self, event: &Event) {
        match event.what {
            What::Account => self.count(&event.to, |changes| &mut changes.account),
            What::Notifications => self.count(&event.to, |changes| &mut changes.told),
            What::Thread(post) => {
                let threads = self.0.threads.lock().expect("no panic while holding it");
                if let Some(listeners) = threads.get(&post) {
                    let _ = listeners.send(());
                }
            }
            What::Posts | What::Messages | What::Cards => {}
        }
        let open = self.0.open.lock().expect("no panic while holding it");
        for user in &event.to {
            if let Some(listeners) = open.get(user) {
                // Nobody listening any more is no error.
                let _ = listeners.send(event.what);
            }
        }
    }

    fn count(&self, users: &[i64], what: impl Fn(&mut Changes) -> &mut u64) {
        let mut changes = self.0.changes.lock().expect("no panic while holding it");
        for user in users {
            *what(changes.entry(*user).or_default()) += 1;
        }
    }

    /// How often an account has changed. See [`What::Account`].
    pub fn changes(&self, user: UserId) -> u64 {
        self.all_changes(user).account
    }

    /// The same, and how often it was told something.
    pub fn all_changes(&self, user: UserId) -> Changes {
        self.0
            .changes
            .lock()
            .expect("no panic while holding it")
            .get(&user.0)
            .copied()
            .unwrap_or_default()
    }

    /// What happens to one account from now on.
    pub fn listen(&self, user: UserId) -> broadcast::Receiver<What> {
        let mut open = self.0.open.lock().expect("no panic while holding it");
        open.retain(|_, listeners| listeners.receiver_count() > 0);
        open.entry(user.0)
            .or_insert_with(|| broadcast::channel(BACKLOG).0)
            .subscribe()
    }

    /// What is said under a post from now on.
    pub fn listen_to_thread(&self, post: PostId) -> broadcast::Receiver<()> {
        let mut threads = self.0.threads.lock().expect("no panic while holding it");
        threads.retain(|_, listeners| listeners.receiver_count() > 0);
        threads
            .entry(post.0)
            .or_insert_with(|| broadcast::channel(BACKLOG).0)
            .subscribe()
    }

    /// Waits until an open page may ask the database what is new; hold it as long as that takes.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.0.turns.0.acquire().await.ok()
    }

    /// How many pages of an account listen to this process.
    pub fn listeners(&self, user: UserId) -> usize {
        let open = self.0.open.lock().expect("no panic while holding it");
        open.get(&user.0).map_or(0, broadcast::Sender::receiver_count)
    }

    /// Events of this process go into this channel too, for the others.
    pub fn forward(&self, to: tokio::sync::mpsc::UnboundedSender<Event>) {
        *self.0.elsewhere.lock().expect("no panic while holding it") = Some(to);
    }
}
