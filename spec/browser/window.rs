//! Somebody at a browser: finds things by the words on the screen, as people do, and waits for what they wait for.
//!
//! Nothing here knows a page. Every wait is for a condition, and says what it waited for when it gives up.

use std::path::Path;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key, WebDriver, WebElement};
use tokio::time::{Instant, sleep};

use super::chrome::Tool;

/// How long somebody waits before saying that it does not work. The machine may be busy with other specs.
const PATIENCE: Duration = Duration::from_secs(90);

/// One browser with one tab.
#[derive(Clone)]
pub struct Window {
    /// Whose, for messages and pictures.
    pub name: String,
    driver: WebDriver,
    address: String,
}

impl Window {
    /// At the pod with this address.
    pub fn new(name: &str, driver: WebDriver, address: String) -> Self {
        Self {
            name: name.to_owned(),
            driver,
            address,
        }
    }

    /// Closes the browser.
    pub async fn close(self) {
        // A browser that is gone already is closed.
        let _ = self.driver.quit().await;
    }

    /// Asks again and again until there is an answer.
    pub async fn until<T>(&self, what: &str, mut probe: impl AsyncFnMut() -> WebDriverResult<Option<T>>) -> T {
        let begun = Instant::now();
        let mut last = String::new();
        loop {
            match probe().await {
                Ok(Some(found)) => return found,
                Ok(None) => {}
                // Pages change under the hand: what was found is stale, or not there yet.
                Err(error) => last = format!(" Last: {error}"),
            }
            if begun.elapsed() > PATIENCE {
                let path = self.path().await.unwrap_or_default();
                let text: String = self.text().await.unwrap_or_default();
                panic!(
                    "{} waited in vain for {what} at {path}.{last}\nThe page says:\n{text}",
                    self.name
                );
            }
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// Opens an address of the pod, or a whole link.
    pub async fn go(&self, path: &str) {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.address)
        };
        self.driver
            .goto(&url)
            .await
            .unwrap_or_else(|error| panic!("{} cannot open {url}: {error}", self.name));
    }

    /// Opens a page that is not the pod's: one that carries itself in its address.
    pub async fn elsewhere(&self, page: &str) {
        assert!(page.starts_with("data:"), "nothing is asked of others");
        self.driver
            .goto(page)
            .await
            .unwrap_or_else(|error| panic!("{} cannot open {page}: {error}", self.name));
    }

    /// Goes back, as the button of the browser does.
    pub async fn back(&self) {
        self.driver.back().await.expect("one can go back");
    }

    /// Waits for a window that the page opens, and looks at that from now on.
    pub async fn newest_tab(&self) {
        let another = async || {
            let windows = self.driver.windows().await?;
            Ok((windows.len() > 1).then(|| windows.last().cloned()).flatten())
        };
        let newest = self.until("another window", another).await;
        self.driver.switch_to_window(newest).await.expect("one can look at it");
    }

    /// Moves the mouse over what the selector finds first.
    pub async fn hover(&self, css: &str) {
        let over = async || {
            let Some(element) = self.shown(By::Css(css)).await? else {
                return Ok(None);
            };
            let mouse = self.driver.action_chain().move_to_element_center(&element);
            mouse.perform().await?;
            Ok(Some(()))
        };
        self.until(&format!("{css} under the mouse"), over).await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.driver.refresh().await.expect("a page can be loaded again");
    }

