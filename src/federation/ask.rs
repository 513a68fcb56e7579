//! One GET to another pod: what its status means, and how much of the answer is read.

use url::Url;

use super::Undone;
use crate::outbound::{Patience, Want, may_pass};
use crate::pod::Pod;
use crate::wire::discovery::LONGEST_ANSWER;

/// For documents about people and pods.
pub(super) const DOCUMENT: Want = Want {
    accept: "application/jrd+json, application/json, text/html;q=0.9, */*;q=0.1",
    most_bytes: LONGEST_ANSWER as u64,
    range: None,
    patience: Patience::PAGE,
};

/// Has something from another pod: nothing from one that is blocked, wherever the way to it begins.
pub(super) async fn get(pod: &Pod, address: &str, want: &Want) -> Result<Vec<u8>, Undone> {
    let url = Url::parse(address).map_err(|_| Undone::Reject("this is no address".to_owned()))?;
    let blocks = pod.blocks().await?;
    let refuses = |to: &Url| blocks.cover_address(to.as_str());
    let answer = pod.outbound.get_unless(&url, want, &refuses).await?;
    match answer.status {
        200..300 => Ok(answer.body.whole().await?),
        status if may_pass(status) => Err(Undone::Retry(format!("the other pod answers {status}"))),
        status => Err(Undone::Reject(format!("the other pod answers {status}"))),
    }
}
