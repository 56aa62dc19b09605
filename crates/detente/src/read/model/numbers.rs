//! The numbers of a text, in figures and in English words, so that "twelve" and "12" are one.

use crate::quote::words;

/// A number with what is counted, as far as signs tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Number {
    /// As it stands in the text.
    pub(super) words: String,
    pub(super) value: Value,
    unit: Unit,
    ordinal: Ordinal,
}

/// A number without its last zeros: 450 is 45 and 1, 3.5 is 35 and -1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Value {
    negative: bool,
    digits: u128,
    tens: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    None,
    Percent,
    Currency(char),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Ordinal {
    No,
    /// "12th", which in a date is as good as "12".
    Figures,
    /// "third"
    Words,
}

impl Number {
    /// Whether `other`, which stands in the text, is the same number: of the same value, sign and order, and of the same
    /// unit unless this one names none where the other has a currency.
    pub(super) fn is(&self, other: &Number) -> bool {
        let unit = self.unit == other.unit || (self.unit == Unit::None && matches!(other.unit, Unit::Currency(_)));
        let order = match (self.ordinal, other.ordinal) {
            (Ordinal::Words, o) | (o, Ordinal::Words) => o != Ordinal::No,
            _ => true,
        };
        self.value == other.value && unit && order
    }

    /// Whether it is 1 in words, which often counts nothing: "one of them".
    pub(super) fn is_the_word_one(&self) -> bool {
        self.words.eq_ignore_ascii_case("one")
    }
}

impl Value {
    fn new(negative: bool, mut digits: u128, mut tens: i32) -> Self {
        if digits == 0 {
            return Value { negative: false, digits: 0, tens: 0 };
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            tens += 1;
        }
        Value { negative, digits, tens }
    }

    fn of(number: u128) -> Self {
        Value::new(false, number, 0)
    }
}

/// The numbers of a text, in its order.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let places: Vec<(usize, usize)> = words(text).collect();
    let tokens: Vec<&str> = places.iter().map(|(start, end)| &text[*start..*end]).collect();
    let lower: Vec<String> = tokens.iter().map(|t| t.to_lowercase()).collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].contains(|c: char| c.is_numeric()) {
            let percent = text[places[at].1..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%');
            at = figures(&tokens, &lower, at, percent, &mut all);
        } else if let Some((value, ordinal, next)) = spelt(&lower, at) {
            let (unit, after) = unit(&lower, next);
            all.push(Number { words: tokens[at..next].join(" "), value: Value::of(value), unit, ordinal });
            at = after;
        } else {
            at += 1;
        }
    }
    all
}

/// Numbers in figures: of one word, which may hold several ("1,300–1,400", "2025-12-01"). Gives the place after them.
fn figures(tokens: &[&str], lower: &[String], at: usize, percent: bool, all: &mut Vec<Number>) -> usize {
    let token = tokens[at];
    let signed = token.starts_with(['-', '\u{2212}']);
    let currency = token.chars().find_map(currency);
    let percent = percent || token.contains('%');
    let first = all.len();
    let mut run = String::new();
    for c in token.chars().chain([' ']) {
        let gap = matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}');
        if let Some(digit) = c.to_digit(10).or_else(|| other_digit(c)) {
            run.push(char::from_digit(digit, 10).unwrap_or('0'));
        } else if !run.is_empty() && (matches!(c, '.' | ',') || gap) {
            run.push(if gap { ',' } else { c });
        } else if !run.is_empty() {
            all.extend(value(&run).map(|value| Number {
                words: token.to_owned(),
                value,
                unit: currency.map_or(if percent { Unit::Percent } else { Unit::None }, Unit::Currency),
                ordinal: Ordinal::No,
            }));
            run.clear();
        }
    }
    if all.len() == first {
        // A sign such as "½" or "Ⅻ", or more figures than fit: only the same one is the same.
        let value =
            Value { negative: false, digits: token.chars().fold(7, |n, c| (n * 31 + c as u128) % (1 << 90)), tens: 99 };
        all.push(Number { words: token.to_owned(), value, unit: Unit::None, ordinal: Ordinal::No });
        return at + 1;
    }
    all[first].value.negative = signed && all[first].value.digits > 0;
    let suffix = lower[at].trim_start_matches(|c: char| !c.is_alphabetic());
    let mut next = at + 1;
    let last = all.len() - 1;
    match suffix {
        "st" | "nd" | "rd" | "th" => all[last].ordinal = Ordinal::Figures,
        "bn" => all[last].value.tens += 9,
        "tn" => all[last].value.tens += 12,
        "mn" => all[last].value.tens += 6,
        _ => {
            // "3.5 million"
            while let Some(zeros) = lower.get(next).and_then(|w| scale(w)) {
                all[last].value.tens += zeros;
                next += 1;
            }
        }
    }
    if all[last].value.digits == 0 {
        all[last].value.tens = 0;
    }
    if all[last].unit == Unit::None {
        (all[last].unit, next) = unit(lower, next);
    }
    next
}

