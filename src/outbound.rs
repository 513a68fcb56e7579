//! The only HTTP client. So far the pod talks to nobody but itself: `samara health` asks whether it works.

use std::net::SocketAddr;
use std::time::Duration;

use crate::error::Fault;

/// Asks the pod that listens there whether it works. No proxy of the environment is used and no redirect followed.
///
/// # Errors
/// Nothing answers in five seconds, or not with 200.
#[allow(clippy::disallowed_methods, reason = "this is the port that opens connections")]
pub async fn health(listen: SocketAddr) -> Result<(), Fault> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(5))
        .build()
        .map_err(Fault::of)?;
    let mut address = listen;
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            [127, 0, 0, 1].into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    let answer = client
        .get(format!("http://{address}/health"))
        .send()
        .await
        .map_err(Fault::of)?;
    if answer.status().is_success() {
        Ok(())
    } else {
        Err(Fault::new(format!("the pod answers {}", answer.status())))
    }
}
