//! A pod and the fediverse around it: servers that answer what a spec puts there, and actors who sign what they send.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use entity::{actor, person};
use samara::domain::account::keys::{self, Pair};
use samara::outbound::{Carried, Carrier};
use samara::wire::Guid;
use samara::wire::activitypub::Id;
use samara::wire::diaspora::entity::Pem;
use samara::wire::diaspora::{Name, PathAddress, Text};
use samara::wire::discovery::HCard;
use samara::wire::signature::{Request, Scheme, SigningKey, sign};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::network::pair;
use super::{Someone, TestPod};

/// The pod's address.
pub const HERE: &str = "https://one.example";
const ACTIVITY: &str = "application/activity+json";

/// A pod and the servers around it.
pub struct Far {
    pub pod: TestPod,
    air: Arc<Mutex<Air>>,
}

#[derive(Default)]
struct Air {
    there: BTreeMap<String, (u16, String, Vec<u8>)>,
    asked: Vec<Asked>,
    away: Vec<String>,
    /// In whose names something is shown, by its address: what has to stand in the signature.
    only: BTreeMap<String, Vec<String>>,
    /// Which header has to be there when a host is asked, and what it answers without.
    picky: Vec<(String, String, u16)>,
}

/// A request of the pod.
#[derive(Clone, Debug)]
pub struct Asked {
    pub post: bool,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Somebody of another server.
#[derive(Clone)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub host: String,
    pub pair: Pair,
}

/// A key of 2048 bits, the same for everybody of this name.
pub fn actor_pair(name: &str) -> Pair {
    static MADE: Mutex<BTreeMap<String, Pair>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    made.entry(name.to_owned())
        .or_insert_with(|| keys::generate(2_048).unwrap())
        .clone()
}

fn carrier(air: Arc<Mutex<Air>>) -> Carrier {
    Carrier::of(move |request| -> Carried {
        let url = request.url().to_string();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
        let post = request.method() == "POST";
        let mut air = air.lock().unwrap();
        let asked = Asked {
            post,
            url: url.clone(),
            headers: headers.collect(),
            body: String::from_utf8_lossy(body).into_owned(),
        };
        let refuses = air.refuses(&asked).filter(|_| !post);
        air.asked.push(asked);
        let host = request.url().host_str().unwrap_or_default();
        let away = air.away.iter().any(|away| away == host);
        let answer = match air.there.get(&url) {
            _ if away => None,
            _ if refuses.is_some() => Some(
                http::Response::builder()
                    .status(refuses.unwrap_or_default())
                    .body(Vec::new()),
            ),
            Some((status, kind, body)) if (300..400).contains(status) => Some(
                http::Response::builder()
                    .status(*status)
                    .header("location", String::from_utf8_lossy(body).into_owned())
                    .header("x", kind)
                    .body(Vec::new()),
            ),
            Some((status, kind, body)) => Some(
                http::Response::builder()
                    .status(*status)
                    .header("content-type", kind)
                    .body(body.clone()),
            ),
            None if post => Some(http::Response::builder().status(202).body(Vec::new())),
            None => Some(http::Response::builder().status(404).body(Vec::new())),
        };
        Box::pin(async move { answer.map(|answer| answer.unwrap().into()) })
    })
}

impl Asked {
    /// Whether it is signed with the key of somebody here.
    pub fn is_by(&self, key: &str) -> bool {
        let signed = |name: &str| name == "signature" || name == "signature-input";
        let mut headers = self.headers.iter().filter(|(name, _)| signed(name));
        headers.any(|(_, value)| value.contains(key))
    }
}

impl Air {
    /// What a question is answered before it is looked at what lies there.
    fn refuses(&self, asked: &Asked) -> Option<u16> {
        let url = url::Url::parse(&asked.url).unwrap();
        let picky = self.picky.iter().find(|(host, header, _)| {
            url.host_str() == Some(host) && asked.headers.iter().all(|(name, _)| name != header)
        });
        if let Some((_, _, status)) = picky {
            return Some(*status);
        }
        let only = self.only.get(&asked.url)?;
        only.iter().all(|key| !asked.is_by(key)).then_some(404)
    }
}

impl Far {
    /// A pod with nobody in it, and nobody around it.
    pub async fn new() -> Self {
        let air: Arc<Mutex<Air>> = Arc::default();
        let pod = TestPod::joined(&[("address", HERE)], 1, carrier(air.clone())).await;
        let own = actor_pair("the pod");
        pod.act(async |tx| keys::keep_of_pod(tx, &pod.vault, own).await)
            .await
            .unwrap();
        Self { pod, air }
    }

    /// Somebody here who has keys.
    pub async fn citizen(&self, name: &str) -> Someone {
        let who = self.pod.user(name).await;
        self.pod
            .act(async |tx| keys::keep(tx, &self.pod.vault, who.user, pair(name), actor_pair(name)).await)
            .await
            .unwrap();
        who
    }

    /// Somebody of another server, with an actor document and a name.
    pub fn actor(&self, name: &str, host: &str) -> Actor {
        self.actor_of(name, host, "Person")
    }

