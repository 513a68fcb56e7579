//! What comes into a stream, and when: a post that waits, one that is collapsed, the order.

use crate::browser::furnish::later;
use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_post_waits_for_a_time_in_the_viewer_s_own_zone_and_is_changed_there() {
    World::run("later", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/stream").await;
        ada.fill("Your post", "Sourdough on Saturday").await;
        let chosen = later(&ada, 3).await;
        ada.see("In your time zone").await;
        ada.click("[data-audience] > summary").await;
        ada.choose("//dialog", "Public").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        ada.see("It waits for its time.").await;
        ada.see_no("Sourdough on Saturday").await;
        ada.go("/posts/scheduled").await;
        ada.see("Sourdough on Saturday").await;
        ada.press("Edit").await;
        let kept: String = ada.told("return document.querySelector('[data-later]').value").await;
        assert_eq!(kept, chosen, "whatever the zone is");
        ada.fill("Your post", "Rye on Saturday").await;
        ada.press("Save").await;
        ada.see("Rye on Saturday").await;
        ada.press("Share now").await;
        ada.see("Shared.").await;
        ada.go("/stream").await;
        in_stream(&ada, "Rye on Saturday").await;
    })
    .await;
}

#[tokio::test]
async fn a_word_is_collapsed_and_opened_and_the_keys_pass_it_by() {
    World::run("filter", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let [bo] = &others[..] else { panic!("one has joined") };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(bo, "We play football", &["Friends"], "1 person").await;
        share(bo, "We bake bread", &["Friends"], "1 person").await;
        ada.go("/settings/filter").await;
        ada.fill("Word or phrase", "Football").await;
        ada.press("Add").await;
        ada.see("Filtered from now on.").await;
        ada.go("/stream").await;
        ada.see("You filter “Football”").await;
        ada.see_no("We play football").await;
        ada.keys("jj").await;
        ada.holds(
            "the keys stay on what is open",
            "return document.activeElement.textContent.includes('We bake bread')",
        )
        .await;
        ada.click(".filtered > summary").await;
        ada.see("We play football").await;
        // What comes while the stream is open is collapsed, too.
        share(bo, "More football", &["Friends"], "1 person").await;
        ada.press("1 new post").await;
        ada.holds(
            "the new post is one line",
            "return [...document.querySelectorAll('details.filtered:not([open])')].some((one) => one.textContent.includes('More football'))",
        )
        .await;
        ada.go("/settings/filter").await;
        ada.press("Remove Football").await;
        ada.see("Not filtered any more.").await;
        let who = ada.field("Who").await;
        who.send_keys("bo").await.expect("it takes keys");
        ada.find(".completion [role=option][aria-selected=true]").await;
        ada.keys(thirtyfour::Key::Enter + "").await;
        ada.press_in("//section[h2='People']", "Add").await;
        ada.see("Filtered from now on.").await;
        ada.find(".filterlist .avatar").await;
        ada.press("Remove bo").await;
        ada.see("Not filtered any more.").await;
        ada.go("/stream").await;
        ada.see("We play football").await;
    })
    .await;
}
