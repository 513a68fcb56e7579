//! Finds texts and attributes in HTML by class: the first match wins, the structure does not matter.
//!
//! Only tokens are looked at, no tree is built, so nothing grows with the depth of the document.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that are open at once; what is nested deeper is read as if it were not.
const DEEPEST: usize = 256;
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
];

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The whole text of the first element with this class.
    Text(&'static str),
    /// The attribute `src` of the first element with the second class within one with the first.
    Source(&'static str, &'static str),
}

/// What was found for each, in the same order. An element without the attribute gives an empty text.
pub(super) fn find(html: &str, wanted: &[Wanted]) -> Vec<Option<String>> {
    let sink = Sink(RefCell::new(State {
        wanted: wanted.to_vec(),
        found: vec![None; wanted.len()],
        open: Vec::new(),
        reading: Vec::new(),
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().found
}

struct Sink(RefCell<State>);

struct State {
    wanted: Vec<Wanted>,
    found: Vec<Option<String>>,
    open: Vec<Open>,
    /// Which of the wanted texts are being read, and at which depth their element is.
    reading: Vec<(usize, usize)>,
}

struct Open {
    name: String,
    classes: Vec<String>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => state.text(&text),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let attribute = |name: &str| tag.attrs.iter().find(|attr| &*attr.name.local == name);
        let classes = attribute("class").map_or(Vec::new(), |attr| {
            attr.value.split_ascii_whitespace().map(str::to_owned).collect()
        });
        let has = |class: &str| classes.iter().any(|own| own == class);
        let depth = self.open.len();
        for (index, wanted) in self.wanted.iter().enumerate() {
            if self.found[index].is_some() {
                continue;
            }
            match wanted {
                Wanted::Text(class) if has(class) => {
                    self.found[index] = Some(String::new());
                    self.reading.push((index, depth));
                }
                Wanted::Source(around, class)
                    if has(class)
                        && self
                            .open
                            .iter()
                            .any(|open| open.classes.iter().any(|own| own == around)) =>
                {
                    self.found[index] = Some(attribute("src").map_or(String::new(), |attr| attr.value.to_string()));
                }
                Wanted::Text(_) | Wanted::Source(..) => {}
            }
        }
        let name = &*tag.name;
        if tag.self_closing || VOID.contains(&name) || depth >= DEEPEST {
            self.reading.retain(|(_, at)| *at < depth);
        } else {
            self.open.push(Open {
                name: name.to_owned(),
                classes,
            });
        }
    }

    fn end(&mut self, name: &str) {
        let Some(depth) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        self.open.truncate(depth);
        self.reading.retain(|(_, at)| *at < depth);
    }

    fn text(&mut self, text: &str) {
        for (index, _) in &self.reading {
            if let Some(found) = &mut self.found[*index] {
                found.push_str(text);
            }
        }
    }
}
