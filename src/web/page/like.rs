//! Liking posts and comments, and who does.

use entity::visible::comment::Written;
use entity::visible::like::{Cursor, likes};
use entity::visible::post::Authored;
use rocket::{Route, State, get, post, routes};

use crate::domain::emoji;
use crate::domain::like::{self, On, PAGE};
use crate::domain::throttle::{self, Limit};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::comment::read;
use crate::web::page::post::seen;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::around::Silence;
use crate::web::view::like::{LikeBox, LikesView, ReactView};

/// What the address names.
#[derive(Clone, Copy)]
enum Thing<'a> {
    Post(&'a str),
    Comment(&'a str),
}

/// It, as the viewer sees it.
struct Found {
    post: Authored,
    comment: Option<Written>,
}

impl Found {
    async fn of(pod: &Pod, visit: &Visit, thing: Thing<'_>) -> Outcome<Self> {
        Ok(match thing {
            Thing::Post(guid) => Self {
                post: seen(pod, visit, guid).await?,
                comment: None,
            },
            Thing::Comment(guid) => {
                let (post, comment) = read(pod, visit, guid).await?;
                Self {
                    post,
                    comment: Some(comment),
                }
            }
        })
    }

    fn on(&self) -> On<'_> {
        On {
            post: &self.post.post,
            comment: self.comment.as_ref().map(|found| &found.comment),
        }
    }

    /// Where it stands.
    fn url(&self) -> String {
        let post = format!("/posts/{}", self.post.post.guid);
        match &self.comment {
            Some(found) => format!("{post}#comment-{}", found.comment.guid),
            None => post,
        }
    }

    async fn likes(&self, pod: &Pod, visit: &Visit) -> Outcome<LikeBox> {
        let say = visit.say();
        let silence = Silence::around(pod, visit, [&self.post], self.comment.as_slice()).await?;
        Ok(match &self.comment {
            Some(found) => LikeBox::of_comment(&say, found, silence.of_comment(found.comment.id)),
            None => LikeBox::of_post(&say, &self.post, silence.of_post(self.post.post.id).likes),
        })
    }
}

async fn give(visit: Visit, me: SignedIn, pod: &Pod, thing: Thing<'_>, form: Fields) -> Answer {
    let found = Found::of(pod, &visit, thing).await?;
    let picked = form.text("emoji");
    let typed = if picked.is_empty() { form.text("typed") } else { picked };
    let given = pod.act(async |tx| {
        throttle::count_within(tx, &pod.settings.limits, Limit::Like, &me.user.id.to_string()).await?;
        like::give(tx, &me, found.on(), typed).await
    });
    match given.await {
        Ok(()) => now(&visit, pod, thing, &found).await,
        Err(stop) => {
            let likes = found.likes(pod, &visit).await?;
            let comment = found.comment.is_some();
            let own = emoji::offered(pod.db.read()).await?;
            visit.again(pod, stop, |errors| ReactView::new(likes, comment, &own, typed, &errors))
        }
    }
}

async fn take_back(visit: Visit, me: SignedIn, pod: &Pod, thing: Thing<'_>) -> Answer {
    let found = Found::of(pod, &visit, thing).await?;
    pod.act(async |tx| like::take_back(tx, &me, found.on()).await).await?;
    now(&visit, pod, thing, &found).await
}

/// How it is after the act: the box for the script that asked, else the way back to the thing.
async fn now(visit: &Visit, pod: &Pod, thing: Thing<'_>, before: &Found) -> Answer {
    if visit.fragment {
        let found = Found::of(pod, visit, thing).await?;
        let likes = found.likes(pod, visit).await?;
        let comment = found.comment.is_some();
        return visit.page(pod, LikesView::new(visit, likes, comment, Vec::new()));
    }
    Ok(Reply::to(before.url()))
}

async fn who(visit: Visit, pod: &Pod, thing: Thing<'_>, before: Option<&str>) -> Answer {
    let found = Found::of(pod, &visit, thing).await?;
    let given = likes(visit.viewer())
        .of(found.on().target())
        .page(pod.db.read(), before.and_then(Cursor::decode), PAGE + 1)
        .await?;
    let likes = found.likes(pod, &visit).await?;
    visit.page(pod, LikesView::new(&visit, likes, found.comment.is_some(), given))
}

async fn choose(visit: Visit, pod: &Pod, thing: Thing<'_>) -> Answer {
    let found = Found::of(pod, &visit, thing).await?;
    let likes = found.likes(pod, &visit).await?;
    let own = emoji::offered(pod.db.read()).await?;
    visit.page(
        pod,
        ReactView::new(likes, found.comment.is_some(), &own, "", &Errors::none()),
    )
}

#[post("/posts/<guid>/like", data = "<form>")]
async fn like_post(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    give(visit, me, pod, Thing::Post(guid), form).await
}

#[post("/posts/<guid>/unlike", data = "<_form>")]
async fn unlike_post(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    take_back(visit, me, pod, Thing::Post(guid)).await
}

#[get("/posts/<guid>/likes?<before>")]
async fn who_likes_post(visit: Visit, pod: &State<Pod>, guid: &str, before: Option<&str>) -> Answer {
    who(visit, pod, Thing::Post(guid), before).await
}

#[get("/posts/<guid>/react")]
async fn react_to_post(visit: Visit, _me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    choose(visit, pod, Thing::Post(guid)).await
}

#[post("/comments/<guid>/like", data = "<form>")]
async fn like_comment(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    give(visit, me, pod, Thing::Comment(guid), form).await
}

#[post("/comments/<guid>/unlike", data = "<_form>")]
async fn unlike_comment(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    take_back(visit, me, pod, Thing::Comment(guid)).await
}

#[get("/comments/<guid>/likes?<before>")]
async fn who_likes_comment(visit: Visit, pod: &State<Pod>, guid: &str, before: Option<&str>) -> Answer {
    who(visit, pod, Thing::Comment(guid), before).await
}

#[get("/comments/<guid>/react")]
async fn react_to_comment(visit: Visit, _me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    choose(visit, pod, Thing::Comment(guid)).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        like_post,
        unlike_post,
        who_likes_post,
        react_to_post,
        like_comment,
        unlike_comment,
        who_likes_comment,
        react_to_comment
    ]
}
