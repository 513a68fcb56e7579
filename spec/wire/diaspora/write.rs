//! What we write: checked before it goes out, and the same when it is read again.

use samara::wire::diaspora::entity::{
    Comment, Conversation, Embed, Message, More, Participants, Photo, Poll, PollAnswer, StatusMessage,
};
use samara::wire::diaspora::{
    AsSigned, Entity, FullAddress, HostAddress, Kind, LONGEST_ENVELOPE, PathAddress, Rejected, Text, TimeZone,
    Timestamp,
};
use samara::wire::{Guid, Handle};
use serde_json::json;

fn alice() -> Handle {
    Handle::parse("alice@pod.example").expect("an ID")
}

fn guid(letter: char) -> Guid {
    Guid::parse(&letter.to_string().repeat(16)).expect("a guid")
}

fn photo(author: Handle) -> Photo {
    Photo {
        guid: guid('f'),
        author,
        public: true,
        created_at: None,
        edited_at: None,
        remote_photo_path: PathAddress::new("/uploads/").expect("an address"),
        remote_photo_name: Text::new("a.jpg").expect("fits"),
        text: None,
        status_message_guid: Some(guid('p')),
        height: Some(480),
        width: None,
    }
}

fn post(text: &str) -> StatusMessage {
    StatusMessage {
        author: alice(),
        guid: guid('p'),
        created_at: Timestamp::parse("2024-03-05T12:34:56Z"),
        public: true,
        provider_display_name: None,
        text: Text::new(text).expect("fits"),
        edited_at: None,
        photos: vec![photo(alice())],
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    }
}

fn again(entity: &Entity) -> Entity {
    let xml = entity.xml().expect("writes");
    Entity::from_xml(xml.as_bytes(), LONGEST_ENVELOPE).unwrap_or_else(|why| panic!("{why}: {xml}"))
}

#[test]
fn any_text_comes_back_as_it_was() {
    for text in [
        "",
        " ",
        "\r",
        "a\r\nb\rc\nd",
        "\t x \n",
        "]]> <![CDATA[ &amp; &#13;",
        "e\u{301} \u{feff} \u{10ffff} \u{85} \u{2028}",
        "<b>&\"'",
    ] {
        let entity = Entity::from(post(text));
        assert_eq!(again(&entity), entity, "{text:?}");
        let json = entity.json().expect("writes");
        assert_eq!(Entity::from_json(&json).as_ref(), Ok(&entity), "{text:?}");
    }
}

#[test]
fn what_xml_cannot_carry_is_replaced_before_it_is_signed() {
    let text = Text::<0, 65_535>::new("a\0b\u{1}\u{b}\u{ffff}").expect("fits");
    assert_eq!(text.as_str(), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}");
}

#[test]
fn lengths_are_in_characters() {
    assert!(Text::<1, 65_535>::new(&"ž".repeat(65_535)).is_some());
    assert!(Text::<1, 65_535>::new(&"ž".repeat(65_536)).is_none());
    assert!(Text::<1, 255>::new("").is_none());
    let entity = Entity::from(post(&"\u{10ffff}".repeat(65_535)));
    assert_eq!(again(&entity), entity, "the longest text there can be is read");
}

#[test]
fn what_does_not_belong_together_is_not_written() {
    let bob = Handle::parse("bob@pod.example").expect("an ID");
    let mut foreign = post("Hello");
    foreign.photos.push(photo(bob.clone()));
    let refused = |entity: Entity| (entity.xml().err(), entity.json().err());
    let both = |why: Rejected| (Some(why.clone()), Some(why));
    assert_eq!(refused(foreign.into()), both(Rejected::OtherAuthor(Kind::Photo)));

    let mut lonely = post("Hello");
    lonely.poll = Some(Poll {
        guid: guid('q'),
        question: Text::new("Why?").expect("fits"),
        poll_answers: vec![PollAnswer {
            guid: guid('a'),
            answer: Text::new("So").expect("fits"),
        }],
        multiple: false,
        ends_at: None,
    });
    assert_eq!(
        refused(lonely.into()),
        both(Rejected::Unfit(Kind::Poll, "poll_answers"))
    );

    let mut torn = post("Hello");
    torn.embed = Some(Embed {
        url: HostAddress::new("https://example.org"),
        title: None,
        description: None,
        image: FullAddress::new("https://example.org/a.png"),
        nothing: Some(true),
    });
    assert_eq!(refused(torn.into()), both(Rejected::Unfit(Kind::Embed, "url")));

    let conversation = Conversation {
        author: alice(),
        guid: guid('v'),
        subject: Text::new("Hello").expect("fits"),
        created_at: None,
        participants: Participants::new(vec![alice(), bob.clone()]).expect("two"),
        messages: vec![Message {
            author: bob,
            guid: guid('m'),
            text: Text::new("Hello").expect("fits"),
            created_at: None,
            edited_at: None,
            conversation_guid: guid('v'),
        }],
    };
    assert_eq!(refused(conversation.into()), both(Rejected::OtherAuthor(Kind::Message)));
}

#[test]
fn the_json_form_lacks_nothing() {
    for json in [
        json!({}),
        json!([]),
        json!({"entity_type": "comment"}),
        json!({"entity_data": {}}),
        json!({"entity_type": "comment", "entity_data": {}}),
        json!({"entity_type": "comment", "entity_data": {}, "property_order": [1]}),
    ] {
        assert_eq!(Entity::from_json(&json), Err(Rejected::Json), "{json}");
    }
    let data = json!({"a/><b": "", "author": "alice@pod.example"});
    let named = json!({"entity_type": "account_deletion", "entity_data": data});
    assert_eq!(
        Entity::from_json(&named),
        Err(Rejected::Json),
        "a name cannot write elements"
    );
    let unknown = json!({"entity_type": "nothing", "entity_data": {}});
    assert_eq!(Entity::from_json(&unknown), Err(Rejected::UnknownEntity));
}

#[test]
fn a_comment_of_ours_tells_which_one_it_answers() {
    let comment = Comment {
        author: alice(),
        guid: guid('c'),
        parent_guid: guid('p'),
        thread_parent_guid: Some(guid('t')),
        text: Text::new("Hello").expect("fits"),
        created_at: Timestamp::parse("2024-03-05T12:34:56Z"),
        edited_at: None,
        as_signed: AsSigned::default(),
    };
    let Entity::Comment(read) = again(&comment.into()) else {
        panic!("it is a comment")
    };
    assert_eq!(read.thread_parent_guid, Some(guid('t')));
}

#[test]
fn a_zone_is_an_area_and_a_place() {
    assert!(TimeZone::new("Europe/Berlin").is_some());
    assert!(TimeZone::new("Europe/Ber/l/in").is_none());
    assert!(TimeZone::new("Europe/Berlin1").is_none());
}
