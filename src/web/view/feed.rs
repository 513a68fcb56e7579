//! An Atom feed (RFC 4287), written with serde: fields whose names begin with `@` become attributes.

use entity::visible::post::Authored;
use entity::{Moment, SeenPhoto};
use serde::Serialize;
use serde_xml_rs::SerdeXml;

use super::extras::wordless;
use crate::domain::feed::Feed;
use crate::domain::post::shield::{self, Title};
use crate::error::Fault;
use crate::web::guard::Say;

#[derive(Serialize)]
#[serde(rename = "feed")]
struct Atom {
    id: String,
    title: String,
    updated: String,
    link: Vec<Link>,
    author: Author,
    generator: &'static str,
    entry: Vec<Entry>,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "@href")]
    href: String,
}

#[derive(Serialize)]
struct Author {
    name: String,
    uri: String,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    published: String,
    updated: String,
    link: Vec<Link>,
    content: Content,
}

#[derive(Serialize)]
struct Content {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "#text")]
    html: String,
}

/// What a feed asks of its pod.
pub struct Ways<'a, U, S> {
    /// Sentences in its author's language: a feed has no reader who could be asked.
    pub say: Say<'a>,
    /// The whole address of a path.
    pub url: U,
    /// HTML with addresses of this pod for what is of other servers.
    pub shown: S,
}

/// Somebody's feed as a document.
///
/// # Errors
/// It cannot be written as XML.
pub fn atom<U, S>(feed: &Feed, pod: &str, ways: &Ways<'_, U, S>) -> Result<String, Fault>
where
    U: Fn(&str) -> String,
    S: Fn(String) -> String,
{
    let url = &ways.url;
    let person = &feed.person;
    let page = url(&format!("/people/{}", person.guid));
    let username = person.handle.split('@').next().unwrap_or_default();
    let document = Atom {
        id: page.clone(),
        title: plain(&format!("{} · {pod}", person.name)),
        updated: feed.updated().iso(),
        link: vec![
            Link {
                rel: "self",
                kind: "application/atom+xml".to_owned(),
                href: url(&format!("/feeds/{username}.atom")),
            },
            Link {
                rel: "alternate",
                kind: "text/html".to_owned(),
                href: page.clone(),
            },
        ],
        author: Author {
            name: plain(&person.name),
            uri: page,
        },
        generator: "Samara",
        entry: feed
            .posts
            .iter()
            .map(|post| {
                let mut entry = entry(post, feed.root_of(post), ways);
                entry
                    .link
                    .extend(feed.photos_of(post).map(|photo| enclosure(photo, &url)));
                entry
            })
            .collect(),
    };
    SerdeXml::new()
        .default_namespace("http://www.w3.org/2005/Atom")
        .to_string(&document)
        .map_err(Fault::of)
}

fn entry<U, S>(found: &Authored, root: Option<&Authored>, ways: &Ways<'_, U, S>) -> Entry
where
    U: Fn(&str) -> String,
    S: Fn(String) -> String,
{
    let url = &ways.url;
    let post = &found.post;
    let titles = [Some(found), root].into_iter().flatten().map(heading);
    let title = titles.map(str::to_owned).find(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| wordless(&ways.say, root.unwrap_or(found)));
    let shown = root.map(|root| quoted(root, ways)).unwrap_or_default();
    let page = url(&format!("/posts/{}", post.guid));
    Entry {
        id: page.clone(),
        title: plain(&title),
        published: post.created_at.iso(),
        updated: post.edited_at.unwrap_or(post.created_at).iso(),
        link: vec![Link {
            rel: "alternate",
            kind: "text/html".to_owned(),
            href: page,
        }],
        content: Content {
            kind: "html",
            html: plain(&shielded(
                shield::sensitive(found),
                with_whole_addresses(&(ways.shown)(post.html.clone()), &url("")) + &shown,
            )),
        },
    }
}

/// A photo of a public post, at the address that ends with it.
fn enclosure(photo: &SeenPhoto, url: &impl Fn(&str) -> String) -> Link {
    Link {
        rel: "enclosure",
        kind: photo.media_type.clone(),
        href: url(&format!("/p/{}/full", photo.address)),
    }
}

/// What a feed, which has no language, calls a post whose warning has no words.
const SENSITIVE: &str = "#nsfw";

/// The title to show.
fn heading(found: &Authored) -> &str {
    match shield::title(shield::sensitive(found), &found.post.title) {
        Title::Words(words) => words,
        Title::Sensitive => SENSITIVE,
    }
}

/// Behind its warning, if it has one: to be opened first.
fn shielded(warning: Option<&str>, html: String) -> String {
    match warning {
        None => html,
        Some(words) => {
            let words = if words.is_empty() { SENSITIVE } else { words };
            format!(
                "<details><summary>{}</summary>{html}</details>",
                ammonia::clean_text(words)
            )
        }
    }
}

/// What a reshare shows, and where it is.
fn quoted<U, S>(root: &Authored, ways: &Ways<'_, U, S>) -> String
where
    U: Fn(&str) -> String,
    S: Fn(String) -> String,
{
    let url = &ways.url;
    let page = url(&format!("/posts/{}", root.post.guid));
    let html = with_whole_addresses(&(ways.shown)(root.post.html.clone()), &url(""));
    let html = shielded(shield::sensitive(root), html);
    format!("<blockquote>{html}<p><a href=\"{page}\">{page}</a></p></blockquote>")
}

/// Links within the pod as others can follow them. In rendered text `<` is always written `&lt;`, so what looks like
/// a tag is one; a link that somebody writes about is left as it was written.
fn with_whole_addresses(html: &str, root: &str) -> String {
    let root = root.trim_end_matches('/');
    let mut pieces = html.split('<');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, text) = piece.split_at(end_of_tag(piece));
        out.push('<');
        out.push_str(
            &tag.replace(" href=\"/", &format!(" href=\"{root}/"))
                .replace(" src=\"/", &format!(" src=\"{root}/")),
        );
        out.push_str(text);
    }
    out
}

/// Where a tag ends: at the first `>` that is in no attribute.
fn end_of_tag(piece: &str) -> usize {
    let mut quoted = false;
    let end = piece.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.map_or(piece.len(), |(at, _)| at)
}

/// Without what XML 1.0 has no way to write.
fn plain(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

/// A moment as HTTP writes it: `Sat, 21 Nov 2026 10:25:04 GMT`.
pub fn http_date(at: Moment) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day) = at.date();
    let (hour, minute, second) = at.time_of_day();
    let weekday = DAYS[at.seconds().div_euclid(86_400).rem_euclid(7) as usize];
    let month = MONTHS[month as usize - 1];
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}
