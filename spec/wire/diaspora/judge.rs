//! A receiving pod as small as can be: what `world.json` says it knows, and what a GET to other pods gives.

use samara::wire::diaspora::entity::Relayable;
use samara::wire::diaspora::{
    Arrival, Entity, Envelope, Kind, Known, PublicKey, Received, Rejected, Related, Route, Sealed, Wanted,
};
use samara::wire::{Guid, Handle};
use serde_json::{Value as Json, json};

use super::vectors::Set;

/// The pod.
pub struct World<'a> {
    set: &'a Set,
    world: Json,
    /// Things that were fetched since.
    fetched: Vec<(Kind, Guid, Related)>,
    /// Whether anybody of the world has an account here.
    at_home: bool,
}

/// What was taken, and what it belongs to.
#[derive(Debug)]
pub struct Taken {
    pub received: Received,
    pub related: Option<Related>,
}

impl<'a> World<'a> {
    pub fn of(set: &'a Set) -> Self {
        Self {
            set,
            world: set.json("world.json"),
            fetched: Vec::new(),
            at_home: true,
        }
    }

    /// The same as a pod sees it on which none of these people has an account.
    pub fn elsewhere(set: &'a Set) -> Self {
        Self {
            at_home: false,
            ..Self::of(set)
        }
    }

    pub fn key(&self, who: &Handle) -> Option<PublicKey> {
        let file = self.world["people"][who.as_str()]["public_key"].as_str()?;
        Some(self.set.public(file))
    }

    pub fn key_file(&self, who: &Handle) -> String {
        let file = self.world["people"][who.as_str()]["private_key"].as_str();
        file.expect("somebody of the world").to_owned()
    }

    /// The person who has the account.
    pub fn local(&self) -> Handle {
        let people = self.world["people"].as_object().expect("people");
        let found = people.iter().find(|(_, person)| person["local"] == true);
        Handle::parse(found.expect("somebody is local").0).expect("an ID")
    }

    pub fn public(&mut self, document: &[u8]) -> Result<Taken, Rejected> {
        self.envelope(document, Route::Public)
    }

    /// As it comes to the door of a person.
    pub fn sealed(&mut self, document: &[u8], key: &str, recipient: Option<Handle>) -> Result<Taken, Rejected> {
        let envelope = Sealed::read(document)?.open(&self.set.private(key))?;
        let route = Route::private(recipient)?;
        self.envelope(&envelope, route)
    }

    fn envelope(&mut self, document: &[u8], route: Route) -> Result<Taken, Rejected> {
        let envelope = Envelope::read(document)?;
        let key = self.key(envelope.sender()).ok_or(Rejected::SenderKeyUnknown)?;
        self.judge(envelope.open(&key)?.arrival(route)?)
    }

    fn judge(&mut self, arrival: Arrival) -> Result<Taken, Rejected> {
        let related = arrival.wanted().and_then(|wanted| self.find(&wanted));
        let key = arrival.signer(related.as_ref()).and_then(|who| self.key(who));
        let known = Known {
            related: related.as_ref(),
            key: key.as_ref(),
        };
        let received = arrival.verify(known)?;
        Ok(Taken { received, related })
    }

    fn find(&mut self, wanted: &Wanted) -> Option<Related> {
        if let Some(known) = self.known(wanted) {
            return Some(known);
        }
        let from = wanted.from.as_ref()?;
        let url = format!(
            "https://{}/fetch/{}/{}",
            from.host(),
            wanted.kind.element(),
            wanted.guid
        );
        let file = self.world["fetchable"][url].as_str()?.to_owned();
        let document = self.set.bytes(&file);
        let taken = self.public(&document).ok()?;
        if let Received::StatusMessage(post) = taken.received {
            let related = Related {
                author: post.author.clone(),
                local: false,
                public: post.public,
                parent: None,
            };
            self.fetched.push((Kind::Post, post.guid.clone(), related));
        }
        self.known(wanted)
    }

    fn known(&self, wanted: &Wanted) -> Option<Related> {
        let entities = self.world["entities"].as_array().expect("entities");
        let listed = entities
            .iter()
            .find(|entity| entity["type"] == wanted.kind.camel() && entity["guid"] == wanted.guid.as_str());
        let fetched = || {
            let found = self
                .fetched
                .iter()
                .find(|(kind, guid, _)| *kind == wanted.kind && *guid == wanted.guid);
            found.map(|(.., related)| related.clone())
        };
        listed.map(|entity| self.related(entity)).or_else(fetched)
    }

