use std::time::Duration;

use entity::Moment;
use samara::i18n::time::{absolute, calendar, relative};
use samara::i18n::{Language, Locales};

/// 21 November 2026, 10:25:00 UTC.
const NOW: Moment = Moment(1_795_256_700_000_000);

#[test]
fn the_nearer_the_finer() {
    let locales = Locales::load().unwrap();
    let say = |seconds: u64, language| relative(NOW, NOW.minus(Duration::from_secs(seconds)), language, &locales);
    for (seconds, words) in [
        (0, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "yesterday"),
        (2 * 86_400, "2 days ago"),
        (7 * 86_400 - 1, "6 days ago"),
        (7 * 86_400, "14 November 2026"),
    ] {
        assert_eq!(say(seconds, Language::English), words);
    }
    let hours = Language::ALL.map(|language| say(7_200, language));
    assert_eq!(
        hours,
        ["2 hours ago", "vor 2 Stunden", "il y a 2 heures", "hace 2 horas"]
    );
    assert_eq!(
        relative(NOW, NOW.plus(Duration::from_secs(500)), Language::English, &locales),
        "just now"
    );
}

#[test]
fn a_date_is_written_in_the_way_of_the_language_and_says_utc() {
    let written = Language::ALL.map(|language| absolute(NOW, language));
    assert_eq!(
        written,
        [
            "21 November 2026, 10:25 UTC",
            "21. November 2026, 10:25 UTC",
            "21 novembre 2026 à 10:25 UTC",
            "21 de noviembre de 2026, 10:25 UTC",
        ]
    );
}

#[test]
fn a_birthday_may_be_without_its_year() {
    let written = Language::ALL.map(|language| calendar(None, 3, 1, language));
    assert_eq!(written, ["1 March", "1. März", "1er mars", "1 de marzo"]);
    assert_eq!(calendar(Some(1815), 12, 10, Language::German), "10. Dezember 1815");
}
