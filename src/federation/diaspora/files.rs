//! Photos, films and sounds of this pod in the words of the protocol, which knows pictures of posts only: all else is a link in the text.

use entity::{PhotoKind, SeenPhoto};

use super::super::Undone;
use super::present::{guid, time, unsayable};
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::entity::Photo;
use crate::wire::diaspora::{PathAddress, Text};

/// Whether the protocol has a word for it.
pub(in crate::federation) fn is_picture(photo: &SeenPhoto) -> bool {
    match photo.kind {
        PhotoKind::Picture | PhotoKind::Moving => true,
        PhotoKind::Video | PhotoKind::Audio => false,
    }
}

/// A text with what is attached to it, in its own words or with what it is.
pub(super) fn with_links(pod: &Pod, text: &str, attached: &[&SeenPhoto]) -> String {
    let mut parts = vec![text.to_owned()];
    for one in attached {
        let safe = |letter: char| if "[]\\\r\n!".contains(letter) { ' ' } else { letter };
        let said: String = one.alt.chars().map(safe).collect();
        let mark = match one.kind {
            PhotoKind::Picture | PhotoKind::Moving => "!",
            PhotoKind::Video | PhotoKind::Audio => "",
        };
        let sign = match one.kind {
            PhotoKind::Picture | PhotoKind::Moving => "",
            PhotoKind::Video => "🎬 ",
            PhotoKind::Audio => "🔊 ",
        };
        let url = pod.settings.url(&format!("/p/{}/full", one.address));
        let named = format!("{sign}{}", said.trim());
        let named = if mark.is_empty() && said.trim().is_empty() {
            format!("{sign}{url}")
        } else {
            named
        };
        parts.push(format!("{mark}[{named}]({url})"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A picture of a post.
pub(in crate::federation) fn photo(
    pod: &Pod,
    author: &Handle,
    (post, public): (&str, bool),
    photo: &SeenPhoto,
) -> Result<Photo, Undone> {
    let folder = pod.settings.url(&format!("/p/{}/", photo.address));
    let side = |pixels: i32| u32::try_from(pixels).ok().filter(|pixels| *pixels > 0);
    Ok(Photo {
        guid: guid(&photo.guid)?,
        author: author.clone(),
        public,
        created_at: time(photo.created_at),
        edited_at: None,
        remote_photo_path: PathAddress::new(&folder).ok_or_else(|| unsayable("the address of a photo"))?,
        remote_photo_name: Text::new("full").ok_or_else(|| unsayable("the name of a photo"))?,
        text: Some(photo.alt.as_str())
            .filter(|alt| !alt.is_empty())
            .and_then(Text::new),
        status_message_guid: Some(guid(post)?),
        height: side(photo.height),
        width: side(photo.width),
    })
}
