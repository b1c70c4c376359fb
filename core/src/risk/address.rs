//! How a contact addresses the child in Vietnamese, where pronouns tell the age: as a peer, or as someone much older.

use once_cell::sync::Lazy;

use crate::text::{Spelling, Text, Token, spell};

/// What a message's pronouns say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// As a peer: `mày – tao`, `cậu – tớ`.
    Peer,
    /// As someone much older: `chú`, `bác`, `dượng` to `cháu` or `con`.
    Elder,
}

/// Words that only peers use of themselves or to each other.
static PEER: Lazy<Vec<Spelling>> = Lazy::new(|| spelt("mày mầy mi tao tau tớ"));
/// What someone much older says of himself, and to whom.
static ELDER: Lazy<Vec<Spelling>> = Lazy::new(|| spelt("chú bác dượng thầy cô ông"));
static CHILD: Lazy<Vec<Spelling>> = Lazy::new(|| spelt("cháu con nhóc"));
/// Words that stay themselves without diacritics.
const UNMISTAKABLE: [&str; 4] = ["tao", "tau", "chu", "chau"];

fn spelt(words: &str) -> Vec<Spelling> {
    words.split(' ').map(spell).collect()
}

/// How a message addresses the child; none if it does not tell. Folded words count only where they cannot be others.
pub fn address(text: &Text) -> Option<Address> {
    let says = |words: &[Spelling]| text.tokens.iter().any(|token| words.iter().any(|word| is(token, word)));
    if says(&PEER) {
        return Some(Address::Peer);
    }
    (says(&CHILD) && says(&ELDER)).then_some(Address::Elder)
}

fn is(token: &Token, word: &Spelling) -> bool {
    token.folded == word.folded
        && (token.exact == word.exact || token.loose && UNMISTAKABLE.contains(&word.folded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Vocabulary, read};

    #[test]
    fn pronouns_tell_peers_from_elders() {
        let of = |message| address(&read(message, &Vocabulary::default()));
        assert_eq!(of("tối nay mày rảnh không"), Some(Address::Peer));
        assert_eq!(of("tớ gửi cậu rồi nhé"), Some(Address::Peer));
        assert_eq!(of("chú thấy cháu xinh lắm"), Some(Address::Elder));
        assert_eq!(of("chu gui chau the game nhe"), Some(Address::Elder));
        assert_eq!(of("anh gửi em rồi nhé"), None);
        assert_eq!(of("may the nhi"), None);
    }
}
