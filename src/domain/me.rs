//! Who is signed in, and what stands beside each of their pages: read at once, remembered for a moment.

use entity::own;
use entity::own::sidebar::{self, AspectLine};
use entity::user::Role;
use entity::{Moment, Viewer, person, session, user, visible};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::domain::filter::Filter;
use crate::domain::post::draft::{self, Draft};
use crate::error::Outcome;

/// How long a given password is good for what matters.
pub const FRESH: std::time::Duration = std::time::Duration::from_secs(600);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Me {
    /// Their account.
    pub user: user::Model,
    /// Their person.
    pub person: person::Model,
    /// The session of this device.
    pub session: session::Model,
    /// Their aspects.
    pub aspects: Vec<AspectLine>,
    /// Names of the tags they follow.
    pub tags: Vec<String>,
    /// Somebody is in the community spotlight of the pod.
    pub spotlight: bool,
    /// What they do not want in their streams.
    pub filter: Filter,
    /// They ignore somebody.
    pub ignores: bool,
    /// Conversations with something unread.
    pub messages: u64,
    /// What they have written and not shared.
    pub draft: Option<Draft>,
    /// Reports that wait; moderators and administrators only, else 0.
    pub reports: u64,
    /// Applications to join that wait; administrators only, else 0.
    pub applications: u64,
}

impl Me {
    /// Their eyes.
    pub fn viewer(&self) -> Viewer {
        match self.user.role {
            Role::Member => Viewer::Local(self.user.id, self.person.id),
            Role::Moderator | Role::Administrator => Viewer::Moderator(self.user.id, self.person.id),
        }
    }

    /// Looks at what was reported.
    pub fn moderates(&self) -> bool {
        matches!(self.viewer(), Viewer::Moderator(..))
    }

    /// Runs the pod.
    pub fn admin(&self) -> bool {
        self.user.role == Role::Administrator
    }

    /// The password was given a short time ago.
    pub fn fresh(&self, now: Moment) -> bool {
        now.since(self.session.asked_at) < FRESH
    }
}

/// All that pages need to know of a session's owner.
///
/// # Errors
/// The database cannot be read.
pub async fn load(db: &impl ConnectionTrait, session: session::Model, user: user::Model) -> Outcome<Option<Me>> {
    let Some(person) = person::Entity::find_by_id(user.person_id).one(db).await? else {
        return Ok(None);
    };
    let aspects = sidebar::aspects(db, user.id).await?;
    let tags = sidebar::tags(db, user.id).await?;
    let applications = if user.role == Role::Administrator {
        waiting(db).await?
    } else {
        0
    };
    let reports = match user.role {
        Role::Member => 0,
        Role::Moderator | Role::Administrator => {
            visible::report::waiting(db, Viewer::Moderator(user.id, person.id)).await?
        }
    };
    Ok(Some(Me {
        reports,
        messages: own::conversation::unread(
            db,
            own::conversation::Mine {
                user: user.id,
                person: person.id,
            },
        )
        .await?,
        draft: draft::of(db, user.id).await?,
        spotlight: visible::person::any_in_spotlight(db).await?,
        filter: Filter::of(db, user.id, person.id).await?,
        ignores: own::ignore::any(db, user.id).await?,
        user,
        person,
        session,
        aspects,
        tags,
        applications,
    }))
}

/// How many applications wait for an answer.
async fn waiting(db: &impl ConnectionTrait) -> Outcome<u64> {
    Ok(user::Entity::find()
        .filter(user::Column::State.eq(user::State::Waiting))
        .count(db)
        .await?)
}
