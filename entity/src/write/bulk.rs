//! Many rows at once, with the ids they are given: for seeding a database that is measured, never for what people do.
//!
//! Rows are written as publishing writes them, audiences from aspects included; only the work of checking is left
//! out. [`begin`] and [`finish`] go around all of it. A new table here: one function with its columns and marks.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Value;
use sea_orm::{DbBackend, QueryOrder, QuerySelect, Statement};

use crate::sql::Sql;
use crate::write::post::Words;
use crate::{AspectId, Moment, PersonId, PodId, PostId, Reach, TagId, UserId, pod};

/// Rows in a statement: one text is prepared once and used again and again.
const ROWS: usize = 500;

/// A person who lives here. Account, profile and session get the same row id.
#[derive(Clone, Debug)]
pub struct Local {
    /// Row id.
    pub id: i64,
    /// Address between pods.
    pub guid: String,
    /// For signing in.
    pub username: String,
    /// diaspora ID.
    pub handle: String,
    /// Shown.
    pub name: String,
    /// Hash of the secret in the session's cookie.
    pub session: String,
}

/// An aspect.
#[derive(Clone, Debug)]
pub struct Group {
    /// Row id.
    pub id: AspectId,
    /// Whose.
    pub user: UserId,
    /// Its name.
    pub name: String,
    /// 1 to 8.
    pub hue: i32,
    /// Who is in it.
    pub members: Vec<PersonId>,
}

/// Somebody's relation to a person.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    /// Whose.
    pub user: UserId,
    /// To whom.
    pub person: PersonId,
    /// They share with me.
    pub sharing: bool,
    /// I share with them.
    pub receiving: bool,
}

/// A post.
#[derive(Clone, Debug)]
pub struct Shared<'a> {
    /// Row id; a call has them in order, without gaps.
    pub id: PostId,
    /// Its address.
    pub guid: String,
    /// Who wrote it.
    pub author: PersonId,
    /// For whom, in the large.
    pub reach: Reach,
    /// What it says.
    pub words: &'a Words,
    /// When.
    pub at: Moment,
    /// How the audience was chosen (JSON).
    pub chosen: &'a str,
    /// The aspects it goes to.
    pub aspects: &'a [AspectId],
    /// Its tags.
    pub tags: &'a [TagId],
    /// Whom it names; somebody in its audience.
    pub names: Option<PersonId>,
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<(), DbErr> {
    db.execute_raw(Statement::from_string(db.get_database_backend(), sql.to_owned()))
        .await?;
    Ok(())
}

/// `values` has one value for each mark of `row`, row after row.
async fn insert(db: &impl ConnectionTrait, into: &str, row: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let width = row.matches('?').count();
    for chunk in values.chunks(ROWS * width) {
        let rows = vec![row; chunk.len() / width].join(", ");
        let insert = Sql::new(&format!("INSERT INTO {into} VALUES {rows}"), chunk.iter().cloned());
        db.execute_raw(insert.statement(db.get_database_backend())).await?;
    }
    Ok(())
}

/// Before the first row: indexes that are quicker to make at the end are taken away.
pub async fn begin(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    match db.get_database_backend() {
        DbBackend::Postgres => run(db, "DROP INDEX post_search_words").await,
        DbBackend::MySql | DbBackend::Sqlite | _ => run(db, "PRAGMA cache_size = -262144").await,
    }
}

/// After the last row: indexes, the numbers of rows to come, and what the database knows of its own tables.
pub async fn finish(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        run(db, "CREATE INDEX post_search_words ON post_search USING gin (words)").await?;
        for table in ["person", "\"user\"", "session", "aspect", "tag", "post"] {
            let next = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))");
            run(db, &next).await?;
        }
    }
    analyse(db).await
}

/// What the database knows of its own tables.
pub async fn analyse(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    run(db, "ANALYZE").await
}

