//! Whether there is an order depends on how demands are read.

use super::Tell;
use crate::{
    roadmap::meanings::Reading,
    rule::Origin,
    show::{Doc, Item, Line},
    words::listed,
};

impl Tell<'_> {
    pub(super) fn readings(&self, doc: &mut Doc) {
        let Some(readings) = &self.answered().readings else { return };
        doc.heading(2, "If demands are read otherwise");
        let order = |reached: bool| if reached { "there is an order" } else { "there is no order" };
        let given_up = if self.answer.choice.given_up.is_empty() { "" } else { ", and with what is given up" };
        doc.text(format!("As the file has them{given_up}, {}.", order(readings.reached)));
        let mut items: Vec<Item> = readings
            .alone
            .iter()
            .map(|(reading, reached)| {
                let same = if *reached == readings.reached { ", too" } else { "" };
                let line = Line::default().plain(format!("If {}, ", self.read(*reading)));
                Item::new(if *reached == readings.reached {
                    line.plain(format!("{}{same}.", order(*reached)))
                } else {
                    line.strong(order(*reached)).plain(".")
                })
            })
            .collect();
        for set in readings.change.iter().filter(|s| s.len() > 1) {
            let all = listed(set.iter().map(|r| self.read(*r)).collect(), "and");
            items.push(Item::new(
                Line::default().plain(format!("If {all}, ")).strong(order(!readings.reached)).plain("."),
            ));
        }
        doc.list(items);
        doc.text(if readings.change.is_empty() {
            "So whether there is an order does not depend on how they are read."
        } else {
            "So the parties should agree first on what the words mean."
        });
    }

    /// `“no elections first” is read as “completed” (Russia)`
    fn read(&self, (demand, meaning): Reading) -> String {
        let read = &self.case.demand(demand).terms.meanings[meaning];
        let by = read.by.map_or_else(String::new, |p| format!(", as {} does", self.party(p)));
        let waits = self.case.waits_words(&read.waits, "comes only");
        format!(
            "{} is read as \u{201c}{}\u{201d}{by} (its step {waits})",
            self.words.label(Origin::Demand(demand)),
            read.name
        )
    }
}
