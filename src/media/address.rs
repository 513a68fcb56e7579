//! Where a file of another server is to be had here: `/media/<key>/<signature>/<variant>/<its address, in base64url>`.

use super::{Variant, keys};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::text::media::{canonical, sign};
use crate::wire::bytes::{base64url, unbase64url};

/// The address on this pod of something remote; empty when nothing is fetched from there.
pub fn address(pod: &Pod, url: &str, variant: Variant) -> String {
    canonical(url).map_or_else(String::new, |url| {
        pod.media.keys().address(variant, &base64url(url.as_bytes()))
    })
}

/// HTML with an address in place of each marker: the last step before it is shown.
pub fn shown(pod: &Pod, html: String) -> String {
    let keys = pod.media.keys();
    sign(html, |variant, url| keys.address(variant, url))
}

/// What may be a marker, alone: its address instead.
pub fn plain(pod: &Pod, value: String) -> String {
    let quoted = shown(pod, format!("\"{value}\""));
    quoted.trim_matches('"').to_owned()
}

/// What an address of ours asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// In which form.
    pub variant: Variant,
    /// What.
    pub url: String,
}

impl Asked {
    /// From the parts of an address. Nothing is read of them before the signature holds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn read(pod: &Pod, key: &str, signature: &str, (variant, url): (&str, &str)) -> Outcome<Option<Self>> {
        keys::refresh(pod, key).await?;
        if !pod.media.keys().holds(key, signature, variant, url) {
            return Ok(None);
        }
        let plain = unbase64url(url).and_then(|bytes| String::from_utf8(bytes).ok());
        let plain = plain.filter(|plain| canonical(plain).as_ref() == Some(plain));
        Ok(Variant::parse(variant)
            .zip(plain)
            .map(|(variant, url)| Self { variant, url }))
    }
}