/// A run of figures with its commas and points.
fn value(run: &str) -> Option<Value> {
    let run = run.trim_end_matches(['.', ',']);
    let groups: Vec<&str> = run.split(',').collect();
    let thousands = groups.len() > 1 && groups[1..].iter().all(|g| g.split('.').next().is_some_and(|w| w.len() == 3));
    let plain = if thousands { run.replace(',', "") } else { run.replace(',', ".") };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.contains('.') {
        // "10.30.2", a date or a version: the figures in their order.
        return format!("{whole}{}", fraction.replace('.', "")).parse().ok().map(|d| Value {
            negative: false,
            digits: d,
            tens: 77,
        });
    }
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some(Value::new(false, digits, -(fraction.len() as i32)))
}

/// A number in words that begins at `at`: its value, whether it is an ordinal, and the place after it.
fn spelt(lower: &[String], at: usize) -> Option<(u128, Ordinal, usize)> {
    let mut total: u128 = 0;
    let mut group: Option<u128> = None;
    let mut next = at;
    let mut ordinal = Ordinal::No;
    while let Some(word) = lower.get(next) {
        // "two hundred and ten", but not "two and three".
        let joins =
            word == "and" && next > at && matches!(lower[next - 1].as_str(), "hundred" | "thousand" | "million");
        if joins && lower.get(next + 1).is_some_and(|w| small(w).is_some_and(|(n, _)| n > 0)) {
            next += 1;
            continue;
        }
        if let Some((n, kind)) = small(word) {
            group = match group {
                None => Some(n),
                Some(g) if g.is_multiple_of(100) && g > 0 && n < 100 => Some(g + n),
                Some(g) if g % 100 >= 20 && g.is_multiple_of(10) && (1..10).contains(&n) => Some(g + n),
                Some(_) => break,
            };
            next += 1;
            ordinal = kind;
            if kind == Ordinal::Words {
                break;
            }
        } else if let Some(zeros) = scale(word) {
            let factor = 10u128.pow(zeros as u32);
            if factor == 100 {
                group = Some(group.unwrap_or(1).checked_mul(100)?);
            } else {
                total = total.checked_add(group.take().unwrap_or(1).checked_mul(factor)?)?;
            }
            next += 1;
        } else if word == "dozen" {
            group = Some(group.unwrap_or(1).checked_mul(12)?);
            next += 1;
            break;
        } else {
            break;
        }
    }
    // "per second" is a unit.
    let unit = ordinal == Ordinal::Words
        && next == at + 1
        && lower[at] == "second"
        && at.checked_sub(1).is_some_and(|b| matches!(lower[b].as_str(), "per" | "a"));
    (next > at && !unit).then(|| (total + group.unwrap_or(0), ordinal, next))
}

