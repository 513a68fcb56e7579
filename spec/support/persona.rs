//! Servers of the fediverse that none of us runs, as far as a limited post meets them: each takes what comes to its inboxes and shows
//! it to whom the program that it plays would show it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use chrono::DateTime;
use entity::write::follow::{self, Follow, State, Way};
use entity::{actor, person, pod as pod_row};
use samara::domain::account::keys::Pair;
use samara::wire::activitypub::Id;
use samara::wire::signature::{self, Presented, Scheme, SigningKey, VerifyingKey};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::Value;

use super::TestPod;
use super::network::{Citizen, Network, Request, actor_pair};

/// The programs that are played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    Mastodon,
    GoToSocial,
    Misskey,
    Pixelfed,
    Pleroma,
    Friendica,
    Lemmy,
    PeerTube,
    /// Takes what is said below a post from the post's author alone.
    Streams,
    /// One that nobody knows, which keeps the first copy of what it gets and shows it to the first who is named.
    Unheard,
}

impl Program {
    pub const ALL: [Self; 10] = [
        Self::Mastodon,
        Self::GoToSocial,
        Self::Misskey,
        Self::Pixelfed,
        Self::Pleroma,
        Self::Friendica,
        Self::Lemmy,
        Self::PeerTube,
        Self::Streams,
        Self::Unheard,
    ];

    /// As its server says in NodeInfo, if it does.
    pub fn software(self) -> Option<&'static str> {
        match self {
            Self::Mastodon => Some("mastodon"),
            Self::GoToSocial => Some("gotosocial"),
            Self::Misskey => Some("misskey"),
            Self::Pixelfed => Some("pixelfed"),
            Self::Pleroma => Some("pleroma"),
            Self::Friendica => Some("friendica"),
            Self::Lemmy => Some("lemmy"),
            Self::PeerTube => Some("peertube"),
            Self::Streams => Some("streams"),
            Self::Unheard => None,
        }
    }
}

/// Something that came to an inbox.
#[derive(Clone, Debug)]
pub struct Came {
    /// Its path.
    pub path: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// As it came.
    pub raw: String,
    /// As JSON.
    pub body: Value,
}

