//! Servers of the fediverse of a made-up pod, each with one actor who follows the first person here, and all at a sink of this
//! machine (`super::sink`).

use entity::actor;
use entity::write::bulk::{self, Relation};
use entity::write::follow::{self, Follow, State, Way};
use entity::write::profile::Extended;
use entity::{Details, Moment, PersonId, UserId};

use super::neighbours::handle;
use crate::boot;
use crate::domain::abroad::Said;
use crate::domain::abroad::actor::{Found, learn};
use crate::error::Fault;
use crate::pod::Pod;

/// In a transaction.
const BATCH: usize = 500;

/// The server of one of them: a number of its own.
fn server(at: usize, port: u16) -> String {
    format!("127.1.{}.{}:{port}", at / 250, at % 250 + 1)
}

/// The address of one of them.
pub(super) fn address(at: usize, port: u16) -> String {
    format!("http://{}/users/neighbour{at}", server(at, port))
}

fn found(at: usize, port: u16, key: &str) -> Found {
    let (server, uri) = (server(at, port), address(at, port));
    let row = actor::Model {
        person_id: PersonId(0),
        url: None,
        kind: "Person".to_owned(),
        inbox: format!("{uri}/inbox"),
        shared_inbox: Some(format!("http://{server}/inbox")),
        followers: Some(format!("{uri}/followers")),
        outbox: None,
        featured: None,
        key_id: format!("{uri}#main-key"),
        key_pem: key.to_owned(),
        locked: false,
        fetched_at: Moment(0),
        uri,
    };
    Found {
        row,
        guid: format!("{at:032x}"),
        handle: handle(at),
        address: format!("http://{server}"),
        host: server,
        said: Said {
            name: format!("Neighbour {at}"),
            picture: None,
            searchable: false,
            nsfw: false,
            extended: Extended {
                bio: String::new(),
                location: String::new(),
                pronouns: String::new(),
                birthday: String::new(),
                details: Details::Contacts,
            },
            tags: String::new(),
            emoji: Vec::new(),
        },
    }
}

/// Makes them. All have the same key.
pub(super) async fn settle(pod: &Pod, count: usize, port: u16, key: &str) -> Result<(), Fault> {
    for first in (0..count).step_by(BATCH) {
        let mut tx = pod.db.begin().await?;
        let (mut relations, now) = (Vec::new(), tx.now());
        for at in first..count.min(first + BATCH) {
            let (person, actor) = learn(&mut tx, found(at, port, key)).await.map_err(boot::words)?;
            let follow = Follow {
                user: UserId(1),
                person: person.id,
                way: Way::In,
                uri: format!("{}#follow", actor.uri),
                state: State::Accepted,
            };
            follow::set(tx.sql(), &follow, now).await?;
            relations.push(Relation {
                user: UserId(1),
                person: person.id,
                sharing: true,
                receiving: false,
            });
        }
        bulk::contacts(tx.sql(), &relations, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
