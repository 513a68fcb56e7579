//! A pod, browsers, and people: what every journey begins with, and what holds at the end of each of them.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rocket::futures::FutureExt;
use thirtyfour::Key;

use super::chrome::{Chromedriver, Scripts};
use super::served::{Served, free_port};
use super::window::Window;

/// Everybody's.
pub const PASSWORD: &str = "seven quiet herons";

/// What one spec has for itself.
pub struct World {
    /// The pod.
    pub pod: Served,
    chromedriver: Chromedriver,
    folder: PathBuf,
    windows: Mutex<Vec<Window>>,
}

impl World {
    /// Starts the pod's program in a new folder.
    pub fn begin(program: &Path) -> Self {
        Self::begin_with(program, &[])
    }

    /// The same with these variables.
    pub fn begin_with(program: &Path, settings: &[(&str, &str)]) -> Self {
        Self::begin_at(program, free_port(), settings)
    }

    fn begin_at(program: &Path, port: u16, settings: &[(&str, &str)]) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("samara-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("there is room for a folder");
        let chromedriver = Chromedriver::start();
        Self {
            pod: Served::at(program, &folder, port, settings),
            chromedriver,
            folder,
            windows: Mutex::new(vec![]),
        }
    }

    /// Runs a journey; whatever comes of it, everything that was started ends. When it fails, what everyone saw is in
    /// `target/browser/`.
    pub async fn run(name: &str, program: &Path, journey: impl AsyncFnOnce(&Self)) {
        Self::run_with(name, program, &[], journey).await;
    }

    /// The same with these variables for the pod.
    pub async fn run_with(name: &str, program: &Path, settings: &[(&str, &str)], journey: impl AsyncFnOnce(&Self)) {
        Self::run_at(name, program, free_port(), settings, journey).await;
    }

    /// The same on a port that others know already.
    pub async fn run_at(
        name: &str,
        program: &Path,
        port: u16,
        settings: &[(&str, &str)],
        journey: impl AsyncFnOnce(&Self),
    ) {
        let world = Self::begin_at(program, port, settings);
        let done = AssertUnwindSafe(async {
            journey(&world).await;
            world.nobody_complains().await;
        });
        let done = done.catch_unwind().await;
        if done.is_err() {
            let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
            for window in world.all() {
                window
                    .picture(&pictures.join(format!("{name}-{}.png", window.name.replace(' ', "-"))))
                    .await;
            }
            eprintln!(
                "Pictures are in {}. The pod's log:\n{}",
                pictures.display(),
                world.pod.log()
            );
        }
        world.end().await;
        if let Err(why) = done {
            resume_unwind(why);
        }
    }

    fn all(&self) -> Vec<Window> {
        self.windows.lock().expect("nobody broke while holding it").clone()
    }

    async fn nobody_complains(&self) {
        for window in self.all() {
            let complaints = window.complaints().await;
            assert!(
                complaints.is_empty(),
                "the browser of {} complains: {complaints:#?}",
                window.name
            );
        }
    }

