//! `multipart/form-data`, as far as our own forms send it (RFC 7578): text fields and files. A small form with one file,
//! called `file`, is read whole; what may be large is read bit by bit, by [`Reader`].

use rocket::tokio::io::{AsyncRead, AsyncReadExt};

/// Fields and the file. None when the body is not what its boundary says.
pub(super) type Parts = (Vec<(String, String)>, Vec<u8>);

/// Reads a whole body that is in memory already.
pub(super) fn parse(body: &[u8], boundary: &str) -> Option<Parts> {
    let fence = format!("--{boundary}").into_bytes();
    let mut fields = Vec::new();
    let mut file = Vec::new();
    let mut rest = body.get(find(body, &fence)? + fence.len()..)?;
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, &[b"\r\n", &fence[..]].concat())?;
        let (head, content) = split(&part[..end])?;
        let name = name(head)?;
        if name == "file" {
            file = content.to_vec();
        } else {
            fields.push((name, super::form::clean(content.to_vec())?));
        }
        rest = &part[end + 2 + fence.len()..];
        if fields.len() > 50 {
            return None;
        }
    }
    rest.starts_with(b"--").then_some((fields, file))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    haystack
        .windows(needle.len())
        .position(|window| window.first() == Some(first) && window == needle)
}

fn split(part: &[u8]) -> Option<(&str, &[u8])> {
    let end = find(part, b"\r\n\r\n")?;
    Some((std::str::from_utf8(&part[..end]).ok()?, &part[end + 4..]))
}

fn name(head: &str) -> Option<String> {
    let line = head
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let (_, after) = line.split_once(" name=\"")?;
    Some(after.split_once('"')?.0.to_owned())
}

/// Longest head of a part, in bytes.
const HEAD: usize = 8 * 1024;
/// Read in one go, in bytes.
const GO: usize = 64 * 1024;

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The field.
    pub(super) name: String,
    /// What the file is called where it comes from; none for a field without one.
    pub(super) file: Option<String>,
}

/// Why a body cannot be read any further.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// It is not what its boundary says, or it ends too early.
    Unreadable,
}

/// Reads a body part by part, and each part bit by bit: never more than a few reads are in memory.
pub(super) struct Reader<R> {
    from: R,
    fence: Vec<u8>,
    held: Vec<u8>,
    /// Where reading stands.
    inside: Inside,
    /// Bytes that came in.
    pub(super) read: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Before the first fence, or within a part.
    Part,
    /// A fence was read just now.
    Fence,
    /// After the last fence.
    End,
}

impl<R: AsyncRead + Unpin> Reader<R> {
    /// Of a body with this boundary.
    pub(super) fn new(from: R, boundary: &str) -> Self {
        Self {
            from,
            fence: format!("\r\n--{boundary}").into_bytes(),
            // The first fence has no line before it.
            held: b"\r\n".to_vec(),
            inside: Inside::Part,
            read: 0,
        }
    }

    /// Whether there is more.
    async fn more(&mut self) -> Result<bool, Broken> {
        let before = self.held.len();
        self.held.resize(before + GO, 0);
        let count = self.from.read(&mut self.held[before..]).await;
        let count = count.map_err(|_| Broken::Unreadable)?;
        self.held.truncate(before + count);
        self.read += count as u64;
        Ok(count > 0)
    }

    /// Reads what is left and forgets it.
    pub(super) async fn rest(&mut self) {
        self.held.clear();
        while self.more().await.unwrap_or(false) {
            self.held.clear();
        }
    }

    /// The next part; none after the last. What was left of the part before is passed over.
    pub(super) async fn part(&mut self) -> Result<Option<Head>, Broken> {
        while self.inside == Inside::Part {
            self.bit().await?;
        }
        if self.inside == Inside::End {
            return Ok(None);
        }
        while self.held.len() < 2 {
            if !self.more().await? {
                return Err(Broken::Unreadable);
            }
        }
        if self.held.starts_with(b"--") {
            self.inside = Inside::End;
            return Ok(None);
        }
        let end = loop {
            if let Some(end) = find(&self.held, b"\r\n\r\n") {
                break end;
            }
            if self.held.len() > HEAD || !self.more().await? {
                return Err(Broken::Unreadable);
            }
        };
        let head = head(&self.held[..end]).ok_or(Broken::Unreadable)?;
        self.held.drain(..end + 4);
        self.inside = Inside::Part;
        Ok(Some(head))
    }

    /// The next bit of the part; none at its end.
    pub(super) async fn bit(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        if self.inside != Inside::Part {
            return Ok(None);
        }
        loop {
            if let Some(at) = find(&self.held, &self.fence) {
                let bit: Vec<u8> = self.held.drain(..at).collect();
                if bit.is_empty() {
                    self.held.drain(..self.fence.len());
                    self.inside = Inside::Fence;
                    return Ok(None);
                }
                return Ok(Some(bit));
            }
            // The end of what is held may be the beginning of a fence.
            let sure = self.held.len().saturating_sub(self.fence.len() - 1);
            if sure >= GO / 2 {
                return Ok(Some(self.held.drain(..sure).collect()));
            }
            if !self.more().await? {
                return Err(Broken::Unreadable);
            }
        }
    }
}

fn head(bytes: &[u8]) -> Option<Head> {
    let text = String::from_utf8_lossy(bytes);
    let line = text
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let quoted = |key: &str| {
        let (_, after) = line.split_once(key)?;
        Some(after.split_once('"')?.0.to_owned())
    };
    Some(Head {
        name: quoted(" name=\"")?,
        file: quoted(" filename=\""),
    })
}
