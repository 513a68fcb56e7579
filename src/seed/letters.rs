//! Letters of other pods to a measured one, written as they would write them and posted as fast as they are taken.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::neighbours::handle;
use crate::error::Fault;
use crate::random::Random;
use crate::wire::diaspora::entity::{Comment, Like, Liked, More, Relayable, StatusMessage};
use crate::wire::diaspora::{AsSigned, Entity, Envelope, PrivateKey, PublicKey, Sealed, Text};
use crate::wire::signature::SigningKey;
use crate::wire::{Guid, Handle};

/// Posting at once: as many as there are senders in the measures that have the fewest of them.
const CONNECTIONS: usize = 100;

/// What the seeding wrote down.
pub(super) struct Seeded {
    lines: Vec<(String, String)>,
    /// The key of everybody, here and elsewhere.
    pub(super) key: PrivateKey,
    /// The key of all actors.
    pub(super) actor: SigningKey,
}

impl Seeded {
    /// Reads it.
    pub(super) fn read(file: &Path) -> Result<Self, Fault> {
        let text = std::fs::read_to_string(file).map_err(Fault::of)?;
        let pem = |name| std::fs::read_to_string(file.with_extension(name)).map_err(Fault::of);
        let none = || Fault::new("a key beside the file cannot be read");
        let lines = text.lines().filter_map(|line| line.split_once('='));
        Ok(Self {
            lines: lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            key: PrivateKey::parse(&pem("pem")?).ok_or_else(none)?,
            actor: SigningKey::from_pem(&pem("actor.pem")?).ok_or_else(none)?,
        })
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        let found = self.lines.iter().filter(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// The first value of a name.
    pub(super) fn first(&self, name: &str) -> Result<&str, Fault> {
        let none = || Fault::new(format!("the file names no {name}"));
        self.all(name).first().copied().ok_or_else(none)
    }

    fn last_parts(&self, name: &str) -> Vec<Guid> {
        let parts = self.all(name).into_iter().filter_map(|path| path.rsplit('/').next());
        parts.filter_map(Guid::parse).collect()
    }
}

/// A request as it goes over the wire.
pub(super) type Request = Vec<u8>;

/// One with such headers besides the usual ones.
pub(super) fn request(path: &str, media_type: &str, body: &str, more: &[(&str, String)]) -> Request {
    let more: String = more
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost:3000\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n{more}\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn post(author: Handle, guid: Guid, public: bool, at: usize) -> Option<StatusMessage> {
    Some(StatusMessage {
        author,
        guid,
        created_at: None,
        public,
        provider_display_name: None,
        text: Text::new(&format!(
            "Measured letter number {at} with a sentence or two as people write them."
        ))?,
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    })
}

/// Writes one letter of so many: to all, in turn a comment and a like on a post of this pod, and a post; or a post to one person.
fn write(seeded: &Seeded, random: &Random, at: usize, neighbours: usize, private: bool) -> Option<Request> {
    let author = Handle::parse(&handle(at % neighbours))?;
    let guid = Guid::parse(&random.guid_hex())?;
    let on = seeded.last_parts("post");
    // By chance, so that a second run gives no like a second time.
    let parent_guid = on.get(random.below(on.len().max(1) as u64) as usize)?.clone();
    let entity: Entity = match at % 3 {
        0 if !private => Comment {
            author: author.clone(),
            guid,
            parent_guid,
            thread_parent_guid: None,
            text: Text::new(&format!("Measured comment number {at} and a few more words."))?,
            created_at: None,
            edited_at: None,
            as_signed: AsSigned::default(),
        }
        .signed(&seeded.key)
        .ok()?
        .into(),
        1 if !private => Like {
            author: author.clone(),
            guid,
            parent: Liked::Post,
            parent_guid,
            positive: Some(true),
            emoji: None,
            as_signed: AsSigned::default(),
        }
        .signed(&seeded.key)
        .ok()?
        .into(),
        _ => post(author.clone(), guid, !private, at)?.into(),
    };
    let envelope = Envelope::write(&entity.xml().ok()?, &author, &seeded.key).ok()?;
    if !private {
        return Some(request(
            "/receive/public",
            "application/magic-envelope+xml",
            &envelope,
            &[],
        ));
    }
    let people = seeded.last_parts("profile");
    let whom = people.get(at % people.len().max(1))?;
    let key: PublicKey = seeded.key.public().ok()?;
    let sealed = Sealed::write(&envelope, &key, &random.bytes()).ok()?;
    Some(request(
        &format!("/receive/users/{whom}"),
        "application/json",
        &sealed,
        &[],
    ))
}

/// Writes so many letters.
pub(super) async fn written(
    seeded: Arc<Seeded>,
    count: usize,
    neighbours: usize,
    private: bool,
) -> Result<Vec<Request>, Fault> {
    at_once(count, move |at| {
        write(&seeded, &Random::System, at, neighbours, private)
    })
    .await
}

/// Writes so many requests, on all processors.
pub(super) async fn at_once(
    count: usize,
    write: impl Fn(usize) -> Option<Request> + Send + Sync + 'static,
) -> Result<Vec<Request>, Fault> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut writing, write) = (JoinSet::new(), Arc::new(write));
    for first in 0..threads {
        let write = write.clone();
        writing.spawn_blocking(move || {
            let mine = (first..count).step_by(threads);
            mine.map(|at| write(at)).collect::<Option<Vec<_>>>()
        });
    }
    let mut letters = Vec::new();
    while let Some(some) = writing.join_next().await {
        let some = some.map_err(Fault::of)?;
        letters.extend(some.ok_or_else(|| Fault::new("a letter could not be written"))?);
    }
    Ok(letters)
}

/// Posts letters, each of which has to be taken.
pub(super) async fn send(to: SocketAddr, letters: Vec<Request>) -> Result<(), Fault> {
    let mut shares: Vec<Vec<Request>> = (0..CONNECTIONS).map(|_| Vec::new()).collect();
    for (at, letter) in letters.into_iter().enumerate() {
        shares[at % CONNECTIONS].push(letter);
    }
    let mut sending = JoinSet::new();
    for share in shares {
        sending.spawn(async move {
            let mut line = Line::to(to).await?;
            for letter in share {
                let status = line.ask(&letter).await?;
                if !status.contains(" 202 ") {
                    return Err(Fault::new(format!("a letter was answered {status}")));
                }
            }
            Ok(())
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent.map_err(Fault::of)??;
    }
    Ok(())
}

/// A connection over which one thing is asked after the other.
pub(super) struct Line(TcpStream);

impl Line {
    /// Connects.
    #[allow(clippy::disallowed_methods, reason = "what measures a pod stands outside of it")]
    pub(super) async fn to(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await.map_err(Fault::of)?;
        stream.set_nodelay(true).map_err(Fault::of)?;
        Ok(Self(stream))
    }

    /// Sends a request and returns the answer, its head and a short text.
    pub(super) async fn ask(&mut self, request: &[u8]) -> Result<String, Fault> {
        self.0.write_all(request).await.map_err(Fault::of)?;
        let (mut answer, mut some) = (Vec::new(), [0_u8; 4_096]);
        loop {
            let read = self.0.read(&mut some).await.map_err(Fault::of)?;
            if read == 0 {
                return Err(Fault::new("the connection was closed"));
            }
            answer.extend_from_slice(&some[..read]);
            let text = String::from_utf8_lossy(&answer);
            let Some((head, body)) = text.split_once("\r\n\r\n") else {
                continue;
            };
            let length = head.lines().filter_map(|line| line.split_once(':'));
            let length = length
                .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .find_map(|(_, value)| value.trim().parse::<usize>().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(text.into_owned());
            }
        }
    }
}
