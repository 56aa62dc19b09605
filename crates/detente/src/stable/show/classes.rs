//! States that nobody tells apart.

use super::steps::states;
use crate::{
    show::{Doc, Item},
    stable::{classes::Classes, space::Space},
    words::{count, grouped},
};

/// Classes that are told.
const MOST_CLASSES: usize = 12;

impl Classes {
    /// Tells it in a paragraph; nothing where each state is told from all others.
    pub fn show(&self, space: &Space<'_>, doc: &mut Doc) {
        if self.merged.is_empty() {
            return;
        }
        doc.text(format!(
            "Nobody tells some states apart, and whoever can move from one of them can move to as much from the others; taken together \
             they make {} out of {}:",
            count(self.count, "state"),
            grouped(space.len())
        ));
        let mut items: Vec<Item> =
            self.merged.iter().take(MOST_CLASSES).map(|class| Item::new(states(space, class))).collect();
        if self.merged.len() > MOST_CLASSES {
            items.push(Item::new(format!("{} more such sets", grouped(self.merged.len() - MOST_CLASSES))));
        }
        doc.list(items);
    }
}
