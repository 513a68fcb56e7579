//! Albums: photos of mine under a name. Who sees a photo in it sees its name; deleting one keeps the photos.

use entity::OwnAlbum;
use entity::own::photo as own;
use entity::write::photo as write;

use crate::db::Tx;
use crate::domain::me::Me;
use crate::error::{OrNotFound, Outcome, PhotoRefusal};
use crate::text::clean;

/// Longest name, in characters.
pub const LONGEST: usize = 100;
/// Most albums of one person.
pub const MOST: usize = 200;

fn name(typed: &str) -> Outcome<String> {
    clean::line(typed, LONGEST).map_err(|unfit| PhotoRefusal::AlbumName(unfit).into())
}

/// Makes one.
///
/// # Errors
/// The name cannot be or is taken, or there are too many.
pub async fn make(tx: &mut Tx, me: &Me, typed: &str) -> Outcome<OwnAlbum> {
    let name = name(typed)?;
    let albums = own::albums(tx.sql(), me.user.id).await?;
    if albums.len() >= MOST {
        return Err(PhotoRefusal::TooManyAlbums(MOST).into());
    }
    if albums.iter().any(|album| album.name == name) {
        return Err(PhotoRefusal::AlbumTaken(name).into());
    }
    let (guid, now) = (tx.random().guid_hex(), tx.now());
    Ok(write::make_album(tx.sql(), me.user.id, guid, name, now).await?)
}

/// Calls one of mine otherwise.
///
/// # Errors
/// It is not mine, or the name cannot be or is taken.
pub async fn rename(tx: &mut Tx, me: &Me, guid: &str, typed: &str) -> Outcome<()> {
    let album = own::album(tx.sql(), me.user.id, guid).await?.or_not_found()?;
    let name = name(typed)?;
    let albums = own::albums(tx.sql(), me.user.id).await?;
    if albums.iter().any(|other| other.name == name && other.id != album.id) {
        return Err(PhotoRefusal::AlbumTaken(name).into());
    }
    Ok(write::rename_album(tx.sql(), &album, name).await?)
}

/// Takes one of mine away; its photos stay.
///
/// # Errors
/// It is not mine.
pub async fn delete(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let album = own::album(tx.sql(), me.user.id, guid).await?.or_not_found()?;
    Ok(write::delete_album(tx.sql(), album).await?)
}
