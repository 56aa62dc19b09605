//! What the file, or an answer, says in one place: so that it can be held against another, whatever keys were renamed, and
//! told in words.

use std::collections::BTreeMap;

use crate::case::{Case, DelegateId, DemandId, DocumentId, IssueId, OptionId, Package, PartyId, SourceId, StepId};

/// A kind of thing that has a key in a case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The case itself, which needs no key.
    Case,
    /// A party.
    Party,
    /// An issue.
    Issue,
    /// An option of an issue.
    Option,
    /// Who publishes.
    Source,
    /// A text.
    Document,
    /// A delegate.
    Delegate,
    /// A statement.
    Claim,
    /// A step.
    Step,
    /// A demand.
    Demand,
    /// A constraint.
    Constraint,
    /// A guarantee.
    Guarantee,
    /// A meeting.
    Round,
}

/// Where a thing stands in the file: its key, after that of the issue for an option.
pub type Path = Vec<String>;

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// That it is so.
    There,
    /// Words or a number.
    Text(String),
    /// A thing of the case, with what readers call it.
    Ref(Kind, Path, String),
    /// Several, of which the order counts; with what stands between them.
    List(Vec<Value>, &'static str),
    /// Several, of which the order does not count.
    Set(Vec<Value>, &'static str),
}

/// Something that is said under a heading: `worth` of an option to a party is 60.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The heading.
    pub(super) label: &'static str,
    /// What it is about, beside what it stands under.
    pub(super) of: Vec<Value>,
    /// What is said.
    pub(super) value: Value,
}

/// Something that is told otherwise, or only once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The heading.
    pub label: &'static str,
    /// What it is about, beside what it stands under; with the names of the second file, unless only the first tells it.
    pub of: Vec<Value>,
    /// What the first file, or the answer for it, tells.
    pub before: Option<Value>,
    /// What the second tells.
    pub after: Option<Value>,
}

/// Which keys of the first file are called otherwise in the second.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names(pub(super) BTreeMap<(Kind, Path), Path>);

impl Names {
    /// What a thing of the first file is called in the second, if it is there.
    pub(super) fn of(&self, kind: Kind, path: &Path) -> Path {
        match (self.0.get(&(kind, path.clone())), path.as_slice()) {
            (Some(renamed), _) => renamed.clone(),
            (None, [issue, option]) => {
                let issue = self.0.get(&(Kind::Issue, vec![issue.clone()])).map_or(issue, |i| &i[0]);
                vec![issue.clone(), option.clone()]
            }
            _ => path.clone(),
        }
    }
}

impl Value {
    /// Words or a number.
    #[expect(clippy::needless_pass_by_value, reason = "numbers, dates and texts alike")]
    pub(super) fn text(text: impl ToString) -> Value {
        Value::Text(text.to_string())
    }

    /// What two files, or two answers, have in common if and only if they say the same. `own` is the path of the thing that
    /// says it: where that is given, its key does not count.
    pub(super) fn mark(&self, names: &Names, own: Option<(Kind, &Path)>) -> String {
        match self {
            Value::There => "there".to_owned(),
            Value::Text(text) => format!("{text:?}"),
            Value::Ref(kind, path, _) => {
                let mut path = names.of(*kind, path);
                if let Some((own_kind, own)) = own {
                    let own = names.of(own_kind, own);
                    let within = own_kind == *kind || (own_kind == Kind::Issue && *kind == Kind::Option);
                    if within && path.starts_with(&own) {
                        "\u{0}".clone_into(&mut path[own.len() - 1]);
                    }
                }
                format!("{kind:?}{path:?}")
            }
            Value::List(values, _) => {
                let marks: Vec<String> = values.iter().map(|v| v.mark(names, own)).collect();
                format!("[{}]", marks.join(","))
            }
            Value::Set(values, _) => {
                let mut marks: Vec<String> = values.iter().map(|v| v.mark(names, own)).collect();
                marks.sort_unstable();
                format!("{{{}}}", marks.join(","))
            }
        }
    }

    /// With the keys of the file.
    pub(super) fn keys(&self) -> String {
        self.joined(&|path, _| path.join("."))
    }

    /// With what readers call things.
    pub(super) fn words(&self) -> String {
        self.joined(&|_, name| crate::words::quoted(name))
    }

    fn joined(&self, name: &dyn Fn(&Path, &str) -> String) -> String {
        match self {
            Value::There => String::new(),
            Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Ref(_, path, called) => name(path, called),
            Value::List(values, between) | Value::Set(values, between) => {
                values.iter().map(|v| v.joined(name)).collect::<Vec<_>>().join(between)
            }
        }
    }
}

impl Told {
    pub(super) fn new(label: &'static str, of: Vec<Value>, value: Value) -> Told {
        Told { label, of, value }
    }

    /// What tells it apart from all else that is told in one place.
    pub(super) fn heading(&self, names: &Names, own: Option<(Kind, &Path)>) -> String {
        let mut of: Vec<String> = self.of.iter().map(|v| v.mark(names, own)).collect();
        of.sort_unstable();
        format!("{}\u{0}{}", self.label, of.join(","))
    }
}

/// Things of a case as values.
impl Case {
    pub(super) fn party_value(&self, party: PartyId) -> Value {
        let p = self.party(party);
        Value::Ref(Kind::Party, vec![p.key.clone()], p.name.clone())
    }

    pub(super) fn issue_value(&self, issue: IssueId) -> Value {
        let i = self.issue(issue);
        Value::Ref(Kind::Issue, vec![i.key.clone()], i.name.clone())
    }

    pub(super) fn option_value(&self, issue: IssueId, option: OptionId) -> Value {
        let i = self.issue(issue);
        let o = &i.options[option.index()];
        Value::Ref(Kind::Option, vec![i.key.clone(), o.key.clone()], o.name.clone())
    }

    pub(super) fn step_value(&self, step: StepId) -> Value {
        let s = self.step(step);
        Value::Ref(Kind::Step, vec![s.key.clone()], s.name.clone())
    }

    pub(super) fn demand_value(&self, demand: DemandId) -> Value {
        let d = self.demand(demand);
        Value::Ref(Kind::Demand, vec![d.key.clone()], d.name.clone().unwrap_or_else(|| d.key.clone()))
    }

    pub(super) fn delegate_value(&self, delegate: DelegateId) -> Value {
        let d = self.delegate(delegate);
        Value::Ref(Kind::Delegate, vec![d.key.clone()], d.name.clone())
    }

    pub(super) fn source_value(&self, source: SourceId) -> Value {
        let s = self.source(source);
        Value::Ref(Kind::Source, vec![s.key.clone()], s.name.clone())
    }

    pub(super) fn document_value(&self, document: DocumentId) -> Value {
        let d = self.document(document);
        Value::Ref(Kind::Document, vec![d.key.clone()], d.title.clone())
    }

    /// A package, issue by issue.
    pub(super) fn package_value(&self, package: &Package) -> Value {
        let pair = |(issue, option): (IssueId, &OptionId)| {
            Value::List(vec![self.issue_value(issue), self.option_value(issue, *option)], ": ")
        };
        Value::Set(self.issue_ids().zip(package.options()).map(pair).collect(), "; ")
    }
}
