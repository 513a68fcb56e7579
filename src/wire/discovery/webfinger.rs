//! WebFinger (RFC 7033): from an ID to the addresses of a person, as a JRD, which is JSON.

use serde::{Deserialize, Deserializer, Serialize};

use super::{LONGEST_ANSWER, Undiscovered, xrd};
use crate::wire::activitypub::is_ours;
use crate::wire::diaspora::{FullAddress, HostAddress};
use crate::wire::{Guid, Handle};

/// Where a pod answers about its people, below its own address.
pub const PATH: &str = "/.well-known/webfinger";
/// What the answer is.
pub const MEDIA_TYPE: &str = "application/jrd+json; charset=utf-8";

const HCARD: &str = "http://microformats.org/profile/hcard";
const SEED: &str = "http://joindiaspora.com/seed_location";
const PROFILE: &str = "http://webfinger.net/rel/profile-page";
const ATOM: &str = "http://schemas.google.com/g/2010#updates-from";
const SALMON: &str = "salmon";
const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";
const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";

/// The address that is asked about a person; their ID says on which pod.
pub fn address(handle: &Handle) -> String {
    format!("https://{}{PATH}?resource=acct:{handle}", handle.host())
}

/// The ID that somebody asks about: with or without `acct:`, in any case, with white space around it.
pub fn asked(resource: &str) -> Option<Handle> {
    let lower = resource.trim().to_lowercase();
    Handle::parse(lower.strip_prefix("acct:").unwrap_or(&lower))
}

/// A link of a JRD or an XRD.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it leads to.
    pub rel: String,
    /// The media type of that.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// An address with a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

impl Link {
    fn to(rel: &str, media_type: Option<&str>, href: String) -> Self {
        Self {
            rel: rel.into(),
            media_type: media_type.map(Into::into),
            href: Some(href),
            template: None,
        }
    }
}

/// A document about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jrd {
    /// Whom it is about.
    pub subject: String,
    /// Other names of theirs.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where to find what.
    #[serde(deserialize_with = "readable")]
    pub links: Vec<Link>,
}

/// Aliases are read by nobody here, so what they are does not matter.
fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// Links that are none, of other protocols, are passed over.
fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Link>, D::Error> {
    let values = Vec::<serde_json::Value>::deserialize(deserializer)?;
    Ok(values
        .into_iter()
        .filter_map(|value| serde_json::from_value(value).ok())
        .collect())
}

impl Jrd {
    /// Reads a JRD, or the XRD that older pods answer.
    ///
    /// # Errors
    /// It is neither.
    pub fn read(document: &[u8]) -> Result<Self, Undiscovered> {
        if document.len() > LONGEST_ANSWER {
            return Err(Undiscovered::Unreadable);
        }
        let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document).trim_ascii();
        if document.starts_with(b"<") {
            return xrd::read(document);
        }
        serde_json::from_slice(document).map_err(|_| Undiscovered::Unreadable)
    }

    /// What is answered for a person of this pod. `pod` is its address without a slash at the end.
    pub fn of(handle: &Handle, guid: &Guid, pod: &str) -> Self {
        let name = handle.username();
        let mut subscribe = Link::to(SUBSCRIBE, None, String::new());
        (subscribe.href, subscribe.template) = (None, Some(format!("{pod}/people?q={{uri}}")));
        Self {
            subject: format!("acct:{handle}"),
            aliases: vec![format!("{pod}/people/{guid}")],
            links: vec![
                Link::to(HCARD, Some("text/html"), format!("{pod}/hcard/users/{guid}")),
                Link::to(SEED, Some("text/html"), format!("{pod}/")),
                Link::to(PROFILE, Some("text/html"), format!("{pod}/u/{name}")),
                Link::to(ATOM, Some("application/atom+xml"), format!("{pod}/public/{name}.atom")),
                Link::to(SALMON, None, format!("{pod}/receive/users/{guid}")),
                subscribe,
                Link::to(ISSUER, None, format!("{pod}/")),
            ],
        }
    }

    /// The address of the ActivityPub actor, if there is one.
    pub fn actor(&self) -> Option<&str> {
        let actor = |link: &&Link| {
            let kind = link.media_type.as_deref().unwrap_or_default();
            link.rel == "self" && is_ours(kind)
        };
        self.links.iter().find(actor).and_then(|link| link.href.as_deref())
    }

    fn first(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.rel == rel)
    }

    fn href(&self, rel: &str) -> Option<&str> {
        self.first(rel).and_then(|link| link.href.as_deref())
    }
}

/// What a document says that this protocol needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebFinger {
    /// Whom it is about, as it was written.
    pub subject: String,
    /// Where their hCard is.
    pub hcard: FullAddress,
    /// The address of their pod.
    pub seed: HostAddress,
    /// Their page.
    pub profile: Option<FullAddress>,
    /// Their feed.
    pub atom: Option<FullAddress>,
    /// Where older software sends to.
    pub salmon: Option<FullAddress>,
    /// Where one sends somebody who wants to follow another one.
    pub subscribe: Option<String>,
}

impl WebFinger {
    /// Reads a document.
    ///
    /// # Errors
    /// It can't be read, or lacks one of the two links without which there is no person.
    pub fn read(document: &[u8]) -> Result<Self, Undiscovered> {
        Self::of(&Jrd::read(document)?)
    }

    /// Takes the links that are needed.
    ///
    /// # Errors
    /// One is missing or no address.
    pub fn of(jrd: &Jrd) -> Result<Self, Undiscovered> {
        let full = |rel, name| {
            jrd.href(rel)
                .map(|href| FullAddress::new(href).ok_or(Undiscovered::Unfit(name)))
                .transpose()
        };
        let seed = jrd.href(SEED).ok_or(Undiscovered::Incomplete("seed_url"))?;
        Ok(Self {
            subject: jrd.subject.clone(),
            hcard: full(HCARD, "hcard_url")?.ok_or(Undiscovered::Incomplete("hcard_url"))?,
            seed: HostAddress::new(seed).ok_or(Undiscovered::Unfit("seed_url"))?,
            profile: full(PROFILE, "profile_url")?,
            atom: full(ATOM, "atom_url")?,
            salmon: full(SALMON, "salmon_url")?,
            subscribe: jrd.first(SUBSCRIBE).and_then(|link| link.template.clone()),
        })
    }

    /// Whether it is about this person: a document about another one says nothing of them.
    ///
    /// # Errors
    /// It is about somebody else.
    pub fn is_about(&self, handle: &Handle) -> Result<(), Undiscovered> {
        let subject = self.subject.to_lowercase();
        let same = subject.trim().trim_start_matches("acct:") == handle.as_str();
        same.then_some(()).ok_or(Undiscovered::OtherSubject)
    }
}
