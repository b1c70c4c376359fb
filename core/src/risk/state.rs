//! What is remembered of a contact: evidence, stages and counters in a few hundred bytes, never text.

use super::indicator::{Code, MAX_STAGES};
use super::learned::HEADS;
use super::manner::Manner;
use crate::model::{Category, Level};
use crate::{Error, Result};

/// Most indicators that are remembered at once; the weakest give way.
pub const MAX_RECORDS: usize = 32;
/// Longest state, bytes.
pub const MAX_BYTES: usize = 512;
/// Version of the byte form. Version 1 had no learned evidence, version 2 no clearest message and nothing of how much was
/// seen and of manner.
const VERSION: u8 = 3;
/// Steps of one log-odds unit in which evidence is kept.
const STEPS: f32 = 20.0;

/// One indicator that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Record {
    /// Which.
    pub code: Code,
    /// How often, up to 255.
    pub count: u8,
    /// Log-odds when last seen, in steps of 1/20.
    pub evidence: u8,
    /// When last seen, minutes since 1970.
    pub minute: u32,
    /// The contact's incoming messages by then, low 16 bits.
    pub seq: u16,
}

impl Record {
    /// The log-odds when last seen.
    pub fn value(&self) -> f32 {
        Self::unit(self.evidence)
    }

    /// Log-odds of so many steps.
    pub fn unit(steps: u8) -> f32 {
        f32::from(steps) / STEPS
    }

    /// Log-odds as they are kept.
    pub fn steps(value: f32) -> u8 {
        (value * STEPS).round().clamp(0.0, 255.0) as u8
    }
}

/// All that is remembered of a contact. The default is a contact never seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactState {
    /// The indicators seen.
    pub records: Vec<Record>,
    /// Minute at which each stage was first seen; 0: never.
    pub stages: [u32; MAX_STAGES],
    /// Messages from the contact.
    pub incoming: u32,
    /// Messages from the child.
    pub outgoing: u32,
    /// Words from the contact.
    pub words_in: u32,
    /// Words from the child.
    pub words_out: u32,
    /// The contact's messages between 22:00 and 06:00 local.
    pub night: u32,
    /// First message or call, milliseconds since 1970; 0: none.
    pub first_seen_ms: i64,
    /// Last message or call, milliseconds since 1970; 0: none.
    pub last_seen_ms: i64,
    /// Local days with messages.
    pub days: u16,
    /// The last such day, days since 1970.
    pub last_day: u32,
    /// Days with aggression by the contact.
    pub aggression_days: u8,
    /// The last such day.
    pub aggression_day: u32,
    /// The contact's messages since the child's last one.
    pub unanswered: u8,
    /// The contact's messages within a minute of the one before, in the run that is on.
    pub run: u8,
    /// Runs of five and more.
    pub bursts: u8,
    /// Contact requests.
    pub requests: u8,
    /// Refusals of the child.
    pub refusals: u8,
    /// Minute of the last one; 0: none.
    pub refusal_minute: u32,
    /// What was last asked of the child.
    pub asked: Code,
    /// What the child refused.
    pub refused: Code,
    /// Minute at which the child last asked to stop or showed fear; 0: never.
    pub distress_minute: u32,
    /// Insults by the child, for telling banter.
    pub insults_out: u8,
    /// Messages with laughter, by both.
    pub laughs: u8,
    /// Whether the child has told its age.
    pub age_told: bool,
    /// Whether the child has sent media marked as sensitive.
    pub sensitive_sent: bool,
    /// What the learned scorer has gathered, by its heads, log-odds in steps of 1/20.
    pub learned: [u8; HEADS],
    /// What it found in the contact's clearest message, by category, log-odds in steps of 1/20.
    pub clearest: [u8; Category::ALL.len()],
    /// The contact's messages whose pronouns are a peer's, and those of someone much older.
    pub as_peer: u8,
    /// See `as_peer`.
    pub as_elder: u8,
    /// Words from the contact that could be read: known ones, and possible Vietnamese ones.
    pub words_read: u32,
    /// The contact's messages outside groups.
    pub private: u8,
    /// The contact's messages with pictures, videos, voice or files, which nobody here has seen.
    pub media: u8,
    /// Answered calls, which nobody here has heard.
    pub calls: u8,
    /// The contact's messages that brought a stage never seen before.
    pub climbs: u8,
    /// How the contact writes.
    pub manner: Manner,
    /// The leading log-odds after the last incoming message, in steps of 1/20: nothing else may raise it.
    pub risk: u8,
    /// The level after the last incoming message.
    pub level: Level,
    /// The highest level ever reached: each alerts once.
    pub reached: Level,
}

