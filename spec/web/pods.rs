//! The administrator's pages about other pods, blocks and lists of blocks.

use std::time::Duration;

use entity::write::delivery;
use entity::{Moment, PodId, block as block_row, pod as pod_row};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::admin::admin;
use crate::support::browser::Browser;
use crate::support::pod::TestPod;
use crate::support::rows::count;

async fn known(pod: &TestPod, host: &str) -> PodId {
    let found = pod_row::Entity::find()
        .filter(pod_row::Column::Host.eq(host))
        .one(pod.db.read())
        .await;
    found.unwrap().expect("the pod is known").id
}

/// A pod with somebody there, and letters that wait for it.
async fn met(pod: &TestPod, host: &str, letters: usize) -> PodId {
    let person = pod.remote("carol", host).await;
    let home = person.pod_id.unwrap();
    let me = pod.user(&format!("w{}", host.len())).await;
    let to = delivery::To {
        pod: home,
        person: None,
    };
    pod.act(async |tx| {
        for _ in 0..letters {
            delivery::post(tx.sql(), me.person, "a letter".to_owned(), &[to], tx.now()).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
    home
}

async fn fails(pod: &TestPod, id: PodId, why: &str) {
    pod.act(async |tx| Ok(delivery::failed(tx.sql(), id, why, tx.now()).await?))
        .await
        .unwrap();
}

/// The hosts that a page lists, in its order.
fn hosts(page: &str) -> Vec<&str> {
    page.split("data-pod=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[rocket::async_test]
async fn for_everybody_else_the_pages_about_pods_do_not_exist() {
    let pod = TestPod::new().await;
    let id = met(&pod, "far.example", 0).await;
    let alice = pod.browser("alice").await;
    let moderator = pod.user("mod").await;
    super::entrance::change(
        &pod,
        moderator.user,
        entity::user::ActiveModel {
            role: Set(entity::user::Role::Moderator),
            ..Default::default()
        },
    )
    .await;
    let moderator = pod.browser("mod").await;
    for browser in [&alice, &moderator] {
        for path in [
            "/admin/pods",
            "/admin/blocks",
            "/admin/blocks/list.csv",
            &format!("/admin/pods/{id}"),
        ] {
            assert_eq!(browser.get(path).await.status(), 404, "{path}");
        }
        let acts = [
            "/admin/blocks",
            "/admin/blocks/import",
            "/admin/blocks/1/lift",
            &format!("/admin/pods/{id}/try"),
        ];
        for path in acts {
            let form = [("name", "far.example"), ("list", "far.example")];
            assert_eq!(browser.post(path, &form).await.status(), 404, "{path}");
        }
    }
    assert_eq!(count(pod.db.read(), "SELECT COUNT(*) FROM block").await, 0);
    assert_eq!(pod.visitor().get("/admin/pods").await.status(), 303);
}

#[rocket::async_test]
async fn an_administrator_sees_how_each_pod_stands_and_finds_it() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    assert!(noor.get("/admin/pods").await.text().contains("No other pod yet"));
    met(&pod, "well.example", 0).await;
    let away = met(&pod, "distant.example", 3).await;
    fails(&pod, away, "status 503").await;
    fails(&pod, away, "unreachable connection <refused>").await;
    let row = pod_row::ActiveModel {
        id: Set(away),
        software: Set(Some("friendica".to_owned())),
        version: Set(Some("2026.1".to_owned())),
        ..Default::default()
    };
    let tx = pod.db.begin().await.unwrap();
    row.update(tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    pod.advance(Duration::from_secs(7_200));
    let page = noor.get("/admin/pods").await;
    assert_eq!(hosts(page.text()), ["distant.example", "well.example"]);
    for word in [
        "friendica 2026.1",
        "2 failures in a row",
        "could not be reached",
        "Away since 2 hours ago",
    ] {
        assert!(page.text().contains(word), "{word}: {}", page.text());
    }
    for (question, found) in [
        ("q=DISTANT", vec!["distant.example"]),
        ("q=friendica", vec!["distant.example"]),
        ("q=%25", vec![]),
        ("state=away", vec!["distant.example"]),
        ("state=well", vec!["well.example"]),
        ("state=blocked", vec![]),
        ("sort=waiting", vec!["distant.example", "well.example"]),
        ("sort=failures&state=nonsense", vec!["distant.example", "well.example"]),
        ("sort=people&page=2", vec![]),
    ] {
        let page = noor.get(&format!("/admin/pods?{question}")).await;
        assert_eq!(page.status(), 200, "{question}");
        assert_eq!(hosts(page.text()), found, "{question}");
    }
    let one = noor.get(&format!("/admin/pods/{away}")).await;
    for word in ["connection &lt;refused", "carol@distant.example", "friendica 2026.1"] {
        assert!(one.text().contains(word), "{word}: {}", one.text());
    }
    assert_eq!(noor.get("/admin/pods/4711").await.status(), 404);
}

#[rocket::async_test]
async fn a_pod_is_tried_at_once_and_asked_what_it_runs() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let away = met(&pod, "distant.example", 1).await;
    let later = pod.clock.now().plus(Duration::from_secs(40_000));
    pod.act(async |tx| {
        let job = samara::job::Job::Deliver { pod: away.0 };
        Ok(tx.enqueue_at(job, later).await?)
    })
    .await
    .unwrap();
    let due = async || {
        let jobs = entity::job::Entity::find()
            .filter(entity::job::Column::Kind.is_in(["deliver", "ask-pod"]))
            .all(pod.db.read())
            .await
            .unwrap();
        let mut due: Vec<(String, bool)> = jobs
            .into_iter()
            .map(|job| (job.kind, job.run_at <= pod.clock.now()))
            .collect();
        due.sort();
        due
    };
    assert_eq!(due().await, [("deliver".to_owned(), false)]);
    for act in ["try", "try", "ask"] {
        assert_eq!(noor.post(&format!("/admin/pods/{away}/{act}"), &[]).await.status(), 303);
    }
    assert_eq!(
        due().await,
        [("ask-pod".to_owned(), true), ("deliver".to_owned(), true)]
    );
    pod.act(async |tx| {
        entity::job::Entity::delete_many().exec(tx.sql()).await?;
        Ok(())
    })
    .await
    .unwrap();
}

/// How often a page asks when nothing of a moment ago is remembered.
async fn asks(pod: &TestPod, browser: &Browser<'_>, path: &str) -> usize {
    pod.advance(Duration::from_secs(1));
    let before = pod.asked();
    assert_eq!(browser.get(path).await.status(), 200);
    pod.asked() - before
}

#[rocket::async_test]
async fn a_page_of_thousands_of_pods_asks_as_often_as_one_of_two() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    met(&pod, "a.example", 2).await;
    met(&pod, "bb.example", 0).await;
    let few = asks(&pod, &noor, "/admin/pods").await;
    let tx = pod.db.begin().await.unwrap();
    for some in 0..10 {
        let rows = (0..500).map(|number| pod_row::ActiveModel {
            host: Set(format!("pod{some}-{number}.example")),
            created_at: Set(Moment(1)),
            address: Set(String::new()),
            failures: Set(0),
            blocked: Set(false),
            ..Default::default()
        });
        pod_row::Entity::insert_many(rows)
            .exec_without_returning(tx.sql())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    for sort in ["name", "heard", "met", "people", "waiting", "failures"] {
        let path = format!("/admin/pods?sort={sort}");
        assert_eq!(asks(&pod, &noor, &path).await, few, "{sort}");
    }
    let page = noor.get("/admin/pods?page=2").await;
    assert_eq!(hosts(page.text()).len(), 50);
    assert!(page.text().contains("5,002 pods"), "the number is said");
}

#[rocket::async_test]
async fn blocking_and_lifting_are_acts_with_a_reason_and_a_line_in_the_log() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let id = met(&pod, "far.example", 0).await;
    assert!(noor.get("/admin/blocks").await.text().contains("Nobody is blocked"));
    let form = [
        ("name", "far.example"),
        ("reason", "spam & worse"),
        ("pod", &id.to_string()),
    ];
    let done = noor.post("/admin/blocks", &form).await;
    assert_eq!(
        (done.status(), done.location()),
        (303, format!("/admin/pods/{id}").as_str())
    );
    let again = noor.post("/admin/blocks", &form).await;
    assert_eq!(again.status(), 422);
    assert!(again.text().contains("This is blocked already."));
    for (name, word) in [
        ("", "neither a host"),
        ("b*d", "neither a host"),
        ("localhost:3000", "your own pod"),
    ] {
        let refused = noor.post("/admin/blocks", &[("name", name)]).await;
        assert_eq!(refused.status(), 422, "{name}");
        assert!(refused.text().contains(word), "{name}: {}", refused.text());
    }
    let long = "x".repeat(501);
    let refused = noor
        .post("/admin/blocks", &[("name", "new.example"), ("reason", &long)])
        .await;
    assert!(refused.text().contains("at most 500 characters") && refused.text().contains("new.example"));
    let page = noor.get(&format!("/admin/pods/{id}")).await;
    assert!(page.text().contains("This pod is blocked.") && page.text().contains("spam &amp; worse"));
    assert_eq!(
        hosts(noor.get("/admin/pods?state=blocked").await.text()),
        ["far.example"]
    );
    assert_eq!(noor.post(&format!("/admin/pods/{id}/try"), &[]).await.status(), 404);
    let list = noor.get("/admin/blocks?q=WORSE").await;
    assert!(list.text().contains("far.example") && list.text().contains("noor"));
    let block = block_row::Entity::find().one(pod.db.read()).await.unwrap().unwrap().id;
    assert_eq!(
        noor.post(&format!("/admin/blocks/{block}/lift"), &[]).await.status(),
        303
    );
    assert_eq!(
        noor.post(&format!("/admin/blocks/{block}/lift"), &[]).await.status(),
        404
    );
    assert!(
        !pod_row::Entity::find_by_id(id)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap()
            .blocked
    );
    let log = noor.get("/admin/audit").await;
    for line in [
        "Blocked far.example (spam &amp; worse)",
        "Lifted the block of far.example",
    ] {
        assert!(log.text().contains(line), "{line}: {}", log.text());
    }
}

const LIST: &str = "\u{feff}#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\r\n\
    bad.example,suspend,True,True,\"Spam, and \"\"worse\"\"\",False\r\n\
    far.example,suspend,,,,\r\n\
    quiet.example,silence,False,False,,False\r\n\
    ba*.exa***e,suspend,False,False,,True\r\n\
    localhost:3000,suspend,False,False,,False\r\n\
    bad.example,suspend,False,False,again,False\r\n\
    not a host,suspend,False,False,,False\r\n\
    odd.example,explode,False,False,,False\r\n";

#[rocket::async_test]
async fn a_list_of_another_pod_is_looked_at_first_and_then_taken_over() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let far = met(&pod, "far.example", 0).await;
    noor.post("/admin/blocks", &[("name", "far.example")]).await;
    let preview = noor
        .upload("/admin/blocks/preview", &[("list", "")], LIST.as_bytes())
        .await;
    assert_eq!(preview.status(), 200, "{}", preview.text());
    for words in [
        "1 would be blocked",
        "2 are blocked already, or stand there twice",
        "1 is not taken: the list only asks to show it less",
        "1 is not taken: the list hides its name",
        "1 is not taken: it is this pod",
        "2 are not understood",
        "Spam, and &quot;worse&quot;",
    ] {
        assert!(preview.text().contains(words), "{words}: {}", preview.text());
    }
    assert_eq!(
        count(pod.db.read(), "SELECT COUNT(*) FROM block").await,
        1,
        "nothing is done yet"
    );
    assert_eq!(noor.post("/admin/blocks/import", &[("list", LIST)]).await.status(), 303);
    assert_eq!(noor.post("/admin/blocks/import", &[("list", LIST)]).await.status(), 303);
    let mut names: Vec<(String, bool)> = block_row::Entity::find()
        .all(pod.db.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.name, row.below))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [("bad.example".to_owned(), true), ("far.example".to_owned(), false)]
    );
    assert_eq!(known(&pod, "far.example").await, far);
    let log = noor.get("/admin/audit").await;
    assert_eq!(log.text().matches("Took over a list of blocks; new: 1").count(), 1);
}

