//! Pods as strangers meet them: processes of their own, host names of their own, TLS between them; and what they do when another
//! one is slow, broken, false or gone, or when their own power goes.

mod day;
mod fanout;
mod fedify;
mod fediverse;
mod manners;
mod ready;
mod street;
mod three;