impl ContactState {
    /// Share of the contact's messages sent between 22:00 and 06:00 local, 0 to 1.
    pub fn night_share(&self) -> f64 {
        if self.incoming == 0 { 0.0 } else { f64::from(self.night) / f64::from(self.incoming) }
    }

    /// The record of an indicator.
    pub fn record(&self, code: Code) -> Option<&Record> {
        self.records.iter().find(|record| record.code == code)
    }

    /// The state as bytes, at most [`MAX_BYTES`], to be read by [`ContactState::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        for number in [self.incoming, self.outgoing, self.words_in, self.words_out, self.night] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.first_seen_ms.to_le_bytes());
        out.extend(self.last_seen_ms.to_le_bytes());
        for number in [self.days, self.asked.0, self.refused.0] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.last_day, self.aggression_day, self.refusal_minute, self.distress_minute] {
            out.extend(number.to_le_bytes());
        }
        let flags = u8::from(self.age_told) | u8::from(self.sensitive_sent) << 1;
        out.extend([self.aggression_days, self.unanswered, self.run, self.bursts, self.requests, self.refusals]);
        out.extend([self.insults_out, self.laughs, self.risk, flags, level_byte(self.level), level_byte(self.reached)]);
        out.extend(self.learned);
        out.extend([self.as_peer, self.as_elder]);
        out.extend(self.clearest);
        out.extend(self.words_read.to_le_bytes());
        out.extend([self.private, self.media, self.calls, self.climbs, self.manner.messages]);
        out.extend(self.manner.words.to_le_bytes());
        out.extend(self.manner.marks.to_le_bytes());
        self.stages.iter().for_each(|minute| out.extend(minute.to_le_bytes()));
        for record in self.records.iter().take(MAX_RECORDS) {
            out.extend(record.code.0.to_le_bytes());
            out.extend([record.count, record.evidence]);
            out.extend(record.minute.to_le_bytes());
            out.extend(record.seq.to_le_bytes());
        }
        out
    }

    /// Reads a state. Fails with [`Error::Corrupt`] on damaged bytes, [`Error::TooNew`] on a newer version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (version, mut from) = Bytes::of_version(bytes, VERSION)?;
        let mut state = Self {
            incoming: from.u32()?,
            outgoing: from.u32()?,
            words_in: from.u32()?,
            words_out: from.u32()?,
            night: from.u32()?,
            first_seen_ms: from.i64()?,
            last_seen_ms: from.i64()?,
            days: from.u16()?,
            asked: Code(from.u16()?),
            refused: Code(from.u16()?),
            last_day: from.u32()?,
            aggression_day: from.u32()?,
            refusal_minute: from.u32()?,
            distress_minute: from.u32()?,
            aggression_days: from.u8()?,
            unanswered: from.u8()?,
            run: from.u8()?,
            bursts: from.u8()?,
            requests: from.u8()?,
            refusals: from.u8()?,
            insults_out: from.u8()?,
            laughs: from.u8()?,
            risk: from.u8()?,
            ..Self::default()
        };
        let flags = from.u8()?;
        (state.age_told, state.sensitive_sent) = (flags & 1 != 0, flags & 2 != 0);
        (state.level, state.reached) = (level_of(from.u8()?)?, level_of(from.u8()?)?);
        if version >= 2 {
            for odds in &mut state.learned {
                *odds = from.u8()?;
            }
            (state.as_peer, state.as_elder) = (from.u8()?, from.u8()?);
        }
        if version >= 3 {
            for odds in &mut state.clearest {
                *odds = from.u8()?;
            }
            state.words_read = from.u32()?;
            (state.private, state.media, state.calls) = (from.u8()?, from.u8()?, from.u8()?);
            (state.climbs, state.manner.messages) = (from.u8()?, from.u8()?);
            (state.manner.words, state.manner.marks) = (from.u16()?, from.u16()?);
        } else {
            // Nothing is known of these: nothing is claimed.
            (state.words_read, state.private) = (state.words_in, state.incoming.min(255) as u8);
        }
        for minute in &mut state.stages {
            *minute = from.u32()?;
        }
        while !from.0.is_empty() {
            state.records.push(Record {
                code: Code(from.u16()?),
                count: from.u8()?,
                evidence: from.u8()?,
                minute: from.u32()?,
                seq: from.u16()?,
            });
        }
        if state.records.len() > MAX_RECORDS { Err(Error::Corrupt) } else { Ok(state) }
    }
}

