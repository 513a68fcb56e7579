//! Streams.

use std::sync::Arc;

use entity::visible::post::Cursor;
use entity::{AspectId, person as person_row};
use rocket::{Route, State, get, post, routes};

use crate::domain::stream::{self, Page, Stream};
use crate::domain::{person, start};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::page::publisher::opened;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Head;
use crate::web::view::contact::ContactRow;
use crate::web::view::post::{Empty, PersonLine, list};
use crate::web::view::stream::{FilterBox, Follow, StreamView, Tab};

/// People proposed beside a stream.
const SUGGESTIONS: u64 = 3;

/// Where a page begins: what the address says, else now.
pub fn cursor(visit: &Visit, before: Option<&str>) -> Cursor {
    before
        .and_then(Cursor::decode)
        .unwrap_or_else(|| Cursor::until(visit.now))
}

/// What distinguishes one stream's page from another's.
struct Shape<'a> {
    /// Key of its words: `<key>`, `<key>-lead`, `<key>-empty-title` and so on.
    key: &'a str,
    nav: String,
    path: &'a str,
    icon: &'static str,
    action: &'a str,
    announces: bool,
    robots: bool,
}

async fn view(pod: &Pod, visit: &Visit, shape: Shape<'_>, page: Page, first: bool) -> Outcome<StreamView> {
    let say = visit.say();
    let (posts, pager) = list(pod, visit, shape.path, &page).await?;
    let suggestions = match &visit.me {
        Some(me) if first && !visit.fragment => proposed(pod, me).await?,
        _ => Arc::default(),
    };
    Ok(StreamView {
        heading: say.text(shape.key),
        lead: say.text(&format!("{}-lead", shape.key)),
        nav: shape.nav,
        announces: shape.announces && first,
        publisher: None,
        follow: None,
        posts: posts.into(),
        pager,
        empty: Empty::new(&say, shape.icon, &format!("{}-empty", shape.key), shape.action),
        tabs: Vec::new(),
        filter: Vec::new(),
        all_aspects: true,
        people: Vec::new(),
        suggestions: suggestions.iter().map(PersonLine::of).collect(),
        head: if shape.robots {
            Head {
                robots: String::new(),
                ..Head::default()
            }
        } else {
            Head::default()
        },
    })
}

/// People whom I may know, as they are now or were a second ago.
async fn proposed(pod: &Pod, me: &Me) -> Outcome<Arc<[person_row::Model]>> {
    let user = me.user.id;
    if let Some(people) = pod.remembered.faces(user, &pod.live) {
        return Ok(people);
    }
    let changes = pod.changes(user);
    let people: Arc<[_]> = proposed_now(pod, me).await?.into();
    pod.remembered.keep_faces(user, changes, people.clone());
    Ok(people)
}

/// To find them is dear, so it is done once in a while.
async fn proposed_now(pod: &Pod, me: &Me) -> Outcome<Vec<person_row::Model>> {
    let (db, user) = (pod.db.read(), me.user.id);
    if let Some(ids) = pod.remembered.proposed(user, &pod.live) {
        let mut people = person::there(db, &ids).await?;
        people.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
        return Ok(people);
    }
    let changes = pod.changes(user);
    let seeker = person::Seeker {
        user,
        person: me.person.id,
    };
    let people = person::suggestions(db, seeker, SUGGESTIONS).await?;
    let ids = people.iter().map(|person| person.id).collect();
    pod.remembered.keep_proposed(user, changes, ids);
    Ok(people)
}

/// A page of one of my own streams.
async fn own(
    pod: &Pod,
    visit: &Visit,
    me: &Me,
    stream: Stream,
    shape: Shape<'_>,
    before: Option<&str>,
) -> Outcome<StreamView> {
    let page = stream::mine(pod.db.read(), me, &stream, cursor(visit, before)).await?;
    let first = before.is_none();
    let writes = first && !visit.fragment && matches!(stream, Stream::Main | Stream::Aspects(_));
    let mut view = view(pod, visit, shape, page, first).await?;
    if writes {
        let aspects = match &stream {
            Stream::Aspects(chosen) => chosen.as_slice(),
            Stream::Main
            | Stream::Activity
            | Stream::Liked
            | Stream::Commented
            | Stream::Bookmarks
            | Stream::Mentions
            | Stream::FollowedTags
            | Stream::Spotlight => &[],
        };
        view.publisher = Some(opened(pod, visit, me, aspects).await?);
    }
    Ok(view)
}

