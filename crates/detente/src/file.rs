//! The case file: text in, a [`Case`] and every [`Diagnostic`] out.

mod accounts;
pub mod layout;
mod names;
mod parties;
mod patterns;
mod rules;
pub mod schema;
pub mod shape;
mod suspicions;
mod table;
pub mod template;

use toml::de::{DeTable, DeValue};

use self::{
    names::{Keys, Register},
    shape::{CASE, GROUNDS, ISSUE, OPTION, Shape, WALK_AWAY},
    table::{Reader, Table, Value, describe, place},
};
use crate::{
    case::{Basis, Case, Choice, DelegateId, Grounds, Issue, PartyId, StepId},
    diagnostic::{Code, Diagnostic, Place, Severity, one_per_region},
};

/// Largest case file that is read, in bytes.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Keys of a table of wants that are not options.
const GROUNDS_KEYS: [&str; 3] = ["because", "basis", "disputed_by"];

/// What came of reading a file.
#[derive(Debug)]
pub struct Read {
    /// The case, if the file has no errors.
    pub case: Option<Case>,
    /// Everything that is wrong or suspicious, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the bytes of a case file; `file` is its name for messages.
///
/// All problems are reported at once, one for each region of the file. Text that is not UTF-8 and files above
/// [`LARGEST`] are refused with one diagnostic.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Read {
    let refuse = |d: Diagnostic| Read { case: None, diagnostics: vec![d] };
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
    // A byte order mark is no part of the text, but the places count from the start of the file.
    let (parsed, faults) = DeTable::parse_recoverable(text);
    let syntax: Vec<Diagnostic> = syntax_faults(text, faults);
    let root = parsed.get_ref();
    let reader = Reader::default();
    let names = register(&reader, root);
    let mut reading = Reading {
        reader,
        names,
        ownerless: ownerless(root),
        named_in_demands: Vec::new(),
        delegate_parties: Vec::new(),
    };
    reading.delegate_parties = delegate_parties(&reading, root);
    reading.named_in_demands = named_in_demands(&reading, root);
    reading.shared_names();
    let case = reading.case(file, text, root);
    let mut found = reading.reader.into_found();
    if !syntax.is_empty() {
        // What cannot be read may hold the names that seem to be missing.
        let regions: Vec<Place> = syntax.iter().map(|d| region(text, d.place)).collect();
        found.retain(|d| {
            !matches!(d.code, Code::UnknownName | Code::MissingKey | Code::NoPrincipal)
                && d.severity() == Severity::Error
                && !regions.iter().any(|r| r.overlaps(d.place))
        });
    }
    found.extend(syntax);
    let case = case.filter(|_| found.iter().all(|d| d.severity() != Severity::Error));
    if let Some(case) = &case {
        found.extend(suspicions::of(case));
    }
    Read { case, diagnostics: one_per_region(found) }
}

/// The faults of the TOML itself: the first of each stretch between two table headers, since one missing bracket
/// makes a cascade of them.
fn syntax_faults(text: &str, faults: Vec<toml::de::Error>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let at: Place = fault.span().unwrap_or(0..0).into();
        let message = fault.message().trim().replace('\n', "; ");
        let duplicate = message.contains("duplicate key");
        let hidden = found.iter().any(|d| region(text, d.place).overlaps(at));
        if hidden && !duplicate {
            continue;
        }
        found.push(if duplicate {
            Diagnostic::new(Code::DuplicateName, at, "this name is used twice in one table")
                .help("rename one of the two, or join them")
        } else {
            Diagnostic::new(Code::Syntax, at, message)
                .help("see https://toml.io for how texts, lists and tables are written")
        });
    }
    found
}

/// From the table header before a place to the next header after it.
fn region(text: &str, at: Place) -> Place {
    let mut cut = at.start.min(text.len());
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let start = text[..cut].rfind("\n[").map_or(0, |n| n + 1);
    let end = text[cut..].find("\n[").map_or(text.len(), |n| cut + n);
    Place { start, end }
}

/// The table of tables under a key of the file; its faults are reported by [`Reading::case`].
fn section<'a>(root: &'a DeTable<'a>, key: &str) -> Option<&'a DeTable<'a>> {
    root.get(key)?.get_ref().as_table()
}

