//! Five hundred posts full of files of other servers and of markup that would have a browser ask somebody else.
//!
//! They are written by the domain, as the running pod would do it, into its database. What is elsewhere is on two servers
//! of this spec: one that the pod may ask, and one that nobody may.

use entity::person;
use entity::visible::post::posts;
use samara::domain::emoji::{self, Given};
use samara::domain::me::Me;
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::{aspect, comment, contact, conversation};
use samara::pod::Pod;
use samara::settings::{Settings, Sources};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};

use super::world::World;
use crate::recording::build;
use crate::support::photo::picture;
use crate::support::{Origin, Served, cast};

/// So many posts.
const POSTS: usize = 500;
/// So many in one act.
const AT_ONCE: usize = 50;

/// A server with pictures, films and sounds.
pub async fn origin() -> Origin {
    let film = build::mp4(b"isom", &[(b"vide", b"avc1")], false);
    let sound = build::mp3();
    let small = picture(24, 16, 120);
    Origin::new(move |path| match path.rsplit('.').next() {
        Some("mp4") => Served::ok("video/mp4", &film),
        Some("mp3") => Served::ok("audio/mpeg", &sound),
        _ => Served::ok("image/png", &small),
    })
    .await
}

/// A server that nobody may ask for anything.
pub async fn canary() -> Origin {
    Origin::at("127.0.0.3:0", |_| Served::ok("image/png", &picture(8, 8, 1))).await
}

/// What is shown from elsewhere, as people write it.
fn shown(origin: &Origin, number: usize) -> String {
    let at = |path: &str| origin.url(path);
    let (picture, film, sound) = (at(&format!("/{}.png", number % 9)), at("/film.mp4"), at("/sound.mp3"));
    match number % 8 {
        0 => format!("![a picture]({picture})"),
        1 => format!("<img src=\"{picture}\" alt=\"in HTML\" width=40>"),
        2 => format!("![a film]({film})"),
        3 => format!("{sound}"),
        4 => format!("<video src=\"{film}\" poster=\"{picture}\" autoplay></video>"),
        5 => format!("[![linked]({picture})]({picture}) :cat:"),
        6 => format!("> ![quoted][one]\n\n[one]: {picture} \"a title\""),
        _ => format!("| a | b |\n|---|---|\n| ![in a table]({picture}) | <audio autoplay src=\"{sound}\"></audio> |"),
    }
}

