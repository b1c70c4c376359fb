//! Typed tokens: money, phones, accounts, codes, times, ages and numbers, laid over the words.

use super::Token;

/// What a stretch of words stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A web address.
    Url,
    /// A phone number.
    Phone,
    /// An amount of money.
    Money,
    /// A bank account number.
    Account,
    /// A code of 4 to 8 digits.
    Otp,
    /// A time of day.
    Time,
    /// An age or year of birth.
    Age,
    /// A number in digits.
    Number,
}

impl Kind {
    /// Each kind and its name, as patterns write it.
    const NAMES: [(&str, Self); 8] = [
        ("<url>", Self::Url),
        ("<phone>", Self::Phone),
        ("<money>", Self::Money),
        ("<account>", Self::Account),
        ("<otp>", Self::Otp),
        ("<time>", Self::Time),
        ("<age>", Self::Age),
        ("<number>", Self::Number),
    ];

    /// The kind that a pattern names, such as `<money>`.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Its name, as patterns write it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }
}

/// A typed stretch of tokens; several may lie over the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What it stands for.
    pub kind: Kind,
    /// Index of its first token.
    pub start: usize,
    /// Index after its last token.
    pub end: usize,
}

const MONEY_UNITS: &[&str] = &[
    "k", "nghin", "ngan", "tr", "trieu", "cu", "ty", "ti", "dong", "vnd", "vnđ", "d", "xi", "usd", "usdt", "eur",
    "euro", "euros", "gbp", "pound", "pounds", "quid", "dollar", "dollars", "buck", "bucks", "cent", "cents", "grand",
    "million", "millions", "mil", "php", "baht", "rm", "rupees", "pesos", "yuan",
];
/// Units that follow number words as well as digits.
const SPELT_UNITS: &[&str] =
    &["nghin", "ngan", "trieu", "ty", "dong", "dollars", "bucks", "pounds", "euros", "quid", "grand", "million", "k"];
const NUMBER_WORDS: &[&str] = &[
    "mot",
    "hai",
    "ba",
    "bon",
    "tu",
    "nam",
    "lam",
    "sau",
    "bay",
    "tam",
    "chin",
    "muoi",
    "tram",
    "chuc",
    "vai",
    "may",
    "ruoi",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "eighty",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "few",
    "couple",
];
const ACCOUNT_WORDS: &[&str] = &["stk", "tk", "khoan", "account", "acc", "iban", "card"];
const COUNTED: &[&str] = &["follow", "follower", "followers", "like", "likes", "view", "views", "sub", "subs", "steps"];

/// Lays the typed stretches over the tokens. Linear: each token looks at most a few words ahead.
pub fn spans(tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.url {
            found.push(Span { kind: Kind::Url, start: at, end: at + 1 });
        } else if token.folded.starts_with(|sign: char| sign.is_ascii_digit() || "$€£+".contains(sign)) {
            numeric(tokens, at, &mut found);
        } else if is_number_word(token) && !at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(is_number_word) {
            spelt(tokens, at, &mut found);
        }
    }
    found
}

fn is_number_word(token: &Token) -> bool {
    NUMBER_WORDS.contains(&token.folded.as_str())
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.folded.as_str())
}

/// Number words and their unit: `năm trăm nghìn`, `fifty dollars`, `mười ba tuổi`.
fn spelt(tokens: &[Token], start: usize, found: &mut Vec<Span>) {
    let mut end = start;
    while end < start + 5 && tokens.get(end).is_some_and(is_number_word) {
        end += 1;
    }
    unit(tokens, start, end, SPELT_UNITS, found);
}

/// A unit after an amount that ends at `end`.
fn unit(tokens: &[Token], start: usize, end: usize, money: &[&str], found: &mut Vec<Span>) {
    let next = word(tokens, end);
    if money.contains(&next) && !COUNTED.contains(&word(tokens, end + 1)) {
        let longer =
            matches!(word(tokens, end + 1), "dong" | "do" | "vnd" | "usd" | "dollars" | "ruoi" | "d" | "bucks");
        found.push(Span { kind: Kind::Money, start, end: end + 1 + usize::from(longer) });
    }
    let age = match (next, word(tokens, end + 1)) {
        ("tuoi" | "yo" | "yrs" | "yr", _) => Some(1),
        ("years" | "year", "old") => Some(2),
        ("y", "o") => Some(2),
        _ => None,
    };
    if let Some(length) = age {
        let old = usize::from(matches!(next, "yrs" | "yr") && word(tokens, end + 1) == "old");
        found.push(Span { kind: Kind::Age, start, end: end + length + old });
    }
    if matches!(next, "gio" | "h" | "pm" | "am" | "oclock" | "ruoi") {
        found.push(Span { kind: Kind::Time, start, end: end + 1 });
    }
}

