//! Pages, one file a noun.

pub mod account;
pub mod admin;
pub mod aspect;
pub mod avatar;
pub mod contact;
pub mod events;
pub mod feed;
pub mod first_visit;
pub mod forgotten;
pub mod health;
pub mod invitation;
pub mod join;
pub mod notification;
pub mod person;
pub mod post;
pub mod publisher;
pub mod robots;
pub mod search;
pub mod security;
pub mod settings_profile;
pub mod setup;
pub mod sign_in;
pub mod start;
pub mod stream;
pub mod tag;
pub mod welcome;
