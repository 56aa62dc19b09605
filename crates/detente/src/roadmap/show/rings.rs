//! What holds the roadmap up: rings told party by party, what nobody does, and what would be a way round.

use std::collections::BTreeSet;

use super::Tell;
use crate::{
    case::StepId,
    roadmap::cores::{Blocked, Core, Tie},
    rule::Origin,
    show::{Block, Doc, Item, Line},
    words::{count, spelt},
};

/// Cores that are told in words.
const MOST_TOLD: usize = 20;

impl Tell<'_> {
    pub(super) fn rings(&self, doc: &mut Doc) {
        let blocked = &self.answered().blocked;
        let items = self.held_up_by(blocked);
        if !items.is_empty() {
            doc.heading(2, "What holds it up");
            doc.numbered(items);
        }
        let reachable: Vec<usize> = self.answer.reachable.iter().map(|s| s.index()).collect();
        if !reachable.is_empty() && !blocked.needed.is_empty() {
            doc.text(format!("As things stand this can be done: {}.", self.steps(&reachable, "and")));
        }
        self.ways_round(doc);
    }

    /// Rings that matter to the goals, then missing steps.
    pub(super) fn held_up_by(&self, blocked: &Blocked) -> Vec<Item> {
        let mut items: Vec<Item> =
            blocked.cores.iter().filter(|c| c.needed).take(MOST_TOLD).map(|c| self.core(c)).collect();
        for missing in &blocked.missing {
            let graph = &self.answer.graph;
            let mut waiting: Vec<usize> = missing.clauses.iter().map(|c| graph.clauses[*c].step).collect();
            waiting.extend(missing.together.iter().flat_map(|t| graph.together[*t].1.iter().copied()));
            waiting.retain(|s| *s != missing.step);
            waiting.sort_unstable();
            waiting.dedup();
            let who = match waiting.as_slice() {
                [] => ", which is a goal".to_owned(),
                [one] => format!(", which {} waits for", self.with_performers(*one)),
                many => format!(", which {} wait for", self.steps(many, "and")),
            };
            items.push(Item::new(Line::default().strong(self.lacking(missing.step)).plain(format!("{who}."))));
        }
        items
    }

    /// `Nobody performs “X”`, `The package does not contain “X” (done only with …)`
    fn lacking(&self, step: usize) -> String {
        if self.answer.graph.nodes[step].performable {
            return format!("Nobody performs {}", self.step(step));
        }
        let pattern = self.case.step(StepId::at(step)).carries_out.as_ref();
        let only = pattern.map_or_else(String::new, |p| format!(" (done only with {})", self.case.pattern_words(p)));
        format!("The package does not contain {}{only}", self.step(step))
    }

    fn core(&self, core: &Core) -> Item {
        let graph = &self.answer.graph;
        let because = |by: Tie| match by {
            Tie::Clause(c) => graph.clauses[c].because,
            Tie::Together(t) => graph.together[t].0,
        };
        let links: Vec<String> = core
            .ring
            .iter()
            .map(|l| {
                let verb = match l.by {
                    Tie::Clause(_) => "waits for",
                    Tie::Together(_) => "is to be one act with",
                };
                format!("{} {verb} {}", self.with_performers(l.step), self.with_performers(l.waits_for))
            })
            .collect();
        let line = Line::default().strong("They wait for each other").plain(format!(": {}: a ring.", links.join("; ")));
        let mut item = Item::new(line);
        let rules: BTreeSet<Origin> = core.ring.iter().map(|l| because(l.by)).collect();
        item = item.with(Block::List(rules.iter().map(|o| self.words.rule(*o)).collect()));
        if core.steps.len() > core.ring.len() {
            item = item.with(Block::Text(
                format!(
                    "It is not the only ring here: {} wait for each other, by {} in all.",
                    self.steps(&core.steps, "and"),
                    count(core.clauses.len(), "precondition")
                )
                .into(),
            ));
        }
        if !core.opens {
            item = item.with(Block::Text("No bridge could open it: nothing in it may come on credit.".into()));
        }
        item
    }

    fn ways_round(&self, doc: &mut Doc) {
        let found = &self.answered().ways_round;
        if found.is_empty() {
            return;
        }
        doc.heading(2, "A way round");
        let items = found.iter().map(|way| {
            let waiting: BTreeSet<usize> = way.clauses.iter().map(|c| self.answer.graph.clauses[*c].step).collect();
            let waiting: Vec<usize> = waiting.into_iter().collect();
            let then =
                if way.reaches { "With it all goals could be reached" } else { "With it that step could be done" };
            Item::new(
                Line::default()
                    .strong(self.lacking(way.step))
                    .plain(format!(", which would do for {}. {then}.", self.steps(&waiting, "and"))),
            )
        });
        doc.list(items.collect());
    }

    /// Alternatives that the order rests on.
    pub(super) fn escapes(&self, doc: &mut Doc) {
        let found = &self.answered().escapes;
        if found.is_empty() {
            return;
        }
        doc.heading(2, "What it rests on");
        let items = found.iter().map(|escape| {
            let clause = &self.answer.graph.clauses[escape.clause];
            let others: Vec<usize> = clause.any.iter().copied().filter(|s| *s != escape.step).collect();
            let ring = escape.breaks.steps.len();
            Item::new(Line::default().strong(self.with_performers(escape.step)).plain(format!(
                " breaks a ring: {} may follow it instead of {}. Without it {} steps would wait for each other: {}.",
                self.step(clause.step),
                self.steps(&others, "or"),
                spelt(ring),
                self.steps(&escape.breaks.steps, "and")
            )))
        });
        doc.list(items.collect());
    }
}
