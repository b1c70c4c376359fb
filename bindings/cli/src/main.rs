//! lachan.
fn main() {}
