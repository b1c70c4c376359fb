//! How far the device's clock and the host app's own facts can be believed. Pure: facts in, findings out.

pub mod clock;
pub mod device;
pub mod finding;

pub use finding::Finding;
