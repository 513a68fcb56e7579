//! Guids: what another pod would refuse is refused here too.

use samara::wire::Guid;

#[test]
fn a_guid_as_diaspora_pods_write_it_is_taken_unchanged() {
    let guid = Guid::parse("7c3a6f2081dd013ea1d1448a5b29e257").expect("a real guid");
    assert_eq!(guid.as_str(), "7c3a6f2081dd013ea1d1448a5b29e257");
}

#[test]
fn every_character_of_the_rule_may_stand_in_a_guid() {
    assert!(Guid::parse("AZaz09-_.@:-_.@:x").is_some());
    assert_ne!(Guid::parse("ABCDEFGHIJKLMNOP"), Guid::parse("abcdefghijklmnop"));
}

#[test]
fn a_guid_has_16_to_255_characters() {
    assert!(Guid::parse(&"a".repeat(15)).is_none());
    assert!(Guid::parse(&"a".repeat(16)).is_some());
    assert!(Guid::parse(&"a".repeat(255)).is_some());
    assert!(Guid::parse(&"a".repeat(256)).is_none());
}

#[test]
fn a_guid_that_could_break_out_of_an_address_is_refused() {
    for raw in [
        "0123456789abcdef\n",
        "0123456789abcdef/",
        "../../etc/passwd/0",
        "0123456789abcde<",
        "0123456789abcdef-",
        "0123456789abcde%2F",
        "0123456789abcdé",
        " 0123456789abcdef",
        "0123456789abc\0def",
    ] {
        assert!(Guid::parse(raw).is_none(), "{raw:?}");
    }
}

#[test]
fn a_new_guid_is_32_lower_case_hexadecimal_digits() {
    let guid = Guid::from_bytes([0, 1, 2, 255, 16, 171, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    assert_eq!(guid.as_str(), "000102ff10ab060708090a0b0c0d0e0f");
    assert_eq!(Guid::parse(guid.as_str()), Some(guid));
}

#[test]
fn a_guid_read_back_from_json_is_checked_again() {
    assert!(serde_json::from_str::<Guid>("\"0123456789abcdef\"").is_ok());
    assert!(serde_json::from_str::<Guid>("\"<script>01234567\"").is_err());
}
