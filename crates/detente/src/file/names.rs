//! What is called what: the keys of every table, collected before any of them is read.

use std::collections::HashMap;

use toml::de::DeTable;
use unicode_normalization::UnicodeNormalization;

use super::{
    shape::Names,
    table::{Reader, Value, place},
};
use crate::{
    case::{ClaimId, DelegateId, DocumentId, IssueId, OptionId, PartyId, SourceId, Speaker, StepId},
    diagnostic::{Code, Diagnostic, Place, unseen},
};

/// The keys of one table of tables.
#[derive(Default)]
pub(super) struct Keys {
    list: Vec<(String, Place)>,
    index: HashMap<String, usize>,
}

impl Keys {
    /// Collects the keys of a table; unusable names and names that only look different are faults.
    pub(super) fn of(reader: &Reader, table: Option<&DeTable<'_>>, what: &str) -> Keys {
        let mut keys = Keys::default();
        let mut normal: HashMap<String, Place> = HashMap::new();
        for (key, _) in table.into_iter().flatten() {
            let at: Place = key.span().into();
            let name = key.get_ref().to_string();
            if let Some(fault) = unusable(&name, what) {
                reader.report(Diagnostic::new(Code::BadName, at, format!("the name of this {what} {fault}")).help(
                    if plain(what) {
                        "use letters, digits and dashes, as in `border-gauges`"
                    } else {
                        "write it in one line that can be seen, without a space at either end"
                    },
                ));
            }
            let folded: String = name.nfc().collect();
            match normal.get(&folded) {
                Some(first) => reader.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        at,
                        format!("two of this kind are called `{name}`: they look alike but are encoded differently"),
                    )
                    .also(*first, "the first is here")
                    .help("rename one of them, or join the two"),
                ),
                None => {
                    normal.insert(folded, at);
                }
            }
            keys.index.insert(name.nfc().collect(), keys.list.len());
            keys.list.push((name, at));
        }
        keys
    }

    /// The keys in the order of the file.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|(name, _)| name.as_str())
    }

    /// The keys with their places.
    pub(super) fn placed(&self) -> impl Iterator<Item = (&str, Place)> {
        self.list.iter().map(|(name, at)| (name.as_str(), *at))
    }

    /// The number of a key; two ways of encoding the same letters are one name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        if name.is_ascii() {
            return self.index.get(name).copied();
        }
        self.index.get(&name.nfc().collect::<String>()).copied()
    }
}

fn plain(what: &str) -> bool {
    !matches!(what, "party" | "issue" | "option")
}

/// Why a name cannot be used, if it cannot. Parties, issues and options may be called by any text of one line, as other
/// programs do; what only this file speaks of has a plain name.
pub(super) fn unusable(name: &str, what: &str) -> Option<&'static str> {
    let plain = plain(what);
    let sign = |c: char| matches!(c, ',' | '=' | '"' | '\'' | '`' | '[' | ']' | '{' | '}');
    if name.is_empty() {
        Some("is empty")
    } else if plain && name.chars().any(char::is_whitespace) {
        Some("has a space in it")
    } else if name.trim() != name {
        Some("begins or ends with a space")
    } else if name.chars().any(|c| c.is_control() || plain && sign(c)) {
        Some("has a sign in it that names cannot have")
    } else if name.chars().count() > if plain { 100 } else { 500 } {
        Some(if plain { "has over 100 characters" } else { "has over 500 characters" })
    } else if name.chars().any(unseen) {
        Some("has a sign in it that cannot be seen")
    } else {
        None
    }
}

/// The names of the whole file.
pub(super) struct Register {
    pub(super) parties: Keys,
    pub(super) delegates: Keys,
    pub(super) issues: Keys,
    /// The options of each issue, in the order of the issues.
    pub(super) options: Vec<Keys>,
    pub(super) steps: Keys,
    pub(super) sources: Keys,
    pub(super) documents: Keys,
    pub(super) claims: Keys,
}

