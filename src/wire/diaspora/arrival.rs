//! The verification step: what has arrived, whether its sender may say it, and whether it came the right way.
//!
//! What has to be known of other things and whose key is needed, an arrival says; looking it up, fetching it and waiting
//! for it is the business of others. Only here a `Verified` entity is made.

use super::entity::{Entity, Received, Relayable, Relayed};
use super::key::PublicKey;
use super::related::Related;
use super::{Kind, Rejected, relayable};
use crate::wire::{Guid, Handle};

/// How a message came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// To the pod, for all it may concern.
    Public,
    /// Sealed, for this person here.
    Private(Handle),
}

impl Route {
    /// The way to one person of this pod.
    ///
    /// # Errors
    /// There is no such person.
    pub fn private(recipient: Option<Handle>) -> Result<Self, Rejected> {
        recipient.map(Route::Private).ok_or(Rejected::NoRecipient)
    }
}

/// A thing that has to be known before a message can be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub guid: Guid,
    /// On whose pod it may be asked for. None: it is not fetched.
    pub from: Option<Handle>,
}

/// What was looked up for an arrival.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The thing that [`Arrival::wanted`] names.
    pub related: Option<&'a Related>,
    /// The key of the one whom [`Arrival::signer`] names.
    pub key: Option<&'a PublicKey>,
}

/// An entity that its sender has signed, not yet judged.
#[derive(Clone, Debug)]
pub struct Arrival {
    sender: Handle,
    entity: Entity,
    route: Route,
}

impl Arrival {
    pub(super) fn new(sender: Handle, entity: Entity, route: Route) -> Self {
        Self { sender, entity, route }
    }

    /// Who signed the envelope.
    pub fn sender(&self) -> &Handle {
        &self.sender
    }

    /// What is within, unverified: good for a log, not for an act.
    pub fn kind(&self) -> Kind {
        self.entity.kind()
    }

    /// The parent, target or root that has to be known.
    pub fn wanted(&self) -> Option<Wanted> {
        if let Some(relayed) = self.entity.relayable() {
            let (kind, guid) = relayed.parent();
            return Some(wanted(kind, guid, Some(relayed.author())));
        }
        match &self.entity {
            Entity::Participation(entity) => Some(wanted(Kind::Post, &entity.parent_guid, None)),
            Entity::Retraction(entity) => Some(wanted(entity.target_type, &entity.target_guid, None)),
            Entity::Reshare(entity) => {
                let root = entity.root.as_ref()?;
                Some(wanted(Kind::Post, &root.guid, Some(&root.author)))
            }
            Entity::Comment(_)
            | Entity::Like(_)
            | Entity::PollParticipation(_)
            | Entity::EventParticipation(_)
            | Entity::StatusMessage(_)
            | Entity::Photo(_)
            | Entity::Conversation(_)
            | Entity::Message(_)
            | Entity::Contact(_)
            | Entity::Profile(_)
            | Entity::Person(_)
            | Entity::AccountDeletion(_)
            | Entity::AccountMigration(_)
            | Entity::Event(_)
            | Entity::Poll(_)
            | Entity::PollAnswer(_)
            | Entity::Location(_)
            | Entity::Embed(_) => None,
        }
    }

    /// What it takes back, if it does: nothing but its sender's word, as long as that is not known.
    pub fn takes_back(&self) -> Option<(Kind, &Guid)> {
        match &self.entity {
            Entity::Retraction(entity) => Some((entity.target_type, &entity.target_guid)),
            Entity::Comment(_)
            | Entity::Like(_)
            | Entity::PollParticipation(_)
            | Entity::EventParticipation(_)
            | Entity::StatusMessage(_)
            | Entity::Reshare(_)
            | Entity::Photo(_)
            | Entity::Participation(_)
            | Entity::Conversation(_)
            | Entity::Message(_)
            | Entity::Contact(_)
            | Entity::Profile(_)
            | Entity::Person(_)
            | Entity::AccountDeletion(_)
            | Entity::AccountMigration(_)
            | Entity::Event(_)
            | Entity::Poll(_)
            | Entity::PollAnswer(_)
            | Entity::Location(_)
            | Entity::Embed(_) => None,
        }
    }

