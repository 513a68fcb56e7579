//! The pod in the fediverse: actors, what they send and what ours send them. What was verified is handed to the same functions
//! of `domain` as what a browser sends.

pub mod places;
