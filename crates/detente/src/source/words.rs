//! The words of texts as numbers, so that texts can be compared.

use std::collections::HashMap;

use super::quoted::quoted;
use crate::quote::words;

/// The words that texts use, each with its number. Letter case and the shape of apostrophes do not tell words apart.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
}

/// A text as the numbers of its words.
pub(super) struct Worded {
    /// The words.
    pub(super) words: Vec<u32>,
    /// Where each stands, in bytes.
    pub(super) places: Vec<(usize, usize)>,
    /// For each word the first word from there on that stands in quotation marks, or one past the last of the text.
    pub(super) own_until: Vec<usize>,
    /// Each run of three words once, and whether it stands outside quotation marks anywhere.
    pub(super) triples: HashMap<[u32; 3], bool>,
}

impl Vocabulary {
    pub(super) fn read(&mut self, text: &str) -> Worded {
        let places: Vec<(usize, usize)> = words::spans(text).collect();
        let mut key = String::new();
        let numbered = places.iter().map(|(start, end)| {
            words::key(&text[*start..*end], &mut key);
            let next = self.numbers.len() as u32;
            if let Some(number) = self.numbers.get(&key) {
                return *number;
            }
            self.numbers.insert(key.clone(), next);
            next
        });
        let words: Vec<u32> = numbered.collect();
        let own = outside(&places, &quoted(text));
        let mut own_until = vec![words.len(); words.len()];
        let mut until = words.len();
        for n in (0..words.len()).rev() {
            if !own[n] {
                until = n;
            }
            own_until[n] = until;
        }
        let mut triples: HashMap<[u32; 3], bool> = HashMap::new();
        for (n, triple) in words.windows(3).enumerate() {
            let free = own[n..n + 3].iter().any(|own| *own);
            *triples.entry([triple[0], triple[1], triple[2]]).or_default() |= free;
        }
        Worded { words, places, own_until, triples }
    }
}

impl Worded {
    /// Whether so many words from one on all stand outside quotation marks.
    pub(super) fn is_own(&self, at: usize, words: usize) -> bool {
        self.own_until[at] >= at + words
    }
}

/// For each word whether it stands outside of the stretches.
fn outside(places: &[(usize, usize)], quoted: &[(usize, usize)]) -> Vec<bool> {
    let mut rest = quoted.iter().peekable();
    let mut own = Vec::with_capacity(places.len());
    for (start, _) in places {
        while rest.next_if(|(_, end)| end <= start).is_some() {}
        own.push(rest.peek().is_none_or(|(from, _)| start < from));
    }
    own
}
