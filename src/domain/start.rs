//! Getting started: three short steps, each of which may be left out. [`entity::user::Model::started`] counts those
//! that are behind one.

use entity::{UserId, user};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::{profile, tag};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome};
use crate::live::What;

/// A step, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Name and picture.
    Profile,
    /// Tags to follow.
    Tags,
    /// People to share with.
    People,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Profile, Self::Tags, Self::People];

    /// Which one it is, from 1 on.
    pub fn number(self) -> i32 {
        match self {
            Self::Profile => 1,
            Self::Tags => 2,
            Self::People => 3,
        }
    }

    /// Where it is; the last one leads on to the stream.
    pub fn path(self) -> &'static str {
        match self {
            Self::Profile => "/start/profile",
            Self::Tags => "/start/tags",
            Self::People => "/start/people",
        }
    }

    /// Where to go from it.
    pub fn next(self) -> &'static str {
        match self {
            Self::Profile => Self::Tags.path(),
            Self::Tags => Self::People.path(),
            Self::People => "/stream",
        }
    }
}

/// A step is behind me, done or left out.
///
/// # Errors
/// The database cannot be written.
pub async fn done(tx: &mut Tx, me: UserId, step: Step) -> Outcome<()> {
    let user = user::Entity::find_by_id(me).one(tx.sql()).await?.or_not_found()?;
    if user.started < step.number() {
        let mut row = user.into_active_model();
        row.started = Set(step.number());
        row.update(tx.sql()).await?;
        tx.tell(&[me], What::Account);
    }
    Ok(())
}

/// Follows the tags of a field, those that were ticked among them.
///
/// # Errors
/// One can be no tag, or too many are followed.
pub async fn follow(tx: &mut Tx, me: UserId, typed: &str) -> Outcome<()> {
    for name in profile::tag_names(typed)? {
        tag::follow(tx, me, &name).await?;
    }
    Ok(())
}
