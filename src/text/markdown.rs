//! Markdown to HTML for a page: parse, change the tree, write it once, sanitize.
//!
//! Every change is made on the tree, in text outside code and links; after the sanitizer nothing touches the result.
//! `:name:` is a picture of ours where `Links` knows one.
//! A browser that shows it asks no other host for anything: pictures, films and sounds come through our own proxy.
//! Who a mention means is answered by `Links`. To add a construct: turn it on in `dialect::options`, name its tags
//! in `sanitize`, and give `spec/text/markdown.rs` the attack on it.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use comrak::nodes::{AstNode, Node, NodeLink, NodeValue};
use comrak::{Arena, format_html};

use super::dialect::{self, Piece, Place, Source, Words};
use super::emoji;
use super::link::{self, Target, escape};
use super::mention::{self, Mention};
use super::{media, plain, sanitize::sanitize, thing};
use crate::wire::Handle;

/// Deeper than this nobody writes; browsers and readers suffer.
const DEEPEST: usize = 64;

/// Room for short texts that are all links; long ones may grow fourfold.
const ROOM: usize = 64 * 1024;

/// What the sanitizer may spend on one text: a few hundredths of a second.
const MOST_TOIL: usize = 256 * 1024 * 1024;

/// Where a mention leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionLink {
    /// The address of their page on this pod.
    pub href: String,
    /// The name they go by.
    pub name: String,
}

/// Knows the people whom a text may link to.
pub trait Links {
    /// The page of this person; `None` when they are unknown or may not be mentioned here.
    fn mention(&self, handle: &Handle) -> Option<MentionLink>;

    /// The key of the picture that `:name:` means; `None` when there is none of that name.
    fn picture(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

impl<F: Fn(&Handle) -> Option<MentionLink>> Links for F {
    fn mention(&self, handle: &Handle) -> Option<MentionLink> {
        self(handle)
    }
}

/// People looked up beforehand, for pages that load all mentions of a stream at once.
#[derive(Debug, Clone, Default)]
pub struct Known(pub HashMap<Handle, MentionLink>);

impl Links for Known {
    fn mention(&self, handle: &Handle) -> Option<MentionLink> {
        self.0.get(handle).cloned()
    }
}

/// Pictures alone, for a text that names nobody.
impl Links for emoji::Pictures {
    fn mention(&self, _: &Handle) -> Option<MentionLink> {
        None
    }

    fn picture(&self, name: &str) -> Option<String> {
        self.key(name).map(str::to_owned)
    }
}

/// Renders a text as HTML that is safe to put into a page as it is.
pub fn render(text: &str, links: &dyn Links) -> String {
    let limit = 4 * text.len() + ROOM;
    build(text, links)
        .filter(|html| html.len() <= limit && toil(html) <= MOST_TOIL)
        .map(|html| sanitize(&html))
        .filter(|html| html.len() <= limit)
        .unwrap_or_else(|| format!("<p>{}</p>\n", escape(text).replace('\n', "<br>")))
}

/// Readable text without markup, for search, mails and titles of feeds.
pub fn plain(text: &str) -> String {
    let mentions = mention::candidates(text);
    let source = Source::new(text, mention::ranges(&mentions));
    let arena = Arena::new();
    plain::of(source.parse(&arena), &source, &mentions)
}

fn build(text: &str, links: &dyn Links) -> Option<String> {
    let text = &thing::written_out(text);
    let mentions = mention::candidates(text);
    let source = Source::new(text, mention::ranges(&mentions));
    let arena = Arena::new();
    let root = source.parse(&arena);
    if depth(root) > DEEPEST {
        return None;
    }
    let page = Page {
        arena: &arena,
        source: &source,
        mentions: &mentions,
        links,
        media: Cell::new(0),
    };
    let words = dialect::words(root);
    let mut footnotes = Footnotes::of(text);
    for node in root.descendants().collect::<Vec<_>>() {
        page.settle(node);
        footnotes.rename(node);
    }
    for words in words {
        page.expand(&words);
    }
    for node in root.descendants().collect::<Vec<_>>() {
        page.play(node);
        page.open_link(node);
    }
    let mut html = String::new();
    format_html(root, &dialect::options(), &mut html).ok()?;
    Some(html)
}

/// What the sanitizer's writer will spend: from each ampersand and each byte C2 on, it searches to the next angle.
fn toil(html: &str) -> usize {
    let cost = |stretch: &str| {
        let stops = stretch.bytes().filter(|b| *b == 0xC2).count() + stretch.matches("&amp;").count();
        stops * stretch.len()
    };
    html.split(['<', '>'])
        .flat_map(|part| part.split("&lt;"))
        .flat_map(|part| part.split("&gt;"))
        .map(cost)
        .sum()
}

fn depth(root: Node<'_>) -> usize {
    use comrak::arena_tree::NodeEdge::{End, Start as Begin};
    let (mut now, mut most) = (0_usize, 0);
    for edge in root.traverse() {
        match edge {
            Begin(_) => now += 1,
            End(_) => now -= 1,
        }
        most = most.max(now);
    }
    most
}

struct Page<'p, 'a> {
    arena: &'a Arena<'a>,
    source: &'p Source<'p>,
    mentions: &'p [Mention],
    links: &'p dyn Links,
    /// Pictures, films and sounds so far.
    media: Cell<usize>,
}

impl<'a> Page<'_, 'a> {
    fn make(&self, value: NodeValue) -> Node<'a> {
        self.arena.alloc(AstNode::from(value))
    }

