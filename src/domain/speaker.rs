//! Who says something: somebody signed in here, or somebody of another pod whose signature was verified.

use entity::{PersonId, UserId, Viewer, person};

use super::me::Me;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Who.
    pub person: PersonId,
    /// Through whose eyes they look.
    pub viewer: Viewer,
}

impl Speaker {
    /// Somebody who is signed in.
    pub fn here(me: &Me) -> Self {
        Self {
            person: me.person.id,
            viewer: me.viewer(),
        }
    }

    /// Somebody of another pod.
    pub fn elsewhere(person: &person::Model) -> Self {
        Self {
            person: person.id,
            viewer: Viewer::Remote(person.id),
        }
    }

    /// Their account, if they have one here.
    pub fn user(self) -> Option<UserId> {
        self.viewer.user()
    }
}
