//! How one wants to be told, and the page behind the link by which no more mails of a sort come.

use entity::{OwnPushDevice, SessionId};
use serde::Serialize;

use super::zone::{Kept, ZoneField};
use super::{Errors, View};
use crate::domain::me::Me;
use crate::domain::telling::unsubscribe::Stop;
use crate::domain::telling::{How, Topic, Wishes};
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};

/// `/settings/notifications`
#[derive(Clone, Debug, Serialize)]
pub struct TellingView {
    topics: Vec<TopicLine>,
    aspects: Vec<AspectLine>,
    zone: ZoneField,
    hours: Vec<Choice>,
    weekdays: Vec<Choice>,
    quiet: bool,
    quiet_from: String,
    quiet_to: String,
    /// Mails come back: to which address, and what is said.
    returned: String,
    returned_why: String,
    /// The address is not confirmed: no mail is sent yet.
    unconfirmed: bool,
    devices: Vec<Device>,
    /// The pod's key for Web Push, base64url.
    push_key: String,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct TopicLine {
    code: &'static str,
    label: String,
    hows: Vec<Choice>,
    push: bool,
}

#[derive(Clone, Debug, Serialize)]
struct AspectLine {
    id: i64,
    name: String,
    hue: i32,
    hows: Vec<Choice>,
}

#[derive(Clone, Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Device {
    id: i64,
    name: String,
    here: bool,
    iso: String,
    title: String,
    since: String,
}

/// What the page shows besides what was chosen.
pub struct Around<'a> {
    /// How the posts of aspects come.
    pub aspects: &'a std::collections::HashMap<entity::AspectId, How>,
    /// Browsers that are told.
    pub devices: &'a [OwnPushDevice],
    /// The pod's key for Web Push.
    pub push_key: String,
    /// Whether anything was kept before.
    pub kept: Kept,
}

impl TellingView {
    /// As it is, or as it was chosen.
    pub fn of(visit: &Visit, me: &Me, wishes: &Wishes, around: Around<'_>, errors: Errors) -> Self {
        let say = visit.say();
        let hows = |now: How| How::EVERY.map(|how| choice_of(&say, how, now)).into();
        let topic = |topic: Topic| TopicLine {
            code: topic.code(),
            label: say.text(&format!("telling-topic-{}", topic.code())),
            hows: hows(wishes.how(topic)),
            push: wishes.pushes(topic),
        };
        let topics = Topic::EVERY.into_iter();
        let topics = topics.filter(|topic| me.moderates() || *topic != Topic::Reported);
        let aspects = me.aspects.iter().map(|aspect| AspectLine {
            id: aspect.id.0,
            name: aspect.name.clone(),
            hue: aspect.hue,
            hows: hows(around.aspects.get(&aspect.id).copied().unwrap_or(How::Never)),
        });
        let (from, to) = wishes.quiet().unwrap_or((22 * 60, 7 * 60));
        let confirmed = crate::domain::account::address(&me.user);
        Self {
            topics: topics.map(topic).collect(),
            aspects: aspects.collect(),
            zone: ZoneField::of(&say, wishes.zone().name(), around.kept, errors.about("zone")),
            hours: (0..24)
                .map(|hour| numbered(hour, wishes.hour(), clock(hour * 60)))
                .collect(),
            weekdays: (0..7)
                .map(|day| numbered(day, wishes.weekday(), say.text(&format!("telling-weekday-{day}"))))
                .collect(),
            quiet: wishes.quiet().is_some(),
            quiet_from: clock(from),
            quiet_to: clock(to),
            returned: confirmed.filter(|_| wishes.stopped()).unwrap_or_default().to_owned(),
            returned_why: wishes.returned_why.clone().unwrap_or_default(),
            unconfirmed: confirmed.is_none(),
            devices: around
                .devices
                .iter()
                .map(|device| Device::of(visit, device, me.session.id))
                .collect(),
            push_key: around.push_key,
            errors,
        }
    }
}

