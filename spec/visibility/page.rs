//! The pages themselves, over HTTP: the word that only one post has is in the body where the model says so and nowhere
//! else, and what somebody may not see answers byte for byte like what never was.

use entity::Reach;
use samara::domain::{notification, search, stream, tag};

use samara::wire::bytes::base64url;

use super::act::{LOCALS, MODERATOR, MODERATORS, PEOPLE, TAGS, Who};
use super::elsewhere::picture;
use super::world::{World, marker, name, tag_name};
use super::{letter, report, talk};
use crate::support::Browser;
use crate::support::browser::{Answer, encode};

/// Who has a browser: nobody in particular, who moderates, and every second one of those who have not left.
/// A page costs more than a door: the doors are tried by everyone.
pub(super) fn readers(world: &World) -> Vec<Option<Who>> {
    let there = (0..LOCALS).filter(|who| !world.model.closed.contains(who));
    let some = there.filter(|who| *who == MODERATOR || (who + world.posts.len()).is_multiple_of(2));
    std::iter::once(None).chain(some.map(Some)).collect()
}

pub(super) async fn browser<'w>(pod: &'w crate::support::TestPod, viewer: Option<Who>) -> Browser<'w> {
    match viewer {
        Some(who) => pod.browser(&name(who)).await,
        None => pod.visitor(),
    }
}

/// The posts whose words, of any version, or whose pictures are in a page.
fn marked(world: &World, body: &str) -> Vec<usize> {
    let said = |id: &usize| {
        let versions = world.model.posts.get(id).map_or(0, |post| post.version);
        (0..=versions).any(|version| body.contains(&marker(*id, version)))
            || body.contains(&base64url(picture(*id).as_bytes()))
    };
    world.posts.keys().copied().filter(said).collect()
}

fn sorted(mut list: Vec<usize>, most: u64) -> Vec<usize> {
    list.truncate(most as usize);
    list.sort_unstable();
    list
}

/// Each page and the posts that are to be on it.
fn expected(world: &World, viewer: Option<Who>) -> Vec<(String, Vec<usize>)> {
    let (model, page) = (&world.model, stream::PAGE);
    let public = model.stream(viewer, |_, post| post.reach == Reach::Public);
    let local = model.stream(viewer, |_, post| post.reach != Reach::Limited && post.author < LOCALS);
    let mut all = vec![
        ("/public".to_owned(), sorted(public, page)),
        ("/local".to_owned(), sorted(local, page)),
    ];
    for topic in 0..TAGS {
        let tagged = model.stream(viewer, |_, post| post.tags.contains(&topic));
        all.push((format!("/tags/{}", tag_name(topic)), sorted(tagged, tag::PAGE)));
    }
    for who in 0..LOCALS {
        let mut feed = model.list(None, |_, post| post.author == who && post.reach == Reach::Public);
        feed.truncate(25);
        all.push((format!("/feeds/{}.atom", name(who)), sorted(feed, 25)));
    }
    for who in (0..PEOPLE).filter(|who| !model.closed.contains(who)) {
        let by = model.list(viewer, |_, post| post.author == who);
        let pinned: Vec<usize> = by
            .iter()
            .copied()
            .filter(|id| model.posts[id].pinned)
            .take(10)
            .collect();
        let mut shown: Vec<usize> = by.into_iter().take(page as usize).chain(pinned).collect();
        shown.sort_unstable();
        shown.dedup();
        all.push((format!("/people/{}", world.people[who].guid), shown));
    }
    let Some(me) = viewer else { return all };
    let found = model.list(viewer, |_, post| post.words && !model.ignores(viewer, post.author));
    let mine: Vec<usize> = model
        .aspects
        .iter()
        .filter(|(_, one)| one.owner == me)
        .map(|(id, _)| *id)
        .collect();
    let named: Vec<usize> = model
        .lines(me)
        .into_iter()
        .take(notification::PAGE as usize)
        .filter_map(|line| line.newest.post)
        .filter(|post| model.posts[post].words)
        .collect();
    let mut named = sorted(named, notification::PAGE);
    named.dedup();
    all.extend([
        ("/stream".to_owned(), sorted(model.main_as_read(me), page)),
        (
            "/activity".to_owned(),
            sorted(model.stream(viewer, |_, post| post.author == me), page),
        ),
        (
            "/mentions".to_owned(),
            sorted(model.stream(viewer, |_, post| post.mentions.contains(&me)), page),
        ),
        (
            "/liked".to_owned(),
            sorted(
                model.stream(viewer, |id, _| model.likes.0.contains_key(&((id, None), me))),
                page,
            ),
        ),
        ("/followed-tags".to_owned(), sorted(model.followed(me), page)),
        ("/spotlight".to_owned(), sorted(model.spotlight(me), page)),
        ("/search?q=gathering".to_owned(), sorted(found, search::PAGE)),
        ("/notifications".to_owned(), named),
        ("/complete/tags?q=topic".to_owned(), Vec::new()),
        ("/complete/people?q=person".to_owned(), Vec::new()),
        ("/contacts".to_owned(), Vec::new()),
        ("/posts/new".to_owned(), Vec::new()),
    ]);
    if !mine.is_empty() {
        all.push(("/aspects".to_owned(), sorted(model.in_aspects(me, &mine), page)));
    }
    for id in mine {
        all.push((
            format!("/aspects?a={}", world.aspects[&id].0),
            sorted(model.in_aspects(me, &[id]), page),
        ));
    }
    all
}

