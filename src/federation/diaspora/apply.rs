//! What was verified is done: by the same functions that a browser's acts call, through the eyes of whoever sent it.

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::like::likes;
use entity::visible::post::posts;
use entity::write::post::Extras;
use entity::write::profile::Extended;
use entity::{Details, Moment, PersonId, PodId, Reach, SeenPost, Viewer, person, visible};
use url::Url;

use super::super::Undone;
use crate::db::Tx;
use crate::domain::abroad::{self, Said};
use crate::domain::comment::{self, Arrived as NewComment};
use crate::domain::contact::{self, Shares};
use crate::domain::like::{self, Arrived as NewLike, On};
use crate::domain::post::arrive::{self as post, Arrived as NewPost, For};
use crate::domain::reshare::{self, Arrived as NewReshare};
use crate::domain::speaker::Speaker;
use crate::error::{Fault, OrNotFound, Outcome};
use crate::job::Job;
use crate::wire::Handle;
use crate::wire::diaspora::entity::{
    Comment, Contact, Like, Liked, Location, Participation, Photo, Profile, Reshare, Retraction, StatusMessage,
};
use crate::wire::diaspora::{AsSigned, Birthday, Kind, Name, Received, Text, Timestamp};

/// Pictures of one post that are shown.
const MOST_PICTURES: usize = 100;

/// Does what was verified. `recipient`: to whom it was sent, if it was sealed for somebody.
pub(in crate::federation) async fn apply(
    tx: &mut Tx,
    host: &str,
    recipient: Option<PersonId>,
    received: &Received,
) -> Result<(), Undone> {
    let sender = someone(tx, received.signer()).await?;
    match received {
        Received::StatusMessage(entity) => status_message(tx, &sender, host, recipient, entity).await?,
        Received::Comment(entity) => commented(tx, recipient, entity).await?,
        Received::Like(entity) => liked(tx, recipient, entity).await?,
        Received::Contact(entity) => contacted(tx, &sender, recipient, entity).await?,
        Received::Profile(entity) => described(tx, &sender, entity).await?,
        Received::Retraction(entity) => retracted(tx, &sender, entity).await?,
        Received::AccountDeletion(_) => closed(tx, &sender).await?,
        Received::Participation(entity) => subscribed(tx, &sender, entity).await?,
        Received::Reshare(entity) => reshared(tx, &sender, host, entity).await?,
        Received::Photo(_)
        | Received::PollParticipation(_)
        | Received::EventParticipation(_)
        | Received::Conversation(_)
        | Received::Message(_)
        | Received::Person(_)
        | Received::AccountMigration(_)
        | Received::Event(_) => return Err(Undone::Reject("this pod does not take such a thing".to_owned())),
    }
    if let Some(home) = sender.pod_id {
        heard(tx, home).await?;
    }
    Ok(())
}

/// A pod that was away and sends something is back: what waits for it goes now.
async fn heard(tx: &mut Tx, home: PodId) -> Outcome<()> {
    let now = tx.now();
    if entity::write::delivery::back(tx.sql(), home, now).await? {
        let name = Job::Deliver { pod: home.0 }.dedupe().unwrap_or_default();
        entity::write::delivery::hasten(tx.sql(), &name, now).await?;
    }
    Ok(())
}

/// Somebody by their ID. They were looked up to verify what they sent.
async fn someone(tx: &Tx, handle: &Handle) -> Outcome<person::Model> {
    visible::person::by_handle(tx.sql(), handle.as_str())
        .await?
        .or_not_found()
}

async fn status_message(
    tx: &mut Tx,
    sender: &person::Model,
    host: &str,
    recipient: Option<PersonId>,
    entity: &StatusMessage,
) -> Outcome<()> {
    let whom = match recipient {
        Some(person) if !entity.public => For::One(person),
        Some(_) | None => For::Everyone,
    };
    let base = home(tx, sender).await?;
    let text = with_pictures(entity.text.as_str(), &entity.photos, base.as_ref());
    let arrived = NewPost {
        guid: entity.guid.as_str(),
        text: &text,
        at: entity.created_at.and_then(moment),
        edited_at: entity.edited_at.and_then(moment),
        whom,
        extras: extras(entity.location.as_ref()),
    };
    post::arrive(tx, sender, host, arrived).await
}

/// The pictures of a post of another pod stay there: they are shown below its words, through the proxy, with what is said of them.
fn with_pictures(text: &str, photos: &[Photo], base: Option<&Url>) -> String {
    let mut text = text.trim_end().to_owned();
    for photo in photos.iter().take(MOST_PICTURES) {
        let address = format!(
            "{}{}",
            photo.remote_photo_path.as_str(),
            photo.remote_photo_name.as_str()
        );
        let whole = Url::parse(&address).ok().or_else(|| base?.join(&address).ok());
        let Some(url) = whole.filter(|url| matches!(url.scheme(), "https" | "http")) else {
            continue;
        };
        let said = photo.text.as_ref().map_or("", Text::as_str);
        let alt: String = said
            .chars()
            .map(|letter| if "[]\\\r\n!".contains(letter) { ' ' } else { letter })
            .collect();
        let blank = if text.is_empty() { "" } else { "\n\n" };
        text.push_str(&format!("{blank}![{}](<{url}>)", alt.trim()));
    }
    text
}

