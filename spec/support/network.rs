//! Several pods in this process that reach each other without a socket: `one.example`, `two.example`, `three.example`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entity::{AspectId, person};
use samara::domain::account::keys::{self, Pair};
use samara::domain::contact;
use samara::outbound::{Carried, Carrier};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::browser::Server;
use super::{Someone, TestPod};

const HOSTS: [&str; 3] = ["one.example", "two.example", "three.example"];

/// Pods that reach each other.
pub struct Network {
    pods: Vec<TestPod>,
    air: Arc<Mutex<Air>>,
}

/// What is between them.
#[derive(Default)]
struct Air {
    servers: BTreeMap<String, Server>,
    away: BTreeSet<String>,
    /// How long a host takes for each answer.
    slow: BTreeMap<String, Duration>,
    sent: Vec<Sent>,
    /// What a host answers instead, below a path.
    instead: Vec<(String, String, u16, String)>,
    /// Servers that are no pods of ours, by host.
    strangers: BTreeMap<String, Script>,
}

/// What a server that is no pod of ours answers: status and body.
pub type Script = Arc<dyn Fn(&Request) -> (u16, String) + Send + Sync>;

/// A request to one.
#[derive(Clone, Debug)]
pub struct Request {
    /// Whether something is posted.
    pub post: bool,
    /// Path and question.
    pub path: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// What was sent.
    pub body: Vec<u8>,
}

/// A request that one pod made to another.
#[derive(Clone, Debug)]
pub struct Sent {
    /// To which host.
    pub host: String,
    /// Path and question.
    pub path: String,
    /// What was sent, if anything.
    pub body: String,
}

/// Somebody who lives on one of the pods.
pub struct Citizen<'n> {
    /// Where.
    pub pod: &'n TestPod,
    /// Who.
    pub who: Someone,
}

fn carrier(air: Arc<Mutex<Air>>) -> Carrier {
    Carrier::of(move |request| -> Carried {
        let url = request.url().clone();
        let host = url.host_str().unwrap_or_default().to_owned();
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let body = request
            .body()
            .and_then(|body| body.as_bytes())
            .unwrap_or_default()
            .to_vec();
        let headers = request.headers().iter();
        let headers: Vec<(String, String)> = headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        let post = request.method() == "POST";
        let slow = air.lock().unwrap().slow.get(&host).copied().unwrap_or_default();
        let server = {
            let mut air = air.lock().unwrap();
            air.sent.push(Sent {
                host: host.clone(),
                path: path.clone(),
                body: String::from_utf8_lossy(&body).into_owned(),
            });
            let there = !air.away.contains(&host);
            let instead = air.instead.iter().rev().filter(|_| there);
            let mut instead = instead.filter(|(at, below, ..)| *at == host && path.starts_with(below.as_str()));
            if let Some((.., status, body)) = instead.next() {
                let answer = http::Response::builder().status(*status).body(body.clone());
                return Box::pin(async move { Some(answer.unwrap().into()) });
            }
            if let Some(script) = air.strangers.get(&host).filter(|_| there).cloned() {
                let request = Request {
                    post,
                    path,
                    headers,
                    body,
                };
                let (status, body) = script(&request);
                let answer = http::Response::builder().status(status).body(body);
                return Box::pin(async move { Some(answer.unwrap().into()) });
            }
            air.servers.get(&host).filter(|_| there).cloned()
        };
        Box::pin(async move {
            tokio::time::sleep(slow).await;
            let (status, headers, body) = server?.asked(post, &path, &headers, body).await;
            let mut answer = http::Response::builder().status(status);
            for (name, value) in headers {
                answer = answer.header(name, value);
            }
            Some(answer.body(body).unwrap().into())
        })
    })
}

impl Network {
    /// So many pods, with nobody in them.
    pub async fn of(count: usize) -> Self {
        Self::with(count, &[]).await
    }

    /// The same with other settings, for all of them.
    pub async fn with(count: usize, settings: &[(&str, &str)]) -> Self {
        let air: Arc<Mutex<Air>> = Arc::default();
        let mut pods = Vec::new();
        for (number, host) in HOSTS.iter().take(count).enumerate() {
            let address = format!("https://{host}");
            let pod = TestPod::joined(
                &[&[("address", address.as_str())], settings].concat(),
                number as u64 + 1,
                carrier(air.clone()),
            )
            .await;
            air.lock()
                .unwrap()
                .servers
                .insert((*host).to_owned(), pod.server().clone());
            pods.push(pod);
        }
        Self { pods, air }
    }

    /// One of them, from 0 on.
    pub fn pod(&self, number: usize) -> &TestPod {
        &self.pods[number]
    }

    /// A server that is no pod of ours is there from now on.
    pub fn joins(&self, host: &str, script: Script) {
        self.air.lock().unwrap().strangers.insert(host.to_owned(), script);
    }

