//! Offline parent codes: six digits that the parent's phone shows and the child's phone checks, with no network.
//!
//! A code is an RFC 6238 TOTP (HMAC-SHA-1, RFC 4226 truncation) under a key of its own for every purpose and amount:
//! HMAC-SHA-1 of the shared secret over a label, the purpose and the minutes. So a code for 15 minutes is a code for
//! nothing else, and the child's phone tries the small set of amounts that the policy allows.
//!
//! Guessing: at most [`CodePolicy::amounts`] × (2 × drift + 1) of 1,000,000 codes are right at a time (8 amounts and a
//! drift of 2: 40), and five wrong tries lock for 15 minutes, then 30, 60 and so on to a day (RFC 6238, 5.1, and
//! RFC 4226, 7.3, ask for a throttle). Chromium's `parent_access_code/authenticator.cc` is the model.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::model::Moment;
use crate::{Error, Result};

/// Fewest bytes of a shared secret: RFC 4226, 4, R6, recommends 160 bits.
pub const SECRET_BYTES: usize = 20;

/// Digits of a code.
const DIGITS: usize = 6;
/// 10 to the number of digits.
const MODULUS: u32 = 1_000_000;

/// Wrong tries before a lock-out.
const TRIES: u32 = 5;
/// The first lock-out, milliseconds; each next one is twice as long.
const LOCK_OUT_MS: i64 = 15 * 60 * 1000;
/// The longest lock-out, milliseconds: a day, so that a child at play locks no parent out for good.
const LOCK_OUT_MOST_MS: i64 = 24 * 60 * 60 * 1000;

/// What the two phones share. Wiped from memory when dropped; never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct ParentSecret(Zeroizing<Vec<u8>>);

impl ParentSecret {
    /// Takes the random bytes that the host made when the phones were paired.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `secret`: fewer than [`SECRET_BYTES`].
    pub fn new(bytes: &[u8]) -> Result<Self> {
        if bytes.len() < SECRET_BYTES {
            return Err(Error::invalid("secret", "has fewer than 20 bytes"));
        }
        Ok(Self(Zeroizing::new(bytes.to_vec())))
    }
}

impl std::fmt::Debug for ParentSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ParentSecret(…)")
    }
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodePurpose {
    /// Extra minutes today, one of the policy's amounts.
    Grant,
    /// Opens the device.
    Unlock,
    /// Locks the device.
    Lock,
    /// Opens the settings.
    Settings,
}

impl CodePurpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Grant => b"grant",
            Self::Unlock => b"unlock",
            Self::Lock => b"lock",
            Self::Settings => b"settings",
        }
    }
}

/// What both phones agree on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePolicy {
    /// How long a code is shown, seconds: 30 or 60.
    pub step_seconds: u32,
    /// How many steps the two clocks may differ, either way: 0 to 30.
    pub drift_steps: u8,
    /// The amounts that a grant code may give, minutes: 1 to 16 of them, none 0.
    pub amounts: Vec<u16>,
}

impl Default for CodePolicy {
    /// A minute a step, two steps either way, and 5 minutes to 2 hours.
    fn default() -> Self {
        Self { step_seconds: 60, drift_steps: 2, amounts: vec![5, 10, 15, 30, 45, 60, 90, 120] }
    }
}

impl CodePolicy {
    /// Checks the numbers.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `step_seconds`, `drift_steps` or `amounts`.
    pub fn validate(&self) -> Result<()> {
        if !matches!(self.step_seconds, 30 | 60) {
            return Err(Error::invalid("step_seconds", "is not 30 or 60"));
        }
        if self.drift_steps > 30 {
            return Err(Error::invalid("drift_steps", "is more than 30"));
        }
        if !(1..=16).contains(&self.amounts.len()) || self.amounts.contains(&0) {
            return Err(Error::invalid("amounts", "is not 1 to 16 numbers of minutes from 1 on"));
        }
        Ok(())
    }

    fn step(&self, at: Moment) -> i64 {
        at.epoch_ms.div_euclid(i64::from(self.step_seconds) * 1000)
    }

    /// What a purpose's code may be worth, least first.
    fn worth(&self, purpose: CodePurpose) -> Vec<u16> {
        let mut amounts = if purpose == CodePurpose::Grant { self.amounts.clone() } else { vec![0] };
        amounts.sort_unstable();
        amounts.dedup();
        amounts
    }
}

/// What the child's phone remembers between two tries. The host or the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CodeState {
    /// The last step used, for each purpose and amount: a code works once, and an older one never again, also after the
    /// clock was set back.
    #[serde(default)]
    pub used: Vec<UsedStep>,
    /// Wrong tries since the last right one or lock-out.
    #[serde(default)]
    pub wrong: u32,
    /// Lock-outs since the last right code.
    #[serde(default)]
    pub lock_outs: u32,
    /// The end of the lock-out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_until: Option<Moment>,
}

