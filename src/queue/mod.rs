//! Work that acts have caused: taken from the table `job`, handed to whoever can do it, settled.
//!
//! It knows the database and nothing of what a job is about: the arms are in `worker.rs`. A job is taken for a
//! limited time ([`LEASE`]); who has it may delete its row in the very transaction that does the work
//! ([`Claimed::finish`]), so that a second run, after a crash or a lost lease, finds nothing to do. What did not work
//! is tried again later and later, and kept as dead after [`TRIES`]; what waits for another server ([`Job::waits`]) after
//! [`WAITING`].
//!
//! [`Job::waits`]: crate::job::Job::waits

pub mod claim;
pub mod run;

use std::time::Duration;

use crate::random::Random;

pub use claim::{Claimed, Ticket, finish_all};
pub use run::{Queue, Work, drain};

/// How long a worker has a job. Afterwards anyone may take it.
pub const LEASE: Duration = Duration::from_secs(60);
/// A job that takes longer is ended, well before its lease is.
pub const LONGEST: Duration = Duration::from_secs(50);
/// So often a job is begun before it is given up.
pub const TRIES: i32 = 12;
/// What waits for another server is given up so long after it was wanted at the soonest: others send what they could not deliver for
/// days, and their servers may be away for as long.
pub const WAITING: Duration = Duration::from_secs(14 * 86_400);
/// And it is begun so often at the most, which is more than these days have room for.
pub const MOST_TRIES: i32 = 100;

/// The first wait before a job is tried again; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(15);
/// No wait is longer, give or take a fifth.
const LAST_WAIT: Duration = Duration::from_secs(6 * 3_600);

/// How long to wait after so many tries: doubling, and up to a fifth more or less, so that what failed together does
/// not come back together.
pub fn back_off(attempts: i32, random: &Random) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LAST_WAIT);
    let fifth = u64::try_from(wait.as_millis() / 5).unwrap_or(u64::MAX);
    wait - Duration::from_millis(fifth) + Duration::from_millis(random.below(2 * fifth + 1))
}
