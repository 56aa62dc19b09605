//! What holds against parties that move together.

use super::{
    called,
    steps::{names, states, walk},
};
use crate::{
    show::{Block, Doc, Item, Line},
    stable::{
        Convention,
        coalition::{Break, CONCEPTS, Coalitions},
        space::Space,
    },
    words::{count, grouped, listed},
};

/// Coalitions whose names are told.
const MOST_NAMED: usize = 8;

/// Broken states that are told.
const MOST_BREAKS: usize = 8;

impl Coalitions {
    /// Tells it as a section of a document.
    pub fn show(&self, space: &Space<'_>, doc: &mut Doc) {
        doc.heading(2, "If parties move together");
        let several: Vec<&Vec<usize>> = self.looked_at.iter().filter(|c| c.len() > 1).collect();
        if several.is_empty() {
            doc.text("No coalition was looked at.");
            return;
        }
        let mut sets: Vec<String> =
            several.iter().take(MOST_NAMED).map(|c| format!("{{{}}}", names(space, c))).collect();
        if several.len() > MOST_NAMED {
            sets.push(count(several.len() - MOST_NAMED, "other"));
        }
        doc.text(match self.convention {
            Convention::Literature => format!(
                "Looked at: {}, and each party alone. The members of a coalition move in turn, and leave a state where that leads to \
                 one that is better for each of them. For SEQ, others answer by moves that are improvements for whoever makes them.",
                listed(sets, "and")
            ),
            Convention::GmcrPlus => format!(
                "Looked at, each as one player: {}. As in the program GMCR+ its members no longer move alone, it changes all that \
                 they decide in one go, and only where that is better for each of them.",
                listed(sets, "and")
            ),
        });
        let row = |(n, concept): (usize, &crate::stable::Concept)| {
            let held = &self.equilibria[n];
            vec![called(*concept).to_owned(), grouped(held.len()), states(space, held)]
        };
        let head = ["Concept", "Hold against all of them", "Which"].map(str::to_owned).to_vec();
        doc.blocks.push(Block::Table(head, CONCEPTS.iter().enumerate().map(row).collect()));
        let told = merged(&self.breaks);
        if told.is_empty() {
            doc.text("Whatever holds against each party alone holds against these coalitions as well.");
            return;
        }
        doc.text("These hold against each party alone, but not against parties that move together:");
        let more = told.len().saturating_sub(MOST_BREAKS) + self.more.iter().max().copied().unwrap_or(0);
        let item = |(concepts, broken): &(Vec<String>, &Break)| {
            let line = Line::default().strong(format!("State {}", space.number(broken.state)));
            Item::new(line.plain(format!(
                ", by {}: {}, which is better for {}, and nothing that counts deters them.",
                listed(concepts.clone(), "and"),
                walk(space, broken.state, &broken.path),
                if broken.coalition.len() == 2 { "both" } else { "each of them" },
            )))
        };
        let mut items: Vec<Item> = told.iter().take(MOST_BREAKS).map(item).collect();
        if more > 0 {
            items.push(Item::new(format!("{} more; `--json` lists them.", grouped(more))));
        }
        doc.list(items);
    }
}

/// Breaks of a state by the same moves are told once.
fn merged(breaks: &[Break]) -> Vec<(Vec<String>, &Break)> {
    let mut told: Vec<(Vec<String>, &Break)> = Vec::new();
    for broken in breaks {
        let name = called(broken.concept).to_owned();
        match told.iter_mut().find(|(_, b)| (b.state, &b.path) == (broken.state, &broken.path)) {
            Some((concepts, _)) => concepts.push(name),
            None => told.push((vec![name], broken)),
        }
    }
    told.sort_by_key(|(_, b)| b.state);
    told
}
