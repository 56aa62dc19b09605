//! All that a case says and some question looks at, element by element. Comments, the order of tables and what only the
//! reader of the file sees (`about`, links) are no part of it.

mod acts;
mod parties;
mod record;

pub(super) use parties::number;

use super::value::{Kind, Path, Told, Value};
use crate::case::{Case, Claim, Content, Grounds, Issue, Moves, Pattern, Speaker};

/// One element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portrait {
    pub(super) kind: Kind,
    pub(super) path: Path,
    pub(super) fields: Vec<Told>,
}

/// The heading under which the order of options stands; options that only one of two files has do not count there.
pub(super) const ORDER: &str = "order of options";

/// The elements, kind by kind, each in the order of the file.
pub(super) fn portraits(case: &Case) -> Vec<Portrait> {
    let mut all = vec![whole(case)];
    all.extend(case.party_ids().map(|p| parties::party(case, p)));
    all.extend(case.issues().iter().map(|i| issue(case, i)));
    for (issue, id) in case.issues().iter().zip(case.issue_ids()) {
        for choice in &issue.options {
            let mut fields = Fields::new(case);
            fields.name(&choice.name, &choice.key);
            all.push(fields.of(Kind::Option, &[&case.issue(id).key, &choice.key]));
        }
    }
    record::sources(case, &mut all);
    all.extend(case.claims().iter().map(|c| claim(case, c)));
    acts::acts(case, &mut all);
    record::rounds(case, &mut all);
    all
}

/// The fields of an element, as they are found.
struct Fields<'a> {
    case: &'a Case,
    fields: Vec<Told>,
}

impl<'a> Fields<'a> {
    fn new(case: &'a Case) -> Self {
        Fields { case, fields: Vec::new() }
    }

    fn of(self, kind: Kind, path: &[&str]) -> Portrait {
        Portrait { kind, path: path.iter().map(|p| (*p).to_owned()).collect(), fields: self.fields }
    }

    fn put(&mut self, label: &'static str, value: Value) {
        self.put_of(label, Vec::new(), value);
    }

    fn put_of(&mut self, label: &'static str, of: Vec<Value>, value: Value) {
        // What is empty is not said.
        let empty = matches!(&value, Value::List(values, _) | Value::Set(values, _) if values.is_empty());
        if !empty {
            self.fields.push(Told::new(label, of, value));
        }
    }

    fn put_some(&mut self, label: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(label, value);
        }
    }

    /// A flag that is told only where it is not what it is by default.
    fn flag(&mut self, label: &'static str, set: bool, by_default: bool) {
        if set != by_default {
            self.put(label, Value::text(if set { "yes" } else { "no" }));
        }
    }

    /// Texts in any order.
    fn texts(&mut self, label: &'static str, texts: &[String]) {
        self.put(label, Value::Set(texts.iter().map(Value::text).collect(), ", "));
    }

    /// A name, unless it is just the key.
    fn name(&mut self, name: &str, key: &str) {
        if name != key {
            self.put("name", Value::text(name));
        }
    }

    fn grounds(&mut self, of: &[Value], grounds: &Grounds) {
        let case = self.case;
        let claim = |c: &crate::case::ClaimId| {
            let claim = case.claim(*c);
            Value::Ref(Kind::Claim, vec![claim.key.clone()], claim.key.clone())
        };
        self.put_of("rests on", of.to_vec(), Value::Set(grounds.because.iter().map(claim).collect(), ", "));
        if let Some(basis) = grounds.basis {
            let word = match basis {
                crate::case::Basis::Stated => "stated",
                crate::case::Basis::Inferred => "inferred",
                crate::case::Basis::Assumed => "assumed",
            };
            self.put_of("basis", of.to_vec(), Value::text(word));
        }
        self.put_of("disputed by", of.to_vec(), Value::Set(grounds.disputed_by.iter().map(claim).collect(), ", "));
    }
}

fn whole(case: &Case) -> Portrait {
    let mut fields = Fields::new(case);
    fields.put("title", Value::text(case.title()));
    fields.put_some("status quo", case.status_quo().map(|p| case.package_value(p)));
    let agenda = case.agenda();
    fields.put_some("first day of the roadmap", agenda.start.map(Value::text));
    fields.put_some("last day of the roadmap", agenda.deadline.map(Value::text));
    fields.put("goals of the roadmap", Value::Set(agenda.goals.iter().map(|s| case.step_value(*s)).collect(), ", "));
    fields.of(Kind::Case, &[])
}

