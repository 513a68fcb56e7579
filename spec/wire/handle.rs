//! Usernames that people choose, and the IDs by which the network knows them.

use proptest::prelude::*;
use samara::wire::{Handle, Username, UsernameUnfit};

#[test]
fn a_username_is_stripped_and_lower_cased() {
    assert_eq!(
        Username::parse("  Alice_Li.9-x ").expect("fits").as_str(),
        "alice_li.9-x"
    );
}

#[test]
fn a_username_has_1_to_32_characters() {
    assert_eq!(Username::parse("  "), Err(UsernameUnfit::Empty));
    assert!(Username::parse("a").is_ok());
    assert!(Username::parse(&"a".repeat(32)).is_ok());
    assert_eq!(Username::parse(&"a".repeat(33)), Err(UsernameUnfit::TooLong));
    assert_eq!(Username::parse(&"é".repeat(33)), Err(UsernameUnfit::TooLong));
}

#[test]
fn a_username_that_looks_like_a_path_or_another_script_is_refused() {
    for raw in [
        "..",
        ".alice",
        "alice.",
        "al..ice",
        "al ice",
        "alice@pod",
        "alice/..",
        "аlice",
        "ali\u{202E}ce",
        "a\0b",
        "ali+ce",
        "<b>",
    ] {
        assert_eq!(Username::parse(raw), Err(UsernameUnfit::Characters), "{raw:?}");
    }
}

#[test]
fn nobody_joins_under_a_name_that_speaks_for_the_pod() {
    for raw in [
        "admin",
        "Administrator",
        "root",
        "postmaster",
        "abuse",
        "security",
        "noreply",
        "samara",
        "api",
        "public",
        "moderator",
        "podmin",
    ] {
        assert_eq!(Username::parse(raw), Err(UsernameUnfit::Reserved), "{raw}");
    }
    assert!(Username::parse("adminka").is_ok());
}

#[test]
fn a_handle_is_made_of_a_username_and_the_pod_with_its_port() {
    let alice = Username::parse("Alice").expect("fits");
    let handle = Handle::new(&alice, "Pod.Example:3000");
    assert_eq!(handle.to_string(), "alice@pod.example:3000");
    assert_eq!((handle.username(), handle.host()), ("alice", "pod.example:3000"));
    assert_eq!(Handle::parse("alice@pod.example:3000"), Some(handle));
}

#[test]
fn handles_of_other_pods_are_taken_as_they_are() {
    for raw in [
        "a@b",
        "bob.b-2_@pod.example.org",
        "carol@127.0.0.1:8080",
        "dave@[::1]:3000",
        "eve@localhost:3001",
        "..@pod.example",
    ] {
        assert_eq!(
            Handle::parse(raw).map(|handle| handle.to_string()).as_deref(),
            Some(raw)
        );
    }
}

#[test]
fn a_handle_that_points_somewhere_else_is_refused() {
    for raw in [
        "",
        "@",
        "bob",
        "bob@",
        "@pod.example",
        "Bob@pod.example",
        "bob@Pod.example",
        "bob@pod@evil.example",
        "bob@pod.example/x",
        "bob@pod.example:",
        "bob@pod.example:0",
        "bob@pod.example:99999",
        "bob@pod.example:+80",
        "bob@pod..example",
        "bob@pod.example.",
        "bob@pod_x.example",
        "bob@pod.example\n",
        "bob@[::1",
        "bob@[evil]",
        "bob@pod.example?x",
        "bob@pod.example#x",
        "b b@pod.example",
        "bob+x@pod.example",
        "bob@pod.example:80:80",
    ] {
        assert_eq!(Handle::parse(raw), None, "{raw:?}");
    }
    assert_eq!(Handle::parse(&format!("bob@{}.example", "a.".repeat(130))), None);
}

#[test]
fn a_handle_typed_into_a_search_is_forgiven_its_case_and_its_prefix() {
    for raw in [" Bob@Pod.Example ", "acct:bob@pod.example", "@bob@pod.example"] {
        assert_eq!(
            Handle::typed(raw).map(|handle| handle.to_string()).as_deref(),
            Some("bob@pod.example")
        );
    }
}

proptest! {
    #[test]
    fn any_text_makes_a_handle_that_reads_back_the_same_or_none(raw in "\\PC{0,12}@?[a-zA-Z0-9.:\\[\\]@-]{0,20}") {
        if let Some(handle) = Handle::parse(&raw) {
            prop_assert_eq!(Handle::parse(&format!("{}@{}", handle.username(), handle.host())), Some(handle));
        }
    }
}
