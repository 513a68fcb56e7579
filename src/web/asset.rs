//! Stylesheets, scripts and icons: served from memory under an address that changes with their content, so that a
//! browser may keep them for ever.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use rocket::http::{ContentType, Header, Status};
use rocket::response::Responder;
use rocket::{Request, Response, Route, get, routes};

use super::embedded;
use crate::wire::bytes::hex;

struct Assets {
    version: String,
    files: HashMap<String, Vec<u8>>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut files: HashMap<String, Vec<u8>> = embedded::public().into_iter().collect();
    let all = joined(&files);
    files.insert("css/all.css".to_owned(), all);
    let mut names: Vec<&String> = files.keys().collect();
    names.sort();
    let mut hash = openssl::sha::Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update(&files[name]);
    }
    let version = hex(&hash.finish()[..6]);
    Assets { version, files }
});

/// The components of the stylesheet in the order of `css/order.txt`: one request instead of thirty.
fn joined(files: &HashMap<String, Vec<u8>>) -> Vec<u8> {
    let order = files
        .get("css/order.txt")
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .unwrap_or_default();
    let names = order
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut all = Vec::new();
    for name in names {
        let name = name.trim_end_matches(".css");
        if let Some(bytes) = files.get(&format!("css/{name}.css")) {
            all.extend_from_slice(bytes);
            all.push(b'\n');
        }
    }
    all
}

/// Where a file of `public/` is to be had.
pub fn address(path: &str) -> String {
    format!("/assets/{}/{path}", ASSETS.version)
}

/// The text of a file of `public/`; empty when there is none.
pub fn text(path: &str) -> String {
    let bytes = ASSETS.files.get(path).map(Vec::as_slice).unwrap_or_default();
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of `public/`.
pub struct Asset {
    content_type: ContentType,
    bytes: &'static [u8],
    /// For how long a browser may keep it.
    kept: &'static str,
}

impl<'r> Responder<'r, 'static> for Asset {
    fn respond_to(self, _: &'r Request<'_>) -> rocket::response::Result<'static> {
        Response::build()
            .status(Status::Ok)
            .header(self.content_type)
            .header(Header::new("Cache-Control", self.kept))
            .sized_body(self.bytes.len(), std::io::Cursor::new(self.bytes))
            .ok()
    }
}

/// The version is for the browser's cache only: a page that was open during an upgrade finds the new file.
#[get("/assets/<_version>/<path..>")]
fn asset(_version: &str, path: PathBuf) -> Option<Asset> {
    let bytes = ASSETS.files.get(path.to_str()?)?;
    let content_type = path
        .extension()
        .and_then(|end| ContentType::from_extension(end.to_str()?));
    Some(Asset {
        content_type: content_type.unwrap_or(ContentType::Binary),
        bytes,
        kept: "public, max-age=31536000, immutable",
    })
}

/// Where browsers and feed readers look that have read no page. The address stays when the icon changes.
#[get("/favicon.ico")]
fn favicon() -> Option<Asset> {
    Some(Asset {
        content_type: ContentType::PNG,
        bytes: ASSETS.files.get("icons/icon-192.png")?,
        kept: "public, max-age=86400",
    })
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![asset, favicon]
}
