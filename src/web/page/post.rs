//! A post's own page, and what its author and its readers may do with it.

use entity::visible::comment::{Cursor, comments};
use entity::visible::post::{Authored, posts};
use entity::write::notification::Which;
use entity::{OwnPost, Reach};
use rocket::{Route, State, get, post, routes};

use crate::domain::notification;
use crate::domain::post::audience::Choice;
use crate::domain::post::shield::{self, Title};
use crate::domain::post::{self, Wishes, audience};
use crate::error::{OrNotFound, Outcome, PostRefusal};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::text::summary;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::Head;
use crate::web::view::comment as talk;
use crate::web::view::extras::wordless;
use crate::web::view::picked::kept;
use crate::web::view::post::{Chip, PersonLine, PostCard, PostView, Receipt, ReceiptLine};
use crate::web::view::post_act::{DeleteView, EditLine, GiveView, HistoryView};
use crate::web::view::publisher::{Publisher, PublisherView, usual, wishes};
use crate::web::view::reshare::Roots;

/// People named on a receipt before the rest is counted.
const NAMED: usize = 50;

/// A post that the viewer may see.
///
/// # Errors
/// There is none, or none for them.
pub async fn seen(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<Authored> {
    posts(visit.viewer()).one(pod.db.read(), guid).await?.or_not_found()
}

async fn card(pod: &Pod, visit: &Visit, found: &Authored, before: Option<Cursor>) -> Outcome<PostCard> {
    let mut card = PostCard::new(visit, found);
    let roots = Roots::of(pod, visit, std::slice::from_ref(found)).await?;
    let (talk, silence) = talk::whole(pod, visit, found, &roots, before).await?;
    card.talk = talk;
    card.single = true;
    card.fill(pod, visit, found, (&roots, &silence));
    if let Some(me) = &visit.me {
        card.hidden = !entity::own::post::hidden(pod.db.read(), me.user.id, &[found.post.id])
            .await?
            .is_empty();
        card.author.ignored = entity::own::ignore::since(pod.db.read(), me.user.id, found.author.id)
            .await?
            .is_some();
        card.bookmarked = !entity::own::post::bookmarked(pod.db.read(), me.user.id, &[found.post.id])
            .await?
            .is_empty();
        card.receipt = receipt(pod, visit, me, found).await?;
    }
    Ok(card)
}

/// The true list, for the author of a post that is not for all.
async fn receipt(pod: &Pod, visit: &Visit, me: &Me, found: &Authored) -> Outcome<Option<Receipt>> {
    if found.post.author_id != me.person.id || found.post.reach == Reach::Public {
        return Ok(None);
    }
    let own = entity::own::post::one(pod.db.read(), me.person.id, &found.post.guid).await?;
    let Some(own) = own else { return Ok(None) };
    let recipients = entity::own::post::recipients(pod.db.read(), &own).await?;
    let choice = Choice::kept(found.chosen.as_deref()).unwrap_or_default();
    let say = visit.say();
    let key = if own.reach == Reach::Pod {
        "post-receipt-pod"
    } else {
        "post-receipt"
    };
    let people = recipients.iter().take(NAMED).map(|recipient| ReceiptLine {
        person: PersonLine::of(&recipient.person),
        how: say.with(
            how(recipient.given),
            &[("when", Arg::Text(visit.at(recipient.given_at)))],
        ),
        waiting: false,
    });
    Ok(Some(Receipt {
        sentence: say.with(key, &[("count", Arg::Number(recipients.len() as i64))]),
        people: people.collect(),
        aspects: choice
            .aspects
            .into_iter()
            .map(|aspect| Chip {
                name: aspect.name,
                hue: aspect.hue,
            })
            .collect(),
        more_count: recipients.len().saturating_sub(NAMED) as u64,
    }))
}

fn how(given: entity::Given) -> &'static str {
    match given {
        entity::Given::Aspect => "post-given-aspect",
        entity::Given::Named => "post-given-named",
        entity::Given::Later => "post-given-later",
    }
}

/// What I was told of a post is read once I open it. Asked before, so that looking costs no writing.
async fn read_notifications(pod: &Pod, me: &Me, post: entity::PostId) -> Outcome<()> {
    if notification::any_unread(pod.db.read(), me.user.id, Which::Post(post)).await? {
        pod.act(async |tx| notification::seen_post(tx, me.user.id, post).await)
            .await?;
    }
    Ok(())
}

#[get("/posts/<guid>?<before>&<answers>")]
async fn show(visit: Visit, pod: &State<Pod>, guid: &str, before: Option<&str>, answers: Option<&str>) -> Answer {
    let found = seen(pod, &visit, guid).await?;
    if let Some(me) = &visit.me {
        read_notifications(pod, me, found.post.id).await?;
    }
    let view = opened(pod, &visit, &found, before, answers).await?;
    visit.page(pod, view)
}

