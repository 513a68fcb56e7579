//! What every answer says to the browser: talk to nobody else, run nothing that is not ours, keep nothing of what is
//! private (security.md, section 5; ASVS V3).

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Header;
use rocket::{Request, Response, async_trait};

use crate::pod::Pod;

/// No third party, no inline script or style, no frames.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; \
    worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'none'; \
    object-src 'none'; require-trusted-types-for 'script'; trusted-types samara";

/// An answer says here which server may be in a frame of its page; it does not leave the pod.
pub const FRAMING: &str = "X-Samara-Framing";

/// The policy of a page in which one other server is in a frame, and no more than that.
fn policy(origin: &str) -> String {
    CONTENT_SECURITY_POLICY.replace("frame-src 'none'", &format!("frame-src {origin}"))
}

const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), \
    gyroscope=(), microphone=(), midi=(), payment=(), usb=()";

/// Those that a file may have of its own.
const OF_FILES: [&str; 2] = ["Content-Security-Policy", "Cross-Origin-Resource-Policy"];

/// A body of this many bytes may not have been read to its end by who refuses it.
const LONG: u64 = 16 * 1024;

fn long(request: &Request<'_>) -> bool {
    let headers = request.headers();
    match headers.get_one("Content-Length").map(str::parse::<u64>) {
        Some(Ok(length)) => length > LONG,
        Some(Err(_)) => true,
        None => headers.contains("Transfer-Encoding"),
    }
}

/// Sets them on every answer, errors and redirects included.
pub struct Headers;

#[async_trait]
impl Fairing for Headers {
    fn info(&self) -> Info {
        Info {
            name: "security headers",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        // One page lets one other server into a frame: see `Reply::framing`.
        let framing = response.headers().get_one(FRAMING).map(policy);
        response.remove_header(FRAMING);
        // A file has a stricter one; one of another server is the same for everybody.
        if !response.headers().contains("Content-Security-Policy") {
            let policy = framing.unwrap_or_else(|| CONTENT_SECURITY_POLICY.to_owned());
            response.set_header(Header::new("Content-Security-Policy", policy));
        }
        if !request.uri().path().starts_with("/media/") {
            response.set_header(Header::new(
                "Vary",
                "Accept, Cookie, Accept-Language, Signature, Signature-Input, X-Fragment",
            ));
        }
        let fixed = [
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("X-XSS-Protection", "0"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Origin-Agent-Cluster", "?1"),
            ("Permissions-Policy", PERMISSIONS),
        ];
        for (name, value) in fixed {
            // Files that people have sent are held tighter, and those for other pods may be shown there.
            let own = OF_FILES.contains(&name) && response.headers().contains(name);
            if !own {
                response.set_header(Header::new(name, value));
            }
        }
        if !response.headers().contains("Cache-Control") {
            response.set_header(Header::new("Cache-Control", "no-store"));
        }
        response.remove_header("Server");
        if response.status().code >= 400 && long(request) {
            // What was not read of it would be in the way of the next request, on which the connection would break.
            response.set_header(Header::new("Connection", "close"));
        }
        let secure = request.rocket().state::<Pod>().is_some_and(|pod| pod.settings.secure());
        if secure {
            response.set_header(Header::new("Strict-Transport-Security", "max-age=31536000"));
        }
    }
}
