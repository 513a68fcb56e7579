//! When it is what time where: clock changes included.

use entity::Moment;
use samara::i18n::zone::Zone;

fn utc(text: &str) -> Moment {
    let at = chrono::DateTime::parse_from_rfc3339(text).unwrap();
    Moment(at.timestamp_micros())
}

fn next(zone: &str, after: &str, minute: u32, weekday: Option<u32>) -> String {
    Zone::parse(zone).unwrap().next(utc(after), minute, weekday).iso()
}

#[test]
fn the_next_seven_o_clock_is_in_the_zone_that_was_chosen() {
    assert_eq!(next("UTC", "2026-11-21T12:00:00Z", 420, None), "2026-11-22T07:00:00Z");
    assert_eq!(
        next("Europe/Vienna", "2026-11-21T05:59:00Z", 420, None),
        "2026-11-21T06:00:00Z"
    );
    assert_eq!(
        next("Europe/Vienna", "2026-11-21T06:00:00Z", 420, None),
        "2026-11-22T06:00:00Z"
    );
    assert_eq!(
        next("Asia/Kathmandu", "2026-11-21T00:00:00Z", 420, None),
        "2026-11-21T01:15:00Z"
    );
    assert_eq!(
        next("Pacific/Kiritimati", "2026-11-21T12:00:00Z", 420, None),
        "2026-11-21T17:00:00Z"
    );
}

#[test]
fn a_clock_change_moves_the_hour_with_the_clock() {
    // Summer time ends on 25 October 2026 and begins on 28 March 2027.
    assert_eq!(
        next("Europe/Vienna", "2026-10-24T06:00:00Z", 420, None),
        "2026-10-25T06:00:00Z"
    );
    assert_eq!(
        next("Europe/Vienna", "2027-03-27T07:00:00Z", 420, None),
        "2027-03-28T05:00:00Z"
    );
}

#[test]
fn an_hour_that_comes_twice_is_taken_once_and_one_that_is_left_out_is_taken_after_the_change() {
    // 02:30 comes twice on 25 October 2026: at 00:30 and at 01:30 UTC.
    assert_eq!(
        next("Europe/Vienna", "2026-10-24T12:00:00Z", 150, None),
        "2026-10-25T00:30:00Z"
    );
    assert_eq!(
        next("Europe/Vienna", "2026-10-25T00:30:00Z", 150, None),
        "2026-10-26T01:30:00Z"
    );
    // 02:30 does not come on 28 March 2027: three o'clock summer time is next.
    assert_eq!(
        next("Europe/Vienna", "2027-03-27T12:00:00Z", 150, None),
        "2027-03-28T01:00:00Z"
    );
}

#[test]
fn a_day_of_the_week_is_the_day_there() {
    // It is Saturday noon in UTC, and Sunday on Kiritimati.
    assert_eq!(
        next("UTC", "2026-11-21T12:00:00Z", 420, Some(6)),
        "2026-11-22T07:00:00Z"
    );
    assert_eq!(
        next("Pacific/Kiritimati", "2026-11-21T12:00:00Z", 420, Some(6)),
        "2026-11-21T17:00:00Z"
    );
    assert_eq!(
        next("UTC", "2026-11-22T07:00:00Z", 420, Some(6)),
        "2026-11-29T07:00:00Z"
    );
}

#[test]
fn places_are_offered_and_nonsense_is_none() {
    assert!(Zone::names().any(|name| name == "Europe/Vienna"));
    assert!(Zone::names().count() > 300);
    for nonsense in ["", "Vienna", "Europe/Atlantis", "../../etc/passwd"] {
        assert!(Zone::parse(nonsense).is_none(), "{nonsense}");
    }
}
