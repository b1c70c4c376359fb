//! Half-open spans of wall time in milliseconds, and their arithmetic.

/// A span from `start_ms` up to, not with, `end_ms`; milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// Begin.
    pub start_ms: i64,
    /// End, never before the begin.
    pub end_ms: i64,
}

impl Span {
    /// Makes a span; an end before the begin makes it empty.
    pub fn new(start_ms: i64, end_ms: i64) -> Self {
        Self { start_ms, end_ms: end_ms.max(start_ms) }
    }

    /// Length in milliseconds.
    pub fn length_ms(self) -> i64 {
        self.end_ms.saturating_sub(self.start_ms)
    }

    /// The part inside another span, empty if there is none.
    #[must_use]
    pub fn clipped_to(self, frame: Self) -> Self {
        Self::new(self.start_ms.max(frame.start_ms), self.end_ms.min(frame.end_ms))
    }

    /// Tells whether the instant lies in the span.
    pub fn holds(self, at_ms: i64) -> bool {
        self.start_ms <= at_ms && at_ms < self.end_ms
    }
}

/// Unites spans: sorted, apart from each other by more than `gap_ms`, empty ones dropped.
pub fn united(mut spans: Vec<Span>, gap_ms: i64) -> Vec<Span> {
    spans.retain(|span| span.length_ms() > 0);
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let touches = next.start_ms <= kept.end_ms.saturating_add(gap_ms);
        if touches {
            kept.end_ms = kept.end_ms.max(next.end_ms);
        }
        touches
    });
    spans
}

/// Sums lengths, milliseconds.
pub fn total_ms(spans: &[Span]) -> i64 {
    spans.iter().map(|span| span.length_ms()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_counts_no_instant_twice() {
        let spans = vec![Span::new(50, 60), Span::new(0, 10), Span::new(5, 20), Span::new(20, 21), Span::new(30, 30)];
        let union = united(spans.clone(), 0);
        assert_eq!(union, [Span::new(0, 21), Span::new(50, 60)]);
        assert_eq!(total_ms(&union), 31);
        assert_eq!(united(spans.clone(), 29), [Span::new(0, 60)]);
        assert_eq!(united(spans, 28), [Span::new(0, 21), Span::new(50, 60)]);
    }

    #[test]
    fn clipping_outside_leaves_nothing() {
        assert_eq!(Span::new(0, 10).clipped_to(Span::new(5, 20)), Span::new(5, 10));
        assert_eq!(Span::new(0, 10).clipped_to(Span::new(15, 20)).length_ms(), 0);
        assert!(Span::new(0, 10).holds(0) && !Span::new(0, 10).holds(10));
    }
}
