//! People's pictures: taking one in, giving it out. A picture's key cannot be guessed and is never given twice, so
//! what stands under an address never changes.

use rocket::http::ContentType;
use rocket::{Route, State, get, post, routes};

use super::settings_profile;
use crate::domain::profile::{self, Owner};
use crate::error::{Fault, OrNotFound, Outcome, PeopleRefusal};
use crate::image::{Crop, Format, MOST_BYTES, Unreadable};
use crate::pod::Pod;
use crate::web::form::{Fields, Upload};
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::reply::{Answer, Reply};

const SIZES: [&str; 4] = ["original", "300", "100", "50"];

/// A picture in one of its sizes.
#[get("/avatars/<key>/<size>")]
async fn show(pod: &State<Pod>, key: &str, size: &str) -> Answer {
    let known = SIZES.contains(&size) && key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let file = known.then(|| path(key, size)).or_not_found()?;
    let bytes = pod.storage.get(&file).await.map_err(Fault::of)?.or_not_found()?;
    let format = if bytes.starts_with(b"\x89PNG") {
        Format::Png
    } else {
        Format::Jpeg
    };
    Ok(Reply::bytes(
        ContentType::parse_flexible(format.media_type()).unwrap_or(ContentType::Binary),
        bytes,
    ))
}

/// Takes a new picture, or removes the one there is.
#[post("/settings/avatar", data = "<form>")]
async fn change(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Upload) -> Answer {
    let done = if form.fields.ticked("remove") {
        put(pod, &me, None).await
    } else {
        take(pod, &me, form).await
    };
    match done {
        Ok(()) => Ok(Reply::to("/settings/profile").notice("profile-picture-saved")),
        Err(stop) => settings_profile::again(&visit, &me, pod, stop).await,
    }
}

/// Reads the picture of a form and makes it that of its sender.
///
/// # Errors
/// It is none that can be read.
pub(super) async fn take(pod: &Pod, me: &Me, form: Upload) -> Outcome<()> {
    let crop = crop(&form.fields);
    make(pod, me, form.file, crop).await
}

/// Makes a picture that of a person.
///
/// # Errors
/// It is none that can be read.
pub(super) async fn make(pod: &Pod, me: &Me, bytes: Vec<u8>, crop: Option<Crop>) -> Outcome<()> {
    let made = pod
        .images
        .avatar(bytes, crop)
        .await
        .map_err(|unreadable| match unreadable {
            Unreadable::NotAPicture => PeopleRefusal::Picture,
            Unreadable::TooLarge => PeopleRefusal::PictureLarge(MOST_BYTES / 1024 / 1024),
            Unreadable::TooManyPixels => PeopleRefusal::PicturePixels,
            Unreadable::TooManyFrames => PeopleRefusal::PictureFrames,
            Unreadable::AvifOrHeic => PeopleRefusal::PictureAvif,
        })?;
    let key = pod.random.guid_hex();
    let mut files = vec![("original".to_owned(), made.original)];
    files.extend(made.sizes.into_iter().map(|(size, bytes)| (size.to_string(), bytes)));
    for (size, bytes) in files {
        if let Err(error) = pod.storage.put(&path(&key, &size), bytes).await {
            take_away(pod, &key).await?;
            return Err(error.into());
        }
    }
    put(pod, me, Some(key)).await
}

/// The files first, then the row that names them, and only then are the former files taken away.
async fn put(pod: &Pod, me: &Me, key: Option<String>) -> Outcome<()> {
    let owner = Owner {
        user: me.user.id,
        person: me.person.id,
    };
    let former = pod.act(async |tx| profile::set_avatar(tx, owner, key).await).await?;
    match former {
        Some(former) => take_away(pod, &former).await,
        None => Ok(()),
    }
}

async fn take_away(pod: &Pod, key: &str) -> Outcome<()> {
    for size in SIZES {
        pod.storage.delete(&path(key, size)).await.map_err(Fault::of)?;
    }
    Ok(())
}

fn path(key: &str, size: &str) -> String {
    format!("avatars/{key}/{size}")
}

fn crop(form: &Fields) -> Option<Crop> {
    let number = |name: &str| form.text(name).parse().ok();
    Some(Crop {
        x: number("x")?,
        y: number("y")?,
        size: number("size")?,
    })
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, change]
}
