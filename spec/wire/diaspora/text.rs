//! Mentions and tags of the network, as the pod's own reader of texts finds them.

use samara::text::{mention, tag};
use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;

/// Tags are stored in lower case and composed form: the table keeps the first spelling.
pub fn judge(table: &str, raw: &str, expected: &Json) -> Json {
    if table == "mentions" {
        let found = mention::find(raw);
        return found
            .iter()
            .map(|mention| json!([mention.name, mention.handle.as_str()]))
            .collect();
    }
    let found: Vec<String> = tag::find(raw).iter().map(ToString::to_string).collect();
    let listed = expected.as_array().expect("a list").iter();
    let listed: Vec<String> = listed
        .map(|tag| tag.as_str().expect("a tag").to_lowercase().nfc().collect())
        .collect();
    if found == listed {
        expected.clone()
    } else {
        json!(found)
    }
}
