//! Photos: adding one, its own page, and what its author may do with it.

use entity::SeenPhoto;
use entity::visible::comment::comments;
use entity::visible::photo::photos;
use entity::visible::post::posts;
use rocket::{Route, State, get, post, routes};
use serde::Serialize;

use super::avatar;
use crate::domain::photo::{self, Picked, Room};
use crate::error::{Fault, OrNotFound, Outcome, PhotoRefusal};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::photo::{AlbumLine, RoomLine, kind, my_albums};
use crate::web::view::photo_page::PhotoView;

/// From so many hundredths of the room on it is said how much is left.
const NEARLY_FULL: i64 = 80;

/// What a script is told of a photo that was added.
#[derive(Serialize)]
struct Added {
    guid: String,
    kind: &'static str,
    albums: Vec<AlbumLine>,
    /// How much room is taken, once that is nearly all of it; else empty.
    room: String,
}

/// How much room somebody's photos take up, in words, once that is nearly all there is; else empty.
///
/// # Errors
/// The database cannot be read.
pub(super) async fn nearly_full(pod: &Pod, visit: &Visit, me: &Me) -> Outcome<String> {
    let room = match pod.remembered.room(me.user.id) {
        Some(room) => room,
        None => room(pod, me).await?,
    };
    Ok(RoomLine::warning(&visit.say(), room, NEARLY_FULL))
}

/// How much room they take up just now.
async fn room(pod: &Pod, me: &Me) -> Outcome<Room> {
    let quota = pod.settings.limits.photos_mb_per_person;
    let room = match quota {
        0 => Room { used: 0, most: 0 },
        quota => photo::room(pod.db.read(), me.person.id, quota.into()).await?,
    };
    pod.remembered.keep_room(me.user.id, room);
    Ok(room)
}

/// Adds a photo, which then waits to be used.
#[post("/photos", data = "<form>")]
async fn add(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Posted) -> Answer {
    let file = form.files.first().ok_or(PhotoRefusal::NoFile)?;
    let added = keep::one(pod, &me, file).await?;
    let room = room(pod, &me).await?;
    Reply::json(&Added {
        guid: added.guid.clone(),
        kind: kind(added.kind),
        albums: my_albums(pod, &visit).await?,
        room: RoomLine::warning(&visit.say(), room, NEARLY_FULL),
    })
}

/// Where what a photo belongs to is; empty while it waits.
async fn back(pod: &Pod, visit: &Visit, found: &SeenPhoto) -> Outcome<String> {
    let (db, viewer) = (pod.db.read(), visit.viewer());
    if let Some(id) = found.post_id {
        let post = posts(viewer).by_id(db, id).await?.or_not_found()?;
        return Ok(format!("/posts/{}", post.post.guid));
    }
    if let Some(id) = found.comment_id {
        let comment = comments(viewer).by_id(db, id).await?.or_not_found()?;
        return Ok(format!("/comments/{}", comment.comment.guid));
    }
    if let (Some(id), Some(me)) = (found.message_id, &visit.me) {
        let of = entity::own::conversation::of_message_id(db, me.letters(), id).await?;
        return Ok(format!("/conversations/{}#messages", of.or_not_found()?.guid));
    }
    Ok(String::new())
}

async fn view(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<PhotoView> {
    let db = pod.db.read();
    let found = photos(visit.viewer()).one(db, guid).await?.or_not_found()?;
    let beside = photos(visit.viewer()).beside(db, &found).await?;
    let author = photo::author(db, &found).await?;
    let view = PhotoView::new(visit, &found, &author, &beside, back(pod, visit, &found).await?);
    if visit.viewer().person() != Some(found.author_id) {
        return Ok(view);
    }
    let mut albums = my_albums(pod, visit).await?;
    if let (Some(id), Some(me)) = (found.album_id, &visit.me) {
        let mine = entity::own::photo::albums(db, me.user.id).await?;
        let inside = mine.iter().find(|album| album.id == id);
        for line in &mut albums {
            line.current = inside.is_some_and(|album| album.guid == line.guid);
        }
    }
    Ok(view.mine(&found, albums))
}

#[get("/photos/<guid>")]
async fn show(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let view = view(pod, &visit, guid).await?;
    visit.page(pod, view)
}

/// The page again, when something was refused.
async fn done(visit: &Visit, pod: &Pod, guid: &str, act: Outcome<()>, notice: &str) -> Answer {
    match act {
        Ok(()) => Ok(Reply::to(format!("/photos/{guid}")).notice(notice)),
        Err(stop) => {
            let view = view(pod, visit, guid).await?;
            visit.again(pod, stop, |errors| view.refused(&errors))
        }
    }
}

#[post("/photos/<guid>/describe", data = "<form>")]
async fn describe(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let text = |name: &str| form.text(name).to_owned();
    let picked = Picked {
        guid: guid.to_owned(),
        kind: String::new(),
        alt: text("alt"),
        focus: (text("focus-x"), text("focus-y")),
        album: text("album"),
    };
    let act = pod.act(async |tx| photo::describe(tx, &me, &picked).await).await;
    done(&visit, pod, guid, act, "photo-saved").await
}

#[post("/photos/<guid>/address", data = "<_form>")]
async fn change_address(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let act = pod.act(async |tx| photo::change_address(tx, &me, guid).await).await;
    done(&visit, pod, guid, act, "photo-address-changed").await
}

#[post("/photos/<guid>/delete", data = "<_form>")]
async fn delete(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let found = entity::own::photo::one(pod.db.read(), me.viewer(), guid)
        .await?
        .or_not_found()?
        .seen();
    let back = back(pod, &visit, &found).await?;
    match pod.act(async |tx| photo::remove(tx, &me, guid).await).await {
        Ok(()) if back.is_empty() => {
            Ok(Reply::to(format!("/people/{}/photos", me.person.guid)).notice("photo-deleted"))
        }
        Ok(()) => Ok(Reply::to(back).notice("photo-deleted")),
        Err(stop) => done(&visit, pod, guid, Err(stop), "").await,
    }
}

/// Makes a copy of it the profile picture: the two go their own ways from then on.
#[post("/photos/<guid>/avatar", data = "<_form>")]
async fn face(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let found = entity::own::photo::one(pod.db.read(), me.viewer(), guid)
        .await?
        .or_not_found()?;
    let act = async {
        let file = photo::fitting(&photo::files(&found.files), "1600").or_not_found()?;
        if kind(found.kind) != "picture" {
            return Err(PhotoRefusal::NoPicture.into());
        }
        let key = file.key(&found.storage_key);
        let bytes = pod.storage.get(&key).await.map_err(Fault::of)?.or_not_found()?;
        avatar::make(pod, &me, bytes, None).await
    };
    done(&visit, pod, guid, act.await, "profile-picture-saved").await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![add, show, describe, change_address, delete, face]
}
