//! The answer in words.

use std::collections::BTreeSet;

use super::{Answered, DiffAnswer, Field, Kind, Path, Question, Value};
use crate::{
    case::{Case, ConstraintId, DemandId},
    diagnostic::Place,
    rule::Origin,
    show::{Block, Doc, Item, Line},
    words::{count, quoted},
};

/// Facts of one answer that are told; `--json` has all.
const MOST_TOLD: usize = 40;

impl DiffAnswer {
    /// The answer as a document.
    pub fn show(&self, before: &Case, after: &Case) -> Doc {
        let mut doc = Doc::default();
        doc.heading(1, after.title());
        doc.text(Line::default().plain("From ").name(before.file()).plain(" to ").name(after.file()).plain("."));
        let elements = &self.elements;
        if self.same() {
            let what = if self.answers.is_empty() { "" } else { ", and every answer that there is comes to the same" };
            doc.text(
                Line::default()
                    .strong("No difference")
                    .plain(format!(": nothing that any question looks at differs in the files{what}.")),
            );
        } else {
            doc.heading(2, "In the file");
        }
        if elements.is_empty() && !self.same() {
            doc.text("Nothing that any question looks at differs.");
        }
        let teller = Teller { before, after };
        teller.elements(self, &mut doc);
        for answered in &self.answers {
            if self.same() && answered.refused.iter().chain(&answered.cut).all(Option::is_none) {
                continue;
            }
            teller.answered(answered, &mut doc);
        }
        doc
    }
}

struct Teller<'a> {
    before: &'a Case,
    after: &'a Case,
}

impl Teller<'_> {
    fn elements(&self, answer: &DiffAnswer, doc: &mut Doc) {
        let elements = &answer.elements;
        let mut part = |what: &str, items: Vec<Item>| {
            if !items.is_empty() {
                doc.text(Line::default().strong(what));
                doc.list(items);
            }
        };
        let told = |case: &Case, some: &[(Kind, Path)]| {
            // The options of an issue come and go with it.
            let whole: BTreeSet<&str> =
                some.iter().filter(|(k, _)| *k == Kind::Issue).filter_map(|(_, p)| Some(p.first()?.as_str())).collect();
            let with_it =
                |(k, p): &&(Kind, Path)| *k == Kind::Option && p.first().is_some_and(|i| whole.contains(&**i));
            some.iter().filter(|e| !with_it(e)).map(|(k, p)| element(case, *k, p)).collect()
        };
        part("Removed:", told(self.before, &elements.removed));
        part("Added:", told(self.after, &elements.added));
        let renamed = elements.renamed.iter().map(|r| {
            let line = Line::default().plain(format!("{} ", word(r.kind))).name(r.before.join("."));
            Item::new(line.plain(" is called ").name(r.after.join(".")).plain(" now."))
        });
        part("Renamed, and otherwise the same:", renamed.collect());
        let changed = elements.changed.iter().map(|c| {
            let fields = c.fields.iter().map(|f| Item::new(field(f))).collect();
            element(self.after, c.kind, &c.after).with(Block::List(fields))
        });
        part("Changed:", changed.collect());
    }

    fn answered(&self, answered: &Answered, doc: &mut Doc) {
        doc.heading(
            2,
            match answered.question {
                Question::Why => "In the answer of why",
                Question::Deals => "In the answer of deals",
                Question::Stable => "In the answer of stable",
                Question::Roadmap => "In the answer of roadmap",
                Question::Track => "In the answer of track",
            },
        );
        let files = [self.before.file(), self.after.file()];
        match &answered.refused {
            [Some(one), Some(other)] if one == other => {
                doc.text(format!("There is no answer for either file: {one}."));
                return;
            }
            refused => {
                for (file, because) in files.iter().zip(refused) {
                    if let Some(because) = because {
                        doc.text(
                            Line::default().plain("There is no answer for ").name(*file).plain(format!(": {because}.")),
                        );
                    }
                }
                if refused.iter().any(Option::is_some) {
                    doc.text("So there is nothing to hold against each other.");
                    return;
                }
            }
        }
        for (file, limit) in files.iter().zip(&answered.cut) {
            if let Some(limit) = limit {
                let line = Line::default().strong("Cut short").plain(" for ").name(*file).plain(format!(": {limit}. "));
                doc.text(line.plain("What is told as new or gone may only not have been found for the other file."));
            }
        }
        if answered.changes.is_empty() {
            doc.text("It comes to the same.");
        }
        doc.list(answered.changes.iter().take(MOST_TOLD).map(|f| Item::new(field(f))).collect());
        if answered.changes.len() > MOST_TOLD {
            let more = answered.changes.len() - MOST_TOLD;
            doc.text(format!("And {} more; `--json` lists all.", count(more, "fact")));
        }
    }
}