fn level_byte(level: Level) -> u8 {
    match level {
        Level::None => 0,
        Level::Watch => 1,
        Level::Concern => 2,
        Level::Urgent => 3,
    }
}

fn level_of(byte: u8) -> Result<Level> {
    match byte {
        0 => Ok(Level::None),
        1 => Ok(Level::Watch),
        2 => Ok(Level::Concern),
        3 => Ok(Level::Urgent),
        _ => Err(Error::Corrupt),
    }
}

/// A reader of little-endian numbers.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// Reads the version at the head, which must not be newer than the one known here.
    pub(super) fn of_version(bytes: &'a [u8], known: u8) -> Result<(u8, Self)> {
        let mut from = Self(bytes);
        match from.u8()? {
            0 => Err(Error::Corrupt),
            version if version <= known => Ok((version, from)),
            found => Err(Error::TooNew { found: found.into(), supported: known.into() }),
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (number, rest) = self.0.split_first_chunk::<N>().ok_or(Error::Corrupt)?;
        self.0 = rest;
        Ok(*number)
    }

    pub(super) fn u8(&mut self) -> Result<u8> {
        self.take().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Result<u16> {
        self.take().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn i64(&mut self) -> Result<i64> {
        self.take().map(i64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CLEAREST: usize = Category::ALL.len();

    fn full() -> ContactState {
        let record = Record { code: Code(7), count: 3, evidence: 44, minute: 29_000_000, seq: 65_000 };
        ContactState {
            records: vec![record; MAX_RECORDS],
            stages: [29_000_001; MAX_STAGES],
            incoming: u32::MAX,
            first_seen_ms: 1_700_000_000_000,
            last_seen_ms: i64::MAX,
            age_told: true,
            clearest: [8; CLEAREST],
            words_read: 70_000,
            private: 3,
            media: 4,
            calls: 5,
            climbs: 6,
            manner: Manner { messages: 7, words: 800, marks: 900 },
            level: Level::Watch,
            reached: Level::Urgent,
            ..ContactState::default()
        }
    }

    #[test]
    fn a_full_state_fits_and_comes_back() {
        let bytes = full().to_bytes();
        assert!(bytes.len() <= MAX_BYTES, "{}", bytes.len());
        assert_eq!(ContactState::from_bytes(&bytes).unwrap(), full());
        assert_eq!(ContactState::from_bytes(&ContactState::default().to_bytes()).unwrap(), ContactState::default());
    }

    /// A state as earlier versions wrote it.
    fn written_by(version: u8, state: &ContactState) -> Vec<u8> {
        let mut bytes = state.to_bytes();
        let rest = bytes.len() - MAX_STAGES * 4 - state.records.len() * 10;
        let (manner, learned) = (CLEAREST + 13, HEADS + 2);
        bytes.drain(rest - manner - if version == 1 { learned } else { 0 }..rest);
        bytes[0] = version;
        bytes
    }

    #[test]
    fn states_of_earlier_versions_are_read() {
        let mut state = full();
        (state.words_in, state.words_read, state.private) = (40, 40, 255);
        state.clearest = ContactState::default().clearest;
        (state.media, state.calls, state.climbs, state.manner) = (0, 0, 0, Manner::default());
        state.learned = [9; HEADS];
        assert_eq!(ContactState::from_bytes(&written_by(2, &state)).unwrap(), state);
        (state.learned, state.as_peer, state.as_elder) = ([0; HEADS], 0, 0);
        assert_eq!(ContactState::from_bytes(&written_by(1, &state)).unwrap(), state);
    }

    #[test]
    fn damage_and_newer_versions_are_told_apart() {
        let mut bytes = full().to_bytes();
        assert_eq!(ContactState::from_bytes(&bytes[..bytes.len() - 1]), Err(Error::Corrupt));
        assert_eq!(ContactState::from_bytes(&[]), Err(Error::Corrupt));
        bytes[0] = VERSION + 1;
        assert_eq!(
            ContactState::from_bytes(&bytes),
            Err(Error::TooNew { found: (VERSION + 1).into(), supported: VERSION.into() })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(state) = ContactState::from_bytes(&bytes) {
                prop_assert_eq!(ContactState::from_bytes(&state.to_bytes()).unwrap(), state);
            }
        }
    }
}
