//! Deriving in pieces: facts in order are cut into pieces; what was derived up to each cut is kept, so that new facts
//! are derived from the last cut that still stands, never from the begin of data.
//!
//! A cut *stands* as long as everything before it is the same and in the same order as if all facts were put in order
//! together. [`Cut::stands`] decides that from where new facts arrived; where it is not sure, the cut falls. So what
//! comes out of pieces equals [`timeline`](super::sessions::timeline) of all facts (property tests in
//! core/tests/screen_time_store.rs).

use std::collections::HashMap;

use super::observation::{Clock, Observation};
use super::order::Slipped;
use super::sessions::{Machine, State};
use super::timeline::Timeline;

/// What changes when the same facts would give another timeline, or the kept form changes: then all is derived anew.
pub const DERIVATION_VERSION: u32 = 1;

/// Facts of a full piece: about a third of a busy day, so that a day is read from few pieces. Few in the crate's own
/// tests, so that small devices have many.
pub const PIECE_FACTS: u32 = if cfg!(test) { 3 } else { 1024 };

/// What a store knows of a boot without reading its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot {
    /// Its earliest wall time, milliseconds: boots follow each other by it.
    pub from_ms: i64,
    /// Whether some of its facts have a monotonic time.
    pub measured: bool,
    /// Whether some of its facts have none.
    pub dated: bool,
}

impl Boot {
    /// The one clock of its facts; none if it has both kinds (which a host does not do, rule 10).
    pub fn clock(&self) -> Option<Clock> {
        match (self.measured, self.dated) {
            (true, false) => Some(Clock::Monotonic),
            (false, true) => Some(Clock::Wall),
            _ => None,
        }
    }
}

/// How far into its boot a cut is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InBoot {
    /// The boot's name.
    pub name: String,
    /// Its earliest wall time, milliseconds.
    pub from_ms: i64,
    /// The clock of all its facts; none if they have both, then the whole boot lies before the cut.
    pub clock: Option<Clock>,
    /// The last reading before the cut, milliseconds; all facts of this reading lie before it.
    pub tick_ms: i64,
}

/// A place between two facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cut {
    /// How far the boots have come; none before the first fact of a boot.
    pub boot: Option<InBoot>,
    /// Latest wall time of the facts of boots before it, milliseconds.
    pub chain_top_ms: Option<i64>,
    /// Latest wall time of the facts of no boot before it, milliseconds; all facts of this time lie before it.
    pub loose_top_ms: Option<i64>,
}

/// Where the new facts of one boot, or of none, lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Earliest wall time of the new facts, milliseconds.
    pub at_ms: i64,
    /// Latest, milliseconds.
    pub newest_ms: i64,
    /// Lowest monotonic reading of the new facts that have one, milliseconds.
    pub measured_ms: Option<i64>,
    /// Earliest wall time of those that have none, milliseconds.
    pub dated_ms: Option<i64>,
}

impl Arrival {
    /// Where one fact lies.
    pub fn of(fact: &Observation) -> Self {
        let (measured_ms, dated_ms) = (fact.monotonic_ms, fact.monotonic_ms.is_none().then_some(fact.at_ms));
        Self { at_ms: fact.at_ms, newest_ms: fact.at_ms, measured_ms, dated_ms }
    }

    /// Adds where another fact lies.
    pub fn add(&mut self, fact: &Observation) {
        let lower = |known: Option<i64>, new: Option<i64>| match (known, new) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
        let new = Self::of(fact);
        self.at_ms = self.at_ms.min(new.at_ms);
        self.newest_ms = self.newest_ms.max(new.at_ms);
        self.measured_ms = lower(self.measured_ms, new.measured_ms);
        self.dated_ms = lower(self.dated_ms, new.dated_ms);
    }
}

