//! Shows what the contact-risk engine makes of a recorded device: `risk_trace FILE [CONTACT]`.
//!
//! FILE holds events, one JSON object a line. Without CONTACT: alerts in order and how every contact ends. With
//! CONTACT: each of its messages with the patterns found, for the people who edit the lexicon (authored data only).

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::tz::TimeZone;
use lachan_core::model::{Direction, Event, Message};
use lachan_core::risk::learned::SILENT;
use lachan_core::risk::{ContactFacts, ContactState, Engine, GroupState, Verdict};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = std::fs::read_to_string(arguments.next().ok_or("usage: risk_trace FILE [CONTACT]")?)?;
    let only = arguments.next();
    let engine = Engine::embedded()?;
    let zone = TimeZone::get("Asia/Ho_Chi_Minh")?;
    let mut facts: BTreeMap<String, ContactFacts> = BTreeMap::new();
    let mut states: BTreeMap<String, ContactState> = BTreeMap::new();
    let mut groups: BTreeMap<String, GroupState> = BTreeMap::new();
    let mut out = io::stdout().lock();
    let mut last = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str(line)? {
            Event::Contact(card) => {
                facts.insert(card.contact, ContactFacts { relation: card.relation, saved: card.saved });
            }
            Event::Message(message) => {
                let facts = facts.get(&message.contact).copied().unwrap_or_default();
                let group = message.conversation.clone().filter(|_| message.group);
                let group = group.map(|id| groups.entry(id).or_default());
                let state = states.entry(message.contact.clone()).or_default();
                let verdict = engine.message(state, group, &facts, &zone, &message, &SILENT);
                last = message.sent_at.epoch_ms;
                if verdict.alert && only.is_none() {
                    writeln!(out, "ALERT {} #{} {}", message.contact, state.incoming, show(&verdict))?;
                }
                if only.as_ref() == Some(&message.contact) {
                    trace(&mut out, engine, &message, state, &verdict)?;
                }
            }
            Event::Call(call) => {
                let facts = facts.get(&call.contact).copied().unwrap_or_default();
                engine.call(states.entry(call.contact.clone()).or_default(), &facts, &zone, &call);
            }
            Event::ContactRequest(request) => {
                let facts = facts.get(&request.contact).copied().unwrap_or_default();
                engine.contact_request(states.entry(request.contact.clone()).or_default(), &facts, &zone, &request);
            }
            _ => {}
        }
    }
    for (contact, state) in states.iter().filter(|_| only.is_none()) {
        let standing = engine.standing(state, &facts.get(contact).copied().unwrap_or_default(), last);
        writeln!(
            out,
            "{contact}: {:?} {:.3} {:?} {} of {} reached {:?} {}",
            standing.level,
            standing.score,
            standing.category,
            state.incoming,
            state.incoming + state.outgoing,
            state.reached,
            standing.reasons.join(" ")
        )?;
    }
    Ok(())
}

fn show(verdict: &Verdict) -> String {
    format!("{:?} {:.2} {:?} [{}]", verdict.level, verdict.score, verdict.category, verdict.reasons.join(" "))
}

fn trace(
    out: &mut impl Write,
    engine: &Engine,
    message: &Message,
    state: &ContactState,
    verdict: &Verdict,
) -> io::Result<()> {
    let arrow = if message.direction == Direction::Incoming { '<' } else { '>' };
    writeln!(out, "{arrow} #{} {}", state.incoming, message.text)?;
    let lexicon = engine.lexicon();
    for hit in lexicon.find(&lexicon.read(&message.text)) {
        let id = lexicon
            .meaning(&hit)
            .and_then(|found| lexicon.indicators.at(found.indicator))
            .map_or("", |found| &found.id);
        let against = if lexicon.meaning(&hit).is_some_and(|found| found.unless) { "unless " } else { "" };
        writeln!(out, "      {against}{id} {:.1} {}", hit.trust, lexicon.origin(&hit))?;
    }
    writeln!(out, "    {}{}", if verdict.alert { "ALERT " } else { "" }, show(verdict))
}
