//! Limits, as entries of the table of settings: how one is made, and those on photos.

use super::Settings;
use super::table::{Field, Shape, many, number, put};

/// A limit that is a plain number.
pub(super) const fn limit(
    name: &'static str,
    doc: &'static str,
    default: &'static str,
    set: fn(&mut Settings, &str) -> Option<()>,
    show: fn(&Settings) -> String,
) -> Field {
    Field {
        name,
        doc,
        must: "a number from 1 to 1000000",
        shape: Shape::Number,
        default,
        set,
        show,
    }
}

pub(super) const RECEIVED_PER_MINUTE: Field = limit(
    "limits.received_per_minute",
    "Letters of other pods that are taken from one network address in a minute; whoever sends more is asked to wait.",
    "60000",
    |settings, value| put(&mut settings.limits.received_per_minute, many(value)),
    |settings| settings.limits.received_per_minute.to_string(),
);

pub(super) const CAUGHT_UP_PER_SECOND: Field = limit(
    "limits.caught_up_per_second",
    "Letters that a pod is sent in a second while it is caught up: those that are more than ten minutes old.",
    "10",
    |settings, value| put(&mut settings.limits.caught_up_per_second, many(value)),
    |settings| settings.limits.caught_up_per_second.to_string(),
);

pub(super) const UPLOADS_PER_MINUTE: Field = limit(
    "limits.uploads_per_minute",
    "Photos, videos and sounds that one person adds in a minute.",
    "60",
    |settings, value| put(&mut settings.limits.uploads_per_minute, many(value)),
    |settings| settings.limits.uploads_per_minute.to_string(),
);

pub(super) const UPLOAD_MB: Field = Field {
    name: "limits.upload_mb",
    doc: "Largest photo, video or sound that is taken in, in megabytes. Pictures are taken up to 31 in any case.",
    must: "a number from 1 to 200",
    shape: Shape::Number,
    default: "100",
    set: |settings, value| put(&mut settings.limits.upload_mb, number(value, 1, 200)),
    show: |settings| settings.limits.upload_mb.to_string(),
};

pub(super) const PHOTOS_MB_PER_PERSON: Field = Field {
    name: "limits.photos_mb_per_person",
    doc: "Room for the photos, videos and sounds of one person, in megabytes, all sizes counted. 0: no bound.",
    must: "a number from 0 to 10000000",
    shape: Shape::Number,
    default: "2000",
    set: |settings, value| put(&mut settings.limits.photos_mb_per_person, number(value, 0, 10_000_000)),
    show: |settings| settings.limits.photos_mb_per_person.to_string(),
};
