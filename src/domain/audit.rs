//! What administrators and moderators did: one line for each act, written with it, never changed.
//!
//! A new act: a variant of [`Act`] and its sentence `admin-act-…` in the locale files.

use entity::{UserId, audit, user};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, Set};

use crate::db::Tx;
use crate::error::Outcome;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The pod was set up.
    SetUp,
    /// Name or way of joining was changed.
    House,
    /// An application was accepted.
    Accept,
    /// An application was declined.
    Decline,
    /// An account was locked.
    Lock,
    /// An account was unlocked.
    Unlock,
    /// An account was given another role.
    Role,
    /// An account was put into the community spotlight.
    Spotlight,
    /// An account was taken out of it.
    Aside,
    /// A link for a new password was made.
    Link,
    /// An account was made from the command line.
    Create,
    /// An account that moderators had closed was opened again.
    Reopen,
    /// An account was closed, from the command line or after a report.
    Close,
    /// Something limited was looked at because it was reported.
    Look,
    /// A report was dismissed.
    Dismiss,
    /// Somebody was warned after a report.
    Warn,
    /// Something was deleted after a report.
    Delete,
    /// A report was passed on to the moderators of another server.
    Pass,
    /// Another pod was blocked, or somebody there.
    Block,
    /// A block was lifted.
    Unblock,
    /// A list of blocks was taken over.
    BlockList,
    /// What was kept of other servers was thrown away.
    Media,
    /// A job that had been given up is done again.
    JobAgain,
    /// A job that had been given up was dropped.
    JobDrop,
    /// An emoji was added.
    EmojiAdd,
    /// An emoji was put elsewhere, withheld or offered again.
    EmojiChange,
    /// An emoji was deleted.
    EmojiDelete,
}

impl Act {
    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::SetUp => "admin-act-set-up",
            Self::House => "admin-act-house",
            Self::Accept => "admin-act-accept",
            Self::Decline => "admin-act-decline",
            Self::Lock => "admin-act-lock",
            Self::Unlock => "admin-act-unlock",
            Self::Role => "admin-act-role",
            Self::Spotlight => "admin-act-spotlight",
            Self::Aside => "admin-act-aside",
            Self::Link => "admin-act-link",
            Self::Create => "admin-act-create",
            Self::Reopen => "admin-act-reopen",
            Self::Close => "admin-act-close",
            Self::Look => "admin-act-look",
            Self::Dismiss => "admin-act-dismiss",
            Self::Warn => "admin-act-warn",
            Self::Delete => "admin-act-delete",
            Self::Pass => "admin-act-pass",
            Self::Block => "admin-act-block",
            Self::Unblock => "admin-act-unblock",
            Self::BlockList => "admin-act-block-list",
            Self::Media => "admin-act-media",
            Self::JobAgain => "admin-act-job-again",
            Self::JobDrop => "admin-act-job-drop",
            Self::EmojiAdd => "admin-act-emoji-add",
            Self::EmojiChange => "admin-act-emoji-change",
            Self::EmojiDelete => "admin-act-emoji-delete",
        }
    }
}

/// Writes a line. `by` is none for the command line; `subject` says to whom or what, in words.
///
/// # Errors
/// The database cannot be written.
pub async fn write(tx: &mut Tx, by: Option<UserId>, act: Act, subject: &str) -> Outcome<()> {
    let row = audit::ActiveModel {
        user_id: Set(by),
        act: Set(act.key().to_owned()),
        subject: Set(subject.to_owned()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    row.insert(tx.sql()).await?;
    Ok(())
}

/// A line and the name of who did it.
pub type Line = (audit::Model, Option<String>);

/// Lines, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn page(db: &impl ConnectionTrait, offset: u64, limit: u64) -> Outcome<Vec<Line>> {
    let rows = audit::Entity::find()
        .order_by_desc(audit::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let name = match row.user_id {
            Some(by) => user::Entity::find_by_id(by).one(db).await?.map(|user| user.username),
            None => None,
        };
        lines.push((row, name));
    }
    Ok(lines)
}
