//! Chromedriver and the browsers it starts: each session has a profile of its own, and all of them end with the spec.
//!
//! Knows nothing of the pod. Where the programs are: `SAMARA_TEST_CHROMIUM`, `SAMARA_TEST_CHROMEDRIVER`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::common::requestdata::RequestData;
use thirtyfour::{Capabilities, SessionId, WebDriver};

/// Whether the pages of a browser may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As most browsers do.
    On,
    /// Switched off by its owner.
    Off,
}

/// A running chromedriver. Dropping it ends it.
pub struct Chromedriver {
    process: Child,
    url: String,
}

fn program(variable: &str, usual: &str) -> String {
    std::env::var(variable)
        .ok()
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| usual.to_owned())
}

impl Chromedriver {
    /// Starts one on a port that it finds itself. It takes a free one of IPv6 and then wants the same of IPv4, which any
    /// connection of this machine may have, also one that has ended just now: then it ends at once and is started again.
    ///
    /// # Panics
    /// It is not installed, or has not started ten times.
    pub fn start() -> Self {
        let mut said = String::new();
        for _ in 0..10 {
            match Self::try_start() {
                Ok(started) => return started,
                Err(words) => said = words,
            }
        }
        panic!("chromedriver did not say on which port it listens, ten times. What it said last: {said}");
    }

    /// As [`Self::start`], once. What it said instead is the error.
    fn try_start() -> Result<Self, String> {
        let path = program("SAMARA_TEST_CHROMEDRIVER", "/usr/bin/chromedriver");
        let mut process = Command::new(&path)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "The browser specs need chromedriver, and {path} does not start ({error}). \
                     Install it (script/bootstrap test) or say where it is: SAMARA_TEST_CHROMEDRIVER."
                )
            });
        let mut lines = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        let mut said = String::new();
        for line in lines.by_ref().map_while(Result::ok) {
            let port = line.rsplit_once("successfully on port ").map(|(_, port)| port);
            if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse::<u16>().ok()) {
                // What it says later is taken and thrown away, so that it never waits for a reader.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self {
                    process,
                    url: format!("http://127.0.0.1:{port}"),
                });
            }
            said.push_str(&line);
            said.push('\n');
        }
        let ended = process.wait().expect("it can be waited for");
        Err(format!("{said}{ended}"))
    }

    /// Opens a browser of its own, with nothing remembered. One that does not come up, as on a machine that has too much to do,
    /// is started again.
    ///
    /// # Panics
    /// Chromium has not started three times.
    pub async fn browser(&self, profile: &Path, scripts: Scripts) -> WebDriver {
        let chromium = program("SAMARA_TEST_CHROMIUM", "/usr/bin/chromium");
        let mut wishes = Capabilities::new();
        wishes.set("browserName", "chrome").expect("a word is a value");
        wishes
            .set("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" }))
            .expect("this is a value");
        wishes
            .set("goog:chromeOptions", options(&chromium, profile, scripts))
            .expect("this is a value");
        let mut said = String::new();
        for _ in 0..3 {
            match WebDriver::new(&self.url, wishes.clone()).await {
                Ok(browser) => return browser,
                Err(error) => said = error.to_string(),
            }
        }
        panic!("{chromium} does not start (SAMARA_TEST_CHROMIUM says where it is): {said}");
    }
}

fn options(chromium: &str, profile: &Path, scripts: Scripts) -> Value {
    let mut preferences = json!({
        "intl.accept_languages": "en",
        "credentials_enable_service": false,
        "profile.password_manager_leak_detection": false,
    });
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    json!({
        "binary": chromium,
        "prefs": preferences,
        "args": [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900",
            "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-search-engine-choice-screen", "--hide-scrollbars", "--lang=en",
            // Two further addresses of this machine: a request that goes there by mistake shall be heard.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2, EXCLUDE 127.0.0.3, EXCLUDE localhost, EXCLUDE *.localhost",
            format!("--user-data-dir={}", profile.display()),
        ],
    })
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One command of the DevTools protocol, for what WebDriver has no word for.
#[derive(Debug)]
pub struct Tool(pub &'static str, pub Value);

impl FormatRequestData for Tool {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("session/{session}/goog/cdp/execute"))
            .add_body(json!({ "cmd": self.0, "params": self.1 }))
    }
}
