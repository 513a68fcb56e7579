//! How the longer values of settings are read from their text. `None`: it is no such value.

use std::net::IpAddr;

use url::Url;

use super::kinds::Secret;
use super::table::parsed;

pub(super) fn pod_address(value: &str) -> Option<Url> {
    let url: Url = parsed(value)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let open = url.username().is_empty() && url.password().is_none();
    let named = url.host_str().is_some_and(|host| !host.is_empty());
    (matches!(url.scheme(), "http" | "https") && named && bare && open).then_some(url)
}

pub(super) fn database(value: &str) -> Option<Secret> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    (value.is_empty()
        || known
            .iter()
            .any(|start| value.starts_with(start) && value.len() > start.len()))
    .then(|| Secret::new(value))
}

pub(super) fn secret_url(value: &str, schemes: &[&str]) -> Option<Option<Secret>> {
    if value.is_empty() {
        return Some(None);
    }
    let url: Url = parsed(value)?;
    let named = url.host_str().is_some_and(|host| !host.is_empty());
    (named && schemes.contains(&url.scheme())).then(|| Some(Secret::new(value.trim())))
}

pub(super) fn shown(secret: &Option<Secret>) -> String {
    secret.as_ref().map(Secret::hidden).unwrap_or_default()
}

pub(super) fn sender(value: &str) -> Option<String> {
    let value = value.trim();
    (value.is_empty() || value.parse::<lettre::Address>().is_ok()).then(|| value.to_owned())
}

pub(super) fn addresses(value: &str) -> Option<Vec<IpAddr>> {
    value
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(parsed)
        .collect()
}
