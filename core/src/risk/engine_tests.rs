use super::super::learned::SILENT;
use super::*;
use crate::model::{Event, from_json};

fn wrote(
    state: &mut ContactState,
    group: Option<&mut GroupState>,
    contact: &str,
    text: &str,
    odds: &LogOdds,
) -> Verdict {
    let engine = Engine::embedded().unwrap();
    let line = format!(
        r#"{{"type":"message","id":"1","conversation":"1","app":"a","contact":"{contact}","direction":"incoming",
        "sent_at":"2026-11-20T19:00:00+07:00","text":"{text}"}}"#
    );
    let Event::Message(message) = from_json(&line).unwrap() else { unreachable!() };
    let at = Instant::of(message.sent_at.epoch_ms, &TimeZone::UTC);
    let text = engine.lexicon.read(text);
    learn(state, at, odds, false);
    engine.contact_wrote(state, group, &ContactFacts::default(), at, &text, &[], odds, &message)
}

#[test]
fn a_clear_message_bears_out_the_next_but_never_itself() {
    let mut clear = SILENT;
    clear[Category::Scam as usize] = 8.0;
    // 20 November 2026, 18:00 in Vietnam: an hour before.
    let mut one = ContactState { last_seen_ms: 1_795_172_400_000, ..ContactState::default() };
    let mut two = one.clone();
    two.clearest[Category::Scam as usize] = Record::steps(CLEAREST_MOST);
    let (first, later) = (wrote(&mut one, None, "c", "x", &clear), wrote(&mut two, None, "c", "x", &clear));
    assert!(first.score < later.score, "{first:?} {later:?}");
    assert_eq!(one.clearest, two.clearest);
}

#[test]
fn several_hostile_members_are_a_pile_on_without_a_phrase() {
    let pile_on = |likely: f32| {
        let mut odds = SILENT;
        odds[Category::Bullying as usize] = likely;
        let mut group = GroupState::default();
        ["a", "b", "c"]
            .map(|member| wrote(&mut ContactState::default(), Some(&mut group), member, "x", &odds))
            .map(|verdict| verdict.signals.iter().any(|signal| signal.indicator == "pile_on"))
    };
    assert_eq!(pile_on(HOSTILE), [false, false, true]);
    assert_eq!(pile_on(HOSTILE - 0.1), [false; 3]);
}
