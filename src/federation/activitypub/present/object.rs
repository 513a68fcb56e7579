//! Posts, comments and messages of people here as objects: notes, and questions where there is a poll.

use entity::visible::comment::{Written, comments};
use entity::visible::photo::photos;
use entity::visible::post::Authored;
use entity::{OwnMessage, PhotoKind, SeenPhoto, SeenPost, Viewer, person};

use super::super::{group, people, places, quoting};
use super::words::{Company, said};
use super::{ALL, address, time};
use crate::federation::Undone;
use crate::pod::Pod;
use crate::text::emoji::Pictures;
use crate::wire::activitypub::{
    Address, Attachment, Audience, Choice, Id, Medium, Object, ObjectKind, Occasion, Permit, Policy, Poll, Quote, Tag,
};

/// In whose company something is shown, and under which address.
pub(in crate::federation::activitypub) struct Shown<'a> {
    /// Its address.
    pub(in crate::federation::activitypub) id: Id,
    /// For whom it is.
    pub(in crate::federation::activitypub) audience: Audience,
    /// Whom it may name.
    pub(in crate::federation::activitypub) company: Company<'a>,
    /// Mentions by which it is addressed, besides those of its text.
    pub(in crate::federation::activitypub) addressed: Vec<Tag>,
    /// What it answers.
    pub(in crate::federation::activitypub) answers: Option<Id>,
}

impl Shown<'_> {
    fn is_open(&self) -> bool {
        matches!(self.company, Company::Everyone)
    }
}

/// A post of somebody here, in its own words.
pub(in crate::federation::activitypub) async fn post(
    pod: &Pod,
    post: &Authored,
    shown: Shown<'_>,
) -> Result<Object, Undone> {
    let row = &post.post;
    let attached = photos(ALL).of_posts(pod.db.read(), &[row.id]).await?;
    let poll = poll(pod, ALL, row).await?;
    let open = shown.is_open();
    let hangs = |what: &str| open.then(|| places::of_post(&pod.settings, &row.guid, what));
    let page = address(pod.settings.url(&format!("/posts/{}", row.guid)))?;
    let container = places::container(&pod.settings, &row.guid);
    let ends = row.expires_at.and_then(time);
    let occasion = Occasion {
        starts: None,
        // A poll says itself when it ends.
        ends: ends.filter(|_| poll.is_none()),
        place: row.place.clone().filter(|place| !place.is_empty()),
    };
    let warning = row.warning.as_deref();
    let words = text(pod, &post.author, &row.text, shown).await?;
    Ok(Object {
        kind: if poll.is_some() {
            ObjectKind::Question
        } else {
            ObjectKind::Note
        },
        summary: warning.filter(|words| !words.is_empty()).map(line),
        sensitive: warning.is_some() || post.author.nsfw,
        language: row.language.as_deref().and_then(short).map(str::to_owned),
        published: time(row.created_at),
        updated: row.edited_at.and_then(time),
        page: Some(page),
        attachments: attached.iter().filter_map(|photo| attachment(pod, photo)).collect(),
        poll,
        occasion: (occasion != Occasion::default()).then_some(occasion),
        context: Some(container.clone()),
        history: Some(container),
        replies: hangs("replies"),
        likes: hangs("likes"),
        shares: hangs("shares"),
        policy: match open {
            true => Some(quotable(pod, post)),
            false => words.policy.clone(),
        },
        ..words
    })
}

/// Who may quote what is for everybody: all who ask, or nobody where it stands in no list.
fn quotable(pod: &Pod, post: &Authored) -> Policy {
    let quote = match post.post.quiet {
        true => Permit::only(places::person(&pod.settings, &post.author.guid)),
        false => Permit::all(),
    };
    Policy {
        quote: Some(quote),
        ..Policy::default()
    }
}

/// A comment of somebody here.
pub(in crate::federation::activitypub) async fn comment(
    pod: &Pod,
    said: &Written,
    shown: Shown<'_>,
) -> Result<Object, Undone> {
    let row = &said.comment;
    let attached = match row.photos {
        0 => Vec::new(),
        _ => photos(ALL).of_comments(pod.db.read(), &[row.id]).await?,
    };
    let page = address(pod.settings.url(&format!("/comments/{}", row.guid)))?;
    Ok(Object {
        published: time(row.created_at),
        updated: row.edited_at.and_then(time),
        page: Some(page),
        attachments: attached.iter().filter_map(|photo| attachment(pod, photo)).collect(),
        ..text(pod, &said.author, &row.text, shown).await?
    })
}