/// Every page of every reader.
pub async fn bodies(world: &mut World) -> Result<(), String> {
    let all = world.posts.len();
    for viewer in readers(world) {
        let mut seen = Vec::new();
        {
            let browser = browser(&world.pod, viewer).await;
            for (path, expected) in expected(world, viewer) {
                let answer = browser.get(&path).await;
                let (said, heard) = (marked(world, answer.text()), talk::remarked(world, answer.text()));
                let letters = letter::lines(world, answer.text());
                seen.push((letters, Vec::new(), format!("messages on {path}"), 1));
                let unheard: Vec<usize> = heard.into_iter().filter(|id| !world.model.reads(viewer, *id)).collect();
                seen.push((unheard, Vec::new(), format!("comments on {path}"), 1));
                let expected = match path.as_str() {
                    "/notifications" => expected,
                    // A feed is for nobody in particular, whoever fetches it.
                    feed if feed.starts_with("/feeds/") => world.model.worded(None, &expected),
                    _ => world.model.worded(viewer, &expected),
                };
                seen.push((said, expected, path, all));
            }
            for (id, known) in &world.posts {
                let path = format!("/posts/{}", known.guid);
                let answer = browser.get(&path).await;
                let sees = world.model.sees(viewer, *id);
                let heard = talk::remarked(world, answer.text());
                let expected = world.model.under(viewer, *id);
                seen.push((heard, expected, format!("comments on {path}"), world.comments.len()));
                let mut said = marked(world, answer.text());
                said.push(usize::from(answer.status()));
                let mut expected = if sees {
                    world.model.worded(viewer, &[*id])
                } else {
                    Vec::new()
                };
                expected.push(if sees { 200 } else { 404 });
                seen.push((said, expected, path, 1));
            }
        }
        for (found, expected, path, cases) in seen {
            world.same(|| format!("{path} for {viewer:?}"), found, expected, cases)?;
        }
        closed(world, viewer).await?;
    }
    Ok(())
}

/// What only those who take part open, and only those who moderate: answered, and with which words.
async fn closed(world: &mut World, viewer: Option<Who>) -> Result<(), String> {
    let mut seen = Vec::new();
    {
        let browser = browser(&world.pod, viewer).await;
        let Some(who) = viewer else { return Ok(()) };
        let mine = world.model.letters_of(who);
        let last = mine
            .iter()
            .filter_map(|letter| world.model.messages_in(who, *letter).pop());
        let mut last: Vec<usize> = last.collect();
        last.sort_unstable();
        let answer = browser.get("/conversations").await;
        let found = letter::lines(world, answer.text());
        seen.push(("/conversations".to_owned(), (answer.status(), found), (200, last)));
        for (letter, (_, guid)) in &world.rows.letters {
            let path = format!("/conversations/{guid}");
            let answer = browser.get(&path).await;
            let found = letter::lines(world, answer.text());
            let expected = match mine.contains(letter) {
                true => (200, world.model.shown_beside(who, *letter)),
                false => (404, Vec::new()),
            };
            seen.push((path, (answer.status(), found), expected));
        }
        // Even who moderates finds no words in the queue: only in a report that they open.
        let status = if MODERATORS.contains(&who) { 200 } else { 404 };
        let queue = browser.get("/admin/reports").await;
        let mut words = letter::lines(world, queue.text());
        words.extend(marked(world, queue.text()));
        words.extend(talk::remarked(world, queue.text()));
        seen.push((
            "/admin/reports".to_owned(),
            (queue.status(), words),
            (status, Vec::new()),
        ));
        for (id, row) in &world.reports {
            let path = format!("/admin/reports/{row}");
            let answer = browser.get(&path).await;
            let said = report::words(world, answer.text()).len();
            let has = world.model.has_report(Some(who), *id);
            let (status, says) = (if has { 200 } else { 404 }, usize::from(has) * world.model.shows(*id));
            seen.push((path, (answer.status(), vec![said]), (status, vec![says])));
        }
    }
    if let Some(who) = viewer {
        world.model.looked(who, notification::PAGE as usize);
    }
    for (path, found, expected) in seen {
        world.same(|| format!("{path} for {viewer:?}"), found, expected, 1)?;
    }
    Ok(())
}