    fn related(&self, entity: &Json) -> Related {
        Related {
            author: Handle::parse(entity["author"].as_str().expect("an author")).expect("an ID"),
            local: self.at_home && entity["local"] == true,
            public: entity["public"] == true,
            parent: entity["parent"]
                .is_object()
                .then(|| Box::new(self.related(&entity["parent"]))),
        }
    }
}

/// Compares what was taken with what the reference took.
pub fn same(expected: &Json, entity: &Entity, related: Option<&Related>) -> Result<(), String> {
    let ours = entity.json().map_err(|error| error.to_string())?;
    let additional = match &entity {
        Entity::Comment(entity) => signed(expected, entity)?,
        Entity::Like(entity) => signed(expected, entity)?,
        Entity::PollParticipation(entity) => signed(expected, entity)?,
        Entity::EventParticipation(entity) => signed(expected, entity)?,
        _ => Vec::new(),
    };
    properties(expected, &ours, &additional)?;
    for name in ["parent", "target"] {
        let theirs = &expected["properties"][name];
        if theirs.is_object() && *theirs != related.map_or(Json::Null, known) {
            return Err(format!("{name}: {theirs} expected, {related:?} known"));
        }
    }
    Ok(())
}

fn known(related: &Related) -> Json {
    json!({
        "author": related.author.as_str(),
        "local": related.local,
        "public": related.public,
        "parent": related.parent.as_deref().map(known),
    })
}

/// Order, signed text and unknown elements. Gives the names of the latter.
fn signed(expected: &Json, entity: &impl Relayable) -> Result<Vec<String>, String> {
    let fields = &entity.as_signed().fields;
    let order: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    if expected["signature_order"] != json!(order) {
        return Err(format!(
            "{} expected, the order is {order:?}",
            expected["signature_order"]
        ));
    }
    if expected["signed_string"] != entity.signed_text() {
        return Err(format!(
            "{} expected, {:?} signed",
            expected["signed_string"],
            entity.signed_text()
        ));
    }
    let additional = expected["additional_data"].as_object().cloned().unwrap_or_default();
    for (name, value) in &additional {
        let ours = fields.iter().find(|(field, _)| field == name);
        if ours.is_none_or(|(_, ours)| *value != **ours) {
            return Err(format!("{name} was not kept"));
        }
    }
    Ok(additional.keys().cloned().collect())
}

fn properties(expected: &Json, ours: &Json, additional: &[String]) -> Result<(), String> {
    if expected["entity_type"] != ours["entity_type"] {
        return Err(format!(
            "{} expected, it is {}",
            expected["entity_type"], ours["entity_type"]
        ));
    }
    let (theirs, data) = (&expected["properties"], &ours["entity_data"]);
    for (name, value) in theirs.as_object().expect("properties") {
        let mine = &data[name];
        match value {
            _ if name == "parent" || name == "target" => {}
            Json::Null if mine.is_null() || mine == "" => {}
            // The reference takes the hour of receipt, which the pod does later.
            Json::String(_) if name == "created_at" && mine.is_null() => {}
            // The reference fills it in on reading; here a method tells it.
            Json::String(_) if name == "old_identity" && mine.is_null() && *value == data["author"] => {}
            Json::Array(list) if list.is_empty() && mine.is_null() => {}
            Json::Array(list) => {
                let mine = mine.as_array().ok_or(format!("{name} is no list"))?;
                if list.len() != mine.len() {
                    return Err(format!("{name} has {} entries, not {}", mine.len(), list.len()));
                }
                for (value, mine) in list.iter().zip(mine) {
                    properties(value, mine, &[])?;
                }
            }
            Json::Object(_) => properties(value, mine, &[])?,
            _ if value == mine => {}
            _ => return Err(format!("{name}: {value} expected, it is {mine}")),
        }
    }
    let known = |name: &&String| theirs.get(name.as_str()).is_some() || additional.contains(name);
    match data.as_object().expect("data").keys().find(|name| !known(name)) {
        Some(name) => Err(format!("{name} was not expected")),
        None => Ok(()),
    }
}
