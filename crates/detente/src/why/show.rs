//! The answer in words: the order of its sections, what it comes to, and what could be asked next.

mod conflict;
mod founded;
mod name;
mod package;
mod pivot;
mod reading;
mod way_out;

use std::{cell::RefCell, collections::BTreeSet};

use super::{Conflict, Only, Verdict, WhyAnswer};
use crate::{
    case::{Case, ClaimId},
    rule::Origin,
    show::{Block, Doc, Item, Line},
    words::{count, grouped},
};

impl WhyAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let w = Words::new(case);
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        w.founded(&self.cautions, &mut doc);
        w.verdict(self, &mut doc);
        if let Some(trial) = &self.trial {
            w.trial(trial, &mut doc);
        }
        w.witness(self, &mut doc);
        if !self.impossible_because.is_empty() {
            doc.heading(2, "What cannot be together");
            doc.list(self.impossible_because.iter().map(|o| w.rule(*o)).collect());
        }
        w.conflicts(self, &mut doc);
        w.ways_out(self, &mut doc);
        w.pivots(self, &mut doc);
        w.obstacles(self, &mut doc);
        if let Some(readings) = &self.readings {
            w.readings(readings, &mut doc);
        }
        w.next(self, &mut doc);
        doc
    }
}

/// Words that answers share.
pub(crate) struct Words<'a> {
    case: &'a Case,
    /// Claims whose words have been given; they are not repeated at length.
    quoted: RefCell<BTreeSet<ClaimId>>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(case: &'a Case) -> Self {
        Words { case, quoted: RefCell::default() }
    }

    /// A rule in full, with its quotes.
    pub(crate) fn rule(&self, rule: Origin) -> Item {
        let grounds = self.case.grounds_of(rule);
        let mut item = self.case.rule_item(rule);
        for block in self.quotes(&grounds.because, "") {
            item = item.with(block);
        }
        for block in self.quotes(&grounds.disputed_by, "disputed: ") {
            item = item.with(block);
        }
        item
    }

    /// The quotes of claims, one block each; in a few words where they were given before.
    fn quotes(&self, claims: &[ClaimId], prefix: &str) -> Vec<Block> {
        let told = |c: &ClaimId| {
            if self.quoted.borrow_mut().insert(*c) {
                self.case.quote_line(*c, prefix)
            } else {
                self.case.quoted_above(*c, prefix)
            }
        };
        claims.iter().map(|c| Block::Text(told(c))).collect()
    }

    fn verdict(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if let Some(limit) = &answer.limit {
            doc.text(Line::default().strong("Cut short").plain(format!(": {limit}.")));
        }
        match answer.asked.only {
            Some(Only::Content) => doc.text(
                Line::default()
                    .strong("Content only")
                    .plain(": what parties demand of the order of steps is left out."),
            ),
            Some(Only::Order) => doc.text(
                Line::default().strong("Order only").plain(": demands about content and walk-aways are left out."),
            ),
            None => {}
        }
        match answer.verdict {
            Verdict::Open if answer.asked.only == Some(Only::Order) => doc.text(
                Line::default().strong("OPEN").plain(". Order alone does not block: ").plain(match answer.order_of_all {
                    Some(true) => "whatever is signed, its steps can be put in order.",
                    Some(false) => "there are packages whose steps can be put in order, though not all can.",
                    None => "there are packages whose steps can be put in order.",
                }),
            ),
            Verdict::Open => {
                let packages = grouped(&answer.packages);
                let acceptable = answer.acceptable_packages.as_ref().map_or_else(
                    || format!("more of the {packages} packages than could be counted are acceptable to all"),
                    |n| {
                        let verb = if n.to_string() == "1" { "is" } else { "are" };
                        format!("{} of {packages} packages {verb} acceptable to all", grouped(n))
                    },
                );
                doc.text(Line::default().strong("OPEN").plain(format!(". An agreement is possible: {acceptable}.")));
            }
            Verdict::Impossible => doc.text(Line::default().strong("IMPOSSIBLE").plain(
                ". No agreement could be made even if every party gave up all that it demands: what is described as fact \
                 cannot be together.",
            )),
            Verdict::Blocked if answer.conflicts.is_empty() => {
                doc.text(Line::default().strong("BLOCKED").plain(". Not all that the parties insist on can be had."));
            }
            Verdict::Blocked => {
                let apart = match answer.knots.len() {
                    0 | 1 => String::new(),
                    n => format!(", which make up {n} separate problems"),
                };
                let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
                let conflicts = format!("{least}{}", count(answer.conflicts.len(), "conflict"));
                let what = if answer.asked.only == Some(Only::Order) {
                    "no order of steps is possible"
                } else {
                    "no agreement is possible"
                };
                doc.text(Line::default().strong("BLOCKED").plain(format!(
                    ". As long as everybody insists, {what}: there {} {conflicts}{apart}.",
                    if answer.conflicts.len() == 1 { "is" } else { "are" }
                )));
                self.first_hint(answer, doc);
            }
        }
    }

    /// The lines that somebody in a hurry needs.
    fn first_hint(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if let Some(cheapest) = self.cheapest(answer) {
            doc.text(cheapest);
            return;
        }
        if answer.stopped || answer.knots.iter().any(|k| !k.complete) {
            doc.text("No way out was found in time; there may be one.");
            return;
        }
        let line = Line::default().strong("There is no way out");
        let absolute = |c: &&Conflict| c.members.iter().all(|m| self.case.firmness_of(*m).cost().is_none());
        doc.text(match answer.conflicts.iter().find(absolute).map(|c| c.members.as_slice()) {
            Some([one]) => {
                line.plain(format!(": nothing can be had while {}, which is absolute, stays.", self.member(*one)))
            }
            Some(members) => line.plain(format!(
                ": nothing can be had while {}, {} absolute, stay.",
                self.members(members),
                package::both(members.len())
            )),
            None => line.plain(" among what may be given up."),
        });
    }

    fn witness(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let Some(witness) = &answer.witness else { return };
        if answer.asked.only == Some(Only::Order) {
            if !witness.order.is_empty() {
                doc.text(format!("In this order, for instance: {}.", self.order_words(witness)));
            }
            return;
        }
        doc.heading(2, "An agreement that all could sign");
        self.agreement(witness, doc);
        if answer.acceptable.len() > 1 {
            doc.heading(2, "All packages that all could sign and carry out");
            let told = answer.acceptable.iter().map(|a| {
                let worths: Vec<String> =
                    a.worth.iter().map(|(p, w)| format!("{} {w}", self.case.party_name(*p))).collect();
                let worths = if worths.is_empty() { String::new() } else { format!(" (worth {})", worths.join(", ")) };
                Item::new(format!("{}{worths}", self.package_words(&a.package)))
            });
            doc.list(told.collect());
        }
    }

    fn next(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let file = self.case.file();
        let mut next = Vec::new();
        if !answer.cautions.disputed.is_empty() && answer.readings.is_none() {
            next.push(format!("Some of this is disputed: `detente why {file} --reading all` reads it both ways."));
        }
        if let (Some(first), None) = (answer.conflicts.first().and_then(|c| c.members.first()), &answer.trial) {
            let key = self.case.key_of(*first);
            let path = match first {
                Origin::WalkAway(_) => format!("parties.{key}.walk_away"),
                _ => format!("demands.{key}"),
            };
            next.push(format!("The quotes behind an element: `detente cite {file} {path}`."));
        }
        let example = answer.ways_out.first().and_then(|w| w.agreement.as_ref()).or(answer.witness.as_ref());
        if let (Some(agreement), None, false) = (example, &answer.trial, self.case.issues().is_empty())
            && answer.verdict == Verdict::Blocked
        {
            let package = self.case.package_line(&agreement.package);
            next.push(format!("What stands against a package: `detente why {file} --package {package}`."));
        }
        for line in next {
            doc.text(Line::default().quiet(line));
        }
    }
}