/// A message of somebody here. `subject`: of the conversation that begins with it.
pub(in crate::federation::activitypub) async fn message(
    pod: &Pod,
    (row, author): (&OwnMessage, &person::Model),
    subject: Option<&str>,
    shown: Shown<'_>,
) -> Result<Object, Undone> {
    let attached = entity::visible::letter::photos(pod.db.read(), row).await?;
    let note = text(pod, author, &row.text, shown).await?;
    let subject = subject.filter(|subject| !subject.is_empty());
    let subject = subject.map(|subject| format!("<p><strong>{}</strong></p>", line(subject)));
    let content = format!("{}{}", subject.unwrap_or_default(), note.content.unwrap_or_default());
    Ok(Object {
        published: time(row.created_at),
        attachments: attached.iter().filter_map(|photo| attachment(pod, photo)).collect(),
        direct: Some(true),
        content: Some(content),
        ..note
    })
}

/// What all of them have.
async fn text(pod: &Pod, author: &person::Model, text: &str, shown: Shown<'_>) -> Result<Object, Undone> {
    let open = shown.is_open();
    let said = said(pod, text, shown.company).await?;
    let mut tags = said.tags;
    tags.extend(shown.addressed.into_iter().filter(|one| {
        let actor = one.mention().map(|mention| &mention.actor);
        said.named.iter().all(|(_, id)| Some(id) != actor)
    }));
    let author = places::person(&pod.settings, &author.guid);
    // Everybody else may neither pass it on nor quote it: there is no word for nobody but its author's name.
    let policy = (!open).then(|| Policy {
        announce: Some(Permit::only(author.clone())),
        quote: Some(Permit::only(author.clone())),
        ..Policy::default()
    });
    Ok(Object {
        id: Some(shown.id),
        audience: shown.audience,
        content: Some(said.html),
        source: said.source,
        in_reply_to: shown.answers,
        tags,
        policy,
        authors: vec![author],
        ..Object::default()
    })
}

/// What a post asks. How it stands is told when it is over, and before that to whoever has voted: here, too, nobody else sees it.
pub(in crate::federation::activitypub) async fn poll(
    pod: &Pod,
    viewer: Viewer,
    of: &SeenPost,
) -> Result<Option<Poll>, Undone> {
    if !of.poll {
        return Ok(None);
    }
    let mut polls = entity::visible::poll::of(pod.db.read(), viewer, &[of.id], pod.db.now()).await?;
    let Some(found) = polls.remove(&of.id) else {
        return Ok(None);
    };
    let choices = found.answers.iter().map(|answer| Choice {
        name: answer.text.clone(),
        votes: answer.votes.and_then(|votes| u64::try_from(votes).ok()),
    });
    Ok(Some(Poll {
        several: found.multiple,
        choices: choices.collect(),
        ends: found.ends_at.and_then(time),
        closed: found.over,
        voters: u64::try_from(found.voters).ok(),
    }))
}

fn attachment(pod: &Pod, photo: &SeenPhoto) -> Option<Attachment> {
    let side = |pixels: i32| u64::try_from(pixels).ok().filter(|pixels| *pixels > 0);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    // From hundredths of the way from the top left to the middle's distances, rightwards and upwards.
    let focus = (
        f64::from(photo.focus_x) / 50.0 - 1.0,
        1.0 - f64::from(photo.focus_y) / 50.0,
    );
    let still = match photo.kind {
        PhotoKind::Picture | PhotoKind::Moving => Medium::Image,
        PhotoKind::Video => Medium::Video,
        PhotoKind::Audio => Medium::Audio,
    };
    Some(Attachment {
        medium: still,
        url: Id::parse(&pod.settings.url(&format!("/p/{}/full", photo.address)))?,
        media_type: Some(photo.media_type.clone()),
        description: some(&photo.alt),
        width: side(photo.width),
        height: side(photo.height),
        blurhash: some(&photo.blurhash),
        focus: (still == Medium::Image).then_some(focus),
    })
}

/// For everybody, and those who follow its author; `named` are told besides.
pub(in crate::federation::activitypub) fn open(pod: &Pod, author: &person::Model, named: Vec<Id>) -> Audience {
    let followers = places::of_person(&pod.settings, &author.guid, "followers");
    let mut cc = vec![Address::Id(followers)];
    for id in named {
        if !cc.contains(&Address::Id(id.clone())) {
            cc.push(Address::Id(id));
        }
    }
    Audience {
        to: vec![Address::Public],
        cc,
        ..Audience::default()
    }
}

/// The same, as quietly as a post that it is about: where that stands in no list, everybody is named last.
pub(in crate::federation::activitypub) fn open_as(
    pod: &Pod,
    (author, named): (&person::Model, Vec<Id>),
    about: &SeenPost,
) -> Audience {
    let loud = open(pod, author, named);
    if !about.quiet {
        return loud;
    }
    let mut cc = loud.cc;
    let to = cc.drain(..1).collect();
    cc.insert(0, Address::Public);
    Audience { to, cc, ..loud }
}

/// For these alone.
pub(in crate::federation::activitypub) fn only(people: impl IntoIterator<Item = Id>) -> Audience {
    Audience {
        to: people.into_iter().map(Address::Id).collect(),
        ..Audience::default()
    }
}

