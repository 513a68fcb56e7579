//! What the pod shows and sends in the fediverse.

mod actor;
mod deliver;
mod direct;
mod hidden;
mod limited;
mod serve;
