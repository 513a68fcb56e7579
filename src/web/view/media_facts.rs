//! How it stands with files of other servers, on the administrator's page.

use serde::Serialize;

use super::admin::{Fact, size};
use crate::i18n::number;
use crate::media::{Facts, REASONS};
use crate::pod::Pod;
use crate::web::guard::Visit;

/// What is kept, what was shown, and what could not be had.
#[derive(Clone, Debug, Serialize)]
pub struct MediaFacts {
    /// Nothing is fetched at all.
    off: bool,
    facts: Vec<Fact>,
    /// Why things could not be had.
    refused: Vec<Fact>,
    /// From where.
    hosts: Vec<Fact>,
}

impl MediaFacts {
    /// Of these numbers.
    pub fn of(visit: &Visit, pod: &Pod, facts: Facts) -> Self {
        let say = visit.say();
        let many = |many: u64| number(i64::try_from(many).unwrap_or(i64::MAX), visit.lang);
        let fact = |label: &str, value: String| Fact {
            label: say.text(label),
            value,
        };
        let most = u64::from(pod.settings.remote.cache_mb) * 1_048_576;
        let known = facts.refused.iter().filter(|(why, _)| REASONS.contains(&why.as_str()));
        let refused = known.map(|(why, count)| fact(&format!("admin-media-why-{why}"), many(*count)));
        let hosts = facts.hosts.iter().map(|(host, count)| Fact {
            label: host.clone(),
            value: many(*count),
        });
        Self {
            off: most == 0,
            facts: vec![
                fact("admin-media-files", many(facts.files)),
                fact("admin-media-used", format!("{} / {}", size(facts.used), size(most))),
                fact("admin-media-hits", many(facts.hits)),
                fact("admin-media-fetches", many(facts.fetches)),
                fact("admin-media-came", size(facts.fetched_bytes)),
            ],
            refused: refused.collect(),
            hosts: hosts.collect(),
        }
    }

    /// To show in samples.
    pub(super) fn sample(fact: Fact) -> Self {
        Self {
            off: false,
            facts: vec![fact.clone()],
            refused: vec![fact.clone()],
            hosts: vec![fact],
        }
    }
}
