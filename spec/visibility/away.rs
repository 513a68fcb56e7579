//! What leaves the pod for its own people, against the model: each gets a digest with everything in it, is told of
//! every notification by itself, and has a device. Nothing of it may hold a word of what is not for everyone.

use std::collections::BTreeSet;

use entity::own;
use entity::write::telling::NewTelling;
use samara::domain::telling::{How, Topic, Wishes, digest, keep};
use samara::job::{Job, Matter, Paper};

use super::act::{LOCALS, Who};
use super::world::{World, marker};
use super::{letter, talk};
use crate::support::device::Device;
use crate::support::pod::Mail;

/// Everything, daily, from the beginning of time on.
const EVERYTHING: NewTelling = NewTelling {
    at_once: 0,
    daily: i64::MAX,
    weekly: 0,
    push: 0,
    zone: String::new(),
    hour: 7,
    weekday: 0,
    quiet: None,
};

/// Looks at what leaves for everyone.
pub async fn look(world: &mut World) -> Result<(), String> {
    let present: Vec<Who> = (0..LOCALS).filter(|who| !world.model.closed.contains(who)).collect();
    for who in &present {
        contents(world, *who).await?;
    }
    let before = world.pod.mails().len();
    for who in &present {
        one_by_one(world, *who).await;
        let user = world.user(*who).0;
        let digest = Job::Digest {
            user,
            paper: Paper::Daily,
            at: 0,
        };
        world
            .pod
            .act(async |tx| Ok(tx.enqueue(digest).await?))
            .await
            .map_err(|stop| format!("{stop:?}"))?;
    }
    world.pod.settle().await;
    for mail in world.pod.mails().split_off(before) {
        let all = [&mail.subject, &mail.text, &mail.html].map(String::as_str).join("\n");
        words(world, &format!("the mail “{}”", mail.subject), &all)?;
        headers(world, &mail)?;
    }
    devices(world, &present).await
}

/// The people whose names are in some words.
fn named(words: &str) -> BTreeSet<Who> {
    let number = |rest: &str| {
        rest.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok()
    };
    words.split("person").skip(1).filter_map(number).collect()
}

/// What mail servers on the way read: nothing of what is said, no address of anything, and of people only the reader and,
/// where it is about one thing, who did that. Where that is not for everyone it holds for the body, too.
fn headers(world: &mut World, mail: &Mail) -> Result<(), String> {
    let parsed = mailparse::parse_mail(mail.raw.as_bytes()).expect("it is a mail");
    let lines = parsed
        .headers
        .iter()
        .map(|line| format!("{}: {}", line.get_key(), line.get_value()));
    let all = lines.collect::<Vec<_>>().join("\n");
    words(world, &format!("the head of the mail “{}”", mail.subject), &all)?;
    let posts = world.posts.values().map(|known| &known.guid);
    let comments = world.comments.values().map(|(_, guid)| guid);
    let letters = world.rows.letters.values().map(|(_, guid)| guid);
    let messages = world.rows.messages.values().map(|(_, guid)| guid);
    let guids = posts.chain(comments).chain(letters).chain(messages);
    let leaked: Vec<&String> = guids.filter(|guid| all.contains(*guid)).collect();
    let many = format!("{leaked:?}");
    world.same(
        || format!("addresses in the head of “{}”", mail.subject),
        many,
        "[]".to_owned(),
        1,
    )?;
    let open = world.model.list(None, |_, _| true);
    let limited = world.posts.iter().filter(|(id, _)| !open.contains(id));
    let mut private = mail.text.contains("/conversations/");
    private |= limited.into_iter().any(|(_, known)| mail.text.contains(&known.guid));
    let digest = mail.subject.starts_with("Your day");
    let mut people = named(&all);
    if private && !digest {
        people.extend(named(&mail.text));
        people.extend(named(&mail.html));
    }
    let reader = named(&mail.to);
    let found = people.difference(&reader).count();
    world.same(
        || format!("more people than who did it in “{}” to {}", mail.subject, mail.to),
        found > usize::from(!digest),
        false,
        1,
    )
}

