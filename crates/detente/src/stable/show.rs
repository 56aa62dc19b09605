//! The answer in words.

mod beyond;
mod classes;
mod coalitions;
mod evolution;
mod inverse;
mod limited;
mod reasons;
mod robust;
mod states;
mod steps;
#[cfg(test)]
mod tests;

use super::{Concept, Convention, Found, Listed, StableAnswer, graph::Graph, readings};
use crate::{
    case::Case,
    show::{Doc, Item, Line},
    why::show::Words,
    words::{count, grouped, listed},
};

impl StableAnswer<'_> {
    /// The answer as a document.
    pub fn show(&self) -> Doc {
        let case = self.graph.case;
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        Words::new(case).founded(&self.cautions, &mut doc);
        if let Some(limit) = &self.limit {
            doc.text(Line::default().strong("Cut short").plain(format!(": {limit}.")));
        }
        match &self.found {
            Found::Explicit(found) => {
                doc.text(format!("{} {}", states::counted(self, found), rule(self)));
                deciders(&self.graph, &mut doc);
                states::equilibria(self, found, &mut doc);
                reasons::told(self, found, &mut doc);
                found.classes.iter().for_each(|c| c.show(&found.space, &mut doc));
                found.coalitions.iter().for_each(|c| c.show(&found.space, &mut doc));
                found.limited.iter().for_each(|l| l.show(&found.space, &mut doc));
                found.evolution.iter().for_each(|e| e.show(&found.space, &mut doc));
                found.inverse.iter().flatten().for_each(|i| inverse::inverse(case, &found.space, i, &mut doc));
                found.robust.iter().for_each(|r| robust::robust(case, &found.space, r, &mut doc));
                next(self, found, &mut doc);
            }
            Found::Beyond(found) => {
                doc.text(format!("{} {}", beyond::counted(self, found), rule(self)));
                deciders(&self.graph, &mut doc);
                beyond::beyond(self, found, &mut doc);
            }
        }
        if let Some(found) = &self.readings {
            readings::show(found, case, &mut doc);
        } else if !self.cautions.disputed.is_empty() {
            doc.text(Line::default().quiet(crate::readings::show::hint("stable", case.file())));
        }
        doc
    }
}

/// What a concept is called in text.
pub(super) fn called(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "Nash",
        Concept::Gmr => "GMR",
        Concept::Smr => "SMR",
        Concept::Seq => "SEQ",
        Concept::SSeq => "SSEQ",
        Concept::Sim => "SIM",
    }
}

/// What keeps parties where they are by a concept.
pub(super) fn meaning(concept: Concept) -> &'static str {
    match concept {
        Concept::Nash => "nobody has a better state that it can move to by itself",
        Concept::Gmr => "whatever one gains by leaving, others could take away again, at whatever cost to themselves",
        Concept::Smr => "likewise, and one could not escape from that",
        Concept::Seq => "others could take it away by moves that are better for themselves",
        Concept::SSeq => "likewise, and one could not escape from that",
        Concept::Sim => "it would be spoilt if others improved their own lot at the same time",
    }
}

fn rule(answer: &StableAnswer<'_>) -> &'static str {
    match answer.asked.convention {
        Convention::Literature => "Opponents may answer by any number of moves in turn (the literature\u{2019}s rule).",
        Convention::GmcrPlus => "Opponents answer by one move each at most (the rule of the program GMCR+).",
    }
}

/// Who decides what.
fn deciders(graph: &Graph<'_>, doc: &mut Doc) {
    let case = graph.case;
    let mut items = Vec::new();
    for (n, mover) in graph.movers.iter().enumerate() {
        let names: Vec<String> = graph.members(n).iter().map(|p| case.party_name(*p).to_owned()).collect();
        let issues: Vec<String> = mover.axes.iter().map(|a| bounds(graph, *a)).collect();
        let who = listed(names, "and");
        items.push(Item::new(match (issues.is_empty(), mover.members.len()) {
            (true, 1) => Line::default().strong(who).plain(" decides nothing alone"),
            (true, _) => continue,
            (false, 1) => Line::default().strong(who).plain(format!(" decides {}", listed(issues, "and"))),
            (false, _) => Line::default()
                .strong(who)
                .plain(format!(" decide {}, which moves only if all of them move it", listed(issues, "and"))),
        }));
    }
    doc.list(items);
    if !graph.unweighed.is_empty() {
        let names = graph.unweighed.iter().map(|p| case.party_name(*p).to_owned()).collect();
        doc.text(format!(
            "What {} would prefer is not known, so whether anything is stable for them is not told.",
            listed(names, "and")
        ));
    }
}

/// An issue, and which changes of it cannot be made.
fn bounds(graph: &Graph<'_>, axis: usize) -> String {
    let axis = &graph.axes[axis];
    let issue = graph.case.issue(axis.issue);
    if axis.free() {
        return issue.name.clone();
    }
    let name = |n: usize| format!("\u{201c}{}\u{201d}", issue.options[axis.options[n].index()].name);
    let stuck: Vec<String> =
        (0..axis.options.len()).filter(|n| axis.moves[*n].iter().filter(|may| **may).count() == 1).map(name).collect();
    if stuck.is_empty() {
        format!("{} (not every change can be made)", issue.name)
    } else {
        format!("{} (no way back from {})", issue.name, listed(stuck, "or"))
    }
}

fn next(answer: &StableAnswer<'_>, found: &Listed<'_>, doc: &mut Doc) {
    let file = answer.graph.case.file();
    let mut items = Vec::new();
    if found.trial.is_none() {
        items.push(Item::new(
            Line::default()
                .plain("Would an agreement hold? ")
                .name(format!("detente stable {file} --package ISSUE=OPTION,...")),
        ));
    }
    if found.told.len() < found.space.len() {
        items.push(Item::new(
            Line::default()
                .plain("Why is a state stable, or not? ")
                .name(format!("detente stable {file} --state NUMBER")),
        ));
    }
    if !items.is_empty() {
        doc.heading(2, "What to ask next");
        doc.list(items);
    }
}

/// What differs between two packages: `Withdraw: “no” to “yes”`.
pub(super) fn changes(case: &Case, from: &crate::case::Package, to: &crate::case::Package) -> String {
    let changed = case.issue_ids().filter(|i| from.on(*i) != to.on(*i)).map(|i| {
        let issue = case.issue(i);
        let name = |o: crate::case::OptionId| &issue.options[o.index()].name;
        format!("{}: \u{201c}{}\u{201d} to \u{201c}{}\u{201d}", issue.name, name(from.on(i)), name(to.on(i)))
    });
    changed.collect::<Vec<_>>().join("; ")
}

/// `12 states`
pub(super) fn so_many(n: usize) -> String {
    if n < 10_000 { count(n, "state") } else { format!("{} states", grouped(n)) }
}
