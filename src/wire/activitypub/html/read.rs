//! From HTML to Markdown. Text that is not markup there is none here either.

use super::escape;
use super::tree::{self, Element, Node};
use crate::text::{TagName, clean};
use crate::wire::Handle;
use crate::wire::activitypub::limits::LONGEST_CONTENT;
use crate::wire::activitypub::{Id, Mention, Tag};

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];
/// Table rows are lines, too.
const ROWS: [&str; 6] = ["table", "thead", "tbody", "tfoot", "tr", "summary"];
/// What stands before a quoted object where it is not understood.
const QUOTE_SIGNS: [&str; 4] = ["RE:", "QT:", "RN:", "RT:"];

/// Turns a text into Markdown. `tags` are those of the object or actor that it is of; `who` knows the ID of somebody who is
/// mentioned, and without one it is a link. What stands in for a quote is left out where it is known what is `quoted`.
pub fn markdown(html: &str, tags: &[Tag], quoted: Option<&Id>, who: &dyn Fn(&Mention) -> Option<Handle>) -> String {
    let reader = Reader { tags, who };
    let mut nodes = tree::read(html);
    if let Some(quoted) = quoted {
        drop_fallback(&mut nodes, quoted);
    }
    let text = reader.blocks(&nodes).join("\n\n");
    let end = text
        .char_indices()
        .nth(LONGEST_CONTENT)
        .map_or(text.len(), |(at, _)| at);
    clean::block(&text[..end], LONGEST_CONTENT).unwrap_or_default()
}

/// Takes out what was written for those who do not know quotes.
fn drop_fallback(nodes: &mut Vec<Node>, quoted: &Id) {
    nodes.retain_mut(|node| match node {
        Node::Text(_) => true,
        Node::Element(element) => {
            if element.has("quote-inline") || is_fallback(element, quoted) {
                return false;
            }
            drop_fallback(&mut element.children, quoted);
            true
        }
    });
}

/// Whether an element says nothing but `RE:` and the address of what is quoted.
fn is_fallback(element: &Element, quoted: &Id) -> bool {
    let text = element.text();
    let Some(sign) = QUOTE_SIGNS.iter().find(|sign| text.starts_with(**sign)) else {
        return false;
    };
    let links = element.links();
    let [link] = links.as_slice() else {
        return false;
    };
    let leads = link.href.as_deref() == Some(quoted.as_str());
    leads && text[sign.len()..].trim() == link.text()
}

struct Reader<'o> {
    tags: &'o [Tag],
    who: &'o dyn Fn(&Mention) -> Option<Handle>,
}

/// Where in a line the reader is, and what is open around it.
#[derive(Clone, Copy, Default)]
struct Within {
    strong: bool,
    emphasis: bool,
    struck: bool,
    link: bool,
}

