//! Who this pod has nothing to do with: other pods, with or without those below them, and people there. Nothing comes in, nothing
//! goes out, nothing of theirs is shown; what was here stays in its rows, unseen, and is there again when the block is lifted.
//!
//! What a block means is worked out by the act ([`settle`]), so that whoever reads never asks for blocks. What is not known here
//! yet is asked about by name ([`covers`]).

pub mod list;

use std::collections::HashMap;

use entity::{BlockId, PodId, UserId, block, pod, user, write};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use url::Host;

use super::audit::{self, Act};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PodRefusal};
use crate::job::Job;
use crate::text::clean;
use crate::wire::Handle;

/// Blocks on one page.
pub const PAGE: u64 = 50;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;
/// Rows in one statement.
const ROWS: usize = 1_000;

/// Whether a host is meant with those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// `cdn.pod.example`, too.
    Too,
    /// Only itself.
    Not,
}

/// Who can be blocked, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// From what somebody typed or a list holds: a host, an address there, or a diaspora ID.
    pub fn typed(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if let Some(handle) = Handle::typed(raw) {
            return Some(Self(handle.as_str().to_owned()));
        }
        let bare = raw.split_once("://").map_or(raw, |(_, rest)| rest);
        let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
        let bare = bare.strip_prefix("*.").unwrap_or(bare).trim_end_matches('.');
        let (host, port) = match bare.rsplit_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, Some(port.parse::<u16>().ok().filter(|port| *port > 0)?))
            }
            Some(_) | None => (bare, None),
        };
        // In the form in which addresses have it: lower case, punycode.
        let host = Host::parse(host).ok()?.to_string();
        let signs = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let whole = host.bytes().all(signs) && !host.split('.').any(str::is_empty);
        let named = whole && (host.contains('.') || host == "localhost" || host.starts_with('['));
        let name = match port {
            Some(port) => format!("{host}:{port}"),
            None => host,
        };
        (named && name.len() <= 255).then_some(Self(name))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// It is somebody's, not a pod's.
    pub fn is_person(&self) -> bool {
        self.0.contains('@')
    }

    fn host(&self) -> &str {
        self.0.split_once('@').map_or(self.0.as_str(), |(_, host)| host)
    }
}

