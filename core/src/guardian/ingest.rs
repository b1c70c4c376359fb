//! A batch of events on its way into the store.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::retention::Retention;
use super::scorer::{Budget, Worker};
use super::trust::Heard;
use super::usage::{self, Arrivals};
use super::{Mode, helpline};
use crate::age::{age, ages};
use crate::chain::hex;
use crate::incident;
use crate::model::{
    Alert, Assessment, Call, Consent, ContactCard, ContactRequest, Direction, Event, Level, Message, Moment, Profile,
    Usage, Withdrawal, zone,
};
use crate::risk::learned::SILENT;
use crate::risk::{ContactFacts, ContactState, Engine, GroupState, MODEL_VERSION};
use crate::screen_time::observation::Observation;
use crate::store::{ContactRow, FactWriter, Handle, Hasher, Store, Terms, rows};
use crate::{Error, Result};

/// What a batch brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ingested {
    /// One assessment for every incoming message that was not skipped, in order.
    pub assessments: Vec<Assessment>,
    /// What the parent should hear about now.
    pub alerts: Vec<Alert>,
    /// Events that were left out, and why.
    pub skipped: Vec<Skipped>,
}

/// An event that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// Its place in the batch, from 0.
    pub index: u64,
    /// Why.
    pub reason: Skip,
}

/// Why an event was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// It was counted before, or is so old that what would tell is no longer kept.
    Duplicate,
    /// It is from before consent was given, or came in after consent was withdrawn.
    BeforeConsent,
}

/// The newest host time the store has heard of, epoch milliseconds.
pub(super) const NEWEST: &str = "newest_ms";
/// When consent was last withdrawn, epoch milliseconds: all that a withdrawal leaves behind.
pub(super) const WITHDRAWN: &str = "withdrawn_ms";

pub(super) fn ingest(
    store: &mut Store,
    mode: Mode,
    scorer: Option<&mut Worker>,
    events: &[Event],
    now: Moment,
) -> Result<Ingested> {
    for (place, event) in (1..).zip(events) {
        event.validate().map_err(|error| error.at_line(place))?;
    }
    let (transaction, hasher) = store.begin_with_hasher()?;
    let mut batch = Batch::new(&transaction, hasher, mode, scorer, now)?;
    batch.retention.hear(events, now);
    for (index, event) in (0..).zip(events) {
        let skipped = batch.apply(event).map_err(|error| error.at_line(index + 1))?;
        if let Some(reason) = skipped {
            batch.out.skipped.push(Skipped { index, reason });
        }
    }
    let (out, erased, swept) = batch.finish()?;
    transaction.commit().map_err(crate::store::StoreError::from)?;
    if erased {
        store.shrink()?;
    } else if swept > 0 {
        store.clear_log()?;
    }
    Ok(out)
}

/// A contact in hand: its row and its unpacked state.
struct InHand {
    row: ContactRow,
    state: ContactState,
}

struct Batch<'a> {
    connection: &'a Connection,
    hasher: &'a Hasher,
    engine: &'static Engine,
    mode: Mode,
    scorer: Option<&'a mut Worker>,
    budget: Budget,
    now: Moment,
    profile: Option<(TimeZone, Profile)>,
    consented_since: Option<i64>,
    withdrawn: Option<i64>,
    /// Whether a withdrawal in this batch erased the store.
    erased: bool,
    terms: Terms,
    facts: Option<FactWriter<'a>>,
    arrivals: Arrivals,
    heard: Heard,
    retention: Retention,
    contacts: HashMap<Handle, InHand>,
    groups: HashMap<Handle, GroupState>,
    out: Ingested,
}

impl<'a> Batch<'a> {
    fn new(
        connection: &'a Connection,
        hasher: &'a Hasher,
        mode: Mode,
        scorer: Option<&'a mut Worker>,
        now: Moment,
    ) -> Result<Self> {
        let profile = match rows::profile(connection)? {
            Some(profile) => Some((zone(&profile.zone)?, profile)),
            None => None,
        };
        Ok(Self {
            connection,
            hasher,
            engine: Engine::embedded()?,
            mode,
            scorer,
            budget: Budget::default(),
            now,
            profile,
            consented_since: rows::consented_since(connection)?,
            withdrawn: rows::meta(connection, WITHDRAWN)?,
            erased: false,
            terms: Terms::default(),
            facts: None,
            arrivals: Arrivals::default(),
            heard: Heard::default(),
            retention: Retention::of(connection)?,
            contacts: HashMap::new(),
            groups: HashMap::new(),
            out: Ingested::default(),
        })
    }

