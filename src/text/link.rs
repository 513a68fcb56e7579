//! Where a link in a text may lead, and how it is written.
//!
//! Only the web, mail and pages of this pod. An address is taken apart and written anew, so that the browser reads
//! exactly what was judged. Anything else stays text; nothing here fetches.

use url::Url;

use super::{email::Email, redirect, thing};

/// What every link out of the pod carries: the other site learns nothing and gains nothing.
pub(super) const REL: &str = "noopener noreferrer nofollow ugc";

/// A judged address.
pub(super) enum Target {
    /// A page on the web.
    Away(String),
    /// A mailbox.
    Mail(String),
    /// A page of this pod.
    Here(String),
    /// None at all, but a moment in UTC (RFC 3339), which browsers show in the zone of whoever reads.
    Moment(String),
}

/// Judges an address. `None` is shown as text.
pub(super) fn target(raw: &str) -> Option<Target> {
    if raw.starts_with('/') {
        return redirect::local(raw).map(|path| Target::Here(path.to_owned()));
    }
    if raw.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let url = Url::parse(raw).ok()?;
    match url.scheme() {
        "http" | "https" => {
            let names_someone = !url.username().is_empty() || url.password().is_some();
            (url.has_host() && !names_someone).then(|| Target::Away(untracked(url).into()))
        }
        "mailto" => Email::parse(url.path())
            .ok()
            .map(|email| Target::Mail(format!("mailto:{email}"))),
        "time" => moment(url.path()).map(Target::Moment),
        "diaspora" | "web+diaspora" => thing::page(raw).map(Target::Here),
        _ => None,
    }
}

/// The host that a link leads to, where its words say another one: they are an address themselves.
pub(super) fn hidden_host(words: &str, target: &Target) -> Option<String> {
    let Target::Away(url) = target else { return None };
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let words = words.trim();
    let alone = !words.contains(char::is_whitespace);
    let fits = |said: &str| {
        let said = said.strip_prefix("www.").unwrap_or(said);
        said == bare || bare.ends_with(&format!(".{said}")) || said.ends_with(&format!(".{bare}"))
    };
    let other = words
        .split_whitespace()
        .filter_map(|word| said_host(word, alone))
        .any(|said| !fits(&said));
    (other && !words.contains(&format!("({host})"))).then(|| host.to_owned())
}

/// The host of a word that is an address: with its scheme or `www.`, or, where it stands alone, without.
fn said_host(word: &str, alone: bool) -> Option<String> {
    let begins = |start: &str| {
        let begin = word.get(..start.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    };
    let url = if begins("http://") || begins("https://") {
        Url::parse(word)
    } else if begins("www.") || (alone && !begins("@")) {
        Url::parse(&format!("https://{word}"))
    } else {
        return None;
    };
    let host = url.ok()?.host_str()?.to_owned();
    let (_, last) = host.rsplit_once('.')?;
    (last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(host)
}

/// What tells a site where somebody came from, or who they are, and changes nothing of what is shown.
const TRACKING: [&str; 24] = [
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mibextid",
    "mkt_tok",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "s_cid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
];

/// Without that; the rest of the question stays as it was written.
fn untracked(mut url: Url) -> Url {
    let tracks = |piece: &&str| {
        let name = piece.split('=').next().unwrap_or_default().to_ascii_lowercase();
        name.starts_with("utm_") || TRACKING.contains(&name.as_str())
    };
    let Some(query) = url.query() else { return url };
    let kept: Vec<&str> = query.split('&').filter(|piece| !tracks(piece)).collect();
    if kept.len() < query.split('&').count() {
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    url
}

/// Writes the opening tag of a link.
pub(super) fn open(target: &Target, title: &str) -> String {
    let title = if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(title))
    };
    match target {
        Target::Away(url) => format!("<a href=\"{}\"{title} rel=\"{REL}\" target=\"_blank\">", escape(url)),
        Target::Mail(url) => format!("<a href=\"{}\"{title} rel=\"{REL}\">", escape(url)),
        Target::Here(path) => format!("<a href=\"{}\"{title}>", escape(path)),
        Target::Moment(at) => format!("<time datetime=\"{at}\" data-local=\"\">"),
    }
}

/// Writes its closing tag.
pub(super) fn close(target: &Target) -> &'static str {
    match target {
        Target::Away(_) | Target::Mail(_) | Target::Here(_) => "</a>",
        Target::Moment(_) => "</time>",
    }
}

/// A moment as it is written here.
pub(super) fn moment(raw: &str) -> Option<String> {
    let at = chrono::DateTime::parse_from_rfc3339(raw).ok()?;
    Some(at.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Writes a link of our own, a mention or a tag.
pub(super) fn own(class: &str, href: &str, shown: &str) -> String {
    format!("<a class=\"{class}\" href=\"{}\">{}</a>", escape(href), escape(shown))
}

/// Escapes text for HTML, between tags or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Encodes text as one segment of a path.
pub(super) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
