//! Which statements may contradict each other. Few, and rather right than many: what is told here is looked at.
//!
//! Two statements are compared if they share rare words. They may contradict where enough of what they are about is the
//! same, and one denies what the other affirms, or has another number, another day, or the opposite of a word.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Act, Contradiction, Modality, Proposal, Voice,
    language::sense::Sense,
    polarity::denies,
    stems::{stem, telling},
    wording::Wording,
};
use crate::words::quoted;

/// A word in more statements than this is no rare one.
const RARE: usize = 48;

/// So many of its rarest words lead from a statement to others.
const LEADS: usize = 8;

/// Most contradictions of one statement.
const MOST: usize = 4;

/// More words than this are no one statement.
const LONGEST: usize = 150;

/// The least words that two statements share.
const SHARED: usize = 3;

/// What is compared of a statement.
struct Told<'p> {
    proposal: &'p Proposal,
    /// The stems that say what it is about, each once, without numbers and days.
    about: Vec<u32>,
    /// The keys that have an opposite.
    keys: BTreeSet<String>,
    /// Numbers by what they count.
    numbers: BTreeMap<String, BTreeSet<String>>,
    days: BTreeSet<String>,
    /// Whether it comes to a denial.
    denies: bool,
}

/// The possible contradictions among proposals, in their order.
pub(crate) fn contradictions(proposals: &[Proposal], sense: &Sense) -> Vec<Contradiction> {
    // A whole sentence in which something is ascribed says the same once more.
    let ascribed: HashSet<(&str, usize)> = proposals
        .iter()
        .filter(|p| p.cue.is_some() || p.speaker != Voice::Narrator)
        .flat_map(|p| p.sentences.iter().map(|s| (p.document.as_str(), *s)))
        .collect();
    let own = |p: &&Proposal| {
        p.cue.is_some()
            || p.speaker != Voice::Narrator
            || p.sentences.iter().all(|s| !ascribed.contains(&(p.document.as_str(), *s)))
    };
    let mut stems: HashMap<String, u32> = HashMap::new();
    let opposites: HashSet<&str> = sense.contradiction.opposites.iter().flatten().map(String::as_str).collect();
    let mut told: Vec<Told> =
        proposals.iter().filter(own).map(|p| Told::of(p, sense, &mut stems, &opposites)).collect();
    order(&mut told, &stems);
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); stems.len()];
    for (n, one) in told.iter().enumerate() {
        one.about.iter().for_each(|stem| holders[*stem as usize].push(n));
    }
    let mut found = Vec::new();
    let mut counts = vec![0; told.len()];
    for (n, one) in told.iter().enumerate() {
        if let Some(before) = pointed_at(&told, n, sense) {
            counts[n] += 1;
            counts[before] += 1;
            let (first, second) = (told[before].proposal.id.clone(), one.proposal.id.clone());
            found.push(Contradiction { first, second, because: "one denies what the other says".to_owned() });
        }
    }
    for (n, one) in told.iter().enumerate() {
        let mut leads: Vec<&Vec<usize>> =
            one.about.iter().map(|s| &holders[*s as usize]).filter(|h| h.len() <= RARE).collect();
        leads.sort_by_key(|h| h.len());
        let others: BTreeSet<usize> = leads.into_iter().take(LEADS).flatten().copied().filter(|m| *m > n).collect();
        for m in others {
            if counts[n] >= MOST {
                break;
            }
            if counts[m] >= MOST {
                continue;
            }
            if let Some(because) = against(one, &told[m], sense) {
                counts[n] += 1;
                counts[m] += 1;
                let (first, second) = (one.proposal.id.clone(), told[m].proposal.id.clone());
                found.push(Contradiction { first, second, because });
            }
        }
    }
    found
}

impl<'p> Told<'p> {
    fn of(
        proposal: &'p Proposal,
        sense: &Sense,
        stems: &mut HashMap<String, u32>,
        opposites: &HashSet<&str>,
    ) -> Told<'p> {
        let words = Wording::of_all(proposal.quotes.iter().map(|q| q.text.as_str()));
        // What goes on for longer is no one statement to be held against another.
        let words = if words.len() > LONGEST { Wording::default() } else { words };
        let contra = &sense.contradiction;
        let number = |key: &str| key.contains(|c: char| c.is_ascii_digit()) || contra.numbers.contains_key(key);
        let day = |key: &str| contra.days.contains(key);
        let about = telling(&sense.sorting, &words).filter(|(at, _)| !number(words.key(*at)) && !day(words.key(*at)));
        let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for at in (0..words.len()).filter(|at| number(words.key(*at))) {
            let (value, sign) = value(words.key(at), contra);
            let next = words.key(at + 1);
            let unit = if !sign.is_empty() {
                sign
            } else if next.is_empty() || sense.sorting.empty.contains(next) || number(next) || words.parted(at + 1) {
                continue;
            } else {
                stem(&sense.sorting, next).to_owned()
            };
            numbers.entry(unit).or_default().insert(value);
        }
        Told {
            proposal,
            about: about.map(|(_, stem)| number_of(stems, stem)).collect(),
            keys: words.keys().filter(|k| opposites.contains(k)).map(str::to_owned).collect(),
            numbers,
            denies: denies(&sense.negation, &words, proposal.polarity, proposal.act),
            days: words.keys().filter(|k| day(k)).map(str::to_owned).collect(),
        }
    }
}

