//! Time zones: what time it is where somebody lives, and when it will be a certain time there.
//!
//! Pure: rules come from the IANA database that is built in. An hour that a clock change leaves out begins when the
//! clocks have changed; one that comes twice is the first of the two.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;
use entity::Moment;

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self(Tz::UTC)
    }
}

impl Zone {
    /// By its name in the IANA database, such as `Europe/Vienna`.
    pub fn parse(name: &str) -> Option<Self> {
        name.trim().parse().ok().map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The names of places that people choose from: no abbreviations, no "GMT+3".
    pub fn names() -> impl Iterator<Item = &'static str> {
        const AREAS: [&str; 9] = [
            "Africa/",
            "America/",
            "Antarctica/",
            "Asia/",
            "Atlantic/",
            "Australia/",
            "Europe/",
            "Indian/",
            "Pacific/",
        ];
        let place = |name: &&str| AREAS.iter().any(|area| name.starts_with(area));
        let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        std::iter::once("UTC").chain(zones.filter(place))
    }

    /// Minutes since midnight there.
    pub fn minute(self, at: Moment) -> u32 {
        let local = self.local(at);
        local.hour() * 60 + local.minute()
    }

    /// Year, month (1 to 12) and day there.
    pub fn day(self, at: Moment) -> (i64, u32, u32) {
        let day = self.local(at).date_naive();
        (i64::from(day.year()), day.month(), day.day())
    }

    /// The next time, strictly after a moment, that it is so many minutes after midnight there; on that day of the
    /// week (0 is Monday), if one is given.
    pub fn next(self, after: Moment, minute: u32, weekday: Option<u32>) -> Moment {
        let mut day = self.local(after).date_naive();
        // Eight days hold each time of day on each day of the week.
        for _ in 0..9 {
            let fits = weekday.is_none_or(|weekday| day.weekday().num_days_from_monday() == weekday);
            let at = self.at(day, minute);
            if fits && at > after {
                return at;
            }
            day = day.checked_add_days(Days::new(1)).unwrap_or(day);
        }
        after
    }

    fn at(self, day: NaiveDate, minute: u32) -> Moment {
        // A gap is an hour nearly everywhere, and three hours nowhere.
        for later in (0..=180).step_by(15) {
            let minute = minute + later;
            let local = day
                .checked_add_days(Days::new(u64::from(minute / 1_440)))
                .and_then(|day| day.and_hms_opt(minute % 1_440 / 60, minute % 60, 0));
            if let Some(found) = local.and_then(|local| self.0.from_local_datetime(&local).earliest()) {
                return Moment(found.timestamp_micros());
            }
        }
        Moment(i64::MAX)
    }

    fn local(self, at: Moment) -> DateTime<Tz> {
        DateTime::from_timestamp_micros(at.0)
            .unwrap_or_default()
            .with_timezone(&self.0)
    }
}
