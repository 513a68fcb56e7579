//! Only addresses that every mail server reads the same way (A81).

use samara::text::{Email, Unfit};

#[test]
fn an_address_is_stored_in_lower_case_so_that_one_mailbox_is_one_account() {
    assert_eq!(
        Email::parse(" Ada.Lovelace+pod@Mail.Example ").expect("fits").as_str(),
        "ada.lovelace+pod@mail.example"
    );
}

#[test]
fn usual_addresses_are_taken() {
    for raw in [
        "a@b.de",
        "o'brien@mail.example",
        "a_b-c.d@sub.mail.example",
        "a@xn--mller-kva.example",
        "1@2.example",
    ] {
        assert!(Email::parse(raw).is_ok(), "{raw}");
    }
}

#[test]
fn an_address_that_two_servers_read_differently_is_refused() {
    for raw in [
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a@@b.example",
        "a@b@c.example",
        "\"a b\"@c.example",
        "\"a\"@c.example",
        "a(comment)@b.example",
        "a@(comment)b.example",
        "a@b.example(comment)",
        "a%b@c.example",
        "a!b@c.example",
        "c.example!a@b.example",
        "<a@b.example>",
        "Ada <a@b.example>",
        "a@b.example,c@d.example",
        "a;b@c.example",
        "a@b.example;c@d.example",
        "a:b@c.example",
        "a\\@b.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\n",
        "\ta@b.example",
        "a\0@b.example",
        "a@b.example\0",
        "a b@c.example",
        "a@b .example",
        ".a@b.example",
        "a.@b.example",
        "a..b@c.example",
        "-a@b.example",
        "a@-b.example",
        "a@b-.example",
        "a@.example",
        "a@b..example",
        "a@b.example.",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]",
        "a@127.0.0.1",
        "a@0x7f.1",
        "a@b.1",
        "a@b.c",
        "ä@b.example",
        "a@müller.example",
        "а@b.example",
        "a@b.exаmple",
        "a@b_c.example",
        "a@b.example\u{202E}",
        "a\u{200B}@b.example",
        "a@b.example/x",
        "a@b.example?x",
        "a@b.example#x",
        "a=b@c.example",
        "mailto:a@b.example",
        "a`b@c.example",
        "a{b}@c.example",
        "a|b@c.example",
        "$a@b.example",
        "a&b@c.example",
        "a*@b.example",
        "a@xn--a.example",
        "＠b.example",
        "a＠b.example",
        "@a.example:b@c.example",
        "a@b。example",
    ] {
        assert_eq!(Email::parse(raw), Err(Unfit::Unreadable), "{raw:?}");
    }
}

#[test]
fn an_address_has_at_most_254_characters_and_64_before_the_sign() {
    assert_eq!(Email::parse("   "), Err(Unfit::Empty));
    assert!(Email::parse(&format!("{}@b.example", "a".repeat(64))).is_ok());
    assert_eq!(
        Email::parse(&format!("{}@b.example", "a".repeat(65))),
        Err(Unfit::Unreadable)
    );
    let label = "a".repeat(63);
    assert_eq!(
        Email::parse(&format!("a@{label}.{label}.{label}.{label}.de")),
        Err(Unfit::TooLong { most: 254 })
    );
}