    /// Path and question of the page that is open.
    pub async fn path(&self) -> WebDriverResult<String> {
        let url = self.driver.current_url().await?;
        Ok(url
            .query()
            .map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    }

    /// Waits for the page with this path; `*` at the end stands for anything.
    pub async fn at(&self, path: &str) -> String {
        let there = async || {
            let now = self.path().await?;
            let ready: String = self.ask("return document.readyState", vec![]).await?;
            let fits = path
                .strip_suffix('*')
                .map_or(now == path, |begin| now.starts_with(begin) && now.len() > begin.len());
            Ok((fits && ready != "loading").then_some(now))
        };
        self.until(&format!("the page {path}"), there).await
    }

    /// The words that can be seen.
    pub async fn text(&self) -> WebDriverResult<String> {
        self.ask("return document.body.innerText", vec![]).await
    }

    /// Waits until these words can be seen.
    pub async fn see(&self, words: &str) {
        self.until(&format!("“{words}”"), async || {
            Ok(self.text().await?.contains(words).then_some(()))
        })
        .await;
    }

    /// Waits until these words are gone.
    pub async fn see_no(&self, words: &str) {
        let gone = async || {
            let ready: String = self.ask("return document.readyState", vec![]).await?;
            Ok((ready == "complete" && !self.text().await?.contains(words)).then_some(()))
        };
        self.until(&format!("“{words}” to be gone"), gone).await;
    }

    /// Waits for something that can be seen.
    pub async fn find(&self, css: &str) -> WebElement {
        self.until(css, async || self.shown(By::Css(css)).await).await
    }

    /// Gives files to a field, which may lie unseen behind its button.
    pub async fn attach(&self, css: &str, paths: &[String]) {
        let there = async || Ok(self.driver.find_all(By::Css(css)).await?.into_iter().next());
        let field = self.until(css, there).await;
        field.send_keys(paths.join("\n")).await.expect("files can be chosen");
    }

    /// Waits until nothing of this can be seen.
    pub async fn find_no(&self, css: &str) {
        let gone = async || Ok(self.shown(By::Css(css)).await?.is_none().then_some(()));
        self.until(&format!("{css} to be gone"), gone).await;
    }

    async fn shown(&self, by: By) -> WebDriverResult<Option<WebElement>> {
        for element in self.driver.find_all(by).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Clicks what the selector finds first.
    pub async fn click(&self, css: &str) {
        self.click_by(css, By::Css(css)).await;
    }

    async fn click_by(&self, what: &str, by: By) {
        let clicked = async || {
            let Some(element) = self.shown(by.clone()).await? else {
                return Ok(None);
            };
            element.click().await?;
            Ok(Some(()))
        };
        self.until(&format!("{what} to click"), clicked).await;
    }

    /// Presses the button, link or choice that says this, beginning with what lies on top.
    pub async fn press(&self, words: &str) {
        self.press_in("", words).await;
    }

    /// The same within what the selector of XPath (`//dialog`, `//main`, …) finds.
    pub async fn press_in(&self, within: &str, words: &str) {
        let words = quoted(words);
        let path = ["button", "a", "summary", "label"]
            .map(|tag| format!("{within}//{tag}[normalize-space(.)={words}]"))
            .join(" | ");
        self.click_by(&words, By::XPath(path)).await;
    }

    /// Presses the choice that begins with these words: those with an explanation or a count behind them.
    pub async fn choose(&self, within: &str, words: &str) {
        let path = format!("{within}//label[starts-with(normalize-space(.), {})]", quoted(words));
        self.click_by(words, By::XPath(path)).await;
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> WebElement {
        let words = quoted(label);
        let path = format!(
            "//*[@id=//label[normalize-space(.)={words}]/@for] | //*[self::input or self::textarea][@aria-label={words}]"
        );
        self.until(&format!("the field “{label}”"), async || {
            self.shown(By::XPath(path.clone())).await
        })
        .await
    }

    /// Types into the field with this label what it shall hold.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("it can be emptied");
        field.send_keys(text).await.expect("it takes keys");
    }

    /// Types where the cursor is.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) {
        self.driver
            .action_chain()
            .send_keys(keys)
            .perform()
            .await
            .expect("keys can be pressed");
    }

    /// Ctrl and Enter.
    pub async fn ctrl_enter(&self) {
        let chord = self
            .driver
            .action_chain()
            .key_down(Key::Control)
            .send_keys(Key::Enter + "")
            .key_up(Key::Control);
        chord.perform().await.expect("keys can be pressed");
    }

    /// Runs a script in the page: what the eye would see, and no button.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> WebDriverResult<T> {
        self.driver.execute(script, arguments).await?.convert()
    }

    /// The same where nothing can go wrong.
    pub async fn told<T: DeserializeOwned>(&self, script: &str) -> T {
        self.ask(script, vec![])
            .await
            .unwrap_or_else(|error| panic!("{}: {script}: {error}", self.name))
    }

    /// Waits until a script says true.
    pub async fn holds(&self, what: &str, script: &str) {
        self.until(what, async || Ok(self.ask::<bool>(script, vec![]).await?.then_some(())))
            .await;
    }

    /// Gives the page this many pixels.
    pub async fn size(&self, width: u32, height: u32) {
        let wish = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tool("Emulation.setDeviceMetricsOverride", wish).await;
    }

    /// Takes the browser to another time zone.
    pub async fn travel(&self, zone: &str) {
        self.tool("Emulation.setTimezoneOverride", json!({ "timezoneId": zone }))
            .await;
    }

    /// What the system prefers: `light` or `dark`.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.tool("Emulation.setEmulatedMedia", features).await;
    }

    /// Says with each request that these languages are read.
    pub async fn languages(&self, languages: &str) {
        let wish = json!({ "headers": { "Accept-Language": languages } });
        self.tool("Network.setExtraHTTPHeaders", wish).await;
    }

    /// One command of the DevTools protocol.
    pub async fn tool(&self, command: &'static str, wish: Value) {
        self.driver
            .cmd(Tool(command, wish))
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"));
    }

    /// Takes a picture of what can be seen.
    pub async fn picture(&self, file: &Path) {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for pictures can be made");
        }
        if let Err(error) = self.driver.screenshot(file).await {
            eprintln!("no picture of {}: {error}", self.name);
        }
    }

    /// What went wrong in the pages since the last time this was asked: scripts that broke, rules that were broken,
    /// requests that left the pod.
    pub async fn complaints(&self) -> Vec<String> {
        let logged = self.driver.get_log("browser").await.unwrap_or_default();
        let broken = logged
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" || entry.message.contains("Content Security Policy"))
            // A page that says no is no fault of the page, nor is a pod that is switched off.
            .filter(|entry| entry.source.as_deref() != Some("network"))
            .map(|entry| entry.message);
        let mut found: Vec<String> = broken.collect();
        for entry in self.driver.get_log("performance").await.unwrap_or_default() {
            found.extend(abroad(&entry.message, &self.address));
        }
        found
    }
}

/// The address of a request that a line of the log tells of, if it is not the pod's.
fn abroad(line: &str, address: &str) -> Option<String> {
    let entry: Value = serde_json::from_str(line).ok()?;
    let event = &entry["message"];
    if event["method"] != "Network.requestWillBeSent" && event["method"] != "Network.webSocketCreated" {
        return None;
    }
    let url = event["params"]["request"]["url"]
        .as_str()
        .or(event["params"]["url"].as_str())?;
    let own = url == address || url.strip_prefix(address).is_some_and(|path| path.starts_with('/'));
    // The empty tab that a browser begins with, and pictures that the page itself made.
    let inside = ["data:", "blob:", "about:", "chrome:"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    (!own && !inside).then(|| format!("a request left the pod: {url}"))
}

/// A string of XPath, which knows no escapes.
fn quoted(words: &str) -> String {
    if words.contains('"') {
        format!("'{words}'")
    } else {
        format!("\"{words}\"")
    }
}
