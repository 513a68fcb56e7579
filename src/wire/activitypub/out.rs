//! What is written: JSON in the one form that every server reads. Lists stay lists, empty ones are written only where
//! others ask for them, nothing is null, times are whole seconds of UTC.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::{Map, Value, json};

use super::json::STREAMS;

/// An object that is being written.
#[derive(Default)]
pub(super) struct Out(Map<String, Value>);

impl Out {
    /// An object of this type.
    pub(super) fn of(kind: &str) -> Self {
        Self::default().put("type", kind)
    }

    pub(super) fn put(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Writes what is there.
    pub(super) fn maybe(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// Writes a text such as an address, if there is one.
    pub(super) fn text(self, name: &str, value: Option<&(impl ToString + ?Sized)>) -> Self {
        self.maybe(name, value.map(ToString::to_string))
    }

    /// Writes a list, if anything is in it.
    pub(super) fn list(self, name: &str, values: Vec<Value>) -> Self {
        if values.is_empty() {
            return self;
        }
        self.put(name, values)
    }

    pub(super) fn time(self, name: &str, value: Option<&DateTime<Utc>>) -> Self {
        self.maybe(name, value.map(written))
    }

    pub(super) fn end(self) -> Value {
        Value::Object(self.0)
    }
}

/// A time as everybody reads it (section 3 of ActivityStreams' core: `xsd:dateTime`).
pub(super) fn written(time: &DateTime<Utc>) -> String {
    time.trunc_subsecs(0).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A document of its own: with the context, whose first entry some servers compare letter by letter.
pub(super) fn document(body: Value) -> Value {
    let Value::Object(mut object) = body else {
        return body;
    };
    object.insert("@context".to_owned(), context());
    Value::Object(object)
}

/// Every name we write that ActivityStreams does not know, and where it is from.
const NAMES: [(&str, &str); 28] = [
    ("toot", "http://joinmastodon.org/ns#"),
    ("schema", "http://schema.org#"),
    ("misskey", "https://misskey-hub.net/ns#"),
    ("fep", "https://w3id.org/fep/"),
    ("gts", "https://gotosocial.org/ns#"),
    ("lemmy", "https://join-lemmy.org/ns#"),
    ("diaspora", "https://diaspora.github.io/diaspora_federation/entities/"),
    ("accountMigration", "diaspora:account_migration.html"),
    ("manuallyApprovesFollowers", "as:manuallyApprovesFollowers"),
    ("sensitive", "as:sensitive"),
    ("Hashtag", "as:Hashtag"),
    ("Emoji", "toot:Emoji"),
    ("discoverable", "toot:discoverable"),
    ("indexable", "toot:indexable"),
    ("blurhash", "toot:blurhash"),
    ("votersCount", "toot:votersCount"),
    ("PropertyValue", "schema:PropertyValue"),
    ("value", "schema:value"),
    ("postingRestrictedToMods", "lemmy:postingRestrictedToMods"),
    ("webfinger", "fep:2c59#webfinger"),
    ("EmojiReact", "http://litepub.social/ns#EmojiReact"),
    ("directMessage", "http://litepub.social/ns#directMessage"),
    ("quoteUri", "http://fedibird.com/ns#quoteUri"),
    ("quoteUrl", "as:quoteUrl"),
    ("_misskey_quote", "misskey:_misskey_quote"),
    ("collectionOf", "fep:171b#collectionOf"),
    ("QuoteRequest", "fep:044f#QuoteRequest"),
    ("QuoteAuthorization", "fep:044f#QuoteAuthorization"),
];
/// Those of them whose values are addresses.
const ADDRESSES: [(&str, &str); 15] = [
    ("alsoKnownAs", "as:alsoKnownAs"),
    ("movedTo", "as:movedTo"),
    ("featured", "toot:featured"),
    ("quote", "fep:044f#quote"),
    ("quoteAuthorization", "fep:044f#quoteAuthorization"),
    ("contextHistory", "fep:171b#contextHistory"),
    ("interactingObject", "gts:interactingObject"),
    ("interactionTarget", "gts:interactionTarget"),
    ("interactionPolicy", "gts:interactionPolicy"),
    ("canQuote", "gts:canQuote"),
    ("canReply", "gts:canReply"),
    ("canLike", "gts:canLike"),
    ("canAnnounce", "gts:canAnnounce"),
    ("automaticApproval", "gts:automaticApproval"),
    ("manualApproval", "gts:manualApproval"),
];

fn context() -> Value {
    let names = NAMES.map(|(name, from)| (name.to_owned(), Value::from(from)));
    let addresses = ADDRESSES.map(|(name, from)| (name.to_owned(), json!({"@id": from, "@type": "@id"})));
    let mut terms: Map<String, Value> = names.into_iter().chain(addresses).collect();
    let list = json!({"@id": "toot:focalPoint", "@container": "@list"});
    terms.insert("focalPoint".to_owned(), list);
    json!([STREAMS, "https://w3id.org/security/v1", terms])
}