/// A public post of somebody here, as everybody is shown it.
pub(in crate::federation::activitypub) async fn public_post(pod: &Pod, found: &Authored) -> Result<Object, Undone> {
    let named = said(pod, &found.post.text, Company::Everyone).await?.named;
    let named = named.into_iter().map(|(_, id)| id).collect();
    let groups = group::of(pod, found).await?;
    let shown = Shown {
        id: places::post(&pod.settings, &found.post.guid),
        audience: groups.given(open_as(pod, (&found.author, named), &found.post)),
        company: Company::Everyone,
        addressed: Vec::new(),
        answers: None,
    };
    post(pod, found, shown).await
}

/// What somebody says when they show a post, if they say anything, with what they show. Where that has no address in the fediverse
/// it is a link to its page here, which says whose it is.
pub(in crate::federation::activitypub) async fn quoting(
    pod: &Pod,
    reshare: &Authored,
    (root, id): (&Authored, Option<Id>),
) -> Result<Object, Undone> {
    let note = public_post(pod, reshare).await?;
    let page = pod.settings.url(&format!("/posts/{}", root.post.guid));
    let url = id.as_ref().map_or(page, Id::to_string);
    let named = line(&url);
    let content = format!(
        "<p class=\"quote-inline\">RE: <a href=\"{named}\">{named}</a></p>{}",
        note.content.unwrap_or_default()
    );
    Ok(Object {
        content: Some(content),
        source: note.source.filter(|source| !source.content.is_empty()),
        quote: match id {
            Some(of) => Some(Quote {
                stamp: quoting::stamp(pod, reshare, root).await?,
                of,
            }),
            None => None,
        },
        ..note
    })
}

/// What a comment answers: another comment, or the post. None where that has no address in the fediverse.
pub(in crate::federation::activitypub) async fn answered(
    pod: &Pod,
    on: &Authored,
    said: &Written,
) -> Result<Option<(Id, person::Model)>, Undone> {
    if let Some(id) = said.comment.answers_id
        && let Some(parent) = comments(ALL).by_id(pod.db.read(), id).await?
    {
        let ours = places::comment(&pod.settings, &parent.comment.guid);
        let id = people::thing(pod, (&parent.comment.guid, &parent.author), ours).await?;
        if let Some(id) = id {
            return Ok(Some((id, parent.author)));
        }
    }
    let ours = places::post(&pod.settings, &on.post.guid);
    let id = people::thing(pod, (&on.post.guid, &on.author), ours).await?;
    Ok(id.map(|id| (id, on.author.clone())))
}

/// A comment of somebody here under a public post, as everybody is shown it. None where the post has no address in the fediverse.
pub(in crate::federation::activitypub) async fn public_comment(
    pod: &Pod,
    on: &Authored,
    found: &Written,
) -> Result<Option<Object>, Undone> {
    let Some((answers, whom)) = answered(pod, on, found).await? else {
        return Ok(None);
    };
    let mut named: Vec<Id> = said(pod, &found.comment.text, Company::Everyone)
        .await?
        .named
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    let mut addressed = Vec::new();
    for person in [&whom, &on.author] {
        if person.id != found.author.id
            && let Some(id) = people::id(pod, person).await?
        {
            named.push(id.clone());
            if person.id == whom.id && addressed.is_empty() {
                addressed.push(super::words::mention_of(person, id));
            }
        }
    }
    let shown = Shown {
        id: places::comment(&pod.settings, &found.comment.guid),
        audience: group::of(pod, on)
            .await?
            .told(open_as(pod, (&found.author, named), &on.post)),
        company: Company::Everyone,
        addressed,
        answers: Some(answers),
    };
    Ok(Some(comment(pod, found, shown).await?))
}

/// ISO 639-3, as the pod keeps it, in the shorter form that BCP 47 asks for where there is one.
#[rustfmt::skip]
fn short(code: &str) -> Option<&'static str> {
    const SHORT: [(&str, &str); 40] = [
        ("ara", "ar"), ("ben", "bn"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("dan", "da"),
        ("deu", "de"), ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"),
        ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("ind", "id"), ("ita", "it"), ("jpn", "ja"),
        ("kor", "ko"), ("lat", "la"), ("lav", "lv"), ("lit", "lt"), ("nld", "nl"), ("nob", "nb"), ("pes", "fa"),
        ("pol", "pl"), ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("slk", "sk"), ("slv", "sl"), ("spa", "es"),
        ("srp", "sr"), ("swe", "sv"), ("tur", "tr"), ("ukr", "uk"), ("vie", "vi"),
    ];
    SHORT.iter().find(|(long, _)| *long == code).map(|(_, short)| *short)
}

/// A line of plain text as HTML.
fn line(text: &str) -> String {
    Pictures::default().line(text)
}
