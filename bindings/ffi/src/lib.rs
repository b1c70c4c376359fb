//! UniFFI facade over `lachan-core`: one-line delegates, no logic.
//!
//! The records of the core are mirrored in [`records`]; the compiler holds the mirror to the original. All calls
//! block and are meant for a background thread. A panic of the core is caught at the boundary by UniFFI.

mod days;
mod error;
mod guardian;
mod limits;
mod pure;
mod records;
mod view;

pub use error::LaChanError;
pub use guardian::{AlertListener, Guardian, KeyProvider, TextScorer};
pub use limits::Preset;
pub use view::OpenedReport;

uniffi::setup_scaffolding!();
