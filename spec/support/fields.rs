//! What is sent to each route that takes a form. A new route that takes one: a line here.

use super::World;

/// What a browser says of itself: keys of RFC 8291, appendix A.
pub const DEVICE: [(&str, &str); 3] = [
    ("endpoint", "https://push.example/one"),
    (
        "p256dh",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    ),
    ("auth", "BTBZMqHH6r4Tts7J_aSIgg"),
];

impl World {
    /// What alice, an administrator or a visitor would send; nothing for a route that the table lacks.
    pub fn fields(&self, route: &str) -> Option<Vec<(&'static str, String)>> {
        let family = self.family.to_string();
        let fields: Vec<(&'static str, &str)> = match route {
            "/setup" => vec![
                ("name", "Pod"),
                ("join", "open"),
                ("username", "zoe"),
                ("email", "zoe@mail.example"),
                ("password", "a long enough one"),
            ],
            "/join" => vec![
                ("username", "zoe"),
                ("email", "zoe@mail.example"),
                ("password", "a long enough one"),
                ("application", "me"),
                ("invitation", ""),
                ("website", ""),
                ("task", ""),
                ("work", ""),
            ],
            "/sign-in" => vec![
                ("username", "alice"),
                ("password", "wrong wrong wrong"),
                ("to", "/stream"),
            ],
            "/sign-in/code" => vec![("code", "123456"), ("to", "/stream")],
            "/password/forgot" => vec![("email", "alice@mail.example")],
            "/password/reset/<token>" => vec![("password", "short")],
            "/settings/account" => vec![("language", "de"), ("theme", "dark"), ("reach", "limited")],
            "/settings/account/email" => vec![("email", "alice.other@mail.example")],
            "/admin" => vec![("name", "Another name"), ("join", "open")],
            "/admin/people/<id>/spotlight" => vec![("shown", "1")],
            "/settings/filter" => vec![("kind", "tag"), ("what", "rust"), ("how", "collapse")],
            "/settings/filter/<id>/remove" => vec![],
            "/settings/stream" => vec![("order", "active"), ("spotlight", "1")],
            "/admin/people/<id>/role" => vec![("role", "moderator")],
            "/aspects/new" => vec![("name", "Choir"), ("hue", "3"), ("chosen", "1")],
            "/aspects/<id>/edit" => vec![("name", "Kin"), ("hue", "4")],
            "/people/<guid>/aspects" => vec![("aspect", &family), ("to", "/contacts")],
            "/tags/<name>/follow" | "/tags/<name>/unfollow" => vec![("to", "/followed-tags")],
            "/followed-tags" => vec![("tags", "#music")],
            "/people/<guid>/follower" => vec![("may", "yes")],
            "/people/<guid>/unignore" => vec![("to", "/ignored")],
            "/invitations" => vec![("note", "x"), ("uses", "1"), ("days", "1"), ("aspect", &family)],
            "/posts" | "/posts/preview" | "/posts/draft" | "/audience" | "/posts/audience" => {
                vec![
                    ("text", "hello #rust"),
                    ("reach", "limited"),
                    ("aspect", &family),
                    ("people", &self.bob.guid),
                    ("except", ""),
                ]
            }
            "/admin/blocks" => vec![("name", "spam.example"), ("below", "1"), ("reason", "spam")],
            "/admin/blocks/preview" | "/admin/blocks/import" => vec![("list", "far.example")],
            "/admin/emoji" => vec![("name", "plum"), ("category", "Fruit")],
            "/admin/emoji/<id>/category" => vec![("category", "Trees")],
            "/admin/emoji/<id>/offer" => vec![("shown", "1")],
            "/settings/links" => vec![("make-previews", "1"), ("show-previews", "1")],
            "/posts/<guid>/edit" => vec![("text", "changed")],
            "/posts/scheduled/<guid>/edit" => vec![
                ("text", "later"),
                ("reach", "limited"),
                ("aspect", &family),
                ("later", "2026-12-25T18:30"),
            ],
            "/posts/scheduled/<guid>/share" | "/posts/scheduled/<guid>/delete" => vec![],
            "/posts/<guid>/comments" => vec![("comment", "a word"), ("answers", "")],
            "/conversations" => vec![("people", &self.bob.guid), ("subject", "Jam"), ("text", "hello")],
            "/conversations/<guid>/messages" => vec![("text", "hello")],
            "/posts/<guid>/report"
            | "/comments/<guid>/report"
            | "/messages/<guid>/report"
            | "/people/<guid>/report" => {
                vec![("reason", "rude")]
            }
            "/photos" => vec![],
            "/photos/<guid>/describe" => vec![("alt", "A tree"), ("focus-x", "20"), ("focus-y", "30"), ("album", "")],
            "/albums" => vec![("name", "Another")],
            "/albums/<guid>/rename" => vec![("name", "Reel")],
            "/posts/<guid>/vote" => vec![("answer", "1")],
            "/posts/<guid>/reshare" => vec![("text", "look")],
            "/posts/<guid>/like" | "/comments/<guid>/like" => vec![("emoji", "🎉")],
            "/comments/<guid>/edit" => vec![("comment", "changed")],
            "/posts/<guid>/delete" => vec![("confirmed", "1")],
            "/posts/<guid>/show" | "/posts/<guid>/withdraw" => vec![("people", &self.bob.guid)],
            "/settings/profile" => vec![
                ("name", "Alice"),
                ("bio", "x"),
                ("location", "here"),
                ("pronouns", "she"),
                ("day", "1"),
                ("month", "2"),
                ("year", "1990"),
                ("tags", "#one #two"),
                ("details", "everyone"),
                ("searchable", "1"),
            ],
            "/settings/sharing" => vec![("share-back", "0"), ("reach", "limited"), ("aspect", &family)],
            "/settings/avatar" => vec![("x", "0"), ("y", "0"), ("size", "64")],
            "/start/profile" => vec![("name", "Alice")],
            "/start/tags" => vec![("tags", "#music"), ("tag", "rust")],
            "/start/people" => vec![("aspect", &family), ("person", &self.bob.guid)],
            "/settings/notifications" => vec![
                ("how-liked", "daily"),
                ("push-message", "1"),
                ("zone", "Europe/Vienna"),
                ("hour", "8"),
                ("weekday", "0"),
            ],
            "/settings/notifications/devices" => DEVICE.to_vec(),
            "/settings/security/devices" => vec![("tell", "1")],
            "/settings/security/password" => vec![
                ("password", "wrong wrong"),
                ("new", "another long one"),
                ("again", "another long one"),
            ],
            "/settings/security/code" => vec![("code", "123456")],
            "/settings/security/confirm" => vec![("password", "wrong wrong"), ("to", "/settings/account")],
            "/settings/security/close" => vec![("password", "wrong wrong")],
            "/settings/moving/former" | "/settings/moving/former/remove" => vec![("former", "me@other.example")],
            "/settings/moving/away" => vec![("new", "me@other.example"), ("password", "wrong wrong")],
            "/setup/first"
            | "/sign-in/reopen"
            | "/email/confirm/<token>"
            | "/settings/account/start-again"
            | "/settings/notifications/again"
            | "/settings/notifications/devices/<id>/remove"
            | "/unsubscribe/<token>"
            | "/admin/mail"
            | "/admin/media/empty"
            | "/admin/jobs/<id>/again"
            | "/admin/jobs/<id>/drop"
            | "/admin/blocks/<id>/lift"
            | "/admin/pods/<id>/try"
            | "/admin/pods/<id>/ask"
            | "/admin/applications/<id>/accept"
            | "/admin/applications/<id>/decline"
            | "/admin/people/<id>/lock"
            | "/admin/reports/<id>/dismiss"
            | "/admin/reports/<id>/warn"
            | "/admin/reports/<id>/delete"
            | "/admin/reports/<id>/lock"
            | "/admin/reports/<id>/close"
            | "/admin/reports/<id>/pass"
            | "/admin/people/<id>/unlock"
            | "/admin/people/<id>/reopen"
            | "/admin/people/<id>/link"
            | "/aspects/<id>/up"
            | "/aspects/<id>/down"
            | "/aspects/<id>/delete"
            | "/invitations/<id>/revoke"
            | "/notifications/read"
            | "/people/<guid>/ignore"
            | "/people/<guid>/look"
            | "/admin/emoji/<id>/delete"
            | "/posts/<guid>/watch"
            | "/posts/<guid>/preview/remove"
            | "/posts/<guid>/pin"
            | "/posts/<guid>/unpin"
            | "/posts/<guid>/hide"
            | "/posts/<guid>/unhide"
            | "/posts/<guid>/follow"
            | "/posts/<guid>/mute"
            | "/posts/<guid>/unlike"
            | "/posts/<guid>/bookmark"
            | "/conversations/<guid>/leave"
            | "/messages/<guid>/delete"
            | "/photos/<guid>/address"
            | "/photos/<guid>/avatar"
            | "/photos/<guid>/delete"
            | "/albums/<guid>/delete"
            | "/posts/<guid>/unbookmark"
            | "/comments/<guid>/unlike"
            | "/comments/<guid>/delete"
            | "/settings/security/sessions/<id>/end"
            | "/settings/security/sessions/end"
            | "/settings/security/code/begin"
            | "/settings/security/code/renew"
            | "/settings/security/code/off"
            | "/sign-out" => vec![],
            _ => return None,
        };
        Some(
            fields
                .into_iter()
                .map(|(name, value)| (name, value.to_owned()))
                .collect(),
        )
    }
}
