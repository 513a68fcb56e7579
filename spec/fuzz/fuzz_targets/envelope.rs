//! What comes to `/receive/public` and `/receive/users/…`, up to the first key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::diaspora::{Envelope, Sealed};

fuzz_target!(|document: &[u8]| within_bounds(|| {
    drop(Envelope::read(document));
    drop(Sealed::read(document));
}));
