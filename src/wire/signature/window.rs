//! When a signature counts: from a little before its time, as clocks differ, until a little after it.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::presented::Refused;

/// How far clocks may differ: a signature may be made so much later than now, and one without an end lives so much longer.
const SKEW: TimeDelta = TimeDelta::hours(1);
/// How long a signature lives that names no end.
const LIFE: TimeDelta = TimeDelta::minutes(5);
/// The longest life that is granted, whatever end is named.
const LONGEST_LIFE: TimeDelta = TimeDelta::hours(12);
/// How much later than the end it names a signature still counts.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// Whether a signature of these times counts now.
pub(super) fn check(made: DateTime<Utc>, ends: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), Refused> {
    if made > now + SKEW {
        return Err(Refused::TooNew);
    }
    let last = match ends {
        Some(ends) => (ends + GRACE).min(made + LONGEST_LIFE),
        None => made + LIFE + SKEW,
    };
    if now > last { Err(Refused::TooOld) } else { Ok(()) }
}

/// Seconds since 1970 as a time.
pub(super) fn seconds(text: &str) -> Option<DateTime<Utc>> {
    let digits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| DateTime::from_timestamp(text.parse().ok()?, 0))
        .flatten()
}

/// The time in a `Date` header (RFC 9110, 5.6.7); only the form that is still sent.
pub(super) fn date(text: &str) -> Option<DateTime<Utc>> {
    let time = NaiveDateTime::parse_from_str(text.trim(), "%a, %d %b %Y %H:%M:%S GMT").ok()?;
    Some(time.and_utc())
}

/// A time as a `Date` header.
pub(super) fn header(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
