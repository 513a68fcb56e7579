//! The elements and texts of a stranger's HTML, as a tree that is never deep.
//!
//! Not what a browser would build: an element ends where its end tag stands, or with the one around it. For texts in posts
//! that is the same, and it takes time in proportion to the text. The tokenizer compares each attribute with all others of
//! its tag, so a tag that has too many bytes ends the reading.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements within each other; what is nested deeper stands in the last of them.
const DEEPEST: usize = 24;
/// The most elements and texts.
const MOST_NODES: usize = 20_000;
/// Bytes that are handed over at once, and how many of these pieces one tag may have.
const PIECE: usize = 1_024;
const PIECES: usize = 6;
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];
/// Elements whose content is no text.
const SILENT: [&str; 10] = [
    "script", "style", "title", "template", "iframe", "object", "noembed", "select", "textarea", "audio",
];

/// An element or a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element with what of it means something here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) classes: Vec<String>,
    pub(super) href: Option<String>,
    pub(super) src: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) start: Option<String>,
    pub(super) children: Vec<Node>,
}

impl Element {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }

    /// All of its text, without white space at the ends.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        gather(&self.children, &mut text);
        text.trim().to_owned()
    }

    /// The links in it.
    pub(super) fn links(&self) -> Vec<&Element> {
        let mut links = Vec::new();
        find_links(&self.children, &mut links);
        links
    }
}

fn gather(nodes: &[Node], into: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => into.push_str(text),
            Node::Element(element) => gather(&element.children, into),
        }
    }
}

fn find_links<'t>(nodes: &'t [Node], into: &mut Vec<&'t Element>) {
    for node in nodes {
        if let Node::Element(element) = node {
            if element.is("a") {
                into.push(element);
            }
            find_links(&element.children, into);
        }
    }
}

/// Reads a text.
pub(super) fn read(html: &str) -> Vec<Node> {
    let sink = Sink {
        state: RefCell::new(vec![Element::default()]),
        nodes: Cell::new(0),
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut silent = 0;
    let mut rest = html;
    while !rest.is_empty() && silent < PIECES {
        let end = rest.len().min(PIECE);
        let end = (end..=rest.len())
            .find(|at| rest.is_char_boundary(*at))
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        let before = tokenizer.sink.tokens.get();
        input.push_back(StrTendril::from(piece));
        let _ = tokenizer.feed(&input);
        silent = if tokenizer.sink.tokens.get() == before {
            silent + 1
        } else {
            0
        };
    }
    if rest.is_empty() {
        tokenizer.end();
    }
    tokenizer.sink.end()
}

struct Sink {
    /// Elements that are open, the root first.
    state: RefCell<Vec<Element>>,
    nodes: Cell<usize>,
    /// Tokens so far, complaints not counted.
    tokens: Cell<usize>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.open(&tag),
            Token::TagToken(tag) => self.close(&tag.name),
            Token::CharacterTokens(text) => self.text(&text),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn open(&self, tag: &Tag) {
        let value = |name: &str| {
            let attribute = tag.attrs.iter().find(|attr| &*attr.name.local == name);
            attribute.map(|attr| attr.value.to_string())
        };
        let classes = value("class").unwrap_or_default();
        let element = Element {
            name: tag.name.to_string(),
            classes: classes.split_ascii_whitespace().map(str::to_owned).collect(),
            href: value("href"),
            src: value("src"),
            alt: value("alt"),
            start: value("start"),
            children: Vec::new(),
        };
        let mut open = self.state.borrow_mut();
        let full = self.count() || open.len() > DEEPEST;
        if VOID.contains(&&*tag.name) || tag.self_closing {
            push(&mut open, Node::Element(element));
        } else if !full {
            // Neither begins within its like: the end tag was left out.
            if matches!(&*tag.name, "p" | "li") && open.last().is_some_and(|last| last.name == element.name) {
                shut(&mut open);
            }
            open.push(element);
        }
    }

    fn close(&self, name: &str) {
        let mut open = self.state.borrow_mut();
        let Some(depth) = open.iter().rposition(|element| element.name == name) else {
            return;
        };
        while open.len() > depth.max(1) {
            shut(&mut open);
        }
    }

    fn text(&self, text: &str) {
        let mut open = self.state.borrow_mut();
        let silent = open.iter().any(|element| SILENT.contains(&element.name.as_str()));
        if silent {
            return;
        }
        let last = open.last_mut().and_then(|element| element.children.last_mut());
        if let Some(Node::Text(before)) = last {
            before.push_str(text);
        } else if !self.count() {
            push(&mut open, Node::Text(text.to_owned()));
        }
    }

    /// Counts one more node; whether there are too many.
    fn count(&self) -> bool {
        self.nodes.set(self.nodes.get() + 1);
        self.nodes.get() > MOST_NODES
    }

    fn end(self) -> Vec<Node> {
        let mut open = self.state.into_inner();
        while open.len() > 1 {
            shut(&mut open);
        }
        open.pop().map(|root| root.children).unwrap_or_default()
    }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

/// Ends the innermost element.
fn shut(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        push(open, Node::Element(element));
    }
}