    /// Closes the browsers, ends the pod, removes the folder.
    pub async fn end(self) {
        let windows = std::mem::take(&mut *self.windows.lock().expect("nobody broke while holding it"));
        for window in windows {
            window.close().await;
        }
        self.pod.end();
        drop(self.chromedriver);
        // What cannot be removed is in the folder for passing things.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// A file of the spec's own.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Somebody's browser.
    pub async fn window(&self, name: &str) -> Window {
        self.window_with(name, Scripts::On).await
    }

    /// The same, with or without scripts.
    pub async fn window_with(&self, name: &str, scripts: Scripts) -> Window {
        self.window_at(name, scripts, self.pod.address()).await
    }

    /// Somebody's browser at another pod.
    pub async fn window_at(&self, name: &str, scripts: Scripts, address: String) -> Window {
        let number = self.all().len();
        let profile = self.folder.join(format!("browser-{number}"));
        let driver = self.chromedriver.browser(&profile, scripts).await;
        let window = Window::new(name, driver, address);
        self.windows
            .lock()
            .expect("nobody broke while holding it")
            .push(window.clone());
        window
    }

    /// Sets the pod up, as its first visitor.
    pub async fn set_up(&self, username: &str) -> Window {
        self.set_up_at(username, self.pod.address()).await
    }

    /// Sets another pod up, as its first visitor.
    pub async fn set_up_at(&self, username: &str, address: String) -> Window {
        let window = self.window_at(username, Scripts::On, address).await;
        window.go("/").await;
        window.at("/setup").await;
        window.fill("Name of the pod", "Larch").await;
        window.choose("", "By invitation").await;
        window.fill("Username", username).await;
        window.fill("E-mail", &format!("{username}@mail.example")).await;
        window.fill("Password", PASSWORD).await;
        window.press("Begin").await;
        window.at("/start/profile").await;
        get_started(&window).await;
        window
    }

    /// A link that lets others in, made by somebody who is here.
    pub async fn invite(&self, host: &Window, for_whom: &str) -> String {
        host.go("/invitations").await;
        host.fill("For whom", for_whom).await;
        host.fill("How many may join with it (1 to 25)", "9").await;
        host.press("Make the link").await;
        host.see("Good for 9 more people").await;
        host.find(".secret").await.text().await.expect("the link can be read")
    }

    /// The link of an invitation that is still good.
    pub async fn invite_again(&self, host: &Window) -> String {
        host.go("/invitations").await;
        host.find(".secret").await.text().await.expect("the link can be read")
    }

    /// Joins by a link, in a browser of their own.
    pub async fn join(&self, username: &str, link: &str) -> Window {
        self.join_at(username, link, self.pod.address()).await
    }

    /// The same at another pod.
    pub async fn join_at(&self, username: &str, link: &str, address: String) -> Window {
        let window = self.window_at(username, Scripts::On, address).await;
        window.go(link).await;
        window.see("invites you").await;
        window.fill("Username", username).await;
        window.fill("E-mail", &format!("{username}@mail.example")).await;
        window.fill("Password", PASSWORD).await;
        window.press_in("//form", "Join").await;
        window.at("/start/profile").await;
        get_started(&window).await;
        window
    }

    /// Ada who runs the pod, and these who joined by her invitation.
    pub async fn with(&self, others: &[&str]) -> (Window, Vec<Window>) {
        let ada = self.set_up("ada").await;
        let link = self.invite(&ada, "friends").await;
        let mut windows = Vec::new();
        for name in others {
            windows.push(self.join(name, &link).await);
        }
        (ada, windows)
    }
}

/// The three steps, all left out.
async fn get_started(window: &Window) {
    window.press("Skip this step").await;
    window.at("/start/tags").await;
    window.press("Skip this step").await;
    window.at("/start/people").await;
    window.press("To your stream").await;
    window.at("/stream").await;
}

/// Signs in with name and password.
pub async fn sign_in(window: &Window, username: &str, password: &str) {
    window.go("/sign-in").await;
    window.fill("Username or e-mail", username).await;
    window.fill("Password", password).await;
    window.press_in("//form", "Sign in").await;
}

/// Signs out by the menu.
pub async fn sign_out(window: &Window) {
    window.click(".topbar .menu > summary").await;
    window.press("Sign out").await;
    window.see("You are signed out.").await;
}

/// Finds somebody by the search box and puts them into an aspect.
pub async fn put_into(window: &Window, username: &str, aspect: &str) {
    window.go("/stream").await;
    window
        .find(".topbar [data-search]")
        .await
        .click()
        .await
        .expect("it can be clicked");
    window.keys(username).await;
    window.keys(Key::Enter + "").await;
    window.at("/search?*").await;
    window.click(".row a[data-membership]").await;
    window.choose("//dialog", aspect).await;
    window.press_in("//dialog", "Save").await;
    window.see("Saved.").await;
    let chip =
        format!("return [...document.querySelectorAll('.row .chip')].some((chip) => chip.textContent === '{aspect}')");
    window.holds("the chip of the aspect", &chip).await;
}

/// Writes a post for exactly these aspects, opening the sheet of who gets it, and waits until it stands in the stream.
pub async fn share(window: &Window, text: &str, aspects: &[&str], reach: &str) {
    window.go("/stream").await;
    window
        .find("#publisher-text")
        .await
        .send_keys(text)
        .await
        .expect("it takes keys");
    window.click("[data-audience] > summary").await;
    window.find("dialog[open] [data-chooser]").await;
    only(window, aspects).await;
    window.see(reach).await;
    window.press_in("//dialog", "Use this audience").await;
    window.find_no("dialog").await;
    window.press("Share").await;
    in_stream(window, text).await;
}

/// Ticks these aspects in the sheet and no others.
pub async fn only(window: &Window, aspects: &[&str]) {
    let names: Vec<String> = window
        .told("return [...document.querySelectorAll('[data-chooser] [name=aspect]:checked')].map((box) => box.dataset.name)")
        .await;
    for name in names.iter().map(String::as_str).filter(|name| !aspects.contains(name)) {
        window.choose("//fieldset", name).await;
    }
    for name in aspects
        .iter()
        .filter(|name| !names.iter().any(|ticked| ticked == *name))
    {
        window.choose("//fieldset", name).await;
    }
}

/// Waits until a post with these words stands on the page.
pub async fn in_stream(window: &Window, words: &str) {
    let script = format!(
        "return [...document.querySelectorAll('article[data-post]')].some((post) => post.innerText.includes({words:?}))"
    );
    window.holds(&format!("the post “{words}”"), &script).await;
}
