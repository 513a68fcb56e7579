//! What people do. One act, one function, one transaction: the browser and, later, both protocols call the same.
//!
//! Knows the database only: no network, no files, no mail (it enqueues). Acts take a [`crate::db::Tx`] that the
//! caller commits; looking takes any connection. A new noun: a file here, its refusals in `src/error/`.

pub mod abroad;
pub mod account;
pub mod administration;
pub mod aspect;
pub mod audit;
pub mod birthday;
pub mod block;
pub mod comment;
pub mod contact;
pub mod conversation;
pub mod elsewhere;
pub mod emoji;
pub mod farewell;
pub mod feed;
pub mod files;
pub mod filter;
pub mod follow;
pub mod gathered;
pub mod gone;
pub mod house;
pub mod ignore;
pub mod like;
pub mod me;
pub mod moved;
pub mod moving;
pub mod named;
pub mod news;
pub mod notification;
pub mod participation;
pub mod person;
pub mod photo;
pub mod poll;
pub mod post;
pub mod preview;
pub mod profile;
pub mod report;
pub mod reshare;
pub mod seal;
pub mod search;
pub mod sharing;
pub mod speaker;
pub mod start;
pub mod stream;
pub mod tag;
pub mod telling;
pub mod throttle;
