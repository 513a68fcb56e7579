//! Who shares: somebody who is signed in, or an account whose post has waited for its time.

use entity::own::sidebar::{self, AspectLine};
use entity::user::State;
use entity::{PersonId, UserId, user};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::domain::me::Me;
use crate::error::Outcome;

/// What sharing has to know of who shares.
pub trait Author: Sync {
    /// The account.
    fn user(&self) -> UserId;
    /// Its person.
    fn person(&self) -> PersonId;
    /// Its aspects.
    fn aspects(&self) -> &[AspectLine];
}

impl Author for Me {
    fn user(&self) -> UserId {
        self.user.id
    }

    fn person(&self) -> PersonId {
        self.person.id
    }

    fn aspects(&self) -> &[AspectLine] {
        &self.aspects
    }
}

/// Somebody who is not here now.
pub(super) struct Absent {
    user: UserId,
    person: PersonId,
    aspects: Vec<AspectLine>,
}

impl Absent {
    /// An account that may take part; none when it is locked or closed.
    pub(super) async fn of(db: &impl ConnectionTrait, id: UserId) -> Outcome<Option<Self>> {
        let account = user::Entity::find_by_id(id).one(db).await?;
        let Some(account) = account.filter(|account| account.state == State::Active) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user: id,
            person: account.person_id,
            aspects: sidebar::aspects(db, id).await?,
        }))
    }
}

impl Author for Absent {
    fn user(&self) -> UserId {
        self.user
    }

    fn person(&self) -> PersonId {
        self.person
    }

    fn aspects(&self) -> &[AspectLine] {
        &self.aspects
    }
}