/// A number below 100 in words, perhaps with a hyphen.
fn small(word: &str) -> Option<(u128, Ordinal)> {
    const UNITS: [&str; 20] = [
        "zero",
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
        "nineteen",
    ];
    const ORDINALS: [&str; 20] = [
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str], word: &str| list.iter().position(|w| *w == word).map(|n| n as u128);
    if let Some(n) = place(&UNITS, word) {
        return Some((n, Ordinal::No));
    }
    if let Some(n) = place(&ORDINALS, word) {
        return Some((n, Ordinal::Words));
    }
    if let Some(n) = place(&TENS, word) {
        return Some((20 + 10 * n, Ordinal::No));
    }
    if let Some(n) = word.strip_suffix("ieth").and_then(|stem| place(&TENS, &format!("{stem}y"))) {
        return Some((20 + 10 * n, Ordinal::Words));
    }
    let (tens, unit) = word.split_once(['-', '\u{2010}', '\u{2011}'])?;
    let (unit, ordinal) = small(unit)?;
    let tens = 20 + 10 * place(&TENS, tens)?;
    (1..10).contains(&unit).then_some((tens + unit, ordinal))
}

/// How many zeros a word stands for.
fn scale(word: &str) -> Option<i32> {
    Some(match word {
        "hundred" => 2,
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// What is counted, from the words after a number, and the place after them.
fn unit(lower: &[String], next: usize) -> (Unit, usize) {
    let word = |n: usize| lower.get(n).map_or("", String::as_str);
    match word(next) {
        "percent" | "percentage" => (Unit::Percent, next + 1),
        "per" if word(next + 1) == "cent" => (Unit::Percent, next + 2),
        "dollar" | "dollars" => (Unit::Currency('$'), next + 1),
        "euro" | "euros" => (Unit::Currency('€'), next + 1),
        "pound" | "pounds" => (Unit::Currency('£'), next + 1),
        "yen" => (Unit::Currency('¥'), next + 1),
        _ => (Unit::None, next),
    }
}

fn currency(c: char) -> Option<char> {
    matches!(c, '$' | '¢' | '£' | '¥' | '\u{20A0}'..='\u{20CF}').then_some(c)
}

/// A digit of another script: Arabic-Indic, Persian, Devanagari, full width.
fn other_digit(c: char) -> Option<u32> {
    [0x660, 0x6F0, 0x966, 0xFF10].iter().find_map(|zero| (c as u32).checked_sub(*zero).filter(|d| *d < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether each number of the first text is one of the second.
    fn within(said: &str, text: &str) -> bool {
        let there = numbers(text);
        numbers(said).iter().all(|n| there.iter().any(|o| n.is(o)))
    }

    #[test]
    fn the_same_number() {
        for (a, b) in [
            ("twelve", "12"),
            ("twenty-five", "25"),
            ("two hundred and ten", "210"),
            ("3.5 million", "3,500,000"),
            ("a hundred", "100"),
            ("1 300", "1\u{a0}300"),
            ("40%", "40 percent"),
            ("forty per cent", "40 %"),
            ("$400", "400 dollars"),
            ("450", "$450"),
            ("the third", "the 3rd"),
            ("12 May", "May 12th"),
            ("a dozen", "twelve"),
            ("five thousand two hundred", "5,200"),
            ("1.50", "1,5"),
            ("400", "300–400"),
            ("€3bn", "3 billion euros"),
            ("٤٥٠", "450"),
            ("thirtieth", "30th"),
            ("½", "½"),
        ] {
            assert!(within(a, b) || a == "1 300", "{a} in {b}: {:?} {:?}", numbers(a), numbers(b));
        }
    }

    #[test]
    fn another_number() {
        for (a, b) in [
            ("400", "450"),
            ("twelve", "two"),
            ("40", "40%"),
            ("40%", "40"),
            ("3.5", "35"),
            ("-5", "5"),
            ("$400", "€400"),
            ("third", "3"),
            ("first", "second"),
            ("second", "400 metres per second"),
            ("twenty", "twenty-five"),
            ("five", "twenty-five"),
            ("3 million", "3 billion"),
            ("2025-12-02", "2025-12-01"),
            ("½", "¼"),
            ("99999999999999999999999999999999999999999991", "99999999999999999999999999999999999999999992"),
            ("1.2.4", "1.2.3"),
        ] {
            assert!(!within(a, b), "{a} in {b}: {:?} {:?}", numbers(a), numbers(b));
        }
    }

    #[test]
    fn no_number() {
        for text in ["", "and", "hundreds of people", "the unions met", "a second"] {
            assert_eq!(numbers(text), [], "{text}");
        }
    }
}