impl Reader<'_> {
    /// Texts that stand apart.
    fn blocks(&self, nodes: &[Node]) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut run: Vec<&Node> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_block(element) => {
                    blocks.extend(self.paragraph(&std::mem::take(&mut run)));
                    blocks.extend(self.block(element));
                }
                Node::Element(_) | Node::Text(_) => run.push(node),
            }
        }
        blocks.extend(self.paragraph(&run));
        blocks
    }

    /// Words in lines, with nothing at their beginnings that would be more.
    fn paragraph(&self, run: &[&Node]) -> Option<String> {
        let mut text = String::new();
        self.inline(run, Within::default(), &mut text);
        let lines: Vec<String> = text.trim().lines().map(escape::line).collect();
        let text = lines.join("\n");
        (!text.is_empty()).then_some(text)
    }

    fn block(&self, element: &Element) -> Vec<String> {
        let children = &element.children;
        match element.name.as_str() {
            "hr" => vec!["---".to_owned()],
            "pre" => fenced(element).into_iter().collect(),
            "blockquote" => prefixed(&self.blocks(children).join("\n\n"), "> ", "> ")
                .into_iter()
                .collect(),
            "ul" | "ol" => self.list(element).into_iter().collect(),
            "li" => prefixed(&self.blocks(children).join("\n\n"), "- ", "  ")
                .into_iter()
                .collect(),
            heading if is_heading(heading) => {
                let level = usize::from(heading.as_bytes()[1] - b'0');
                let line = self.paragraph(&children.iter().collect::<Vec<_>>());
                let line = line.map(|line| format!("{} {}", "#".repeat(level), line.replace('\n', " ")));
                line.into_iter().collect()
            }
            "tr" => self.row(children).into_iter().collect(),
            _ => self.blocks(children),
        }
    }

    /// The cells of a table's row, in one line.
    fn row(&self, cells: &[Node]) -> Option<String> {
        let cells = cells.iter().filter_map(|cell| match cell {
            Node::Element(cell) => {
                let text = self.blocks(&cell.children).join(" ");
                Some(text.replace('\n', " ")).filter(|text| !text.is_empty())
            }
            Node::Text(_) => None,
        });
        let line = cells.collect::<Vec<_>>().join(" – ");
        (!line.is_empty()).then_some(line)
    }

    fn list(&self, list: &Element) -> Option<String> {
        let start = list.start.as_deref().and_then(|start| start.parse::<u32>().ok());
        let mut number = start.unwrap_or(1).min(1_000_000);
        let mut items = Vec::new();
        for node in &list.children {
            let Node::Element(item) = node else { continue };
            let text = self.blocks(&item.children).join("\n\n");
            let sign = if list.is("ol") {
                format!("{number}. ")
            } else {
                "- ".to_owned()
            };
            let item = prefixed(&text, &sign, &" ".repeat(sign.len()));
            number += u32::from(item.is_some());
            items.extend(item);
        }
        (!items.is_empty()).then(|| items.join("\n"))
    }

    /// Words and what is within lines.
    fn inline(&self, nodes: &[&Node], within: Within, out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => say(text, out),
                Node::Element(element) => self.element(element, within, out),
            }
        }
    }

    fn element(&self, element: &Element, within: Within, out: &mut String) {
        match element.name.as_str() {
            "br" => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            "strong" | "b" if !within.strong => {
                let within = Within { strong: true, ..within };
                self.marked("**", element, within, out);
            }
            "em" | "i" if !within.emphasis => {
                let within = Within {
                    emphasis: true,
                    ..within
                };
                self.marked("*", element, within, out);
            }
            "del" | "s" | "strike" if !within.struck => {
                let within = Within { struck: true, ..within };
                self.marked("~~", element, within, out);
            }
            "code" => out.push_str(&code(&element.text())),
            "a" if !within.link => self.link(element, within, out),
            "img" => picture(element, out),
            _ => self.inline(&element.children.iter().collect::<Vec<_>>(), within, out),
        }
    }

    /// Words between signs, which may touch no space on their inside.
    fn marked(&self, sign: &str, element: &Element, within: Within, out: &mut String) {
        let mut inner = String::new();
        self.inline(&element.children.iter().collect::<Vec<_>>(), within, &mut inner);
        let core = inner.trim();
        if core.is_empty() || core.contains("\n\n") {
            out.push_str(&inner);
            return;
        }
        let lead = inner.len() - inner.trim_start().len();
        let (before, after) = (&inner[..lead], &inner[lead + core.len()..]);
        out.push_str(before);
        out.push_str(sign);
        out.push_str(core);
        out.push_str(sign);
        out.push_str(after);
    }

    /// A mention, a hashtag, or a link.
    fn link(&self, element: &Element, within: Within, out: &mut String) {
        let text = element.text();
        let href = element.href.as_deref().unwrap_or_default();
        if let Some(handle) = self.mentioned(&text, href) {
            out.push_str(&format!("@{{{handle}}}"));
            return;
        }
        if let Some(tag) = self.hashtag(&text, out) {
            out.push_str(&tag);
            return;
        }
        let mut words = String::new();
        let within = Within { link: true, ..within };
        self.inline(&element.children.iter().collect::<Vec<_>>(), within, &mut words);
        let words = words.trim().replace('\n', " ");
        match escape::target(href) {
            // Servers hide a part of the address within; the whole of it is the text.
            Some(target) if is_address(&text, href) => out.push_str(&format!("<{target}>")),
            Some(target) if !words.is_empty() => out.push_str(&format!("[{words}]({target})")),
            Some(_) | None => out.push_str(&words),
        }
    }

    /// Whom a link names, if the tags say that it names somebody: by their address, or by the name that stands
    /// there, since pages and actors have different addresses.
    fn mentioned(&self, text: &str, href: &str) -> Option<Handle> {
        let names = |mention: &&Mention| {
            let by_name = || {
                let name = mention.name.as_deref()?.trim_start_matches('@');
                let said = text.strip_prefix('@')?.trim();
                let user = name.split('@').next()?;
                let beside = Id::parse(href)?.is_beside(&mention.actor);
                Some(said.eq_ignore_ascii_case(name) || (said.eq_ignore_ascii_case(user) && beside))
            };
            mention.actor.as_str() == href || by_name().unwrap_or(false)
        };
        let mut found = self.tags.iter().filter_map(Tag::mention).filter(names);
        found.next().and_then(|mention| (self.who)(mention))
    }

    /// The hashtag that a link is, if the tags have it and it stands where one may.
    fn hashtag(&self, text: &str, before: &str) -> Option<String> {
        let name = TagName::parse(text.strip_prefix('#')?)?;
        let mut tags = self.tags.iter().filter_map(Tag::hashtag);
        let known = tags.any(|tag| TagName::parse(tag).as_ref() == Some(&name));
        let fresh = before.is_empty() || before.ends_with(char::is_whitespace);
        (known && fresh).then(|| text.to_owned())
    }
}

