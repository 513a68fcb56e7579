//! The back door: does the jobs that acts have caused. One exhaustive match over [`Job`], an arm for each.
//!
//! An arm may run twice, after a crash or a lost lease. Where its effects are in the database it ends with
//! [`Claimed::finish`] in the same transaction. A new job: a variant in `job.rs` and an arm here; what computes for
//! seconds also goes into [`crate::job::SLOW`].

mod digest;
mod letter;
mod photo;
mod preview;
mod reader;
mod word;

use std::sync::Arc;

use entity::{CommentId, ConversationId, PersonId, PodId, PollId, PostId, PreviewId, ScheduledPostId, UserId};

use crate::arithmetic;
use crate::domain::account::close::Left;
use crate::domain::account::keys::Standing;
use crate::domain::account::{close, keys, reset, sweep};
use crate::domain::{abroad, birthday, poll, post, telling};
use crate::error::{Fault, Refusal, Stop};
use crate::federation::{activitypub, batch, deliver, dispatch, earlier, letters, linked, named, node, receive};
use crate::job::{Done, Job};
use crate::media::{self, Variant};
use crate::pod::Pod;
use crate::queue::{self, Claimed, Work};

pub use letter::write as write_letter;

/// Does all that is due until nothing is left, one after the other. For specs and the command line.
///
/// # Errors
/// The database cannot be reached.
pub async fn drain(pod: &Pod) -> Result<u64, Fault> {
    queue::drain(&pod.db, &Arc::new(Worker::new(pod.clone()))).await
}

/// Does jobs. Give it to [`queue::Queue::start`].
pub struct Worker(Pod);

impl Worker {
    /// For a pod.
    pub fn new(pod: Pod) -> Self {
        Self(pod)
    }
}

impl Work for Worker {
    async fn each_hour(&self) -> Result<(), Fault> {
        // Several processes may say so: it stands in the queue once.
        let mut tx = self.0.db.begin().await?;
        tx.enqueue(Job::Sweep).await?;
        tx.commit().await
    }

    async fn receive(&self) -> Result<u64, Fault> {
        Ok(batch::some(&self.0).await? + activitypub::take::some(&self.0).await?)
    }

