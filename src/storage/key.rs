//! Keys, and the names that files have by them. Files are spread over two levels of folders, so that none grows endless.

use super::StorageError;

const LONGEST_KEY: usize = 200;
/// `3f/a9/`.
const SPREAD: usize = 6;

/// `3f/a9/<key>`: the two levels are the beginning of the key's digest.
pub(super) fn name(key: &str) -> Result<String, StorageError> {
    if !is_key(key) {
        return Err(StorageError::Key(key.chars().take(LONGEST_KEY).collect()));
    }
    let digest = openssl::sha::sha256(key.as_bytes());
    Ok(format!("{:02x}/{:02x}/{key}", digest[0], digest[1]))
}

/// The key of a name, if the name is one that a key has.
pub(super) fn of(found: &str) -> Option<&str> {
    let key = found.get(SPREAD..)?;
    name(key).is_ok_and(|name| name == found).then_some(key)
}

/// Letters, digits, dots, dashes and slashes; no part is empty or begins with a dot, so none leads out.
fn is_key(key: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/._-".contains(&byte);
    key.len() <= LONGEST_KEY
        && key.bytes().all(known)
        && key.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}
