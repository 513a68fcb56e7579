//! What one document may cost: 100 ms of the processor and 64 MB. libFuzzer itself knows whole seconds, and all of the process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

const LONGEST: Duration = Duration::from_millis(100);
const MOST: usize = 64 << 20;

struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: all of it is the system's allocator; only sums are kept beside.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(live, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Time of the processor that this thread has had.
fn spent() -> Duration {
    let about = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = about.split(' ').next().and_then(|spent| spent.parse().ok());
    Duration::from_nanos(spent.unwrap_or_default())
}

/// Reads a document, and breaks when that costs too much.
pub fn within_bounds(read: impl Fn()) {
    let (before, begun) = (LIVE.load(Relaxed), Instant::now());
    PEAK.store(before, Relaxed);
    read();
    let grown = PEAK.load(Relaxed).saturating_sub(before);
    assert!(grown < MOST, "it took {grown} bytes");
    if begun.elapsed() > LONGEST {
        // Others may have had the processor meanwhile: so it is read again, and only its own time counts.
        let before = spent();
        read();
        let spent = spent() - before;
        assert!(spent < LONGEST, "it took {spent:?}");
    }
}
