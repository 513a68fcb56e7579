//! The third proof, beside `entity`'s `Seen` and `Own`: what came from another pod and was verified.
//!
//! Only `wire` makes one, where it has checked the signature of the one who says to have written it. What acts on
//! values of other pods takes `Verified<E>` and so cannot be called with what merely arrived.

use std::ops::Deref;

use super::Handle;

/// A value of another pod and who has signed it: a person by their ID, or an actor by their address.
///
/// Nobody outside of `wire` says that something was verified:
///
/// ```compile_fail,E0624
/// let ada = samara::wire::Handle::parse("ada@pod.example").expect("it is an ID");
/// samara::wire::Verified::new("I am Ada", ada);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<E, S = Handle> {
    value: E,
    signer: S,
}

impl<E, S> Verified<E, S> {
    /// The signature was that of `signer`, and `signer` may say this.
    pub(in crate::wire) fn new(value: E, signer: S) -> Self {
        Self { value, signer }
    }

    /// Whose key has signed it.
    pub fn signer(&self) -> &S {
        &self.signer
    }
}

impl<E, S> Deref for Verified<E, S> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.value
    }
}
