//! Tables of what fits and what does not, for each kind of value.

use samara::wire::diaspora::value::{self, Participants};
use samara::wire::diaspora::xml::{self, Element};
use samara::wire::diaspora::{
    Birthday, Entity, FullAddress, HostAddress, Kind, Name, PathAddress, PublicKey, Rejected, Tags, TimeZone,
    Timestamp, base64, key, link,
};
use samara::wire::discovery::webfinger;
use samara::wire::{Guid, Handle, bytes};
use serde_json::{Value as Json, json};

use super::vectors::{Count, sets};

#[test]
fn every_value_is_judged_as_by_the_reference() {
    for set in sets() {
        let mut count = Count::of(&set, "rules");
        for vector in set.of("rules") {
            let table = set.json(vector.file("cases"));
            let name = table["name"].as_str().expect("a name");
            let mut wrong = Vec::new();
            let mut otherwise = Vec::new();
            for case in table["cases"].as_array().expect("cases") {
                let (raw, expected) = (case["in"].as_str().expect("a text"), &case["out"]);
                match judge(name, raw, expected) {
                    Some(given) if given == *expected => {}
                    Some(_) if may_differ(name, raw) => otherwise.push(format!("{raw:?}")),
                    Some(given) => wrong.push(format!("{raw:?}: {given}, not {expected}")),
                    None => wrong.push(format!("{name} is a table that nobody knows how to run")),
                }
            }
            let table = name.to_owned();
            if !otherwise.is_empty() {
                count.otherwise(&table, &otherwise.join(", "));
            }
            count.add(&table, wrong.is_empty().then_some(()).ok_or(wrong.join("; ")));
        }
        count.end();
    }
}

/// Where the contract leaves a choice. It asks for a-z in an ID at least: letters of other scripts would let one ID look
/// like another, and no pod gives them; a host with an empty label is none. Words in code are code, who writes about
/// mentions means none. A tag at the start of a quotation is shown as one by the reference too, so here it is one.
fn may_differ(table: &str, raw: &str) -> bool {
    match table {
        "diaspora_id" => !raw.is_ascii() || raw.ends_with('.') || raw.contains(".."),
        "mentions" => raw.contains('`') || raw.contains('\\'),
        "tags" => raw.starts_with('>'),
        _ => false,
    }
}

/// What we make of it, in the words of the table. None for a table that is not known.
fn judge(table: &str, raw: &str, expected: &Json) -> Option<Json> {
    let given = match table {
        "guid" => Guid::parse(raw).is_some().into(),
        "diaspora_id" => Handle::parse(raw).is_some().into(),
        "diaspora_id_list" => Participants::parse(raw).is_some().into(),
        "parse_boolean" => value::boolean(raw).into(),
        "parse_integer" => number(value::integer(raw)),
        "parse_timestamp" => Timestamp::parse(raw).map(|time| time.to_string()).into(),
        "birthday" => Birthday::parse(raw).is_some().into(),
        "name_70" => Name::<70>::new(raw).is_some().into(),
        "name_32" => Name::<32>::new(raw).is_some().into(),
        "tag_count_5" => Tags::new(raw).is_some().into(),
        "timezone" => TimeZone::new(raw).is_some().into(),
        "url_host" => HostAddress::new(raw).is_some().into(),
        "url_path" => PathAddress::new(raw).is_some().into(),
        "url_host_path" => FullAddress::new(raw).is_some().into(),
        "public_key" => json!({"valid": key::looks_public(raw), "loads": PublicKey::parse(raw).is_some()}),
        "entity_name" => entity_name(raw, expected),
        "urlsafe_base64" => {
            base64::read_strict(raw).map_or(json!({"exception": "ArgumentError"}), |read| bytes::hex(&read).into())
        }
        "lenient_base64" => bytes::hex(&base64::read_lenient(raw)).into(),
        "xml_text" => format!("<text>{}</text>", xml::text(raw)).into(),
        "diaspora_urls" => links(raw),
        "host_from_id" => Handle::typed(raw).map_or(Json::Null, |handle| json!([webfinger::address(&handle)])),
        "mentions" | "tags" => super::text::judge(table, raw, expected),
        _ => return None,
    };
    Some(given)
}

/// The reference counts without end.
fn number(number: Option<u128>) -> Json {
    number.map_or(Json::Null, |number| {
        serde_json::from_str(&number.to_string()).expect("digits are a number")
    })
}

fn links(raw: &str) -> Json {
    link::find(raw)
        .into_iter()
        .map(|link| json!([link.author.as_str(), link.name, link.guid.as_str()]))
        .collect()
}

fn entity_name(raw: &str, expected: &Json) -> Json {
    match Kind::of_element(raw) {
        Ok(Kind::Post) => entity_without_form(raw, expected),
        Ok(kind) => format!("entity {}", kind.camel()).into(),
        Err(Rejected::EntityName) => json!({"exception": "DiasporaFederation::Entity::InvalidEntityName"}),
        Err(_) if expected.is_string() => entity_without_form(raw, expected),
        Err(_) => json!({"exception": "DiasporaFederation::Entity::UnknownEntity"}),
    }
}

/// Names on which the reference stumbles later: there is no reading such an entity.
fn entity_without_form(raw: &str, expected: &Json) -> Json {
    let read = Entity::from_element(&Element::of_text(raw, String::new()));
    match read {
        Err(Rejected::UnknownEntity | Rejected::NotAlone(_)) => expected.clone(),
        other => format!("{other:?}").into(),
    }
}

#[test]
fn a_related_entity_never_arrives() {
    let element = Element::of_text("related_entity", String::new());
    assert_eq!(
        Entity::from_element(&element),
        Err(Rejected::NotAlone(Kind::RelatedEntity))
    );
}

#[test]
fn a_birthday_without_its_year_is_one_of_long_ago() {
    let day = Birthday::new(None, 2, 29).expect("a leap year");
    assert_eq!((day.as_str(), day.year(), day.day()), ("1004-02-29", None, (2, 29)));
    let day = Birthday::parse("1988-07-15").expect("a date");
    assert_eq!((day.year(), day.day()), (Some(1988), (7, 15)));
    assert_eq!(Birthday::new(Some(1988), 2, 30), None);
}

#[test]
fn a_link_is_found_again_where_it_was_written() {
    let author = Handle::parse("alice@pod.example:3000").expect("an ID");
    let guid = Guid::parse("17faf230675101350d995254001bd39e").expect("a guid");
    let written = link::Link::to_thing(&author, Kind::Post, &guid);
    let found = link::find(&format!("see <{written}>, or not"));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0].author, &found[0].guid, found[0].kind()),
        (&author, &guid, Some(Kind::Post))
    );
    assert!(link::find("diaspora://alice@pod.example/post/short diaspora:// diaspora://a diaspora://a/b/c").is_empty());
}
