//! Emptying a closed account: the deletes in guarded tables. Each can be run again and then finds nothing.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, JoinType, QuerySelect, Set};

use super::notification::newest_first;
use super::profile::Extended;
use crate::{
    Details, Moment, PersonId, UserId, album, aspect, aspect_member, bookmark, contact, delivery, draft, envelope,
    filter_entry, follow, former, hidden_post, ignore, invitation, mention, notification, participation, person,
    post_recipient, profile_tag, scheduled_post, subscription, tag_follow, telling, ticket, user, user_key,
};

/// Links in mails and invitations are worth nothing any more.
pub async fn forget_secrets(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    ticket::Entity::delete_many()
        .filter(ticket::Column::UserId.eq(user))
        .exec(db)
        .await?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::UserId.eq(user))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes up to `most` posts of others back from a person who is gone. Returns how many that were.
pub async fn forget_given(db: &impl ConnectionTrait, person: PersonId, most: u64) -> Result<u64, DbErr> {
    let some = post_recipient::Entity::find()
        .filter(post_recipient::Column::PersonId.eq(person))
        .limit(most)
        .all(db)
        .await?;
    let posts: Vec<_> = some.iter().map(|row| row.post_id).collect();
    if posts.is_empty() {
        return Ok(0);
    }
    let gone = post_recipient::Entity::delete_many()
        .filter(post_recipient::Column::PersonId.eq(person))
        .filter(post_recipient::Column::PostId.is_in(posts))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

/// Removes all that is left of an account besides its name: what it had, and what others had of it.
pub async fn empty(db: &impl ConnectionTrait, user: UserId, person: PersonId, now: Moment) -> Result<(), DbErr> {
    // Aspects take their members and the posts' marks with them.
    aspect::Entity::delete_many()
        .filter(aspect::Column::UserId.eq(user))
        .exec(db)
        .await?;
    contact::Entity::delete_many()
        .filter(contact::Column::UserId.eq(user))
        .exec(db)
        .await?;
    ignore::Entity::delete_many()
        .filter(ignore::Column::UserId.eq(user))
        .exec(db)
        .await?;
    former::Entity::delete_many()
        .filter(former::Column::UserId.eq(user))
        .exec(db)
        .await?;
    follow::Entity::delete_many()
        .filter(follow::Column::UserId.eq(user))
        .exec(db)
        .await?;
    draft::Entity::delete_many()
        .filter(draft::Column::UserId.eq(user))
        .exec(db)
        .await?;
    album::Entity::delete_many()
        .filter(album::Column::UserId.eq(user))
        .exec(db)
        .await?;
    scheduled_post::Entity::delete_many()
        .filter(scheduled_post::Column::UserId.eq(user))
        .exec(db)
        .await?;
    hidden_post::Entity::delete_many()
        .filter(hidden_post::Column::UserId.eq(user))
        .exec(db)
        .await?;
    tag_follow::Entity::delete_many()
        .filter(tag_follow::Column::UserId.eq(user))
        .exec(db)
        .await?;
    forget_told(db, Condition::all().add(notification::Column::UserId.eq(user))).await?;
    user_key::Entity::delete_many()
        .filter(user_key::Column::UserId.eq(user))
        .filter(user_key::Column::UserId.not_in_subquery(still_signing()))
        .exec(db)
        .await?;
    telling::Entity::delete_many()
        .filter(telling::Column::UserId.eq(user))
        .exec(db)
        .await?;
    bookmark::Entity::delete_many()
        .filter(bookmark::Column::UserId.eq(user))
        .exec(db)
        .await?;
    participation::Entity::delete_many()
        .filter(participation::Column::UserId.eq(user))
        .exec(db)
        .await?;
    filter_entry::Entity::delete_many()
        .filter(filter_entry::Column::UserId.eq(user))
        .exec(db)
        .await?;
    forget(db, person, now).await
}

/// Accounts of which activities wait, each of which is signed when it is sent.
fn still_signing() -> SelectStatement {
    let signs =
        Expr::col((envelope::Entity, envelope::Column::SenderId)).equals((user::Entity, user::Column::PersonId));
    let goes =
        Expr::col((delivery::Entity, delivery::Column::EnvelopeId)).equals((envelope::Entity, envelope::Column::Id));
    Query::select()
        .column((user::Entity, user::Column::Id))
        .from(user::Entity)
        .join(JoinType::InnerJoin, envelope::Entity, signs)
        .join(JoinType::InnerJoin, delivery::Entity, goes)
        .and_where(Expr::col((delivery::Entity, delivery::Column::Inbox)).is_not_null())
        .take()
}

/// Keys of accounts that are gone for good, as soon as nothing waits to be signed with them.
pub async fn forget_keys(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let gone = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(Expr::col(user::Column::State).eq(user::State::Closed))
        .take();
    user_key::Entity::delete_many()
        .filter(user_key::Column::UserId.in_subquery(gone))
        .filter(user_key::Column::UserId.not_in_subquery(still_signing()))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes what others have of a person who is gone, wherever they lived, and what they said of themselves.
pub async fn forget(db: &impl ConnectionTrait, person: PersonId, now: Moment) -> Result<(), DbErr> {
    filter_entry::Entity::delete_many()
        .filter(filter_entry::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    aspect_member::Entity::delete_many()
        .filter(aspect_member::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    contact::Entity::delete_many()
        .filter(contact::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    ignore::Entity::delete_many()
        .filter(ignore::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    subscription::Entity::delete_many()
        .filter(subscription::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    super::last_word::forget(db, person).await?;
    mention::Entity::delete_many()
        .filter(mention::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    forget_told(db, Condition::all().add(notification::Column::ActorId.eq(person))).await?;
    profile_tag::Entity::delete_many()
        .filter(profile_tag::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    let blank = Extended {
        bio: String::new(),
        location: String::new(),
        pronouns: String::new(),
        birthday: String::new(),
        details: Details::Nobody,
    };
    super::profile::write(db, person, blank, now).await?;
    bare(db, person).await
}

/// Of who is gone only the name for signing in stays, so that nobody else gets it.
async fn bare(db: &impl ConnectionTrait, id: PersonId) -> Result<(), DbErr> {
    let Some(row) = person::Entity::find_by_id(id).one(db).await? else {
        return Ok(());
    };
    let name = row.handle.split('@').next().unwrap_or_default().to_owned();
    let bare = person::ActiveModel {
        search: Set(name.clone()),
        name: Set(name),
        avatar: Set(None),
        emoji: Set(None),
        searchable: Set(false),
        nsfw: Set(false),
        ..Default::default()
    };
    person::Entity::update_many()
        .set(bare)
        .filter(person::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// What was told, taken away newest first as by all who change several lines.
async fn forget_told(db: &impl ConnectionTrait, which: Condition) -> Result<(), DbErr> {
    notification::Entity::delete_many()
        .filter(notification::Column::Id.in_subquery(newest_first(which)))
        .exec(db)
        .await?;
    Ok(())
}
