//! Points in time for people: how long ago, and as a date. Right without JavaScript, so always in UTC, which is said.
//!
//! It asks no clock: the caller says what time it is.

use entity::Moment;

use super::{Arg, Language, Locales};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

const MONTHS: [[&str; 12]; 4] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
];

/// "just now", "5 minutes ago", "yesterday", "3 days ago"; after a week, the date. The future is "just now": a
/// clock somewhere is wrong.
pub fn relative(now: Moment, then: Moment, language: Language, locales: &Locales) -> String {
    let seconds = now.since(then).as_secs();
    let count = |key, unit| locales.text(language, key, &[("count", Arg::Number((seconds / unit) as i64))]);
    match seconds {
        0..MINUTE => locales.text(language, "time-now", &[]),
        MINUTE..HOUR => count("time-minutes", MINUTE),
        HOUR..DAY => count("time-hours", HOUR),
        DAY.. if seconds < 2 * DAY => locales.text(language, "time-yesterday", &[]),
        DAY.. if seconds < 7 * DAY => count("time-days", DAY),
        DAY.. => date(then, language),
    }
}

/// The day and the time of day: "21 November 2026, 10:25 UTC".
pub fn absolute(then: Moment, language: Language) -> String {
    let (hour, minute, _) = then.time_of_day();
    let between = match language {
        Language::English | Language::German | Language::Spanish => ", ",
        Language::French => " à ",
    };
    format!("{}{between}{hour:02}:{minute:02} UTC", date(then, language))
}

/// The day: "21 November 2026".
pub fn date(then: Moment, language: Language) -> String {
    let (year, month, day) = then.date();
    calendar(Some(year), month, day, language)
}

/// A day of the calendar, the year perhaps left out: a birthday. Month and day count from 1.
pub fn calendar(year: Option<i64>, month: u32, day: u32, language: Language) -> String {
    let name = MONTHS[language as usize][(month.clamp(1, 12) - 1) as usize];
    let year = |before: &str| year.map(|year| format!("{before}{year}")).unwrap_or_default();
    match language {
        Language::English => format!("{day} {name}{}", year(" ")),
        Language::German => format!("{day}. {name}{}", year(" ")),
        Language::French if day == 1 => format!("1er {name}{}", year(" ")),
        Language::French => format!("{day} {name}{}", year(" ")),
        Language::Spanish => format!("{day} de {name}{}", year(" de ")),
    }
}