fn shape<'a>(key: &'a str, path: &'a str, icon: &'static str, action: &'a str) -> Shape<'a> {
    let nav = path.trim_start_matches('/').to_owned();
    Shape {
        key,
        nav,
        path,
        icon,
        action,
        announces: false,
        robots: false,
    }
}

#[get("/stream?<before>")]
async fn main(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    let shape = Shape {
        announces: true,
        ..shape("stream-main", "/stream", "home", "/contacts")
    };
    visit.page(pod, own(pod, &visit, &me, Stream::Main, shape, before).await?)
}

#[get("/activity?<before>")]
async fn activity(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    mine(&visit, &me, pod, 0, before).await
}

#[get("/liked?<before>")]
async fn liked(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    mine(&visit, &me, pod, 1, before).await
}

#[get("/commented?<before>")]
async fn commented(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    mine(&visit, &me, pod, 2, before).await
}

#[get("/bookmarks?<before>")]
async fn bookmarks(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    mine(&visit, &me, pod, 3, before).await
}

/// What I did: stream, key of its words, address, icon.
const MINE: [(Stream, &str, &str, &str); 4] = [
    (Stream::Activity, "stream-activity", "/activity", "history"),
    (Stream::Liked, "stream-liked", "/liked", "heart"),
    (Stream::Commented, "stream-commented", "/commented", "bubble"),
    (Stream::Bookmarks, "stream-bookmarks", "/bookmarks", "bookmark"),
];

/// One of the streams of what I did, with the way to the others.
async fn mine(visit: &Visit, me: &Me, pod: &Pod, which: usize, before: Option<&str>) -> Answer {
    let (stream, key, path, icon) = &MINE[which];
    let shape = Shape {
        nav: "activity".to_owned(),
        ..shape(key, path, icon, "/stream")
    };
    let mut view = own(pod, visit, me, stream.clone(), shape, before).await?;
    if *stream == Stream::Bookmarks {
        view.posts.iter_mut().for_each(|post| post.bookmarked = true);
    }
    let say = visit.say();
    let tab = |(_, key, path, _): &(Stream, &str, &str, &str)| Tab {
        name: say.text(&format!("{key}-tab")),
        href: (*path).to_owned(),
        current: *path == MINE[which].2,
    };
    view.tabs = MINE.iter().map(tab).collect();
    view.tabs.push(Tab {
        name: say.text("post-scheduled-tab"),
        href: "/posts/scheduled".to_owned(),
        current: false,
    });
    visit.page(pod, view)
}

#[get("/mentions?<before>")]
async fn mentions(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    let shape = shape("stream-mentions", "/mentions", "at", "");
    visit.page(pod, own(pod, &visit, &me, Stream::Mentions, shape, before).await?)
}

#[get("/followed-tags?<before>")]
async fn followed_tags(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    visit.page(pod, tags(pod, &visit, &me, before).await?)
}

async fn tags(pod: &Pod, visit: &Visit, me: &Me, before: Option<&str>) -> Outcome<StreamView> {
    let shape = shape("stream-tags", "/followed-tags", "tag", "/start/tags");
    let view = own(pod, visit, me, Stream::FollowedTags, shape, before).await?;
    Ok(StreamView {
        follow: before.is_none().then(Follow::default),
        ..view
    })
}

/// Follows the tags that were typed.
#[post("/followed-tags", data = "<form>")]
async fn follow_tags(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let typed = form.text("tags");
    let Err(stop) = pod.act(async |tx| start::follow(tx, me.user.id, typed).await).await else {
        return Ok(Reply::to("/followed-tags").notice("tag-followed-typed"));
    };
    let view = tags(pod, &visit, &me, None).await?;
    visit.again(pod, stop, |errors| StreamView {
        follow: Some(Follow {
            typed: typed.to_owned(),
            error: [errors.about("tags"), errors.about("name"), errors.about("form")].concat(),
        }),
        ..view
    })
}

