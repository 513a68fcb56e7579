//! The two dialects of base64 that the protocol reads: a strict one for the parts of an envelope, a lenient one for
//! signatures within entities and for sealed envelopes.
//!
//! Both are read as the protocol's reference reads them; what is written is plain RFC 4648, padded.

use openssl::base64::{decode_block, encode_block};

/// In the URL-safe alphabet, padded.
pub fn url_safe(bytes: &[u8]) -> String {
    encode_block(bytes).replace('+', "-").replace('/', "_")
}

/// In the standard alphabet, padded, without line breaks.
pub fn standard(bytes: &[u8]) -> String {
    encode_block(bytes)
}

/// Reads either alphabet, with the whole padding or none. White space, any other letter, spare bits that are not zero:
/// none.
pub fn read_strict(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let needed = (4 - bare.len() % 4) % 4;
    let fits = needed != 3 && (padding == 0 || padding == needed);
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    if !fits || !bare.bytes().all(letters) {
        return None;
    }
    let bytes = decode(bare.replace('-', "+").replace('_', "/"));
    (standard(&bytes).trim_end_matches('=') == bare.replace('-', "+").replace('_', "/")).then_some(bytes)
}

/// Reads the standard alphabet up to the first `=`, and skips every other letter. Never fails.
pub fn read_lenient(text: &str) -> Vec<u8> {
    let letters = text.bytes().take_while(|byte| *byte != b'=');
    let known: String = letters
        .filter(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte))
        .map(char::from)
        .collect();
    decode(known)
}

/// Letters of the standard alphabet without padding; a single one left over says nothing.
fn decode(mut letters: String) -> Vec<u8> {
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    letters.push_str(&"=".repeat((4 - letters.len() % 4) % 4));
    decode_block(&letters).unwrap_or_default()
}
