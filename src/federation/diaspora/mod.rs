//! Between the words of the diaspora* protocol and the rows of this pod: `apply` from there to here, `present` the other way.

pub(super) mod apply;
pub(super) mod files;
pub(super) mod present;
