//! How much of one text stands in another.

use std::collections::HashMap;

use super::words::{Vocabulary, Worded};

/// What two texts share: their runs of three words, each counted once (Broder, *On the resemblance and containment of
/// documents*, SEQUENCES 1997, section 2, with a shingle of three words), and the longest run of words that stands in both.
///
/// The counts are exact: nothing is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinship {
    /// All runs of three words.
    pub all: Count,
    /// Those that do not lie wholly in quotation marks, in the text where they stand: what the reporters wrote themselves.
    /// Shared is what both wrote so.
    pub own: Count,
    /// The longest run that they share.
    pub longest: Option<Run>,
    /// The longest one that stands outside quotation marks in both.
    pub longest_own: Option<Run>,
}

/// Runs of three words of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Runs that stand in both.
    pub shared: usize,
    /// Runs in the first.
    pub first: usize,
    /// Runs in the second.
    pub second: usize,
}

/// Words that stand in two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// How many words.
    pub words: usize,
    /// Where it stands in the first text, in bytes, the first time.
    pub first: (usize, usize),
    /// Where it stands in the second.
    pub second: (usize, usize),
}

impl Count {
    /// Broder's containment of the first in the second, in percent, rounded down: how much of the first the second has.
    pub fn percent_of_first(&self) -> usize {
        self.shared * 100 / self.first.max(1)
    }

    /// The containment of the second in the first, in percent, rounded down.
    pub fn percent_of_second(&self) -> usize {
        self.shared * 100 / self.second.max(1)
    }

    /// Broder's resemblance, in percent, rounded down: shared runs of all the runs that stand in either.
    pub fn resemblance(&self) -> usize {
        self.shared * 100 / (self.first + self.second - self.shared).max(1)
    }
}

/// Compares two texts. Letter case, punctuation and line breaks do not count.
///
/// ```
/// use detente::source::kinship;
/// let kin = kinship("The gauges open in May, Tarsa says.", "Tarsa says: the gauges open in May");
/// assert_eq!((kin.all.shared, kin.all.first, kin.longest.map(|r| r.words)), (3, 5, Some(5)));
/// ```
pub fn kinship(first: &str, second: &str) -> Kinship {
    let mut vocabulary = Vocabulary::default();
    let (first, second) = (vocabulary.read(first), vocabulary.read(second));
    compare(&first, &second)
}

/// Compares two texts that were read with one vocabulary.
pub(super) fn compare(first: &Worded, second: &Worded) -> Kinship {
    let (all, own) = counts(first, second);
    Kinship { all, own, longest: longest(first, second, false), longest_own: longest(first, second, true) }
}

/// The counts alone, all and own.
pub(super) fn counts(first: &Worded, second: &Worded) -> (Count, Count) {
    let (fewer, more) = if first.triples.len() <= second.triples.len() { (first, second) } else { (second, first) };
    let (mut shared, mut shared_own) = (0, 0);
    for (triple, own) in &fewer.triples {
        if let Some(other) = more.triples.get(triple) {
            shared += 1;
            shared_own += usize::from(*own && *other);
        }
    }
    let own = |text: &Worded| text.triples.values().filter(|own| **own).count();
    (
        Count { shared, first: first.triples.len(), second: second.triples.len() },
        Count { shared: shared_own, first: own(first), second: own(second) },
    )
}

/// The longest run of words in both, of those that are `own` in both if that is asked. If there is a run of some length
/// there is one of every smaller length, so the length is searched by halving.
fn longest(first: &Worded, second: &Worded, own: bool) -> Option<Run> {
    let hashes = (Hashes::of(&first.words), Hashes::of(&second.words));
    let run_of = |words: usize| shared_run(first, second, &hashes, words, own);
    let most = first.words.len().min(second.words.len());
    let (mut best, mut reach) = (run_of(1)?, 2);
    // Most pairs share little: do not begin in the middle of two books.
    while reach <= most {
        match run_of(reach) {
            Some(run) => best = run,
            None => break,
        }
        reach *= 2;
    }
    let mut beyond = reach.min(most + 1);
    while best.words + 1 < beyond {
        let middle = usize::midpoint(best.words, beyond);
        match run_of(middle) {
            Some(run) => best = run,
            None => beyond = middle,
        }
    }
    Some(best)
}

/// A run of exactly so many words that stands in both.
fn shared_run(first: &Worded, second: &Worded, hashes: &(Hashes, Hashes), words: usize, own: bool) -> Option<Run> {
    let starts = |text: &Worded| 0..(text.words.len() + 1).saturating_sub(words);
    let fits = |text: &Worded, at: usize| !own || text.is_own(at, words);
    let mut known: HashMap<u64, usize> = HashMap::new();
    for at in starts(first).filter(|at| fits(first, *at)) {
        known.entry(hashes.0.run(at, words)).or_insert(at);
    }
    starts(second).filter(|at| fits(second, *at)).find_map(|at| {
        let there = *known.get(&hashes.1.run(at, words))?;
        // Two runs of one hash are nearly always one run, but not always.
        let same = first.words[there..there + words] == second.words[at..at + words];
        let place = |text: &Worded, at: usize| (text.places[at].0, text.places[at + words - 1].1);
        same.then(|| Run { words, first: place(first, there), second: place(second, at) })
    })
}

/// Hashes of all beginnings of a text, from which that of each run follows (Karp and Rabin 1987), modulo the prime 2^61 - 1.
struct Hashes {
    beginnings: Vec<u64>,
    powers: Vec<u64>,
}

const PRIME: u64 = (1 << 61) - 1;
const BASE: u64 = 1_000_000_007;

impl Hashes {
    fn of(words: &[u32]) -> Hashes {
        let mut beginnings = vec![0];
        let mut powers = vec![1];
        for (n, word) in words.iter().enumerate() {
            beginnings.push((times(beginnings[n], BASE) + u64::from(*word) + 1) % PRIME);
            powers.push(times(powers[n], BASE));
        }
        Hashes { beginnings, powers }
    }

    fn run(&self, at: usize, words: usize) -> u64 {
        let before = times(self.beginnings[at], self.powers[words]);
        (self.beginnings[at + words] + PRIME - before) % PRIME
    }
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

#[cfg(test)]
mod tests;