/// A post's own page; `before` is where its comments end, `answers` the one that is to be answered.
///
/// # Errors
/// The database cannot be read.
pub async fn opened(
    pod: &Pod,
    visit: &Visit,
    found: &Authored,
    before: Option<&str>,
    answers: Option<&str>,
) -> Outcome<PostView> {
    let guid = &found.post.guid;
    let public = found.post.reach == Reach::Public;
    let head = Head {
        robots: if public && !found.post.quiet {
            String::new()
        } else {
            "noindex".to_owned()
        },
        description: if public {
            match shield::sensitive(found) {
                Some(warning) => warning.to_owned(),
                None => summary::excerpt(&found.post.text, 200),
            }
        } else {
            String::new()
        },
        canonical: if public {
            format!("/posts/{guid}")
        } else {
            String::new()
        },
        feed: String::new(),
        card: if public { "article".to_owned() } else { String::new() },
    };
    let heading = match shield::title(shield::sensitive(found), &found.post.title) {
        Title::Words("") => wordless(&visit.say(), found),
        Title::Words(words) => words.to_owned(),
        Title::Sensitive => visit.say().text("post-shield"),
    };
    let mut post = card(pod, visit, found, before.and_then(Cursor::decode)).await?;
    if let (Some(form), Some(guid)) = (&mut post.talk.form, answers) {
        let answered = comments(visit.viewer())
            .under(found.post.id)
            .one(pod.db.read(), guid)
            .await?;
        if let Some(answered) = answered {
            form.answers = answered.comment.guid.clone();
            form.answers_name = answered.author.name;
        }
    }
    Ok(PostView { post, heading, head })
}

#[get("/posts/<guid>/history")]
async fn history(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let post = seen(pod, &visit, guid).await?.post;
    let former = posts(visit.viewer()).history(pod.db.read(), post.id).await?;
    let written = post.edited_at.unwrap_or(post.created_at);
    let mut versions = vec![EditLine::new(&visit, written, &post.html)];
    versions.extend(
        former
            .iter()
            .map(|edit| EditLine::new(&visit, edit.created_at, &edit.html)),
    );
    visit.page(
        pod,
        HistoryView {
            url: format!("/posts/{guid}"),
            comment: false,
            versions,
        },
    )
}

#[get("/posts/<guid>/edit")]
async fn edit(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let own = entity::own::post::one(pod.db.read(), me.person.id, guid)
        .await?
        .or_not_found()?;
    let choice = choice(pod, &own).await?;
    let wishes = now(pod, &me, &own).await?;
    let said = (own.text.as_str(), &wishes);
    visit.page(pod, editing(&visit, &me, &own, said, &choice))
}

/// What a post has now, its photos among it.
async fn now(pod: &Pod, me: &Me, own: &OwnPost) -> Outcome<Wishes> {
    let db = pod.db.read();
    let photos = match own.photos {
        0 => Vec::new(),
        _ => entity::own::photo::of_post(db, own).await?,
    };
    let albums = match photos.is_empty() {
        true => Vec::new(),
        false => entity::own::photo::albums(db, me.user.id).await?,
    };
    Ok(Wishes {
        photos: kept(&photos, &albums),
        ..Wishes::of(own)
    })
}

/// The publisher for a post that is there: the audience is shown, and stays as it is.
fn editing(visit: &Visit, me: &Me, own: &OwnPost, said: (&str, &Wishes), choice: &Choice) -> PublisherView {
    let (text, wishes) = said;
    let mut wanted = usual(me);
    wanted.aspects.clear();
    wanted.reach = audience::reach_code(own.reach).to_owned();
    PublisherView {
        publisher: Publisher::new(visit, me, text, &wanted, Some(choice))
            .wishing(wishes)
            .edit(&own.guid),
    }
}

/// How the author chose the audience.
async fn choice(pod: &Pod, own: &OwnPost) -> Outcome<Choice> {
    let kept = entity::own::post::choice(pod.db.read(), own).await?;
    Ok(Choice::kept(kept.as_deref()).unwrap_or_default())
}

#[post("/posts/<guid>/edit", data = "<posted>")]
async fn save(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, posted: Posted) -> Answer {
    let form = &posted.fields;
    let own = entity::own::post::one(pod.db.read(), me.person.id, guid)
        .await?
        .or_not_found()?;
    let (text, host) = (form.text("text"), pod.settings.host());
    // A form that says nothing of a place is about the words alone.
    let mut told = form.ticked("place").then(|| wishes(form));
    let saved = async {
        if let Some(wishes) = &mut told {
            keep::all(pod, &me, &posted.files, &mut wishes.photos).await?;
        }
        let saved = pod.act(async |tx| match &told {
            Some(wishes) => post::revise(tx, &me, &host, guid, (text, wishes)).await,
            None => post::edit(tx, &me, &host, guid, text).await,
        });
        saved.await
    };
    match saved.await {
        Ok(_) if !posted.files.is_empty() => Ok(Reply::to(format!("/posts/{guid}/edit")).notice("photo-describe")),
        Ok(_) => Ok(Reply::to(format!("/posts/{guid}")).notice("post-saved")),
        Err(stop) => {
            let choice = choice(pod, &own).await?;
            visit.again(pod, stop, |errors| {
                let wishes = told.unwrap_or_else(|| Wishes::of(&own));
                let PublisherView { publisher } = editing(&visit, &me, &own, (text, &wishes), &choice);
                PublisherView {
                    publisher: publisher.refused(&errors),
                }
            })
        }
    }
}

