//! The case file: text in, a [`Case`] and every [`Diagnostic`] out.

mod accounts;
mod bonuses;
mod circles;
pub mod edit;
mod issues;
pub mod layout;
mod measure;
mod moves;
mod names;
mod one_act;
mod order;
mod parties;
mod patterns;
mod rules;
pub mod schema;
pub mod shape;
mod status_quo;
mod steps;
mod suspicions;
mod syntax;
mod table;
pub mod template;
mod wants;
mod weights;

use toml::de::{DeTable, DeValue};

use self::{
    names::{Keys, Register},
    shape::{CASE, GROUNDS, Shape, WALK_AWAY},
    table::{Reader, Table, Value, describe, place},
};
use crate::{
    case::{Basis, Case, DelegateId, Grounds, IssueId, PartyId, StepId},
    diagnostic::{Code, Diagnostic, Place, Severity, one_per_region, starts},
    quote::Evidence,
};

/// Largest case file that is read, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// What came of reading a file.
#[derive(Debug)]
pub struct Read {
    /// The case, if the file has no errors.
    pub case: Option<Case>,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// The documents and claims, so that quotes can be checked even where something else is wrong.
    pub evidence: Evidence,
    /// Everything that is wrong or suspicious, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the bytes of a case file; `file` is its name for messages.
///
/// All problems are reported at once, one for each region of the file. Text that is not UTF-8 and files above
/// [`LARGEST`] are refused with one diagnostic.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Read {
    let refuse = |d: Diagnostic| Read { case: None, title: None, evidence: Evidence::default(), diagnostics: vec![d] };
    if bytes.len() > LARGEST {
        return refuse(
            Diagnostic::new(
                Code::TooLarge,
                Place::default(),
                format!("this file is too large: a case file has at most {} MiB", LARGEST >> 20),
            )
            .help("keep long texts in documents beside the case, and quote from them"),
        );
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => read(file, text),
        Err(fault) => {
            let good = std::str::from_utf8(&bytes[..fault.valid_up_to()]).unwrap_or_default();
            let at = Place { start: good.len(), end: good.len() };
            let (line, column) = at.line_column(good);
            refuse(
                Diagnostic::new(
                    Code::NotUtf8,
                    at,
                    format!(
                        "this is not UTF-8 text: line {line}, column {column} holds the byte {:#04x}",
                        bytes[good.len()]
                    ),
                )
                .help("save the file again with the encoding UTF-8"),
            )
        }
    }
}

/// Reads the text of a case file; `file` is its name for messages. See [`read_bytes`].
pub fn read(file: &str, text: &str) -> Read {
    let refuse = |diagnostics: Vec<Diagnostic>| Read {
        case: None,
        title: None,
        evidence: Evidence::default(),
        diagnostics: one_per_region(diagnostics),
    };
    if let Some(empty) = nothing_in(text) {
        return refuse(vec![empty]);
    }
    // A byte order mark is no part of the text, but the places count from the start of the file.
    let (parsed, faults) = DeTable::parse_recoverable(text);
    let (syntax, duplicates) = syntax::faults(text, &faults);
    if !syntax.is_empty() {
        // What cannot be read may hold whatever seems to be missing elsewhere.
        return refuse(syntax);
    }
    let root = parsed.get_ref();
    let reader = Reader::default();
    let names = register(&reader, root);
    let mut reading = Reading {
        reader,
        names,
        ownerless: ownerless(root),
        principals: principals(root),
        named_in_demands: Vec::new(),
        delegate_parties: Vec::new(),
    };
    reading.delegate_parties = delegate_parties(&reading, root);
    reading.named_in_demands = named_in_demands(&reading, root);
    reading.shared_names();
    let mut evidence = Evidence::default();
    let case = reading.case(file, text, root, &mut evidence);
    let mut found = reading.reader.into_found();
    found.extend(duplicates);
    let case = case.filter(|_| found.iter().all(|d| d.severity() != Severity::Error));
    if let Some(case) = &case {
        found.extend(suspicions::of(case));
    }
    let title = root.get("title").and_then(|t| t.get_ref().as_str()).map(str::to_owned);
    Read { case, title, evidence, diagnostics: one_per_region(found) }
}

