//! The few structured fields (RFC 9651) that signatures and digests are written in: dictionaries of byte sequences, and of
//! lists of strings with parameters. What is read is strict; anything else of the standard is not read at all.

use crate::wire::diaspora::base64;

/// Bytes of the longest field that is read.
const LONGEST: usize = 8_192;
/// The most entries of a dictionary, a list or a set of parameters.
const MOST: usize = 32;

/// A list of strings with parameters: the inner list of `Signature-Input`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) names: Vec<String>,
    pub(super) parameters: Vec<(String, Bare)>,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    Number(String),
    Text(String),
}

impl List {
    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find_map(|(own, value)| match value {
            Bare::Text(text) if own == name => Some(text.as_str()),
            Bare::Text(_) | Bare::Number(_) => None,
        })
    }

    /// The digits of a parameter.
    pub(super) fn number(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find_map(|(own, value)| match value {
            Bare::Number(digits) if own == name => Some(digits.as_str()),
            Bare::Text(_) | Bare::Number(_) => None,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|(own, _)| own == name)
    }

    /// The list in the one form in which it is signed (RFC 9421, 2.3).
    pub(super) fn written(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| quoted(name)).collect();
        let mut out = format!("({})", names.join(" "));
        for (name, value) in &self.parameters {
            let value = match value {
                Bare::Number(digits) => digits.clone(),
                Bare::Text(text) => quoted(text),
            };
            out.push_str(&format!(";{name}={value}"));
        }
        out
    }
}

/// A string with its quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Reads `name=:base64:` entries, each name once.
pub(super) fn byte_dictionary(field: &str) -> Option<Vec<(String, Vec<u8>)>> {
    dictionary(field, |reader| {
        reader.take(':')?;
        let (text, rest) = reader.0.split_once(':')?;
        reader.0 = rest;
        base64::read_strict(text)
    })
}

/// Reads `name=("a" "b");parameter=value` entries, each name once.
pub(super) fn list_dictionary(field: &str) -> Option<Vec<(String, List)>> {
    dictionary(field, |reader| reader.list())
}

fn dictionary<V>(field: &str, value: impl Fn(&mut Reader<'_>) -> Option<V>) -> Option<Vec<(String, V)>> {
    if field.len() > LONGEST || !field.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let mut reader = Reader(field.trim());
    let mut entries: Vec<(String, V)> = Vec::new();
    loop {
        let name = reader.key()?;
        reader.take('=')?;
        let twice = entries.iter().any(|(own, _)| *own == name);
        if twice || entries.len() >= MOST {
            return None;
        }
        entries.push((name, value(&mut reader)?));
        reader.space();
        if reader.0.is_empty() {
            return Some(entries);
        }
        reader.take(',')?;
        reader.space();
    }
}

struct Reader<'f>(&'f str);

impl Reader<'_> {
    fn take(&mut self, letter: char) -> Option<()> {
        self.0 = self.0.strip_prefix(letter)?;
        Some(())
    }

    fn space(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }

    fn key(&mut self) -> Option<String> {
        let belongs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.*".contains(c);
        let end = self.0.find(|c| !belongs(c)).unwrap_or(self.0.len());
        let (key, rest) = self.0.split_at(end);
        let fits = key.starts_with(|c: char| c.is_ascii_lowercase() || c == '*');
        self.0 = rest;
        fits.then(|| key.to_owned())
    }

    fn string(&mut self) -> Option<String> {
        self.take('"')?;
        let mut text = String::new();
        let mut letters = self.0.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.0 = &self.0[at + 1..];
                    return Some(text);
                }
                '\\' => text.push(
                    letters
                        .next()
                        .map(|(_, next)| next)
                        .filter(|next| "\\\"".contains(*next))?,
                ),
                other => text.push(other),
            }
        }
        None
    }

    fn list(&mut self) -> Option<List> {
        self.take('(')?;
        let mut names: Vec<String> = Vec::new();
        loop {
            self.0 = self.0.trim_start_matches(' ');
            if self.0.starts_with(')') {
                break;
            }
            let name = self.string()?;
            // A parameter here would change what is meant by the name; none of the few that exist is needed.
            let ends = self.0.starts_with([' ', ')']);
            if !ends || names.contains(&name) || names.len() >= MOST {
                return None;
            }
            names.push(name);
        }
        self.take(')')?;
        let parameters = self.parameters()?;
        Some(List { names, parameters })
    }

    fn parameters(&mut self) -> Option<Vec<(String, Bare)>> {
        let mut parameters: Vec<(String, Bare)> = Vec::new();
        while let Some(rest) = self.0.strip_prefix(';') {
            self.0 = rest.trim_start_matches(' ');
            let name = self.key()?;
            self.take('=')?;
            let value = if self.0.starts_with('"') {
                Bare::Text(self.string()?)
            } else {
                let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
                let (digits, rest) = self.0.split_at(end);
                let fits = !digits.is_empty() && digits.len() <= 15 && (digits == "0" || !digits.starts_with('0'));
                self.0 = rest;
                Bare::Number(fits.then(|| digits.to_owned())?)
            };
            let twice = parameters.iter().any(|(own, _)| *own == name);
            if twice || parameters.len() >= MOST {
                return None;
            }
            parameters.push((name, value));
        }
        Some(parameters)
    }
}
