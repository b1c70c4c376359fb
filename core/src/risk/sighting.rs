//! One message → the indicators that it shows, each with a weight.

use super::indicator::Indicator;
use super::lexicon::Lexicon;
use super::matcher::Meaning;
use crate::model::{Category, Relation};
use crate::text::{Kind, Text, Token, Tongue};

/// Below this weight a sighting is not worth a signal.
pub const FAINT: f32 = 0.2;

/// Share of the shorter stretch from which two matches are one utterance.
const SAME_WORDS: f32 = 0.6;
/// What a second indicator in the same words is worth.
const ECHO: f32 = 0.4;
/// What the first, second… indicator of a category in one message are worth: they do not come independently.
const CROWD: [f32; 5] = [1.0, 0.9, 0.75, 0.6, 0.5];
/// A benign notice with a link from a stranger may be forged: it calms nothing.
const FORGEABLE: &str = "brand_notice";

/// An indicator that a message shows.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    /// Which.
    pub indicator: &'a Indicator,
    /// How clearly, above 0 to 1.
    pub weight: f32,
    start: usize,
    end: usize,
}

impl Sighting<'_> {
    /// What it is worth for its own category.
    pub fn value(&self) -> f32 {
        self.indicator.strength * self.weight
    }

    fn overlaps(&self, other: &Self) -> bool {
        let shared = self.end.min(other.end).saturating_sub(self.start.max(other.start)) as f32;
        let shorter = (self.end - self.start).min(other.end - other.start) as f32;
        shared > SAME_WORDS * shorter
    }
}

/// All indicators that a text shows, each once, before any context; cancelled ones left out.
pub fn sightings<'a>(lexicon: &'a Lexicon, text: &Text) -> Vec<Sighting<'a>> {
    let hits = lexicon.find(text);
    let meant = hits.iter().filter_map(|hit| lexicon.meaning(hit).map(|meaning| (hit, meaning)));
    // A benign context cancels only in its own language: folded words of the other may look the same.
    let cancels = meant.clone().filter(|(_, meaning)| meaning.unless);
    let cancelled: Vec<(usize, Tongue)> = cancels.map(|(_, meaning)| (meaning.indicator, meaning.tongue)).collect();
    let mut found: Vec<(usize, Sighting<'a>)> = Vec::new();
    for (hit, Meaning { indicator: at, unless, tongue }) in meant {
        let Some(indicator) = lexicon.indicators.at(at) else { continue };
        let forbidden = indicator.negatable && is_forbidden(&text.tokens, hit.start);
        if unless || forbidden || cancelled.contains(&(at, tongue)) {
            continue;
        }
        let sighting = Sighting { indicator, weight: hit.trust, start: hit.start, end: hit.end };
        match found.iter_mut().find(|(known, _)| *known == at) {
            Some((_, old)) if old.weight >= sighting.weight => {}
            Some((_, old)) => *old = sighting,
            None => found.push((at, sighting)),
        }
    }
    found.into_iter().map(|(_, sighting)| sighting).collect()
}

/// The evidence among the sightings, strongest first, weighed against each other and against benign contexts.
pub fn evidence<'a>(found: &[Sighting<'a>], text: &Text, relation: Relation) -> Vec<Sighting<'a>> {
    let forged = relation != Relation::Business && text.spans.iter().any(|span| span.kind == Kind::Url);
    let benign: Vec<&Indicator> = found
        .iter()
        .map(|sighting| sighting.indicator)
        .filter(|indicator| !indicator.calms.is_empty() && (!forged || indicator.id != FORGEABLE))
        .collect();
    let mut evidence: Vec<Sighting<'a>> =
        found.iter().filter(|sighting| sighting.indicator.category.is_some()).copied().collect();
    evidence.sort_by(|a, b| b.value().total_cmp(&a.value()).then_with(|| a.indicator.id.cmp(&b.indicator.id)));
    let mut weighed: Vec<Sighting<'a>> = Vec::with_capacity(evidence.len());
    for mut sighting in evidence {
        let category = sighting.indicator.category;
        let fellows = || weighed.iter().filter(|other| other.indicator.category == category);
        let crowd = CROWD.get(fellows().count()).or(CROWD.last()).copied().unwrap_or(1.0);
        let echo = if fellows().any(|other| other.overlaps(&sighting)) { ECHO } else { 1.0 };
        sighting.weight *= crowd * echo * calm(&benign, category);
        weighed.push(sighting);
    }
    weighed
}

/// How far benign contexts of the same message scale a category's evidence.
fn calm(benign: &[&Indicator], category: Option<Category>) -> f32 {
    let speaks = |indicator: &&&Indicator| category.is_some_and(|category| indicator.calms.contains(&category));
    benign.iter().filter(speaks).map(|indicator| indicator.within).fold(1.0, f32::min)
}

/// Whether what begins at a token is an order not to do it: `đừng bao giờ gửi …`, `never send …`.
///
/// "If you don't send …" is a threat, not advice.
fn is_forbidden(tokens: &[Token], start: usize) -> bool {
    let before = tokens.get(start.saturating_sub(4)..start).unwrap_or_default();
    let sentence = before.iter().rposition(|token| token.starts).unwrap_or(0);
    let words: Vec<&Token> = before.iter().skip(sentence).collect();
    let said = |word: &str| words.iter().any(|token| token.folded == word);
    let pair = |a: &str, b: &str| words.windows(2).any(|two| matches!(two, [x, y] if x.folded == a && y.folded == b));
    let never = words.iter().any(|token| token.exact == crate::text::spell("đừng").exact || token.folded == "never")
        || words.last().is_some_and(|token| token.loose && token.folded == "dung")
        || ["cho", "cam", "avoid"]
            .iter()
            .any(|word| words.last().is_some_and(|token| !token.loose && token.folded == *word))
        || said("dont")
        || pair("do", "not")
        || pair("not", "to")
        || pair("khong", "nen")
        || pair("khong", "duoc")
        || pair("bao", "gio");
    never && !said("if") && !said("neu") && !said("ma")
}