/// A file in which nothing is written yet.
fn nothing_in(text: &str) -> Option<Diagnostic> {
    let text = text.trim_start_matches('\u{feff}');
    let message = if text.trim().is_empty() {
        "this file is empty: a case begins with its `title`"
    } else if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        "this file holds nothing but comments: a case begins with its `title`"
    } else {
        return None;
    };
    Some(
        Diagnostic::new(Code::MissingKey, Place::default(), message)
            .help("`detente new talks.case.toml` writes a case to start from"),
    )
}

/// The table of tables under a key of the file; its faults are reported by [`Reading::case`].
fn section<'a>(root: &'a DeTable<'a>, key: &str) -> Option<&'a DeTable<'a>> {
    root.get(key)?.get_ref().as_table()
}

fn register(reader: &Reader, root: &DeTable<'_>) -> Register {
    let keys = |section_key: &str, what: &str| Keys::of(reader, section(root, section_key), what);
    for (section_key, what) in
        [("constraints", "constraint"), ("demands", "demand"), ("guarantees", "guarantee"), ("rounds", "round")]
    {
        // Nothing refers to these by name, but the names must be usable all the same.
        let _ = keys(section_key, what);
    }
    let issues = section(root, "issues");
    let options = issues
        .into_iter()
        .flatten()
        .map(|(_, issue)| {
            let options = issue.get_ref().as_table().and_then(|t| t.get("options")).map(Value::get_ref);
            match options {
                Some(DeValue::Table(t)) => Keys::of(reader, Some(t), "option"),
                Some(DeValue::Array(list)) => Keys::of_list(reader, list),
                _ => Keys::default(),
            }
        })
        .collect();
    Register {
        parties: keys("parties", "party"),
        delegates: keys("delegates", "delegate"),
        issues: keys("issues", "issue"),
        options,
        steps: keys("steps", "step"),
        sources: keys("sources", "source"),
        documents: keys("documents", "document"),
        claims: keys("claims", "claim"),
    }
}

/// The steps that name no performer.
fn ownerless(root: &DeTable<'_>) -> Vec<StepId> {
    let steps = section(root, "steps").into_iter().flatten().enumerate();
    let nobody = |step: &Value<'_>| {
        let by = step.get_ref().as_table().and_then(|t| t.get("by")).map(Value::get_ref);
        by.is_none_or(|by| by.as_array().is_some_and(|list| list.is_empty()))
    };
    steps.filter(|(_, (_, step))| nobody(step)).map(|(n, _)| StepId::at(n)).collect()
}

/// The parties that are not said to have another role.
fn principals(root: &DeTable<'_>) -> Vec<PartyId> {
    let parties = section(root, "parties").into_iter().flatten().enumerate();
    let role = |party: &Value<'_>| Some(party.get_ref().as_table()?.get("role")?.get_ref().as_str()? == "principal");
    parties.filter(|(_, (_, party))| role(party).unwrap_or(true)).map(|(n, _)| PartyId::at(n)).collect()
}

/// The steps that demands name.
fn named_in_demands(reading: &Reading, root: &DeTable<'_>) -> Vec<StepId> {
    let mut found = Vec::new();
    for (_, demand) in section(root, "demands").into_iter().flatten() {
        let values = ["step", "only_after", "only_after_any", "on_credit", "together"]
            .into_iter()
            .filter_map(|key| demand.get_ref().as_table()?.get(key))
            .map(Value::get_ref);
        for value in values {
            let texts: Vec<&str> = match value {
                DeValue::Array(list) => {
                    let inner = |v: &'_ Value<'_>| v.get_ref().as_array().is_some();
                    let lists = list.iter().filter(|v| inner(v)).filter_map(|v| v.get_ref().as_array());
                    let all = list.iter().chain(lists.flatten());
                    all.filter_map(|v| v.get_ref().as_str()).collect()
                }
                other => other.as_str().into_iter().collect(),
            };
            found.extend(texts.into_iter().filter_map(|t| reading.names.steps.find(t)).map(StepId::at));
        }
    }
    found
}

