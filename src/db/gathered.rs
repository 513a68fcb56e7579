//! What acts that share a transaction leave to be written together, as each statement costs the way to the database and back: whom to
//! tell of what, and how things are called elsewhere. `domain::gathered` writes it.

use entity::write::far_object::FarObject;
use entity::write::notification::Telling;

/// What is still to be written.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Whom to tell of what, in this order.
    pub told: Vec<Telling>,
    /// How things of the fediverse are called there.
    pub called: Vec<FarObject>,
}

impl Gathered {
    /// Whether all is written.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty() && self.called.is_empty()
    }

    /// How much of each there is.
    pub(super) fn len(&self) -> (usize, usize) {
        (self.told.len(), self.called.len())
    }

    /// What came later has not happened.
    pub(super) fn truncate(&mut self, (told, called): (usize, usize)) {
        self.told.truncate(told);
        self.called.truncate(called);
    }
}
