//! Documents that were made to harm: nothing in them expands, is read from a file, or goes down without end.

use samara::wire::diaspora::xml::{DEEPEST, Element, MOST_NODES};
use samara::wire::diaspora::{Broken, Rejected};

use super::judge::World;
use super::vectors::{Count, sets};

#[test]
fn a_document_type_or_a_tower_of_elements_is_refused_before_it_is_parsed() {
    for set in sets() {
        let mut count = Count::of(&set, "hostile");
        for vector in set.of("hostile") {
            let taken = World::of(&set).public(&set.bytes(vector.file("message")));
            let bounded = matches!(taken, Err(Rejected::Xml(Broken::Doctype | Broken::TooDeep)));
            count.add(vector.name(), bounded.then_some(()).ok_or(format!("{taken:?}")));
        }
        count.end();
    }
}

fn broken(document: &str) -> Broken {
    Element::read(document.as_bytes(), 4 << 20).expect_err("it is refused")
}

#[test]
fn entities_are_never_expanded() {
    for document in [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a><!DOCTYPE b></a>",
        "<a><!ELEMENT b></a>",
        "<a><![IGNORE[ x ]]></a>",
    ] {
        assert_eq!(broken(document), Broken::Doctype, "{document}");
    }
    assert_eq!(broken("<a>&undeclared;</a>"), Broken::Malformed);
}

#[test]
fn a_document_has_a_depth_a_number_of_nodes_and_a_length() {
    let tower = |storeys: usize| format!("{}{}", "<a>".repeat(storeys), "</a>".repeat(storeys));
    assert!(Element::read(tower(DEEPEST).as_bytes(), 4 << 20).is_ok());
    assert_eq!(broken(&tower(DEEPEST + 1)), Broken::TooDeep);
    assert_eq!(broken(&"<a>".repeat(100_000)), Broken::TooDeep);
    let row = |nodes: usize| format!("<a>{}</a>", "<b/>".repeat(nodes));
    assert!(Element::read(row(MOST_NODES - 1).as_bytes(), 4 << 20).is_ok());
    assert_eq!(broken(&row(MOST_NODES)), Broken::TooMany);
    let attributes: String = (0..MOST_NODES).map(|number| format!(" a{number}='1'")).collect();
    assert_eq!(broken(&format!("<a{attributes}/>")), Broken::TooMany);
    let spaces: String = (0..MOST_NODES).map(|number| format!(" xmlns:a{number}='1'")).collect();
    assert_eq!(broken(&format!("<a{spaces}/>")), Broken::TooMany);
    assert_eq!(
        broken(&format!("<a>{}</a>", "<!---->".repeat(MOST_NODES))),
        Broken::TooMany
    );
    assert_eq!(Element::read(b"<a>12345</a>", 11), Err(Broken::TooLong));
}

#[test]
fn only_utf_8_is_read() {
    let utf16: Vec<u8> = "<a>b</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(Element::read(&utf16, 1_000).is_err());
    assert_eq!(Element::read(b"<a>\xff</a>", 1_000), Err(Broken::Charset));
    assert_eq!(broken("<?xml version='1.0' encoding='UTF-7'?><a/>"), Broken::Charset);
    assert_eq!(
        broken("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"),
        Broken::Charset
    );
    assert!(Element::read(b"<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>", 1_000).is_ok());
    assert!(Element::read(b"\xef\xbb\xbf<a/>", 1_000).is_ok());
    assert_eq!(broken("<a>\0</a>"), Broken::Malformed);
}

#[test]
fn a_document_has_one_root_and_nothing_around_it() {
    for document in [
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "<a>",
        "</a>",
        "<a></b>",
        "",
        "   ",
        "<a",
        "<a b='",
        "<!-- <a/>",
    ] {
        assert_eq!(broken(document), Broken::Malformed, "{document}");
    }
}

#[test]
fn a_value_is_the_text_with_comments_and_instructions_taken_out() {
    let value = |document: &str| Element::read(document.as_bytes(), 1_000).expect("reads").text;
    assert_eq!(
        value("<a> b<!-- - -->c<?d e?>f<![CDATA[<g>]]>&#13;\r\n </a>"),
        " bcf<g>\r\n "
    );
    assert_eq!(value("<a>x<b>y<c>z</c></b>!</a>"), "xyz!");
}
