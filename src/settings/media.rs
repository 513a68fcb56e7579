//! Where files are kept: settings of the section `media`.

use url::Url;

use super::kinds::{Keep, Secret};
use super::table::{Field, Shape, put};

/// Where pictures and other files are kept.
#[derive(Clone, Debug)]
pub struct Media {
    /// The place that new files go to, unless they were moved.
    pub keep: Keep,
    /// The address of the bucket, with key and secret, if there is one.
    pub bucket: Option<Secret>,
}

/// What the default is then written into.
pub(super) const BLANK: Media = Media {
    keep: Keep::Folder,
    bucket: None,
};

pub(super) const KEEP: Field = Field {
    name: "media.keep",
    doc: "Where pictures and other files of a new pod go: \"folder\" (the folder `files` in the data folder) or \"bucket\". What is\nnot there is looked for in the other. `samara media move` brings all of them over while the pod runs, and from then on\nnew ones go where it has brought them, whatever stands here.",
    must: "\"folder\" or \"bucket\"",
    shape: Shape::Text,
    default: "folder",
    set: |settings, value| put(&mut settings.media.keep, Keep::parse(value)),
    show: |settings| settings.media.keep.as_str().to_owned(),
};

pub(super) const BUCKET: Field = Field {
    name: "media.bucket",
    doc: "A bucket of a service that speaks S3: `https://key:secret@host/bucket?region=eu-west-1`. Put `&style=host` behind it\nwhere the bucket is part of the host's name. Write / and + in the secret as %2F and %2B. Nobody else needs to be able to\nread the bucket: the pod gives out what is in it.",
    must: "empty, or an address such as `https://key:secret@host/bucket?region=eu-west-1`",
    shape: Shape::Text,
    default: "",
    set: |settings, value| put(&mut settings.media.bucket, bucket(value)),
    show: |settings| settings.media.bucket.as_ref().map(Secret::hidden).unwrap_or_default(),
};

fn bucket(value: &str) -> Option<Option<Secret>> {
    let value = value.trim();
    if value.is_empty() {
        return Some(None);
    }
    let url = Url::parse(value).ok()?;
    let named = url
        .path()
        .trim_matches('/')
        .split('/')
        .filter(|part| !part.is_empty())
        .count()
        == 1;
    let whole = url.host_str().is_some() && !url.username().is_empty() && url.password().is_some();
    let known = url.query_pairs().all(|(name, value)| match &*name {
        "region" => !value.is_empty(),
        "style" => matches!(&*value, "path" | "host"),
        _ => false,
    });
    let fits = matches!(url.scheme(), "http" | "https") && named && whole && known && url.fragment().is_none();
    fits.then(|| Some(Secret::new(value)))
}
