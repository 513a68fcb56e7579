//! `multipart/form-data`, as far as our own forms send it (RFC 7578): text fields, and one file called `file`.

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
    haystack.windows(needle.len()).position(|window| window == needle)
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
