//! What the specs of getting in share: letters that wait to be sent, the form of joining, names that are free.

use samara::job::{Job, Mail};
use sea_orm::EntityTrait;

use crate::support::pod::TestPod;

/// The jobs that wait.
pub(super) async fn jobs(pod: &TestPod) -> Vec<Job> {
    let rows = entity::job::Entity::find().all(pod.db.read()).await.unwrap();
    rows.into_iter()
        .map(|row| serde_json::from_str(&row.payload).unwrap())
        .collect()
}

/// The letters that wait.
pub(super) async fn letters(pod: &TestPod) -> Vec<Mail> {
    let mail = |job| match job {
        Job::Mail(mail) => Some(mail),
        Job::MakeKeys { .. }
        | Job::EmptyAccount { .. }
        | Job::Forgotten { .. }
        | Job::Expire { .. }
        | Job::EndPoll { .. }
        | Job::Word { .. }
        | Job::Push { .. }
        | Job::Digest { .. }
        | Job::Birthdays
        | Job::ShareLater { .. }
        | Job::Preview { .. }
        | Job::DropEmoji { .. }
        | Job::FetchMedia { .. }
        | Job::EmptyMedia
        | Job::TakeFiles
        | Job::SweepFiles
        | Job::Dispatch { .. }
        | Job::PassOn { .. }
        | Job::Deliver { .. }
        | Job::FindNamed { .. }
        | Job::EmptyAbroad { .. }
        | Job::FollowAgain { .. }
        | Job::MovePhotos { .. }
        | Job::FindGuest { .. }
        | Job::FetchPosts { .. }
        | Job::FetchThread { .. }
        | Job::FetchLinked { .. }
        | Job::Flag { .. }
        | Job::SyncFollowers { .. }
        | Job::AskPod { .. }
        | Job::Sweep => None,
    };
    jobs(pod).await.into_iter().filter_map(mail).collect()
}

/// Does what was asked by people who have forgotten their passwords.
pub(super) async fn forgotten(pod: &TestPod) {
    for job in jobs(pod).await {
        if let Job::Forgotten { address } = job {
            pod.act(async |tx| samara::domain::account::reset::ask(tx, &address).await)
                .await
                .unwrap();
        }
    }
}

/// The account of a name.
pub(super) async fn account(pod: &TestPod, name: &str) -> Option<entity::user::Model> {
    samara::domain::account::sign_in::find(pod.db.read(), name)
        .await
        .unwrap()
}

/// A form of joining.
pub(super) fn form<'f>(name: &'f str, email: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("username", name),
        ("email", email),
        ("password", "seven green kettles"),
        ("website", ""),
    ]
}

/// Changes a row of an account.
pub(super) async fn change(pod: &TestPod, user: entity::UserId, change: entity::user::ActiveModel) {
    use sea_orm::{ColumnTrait, QueryFilter};
    let tx = pod.db.begin().await.unwrap();
    entity::user::Entity::update_many()
        .set(change)
        .filter(entity::user::Column::Id.eq(user))
        .exec(tx.sql())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    pod.remembered.forget_all();
}
