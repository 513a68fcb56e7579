//! The page that discovery reads: what is taken is written and read again alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::discovery::HCard;

fuzz_target!(|document: &[u8]| within_bounds(|| {
    if let Ok(card) = HCard::read(document) {
        assert_eq!(HCard::read(card.html().as_bytes()).as_ref(), Ok(&card));
    }
}));
