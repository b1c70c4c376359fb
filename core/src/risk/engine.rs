//! The engine: advances a contact's state by one message, call or request.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use once_cell::sync::OnceCell;

use super::address::{Address, address};
use super::appraisal::{appraise, fade, faded};
use super::indicator::{Code, Indicator};
use super::learned::{LogOdds, Scorer, UNEASE};
use super::lexicon::{EMBEDDED, Files, Lexicon};
use super::links::all_official;
use super::manner::is_out_of_manner;
use super::sighting::{FAINT, Sighting, evidence, sightings};
use super::state::{ContactState, MAX_RECORDS, Record};
use super::{ContactFacts, GroupState, Standing, Verdict};
use crate::model::{Call, Category, ContactRequest, Direction, Level, MediaKind, Message, Signal};
use crate::text::{Kind, Text};
use crate::{Error, Result};

/// What a repeated sighting adds, and the most that one indicator holds, in shares of its strength.
const AGAIN: f32 = 0.2;
const AGAIN_MOST: f32 = 1.4;
/// The same for aggression, which counts by repetition.
const REPEAT: f32 = 0.7;
const REPEAT_MOST: f32 = 3.0;
/// A group is a poor place for secrets: what private talk weighs there.
const IN_GROUP: f32 = 0.7;
/// Aggression with laughter, aggression after the child asked to stop.
const WITH_LAUGHTER: f32 = 0.6;
const AFTER_DISTRESS: f32 = 1.3;
/// Romance and secrecy weigh more from someone who was told the child's age.
const AGE_KNOWN: f32 = 1.15;
/// A link counts as bait in so many first messages of a stranger, if the learned scorer finds fraud at least so likely.
const FIRST_WORDS: u32 = 3;
const LINK: f32 = 2.5;
/// A message to a group counts towards a pile-on without a phrase of the grammar, if the learned scorer finds bullying
/// at least so likely.
const HOSTILE: f32 = 3.0;
/// The indicator that says nothing where every address is an official one.
const LINK_ASKED: &str = "link_or_install";
/// A call this long counts as long, seconds.
const LONG_CALL: u32 = 1_200;
/// Contact requests that make a burst.
const REQUEST_BURST: u8 = 3;
/// The learned scorer's evidence adds up as a CUSUM (Page 1954): each message moves it within these bounds.
const LEARNED_STEP: std::ops::RangeInclusive<f32> = -2.0..=3.0;
/// The most that the clearest message of a contact counts.
const CLEAREST_MOST: f32 = 5.0;
/// Fewer words than these say the less, the fewer they are.
const ENOUGH_WORDS: f32 = 5.0;
/// What each message takes off, so that a long harmless stream does not drift up.
const LEARNED_DRIFT: f32 = 0.3;
/// The bounds for what the child writes, which is less sure.
const UNEASE_STEP: std::ops::RangeInclusive<f32> = -0.7..=1.0;
/// How long the child's plea or refusal stays in mind, minutes.
const PLEA: u32 = 3 * 24 * 60;

/// The contact-risk engine.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    scorer: Scorer<'static>,
}

