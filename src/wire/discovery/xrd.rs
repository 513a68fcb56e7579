//! The XML that came before JRD: XRD documents of older pods, and host-meta, which names where such a pod has them.
//!
//! It is read; of it, only the host-meta that testers of connections look for is written.

use super::webfinger::{Jrd, Link};
use super::{LONGEST_ANSWER, Undiscovered};
use crate::wire::diaspora::xml::Element;

/// Where host-meta is, below a pod's address.
pub const HOST_META: &str = "/.well-known/host-meta";
/// What it is.
pub const MEDIA_TYPE: &str = "application/xrd+xml; charset=utf-8";
const LRDD: &str = "lrdd";

/// Reads an XRD as if it were a JRD.
///
/// # Errors
/// It is no XRD.
pub fn read(document: &[u8]) -> Result<Jrd, Undiscovered> {
    let root = Element::read(document, LONGEST_ANSWER).map_err(|_| Undiscovered::Unreadable)?;
    if root.local() != "XRD" {
        return Err(Undiscovered::Unreadable);
    }
    let texts = |name: &'static str| {
        let named = root.children.iter().filter(move |child| child.local() == name);
        named.map(|child| child.text.clone())
    };
    let links = root.children.iter().filter(|child| child.local() == "Link");
    let links = links.map(|link| {
        let attribute = |name| link.attribute(name).map(str::to_owned);
        Link {
            rel: attribute("rel").unwrap_or_default(),
            media_type: attribute("type"),
            href: attribute("href"),
            template: attribute("template"),
        }
    });
    Ok(Jrd {
        subject: texts("Subject").next().unwrap_or_default(),
        aliases: texts("Alias").collect(),
        links: links.collect(),
    })
}

/// From a host-meta the address to ask about a person.
///
/// # Errors
/// It can't be read, or names no such address.
pub fn address(host_meta: &[u8], resource: &str) -> Result<String, Undiscovered> {
    let jrd = read(host_meta)?;
    let lrdd = jrd.links.iter().find(|link| link.rel == LRDD);
    let template = lrdd.and_then(|link| link.template.as_deref());
    let template = template.filter(|template| template.contains("{uri}"));
    let template = template.ok_or(Undiscovered::Incomplete(LRDD))?;
    Ok(template.replace("{uri}", resource))
}

/// The empty host-meta of this pod: nobody looks for people in it any more.
pub fn host_meta() -> &'static str {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\"/>\n"
}
