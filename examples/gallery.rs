//! Takes a picture of every page: wide and narrow, light and dark. `script/screenshots` builds what it needs and calls it.
//!
//!     gallery <folder> [<part of a page's name> …]
#![allow(
    missing_docs,
    dead_code,
    reason = "the journeys' own files are shared, and a gallery uses only some of them"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "it stands outside of the ports and may break"
)]

#[path = "../spec/browser/chrome.rs"]
mod chrome;
#[path = "../spec/browser/furnish.rs"]
mod furnish;
#[path = "../spec/browser/served.rs"]
mod served;
#[path = "../spec/browser/window.rs"]
mod window;
#[path = "../spec/browser/world.rs"]
mod world;

use std::path::{Path, PathBuf};

use furnish::{Made, PAGES, VISITOR_PAGES, furnish};
use window::Window;
use world::World;

/// The tallest picture, in pixels.
const TALLEST: u32 = 2600;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder for the pictures is given"));
    let only: Vec<String> = arguments.collect();
    let here = std::env::current_exe().expect("a program knows where it is");
    let built = here
        .parent()
        .and_then(Path::parent)
        .expect("an example lies in a folder of the build");
    World::run("gallery", &built.join("samara"), async |world: &World| {
        let setup = world.window("nobody yet").await;
        shoot(&setup, &["/setup"], &Made::default(), &folder, "visitor", &only).await;
        let (ada, _, made) = furnish(world).await;
        shoot(&ada, PAGES, &made, &folder, "ada", &only).await;
        sheet(&ada, &folder).await;
        card(&ada, &made, &folder).await;
        let visitor = world.window("a visitor").await;
        shoot(&visitor, VISITOR_PAGES, &made, &folder, "visitor", &only).await;
    })
    .await;
}

async fn shoot(window: &Window, pages: &[&str], made: &Made, folder: &Path, who: &str, only: &[String]) {
    let wanted = |page: &&&str| only.is_empty() || only.iter().any(|part| page.contains(part.as_str()));
    for page in pages.iter().filter(wanted) {
        for scheme in ["light", "dark"] {
            window.prefer(scheme).await;
            for width in [1280, 390] {
                window.size(width, 900).await;
                window.go(&made.path(page)).await;
                window.find("main").await;
                let height: u32 = window.told("return document.scrollingElement.scrollHeight").await;
                window.size(width, height.clamp(700, TALLEST)).await;
                window
                    .picture(&folder.join(format!("{who}{}-{width}-{scheme}.png", name(page))))
                    .await;
            }
        }
    }
}

/// The sheet of who gets a post, which is no page of its own.
async fn sheet(window: &Window, folder: &Path) {
    for scheme in ["light", "dark"] {
        window.prefer(scheme).await;
        for width in [1280, 390] {
            window.size(width, 900).await;
            window.go("/stream").await;
            window
                .holds(
                    "the script",
                    "return !document.querySelector('[data-preview-switch]').hidden",
                )
                .await;
            window.click("[data-audience] > summary").await;
            window.find("dialog[open]").await;
            window
                .picture(&folder.join(format!("ada-sheet-{width}-{scheme}.png")))
                .await;
            window.press_in("//dialog", "Cancel").await;
        }
    }
}

/// The card beside a name, which is no page of its own either.
async fn card(window: &Window, made: &Made, folder: &Path) {
    for scheme in ["light", "dark"] {
        window.prefer(scheme).await;
        for width in [1280, 390] {
            window.size(width, 900).await;
            window.go(&made.path("/posts/{shown}")).await;
            window.hover("main h1, .post__meta").await;
            window.hover(".post__author").await;
            window.find(".personcard").await;
            window
                .picture(&folder.join(format!("ada-card-{width}-{scheme}.png")))
                .await;
        }
    }
}

/// A page's address as the name of a file.
fn name(page: &str) -> String {
    let plain: String = page.chars().filter(|letter| !"{}".contains(*letter)).collect();
    plain.replace(['/', '?', '&', '='], "-")
}