/// A token that begins with a digit or a currency sign.
fn numeric(tokens: &[Token], at: usize, found: &mut Vec<Span>) {
    let text = word(tokens, at);
    let one = |kind| Span { kind, start: at, end: at + 1 };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let all_digits = digits.len() == text.len();
    if is_amount(text) {
        found.push(one(Kind::Number));
        unit(tokens, at, at + 1, MONEY_UNITS, found);
    }
    if is_money(text) && !COUNTED.contains(&word(tokens, at + 1)) {
        let end = at + 1 + usize::from(matches!(word(tokens, at + 1), "dong" | "vnd" | "d"));
        found.push(Span { kind: Kind::Money, start: at, end });
    }
    if is_time(text) {
        found.push(one(Kind::Time));
    }
    if is_age(text) {
        found.push(one(Kind::Age));
    }
    if all_digits && (4..=8).contains(&digits.len()) {
        found.push(one(Kind::Otp));
    }
    if let Some((joined, end)) = joined_digits(tokens, at) {
        let near_account =
            tokens.get(at.saturating_sub(4)..at).is_some_and(|b| b.iter().any(|t| ACCOUNT_WORDS.contains(&&*t.folded)));
        let phone = is_phone(&joined);
        if phone {
            found.push(Span { kind: Kind::Phone, start: at, end });
        }
        if (9..=19).contains(&joined.len()) && (!phone || near_account) || near_account && joined.len() >= 6 {
            found.push(Span { kind: Kind::Account, start: at, end });
        }
    }
}

/// The digits from this token on, joined with following pure digit groups that belong to one phone or account.
fn joined_digits(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let pure = |at: usize| {
        let text = word(tokens, at).trim_start_matches('+');
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let plain = text.chars().all(|sign| sign.is_ascii_digit() || ".-".contains(sign));
        (plain && digits.len() >= 2).then_some(digits)
    };
    if at > 0 && pure(at - 1).is_some() {
        return None;
    }
    let mut joined = pure(at)?;
    let mut end = at + 1;
    while end < at + 6
        && let Some(more) = pure(end)
        && joined.len() + more.len() <= 19
    {
        joined.push_str(&more);
        end += 1;
    }
    Some((joined, end))
}

fn is_phone(digits: &str) -> bool {
    match digits.len() {
        8..=10 if digits.starts_with("1900") || digits.starts_with("1800") => true,
        10 => digits.starts_with('0'),
        11 => digits.starts_with("84") || digits.starts_with('0') || digits.starts_with('1'),
        12 => digits.starts_with("44") || digits.starts_with("840"),
        _ => false,
    }
}

/// A bare amount: digits, with separators inside.
fn is_amount(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.chars().all(|sign| sign.is_ascii_digit() || ".,-".contains(sign))
}

/// `$50`, `500k`, `2tr5`, `500.000đ`, `1.500.000`.
fn is_money(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix(['$', '€', '£']) {
        return rest.starts_with(|sign: char| sign.is_ascii_digit());
    }
    let number_end = text.find(|sign: char| !(sign.is_ascii_digit() || ".,-".contains(sign))).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(number_end).unwrap_or((text, ""));
    if rest.is_empty() {
        let groups: Vec<&str> = number.split(['.', ',']).collect();
        let grouped = groups.len() >= 2 && groups.iter().skip(1).all(|group| group.len() == 3);
        return grouped && number.ends_with("000");
    }
    let letters = rest.trim_end_matches(|sign: char| sign.is_ascii_digit());
    (MONEY_UNITS.contains(&letters) || matches!(letters, "$" | "€" | "£" | "kđ" | "kd" | "ka"))
        && (rest == letters || matches!(letters, "tr" | "trieu" | "k" | "cu" | "ty"))
}

/// `21:00`, `9h`, `9h30`, `9g30`, `9pm`.
fn is_time(text: &str) -> bool {
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    let text = text.strip_suffix("pm").or_else(|| text.strip_suffix("am")).map_or((text, false), |rest| (rest, true));
    match text {
        (hour, true) if digits(hour, 2) => true,
        (clock, _) => clock
            .split_once([':', 'h', 'g'])
            .is_some_and(|(hour, minute)| digits(hour, 2) && (digits(minute, 2) || minute.is_empty())),
    }
}

/// `13t`, `13yo`, `2k11`.
fn is_age(text: &str) -> bool {
    let number_end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    match text.split_at_checked(number_end) {
        Some((number, "t" | "y" | "yo" | "yr" | "yrs" | "tuoi")) => number.len() <= 2,
        Some(("2", rest)) => rest
            .strip_prefix('k')
            .is_some_and(|year| (1..=2).contains(&year.len()) && year.bytes().all(|d| d.is_ascii_digit())),
        _ => false,
    }
}
