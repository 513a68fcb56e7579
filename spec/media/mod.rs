//! Files of other servers: fetched once, checked, written anew, kept within a bound.

mod bounds;
mod fetch;
mod key;
mod room;

use std::path::Path;
use std::time::Duration;

use samara::media::{Asked, Had, Patiences, Variant, have};
use samara::outbound::Patience;
use samara::pod::Pod;

pub use crate::support::photo::noise;
use crate::support::photo::picture;
use crate::support::{Origin, TestPod};

/// A plain picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, 80)
}

/// A pod that reaches this server, with less patience than outside of specs.
pub async fn reaching(origin: &Origin, settings: &[(&str, &str)]) -> TestPod {
    let also = origin.address().to_string();
    // A page waits until the server has answered or failed, so that no spec depends on how busy this machine is.
    let mut all = vec![("reachable_also", also.as_str()), ("media.patience", "30000")];
    all.extend_from_slice(settings);
    let pod = TestPod::with(&all).await;
    hurry(&pod);
    pod
}

/// Waits for other servers for a moment only.
pub fn hurry(pod: &Pod) {
    wait(pod, Duration::from_secs(2), Duration::from_secs(6));
}

/// Lets it wait for other servers for longer than any spec lasts.
pub fn wait_long(pod: &Pod) {
    wait(pod, Duration::from_secs(600), Duration::from_secs(600));
}

fn wait(pod: &Pod, headers: Duration, whole: Duration) {
    let patience = Patience { headers, whole };
    pod.media.set_patience(Patiences {
        picture: patience,
        recording: patience,
    });
}

/// What there is of something.
pub async fn had(pod: &Pod, origin: &Origin, path: &str) -> Had {
    let url = origin.url(path).to_string();
    let variant = Variant::S700;
    have(pod, Asked { variant, url }).await.unwrap()
}

/// The files of other servers that are in a pod's folder: path and length.
pub fn files(pod: &Pod) -> Vec<(String, u64)> {
    fn collect(folder: &Path, into: &mut Vec<(String, u64)>) {
        let Ok(found) = std::fs::read_dir(folder) else { return };
        for entry in found.flatten() {
            if entry.path().is_dir() {
                collect(&entry.path(), into);
            } else {
                into.push((entry.path().display().to_string(), entry.metadata().unwrap().len()));
            }
        }
    }
    let mut all = Vec::new();
    collect(&pod.settings.data.join("files"), &mut all);
    all.retain(|(path, _)| path.contains("/media/"));
    all
}

/// All that they take.
pub fn size(pod: &Pod) -> u64 {
    files(pod).iter().map(|(_, bytes)| bytes).sum()
}
