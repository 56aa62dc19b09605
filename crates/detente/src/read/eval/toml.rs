//! The annotations of a report as a person writes them: `NAME.gold.toml` beside `NAME.txt`.

use std::{collections::HashSet, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use super::gold::{Gold, Known, Reference, Stated, characters, occurrences};
use crate::{
    case::Manner,
    diagnostic::{Code, Diagnostic, Place},
    read::{Act, Modality, Polarity, places::Places},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    statements: Vec<Statement>,
    #[serde(default)]
    conditions: Vec<Condition>,
    #[serde(default)]
    persons: Vec<Person>,
    #[serde(default)]
    contradictions: Vec<Against>,
    #[serde(default)]
    utterances: Vec<Same>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    id: Spanned<String>,
    quote: Spanned<OneOrMore<String>>,
    nth: Option<OneOrMore<usize>>,
    speaker: Option<Spanned<String>>,
    speaker_nth: Option<usize>,
    cue: Option<Spanned<String>>,
    cue_nth: Option<usize>,
    act: Spanned<String>,
    manner: Manner,
    #[serde(default = "affirmed")]
    polarity: Spanned<String>,
    #[serde(default = "fact")]
    modality: Spanned<String>,
    #[serde(default)]
    through: Vec<Spanned<String>>,
    #[serde(default)]
    pronoun: bool,
    means: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    fn all(&self) -> &[T] {
        match self {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(all) => all,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    quote: Spanned<String>,
    nth: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    roles: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Against {
    first: Spanned<String>,
    second: Option<Spanned<String>>,
    other: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    statement: Spanned<String>,
    shared: Vec<Spanned<String>>,
}

fn affirmed() -> Spanned<String> {
    Spanned::new(0..0, Polarity::Affirmed.word().to_owned())
}

fn fact() -> Spanned<String> {
    Spanned::new(0..0, Modality::Fact.word().to_owned())
}

/// Statements of other reports that are named, and where.
type Elsewhere = Vec<(Reference, Place)>;

/// Finds what is annotated in the text of the report; takes note of what does not stand there.
struct Finder<'a> {
    text: &'a str,
    places: Places<'a>,
    faults: Vec<Diagnostic>,
    elsewhere: Elsewhere,
}

impl Finder<'_> {
    /// Where words stand: where they stand once, or at the place that `nth` counts from 1.
    fn find(&mut self, told: &str, place: Range<usize>, nth: Option<usize>, after: usize) -> Option<Range<usize>> {
        let found = occurrences(self.text, told);
        let at = match nth {
            Some(n) => found.get(n.wrapping_sub(1)).copied(),
            // Of a statement in several pieces, a later one is the next to come.
            None if after > 0 => found.iter().copied().find(|at| *at >= after),
            None if found.len() > 1 => {
                let message = format!("`{told}` stands {} times in the report", found.len());
                let fault = Diagnostic::new(Code::QuoteMisplaced, place, message)
                    .label("which of them?")
                    .help("say which with `nth`, counted from 1 (`speaker_nth` and `cue_nth` for these)");
                self.faults.push(fault);
                return None;
            }
            None => found.first().copied(),
        };
        let Some(at) = at else {
            let (code, message) = match nth {
                Some(n) if !found.is_empty() => {
                    (Code::QuoteMisplaced, format!("`{told}` stands {} in the report, not {n}", times(found.len())))
                }
                _ if !found.is_empty() => {
                    (Code::QuoteMisplaced, format!("`{told}` does not stand after the piece before it"))
                }
                _ => (Code::QuoteNotFound, format!("`{told}` does not stand in the report")),
            };
            let fault = Diagnostic::new(code, place, message)
                .help("annotate words exactly as they stand, line breaks and quotation marks included");
            self.faults.push(fault);
            return None;
        };
        Some(at..at + told.len())
    }

    fn must_stand(&mut self, words: &Spanned<String>) {
        if occurrences(self.text, words.get_ref()).is_empty() {
            self.find(words.get_ref(), words.span(), Some(1), 0);
        }
    }

    /// A word of a list, or the fault that it is none.
    fn word<T>(&mut self, found: &Spanned<String>, of: impl Fn(&str) -> Option<T>, known: &[&str]) -> Option<T> {
        let meant = of(found.get_ref());
        if meant.is_none() {
            let message = format!("`{}` is not one of the words for this", found.get_ref());
            self.faults.push(
                Diagnostic::new(Code::UnknownWord, found.span(), message)
                    .did_you_mean(found.get_ref(), known.iter().copied()),
            );
        }
        meant
    }
}

fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

const ACTS: [&str; 15] = [
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
];
const MODALITIES: [&str; 6] = ["fact", "intends", "willing", "must", "may", "conditional"];

/// Reads the annotations of one report.
///
/// # Errors
///
/// Each fault with its place in `annotations`: what is no TOML, keys and words that are unknown, words that do not stand
/// in the report or stand there more than once without `nth`, names of no statement.
pub(super) fn parse(report: &str, text: &str, annotations: &str) -> Result<(Gold, Elsewhere), Vec<Diagnostic>> {
    let file: File = ::toml::from_str(annotations).map_err(|fault| {
        let message = fault.message().trim().replace('\n', "; ");
        let code = if message.contains("unknown field") {
            Code::UnknownKey
        } else if message.contains("missing field") {
            Code::MissingKey
        } else if ::toml::from_str::<::toml::Table>(annotations).is_err() {
            Code::Syntax
        } else {
            Code::WrongType
        };
        vec![Diagnostic::new(code, fault.span().unwrap_or(0..0), message)]
    })?;
    let mut finder = Finder { text, places: Places::of(text), faults: Vec::new(), elsewhere: Vec::new() };
    let mut statements = Vec::new();
    let mut ids: HashSet<&str> = HashSet::new();
    for told in &file.statements {
        if !ids.insert(told.id.get_ref()) {
            let message = format!("there are two statements `{}`", told.id.get_ref());
            finder.faults.push(Diagnostic::new(Code::DuplicateName, told.id.span(), message));
        }
        if let Some(stated) = statement(&mut finder, told) {
            statements.push(stated);
        }
    }
    let mut conditions = Vec::new();
    for told in &file.conditions {
        if let Some(at) = finder.find(told.quote.get_ref(), told.quote.span(), told.nth, 0) {
            conditions.push(characters(&finder.places, at));
        }
    }
    let mut persons = Vec::new();
    for told in &file.persons {
        for words in told.aliases.iter().chain(&told.roles) {
            finder.must_stand(words);
        }
        let plain = |all: &[Spanned<String>]| all.iter().map(|s| s.get_ref().clone()).collect();
        persons.push(Known { name: told.name.clone(), aliases: plain(&told.aliases), roles: plain(&told.roles) });
    }
    let own = |finder: &mut Finder<'_>, id: &Spanned<String>| {
        if !ids.contains(id.get_ref().as_str()) {
            let message = format!("there is no statement `{}`", id.get_ref());
            finder.faults.push(
                Diagnostic::new(Code::UnknownName, id.span(), message).did_you_mean(id.get_ref(), ids.iter().copied()),
            );
        }
        Reference { report: report.to_owned(), id: id.get_ref().clone() }
    };
    let mut contradictions = Vec::new();
    for told in &file.contradictions {
        let first = own(&mut finder, &told.first);
        let second = match (&told.second, &told.other) {
            (Some(second), None) => own(&mut finder, second),
            (None, Some(other)) => foreign(&mut finder, other),
            _ => {
                let fault = Diagnostic::new(
                    Code::MissingKey,
                    told.first.span(),
                    "a contradiction needs `second` or `other`, and not both",
                )
                .help("`second = \"s4\"` is of this report, `other = \"REPORT#s4\"` of another");
                finder.faults.push(fault);
                continue;
            }
        };
        contradictions.push((first, second));
    }
    let mut utterances = Vec::new();
    for told in &file.utterances {
        let first = own(&mut finder, &told.statement);
        for other in &told.shared {
            utterances.push((first.clone(), foreign(&mut finder, other)));
        }
    }
    if !finder.faults.is_empty() {
        return Err(finder.faults);
    }
    let gold = Gold {
        report: report.to_owned(),
        text: text.to_owned(),
        statements,
        conditions: Some(conditions),
        persons: Some(persons),
        contradictions: Some(contradictions),
        utterances: Some(utterances),
    };
    Ok((gold, finder.elsewhere))
}

/// A statement of another report: `REPORT#s4`. Whether there is one is seen when all reports are together.
fn foreign(finder: &mut Finder<'_>, told: &Spanned<String>) -> Reference {
    let Some((report, id)) = told.get_ref().split_once('#') else {
        let message = format!("`{}` does not name a statement of another report", told.get_ref());
        finder.faults.push(Diagnostic::new(Code::UnknownName, told.span(), message).help("write it as `REPORT#s4`"));
        return Reference { report: String::new(), id: told.get_ref().clone() };
    };
    let reference = Reference { report: report.to_owned(), id: id.to_owned() };
    finder.elsewhere.push((reference.clone(), told.span().into()));
    reference
}

fn statement(finder: &mut Finder<'_>, told: &Statement) -> Option<Stated> {
    let nths = told.nth.as_ref().map_or(&[][..], OneOrMore::all);
    let mut content = Vec::new();
    let mut after = 0;
    for (n, piece) in told.quote.get_ref().all().iter().enumerate() {
        let found = finder.find(piece, told.quote.span(), nths.get(n).copied(), after)?;
        after = found.end;
        content.push(characters(&finder.places, found));
    }
    let mut phrase = |words: &Option<Spanned<String>>, nth: Option<usize>| {
        let found = words.as_ref().and_then(|w| finder.find(w.get_ref(), w.span(), nth, 0));
        found.map(|at| characters(&finder.places, at)).into_iter().collect::<Vec<_>>()
    };
    let speaker = phrase(&told.speaker, told.speaker_nth);
    let cue = phrase(&told.cue, told.cue_nth);
    for outer in &told.through {
        finder.must_stand(outer);
    }
    let act = finder.word(&told.act, Act::of, &ACTS);
    let polarity = finder.word(&told.polarity, Polarity::of, &["affirmed", "negated"]);
    let modality = finder.word(&told.modality, Modality::of, &MODALITIES);
    Some(Stated {
        id: told.id.get_ref().clone(),
        content,
        speaker,
        cue,
        act,
        manner: Some(told.manner),
        polarity,
        modality,
        through: Some(told.through.iter().map(|t| t.get_ref().clone()).collect()),
        pronoun: Some(told.pronoun),
        means: told.means.clone(),
    })
}