/// The names under which a block would cover a host: itself, itself without its port, and all that it is below.
fn above(host: &str) -> Vec<&str> {
    let bare = match host.rsplit_once(':') {
        Some((bare, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => bare,
        Some(_) | None => host,
    };
    let mut names = vec![host];
    if bare != host {
        names.push(bare);
    }
    let parents = bare.match_indices('.').map(|(dot, _)| &bare[dot + 1..]);
    names.extend(parents);
    names
}

/// Hosts that are blocked, to be asked about many times.
#[derive(Debug, Default)]
pub struct Hosts(HashMap<String, Below>);

impl Hosts {
    fn of(rows: impl IntoIterator<Item = (String, bool)>) -> Self {
        let below = |below| if below { Below::Too } else { Below::Not };
        let hosts = rows.into_iter().filter(|(name, _)| !name.contains('@'));
        Self(hosts.map(|(name, deep)| (name, below(deep))).collect())
    }

    /// Whether a host, with a port that is not the usual one, is covered.
    pub fn cover(&self, host: &str) -> bool {
        let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
        let itself = |name: &str| name == host || name == bare;
        !self.0.is_empty()
            && above(host).into_iter().any(|name| {
                self.0
                    .get(name)
                    .is_some_and(|below| itself(name) || *below == Below::Too)
            })
    }

    /// Whether the host of an address is covered.
    pub fn cover_address(&self, url: &str) -> bool {
        let url = url::Url::parse(url).ok();
        let host = url
            .as_ref()
            .and_then(|url| Some((url.host_str()?.trim_end_matches('.'), url.port())));
        host.is_some_and(|(host, port)| match port {
            Some(port) => self.cover(&format!("{host}:{port}")),
            None => self.cover(host),
        })
    }
}

/// All hosts that are blocked.
///
/// # Errors
/// The database cannot be read.
pub async fn hosts(db: &impl ConnectionTrait) -> Outcome<Hosts> {
    let rows: Vec<(String, bool)> = block::Entity::find()
        .select_only()
        .columns([block::Column::Name, block::Column::Below])
        .into_tuple()
        .all(db)
        .await?;
    Ok(Hosts::of(rows))
}

/// Whether a host is covered by a block.
///
/// # Errors
/// The database cannot be read.
pub async fn covers(db: &impl ConnectionTrait, host: &str) -> Outcome<bool> {
    let rows: Vec<(String, bool)> = block::Entity::find()
        .select_only()
        .columns([block::Column::Name, block::Column::Below])
        .filter(block::Column::Name.is_in(above(host)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Hosts::of(rows).cover(host))
}

/// Whether somebody of another pod is blocked, be it with their pod.
///
/// # Errors
/// The database cannot be read.
pub async fn means(db: &impl ConnectionTrait, who: &Handle) -> Outcome<bool> {
    let named = block::Entity::find().filter(block::Column::Name.eq(who.as_str()));
    Ok(named.count(db).await? > 0 || covers(db, who.host()).await?)
}

/// The blocks that are about some of these people alone, by their IDs.
///
/// # Errors
/// The database cannot be read.
pub async fn named(
    db: &impl ConnectionTrait,
    handles: impl Iterator<Item = &str>,
) -> Outcome<HashMap<String, BlockId>> {
    let rows = block::Entity::find()
        .filter(block::Column::Name.is_in(handles))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// What an administrator wants to block.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// As it was typed.
    pub name: &'a str,
    /// Whether a host is meant with those below it.
    pub below: Below,
    /// Why, for the log.
    pub reason: &'a str,
}

/// Blocks a pod or somebody there. `own` is this pod's host.
///
/// # Errors
/// It is no host and no ID, it is this pod, it is blocked already, or the reason does not fit.
pub async fn add(tx: &mut Tx, by: UserId, own: &str, wanted: Wanted<'_>) -> Outcome<()> {
    let name = Name::typed(wanted.name).ok_or(PodRefusal::Name)?;
    if is_own(&name, wanted.below, own) {
        return Err(PodRefusal::Own.into());
    }
    let reason = clean::optional_line(wanted.reason, LONGEST_REASON).map_err(|_| PodRefusal::Reason(LONGEST_REASON))?;
    let reason = reason.unwrap_or_default();
    let there = block::Entity::find().filter(block::Column::Name.eq(name.as_str()));
    if there.count(tx.sql()).await? > 0 {
        return Err(PodRefusal::Taken.into());
    }
    insert(tx, by, (&name, wanted.below, &reason)).await?;
    settle(tx).await?;
    let subject = match reason.as_str() {
        "" => name.0,
        reason => format!("{} ({reason})", name.0),
    };
    audit::write(tx, Some(by), Act::Block, &subject).await
}

/// Whether a block would cover this pod, or somebody who lives here.
fn is_own(name: &Name, below: Below, own: &str) -> bool {
    Hosts(HashMap::from([(name.host().to_owned(), below)])).cover(own)
}

async fn insert(tx: &Tx, by: UserId, (name, below, reason): (&Name, Below, &str)) -> Outcome<()> {
    let row = block::ActiveModel {
        name: Set(name.0.clone()),
        below: Set(below == Below::Too && !name.is_person()),
        reason: Set(reason.to_owned()),
        user_id: Set(Some(by)),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    row.insert(tx.sql()).await?;
    Ok(())
}

/// Lifts a block: who is covered by no other is there again, with what they had said.
///
/// # Errors
/// There is no such block.
pub async fn lift(tx: &mut Tx, by: UserId, id: BlockId) -> Outcome<()> {
    let row = block::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()?;
    block::Entity::delete_by_id(id).exec(tx.sql()).await?;
    settle(tx).await?;
    audit::write(tx, Some(by), Act::Unblock, &row.name).await
}

/// Marks the pods that are covered now, and puts into effect what follows.
async fn settle(tx: &Tx) -> Outcome<()> {
    let hosts = hosts(tx.sql()).await?;
    let pods: Vec<(PodId, String, bool)> = pod::Entity::find()
        .select_only()
        .columns([pod::Column::Id, pod::Column::Host, pod::Column::Blocked])
        .into_tuple()
        .all(tx.sql())
        .await?;
    for mark in [true, false] {
        let turned = pods
            .iter()
            .filter(|(_, host, was)| *was != mark && hosts.cover(host) == mark);
        let turned: Vec<PodId> = turned.map(|(id, ..)| *id).collect();
        let change = pod::ActiveModel {
            blocked: Set(mark),
            ..Default::default()
        };
        turn(tx, &turned, change).await?;
    }
    Ok(write::block::settle(tx.sql(), tx.now()).await?)
}

/// Marks pods, and begins anew with them: how they took letters before says nothing of how they will, and the next one does not
/// wait for a try that was put off.
async fn turn(tx: &Tx, pods: &[PodId], mark: pod::ActiveModel) -> Outcome<()> {
    for some in pods.chunks(ROWS) {
        let change = pod::ActiveModel {
            failing_since: Set(None),
            failures: Set(0),
            last_error: Set(None),
            ..mark.clone()
        };
        pod::Entity::update_many()
            .set(change)
            .filter(pod::Column::Id.is_in(some.iter().copied()))
            .exec(tx.sql())
            .await?;
    }
    for pod in pods {
        let name = Job::Deliver { pod: pod.0 }.dedupe().unwrap_or_default();
        write::delivery::hasten(tx.sql(), &name, tx.now()).await?;
    }
    Ok(())
}

/// A block, and the name of who made it.
pub type Line = (block::Model, Option<String>);

/// A page of blocks by name, and how many there are; `search` is looked for in names and reasons.
///
/// # Errors
/// The database cannot be read.
pub async fn page(db: &impl ConnectionTrait, search: &str, page: u64) -> Outcome<(Vec<Line>, u64)> {
    let mut found = block::Entity::find();
    let search = search.trim().to_lowercase();
    if !search.is_empty() {
        let like = format!(
            "%{}%",
            search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        );
        let fits =
            |column: block::Column| Expr::col((block::Entity, column)).like(LikeExpr::new(like.clone()).escape('\\'));
        found = found.filter(fits(block::Column::Name).or(fits(block::Column::Reason)));
    }
    let total = found.clone().count(db).await?;
    let rows = found
        .order_by_asc(block::Column::Name)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE)
        .all(db)
        .await?;
    let by = rows.iter().filter_map(|row| row.user_id);
    let users = user::Entity::find().filter(user::Column::Id.is_in(by)).all(db).await?;
    let name = |row: &block::Model| {
        let by = users.iter().find(|user| Some(user.id) == row.user_id);
        by.map(|user| user.username.clone())
    };
    let lines = rows.into_iter().map(|row| {
        let by = name(&row);
        (row, by)
    });
    Ok((lines.collect(), total))
}

/// The block that covers a host, if there is one: its own before those of hosts that it is below.
///
/// # Errors
/// The database cannot be read.
pub async fn of_host(db: &impl ConnectionTrait, host: &str) -> Outcome<Option<block::Model>> {
    let names = above(host);
    let rows = block::Entity::find()
        .filter(block::Column::Name.is_in(names.iter().copied()))
        .all(db)
        .await?;
    let fits = |row: &block::Model| Hosts::of([(row.name.clone(), row.below)]).cover(host);
    let place = |row: &block::Model| names.iter().position(|name| *name == row.name);
    Ok(rows.into_iter().filter(fits).min_by_key(place))
}
