//! Scenarios: short conversations, risky ones that must alert early and in the right category, and their harmless
//! twins that must never alert; each in several spellings.

use jiff::tz::TimeZone;
use lachan_core::model::{Category, Direction, Level, Message, Moment, Relation};
use lachan_core::risk::{ContactFacts, ContactState, Engine, GroupState, Verdict};

const RISKY: &str = include_str!("contact_risk/risky.txt");
const BENIGN: &str = include_str!("contact_risk/benign.txt");
const DAY_MS: i64 = 86_400_000;

/// One line of a conversation; `who` is empty for the contact of the conversation.
struct Line {
    who: String,
    direction: Direction,
    text: String,
    at_ms: i64,
}

struct Conversation {
    head: Vec<String>,
    lines: Vec<Line>,
}

impl Conversation {
    fn name(&self) -> &str {
        &self.head[0]
    }

    fn facts(&self, at: usize) -> ContactFacts {
        let words: Vec<&str> = self.head[at].split_whitespace().collect();
        let relation: Relation = serde_json::from_str(&format!("\"{}\"", words[0])).unwrap();
        ContactFacts { relation, saved: words.contains(&"saved") }
    }
}

/// Reads the conversation files: see their first lines.
fn conversations(text: &str) -> Vec<Conversation> {
    let mut all: Vec<Conversation> = Vec::new();
    let mut at_ms = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (sign, rest) = line.split_at(1);
        if sign == "=" {
            let head: Vec<String> = rest.split('|').map(|part| part.trim().to_owned()).collect();
            let start: Moment = format!("2026-11-18T{}:00+07:00", head[head.len() - 1]).parse().unwrap();
            at_ms = start.epoch_ms;
            all.push(Conversation { head, lines: Vec::new() });
            continue;
        }
        let conversation = all.last_mut().unwrap();
        at_ms += 40_000;
        let (who, direction, text) = match sign {
            "@" => {
                at_ms += DAY_MS;
                continue;
            }
            "<" => (String::new(), Direction::Incoming, rest.trim()),
            ">" => (String::new(), Direction::Outgoing, rest.trim()),
            "*" => {
                let (who, text) = rest.split_once(' ').unwrap();
                (who.to_owned(), Direction::Incoming, text)
            }
            other => panic!("{other}{rest}"),
        };
        conversation.lines.push(Line { who, direction, text: text.to_owned(), at_ms });
    }
    all
}

fn message(line: &Line, group: bool) -> Message {
    Message {
        id: String::new(),
        contact: line.who.clone(),
        app: "app".into(),
        conversation: None,
        group,
        direction: line.direction,
        sent_at: Moment { epoch_ms: line.at_ms, offset_seconds: 25_200 },
        text: line.text.clone(),
        media: Vec::new(),
        sensitive_media: false,
    }
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").unwrap()
}

/// All verdicts on incoming messages, with the number of the sender's message.
fn play(conversation: &Conversation, facts: &ContactFacts, spelling: fn(&str) -> String) -> Vec<(u32, Verdict)> {
    let engine = Engine::embedded().unwrap();
    let group = conversation.lines.iter().any(|line| !line.who.is_empty());
    let mut states: std::collections::BTreeMap<String, ContactState> = Default::default();
    let mut shared = GroupState::default();
    let mut verdicts = Vec::new();
    for line in &conversation.lines {
        let mut message = message(line, group);
        message.text = spelling(&message.text);
        let state = states.entry(line.who.clone()).or_default();
        let before = engine.standing(state, facts, line.at_ms).score;
        let shared = group.then_some(&mut shared);
        let verdict = engine.message(state, shared, facts, &zone(), &message);
        assert!((0.0..=1.0).contains(&verdict.score));
        assert_eq!(verdict.category.is_none(), verdict.level == Level::None);
        *state = ContactState::from_bytes(&state.to_bytes()).unwrap();
        match line.direction {
            Direction::Incoming => verdicts.push((state.incoming, verdict)),
            Direction::Outgoing => assert!(verdict.score <= before && !verdict.alert, "{}", conversation.name()),
        }
    }
    verdicts
}

fn as_is(text: &str) -> String {
    text.to_owned()
}

fn bare(text: &str) -> String {
    lachan_core::text::normalise(text)
        .split(' ')
        .map(|word| lachan_core::text::spell(word).folded)
        .collect::<Vec<_>>()
        .join(" ")
}

fn shouted(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.to_uppercase().nfd().flat_map(|letter| [letter, '\u{200b}']).collect()
}

/// What is wrong with the risky conversations in one spelling.
fn missed(spelling: fn(&str) -> String) -> Vec<String> {
    let mut problems = Vec::new();
    for conversation in conversations(RISKY) {
        let category: Category = serde_json::from_str(&format!("\"{}\"", conversation.head[1])).unwrap();
        let by: u32 = conversation.head[2].parse().unwrap();
        let verdicts = play(&conversation, &conversation.facts(3), spelling);
        let name = conversation.name();
        match verdicts.iter().find(|(_, verdict)| verdict.alert) {
            None => {
                let last = &verdicts.last().unwrap().1;
                problems.push(format!("{name}: no alert, ends {:?} {:.2} {:?}", last.level, last.score, last.reasons));
            }
            Some((seq, _)) if *seq > by => problems.push(format!("{name}: alert only at {seq}")),
            Some((_, verdict)) if verdict.category != Some(category) => {
                problems.push(format!("{name}: {:?} {:?}", verdict.category, verdict.reasons));
            }
            Some((_, verdict)) => assert!(!verdict.reasons.is_empty() && verdict.reasons.len() <= 6),
        }
        let alerts = verdicts.iter().filter(|(_, verdict)| verdict.alert).count();
        assert!(alerts <= 2 || conversation.lines.iter().any(|line| !line.who.is_empty()), "{name}");
    }
    problems
}

/// The benign conversations that alert in one spelling.
fn false_alarms(spelling: fn(&str) -> String) -> Vec<String> {
    let mut problems = Vec::new();
    for conversation in conversations(BENIGN) {
        for (seq, verdict) in play(&conversation, &conversation.facts(1), spelling) {
            if verdict.level >= Level::Concern {
                problems.push(format!("{} #{seq}: {:?} {:?}", conversation.name(), verdict.category, verdict.reasons));
                break;
            }
        }
    }
    problems
}

#[test]
fn risky_conversations_alert_early_in_their_category() {
    assert!(conversations(RISKY).len() >= 18);
    for (name, spelling) in [("as is", as_is as fn(&str) -> String), ("shouted", shouted)] {
        let missed = missed(spelling);
        assert!(missed.is_empty(), "{name}:\n{}", missed.join("\n"));
    }
}

#[test]
fn missing_diacritics_cost_little() {
    let missed = missed(bare);
    assert!(missed.len() <= 2, "{}", missed.join("\n"));
}

#[test]
fn harmless_conversations_never_alert() {
    assert!(conversations(BENIGN).len() >= 60);
    for (name, spelling) in [("as is", as_is as fn(&str) -> String), ("bare", bare), ("shouted", shouted)] {
        let alarms = false_alarms(spelling);
        assert!(alarms.is_empty(), "{name}:\n{}", alarms.join("\n"));
    }
}