/// The people whom the pod shows to everyone here, and what they share with all.
#[get("/spotlight?<before>")]
async fn spotlight(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>) -> Answer {
    let shape = shape("stream-spotlight", "/spotlight", "spotlight", "");
    let mut view = own(pod, &visit, &me, Stream::Spotlight, shape, before).await?;
    if before.is_none() && !visit.fragment {
        let (rows, say) = (person::in_spotlight(pod.db.read(), me.user.id).await?, visit.say());
        view.people = rows
            .iter()
            .map(|row| ContactRow::shown(&row.person, &row.standing, &me, &say))
            .collect();
    }
    visit.page(pod, view)
}

#[get("/aspects?<a>&<before>")]
async fn aspects(visit: Visit, me: SignedIn, pod: &State<Pod>, a: Vec<i64>, before: Option<&str>) -> Answer {
    let all: Vec<i64> = me.aspects.iter().map(|line| line.id.0).collect();
    let asked: Vec<i64> = all.iter().copied().filter(|id| a.contains(id)).collect();
    let shown = if asked.is_empty() { all } else { asked.clone() };
    let path = aspects_path(&asked);
    let nav = if let [only] = asked.as_slice() {
        format!("aspect-{only}")
    } else {
        "aspects".to_owned()
    };
    let shape = Shape {
        nav,
        ..shape("stream-aspects", &path, "people", "/contacts")
    };
    let chosen = shown.iter().copied().map(AspectId).collect();
    let mut view = own(pod, &visit, &me, Stream::Aspects(chosen), shape, before).await?;
    if let [only] = asked.as_slice() {
        view.heading = me
            .aspects
            .iter()
            .find(|line| line.id.0 == *only)
            .map(|line| line.name.clone())
            .unwrap_or_default();
    }
    view.all_aspects = asked.is_empty();
    view.filter = filter(&me, &asked);
    visit.page(pod, view)
}

fn aspects_path(ids: &[i64]) -> String {
    let query: Vec<String> = ids.iter().map(|id| format!("a={id}")).collect();
    if query.is_empty() {
        "/aspects".to_owned()
    } else {
        format!("/aspects?{}", query.join("&"))
    }
}

/// Each aspect as a link that shows it too, or no longer.
fn filter(me: &Me, asked: &[i64]) -> Vec<FilterBox> {
    let turned = |id: i64| -> Vec<i64> {
        let mut ids: Vec<i64> = asked.iter().copied().filter(|other| *other != id).collect();
        if !asked.contains(&id) {
            ids.push(id);
        }
        ids
    };
    let line = |line: &entity::own::sidebar::AspectLine| FilterBox {
        id: line.id.0,
        name: line.name.clone(),
        hue: line.hue,
        chosen: asked.contains(&line.id.0),
        href: aspects_path(&turned(line.id.0)),
    };
    me.aspects.iter().map(line).collect()
}

#[get("/public?<before>")]
async fn public(visit: Visit, pod: &State<Pod>, before: Option<&str>) -> Answer {
    let page = stream::public(pod.db.read(), visit.viewer(), visit.filter(), cursor(&visit, before)).await?;
    let shape = Shape {
        robots: true,
        ..shape("stream-public", "/public", "globe", "")
    };
    visit.page(pod, view(pod, &visit, shape, page, before.is_none()).await?)
}

#[get("/local?<before>")]
async fn local(visit: Visit, pod: &State<Pod>, before: Option<&str>) -> Answer {
    let page = stream::local(pod.db.read(), visit.viewer(), visit.filter(), cursor(&visit, before)).await?;
    let shape = Shape {
        robots: true,
        ..shape("stream-local", "/local", "pod", "")
    };
    visit.page(pod, view(pod, &visit, shape, page, before.is_none()).await?)
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        main,
        activity,
        liked,
        commented,
        bookmarks,
        mentions,
        followed_tags,
        follow_tags,
        spotlight,
        aspects,
        public,
        local
    ]
}
