//! Screen time: totals of use and the limits set on it.

pub mod limits;
