//! What is known here of a thing that a message belongs to, retracts or reshares. It never travels.

use crate::wire::Handle;

/// A thing that is known, and what it belongs to itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Whose it is.
    pub author: Handle,
    /// Whether its author has an account on this pod.
    pub local: bool,
    /// Whether everybody may see it.
    pub public: bool,
    /// What it belongs to.
    pub parent: Option<Box<Related>>,
}

impl Related {
    /// The top: the post, for a like of a comment and for a vote as well.
    pub fn root(&self) -> &Related {
        let mut root = self;
        while let Some(parent) = &root.parent {
            root = parent;
        }
        root
    }
}
