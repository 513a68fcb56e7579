//! What other pods are answered that look for somebody here, or ask what this pod is. Only what anyone may know: name, picture,
//! guid, key, and whether somebody wants to be found. Who closed their account is not there.

use entity::{person, person_key, visible};
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};

use super::activitypub::places::{self, Place};
use super::diaspora::present::names;
use super::letter::handle;
use crate::domain::house::Join;
use crate::domain::moved;
use crate::error::{Fault, OrNotFound, Outcome};
use crate::pod::Pod;
use crate::wire::Guid;
use crate::wire::activitypub::Id;
use crate::wire::diaspora::entity::Pem;
use crate::wire::diaspora::{Name, PathAddress, Text};
use crate::wire::discovery::{HCard, Jrd, Link, NodeInfo, Version, nodeinfo, webfinger};

/// Somebody here who has keys, so that others can believe them.
async fn known(pod: &Pod, person: Option<person::Model>) -> Outcome<(person::Model, Pem)> {
    let person = person.filter(|person| person.pod_id.is_none()).or_not_found()?;
    let key = person_key::Entity::find_by_id(person.id).one(pod.db.read()).await?;
    let key = key.and_then(|key| Pem::new(&key.identity_pem)).or_not_found()?;
    Ok((person, key))
}

/// Where somebody is found, or the pod itself: the answer to a question such as `acct:alice@pod.example`, or to an address of theirs.
///
/// # Errors
/// There is nobody here with this ID.
pub async fn jrd(pod: &Pod, resource: &str) -> Outcome<Jrd> {
    let host = pod.settings.host();
    let itself = [
        format!("acct:{host}@{host}"),
        places::pod(&pod.settings).to_string(),
        pod.settings.url("/"),
    ];
    if itself
        .iter()
        .any(|name| name.trim_end_matches('/') == resource.trim().trim_end_matches('/'))
    {
        return Ok(Jrd {
            subject: itself[0].clone(),
            aliases: vec![itself[1].clone()],
            links: vec![actor(&places::pod(&pod.settings))],
        });
    }
    let db = pod.db.read();
    let found = match Id::parse(resource.trim()).and_then(|id| places::ours(&pod.settings, &id)) {
        Some(Place::Person(guid)) => visible::person::one(db, &guid).await?,
        Some(
            Place::Pod
            | Place::Followers(_)
            | Place::Post(_)
            | Place::Comment(_)
            | Place::Message(_)
            | Place::Conversation(_),
        ) => None,
        None => {
            let asked = webfinger::asked(resource).or_not_found()?;
            match visible::person::by_handle(db, asked.as_str()).await? {
                None => moved::leading(db, asked.as_str()).await?,
                found => found,
            }
        }
    };
    let (person, _) = known(pod, found).await?;
    let guid = Guid::parse(&person.guid).or_not_found()?;
    let handle = handle(&person).ok().or_not_found()?;
    let mut jrd = Jrd::of(&handle, &guid, pod.settings.url("/").trim_end_matches('/'));
    // Some take the first link that they understand.
    jrd.links.insert(0, actor(&places::person(&pod.settings, &person.guid)));
    Ok(jrd)
}

/// Where an actor is.
fn actor(id: &Id) -> Link {
    Link {
        rel: "self".to_owned(),
        media_type: Some("application/activity+json".to_owned()),
        href: Some(id.to_string()),
        template: None,
    }
}

/// Somebody's card, as HTML. `nobody`: the picture of who has none.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn card(pod: &Pod, guid: &str, nobody: &str) -> Outcome<String> {
    let found = visible::person::one(pod.db.read(), guid).await?;
    let (person, public_key) = known(pod, found).await?;
    let (first, last) = names(&person.name);
    let picture = |side: u16| {
        let path = match &person.avatar {
            Some(key) => format!("/avatars/{key}/{side}"),
            None => nobody.to_owned(),
        };
        PathAddress::new(&pod.settings.url(&path)).ok_or_else(|| Fault::new("the address of a picture is none"))
    };
    let unfit = || Fault::new("a name of ours is none on the wire");
    let card = HCard {
        guid: Guid::parse(&person.guid).or_not_found()?,
        nickname: person.handle.split('@').next().and_then(Text::new),
        full_name: Name::new(format!("{first} {last}").trim()).ok_or_else(unfit)?,
        first_name: Name::new(&first),
        last_name: Name::new(&last),
        searchable: person.searchable,
        public_key,
        photo_large: picture(300)?,
        photo_medium: picture(100)?,
        photo_small: picture(50)?,
    };
    Ok(card.html())
}

/// What leads to the actor of a whole server (FEP-2677).
const APPLICATION: &str = "https://www.w3.org/ns/activitystreams#Application";

/// Where this pod says what it is, and where its own actor is.
pub fn nodes(pod: &Pod) -> Value {
    let mut list = nodeinfo::list(pod.settings.url("/").trim_end_matches('/'));
    if let Some(links) = list["links"].as_array_mut() {
        links.push(json!({"rel": APPLICATION, "href": places::pod(&pod.settings).as_str()}));
    }
    list
}

/// What this pod says of itself. How many people and posts it has it keeps to itself.
///
/// # Errors
/// The database cannot be read, or there is no such version.
pub async fn node(pod: &Pod, version: &str) -> Outcome<(Version, Value)> {
    let version = Version::parse(version).or_not_found()?;
    let house = pod.house().await?;
    let mut metadata = Map::new();
    metadata.insert("nodeName".to_owned(), Value::String(house.name.clone()));
    let node = NodeInfo {
        software: "samara".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        protocols: vec!["activitypub".to_owned(), "diaspora".to_owned()],
        open_registrations: house.join == Join::Open,
        metadata,
        ..NodeInfo::default()
    };
    Ok((version, node.write(version)))
}