/// The last step used for one purpose and amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedStep {
    /// What the code was for.
    pub purpose: CodePurpose,
    /// What it was worth, minutes.
    pub minutes: u16,
    /// Number of the step since 1970.
    pub step: i64,
}

impl CodeState {
    fn last_used(&self, purpose: CodePurpose, minutes: u16) -> Option<i64> {
        self.used.iter().find(|used| used.purpose == purpose && used.minutes == minutes).map(|used| used.step)
    }
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeOutcome {
    /// The code is right, and used up now.
    Right {
        /// What it is worth, minutes; 0 for all purposes but a grant.
        minutes: u16,
        /// Number of the step it was made for.
        step: i64,
    },
    /// The code was right, but it or a newer one was used before. Counts as no try.
    Used,
    /// The code is wrong.
    Wrong {
        /// Tries before the lock-out.
        tries_left: u32,
    },
    /// No code is looked at before `until`.
    LockedOut {
        /// The end of the lock-out.
        until: Moment,
    },
}

/// Gives the code that the parent's phone shows at an instant. `minutes` counts for a grant only.
///
/// # Errors
/// [`Error::InvalidInput`] as [`CodePolicy::validate`], and on `minutes`: a grant of none of the policy's amounts.
pub fn code(
    secret: &ParentSecret,
    at: Moment,
    purpose: CodePurpose,
    minutes: u16,
    policy: &CodePolicy,
) -> Result<String> {
    policy.validate()?;
    let minutes = if purpose == CodePurpose::Grant { minutes } else { 0 };
    if !policy.worth(purpose).contains(&minutes) {
        return Err(Error::invalid("minutes", "is none of the allowed amounts"));
    }
    let digits = hotp(&sub_key(secret, purpose, minutes), policy.step(at));
    Ok(format!("{digits:0DIGITS$}"))
}

/// Checks a code typed at `now` and gives what to remember. Spaces are ignored.
///
/// If two amounts shared a code by chance, the smaller one would count.
///
/// # Errors
/// [`Error::InvalidInput`] as [`CodePolicy::validate`], and on `code` when it is not six digits, which is no try.
pub fn check(
    secret: &ParentSecret,
    state: &CodeState,
    now: Moment,
    code: &str,
    purpose: CodePurpose,
    policy: &CodePolicy,
) -> Result<(CodeOutcome, CodeState)> {
    policy.validate()?;
    let typed = typed(code)?;
    let mut next = state.clone();
    if let Some(until) = state.locked_until {
        if now.epoch_ms < until.epoch_ms {
            return Ok((CodeOutcome::LockedOut { until }, next));
        }
        next.locked_until = None;
    }
    let Some((minutes, step)) = found(secret, typed, purpose, now, policy) else {
        next.wrong = next.wrong.saturating_add(1);
        if next.wrong < TRIES {
            let tries_left = TRIES - next.wrong;
            return Ok((CodeOutcome::Wrong { tries_left }, next));
        }
        let long = LOCK_OUT_MS.saturating_mul(1 << next.lock_outs.min(16)).min(LOCK_OUT_MOST_MS);
        let until = Moment { epoch_ms: now.epoch_ms.saturating_add(long), ..now };
        next.wrong = 0;
        next.lock_outs = next.lock_outs.saturating_add(1);
        next.locked_until = Some(until);
        return Ok((CodeOutcome::LockedOut { until }, next));
    };
    if state.last_used(purpose, minutes).is_some_and(|last| step <= last) {
        return Ok((CodeOutcome::Used, next));
    }
    next.used.retain(|used| !(used.purpose == purpose && used.minutes == minutes));
    next.used.push(UsedStep { purpose, minutes, step });
    (next.wrong, next.lock_outs) = (0, 0);
    Ok((CodeOutcome::Right { minutes, step }, next))
}

/// The smallest amount and, for it, the newest step that a code fits. Looks at all of them, whatever it finds, so that
/// the time taken tells nothing.
fn found(
    secret: &ParentSecret,
    typed: u32,
    purpose: CodePurpose,
    now: Moment,
    policy: &CodePolicy,
) -> Option<(u16, i64)> {
    let (drift, at) = (i64::from(policy.drift_steps), policy.step(now));
    let (mut minutes, mut step, mut any) = (0_u16, 0_i64, subtle::Choice::from(0));
    for amount in policy.worth(purpose).into_iter().rev() {
        let key = sub_key(secret, purpose, amount);
        for candidate in at.saturating_sub(drift)..=at.saturating_add(drift) {
            let fits = hotp(&key, candidate).ct_eq(&typed);
            minutes.conditional_assign(&amount, fits);
            step.conditional_assign(&candidate, fits);
            any |= fits;
        }
    }
    bool::from(any).then_some((minutes, step))
}

fn typed(code: &str) -> Result<u32> {
    let digits: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    let whole = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| whole).ok_or_else(|| Error::invalid("code", "is not six digits"))
}