/// A server of the fediverse with a few people.
pub struct Persona {
    pub program: Program,
    pub host: String,
    /// Its people, as our pod knows them.
    pub people: Vec<person::Model>,
    came: Arc<Mutex<Vec<Came>>>,
    /// What it answers to what is posted, by what begins the path; the last one counts.
    refuses: Arc<Mutex<Vec<(String, u16)>>>,
    /// A header without which it takes nothing, and how often anything was posted.
    knocks: Arc<Mutex<(Option<&'static str>, u32)>>,
}

impl Persona {
    /// Lets it join, and has the first of our pods know its people.
    pub async fn join(network: &Network, program: Program, host: &str, names: &[&str]) -> Self {
        let pod = network.pod(0);
        let came: Arc<Mutex<Vec<Came>>> = Arc::default();
        let refuses: Arc<Mutex<Vec<(String, u16)>>> = Arc::default();
        let mut people = Vec::new();
        for name in names {
            people.push(known(pod, program, host, name).await);
        }
        let knocks: Arc<Mutex<(Option<&'static str>, u32)>> = Arc::default();
        let (kept, refusing, knocking) = (came.clone(), refuses.clone(), knocks.clone());
        let script = move |request: &Request| -> (u16, String) {
            if !request.post {
                return (404, String::new());
            }
            let mut knocking = knocking.lock().unwrap();
            knocking.1 += 1;
            if let Some(wanted) = knocking.0
                && request.headers.iter().all(|(name, _)| name != wanted)
            {
                return (401, String::new());
            }
            let refusing = refusing.lock().unwrap();
            let mut refusing = refusing.iter().rev();
            if let Some((_, status)) = refusing.find(|(path, _)| request.path.starts_with(path.as_str())) {
                return (*status, String::new());
            }
            let raw = String::from_utf8(request.body.clone()).unwrap();
            kept.lock().unwrap().push(Came {
                path: request.path.clone(),
                headers: request.headers.clone(),
                body: serde_json::from_str(&raw).unwrap(),
                raw,
            });
            (202, String::new())
        };
        network.joins(host, Arc::new(script));
        Self {
            program,
            host: host.to_owned(),
            people,
            came,
            refuses,
            knocks,
        }
    }

    /// The address of one of its people.
    pub fn uri(&self, name: &str) -> String {
        uri(&self.host, name)
    }

    /// One of its people, as our pod knows them.
    pub fn who(&self, name: &str) -> &person::Model {
        let handle = format!("{name}@{}", self.host);
        self.people.iter().find(|person| person.handle == handle).unwrap()
    }

    /// One of its people follows somebody of ours, and may.
    pub async fn follows(&self, name: &str, whom: &Citizen<'_>) {
        let follow = Follow {
            user: whom.who.user,
            person: self.who(name).id,
            way: Way::In,
            uri: format!("https://{}/follows/{name}", self.host),
            state: State::Accepted,
        };
        let who = self.who(name).clone();
        let pod = whom.pod;
        pod.act(async |tx| {
            follow::set(tx.sql(), &follow, pod.clock.now()).await?;
            samara::domain::contact::arrive(tx, &who, whom.who.person, samara::domain::contact::Shares::Yes).await
        })
        .await
        .unwrap();
    }

    /// All that came so far.
    pub fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    /// Forgets what came.
    pub fn forget(&self) {
        self.came.lock().unwrap().clear();
    }

    /// From now on it answers this to what is posted below a path.
    pub fn refuses(&self, path: &str, status: u16) {
        self.refuses.lock().unwrap().push((path.to_owned(), status));
    }

    /// From now on it takes only what is signed with this header.
    pub fn wants(&self, header: &'static str) {
        self.knocks.lock().unwrap().0 = Some(header);
    }

    /// How often anything was posted.
    pub fn knocks(&self) -> u32 {
        self.knocks.lock().unwrap().1
    }

    /// It takes everything again.
    pub fn takes_all(&self) {
        self.refuses.lock().unwrap().clear();
    }

    /// Who of its people is shown an object by now, as its program does it: `following` are those of them who follow the author.
    /// What nobody may see any more is not among them.
    pub fn shown(&self, following: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
        let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for came in self.came() {
            let mut done = &came.body;
            if self.program == Program::Streams {
                match done["type"] == "Add" {
                    true => done = &done["object"],
                    false if !done["object"]["inReplyTo"].is_null() => continue,
                    false => {}
                }
            }
            let object = &done["object"];
            let id = object["id"].as_str().unwrap_or_default().to_owned();
            match done["type"].as_str().unwrap() {
                "Delete" => {
                    shown.remove(&id);
                }
                "Create" => {
                    let viewers = self.viewers(&came, object, following, &shown);
                    let fresh = !shown.contains_key(&id);
                    let known = shown.entry(id).or_default();
                    // Most keep the first copy of a thing; Mastodon and Friendica note each mailbox that it comes to.
                    if fresh || matches!(self.program, Program::Mastodon | Program::Friendica) {
                        known.extend(viewers);
                    }
                }
                _ => {}
            }
        }
        shown
    }

    fn viewers(
        &self,
        came: &Came,
        object: &Value,
        following: &BTreeSet<String>,
        shown: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeSet<String> {
        let list = |name: &str| -> Vec<String> {
            let list = object[name].as_array().expect("always a list");
            list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let (to, cc) = (list("to"), list("cc"));
        let here = |uri: &String| uri.starts_with(&format!("https://{}/", self.host));
        let all: Vec<String> = to.iter().chain(&cc).cloned().collect();
        let everybody: BTreeSet<String> = self.people.iter().map(uri_of).collect();
        if all.iter().any(|one| one.ends_with("#Public")) {
            return everybody;
        }
        let named: BTreeSet<String> = all.iter().filter(|uri| here(uri)).cloned().collect();
        let followers = all.iter().any(|one| one.ends_with("/followers"));
        let owner = came
            .path
            .strip_suffix("/inbox")
            .map(|path| format!("https://{}{path}", self.host));
        let mentioned: BTreeSet<String> = object["tag"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|tag| tag["type"] == "Mention")
            .map(|tag| tag["href"].as_str().unwrap().to_owned())
            .filter(|uri| here(uri))
            .collect();
        match self.program {
            _ if followers => following.clone(),
            Program::Mastodon | Program::Friendica => {
                let mut given = named;
                given.extend(owner.filter(|owner| everybody.contains(owner)));
                if self.program == Program::Mastodon {
                    // It is at home with who follows the author, and told to who is mentioned. Whoever has neither would have to know
                    // where it is; what stands below something is read there.
                    let above = object["inReplyTo"].as_str().and_then(|above| shown.get(above));
                    let reads = |one: &String| above.is_some_and(|above| above.contains(one));
                    given.retain(|one| mentioned.contains(one) || following.contains(one) || reads(one));
                }
                given
            }
            Program::GoToSocial => named.intersection(&mentioned).cloned().collect(),
            // Without anybody who is named it is taken for public.
            Program::Misskey if all.is_empty() => everybody,
            Program::Misskey | Program::Pleroma | Program::Streams => named,
            // Whatever is not to one alone is for all who follow.
            Program::Pixelfed if to.len() == 1 && cc.is_empty() => named,
            Program::Pixelfed => following.clone(),
            Program::Lemmy if to.len() == 1 => named,
            Program::Lemmy | Program::PeerTube => BTreeSet::new(),
            Program::Unheard => to.first().filter(|uri| here(uri)).cloned().into_iter().collect(),
        }
    }

    /// Headers that sign a question in the name of one of its people.
    pub fn signs(&self, pod: &TestPod, name: &str, path: &str) -> Vec<(String, String)> {
        signed(
            pod,
            &format!("{}#main-key", self.uri(name)),
            &format!("{name}@{}", self.host),
            path,
        )
    }
}

/// Headers that sign a question with any key under any name.
pub fn signed(pod: &TestPod, key_id: &str, key_of: &str, path: &str) -> Vec<(String, String)> {
    signed_with(pod, key_id, &actor_pair(key_of), path)
}

/// The same with a pair of keys.
pub fn signed_with(pod: &TestPod, key_id: &str, pair: &Pair, path: &str) -> Vec<(String, String)> {
    let key = SigningKey::from_pem(&pair.private).unwrap();
    let address = Id::parse(&pod.settings.url(path)).unwrap();
    let request = signature::Request {
        method: "GET",
        address: &address,
        headers: &[],
        body: None,
    };
    let now = DateTime::from_timestamp_micros(pod.clock.now().0).unwrap();
    let mut headers: Vec<(String, String)> =
        signature::sign(&request, Scheme::Cavage, &Id::parse(key_id).unwrap(), &key, now)
            .unwrap()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
    headers.push(("Host".to_owned(), address.authority().to_owned()));
    headers.push(("Accept".to_owned(), "application/activity+json".to_owned()));
    headers
}

/// Whether what came is signed by somebody of ours over what came, in one of the two ways; in which.
pub fn signature_of(came: &Came, host: &str, by: &Citizen<'_>) -> Option<Scheme> {
    let name = by.who.handle.split('@').next().unwrap();
    let key = VerifyingKey::from_pem(&actor_pair(name).public).unwrap();
    let address = Id::parse(&format!("https://{host}{}", came.path)).unwrap();
    let mut headers: Vec<(&str, &str)> = came
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    if !headers.iter().any(|(name, _)| *name == "host") {
        headers.push(("host", host));
    }
    let request = signature::Request {
        method: "POST",
        address: &address,
        headers: &headers,
        body: Some(came.raw.as_bytes()),
    };
    let now = DateTime::from_timestamp_micros(by.pod.clock.now().0).unwrap();
    let presented = Presented::read(&request, now).ok()?;
    presented.verify(&key).ok()?;
    Some(presented.scheme())
}

fn uri(host: &str, name: &str) -> String {
    format!("https://{host}/users/{name}")
}

/// The address of somebody of a persona.
pub fn uri_of(person: &person::Model) -> String {
    let (name, host) = person.handle.split_once('@').unwrap();
    uri(host, name)
}

/// Somebody of another server, as if our pod had met them.
async fn known(pod: &TestPod, program: Program, host: &str, name: &str) -> person::Model {
    let who = pod.remote(name, host).await;
    let home = pod_row::Entity::find()
        .filter(pod_row::Column::Host.eq(host))
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    let now = pod.clock.now();
    let tx = pod.db.begin().await.unwrap();
    let mut home = home.into_active_model();
    home.software = Set(program.software().map(str::to_owned));
    home.address = Set(format!("https://{host}"));
    home.asked_at = Set(Some(now));
    home.update(tx.sql()).await.unwrap();
    let uri = uri(host, name);
    // GoToSocial has no address for all.
    let shared = (program != Program::GoToSocial).then(|| format!("https://{host}/inbox"));
    let row = actor::ActiveModel {
        person_id: Set(who.id),
        url: Set(Some(format!("https://{host}/@{name}"))),
        kind: Set("Person".to_owned()),
        inbox: Set(format!("{uri}/inbox")),
        shared_inbox: Set(shared),
        followers: Set(Some(format!("{uri}/followers"))),
        outbox: Set(None),
        featured: Set(None),
        key_id: Set(format!("{uri}#main-key")),
        key_pem: Set(actor_pair(&format!("{name}@{host}")).public),
        locked: Set(false),
        fetched_at: Set(now),
        uri: Set(uri),
    };
    actor::Entity::insert(row)
        .exec_without_returning(tx.sql())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    who
}
