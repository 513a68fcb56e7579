//! How much is taken in from where. Who has sent a letter is known only once it is opened, so what is counted is the network
//! address that it comes from: a pod has one, or a few. Kept in memory, by each process for itself: to write down what is
//! refused would be the work that refusing saves.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Duration;

use entity::Moment;

use crate::domain::throttle::household;

/// So long is counted together.
const MINUTE: Duration = Duration::from_secs(60);
/// So many addresses are remembered before those are forgotten whose minute is over.
const MOST: usize = 10_000;

/// Counts what comes in.
#[derive(Debug, Default)]
pub struct Intake(Mutex<HashMap<String, (Moment, u32)>>);

impl Intake {
    /// Counts a letter that comes from an address. At most `most` are taken in a minute.
    ///
    /// # Errors
    /// That is too many; in so many seconds there is room again.
    pub fn count(&self, from: IpAddr, most: u32, now: Moment) -> Result<(), u64> {
        let mut counted = self.0.lock().expect("no panic while holding it");
        if counted.len() >= MOST {
            counted.retain(|_, (since, _)| since.plus(MINUTE) > now);
        }
        let (since, many) = counted.entry(household(from)).or_insert((now, 0));
        if since.plus(MINUTE) <= now {
            (*since, *many) = (now, 0);
        }
        if *many >= most {
            let left = MINUTE.saturating_sub(now.since(*since));
            return Err(left.as_secs().max(1));
        }
        *many += 1;
        Ok(())
    }
}
