//! In which language something is written.

use samara::text::language::{all, detect, name};

#[test]
fn plain_sentences_tell_their_language() {
    for (text, code) in [
        (
            "The plum tree finally gave in, and we have more jam than anybody could eat before spring.",
            "eng",
        ),
        (
            "Der Pflaumenbaum hat endlich nachgegeben, und wir haben mehr Marmelade, als wir essen können.",
            "deu",
        ),
        (
            "Le prunier a enfin cédé, et nous avons plus de confiture que nous ne pourrons en manger.",
            "fra",
        ),
        (
            "El ciruelo por fin cedió, y tenemos más mermelada de la que podremos comer este invierno.",
            "spa",
        ),
        (
            "Сливовое дерево наконец сдалось, и теперь у нас больше варенья, чем мы сможем съесть.",
            "rus",
        ),
        (
            "プラムの木がとうとう実をつけて、食べきれないほどのジャムができました。",
            "jpn",
        ),
    ] {
        assert_eq!(detect(text), Some(code), "{text}");
    }
}

#[test]
fn what_is_short_or_no_sentence_tells_nothing() {
    for text in [
        "",
        "ok",
        "Two jars",
        "🍑🍑🍑",
        "12345678901234567890123",
        "https://x.y/",
        "Jam? Jam!",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
}

#[test]
fn every_language_has_a_code_and_a_name_of_its_own() {
    let all = all();
    assert!(all.len() > 50 && all.iter().all(|(code, called)| name(code) == Some(called)));
    assert_eq!((name("deu"), name("xx"), name("")), (Some("Deutsch"), None, None));
}