/// The key of one purpose and amount.
fn sub_key(secret: &ParentSecret, purpose: CodePurpose, minutes: u16) -> Zeroizing<[u8; SECRET_BYTES]> {
    Zeroizing::new(mac(&secret.0, &[b"lachan parent code 1:", purpose.label(), b":", &minutes.to_be_bytes()]))
}

/// RFC 4226, 5.3: the code of a key and a moving factor.
fn hotp(key: &[u8; SECRET_BYTES], factor: i64) -> u32 {
    let hash = mac(key, &[&factor.to_be_bytes()]);
    let offset = usize::from(hash.last().copied().unwrap_or(0) & 0x0f);
    let four = hash.get(offset..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; 4]);
    (u32::from_be_bytes(four) & 0x7fff_ffff) % MODULUS
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; SECRET_BYTES] {
    // HMAC takes keys of any length, so this never fails; an empty result would only make no code match.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else { return [0; SECRET_BYTES] };
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-20T20:30:00+07:00";

    fn secret() -> ParentSecret {
        ParentSecret::new(b"twenty random bytes!").unwrap()
    }

    fn after(seconds: i64) -> Moment {
        let now: Moment = NOW.parse().unwrap();
        Moment { epoch_ms: now.epoch_ms + seconds * 1000, ..now }
    }

    fn shown(seconds: i64, purpose: CodePurpose, minutes: u16) -> String {
        code(&secret(), after(seconds), purpose, minutes, &CodePolicy::default()).unwrap()
    }

    fn tried(state: &CodeState, seconds: i64, code: &str, purpose: CodePurpose) -> (CodeOutcome, CodeState) {
        check(&secret(), state, after(seconds), code, purpose, &CodePolicy::default()).unwrap()
    }

    fn wrong_code() -> String {
        let steps = (-3..=3).map(|step| step * 60);
        let right: Vec<String> = steps
            .flat_map(|at| CodePolicy::default().amounts.into_iter().map(move |m| shown(at, CodePurpose::Grant, m)))
            .collect();
        (0..).map(|n: u32| format!("{n:06}")).find(|code| !right.contains(code)).unwrap()
    }

    /// RFC 4226, appendix D: the codes of counters 0 to 9 under the key "12345678901234567890".
    #[test]
    fn rfc_4226_vectors() {
        let codes = [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489];
        for (counter, code) in (0..).zip(codes) {
            assert_eq!(hotp(b"12345678901234567890", counter), code, "{counter}");
        }
    }

    /// RFC 6238, appendix B, SHA-1: steps of 30 s; its eight digits cut to the last six.
    #[test]
    fn rfc_6238_vectors() {
        let policy = CodePolicy { step_seconds: 30, ..CodePolicy::default() };
        for (seconds, code) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ] {
            let at = Moment { epoch_ms: seconds * 1000, offset_seconds: 0 };
            assert_eq!(hotp(b"12345678901234567890", policy.step(at)), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_grants_its_own_minutes_and_nothing_else() {
        for minutes in CodePolicy::default().amounts {
            let code = shown(0, CodePurpose::Grant, minutes);
            let (outcome, _) = tried(&CodeState::default(), 0, &code, CodePurpose::Grant);
            assert!(matches!(outcome, CodeOutcome::Right { minutes: given, .. } if given == minutes), "{minutes}");
            for other in [CodePurpose::Unlock, CodePurpose::Lock, CodePurpose::Settings] {
                assert!(matches!(tried(&CodeState::default(), 0, &code, other).0, CodeOutcome::Wrong { .. }));
            }
        }
        for purpose in [CodePurpose::Unlock, CodePurpose::Lock, CodePurpose::Settings] {
            let code = shown(0, purpose, 0);
            assert!(matches!(tried(&CodeState::default(), 0, &code, purpose).0, CodeOutcome::Right { minutes: 0, .. }));
            assert!(matches!(tried(&CodeState::default(), 0, &code, CodePurpose::Grant).0, CodeOutcome::Wrong { .. }));
        }
    }

    #[test]
    fn a_code_works_once_and_no_older_one_after_it_even_if_the_clock_goes_back() {
        let (old, code) = (shown(-60, CodePurpose::Grant, 15), shown(0, CodePurpose::Grant, 15));
        let (first, state) = tried(&CodeState::default(), 0, &code, CodePurpose::Grant);
        assert!(matches!(first, CodeOutcome::Right { minutes: 15, .. }));
        assert_eq!(tried(&state, 1, &code, CodePurpose::Grant), (CodeOutcome::Used, state.clone()));
        assert_eq!(tried(&state, 1, &old, CodePurpose::Grant).0, CodeOutcome::Used);
        // A day later, another code; then the clock is set back to the day of the first.
        let (next, state) = tried(&state, 86_400, &shown(86_400, CodePurpose::Grant, 15), CodePurpose::Grant);
        assert!(matches!(next, CodeOutcome::Right { .. }));
        assert_eq!(tried(&state, 0, &code, CodePurpose::Grant).0, CodeOutcome::Used);
        // Another amount of the same minute is a code of its own.
        assert!(matches!(
            tried(&state, 0, &shown(0, CodePurpose::Grant, 30), CodePurpose::Grant).0,
            CodeOutcome::Right { .. }
        ));
    }

    #[test]
    fn clocks_may_differ_by_two_steps() {
        for (drift, right) in [(-3, false), (-2, true), (-1, true), (0, true), (1, true), (2, true), (3, false)] {
            let code = shown(drift * 60, CodePurpose::Unlock, 0);
            let (outcome, _) = tried(&CodeState::default(), 0, &code, CodePurpose::Unlock);
            assert_eq!(matches!(outcome, CodeOutcome::Right { .. }), right, "{drift}");
        }
    }

    #[test]
    fn five_wrong_tries_lock_out_for_longer_each_time_and_a_right_one_forgives() {
        let wrong = wrong_code();
        let mut state = CodeState::default();
        let mut now = 0;
        for minutes in [15, 30, 60, 120, 240, 480, 960, 1440, 1440] {
            for left in (1..5).rev() {
                let outcome;
                (outcome, state) = tried(&state, now, &wrong, CodePurpose::Lock);
                assert_eq!(outcome, CodeOutcome::Wrong { tries_left: left });
            }
            let outcome;
            (outcome, state) = tried(&state, now, &wrong, CodePurpose::Lock);
            let until = after(now + minutes * 60);
            assert_eq!(outcome, CodeOutcome::LockedOut { until });
            // Nothing is looked at meanwhile, not even the right code.
            let right = shown(now + minutes * 60 - 1, CodePurpose::Lock, 0);
            assert_eq!(
                tried(&state, now + minutes * 60 - 1, &right, CodePurpose::Lock).0,
                CodeOutcome::LockedOut { until }
            );
            now += minutes * 60;
        }
        let (outcome, state) = tried(&state, now, &shown(now, CodePurpose::Lock, 0), CodePurpose::Lock);
        assert!(matches!(outcome, CodeOutcome::Right { .. }));
        assert_eq!((state.wrong, state.lock_outs, state.locked_until), (0, 0, None));
    }

    #[test]
    fn what_is_no_code_is_refused_and_counts_as_no_try() {
        for code in ["", "12345", "1234567", "12345a", "-12345", "１２３４５６"] {
            let error =
                check(&secret(), &CodeState::default(), after(0), code, CodePurpose::Lock, &CodePolicy::default());
            assert_eq!(error, Err(Error::invalid("code", "is not six digits")), "{code}");
        }
        let code = shown(0, CodePurpose::Lock, 0);
        let spaced: String = code.chars().flat_map(|digit| [' ', digit]).collect();
        assert!(matches!(tried(&CodeState::default(), 0, &spaced, CodePurpose::Lock).0, CodeOutcome::Right { .. }));
    }

    #[test]
    fn a_policy_and_a_secret_are_checked_and_the_secret_is_never_printed() {
        let policy = CodePolicy::default;
        for (policy, field) in [
            (CodePolicy { step_seconds: 45, ..policy() }, "step_seconds"),
            (CodePolicy { drift_steps: 31, ..policy() }, "drift_steps"),
            (CodePolicy { amounts: vec![], ..policy() }, "amounts"),
            (CodePolicy { amounts: vec![15, 0], ..policy() }, "amounts"),
        ] {
            let refused = code(&secret(), after(0), CodePurpose::Grant, 15, &policy).unwrap_err();
            assert!(matches!(&refused, Error::InvalidInput { field: found, .. } if found == field), "{refused}");
        }
        let refused = code(&secret(), after(0), CodePurpose::Grant, 17, &policy()).unwrap_err();
        assert_eq!(refused, Error::invalid("minutes", "is none of the allowed amounts"));
        assert_eq!(ParentSecret::new(&[7; 19]).unwrap_err(), Error::invalid("secret", "has fewer than 20 bytes"));
        assert_eq!(format!("{:?}", secret()), "ParentSecret(…)");
    }
}
