//! Pages, asked as a browser does.

mod admin;
mod aspect;
mod bad_input;
mod comment;
mod contact;
mod entrance;
mod events;
mod feed;
mod forms;
mod headers;
mod injection;
mod invitation;
mod join;
mod like;
mod limits;
mod notification;
mod profile;
mod reshare;
mod search;
mod settings_account;
mod settings_security;
mod setup;
mod sign_in;
mod start;
mod tag;
mod view;