    /// Whether it takes something away, or says of its sender what takes the place of what they said before, and adds nothing: such a
    /// thing is heard of somebody from whom nothing else is.
    pub fn takes_away(&self) -> bool {
        match &self.entity {
            Entity::Retraction(_) | Entity::AccountDeletion(_) | Entity::Profile(_) => true,
            Entity::Contact(entity) => !entity.sharing,
            Entity::Comment(_)
            | Entity::Like(_)
            | Entity::PollParticipation(_)
            | Entity::EventParticipation(_)
            | Entity::StatusMessage(_)
            | Entity::Reshare(_)
            | Entity::Photo(_)
            | Entity::Participation(_)
            | Entity::Conversation(_)
            | Entity::Message(_)
            | Entity::Person(_)
            | Entity::AccountMigration(_)
            | Entity::Event(_)
            | Entity::Poll(_)
            | Entity::PollAnswer(_)
            | Entity::Location(_)
            | Entity::Embed(_) => false,
        }
    }

    /// Whose key is needed beside the sender's, given what is known of the parent.
    pub fn signer(&self, related: Option<&Related>) -> Option<&Handle> {
        if let Entity::AccountMigration(entity) = &self.entity {
            return Some(entity.signer());
        }
        let author = self.entity.relayable()?.author();
        let root = &related?.root().author;
        (author != root).then_some(author)
    }

    /// Judges it.
    ///
    /// # Errors
    /// What it belongs to is not known, somebody has not signed it, its sender may not say it, or it came the wrong way.
    pub fn verify(self, known: Known<'_>) -> Result<Received, Rejected> {
        self.may_say(known)?;
        match &self.route {
            Route::Public => public(&self.entity)?,
            Route::Private(recipient) => private(&self.entity, recipient)?,
        }
        self.entity.received(self.sender)
    }

    fn may_say(&self, known: Known<'_>) -> Result<(), Rejected> {
        if let Some(relayed) = self.entity.relayable() {
            return self.may_relay(relayed, known);
        }
        if let Entity::Retraction(entity) = &self.entity {
            let target = known.related.ok_or(Rejected::TargetUnknown)?;
            return self.may_retract(entity.target_type, target);
        }
        if let Entity::AccountMigration(entity) = &self.entity {
            let unknown = || Rejected::AuthorKeyUnknown(entity.signer().clone());
            entity.signature.as_ref().ok_or(Rejected::Unsigned)?;
            entity.verify(known.key.ok_or_else(unknown)?)?;
        }
        if let Entity::Participation(_) = &self.entity {
            let local = known.related.is_some_and(|post| post.root().local);
            local.then_some(()).ok_or(Rejected::ParentNotLocal)?;
        }
        if let Entity::Reshare(entity) = &self.entity
            && let Some(root) = &entity.root
        {
            let post = known.related.ok_or(Rejected::RootUnknown)?;
            (post.author == root.author).then_some(()).ok_or(Rejected::RootAuthor)?;
            post.public.then_some(()).ok_or(Rejected::NotPublic)?;
        }
        let author = self.entity.author().ok_or(Rejected::NotAlone(self.kind()))?;
        self.sender_is([author])
    }

    /// The author of the root relays; the author hands it to the root's pod, if that is this one.
    fn may_relay(&self, relayed: Relayed<'_>, known: Known<'_>) -> Result<(), Rejected> {
        let root = known.related.ok_or(Rejected::ParentUnknown)?.root();
        if *relayed.author() != root.author {
            relayed.verify(known.key)?;
        }
        if root.local {
            self.sender_is([&root.author, relayed.author()])
        } else {
            self.sender_is([&root.author])
        }
    }

