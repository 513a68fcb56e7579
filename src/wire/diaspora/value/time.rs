//! Points in time and birthdays.
//!
//! A time travels in UTC and whole seconds. What other software has written over the years is read as the protocol's
//! reference reads it, since the signatures of comments are over the form that this gives.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

/// A point in time, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// The fraction of the second is cut off. None outside of the years 0 to 9999, which have no form.
    pub fn new(time: DateTime<Utc>) -> Option<Self> {
        let whole = time.with_nanosecond(0)?;
        (0..=9999).contains(&whole.year()).then_some(Self(whole))
    }

    /// Reads ISO 8601 in its long and short forms, with a blank for the `T`, and the form of mails. What is after the
    /// time and no offset counts as UTC.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if let Ok(time) = DateTime::parse_from_rfc2822(raw) {
            return Self::new(time.with_timezone(&Utc));
        }
        let (date, rest) = date(raw)?;
        let (seconds, zone) = match rest.strip_prefix(['T', 't', ' ']) {
            Some(time) => clock(time)?,
            None if rest.is_empty() => (0, ""),
            None => return None,
        };
        let local = date.and_time(NaiveTime::MIN).and_utc();
        let local = local.checked_add_signed(TimeDelta::seconds(seconds))?;
        Self::new(local.checked_sub_signed(TimeDelta::seconds(offset(zone)?))?)
    }

    /// The time.
    pub fn time(self) -> DateTime<Utc> {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

/// `2016-02-19` or `20160219`, and what follows.
fn date(raw: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = digits(raw, 4)?;
    let long = rest.strip_prefix('-');
    let (month, rest) = digits(long.unwrap_or(rest), 2)?;
    let rest = match long {
        Some(_) => rest.strip_prefix('-')?,
        None => rest,
    };
    let (day, rest) = digits(rest, 2)?;
    let short_of_time = long.is_none() && !rest.starts_with(['T', 't']);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (!short_of_time).then_some((date, rest))
}

/// Seconds since midnight, and the zone. A day may have a 24:00, a minute a 60th second.
fn clock(raw: &str) -> Option<(i64, &str)> {
    let (hour, rest) = digits(raw, 2)?;
    let long = rest.strip_prefix(':');
    let (minute, mut rest) = digits(long.unwrap_or(rest), 2)?;
    let mut second = 0;
    let more = if long.is_some() {
        rest.strip_prefix(':')
    } else {
        rest.starts_with(|letter: char| letter.is_ascii_digit()).then_some(rest)
    };
    if let Some(more) = more {
        (second, rest) = digits(more, 2)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
        }
    }
    let midnight = hour == 24 && minute == 0 && second == 0;
    let fits = (hour < 24 || midnight) && minute < 60 && second <= 60;
    fits.then(|| (i64::from(hour * 3_600 + minute * 60 + second), rest))
}

/// Seconds east of Greenwich. A zone that is a word counts as UTC.
fn offset(zone: &str) -> Option<i64> {
    let zone = zone.trim();
    let (east, rest) = match (zone.strip_prefix('+'), zone.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (None, Some(rest)) => (-1, rest),
        (None, None) => {
            let word = zone.bytes().all(|byte| byte.is_ascii_alphabetic());
            return word.then_some(0);
        }
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = match rest.strip_prefix(':').unwrap_or(rest) {
        "" => (0, ""),
        minutes => digits(minutes, 2)?,
    };
    (rest.is_empty() && hours < 24 && minutes < 60).then(|| east * i64::from(hours * 3_600 + minutes * 60))
}

/// A number of exactly so many digits, and what follows.
fn digits(raw: &str, count: usize) -> Option<(u32, &str)> {
    let (number, rest) = raw.split_at_checked(count)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| Some((number.parse().ok()?, rest))).flatten()
}

/// A birthday: `YYYY-MM-DD`. Up to the year 1004 it means that the year is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Birthday {
    written: String,
    date: NaiveDate,
}

impl Birthday {
    /// Reads the first date in the text, which has to be one of the calendar. The text stays as it was written.
    pub fn parse(raw: &str) -> Option<Self> {
        let found = (0..raw.len()).find_map(|at| {
            let text = raw.get(at..at + 10)?;
            let dashed = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
            let (year, _) = digits(text, 4)?;
            let (month, _) = digits(text.get(5..)?, 2)?;
            let (day, _) = digits(text.get(8..)?, 2)?;
            dashed.then_some((year, month, day))
        });
        let (year, month, day) = found?;
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(Self {
            written: super::text::clean(raw),
            date,
        })
    }

    /// A date of our own; without the year it is written with 1004, a leap year.
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year.unwrap_or(1004), month, day)?;
        let written = date.format("%Y-%m-%d").to_string();
        (written.len() == 10).then_some(Self { written, date })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The year, if it is told.
    pub fn year(&self) -> Option<i32> {
        Some(self.date.year()).filter(|year| *year > 1004)
    }

    /// Month and day.
    pub fn day(&self) -> (u32, u32) {
        (self.date.month(), self.date.day())
    }
}
