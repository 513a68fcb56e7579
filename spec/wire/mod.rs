//! The values that travel between pods.

mod guid;
mod handle;
mod preview;
mod push;
