//! Where people of other pods, and what they wrote, are at home: links for whoever wants to see it there.

use entity::{Reach, person};

use crate::outbound::names::is_this_machine;

/// The pod of somebody, if it is another one, as it stands in their ID.
pub fn host(person: &person::Model) -> Option<&str> {
    let (_, host) = person.handle.split_once('@')?;
    person.pod_id.map(|_| host)
}

fn base(host: &str) -> String {
    let name = host.split(':').next().unwrap_or_default();
    let scheme = if is_this_machine(name) { "http" } else { "https" };
    format!("{scheme}://{host}")
}

/// Somebody's page on their pod; empty for people of this one.
pub fn of_person(person: &person::Model) -> String {
    host(person).map_or_else(String::new, |host| format!("{}/people/{}", base(host), person.guid))
}

/// A post on its author's pod; empty for those of this one, and for limited ones, which nobody finds there without signing in.
pub fn of_post(author: &person::Model, guid: &str, reach: Reach) -> String {
    let host = host(author).filter(|_| reach == Reach::Public);
    host.map_or_else(String::new, |host| format!("{}/posts/{guid}", base(host)))
}
