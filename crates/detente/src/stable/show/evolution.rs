//! How the conflict could get to where it would rest.

use super::{called, steps::walk};
use crate::{
    show::{Doc, Item, Line},
    stable::{
        evolution::{Evolution, Way},
        space::Space,
    },
    words::{count, grouped, listed},
};

/// Ways that are told.
const MOST_WAYS: usize = 12;

impl Evolution {
    /// Tells it as a section of a document.
    pub fn show(&self, space: &Space<'_>, doc: &mut Doc) {
        doc.heading(2, format!("How it could move on from state {}", space.number(self.from)));
        doc.text(format!(
            "Of {} other states {} can be reached by some moves, and {} by moves of which each is better for whoever makes it.",
            grouped(space.len() - 1),
            grouped(self.reached),
            grouped(self.improved)
        ));
        if self.ways.is_empty() {
            return;
        }
        let mut items: Vec<Item> = self.ways.iter().take(MOST_WAYS).map(|w| way(space, self.from, w)).collect();
        let more = self.ways.len().saturating_sub(MOST_WAYS) + self.more;
        if more > 0 {
            items.push(Item::new(format!("{} more, which are further away.", count_states(more))));
        }
        doc.list(items);
    }
}

fn way(space: &Space<'_>, from: usize, way: &Way) -> Item {
    let mut line = Line::default().strong(format!("To state {}", space.number(way.to)));
    let concepts: Vec<String> = way.concepts.iter().map(|c| called(*c).to_owned()).collect();
    if !concepts.is_empty() {
        line = line.plain(format!(" (holds by {})", listed(concepts, "and")));
    }
    let told = |acts: &[(usize, usize)]| {
        let by = |(mover, to): &(usize, usize)| (space.graph.movers[*mover].members.clone(), *to);
        walk(space, from, &acts.iter().map(by).collect::<Vec<_>>())
    };
    Item::new(line.plain(match (&way.improving, &way.any) {
        (Some(acts), _) if acts.is_empty() => ": it is there already.".to_owned(),
        (Some(acts), _) => format!(", each gaining by its move: {}.", told(acts)),
        (None, Some(acts)) => format!(", though somebody would move against its own preference: {}.", told(acts)),
        (None, None) => ": no moves lead there.".to_owned(),
    }))
}

fn count_states(n: usize) -> String {
    if n < 10_000 { count(n, "state") } else { format!("{} states", grouped(n)) }
}
