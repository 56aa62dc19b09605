//! Which words of a text are names, as far as capitals tell.

use std::collections::HashSet;

use crate::quote::words;

/// The words of a document by how they are written.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Written with a capital where no sentence begins.
    known: HashSet<String>,
    /// Written in small letters somewhere.
    small: HashSet<String>,
}

impl Names {
    /// The names of a document, and of the case.
    pub(super) fn of<'t>(text: &str, case: impl IntoIterator<Item = &'t str>) -> Self {
        let mut names = Names::default();
        let mut before = 0;
        for (start, end) in words(text) {
            let word = stem(&text[start..end]);
            if capital(word) && !begins(&text[before..start]) && before > 0 {
                names.known.insert(word.to_lowercase());
            } else if word.starts_with(char::is_lowercase) {
                names.small.insert(word.to_owned());
            }
            before = end;
        }
        for name in case {
            let capitals = words(name).map(|(start, end)| stem(&name[start..end])).filter(|w| capital(w));
            names.known.extend(capitals.map(str::to_lowercase));
        }
        // "May" and "may": a word that is written both ways is a name only where it has its capital.
        names
    }

    /// The first name of a model's text that the sentences which it cites do not have.
    ///
    /// A name is a word with a capital, one of a script without capitals, or one that the document or the case writes with
    /// a capital only, however it is written here. The first word of a sentence has its capital anyway: it passes where
    /// it is a word of the cited sentences, or one that begins sentences ([`OPENERS`]), or where it is no name and the
    /// document has it, or a word that begins alike, in small letters.
    pub(super) fn foreign<'m>(&self, said: &'m str, cited: &str) -> Option<&'m str> {
        let there: HashSet<&str> = words(cited).map(|(start, end)| stem(&cited[start..end])).collect();
        let lower: HashSet<String> = there.iter().map(|w| canonical(w)).collect();
        let mut before = 0;
        for (start, end) in words(said) {
            let word = stem(&said[start..end]);
            let first = before == 0 || begins(&said[before..start]);
            before = end;
            if there.contains(word) || word.chars().all(|c| !c.is_alphabetic()) {
                continue;
            }
            let small = word.to_lowercase();
            let uncased = word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
            let held = lower.contains(&canonical(word));
            let foreign = if capital(word) {
                let shout = word.chars().filter(|c| c.is_uppercase()).count() > 1;
                let plain = first && !shout && !self.known.contains(&small);
                !(held && (first || known_both_ways(word)))
                    && !(plain && (OPENERS.contains(&small.as_str()) || self.alike(&small)))
            } else {
                uncased || (self.known.contains(&small) && !self.small.contains(&small) && !held)
            };
            if foreign {
                return Some(word);
            }
        }
        None
    }

    /// Whether the document has the word, or one that begins alike, in small letters: "Rejects" where it has "rejected".
    fn alike(&self, small: &str) -> bool {
        if self.small.contains(small) {
            return true;
        }
        let count = small.chars().count();
        let Some((cut, _)) = small.char_indices().nth(count.saturating_sub(3).max(4)) else { return false };
        self.small.iter().any(|w| w.starts_with(&small[..cut]) && w.len() <= small.len() + 3)
    }
}

/// Words with which sentences begin and which are no names.
const OPENERS: [&str; 84] = [
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "no",
    "not",
    "nobody",
    "nothing",
    "none",
    "never",
    "neither",
    "nor",
    "any",
    "all",
    "both",
    "each",
    "every",
    "some",
    "many",
    "most",
    "few",
    "there",
    "here",
    "if",
    "unless",
    "until",
    "when",
    "while",
    "after",
    "before",
    "because",
    "since",
    "although",
    "though",
    "only",
    "without",
    "with",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "of",
    "as",
    "and",
    "but",
    "or",
    "so",
    "says",
    "claims",
    "admits",
    "denies",
    "rejects",
    "refuses",
    "accepts",
    "demands",
    "offers",
    "promises",
    "threatens",
    "thinks",
    "implies",
    "calls",
    "reports",
    "wants",
    "insists",
    "warns",
];

/// A word without the `'s` of a possessive.
fn stem(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

fn capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase())
}

/// Whether a sentence begins after what stands between two words.
fn begins(between: &str) -> bool {
    between.contains(['.', '!', '?', '…', '\n', ':', '“', '"', '«', '„'])
}

/// A word in small letters; months in full.
fn canonical(word: &str) -> String {
    let small = word.to_lowercase();
    MONTHS.iter().find(|m| is_month(&small, m)).map_or(small, |m| (*m).to_owned())
}

/// Whether a word is a month, which may be written short in the text and in full in the paraphrase.
fn known_both_ways(word: &str) -> bool {
    let small = word.to_lowercase();
    MONTHS.iter().any(|m| is_month(&small, m))
}

fn is_month(small: &str, month: &str) -> bool {
    small == month || (small.len() == 3 && month.starts_with(small)) || (small == "sept" && month == "september")
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Lena Orla rejected the plan in Port Marle on 3 Dec. The harbour union said that Brenn may sign. \
        Officials met Brenn’s envoy.";

    fn foreign(said: &str) -> Option<String> {
        Names::of(TEXT, ["Council of Velmar"]).foreign(said, &TEXT[..51]).map(str::to_owned)
    }

    #[test]
    fn what_the_cited_sentence_has() {
        for said in [
            "Orla rejects the plan",
            "the plan is rejected in Port Marle",
            "Rejects the plan",
            "Rejecting the plan. The plan is of December",
            "rejected in December",
            "She rejects Orla's own plan",
            "No plan",
        ] {
            assert_eq!(foreign(said), None, "{said}");
        }
    }

    #[test]
    fn what_it_does_not_have() {
        for (said, name) in [
            ("Brenn rejects the plan", "Brenn"),
            ("the plan of brenn", "brenn"),
            ("Halvard rejects the plan", "Halvard"),
            ("Orla rejects it. Tarsa agrees", "Tarsa"),
            ("rejected by Velmar", "Velmar"),
            ("rejected by velmar", "velmar"),
            ("rejected by the UN", "UN"),
            ("the plan of Марле", "Марле"),
            ("计划", "计"),
            ("rejected in January", "January"),
            ("UNO rejects", "UNO"),
            ("Union leaders rejected it in “Tarsa", "Tarsa"),
        ] {
            assert_eq!(foreign(said).as_deref(), Some(name), "{said}");
        }
    }
}
