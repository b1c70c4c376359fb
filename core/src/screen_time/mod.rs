//! Screen time: usage facts → sessions → day totals; and the limits set on it. Pure: facts in, records out.

pub mod checkpoints;
pub mod day;
pub mod kinds;
pub mod limits;
pub mod observation;
pub mod order;
pub mod packed;
pub mod period;
pub mod pieces;
pub mod sessions;
pub mod spans;
pub mod timeline;
pub mod totals;
pub mod uncounted;
pub mod view;