/// What somebody's device is told of.
#[derive(Clone, Copy, Debug)]
enum Of {
    Notifications,
    Messages,
    Posts,
}

/// Everyone has a device, and it is to be told of everything there is: what its owner has, and has not seen, arrives
/// without the words of what is not for everyone; of the rest nothing.
async fn devices(world: &mut World, present: &[Who]) -> Result<(), String> {
    let device = Device::new("201 Created").await;
    for who in present {
        let me = world.me(*who).await;
        device.belongs_to(&world.pod, &me).await;
    }
    let mut heard = 0;
    for of in [Of::Notifications, Of::Messages, Of::Posts] {
        for who in present {
            let matters = matters(world, *who, of).await;
            push(world, *who, &matters).await;
            let fresh = device.heard().split_off(heard);
            heard += fresh.len();
            let mut found: Vec<String> = Vec::new();
            for (_, body) in &fresh {
                let told = device.opens(body);
                words(world, &format!("what {who}'s device is told"), &told.to_string())?;
                let url = told["url"].as_str().unwrap_or_default();
                found.push(url.rsplit('/').next().unwrap_or_default().to_owned());
            }
            found.sort_unstable();
            let expected = arrives(world, *who, of);
            if matches!(of, Of::Notifications) {
                // They lead to many places: how many they are is enough.
                found.iter_mut().for_each(String::clear);
            }
            world.same(
                || format!("{of:?} told to {who}'s device"),
                found,
                expected,
                matters.len(),
            )?;
        }
    }
    Ok(())
}

/// Jobs about all of it, whosever it is: they may have waited since it was theirs.
async fn matters(world: &World, who: Who, of: Of) -> Vec<Matter> {
    match of {
        Of::Notifications => {
            let (user, person) = (world.user(who), world.people[who].person);
            let cursor = own::notification::Cursor::newest();
            let told = own::notification::page(world.pod.db.read(), user, person, &[], cursor, 10).await;
            let told = told.unwrap().into_iter().map(|told| told.notification.id.0);
            told.map(|id| Matter::Notification { id }).collect()
        }
        Of::Messages => {
            let rows = world.rows.messages.values();
            rows.map(|(id, _)| Matter::Message { id: id.0 }).collect()
        }
        Of::Posts => {
            let some = world.posts.iter().filter(|(id, _)| (*id + who).is_multiple_of(3));
            some.map(|(_, known)| Matter::Post { id: known.id.0 }).collect()
        }
    }
}