/// People with their accounts, profiles and one session each. Nobody knows their passwords.
pub async fn people(db: &impl ConnectionTrait, people: &[Local], now: Moment) -> Result<(), DbErr> {
    let each = |values: &dyn Fn(&Local) -> Vec<Value>| people.iter().flat_map(values).collect::<Vec<_>>();
    let at: Value = now.0.into();
    let person = each(&|one| {
        let search = crate::visible::person::search_words(&one.name, &one.handle);
        let hue = (one.id % 8 + 1) as i32;
        vec![
            one.id.into(),
            one.guid.clone().into(),
            one.handle.clone().into(),
            one.name.clone().into(),
            search.into(),
            hue.into(),
            at.clone(),
        ]
    });
    let into = "person (id, guid, handle, name, search, hue, created_at, searchable, nsfw)";
    insert(db, into, "(?, ?, ?, ?, ?, ?, ?, TRUE, FALSE)", person).await?;
    let profile = each(&|one| vec![one.id.into(), at.clone()]);
    let into = "profile (person_id, updated_at, bio, location, pronouns, birthday, details)";
    insert(db, into, "(?, ?, 'Made up for measuring.', '', '', '', 1)", profile).await?;
    let user = each(&|one| {
        let email = format!("{}@localhost", one.username);
        vec![
            one.id.into(),
            one.id.into(),
            one.username.clone().into(),
            email.into(),
            at.clone(),
            at.clone(),
        ]
    });
    let into = "\"user\" (id, person_id, username, email, seen_at, created_at, password, state, role, language, theme, \
                started, default_reach, tell_devices, totp_step)";
    insert(
        db,
        into,
        "(?, ?, ?, ?, ?, ?, '', 1, 0, 'en', 'system', 3, 0, FALSE, 0)",
        user,
    )
    .await?;
    let session = each(&|one| {
        vec![
            one.id.into(),
            one.id.into(),
            one.session.clone().into(),
            at.clone(),
            at.clone(),
            at.clone(),
        ]
    });
    let into = "session (id, user_id, hash, created_at, seen_at, asked_at, device)";
    insert(db, into, "(?, ?, ?, ?, ?, ?, 'measuring')", session).await
}

/// Aspects and who is in them.
pub async fn aspects(db: &impl ConnectionTrait, groups: &[Group], now: Moment) -> Result<(), DbErr> {
    let mut aspects: Vec<Value> = Vec::new();
    let mut members: Vec<Value> = Vec::new();
    for group in groups {
        let key = group.name.to_lowercase();
        aspects.extend([
            group.id.0.into(),
            group.user.0.into(),
            group.name.clone().into(),
            key.into(),
        ]);
        aspects.extend([group.hue.into(), group.hue.into(), Value::from(now.0)]);
        members.extend(
            group
                .members
                .iter()
                .flat_map(|member| [group.id.0.into(), Value::from(member.0)]),
        );
    }
    let into = "aspect (id, user_id, name, name_key, hue, position, created_at, chosen)";
    insert(db, into, "(?, ?, ?, ?, ?, ?, ?, TRUE)", aspects).await?;
    insert(db, "aspect_member (aspect_id, person_id)", "(?, ?)", members).await
}

/// Contacts.
pub async fn contacts(db: &impl ConnectionTrait, relations: &[Relation], now: Moment) -> Result<(), DbErr> {
    let values = relations.iter().flat_map(|one| {
        [
            one.user.0.into(),
            one.person.0.into(),
            one.sharing.into(),
            one.receiving.into(),
            Value::from(now.0),
        ]
    });
    let into = "contact (user_id, person_id, sharing, receiving, created_at)";
    insert(db, into, "(?, ?, ?, ?, ?)", values.collect()).await
}

