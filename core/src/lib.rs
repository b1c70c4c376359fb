//! Lá Chắn core: contact risk, screen time, limits and reports for child-safety apps, on the device.
//!
//! The core reads no clock, no locale, no environment and no network: time, zone and language always come in.
//! [`Guardian`] is the one door in; the rooms behind it are pure functions over the plain
//! records of [`model`], except the store, which alone knows SQL.
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate self as lachan_core;

pub mod access;
pub mod age;
pub mod apps;
mod chain;
mod data_file;
pub mod error;
pub mod guardian;
pub mod incident;
pub mod model;
pub mod report;
pub mod retention;
pub mod risk;
pub mod screen_time;
pub mod sealed;
mod store;
pub mod text;
pub mod trust;

pub use error::{Error, Result};
pub use guardian::Guardian;
pub use store::{KEY_BYTES, StoreKey};
