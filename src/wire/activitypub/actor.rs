//! Who acts: people, robots, servers, groups (ActivityPub, section 4).

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::id::Id;
use super::key::KeyClaim;
use super::kind::ActorKind;
use super::limits::{LONGEST_CONTENT, LONGEST_NAME, MOST_ALIASES, MOST_FIELDS};
use super::node::{Node, cut};
use super::object::picture;
use super::out::{Out, document};
use super::rejected::Rejected;
use super::tag::Tag;

/// An actor as its server describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its address, by which it is known for ever.
    pub id: Id,
    /// What it is.
    pub kind: ActorKind,
    /// The name before the `@`.
    pub username: Option<String>,
    /// `name@host`, where it says so itself (FEP-2c59).
    pub webfinger: Option<String>,
    /// The name that is shown.
    pub name: Option<String>,
    /// HTML about itself.
    pub summary: Option<String>,
    /// The page where people see it.
    pub page: Option<Id>,
    /// Where it is written to. A document that is only there for its key has none.
    pub inbox: Option<Id>,
    /// Where its server takes what is for several.
    pub shared_inbox: Option<Id>,
    /// What it has done.
    pub outbox: Option<Id>,
    /// Who follows it.
    pub followers: Option<Id>,
    /// Whom it follows.
    pub following: Option<Id>,
    /// What it shows first.
    pub featured: Option<Id>,
    /// The keys it signs with.
    pub keys: Vec<KeyClaim>,
    /// The picture beside its name.
    pub icon: Option<Id>,
    /// The picture above its page.
    pub image: Option<Id>,
    /// Whether it is asked before somebody follows it. Of a group: that it is private.
    pub locked: bool,
    /// Whether it wants to be found, where it says so.
    pub discoverable: Option<bool>,
    /// Whether its posts may be searched, where it says so.
    pub indexable: Option<bool>,
    /// When it was made.
    pub published: Option<DateTime<Utc>>,
    /// What it says of itself, line by line.
    pub fields: Vec<Field>,
    /// Emoji and hashtags in its texts.
    pub tags: Vec<Tag>,
    /// Other addresses of the same one, believed only when those say so, too.
    pub aliases: Vec<Id>,
    /// Where it has moved.
    pub moved_to: Option<Id>,
    /// That it agrees to have moved here from identities of diaspora*.
    pub consents: Vec<Consent>,
    /// Of a group: the collection of its moderators (FEP-1b12).
    pub moderators: Option<Id>,
    /// Of a group: whether only its moderators post.
    pub restricted: bool,
}

/// An actor who is somebody by the diaspora* protocol, too, agrees to have moved here from another identity: the consent without which
/// nobody moves there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The diaspora* ID that is left behind.
    pub old: String,
    /// What they have signed (`account_migration`, `signature`).
    pub signature: String,
}

/// A line that an actor says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Of what.
    pub name: String,
    /// HTML.
    pub value: String,
}

impl Actor {
    pub(super) fn of(node: Node<'_>, kind: ActorKind) -> Result<Self, Rejected> {
        let shared = node
            .node("endpoints")
            .and_then(|endpoints| endpoints.first("sharedInbox"));
        let text = |name: &str, most| node.text(name).map(|text| cut(text, most).to_owned());
        Ok(Self {
            id: node.id().ok_or(Rejected::Missing("id"))?,
            username: node.name("preferredUsername"),
            webfinger: node.name("webfinger"),
            name: node.name("name"),
            summary: text("summary", LONGEST_CONTENT).filter(|text| !text.trim().is_empty()),
            page: node.all("url").find_map(super::node::address),
            inbox: node.first("inbox"),
            shared_inbox: shared.or_else(|| node.first("sharedInbox")),
            outbox: node.first("outbox"),
            followers: node.first("followers"),
            following: node.first("following"),
            featured: node.first("featured"),
            keys: KeyClaim::list(node),
            icon: picture(node, "icon"),
            image: picture(node, "image"),
            locked: node.flag("manuallyApprovesFollowers").unwrap_or(false),
            discoverable: node.flag("discoverable"),
            indexable: node.flag("indexable"),
            published: node.time("published"),
            fields: Field::list(node),
            tags: Tag::list(node),
            aliases: node.ids("alsoKnownAs").take(MOST_ALIASES).collect(),
            moved_to: node.first("movedTo"),
            consents: Consent::list(node),
            moderators: (kind == ActorKind::Group).then(|| node.first("attributedTo")).flatten(),
            restricted: node.flag("postingRestrictedToMods").unwrap_or(false),
            kind,
        })
    }

