//! What each indicator is worth: the records of `indicators.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::model::{Category, Level};

/// Most stages that all indicators together may name; the contact state keeps a time for each.
pub const MAX_STAGES: usize = 20;

/// A stable 16-bit code of an indicator's name, kept in stored states instead of its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Code(pub u16);

impl Code {
    /// The code of a name: FNV-1a, folded to 16 bits.
    pub fn of(name: &str) -> Self {
        let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Self((hash ^ (hash >> 16)) as u16)
    }
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its id, the key of its table.
    #[serde(skip)]
    pub id: String,
    /// The category it speaks for; none for metadata and context.
    pub category: Option<Category>,
    /// Where in the script it belongs.
    #[serde(default)]
    pub stage: String,
    /// Log-odds of one clear sighting (benign: what is taken off).
    #[serde(default)]
    pub strength: f32,
    /// After so many days it is worth half.
    #[serde(default)]
    pub half_life_days: f32,
    /// Never leads above `watch`, alone or with other weak ones.
    #[serde(default)]
    pub weak: bool,
    /// Rare between people who mean well.
    #[serde(default)]
    pub flag: bool,
    /// The level that one clear sighting from a stranger reaches.
    pub hard: Option<Level>,
    /// Keeps most of its weight from a known contact.
    #[serde(default)]
    pub hijack: bool,
    /// An order not to do it is no sighting.
    #[serde(default)]
    pub negatable: bool,
    /// Every sighting adds.
    #[serde(default)]
    pub repeats: bool,
    /// Asks something of the child.
    #[serde(default)]
    pub ask: bool,
    /// What it is worth for other categories.
    #[serde(default)]
    pub also: HashMap<Category, f32>,
    /// Something that the child writes: context only.
    #[serde(default)]
    pub context: bool,
    /// Seen by the engine itself, not in words.
    #[serde(default)]
    pub event: bool,
    /// Benign: the categories it speaks against.
    #[serde(default)]
    pub calms: Vec<Category>,
    /// Benign: scales the evidence of the same message.
    #[serde(default = "one")]
    pub within: f32,
}

fn one() -> f32 {
    1.0
}

impl Indicator {
    /// What a clear sighting is worth for a category.
    pub fn worth(&self, category: Category) -> f32 {
        if self.category == Some(category) { self.strength } else { self.also.get(&category).copied().unwrap_or(0.0) }
    }
}

/// A set of indicators that reach a level together.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HardSet {
    /// The category that it speaks for.
    pub category: Category,
    /// The level that it reaches.
    pub level: Level,
    /// All must be seen within so many hours; 0: in one message.
    pub hours: f32,
    /// Holds for known contacts too.
    #[serde(default)]
    pub known: bool,
    /// Each list needs one of its indicators; `url` stands for a web address in the message.
    pub all: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: BTreeMap<String, Indicator>,
    hard: Vec<HardSet>,
}

/// All indicators, by id and by code.
#[derive(Debug)]
pub struct Indicators {
    all: Vec<Indicator>,
    by_id: HashMap<String, usize>,
    by_code: HashMap<Code, usize>,
    stages: Vec<String>,
    /// The sets that reach a level together, each list as codes.
    pub hard: Vec<(HardSet, Vec<Vec<Code>>)>,
}

/// The pseudo-indicator of a hard set that stands for a web address.
pub const URL: &str = "url";

impl Indicators {
    /// Reads `indicators.toml`. The error says where and what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| format!("indicators.toml: {error}"))?;
        let mut made = Self {
            all: Vec::new(),
            by_id: HashMap::new(),
            by_code: HashMap::new(),
            stages: Vec::new(),
            hard: Vec::new(),
        };
        for (id, indicator) in file.indicator {
            let at = made.all.len();
            if made.by_code.insert(Code::of(&id), at).is_some() {
                return Err(format!("indicators.toml: {id}: its code is that of another indicator; rename it"));
            }
            if !indicator.stage.is_empty() && !made.stages.contains(&indicator.stage) {
                made.stages.push(indicator.stage.clone());
            }
            made.by_id.insert(id.clone(), at);
            made.all.push(Indicator { id, ..indicator });
        }
        if made.stages.len() > MAX_STAGES {
            return Err(format!("indicators.toml: more than {MAX_STAGES} stages"));
        }
        for set in file.hard {
            if let Some(id) = set.all.iter().flatten().find(|id| *id != URL && !made.by_id.contains_key(*id)) {
                return Err(format!("indicators.toml: hard: unknown indicator {id}"));
            }
            let codes = set.all.iter().map(|group| group.iter().map(|id| Code::of(id)).collect()).collect();
            made.hard.push((set, codes));
        }
        Ok(made)
    }

    /// The indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.by_id.get(id).and_then(|at| self.all.get(*at))
    }

    /// Position of the indicator with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The indicator at a position.
    pub fn at(&self, position: usize) -> Option<&Indicator> {
        self.all.get(position)
    }

    /// The indicator with this code.
    pub fn coded(&self, code: Code) -> Option<&Indicator> {
        self.by_code.get(&code).and_then(|at| self.all.get(*at))
    }

    /// All indicators, in order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.all.iter()
    }

    /// Position of a stage's name.
    pub fn stage(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage == name)
    }
}