    /// Somebody on one of them who has keys.
    pub async fn citizen(&self, number: usize, name: &str) -> Citizen<'_> {
        let pod = &self.pods[number];
        let who = pod.user(name).await;
        let (pair, actor) = (pair(name), actor_pair(name));
        pod.act(async |tx| keys::keep(tx, &pod.vault, who.user, pair.clone(), actor.clone()).await)
            .await
            .unwrap();
        Citizen { pod, who }
    }

    /// All work that is due is done, on all of them, until nothing is left.
    pub async fn settle(&self) {
        loop {
            let mut runs = 0;
            for pod in &self.pods {
                runs += samara::worker::drain(pod).await.unwrap();
            }
            if runs == 0 {
                return;
            }
        }
    }

    /// Time goes by, for all.
    pub fn advance(&self, by: Duration) {
        for pod in &self.pods {
            pod.advance(by);
        }
    }

    /// One of them answers nobody.
    pub fn leave(&self, number: usize) {
        self.air.lock().unwrap().away.insert(HOSTS[number].to_owned());
    }

    /// It does again.
    pub fn come_back(&self, number: usize) {
        self.air.lock().unwrap().away.remove(HOSTS[number]);
    }

    /// From now on one of them takes so long for each of its own answers.
    pub fn is_slow(&self, number: usize, each: Duration) {
        self.air.lock().unwrap().slow.insert(HOSTS[number].to_owned(), each);
    }

    /// From now on one of them answers this below a path, whatever it is asked.
    pub fn says(&self, number: usize, below: &str, status: u16, body: &str) {
        let instead = (HOSTS[number].to_owned(), below.to_owned(), status, body.to_owned());
        self.air.lock().unwrap().instead.push(instead);
    }

    /// It answers as itself again.
    pub fn is_itself(&self, number: usize) {
        self.air
            .lock()
            .unwrap()
            .instead
            .retain(|(host, ..)| host != HOSTS[number]);
    }

    /// What was sent to one of them so far.
    pub fn sent_to(&self, number: usize) -> Vec<Sent> {
        let air = self.air.lock().unwrap();
        let to = air.sent.iter().filter(|sent| sent.host == HOSTS[number]);
        to.cloned().collect()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // Each pod has the way to all the others: without this none would ever go.
        self.air.lock().unwrap().servers.clear();
    }
}

/// Keys that are quick to make; the same for everybody of this name.
pub fn pair(name: &str) -> Pair {
    static MADE: Mutex<BTreeMap<String, Pair>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    made.entry(name.to_owned())
        .or_insert_with(|| keys::generate(1_024).unwrap())
        .clone()
}

/// Keys of an actor, which nobody takes if they are shorter; the same for everybody of this name.
pub fn actor_pair(name: &str) -> Pair {
    static MADE: Mutex<BTreeMap<String, Pair>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    made.entry(name.to_owned())
        .or_insert_with(|| keys::generate(keys::ACTOR_BITS).unwrap())
        .clone()
}

impl Citizen<'_> {
    /// How their pod knows somebody, by their ID; asked for through the box for searching when they are not known yet.
    pub async fn knows(&self, other: &Citizen<'_>) -> person::Model {
        let handle = &other.who.handle;
        let name = self.who.handle.split('@').next().unwrap();
        let answer = self.pod.browser(name).await.get(&format!("/search?q={handle}")).await;
        assert_eq!(answer.status(), 303, "{handle} is found");
        person::Entity::find()
            .filter(person::Column::Handle.eq(handle))
            .one(self.pod.db.read())
            .await
            .unwrap()
            .unwrap()
    }

    /// Puts somebody into an aspect.
    pub async fn puts(&self, other: &Citizen<'_>, aspect: &str) -> AspectId {
        let person = self.knows(other).await;
        let aspect = self.who.aspect(self.pod, aspect).await;
        self.pod
            .act(async |tx| contact::add_to(tx, self.who.user, person.id, aspect).await)
            .await
            .unwrap();
        aspect
    }

    /// Puts somebody into `family`.
    pub async fn shares_with(&self, other: &Citizen<'_>) -> AspectId {
        self.puts(other, "family").await
    }

    /// All that pages know of them.
    pub async fn me(&self) -> samara::domain::me::Me {
        self.who.me(self.pod).await
    }
}

/// Writes an entity in somebody's name, as their pod would.
pub fn written(by: &Citizen<'_>, entity: impl Into<samara::wire::diaspora::Entity>) -> String {
    let name = by.who.handle.split('@').next().unwrap();
    let xml = entity.into().xml().unwrap();
    signed(&xml, &by.who.handle, name)
}

/// Any payload in anybody's name, signed with the key of anybody.
pub fn signed(xml: &str, sender: &str, key_of: &str) -> String {
    use samara::wire::diaspora::{Envelope, PrivateKey};
    let key = PrivateKey::parse(&pair(key_of).private).unwrap();
    let sender = samara::wire::Handle::parse(sender).unwrap();
    Envelope::write(xml, &sender, &key).unwrap()
}

/// An envelope sealed for the key of somebody.
pub fn sealed(envelope: &str, key_of: &str) -> String {
    use samara::wire::diaspora::{PublicKey, Sealed};
    let key = PublicKey::parse(&pair(key_of).public).unwrap();
    Sealed::write(envelope, &key, &[7; 48]).unwrap()
}
