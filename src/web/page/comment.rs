//! What people say under a post: adding, changing and taking away, and whether one is told of more.

use entity::visible::comment::{Written, comments};
use entity::visible::post::{Authored, posts};
use entity::write::comment::Follow;
use rocket::{Route, State, get, post, routes};

use crate::domain::comment::{self, Draft, PAGE};
use crate::domain::photo::{IN_COMMENT, Picked};
use crate::domain::throttle::{self, Limit};
use crate::error::{OrNotFound, Outcome};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::page::post::{opened, seen};
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::comment::CommentCard;
use crate::web::view::comment_act::CommentActView;
use crate::web::view::picked::{PhotoFields, kept, picked};
use crate::web::view::post_act::{EditLine, HistoryView};

#[post("/posts/<guid>/comments", data = "<posted>")]
async fn add(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, posted: Posted) -> Answer {
    let form = &posted.fields;
    let found = seen(pod, &visit, guid).await?;
    let host = pod.settings.host();
    let (text, answers) = (form.text("comment"), form.text("answers"));
    let draft = Draft {
        text,
        answers: (!answers.is_empty()).then_some(answers),
    };
    let mut photos = picked(form);
    let added = async {
        keep::all(pod, &me, &posted.files, &mut photos).await?;
        let added = pod.act(async |tx| {
            throttle::count_within(tx, &pod.settings.limits, Limit::Comment, &me.user.id.to_string()).await?;
            comment::add_with(tx, &me, &host, &found.post, draft, &photos).await
        });
        added.await
    };
    match added.await {
        Ok(comment) => Ok(Reply::to(format!("/posts/{guid}#comment-{}", comment.guid)).notice("comment-added")),
        Err(stop) => {
            let mut view = opened(pod, &visit, &found, None, draft.answers).await?;
            visit.again(pod, stop, |errors| {
                view.post.talk.form = view.post.talk.form.map(|form| form.refused(text, &photos, &errors));
                view
            })
        }
    }
}

