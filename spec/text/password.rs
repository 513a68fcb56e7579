use samara::text::password::{PasswordUnfit, check, normal};

#[test]
fn a_password_has_8_to_128_characters_not_bytes() {
    assert_eq!(check("ab1$xyz", &[]), Err(PasswordUnfit::TooShort));
    assert_eq!(check("", &[]), Err(PasswordUnfit::TooShort));
    assert_eq!(check("äöüß€ñçé", &[]), Ok(()));
    assert_eq!(check("äöüß€ñç", &[]), Err(PasswordUnfit::TooShort));
    assert_eq!(check(&"wö".repeat(64), &[]), Ok(()));
    assert_eq!(
        check(&format!("{}x", "wö".repeat(64)), &[]),
        Err(PasswordUnfit::TooLong)
    );
    assert_eq!(check(&"x".repeat(1_000_000), &[]), Err(PasswordUnfit::TooLong));
}

#[test]
fn what_everybody_tries_first_is_refused_in_any_case() {
    for common in [
        "password",
        "PassWord",
        "12345678",
        "qwertyuiop",
        "iloveyou",
        "football1",
        "aaaaaaaaaaaa",
        "        ",
    ] {
        assert_eq!(check(common, &[]), Err(PasswordUnfit::Common), "{common}");
    }
    for own in [
        "correct horse battery staple",
        "vierzehn Möwen",
        "# Passwords of 8 characters",
    ] {
        assert_eq!(check(own, &[]), Ok(()), "{own}");
    }
}

#[test]
fn ones_own_name_or_address_is_refused() {
    let names = ["ada_lovelace", "Ada Lovelace", "countess@pod.example", "", "x"];
    for like in [
        "ada_lovelace",
        "ADA_LOVELACE",
        "Ada Lovelace",
        "countess",
        "Countess99!",
        "countess@pod.example",
        "ssetnuoc1",
    ] {
        assert_eq!(check(like, &names), Err(PasswordUnfit::LikeYourName), "{like}");
    }
    assert_eq!(check("xylophones in may", &names), Ok(()));
    assert_eq!(check("2019-06-04-17", &["1984"]), Ok(()));
}

#[test]
fn the_same_letters_are_the_same_password() {
    assert_eq!(normal("Mo\u{308}we"), normal("M\u{f6}we"));
    assert_eq!(check("e\u{301}".repeat(7).as_str(), &[]), Err(PasswordUnfit::TooShort));
}

#[test]
fn the_list_is_long_sorted_and_in_the_form_that_is_compared() {
    let list = include_str!("../../config/passwords.txt");
    let words: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with('#') || line.len() > 1 && !line.starts_with("# "))
        .collect();
    assert!(words.len() > 10_000);
    assert!(words.is_sorted());
    assert!(
        words
            .iter()
            .all(|word| word.chars().count() >= 8 && normal(word).to_lowercase() == **word)
    );
}
