//! After a form people stay on this pod (A82).

use proptest::prelude::*;
use samara::text::redirect::local;

#[test]
fn pages_of_this_pod_are_allowed_with_their_query() {
    for target in [
        "/",
        "/stream",
        "/posts/0123456789abcdef",
        "/search?q=a%2Fb%20c",
        "/people/ab#posts",
        "/aspects?a=1&a=2",
        "/u/bob",
    ] {
        assert_eq!(local(target), Some(target));
    }
}

#[test]
fn nothing_leads_away_from_this_pod() {
    for target in [
        "",
        " ",
        "stream",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/%2Fevil.example",
        "/%2fevil.example",
        "/web/%2Fevil.example",
        "/%5cevil.example",
        "/%5Cevil.example",
        "/%252Fevil.example",
        "https:evil.example",
        "https://evil.example",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\tevil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/\r\nX: y",
        " //evil.example",
        "/ /evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/../x",
        "/./x",
        "/%2e%2e/x",
        "/x//y",
        "/x\\y",
        "/%09/evil.example",
        "/%0d%0aX:y",
        "/é",
        "/\u{2028}/evil.example",
        "?q=//evil.example",
        "@evil.example",
        ".evil.example",
        "/x\0",
        "/%00",
    ] {
        assert_eq!(local(target), None, "{target:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_allowed_resolves_to_this_pod(target in "[/\\\\%.a-z0-9:@?#\\t ]{0,24}") {
        if let Some(path) = local(&target) {
            let base = url::Url::parse("https://pod.example/sign-in").expect("valid");
            let url = base.join(path).expect("resolves");
            prop_assert_eq!(url.origin(), base.origin());
        }
    }
}
