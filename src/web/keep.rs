//! Keeping a file that somebody has sent: what it is, is told by its content; pictures are written anew, recordings
//! copied without what was said about them; then the files are put into storage, and at last a row names them.
//!
//! A process that is killed on the way leaves a file that no row names, which is swept.

use std::path::Path;

use entity::{OwnPhoto, PhotoKind};
use rocket::tokio::fs;
use rocket::tokio::io::AsyncReadExt;

use super::upload::{Received, Temporary};
use crate::domain::me::Me;
use crate::domain::photo::{self, File, Kept, Picked};
use crate::domain::throttle::{self, Limit};
use crate::error::{Fault, Outcome, PhotoRefusal, Refusal};
use crate::image::{self, Format, Side, Source};
use crate::pod::Pod;
use crate::recording::{self, Kind};
use crate::web::view::photo::kind;

/// Keeps all files of a form, in order, after those that are there.
///
/// # Errors
/// One cannot be read, there is no room for it, or too many were sent in a minute. Those before it are kept, and wait.
pub async fn all(pod: &Pod, me: &Me, files: &[Received], kept: &mut Vec<Picked>) -> Outcome<()> {
    for file in files {
        let photo = one(pod, me, file).await?;
        kept.push(Picked {
            guid: photo.guid.clone(),
            kind: kind(photo.kind).to_owned(),
            ..Picked::default()
        });
    }
    Ok(())
}

/// Keeps one.
///
/// # Errors
/// As above.
pub async fn one(pod: &Pod, me: &Me, received: &Received) -> Outcome<OwnPhoto> {
    let limits = &pod.settings.limits;
    throttle::count(&pod.db, limits, Limit::Upload, &me.user.id.to_string()).await?;
    let room = photo::room(pod.db.read(), me.person.id, limits.photos_mb_per_person.into()).await?;
    if room.most > 0 && room.used >= room.most {
        return Err(PhotoRefusal::NoRoom(limits.photos_mb_per_person.into()).into());
    }
    let storage_key = pod.random.guid_hex();
    let kept = match is_picture(received.file.path()).await? {
        true => picture(pod, received, storage_key).await?,
        false => recorded(pod, received, storage_key).await?,
    };
    let added = pod.act(async |tx| photo::add(tx, me, &kept, limits.photos_mb_per_person.into()).await);
    match added.await {
        Ok(photo) => Ok(photo),
        Err(stop) => {
            forget(pod, &kept).await;
            Err(stop)
        }
    }
}

/// Takes the files away that no row will name. What cannot be taken away now is swept later.
async fn forget(pod: &Pod, kept: &Kept) {
    for file in &kept.files {
        if let Err(error) = pod.storage.delete(&file.key(&kept.storage_key)).await {
            tracing::warn!(%error, "a file that nobody wants is left for later");
        }
    }
}

/// By its first bytes; AVIF and HEIC among them, which are refused by name.
async fn is_picture(path: &Path) -> Outcome<bool> {
    let mut head = Vec::new();
    let file = fs::File::open(path).await.map_err(Fault::of)?;
    file.take(16).read_to_end(&mut head).await.map_err(Fault::of)?;
    let brand = head.get(4..12).unwrap_or_default();
    let still = [
        &b"ftypavif"[..],
        b"ftypavis",
        b"ftypheic",
        b"ftypheix",
        b"ftypmif1",
        b"ftypmsf1",
    ];
    Ok(Format::of(&head).is_some() || still.contains(&brand))
}

async fn picture(pod: &Pod, received: &Received, storage_key: String) -> Outcome<Kept> {
    let source = Source::File(received.file.path().to_owned());
    let made = pod.images.picture(source, &Side::ALL).await;
    let made = made.map_err(|why| {
        let name = received.name.clone();
        match why {
            image::Unreadable::NotAPicture => PhotoRefusal::Unreadable(name),
            image::Unreadable::TooLarge => PhotoRefusal::Large(name, image::MOST_PHOTO_BYTES / 1_000_000),
            image::Unreadable::TooManyPixels => PhotoRefusal::Pixels(name),
            image::Unreadable::TooManyFrames => PhotoRefusal::Frames(name),
            image::Unreadable::AvifOrHeic => PhotoRefusal::AvifOrHeic(name),
        }
    })?;
    let mut kept = Kept {
        storage_key,
        kind: if made.moving {
            PhotoKind::Moving
        } else {
            PhotoKind::Picture
        },
        size: (made.width, made.height),
        blurhash: made.blurhash,
        files: Vec::with_capacity(made.files.len()),
    };
    let mut files = made.files;
    files.sort_by_key(|file| file.side);
    for made in files {
        let file = File {
            side: made.side.as_str().to_owned(),
            ending: made.format.ending().to_owned(),
            media_type: made.format.media_type().to_owned(),
            width: made.width,
            height: made.height,
            bytes: made.bytes.len() as u64,
        };
        let key = file.key(&kept.storage_key);
        if let Err(error) = pod.storage.put(&key, made.bytes).await {
            forget(pod, &kept).await;
            return Err(error.into());
        }
        kept.files.push(file);
    }
    Ok(kept)
}

async fn recorded(pod: &Pod, received: &Received, storage_key: String) -> Outcome<Kept> {
    let copy = Temporary::new(pod).await?;
    let read = recording::read(received.file.path(), copy.path()).await;
    let name = received.name.clone();
    let found = match read {
        Ok(found) => found,
        Err(recording::Unreadable::NotARecording) => return Err(PhotoRefusal::Unreadable(name).into()),
        Err(recording::Unreadable::TooLarge) => {
            return Err(PhotoRefusal::Large(name, recording::MOST_BYTES / 1_000_000).into());
        }
        Err(recording::Unreadable::DiskFull) => return Err(Refusal::DiskFull.into()),
        Err(recording::Unreadable::Disk(why)) => return Err(Fault::new(why).into()),
    };
    let size = (found.width.unwrap_or_default(), found.height.unwrap_or_default());
    let file = File {
        side: Side::Full.as_str().to_owned(),
        ending: found.ending.to_owned(),
        media_type: found.media_type.to_owned(),
        width: size.0,
        height: size.1,
        bytes: fs::metadata(copy.path()).await.map_err(Fault::of)?.len(),
    };
    let key = file.key(&storage_key);
    pod.storage.put_file(&key, copy.path()).await?;
    Ok(Kept {
        storage_key,
        kind: match found.kind {
            Kind::Video => PhotoKind::Video,
            Kind::Audio => PhotoKind::Audio,
        },
        size,
        blurhash: String::new(),
        files: vec![file],
    })
}
