//! What is remembered of a group conversation: who was aggressive lately, and how the child took it.

use super::state::Bytes;
use crate::{Error, Result};

/// Most members remembered.
const MAX_MEMBERS: usize = 12;
/// Aggression by several members within so many minutes is a pile-on.
const WINDOW_MINUTES: u32 = 24 * 60;
/// How many members make a pile-on.
const PILE_ON: usize = 3;
/// Version of the byte form.
const VERSION: u8 = 1;

/// One member's aggression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Member {
    /// Hash of the member's id.
    who: u32,
    /// Minute of the last aggressive message.
    minute: u32,
}

/// All that is remembered of a group. The default is a group never seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupState {
    members: Vec<Member>,
    /// Minute at which the child last asked to stop or showed fear; 0: never.
    pub distress_minute: u32,
    /// Minute at which the child last joined in the fun; 0: never.
    pub fun_minute: u32,
}

impl GroupState {
    /// Notes an aggressive message and says whether several members are at it.
    pub fn aggression(&mut self, contact: &str, minute: u32) -> bool {
        let who = hash(contact);
        self.members.retain(|member| member.who != who && minute.saturating_sub(member.minute) <= WINDOW_MINUTES);
        if self.members.len() == MAX_MEMBERS {
            self.members.remove(0);
        }
        self.members.push(Member { who, minute });
        self.members.len() >= PILE_ON
    }

    /// Minute of the last thing that is remembered; 0 if nothing is.
    pub fn last_minute(&self) -> u32 {
        let members = self.members.iter().map(|member| member.minute);
        members.chain([self.distress_minute, self.fun_minute]).max().unwrap_or(0)
    }

    /// The state as bytes, to be read by [`GroupState::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend(self.distress_minute.to_le_bytes());
        out.extend(self.fun_minute.to_le_bytes());
        for member in &self.members {
            out.extend(member.who.to_le_bytes());
            out.extend(member.minute.to_le_bytes());
        }
        out
    }

    /// Reads a state. Fails with [`Error::Corrupt`] on damaged bytes, [`Error::TooNew`] on a newer version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (_, mut from) = Bytes::of_version(bytes, VERSION)?;
        let (distress_minute, fun_minute) = (from.u32()?, from.u32()?);
        let mut state = Self { distress_minute, fun_minute, members: Vec::new() };
        while !from.0.is_empty() {
            state.members.push(Member { who: from.u32()?, minute: from.u32()? });
        }
        if state.members.len() > MAX_MEMBERS { Err(Error::Corrupt) } else { Ok(state) }
    }
}

/// FNV-1a of an id.
fn hash(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_members_within_a_day_pile_on() {
        let mut group = GroupState::default();
        assert!(!group.aggression("a", 1_000));
        assert!(!group.aggression("b", 1_010));
        assert!(!group.aggression("a", 1_020));
        assert!(group.aggression("c", 1_030));
        assert_eq!((group.last_minute(), GroupState::default().last_minute()), (1_030, 0));
        assert!(!group.aggression("d", 1_030 + 2 * WINDOW_MINUTES));
        assert_eq!(GroupState::from_bytes(&group.to_bytes()).unwrap(), group);
    }

    #[test]
    fn a_large_mob_stays_small() {
        let mut group = GroupState::default();
        (0..100_u32).for_each(|who| assert_eq!(group.aggression(&who.to_string(), 50), who >= 2));
        assert!(group.to_bytes().len() <= 128);
        assert_eq!(GroupState::from_bytes(&group.to_bytes()[..20]), Err(Error::Corrupt));
    }
}