    async fn work(&self, claimed: &Claimed) -> Result<Done, Fault> {
        let Some(job) = &claimed.job else {
            return Ok(Done::Retry("it cannot be read".to_owned()));
        };
        let done = match job {
            Job::MakeKeys { user } => make_keys(&self.0, claimed, UserId(*user)).await,
            Job::Mail(mail) => letter::send(&self.0, mail, &claimed.stamp).await.map_err(Stop::Broke),
            Job::EmptyAccount { user } => empty_account(&self.0, claimed, UserId(*user)).await,
            Job::Forgotten { address } => forgotten(&self.0, claimed, address).await,
            Job::Expire { post } => expired(&self.0, claimed, PostId(*post)).await,
            Job::ShareLater { scheduled, .. } => share_later(&self.0, claimed, ScheduledPostId(*scheduled)).await,
            Job::EndPoll { poll } => ended(&self.0, claimed, PollId(*poll)).await,
            Job::Word { user, matter } => word::by_mail(&self.0, claimed, *user, *matter).await,
            Job::Push { user, device, matter } => word::by_push(&self.0, claimed, (*user, *device), *matter).await,
            Job::Digest { user, paper, .. } => digest::write(&self.0, claimed, *user, *paper).await,
            Job::Preview { preview, .. } => preview::ask(&self.0, claimed, PreviewId(*preview)).await,
            Job::DropEmoji { key } => drop_emoji(&self.0, claimed, key).await,
            Job::Birthdays => birthdays(&self.0, claimed).await,
            Job::Sweep => swept(&self.0, claimed).await,
            Job::FetchMedia { url, variant } => fetched(&self.0, claimed, url, variant).await,
            Job::EmptyMedia => empty_media(&self.0).await,
            Job::TakeFiles => photo::take(&self.0, claimed).await,
            Job::SweepFiles => photo::sweep(&self.0, claimed).await,
            Job::Dispatch { subject } => dispatch::work(&self.0, claimed, subject).await,
            Job::PassOn { subject } => arithmetic::patiently(dispatch::work(&self.0, claimed, subject)).await,
            Job::Flag {
                name,
                person,
                thing,
                note,
            } => activitypub::flag::work(&self.0, (name, PersonId(*person)), (thing.as_deref(), note)).await,
            Job::FollowAgain {
                user,
                person,
                uri,
                turn,
            } => activitypub::follow::again(&self.0, claimed, (UserId(*user), PersonId(*person)), (uri, *turn)).await,
            Job::SyncFollowers { person, url } => activitypub::sync::work(&self.0, PersonId(*person), url).await,
            Job::Deliver { pod } => deliver::work(&self.0, claimed, PodId(*pod)).await,
            Job::FetchPosts { person } => earlier::read_posts(&self.0, claimed, PersonId(*person)).await,
            Job::FetchThread { post } => earlier::read_thread(&self.0, claimed, PostId(*post)).await,
            Job::FetchLinked { author, kind, guid } => linked::work(&self.0, claimed, (author, kind, guid)).await,
            Job::FindGuest { conversation, handle } => {
                letters::find(&self.0, claimed, ConversationId(*conversation), handle).await
            }
            Job::AskPod { pod } => node::work(&self.0, claimed, PodId(*pod)).await,
            Job::FindNamed { post, comment } => {
                named::work(&self.0, claimed, PostId(*post), comment.map(CommentId)).await
            }
            Job::MovePhotos { below, photos } => move_photos(&self.0, claimed, below, photos).await,
            Job::EmptyAbroad { person } => empty_abroad(&self.0, claimed, PersonId(*person)).await,
        };
        match done {
            Ok(done) => Ok(done),
            Err(Stop::Broke(fault)) => Err(fault),
            Err(Stop::Refused(Refusal::NotFound)) => Ok(Done::Reject("what it is about is gone".to_owned())),
            Err(Stop::Refused(refusal)) => Ok(Done::Reject(format!("{refusal:?}"))),
        }
    }
}

