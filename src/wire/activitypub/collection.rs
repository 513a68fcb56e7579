//! Lists of things and their pages (ActivityStreams, section 7; containers of conversations after FEP-171b).

use serde_json::Value;

use super::id::Id;
use super::item::Item;
use super::limits::MOST_ITEMS;
use super::node::Node;
use super::out::{Out, document};

/// A collection, or a page of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// Its address.
    pub id: Option<Id>,
    /// Whether its entries have an order, the newest first.
    pub ordered: bool,
    /// Whether it is a page.
    pub is_page: bool,
    /// How many entries there are in all, where that is told.
    pub total: Option<u64>,
    /// Whose it is.
    pub owner: Option<Id>,
    /// Of what its entries are, where that is told: `Activity` in a conversation (FEP-171b).
    pub holds: Option<String>,
    /// Of a page: the collection.
    pub part_of: Option<Id>,
    /// The first page.
    pub first: Option<Id>,
    /// The page after this one.
    pub next: Option<Id>,
    /// The page before this one.
    pub before: Option<Id>,
    /// The entries here; of a collection that holds its first page, the entries of that page.
    pub items: Vec<Item>,
}

impl Collection {
    /// Whether something of this type is one.
    pub(super) fn is_kind(kind: &str) -> bool {
        matches!(
            kind,
            "Collection" | "OrderedCollection" | "CollectionPage" | "OrderedCollectionPage"
        )
    }

    /// Its type on the wire.
    pub fn name(&self) -> &'static str {
        match (self.ordered, self.is_page) {
            (false, false) => "Collection",
            (true, false) => "OrderedCollection",
            (false, true) => "CollectionPage",
            (true, true) => "OrderedCollectionPage",
        }
    }

    pub(super) fn of(node: Node<'_>) -> Self {
        let ordered = node.kinds().any(|kind| kind.starts_with("Ordered"));
        let entries = |node: Node<'_>| -> Vec<Item> {
            let items = node.all("orderedItems").chain(node.all("items"));
            items.take(MOST_ITEMS).filter_map(Item::of).collect()
        };
        // A first page within the collection leads on from where it ends.
        let held = node
            .node("first")
            .filter(|page| page.get("items").or_else(|| page.get("orderedItems")).is_some());
        let mut items = entries(node);
        if items.is_empty() {
            items = held.map(entries).unwrap_or_default();
        }
        Self {
            id: node.id(),
            ordered,
            is_page: node.kinds().any(|kind| kind.ends_with("Page")),
            total: node.count("totalItems"),
            owner: node.first("attributedTo").or_else(|| node.first("actor")),
            holds: node.text("collectionOf").map(str::to_owned),
            part_of: node.first("partOf"),
            first: if held.is_some() { None } else { node.first("first") },
            next: held.and_then(|page| page.first("next")).or_else(|| node.first("next")),
            before: node.first("prev"),
            items,
        }
    }

    /// The document that is served at its address.
    pub fn json(&self) -> Value {
        document(self.body())
    }

    pub(super) fn body(&self) -> Value {
        let items = self.items.iter().map(Item::json).collect();
        Out::of(self.name())
            .text("id", self.id.as_ref())
            .text("attributedTo", self.owner.as_ref())
            .text("collectionOf", self.holds.as_ref())
            .maybe("totalItems", self.total)
            .text("partOf", self.part_of.as_ref())
            .text("first", self.first.as_ref())
            .text("next", self.next.as_ref())
            .text("prev", self.before.as_ref())
            .list(if self.ordered { "orderedItems" } else { "items" }, items)
            .end()
    }
}