fn issue(case: &Case, issue: &Issue) -> Portrait {
    let option =
        |o: &crate::case::Choice| Value::Ref(Kind::Option, vec![issue.key.clone(), o.key.clone()], o.name.clone());
    let mut fields = Fields::new(case);
    fields.name(&issue.name, &issue.key);
    fields.put(ORDER, Value::List(issue.options.iter().map(option).collect(), ", "));
    let deciders = issue.decided_by.iter().map(|p| case.party_value(*p));
    fields.put("decided by", Value::Set(deciders.collect(), ", "));
    let moves = match &issue.moves {
        Moves::Free => None,
        Moves::Forward => Some(Value::text("forward")),
        Moves::Back => Some(Value::text("back")),
        Moves::Listed(allowed) => {
            let mut pairs = Vec::new();
            for (from, row) in issue.options.iter().zip(allowed) {
                for (to, _) in issue.options.iter().zip(row).filter(|(to, may)| **may && to.key != from.key) {
                    pairs.push(Value::List(vec![option(from), option(to)], " to "));
                }
            }
            Some(Value::Set(vec![Value::text("only"), Value::Set(pairs, ", ")], " "))
        }
    };
    fields.put_some("moves", moves);
    fields.texts("keywords", &issue.keywords);
    fields.of(Kind::Issue, &[&issue.key])
}

fn claim(case: &Case, claim: &Claim) -> Portrait {
    let mut fields = Fields::new(case);
    fields.put("document", case.document_value(claim.document));
    let quote = |q: &crate::case::Quote| {
        let mut parts = vec![Value::text(crate::words::quoted(&q.text))];
        parts.extend(q.position.map(|(start, end)| Value::text(format!("characters {start} to {end}"))));
        parts.extend(q.prefix.iter().map(|p| Value::text(format!("after {}", crate::words::quoted(p)))));
        parts.extend(q.suffix.iter().map(|s| Value::text(format!("before {}", crate::words::quoted(s)))));
        Value::List(parts, ", ")
    };
    fields.put("quotes", Value::List(claim.quotes.iter().map(quote).collect(), " \u{2026} "));
    fields.put("chain", Value::List(claim.chain.iter().map(|s| speaker(case, s)).collect(), ", reported by "));
    let manner = claim.manner.map(|m| match m {
        crate::case::Manner::Direct => "direct",
        crate::case::Manner::Mixed => "mixed",
        crate::case::Manner::Paraphrase => "paraphrase",
        crate::case::Manner::Implied => "implied",
        crate::case::Manner::Narrated => "narrated",
    });
    fields.put_some("manner", manner.map(Value::text));
    fields.put_some("holder", claim.holder.map(|p| case.party_value(p)));
    fields.put_some("says", claim.says.as_ref().map(Value::text));
    let about = claim.about.map(|(issue, option)| {
        let mut parts = vec![case.issue_value(issue)];
        parts.extend(option.map(|o| case.option_value(issue, o)));
        Value::List(parts, ": ")
    });
    fields.put_some("is about", about);
    fields.put_some("polarity", claim.polarity.map(|p| Value::text(if p { "for" } else { "against" })));
    let obstacle = claim
        .obstacle
        .map(|(party, delegate)| delegate.map_or_else(|| case.party_value(party), |d| case.delegate_value(d)));
    fields.put_some("calls the obstacle", obstacle);
    fields.put_some("act", claim.act.map(|act| Value::text(act.word())));
    fields.put_some("modality", claim.modality.map(|modality| Value::text(modality.word())));
    fields.put_some("date", claim.date.map(Value::text));
    fields.put_some("utterance", claim.utterance.as_ref().map(Value::text));
    fields.put_some("trust", claim.trust.as_ref().map(Value::text));
    let other = |c: &crate::case::ClaimId| {
        let key = &case.claim(*c).key;
        Value::Ref(Kind::Claim, vec![key.clone()], key.clone())
    };
    fields.put("contradicts", Value::Set(claim.contradicts.iter().map(other).collect(), ", "));
    fields.put("disputed by", Value::Set(claim.disputed_by.iter().map(other).collect(), ", "));
    fields.of(Kind::Claim, &[&claim.key])
}

fn speaker(case: &Case, speaker: &Speaker) -> Value {
    match speaker {
        Speaker::Party(p) => case.party_value(*p),
        Speaker::Delegate(d) => case.delegate_value(*d),
        Speaker::Narrator => Value::text("the narrator"),
        Speaker::Other(name) => Value::text(name),
    }
}

/// A pattern: tables of which one must match, in any order.
fn pattern(case: &Case, pattern: &Pattern) -> Value {
    let table = |table: &crate::case::Patterned| {
        let term = |(issue, options): &(crate::case::IssueId, Vec<crate::case::OptionId>)| {
            let options = options.iter().map(|o| case.option_value(*issue, *o)).collect();
            Value::List(vec![case.issue_value(*issue), Value::Set(options, " or ")], ": ")
        };
        Value::Set(table.terms().iter().map(term).collect(), " and ")
    };
    Value::Set(pattern.alternatives().iter().map(table).collect(), "; or ")
}

fn content(case: &Case, content: &Content) -> Value {
    match content {
        Content::Require(p) => Value::List(vec![Value::text("require"), pattern(case, p)], " "),
        Content::Never(p) => Value::List(vec![Value::text("never"), pattern(case, p)], " "),
        Content::IfThen(a, b) => {
            Value::List(vec![Value::text("if"), pattern(case, a), Value::text("then"), pattern(case, b)], " ")
        }
    }
}