fn register(reader: &Reader, root: &DeTable<'_>) -> Register {
    let keys = |section_key: &str, what: &str| Keys::of(reader, section(root, section_key), what);
    for (section_key, what) in [("constraints", "constraint"), ("demands", "demand"), ("rounds", "round")] {
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

/// The steps that demands name.
fn named_in_demands(reading: &Reading, root: &DeTable<'_>) -> Vec<StepId> {
    let mut found = Vec::new();
    for (_, demand) in section(root, "demands").into_iter().flatten() {
        let values = ["step", "only_after", "only_after_any", "together"]
            .into_iter()
            .filter_map(|key| demand.get_ref().as_table()?.get(key))
            .map(Value::get_ref);
        for value in values {
            let texts: Vec<&str> = match value {
                DeValue::Array(list) => list.iter().filter_map(|v| v.get_ref().as_str()).collect(),
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

/// What the readers of the parts of a file share.
struct Reading {
    reader: Reader,
    names: Register,
    /// Steps that name no performer.
    ownerless: Vec<StepId>,
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
            .filter(|(key, _)| GROUNDS_KEYS.contains(&key.get_ref().as_ref()))
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
    ) -> Option<Vec<T>> {
        let Some(value) = root.get(key) else { return Some(Vec::new()) };
        let tables = self.reader.entries(value, &format!("tables such as `[{key}.{}]`", shape.word))?;
        let mut all = Some(Vec::with_capacity(tables.len()));
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
            match (one, &mut all) {
                (Some(one), Some(list)) => list.push(one),
                _ => all = None,
            }
        }
        all
    }

    fn case(&self, file: &str, text: &str, root: &DeTable<'_>) -> Option<Case> {
        let t = self.reader.table(root, Place { start: 0, end: 0 }, &CASE);
        let title = self.reader.text(t.get("title"));
        let _ = (self.reader.text(t.get("about")), self.reader.text(t.get("status")));
        let issues = self.each(root, "issues", &ISSUE, |_, key, at, entries| self.issue(key, at, entries));
        let parties = self.each(root, "parties", &shape::PARTY, |_, key, at, t| parties::read(self, key, at, t));
        let delegates =
            self.each(root, "delegates", &shape::DELEGATE, |_, key, at, t| accounts::delegate(self, key, at, t));
        let constraints =
            self.each(root, "constraints", &shape::CONSTRAINT, |_, key, at, t| rules::constraint(self, key, at, t));
        let demands = self.each(root, "demands", &shape::DEMAND, |_, key, at, t| rules::demand(self, key, at, t));
        let steps =
            self.each(root, "steps", &shape::STEP, |n, key, at, t| rules::step(self, StepId::at(n), key, at, t));
        let sources = self.each(root, "sources", &shape::SOURCE, |_, key, at, t| accounts::source(self, key, at, t));
        let documents =
            self.each(root, "documents", &shape::DOCUMENT, |_, key, at, t| accounts::document(self, key, at, t));
        let claims = self.each(root, "claims", &shape::CLAIM, |_, key, at, t| accounts::claim(self, key, at, t));
        let rounds = self.each(root, "rounds", &shape::ROUND, |_, key, at, t| accounts::round(self, key, at, t));
        if let Some(parties) = &parties
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
        if let Some(documents) = &documents {
            self.circular(documents);
        }
        Some(Case {
            file: file.to_owned(),
            text: text.to_owned(),
            title: title?,
            parties: parties?,
            delegates: delegates?,
            issues: issues?,
            demands: demands?,
            constraints: constraints?,
            steps: steps?,
            sources: sources?,
            documents: documents?,
            claims: claims?,
            rounds: rounds?,
        })
    }

    fn issue(&self, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Issue> {
        let t = self.reader.table(entries, at, &ISSUE);
        let decided_by = self.names.parties(&self.reader, t.get("decided_by"));
        let name = self.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned());
        let _ = self.reader.text(t.get("about"));
        let value = t.get("options")?;
        let mut options = Vec::new();
        match value.get_ref() {
            DeValue::Table(entries) => {
                for (option, wording) in entries {
                    let at: Place = option.span().into();
                    if GROUNDS_KEYS.contains(&option.get_ref().as_ref()) {
                        self.reader.report(
                            Diagnostic::new(
                                Code::BadName,
                                at,
                                format!("an option cannot be called `{}`", option.get_ref()),
                            )
                            .help("that word says how we know what a party wants; choose another"),
                        );
                    }
                    let name = match wording.get_ref() {
                        DeValue::Table(entries) => {
                            let t = self.reader.table(entries, at, &OPTION);
                            let _ = self.reader.text(t.get("about"));
                            self.reader.text(t.get("name")).or_else(|| Some(option.get_ref().to_string()))
                        }
                        _ => self.reader.text(Some(wording)),
                    };
                    options.push(Choice { key: option.get_ref().to_string(), name: name?, place: at });
                }
            }
            DeValue::Array(list) => {
                for option in list {
                    let key = self.reader.text(Some(option))?;
                    options.push(Choice { name: key.clone(), key, place: place(option) });
                }
            }
            _ => {
                let _ = self.reader.entries(value, "a table such as `{ first = \"...\", second = \"...\" }`");
                return None;
            }
        }
        if options.is_empty() {
            self.reader.report(
                Diagnostic::new(Code::NoOptions, place(value), format!("issue `{key}` has no options"))
                    .help("name at least two ways to settle it"),
            );
            return None;
        }
        Some(Issue { key: key.to_owned(), name, options, decided_by, place: at })
    }

    /// Reports documents that are, step by step, derived from themselves: one fault for each circle.
    fn circular(&self, documents: &[crate::case::Document]) {
        let mut told = vec![false; documents.len()];
        for start in 0..documents.len() {
            let (mut at, mut path) = (start, vec![start]);
            while let Some(next) = documents[at].derived_from.or(documents[at].translation_of) {
                at = next.index();
                if told[at] {
                    break;
                }
                if let Some(n) = path.iter().position(|p| *p == at) {
                    let circle: Vec<String> =
                        path[n..].iter().chain([&at]).map(|d| format!("`{}`", documents[*d].key)).collect();
                    self.reader.report(
                        Diagnostic::new(
                            Code::CircularDerivation,
                            documents[at].place,
                            format!("these documents derive from each other: {}", circle.join(" from ")),
                        )
                        .help("find the one that came first, and take its `derived_from` or `translation_of` out"),
                    );
                    path.iter().for_each(|p| told[*p] = true);
                    break;
                }
                path.push(at);
            }
            told[start] = true;
        }
    }
}
