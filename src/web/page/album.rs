//! Somebody's photos by time and by album, and the albums of whoever is signed in.

use entity::SeenAlbum;
use entity::visible::photo::{self as door, Cursor, photos};
use rocket::{Route, State, get, post, routes};

use crate::domain::person;
use crate::domain::photo::{self, PAGE, album};
use crate::error::{OrNotFound, Outcome, Stop};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::photo::{AlbumLine, PhotoItem, RoomLine, my_albums};
use crate::web::view::photo_page::PhotosView;
use crate::web::view::post::{Empty, PagerView, PersonLine};

/// The albums in which the viewer sees something; one's own are all there, also without a photo.
async fn albums(pod: &Pod, visit: &Visit, of: entity::PersonId, open: Option<&SeenAlbum>) -> Outcome<Vec<AlbumLine>> {
    let seen = door::albums(pod.db.read(), visit.viewer(), of).await?;
    let line = |(album, count): &(SeenAlbum, i64)| AlbumLine {
        guid: album.guid.clone(),
        name: album.name.clone(),
        count: *count,
        current: open.is_some_and(|open| open.id == album.id),
    };
    let seen: Vec<AlbumLine> = seen.iter().map(line).collect();
    if visit.viewer().person() != Some(of) {
        return Ok(seen);
    }
    let mine = my_albums(pod, visit).await?.into_iter().map(|mut mine| {
        let count = seen
            .iter()
            .find(|line| line.guid == mine.guid)
            .map_or(0, |line| line.count);
        mine.count = count;
        mine.current = open.is_some_and(|open| open.guid == mine.guid);
        mine
    });
    Ok(mine.collect())
}

async fn view(pod: &Pod, visit: &Visit, guid: &str, open: Option<&str>, before: Option<&str>) -> Outcome<PhotosView> {
    let (db, viewer, say) = (pod.db.read(), visit.viewer(), visit.say());
    let person = person::one(db, guid).await?;
    let open = match open {
        Some(guid) => Some(door::album(db, viewer, person.id, guid).await?.or_not_found()?),
        None => None,
    };
    let all = photos(viewer).posted_by(person.id);
    let all = match &open {
        Some(album) => all.within(album),
        None => all,
    };
    let mut found = all.page(db, before.and_then(Cursor::decode), PAGE + 1).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(PAGE as usize);
    let mut path = format!("/people/{guid}/photos?");
    if let Some(album) = &open {
        path.push_str(&format!("album={}&", album.guid));
    }
    let next = found.last().filter(|_| more);
    let lines = albums(pod, visit, person.id, open.as_ref()).await?;
    let mine = viewer.person() == Some(person.id);
    let quota = pod.settings.limits.photos_mb_per_person;
    let room = match mine {
        true => RoomLine::of(&say, photo::room(db, person.id, quota.into()).await?),
        false => RoomLine::default(),
    };
    Ok(PhotosView {
        heading: say.with("photo-of", &[("name", Arg::Text(person.name.clone()))]),
        person: PersonLine::of(&person),
        mine,
        photos: found.iter().map(PhotoItem::of).collect(),
        album: lines.iter().find(|line| line.current).cloned(),
        albums: lines,
        pager: PagerView {
            next: next.map_or_else(String::new, |last| {
                format!("{path}before={}", Cursor::after(last).encode())
            }),
            next_label: say.text("photo-older"),
            ..PagerView::default()
        },
        empty: Empty::new(&say, "image", if mine { "photo-none-mine" } else { "photo-none" }, ""),
        room,
        typed: String::new(),
        error: String::new(),
    })
}

#[get("/people/<guid>/photos?<album>&<before>")]
async fn list(visit: Visit, pod: &State<Pod>, guid: &str, album: Option<&str>, before: Option<&str>) -> Answer {
    let view = view(pod, &visit, guid, album, before).await?;
    visit.page(pod, view)
}

/// The page again, with what was typed and why it was refused.
async fn again(visit: &Visit, me: &SignedIn, pod: &Pod, open: Option<&str>, typed: &str, stop: Stop) -> Answer {
    let view = view(pod, visit, &me.person.guid, open, None).await?;
    visit.again(pod, stop, |errors| PhotosView {
        typed: typed.to_owned(),
        error: errors.any().to_owned(),
        ..view
    })
}

#[post("/albums", data = "<form>")]
async fn make(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let typed = form.text("name");
    match pod.act(async |tx| album::make(tx, &me, typed).await).await {
        Ok(made) => {
            let to = format!("/people/{}/photos?album={}", me.person.guid, made.guid);
            Ok(Reply::to(to).notice("photo-album-made"))
        }
        Err(stop) => again(&visit, &me, pod, None, typed, stop).await,
    }
}

#[post("/albums/<guid>/rename", data = "<form>")]
async fn rename(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let typed = form.text("name");
    match pod.act(async |tx| album::rename(tx, &me, guid, typed).await).await {
        Ok(()) => {
            let to = format!("/people/{}/photos?album={guid}", me.person.guid);
            Ok(Reply::to(to).notice("photo-album-renamed"))
        }
        Err(stop) => again(&visit, &me, pod, Some(guid), typed, stop).await,
    }
}

#[post("/albums/<guid>/delete", data = "<_form>")]
async fn delete(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| album::delete(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/people/{}/photos", me.person.guid)).notice("photo-album-deleted"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![list, make, rename, delete]
}