    /// The key of this address, if the actor says that it is one of its own.
    pub fn key(&self, id: &Id) -> Option<&KeyClaim> {
        self.keys.iter().find(|key| key.id == *id && key.owner == self.id)
    }

    /// Where something for several people of its server goes, else where something for it alone goes.
    pub fn nearest_inbox(&self) -> Option<&Id> {
        self.shared_inbox.as_ref().or(self.inbox.as_ref())
    }

    /// The document that is served at its address.
    pub fn json(&self) -> Value {
        document(self.body())
    }

    /// The actor as it stands within an activity.
    pub(super) fn body(&self) -> Value {
        let out = Out::of(self.kind.name()).put("id", self.id.as_str());
        let out = self.doors(self.face(out));
        let (main, other): (Vec<_>, Vec<_>) = self.keys.iter().partition(|key| key.is_main());
        let out = match main.as_slice() {
            [] => out,
            [key] => out.put("publicKey", key.json()),
            several => out.list("publicKey", several.iter().map(|key| key.json()).collect()),
        };
        out.list("assertionMethod", other.iter().map(|key| key.json()).collect())
            .list("tag", self.tags.iter().map(Tag::json).collect())
            .list("attachment", self.fields.iter().map(Field::json).collect())
            .end()
    }

    /// What people see.
    fn face(&self, out: Out) -> Out {
        let picture = |id: &Option<Id>| {
            let id = id.as_ref();
            id.map(|id| Out::of("Image").put("url", id.as_str()).end())
        };
        out.text("preferredUsername", self.username.as_ref())
            .text("webfinger", self.webfinger.as_ref())
            .text("name", self.name.as_ref())
            .text("summary", self.summary.as_ref())
            .text("url", self.page.as_ref())
            .maybe("icon", picture(&self.icon))
            .maybe("image", picture(&self.image))
            .time("published", self.published.as_ref())
            .put("manuallyApprovesFollowers", self.locked)
            .maybe("discoverable", self.discoverable)
            .maybe("indexable", self.indexable)
    }

    /// What servers ask for.
    fn doors(&self, out: Out) -> Out {
        let shared = self.shared_inbox.as_ref();
        let endpoints = shared.map(|inbox| Out::default().put("sharedInbox", inbox.as_str()).end());
        out.text("inbox", self.inbox.as_ref())
            .maybe("endpoints", endpoints)
            .text("outbox", self.outbox.as_ref())
            .text("followers", self.followers.as_ref())
            .text("following", self.following.as_ref())
            .text("featured", self.featured.as_ref())
            .list(
                "alsoKnownAs",
                self.aliases.iter().map(|id| id.as_str().into()).collect(),
            )
            .text("movedTo", self.moved_to.as_ref())
            .list("accountMigration", self.consents.iter().map(Consent::json).collect())
            .text("attributedTo", self.moderators.as_ref())
            .maybe("postingRestrictedToMods", self.restricted.then_some(true))
    }
}

impl Consent {
    fn list(node: Node<'_>) -> Vec<Self> {
        let lines = pairs(node, "accountMigration");
        let consents = lines.map(|(old, signature)| Self { old, signature });
        consents.take(MOST_ALIASES).collect()
    }

    fn json(&self) -> Value {
        pair(&self.old, &self.signature)
    }
}

impl Field {
    fn list(node: Node<'_>) -> Vec<Self> {
        let fields = pairs(node, "attachment").map(|(name, value)| Self { name, value });
        fields.take(MOST_FIELDS).collect()
    }

    fn json(&self) -> Value {
        pair(&self.name, &self.value)
    }
}

/// Names and what is said of them.
fn pairs<'a>(node: Node<'a>, list: &'a str) -> impl Iterator<Item = (String, String)> + use<'a> {
    let lines = node.nodes(list).filter(|line| line.is("PropertyValue"));
    lines.filter_map(|line| Some((line.name("name")?, cut(line.text("value")?, LONGEST_NAME).to_owned())))
}

fn pair(name: &str, value: &str) -> Value {
    Out::of("PropertyValue").put("name", name).put("value", value).end()
}
