//! The pod: everything wired together. What is in here is made in `boot`, lives as long as the process and is
//! handed to pages and jobs.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use entity::{PersonId, UserId, person};
use moka::sync::Cache;
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::db::Db;
use crate::domain::block::{self, Hosts};
use crate::domain::house::{self, House};
use crate::domain::notification::Unread;
use crate::domain::photo::Room;
use crate::domain::post::Preview;
use crate::error::{Outcome, Stop};
use crate::federation::activitypub::Fediverse;
use crate::federation::{Desk, Intake, Keyring, Rounds};
use crate::hashing::Hashing;
use crate::i18n::Locales;
use crate::image::Images;
use crate::live::{Changes, Live};
use crate::mailer::Mailer;
use crate::media::Media;
use crate::outbound::Outbound;
use crate::random::Random;
use crate::settings::Settings;
use crate::storage::Storage;
use crate::vault::Vault;
use crate::web::guard::Me;
use crate::web::templates::Templates;
use crate::wire::push::Identity;

/// A pod. Cheap to clone.
#[derive(Clone)]
pub struct Pod(Arc<Parts>);

/// What a pod is made of.
pub struct Parts {
    /// How it was set.
    pub settings: Settings,
    /// Its database.
    pub db: Db,
    /// Its sentences.
    pub locales: Arc<Locales>,
    /// Its pages' and mails' templates.
    pub templates: Templates,
    /// Hashes passwords, a few at a time.
    pub hashing: Hashing,
    /// Reads pictures, a few at a time.
    pub images: Images,
    /// Keeps files.
    pub storage: Storage,
    /// So many may send files at once; the others wait.
    pub uploads: Semaphore,
    /// Sends mail.
    pub mailer: Mailer,
    /// Talks to other servers.
    pub outbound: Outbound,
    /// Keys of people, read and parsed once.
    pub keyring: Keyring,
    /// Counts what other pods send.
    pub intake: Intake,
    /// Whose turn it is to work on what other pods sent.
    pub desk: Desk,
    /// How many pods are being sent to.
    pub rounds: Rounds,
    /// What is kept in memory of the fediverse.
    pub fediverse: Fediverse,
    /// What is kept in memory of files of other servers.
    pub media: Media,
    /// Tells browsers.
    pub live: Live,
    /// What time it is.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// Locks secrets before they become rows.
    pub vault: Vault,
    /// Signs what is told to devices.
    pub push: Identity,
    /// Key of forms' tokens and other signatures that never leave this pod.
    pub secret: String,
    /// What is remembered for a moment.
    pub remembered: Remembered,
}

/// What is asked for at every request, remembered for at most a second: another process may have changed it.
/// Changes by this process are seen at once, but for people proposed who have left: a second later.
pub struct Remembered {
    house: Cache<(), Arc<House>>,
    /// Hosts that are blocked.
    blocks: Cache<(), Arc<Hosts>>,
    me: Cache<String, (u64, Arc<Me>)>,
    /// How many notifications an account has not seen: many are told of each comment, and the rest stays as it was.
    unread: Cache<i64, (Changes, Unread)>,
    /// People proposed to an account. Who is proposed need not be today's truth, so it is kept for a minute.
    proposed: Cache<i64, (u64, Arc<[PersonId]>)>,
    /// The same people as they are, those who have left taken out.
    faces: Cache<i64, (u64, Arc<[person::Model]>)>,
    /// How many people an account's choice of aspects reaches, by that choice.
    reach: Cache<(i64, Vec<i64>), (u64, Arc<Preview>)>,
    /// How much room an account's photos take up. It is said to warn, so it may be a minute old.
    room: Cache<i64, Room>,
    /// What everybody is answered alike who asks for this, and how many acts there were before it was read.
    answers: Cache<String, (u64, Arc<str>)>,
}

impl Default for Remembered {
    fn default() -> Self {
        let second = Duration::from_secs(1);
        Self {
            house: Cache::builder().max_capacity(1).time_to_live(second).build(),
            blocks: Cache::builder().max_capacity(1).time_to_live(second).build(),
            me: Cache::builder().max_capacity(2_000).time_to_live(second).build(),
            unread: Cache::builder().max_capacity(2_000).time_to_live(second).build(),
            reach: Cache::builder().max_capacity(2_000).time_to_live(second).build(),
            faces: Cache::builder().max_capacity(2_000).time_to_live(second).build(),
            proposed: Cache::builder().max_capacity(2_000).time_to_live(second * 60).build(),
            room: Cache::builder().max_capacity(2_000).time_to_live(second * 60).build(),
            answers: Cache::builder().max_capacity(500).time_to_live(second).build(),
        }
    }
}

impl Remembered {
    /// Who a session's secret (hashed) belongs to, unless the account has changed since.
    pub fn me(&self, hash: &str, live: &Live) -> Option<Arc<Me>> {
        let (changes, me) = self.me.get(hash)?;
        (changes == live.changes(me.user.id)).then_some(me)
    }