#[get("/posts/<guid>/delete")]
async fn ask_delete(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    entity::own::post::one(pod.db.read(), me.person.id, guid)
        .await?
        .or_not_found()?;
    let found = seen(pod, &visit, guid).await?;
    let post = PostCard::new(&visit, &found);
    visit.page(pod, DeleteView { post })
}

#[post("/posts/<guid>/delete", data = "<_form>")]
async fn delete(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| post::delete(tx, &me, guid).await).await?;
    Ok(Reply::to("/stream").notice("post-deleted"))
}

#[post("/posts/<guid>/pin", data = "<_form>")]
async fn pin(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| post::pin(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/people/{}", me.person.guid)).notice("post-pinned-now"))
}

#[post("/posts/<guid>/unpin", data = "<_form>")]
async fn unpin(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| post::unpin(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/people/{}", me.person.guid)).notice("post-unpinned"))
}

#[post("/posts/<guid>/hide", data = "<_form>")]
async fn hide(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let post = seen(pod, &visit, guid).await?.post;
    pod.act(async |tx| post::hide(tx, &me, &post).await).await?;
    Ok(Reply::to(format!("/posts/{guid}")).notice("post-hidden-now"))
}

#[post("/posts/<guid>/unhide", data = "<_form>")]
async fn unhide(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let post = seen(pod, &visit, guid).await?.post;
    pod.act(async |tx| post::unhide(tx, &me, &post).await).await?;
    Ok(Reply::to(format!("/posts/{guid}")).notice("post-unhidden"))
}

#[post("/posts/<guid>/bookmark", data = "<_form>")]
async fn bookmark(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let post = seen(pod, &visit, guid).await?.post;
    pod.act(async |tx| post::bookmark(tx, &me, &post).await).await?;
    Ok(Reply::to(format!("/posts/{guid}")).notice("post-bookmarked"))
}

#[post("/posts/<guid>/unbookmark", data = "<_form>")]
async fn unbookmark(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let post = seen(pod, &visit, guid).await?.post;
    pod.act(async |tx| post::unbookmark(tx, &me, &post).await).await?;
    Ok(Reply::to("/bookmarks").notice("post-unbookmarked"))
}

/// The page to show a post to more people, or to withdraw it from some.
async fn giving(pod: &Pod, visit: &Visit, me: &Me, guid: &str, act: Act) -> Outcome<GiveView> {
    let own = entity::own::post::one(pod.db.read(), me.person.id, guid)
        .await?
        .or_not_found()?;
    if own.reach != Reach::Limited {
        return Err(PostRefusal::NotLimited.into());
    }
    let recipients = entity::own::post::recipients(pod.db.read(), &own).await?;
    let found = seen(pod, visit, guid).await?;
    Ok(GiveView {
        post: PostCard::new(visit, &found),
        withdraw: act == Act::Withdraw,
        people: recipients
            .iter()
            .map(|recipient| PersonLine::of(&recipient.person))
            .collect(),
        typed: String::new(),
        error: String::new(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Show,
    Withdraw,
}

#[get("/posts/<guid>/show")]
async fn ask_show(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let view = giving(pod, &visit, &me, guid, Act::Show).await?;
    visit.page(pod, view)
}

#[post("/posts/<guid>/show", data = "<form>")]
async fn show_to(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    give(&visit, &me, pod, guid, &form, Act::Show).await
}

#[get("/posts/<guid>/withdraw")]
async fn ask_withdraw(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let view = giving(pod, &visit, &me, guid, Act::Withdraw).await?;
    visit.page(pod, view)
}

#[post("/posts/<guid>/withdraw", data = "<form>")]
async fn withdraw_from(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    give(&visit, &me, pod, guid, &form, Act::Withdraw).await
}

async fn give(visit: &Visit, me: &Me, pod: &Pod, guid: &str, form: &Fields, act: Act) -> Answer {
    let people: Vec<String> = form.all("people").into_iter().map(str::to_owned).collect();
    let host = pod.settings.host();
    let done = match act {
        Act::Show => pod.act(async |tx| post::show(tx, me, &host, guid, &people).await).await,
        Act::Withdraw => {
            pod.act(async |tx| post::withdraw(tx, me, &host, guid, &people).await)
                .await
        }
    };
    let notice = if act == Act::Show {
        "post-shown"
    } else {
        "post-withdrawn"
    };
    match done {
        Ok(_) => Ok(Reply::to(format!("/posts/{guid}")).notice(notice)),
        Err(stop) => {
            let view = giving(pod, visit, me, guid, act).await?;
            visit.again(pod, stop, |errors| {
                let error = ["people", "audience", "form"]
                    .map(|field| errors.about(field).to_owned())
                    .concat();
                GiveView {
                    error,
                    typed: people.join(", "),
                    ..view
                }
            })
        }
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        history,
        edit,
        save,
        ask_delete,
        delete,
        pin,
        unpin,
        hide,
        unhide,
        bookmark,
        unbookmark,
        ask_show,
        show_to,
        ask_withdraw,
        withdraw_from
    ]
}
