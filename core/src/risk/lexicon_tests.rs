//! What loading and matching must hold to.

use super::super::lint::lint;
use super::*;

const INDICATORS: &str = "hard = []
[indicator.secrecy]
category = \"grooming\"
strength = 2.0
half_life_days = 30
[indicator.photo_request]
category = \"grooming\"
strength = 1.0
half_life_days = 30
";

fn load(phrases: &str) -> Result<Lexicon, String> {
    with_files(phrases, Lexicon::load)
}

fn with_files<T>(phrases: &str, then: impl FnOnce(&Files<'_>) -> T) -> T {
    let source = |name, tongue, text| Source { name, tongue, text };
    then(&Files {
        indicators: INDICATORS,
        teencode: "[vi]\nko = \"không\"\n[en]\nu = \"you\"\n",
        slots: &[
            source("vi/slots.toml", Tongue::Vi, "two_of_us = [\"hai đứa mình\", \"chúng ta\"]\nme = [\"anh\"]\n"),
            source("en/slots.toml", Tongue::En, "me = [\"me\"]\n"),
        ],
        phrases: &[source("vi/grooming.toml", Tongue::Vi, phrases)],
    })
}

/// The trust of the pattern's match in a text.
fn trust(pattern: &str, text: &str) -> Option<f32> {
    let lexicon = load(&format!("[secrecy]\nphrases = ['{pattern}']\n")).unwrap();
    lexicon.find(&lexicon.read(text)).first().map(|hit| hit.trust)
}

fn matches(pattern: &str, text: &str) -> bool {
    trust(pattern, text).is_some()
}

#[test]
fn every_part_of_the_grammar_matches() {
    assert!(matches("giữ bí mật", "em giữ bí mật nha"));
    assert!(!matches("giữ bí mật", "em giữ một bí mật"));
    assert!(matches("giữ ~ bí mật", "em giữ một bí mật"));
    assert!(!matches("giữ ~2 bí mật", "giữ cho anh một bí mật"));
    assert!(matches("giữ ~6 bí mật", "giữ cho anh với em một bí mật"));
    assert!(matches("(giữ|là) bí mật (của)? {two_of_us}", "đây là bí mật hai đứa mình"));
    assert!(matches("bí mật của? {two_of_us}", "bí mật của chúng ta"));
    assert!(!matches("bí mật {two_of_us}", "bí mật hai đứa"));
    assert!(matches("chuyển <money> cho {me}", "chuyển 500 nghìn cho anh"));
    assert!(matches("gọi <phone>", "gọi 0912 345 678 nhé"));
    assert!(matches("(đừng kể|giấu {me}) ai", "giấu anh ai"));
}

#[test]
fn parts_in_any_order_stand_in_one_sentence() {
    let pattern = "một mình & ở nhà & !cô giáo";
    assert_eq!(trust(pattern, "em ở nhà có một mình à"), Some(0.75));
    assert!(matches(pattern, "một mình em ở nhà hả"));
    assert!(!matches(pattern, "em đi một mình à"));
    assert!(!matches(pattern, "em đi một mình. Mai ở nhà nhé"));
    assert!(!matches(pattern, "cô giáo ở nhà một mình"));
}

#[test]
fn sentences_are_bounds() {
    assert!(matches("^ đừng kể", "Nghe này. Đừng kể ai"));
    assert!(!matches("^ đừng kể", "em đừng kể ai"));
    assert!(matches("đừng kể ai $", "em đừng kể ai! nhé"));
    assert!(!matches("đừng kể ai $", "em đừng kể ai nhé"));
    assert!(!matches("đừng ~ kể", "Đừng. Em kể đi"));
    assert!(matches("đừng ~4 kể", "Đừng. Em kể đi"));
}

#[test]
fn trust_follows_the_diacritics() {
    let pattern = "đừng nói với mẹ";
    assert_eq!(trust(pattern, "đừng nói với mẹ nhé em"), Some(1.0));
    assert_eq!(trust(pattern, "dung noi voi me"), Some(1.0));
    assert_eq!(trust(pattern, "đừng nói voi mẹ nhé được không"), Some(0.6));
    assert_eq!(trust(pattern, "đứng nói với mẹ"), None);
    assert_eq!(trust(pattern, "dung nói với me la to di choi game ben nha an"), Some(0.8));
    assert_eq!(trust("giữ bí mật", "giữ bí mât được không"), Some(0.6));
}

#[test]
fn short_forms_mean_the_same_on_both_sides() {
    assert!(matches("ko kể ai", "không kể ai"));
    assert!(matches("không kể ai", "ko ke ai"));
}

#[test]
fn every_anchor_of_a_repeated_word_is_tried() {
    assert!(matches("bí mật của {me}", "bí mật bí mật bí mật của anh"));
    assert!(matches("(a|b|c) x y", &format!("{} c x y", "b x z ".repeat(500))));
}

#[test]
fn errors_name_file_and_line() {
    let problem = |phrases: &str| load(phrases).unwrap_err();
    assert!(problem("[secrecy]\nphrases = [\n'giữ bí mật',\n'(giữ bí mật',\n]\n").starts_with("vi/grooming.toml:4:"));
    assert!(problem("\n[secrecies]\nphrases = []\n").starts_with("vi/grooming.toml:2: unknown indicator secrecies"));
    assert!(
        problem("[secrecy]\nphrases = ['bí mật {us}']\n")
            .contains("vi/grooming.toml:2: `bí mật {us}`: unknown slot {us}")
    );
    assert!(problem("[secrecy]\nphrase = []\n").contains("unknown field"));
}

#[test]
fn the_lint_sees_what_people_miss() {
    let phrases = "[secrecy]\nphrases = ['bí mật', 'bí mật', 'suỵt', 'mai tao']\n";
    let notes = with_files(phrases, |files| lint(files, &["mai tạo nhóm", "mai tao nhóm nhé"])).unwrap().join("\n");
    assert!(notes.contains("2: `bí mật`: the same as vi/grooming.toml:2"), "{notes}");
    assert!(notes.contains("`suỵt`: one word alone"), "{notes}");
    assert!(notes.contains("matches the everyday `mai tao nhóm nhé`"), "{notes}");
    assert!(notes.contains("photo_request: no phrase"), "{notes}");
}

#[test]
fn everyday_words_come_out_unchanged() {
    let lexicon = Lexicon::load(&EMBEDDED).unwrap();
    let english = "tests test off boss class cool need food moon soon noon room door floor been seen keen green week \
        teen queen book look good school too see bee free coffee happy running starring hopping funny letter car \
        star for her his this has was bus gas box six mix tax max how now low own town down saw window best last \
        must lost list post trips songs hours games boots pass miss dress add odd egg wow http add hair chair visa";
    let vietnamese = "hôm nay trời đẹp quá mình học bài toán xong thì đá bóng với bạn ở sân trường nhé con ăn cơm chưa \
        bà nội mua bánh mì sữa chua cháu ngủ sớm kẻo muộn điếm xoong quần áo hoa hồng nghỉ hè thứ bảy chủ nhật khoẻ \
        hom nay troi dep qua hoc bai toan xong roi di da bong voi ban truong nhe con an com chua sua banh";
    for word in english.split_whitespace().chain(vietnamese.split_whitespace()) {
        let read: Vec<String> = lexicon.read(word).tokens.into_iter().map(|token| token.exact).collect();
        assert_eq!(read, [crate::text::spell(word).exact], "{word}");
    }
}

#[test]
fn patterns_match_across_emoji() {
    let pattern = "đừng kể với ai";
    assert_eq!(trust(pattern, "đừng kể 🤫 với ❤️ ai"), trust(pattern, "đừng kể với ai"));
    assert!(trust(pattern, "đừng kể 🤫 với ai").is_some());
}

/// All model data together, as it lies in the library.
#[test]
fn the_model_data_fits_in_two_megabytes() {
    let sources = EMBEDDED.slots.iter().chain(EMBEDDED.phrases);
    let lexicon =
        EMBEDDED.indicators.len() + EMBEDDED.teencode.len() + sources.map(|one| one.text.len()).sum::<usize>();
    let scorer = include_bytes!("../../data/model/scorer.bin").len();
    assert!(scorer <= 1_500_000 && lexicon + scorer <= 2_000_000, "{lexicon} + {scorer}");
}

#[test]
fn the_lint_sees_what_can_never_match_or_adds_nothing() {
    let notes = |phrases: &str| with_files(phrases, |files| lint(files, &[])).unwrap().join("\n");
    let unreadable = notes("[secrecy]\nphrases = ['(haha|nè) đừng kể', 'đừng kểểểể ai']\n");
    assert!(unreadable.contains("no text has `haha`") && unreadable.contains("no text has `kểểểể`"), "{unreadable}");
    assert!(!unreadable.contains("`nè`") && !unreadable.contains("`ko`"), "{unreadable}");
    let long = "(a|b) ".repeat(70);
    assert!(notes(&format!("[secrecy]\nphrases = ['{long}']\n")).contains("longer than any match"));
    let covered = |patterns: &str| notes(&format!("[secrecy]\nphrases = [{patterns}]\n")).contains("covered by");
    assert!(covered("'nhớ đừng kể với ai', 'em nhớ đừng kể với ai (nha|nhé)'"));
    assert!(covered("'(nhớ|phải) đừng kể ~6 ai', 'nhớ đừng kể ~2 ai'"));
    assert!(covered("'nhớ đừng kể ai hết', 'nhớ đừng kể ai hết & cô giáo'"));
    assert!(!covered("'nhớ đừng kể ai hết & !cô giáo', 'nhớ đừng kể ai hết nha'"), "only where no teacher is");
    assert!(!covered("'đừng kể', 'đừng kể với ai'"), "without diacritics the longer one says more");
    assert!(!covered("'nhớ đừng kể với ai', 'nhớ đừng kể cho ai'"));
}
