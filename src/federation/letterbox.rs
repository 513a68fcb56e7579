//! Where letters and activities lie until they are written down, as many in one act as have come meanwhile. Who sends is answered when theirs
//! is on disk.

use std::sync::{Arc, Mutex as Held};

use entity::received;
use entity::write::inbox::{self, Came};
use sea_orm::EntityTrait;
use tokio::sync::{Mutex, oneshot};

use crate::error::{Fault, Outcome};
use crate::pod::Pod;

/// Letters written down in one act.
const MOST: usize = 64;

/// Letters that are not on disk yet.
#[derive(Default)]
pub(super) struct Letterbox {
    lying: Held<Vec<Lying>>,
    writing: Arc<Mutex<()>>,
}

/// What has come.
#[derive(Clone, Debug)]
pub(super) enum Post {
    /// From a pod of diaspora*.
    Letter(Box<received::ActiveModel>),
    /// From an actor.
    Activity(Came),
}

/// A letter, and who waits for it.
struct Lying {
    post: Post,
    written: oneshot::Sender<bool>,
}

/// Returns when the letter is on disk.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn put(pod: &Pod, post: Post) -> Outcome<()> {
    let (written, on_disk) = oneshot::channel();
    let lying = Lying { post, written };
    pod.desk.letterbox.lying().push(lying);
    // In a task of its own, so that a sender who goes away takes no letters of others along. Each takes what has come until it
    // is its turn, so there are always enough of them.
    tokio::spawn(empty(pod.clone()));
    match on_disk.await {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(Fault::new("a letter could not be written down").into()),
    }
}

async fn empty(pod: Pod) {
    let writing = pod.desk.letterbox.writing.clone();
    let _turn = writing.lock().await;
    let some: Vec<Lying> = {
        let mut lying = pod.desk.letterbox.lying();
        let many = lying.len().min(MOST);
        lying.drain(..many).collect()
    };
    if some.is_empty() {
        return;
    }
    let all: Vec<Post> = some.iter().map(|lying| lying.post.clone()).collect();
    let together = write(&pod, &all).await;
    for Lying { post, written } in some {
        // What cannot be written with others may be so by itself: somebody may have left meanwhile.
        let done = together || write(&pod, &[post]).await;
        // Who has gone away waits for no answer.
        written.send(done).ok();
    }
}

async fn write(pod: &Pod, all: &[Post]) -> bool {
    let (mut letters, mut activities) = (Vec::new(), Vec::new());
    for post in all {
        match post {
            Post::Letter(row) => letters.push((**row).clone()),
            Post::Activity(came) => activities.push(came.clone()),
        }
    }
    let written = pod.act(async |tx| {
        if !letters.is_empty() {
            received::Entity::insert_many(letters)
                .exec_without_returning(tx.sql())
                .await?;
        }
        let now = tx.now();
        inbox::store(tx.sql(), activities, now).await?;
        tx.arrived();
        Ok(())
    });
    match written.await {
        Ok(()) => true,
        Err(why) => {
            tracing::warn!(?why, "letters could not be written down");
            false
        }
    }
}

impl Letterbox {
    fn lying(&self) -> std::sync::MutexGuard<'_, Vec<Lying>> {
        self.lying.lock().expect("no panic while holding it")
    }
}
