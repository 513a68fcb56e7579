//! What people do, asked of the domain itself.

mod activity;
mod alike;
mod aspect;
mod bell;
mod birthday;
mod close;
mod comment;
mod contact;
mod conversation;
mod crowd;
mod device;
mod digest;
mod email;
mod emoji;
mod extras;
mod filter;
mod ignore;
mod like;
mod notification;
mod photo;
mod poll;
mod preview;
mod profile;
mod queue;
mod report;
mod reshare;
mod scheduled;
mod search;
mod second_step;
mod spotlight;
mod tag;
mod telling;
mod together;
mod withheld;

pub use telling::{how as how_told, says};
