//! What several statements have in common: persons, utterances, contradictions, issues.

use std::collections::BTreeSet;

use super::{Teller, interpretation::told};
use crate::{
    read::{Person, Voice},
    show::{Block, Doc, Item, Line},
    words::{count, listed, quoted},
};

/// So many lines of each list are told; JSON has all.
const MOST: usize = 40;

impl Teller<'_> {
    pub(super) fn persons(&self, doc: &mut Doc) {
        let persons: Vec<&Person> =
            self.draft.persons.iter().filter(|p| p.documents.iter().any(|d| self.told(d))).collect();
        if persons.is_empty() {
            return;
        }
        doc.heading(2, "Who is named");
        let item = |person: &&Person| {
            let mut line = Line::default().strong(person.name.clone());
            if let Some(actor) = &person.actor {
                line = line.plain(" (in the case: ").name(actor.clone()).plain(")");
            }
            if !person.aliases.is_empty() {
                line =
                    line.plain(format!(", also {}", listed(person.aliases.iter().map(|a| quoted(a)).collect(), "and")));
            }
            let mut roles: Vec<String> = Vec::new();
            for role in &person.roles {
                let former = if role.former { " (former)" } else { "" };
                let told = format!("{}{former}", quoted(&role.role));
                if !roles.contains(&told) {
                    roles.push(told);
                }
            }
            if !roles.is_empty() {
                line = line.plain(format!(": {}", roles.join(", ")));
            }
            Item::new(line.quiet(format!("  ({})", person.documents.join(", "))))
        };
        doc.list(persons.iter().take(MOST).map(item).collect());
        more(persons.len(), doc);
    }

    pub(super) fn utterances(&self, doc: &mut Doc) {
        let utterances: Vec<_> = self
            .draft
            .utterances
            .iter()
            .filter(|u| u.witnesses.iter().filter_map(|id| self.of(id)).any(|(_, p)| self.told(&p.document)))
            .collect();
        if utterances.is_empty() {
            return;
        }
        doc.heading(2, "The same words in several documents");
        doc.text("Each of these is one utterance with several witnesses, not several statements.");
        let item = |utterance: &&crate::read::Utterance| {
            let witnesses = utterance.witnesses.iter().filter_map(|id| {
                let (number, proposal) = self.of(id)?;
                let speaker = told(&proposal.speaker);
                Some(Item::new(format!("[{number}] {}: {speaker}", proposal.document)))
            });
            Item::new(Line::default().plain(quoted(&utterance.words))).with(Block::List(witnesses.collect()))
        };
        doc.list(utterances.iter().take(MOST).map(item).collect());
        more(utterances.len(), doc);
    }

    pub(super) fn contradictions(&self, doc: &mut Doc) {
        let sides = |c: &'_ crate::read::Contradiction| Some((self.of(&c.first)?, self.of(&c.second)?));
        let pairs = self.draft.contradictions.iter().filter_map(|c| sides(c).map(|(first, second)| (c, first, second)));
        let pairs: Vec<_> =
            pairs.filter(|(_, first, second)| self.told(&first.1.document) || self.told(&second.1.document)).collect();
        let side = |(number, proposal): (usize, &crate::read::Proposal)| {
            let quotes: Vec<String> = proposal.quotes.iter().map(|q| quoted(&q.text)).collect();
            let beside = format!("  [{number}] {}, {}", proposal.document, told(&proposal.speaker));
            Item::new(Line::default().plain(quotes.join(" \u{2026} ")).quiet(beside))
        };
        let all = pairs.len();
        let items: Vec<Item> = pairs
            .into_iter()
            .take(MOST)
            .map(|(c, first, second)| {
                let line = Line::default().plain(format!("{}:", c.because));
                Item::new(line).with(Block::List(vec![side(first), side(second)]))
            })
            .collect();
        if items.is_empty() {
            return;
        }
        doc.heading(2, "What may contradict");
        doc.text("By their words alone; whether they do is for you to say.");
        doc.list(items);
        more(all, doc);
    }

    /// What is known by issue, and how much of it the narrator alone says.
    pub(super) fn issues(&self, doc: &mut Doc) {
        let Some(case) = self.how.case.filter(|c| !c.issues().is_empty()) else { return };
        doc.heading(2, "By issue");
        let head = ["issue", "statements", "named", "unnamed or pronoun", "narrator alone", "documents"];
        let mut rows = Vec::new();
        let mut row = |name: &str, about: &dyn Fn(&crate::read::Proposal) -> bool| {
            let (mut named, mut unnamed, mut alone, mut documents) = (0, 0, 0, BTreeSet::new());
            for (_, proposal) in self.proposals().filter(|(_, p)| about(p)) {
                documents.insert(proposal.document.as_str());
                match proposal.speaker {
                    Voice::Narrator => alone += 1,
                    Voice::Named { .. } => named += 1,
                    _ => unnamed += 1,
                }
            }
            let numbers = [named + unnamed + alone, named, unnamed, alone, documents.len()];
            rows.push(std::iter::once(name.to_owned()).chain(numbers.map(|n| n.to_string())).collect());
        };
        for issue in case.issues() {
            row(&issue.name, &|p| p.issues.first().is_some_and(|g| g.issue == issue.key));
        }
        row("none of them", &|p| p.issues.is_empty());
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows));
        doc.text(
            "Counted once each, under the issue that its words fit best. Statements are not documents, and documents are not \
             independent because they are several.",
        );
    }
}

/// Says how many lines are left out.
fn more(all: usize, doc: &mut Doc) {
    if let Some(left) = all.checked_sub(MOST).filter(|n| *n > 0) {
        doc.text(format!("{} not told here: `--json` has all.", count(left, "more line")));
    }
}