/// Markup that would have a browser ask the canary, if it came through.
fn hostile(canary: &Origin) -> Vec<String> {
    let host = canary.address();
    let url = format!("http://{host}/x");
    let markup = [
        "<script src=\"URL\"></script>",
        "<img src=x onerror=\"fetch('URL')\">",
        "<img srcset=\"URL 1x, URL 2x\">",
        "<picture><source srcset=\"URL\"><img></picture>",
        "<iframe src=\"URL\"></iframe><iframe srcdoc=\"<img src='URL'>\"></iframe>",
        "<object data=\"URL\"></object><embed src=\"URL\"><applet archive=\"URL\"></applet>",
        "<link rel=stylesheet href=\"URL\"><link rel=preload as=image href=\"URL\"><link rel=icon href=\"URL\">",
        "<link rel=preconnect href=\"URL\"><link rel=dns-prefetch href=\"//HOST\"><link rel=prefetch href=\"URL\">",
        "<style>@import url(URL); body { background: url('URL') }</style>",
        "<p style=\"background-image:url(URL)\">styled</p><div style='content:url(\"URL\")'>x</div>",
        "<meta http-equiv=refresh content=\"0;url=URL\"><base href=\"http://HOST/\">",
        "<svg><image href=\"URL\" xlink:href=\"URL\"/><use href=\"URL#a\"/><feImage href=\"URL\"/></svg>",
        "<svg><style>@import 'URL';</style><animate attributeName=href values=\"URL\"/><set attributeName=href to=\"URL\"/></svg>",
        "<svg><foreignObject><img src=\"URL\"></foreignObject></svg><image src=\"URL\">",
        "<math href=\"URL\"><mtext><table><mglyph><style><img src=URL></style></mglyph></table></mtext></math>",
        "<body background=\"URL\"><table background=\"URL\"><td background=\"URL\">x</td></table>",
        "<form action=\"URL\"><input type=image src=\"URL\" autofocus><button formaction=\"URL\">x</button></form>",
        "<a href=\"/\" ping=\"URL\">pinging</a><area ping=\"URL\" href=\"/\">",
        "<video poster=\"URL\"><track default src=\"URL\"></video><bgsound src=\"URL\">",
        "<noscript><p title=\"</noscript><img src=URL>\"></noscript>",
        "<textarea><img title=\"</textarea><img src=URL>\"></textarea><xmp><img title=\"</xmp><img src=URL>\">",
        "<!--><img src=URL>--><![CDATA[<img src=URL>]]><?xml <img src=URL>?>",
        "<img src=\"h\tttp://HOST/x\"><img src=\"//HOST/x\"><img src=\"\\\\HOST\\x\"><img src=\"http:\\\\HOST\\x\">",
        "<img src=\"&#104;ttp:&#x2f;/HOST/x\" lowsrc=\"URL\" dynsrc=\"URL\" longdesc=\"URL\">",
        "<template><img src=URL></template><slot><portal src=URL></portal></slot><fencedframe src=URL></fencedframe>",
        "![direct](URL) ![svg](URL.svg) ![spaced]( <URL> 'title \"><img src=URL>' )",
        "![a\"><img src=URL>](x) [b](javascript:fetch('URL')) [c](data:text/html,<img/src=URL>)",
        "![r][ref]\n\n[ref]: URL\n\n<URL>\n\n`<img src=URL>`\n\n    <img src=URL>",
        "# ![h](URL)\n\n- ![l](URL)\n\n> <img src=URL>\n\n~~<img src=URL>~~ **![b](URL)**",
        "<img\nsrc=URL\n><img/src=URL/><img src=URL onload=this.src='URL'><IMG SRC=URL><img src = 'URL'",
        "<q cite=URL>x</q><ins cite=URL>y</ins><blockquote cite=URL>z</blockquote><html manifest=URL><head profile=URL>",
        "<frameset><frame src=URL></frameset><layer src=URL></layer><ilayer src=URL></ilayer><isindex action=URL>",
    ];
    let put = |markup: &&str| markup.replace("URL", &url).replace("HOST", &host.to_string());
    markup.iter().map(put).collect()
}

/// The running pod's database and folder, opened beside it.
async fn opened(world: &World) -> Pod {
    let overrides = vec![
        ("data".to_owned(), world.file("data").display().to_string()),
        ("address".to_owned(), world.pod.address()),
    ];
    let settings = Settings::load(&Sources {
        overrides,
        cores: 1,
        ..Sources::default()
    });
    samara::boot::open(settings.unwrap()).await.expect("it opens")
}

/// Fills a pod that ada runs and bo lives on; returns the address of a page of somebody of another pod.
pub async fn fill(world: &World, origin: &Origin, canary: &Origin) -> String {
    let pod = opened(world).await;
    let ada = cast::user(&pod, "ada").await.me(&pod).await;
    let bo = cast::user(&pod, "bo").await.me(&pod).await;
    let carol = stranger(&pod, &ada, origin, canary).await;
    let bad = hostile(canary);
    let text = |number: usize| {
        let mut parts: Vec<String> = (0..4)
            .map(|more| bad[(number * 4 + more) % bad.len()].clone())
            .collect();
        parts.extend((0..3).map(|more| shown(origin, number * 3 + more)));
        format!(
            "http://{}/page/{}\n\n#bread {}",
            origin.address(),
            number % 20,
            parts.join("\n\n")
        )
    };
    let wanted = |number: usize| Wanted {
        reach: if number % 5 == 4 { "pod" } else { "public" }.to_owned(),
        aspects: Vec::new(),
        people: Vec::new(),
        except: Vec::new(),
    };
    let host = pod.settings.host();
    let mut last = String::new();
    for some in 0..POSTS / AT_ONCE {
        let written = pod.act(async |tx| {
            let mut guid = String::new();
            for number in some * AT_ONCE..(some + 1) * AT_ONCE {
                let composed = Composed {
                    text: &text(number),
                    wanted: &wanted(number),
                    wishes: &Wishes::default(),
                };
                let me = if number % 2 == 0 { &ada } else { &bo };
                guid = post::compose(tx, me, &host, composed).await?.guid.clone();
            }
            Ok(guid)
        });
        last = written.await.expect("posts are shared");
    }
    talk(&pod, &ada, &bo, &last, &bad).await;
    foreign(&pod, &carol, origin).await;
    pod.db.close().await;
    format!("/people/{}", carol.guid)
}

