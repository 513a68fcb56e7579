//! The first minutes: an invitation is followed, three steps are gone, and the stream has something in it.

use crate::browser::program;
use crate::browser::world::{PASSWORD, World, in_stream};

#[tokio::test]
async fn an_invitation_is_accepted_and_leads_into_the_aspect_it_was_made_for() {
    World::run("invitation", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/invitations").await;
        ada.fill("For whom", "my aunt").await;
        ada.fill("How many may join with it (1 to 25)", "1").await;
        let family = "const choice = document.querySelector('select[name=aspect]'); \
                      choice.value = [...choice.options].find((one) => one.text === 'Family').value; return true";
        let _: bool = ada.told(family).await;
        ada.press("Make the link").await;
        ada.see("Good for 1 more person").await;
        ada.see("Who joins goes into Family.").await;
        let link = ada.find(".secret").await.text().await.expect("the link can be read");

        let aunt = world.window("tilda").await;
        aunt.go("/join").await;
        aunt.see("Joining this pod is by invitation.").await;
        aunt.go(&link).await;
        aunt.see("ada invites you.").await;
        aunt.fill("Username", "tilda").await;
        aunt.fill("E-mail", "tilda@mail.example").await;
        aunt.fill("Password", PASSWORD).await;
        aunt.press_in("//form", "Join").await;
        aunt.at("/start/profile").await;

        ada.go("/notifications").await;
        ada.see("has joined by your invitation.").await;
        ada.click(".told__what a").await;
        ada.see("tilda@localhost").await;
        ada.find("a.button--aspect[data-hue]").await;
        let into: String = ada
            .told("return document.querySelector('a.button--aspect').textContent.trim()")
            .await;
        assert_eq!(into, "Family");

        let late = world.window("somebody later").await;
        late.go(&link).await;
        late.find("main h1").await;
        late.see_no("ada invites you.").await;
    })
    .await;
}

#[tokio::test]
async fn three_steps_give_a_name_tags_and_people() {
    World::run("start", program(), async |world: &World| {
        let (ada, _) = world.with(&["bo"]).await;
        ada.go("/stream").await;
        ada.fill("Your post", "The choir sings on Sunday #choir").await;
        ada.click("[data-audience] > summary").await;
        ada.choose("//dialog", "Public").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        in_stream(&ada, "The choir sings").await;

        let link = world.invite_again(&ada).await;
        let tilda = world.window("tilda").await;
        tilda.travel("Europe/Berlin").await;
        tilda.go(&link).await;
        tilda.fill("Username", "tilda").await;
        tilda.fill("E-mail", "tilda@mail.example").await;
        tilda.fill("Password", PASSWORD).await;
        tilda.press_in("//form", "Join").await;
        tilda.at("/start/profile").await;
        tilda.see("Welcome to Larch").await;
        tilda.fill("Name", "Aunt Tilda").await;
        tilda.see("Your browser says Europe/Berlin.").await;
        let zone = "return document.querySelector('#zone').value";
        assert_eq!(tilda.told::<String>(zone).await, "Europe/Berlin");
        tilda.press("Next").await;
        tilda.at("/start/tags").await;
        tilda.choose("//fieldset", "#garden").await;
        let typed = tilda.field("Other tags").await;
        typed.send_keys("#cho").await.expect("it takes keys");
        tilda.find(".completion [role=option][aria-selected=true]").await;
        tilda.keys(thirtyfour::Key::Enter + "").await;
        assert_eq!(
            typed.value().await.ok().flatten().as_deref(),
            Some("#choir "),
            "the tag was offered"
        );
        tilda.press("Next").await;
        tilda.at("/start/people").await;
        tilda.see("ada").await;
        tilda.press_in("//li[contains(., 'ada')]", "Friends").await;
        tilda
            .see("They get what you share with these aspects from now on.")
            .await;
        tilda.press("To your stream").await;
        tilda.at("/stream").await;
        in_stream(&tilda, "The choir sings").await;
        tilda.see("#garden").await;
        tilda.click(".topbar .menu > summary").await;
        tilda.see("Aunt Tilda").await;
        ada.go("/notifications").await;
        ada.see("now shares with you.").await;

        tilda.go("/settings/notifications").await;
        assert_eq!(tilda.told::<String>(zone).await, "Europe/Berlin", "as she began");
        tilda.see_no("Your browser says").await;
        tilda.travel("America/New_York").await;
        tilda.reload().await;
        tilda.see("Your browser says America/New_York.").await;
        assert_eq!(tilda.told::<String>(zone).await, "Europe/Berlin", "she may only travel");
        tilda.press("Use it").await;
        tilda.press_in("//section", "Save").await;
        tilda.see("Saved.").await;
        assert_eq!(tilda.told::<String>(zone).await, "America/New_York");
    })
    .await;
}
