//! Where a form may send someone afterwards: only to another page of this pod.
//!
//! A `return to` that names another site makes our sign-in page the front of somebody else's. Browsers read `//`,
//! `/\` and encoded slashes in surprising ways, so all of them are refused rather than mended.

use url::Url;

const LONGEST: usize = 2048;

/// Gives the target back when it is a plain path of this pod, with a query if it likes.
pub fn local(target: &str) -> Option<&str> {
    let printable = target.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if !printable || !target.starts_with('/') || target.len() > LONGEST {
        return None;
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    (is_plain(path) && stays(target, path)).then_some(target)
}

/// No second reading: no empty or dotted segment, no encoded slash, dot, per cent or control character.
fn is_plain(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let encoded = ["%2f", "%5c", "%2e", "%25", "%7f"]
        .iter()
        .any(|code| lower.contains(code));
    let control = lower.contains("%0") || lower.contains("%1");
    let odd_segment = path[1..].split('/').any(|segment| segment == "." || segment == "..");
    !encoded && !control && !odd_segment && !path.contains("//")
}

/// Asks a second judge: resolved the way a browser does it, host and path are still ours.
fn stays(target: &str, path: &str) -> bool {
    let Ok(base) = Url::parse("https://pod.invalid/") else {
        return false;
    };
    base.join(target)
        .is_ok_and(|url| url.origin() == base.origin() && url.path() == path)
}
