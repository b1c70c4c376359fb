//! The wall clock against the monotonic one: jumps, silence, boots that do not follow each other, trusted time.

use crate::model::{ClockReason, ClockState, ClockTrust, Moment, TamperCode, UsageKind};

use super::Finding;

/// The wall and the monotonic clock of a boot may drift apart by this much between two facts before it is a jump;
/// milliseconds. Android's own threshold (AOSP `UsageStatsService`, `TIME_CHANGE_THRESHOLD_MILLIS`).
pub const JUMP_MS: i64 = 2_000;

/// A screen that is on brings facts: apps come and go, the device dims, locks and is charged. One that is known to be
/// on for this long without a single fact was not seen; milliseconds. Longer than any film or game without a pause.
pub const SILENCE_MS: i64 = 12 * 3_600_000;

/// A clock that is this near to the trusted time agrees with it; milliseconds. Limits count in whole minutes, and the
/// network's answer may be some seconds old (TimeLimit takes answers up to 30 s old).
pub const AGREES_MS: i64 = 60_000;

/// By how much the wall clock jumped between two facts of one boot, milliseconds; none if it did not.
///
/// `wall_ms` and `elapsed_ms` are what passed between the two by the wall and by the monotonic clock.
pub fn jump_ms(wall_ms: i64, elapsed_ms: i64) -> Option<i64> {
    let by = wall_ms.saturating_sub(elapsed_ms);
    (by.saturating_abs() > JUMP_MS).then_some(by)
}

/// A fact of a boot on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Wall time, milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// Time since boot, milliseconds.
    pub monotonic_ms: i64,
    /// The usage fact that it comes with; none for a device status.
    pub kind: Option<UsageKind>,
}

/// What is known of the screen: on, off, or nothing.
type Screen = Option<bool>;

/// What a usage fact says of the screen.
pub fn screen_after(screen: Screen, kind: UsageKind) -> Screen {
    match kind {
        UsageKind::ScreenOn | UsageKind::Unlocked => Some(true),
        UsageKind::ScreenOff | UsageKind::Locked | UsageKind::Shutdown => Some(false),
        // Without the permission nothing can be heard, which is an entry of its own.
        UsageKind::PermissionLost | UsageKind::PermissionGranted | UsageKind::Startup => None,
        UsageKind::AppResumed => screen.or(Some(true)),
        UsageKind::AppPaused | UsageKind::AppStopped | UsageKind::ClockChanged | UsageKind::ZoneChanged => screen,
    }
}

/// Tells whether a usage fact says how the screen is, whatever was known of it before.
pub fn tells_screen(kind: UsageKind) -> bool {
    screen_after(Some(true), kind) == screen_after(Some(false), kind)
}

/// Puts the readings of one boot in their order.
pub fn in_order(readings: &mut [Reading]) {
    readings.sort_by_key(|reading| (reading.monotonic_ms, reading.kind.is_none(), reading.at_ms));
}

/// Tells whether [`within_boot`] needs to know how the screen was before these readings: there is a silence before
/// any of them says so. It rarely is, and then asking for it costs a look far back.
pub fn asks_for_screen(readings: &[Reading]) -> bool {
    for (before, now) in readings.iter().zip(readings.iter().skip(1)) {
        if before.kind.is_some_and(tells_screen) {
            return false;
        }
        if now.monotonic_ms.saturating_sub(before.monotonic_ms) >= SILENCE_MS {
            return true;
        }
    }
    false
}

/// Jumps and silences between successive readings of one boot, in order of their monotonic time. `screen` is what was
/// known before the first. A finding's place is the reading that it follows.
pub fn within_boot(readings: &[Reading], screen: Screen) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut screen = screen;
    for (before, now) in readings.iter().zip(readings.iter().skip(1)) {
        screen = before.kind.map_or(screen, |kind| screen_after(screen, kind));
        let elapsed = now.monotonic_ms.saturating_sub(before.monotonic_ms);
        let finding = |code, by_ms| Finding {
            place_ms: before.monotonic_ms,
            from_ms: Some(before.at_ms),
            by_ms: Some(by_ms),
            ..Finding::at(code, now.at_ms)
        };
        if let Some(by) = jump_ms(now.at_ms.saturating_sub(before.at_ms), elapsed) {
            found.push(finding(TamperCode::ClockJump, by));
        }
        if elapsed >= SILENCE_MS && screen == Some(true) {
            found.push(finding(TamperCode::Silence, elapsed));
        }
    }
    found
}

/// A boot from its first to its last reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BootSpan {
    /// Its place in the count of boots.
    pub number: i64,
    /// Its first reading.
    pub first: (i64, i64),
    /// Its last reading: wall time and time since boot, milliseconds.
    pub last: (i64, i64),
}