impl Engine {
    /// The engine with the lexicon that ships with the SDK, loaded once. Fails with [`Error::Internal`] if it is
    /// damaged, which the SDK's own tests rule out.
    pub fn embedded() -> Result<&'static Self> {
        static EMBEDDED_ENGINE: OnceCell<Engine> = OnceCell::new();
        EMBEDDED_ENGINE.get_or_try_init(|| Self::load(&EMBEDDED))
    }

    /// An engine with another lexicon. Fails with [`Error::Internal`] that names file, line and reason.
    pub fn load(files: &Files<'_>) -> Result<Self> {
        let lexicon = Lexicon::load(files).map_err(|place| Error::Internal { place })?;
        Ok(Self { lexicon, scorer: Scorer::embedded()? })
    }

    /// Its lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Advances the state by one message. `group` is the state of the group conversation it was written to, `host`
    /// what a host's own model says of the text ([`super::learned::SILENT`] without one).
    /// Only incoming messages raise the level; the child's own are context.
    pub fn message(
        &self,
        state: &mut ContactState,
        group: Option<&mut GroupState>,
        facts: &ContactFacts,
        zone: &TimeZone,
        message: &Message,
        host: &LogOdds,
    ) -> Verdict {
        let at = Instant::of(message.sent_at.epoch_ms, zone);
        let text = self.lexicon.read(&message.text);
        let found = sightings(&self.lexicon, &text);
        let sure = (text.tokens.len() as f32 / ENOUGH_WORDS).min(1.0);
        let odds = self.scorer.score(&text).map(|odds| odds * sure);
        let mut heard = odds;
        heard.iter_mut().zip(host).for_each(|(heard, host)| *heard += host);
        match message.direction {
            Direction::Outgoing => {
                // What the child writes may only calm: the risk of this moment bounds all that follows.
                let before = self.appraise(state, facts, at.minute, false);
                state.risk = state.risk.min((before.risk * 20.0).floor().clamp(0.0, 255.0) as u8);
                learn(state, at, &heard, true);
                child_wrote(state, group, at, &text, &found, message.sensitive_media);
                let standing = self.appraise(state, facts, at.minute, false);
                Verdict::of(standing, Vec::new(), false)
            }
            Direction::Incoming => {
                learn(state, at, &heard, false);
                self.contact_wrote(state, group, facts, at, &text, &found, &odds, message)
            }
        }
    }

    /// Advances the state by a call: evidence without text, which never raises the level by itself.
    pub fn call(&self, state: &mut ContactState, facts: &ContactFacts, zone: &TimeZone, call: &Call) -> Verdict {
        let at = Instant::of(call.at.epoch_ms, zone);
        see(state, at);
        state.calls = state.calls.saturating_add(u8::from(call.answered));
        if call.answered && call.seconds >= LONG_CALL && facts.is_stranger() {
            self.event(state, "long_call", at);
            let secret = ["secrecy", "secrecy_order", "hide_from_family"];
            if secret.iter().any(|id| state.record(Code::of(id)).is_some()) {
                self.event(state, "secret_call", at);
            }
        }
        Verdict::of(self.appraise(state, facts, at.minute, false), Vec::new(), false)
    }

    /// Advances the state by a contact request: evidence without text, which never raises the level by itself.
    pub fn contact_request(
        &self,
        state: &mut ContactState,
        facts: &ContactFacts,
        zone: &TimeZone,
        request: &ContactRequest,
    ) -> Verdict {
        let at = Instant::of(request.at.epoch_ms, zone);
        see(state, at);
        state.requests = state.requests.saturating_add(1);
        if request.mutual_contacts == Some(0) {
            self.event(state, "no_mutual_contacts", at);
        }
        if state.requests >= REQUEST_BURST {
            self.event(state, "request_burst", at);
        }
        Verdict::of(self.appraise(state, facts, at.minute, false), Vec::new(), false)
    }

    /// How a contact stands at a time (milliseconds since 1970): never above its last message, only faded.
    pub fn standing(&self, state: &ContactState, facts: &ContactFacts, now_ms: i64) -> Standing {
        self.appraise(state, facts, minute_of(now_ms), false)
    }

    fn appraise(&self, state: &ContactState, facts: &ContactFacts, minute: u32, after_message: bool) -> Standing {
        appraise(&self.lexicon.indicators, state, facts, minute, after_message)
    }

    #[expect(clippy::too_many_arguments, reason = "one private step of `message`, which has read them all")]
    fn contact_wrote(
        &self,
        state: &mut ContactState,
        group: Option<&mut GroupState>,
        facts: &ContactFacts,
        at: Instant,
        text: &Text,
        found: &[Sighting<'_>],
        odds: &LogOdds,
        message: &Message,
    ) -> Verdict {
        count_incoming(state, at, text);
        self.count_seen(state, text, message);
        let stages = stages_seen(state);
        let mut shown = evidence(found, text, facts.relation);
        let linked = text.spans.iter().any(|span| span.kind == Kind::Url);
        let official = linked && all_official(&message.text);
        shown.retain(|sighting| !(official && sighting.indicator.id == LINK_ASKED));
        for sighting in &mut shown {
            sighting.weight *= context(state, group.as_deref(), at, text, message.group, sighting.indicator);
        }
        let benign = found.iter().filter(|sighting| !sighting.indicator.calms.is_empty());
        benign.for_each(|sighting| self.record(state, sighting.indicator, sighting.weight, at));
        let mut events: Vec<&str> = Vec::new();
        if linked {
            self.event(state, super::indicator::URL, at);
        }
        let fraud = [Category::Scam, Category::Impersonation].iter().filter_map(|one| odds.get(*one as usize));
        let bait = linked && !official && fraud.copied().any(|odds| odds >= LINK);
        if bait && facts.is_stranger() && state.incoming <= FIRST_WORDS {
            events.push("stranger_link");
        }
        if message.sensitive_media && !facts.is_known() {
            events.push("sensitive_media");
        }
        let asks = shown.iter().filter(|sighting| sighting.indicator.ask && sighting.weight >= FAINT);
        let refused = state.refusal_minute > 0 && at.minute.saturating_sub(state.refusal_minute) <= PLEA;
        let mut asked = Code::default();
        for sighting in asks {
            asked = Code::of(&sighting.indicator.id);
            if refused && asked == state.refused {
                events.push("reask_after_refusal");
            }
        }
        if asked != Code::default() {
            state.asked = asked;
        }
        let aggressive = |sighting: &&Sighting<'_>| sighting.indicator.repeats && sighting.weight >= FAINT;
        let aggressive = shown.iter().any(|sighting| aggressive(&sighting));
        if aggressive && note_aggression(state, at) {
            events.push("repetition");
        }
        let hostile = odds.get(Category::Bullying as usize).is_some_and(|odds| *odds >= HOSTILE);
        if (aggressive || hostile) && group.is_some_and(|group| group.aggression(&message.contact, at.minute)) {
            events.push("pile_on");
        }
        if is_out_of_manner(state, facts, text, &shown) {
            events.push("style_change");
        } else {
            state.manner.learn(text);
        }
        shown.iter().for_each(|sighting| self.record(state, sighting.indicator, sighting.weight, at));
        events.iter().for_each(|id| self.event(state, id, at));
        state.climbs = state.climbs.saturating_add(u8::from(stages_seen(state) > stages));

        let standing = self.appraise(state, facts, at.minute, true);
        // Only now: what came before bears out a message, no message bears out itself.
        for (kept, odds) in state.clearest.iter_mut().zip(odds) {
            *kept = (*kept).max(Record::steps(odds.min(CLEAREST_MOST)));
        }
        let alert = standing.level >= Level::Concern && standing.level > state.reached;
        state.level = standing.level;
        state.reached = state.reached.max(standing.level);
        state.risk = Record::steps(standing.risk);
        Verdict::of(standing, self.signals(&shown, &events), alert)
    }

    /// Counts what of a message could be read and what could not.
    fn count_seen(&self, state: &mut ContactState, text: &Text, message: &Message) {
        let read = text.tokens.iter().filter(|token| self.lexicon.knows(token)).count();
        let unseen = [MediaKind::Image, MediaKind::Video, MediaKind::Voice, MediaKind::File];
        let media = message.media.iter().any(|kind| unseen.contains(kind));
        state.words_read = state.words_read.saturating_add(read as u32);
        state.private = state.private.saturating_add(u8::from(!message.group));
        state.media = state.media.saturating_add(u8::from(media && !message.sensitive_media));
    }

    /// What a message showed, strongest first.
    fn signals(&self, shown: &[Sighting<'_>], events: &[&str]) -> Vec<Signal> {
        let mut signals: Vec<(f32, &Indicator)> = shown
            .iter()
            .filter(|sighting| sighting.weight >= FAINT)
            .map(|sighting| (sighting.value(), sighting.indicator))
            .collect();
        signals.extend(
            events.iter().filter_map(|id| self.lexicon.indicators.get(id)).map(|found| (found.strength, found)),
        );
        signals.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        let signal =
            |indicator: &Indicator| Some(Signal { indicator: indicator.id.clone(), category: indicator.category? });
        signals.into_iter().filter_map(|(_, indicator)| signal(indicator)).collect()
    }

    fn event(&self, state: &mut ContactState, id: &str, at: Instant) {
        if let Some(indicator) = self.lexicon.indicators.get(id) {
            self.record(state, indicator, 1.0, at);
        }
    }

    /// Adds a sighting to the state.
    fn record(&self, state: &mut ContactState, indicator: &Indicator, weight: f32, at: Instant) {
        let code = Code::of(&indicator.id);
        let gain = indicator.strength * weight;
        let old = state.record(code).copied();
        let left = old.map_or(0.0, |old| faded(&old, indicator, state, at.minute));
        let value = match (left > 0.0, indicator.repeats) {
            (false, _) => gain,
            (true, true) => (left + REPEAT * gain).min(REPEAT_MOST * indicator.strength),
            (true, false) => left.max(gain).max((left + AGAIN * gain).min(AGAIN_MOST * indicator.strength)),
        };
        let record = Record {
            code,
            count: old.map_or(0, |old| old.count).saturating_add(1),
            evidence: Record::steps(value),
            minute: at.minute,
            seq: state.incoming as u16,
        };
        if let Some(stage) = self.lexicon.indicators.stage(&indicator.stage)
            && let Some(first) = state.stages.get_mut(stage)
            && *first == 0
        {
            *first = at.minute;
        }
        match state.records.iter_mut().find(|known| known.code == code) {
            Some(known) => *known = record,
            None => {
                if state.records.len() >= MAX_RECORDS {
                    self.forget_weakest(state, at.minute);
                }
                state.records.push(record);
            }
        }
    }

    fn forget_weakest(&self, state: &mut ContactState, minute: u32) {
        let left = |record: &Record| {
            self.lexicon.indicators.coded(record.code).map_or(0.0, |found| faded(record, found, state, minute))
        };
        let weakest = state.records.iter().enumerate().min_by(|a, b| left(a.1).total_cmp(&left(b.1))).map(|(at, _)| at);
        if let Some(weakest) = weakest {
            state.records.remove(weakest);
        }
    }
}

/// A message's time as the engine uses it.
#[derive(Debug, Clone, Copy)]
struct Instant {
    ms: i64,
    /// Minutes since 1970, at least 1.
    minute: u32,
    /// Local days since 1970.
    day: u32,
    /// Whether it is between 22:00 and 06:00 local.
    night: bool,
}

impl Instant {
    fn of(ms: i64, zone: &TimeZone) -> Self {
        let offset = Timestamp::from_millisecond(ms).map_or(0, |at| zone.to_offset(at).seconds());
        let local = ms / 1_000 + i64::from(offset);
        let hour = local.rem_euclid(86_400) / 3_600;
        let day = u32::try_from(local.div_euclid(86_400)).unwrap_or(0);
        Self { ms, minute: minute_of(ms), day, night: !(6..22).contains(&hour) }
    }
}

fn minute_of(ms: i64) -> u32 {
    u32::try_from(ms.div_euclid(60_000)).unwrap_or(if ms < 0 { 1 } else { u32::MAX }).max(1)
}

/// Notes that the contact was there.
fn see(state: &mut ContactState, at: Instant) {
    if state.first_seen_ms == 0 || at.ms < state.first_seen_ms {
        state.first_seen_ms = at.ms;
    }
    state.last_seen_ms = state.last_seen_ms.max(at.ms);
}

fn count_day(state: &mut ContactState, at: Instant) {
    see(state, at);
    if at.day > state.last_day {
        state.last_day = at.day;
        state.days = state.days.saturating_add(1);
    }
}

/// Adds what the learned scorer says of a message: by category of the contact's, as unease of the child's.
fn learn(state: &mut ContactState, at: Instant, odds: &LogOdds, of_child: bool) {
    let fade = fade(state, at.minute);
    for (head, (kept, odds)) in state.learned.iter_mut().zip(odds).enumerate() {
        let bounds = if of_child { UNEASE_STEP } else { LEARNED_STEP };
        let step = if (head == UNEASE) == of_child {
            (odds - LEARNED_DRIFT).clamp(*bounds.start(), *bounds.end())
        } else {
            0.0
        };
        *kept = Record::steps(Record::unit(*kept) * fade + step);
    }
    for kept in &mut state.clearest {
        *kept = Record::steps(Record::unit(*kept) * fade);
    }
}

fn count_incoming(state: &mut ContactState, at: Instant, text: &Text) {
    let quick = state.unanswered > 0 && at.ms.saturating_sub(state.last_seen_ms) <= 60_000;
    state.run = if quick { state.run.saturating_add(1) } else { 1 };
    state.bursts = state.bursts.saturating_add(u8::from(state.run == 5));
    count_day(state, at);
    state.incoming = state.incoming.saturating_add(1);
    state.words_in = state.words_in.saturating_add(text.tokens.len() as u32);
    state.night = state.night.saturating_add(u32::from(at.night));
    state.unanswered = state.unanswered.saturating_add(1);
    state.laughs = state.laughs.saturating_add(u8::from(text.laughs));
    match address(text) {
        Some(Address::Peer) => state.as_peer = state.as_peer.saturating_add(1),
        Some(Address::Elder) => state.as_elder = state.as_elder.saturating_add(1),
        None => {}
    }
}

/// Takes up what the child wrote: refusal, plea, fear, age, laughter, insults.
fn child_wrote(
    state: &mut ContactState,
    mut group: Option<&mut GroupState>,
    at: Instant,
    text: &Text,
    found: &[Sighting<'_>],
    sensitive_media: bool,
) {
    count_day(state, at);
    state.outgoing = state.outgoing.saturating_add(1);
    state.words_out = state.words_out.saturating_add(text.tokens.len() as u32);
    state.unanswered = 0;
    state.run = 0;
    state.sensitive_sent |= sensitive_media;
    let mut fun = text.laughs;
    for sighting in found {
        match sighting.indicator.id.as_str() {
            "refusal" => {
                state.refusals = state.refusals.saturating_add(1);
                state.refusal_minute = at.minute;
                state.refused = state.asked;
            }
            "stop_request" | "fear" => {
                state.distress_minute = at.minute;
                group.iter_mut().for_each(|group| group.distress_minute = at.minute);
            }
            "age_disclosure" => state.age_told = true,
            _ if sighting.indicator.category == Some(Category::Bullying) => {
                state.insults_out = state.insults_out.saturating_add(1);
                fun = true;
            }
            _ => {}
        }
    }
    state.laughs = state.laughs.saturating_add(u8::from(text.laughs));
    if let Some(group) = group
        && fun
    {
        group.fun_minute = at.minute;
    }
}

fn stages_seen(state: &ContactState) -> usize {
    state.stages.iter().filter(|minute| **minute > 0).count()
}

/// How the conversation weighs a sighting.
fn context(
    state: &ContactState,
    group: Option<&GroupState>,
    at: Instant,
    text: &Text,
    in_group: bool,
    indicator: &Indicator,
) -> f32 {
    let recent = |minute: u32| minute > 0 && at.minute.saturating_sub(minute) <= PLEA;
    let distressed = recent(state.distress_minute) || group.is_some_and(|group| recent(group.distress_minute));
    let bullying = indicator.category == Some(Category::Bullying);
    let mut weight = 1.0;
    if in_group && !bullying {
        weight *= IN_GROUP;
    }
    if bullying {
        let fun = text.laughs
            || group.is_some_and(|group| group.fun_minute > group.distress_minute && recent(group.fun_minute));
        weight *= match (distressed, fun) {
            (true, _) => AFTER_DISTRESS,
            (false, true) => WITH_LAUGHTER,
            (false, false) => 1.0,
        };
    }
    if state.age_told && indicator.category == Some(Category::Grooming) && indicator.flag {
        weight *= AGE_KNOWN;
    }
    if state.sensitive_sent && indicator.category == Some(Category::Sextortion) {
        weight *= AGE_KNOWN;
    }
    weight
}

/// Counts a day with aggression and says whether it goes on over days.
fn note_aggression(state: &mut ContactState, at: Instant) -> bool {
    if at.day > state.aggression_day {
        state.aggression_day = at.day;
        state.aggression_days = state.aggression_days.saturating_add(1);
        return state.aggression_days >= 2;
    }
    false
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