#[rocket::async_test]
async fn what_is_given_out_is_read_again_and_holds_no_people_and_no_formulas() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    for (name, reason) in [
        ("b.example", "=cmd()"),
        ("a.example", "one, \"two\""),
        ("carol@c.example", "private"),
    ] {
        noor.post("/admin/blocks", &[("name", name), ("reason", reason)]).await;
    }
    let csv = noor.get("/admin/blocks/list.csv").await;
    assert_eq!(csv.header("Content-Type"), Some("text/csv; charset=utf-8"));
    assert_eq!(
        csv.text(),
        "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n\
         a.example,suspend,true,true,\"one, \"\"two\"\"\",false\n\
         b.example,suspend,true,true, =cmd(),false\n"
    );
    let own = pod.settings.host();
    let read = samara::domain::block::list::preview(pod.db.read(), &own, csv.text())
        .await
        .unwrap();
    assert!(
        read.iter()
            .all(|line| line.fate == samara::domain::block::list::Fate::Already)
    );
    assert_eq!(read[0].reason, "one, \"two\"");
}

#[rocket::async_test]
async fn a_plain_list_of_hosts_is_understood_and_nonsense_is_refused_in_words() {
    let pod = TestPod::new().await;
    let noor = admin(&pod, "noor").await;
    let list = "# our list\none.test.example\n\nhttps://two.example/\n*.three.example\n";
    let preview = noor.upload("/admin/blocks/preview", &[("list", list)], b"").await;
    assert!(preview.text().contains("3 would be blocked"), "{}", preview.text());
    let long = "x.example\n".repeat(10_001);
    for (list, status, word) in [
        ("", 422, "This list is empty"),
        ("# only a remark\n", 422, "This list is empty"),
        (long.as_str(), 422, "at most 10,000 lines"),
    ] {
        let refused = noor.upload("/admin/blocks/preview", &[("list", list)], b"").await;
        assert_eq!(refused.status(), status);
        assert!(refused.text().contains(word), "{word}: {}", refused.text());
    }
    let broken = noor
        .upload("/admin/blocks/preview", &[("list", "")], b"\xff\xfe\x00")
        .await;
    assert_eq!(broken.status(), 400);
    let large = "a-very-long-name-of-a-host.example\n".repeat(13_000);
    assert_eq!(
        noor.upload("/admin/blocks/preview", &[("list", "")], large.as_bytes())
            .await
            .status(),
        413
    );
}
