//! Another pod as one meets it: a host on a socket of this machine, over TLS, with one person in it. It answers who asks for them,
//! takes what is sent to them, and behaves as a spec tells it to.

mod authority;
mod manner;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use samara::wire::activitypub::Id;
use samara::wire::diaspora::{Name, PathAddress, entity::Pem};
use samara::wire::discovery::{HCard, Jrd};
use samara::wire::signature::{Request, Scheme, SigningKey, sign};
use samara::wire::{Guid, Handle};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_native_tls::TlsAcceptor;

use super::network::{actor_pair, pair};
pub use authority::{Authority, Vouched};
pub use manner::Manner;

/// Everybody's key at all of these pods: [`pair`] of this name.
pub const KEY: &str = "peer";

/// What it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// diaspora*: letters to all come to `/receive/public`.
    Diaspora,
    /// ActivityPub: activities come to inboxes.
    ActivityPub,
}

/// A pod that is none.
pub struct Peer {
    /// What it is called.
    pub host: String,
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    host: String,
    speaks: Speaks,
    manner: Mutex<Manner>,
    tls: Mutex<TlsAcceptor>,
    /// Told when all connections end.
    over: watch::Sender<()>,
    taken: Mutex<Vec<Taken>>,
}

/// Something that was sent to it, whatever it answered.
#[derive(Clone, Debug)]
pub struct Taken {
    /// `/receive/…`
    pub path: String,
    /// As it came.
    pub body: String,
}

impl Taken {
    /// The payload of a letter to all.
    pub fn payload(&self) -> String {
        let data = self.body.split("<me:data type=\"application/xml\">").nth(1);
        let data = data.and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let data = data.replace('-', "+").replace('_', "/");
        String::from_utf8(openssl::base64::decode_block(&data).unwrap_or_default()).unwrap_or_default()
    }

    /// The text of an element of it; empty for none.
    pub fn element(&self, name: &str) -> String {
        let payload = self.payload();
        let after = payload.split(&format!("<{name}>")).nth(1);
        let text = after.and_then(|after| after.split('<').next());
        text.unwrap_or_default().to_owned()
    }
}

impl Taken {
    /// A status message or a new note: what it is called, and the first word of its text.
    pub fn post(&self) -> Option<(String, String)> {
        let (name, text) = match serde_json::from_str::<Value>(&self.body) {
            Ok(activity) if activity["type"] == "Create" => {
                let of = |member: &str| activity["object"][member].as_str().unwrap_or_default().to_owned();
                (of("id"), of("content").replace("<p>", "").replace("</p>", " "))
            }
            Ok(_) => return None,
            Err(_) => (self.element("guid"), self.element("text")),
        };
        let word = text.split(' ').next().filter(|word| !word.is_empty())?;
        Some((name, word.to_owned()))
    }
}

impl Peer {
    /// One of diaspora* that this authority vouches for.
    pub async fn new(host: &str, authority: &Authority) -> Self {
        Self::speaking(Speaks::Diaspora, host, authority).await
    }

    /// One that this authority vouches for.
    pub async fn speaking(speaks: Speaks, host: &str, authority: &Authority) -> Self {
        let listener = TcpListener::bind("127.0.0.2:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            host: host.to_owned(),
            speaks,
            manner: Mutex::new(Manner::Says(202)),
            tls: Mutex::new(authority.vouch(host, Vouched::Well)),
            over: watch::Sender::new(()),
            taken: Mutex::default(),
        });
        let serving = shared.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (serving, mut over) = (serving.clone(), serving.over.subscribe());
                tokio::spawn(async move {
                    tokio::select! {
                        () = meet(&serving, socket) => {}
                        _ = over.changed() => {}
                    }
                });
            }
        });
        Self {
            host: host.to_owned(),
            address,
            shared,
        }
    }

    /// As a setting says where it is: `host=address`.
    pub fn placed(&self) -> String {
        format!("{}={}", self.host, self.address)
    }

    /// Who lives there.
    pub fn person(&self) -> Handle {
        person(&self.host)
    }

    /// From now on it behaves so, in new connections: those that stand are closed.
    pub fn behaves(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap() = manner;
        self.shared.over.send_replace(());
    }

    /// From now on it shows another certificate.
    pub fn shows(&self, authority: &Authority, how: Vouched) {
        *self.shared.tls.lock().unwrap() = authority.vouch(&self.host, how);
        self.shared.over.send_replace(());
    }

    /// All that was sent to it.
    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// How often it was sent each post, by the first word of its text.
    pub fn posts(&self) -> BTreeMap<String, usize> {
        let mut posts = BTreeMap::new();
        for (_, word) in self.taken().iter().filter_map(Taken::post) {
            *posts.entry(word).or_default() += 1;
        }
        posts
    }

    /// The headers and the body with which its person sends an activity to an inbox.
    pub fn signs(&self, inbox: &str, verb: &str, object: &str) -> (Vec<(String, String)>, String) {
        let actor = actor(&self.host);
        let id = format!("{actor}/{verb}");
        let body = json!({"@context": CONTEXT, "id": id, "type": verb, "actor": actor, "object": object}).to_string();
        let address = Id::parse(inbox).unwrap();
        let given = [("host", address.authority()), ("content-type", ACTIVITY)];
        let request = Request {
            method: "POST",
            address: &address,
            headers: &given,
            body: Some(body.as_bytes()),
        };
        let key = SigningKey::from_pem(&actor_pair(KEY).private).unwrap();
        let key_id = Id::parse(&format!("{actor}#main-key")).unwrap();
        let added = sign(&request, Scheme::Cavage, &key_id, &key, chrono::Utc::now()).unwrap();
        let mut headers: Vec<(String, String)> =
            given.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        headers.extend(added.into_iter().map(|(name, value)| (name.to_owned(), value)));
        (headers, body)
    }
}

