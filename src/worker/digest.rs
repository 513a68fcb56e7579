//! Writing the digest of the day and the letter of the week. The letter is large and reads from top to bottom.

use entity::user;
use serde::Serialize;

use super::letter::Foot;
use super::reader::{Line, Reader};
use super::word;
use crate::domain::telling::digest::{self, Contents};
use crate::domain::telling::unsubscribe::Stop;
use crate::error;
use crate::i18n::{Arg, time};
use crate::job::{Done, Paper};
use crate::mailer::Letter;
use crate::pod::Pod;
use crate::queue::Claimed;

/// What the templates are given.
#[derive(Debug, Serialize)]
struct Words {
    lang: &'static str,
    dir: &'static str,
    pod: String,
    home: String,
    subject: String,
    greeting: String,
    opening: String,
    parts: Vec<Part>,
    closing: String,
    foot: Foot,
}

#[derive(Debug, Serialize)]
struct Part {
    title: String,
    lines: Vec<Line>,
}

/// Writes one and sends it, if it is due and anything happened.
pub(super) async fn write(pod: &Pod, claimed: &Claimed, user: i64, paper: Paper) -> Result<Done, error::Stop> {
    let Some(reader) = Reader::load(pod, user).await? else {
        return Ok(Done::Done);
    };
    let now = pod.clock.now();
    let Some(contents) = digest::contents(pod.db.read(), &reader.user, paper, now).await? else {
        return Ok(Done::Done);
    };
    let outcome = match reader.address() {
        Some(address) if !contents.is_empty() => {
            let mut letter = compose(pod, &reader, address, paper, &contents).await?;
            letter.id.clone_from(&claimed.stamp);
            pod.mailer.send(&letter).await
        }
        Some(_) | None => Ok(()),
    };
    if let Err(crate::mailer::MailError::Unreachable(why)) = outcome {
        return Ok(Done::Retry(why));
    }
    settle(pod, &reader.user, paper).await?;
    word::sent(pod, claimed, &reader, outcome).await
}

async fn settle(pod: &Pod, user: &user::Model, paper: Paper) -> Result<(), error::Stop> {
    pod.act(async |tx| digest::written(tx, user.id, paper).await).await
}

async fn compose(
    pod: &Pod,
    reader: &Reader,
    address: &str,
    paper: Paper,
    contents: &Contents,
) -> Result<Letter, error::Stop> {
    let house = pod.house().await?.name.clone();
    let args = [
        ("name", Arg::Text(reader.name.clone())),
        ("pod", Arg::Text(house.clone())),
        ("date", Arg::Text(date(pod, reader))),
    ];
    let say = |part: &str| reader.say(pod, &format!("telling-{}-{part}", paper.code()), &args);
    let letters = contents.letters.iter();
    let parts = [
        (
            "posts",
            contents.posts.iter().map(|post| reader.of_post(pod, post)).collect(),
        ),
        (
            "letters",
            letters
                .map(|author| reader.of_message(pod, author, "/conversations"))
                .collect(),
        ),
        (
            "told",
            contents.told.iter().map(|told| reader.line(pod, told)).collect(),
        ),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, lines): &(_, Vec<Line>)| !lines.is_empty());
    let foot = Foot::of(
        pod,
        reader,
        match paper {
            Paper::Daily => Stop::Daily,
            Paper::Weekly => Stop::Weekly,
        },
    );
    let words = Words {
        lang: reader.language.code(),
        dir: reader.language.dir().as_str(),
        home: pod.settings.url("/"),
        subject: say("subject"),
        greeting: reader.say(pod, "mail-greeting", &args),
        opening: say("opening"),
        parts: parts
            .map(|(title, lines)| Part {
                title: reader.say(pod, &format!("telling-part-{title}"), &args),
                lines,
            })
            .collect(),
        closing: say("closing"),
        pod: house,
        foot,
    };
    let templates = match paper {
        Paper::Daily => ("mail/daily.txt", "mail/daily.html"),
        Paper::Weekly => ("mail/daily.txt", "mail/weekly.html"),
    };
    Ok(Letter {
        id: String::new(),
        to: address.to_owned(),
        to_name: reader.name.clone(),
        subject: words.subject.clone(),
        text: pod.templates.render_value(reader.language, templates.0, &words)?,
        html: pod.templates.render_value(reader.language, templates.1, &words)?,
        headers: words.foot.headers(),
    })
}

/// The day where they live.
fn date(pod: &Pod, reader: &Reader) -> String {
    let (year, month, day) = reader.wishes.zone().day(pod.clock.now());
    time::calendar(Some(year), month, day, reader.language)
}
