//! Choosing an audience: what a form says, whom it means right now, and how it was chosen, kept for the author.

use entity::own::audience::{self as door, PodCount};
use entity::write::post::Chosen;
use entity::{AspectId, PersonId, Reach, person};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::author::Author;
use crate::domain::me::Me;
use crate::error::{Outcome, PostRefusal};
use crate::wire::activitypub::software::{Handling, handling};

/// Most people that can be named one by one.
const NAMED: usize = 200;
/// Most people shown by name before sharing.
const SHOWN: u64 = 100;

/// What the publisher's form says about the audience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// `limited`, `pod` or `public`.
    pub reach: String,
    /// Aspects by row id.
    pub aspects: Vec<i64>,
    /// People by guid or diaspora ID, several of them in one value with commas between.
    pub people: Vec<String>,
    /// People left out, likewise.
    pub except: Vec<String>,
}

/// A choice that makes sense.
#[derive(Clone, Debug)]
pub struct Audience {
    /// In the large.
    pub reach: Reach,
    /// Which aspects and people.
    pub chosen: Chosen,
    /// As the author chose it.
    pub choice: Choice,
}

/// How an author chose, kept as it was then: aspects may be renamed or deleted later.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Aspects: name and hue.
    pub aspects: Vec<ChosenAspect>,
    /// People: guid and name.
    pub people: Vec<ChosenPerson>,
    /// People left out.
    pub except: Vec<ChosenPerson>,
    /// Everyone who was on this pod then.
    #[serde(default)]
    pub everyone_here: bool,
}

/// An aspect as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenAspect {
    /// Its name then.
    pub name: String,
    /// Its hue then.
    pub hue: i32,
}

/// A person as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenPerson {
    /// Guid.
    pub guid: String,
    /// Name then.
    pub name: String,
}

/// Who would get it.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// How many people.
    pub people: i64,
    /// Those of the chosen who will not get it, since their servers would show it to others.
    pub unreached: i64,
    /// Those who may see of others on their own server that they have it, too.
    pub together: i64,
    /// By pod; for a pod-wide or public post only those who are named besides.
    pub pods: Vec<PodCount>,
    /// The first of them.
    pub shown: Vec<person::Model>,
}

/// A reach as forms write it.
pub fn reach(code: &str) -> Option<Reach> {
    match code {
        "limited" => Some(Reach::Limited),
        "pod" => Some(Reach::Pod),
        "public" => Some(Reach::Public),
        _ => None,
    }
}

/// A reach for forms.
pub fn reach_code(reach: Reach) -> &'static str {
    match reach {
        Reach::Limited => "limited",
        Reach::Pod => "pod",
        Reach::Public => "public",
    }
}

/// Makes sense of what a form says. Aspects of others are as if they did not exist.
///
/// # Errors
/// Nobody is chosen, somebody named is not known here, or a public post leaves people out.
pub async fn resolve(db: &impl ConnectionTrait, me: &impl Author, wanted: &Wanted) -> Outcome<Audience> {
    let reach = reach(&wanted.reach).ok_or(PostRefusal::NobodyChosen)?;
    let people = named(db, &wanted.people).await?;
    let except = named(db, &wanted.except).await?;
    if reach == Reach::Public && !except.is_empty() {
        return Err(PostRefusal::PublicExcept.into());
    }
    let mine: Vec<_> = me
        .aspects()
        .iter()
        .filter(|line| wanted.aspects.contains(&line.id.0))
        .collect();
    let limited = reach == Reach::Limited;
    if limited && mine.is_empty() && people.is_empty() {
        return Err(PostRefusal::NobodyChosen.into());
    }
    let choice = Choice {
        aspects: mine
            .iter()
            .filter(|_| limited)
            .map(|line| ChosenAspect {
                name: line.name.clone(),
                hue: line.hue,
            })
            .collect(),
        people: people.iter().map(ChosenPerson::of).collect(),
        except: except.iter().map(ChosenPerson::of).collect(),
        everyone_here: reach == Reach::Pod && !except.is_empty(),
    };
    let mut audience = Audience {
        reach,
        chosen: Chosen {
            aspects: mine.iter().filter(|_| limited).map(|line| line.id).collect(),
            people: people.iter().map(|person| person.id).collect(),
            except: except.iter().map(|person| person.id).collect(),
        },
        choice,
    };
    if audience.choice.everyone_here {
        everyone_here(db, &mut audience).await?;
    }
    if reach == Reach::Public {
        audience.chosen.people.clear();
    }
    Ok(audience)
}

