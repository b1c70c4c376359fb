use proptest::prelude::*;

use super::*;

fn key(byte: u8) -> SealingKey {
    SealingKey::new(&[byte; 32]).unwrap()
}

fn at() -> Moment {
    "2026-11-22T20:00:00+07:00".parse().unwrap()
}

fn sealed(text: &str) -> Vec<u8> {
    seal(&key(1).pairing(), "report.txt", text, at(), [9; 32]).unwrap()
}

fn refused(key: &SealingKey, sealed: &[u8]) -> String {
    open(key, sealed, &mut Seen::default()).unwrap_err().to_string()
}

#[test]
fn a_report_is_opened_by_its_key_only_and_once() {
    let sealed = sealed("Báo cáo tuần 47");
    let mut seen = Seen::default();
    let opened = open(&key(1), &sealed, &mut seen).unwrap();
    assert_eq!((opened.text.as_str(), opened.name.as_str(), opened.sealed_at), ("Báo cáo tuần 47", "report.txt", at()));
    let kept = Seen::from_text(&seen.to_text());
    assert_eq!(kept, seen);
    let again = open(&key(1), &sealed, &mut seen).unwrap_err().to_string();
    assert!(again.starts_with("sealed: was opened before"), "{again}");
    assert!(refused(&key(2), &sealed).contains("sealed for another key"));
    // Another sealing of the same report is another message.
    let other = seal(&key(1).pairing(), "report.txt", "Báo cáo tuần 47", at(), [8; 32]).unwrap();
    assert_ne!(other, sealed);
    open(&key(1), &other, &mut seen).unwrap();
}

/// The format is frozen: phones of different versions exchange it.
#[test]
fn version_1_has_these_bytes() {
    use sha2::{Digest, Sha256};
    assert_eq!(
        hex(&Sha256::digest(sealed("Báo cáo tuần 47"))),
        "e20de2eec7557f5b5365297caf31fe28084c46de3ecbe7274dde54a5f1d6ef2c"
    );
    assert_eq!(
        key(1).pairing().to_string(),
        "LACHAN:PAIR:1:41852320FF367495FA522C94CB83AF391E4E89018392725BBF2098DD931BC424:RK4C-VNDD-D9WA"
    );
}

#[test]
fn every_changed_byte_and_every_cut_is_found() {
    let sealed = sealed("x");
    for place in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(open(&key(1), &changed, &mut Seen::default()).is_err(), "byte {place}");
    }
    // The encapsulated key's highest bit means nothing to X25519; it is bound all the same.
    for bit in 0..8 {
        let mut changed = sealed.clone();
        changed[HEAD.len() + ENCAPSULATED_BYTES - 1] ^= 1 << bit;
        assert!(open(&key(1), &changed, &mut Seen::default()).is_err(), "bit {bit}");
    }
    for length in [0, 4, 8, 20, 39, 40, 41, sealed.len() - 1] {
        assert!(open(&key(1), &sealed[..length], &mut Seen::default()).is_err(), "{length} bytes");
    }
    assert!(open(&key(1), &[&sealed[..], b"x"].concat(), &mut Seen::default()).is_err());
    // What cannot be opened is not taken for seen.
    let mut seen = Seen::default();
    open(&key(2), &sealed, &mut seen).unwrap_err();
    assert_eq!(seen, Seen::default());
}

#[test]
fn nothing_of_the_report_is_in_the_sealed_bytes_and_its_length_tells_little() {
    let (short, long) = (sealed("ít"), sealed(&"nhiều hơn ".repeat(900)));
    assert_eq!(short.len(), long.len());
    assert!(!short.windows(6).any(|window| window == b"report"));
}

#[test]
fn a_pairing_is_read_back_and_a_misread_one_refused() {
    let pairing = key(1).pairing();
    let text = pairing.to_string();
    assert!(text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ':' || c == '-'), "{text}");
    assert_eq!(text.parse(), Ok(pairing.clone()));
    assert_ne!(pairing, key(2).pairing());
    assert_eq!(pairing.fingerprint().len(), 14);
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1;
        let changed = String::from_utf8(bytes).unwrap();
        assert!(changed.parse::<Pairing>().is_err(), "{changed}");
    }
    for bad in ["", "LACHAN:PAIR:2", "LACHAN:PAIR:1:00:0000-0000-0000", "nonsense"] {
        assert!(bad.parse::<Pairing>().is_err(), "{bad}");
    }
}

#[test]
fn a_key_is_32_bytes_and_a_key_of_zeros_is_no_pairing() {
    assert_eq!(SealingKey::new(&[1; 31]).err(), Some(Error::KeyUnavailable));
    let zeros = Pairing::of([0; 32]);
    assert_eq!(seal(&zeros, "r", "t", at(), [9; 32]).unwrap_err().code(), "invalid_input");
}

proptest! {
    /// Padmé: never shorter, at most an eighth longer, and few lengths.
    #[test]
    fn padding_is_small_and_steps_are_coarse(length in 0_usize..50_000_000) {
        let padded = padded(length);
        prop_assert!(padded >= length.max(LEAST_BYTES));
        prop_assert!(padded as f64 <= length.max(LEAST_BYTES) as f64 * 1.125);
        prop_assert_eq!(super::padded(padded), padded);
    }

    /// Any bytes at all are refused, never a panic.
    #[test]
    fn any_bytes_are_refused(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(open(&key(1), &[&HEAD[..], &tail].concat(), &mut Seen::default()).is_err());
        prop_assert!(open(&key(1), &tail, &mut Seen::default()).is_err());
    }
}
