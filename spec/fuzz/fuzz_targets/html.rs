//! A stranger's HTML as Markdown, and that as a page shows it: nothing in it runs, and nobody else is asked for anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::built::assert_harmless;
use samara_fuzz::text::markdown::{MentionLink, render};
use samara_fuzz::wire::Handle;
use samara_fuzz::wire::activitypub::html::markdown;
use samara_fuzz::within_bounds;

fuzz_target!(|html: &[u8]| within_bounds(|| {
    let html = String::from_utf8_lossy(html);
    let text = markdown(&html, &[], None, &|_| None);
    let nobody = |handle: &Handle| -> Option<MentionLink> { panic!("{handle} is mentioned by {text}") };
    assert_harmless(&render(&text, &nobody), &html);
}));
