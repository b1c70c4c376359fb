//! A timeline as few bytes: names once, times as differences.

use serde::{Deserialize, Serialize};

use super::sessions::State;
use super::spans::Span;
use super::timeline::{EndedBy, Jump, Mark, PermissionGap, Session, Timeline};
use crate::model::Quality;
use crate::{Error, Result};

#[derive(Default, Serialize, Deserialize)]
struct Packed {
    apps: Vec<String>,
    sessions: Vec<PackedSession>,
    /// Begin after the begin before, and length.
    stretches: Vec<(i64, i64)>,
    /// Each after the one before.
    unlocks: Vec<i64>,
    marks: Vec<Mark>,
    jumps: Vec<Jump>,
    gaps: Vec<PermissionGap>,
}

#[derive(Serialize, Deserialize)]
struct PackedSession {
    /// Place of its name.
    app: u32,
    /// Begin after the begin of the session before.
    start: i64,
    length: i64,
    opened: bool,
    ended_by: EndedBy,
    begin_exact: bool,
    end_exact: bool,
    quality: Quality,
}

/// Packs a timeline.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written, which no timeline brings about.
pub fn pack(timeline: &Timeline) -> Result<Vec<u8>> {
    let mut places = std::collections::HashMap::new();
    let mut packed = Packed {
        marks: timeline.marks.clone(),
        jumps: timeline.jumps.clone(),
        gaps: timeline.gaps.clone(),
        ..Packed::default()
    };
    let mut before = 0_i64;
    for session in &timeline.sessions {
        let app = *places.entry(session.app.as_str()).or_insert_with(|| {
            packed.apps.push(session.app.clone());
            packed.apps.len() as u32 - 1
        });
        let span = session.span;
        packed.sessions.push(PackedSession {
            app,
            start: span.start_ms.wrapping_sub(before),
            length: span.end_ms.wrapping_sub(span.start_ms),
            opened: session.opened,
            ended_by: session.ended_by,
            begin_exact: session.begin_exact,
            end_exact: session.end_exact,
            quality: session.quality,
        });
        before = span.start_ms;
    }
    before = 0;
    for span in &timeline.stretches {
        packed.stretches.push((span.start_ms.wrapping_sub(before), span.end_ms.wrapping_sub(span.start_ms)));
        before = span.start_ms;
    }
    before = 0;
    for at_ms in &timeline.unlocks {
        packed.unlocks.push(at_ms.wrapping_sub(before));
        before = *at_ms;
    }
    postcard::to_allocvec(&packed).map_err(|_| broken())
}

/// Adds what a packed timeline holds of a span to `timeline`.
///
/// # Errors
/// [`Error::Internal`] if the bytes are no packed timeline.
pub fn unpack_within(bytes: &[u8], frame: Span, timeline: &mut Timeline) -> Result<()> {
    let packed: Packed = postcard::from_bytes(bytes).map_err(|_| broken())?;
    let touches = |span: Span| span.end_ms >= frame.start_ms && span.start_ms <= frame.end_ms;
    let place = |before: &mut i64, start: i64, length: i64| {
        *before = before.wrapping_add(start);
        Span::new(*before, before.wrapping_add(length))
    };
    let mut before = 0;
    for session in packed.sessions {
        let span = place(&mut before, session.start, session.length);
        if touches(span) {
            let PackedSession { app, opened, ended_by, begin_exact, end_exact, quality, .. } = session;
            let app = packed.apps.get(app as usize).cloned().ok_or_else(broken)?;
            timeline.sessions.push(Session { app, span, opened, ended_by, begin_exact, end_exact, quality });
        }
    }
    before = 0;
    let stretches = packed.stretches.into_iter().map(|(start, length)| place(&mut before, start, length));
    timeline.stretches.extend(stretches.filter(|span| touches(*span)));
    let mut before = 0;
    let unlocks = packed.unlocks.into_iter().map(|start| place(&mut before, start, 0));
    timeline.unlocks.extend(unlocks.filter(|span| touches(*span)).map(|span| span.start_ms));
    timeline.marks.extend(packed.marks);
    timeline.jumps.extend(packed.jumps);
    timeline.gaps.extend(packed.gaps);
    Ok(())
}

/// Packs what is remembered at a cut.
///
/// # Errors
/// [`Error::Internal`] if it cannot be written, which no state brings about.
pub fn pack_state(state: &State) -> Result<Vec<u8>> {
    postcard::to_allocvec(state).map_err(|_| broken())
}

/// Reads what is remembered at a cut.
///
/// # Errors
/// [`Error::Internal`] if the bytes are no packed state.
pub fn unpack_state(bytes: &[u8]) -> Result<State> {
    postcard::from_bytes(bytes).map_err(|_| broken())
}

fn broken() -> Error {
    Error::Internal { place: "screen_time::packed".into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoteCode;

    const ALL: Span = Span { start_ms: i64::MIN, end_ms: i64::MAX };

    fn session(app: &str, start_ms: i64, end_ms: i64) -> Session {
        Session {
            app: app.into(),
            span: Span::new(start_ms, end_ms),
            opened: start_ms % 2 == 0,
            ended_by: EndedBy::Locked,
            begin_exact: true,
            end_exact: end_ms % 2 == 0,
            quality: Quality::LowerBound,
        }
    }

    fn sample() -> Timeline {
        Timeline {
            sessions: vec![session("a", 100, 201), session("b", 50, 80), session("a", i64::MIN, i64::MAX)],
            stretches: vec![Span::new(50, 201), Span::new(-9, 4)],
            unlocks: vec![99, 7, i64::MAX],
            marks: vec![Mark { at_ms: 5, quality: Quality::Estimated, app: None, code: Some(NoteCode::ClockJump) }],
            jumps: vec![Jump { left_ms: 9, entered_ms: 3, apps: vec!["a".into()] }],
            gaps: vec![PermissionGap { span: Span::new(3, i64::MAX), cut_off: vec!["b".into()] }],
        }
    }

    #[test]
    fn what_is_packed_comes_out_the_same() {
        let mut out = Timeline::default();
        unpack_within(&pack(&sample()).unwrap(), ALL, &mut out).unwrap();
        assert_eq!(out, sample());
    }

    #[test]
    fn only_what_touches_the_span_is_unpacked() {
        let mut out = Timeline::default();
        unpack_within(&pack(&sample()).unwrap(), Span::new(81, 99), &mut out).unwrap();
        assert_eq!(out.sessions, [session("a", i64::MIN, i64::MAX)]);
        assert_eq!((out.stretches, out.unlocks), (vec![Span::new(50, 201)], vec![99]));
    }

    #[test]
    fn broken_bytes_are_refused() {
        let bytes = pack(&sample()).unwrap();
        let cut = &bytes[..bytes.len() - 3];
        assert!(unpack_within(cut, ALL, &mut Timeline::default()).is_err());
        assert!(unpack_state(&[1]).is_err());
    }
}
