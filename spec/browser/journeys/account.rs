//! Language, light and dark, and the other way of writing.

use crate::browser::program;
use crate::browser::world::{World, put_into, share};

#[tokio::test]
async fn the_language_and_the_theme_are_ones_own() {
    World::run("look", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/settings/account").await;
        for (name, code) in [("Deutsch", "de"), ("Français", "fr"), ("Español", "es")] {
            ada.click(&format!("#language option[value={code}]")).await;
            ada.click("main form[action='/settings/account'] .button--primary").await;
            ada.holds(name, &format!("return document.documentElement.lang === '{code}'")).await;
            ada.find("main h1").await;
        }
        ada.click("#language option[value=en]").await;
        ada.click("main form[action='/settings/account'] .button--primary").await;
        ada.holds("English again", "return document.documentElement.lang === 'en'").await;
        ada.choose("//main", "Dark").await;
        ada.click("main form[action='/settings/account'] .button--primary").await;
        ada.holds("dark", "return document.documentElement.dataset.theme === 'dark'").await;
        let paper = "return getComputedStyle(document.documentElement).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)";
        let dark: Vec<f64> = ada.told(paper).await;
        assert!(dark.iter().all(|part| *part < 80.0), "the paper is dark: {dark:?}");
        ada.choose("//main", "Light").await;
        ada.click("main form[action='/settings/account'] .button--primary").await;
        ada.holds("light", "return document.documentElement.dataset.theme === 'light'").await;
        ada.prefer("dark").await;
        let light: Vec<f64> = ada.told(paper).await;
        assert!(light.iter().all(|part| *part > 200.0), "the paper is light, whatever the system says: {light:?}");
        ada.choose("//main", "As the system says").await;
        ada.click("main form[action='/settings/account'] .button--primary").await;
        ada.holds("as the system says", "return !['light', 'dark'].includes(document.documentElement.dataset.theme)").await;
        let system: Vec<f64> = ada.told(paper).await;
        assert!(system.iter().all(|part| *part < 80.0), "the paper is as the system says: {system:?}");
    })
    .await;
}

#[tokio::test]
async fn written_from_right_to_left_nothing_breaks() {
    World::run("right_to_left", program(), async |world: &World| {
        let (ada, _) = world.with(&["bo"]).await;
        put_into(&ada, "bo", "Family").await;
        share(&ada, "شجرة خضراء #شجر and a tree", &["Family"], "1 person").await;
        for width in [390, 1280] {
            ada.size(width, 900).await;
            for path in [
                "/stream",
                "/contacts",
                "/settings/profile",
                "/settings/security",
                "/notifications",
                "/search?q=bo",
                "/admin/people",
            ] {
                ada.go(path).await;
                ada.find("main h1").await;
                let over: i64 = ada
                    .told(
                        "document.documentElement.dir = 'rtl'; const page = document.scrollingElement; \
                         return page.scrollWidth - page.clientWidth",
                    )
                    .await;
                assert_eq!(over, 0, "{path} scrolls sideways from right to left at {width} pixels");
            }
        }
    })
    .await;
}
