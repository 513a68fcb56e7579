//! The bookmark: from any page into a new post, with what was marked as a quotation.

use crate::browser::program;
use crate::browser::world::World;

#[tokio::test]
async fn the_bookmark_brings_title_quotation_and_address_into_a_new_post() {
    World::run("bookmark", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/settings/sharing").await;
        ada.press("Show me how").await;
        ada.see("Make the bookmarks bar of your browser visible").await;
        ada.click("[data-bookmark]").await;
        ada.see("Here it does nothing: drag it to your bookmarks").await;
        ada.at("/help/bookmarklet").await;
        let bookmark: String = ada
            .told("return document.querySelector('[data-bookmark]').getAttribute('href')")
            .await;

        // Another page, with its own origin. The bookmark is a link on it: pressing it runs there, as a bookmark would.
        let page = format!(
            "data:text/html,<title>Plum jam</title><p id=words>Eleven kilos<br>of plums</p><p>More</p>\
             <a id=bookmark href=\"{}\">bookmark</a>",
            bookmark.replace('%', "%25")
        );
        ada.elsewhere(&page).await;
        let _: bool = ada
            .told("getSelection().selectAllChildren(document.getElementById('words')); return true")
            .await;
        ada.click("#bookmark").await;
        ada.newest_tab().await;
        ada.at("/posts/new*").await;
        let text = ada
            .field("Your post")
            .await
            .value()
            .await
            .ok()
            .flatten()
            .unwrap_or_default();
        assert!(
            text.starts_with("### Plum jam\n\n> Eleven kilos\n> of plums\n\ndata:text/html,"),
            "{text}"
        );
        ada.find("[data-audience] > summary").await;
    })
    .await;
}
