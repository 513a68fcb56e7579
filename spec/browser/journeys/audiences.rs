//! One post after the other, each for whom it is for.

use crate::browser::program;
use crate::browser::world::{World, in_stream, only, put_into};

#[tokio::test]
async fn two_posts_in_a_row_reach_different_people_and_each_nobody_else() {
    World::run("audiences", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(&ada, "bo", "Family").await;
        put_into(&ada, "eve", "Work").await;
        put_into(bo, "ada", "Friends").await;
        put_into(eve, "ada", "Friends").await;
        ada.go("/stream").await;
        for (text, aspect) in [("Soup at six", "Family"), ("The meeting is at nine", "Work")] {
            ada.find("#publisher-text")
                .await
                .send_keys(text)
                .await
                .expect("it takes keys");
            ada.click("[data-audience] > summary").await;
            ada.find("dialog[open] [data-chooser]").await;
            only(&ada, &[aspect]).await;
            ada.see("1 person will get this. Nobody else can open it.").await;
            ada.press_in("//dialog", "Use this audience").await;
            ada.find_no("dialog").await;
            let label = format!("return document.querySelector('[data-label]').textContent.trim() === '{aspect}'");
            ada.holds("the button to name the aspect", &label).await;
            ada.press("Share").await;
            in_stream(&ada, text).await;
            ada.holds(
                "an empty publisher",
                "return document.getElementById('publisher-text').value === ''",
            )
            .await;
        }
        bo.go("/stream").await;
        in_stream(bo, "Soup at six").await;
        bo.see_no("The meeting is at nine").await;
        eve.go("/stream").await;
        in_stream(eve, "The meeting is at nine").await;
        eve.see_no("Soup at six").await;
        let labels: Vec<String> = ada
            .told("return [...document.querySelectorAll('article .audience bdi')].map((one) => one.textContent)")
            .await;
        assert_eq!(labels, ["Work", "Family"], "each says for whom it is");
    })
    .await;
}
