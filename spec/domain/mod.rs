//! What people do, asked of the domain itself.

mod activity;
mod aspect;
mod close;
mod comment;
mod contact;
mod conversation;
mod email;
mod extras;
mod filter;
mod ignore;
mod like;
mod notification;
mod poll;
mod profile;
mod queue;
mod report;
mod reshare;
mod scheduled;
mod search;
mod second_step;
mod spotlight;
mod tag;