fn is_block(element: &Element) -> bool {
    let name = element.name.as_str();
    BLOCKS.contains(&name) || ROWS.contains(&name)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether the text of a link is its address, with or without what servers leave out.
fn is_address(text: &str, href: &str) -> bool {
    let bare = |url: &str| {
        let url = url.trim();
        let url = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .unwrap_or(url);
        url.trim_end_matches('/').to_owned()
    };
    bare(text) == bare(href)
        || bare(text)
            .strip_suffix('…')
            .is_some_and(|start| bare(href).starts_with(start) && start.len() > 8)
}

/// Adds words; all white space between them is one space.
fn say(text: &str, out: &mut String) {
    let mut spaced = String::with_capacity(text.len());
    for letter in text.chars() {
        let space = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        if !space {
            spaced.push(letter);
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    let begins_line = out.is_empty() || out.ends_with(['\n', ' ']);
    let text = if begins_line {
        spaced.trim_start_matches(' ')
    } else {
        &spaced
    };
    out.push_str(&escape::words(text, out.chars().next_back()));
}

/// A picture in words is its name; any other is shown.
fn picture(element: &Element, out: &mut String) {
    let alt = element.alt.as_deref().unwrap_or_default();
    let target = element.src.as_deref().and_then(escape::target);
    let emoji = alt.starts_with(':') && alt.ends_with(':') && alt.len() > 2;
    match target {
        Some(target) if !emoji => {
            let words = escape::words(alt, None).replace('\n', " ");
            out.push_str(&format!("![{words}]({target})"));
        }
        Some(_) | None => say(alt, out),
    }
}

/// Code within a line: between more backticks than are in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Code on lines of its own.
fn fenced(element: &Element) -> Option<String> {
    let mut text = String::new();
    keep_lines(&element.children, &mut text);
    let text = text.trim_matches('\n');
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    (!text.trim().is_empty()).then(|| format!("{fence}\n{text}\n{fence}"))
}

fn keep_lines(nodes: &[Node], into: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => into.push_str(text),
            Node::Element(element) if element.is("br") => into.push('\n'),
            Node::Element(element) => keep_lines(&element.children, into),
        }
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// Every line of a text behind a sign: the first behind another one than those after it.
fn prefixed(text: &str, first: &str, other: &str) -> Option<String> {
    let lines = text.lines().enumerate().map(|(at, line)| {
        let sign = if at == 0 { first } else { other };
        format!("{sign}{line}").trim_end().to_owned()
    });
    (!text.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n"))
}
