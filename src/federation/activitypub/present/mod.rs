//! Rows of this pod in the words of ActivityPub. Who gets them, and in whose company they are shown, is decided elsewhere.

pub(in crate::federation) mod actor;
pub(in crate::federation::activitypub) mod deed;
pub(in crate::federation::activitypub) mod object;
pub(in crate::federation::activitypub) mod words;

use chrono::{DateTime, Utc};
use entity::Moment;
use entity::viewer::{Reason, Viewer};

use crate::federation::Undone;
use crate::wire::activitypub::Id;

/// For looking at what was committed, to send it to those whom it is for.
pub(in crate::federation::activitypub) const ALL: Viewer = Viewer::Pod(Reason::Dispatch);

pub(in crate::federation::activitypub) fn time(moment: Moment) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(moment.0)
}

fn address(url: String) -> Result<Id, Undone> {
    Id::parse(&url).ok_or_else(|| Undone::Reject("an address of ours is none on the wire".to_owned()))
}
