//! The publisher: what is being written, and for whom.

use entity::Reach;
use serde::Serialize;

use super::picked::{self, PhotoFields};
use super::post::{Chip, PersonLine, label};
use super::{Errors, View};
use crate::domain::me::Me;
use crate::domain::photo::IN_POST;
use crate::domain::post::audience::{self, Choice, ChosenAspect, Preview, Wanted};
use crate::domain::post::extras::{self, Wishes};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Say, Visit};

/// An aspect to choose.
#[derive(Clone, Debug, Serialize)]
pub struct AspectBox {
    id: i64,
    name: String,
    hue: i32,
    count: i64,
    chosen: bool,
}

/// A person to choose, or outside.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Guid.
    pub guid: String,
    /// Name.
    pub name: String,
}

/// How many on a pod.
#[derive(Clone, Debug, Serialize)]
pub struct PodLine {
    /// Host.
    pub host: String,
    /// People.
    pub count: i64,
    /// This pod.
    pub here: bool,
}

/// Who gets it, by name.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    pods: Vec<PodLine>,
    people: Vec<PersonLine>,
    more_count: i64,
}

/// What `part/publisher.html` reads.
#[derive(Clone, Debug, Serialize)]
pub struct Publisher {
    text: String,
    error: String,
    action: String,
    aspects: Vec<AspectBox>,
    reach: &'static str,
    people: Vec<Named>,
    except: Vec<Named>,
    people_text: String,
    except_text: String,
    reach_sentence: String,
    audience_label: String,
    audience_hue: i32,
    edit: bool,
    /// Address of the one that waits for its time and is being changed; empty for none.
    planned: String,
    outside: Vec<Named>,
    draft_saved: bool,
    sheet: Option<Sheet>,
    wishes: Wishes,
    photos: PhotoFields,
    spans: Vec<SpanLine>,
    poll_spans: Vec<SpanLine>,
}

/// A span of time to choose.
#[derive(Clone, Debug, Serialize)]
struct SpanLine {
    hours: String,
    label: String,
}

fn spans(say: &Say<'_>, choices: &[u64]) -> Vec<SpanLine> {
    let line = |hours: &u64| {
        let (key, count) = if hours.is_multiple_of(24) {
            ("post-days", hours / 24)
        } else {
            ("post-hours", *hours)
        };
        SpanLine {
            hours: hours.to_string(),
            label: say.with(key, &[("count", Arg::Number(count as i64))]),
        }
    };
    choices.iter().map(line).collect()
}

/// What the publisher's form says about the audience.
pub fn wanted(form: &Fields) -> Wanted {
    let all = |name: &str| form.all(name).into_iter().map(str::to_owned).collect();
    Wanted {
        reach: form.text("reach").to_owned(),
        aspects: form.ids("aspect"),
        people: all("people"),
        except: all("except"),
    }
}

/// What the publisher's form says besides.
pub fn wishes(form: &Fields) -> Wishes {
    let text = |name: &str| form.text(name).to_owned();
    Wishes {
        place: text("place"),
        latitude: text("latitude"),
        longitude: text("longitude"),
        sensitive: form.ticked("sensitive"),
        warning: text("warning"),
        lasts: text("lasts"),
        question: text("question"),
        answers: text("answers"),
        multiple: form.ticked("multiple"),
        poll_lasts: text("poll-lasts"),
        later: text("later"),
        later_offset: text("later-offset"),
        plain_link: form.ticked("plain-link"),
        photos: picked::picked(form),
    }
}

/// What is ticked when nothing was said: the usual aspects, else public or pod as set.
pub fn usual(me: &Me) -> Wanted {
    Wanted {
        reach: audience::reach_code(me.user.default_reach).to_owned(),
        aspects: audience::usual(me).into_iter().map(|id| id.0).collect(),
        people: Vec::new(),
        except: Vec::new(),
    }
}

