//! Contact state → how it stands: log-odds of each category, level, score, reasons. Pure; never moves the state.
//!
//! Each indicator's evidence fades with time (half-life) and, like the drift of a CUSUM (Page 1954), with every
//! further message of the contact, so that a long harmless stream never drifts up. What is left is added up by
//! category; gates then ask for distinct indicators, because one phrase alone, repeated or not, is no script.

use super::explain::{self, Grounds, NEW_DAYS};
use super::indicator::{Code, HardSet, Indicator, Indicators};
use super::learned::UNEASE;
use super::state::{ContactState, Record};
use super::{ContactFacts, Standing};
use crate::model::{Category, Level, Relation};

/// Log-odds from which a contact is watched.
pub const WATCH: f32 = 1.2;
/// Log-odds from which a contact is a concern.
pub const CONCERN: f32 = 3.8;
/// Log-odds from which a contact is urgent.
pub const URGENT: f32 = 8.0;
/// How far below a threshold a level once reached is kept.
const HYSTERESIS: f32 = 1.5;
/// Log-odds that an indicator loses with each further message of the contact.
const DRIFT: f32 = 0.012;
/// Share of an indicator's strength down to which it counts as distinct.
const LIVE: f32 = 0.4;
/// What a further stage adds, and the most that stages add.
const STAGE: f32 = 0.3;
const STAGES: f32 = 0.9;
/// Most that weak indicators, metadata and benign contexts weigh.
const WEAK: f32 = 2.0;
const META: f32 = 0.9;
const BENIGN: f32 = 1.0;
/// What grooming evidence weighs from someone who speaks as a peer.
const AS_PEER: f32 = 0.85;
/// Log-odds just below a threshold that a gate keeps shut.
const GATE: f32 = 0.3;
/// What the learned scorer's log-odds weigh beside the grammar's: those added up, those of the clearest message before,
/// and the child's unease. Fitted, with `LENGTH`, to the training conversations, each scored by weights that had not seen it
/// (five folds), for most alerts at few false ones (docs/model-card.md).
const GATHERED: f32 = 0.45;
const CLEAREST: f32 = 0.5;
const UNEASE_SHARE: f32 = 1.1;
/// Grammar evidence from which it counts as a reason.
const REASON: f32 = 0.3;
/// Days after which half of the learned evidence is left.
const LEARNED_HALF_LIFE: f32 = 7.0;
/// Rank of the learned scorer among the reasons: behind all that can be named.
const UNNAMED: f32 = 0.05;
/// How far learned evidence must reach beyond `concern`: set on the development conversations, of which the scorer had
/// then learned nothing, for at most 1 in 100 of their hard harmless ones (docs/model-card.md).
const BEYOND: f32 = 1.4;
/// How much further where no phrase but metadata alone gives the reason.
const UNSAID: f32 = 0.3;
/// What it must reach more for each doubling of a contact's messages, so that a long stream alerts no sooner by its
/// length.
const LENGTH: f32 = 0.5;
/// What each doubling beyond the first ten takes besides.
const LONG: f32 = 0.6;
const FIRST: f32 = 10.0;
/// Evidence below this is a reason only if there is no other.
const FAINT: f32 = 0.1;
/// Messages that each brought a stage never seen, and live stages, that make an escalation.
const CLIMBS: u8 = 3;
/// Most reasons given.
const REASONS: usize = 6;

/// Minutes of a day.
const DAY: f32 = 1_440.0;

/// What a record is worth now, before anything is known of the contact.
pub fn faded(record: &Record, indicator: &Indicator, state: &ContactState, minute: u32) -> f32 {
    let days = minute.saturating_sub(record.minute) as f32 / DAY;
    let messages = f32::from((state.incoming as u16).wrapping_sub(record.seq));
    (record.value() * (-days / indicator.half_life_days.max(0.1)).exp2() - DRIFT * messages).max(0.0)
}

/// The share of the learned evidence that is left at a minute.
pub fn fade(state: &ContactState, minute: u32) -> f32 {
    let days = (i64::from(minute) - state.last_seen_ms / 60_000).max(0) as f32 / DAY;
    (-days / LEARNED_HALF_LIFE).exp2()
}

