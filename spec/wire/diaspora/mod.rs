//! The diaspora* protocol, judged by vectors whose outcome its reference gave. They are read from the folder that
//! `SAMARA_VECTORS` names (`../shared/vectors` when it is not set); a chosen part lies in `spec/fixtures`.

mod archive;
mod attack;
mod crypto;
mod entity;
pub(super) mod fuzz;
mod hostile;
mod judge;
mod message;
mod reason;
mod relay;
mod rules;
mod text;
pub(super) mod vectors;
mod write;
