//! A page as a browser reads it: its tags and their attributes, by a tokenizer that follows the standard.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub name: String,
    pub closes: bool,
    pub attributes: Vec<(String, String)>,
}

#[derive(Default)]
struct Sink(RefCell<Vec<Piece>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let opens = tag.kind == TagKind::StartTag;
        let next = match &*tag.name {
            "title" | "textarea" if opens => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
            "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
            "plaintext" if opens => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        };
        self.0.borrow_mut().push(piece(&tag));
        next
    }
}

fn piece(tag: &Tag) -> Piece {
    let attributes = tag
        .attrs
        .iter()
        .map(|one| (one.name.local.to_string(), one.value.to_string()))
        .collect();
    Piece {
        name: tag.name.to_string(),
        closes: tag.kind == TagKind::EndTag,
        attributes,
    }
}

/// All tags of a page.
pub fn pieces(html: &str) -> Vec<Piece> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// What people wrote as Markdown is between these: taken out, and returned beside the rest. It is checked by itself.
pub fn without_bodies(html: &str) -> (String, Vec<String>) {
    let (mut rest, mut page, mut bodies) = (html, String::new(), Vec::new());
    while let Some(at) = [
        "<div class=\"post__body",
        "<div class=\"prose",
        "<div class=\"profile__bio",
    ]
    .iter()
    .filter_map(|mark| rest.find(mark))
    .min()
    {
        let begin = at + rest[at..].find('>').expect("the tag ends") + 1;
        let end = begin + rest[begin..].find("</div>").expect("a body ends");
        page.push_str(&rest[..begin]);
        bodies.push(rest[begin..end].to_owned());
        rest = &rest[end..];
    }
    (page + rest, bodies)
}

/// Tags and the names of their attributes, a line each: the same for every text that is only text.
pub fn skeleton(html: &str) -> String {
    let line = |piece: &Piece| {
        let names: Vec<&str> = piece.attributes.iter().map(|(name, _)| name.as_str()).collect();
        format!(
            "{}{} {}\n",
            if piece.closes { "/" } else { "" },
            piece.name,
            names.join(" ")
        )
    };
    pieces(html).iter().map(line).collect()
}

/// Panics when a page could run something or ask another host.
pub fn assert_inert(html: &str, what: &str) {
    for piece in pieces(html) {
        let of = |wanted: &str| {
            piece
                .attributes
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.as_str())
        };
        for (name, value) in &piece.attributes {
            assert!(
                !name.starts_with("on") && name != "style" && name != "srcdoc",
                "{what}: {piece:?}"
            );
            let address =
                ["href", "src", "action", "formaction", "data", "xlink:href", "poster"].contains(&name.as_str());
            let scheme: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect();
            let scheme = scheme.to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text", "data:application"]
                .iter()
                .any(|bad| scheme.starts_with(bad));
            assert!(!(address && runs), "{what}: {piece:?}");
        }
        let own = |value: Option<&str>| {
            value.is_some_and(|value| {
                ["/assets/", "/avatars/", "/photos/", "/media/", "/emoji/"]
                    .iter()
                    .any(|own| value.trim_start_matches("http://localhost:3000").starts_with(own))
            })
        };
        match piece.name.as_str() {
            "script" => assert!(piece.closes || own(of("src")), "{what}: {piece:?}"),
            "img" => assert!(own(of("src")), "{what}: {piece:?}"),
            "iframe" | "object" | "embed" | "base" | "style" | "math" | "marquee" => panic!("{what}: {piece:?}"),
            "meta" => assert!(of("http-equiv").is_none(), "{what}: {piece:?}"),
            _ => {}
        }
    }
}