impl Publisher {
    /// With what was typed and chosen. Names that could be found come as boxes, the rest as text.
    pub fn new(visit: &Visit, me: &Me, text: &str, wanted: &Wanted, choice: Option<&Choice>) -> Self {
        let say = visit.say();
        let reach = audience::reach(&wanted.reach).unwrap_or(Reach::Limited);
        let chosen = |id: i64| wanted.aspects.contains(&id);
        let shown = choice.cloned().unwrap_or_else(|| picked(me, wanted));
        let typed = |values: &[String]| {
            if choice.is_some() {
                String::new()
            } else {
                values.join(", ")
            }
        };
        Self {
            text: text.to_owned(),
            error: String::new(),
            action: "/posts".to_owned(),
            aspects: me
                .aspects
                .iter()
                .map(|line| AspectBox {
                    id: line.id.0,
                    name: line.name.clone(),
                    hue: line.hue,
                    count: line.count,
                    chosen: chosen(line.id.0),
                })
                .collect(),
            reach: audience::reach_code(reach),
            people: named(&shown.people),
            except: named(&shown.except),
            people_text: typed(&wanted.people),
            except_text: typed(&wanted.except),
            reach_sentence: String::new(),
            audience_label: label_of(&say, reach, &shown),
            audience_hue: match reach {
                Reach::Limited => shown.aspects.first().map_or(0, |aspect| aspect.hue),
                Reach::Pod | Reach::Public => 0,
            },
            edit: false,
            planned: String::new(),
            outside: Vec::new(),
            draft_saved: false,
            sheet: None,
            wishes: Wishes::default(),
            photos: PhotoFields::none(IN_POST),
            spans: spans(&say, &extras::LASTS),
            poll_spans: spans(&say, &extras::POLL_LASTS),
        }
    }

    /// For an existing post.
    pub fn edit(mut self, guid: &str) -> Self {
        self.action = format!("/posts/{guid}/edit");
        self.edit = true;
        self
    }

    /// For one that waits for its time.
    pub fn planned(mut self, guid: &str) -> Self {
        if !guid.is_empty() && guid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.action = format!("/posts/scheduled/{guid}/edit");
            self.planned = guid.to_owned();
        }
        self
    }

    /// With what else was said.
    pub fn wishing(mut self, wishes: &Wishes) -> Self {
        self.wishes = wishes.clone();
        self.photos = PhotoFields::of(&wishes.photos, IN_POST);
        self
    }

    /// With how little room is left for photos, if it is little.
    pub fn room(mut self, room: String) -> Self {
        self.photos = self.photos.room(room);
        self
    }

    /// From a draft.
    pub fn drafted(mut self) -> Self {
        self.draft_saved = true;
        self
    }

    /// With why it was refused.
    pub fn refused(mut self, errors: &Errors) -> Self {
        let about = [
            "text", "photos", "audience", "people", "except", "place", "warning", "lasts", "poll", "later", "form",
        ];
        self.error = about
            .iter()
            .map(|field| errors.about(field))
            .find(|words| !words.is_empty())
            .unwrap_or_default()
            .to_owned();
        self
    }

    /// With who would get it now.
    pub fn reaching(mut self, say: &Say<'_>, reach: Reach, preview: &Preview) -> Self {
        self.reach_sentence = sentence(say, reach, preview);
        self
    }

    /// With people who are named and will not get it.
    pub fn naming_outside(mut self, outside: Vec<Named>) -> Self {
        self.outside = outside;
        self
    }

    /// With the sheet of who gets it, by name.
    pub fn with_sheet(mut self, pod: &Pod, preview: &Preview) -> Self {
        self.sheet = Some(Sheet {
            pods: pods(pod, preview),
            people: preview.shown.iter().map(PersonLine::of).collect(),
            more_count: preview.people - preview.shown.len() as i64,
        });
        self
    }
}

/// Aspects that are ticked, as a choice: for the label before anything was looked up.
fn picked(me: &Me, wanted: &Wanted) -> Choice {
    let ticked = me.aspects.iter().filter(|line| wanted.aspects.contains(&line.id.0));
    let aspects = ticked
        .map(|line| ChosenAspect {
            name: line.name.clone(),
            hue: line.hue,
        })
        .collect();
    Choice {
        aspects,
        ..Choice::default()
    }
}

fn named(people: &[audience::ChosenPerson]) -> Vec<Named> {
    people
        .iter()
        .map(|person| Named {
            guid: person.guid.clone(),
            name: person.name.clone(),
        })
        .collect()
}

fn label_of(say: &Say<'_>, reach: Reach, choice: &Choice) -> String {
    let nobody = choice.aspects.is_empty() && choice.people.is_empty() && !choice.everyone_here;
    if reach == Reach::Limited && nobody {
        say.text("post-choose")
    } else {
        label(say, reach, Some(choice))
    }
}

