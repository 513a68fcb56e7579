//! The pod in the fediverse: actors, what they send and what ours send them. What was verified is handed to the same functions
//! of `domain` as what a browser sends.

pub(super) mod deliver;
pub(super) mod dispatch;
pub mod door;
mod instance;
pub mod letter;
pub(super) mod people;
pub mod places;
mod present;
mod project;
pub mod serve;
mod talk;
