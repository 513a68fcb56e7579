//! Whoever does jobs hears at once for which lanes there is something, and looks into no others.

use std::time::Duration;

use samara::db::Bell;
use samara::job::{Job, Lane, Subject};

use crate::support::TestPod;

async fn rung(pod: &TestPod) -> Vec<Lane> {
    let lanes = tokio::time::timeout(Duration::from_secs(10), pod.db.jobs().rung());
    let lanes = lanes.await.expect("it rings");
    Lane::ALL
        .into_iter()
        .filter(|lane| Bell::is_for(lanes, *lane))
        .collect()
}

async fn enqueue(pod: &TestPod, job: Job) {
    let mut tx = pod.db.begin().await.unwrap();
    tx.enqueue(job).await.unwrap();
    tx.commit().await.unwrap();
}

/// A pod of which all that setting up has rung for was heard.
async fn quiet() -> TestPod {
    let pod = TestPod::new().await;
    enqueue(&pod, Job::Birthdays).await;
    rung(&pod).await;
    pod
}

#[rocket::async_test]
async fn a_job_rings_for_its_own_lane_once_it_is_on_disk() {
    let pod = quiet().await;
    let lanes = [
        (Job::Sweep, vec![Lane::Quick]),
        (Job::SweepFiles, vec![Lane::Slow]),
        (
            Job::PassOn {
                subject: Subject::Post { post: 1 },
            },
            vec![Lane::Patient],
        ),
        (Job::Deliver { pod: 1 }, vec![Lane::Delivering, Lane::Overtaking]),
    ];
    for (job, lanes) in lanes {
        enqueue(&pod, job).await;
        assert_eq!(rung(&pod).await, lanes);
    }
}

#[rocket::async_test]
async fn what_rings_while_nobody_listens_is_heard_later_and_all_of_it() {
    let pod = quiet().await;
    for job in [Job::SweepFiles, Job::Deliver { pod: 1 }] {
        enqueue(&pod, job).await;
    }
    let mut taken_back = pod.db.begin().await.unwrap();
    taken_back.enqueue(Job::Sweep).await.unwrap();
    drop(taken_back);
    assert_eq!(rung(&pod).await, [Lane::Slow, Lane::Delivering, Lane::Overtaking]);
}
