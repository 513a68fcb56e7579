//! ActivityPub, judged by samples of real servers and by documents of our own in `spec/fixtures/activitypub`. The samples
//! are read from the folder that `SAMARA_VECTORS` names (`../shared/vectors` when it is not set).

mod attack;
mod fuzz;
mod html;
mod judge;
mod reading;
mod samples;
