//! Every page, with everything and with nothing in it, in every language, signed in and out.

use samara::i18n::Language;
use samara::web::view::{Frame, initials, samples};
use tera::Context;

use crate::support::pod::words;

#[test]
fn every_page_can_be_rendered_in_every_language() {
    let words = words();
    let samples = samples();
    assert!(samples.len() > 30, "{} samples", samples.len());
    for (template, sample) in samples {
        for frame in Frame::samples() {
            for language in Language::ALL {
                let mut context = Context::from_serialize(&sample).unwrap();
                context.insert("page", &frame);
                let page = words.templates.render(language, &format!("{template}.html"), &context);
                let page = page.unwrap_or_else(|fault| panic!("{template} in {}: {fault}", language.code()));
                assert!(page.starts_with("<!doctype html>"), "{template} is a whole page");
            }
        }
    }
}

#[test]
fn initials_are_letters_of_the_name_and_not_of_a_picture_in_it() {
    for (name, letters) in [
        ("Ada Lark :plum:", "AL"),
        (":plum: ada :jam:", "A"),
        (":plum:", ""),
        (": Ada", "A"),
        ("ada", "A"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}