/// What a denial of *it* or *this* denies: the statement just before it, in its own sentence or the one before.
fn pointed_at(told: &[Told], n: usize, sense: &Sense) -> Option<usize> {
    let one = told[n].proposal;
    if !matches!(one.act, Act::Denies | Act::Rejects) {
        return None;
    }
    let words = Wording::of_all(one.quotes.iter().map(|q| q.text.as_str()));
    let pronoun = sense.persons.pronouns.at(&words, 0, words.len()).is_some_and(|h| h.words.end == words.len());
    if !pronoun {
        return None;
    }
    let before = n.checked_sub(1)?;
    let other = told[before].proposal;
    let near = other.sentences.last().zip(one.sentences.first()).is_some_and(|(a, b)| a + 1 >= *b);
    let same = holder(other).is_some() && holder(other) == holder(one);
    (near && other.document == one.document && !same && told[before].about.len() >= 2).then_some(before)
}

/// A number in digits, and the sign beside it, as in `$400` and `5%`.
fn value(key: &str, sense: &super::language::sense::ContradictionSense) -> (String, String) {
    if let Some(value) = sense.numbers.get(key) {
        return (value.to_string(), String::new());
    }
    let digit = |c: &char| c.is_ascii_digit() || *c == '.';
    (key.chars().filter(digit).collect(), key.chars().filter(|c| !digit(c) && !matches!(c, ',' | '-' | '\'')).collect())
}

/// Why two statements may contradict, if they may.
fn against(a: &Told, b: &Told, sense: &Sense) -> Option<String> {
    let (one, other) = (a.proposal, b.proposal);
    let same_place = one.document == other.document && one.sentences.iter().any(|s| other.sentences.contains(s));
    if same_place || (one.utterance.is_some() && one.utterance == other.utterance) {
        return None;
    }
    let shared = common(&a.about, &b.about);
    let least = a.about.len().min(b.about.len()).max(1);
    // A tenth of the shorter one at a time, so that no rounding decides.
    let alike = |tenths: usize| shared * 10 >= least * tenths;
    let holder = holder(one).filter(|h| Some(*h) == self::holder(other));
    let turned = [one, other].map(|p| matches!(p.act, Act::Accepts | Act::Rejects | Act::Refuses | Act::Denies));
    if a.denies != b.denies {
        let enough = shared >= SHARED && alike(7);
        let little = holder.is_some() && turned[0] && turned[1] && shared >= 1 && alike(10);
        let comparable = if holder.is_some() {
            one.modality != Modality::Conditional && other.modality != Modality::Conditional
        } else {
            one.modality == other.modality
        };
        if (enough || little) && comparable {
            let denied = [one, other].iter().any(|p| p.act == Act::Denies);
            return Some(match holder {
                Some(holder) => format!("{holder} affirms in one what the other denies"),
                None if denied => "one denies what the other says".to_owned(),
                None => "one affirms what the other denies".to_owned(),
            });
        }
        return None;
    }
    if shared < SHARED {
        return None;
    }
    let apart = one.document != other.document;
    if alike(if apart { 6 } else { 8 }) && (apart || a.days == b.days) {
        for (unit, values) in &a.numbers {
            if let Some(others) = b.numbers.get(unit).filter(|o| values.is_disjoint(o)) {
                let of = |values: &BTreeSet<String>| values.iter().cloned().collect::<Vec<_>>().join(" and ");
                return Some(format!("other numbers: {} and {} ({unit})", of(values), of(others)));
            }
        }
    }
    if apart && alike(7) && a.days.len() == 1 && b.days.len() == 1 && a.days != b.days {
        return Some(format!("other days: {} and {}", capital(a.days.first()?), capital(b.days.first()?)));
    }
    if alike(7) {
        let has = |told: &Told, word: &str| told.keys.contains(word);
        for [x, y] in &sense.contradiction.opposites {
            let (here, there) = (has(a, x) && has(b, y), has(a, y) && has(b, x));
            let both = (has(a, x) && has(a, y)) || (has(b, x) && has(b, y));
            if (here || there) && !both {
                let (x, y) = if here { (x, y) } else { (y, x) };
                return Some(format!("opposite words: {} and {}", quoted(x), quoted(y)));
            }
        }
    }
    None
}

/// The number of a stem, a new one where it is met for the first time.
fn number_of(stems: &mut HashMap<String, u32>, stem: &str) -> u32 {
    if let Some(number) = stems.get(stem) {
        return *number;
    }
    let number = stems.len() as u32;
    stems.insert(stem.to_owned(), number);
    number
}

/// Numbers stems as they are sorted, so that what is found does not hang on what was met first; each once, in order.
fn order(told: &mut [Told], stems: &HashMap<String, u32>) {
    let mut sorted: Vec<(&String, u32)> = stems.iter().map(|(stem, number)| (stem, *number)).collect();
    sorted.sort_unstable();
    let mut ranks = vec![0; sorted.len()];
    for (rank, (_, number)) in sorted.into_iter().enumerate() {
        ranks[number as usize] = rank as u32;
    }
    for one in told {
        one.about.iter_mut().for_each(|stem| *stem = ranks[*stem as usize]);
        one.about.sort_unstable();
        one.about.dedup();
    }
}

/// How many of two ordered lists are in both.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut shared) = (0, 0);
    for stem in a {
        while at < b.len() && b[at] < *stem {
            at += 1;
        }
        shared += usize::from(b.get(at) == Some(stem));
    }
    shared
}

/// Whose statement it is, where that is known by name.
fn holder(proposal: &Proposal) -> Option<&str> {
    match &proposal.speaker {
        Voice::Named { person: Some(person), .. } => Some(person),
        Voice::Named { actor: Some(actor), .. } => Some(actor),
        Voice::Named { phrase, .. } => Some(&phrase.text),
        _ => None,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
