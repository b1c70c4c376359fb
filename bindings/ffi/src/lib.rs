//! UniFFI facade over `lachan-core`: one-line delegates, no logic.
//!
//! The records of the core are mirrored in [`records`]; the compiler holds the mirror to the original. All calls
//! block and are meant for a background thread. A panic of the core is caught at the boundary by UniFFI.

mod error;
mod guardian;
mod pure;
mod records;

pub use error::LaChanError;
pub use guardian::{AlertListener, Guardian, KeyProvider, TextScorer};

uniffi::setup_scaffolding!();
