//! Proofs of rights, carried by a row: who holds one has passed the door.
//!
//! Both can be made in this crate only. They give the row to read and nothing to write through.

use std::ops::Deref;

/// A row that the viewer it was asked for may see.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<R>(R);

impl<R> Seen<R> {
    pub(crate) fn new(row: R) -> Self {
        Self(row)
    }
}

impl<R> Deref for Seen<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}

/// A row that belongs to whoever asked, who may change it.
#[derive(Clone, Debug, PartialEq)]
pub struct Own<R>(R);

impl<R> Own<R> {
    pub(crate) fn new(row: R) -> Self {
        Self(row)
    }

    /// What is one's own one may see.
    pub fn seen(self) -> Seen<R> {
        Seen(self.0)
    }
}

impl<R> Deref for Own<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}
