//! What blocks it: the conflicts, each with its members, who waits for whom and what it rests on.

use std::collections::BTreeSet;

use super::Words;
use crate::{
    case::{PartyId, StepId},
    rule::Origin,
    show::{Block, Doc, Item, Line},
    why::{About, Conflict, Only, Waiting, WhyAnswer},
    words::{grouped, listed},
};

/// Conflicts that are told in words.
const MOST_TOLD: usize = 50;

impl Words<'_> {
    pub(super) fn conflicts(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.conflicts.is_empty() {
            return;
        }
        doc.heading(2, "What blocks it");
        doc.numbered(answer.conflicts.iter().take(MOST_TOLD).map(|c| self.conflict(c, answer)).collect());
        if answer.conflicts.len() > MOST_TOLD {
            doc.text(format!(
                "{} more conflicts are left out here; `--json` lists them all.",
                grouped(answer.conflicts.len() - MOST_TOLD)
            ));
        }
    }

    fn conflict(&self, conflict: &Conflict, answer: &WhyAnswer) -> Item {
        let mut line = Line::default().strong(headline(conflict)).plain(format!(": {}.", self.owners(conflict)));
        if answer.knots.len() > 1 {
            line = line.quiet(format!(" (problem {})", conflict.knot + 1));
        }
        let mut item = Item::new(line);
        if !conflict.waiting.links.is_empty() {
            item = item.with(Block::Text(self.waiting(&conflict.waiting)));
        }
        item = item.with(Block::List(conflict.members.iter().map(|m| self.rule(*m)).collect()));
        if !conflict.rests_on.is_empty() {
            item = item.with(Block::Text("This rests on what cannot be given up:".into()));
            item = item.with(Block::List(conflict.rests_on.iter().map(|o| self.rule(*o)).collect()));
        }
        let ways: Vec<Item> = conflict
            .members
            .iter()
            .zip(&conflict.gives_way)
            .filter_map(|(m, agreement)| Some((m, agreement.as_ref()?)))
            .map(|(m, agreement)| {
                let would = match self.case.firmness_of(*m).cost() {
                    Some(_) => "",
                    None => " (which is absolute)",
                };
                let then = if self.case.issues().is_empty() || answer.asked.only == Some(Only::Order) {
                    self.order_words(agreement)
                } else {
                    self.package_words(&agreement.package)
                };
                Item::new(format!("without {}{would}: {then}", self.label(*m)))
            })
            .collect();
        if !ways.is_empty() {
            item = item.with(Block::Text("One alone giving way would open it:".into())).with(Block::List(ways));
        }
        item
    }

    fn owners(&self, conflict: &Conflict) -> String {
        let who: BTreeSet<PartyId> = conflict.members.iter().filter_map(|m| self.case.party_of(*m)).collect();
        listed(who.iter().map(|p| self.case.party_name(*p).to_owned()).collect(), "and")
    }

    /// *“A” (Ukraine) waits for “B” (Russia), which waits for “A” (Ukraine): a ring.*
    pub(super) fn waiting(&self, waiting: &Waiting) -> Line {
        let links = &waiting.links;
        let step = |s: &StepId| format!("{} ({})", self.case.step_name(*s), self.case.performers(*s));
        let steps = |list: &[StepId], last: &str| listed(list.iter().map(step).collect(), last);
        let mut line = Line::default();
        for (n, link) in links.iter().enumerate() {
            let follows = n > 0 && links[n - 1].waits_for.contains(&link.step) && links[n - 1].waits_for.len() == 1;
            let subject = if n == 0 {
                step(&link.step)
            } else if follows {
                ", which".to_owned()
            } else {
                format!("; {}", step(&link.step))
            };
            let verb = match (link.together, link.on_credit) {
                (true, _) => "is to be one act with",
                (_, true) => "needs, sooner or later,",
                _ => "waits for",
            };
            let object = match link.waits_for.as_slice() {
                [one] => step(one),
                many if link.together => steps(many, "and"),
                many => format!("one of {}", steps(many, "or")),
            };
            line = line.plain(format!("{subject} {verb} {object}"));
        }
        let closed = match (links.first(), links.last()) {
            (Some(first), Some(last)) => links.len() > 1 && last.waits_for.contains(&first.step),
            _ => false,
        };
        line.plain(if waiting.ring && closed { ": a ring." } else { "." })
    }

    /// What the steps are done with that are waited for and not performed.
    pub(super) fn absent(&self, waiting: &Waiting) -> Line {
        let absent: BTreeSet<StepId> = waiting.links.iter().flat_map(|l| l.absent.iter().copied()).collect();
        let told = absent.into_iter().filter_map(|s| {
            let pattern = self.case.step(s).carries_out.as_ref()?;
            Some(format!(
                "Not performed in this package: {}, which is done only with {}.",
                self.case.step_name(s),
                self.case.pattern_words(pattern)
            ))
        });
        told.collect::<Vec<_>>().join(" ").into()
    }
}

/// What is the matter, in a few words.
fn headline(conflict: &Conflict) -> &'static str {
    let only_walk_aways = conflict.members.iter().all(|m| matches!(m, Origin::WalkAway(_)));
    let one = conflict.members.len() == 1;
    match conflict.about {
        About::Order if one => "A demand of order that nothing can meet",
        About::Order if conflict.waiting.ring => "They wait for each other",
        About::Order => "A step waits for what the package does not contain",
        About::Content if only_walk_aways && one => "Nothing is worth enough",
        About::Content if only_walk_aways => "Nothing is worth enough to all of them",
        About::Content if one => "A demand that nothing can meet",
        About::Content => "They want what cannot be had together",
        About::Mixed => "Content and order together leave no room",
    }
}