/// Anyone.
pub fn everyone() -> Audience {
    Audience {
        reach: Reach::Public,
        chosen: Chosen::default(),
        choice: Choice::default(),
    }
}

/// "Everyone on this pod but …" has to be written down by name: it becomes a limited post for all who are here now.
async fn everyone_here(db: &impl ConnectionTrait, audience: &mut Audience) -> Outcome<()> {
    let here = entity::visible::person::here(db).await?;
    audience.reach = Reach::Limited;
    audience.chosen.people.extend(here.into_iter().map(|person| person.id));
    audience.chosen.people.sort();
    audience.chosen.people.dedup();
    Ok(())
}

impl Choice {
    /// As it was written down (JSON).
    pub fn kept(json: Option<&str>) -> Option<Self> {
        serde_json::from_str(json?).ok()
    }
}

impl ChosenPerson {
    fn of(person: &person::Model) -> Self {
        Self {
            guid: person.guid.clone(),
            name: person.name.clone(),
        }
    }
}

/// The people that some values of a form name.
///
/// # Errors
/// One of them is not known here, or there are too many.
pub async fn named(db: &impl ConnectionTrait, values: &[String]) -> Outcome<Vec<person::Model>> {
    let wanted: Vec<String> = values
        .iter()
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().trim_start_matches('@').to_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    if wanted.len() > NAMED {
        return Err(PostRefusal::TooManyNamed(NAMED).into());
    }
    let either = Condition::any()
        .add(person::Column::Guid.is_in(wanted.clone()))
        .add(person::Column::Handle.is_in(wanted.clone()));
    let found = person::Entity::find()
        .filter(either)
        .filter(person::Column::ClosedAt.is_null())
        .all(db)
        .await?;
    for name in wanted {
        if !found.iter().any(|person| person.guid == name || person.handle == name) {
            return Err(PostRefusal::PersonUnknown(name.chars().take(100).collect()).into());
        }
    }
    Ok(found)
}

/// How many would get it if it were shared now.
///
/// # Errors
/// The database cannot be read.
pub async fn count(db: &impl ConnectionTrait, me: &impl Author, audience: &Audience) -> Outcome<Preview> {
    let mut pods = door::by_pod(db, me.user(), me.person(), &audience.chosen).await?;
    let (mut unreached, mut together) = (0, 0);
    for pod in pods.iter_mut().filter(|pod| pod.actors > 0) {
        let handling = handling(pod.software.as_deref());
        if handling == Handling::Never {
            unreached += pod.actors;
            pod.people -= pod.actors;
        } else if handling.shows_company() && pod.actors > 1 {
            together += pod.actors;
        }
    }
    pods.retain(|pod| pod.people > 0);
    Ok(Preview {
        people: pods.iter().map(|pod| pod.people).sum(),
        unreached,
        together,
        pods,
        shown: Vec::new(),
    })
}

/// The same, with the first of them by name.
///
/// # Errors
/// The database cannot be read.
pub async fn preview(db: &impl ConnectionTrait, me: &Me, audience: &Audience) -> Outcome<Preview> {
    let shown = door::people(db, me.user.id, me.person.id, &audience.chosen, SHOWN).await?;
    Ok(Preview {
        shown,
        ..count(db, me, audience).await?
    })
}

/// Those of some people who would get it.
///
/// # Errors
/// The database cannot be read.
pub async fn inside(
    db: &impl ConnectionTrait,
    me: &impl Author,
    audience: &Audience,
    people: &[person::Model],
) -> Outcome<Vec<PersonId>> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let others = ids.iter().copied().filter(|id| *id != me.person());
    Ok(match audience.reach {
        Reach::Public => others.collect(),
        Reach::Pod => {
            let given = door::inside(db, me.user(), me.person(), &audience.chosen, &ids).await?;
            let here = |id: PersonId| people.iter().any(|person| person.id == id && person.pod_id.is_none());
            others.filter(|id| here(*id) || given.contains(id)).collect()
        }
        Reach::Limited => door::inside(db, me.user(), me.person(), &audience.chosen, &ids).await?,
    })
}

/// The aspects that are ticked when the publisher opens.
pub fn usual(me: &Me) -> Vec<AspectId> {
    me.aspects
        .iter()
        .filter(|line| line.chosen)
        .map(|line| line.id)
        .collect()
}
