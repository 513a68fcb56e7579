//! QR codes as SVG, drawn by us, so that no secret goes to anybody else's server.
//!
//! It knows text and squares only.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// The white edge that a reader needs, in squares.
const EDGE: i32 = 4;

/// The text as a picture for a page, black on white in every theme; nothing when the text is too long (about 2 KB).
/// The title tells those who do not see it what it is.
pub fn svg(text: &str, title: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * EDGE;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + EDGE, y + EDGE).expect("writing to a string cannot fail");
            }
            x += run.max(1);
        }
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Some(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         shape-rendering=\"crispEdges\"><title>{title}</title><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}