    /// Applies one event; the reason if it was left out.
    fn apply(&mut self, event: &Event) -> Result<Option<Skip>> {
        if !matches!(event, Event::Profile(_) | Event::Consent(_) | Event::ConsentWithdrawn(_)) {
            if self.stopped() {
                return if self.mode == Mode::Host { Err(Error::NoConsent) } else { Ok(Some(Skip::BeforeConsent)) };
            }
            self.check_age()?;
        }
        if let Some(at) = event.fact_time() {
            self.ensure_profile(at)?;
            match self.consented_since {
                Some(since) if at.epoch_ms < since => return Ok(Some(Skip::BeforeConsent)),
                None if self.mode == Mode::Host => return Err(Error::NoConsent),
                _ => {}
            }
        }
        if event.contact().is_some_and(helpline::is_helpline) {
            return Ok(None);
        }
        // A recorded file may come in any order: a replay clears up when it is asked to, at its end.
        if self.mode == Mode::Host && self.retention.is_past(event) {
            return Ok(Some(Skip::Duplicate));
        }
        match event {
            Event::Profile(profile) => self.profile_event(profile)?,
            Event::Consent(consent) => return self.consent(consent),
            Event::ConsentWithdrawn(withdrawal) => return self.withdraw(withdrawal),
            Event::Contact(card) => self.card(card)?,
            Event::Message(message) => return self.message(message),
            Event::Call(call) => return self.call(call),
            Event::ContactRequest(request) => return self.request(request),
            Event::Usage(usage) => self.usage(usage)?,
            Event::Checkpoint(checkpoint) => rows::add_checkpoint(self.connection, checkpoint)?,
            Event::Limits(limits) => rows::add_limits(self.connection, limits)?,
            Event::Grant(grant) => return Ok((!rows::add_grant(self.connection, grant)?).then_some(Skip::Duplicate)),
            Event::DeviceStatus(status) => {
                if rows::add_device_status(self.connection, &mut self.terms, status)? {
                    self.heard.status(status);
                    self.retention.trust(status);
                }
            }
            Event::AppCategory(set) => {
                rows::set_app_category(self.connection, &mut self.terms, &set.app, set.category)?;
            }
        }
        Ok(None)
    }

    fn usage(&mut self, usage: &Usage) -> Result<()> {
        let fact = Observation::from_usage(usage)?;
        let writer = match &mut self.facts {
            Some(writer) => writer,
            none => none.insert(FactWriter::new(self.connection)?),
        };
        if writer.add(self.connection, &mut self.terms, &fact, usage.at.offset_seconds)? {
            self.arrivals.add(&fact);
            self.heard.usage(&fact);
        }
        Ok(())
    }

    fn set_profile(&mut self, profile: &Profile) -> Result<()> {
        rows::set_profile(self.connection, profile)?;
        self.profile = Some((zone(&profile.zone)?, profile.clone()));
        Ok(())
    }

    /// In a replay, a missing profile becomes a default one in the first event's offset.
    fn ensure_profile(&mut self, at: Moment) -> Result<()> {
        match (&self.profile, self.mode) {
            (Some(_), _) => Ok(()),
            (None, Mode::Host) => Err(Error::NoProfile),
            (None, Mode::Replay) => self.set_profile(&Profile::of_offset(at)),
        }
    }

    /// Whether consent was withdrawn and not given anew.
    fn stopped(&self) -> bool {
        self.withdrawn.is_some() && self.consented_since.is_none()
    }

    fn profile_event(&mut self, profile: &Profile) -> Result<()> {
        if let Some(consent) = rows::consent(self.connection)? {
            self.check_agreement(&consent, profile.birth_year)?;
        }
        self.set_profile(profile)
    }

    fn consent(&mut self, consent: &Consent) -> Result<Option<Skip>> {
        let given = consent.given_at.epoch_ms;
        if self.withdrawn.is_some_and(|withdrawn| given <= withdrawn) {
            // The consent that was withdrawn, replayed: it does not come back.
            return Ok(Some(Skip::BeforeConsent));
        }
        if let Some((_, profile)) = &self.profile {
            self.check_agreement(consent, profile.birth_year)?;
        }
        if self.consented_since.is_none() {
            // What a replay took in before it saw the consent line must not outlive it.
            usage::forget_before(self.connection, given)?;
            rows::forget_device_before(self.connection, given)?;
            self.heard.forget_before(given);
        }
        rows::add_consent(self.connection, consent)?;
        self.consented_since = Some(self.consented_since.map_or(given, |since| since.min(given)));
        Ok(None)
    }

