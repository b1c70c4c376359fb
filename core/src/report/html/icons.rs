//! Line icons, 24 × 24, for decoration only: words always stand beside them.

use super::markup::{El, classed, el};

#[derive(Clone, Copy)]
pub(super) enum Icon {
    Shield,
    Alert,
    Eye,
    Talk,
    Clock,
    Apps,
    Moon,
    People,
    Heart,
    Phone,
    Lock,
    Check,
    Rule,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Shield => "M12 3l7 3v5c0 4.6-2.9 8.3-7 10-4.1-1.7-7-5.4-7-10V6z M9 12l2.2 2.2L15.5 9.8",
            Self::Alert => "M12 4L2.8 20h18.4z M12 10v4.5 M12 17.3v.2",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z M12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z"
            }
            Self::Talk => "M20 4H4v12h4v4l5-4h7z M8 9h8 M8 12h5",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3.5 2",
            Self::Apps => "M4 4h6v6H4z M14 4h6v6h-6z M4 14h6v6H4z M14 14h6v6h-6z",
            Self::Moon => "M20 14.5A8.5 8.5 0 019.5 4 8.5 8.5 0 1020 14.5z",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c.5-3.8 3-6 6.5-6s6 2.2 6.5 6 M16 4.5a3.5 3.5 0 010 6.5 M18 14.5c2 .8 3.2 2.7 3.5 5.5"
            }
            Self::Heart => "M12 20S3.5 15 3.5 9A4.5 4.5 0 0112 7a4.5 4.5 0 018.5 2c0 6-8.5 11-8.5 11z",
            Self::Phone => "M5 3h4l2 5-2.5 1.5a11 11 0 005 5L15 12l5 2v4a2 2 0 01-2 2A15 15 0 013 5a2 2 0 012-2z",
            Self::Lock => "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 017 0v3",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Rule => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8 12.3l2.8 2.8L16 9.5",
        }
    }
}

pub(super) fn icon(icon: Icon) -> El {
    classed("svg", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .with(el("path").attr("d", icon.path()))
}
