//! One letter of a batch, step by step, and the arithmetic of many of them side by side.

use std::sync::{Arc, Mutex};

use entity::received;
use futures_util::future::join_all;

use super::super::Undone;
use super::super::keyring::Sender;
use crate::arithmetic;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::{
    Arrival, Envelope, Known, Opened, PrivateKey, PublicKey, Received, Rejected, Related, Route, Sealed,
};

/// A letter on its way through the batch.
pub(super) struct Letter {
    /// As it was stored.
    pub(super) row: Arc<received::Model>,
    /// Who says to have sent it, once that was read.
    pub(super) from: Option<Handle>,
    /// They, as they were known when the batch was opened: what somebody forges in their name changes nothing for the others.
    pub(super) sender: Option<Sender>,
    pub(super) step: Step,
}

/// How far a letter is.
pub(super) enum Step {
    /// It came; how, and with which key it opens.
    Came(Result<(Route, Option<PrivateKey>), Rejected>),
    /// Whoever says to have sent it is looked up.
    Read(Envelope, Route),
    /// The sender has signed it; what it belongs to is looked up.
    Arrived(Arrival),
    /// All that has to be known is.
    Related(Arrival, Option<Related>, Option<PublicKey>),
    /// It was judged.
    Judged(Box<Received>),
    /// It will never be taken.
    Rejected(String),
    /// It needs more than this pod knows.
    Alone,
}

/// Does the arithmetic of letters on as many threads as there are processors, and gives them back in their order. Each takes the next
/// one when it is done with its last: a thread that shares its processor with the batch before has fewer of them, and none waits.
pub(super) async fn side_by_side(
    letters: Vec<Letter>,
    step: impl Fn(&Pod, Letter) -> Letter + Copy + Send + 'static,
    pod: &Pod,
) -> Result<Vec<Letter>, Undone> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(letters.len());
    let lying = Arc::new(Mutex::new(letters.into_iter().enumerate()));
    let running = (0..threads).map(|_| {
        let (pod, lying) = (pod.clone(), lying.clone());
        arithmetic::done(move || {
            let next = || lying.lock().expect("no panic while holding it").next();
            let mine = std::iter::from_fn(next).map(|(at, letter)| (at, step(&pod, letter)));
            mine.collect::<Vec<_>>()
        })
    });
    let mut all = Vec::new();
    for some in join_all(running).await {
        all.extend(some?);
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, letter)| letter).collect())
}

impl Letter {
    /// Unseals it, and reads who says to have sent it.
    pub(super) fn read(mut self) -> Self {
        let Step::Came(door) = self.step else { return self };
        let read = door.and_then(|(route, key)| {
            let envelope = match key {
                Some(key) => Envelope::read(&Sealed::read(self.row.body.as_bytes())?.open(&key)?)?,
                None => Envelope::read(self.row.body.as_bytes())?,
            };
            Ok((envelope, route))
        });
        self.step = match read {
            Ok((envelope, route)) => {
                self.from = Some(envelope.sender().clone());
                Step::Read(envelope, route)
            }
            Err(why) => Step::Rejected(why.to_string()),
        };
        self
    }

    /// Verifies the signature of its sender, and reads what is within. A key that does not fit may be an old one.
    pub(super) fn opened(mut self, pod: &Pod) -> Self {
        let Step::Read(envelope, route) = self.step else {
            return self;
        };
        self.step = match &self.sender {
            None => Step::Alone,
            Some(sender) => {
                let handle = envelope.sender().clone();
                match envelope
                    .open(&sender.key)
                    .and_then(|opened: Opened| opened.arrival(route))
                {
                    Ok(arrival) => Step::Arrived(arrival),
                    Err(why) if why.stale_key() => {
                        pod.keyring.forget(&handle);
                        Step::Alone
                    }
                    Err(why) => Step::Rejected(why.to_string()),
                }
            }
        };
        self
    }

    /// Verifies whatever else is signed, and judges.
    pub(super) fn judged(mut self, pod: &Pod) -> Self {
        let Step::Related(arrival, related, key) = self.step else {
            return self;
        };
        let signer = arrival.signer(related.as_ref()).cloned();
        let known = Known {
            related: related.as_ref(),
            key: key.as_ref(),
        };
        self.step = match arrival.verify(known) {
            Ok(received) => Step::Judged(Box::new(received)),
            Err(why) if why.stale_key() => {
                if let Some(signer) = signer {
                    pod.keyring.forget(&signer);
                }
                Step::Alone
            }
            Err(why) => Step::Rejected(why.to_string()),
        };
        self
    }
}