/// What is told otherwise, in one line.
fn field(field: &Field) -> Line {
    let of: Vec<String> = field.of.iter().map(Value::words).collect();
    let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
    let told = |value: &Value| {
        let words = value.words();
        if words.is_empty() { String::new() } else { format!(": {words}") }
    };
    let line = Line::default();
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => line.strong(field.label).plain(format!("{of}: {}", turned(before, after))),
        (None, Some(after)) => line.plain("new: ").strong(field.label).plain(format!("{of}{}", told(after))),
        (Some(before), None) => line.plain("gone: ").strong(field.label).plain(format!("{of}{}", told(before))),
        (None, None) => line,
    }
}

/// How one value became another. Of two sets only what differs is told, and that the rest does not.
fn turned(before: &Value, after: &Value) -> String {
    if let (Value::Set(olds, between), Value::Set(news, _)) = (before, after) {
        let words = |values: &[Value]| values.iter().map(Value::words).collect::<Vec<_>>();
        let (olds, news) = (words(olds), words(news));
        let only = |some: &[String], others: &[String]| {
            some.iter().filter(|s| !others.contains(s)).cloned().collect::<Vec<_>>().join(between)
        };
        if olds.iter().any(|o| news.contains(o)) {
            return match (only(&olds, &news), only(&news, &olds)) {
                (gone, new) if gone.is_empty() => format!("also {new}"),
                (gone, new) if new.is_empty() => format!("no longer {gone}"),
                (gone, new) => format!("from {gone} to {new}; the rest as before"),
            };
        }
    }
    format!("from {} to {}", before.words(), after.words())
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Case => "the case",
        Kind::Party => "party",
        Kind::Issue => "issue",
        Kind::Option => "option",
        Kind::Source => "source",
        Kind::Document => "document",
        Kind::Delegate => "delegate",
        Kind::Claim => "claim",
        Kind::Step => "step",
        Kind::Demand => "demand",
        Kind::Constraint => "constraint",
        Kind::Guarantee => "guarantee",
        Kind::Round => "round",
    }
}

/// An element: what it is, its name, its key and its line.
fn element(case: &Case, kind: Kind, path: &[String]) -> Item {
    if kind == Kind::Case {
        return Item::new(Line::default().strong(word(kind)));
    }
    if let Some(origin) = rule(case, kind, path) {
        return case.rule_item(origin);
    }
    let key = path.join(".");
    let (name, place) = named(case, kind, path);
    let line = Line::default().plain(format!("{} ", word(kind)));
    let line = match name {
        Some(name) if name != key && path.last() != Some(&name) => {
            line.strong(quoted(&name)).plain(" \u{2014} ").name(key)
        }
        _ => line.name(key),
    };
    Item::new(line.quiet(place.map_or_else(String::new, |p| format!(", line {}", case.line(p)))))
}

/// The rule that it is, if it is one that has a sentence.
fn rule(case: &Case, kind: Kind, path: &[String]) -> Option<Origin> {
    let key = path.first()?;
    match kind {
        Kind::Demand => case.demands().iter().position(|d| d.key == *key).map(|n| Origin::Demand(DemandId::at(n))),
        Kind::Constraint => {
            case.constraints().iter().position(|c| c.key == *key).map(|n| Origin::Constraint(ConstraintId::at(n)))
        }
        _ => None,
    }
}

/// What readers call an element, and where it stands.
fn named(case: &Case, kind: Kind, path: &[String]) -> (Option<String>, Option<Place>) {
    macro_rules! find {
        ($list:ident, $name:ident) => {
            path.first()
                .and_then(|key| case.$list().iter().find(|e| e.key == *key))
                .map_or((None, None), |e| (Some(e.$name.clone()), Some(e.place)))
        };
    }
    match kind {
        Kind::Party => find!(parties, name),
        Kind::Issue => find!(issues, name),
        Kind::Option => {
            let issue = path.first().and_then(|key| case.issues().iter().find(|i| i.key == *key));
            let option = issue.and_then(|i| i.options.iter().find(|o| Some(&o.key) == path.last()));
            option.map_or((None, None), |o| (Some(o.name.clone()), Some(o.place)))
        }
        Kind::Source => find!(sources, name),
        Kind::Document => find!(documents, title),
        Kind::Delegate => find!(delegates, name),
        Kind::Claim => find!(claims, key),
        Kind::Step => find!(steps, name),
        Kind::Guarantee => find!(guarantees, name),
        Kind::Round => find!(rounds, name),
        Kind::Case | Kind::Demand | Kind::Constraint => (None, None),
    }
}
