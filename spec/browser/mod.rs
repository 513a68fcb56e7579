//! The pod as people meet it: the real program, a real browser, a mouse and keys. What people do is in `journeys`; what holds
//! for every page is in `layout` and `origin`.
//!
//! `script/test` runs these by themselves (`script/test browser::`); the other runs leave them out. They need Chromium
//! and chromedriver, and say so where one is missing. A new journey: a file in `journeys` with `World::run("its name", PROGRAM, async |world| …)`.
//! When it fails, pictures of what everyone saw are in `target/browser/`.

mod chrome;
mod furnish;
mod hostile;
mod journeys;
mod layout;
mod origin;
mod served;
mod window;
mod world;

use std::path::Path;

/// The program under test.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_samara"))
}