/// All other pods, in the order in which they were met.
pub async fn pods(db: &impl ConnectionTrait) -> Result<Vec<PodId>, DbErr> {
    pod::Entity::find()
        .select_only()
        .column(pod::Column::Id)
        .order_by_asc(pod::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// Tags, numbered from one in this order, and who follows which.
pub async fn tags(db: &impl ConnectionTrait, names: &[String], follows: &[(UserId, TagId)]) -> Result<(), DbErr> {
    let tags = (1_i64..)
        .zip(names)
        .flat_map(|(id, name)| [id.into(), Value::from(name.clone())]);
    insert(db, "tag (id, name)", "(?, ?)", tags.collect()).await?;
    let follows = follows
        .iter()
        .flat_map(|(user, tag)| [Value::from(user.0), tag.0.into()]);
    insert(db, "tag_follow (user_id, tag_id)", "(?, ?)", follows.collect()).await
}

/// Posts with all that hangs on them. Limited ones go to whoever is in their aspects now.
pub async fn posts(db: &impl ConnectionTrait, posts: &[Shared<'_>]) -> Result<(), DbErr> {
    rows(db, posts).await?;
    hanging(db, posts).await?;
    let (Some(first), Some(last)) = (posts.first(), posts.last()) else {
        return Ok(());
    };
    let given = Sql::new(
        "INSERT INTO post_recipient (post_id, author_id, person_id, created_at, given_at, given) \
         SELECT DISTINCT p.id, p.author_id, m.person_id, p.created_at, p.created_at, 0 FROM post p \
         JOIN post_aspect s ON s.post_id = p.id JOIN aspect_member m ON m.aspect_id = s.aspect_id \
         WHERE p.id >= ? AND p.id <= ?",
        [first.id.0.into(), last.id.0.into()],
    );
    db.execute_raw(given.statement(db.get_database_backend())).await?;
    Ok(())
}

async fn rows(db: &impl ConnectionTrait, posts: &[Shared<'_>]) -> Result<(), DbErr> {
    let mut post: Vec<Value> = Vec::with_capacity(posts.len() * 9);
    let mut choice: Vec<Value> = Vec::with_capacity(posts.len() * 2);
    let mut search: Vec<Value> = Vec::with_capacity(posts.len() * 2);
    for one in posts {
        let Words {
            text,
            html,
            title,
            plain,
            language: _,
        } = one.words;
        let reach: i32 = one.reach.to_value();
        post.extend([
            one.id.0.into(),
            one.guid.clone().into(),
            one.author.0.into(),
            Value::from(reach),
        ]);
        post.extend([
            text.clone().into(),
            html.clone().into(),
            title.clone().into(),
            Value::from(one.at.0),
            one.at.0.into(),
        ]);
        choice.extend([one.id.0.into(), Value::from(one.chosen.to_owned())]);
        search.extend([one.id.0.into(), Value::from(plain.clone())]);
    }
    let into = "post (id, guid, author_id, reach, text, html, title, created_at, active_at)";
    insert(db, into, "(?, ?, ?, ?, ?, ?, ?, ?, ?)", post).await?;
    insert(db, "post_choice (post_id, chosen)", "(?, ?)", choice).await?;
    match db.get_database_backend() {
        DbBackend::Postgres => {
            insert(
                db,
                "post_search (post_id, words)",
                "(?, to_tsvector('simple', ?))",
                search,
            )
            .await
        }
        DbBackend::MySql | DbBackend::Sqlite | _ => insert(db, "post_search (rowid, words)", "(?, ?)", search).await,
    }
}

async fn hanging(db: &impl ConnectionTrait, posts: &[Shared<'_>]) -> Result<(), DbErr> {
    let mut aspects: Vec<Value> = Vec::new();
    let mut tags: Vec<Value> = Vec::new();
    let mut mentions: Vec<Value> = Vec::new();
    for one in posts {
        let (id, at) = (one.id.0, one.at.0);
        aspects.extend(
            one.aspects
                .iter()
                .flat_map(|aspect| [aspect.0.into(), id.into(), Value::from(at)]),
        );
        tags.extend(
            one.tags
                .iter()
                .flat_map(|tag| [tag.0.into(), id.into(), at.into(), Value::from(at)]),
        );
        mentions.extend(
            one.names
                .iter()
                .flat_map(|person| [person.0.into(), id.into(), at.into(), Value::from(at)]),
        );
    }
    insert(db, "post_aspect (aspect_id, post_id, created_at)", "(?, ?, ?)", aspects).await?;
    let into = "post_tag (tag_id, post_id, created_at, active_at)";
    insert(db, into, "(?, ?, ?, ?)", tags).await?;
    let into = "mention (person_id, post_id, created_at, active_at)";
    insert(db, into, "(?, ?, ?, ?)", mentions).await
}

/// What is said and liked around the newest public posts, polls on some of them, one post with `most` comments, and
/// what its people are told of all that. Returns the guid of that post.
pub async fn talk(db: &impl ConnectionTrait, people: i64, most: i64) -> Result<Option<String>, DbErr> {
    let newest = "(SELECT COALESCE(MAX(id), 0) FROM post) - 5000";
    let numbers =
        |until: i64| format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {until})");
    let comment = "INSERT INTO comment (guid, post_id, author_id, created_at, text, html)";
    let said =
        "'Made up for measuring, like the post above it.', '<p>Made up for measuring, like the post above it.</p>'";
    let thread = "(SELECT MAX(id) FROM post WHERE reach = 2)";
    for sql in [
        format!(
            "{comment} {} SELECT 'c0ffee0000000000' || p.id || 'x' || n.i, p.id, (p.id * 7 + n.i * 13) % {people} + 1, \
             p.created_at + n.i, {said} FROM post p CROSS JOIN n WHERE p.reach = 2 AND p.id > {newest}",
            numbers(3)
        ),
        format!(
            "{comment} {} SELECT 'c0ffee1111111111' || n.i, {thread}, n.i % {people} + 1, \
             (SELECT created_at FROM post WHERE id = {thread}) + n.i, {said} FROM n",
            numbers(most)
        ),
        format!(
            "INSERT INTO \"like\" (guid, post_id, author_id, created_at, emoji) {} \
             SELECT '11ce000000000000' || p.id || 'x' || n.i, p.id, (p.id * 3 + n.i) % {people} + 1, p.created_at + n.i, '' \
             FROM post p CROSS JOIN n WHERE p.reach = 2 AND p.id > {newest}",
            numbers(5)
        ),
        format!(
            "INSERT INTO poll (guid, post_id, question, multiple) SELECT '9011000000000000' || p.id, p.id, 'Which evening?', FALSE \
             FROM post p WHERE p.reach = 2 AND p.id > {newest} AND p.id % 20 = 0"
        ),
        format!(
            "INSERT INTO poll_answer (guid, poll_id, text) {} SELECT 'a475000000000000' || p.id || 'x' || n.i, p.id, \
             'Evening ' || n.i FROM poll p CROSS JOIN n",
            numbers(4)
        ),
        "UPDATE post SET poll = TRUE WHERE id IN (SELECT post_id FROM poll)".to_owned(),
        "UPDATE post SET comments = (SELECT COUNT(*) FROM comment c WHERE c.post_id = post.id) \
         WHERE id IN (SELECT post_id FROM comment)"
            .to_owned(),
        "UPDATE post SET likes = (SELECT COUNT(*) FROM \"like\" l WHERE l.post_id = post.id) \
         WHERE id IN (SELECT post_id FROM \"like\")"
            .to_owned(),
        // Of the last hundred public posts each is told of to everyone: comments by others.
        format!(
            "INSERT INTO notification (user_id, kind, actor_id, post_id, created_at, read_at, subject_id, newest, fresh, first_at) {} \
             SELECT n.i, 6, (p.id * 11 + n.i) % {people} + 1, p.id, p.created_at + n.i, NULL, p.id, TRUE, TRUE, p.created_at + n.i \
             FROM (SELECT id, created_at FROM post WHERE reach = 2 ORDER BY id DESC LIMIT 100) p CROSS JOIN n",
            numbers(people)
        ),
    ] {
        run(db, &sql).await?;
    }
    let found = Statement::from_string(
        db.get_database_backend(),
        format!("SELECT guid FROM post WHERE id = {thread}"),
    );
    let row = db.query_one_raw(found).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}
