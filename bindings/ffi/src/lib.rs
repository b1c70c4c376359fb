//! UniFFI facade.