    /// Its author takes a thing back; what is below a post, the author of the post as well.
    fn may_retract(&self, kind: Kind, target: &Related) -> Result<(), Rejected> {
        if matches!(kind, Kind::Comment | Kind::Like | Kind::PollParticipation) {
            self.sender_is([&target.author, &target.root().author])
        } else {
            self.sender_is([&target.author])
        }
    }

    fn sender_is<const N: usize>(&self, people: [&Handle; N]) -> Result<(), Rejected> {
        people.contains(&&self.sender).then_some(()).ok_or(Rejected::Sender)
    }
}

fn wanted(kind: Kind, guid: &Guid, from: Option<&Handle>) -> Wanted {
    Wanted {
        kind,
        guid: guid.clone(),
        from: from.cloned(),
    }
}

/// What says whether it is public has to be; what is for one person has no business here at all.
fn public(entity: &Entity) -> Result<(), Rejected> {
    let public = match entity {
        Entity::StatusMessage(post) => post.public,
        Entity::Photo(photo) => photo.public,
        Entity::Profile(profile) => profile.may_be_public(),
        Entity::Contact(_) | Entity::Conversation(_) | Entity::Message(_) => return Err(Rejected::PrivateOnly),
        Entity::Reshare(_)
        | Entity::Comment(_)
        | Entity::Like(_)
        | Entity::PollParticipation(_)
        | Entity::EventParticipation(_)
        | Entity::Participation(_)
        | Entity::Person(_)
        | Entity::Retraction(_)
        | Entity::AccountDeletion(_)
        | Entity::AccountMigration(_)
        | Entity::Event(_)
        | Entity::Poll(_)
        | Entity::PollAnswer(_)
        | Entity::Location(_)
        | Entity::Embed(_) => true,
    };
    public.then_some(()).ok_or(Rejected::NotPublic)
}

/// What names people has to name the one whose door it came to.
fn private(entity: &Entity, recipient: &Handle) -> Result<(), Rejected> {
    let about = match entity {
        Entity::Contact(contact) => contact.recipient == *recipient,
        Entity::Conversation(conversation) => {
            let people = conversation.participants.people();
            people.contains(recipient) && people.contains(&conversation.author)
        }
        Entity::StatusMessage(_)
        | Entity::Photo(_)
        | Entity::Profile(_)
        | Entity::Message(_)
        | Entity::Reshare(_)
        | Entity::Comment(_)
        | Entity::Like(_)
        | Entity::PollParticipation(_)
        | Entity::EventParticipation(_)
        | Entity::Participation(_)
        | Entity::Person(_)
        | Entity::Retraction(_)
        | Entity::AccountDeletion(_)
        | Entity::AccountMigration(_)
        | Entity::Event(_)
        | Entity::Poll(_)
        | Entity::PollAnswer(_)
        | Entity::Location(_)
        | Entity::Embed(_) => true,
    };
    about.then_some(()).ok_or(Rejected::OtherRecipient)
}

impl<'a> Relayed<'a> {
    /// What it belongs to.
    pub fn parent(self) -> (Kind, &'a Guid) {
        match self {
            Relayed::Comment(entity) => entity.parent(),
            Relayed::Like(entity) => entity.parent(),
            Relayed::PollParticipation(entity) => entity.parent(),
            Relayed::EventParticipation(entity) => entity.parent(),
        }
    }

    /// Who wrote it.
    pub fn author(self) -> &'a Handle {
        match self {
            Relayed::Comment(entity) => &entity.author,
            Relayed::Like(entity) => &entity.author,
            Relayed::PollParticipation(entity) => &entity.author,
            Relayed::EventParticipation(entity) => &entity.author,
        }
    }

    fn verify(self, key: Option<&PublicKey>) -> Result<(), Rejected> {
        match self {
            Relayed::Comment(entity) => relayable::verify(entity, key),
            Relayed::Like(entity) => relayable::verify(entity, key),
            Relayed::PollParticipation(entity) => relayable::verify(entity, key),
            Relayed::EventParticipation(entity) => relayable::verify(entity, key),
        }
    }
}
