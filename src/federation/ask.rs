//! One GET to another pod: what its status means, and how much of the answer is read. And how often a host is asked for things that
//! wait for it.

use std::future::Future;
use std::time::Duration;

use entity::{Moment, PersonId};
use moka::sync::Cache;
use url::Url;

use super::Undone;
use crate::outbound::{Patience, Want, may_pass};
use crate::pod::Pod;
use crate::wire::discovery::LONGEST_ANSWER;

/// For documents about people and pods.
pub(super) const DOCUMENT: Want = Want {
    accept: "application/jrd+json, application/json, text/html;q=0.9, */*;q=0.1",
    most_bytes: LONGEST_ANSWER as u64,
    range: None,
    patience: Patience::PAGE,
};

/// The pod of somebody whose key is not known is asked for it so often at the most.
pub(super) const KEYS: Duration = Duration::from_secs(600);

/// Whatever waits for a host, all of it together asks so often at the most as long as it asks in vain.
const APART: Duration = Duration::from_secs(30);

/// Has something from another pod: nothing from one that is blocked, wherever the way to it begins.
pub(super) async fn get(pod: &Pod, address: &str, want: &Want) -> Result<Vec<u8>, Undone> {
    let url = Url::parse(address).map_err(|_| Undone::Reject("this is no address".to_owned()))?;
    let blocks = pod.blocks().await?;
    let refuses = |to: &Url| blocks.cover_address(to.as_str());
    let answer = pod.outbound.get_unless(&url, want, &refuses).await?;
    match answer.status {
        200..300 => Ok(answer.body.whole().await?),
        status if may_pass(status) => Err(Undone::Retry(format!("the other pod answers {status}"))),
        status => Err(Undone::Reject(format!("the other pod answers {status}"))),
    }
}

/// Whether something has had another pod asked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It has just come.
    First,
    /// It has waited.
    Again,
}

impl Turn {
    /// After so many tries.
    pub(super) fn after(tries: i32) -> Self {
        if tries > 0 { Self::Again } else { Self::First }
    }
}

/// What is remembered of asking for things that wait.
pub struct Asking {
    /// Hosts that were last asked in vain, by the name that somebody has registered, and when.
    vain: Cache<String, Moment>,
    /// People whose pods have answered lately and named no key.
    keyless: Cache<PersonId, ()>,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            vain: Cache::builder().max_capacity(10_000).time_to_live(KEYS).build(),
            keyless: Cache::builder().max_capacity(10_000).time_to_live(KEYS).build(),
        }
    }
}

impl Asking {
    /// Somebody's pod has answered and named no key.
    pub(super) fn has_no_key(&self, who: PersonId) {
        self.keyless.insert(who, ());
    }

    /// Whether somebody's pod has named no key lately.
    pub(super) fn had_no_key(&self, who: PersonId) -> bool {
        self.keyless.contains_key(&who)
    }
}

/// Asks a host for what a letter or a job needs. One that has waited leaves the host alone if another one that has waited has just asked
/// it in vain: however many wait for however long, they are not asking for more than those that come.
///
/// # Errors
/// Those of asking; or it was asked in vain a moment ago.
pub(super) async fn in_turn<T>(
    pod: &Pod,
    host: &str,
    turn: Turn,
    asking: impl Future<Output = Result<T, Undone>>,
) -> Result<T, Undone> {
    if turn == Turn::First {
        return asking.await;
    }
    let (now, name) = (pod.db.now(), registered(host));
    let hosts = &pod.desk.asking.vain;
    let mine = hosts
        .entry(name.clone())
        .or_insert_with_if(|| now, |before| before.plus(APART) <= now);
    if !mine.is_fresh() {
        return Err(Undone::Retry("the other pod was asked in vain a moment ago".to_owned()));
    }
    let asked = asking.await;
    if asked.is_ok() {
        hosts.invalidate(&name);
    }
    asked
}

/// The last two names of a host: whoever has them may make as many below as they like.
pub(super) fn registered(authority: &str) -> String {
    let host = authority.split(':').next().unwrap_or_default();
    let names: Vec<&str> = host.rsplit('.').take(2).collect();
    match host.parse::<std::net::IpAddr>() {
        Ok(_) => authority.to_owned(),
        Err(_) => names.into_iter().rev().collect::<Vec<_>>().join("."),
    }
}
