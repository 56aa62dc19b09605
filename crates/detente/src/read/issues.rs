//! Which of the analyst's issues a statement is about: by names, keywords and the names of options.
//!
//! Issues are never discovered. Sorting under issues that the analyst has named with a few keywords is right far more often
//! than under bare names; where nothing fits, nothing is guessed.

use std::collections::{BTreeMap, HashMap};

use super::{
    IssueGuess,
    language::sense::Sorting,
    stems::{stem, telling},
    wording::Wording,
};
use crate::case::Case;

/// What a keyword counts, a word of an issue's name, and one of an option's name.
const KEYWORD: u32 = 6;
const NAME: u32 = 4;
const OPTION: u32 = 2;

/// The least that an issue must have to be guessed: two words of options, or one of its name.
const LEAST: u32 = 4;

/// The issues of a case, by the words that tell them apart.
pub(crate) struct Sorter<'c> {
    keys: Vec<&'c str>,
    /// For each first word of a term: the rest of it, its issue, and what it counts.
    terms: HashMap<String, Vec<(Vec<String>, usize, u32)>>,
}

impl<'c> Sorter<'c> {
    /// The sorter of a case; without one nothing is guessed.
    pub(crate) fn of(case: Option<&'c Case>, sense: &Sorting) -> Sorter<'c> {
        let issues = case.map_or(&[][..], Case::issues);
        // What a term counts for each issue: the most that one of its places says.
        let mut found: BTreeMap<Vec<String>, BTreeMap<usize, u32>> = BTreeMap::new();
        let mut put = |term: Vec<String>, issue: usize, counts: u32| {
            if !term.is_empty() {
                let of = found.entry(term).or_default().entry(issue).or_default();
                *of = counts.max(*of);
            }
        };
        for (number, issue) in issues.iter().enumerate() {
            for keyword in &issue.keywords {
                put(phrase(sense, keyword), number, KEYWORD);
            }
            for (text, counts) in [(&issue.name, NAME), (&issue.key, NAME)] {
                singles(sense, text).into_iter().for_each(|word| put(vec![word], number, counts));
            }
            for option in &issue.options {
                singles(sense, &option.name).into_iter().for_each(|word| put(vec![word], number, OPTION));
            }
        }
        let mut terms: HashMap<String, Vec<(Vec<String>, usize, u32)>> = HashMap::new();
        for (term, of) in found {
            // A word that several issues have tells them apart the less.
            let shared = of.len() as u32;
            for (issue, counts) in of {
                let (first, rest) = term.split_first().expect("terms have words");
                terms.entry(first.clone()).or_default().push((rest.to_vec(), issue, counts / shared));
            }
        }
        Sorter { keys: issues.iter().map(|i| i.key.as_str()).collect(), terms }
    }

    /// The issues that words fit, best first.
    pub(crate) fn guess(&self, sense: &Sorting, words: &Wording) -> Vec<IssueGuess> {
        if self.terms.is_empty() {
            return Vec::new();
        }
        // For each issue the terms that stand there, each once: what they count, and their words as they stand.
        let mut met: BTreeMap<usize, BTreeMap<String, (u32, String)>> = BTreeMap::new();
        for at in 0..words.len() {
            let first = stem(sense, words.key(at));
            for (rest, issue, counts) in self.terms.get(first).into_iter().flatten() {
                if rest.iter().enumerate().all(|(n, w)| *w == stem(sense, words.key(at + 1 + n))) {
                    let term = [&[first.to_owned()], rest.as_slice()].concat().join(" ");
                    let told: Vec<&str> = (at..=at + rest.len()).map(|n| words.key(n)).collect();
                    met.entry(*issue).or_default().entry(term).or_insert_with(|| (*counts, told.join(" ")));
                }
            }
        }
        let mut guesses: Vec<(u32, usize, Vec<String>)> = met
            .into_iter()
            .map(|(issue, terms)| (terms.values().map(|(counts, _)| counts).sum(), issue, terms))
            .filter(|(score, _, _)| *score >= LEAST)
            .map(|(score, issue, terms)| (score, issue, terms.into_values().map(|(_, told)| told).collect()))
            .collect();
        guesses.sort_by_key(|(score, issue, _)| (std::cmp::Reverse(*score), *issue));
        let guess =
            |(_, issue, words): (u32, usize, Vec<String>)| IssueGuess { issue: self.keys[issue].to_owned(), words };
        guesses.into_iter().map(guess).collect()
    }
}

/// The stems of a keyword.
fn phrase(sense: &Sorting, text: &str) -> Vec<String> {
    Wording::of(text, 0..text.len()).keys().map(|key| stem(sense, key).to_owned()).collect()
}

/// The stems of the words of a name that tell something.
fn singles(sense: &Sorting, text: &str) -> Vec<String> {
    let words = Wording::of(text, 0..text.len());
    telling(sense, &words).map(|(_, stem)| stem.to_owned()).filter(|s| s.chars().count() > 2).collect()
}