    /// Puts one node into the form that may be shown: no image from elsewhere, no raw HTML, no heading above the page's
    /// own.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser knows many nodes that need no change"
    )]
    fn settle(&self, node: Node<'a>) {
        let mut alt = None;
        match &mut node.data_mut().value {
            NodeValue::Heading(heading) => heading.level = (heading.level + 2).min(5),
            NodeValue::Code(code) => code.literal = self.source.restore(&code.literal).into_owned(),
            NodeValue::CodeBlock(code) => {
                code.literal = self.source.restore(&code.literal).into_owned();
                code.info = self.source.restore(&code.info).into_owned();
            }
            NodeValue::Link(link) => self.restore_link(link),
            NodeValue::Image(link) => {
                self.restore_link(link);
                alt = Some(link.clone());
            }
            value @ NodeValue::HtmlInline(_) => {
                if let NodeValue::HtmlInline(html) = value {
                    *value = text_value(self.source.restore(html));
                }
            }
            _ => {}
        }
        if let Some(link) = alt {
            self.replace_image(node, link);
        }
        self.replace_html_block(node);
    }

    fn restore_link(&self, link: &mut NodeLink) {
        link.url = self.source.restore(&link.url).into_owned();
        link.title = self.source.restore(&link.title).into_owned();
    }

    /// An image comes through our proxy. One that cannot becomes a link to it, named by its description; inside another
    /// link only the description stays.
    fn replace_image(&self, node: Node<'a>, link: Box<NodeLink>) {
        let described = plain::of(node, self.source, self.mentions);
        for child in node.children().collect::<Vec<_>>() {
            child.detach();
        }
        let within = |kind: fn(&NodeValue) -> bool| node.ancestors().skip(1).any(|up| kind(&up.data().value));
        let in_link = within(|value| matches!(value, NodeValue::Link(_)));
        let in_image = within(|value| matches!(value, NodeValue::Image(_)));
        let moves_in_link = in_link && media::moving(&link.url).is_some();
        let fits = !in_image && !moves_in_link;
        if let Some(tag) = fits.then(|| self.media(&link.url, &described, &link.title)).flatten() {
            node.data_mut().value = NodeValue::Raw(tag);
            return;
        }
        let shown = if described.is_empty() {
            link.url.clone()
        } else {
            described
        };
        if in_link || in_image {
            node.data_mut().value = text_value(shown.into());
        } else {
            node.append(self.make(text_value(shown.into())));
            node.data_mut().value = NodeValue::Link(link);
        }
    }

    /// The tag of a picture, a film or a sound, as long as there are not too many of them.
    fn media(&self, url: &str, described: &str, title: &str) -> Option<String> {
        let so_far = self.media.get();
        let tag = (so_far < media::MOST)
            .then(|| media::tag(url, described, title))
            .flatten()?;
        self.media.set(so_far + 1);
        Some(tag)
    }

    /// A link to a film or sound that stands alone in its line can be played there; the link stays below.
    fn play(&self, node: Node<'a>) {
        let NodeValue::Link(link) = node.data().value.clone() else {
            return;
        };
        let url = link.url;
        let ends_line = |beside: Option<Node<'a>>| {
            beside.is_none_or(|beside| matches!(beside.data().value, NodeValue::SoftBreak | NodeValue::LineBreak))
        };
        let in_paragraph = node
            .parent()
            .is_some_and(|up| matches!(up.data().value, NodeValue::Paragraph));
        if media::moving(&url).is_none()
            || !in_paragraph
            || !ends_line(node.previous_sibling())
            || !ends_line(node.next_sibling())
        {
            return;
        }
        let described = plain::of(node, self.source, self.mentions);
        if let Some(tag) = self.media(&url, &described, "") {
            node.insert_before(self.make(NodeValue::Raw(tag)));
            node.insert_before(self.make(NodeValue::LineBreak));
        }
    }

    /// A block of HTML is shown as it was typed.
    fn replace_html_block(&self, node: Node<'a>) {
        let NodeValue::HtmlBlock(block) = &node.data().value else {
            return;
        };
        let literal = self.source.restore(&block.literal).into_owned();
        let paragraph = self.make(NodeValue::Paragraph);
        for (number, line) in literal.trim_end().lines().enumerate() {
            if number > 0 {
                paragraph.append(self.make(NodeValue::LineBreak));
            }
            paragraph.append(self.make(text_value(line.to_owned().into())));
        }
        node.insert_before(paragraph);
        node.detach();
    }

    /// Replaces a text node by its words, mentions and tags.
    fn expand(&self, words: &Words<'a>) {
        let NodeValue::Text(text) = words.node.data().value.clone() else {
            return;
        };
        let is_picture = |name: &str| words.place == Place::Open && self.links.picture(name).is_some();
        let pieces = dialect::pieces(&text, words.start, &is_picture);
        if let [] | [Piece::Words(_)] = pieces.as_slice() {
            return;
        }
        for piece in pieces {
            let value = match (piece, words.place) {
                (Piece::Words(shown), _) | (Piece::Tag(_, shown), Place::InLink) => text_value(shown.to_owned().into()),
                (Piece::Tag(name, shown), Place::Open) => NodeValue::Raw(link::own("hashtag", &name.path(), shown)),
                (Piece::Picture(name, shown), _) => match self.links.picture(name) {
                    Some(key) => NodeValue::Raw(emoji::picture(name, &key)),
                    None => text_value(shown.to_owned().into()),
                },
                (Piece::Mark(number), place) => self.mention(number, place),
            };
            words.node.insert_before(self.make(value));
        }
        words.node.detach();
    }

    fn mention(&self, number: usize, place: Place) -> NodeValue {
        let Some(mention) = self.mentions.get(number) else {
            return text_value("".into());
        };
        match (self.links.mention(&mention.handle), place) {
            (Some(known), Place::Open) => {
                NodeValue::Raw(link::own("mention", &known.href, &format!("@{}", known.name)))
            }
            (Some(known), Place::InLink) => text_value(format!("@{}", known.name).into()),
            (None, _) => text_value(mention.plain_name().to_owned().into()),
        }
    }

    /// Writes a link's tags around its children, or leaves only the children when the address is refused. Words that are
    /// another address than the link's have its host beside them.
    fn open_link(&self, node: Node<'a>) {
        let NodeValue::Link(link) = node.data().value.clone() else {
            return;
        };
        let target: Option<Target> = link::target(&link.url);
        if let Some(target) = &target {
            let words = plain::of(node, self.source, self.mentions);
            if let Some(host) = link::hidden_host(&words, target) {
                node.append(self.make(text_value(format!(" ({host})").into())));
            }
            node.insert_before(self.make(NodeValue::Raw(link::open(target, &link.title))));
        }
        for child in node.children().collect::<Vec<_>>() {
            node.insert_before(child);
        }
        if let Some(target) = &target {
            node.insert_before(self.make(NodeValue::Raw(link::close(target).to_owned())));
        }
        node.detach();
    }
}

fn text_value(text: Cow<'_, str>) -> NodeValue {
    NodeValue::Text(Cow::Owned(text.into_owned()))
}

/// Names footnotes after their text and number: several posts stand on one page, and ids must not meet.
struct Footnotes {
    prefix: String,
    defined: usize,
}

impl Footnotes {
    fn of(text: &str) -> Footnotes {
        // FNV-1a: short and the same in every release; two equal texts may share ids without harm.
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Footnotes {
            prefix: format!("{hash:016x}"),
            defined: 0,
        }
    }

    /// Definitions stand at the end in the order of their numbers, so counting them gives each its number.
    fn rename(&mut self, node: Node<'_>) {
        let value = &mut node.data_mut().value;
        if let NodeValue::FootnoteReference(reference) = value {
            reference.name = format!("{}-{}", self.prefix, reference.ix);
        } else if let NodeValue::FootnoteDefinition(definition) = value {
            self.defined += 1;
            definition.name = format!("{}-{}", self.prefix, self.defined);
        }
    }
}