    /// The same of another kind.
    pub fn actor_of(&self, name: &str, host: &str, kind: &str) -> Actor {
        let actor = Actor {
            id: format!("https://{host}/users/{name}"),
            name: name.to_owned(),
            host: host.to_owned(),
            pair: actor_pair(name),
        };
        self.publishes(&actor, kind, json!({}));
        actor
    }

    /// Serves the document of an actor, with these members in the place of others.
    pub fn publishes(&self, actor: &Actor, kind: &str, other: Value) {
        let Actor { id, name, host, pair } = actor;
        let mut document = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": id, "type": kind, "preferredUsername": name, "name": format!("{name} far"),
            "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
            "endpoints": {"sharedInbox": format!("https://{host}/inbox")},
            "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": pair.public},
        });
        for (member, value) in other.as_object().unwrap() {
            document[member] = value.clone();
        }
        self.serves(id, &document);
        let finger = json!({
            "subject": format!("acct:{name}@{host}"),
            "links": [{"rel": "self", "type": ACTIVITY, "href": id}],
        });
        let at = format!("https://{host}/.well-known/webfinger?resource=acct:{name}@{host}");
        self.serves_as(&at, 200, "application/jrd+json", &finger.to_string());
    }

    /// Somebody of another server who speaks diaspora*, too, under this guid.
    pub fn both(&self, name: &str, host: &str, guid: &str) -> Actor {
        let actor = self.actor(name, host);
        let picture = || PathAddress::new(&format!("https://{host}/a.png")).unwrap();
        let card = HCard {
            guid: Guid::parse(guid).unwrap(),
            nickname: Text::new(name),
            full_name: Name::new(&format!("{name} of both")).unwrap(),
            first_name: Name::new(name),
            last_name: Name::new("of both"),
            searchable: true,
            public_key: Pem::new(&pair(name).public).unwrap(),
            photo_large: picture(),
            photo_medium: picture(),
            photo_small: picture(),
        };
        let page = format!("https://{host}/hcard/{name}");
        self.serves_as(&page, 200, "text/html", &card.html());
        let finger = json!({
            "subject": format!("acct:{name}@{host}"),
            "links": [
                {"rel": "self", "type": ACTIVITY, "href": actor.id},
                {"rel": "http://microformats.org/profile/hcard", "type": "text/html", "href": page},
                {"rel": "http://joindiaspora.com/seed_location", "type": "text/html", "href": format!("https://{host}/")},
            ],
        });
        let at = format!("https://{host}/.well-known/webfinger?resource=acct:{name}@{host}");
        self.serves_as(&at, 200, "application/jrd+json", &finger.to_string());
        actor
    }

    /// From now on there is a document of ActivityPub at an address.
    pub fn serves(&self, url: &str, document: &Value) {
        self.serves_as(url, 200, ACTIVITY, &document.to_string());
    }

    /// The same, but it is shown only to who asks with one of these keys; everybody else has nothing there.
    pub fn serves_only(&self, url: &str, document: &Value, keys: &[String]) {
        self.serves(url, document);
        let mut air = self.air.lock().unwrap();
        air.only.insert(url.to_owned(), keys.to_owned());
    }

    /// A host shows nothing to who asks without this header.
    pub fn wants(&self, host: &str, header: &str, status: u16) {
        let mut air = self.air.lock().unwrap();
        air.picky.push((host.to_owned(), header.to_owned(), status));
    }

    /// The same with another status and type; the body of a redirect is where it leads.
    pub fn serves_as(&self, url: &str, status: u16, kind: &str, body: &str) {
        self.serves_bytes(url, (status, kind), body.as_bytes());
    }

    /// The same of what is no text.
    pub fn serves_bytes(&self, url: &str, (status, kind): (u16, &str), body: &[u8]) {
        let mut air = self.air.lock().unwrap();
        air.there
            .insert(url.to_owned(), (status, kind.to_owned(), body.to_owned()));
    }

    /// A server answers nobody.
    pub fn leaves(&self, host: &str) {
        self.air.lock().unwrap().away.push(host.to_owned());
    }

    /// What the pod has asked and sent so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.air.lock().unwrap().asked.clone()
    }

    /// How often it has asked for an address.
    pub fn asked_for(&self, url: &str) -> usize {
        self.asked()
            .iter()
            .filter(|asked| !asked.post && asked.url == url)
            .count()
    }

    /// What was sent to an inbox, as JSON.
    pub fn sent_to(&self, inbox: &str) -> Vec<Value> {
        let sent = self
            .asked()
            .into_iter()
            .filter(|asked| asked.post && asked.url == inbox);
        sent.map(|sent| serde_json::from_str(&sent.body).unwrap()).collect()
    }

    /// Headers with which somebody sends something to an inbox, now.
    pub fn signed(&self, by: &Actor, path: &str, scheme: Scheme, body: &[u8]) -> Vec<(String, String)> {
        self.signed_with(&format!("{}#main-key", by.id), &by.pair, path, scheme, body)
    }

    /// The same with any key under any name.
    pub fn signed_with(
        &self,
        key_id: &str,
        pair: &Pair,
        path: &str,
        scheme: Scheme,
        body: &[u8],
    ) -> Vec<(String, String)> {
        let address = Id::parse(&format!("{HERE}{path}")).unwrap();
        let key = SigningKey::from_pem(&pair.private).unwrap();
        let now = chrono::DateTime::from_timestamp_micros(self.pod.clock.now().0).unwrap();
        let given = [("host", "one.example"), ("content-type", ACTIVITY)];
        let request = Request {
            method: "POST",
            address: &address,
            headers: &given,
            body: Some(body),
        };
        let added = sign(&request, scheme, &Id::parse(key_id).unwrap(), &key, now).unwrap();
        given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .chain(added.into_iter().map(|(name, value)| (name.to_owned(), value)))
            .collect()
    }

    /// Somebody asks for the document at an address of the pod, now; what it answers.
    pub async fn asks(&self, by: &Actor, path: &str) -> (u16, String) {
        let address = Id::parse(&format!("{HERE}{path}")).unwrap();
        let key = SigningKey::from_pem(&by.pair.private).unwrap();
        let now = chrono::DateTime::from_timestamp_micros(self.pod.clock.now().0).unwrap();
        let given = [("host", "one.example"), ("accept", ACTIVITY)];
        let request = Request {
            method: "GET",
            address: &address,
            headers: &given,
            body: None,
        };
        let key_id = Id::parse(&format!("{}#main-key", by.id)).unwrap();
        let added = sign(&request, Scheme::Cavage, &key_id, &key, now).unwrap();
        let given = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let added = added.into_iter().map(|(name, value)| (name.to_owned(), value));
        let headers: Vec<(String, String)> = given.into_iter().chain(added).collect();
        let (status, _, body) = self.pod.server().asked(false, path, &headers, Vec::new()).await;
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Posts something as it is; what the pod answers.
    pub async fn posts(&self, path: &str, headers: &[(String, String)], body: &[u8]) -> u16 {
        self.pod.server().asked(true, path, headers, body.to_vec()).await.0
    }

    /// Somebody sends an activity; what the pod answers.
    pub async fn sends(&self, by: &Actor, path: &str, activity: &Value) -> u16 {
        let body = activity.to_string();
        let headers = self.signed(by, path, Scheme::Cavage, body.as_bytes());
        self.posts(path, &headers, body.as_bytes()).await
    }

    /// The same to the shared inbox, worked on at once, and taken at the door.
    pub async fn tells(&self, by: &Actor, activity: Value) {
        assert_eq!(self.sends(by, "/inbox", &activity).await, 202, "{activity}");
        self.pod.settle().await;
    }

    /// How the pod knows somebody.
    pub async fn known(&self, actor: &Actor) -> Option<person::Model> {
        let db = self.pod.db.read();
        let row = actor::Entity::find()
            .filter(actor::Column::Uri.eq(&actor.id))
            .one(db)
            .await
            .unwrap()?;
        person::Entity::find_by_id(row.person_id).one(db).await.unwrap()
    }

    /// Somebody here looks for an address or a name, and is led somewhere.
    pub async fn opens(&self, name: &str, typed: &str) -> String {
        let typed: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let answer = self.pod.browser(name).await.get(&format!("/search?q={typed}")).await;
        answer.location().to_owned()
    }

    /// Somebody here puts an actor into `family`, who lets them follow it.
    pub async fn follows(&self, who: &Someone, name: &str, whom: &Actor) {
        self.opens(name, &whom.id).await;
        let person = self.known(whom).await.expect("they are found");
        let aspect = who.aspect(&self.pod, "family").await;
        self.pod
            .act(async |tx| samara::domain::contact::add_to(tx, who.user, person.id, aspect).await)
            .await
            .unwrap();
        self.pod.settle().await;
        let sent = self.sent_to(&format!("{}/inbox", whom.id));
        let follow = sent
            .iter()
            .rev()
            .find(|sent| sent["type"] == "Follow")
            .expect("a follow")
            .clone();
        self.tells(whom, whom.does("Accept", "accept", follow)).await;
    }
}

impl Actor {
    /// The address of something of theirs.
    pub fn at(&self, path: &str) -> String {
        format!("https://{}/{path}", self.host)
    }

    /// An activity of theirs.
    pub fn does(&self, verb: &str, name: &str, object: Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": self.at(&format!("did/{}/{verb}/{name}", self.name)), "type": verb, "actor": self.id, "object": object,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [],
        })
    }

    /// A public note of theirs.
    pub fn note(&self, name: &str, text: &str) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": self.at(&format!("notes/{name}")), "type": "Note", "attributedTo": self.id,
            "content": format!("<p>{text}</p>"), "published": "2026-11-21T11:00:00Z",
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{}/followers", self.id)],
        })
    }

    /// They have made something.
    pub fn makes(&self, object: Value) -> Value {
        let name = object["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let mut create = self.does("Create", &name, object.clone());
        create["to"] = object["to"].clone();
        create["cc"] = object["cc"].clone();
        create
    }
}

/// With some members in the place of others.
pub fn with(mut value: Value, other: Value) -> Value {
    for (member, new) in other.as_object().unwrap() {
        value[member] = new.clone();
    }
    value
}