impl Cut {
    /// Tells whether all new facts of a boot come after the cut and leave the order before it alone. `boot` is the
    /// boot's name and its earliest wall time, new facts included; none for facts of no boot.
    pub fn stands(&self, boot: Option<(&str, i64)>, new: &Arrival) -> bool {
        let Some((name, from_ms)) = boot else {
            // A fact of no boot goes before the first later fact of the chain.
            return self.chain_top_ms.max(self.loose_top_ms).is_none_or(|top_ms| new.at_ms > top_ms);
        };
        // Facts of no boot stay before the cut if a fact of the chain behind them is later, or the new ones are.
        let held = match self.loose_top_ms {
            Some(loose_ms) => self.chain_top_ms.is_some_and(|top_ms| top_ms > loose_ms) || new.at_ms > loose_ms,
            None => true,
        };
        held && self.boot.as_ref().is_none_or(|here| here.is_before(name, from_ms, new))
    }

    /// Moves the cut behind the next fact in order.
    fn pass(&mut self, fact: &Observation, boots: &HashMap<String, Boot>) {
        let Some(name) = fact.boot.as_deref() else {
            self.loose_top_ms = self.loose_top_ms.max(Some(fact.at_ms));
            return;
        };
        self.chain_top_ms = self.chain_top_ms.max(Some(fact.at_ms));
        let tick_ms = fact.monotonic_ms.unwrap_or(fact.at_ms);
        match &mut self.boot {
            Some(here) if here.name == name => here.tick_ms = tick_ms,
            here => {
                let boot = boots.get(name);
                *here = Some(InBoot {
                    name: name.to_owned(),
                    from_ms: boot.map_or(fact.at_ms, |boot| boot.from_ms),
                    clock: boot.and_then(Boot::clock),
                    tick_ms,
                });
            }
        }
    }

    /// Tells whether the next facts can be found again from the cut alone.
    fn is_clean(&self, (chain, loose): (Option<&Observation>, Option<&Observation>)) -> bool {
        let loose_apart = loose.is_none_or(|fact| Some(fact.at_ms) > self.loose_top_ms);
        let chain_apart = match (chain, &self.boot) {
            (Some(fact), Some(here)) if fact.boot.as_ref() == Some(&here.name) => {
                here.clock.is_some() && fact.monotonic_ms.unwrap_or(fact.at_ms) > here.tick_ms
            }
            _ => true,
        };
        loose_apart && chain_apart
    }
}

impl InBoot {
    fn is_before(&self, name: &str, from_ms: i64, new: &Arrival) -> bool {
        if self.name != name {
            return (from_ms, name) > (self.from_ms, self.name.as_str());
        }
        let (of_clock, of_other) = match self.clock {
            Some(Clock::Monotonic) => (new.measured_ms, new.dated_ms),
            Some(Clock::Wall) => (new.dated_ms, new.measured_ms),
            None => return false,
        };
        from_ms >= self.from_ms && of_other.is_none() && of_clock.is_none_or(|tick_ms| tick_ms > self.tick_ms)
    }
}

/// What was derived between two cuts, and what is remembered at its end.
pub struct Piece {
    /// Its end.
    pub cut: Cut,
    /// What is remembered there.
    pub state: State,
    /// What its facts tell.
    pub timeline: Timeline,
    /// How many facts it has.
    pub facts: u32,
}