impl TellingView {
    /// With why it was refused.
    pub fn refused(self, errors: Errors) -> Self {
        let zone = self.zone.refused(errors.about("zone"));
        Self { zone, errors, ..self }
    }
}

fn choice_of(say: &Say<'_>, how: How, now: How) -> Choice {
    Choice {
        value: how.code().to_owned(),
        label: say.text(&format!("telling-how-{}", how.code())),
        chosen: how == now,
    }
}

fn numbered(number: u32, now: u32, label: String) -> Choice {
    Choice {
        value: number.to_string(),
        label,
        chosen: number == now,
    }
}

/// Minutes after midnight as `07:30`.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

impl Device {
    fn of(visit: &Visit, device: &OwnPushDevice, here: SessionId) -> Self {
        Self {
            id: device.id.0,
            name: device.name.clone(),
            here: device.session_id == here,
            iso: device.created_at.iso(),
            title: visit.at(device.created_at),
            since: visit.ago(device.created_at),
        }
    }
}

impl View for TellingView {
    const TEMPLATE: &'static str = "page/settings_notifications";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("telling-title")
    }

    fn current(&self) -> String {
        "settings-notifications".to_owned()
    }

    fn samples() -> Vec<Self> {
        let hows = vec![Choice {
            value: "daily".to_owned(),
            label: "In the digest".to_owned(),
            chosen: true,
        }];
        let full = Self {
            topics: vec![TopicLine {
                code: "liked",
                label: "Somebody likes a post of mine".to_owned(),
                hows: hows.clone(),
                push: true,
            }],
            aspects: vec![AspectLine {
                id: 1,
                name: "<b>Family".to_owned(),
                hue: 1,
                hows: hows.clone(),
            }],
            zone: ZoneField::sample("This cannot be."),
            hours: hows.clone(),
            weekdays: hows,
            quiet: true,
            quiet_from: "22:00".to_owned(),
            quiet_to: "07:00".to_owned(),
            returned: "alice@mail.example".to_owned(),
            returned_why: "550 <no> such user".to_owned(),
            unconfirmed: true,
            devices: vec![Device {
                id: 1,
                name: "Firefox, Linux".to_owned(),
                here: true,
                iso: "2026-11-21T10:25:00Z".to_owned(),
                title: "21 November 2026, 10:25 UTC".to_owned(),
                since: "5 minutes ago".to_owned(),
            }],
            push_key: "BA".to_owned(),
            errors: Errors::sample("zone"),
        };
        let bare = Self {
            topics: Vec::new(),
            aspects: Vec::new(),
            devices: Vec::new(),
            returned: String::new(),
            unconfirmed: false,
            zone: ZoneField::sample(""),
            quiet: false,
            errors: Errors::none(),
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// `/unsubscribe/<token>`
#[derive(Clone, Debug, Serialize)]
pub struct UnsubscribeView {
    token: String,
    /// What comes no more, in words.
    what: String,
    done: bool,
}

/// Whether it was done already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is offered.
    Offered,
    /// It is done.
    Done,
}

impl UnsubscribeView {
    /// What a link is good for.
    pub fn of(say: &Say<'_>, token: &str, what: Stop, step: Step) -> Self {
        let what = match what {
            Stop::Topic(topic) => {
                let topic = say.text(&format!("telling-topic-{}", topic.code()));
                say.with("telling-stop-topic", &[("topic", Arg::Text(topic))])
            }
            Stop::Posts | Stop::Daily | Stop::Weekly => say.text(&format!("telling-stop-{}", what.code())),
        };
        Self {
            token: token.to_owned(),
            what,
            done: step == Step::Done,
        }
    }
}

impl View for UnsubscribeView {
    const TEMPLATE: &'static str = "page/unsubscribe";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("telling-stop-title")
    }

    fn samples() -> Vec<Self> {
        [false, true]
            .map(|done| Self {
                token: "1-liked-00".to_owned(),
                what: "Mails about likes".to_owned(),
                done,
            })
            .into()
    }
}
