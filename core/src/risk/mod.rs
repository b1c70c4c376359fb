//! STUB
#![allow(missing_docs, unused)]
use crate::Result;
use crate::model::*;
use jiff::tz::TimeZone;
pub const MODEL_VERSION: &str = "2026.11";
#[derive(Default, Clone)]
pub struct ContactState {
    incoming: u32,
}
impl ContactState {
    pub fn to_bytes(&self) -> Vec<u8> {
        self.incoming.to_be_bytes().to_vec()
    }
    pub fn from_bytes(b: &[u8]) -> Result<Self> {
        Ok(Self { incoming: b.first_chunk().map(|c| u32::from_be_bytes(*c)).unwrap_or(0) })
    }
    pub fn incoming(&self) -> u32 {
        self.incoming
    }
    pub fn outgoing(&self) -> u32 {
        0
    }
    pub fn night_share(&self) -> f64 {
        0.0
    }
    pub fn first_seen(&self) -> Option<i64> {
        None
    }
    pub fn last_seen(&self) -> Option<i64> {
        None
    }
}
#[derive(Default, Clone)]
pub struct GroupState;
impl GroupState {
    pub fn to_bytes(&self) -> Vec<u8> {
        vec![]
    }
    pub fn from_bytes(_: &[u8]) -> Result<Self> {
        Ok(Self)
    }
}
pub struct ContactFacts {
    pub relation: Relation,
    pub saved: bool,
}
pub struct Engine;
pub struct Standing {
    pub score: f64,
    pub level: Level,
    pub category: Option<Category>,
    pub reasons: Vec<String>,
}
pub struct Verdict {
    pub signals: Vec<Signal>,
    pub reasons: Vec<String>,
    pub score: f64,
    pub level: Level,
    pub category: Option<Category>,
    pub alert: bool,
}
impl Engine {
    pub fn embedded() -> Result<&'static Engine> {
        Ok(&Engine)
    }
    pub fn message(
        &self,
        s: &mut ContactState,
        _: Option<&mut GroupState>,
        _: &ContactFacts,
        _: &TimeZone,
        m: &Message,
    ) -> Verdict {
        if m.direction == Direction::Incoming {
            s.incoming += 1;
        }
        let hot = m.text.contains("STUBALERT");
        Verdict {
            signals: vec![],
            reasons: if hot { vec!["secrecy".into()] } else { vec![] },
            score: if hot { 0.9 } else { 0.0 },
            level: if hot { Level::Concern } else { Level::None },
            category: hot.then_some(Category::Grooming),
            alert: hot,
        }
    }
    pub fn call(&self, _: &mut ContactState, _: &ContactFacts, _: &TimeZone, _: &Call) {}
    pub fn contact_request(&self, _: &mut ContactState, _: &ContactFacts, _: &TimeZone, _: &ContactRequest) {}
    pub fn standing(&self, _: &ContactState, _: i64) -> Standing {
        Standing { score: 0.0, level: Level::None, category: None, reasons: vec![] }
    }
}
