//! What is counted, and the figures that follow.

use serde_json::{Value, json};

/// What is judged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// The words and the right speaker.
    Statements,
    /// The words alone.
    Content,
    /// The words of direct quotations.
    Direct,
    /// The words that ascribe a statement.
    Cue,
    /// What is done by saying it.
    Act,
    /// How the words reach us.
    Manner,
    /// Whether they are affirmed or denied.
    Polarity,
    /// How firmly they are put.
    Modality,
    /// Who reports them.
    Chain,
    /// That nobody is named.
    Nobody,
    /// Pronouns that are marked as such.
    Pronouns,
    /// The likeliest candidate for a pronoun.
    Candidates,
    /// Sentences flagged as conditions.
    Conditions,
    /// Persons.
    Persons,
    /// What else they are called.
    Aliases,
    /// What they are said to be.
    Roles,
    /// Statements that are the same words of one speaker in several reports.
    Utterances,
    /// Statements that contradict each other.
    Contradictions,
}

impl Element {
    /// All, as they are told.
    pub const ALL: [Element; 18] = [
        Element::Statements,
        Element::Content,
        Element::Direct,
        Element::Cue,
        Element::Act,
        Element::Manner,
        Element::Polarity,
        Element::Modality,
        Element::Chain,
        Element::Nobody,
        Element::Pronouns,
        Element::Candidates,
        Element::Conditions,
        Element::Persons,
        Element::Aliases,
        Element::Roles,
        Element::Utterances,
        Element::Contradictions,
    ];

    /// Its name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Element::Statements => "statements",
            Element::Content => "content",
            Element::Direct => "direct",
            Element::Cue => "cue",
            Element::Act => "act",
            Element::Manner => "manner",
            Element::Polarity => "polarity",
            Element::Modality => "modality",
            Element::Chain => "chain",
            Element::Nobody => "nobody",
            Element::Pronouns => "pronouns",
            Element::Candidates => "candidates",
            Element::Conditions => "conditions",
            Element::Persons => "persons",
            Element::Aliases => "aliases",
            Element::Roles => "roles",
            Element::Utterances => "utterances",
            Element::Contradictions => "contradictions",
        }
    }

    /// What it says to people.
    pub fn words(self) -> &'static str {
        match self {
            Element::Statements => "statements: words and speaker",
            Element::Content => "words alone",
            Element::Direct => "direct quotations",
            Element::Cue => "cue",
            Element::Act => "act",
            Element::Manner => "manner",
            Element::Polarity => "polarity",
            Element::Modality => "modality",
            Element::Chain => "chain of reporters",
            Element::Nobody => "nobody named",
            Element::Pronouns => "pronouns marked",
            Element::Candidates => "likeliest candidate of a pronoun",
            Element::Conditions => "condition sentences",
            Element::Persons => "persons",
            Element::Aliases => "aliases",
            Element::Roles => "roles",
            Element::Utterances => "repeated utterances",
            Element::Contradictions => "contradictions",
        }
    }

    /// Whether it is judged on the statements whose words were found, and on nothing else.
    pub fn on_found(self) -> bool {
        use Element::{Act, Candidates, Chain, Cue, Manner, Modality, Nobody, Polarity, Pronouns};
        matches!(self, Cue | Act | Manner | Polarity | Modality | Chain | Nobody | Pronouns | Candidates)
    }
}

/// How much of something was found, and how much of what was proposed is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many there are in the gold.
    pub gold: usize,
    /// How many of these were found.
    pub found: usize,
    /// How many were proposed.
    pub proposed: usize,
    /// How many of these are right.
    pub right: usize,
}

impl Counts {
    /// The share of what was proposed that is right; `None` where nothing was proposed.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.proposed)
    }

    /// The share of the gold that was found; `None` where there is nothing to find.
    pub fn recall(&self) -> Option<f64> {
        share(self.found, self.gold)
    }

    /// The harmonic mean of the two (van Rijsbergen 1979); `None` where one of them is.
    pub fn f1(&self) -> Option<f64> {
        let (p, r) = (self.precision()?, self.recall()?);
        Some(if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }

    /// One more of the gold, which was found or not, and stands for one proposed.
    pub(super) fn judge(&mut self, right: bool) {
        self.gold += 1;
        self.proposed += 1;
        self.found += usize::from(right);
        self.right += usize::from(right);
    }

    /// Adds the counts of another report.
    pub(super) fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.proposed += other.proposed;
        self.right += other.right;
    }

    /// For programs; shares to four places.
    pub(super) fn facts(self) -> Value {
        let round = |share: Option<f64>| share.map(|s| (s * 1e4).round() / 1e4);
        json!({
            "gold": self.gold,
            "found": self.found,
            "proposed": self.proposed,
            "right": self.right,
            "precision": round(self.precision()),
            "recall": round(self.recall()),
            "f1": round(self.f1()),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of statements are small")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The counts of every element that is annotated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally(pub(super) [Option<Counts>; Element::ALL.len()]);

impl Tally {
    pub(super) fn new() -> Tally {
        Tally([None; Element::ALL.len()])
    }

    /// The counts of an element; `None` where it is not annotated.
    pub fn of(&self, element: Element) -> Option<Counts> {
        self.0[element as usize]
    }

    /// The counts of an element, to be added to; it is annotated.
    pub(super) fn at(&mut self, element: Element) -> &mut Counts {
        self.0[element as usize].get_or_insert_default()
    }

    /// Adds those of another report.
    pub(super) fn add(&mut self, other: &Tally) {
        for element in Element::ALL {
            if let Some(counts) = other.of(element) {
                self.at(element).add(counts);
            }
        }
    }

    /// For programs: every element by its key.
    pub(super) fn facts(&self) -> Value {
        let all = Element::ALL.iter().map(|e| (e.key().to_owned(), self.of(*e).map_or(Value::Null, Counts::facts)));
        Value::Object(all.collect())
    }
}