const CONTEXT: &str = "https://www.w3.org/ns/activitystreams";
const ACTIVITY: &str = "application/activity+json";

fn actor(host: &str) -> String {
    format!("https://{host}/users/somebody")
}

fn person(host: &str) -> Handle {
    Handle::parse(&format!("somebody@{host}")).unwrap()
}

fn guid(host: &str) -> Guid {
    Guid::parse(&format!("{:0<32}", host.replace('.', "-"))).unwrap()
}

async fn meet(shared: &Shared, socket: TcpStream) {
    if matches!(*shared.manner.lock().unwrap(), Manner::Shut) {
        return;
    }
    if matches!(*shared.manner.lock().unwrap(), Manner::Stalls) {
        return manner::hold(socket).await;
    }
    let tls = shared.tls.lock().unwrap().clone();
    if let Ok(stream) = tls.accept(socket).await {
        serve(shared, stream).await;
    }
}

/// Answers one request after the other.
async fn serve(shared: &Shared, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut unread = Vec::new();
    while let Some((line, body)) = request(&mut stream, &mut unread).await {
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        if line.starts_with("GET ") {
            let (document, kind) = match shared.speaks {
                Speaks::Diaspora => (about(&shared.host, &path), ""),
                Speaks::ActivityPub => (
                    said_by_actor(&shared.host, &path),
                    "Content-Type: application/activity+json\r\n",
                ),
            };
            let Some(document) = document else {
                return;
            };
            if manner::say(&mut stream, 200, kind, document.as_bytes()).await.is_err() {
                return;
            }
            continue;
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        shared.taken.lock().unwrap().push(Taken { path, body });
        let manner = shared.manner.lock().unwrap().clone();
        if !manner.answer(&mut stream).await {
            return;
        }
    }
}

/// The first line and the body of the next request.
async fn request(stream: &mut (impl AsyncRead + Unpin), unread: &mut Vec<u8>) -> Option<(String, Vec<u8>)> {
    let head = loop {
        if let Some(end) = unread.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&unread[..end]).into_owned();
            unread.drain(..end + 4);
            break head;
        }
        more(stream, unread).await?;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let length: usize = length.unwrap_or_default();
    while unread.len() < length {
        more(stream, unread).await?;
    }
    let body = unread.drain(..length).collect();
    Some((head.lines().next()?.to_owned(), body))
}

async fn more(stream: &mut (impl AsyncRead + Unpin), unread: &mut Vec<u8>) -> Option<()> {
    let mut some = [0; 16_384];
    let read = stream.read(&mut some).await.ok().filter(|read| *read > 0)?;
    unread.extend_from_slice(&some[..read]);
    Some(())
}

/// What it answers about its person.
fn about(host: &str, path: &str) -> Option<String> {
    let (handle, guid, base) = (person(host), guid(host), format!("https://{host}"));
    if path.starts_with("/.well-known/webfinger?") {
        return serde_json::to_string(&Jrd::of(&handle, &guid, &base)).ok();
    }
    let picture = PathAddress::new(&format!("{base}/nobody.png"))?;
    let card = HCard {
        guid,
        nickname: None,
        full_name: Name::new("Somebody")?,
        first_name: Name::new("Somebody"),
        last_name: None,
        searchable: true,
        public_key: Pem::new(&pair(KEY).public)?,
        photo_large: picture.clone(),
        photo_medium: picture.clone(),
        photo_small: picture,
    };
    path.starts_with("/hcard/").then(|| card.html())
}

/// The same where its person is an actor.
fn said_by_actor(host: &str, path: &str) -> Option<String> {
    let actor = actor(host);
    if path.starts_with("/.well-known/webfinger?") {
        let link = json!({"rel": "self", "type": ACTIVITY, "href": actor});
        return Some(json!({"subject": format!("acct:somebody@{host}"), "links": [link]}).to_string());
    }
    let key = json!({"id": format!("{actor}#main-key"), "owner": actor, "publicKeyPem": actor_pair(KEY).public});
    let whole = json!({
        "@context": [CONTEXT, "https://w3id.org/security/v1"], "id": actor, "type": "Person", "preferredUsername": "somebody",
        "inbox": format!("{actor}/inbox"), "endpoints": {"sharedInbox": format!("https://{host}/inbox")}, "publicKey": key,
    });
    (path == "/users/somebody").then(|| whole.to_string())
}
