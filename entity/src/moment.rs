//! A point in time, to the microsecond.
//!
//! Stored as a BIGINT in both databases: what is written is what is read back (PostgreSQL keeps microseconds, SQLite
//! would keep text of any precision), it sorts right, and a cursor made of it is exact.

use std::time::Duration;

use sea_orm::DeriveValueType;
use serde::Serialize;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// Microseconds since the Unix epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The whole second, as microseconds are no part of HTTP dates or TOTP steps.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// Later by that much; stops at the end of time rather than overflow.
    pub fn plus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)),
        )
    }

    /// Earlier by that much.
    pub fn minus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)),
        )
    }

    /// How long after `earlier` this is; zero when it is not.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Year, month (1 to 12) and day of the month, in UTC.
    ///
    /// The civil calendar from a day number, by eras of 400 years that begin in March.
    pub fn date(self) -> (i64, u32, u32) {
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The beginning of a day, in UTC; none for one that no calendar has, or before 1970.
    pub fn of_date(year: i64, month: u32, day: u32) -> Option<Self> {
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let (shifted, year) = if month > 2 {
            (month - 3, year)
        } else {
            (month + 9, year - 1)
        };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = i64::from((153 * shifted + 2) / 5 + day - 1);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let found = Self((era * 146_097 + day_of_era - 719_468) * DAY);
        (found.date().2 == day).then_some(found)
    }

    /// Hour, minute and second of the day, in UTC.
    pub fn time_of_day(self) -> (u32, u32, u32) {
        let seconds = self.0.rem_euclid(DAY) / SECOND;
        (
            (seconds / 3_600) as u32,
            (seconds / 60 % 60) as u32,
            (seconds % 60) as u32,
        )
    }

    /// RFC 3339 in UTC, for `datetime` attributes and feeds; microseconds only where there are any.
    pub fn iso(self) -> String {
        let (year, month, day) = self.date();
        let (hour, minute, second) = self.time_of_day();
        match self.0.rem_euclid(SECOND) {
            0 => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
            micros => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z"),
        }
    }
}