/// An answer without what differs by itself, and with one word for both addresses.
pub(super) fn bare(answer: &Answer, guid: &str) -> (u16, Vec<(String, String)>, String) {
    let mut headers = answer.headers();
    headers.retain(|(name, _)| !["date", "set-cookie"].contains(&name.to_lowercase().as_str()));
    headers
        .iter_mut()
        .for_each(|(_, value)| *value = value.replace(guid, "GUID"));
    (answer.status(), headers, answer.text().replace(guid, "GUID"))
}

const LOOKS: [&str; 9] = [
    "/reshare",
    "",
    "/edit",
    "/history",
    "/delete",
    "/show",
    "/withdraw",
    "/likes",
    "/react",
];
const DOES: [&str; 14] = [
    "/vote",
    "/bookmark",
    "/unbookmark",
    "/reshare",
    "/like",
    "/unlike",
    "/edit",
    "/delete",
    "/show",
    "/withdraw",
    "/hide",
    "/unhide",
    "/pin",
    "/unpin",
];

/// What a reader may not see, and what they see but is not theirs, against a guid that never was.
pub async fn missing(world: &mut World) -> Result<(), String> {
    talk::missing(world).await?;
    for (place, viewer) in readers(world).into_iter().enumerate() {
        let mut found = Vec::new();
        {
            let browser = browser(&world.pod, viewer).await;
            let unseen = world.posts.keys().copied().filter(|id| !world.model.sees(viewer, *id));
            // Some of them for each reader, others for the next.
            let unseen: Vec<usize> = unseen.skip(place % 3).step_by(3).take(3).collect();
            let foreign = world.model.list(viewer, |_, post| Some(post.author) != viewer);
            let foreign: Vec<usize> = foreign.into_iter().skip(place % 3).step_by(4).take(1).collect();
            let never = "0123456789abcdef0123456789abcdef";
            for look in LOOKS {
                let nothing = bare(&browser.get(&format!("/posts/{never}{look}")).await, never);
                let mine = ["/edit", "/delete", "/show", "/withdraw"].contains(&look);
                for id in unseen.iter().chain(foreign.iter().filter(|_| mine)) {
                    let guid = &world.posts[id].guid;
                    let answer = bare(&browser.get(&format!("/posts/{guid}{look}")).await, guid);
                    found.push((format!("GET {look} of post {id}"), answer, nothing.clone()));
                }
            }
            let token = browser.token().await;
            let fields = [("csrf", &token), ("text", &token), ("people", &world.people[0].guid)];
            let form = encode(&fields.map(|(name, value)| (name, value.as_str()))).into_bytes();
            for act in DOES {
                let nothing = bare(
                    &browser.post_raw(&format!("/posts/{never}{act}"), form.clone()).await,
                    never,
                );
                if viewer.is_some() && nothing.0 != 404 {
                    found.push((
                        format!("POST {act} of what never was"),
                        nothing.clone(),
                        (404, Vec::new(), String::new()),
                    ));
                }
                let mine = ![
                    "/hide",
                    "/unhide",
                    "/like",
                    "/unlike",
                    "/reshare",
                    "/vote",
                    "/bookmark",
                    "/unbookmark",
                ]
                .contains(&act);
                for id in unseen.iter().chain(foreign.iter().filter(|_| mine)) {
                    let guid = &world.posts[id].guid;
                    let answer = bare(
                        &browser.post_raw(&format!("/posts/{guid}{act}"), form.clone()).await,
                        guid,
                    );
                    found.push((format!("POST {act} of post {id}"), answer, nothing.clone()));
                }
            }
        }
        for (what, answer, nothing) in found {
            world.same(|| format!("{what} for {viewer:?}"), answer, nothing, 1)?;
        }
    }
    Ok(())
}