/// How a contact stands in one category.
#[derive(Debug, Clone, Default)]
struct Case {
    risk: f32,
    /// Log-odds that hard triggers alone reach.
    hard: f32,
    reasons: Vec<(f32, String)>,
    /// The strongest indicator too faint to be a reason beside others.
    faint: Option<(f32, String)>,
    /// Stage of the strongest indicator, and its strength.
    stage: Option<(f32, String)>,
    grounds: Grounds,
}

impl Case {
    /// Notes an indicator that is worth so much.
    fn note(&mut self, value: f32, indicator: &Indicator) {
        let stronger = |than: &Option<(f32, String)>| than.as_ref().is_none_or(|(most, _)| value > *most);
        if value > FAINT {
            self.reasons.push((value, indicator.id.clone()));
        } else if value > 0.0 && stronger(&self.faint) {
            self.faint = Some((value, indicator.id.clone()));
        }
        if value > 0.0 && !indicator.stage.is_empty() && stronger(&self.stage) {
            self.stage = Some((value, indicator.stage.clone()));
        }
    }
}

/// How a contact stands at a minute. `after_message`: the level may rise, because a message has just come in.
pub fn appraise(
    indicators: &Indicators,
    state: &ContactState,
    facts: &ContactFacts,
    minute: u32,
    after_message: bool,
) -> Standing {
    let bench = Bench { indicators, state, facts, minute };
    let mut best: Option<(Category, Case)> = None;
    for category in Category::ALL {
        let case = bench.case(category);
        if best.as_ref().is_none_or(|(_, leading)| (case.hard, case.risk) > (leading.hard, leading.risk)) {
            best = Some((category, case));
        }
    }
    let (category, case) = best.map_or((None, Case::default()), |(category, case)| (Some(category), case));
    let before = f32::from(state.risk) / 20.0;
    let risk = if after_message { case.risk } else { case.risk.min(before) };
    let kept = if after_message { state.reached.min(Level::Urgent) } else { state.level };
    let risk = [(Level::Urgent, URGENT), (Level::Concern, CONCERN)]
        .into_iter()
        .find(|(level, least)| kept >= *level && risk >= least - HYSTERESIS)
        .map_or(risk, |(_, least)| risk.max(least));
    let level = match risk {
        risk if risk >= URGENT => Level::Urgent,
        risk if risk >= CONCERN => Level::Concern,
        risk if risk >= WATCH => Level::Watch,
        _ => Level::None,
    };
    let (score, stage, grounds) = (score(risk), case.stage.clone(), case.grounds);
    Standing {
        score,
        level,
        category: category.filter(|_| level > Level::None),
        reasons: bench.reasons(category, case, score > 0.0),
        stage: stage.map(|(_, stage)| stage).filter(|_| level > Level::None),
        confidence: explain::confidence(state, level, grounds),
        unknown: explain::unknown(state, facts, minute),
        risk,
    }
}

/// Log-odds as a risk from 0 to 1, calibrated on the development conversations (Platt 1999); nothing found is 0.
fn score(risk: f32) -> f64 {
    let share = |risk: f32| 1.0 / (1.0 + (1.3 * (2.2 - f64::from(risk))).exp());
    let score = (share(risk) - share(0.0)) / (1.0 - share(0.0));
    (score * 10_000.0).round() / 10_000.0
}

/// All that an appraisal looks at.
struct Bench<'a> {
    indicators: &'a Indicators,
    state: &'a ContactState,
    facts: &'a ContactFacts,
    minute: u32,
}

