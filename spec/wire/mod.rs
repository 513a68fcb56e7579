//! The values that travel between pods.

mod activitypub;
mod diaspora;
mod discovery;
mod guid;
mod handle;
mod preview;
mod push;
mod signature;