/// By pod, as the sheet and the script show it.
pub fn pods(pod: &Pod, preview: &Preview) -> Vec<PodLine> {
    let line = |count: &entity::own::audience::PodCount| PodLine {
        host: count.host.clone().unwrap_or_else(|| pod.settings.host()),
        count: count.people,
        here: count.host.is_none(),
    };
    preview.pods.iter().map(line).collect()
}

/// "6 people on 3 pods will get this. Nobody else can open it. 2 people are on servers that would show this to others; they will not
/// get it."
pub fn sentence(say: &Say<'_>, reach: Reach, preview: &Preview) -> String {
    match reach {
        Reach::Public => say.text("post-reach-public"),
        Reach::Pod => say.text("post-reach-pod"),
        Reach::Limited => {
            let main = say.with(
                "post-reach-limited",
                &[
                    ("people", Arg::Number(preview.people)),
                    ("pods", Arg::Number(preview.pods.len() as i64)),
                ],
            );
            [vec![main], cautions(say, preview)].concat().join(" ")
        }
    }
}

/// What an author has to know of servers that do not keep to the audience as this pod does.
fn cautions(say: &Say<'_>, preview: &Preview) -> Vec<String> {
    let mut words = Vec::new();
    if preview.unreached > 0 {
        words.push(say.with("post-reach-unreached", &[("count", Arg::Number(preview.unreached))]));
    }
    if preview.together > 0 {
        let of = [
            ("count", Arg::Number(preview.together)),
            ("people", Arg::Number(preview.people)),
        ];
        words.push(say.with("post-reach-together", &of));
    }
    words
}

/// The publisher on a page of its own: refused, being edited, or with the sheet of who gets it.
#[derive(Clone, Debug, Serialize)]
pub struct PublisherView {
    /// It.
    pub publisher: Publisher,
}

impl View for PublisherView {
    const TEMPLATE: &'static str = "page/publisher";

    fn title(&self, say: &Say<'_>) -> String {
        say.text(if !self.publisher.planned.is_empty() {
            "post-scheduled-edit"
        } else if self.publisher.edit {
            "post-edit-title"
        } else {
            "post-new"
        })
    }

    fn samples() -> Vec<Self> {
        let publisher = sample();
        let edit = Publisher {
            edit: true,
            action: "/posts/x/edit".to_owned(),
            planned: String::new(),
            sheet: None,
            ..publisher.clone()
        };
        vec![Self { publisher }, Self { publisher: edit }]
    }
}

/// For samples.
pub fn sample() -> Publisher {
    let one = Named {
        guid: PersonLine::sample().guid,
        name: "Tilda Brandt".to_owned(),
    };
    let span = || SpanLine {
        hours: "24".to_owned(),
        label: "1 day".to_owned(),
    };
    let chip = Chip {
        name: "Family".to_owned(),
        hue: 1,
    };
    Publisher {
        text: "The plum tree finally gave in.".to_owned(),
        error: "Nobody was chosen.".to_owned(),
        action: "/posts".to_owned(),
        aspects: vec![AspectBox {
            id: 1,
            name: chip.name.clone(),
            hue: chip.hue,
            count: 6,
            chosen: true,
        }],
        reach: "limited",
        people: vec![one.clone()],
        except: vec![one.clone()],
        people_text: String::new(),
        except_text: String::new(),
        reach_sentence: "6 people will get this.".to_owned(),
        audience_label: chip.name,
        audience_hue: chip.hue,
        edit: false,
        planned: "b40cbba0d6d6d6d6".to_owned(),
        outside: vec![one],
        draft_saved: true,
        wishes: Wishes {
            question: "Which evening?".to_owned(),
            place: "The allotment".to_owned(),
            lasts: "24".to_owned(),
            later: "2026-11-24T18:30".to_owned(),
            ..Wishes::default()
        },
        photos: PhotoFields::sample(),
        spans: vec![span()],
        poll_spans: vec![span()],
        sheet: Some(Sheet {
            pods: vec![PodLine {
                host: "brandt.family".to_owned(),
                count: 6,
                here: true,
            }],
            people: vec![PersonLine::sample()],
            more_count: 5,
        }),
    }
}
