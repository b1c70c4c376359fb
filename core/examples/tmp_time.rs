//! tmp
use lachan_core::risk::lexicon::{EMBEDDED, Lexicon};
use std::time::Instant;
fn main() {
    for _ in 0..3 {
        let t = Instant::now();
        let l = Lexicon::load(&EMBEDDED).unwrap();
        println!("load {:?} {}", t.elapsed(), l.size());
    }
}