fn delegate_parties(reading: &Reading, root: &DeTable<'_>) -> Vec<Option<PartyId>> {
    let party = |delegate: &Value<'_>| {
        let key = delegate.get_ref().as_table()?.get("party")?.get_ref().as_str()?;
        reading.names.parties.find(key).map(PartyId::at)
    };
    section(root, "delegates").into_iter().flatten().map(|(_, d)| party(d)).collect()
}

/// All of a table of tables, if each could be read.
fn whole<T>(all: Vec<Option<T>>) -> Option<Vec<T>> {
    all.into_iter().collect()
}

/// What the readers of the parts of a file share.
struct Reading {
    reader: Reader,
    names: Register,
    /// Steps that name no performer.
    ownerless: Vec<StepId>,
    /// Parties whose consent is needed.
    principals: Vec<PartyId>,
    /// Steps that demands name.
    named_in_demands: Vec<StepId>,
    delegate_parties: Vec<Option<PartyId>>,
}

impl Reading {
    fn delegate_party(&self, delegate: DelegateId) -> Option<PartyId> {
        self.delegate_parties[delegate.index()]
    }

    /// Parties and delegates stand in the same lists, beside the word `narrator`: no name may mean two of them.
    fn shared_names(&self) {
        for (name, at) in self.names.delegates.placed() {
            if let Some(first) = self.names.parties.placed().find(|(party, _)| *party == name).map(|(_, at)| at) {
                self.reader.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        at,
                        format!("a party and a delegate are both called `{name}`"),
                    )
                    .also(first, "the party is here")
                    .help("rename one of the two"),
                );
            }
        }
        for (name, at) in self.names.parties.placed().chain(self.names.delegates.placed()) {
            if name == "narrator" {
                self.reader.report(
                    Diagnostic::new(Code::BadName, at, "no party or delegate can be called `narrator`")
                        .help("in a chain, that word stands for a document\u{2019}s own voice; choose another"),
                );
            }
        }
    }

    fn grounds(&self, table: &Table<'_>) -> Grounds {
        let because = self.names.claims(&self.reader, table.get("because"));
        let basis = self.reader.word(table, "basis").map(|word| match word.as_str() {
            "stated" => Basis::Stated,
            "inferred" => Basis::Inferred,
            _ => Basis::Assumed,
        });
        if basis == Some(Basis::Stated) && because.is_empty() {
            let at = table.place_of("basis").unwrap_or_default();
            self.reader.report(
                Diagnostic::new(Code::NoProvenance, at, "this is called stated, but cites no claim")
                    .help("add `because = [\"...\"]`, or write `basis = \"assumed\"`"),
            );
        }
        let basis = basis.or((!because.is_empty()).then_some(Basis::Stated));
        Grounds { because, basis, disputed_by: self.names.claims(&self.reader, table.get("disputed_by")) }
    }

    /// The grounds written beside options in a table of wants.
    fn grounds_of(&self, entries: &DeTable<'_>) -> Grounds {
        let own: DeTable<'_> = entries
            .iter()
            .filter(|(key, _)| GROUNDS.key(key.get_ref()).is_some())
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        self.grounds(&self.reader.table(&own, Place::default(), &GROUNDS))
    }

    fn each<T>(
        &self,
        root: &DeTable<'_>,
        key: &str,
        shape: &'static Shape,
        mut read: impl FnMut(usize, &str, Place, &DeTable<'_>) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let Some(value) = root.get(key) else { return Some(Vec::new()) };
        let tables = self.reader.entries(value, &format!("tables such as `[{key}.{}]`", shape.word))?;
        let mut all = Vec::with_capacity(tables.len());
        for (n, (name, value)) in tables.iter().enumerate() {
            let at: Place = name.span().into();
            let one = match value.get_ref() {
                DeValue::Table(entries) => read(n, name.get_ref(), at, entries),
                other => {
                    self.reader.report(
                        Diagnostic::new(
                            Code::WrongType,
                            place(value),
                            format!("expected a table that describes a {}, found {}", shape.word, describe(other)),
                        )
                        .help(format!("begin it with `[{key}.{}]`", name.get_ref())),
                    );
                    None
                }
            };
            all.push(one);
        }
        Some(all)
    }

    fn case(&self, file: &str, text: &str, root: &DeTable<'_>, evidence: &mut Evidence) -> Option<Case> {
        let t = self.reader.table(root, Place { start: 0, end: 0 }, &CASE);
        let title = self.reader.text(t.get("title"));
        let _ = (self.reader.text(t.get("about")), self.reader.text(t.get("status")));
        let kept = self.reader.texts(t.get("kept"));
        let issues =
            self.each(root, "issues", &shape::ISSUE, |n, key, at, t| issues::read(self, IssueId::at(n), key, at, t));
        let parties = self.each(root, "parties", &shape::PARTY, |_, key, at, t| parties::read(self, key, at, t));
        let delegates =
            self.each(root, "delegates", &shape::DELEGATE, |_, key, at, t| accounts::delegate(self, key, at, t));
        let constraints =
            self.each(root, "constraints", &shape::CONSTRAINT, |_, key, at, t| rules::constraint(self, key, at, t));
        let demands = self.each(root, "demands", &shape::DEMAND, |_, key, at, t| rules::demand(self, key, at, t));
        let steps =
            self.each(root, "steps", &shape::STEP, |n, key, at, t| steps::step(self, StepId::at(n), key, at, t));
        let guarantees =
            self.each(root, "guarantees", &shape::GUARANTEE, |_, key, at, t| steps::guarantee(self, key, at, t));
        let agenda = steps::agenda(self, t.get("roadmap"));
        let sources = self.each(root, "sources", &shape::SOURCE, |_, key, at, t| accounts::source(self, key, at, t));
        let documents =
            self.each(root, "documents", &shape::DOCUMENT, |_, key, at, t| accounts::document(self, key, at, t));
        let claims = self.each(root, "claims", &shape::CLAIM, |_, key, at, t| accounts::claim(self, key, at, t));
        let rounds = self.each(root, "rounds", &shape::ROUND, |_, key, at, t| accounts::round(self, key, at, t));
        if let Some(parties) = parties.clone().and_then(whole)
            && parties.iter().all(|p| p.role != crate::case::Role::Principal)
        {
            self.reader.report(
                Diagnostic::new(
                    Code::NoPrincipal,
                    parties.first().map_or(Place::default(), |p| p.place),
                    "there is no principal: nobody's consent is needed",
                )
                .help(
                    "describe at least one party by `[parties.NAME]` without a `role`, or with `role = \"principal\"`",
                ),
            );
        }
        one_act::report(&self.reader, &demands.iter().flatten().flatten().collect::<Vec<_>>());
        let constraints = constraints.and_then(whole);
        let status_quo = status_quo::read(self, t.get("status_quo"), constraints.as_deref());
        let documents = documents.and_then(whole);
        if let Some(documents) = &documents {
            circles::report(&self.reader, documents);
            evidence.documents.clone_from(documents);
            // A claim that cannot be read keeps no other from being checked.
            evidence.claims = claims.iter().flatten().flatten().cloned().collect();
        }
        Some(Case {
            file: file.to_owned(),
            text: text.to_owned(),
            lines: starts(text),
            title: title?,
            parties: whole(parties?)?,
            delegates: whole(delegates?)?,
            issues: whole(issues?)?,
            demands: whole(demands?)?,
            constraints: constraints?,
            status_quo,
            steps: whole(steps?)?,
            guarantees: whole(guarantees?)?,
            agenda,
            sources: whole(sources?)?,
            documents: documents?,
            claims: whole(claims?)?,
            rounds: whole(rounds?)?,
            kept,
        })
    }
}
