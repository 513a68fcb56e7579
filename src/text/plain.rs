//! A parsed text as words only, for places that have no markup: search, mails, titles.
//!
//! It reads like the page does: the same mentions, the description of an image, HTML as it was typed.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};

use super::dialect::Source;
use super::mention::Mention;

/// The words below a node.
pub(super) fn of(root: Node<'_>, source: &Source<'_>, mentions: &[Mention]) -> String {
    let mut page = Plain {
        out: String::new(),
        source,
        mentions,
        footnotes: 0,
    };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => page.begin(node),
            NodeEdge::End(node) => page.end(node),
        }
    }
    page.out.trim().to_owned()
}

struct Plain<'p> {
    out: String,
    source: &'p Source<'p>,
    mentions: &'p [Mention],
    footnotes: usize,
}

impl Plain<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "nodes without words of their own")]
    fn begin(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Text(text) => self.push(text),
            NodeValue::Code(code) => self.push_source(&code.literal),
            NodeValue::CodeBlock(code) => self.push_source(&code.literal),
            NodeValue::HtmlInline(html) => self.push_source(html),
            NodeValue::HtmlBlock(html) => self.push_source(&html.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.out.push('\n'),
            NodeValue::Item(item) => match item.list_type {
                ListType::Bullet => self.out.push_str("- "),
                ListType::Ordered => self.out.push_str(&format!("{}. ", item.start)),
            },
            NodeValue::TaskItem(task) => self
                .out
                .push_str(if task.symbol.is_some() { "- [x] " } else { "- [ ] " }),
            NodeValue::TableCell if node.previous_sibling().is_some() => self.out.push_str(" | "),
            NodeValue::FootnoteReference(reference) => self.out.push_str(&format!("[{}]", reference.ix)),
            NodeValue::FootnoteDefinition(_) => {
                self.footnotes += 1;
                self.out.push_str(&format!("[{}] ", self.footnotes));
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "nodes that do not end a line")]
    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                let in_item = node
                    .parent()
                    .is_some_and(|up| matches!(up.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_)));
                self.close(if in_item { "\n" } else { "\n\n" });
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::TableRow(_) => self.close("\n"),
            NodeValue::Heading(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::List(_)
            | NodeValue::Table(_) => self.close("\n\n"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let words = self.source.replace(text, |number| match self.mentions.get(number) {
            Some(mention) => format!("@{}", mention.plain_name()),
            None => String::new(),
        });
        self.out.push_str(&words);
    }

    fn push_source(&mut self, marked: &str) {
        self.out.push_str(&self.source.restore(marked));
    }

    fn close(&mut self, end: &str) {
        self.out.truncate(self.out.trim_end_matches('\n').len());
        self.out.push_str(end);
    }
}
