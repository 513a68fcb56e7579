mod help;
mod time;
mod zone;

use samara::i18n::{Arg, Language, Locales, number};

fn locales(english: &'static str, german: &'static str) -> Locales {
    Locales::from_files(move |language| match language {
        Language::English => vec![("post.ftl".into(), english.into())],
        Language::German => vec![("post.ftl".into(), german.into())],
        Language::French | Language::Spanish => Vec::new(),
    })
    .unwrap()
}

#[test]
fn every_sentence_is_there_in_every_language() {
    let locales = Locales::load().unwrap_or_else(|error| panic!("{error}"));
    assert!(locales.keys().iter().any(|key| key == "time-now"));
    assert_eq!(locales.missing(), Vec::new());
}

#[test]
fn every_language_puts_the_same_things_into_a_sentence() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/config/locales");
    let mut english = std::collections::BTreeMap::new();
    for language in Language::ALL {
        for entry in std::fs::read_dir(format!("{folder}/{}", language.code())).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for (key, variables) in variables(&text) {
                let expected = english.entry(key.clone()).or_insert_with(|| variables.clone());
                assert_eq!(&variables, expected, "{key} in {}", language.code());
            }
        }
    }
}

/// The variables of each message of a file.
fn variables(text: &str) -> Vec<(String, std::collections::BTreeSet<String>)> {
    let mut messages: Vec<(String, std::collections::BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line
            .split_once('=')
            .filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            messages.push((key.trim().to_owned(), Default::default()));
        }
        for after in line.split('$').skip(1) {
            let name = after
                .chars()
                .take_while(|char| char.is_ascii_alphanumeric() || *char == '-' || *char == '_');
            if let Some((_, variables)) = messages.last_mut() {
                variables.insert(name.collect());
            }
        }
    }
    messages
}

#[test]
fn a_sentence_has_its_plural_and_its_words_without_marks_around_them() {
    let locales = locales(
        "post-people = { $count ->\n    [one] { $name } and one person\n   *[other] { $name } and { $count } people\n}\n",
        "",
    );
    let say = |count| {
        let args = [("count", Arg::Number(count)), ("name", Arg::Text("Ada".into()))];
        locales.text(Language::English, "post-people", &args)
    };
    assert_eq!(say(1), "Ada and one person");
    assert_eq!(say(12_345), "Ada and 12,345 people");
}

#[test]
fn what_a_language_lacks_is_said_in_english_and_told() {
    let locales = locales(
        "-pod = Samara\npost-share = Share on { -pod }\npost-both = Both\n",
        "post-both = Beide\n",
    );
    assert_eq!(locales.text(Language::German, "post-share", &[]), "Share on Samara");
    assert_eq!(locales.text(Language::German, "post-both", &[]), "Beide");
    assert_eq!(locales.text(Language::German, "post-nothing", &[]), "post-nothing");
    assert_eq!(locales.keys(), ["post-both", "post-share"]);
    assert!(locales.missing().contains(&(Language::German, "post-share".into())));
    assert!(!locales.missing().contains(&(Language::German, "post-both".into())));
}

#[test]
fn a_sentence_may_have_attributes_and_several_lines() {
    let locales = locales(
        "# A = comment\npost-field =\n    .label = Text\n    .hint = Say { $what }\npost-long =\n    One = line\n    and another\n",
        "",
    );
    assert_eq!(locales.keys(), ["post-field.hint", "post-field.label", "post-long"]);
    assert_eq!(locales.text(Language::English, "post-field.label", &[]), "Text");
    let what = [("what", Arg::Text("it".into()))];
    assert_eq!(locales.text(Language::English, "post-field.hint", &what), "Say it");
    assert_eq!(
        locales.text(Language::English, "post-long", &[]),
        "One = line\nand another"
    );
}

#[test]
fn a_broken_file_and_a_key_given_twice_are_errors_with_their_place() {
    let load = |text: &'static str| {
        Locales::from_files(move |_| vec![("post.ftl".into(), text.into())]).expect_err("it must be refused")
    };
    let error = load("post-one = One\npost-two = { $\n");
    assert_eq!(error.file, "en/post.ftl");
    assert!(error.why.starts_with("line 2"), "{error}");
    assert_eq!(load("post-one = One\npost-one = Two\n").file, "en/post.ftl");
}

#[test]
fn a_browser_gets_the_language_it_wants_most() {
    for (header, language) in [
        ("de-AT,de;q=0.9,en;q=0.8", Language::German),
        ("pt-BR, fr;q=0.7, es;q=0.8", Language::Spanish),
        ("FR", Language::French),
        ("zh", Language::English),
        ("", Language::English),
        ("de;q=0, fr;q=0.1", Language::French),
        ("*, de;q=0.5", Language::English),
        ("de;q=nonsense, es;q=0.2", Language::Spanish),
        (";;;,,,q=\u{0}", Language::English),
    ] {
        assert_eq!(Language::negotiate(header), language, "{header}");
    }
    for language in Language::ALL {
        assert_eq!(Language::parse(language.code()), Some(language));
    }
    assert_eq!(Language::parse("english"), None);
}

#[test]
fn numbers_are_written_in_the_way_of_the_language() {
    let written = Language::ALL.map(|language| (number(1_234, language), number(-1_234_567, language)));
    assert_eq!(written[0], ("1,234".into(), "-1,234,567".into()));
    assert_eq!(written[1], ("1.234".into(), "-1.234.567".into()));
    assert_eq!(written[2], ("1\u{202f}234".into(), "-1\u{202f}234\u{202f}567".into()));
    assert_eq!(written[3], ("1234".into(), "-1.234.567".into()));
    assert_eq!(
        (number(0, Language::English), number(999, Language::German)),
        ("0".into(), "999".into())
    );
}
