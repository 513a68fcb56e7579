//! Bytes as text.

/// In lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// From hexadecimal digits, spaces around them left out; none when they are something else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim().as_bytes();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    (digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit))
        .then(|| digits.chunks(2).map(pair).collect())
        .flatten()
}

/// In base64url without padding (RFC 4648, section 5).
pub fn base64url(bytes: &[u8]) -> String {
    openssl::base64::encode_block(bytes)
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// From base64url, with or without padding; none when it is something else.
pub fn unbase64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !text.bytes().all(plain) {
        return None;
    }
    let padding = "=".repeat((4 - text.len() % 4) % 4);
    openssl::base64::decode_block(&(text.replace('-', "+").replace('_', "/") + &padding)).ok()
}