    /// Erases everything but when it was done.
    fn withdraw(&mut self, withdrawal: &Withdrawal) -> Result<Option<Skip>> {
        let at = withdrawal.at.epoch_ms;
        if self.withdrawn.is_some_and(|known| at <= known) {
            // Sent again, perhaps because the file could not be shrunk the first time.
            self.erased |= self.stopped();
            return Ok(Some(Skip::Duplicate));
        }
        if self.consented_since.is_some_and(|since| at < since) {
            return Ok(Some(Skip::BeforeConsent));
        }
        rows::erase_rows(self.connection)?;
        rows::raise_meta(self.connection, WITHDRAWN, at)?;
        self.profile = None;
        self.consented_since = None;
        self.withdrawn = Some(at);
        self.erased = true;
        self.terms = Terms::default();
        self.contacts.clear();
        self.groups.clear();
        Ok(None)
    }

    /// A host's consent holds only with the child's agreement, from the age at which that counts.
    fn check_agreement(&self, consent: &Consent, birth_year: i16) -> Result<()> {
        if self.mode == Mode::Host && ages()?.lacks_agreement(consent, birth_year) {
            let reason = "must be true from the year on in which the child turns 7: ask the child, too";
            return Err(Error::invalid("child_agreed", reason));
        }
        Ok(())
    }

    /// A host's guardian ends with childhood.
    fn check_age(&self) -> Result<()> {
        let age = self.profile.as_ref().and_then(|(_, profile)| age(profile.birth_year, self.now));
        if self.mode == Mode::Host && ages()?.ended(age) {
            let reason = "is that of someone who turns 18 this year or is older: the guardian has ended and takes \
                          nothing in; withdraw consent to erase what is stored";
            return Err(Error::invalid("birth_year", reason));
        }
        Ok(())
    }

    fn card(&mut self, card: &ContactCard) -> Result<()> {
        let row = &mut self.contact(&card.contact, &card.app)?.row;
        row.app.clone_from(&card.app);
        row.display_name.clone_from(&card.display_name);
        row.relation = card.relation;
        row.saved = card.saved;
        Ok(())
    }

    fn message(&mut self, message: &Message) -> Result<Option<Skip>> {
        let mark = self.hasher.hash("message", &[&message.app, &message.id]);
        if !rows::count_once(self.connection, &mark, message.sent_at.epoch_ms)? {
            return Ok(Some(Skip::Duplicate));
        }
        let (engine, zone, names_from) = (self.engine, self.zone(), self.names_from()?);
        // The group's state leaves the map while the contact's is borrowed.
        let group_handle = match message.group {
            true => Some(self.hasher.hash("conversation", &[message.conversation.as_deref().unwrap_or_default()])),
            false => None,
        };
        let mut group = match group_handle {
            Some(handle) => Some(self.group(&handle)?),
            None => None,
        };
        let host = match (&mut self.scorer, message.direction) {
            (Some(scorer), Direction::Incoming) => scorer.ask(&message.text, &mut self.budget),
            _ => SILENT,
        };
        let InHand { row, state } = self.contact(&message.contact, &message.app)?;
        let facts = ContactFacts { relation: row.relation, saved: row.saved };
        let verdict = engine.message(state, group.as_mut(), &facts, &zone, message, &host);
        let seq = state.incoming;
        let alert = verdict.alert.then_some(verdict.category).flatten().map(|category| {
            let alert = Alert {
                contact: hex(&row.handle),
                display_name: row.display_name.clone().filter(|_| verdict.level >= names_from),
                app: row.app.clone(),
                at: message.sent_at,
                level: verdict.level,
                category,
                score: verdict.score,
                reasons: verdict.reasons.clone(),
            };
            (row.id, alert)
        });
        if let (Some(handle), Some(group)) = (group_handle, group) {
            self.groups.insert(handle, group);
        }
        if let Some((contact, alert)) = alert {
            self.alert(contact, alert)?;
        }
        if message.direction == Direction::Incoming {
            self.out.assessments.push(Assessment {
                message: message.id.clone(),
                contact: message.contact.clone(),
                seq,
                score: verdict.score,
                level: verdict.level,
                category: verdict.category,
                signals: verdict.signals,
                reasons: verdict.reasons,
                alert: verdict.alert,
                stage: verdict.stage,
                confidence: verdict.confidence,
                unknown: verdict.unknown,
                model: MODEL_VERSION.to_owned(),
            });
        }
        Ok(None)
    }

