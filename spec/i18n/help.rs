//! Help: complete, alike in all languages, and calling things what they are called.

use std::collections::BTreeSet;

use samara::i18n::help::{self, Topic, help};
use samara::i18n::{Language, Locales};

fn file(language: Language, topic: Topic) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/config/help/{}/{}.md", language.code(), topic.code());
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Where the links of a text lead, in order.
pub fn links(text: &str) -> Vec<String> {
    let after = text.split("](").skip(1);
    after
        .filter_map(|rest| rest.split(')').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_topic_is_written_in_every_language_with_the_same_parts_and_links() {
    for topic in Topic::ALL {
        let english = file(Language::English, topic);
        let parts = help::read(&english).expect("it can be read").sections.len();
        for language in Language::ALL {
            let text = file(language, topic);
            let (code, name) = (language.code(), topic.code());
            let read = help::read(&text).unwrap_or_else(|| panic!("{code}/{name} cannot be read"));
            assert_eq!(read.sections.len(), parts, "parts of {code}/{name}");
            assert_eq!(links(&text), links(&english), "links of {code}/{name}");
            let keys = |text: &str| help::keys(text).into_iter().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(keys(&text), keys(&english), "what {code}/{name} calls by its name");
            let is_list = |line: &&str| line.starts_with("- ");
            let lines = |text: &str| text.lines().filter(is_list).count();
            assert_eq!(lines(&text), lines(&english), "lists of {code}/{name}");
            if language != Language::English {
                let same = text.lines().filter(|line| line.len() > 40 && english.contains(*line));
                assert_eq!(
                    same.collect::<Vec<_>>(),
                    Vec::<&str>::new(),
                    "{code}/{name} is not translated"
                );
            }
        }
    }
}

#[test]
fn no_file_of_help_is_for_a_topic_that_is_not_there() {
    let known: BTreeSet<String> = Topic::ALL.iter().map(|topic| format!("{}.md", topic.code())).collect();
    for language in Language::ALL {
        let folder = format!("{}/config/help/{}", env!("CARGO_MANIFEST_DIR"), language.code());
        let found: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(found, known, "{}", language.code());
    }
}

#[test]
fn what_help_calls_by_name_is_a_sentence_of_the_pod() {
    let locales = Locales::load().unwrap();
    for topic in Topic::ALL {
        for language in Language::ALL {
            for key in help::keys(&file(language, topic)) {
                assert!(locales.has(key), "{}/{}: {key}", language.code(), topic.code());
            }
            let help = help(&locales, language, topic).expect("it is written");
            let words: Vec<&str> = help.sections.iter().map(|section| section.text.as_str()).collect();
            let whole = [help.title.as_str(), &help.lead, &words.join("\n")].join("\n");
            assert!(!whole.contains(['{', '}']), "{whole}");
        }
    }
    let aspects = help(&locales, Language::German, Topic::WhoSeesWhat).unwrap();
    assert!(
        aspects.sections[0].text.contains("„Wer ist das?“"),
        "{:?}",
        aspects.sections[0]
    );
}

#[test]
fn a_text_without_title_or_parts_is_no_help() {
    for broken in [
        "",
        "Aspects",
        "# Aspects\n",
        "# Aspects\n\nGroups.",
        "# Aspects\n\nGroups.\n\n## Empty\n",
    ] {
        assert_eq!(help::read(broken), None, "{broken:?}");
    }
    let whole = help::read("# Aspects\r\n\r\nGroups\r\nof people.\r\n\r\n## What for\r\n\r\nThis.\r\n").unwrap();
    assert_eq!(
        (whole.title.as_str(), whole.lead.as_str()),
        ("Aspects", "Groups of people.")
    );
    assert_eq!(whole.sections[0].text, "This.");
}