/// Somebody of another pod whom ada follows, with a picture there and a name that means ill.
async fn stranger(pod: &Pod, ada: &Me, origin: &Origin, canary: &Origin) -> person::Model {
    let carol = cast::remote(pod, "carol", "far.example").await;
    let cat = Given {
        name: "cat".to_owned(),
        url: origin.url("/cat.png").to_string(),
    };
    let home = carol.pod_id.expect("she is of another pod");
    let changed = pod.act(async |tx| {
        emoji::learn(tx, home, &[cat]).await?;
        let learned = entity::emoji::Entity::find()
            .one(tx.sql())
            .await?
            .expect("it is learned");
        let mut row = carol.into_active_model();
        row.avatar = Set(Some(origin.url("/carol.png").to_string()));
        row.name = Set(format!("Carol :cat: <img src=http://{}/name>", canary.address()));
        row.emoji = Set(Some(format!("cat={}", learned.key)));
        let carol = row.update(tx.sql()).await?;
        // As if what carol's pod calls so were known here, so that ada's and bo's posts show it.
        tx.sql().execute_unprepared("UPDATE emoji SET pod_id = NULL").await?;
        let far = aspect::add(tx, ada.user.id, "Far away", 3).await?.id;
        contact::set_aspects(tx, ada.user.id, carol.id, &[far]).await?;
        Ok(carol)
    });
    changed.await.expect("she is known")
}

/// All that means ill once more, as comments and as a message.
async fn talk(pod: &Pod, ada: &Me, bo: &Me, post: &str, bad: &[String]) {
    let host = pod.settings.host();
    let on = posts(bo.viewer())
        .one(pod.db.read(), post)
        .await
        .unwrap()
        .expect("bo sees it");
    let said = pod.act(async |tx| {
        for some in bad.chunks(8) {
            let draft = comment::Draft {
                text: &some.join("\n\n"),
                answers: None,
            };
            comment::add(tx, bo, &host, &on.post, draft).await?;
        }
        let people = [bo.person.handle.clone()];
        conversation::begin(tx, ada, &host, &people, "All of it", &bad.join("\n\n")).await
    });
    said.await.expect("it is said");
}

/// A third of the posts is carol's, cards have pictures elsewhere, and nothing is fetched ahead: each page has the pod ask.
async fn foreign(pod: &Pod, carol: &person::Model, origin: &Origin) {
    let image = origin.url("/card.png").to_string();
    let done = pod.act(async |tx| {
        for statement in [
            format!("UPDATE post SET author_id = {} WHERE id % 3 = 0 AND text LIKE '%#bread%' AND root_id IS NULL AND id > 10", carol.id),
            preview_rows(&image),
            "DELETE FROM job WHERE kind IN ('fetch-media', 'preview')".to_owned(),
        ] {
            tx.sql().execute_unprepared(&statement).await?;
        }
        Ok(())
    });
    done.await.expect("rows can be changed");
}

fn preview_rows(image: &str) -> String {
    format!(
        "UPDATE preview SET title = 'A page', description = 'Elsewhere', image = '{image}', fetched_at = 1, next_at = 9000000000000000"
    )
}