/// Derives from facts in order, and hands over each piece as it is full, and the rest at the end.
///
/// `cut` is where the machine stands and `facts` how many facts lie between the cut before and it: the first piece
/// handed over goes on with a piece begun earlier.
pub fn derive<C, D, E>(
    machine: &mut Machine<'_>,
    mut cut: Cut,
    mut facts: u32,
    boots: &HashMap<String, Boot>,
    order: &mut Slipped<C, D>,
    mut hand: impl FnMut(Piece) -> Result<(), E>,
) -> Result<(), E>
where
    C: Iterator<Item = Observation>,
    D: Iterator<Item = Observation>,
{
    let mut new = false;
    while let Some(fact) = order.next() {
        machine.advance(&fact);
        cut.pass(&fact, boots);
        (facts, new) = (facts.saturating_add(1), true);
        if facts >= PIECE_FACTS && cut.is_clean(order.ahead()) {
            let (state, timeline) = (machine.state().clone(), machine.take_timeline());
            hand(Piece { cut: cut.clone(), state, timeline, facts })?;
            (facts, new) = (0, false);
        }
    }
    if new {
        hand(Piece { cut, state: machine.state().clone(), timeline: machine.take_timeline(), facts })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UsageKind;

    fn fact(boot: Option<&str>, monotonic_ms: Option<i64>, at_ms: i64) -> Observation {
        let boot = boot.map(str::to_owned);
        Observation { kind: UsageKind::ZoneChanged, app: None, instance: None, at_ms, monotonic_ms, boot }
    }

    /// The cut after some facts in order.
    fn cut(facts: &[Observation], boots: &[(&str, Boot)]) -> Cut {
        let boots = boots.iter().map(|(name, boot)| ((*name).to_owned(), boot.clone())).collect();
        let mut cut = Cut::default();
        facts.iter().for_each(|fact| cut.pass(fact, &boots));
        cut
    }

    fn measured(from_ms: i64) -> Boot {
        Boot { from_ms, measured: true, dated: false }
    }

    fn stands(cut: &Cut, boot_from_ms: i64, new: &Observation) -> bool {
        cut.stands(new.boot.as_deref().map(|name| (name, boot_from_ms)), &Arrival::of(new))
    }

    #[test]
    fn a_cut_stands_while_new_facts_of_its_boot_come_after_it() {
        let cut = cut(&[fact(Some("b"), Some(10), 100), fact(Some("b"), Some(20), 110)], &[("b", measured(100))]);
        assert!(stands(&cut, 100, &fact(Some("b"), Some(21), 500)));
        assert!(stands(&cut, 100, &fact(Some("b"), Some(21), 105)), "the wall clock does not order a boot");
        assert!(!stands(&cut, 100, &fact(Some("b"), Some(20), 500)), "the same reading may go before");
        assert!(!stands(&cut, 100, &fact(Some("b"), Some(5), 500)));
        assert!(!stands(&cut, 100, &fact(Some("b"), None, 500)), "a boot with both clocks is read whole");
        assert!(!stands(&cut, 40, &fact(Some("b"), Some(21), 40)), "the boot may now go before another");
    }

    #[test]
    fn a_cut_stands_while_other_boots_come_after_its_own() {
        let cut = cut(&[fact(Some("b"), Some(10), 100)], &[("b", measured(100))]);
        assert!(stands(&cut, 101, &fact(Some("a"), Some(1), 101)));
        assert!(stands(&cut, 100, &fact(Some("c"), Some(1), 100)), "names order boots that begin together");
        assert!(!stands(&cut, 100, &fact(Some("a"), Some(1), 100)));
        assert!(!stands(&cut, 50, &fact(Some("a"), Some(900), 900)), "a fact of an earlier boot");
    }

    #[test]
    fn a_fact_of_no_boot_at_the_cut_is_held_by_a_later_one_of_a_boot() {
        let chain = |tick, at_ms| fact(Some("b"), Some(tick), at_ms);
        let loose = fact(None, None, 150);
        let open = cut(&[chain(1, 100), loose.clone()], &[("b", measured(100))]);
        assert!(!stands(&open, 100, &chain(2, 120)), "it would go before the fact of no boot");
        assert!(!stands(&open, 100, &chain(2, 150)), "so may one of the same time");
        assert!(stands(&open, 100, &chain(2, 151)));
        let held = cut(&[chain(1, 100), loose, chain(2, 200)], &[("b", measured(100))]);
        assert!(stands(&held, 100, &chain(3, 120)));
        assert!(!stands(&held, 0, &fact(None, None, 200)) && stands(&held, 0, &fact(None, None, 201)));
    }
}
