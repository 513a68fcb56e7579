//! Base58 in the alphabet of Bitcoin, as Multikeys are written (`z…`).

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Letters of the longest text that is read: an RSA key of 8192 bits. Time grows with the square.
const LONGEST: usize = 1_500;

/// Writes bytes.
pub(super) fn encode(bytes: &[u8]) -> String {
    let digits = convert(bytes.iter().copied(), 256, 58);
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let letters = std::iter::repeat_n(0, zeros).chain(digits);
    letters.map(|digit| char::from(ALPHABET[usize::from(digit)])).collect()
}

/// Reads bytes; none when a letter is none of the alphabet.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let digit = |letter: u8| ALPHABET.iter().position(|known| *known == letter);
    let digits: Option<Vec<u8>> = text
        .bytes()
        .map(|letter| digit(letter).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits?;
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    let mut bytes = vec![0; zeros];
    bytes.extend(convert(digits.into_iter(), 58, 256));
    Some(bytes)
}

/// A number in digits of another base, the highest first, without zeros before it.
fn convert(digits: impl Iterator<Item = u8>, from: u32, to: u32) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    for digit in digits {
        let mut carry = u32::from(digit);
        for place in &mut out {
            carry += u32::from(*place) * from;
            *place = low(carry % to);
            carry /= to;
        }
        while carry > 0 {
            out.push(low(carry % to));
            carry /= to;
        }
    }
    out.reverse();
    out
}

fn low(digit: u32) -> u8 {
    u8::try_from(digit).unwrap_or_default()
}