    /// Remembers who a session's secret (hashed) belongs to. `changes` was asked for before `me` was read.
    pub fn keep_me(&self, hash: &str, changes: u64, me: Arc<Me>) {
        self.me.insert(hash.to_owned(), (changes, me));
    }

    /// How many notifications an account has not seen, and what had changed by then.
    pub fn unread(&self, user: UserId) -> Option<(Changes, Unread)> {
        self.unread.get(&user.0)
    }

    /// Remembers how many notifications an account has not seen. `changes` was asked for before they were counted.
    pub fn keep_unread(&self, user: UserId, changes: Changes, unread: Unread) {
        self.unread.insert(user.0, (changes, unread));
    }

    /// Who was proposed to an account, unless it has changed since.
    pub fn proposed(&self, user: UserId, live: &Live) -> Option<Arc<[PersonId]>> {
        let (changes, people) = self.proposed.get(&user.0)?;
        (changes == live.changes(user)).then_some(people)
    }

    /// Remembers who was proposed to an account. `changes` was asked for before they were read.
    pub fn keep_proposed(&self, user: UserId, changes: u64, people: Arc<[PersonId]>) {
        self.proposed.insert(user.0, (changes, people));
    }

    /// The people proposed to an account, unless it has changed since.
    pub fn faces(&self, user: UserId, live: &Live) -> Option<Arc<[person::Model]>> {
        let (changes, people) = self.faces.get(&user.0)?;
        (changes == live.changes(user)).then_some(people)
    }

    /// Remembers the people proposed to an account. `changes` was asked for before they were read.
    pub fn keep_faces(&self, user: UserId, changes: u64, people: Arc<[person::Model]>) {
        self.faces.insert(user.0, (changes, people));
    }

    /// How many people these aspects of an account reach, unless it has changed since.
    pub fn reach(&self, user: UserId, aspects: &[i64], live: &Live) -> Option<Arc<Preview>> {
        let (changes, preview) = self.reach.get(&(user.0, aspects.to_vec()))?;
        (changes == live.changes(user)).then_some(preview)
    }

    /// Remembers how many people these aspects of an account reach. `changes` was asked for before they were counted.
    pub fn keep_reach(&self, user: UserId, aspects: &[i64], changes: u64, preview: Arc<Preview>) {
        self.reach.insert((user.0, aspects.to_vec()), (changes, preview));
    }

    /// How much room an account's photos take up, as of a minute ago at most.
    pub fn room(&self, user: UserId) -> Option<Room> {
        self.room.get(&user.0)
    }

    /// Remembers how much room an account's photos take up.
    pub fn keep_room(&self, user: UserId, room: Room) {
        self.room.insert(user.0, room);
    }

    /// What was answered to this lately, unless something was done here since. `acts`: how many there are now.
    pub fn answer(&self, asked: &str, acts: u64) -> Option<Arc<str>> {
        let (before, answer) = self.answers.get(asked)?;
        (before == acts).then_some(answer)
    }

    /// Remembers what everybody is answered alike. `acts` was asked for before it was read.
    pub fn keep_answer(&self, asked: String, acts: u64, answer: Arc<str>) {
        self.answers.insert(asked, (acts, answer));
    }

    /// Forgets everything, as after a second.
    pub fn forget_all(&self) {
        self.house.invalidate_all();
        self.blocks.invalidate_all();
        self.me.invalidate_all();
        self.unread.invalidate_all();
        self.proposed.invalidate_all();
        self.faces.invalidate_all();
        self.reach.invalidate_all();
        self.room.invalidate_all();
        self.answers.invalidate_all();
    }

    /// Forgets the pod's own settings, after a change.
    pub fn forget_house(&self) {
        self.house.invalidate_all();
    }
}

impl Pod {
    /// From its parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Its name and who may join.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn house(&self) -> Result<Arc<House>, Stop> {
        if let Some(house) = self.remembered.house.get(&()) {
            return Ok(house);
        }
        let house = Arc::new(house::load(self.db.read()).await?);
        self.remembered.house.insert((), house.clone());
        Ok(house)
    }

    /// Hosts that are blocked.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn blocks(&self) -> Result<Arc<Hosts>, Stop> {
        if let Some(hosts) = self.remembered.blocks.get(&()) {
            return Ok(hosts);
        }
        let hosts = Arc::new(block::hosts(self.db.read()).await?);
        self.remembered.blocks.insert((), hosts.clone());
        Ok(hosts)
    }

    /// Does one act: begins, lets it happen, commits.
    ///
    /// # Errors
    /// What the act says, or the database could not write it.
    pub async fn act<T>(&self, act: impl AsyncFnOnce(&mut crate::db::Tx) -> Outcome<T>) -> Outcome<T> {
        let mut tx = self.db.begin().await?;
        let result = act(&mut tx).await?;
        tx.commit().await?;
        Ok(result)
    }

    /// How often an account has changed; see [`Remembered`].
    pub fn changes(&self, user: UserId) -> u64 {
        self.live.changes(user)
    }
}

impl Deref for Pod {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