/// Where a post was written. A position that is none of this world is left out, as its name stays.
fn extras(location: Option<&Location>) -> Extras {
    let Some(location) = location else {
        return Extras::default();
    };
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let position = degrees(location.lat.as_str(), 90.0).zip(degrees(location.lng.as_str(), 180.0));
    let place = crate::text::clean::optional_line(location.address.as_str(), 255);
    Extras {
        place: place.ok().flatten(),
        position: position.map(|(north, east)| (rounded(north), rounded(east))),
        ..Extras::default()
    }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}

/// A post through somebody's eyes: what they may not see, or what is not here, they say nothing about.
async fn seen(tx: &Tx, who: &person::Model, guid: &str) -> Outcome<SeenPost> {
    let found = posts(Viewer::Remote(who.id)).one(tx.sql(), guid).await?;
    Ok(found.or_not_found()?.post)
}

/// The comment's own author has to see the post: whoever relays it has said so only by relaying.
async fn commented(tx: &mut Tx, recipient: Option<PersonId>, entity: &Comment) -> Outcome<()> {
    let author = someone(tx, &entity.author).await?;
    let on = discussed(tx, &author, recipient, entity.parent_guid.as_str()).await?;
    let arrived = NewComment {
        guid: entity.guid.as_str(),
        text: entity.text.as_str(),
        at: entity.created_at.and_then(moment),
        answers: entity.thread_parent_guid.as_ref().map(|guid| guid.as_str()),
        signed: signed(&entity.as_signed)?,
    };
    comment::arrive(tx, &author, &on, arrived).await?;
    Ok(())
}

/// The post that somebody speaks about. Of a limited post of another pod we know only who of us has it: there its author, who
/// relays, has judged, and whoever of us it came to has to see the post.
async fn discussed(tx: &Tx, author: &person::Model, recipient: Option<PersonId>, guid: &str) -> Outcome<SeenPost> {
    let own = posts(Viewer::Pod(Reason::Arrival))
        .one(tx.sql(), guid)
        .await?
        .or_not_found()?;
    match recipient {
        Some(whom) if own.author.pod_id.is_some() => {
            let whom = visible::person::among(tx.sql(), &[whom]).await?.pop().or_not_found()?;
            seen(tx, &whom, guid).await
        }
        Some(_) | None => seen(tx, author, guid).await,
    }
}

async fn liked(tx: &mut Tx, recipient: Option<PersonId>, entity: &Like) -> Outcome<()> {
    let author = someone(tx, &entity.author).await?;
    // A dislike is nothing that is shown here, so it is none.
    if entity.positive != Some(true) {
        return Err(crate::error::LikeRefusal::NoEmoji.into());
    }
    let guid = entity.parent_guid.as_str();
    let (post, comment) = match entity.parent {
        Liked::Post => (discussed(tx, &author, recipient, guid).await?, None),
        Liked::Comment => {
            let all = comments(Viewer::Pod(Reason::Arrival)).one(tx.sql(), guid).await?;
            let comment = all.or_not_found()?.comment;
            let under = posts(Viewer::Pod(Reason::Arrival))
                .by_id(tx.sql(), comment.post_id)
                .await?
                .or_not_found()?;
            let post = discussed(tx, &author, recipient, &under.post.guid).await?;
            (post, Some(comment))
        }
    };
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    let arrived = NewLike {
        guid: entity.guid.as_str(),
        signed: signed(&entity.as_signed)?,
    };
    like::arrive(tx, &author, on, arrived).await
}

fn signed(what: &AsSigned) -> Outcome<Option<String>> {
    Ok(Some(serde_json::to_string(what).map_err(Fault::of)?))
}

async fn contacted(tx: &mut Tx, sender: &person::Model, recipient: Option<PersonId>, entity: &Contact) -> Outcome<()> {
    let whom = recipient.or_not_found()?;
    let shares = if entity.sharing { Shares::Yes } else { Shares::No };
    contact::arrive(tx, sender, whom, shares).await
}

