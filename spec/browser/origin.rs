//! On every page: no request leaves the pod, no rule of the Content-Security-Policy is broken, no script breaks.

use super::furnish::{Made, PAGES, VISITOR_PAGES, furnish};
use super::program;
use super::window::Window;
use super::world::World;

async fn stay_home(window: &Window, pages: &[&str], made: &Made) {
    for page in pages {
        let path = made.path(page);
        window.go(&path).await;
        window.find("main").await;
        let abroad: Vec<String> = window
            .told("return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:') && !name.startsWith('blob:'))")
            .await;
        assert_eq!(abroad, Vec::<String>::new(), "{path} asks others");
        let complaints = window.complaints().await;
        assert_eq!(complaints, Vec::<String>::new(), "{path} for {}", window.name);
    }
}

#[tokio::test]
async fn no_page_asks_anyone_but_the_pod_or_breaks_a_rule() {
    World::run("origin", program(), async |world: &World| {
        let (ada, bo, made) = furnish(world).await;
        stay_home(&ada, PAGES, &made).await;
        stay_home(&bo, PAGES, &made).await;
        let visitor = world.window("a visitor").await;
        stay_home(&visitor, VISITOR_PAGES, &made).await;
    })
    .await;
}
