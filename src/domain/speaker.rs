//! Who says something: somebody signed in here, or somebody of another pod whose signature was verified.

use entity::{PersonId, PodId, UserId, Viewer, person};

use super::me::Me;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Who.
    pub person: PersonId,
    /// Through whose eyes they look.
    pub viewer: Viewer,
    /// The pod on which they live; none for this one.
    pub home: Option<PodId>,
}

impl Speaker {
    /// Somebody who is signed in.
    pub fn here(me: &Me) -> Self {
        Self {
            person: me.person.id,
            viewer: me.viewer(),
            home: None,
        }
    }

    /// Somebody of another pod.
    pub fn elsewhere(person: &person::Model) -> Self {
        Self {
            person: person.id,
            viewer: Viewer::Remote(person.id),
            home: person.pod_id,
        }
    }

    /// Their account, if they have one here.
    pub fn user(self) -> Option<UserId> {
        self.viewer.user()
    }
}