/// Everything that somebody says of themselves takes the place of what was there: what they leave out is gone.
async fn described(tx: &mut Tx, sender: &person::Model, profile: &Profile) -> Outcome<()> {
    let text = |text: Option<&Text<0, 255>>| {
        let line = crate::text::clean::optional_line(text.map_or("", Text::as_str), 255);
        line.ok().flatten().unwrap_or_default()
    };
    let bio = crate::text::clean::block(profile.bio.as_ref().map_or("", Text::as_str), 65_535);
    let base = home(tx, sender).await?;
    let picture = profile
        .image_url
        .as_ref()
        .and_then(|path| base.as_ref()?.join(path.as_str()).ok());
    let said = Said {
        name: name(profile),
        picture: picture.map(String::from),
        searchable: profile.searchable,
        nsfw: profile.nsfw,
        extended: Extended {
            bio: bio.unwrap_or_default(),
            location: text(profile.location.as_ref()),
            pronouns: text(profile.gender.as_ref()),
            birthday: profile.birthday.as_ref().map(birthday).unwrap_or_default(),
            details: if profile.public {
                Details::Everyone
            } else {
                Details::Contacts
            },
        },
        tags: profile.tag_string.as_ref().map_or("", |tags| tags.as_str()).to_owned(),
    };
    abroad::describe(tx, sender.id, said).await
}

/// The address of somebody's pod, from which their pictures may be told.
async fn home(tx: &Tx, who: &person::Model) -> Outcome<Option<Url>> {
    use sea_orm::EntityTrait;
    let Some(pod) = who.pod_id else { return Ok(None) };
    let pod = entity::pod::Entity::find_by_id(pod).one(tx.sql()).await?;
    Ok(pod.and_then(|pod| Url::parse(&pod.address).ok()))
}

/// What somebody calls themselves: first and last name, else the full one.
pub(in crate::federation) fn name(profile: &Profile) -> String {
    let part = |name: Option<&Name<32>>| name.map_or("", Name::as_str).trim().to_owned();
    let both = format!(
        "{} {}",
        part(profile.first_name.as_ref()),
        part(profile.last_name.as_ref())
    );
    match both.trim() {
        "" => profile.full_name.as_ref().map_or("", Name::as_str).trim().to_owned(),
        both => both.to_owned(),
    }
}

fn birthday(birthday: &Birthday) -> String {
    let (month, day) = birthday.day();
    match birthday.year() {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("--{month:02}-{day:02}"),
    }
}

async fn retracted(tx: &mut Tx, sender: &person::Model, entity: &Retraction) -> Outcome<()> {
    let guid = entity.target_guid.as_str();
    match entity.target_type {
        Kind::Post | Kind::StatusMessage | Kind::Reshare => post::retract(tx, sender, guid).await,
        Kind::Comment => comment::take_away(tx, Speaker::elsewhere(sender), guid).await,
        Kind::Like => unliked(tx, sender, guid).await,
        Kind::Photo
        | Kind::Poll
        | Kind::PollAnswer
        | Kind::PollParticipation
        | Kind::Participation
        | Kind::Conversation
        | Kind::Message
        | Kind::Contact
        | Kind::Profile
        | Kind::Person
        | Kind::Retraction
        | Kind::AccountDeletion
        | Kind::AccountMigration
        | Kind::Event
        | Kind::EventParticipation
        | Kind::Location
        | Kind::Embed
        | Kind::RelatedEntity => Err(crate::error::Refusal::NotFound.into()),
    }
}

async fn unliked(tx: &mut Tx, sender: &person::Model, guid: &str) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    let given = likes(all).one(tx.sql(), guid).await?.or_not_found()?;
    let post = posts(all)
        .by_id(tx.sql(), given.like.post_id)
        .await?
        .or_not_found()?
        .post;
    let comment = match given.like.comment_id {
        Some(id) => Some(comments(all).by_id(tx.sql(), id).await?.or_not_found()?.comment),
        None => None,
    };
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    like::take_away(tx, Speaker::elsewhere(sender), given.author.id, on).await
}

/// A reshare of something that is gone says nothing.
async fn reshared(tx: &mut Tx, sender: &person::Model, host: &str, entity: &Reshare) -> Outcome<()> {
    let root = entity.root.as_ref().or_not_found()?;
    let arrived = NewReshare {
        guid: entity.guid.as_str(),
        at: entity.created_at.and_then(moment),
        root: root.guid.as_str(),
    };
    reshare::arrive(tx, sender, host, arrived).await
}

/// Somebody wants to hear what is said about a public post of ours: from now on their pod has to do with it.
async fn subscribed(tx: &mut Tx, sender: &person::Model, entity: &Participation) -> Outcome<()> {
    let on = seen(tx, sender, entity.parent_guid.as_str()).await?;
    if let (Reach::Public, Some(home)) = (on.reach, sender.pod_id) {
        entity::write::elsewhere::note(tx.sql(), on.id, home).await?;
    }
    Ok(())
}

/// At once nothing of theirs is visible; a job removes it.
async fn closed(tx: &mut Tx, sender: &person::Model) -> Outcome<()> {
    abroad::close(tx, sender.id).await?;
    Ok(tx.enqueue(Job::EmptyAbroad { person: sender.id.0 }).await?)
}

/// A time of another pod. None where it is out of any reason.
fn moment(time: Timestamp) -> Option<Moment> {
    let micros = time.time().timestamp_micros();
    (micros > 0).then_some(Moment(micros))
}