async fn push(world: &World, who: Who, matters: &[Matter]) {
    let user = world.user(who);
    let device = own::telling::devices(world.pod.db.read(), user).await.unwrap()[0].id.0;
    world
        .pod
        .act(async |tx| {
            for matter in matters {
                let matter = *matter;
                let user = user.0;
                tx.enqueue(Job::Push { user, device, matter }).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    world.pod.settle().await;
}

/// Where what is told leads to.
fn arrives(world: &World, who: Who, of: Of) -> Vec<String> {
    let model = &world.model;
    let mut expected: Vec<String> = match of {
        Of::Notifications => {
            let told = model.lines(who).into_iter().take(10).map(|line| line.newest);
            let told = told.filter(|told| !told.read && Topic::of(told.kind).is_some());
            vec![String::new(); told.count()]
        }
        Of::Messages => {
            let fresh = world.rows.messages.keys().filter(|id| model.is_news(who, **id));
            let letter = |id: &usize| world.rows.letters[&model.letters.messages[id].letter].1.clone();
            fresh.map(letter).collect()
        }
        Of::Posts => {
            let seen = model.stream(Some(who), |id, _| (id + who).is_multiple_of(3));
            seen.iter().map(|id| world.posts[id].guid.clone()).collect()
        }
    };
    expected.sort_unstable();
    expected
}

/// The digest holds what the stream would show of the people in one's aspects, and what was told and not seen.
async fn contents(world: &mut World, who: Who) -> Result<(), String> {
    let (user, all) = (world.user(who), world.posts.len());
    let account = world.me(who).await.user;
    let aspects = own::sidebar::aspects(world.pod.db.read(), user).await.unwrap();
    let aspects: Vec<_> = aspects.iter().map(|aspect| (aspect.id, How::Daily)).collect();
    world
        .pod
        .act(async |tx| {
            entity::write::telling::keep(tx.sql(), user, EVERYTHING, entity::Moment(0)).await?;
            keep(
                tx,
                user,
                &Wishes::of(own::telling::of(tx.sql(), user).await?.as_ref()),
                &aspects,
            )
            .await
        })
        .await
        .map_err(|stop| format!("{stop:?}"))?;
    let now = world.pod.clock.now();
    let found = digest::contents(world.pod.db.read(), &account, Paper::Daily, now)
        .await
        .unwrap();
    let found = found.ok_or("the digest is not due")?;
    let told: Vec<_> = found
        .told
        .iter()
        .map(|told| (told.notification.kind, world.who(told.actor.id)))
        .collect();
    let expected = world.model.told(who).into_iter().filter(|told| !told.read);
    let expected: Vec<_> = expected
        .filter(|told| Topic::of(told.kind).is_some())
        .take(100)
        .map(|told| (told.kind, told.actor))
        .collect();
    world.same(|| format!("digest told to {who}"), told, expected, all)?;
    let posts = world.numbers(&found.posts);
    let theirs = world
        .model
        .stream(Some(who), |_, post| world.model.shares_with(who, post.author));
    let theirs: Vec<usize> = theirs.into_iter().take(40).collect();
    world.same(|| format!("digest posts for {who}"), posts, theirs, all)
}

/// Each notification by itself, as it would leave at once.
async fn one_by_one(world: &mut World, who: Who) {
    let (user, person) = (world.user(who), world.people[who].person);
    let cursor = own::notification::Cursor::newest();
    let told = own::notification::page(world.pod.db.read(), user, person, &[], cursor, 20)
        .await
        .unwrap();
    world
        .pod
        .act(async |tx| {
            for told in &told {
                let matter = Matter::Notification {
                    id: told.notification.id.0,
                };
                tx.enqueue(Job::Word { user: user.0, matter }).await?;
                let first = told.notification.first_id.unwrap_or(told.notification.id).0;
                let matter = Matter::After { first };
                tx.enqueue(Job::Word { user: user.0, matter }).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// No word of what is not for everyone, nor of what the reader does not see.
fn words(world: &mut World, what: &str, all: &str) -> Result<(), String> {
    let open: BTreeSet<usize> = world.model.list(None, |_, _| true).into_iter().collect();
    let secrets: Vec<String> = world
        .posts
        .keys()
        .filter(|post| !open.contains(post))
        .flat_map(|post| {
            (0..=world.model.posts.get(post).map_or(9, |post| post.version)).map(|version| marker(*post, version))
        })
        .collect();
    let leaked: Vec<&String> = secrets.iter().filter(|secret| all.contains(*secret)).collect();
    let (many, leaked) = (secrets.len(), format!("{leaked:?}"));
    let under = |comment: &usize| world.model.talk.said.get(comment).map(|said| said.post);
    let mut heard = talk::remarked(world, all);
    heard.retain(|comment| under(comment).is_none_or(|post| !open.contains(&post)));
    let letters = (letter::lines(world, all), all.contains("matter"));
    world.same(
        || format!("words of what is limited in {what}"),
        (leaked, heard, letters),
        ("[]".to_owned(), Vec::new(), (Vec::new(), false)),
        many,
    )
}