impl Bench<'_> {
    fn case(&self, category: Category) -> Case {
        let mut case = Case::default();
        let (mut strong, mut weak, mut benign) = (0.0, 0.0, 0.0);
        let (mut distinct, mut flags) = (0, 0);
        let mut stages: Vec<&str> = Vec::new();
        for (record, indicator) in self.known() {
            let left = faded(record, indicator, self.state, self.minute);
            if indicator.calms.contains(&category) {
                benign += left;
            }
            let worth = indicator.worth(category);
            if worth <= 0.0 || indicator.strength <= 0.0 {
                continue;
            }
            let value = left * worth / indicator.strength * self.doubt(category, indicator.hijack);
            *(if indicator.weak { &mut weak } else { &mut strong }) += value;
            case.note(value, indicator);
            let live = left >= LIVE * indicator.strength;
            case.grounds.signs += usize::from(live && !indicator.event);
            case.grounds.meta |= live && indicator.event;
            let own = indicator.category == Some(category);
            if !indicator.weak && live && (own || worth >= 0.8) {
                distinct += 1;
                flags += usize::from(own && indicator.flag);
                if !stages.contains(&indicator.stage.as_str()) {
                    stages.push(&indicator.stage);
                }
            }
        }
        let base = strong + weak.min(WEAK);
        let steps = (STAGE * stages.len().saturating_sub(1) as f32).min(STAGES);
        let meta = if base >= WATCH { self.meta(category, stages.len(), &mut case.reasons).min(META) } else { 0.0 };
        case.grounds.meta |= meta > 0.0;
        let open = flags >= 2 || flags >= 1 && distinct >= 3 || category == Category::Bullying && self.is_persistent();
        let mut risk = (base + steps + meta - f32::min(benign, BENIGN)).max(0.0);
        if category == Category::Bullying {
            risk *= self.seriousness();
        }
        let cap = match (strong > 0.0, open, flags >= 3) {
            (.., true) => f32::MAX,
            (_, true, _) => URGENT - GATE,
            (true, false, _) => CONCERN - GATE,
            (false, false, _) => WEAK,
        };
        case.hard = self.hard(category);
        let learned = self.learned(category, base, risk, &mut case.reasons);
        case.grounds.heard = learned > risk;
        case.risk = risk.min(cap).max(case.hard).max(learned);
        case
    }

    /// Log-odds that grammar (`base` found, `risk` after all else) and the learned scorer reach together. The scorer
    /// gives no reasons, so without one from the grammar or the metadata it stays below `watch`.
    fn learned(&self, category: Category, base: f32, risk: f32, reasons: &mut Vec<(f32, String)>) -> f32 {
        let left = fade(self.state, self.minute);
        let units = |kept: Option<&u8>| kept.map_or(0.0, |steps| left * Record::unit(*steps));
        let heard = units(self.state.learned.get(category as usize));
        if heard <= 0.0 {
            return 0.0;
        }
        let clearest = units(self.state.clearest.get(category as usize));
        let unease = units(self.state.learned.get(UNEASE));
        // Whoever vouches for the contact, the child's unease stands; but it bears out what the contact's words say.
        let doubted = (GATHERED * heard + CLEAREST * clearest) * self.doubt(category, false);
        let serious = if category == Category::Bullying { self.seriousness() } else { 1.0 };
        let worth = (doubted + UNEASE_SHARE * unease.min(heard)) * serious;
        let messages = self.state.incoming as f32;
        let length = LENGTH * (1.0 + messages).log2() + LONG * (messages / FIRST).max(1.0).log2();
        let unsaid = if base < REASON { UNSAID } else { 0.0 };
        let reached = (risk + worth - BEYOND - unsaid - length).min(URGENT - GATE);
        if reached < WATCH {
            return reached;
        }
        if base < REASON {
            self.meta(category, 0, reasons);
        }
        if reasons.is_empty() {
            return WATCH - GATE;
        }
        reasons.push((UNNAMED, "wording".to_owned()));
        reached
    }

    /// Why a contact stands where it does, strongest first, 1 to [`REASONS`]. Where no indicator says it, metadata does
    /// (and the learned scorer after it); at score 0, what speaks for calm.
    fn reasons(&self, category: Option<Category>, case: Case, risky: bool) -> Vec<String> {
        let mut reasons = case.reasons;
        if reasons.is_empty() {
            reasons.extend(case.faint);
        }
        if let (Some(category), true, true) = (category, risky, reasons.is_empty()) {
            self.meta(category, 0, &mut reasons);
            if reasons.is_empty() {
                let of_contact = if self.facts.is_known() { "known_contact" } else { "unknown_contact" };
                reasons.push((UNNAMED, of_contact.to_owned()));
            }
            reasons.push((0.0, "wording".to_owned()));
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut reasons: Vec<String> = reasons.into_iter().map(|(_, reason)| reason).collect();
        if !risky {
            reasons.extend(explain::calm(self.indicators, self.state, self.facts, self.minute));
        }
        reasons.truncate(REASONS);
        reasons
    }

    fn known(&self) -> impl Iterator<Item = (&Record, &Indicator)> {
        self.state.records.iter().filter_map(|record| Some((record, self.indicators.coded(record.code)?)))
    }

    fn live(&self, code: Code) -> Option<&Record> {
        let record = self.state.record(code)?;
        let indicator = self.indicators.coded(code)?;
        let days = self.minute.saturating_sub(record.minute) as f32 / DAY;
        let alive = match indicator.strength > 0.0 {
            true => faded(record, indicator, self.state, self.minute) >= LIVE * indicator.strength,
            false => days <= indicator.half_life_days,
        };
        alive.then_some(record)
    }

    fn is_live(&self, id: &str) -> bool {
        self.live(Code::of(id)).is_some()
    }

    /// How much of the evidence stands, by what is known of the contact.
    fn doubt(&self, category: Category, hijack: bool) -> f32 {
        let relation = match (category, self.facts.relation) {
            (_, Relation::Unknown) => 1.0,
            (Category::Bullying, Relation::Family) => 0.5,
            (Category::Bullying, Relation::Friend) => 0.85,
            (Category::Bullying, _) => 1.0,
            (_, Relation::Family) => 0.35,
            (_, Relation::Friend | Relation::School | Relation::Business) => 0.6,
        };
        if category == Category::Bullying {
            return relation;
        }
        let saved = if self.facts.saved { 0.8 } else { 1.0 };
        let state = self.state;
        let balanced = state.outgoing.saturating_mul(3) >= state.incoming;
        let history = match (state.outgoing, state.days) {
            (300.., 60..) if balanced => 0.65,
            (100.., 20..) if balanced => 0.8,
            _ => 1.0,
        };
        // Peers' pronouns speak against an adult who seeks a child; a peer may lie, so they do not say much.
        let peer = category == Category::Grooming && state.as_peer >= 3 && state.as_peer / 3 > state.as_elder;
        let history = if peer { history * AS_PEER } else { history };
        let least = if hijack { 0.75 } else { 0.35 };
        (relation * saved * history).max(least)
    }

    /// What metadata adds, for strangers only. `stages`: how many live stages the category has.
    fn meta(&self, category: Category, stages: usize, reasons: &mut Vec<(f32, String)>) -> f32 {
        if !self.facts.is_stranger() {
            return 0.0;
        }
        let state = self.state;
        let seen = [
            ("new_contact", explain::age_days(state, self.minute) <= NEW_DAYS),
            ("night_time", state.night >= 3 && state.night_share() >= 0.3),
            ("burst", state.bursts >= 2),
            ("unanswered", state.unanswered >= 6),
            ("speaks_as_elder", category == Category::Grooming && state.as_elder >= 2),
            ("escalation", state.climbs >= CLIMBS && stages >= usize::from(CLIMBS)),
            ("one_sided", state.incoming >= 10 && state.words_in * 2 > state.words_out * 5),
        ];
        let counted = seen.into_iter().filter(|(_, seen)| *seen).map(|(id, _)| id);
        let events = ["long_call", "secret_call", "no_mutual_contacts", "request_burst"];
        let mut sum = 0.0;
        for id in counted.chain(events.into_iter().filter(|id| self.is_live(id))) {
            let strength = self.indicators.get(id).map_or(0.0, |found| found.strength);
            let fits = id.ends_with("call") && category == Category::Impersonation;
            let value = if fits { strength * 1.5 } else { strength };
            reasons.push((value, id.to_owned()));
            sum += value;
        }
        sum
    }

    /// How many aggressive messages the contact has written.
    fn aggressions(&self) -> u32 {
        let own = |(_, indicator): &(&Record, &Indicator)| {
            indicator.category == Some(Category::Bullying) && indicator.repeats
        };
        self.known().filter(own).map(|(record, _)| u32::from(record.count)).sum()
    }

    /// Bullying without two distinct signs: over days, by several, or on and on after the child asked to stop.
    fn is_persistent(&self) -> bool {
        let aggressions = self.aggressions();
        aggressions >= 5 && self.is_live("repetition")
            || aggressions >= 2 && self.is_live("pile_on")
            || aggressions >= 3 && self.distressed()
    }

    /// Whether the child asked to stop or showed fear in the last week.
    fn distressed(&self) -> bool {
        let since = self.minute.saturating_sub(self.state.distress_minute) as f32;
        self.state.distress_minute > 0 && since <= 7.0 * DAY
    }

    /// How serious aggression is: banter goes both ways.
    fn seriousness(&self) -> f32 {
        if self.distressed() {
            return 1.0;
        }
        let theirs = self.aggressions().max(1) as f32;
        let returned = (1.5 * f32::from(self.state.insults_out) / theirs).min(1.0);
        let fun = (0.1 * f32::from(self.state.laughs)).min(0.3);
        1.0 - (0.6 * returned + fun)
    }

    /// The level that hard triggers reach, as log-odds.
    fn hard(&self, category: Category) -> f32 {
        let single = self.known().filter(|(record, indicator)| {
            let clear = record.value() >= 0.85 * indicator.strength;
            clear && self.speaks_for(indicator, category) && self.alerts_alone(indicator, category)
        });
        let alone = single.filter(|(record, _)| self.live(record.code).is_some()).filter_map(|(_, found)| found.hard);
        let together =
            self.indicators.hard.iter().filter(|(set, codes)| set.category == category && self.meets(set, codes));
        let level = alone.chain(together.map(|(set, _)| set.level)).max();
        match level {
            Some(Level::Urgent) => URGENT + GATE,
            Some(Level::Concern) => CONCERN + GATE,
            _ => 0.0,
        }
    }

    /// The category that a hard trigger speaks for: its own, or, with nothing else there, its other main one
    /// (a push to self-harm is sextortion beside a threat, bullying without).
    fn speaks_for(&self, indicator: &Indicator, category: Category) -> bool {
        let other =
            Category::ALL.into_iter().find(|other| indicator.also.get(other).is_some_and(|worth| *worth >= 1.5));
        let company = self.known().any(|(record, fellow)| {
            fellow.category == indicator.category && fellow.id != indicator.id && self.live(record.code).is_some()
        });
        match other {
            Some(other) if !company => category == other,
            _ => indicator.category == Some(category),
        }
    }

    fn alerts_alone(&self, indicator: &Indicator, category: Category) -> bool {
        match category {
            Category::Bullying => {
                matches!(self.facts.relation, Relation::Unknown | Relation::School) && self.seriousness() > 0.7
            }
            _ => self.facts.is_stranger() || indicator.hijack && self.facts.relation != Relation::Family,
        }
    }

    /// Whether all lists of a set have an indicator that is alive, close enough in time to each other.
    fn meets(&self, set: &HardSet, codes: &[Vec<Code>]) -> bool {
        if !set.known && !self.facts.is_stranger() {
            return false;
        }
        let newest =
            |group: &Vec<Code>| group.iter().filter_map(|code| self.live(*code)).max_by_key(|record| record.minute);
        let Some(records) = codes.iter().map(newest).collect::<Option<Vec<&Record>>>() else { return false };
        let first = records.iter().map(|record| record.minute).min().unwrap_or(0);
        let last = records.iter().map(|record| record.minute).max().unwrap_or(0);
        let close = (last - first) as f32 <= set.hours * 60.0;
        let one_message = records.iter().all(|record| records.first().is_some_and(|other| other.seq == record.seq));
        close && (set.hours > 0.0 || one_message)
    }
}
