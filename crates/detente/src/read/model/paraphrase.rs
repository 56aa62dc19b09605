//! What of a model's paraphrase can be held against the text: its names and its numbers.

use super::names::Names;
use super::numbers::numbers;
use crate::quote::words;

/// Numbers in words that have no figure of their own: only the same word is the same.
const LOOSE: [&str; 18] = [
    "half",
    "halves",
    "quarter",
    "quarters",
    "thirds",
    "twice",
    "thrice",
    "double",
    "doubled",
    "triple",
    "tripled",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "majority",
    "minority",
];

/// Why a paraphrase may not stand beside the sentences that are cited, if it may not.
pub(super) fn unfounded(said: &str, cited: &str, names: &Names) -> Option<String> {
    if let Some(name) = names.foreign(said, cited) {
        return Some(format!("the paraphrase names \u{201c}{name}\u{201d}, which the cited sentences do not"));
    }
    let there = numbers(cited);
    let counts_nothing = counting_nothing(said);
    let foreign = numbers(said)
        .into_iter()
        .find(|n| !(there.iter().any(|other| n.is(other)) || (n.is_the_word_one() && counts_nothing)));
    if let Some(number) = foreign {
        return Some(format!(
            "the paraphrase has the number \u{201c}{}\u{201d}, which the cited sentences do not",
            number.words
        ));
    }
    let held: Vec<String> = words(cited).map(|(start, end)| cited[start..end].to_lowercase()).collect();
    words(said)
        .map(|(start, end)| said[start..end].to_lowercase())
        .find(|w| LOOSE.contains(&w.as_str()) && !held.contains(w))
        .map(|word| format!("the paraphrase has \u{201c}{word}\u{201d}, which the cited sentences do not"))
}

/// Whether each "one" of a text stands where it counts nothing: "one of them", "one another", "no one", "the one".
fn counting_nothing(said: &str) -> bool {
    let all: Vec<String> = words(said).map(|(start, end)| said[start..end].to_lowercase()).collect();
    all.iter().enumerate().filter(|(_, w)| *w == "one").all(|(n, _)| {
        let before = n.checked_sub(1).map_or("", |b| all[b].as_str());
        let after = all.get(n + 1).map_or("", String::as_str);
        matches!(after, "another" | "of" | "that" | "who")
            || matches!(before, "no" | "the" | "this" | "that" | "each" | "every" | "any")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        let cited = "Tarsa asked for 450 in twelve months and half of the cost, some 3.5 million crowns.";
        let why = |said: &str| unfounded(said, cited, &Names::of(cited, []));
        for said in [
            "Tarsa wants 450 in 12 months",
            "wants half of 3,500,000 crowns",
            "one of its demands is money",
            "no one pays",
            "asks for four hundred and fifty",
        ] {
            assert_eq!(why(said), None, "{said}");
        }
        for (said, part) in [
            ("Velmar wants 450", "“Velmar”"),
            ("wants 400", "“400”"),
            ("wants 450 in two months", "“two”"),
            ("wants 450%", "“450%”"),
            ("wants twice as much", "“twice”"),
            ("wants one fund", "“one”"),
            ("wants a third round", "“third”"),
        ] {
            assert!(why(said).is_some_and(|w| w.contains(part)), "{said}: {:?}", why(said));
        }
    }
}