/// Makes the keys of an account and writes them with the job's end; those that are there are locked if they are not.
async fn make_keys(pod: &Pod, claimed: &Claimed, user: UserId) -> Result<Done, Stop> {
    match keys::standing(pod.db.read(), user).await? {
        Standing::Locked => return Ok(Done::Done),
        Standing::Open => {
            let mut tx = pod.db.begin().await?;
            keys::lock(&mut tx, &pod.vault, user).await?;
            claimed.finish(&mut tx).await?;
            tx.commit().await?;
            return Ok(Done::Done);
        }
        Standing::Missing => {}
    }
    let made = tokio::task::spawn_blocking(|| {
        Ok::<_, Fault>((keys::generate(keys::IDENTITY_BITS)?, keys::generate(keys::ACTOR_BITS)?))
    });
    let (identity, actor) = made.await.map_err(Fault::of)??;
    let mut tx = pod.db.begin().await?;
    keys::keep(&mut tx, &pod.vault, user, identity, actor).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Empties a closed account by one piece, each in a transaction of its own. The picture's files go before the row
/// that names them, so that a crash in between leaves the name for the next try.
async fn empty_account(pod: &Pod, claimed: &Claimed, user: UserId) -> Result<Done, Stop> {
    if let Err(undone) = dispatch::farewell(pod, user).await {
        return undone.done();
    }
    let mut tx = pod.db.begin().await?;
    let left = close::empty_some(&mut tx, user).await?;
    tx.commit().await?;
    match left {
        Left::Nothing => return Ok(Done::Done),
        Left::Rows => return Ok(Done::More),
        Left::Picture(None) => {}
        Left::Picture(Some(key)) => remove_picture(pod, &key).await?,
    }
    let mut tx = pod.db.begin().await?;
    close::empty_last(&mut tx, user).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Removes a piece of what somebody of another pod has left.
async fn move_photos(pod: &Pod, claimed: &Claimed, below: &str, photos: &[String]) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    for photo in photos {
        post::arrive::photo_moved(&mut tx, photo, below).await?;
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn empty_abroad(pod: &Pod, claimed: &Claimed, person: PersonId) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    let more = abroad::empty_some(&mut tx, person).await?;
    if !more {
        claimed.finish(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(if more { Done::More } else { Done::Done })
}

/// Removes the files of a picture; those that are gone already are no error.
async fn remove_picture(pod: &Pod, key: &str) -> Result<(), Fault> {
    for file in picture_files(key) {
        pod.storage.delete(&file).await.map_err(Fault::of)?;
    }
    Ok(())
}

/// Where the sizes of a picture are kept, and the picture itself.
fn picture_files(key: &str) -> Vec<String> {
    let sizes = crate::image::SIZES.iter().map(|size| format!("avatars/{key}/{size}"));
    sizes.chain([format!("avatars/{key}/original")]).collect()
}

/// Removes the file of an emoji; one that is gone already is no error.
async fn drop_emoji(pod: &Pod, claimed: &Claimed, key: &str) -> Result<Done, Stop> {
    pod.storage.delete(&format!("emoji/{key}")).await.map_err(Fault::of)?;
    let mut tx = pod.db.begin().await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn expired(pod: &Pod, claimed: &Claimed, post: PostId) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    post::expire(&mut tx, post).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Shares what has waited. What cannot be shared leaves nothing behind but the reason, in a transaction of its own.
async fn share_later(pod: &Pod, claimed: &Claimed, scheduled: ScheduledPostId) -> Result<Done, Stop> {
    let host = pod.settings.host();
    let mut tx = pod.db.begin().await?;
    match post::scheduled::come(&mut tx, &host, scheduled).await {
        Ok(()) => {}
        Err(Stop::Refused(refusal)) => {
            drop(tx);
            tx = pod.db.begin().await?;
            post::scheduled::refuse(&mut tx, scheduled, &refusal).await?;
        }
        Err(stop @ Stop::Broke(_)) => return Err(stop),
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn ended(pod: &Pod, claimed: &Claimed, poll: PollId) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    poll::end(&mut tx, poll).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Sends somebody who has forgotten their password a link.
async fn forgotten(pod: &Pod, claimed: &Claimed, address: &str) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    reset::ask(&mut tx, address).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Tells of the birthdays of the day.
async fn birthdays(pod: &Pod, claimed: &Claimed) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    birthday::tell_all(&mut tx).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Fetches a file of another server. What could not be had for now is tried again when its time has come.
async fn fetched(pod: &Pod, claimed: &Claimed, url: &str, variant: &str) -> Result<Done, Stop> {
    let Some(form) = Variant::parse(variant) else {
        return Ok(Done::Reject("there is no such form".to_owned()));
    };
    let again = media::ahead(pod, url, form).await?;
    let mut tx = pod.db.begin().await?;
    claimed.finish(&mut tx).await?;
    if let Some(at) = again {
        let (url, variant) = (url.to_owned(), variant.to_owned());
        tx.enqueue_at(Job::FetchMedia { url, variant }, at).await?;
    }
    tx.commit().await?;
    Ok(Done::Done)
}

async fn empty_media(pod: &Pod) -> Result<Done, Stop> {
    Ok(if media::empty(pod).await? {
        Done::More
    } else {
        Done::Done
    })
}

/// Removes what has run out, and puts into the queue what has its hour.
async fn swept(pod: &Pod, claimed: &Claimed) -> Result<Done, Stop> {
    media::sweep(pod).await?;
    let mut tx = pod.db.begin().await?;
    sweep::sweep(&mut tx, &pod.settings.sessions).await?;
    telling::digest::plan_all(&mut tx).await?;
    birthday::plan(&mut tx).await?;
    crate::domain::photo::sweep(&mut tx).await?;
    deliver::plan(&mut tx).await?;
    node::plan(&mut tx).await?;
    receive::sweep(&mut tx).await?;
    activitypub::take::sweep(&mut tx).await?;
    crate::domain::gone::sweep(&mut tx).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}
