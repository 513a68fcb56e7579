//! What time it is: the system's clock, or a fixed one that specs move on by hand.
//!
//! It knows nothing of time zones or of how a time is written. Nothing else in the program may ask the system.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use entity::Moment;

/// The source of the present; cheap to clone, and clones of a fixed one move together.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The time of this machine.
    System,
    /// Stands still at these microseconds since the Unix epoch until it is moved on.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `moment` until [`Clock::advance`] is called.
    pub fn fixed(moment: Moment) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(moment.0)))
    }

    /// The present, to the microsecond.
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the port that the rest of the program must use"
    )]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => Moment(0).plus(
                SystemTime::now()
                    .duration_since(SystemTime::UNIX_EPOCH)
                    .unwrap_or_default(),
            ),
            Self::Fixed(micros) => Moment(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on; the system's clock goes its own way and is left alone.
    pub fn advance(&self, by: Duration) {
        match self {
            Self::System => {}
            Self::Fixed(micros) => {
                let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
                micros.fetch_add(by, Ordering::SeqCst);
            }
        }
    }
}
