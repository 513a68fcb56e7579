//! What people do, from the first click to the last. One file for one kind of journey; each spec says what it promises.

mod account;
mod audiences;
mod bookmark;
mod card;
mod extras;
mod first_visit;
mod ignore;
mod keyboard;
mod letters;
mod like;
mod live;
mod long;
mod mention;
mod moderate;
mod notification;
mod plain;
mod profile;
mod publisher;
mod reshare;
mod security;
mod sharing;
mod shield;
mod start;
mod streams;
mod tag;
mod talk;