/// A comment that the viewer may read, and its post.
///
/// # Errors
/// There is none, or none for them.
pub async fn read(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<(Authored, Written)> {
    let db = pod.db.read();
    let comment = comments(visit.viewer()).one(db, guid).await?.or_not_found()?;
    let post = posts(visit.viewer()).by_id(db, comment.comment.post_id).await?;
    Ok((post.or_not_found()?, comment))
}

/// The address of a comment leads to its place.
#[get("/comments/<guid>")]
async fn show(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let (post, found) = read(pod, &visit, guid).await?;
    let after = comments(visit.viewer())
        .under(post.post.id)
        .place(pod.db.read(), &found.comment, PAGE)
        .await?;
    Ok(Reply::to(match after {
        None => format!("/posts/{}#comment-{guid}", post.post.guid),
        Some(before) => format!("/posts/{}?before={}#comment-{guid}", post.post.guid, before.encode()),
    }))
}

#[get("/comments/<guid>/history")]
async fn history(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let (_, Written { comment, .. }) = read(pod, &visit, guid).await?;
    let former = comments(visit.viewer()).history(pod.db.read(), comment.id).await?;
    let written = comment.edited_at.unwrap_or(comment.created_at);
    let mut versions = vec![EditLine::new(&visit, written, &comment.html)];
    versions.extend(
        former
            .iter()
            .map(|edit| EditLine::new(&visit, edit.created_at, &edit.html)),
    );
    visit.page(
        pod,
        HistoryView {
            url: format!("/comments/{guid}"),
            comment: true,
            versions,
        },
    )
}

/// The page to change a comment of mine, or to take one away.
async fn acting(pod: &Pod, visit: &Visit, me: &Me, guid: &str, act: Act) -> Outcome<(Authored, CommentActView)> {
    let (post, found) = read(pod, visit, guid).await?;
    let comment = CommentCard::of(visit, &post, &found, 0);
    let photos = match act {
        Act::Edit => pictured(pod, me, guid).await?,
        Act::Delete => Vec::new(),
    };
    let may = match act {
        Act::Edit => comment.mine,
        Act::Delete => comment.removable,
    };
    may.then_some(()).or_not_found()?;
    let view = CommentActView {
        comment: CommentCard {
            answer_at: String::new(),
            ..comment
        },
        post: post.post.guid.clone(),
        text: (act == Act::Edit).then(|| found.comment.text.clone()),
        photos: PhotoFields::of(&photos, IN_COMMENT),
        error: String::new(),
    };
    Ok((post, view))
}

/// The photos of a comment of mine, as a form for changing it says them.
async fn pictured(pod: &Pod, me: &Me, guid: &str) -> Outcome<Vec<Picked>> {
    let db = pod.db.read();
    let own = entity::own::comment::one(db, me.viewer(), guid).await?.or_not_found()?;
    if own.photos == 0 {
        return Ok(Vec::new());
    }
    let photos = entity::own::photo::of_comment(db, &own).await?;
    Ok(kept(&photos, &entity::own::photo::albums(db, me.user.id).await?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Edit,
    Delete,
}

#[get("/comments/<guid>/edit")]
async fn edit(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let (_, view) = acting(pod, &visit, &me, guid, Act::Edit).await?;
    visit.page(pod, view)
}

#[post("/comments/<guid>/edit", data = "<posted>")]
async fn save(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, posted: Posted) -> Answer {
    let form = &posted.fields;
    let (text, host) = (form.text("comment"), pod.settings.host());
    let (post, view) = acting(pod, &visit, &me, guid, Act::Edit).await?;
    // A form that says nothing of photos is about the words alone.
    let about_photos = form.ticked("photos-too") || !posted.files.is_empty();
    let mut photos = picked(form);
    let saved = async {
        keep::all(pod, &me, &posted.files, &mut photos).await?;
        let saved = pod.act(async |tx| match about_photos {
            true => comment::revise(tx, &me, &host, (&post.post, guid), (text, &photos)).await,
            false => comment::edit(tx, &me, &host, &post.post, guid, text).await,
        });
        saved.await
    };
    match saved.await {
        // Sent without a script, so that nobody was asked yet what is to be seen.
        Ok(_) if !posted.files.is_empty() => Ok(Reply::to(format!("/comments/{guid}/edit")).notice("photo-describe")),
        Ok(_) => Ok(Reply::to(view.comment.url).notice("comment-saved")),
        Err(stop) => visit.again(pod, stop, |errors| CommentActView {
            error: ["comment", "photos", "form"].map(|field| errors.about(field)).concat(),
            text: Some(text.to_owned()),
            photos: PhotoFields::of(&photos, IN_COMMENT),
            ..view
        }),
    }
}

#[get("/comments/<guid>/delete")]
async fn ask_delete(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let (_, view) = acting(pod, &visit, &me, guid, Act::Delete).await?;
    visit.page(pod, view)
}

#[post("/comments/<guid>/delete", data = "<_form>")]
async fn delete(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let (_, view) = acting(pod, &visit, &me, guid, Act::Delete).await?;
    pod.act(async |tx| comment::retract(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/posts/{}#comments", view.post)).notice("comment-deleted"))
}

#[post("/posts/<guid>/follow", data = "<_form>")]
async fn follow(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    told(&visit, &me, pod, guid, Follow::Told).await
}

#[post("/posts/<guid>/mute", data = "<_form>")]
async fn mute(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    told(&visit, &me, pod, guid, Follow::Muted).await
}

async fn told(visit: &Visit, me: &SignedIn, pod: &Pod, guid: &str, how: Follow) -> Answer {
    let found = seen(pod, visit, guid).await?;
    pod.act(async |tx| comment::follow(tx, me, &found.post, how).await)
        .await?;
    let notice = match how {
        Follow::Muted => "comment-muted",
        Follow::Told | Follow::Unasked => "comment-followed",
    };
    Ok(Reply::to(format!("/posts/{guid}#comments")).notice(notice))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![add, show, history, edit, save, ask_delete, delete, follow, mute]
}