impl Register {
    fn keys(&self, names: Names) -> &Keys {
        match names {
            Names::Party | Names::Actor => &self.parties,
            Names::Issue => &self.issues,
            Names::Step => &self.steps,
            Names::Claim => &self.claims,
            Names::Document => &self.documents,
            Names::Source => &self.sources,
        }
    }

    fn look_up(&self, reader: &Reader, names: Names, value: &Value<'_>) -> Option<usize> {
        let name = reader.text(Some(value))?;
        let keys = self.keys(names);
        let found = keys.find(&name);
        if found.is_none() {
            reader.report(
                Diagnostic::new(Code::UnknownName, place(value), format!("there is no {} `{name}`", names.word()))
                    .did_you_mean(&name, keys.names()),
            );
        }
        found
    }

    pub(super) fn party(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<PartyId> {
        self.look_up(reader, Names::Party, value?).map(PartyId::at)
    }

    pub(super) fn step(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<StepId> {
        self.look_up(reader, Names::Step, value?).map(StepId::at)
    }

    pub(super) fn issue(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<IssueId> {
        self.look_up(reader, Names::Issue, value?).map(IssueId::at)
    }

    pub(super) fn document(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<DocumentId> {
        self.look_up(reader, Names::Document, value?).map(DocumentId::at)
    }

    pub(super) fn source(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<SourceId> {
        self.look_up(reader, Names::Source, value?).map(SourceId::at)
    }

    pub(super) fn claims(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<ClaimId> {
        self.all(reader, Names::Claim, value).into_iter().map(ClaimId::at).collect()
    }

    pub(super) fn steps(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<StepId> {
        self.all(reader, Names::Step, value).into_iter().map(StepId::at).collect()
    }

    /// Lists of steps: of a list of lists each; of a list of names the one that it is.
    pub(super) fn step_lists(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<Vec<StepId>> {
        let Some(value) = value else { return Vec::new() };
        let nested = |v: &Value<'_>| v.get_ref().as_array().is_some();
        let lists = match value.get_ref().as_array() {
            Some(items) if items.iter().any(nested) => items.iter().collect(),
            _ => vec![value],
        };
        let mut found = Vec::new();
        for list in lists {
            if list.get_ref().as_array().is_some_and(|a| a.is_empty()) && !std::ptr::eq(list, value) {
                reader.report(
                    Diagnostic::new(
                        Code::Empty,
                        place(list),
                        "this list names no step, so that none of it can come first",
                    )
                    .help("name the steps of which one must come first, or take the list out"),
                );
            }
            found.push(self.steps(reader, Some(list)));
        }
        found.retain(|steps| !steps.is_empty());
        found
    }

    pub(super) fn issues(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<IssueId> {
        self.all(reader, Names::Issue, value).into_iter().map(IssueId::at).collect()
    }

    pub(super) fn parties(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<PartyId> {
        self.all(reader, Names::Party, value).into_iter().map(PartyId::at).collect()
    }

    /// The names of a list, each once; one that stands there twice is told.
    fn all(&self, reader: &Reader, names: Names, value: Option<&Value<'_>>) -> Vec<usize> {
        let mut found = Vec::new();
        for item in reader.list(value, &format!("{} names", names.word())) {
            let Some(n) = self.look_up(reader, names, item) else { continue };
            if found.contains(&n) {
                let name = item.get_ref().as_str().unwrap_or_default();
                reader.report(
                    Diagnostic::new(Code::NoEffect, place(item), format!("`{name}` stands in this list already"))
                        .help("take it out, or write the name that was meant"),
                );
            } else {
                found.push(n);
            }
        }
        found
    }

    /// A party or a delegate.
    pub(super) fn actor(&self, reader: &Reader, value: Option<&Value<'_>>) -> Option<Speaker> {
        let value = value?;
        let name = reader.text(Some(value))?;
        let found = self.known_actor(&name);
        if found.is_none() {
            reader.report(
                Diagnostic::new(Code::UnknownName, place(value), format!("there is no party or delegate `{name}`"))
                    .did_you_mean(&name, self.parties.names().chain(self.delegates.names())),
            );
        }
        found
    }

    pub(super) fn actors(&self, reader: &Reader, value: Option<&Value<'_>>) -> Vec<Speaker> {
        reader.list(value, "parties or delegates").into_iter().filter_map(|v| self.actor(reader, Some(v))).collect()
    }

    /// One link of a chain of attribution: anybody may stand there, but a name that is nearly that of a party or
    /// delegate is suspicious.
    pub(super) fn speaker(&self, reader: &Reader, value: &Value<'_>) -> Option<Speaker> {
        let name = reader.text(Some(value))?;
        if name == "narrator" {
            return Some(Speaker::Narrator);
        }
        if let Some(known) = self.known_actor(&name) {
            return Some(known);
        }
        let near = self
            .parties
            .names()
            .chain(self.delegates.names())
            .chain(["narrator"])
            .find(|k| k.chars().count() >= 4 && strsim::osa_distance(&name.to_lowercase(), k) == 1);
        if let Some(near) = near {
            reader.report(
                Diagnostic::new(
                    Code::LooksMisspelt,
                    place(value),
                    format!("`{name}` is neither a party nor a delegate"),
                )
                .help(format!("did you mean `{near}`?")),
            );
        }
        Some(Speaker::Other(name))
    }

    fn known_actor(&self, name: &str) -> Option<Speaker> {
        let party = self.parties.find(name).map(|n| Speaker::Party(PartyId::at(n)));
        party.or_else(|| self.delegates.find(name).map(|n| Speaker::Delegate(DelegateId::at(n))))
    }

    /// An option of an issue.
    pub(super) fn option(&self, reader: &Reader, issue: IssueId, value: &Value<'_>) -> Option<OptionId> {
        let name = reader.text(Some(value))?;
        self.option_named(reader, issue, &name, place(value))
    }

    pub(super) fn option_named(&self, reader: &Reader, issue: IssueId, name: &str, at: Place) -> Option<OptionId> {
        let keys = &self.options[issue.index()];
        let found = keys.find(name);
        if found.is_none() {
            let issue = &self.issues.list[issue.index()].0;
            reader.report(
                Diagnostic::new(Code::UnknownName, at, format!("issue `{issue}` has no option `{name}`"))
                    .did_you_mean(name, keys.names()),
            );
        }
        found.map(OptionId::at)
    }

    /// An issue named by a key of a table.
    pub(super) fn issue_named(&self, reader: &Reader, name: &str, at: Place) -> Option<IssueId> {
        let found = self.issues.find(name);
        if found.is_none() {
            reader.report(
                Diagnostic::new(Code::UnknownName, at, format!("there is no issue `{name}`"))
                    .did_you_mean(name, self.issues.names()),
            );
        }
        found.map(IssueId::at)
    }

    /// A party named by a key of a table.
    pub(super) fn party_named(&self, reader: &Reader, name: &str, at: Place) -> Option<PartyId> {
        let found = self.parties.find(name);
        if found.is_none() {
            reader.report(
                Diagnostic::new(Code::UnknownName, at, format!("there is no party `{name}`"))
                    .did_you_mean(name, self.parties.names()),
            );
        }
        found.map(PartyId::at)
    }
}

impl Keys {
    /// Collects the options of an issue that are given as a list.
    pub(super) fn of_list(reader: &Reader, list: &[Value<'_>]) -> Keys {
        let mut keys = Keys::default();
        for value in list {
            let Some(name) = value.get_ref().as_str() else { continue };
            let at = place(value);
            if let Some(fault) = unusable(name, "option") {
                reader.report(
                    Diagnostic::new(Code::BadName, at, format!("the name of this option {fault}"))
                        .help("write it in one line that can be seen, without a space at either end"),
                );
            }
            let folded: String = name.nfc().collect();
            if let Some(first) = keys.index.get(&folded).map(|n| keys.list[*n].1) {
                reader.report(
                    Diagnostic::new(Code::DuplicateName, at, format!("two options are called `{name}`"))
                        .also(first, "the first is here")
                        .help("rename one of the two"),
                );
                continue;
            }
            keys.index.insert(folded, keys.list.len());
            keys.list.push((name.to_owned(), at));
        }
        keys
    }
}
