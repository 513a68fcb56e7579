//! Telling people of the birthdays of those with whom they share and who share with them.

use std::time::Duration;

use entity::{Moment, NotificationKind, own, visible};

use super::notification;
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::Job;

/// The hour of the day, in UTC, at which it is told.
const HOUR: u32 = 5;
/// Once in a year: whoever was told within this time is not told again.
const ONCE: Duration = Duration::from_secs(300 * 86_400);

/// Puts the telling of today's or tomorrow's birthdays into the queue, if it is not there.
///
/// # Errors
/// The database cannot be written.
pub async fn plan(tx: &mut Tx) -> Outcome<()> {
    let at = crate::i18n::zone::Zone::default().next(tx.now(), HOUR * 60, None);
    Ok(tx.enqueue_at(Job::Birthdays, at).await?)
}

/// Tells of the birthdays of this day. Doing it again tells nobody twice.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_all(tx: &mut Tx) -> Outcome<()> {
    let now = tx.now();
    for day in days(now) {
        for (user, person) in visible::profile::birthdays(tx.sql(), &day).await? {
            if !own::notification::told_since(tx.sql(), user, person, NotificationKind::Birthday, now.minus(ONCE))
                .await?
            {
                notification::tell(tx, user, NotificationKind::Birthday, person, None).await?;
            }
        }
    }
    Ok(())
}

/// `-MM-DD` of today; who was born on the 29th of February is remembered on the 28th in other years.
fn days(now: Moment) -> Vec<String> {
    let (year, month, day) = now.date();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut days = vec![format!("-{month:02}-{day:02}")];
    if (month, day) == (2, 28) && !leap {
        days.push("-02-29".to_owned());
    }
    days
}
