//! The pod as people meet it: the real program, a real browser, a mouse and keys. One file for one journey.
//!
//! `script/test` runs these by themselves (`script/test browser::`); the other runs leave them out. They need Chromium
//! and chromedriver, and say so where one is missing. A new journey: `World::run("its name", PROGRAM, async |world| …)`.
//! When it fails, pictures of what everyone saw are in `target/browser/`.

mod account;
mod chrome;
mod extras;
mod first_visit;
mod furnish;
mod keyboard;
mod layout;
mod letters;
mod like;
mod live;
mod moderate;
mod origin;
mod plain;
mod profile;
mod publisher;
mod reshare;
mod security;
mod served;
mod sharing;
mod streams;
mod talk;
mod window;
mod world;

use std::path::Path;

/// The program under test.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_samara"))
}