/// The number of a boot whose name is a whole number, as Android's `BOOT_COUNT` is. Other names do not tell which
/// boot came first.
pub fn boot_number(name: &str) -> Option<i64> {
    name.parse().ok().filter(|number: &i64| *number >= 0 && number.to_string() == name)
}

/// What stands between two boots, the earlier known one and the next known one.
pub fn between_boots(before: &BootSpan, now: &BootSpan) -> Vec<Finding> {
    let mut found = Vec::new();
    let missing = now.number.saturating_sub(before.number).saturating_sub(1);
    let (last_ms, (first_ms, first_monotonic_ms)) = (before.last.0, now.first);
    if missing > 0 {
        found.push(Finding {
            place_ms: 0,
            from_ms: Some(last_ms),
            count: Some(u32::try_from(missing).unwrap_or(u32::MAX)),
            ..Finding::at(TamperCode::BootsUnseen, first_ms)
        });
    }
    let began_ms = first_ms.saturating_sub(first_monotonic_ms);
    let by = began_ms.saturating_sub(last_ms);
    if by < -JUMP_MS {
        found.push(Finding {
            place_ms: 0,
            from_ms: Some(last_ms),
            by_ms: Some(by),
            ..Finding::at(TamperCode::ClockSetBack, first_ms)
        });
    }
    found
}

/// One instant on the wall, on the monotonic clock of a boot and, where the host has it, by a trusted source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Wall time.
    pub wall: Moment,
    /// Time since boot, milliseconds.
    pub monotonic_ms: i64,
    /// The boot.
    pub boot: String,
    /// The same instant by a trusted source.
    pub trusted: Option<Moment>,
}

/// The true time at a monotonic reading: the anchor's trusted time and what has passed since (TimeLimit's formula).
/// None in another boot, whose monotonic clock began anew, and before the anchor.
pub fn trusted_now(anchor: &Anchor, monotonic_ms: i64, boot: &str) -> Option<Moment> {
    let elapsed = monotonic_ms.checked_sub(anchor.monotonic_ms).filter(|ms| *ms >= 0)?;
    let trusted = anchor.trusted.filter(|_| anchor.boot == boot)?;
    Some(Moment { epoch_ms: trusted.epoch_ms.saturating_add(elapsed), ..trusted })
}

/// What is known of the boot in which a clock is judged.
#[derive(Debug, Clone, Default)]
pub struct BootKnown {
    /// The newest anchor with a trusted time.
    pub trusted: Option<Anchor>,
    /// The newest reading: wall time and time since boot, milliseconds.
    pub newest: Option<(i64, i64)>,
    /// By how much the clock jumped in this boot so far, all jumps together; milliseconds.
    pub jumped_ms: i64,
    /// Whether this boot began earlier than the one before it ended, and by how much; milliseconds.
    pub set_back_ms: Option<i64>,
}

/// Judges the clock: a trusted time of the same boot decides; else whether it ran evenly since the boot's begin.
pub fn clock_trust(now: Moment, measured: Option<(&str, i64)>, known: &BootKnown) -> ClockTrust {
    let judged = |state, reason, off_by_ms: Option<i64>, trusted_now| ClockTrust {
        state,
        reasons: vec![reason],
        trusted_now,
        off_by_ms,
    };
    let Some((boot, monotonic_ms)) = measured else {
        return judged(ClockState::Unknown, ClockReason::Unmeasured, None, None);
    };
    if let Some(truth) = known.trusted.as_ref().and_then(|anchor| trusted_now(anchor, monotonic_ms, boot)) {
        let off = now.epoch_ms.saturating_sub(truth.epoch_ms);
        let (state, reason) = match off.saturating_abs() <= AGREES_MS {
            true => (ClockState::Trusted, ClockReason::AgreesWithTrustedTime),
            false => (ClockState::Doubtful, ClockReason::OffTrustedTime),
        };
        return judged(state, reason, Some(off), Some(truth));
    }
    let Some((at_ms, newest_ms)) = known.newest else {
        return judged(ClockState::Unknown, ClockReason::NothingToCompare, None, None);
    };
    let since = jump_ms(now.epoch_ms.saturating_sub(at_ms), monotonic_ms.saturating_sub(newest_ms)).unwrap_or(0);
    let jumped = known.jumped_ms.saturating_add(since);
    let mut reasons = Vec::new();
    if jumped.saturating_abs() > JUMP_MS {
        reasons.push(ClockReason::Jumped);
    }
    if known.set_back_ms.is_some() {
        reasons.push(ClockReason::SetBack);
    }
    if reasons.is_empty() {
        return judged(ClockState::Consistent, ClockReason::NoJump, None, None);
    }
    let off = jumped.saturating_add(known.set_back_ms.unwrap_or(0));
    ClockTrust { state: ClockState::Doubtful, reasons, trusted_now: None, off_by_ms: Some(off) }
}

#[cfg(test)]
mod tests;
