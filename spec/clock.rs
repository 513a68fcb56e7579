use std::time::Duration;

use entity::Moment;
use samara::clock::Clock;

#[test]
fn a_fixed_clock_moves_only_by_hand_and_together_with_its_clones() {
    let clock = Clock::fixed(Moment(1_000_000));
    let same = clock.clone();
    assert_eq!(clock.now(), clock.now());
    clock.advance(Duration::from_secs(2));
    assert_eq!(same.now(), Moment(3_000_000));
}

#[test]
fn the_system_clock_is_past_the_year_2025_and_is_not_moved() {
    let before = Clock::System.now();
    Clock::System.advance(Duration::from_secs(3_600));
    let after = Clock::System.now();
    assert!(before.0 > 1_735_689_600_000_000);
    assert!(after.since(before) < Duration::from_secs(600));
}