    fn alert(&mut self, contact: i64, alert: Alert) -> Result<()> {
        rows::add_alert(self.connection, contact, &alert)?;
        let zone = self.profile.as_ref().map_or("", |(_, profile)| profile.zone.as_str());
        let entry = incident::Entry::of_alert(&alert, self.now, zone, MODEL_VERSION);
        let link = incident::link(rows::chain_head(self.connection, rows::Chain::Incident)?, &entry)?;
        rows::add_incident(self.connection, &link)?;
        self.out.alerts.push(alert);
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<Option<Skip>> {
        let identity = [call.app.as_str(), &call.contact, &call.at.epoch_ms.to_string()];
        let mark = self.hasher.hash("call", &identity);
        if !rows::count_once(self.connection, &mark, call.at.epoch_ms)? {
            return Ok(Some(Skip::Duplicate));
        }
        let (engine, zone) = (self.engine, self.zone());
        let InHand { row, state } = self.contact(&call.contact, &call.app)?;
        engine.call(state, &ContactFacts { relation: row.relation, saved: row.saved }, &zone, call);
        Ok(None)
    }

    fn request(&mut self, request: &ContactRequest) -> Result<Option<Skip>> {
        let identity = [request.app.as_str(), &request.contact, &request.at.epoch_ms.to_string()];
        let mark = self.hasher.hash("contact_request", &identity);
        if !rows::count_once(self.connection, &mark, request.at.epoch_ms)? {
            return Ok(Some(Skip::Duplicate));
        }
        let (engine, zone) = (self.engine, self.zone());
        let InHand { row, state } = self.contact(&request.contact, &request.app)?;
        engine.contact_request(state, &ContactFacts { relation: row.relation, saved: row.saved }, &zone, request);
        Ok(None)
    }

    /// The contact of a host's id, made if it is new.
    fn contact(&mut self, id: &str, app: &str) -> Result<&mut InHand> {
        let handle = self.hasher.hash("contact", &[id]);
        if !self.contacts.contains_key(&handle) {
            let row = match rows::contact(self.connection, &handle)? {
                Some(row) => row,
                None => {
                    let state = ContactState::default().to_bytes();
                    rows::add_contact(self.connection, &mut self.terms, handle, app, state)?
                }
            };
            let state = ContactState::from_bytes(&row.state)?;
            self.contacts.insert(handle, InHand { row, state });
        }
        self.contacts.get_mut(&handle).ok_or_else(|| Error::Internal { place: "ingest: contact".into() })
    }

    /// A group's state, taken out of the batch; put back by the caller.
    fn group(&mut self, handle: &Handle) -> Result<GroupState> {
        match self.groups.remove(handle) {
            Some(state) => Ok(state),
            None => match rows::conversation(self.connection, handle)? {
                Some(bytes) => GroupState::from_bytes(&bytes),
                None => Ok(GroupState::default()),
            },
        }
    }

    /// The lowest level at which an alert holds a name, by the child's age.
    fn names_from(&self) -> Result<Level> {
        let age = self.profile.as_ref().and_then(|(_, profile)| age(profile.birth_year, self.now));
        Ok(ages()?.detail(age)?.names_from)
    }

    fn zone(&self) -> TimeZone {
        self.profile.as_ref().map_or(TimeZone::UTC, |(zone, _)| zone.clone())
    }

    /// Writes what changed; tells what the batch brought, whether it erased the store, and how many rows were past their
    /// time.
    fn finish(mut self) -> Result<(Ingested, bool, usize)> {
        for contact in self.contacts.values_mut() {
            contact.row.state = contact.state.to_bytes();
            rows::save_contact(self.connection, &mut self.terms, &contact.row)?;
        }
        for (handle, group) in &self.groups {
            rows::save_conversation(self.connection, handle, &group.to_bytes())?;
        }
        self.arrivals.note(self.connection, &mut self.terms)?;
        let mut swept = 0;
        if !self.stopped() {
            rows::raise_meta(self.connection, NEWEST, self.now.epoch_ms)?;
            self.heard.conclude(self.connection, &mut self.terms, self.now)?;
            swept = self.retention.settle(self.connection, self.mode == Mode::Host)?;
        }
        Ok((self.out, self.erased, swept))
    }
}
