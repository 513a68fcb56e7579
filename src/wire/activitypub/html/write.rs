//! From Markdown to the HTML that is sent: what a page here shows, with addresses that hold elsewhere, too.

use crate::text::markdown::{self, Links};
use crate::text::{escape, media};
use crate::wire::activitypub::Id;
use crate::wire::bytes::unbase64url;

/// Writes a text as HTML. `pod` is this pod's address without a slash at the end; `links` knows whom the text may name, by
/// addresses that hold elsewhere; `quote` is named for those who do not understand quotes.
pub fn html(text: &str, pod: &str, links: &dyn Links, quote: Option<&Id>) -> String {
    let shown = markdown::render(text, links);
    // Pictures come from where they are: the proxy of this pod is for its own people.
    let shown = media::sign(shown, |_, encoded| {
        let url = unbase64url(encoded).and_then(|bytes| String::from_utf8(bytes).ok());
        escape(&url.unwrap_or_default())
    });
    let shown = shown
        .replace(" href=\"/", &format!(" href=\"{}/", escape(pod)))
        .replace(" class=\"mention\"", " class=\"u-url mention\"")
        .replace(" class=\"hashtag\"", " class=\"mention hashtag\"");
    let shown = shown.trim_end();
    match quote {
        Some(quote) => {
            let of = escape(quote.as_str());
            format!("<p class=\"quote-inline\">RE: <a href=\"{of}\">{of}</a></p>{shown}")
        }
        None => shown.to_owned(),
    }
}
