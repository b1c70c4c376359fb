//! The limits engine against the shared vectors, against a slow oracle and against its own promises.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod errors;
mod ledger;
mod oracle;
mod plan;
mod plan_oracle;
mod plan_properties;
mod properties;
mod rules;
mod vectors;
