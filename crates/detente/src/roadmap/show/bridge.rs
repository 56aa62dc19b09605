//! Bridges: what would come on credit, at what cost, what could make that safe, and the order that follows.

use std::collections::BTreeSet;

use super::Tell;
use crate::{
    case::StepId,
    roadmap::{Bridges, Crossing, instruments::Instruments},
    rule::Origin,
    show::{Block, Doc, Item, Line},
    words::{count, listed},
};

/// Bridges that are told in full, with their order and stakes.
const IN_FULL: usize = 2;

impl Tell<'_> {
    pub(super) fn bridges(&self, doc: &mut Doc) {
        let Some(bridges) = &self.answered().bridges else { return };
        if let Some(hopeless) = &bridges.hopeless {
            doc.heading(2, "Why no bridge reaches");
            doc.text("Even if every precondition came on credit that may, this would remain:");
            doc.numbered(self.held_up_by(hopeless));
            return;
        }
        let crossings = &self.answered().crossings;
        if crossings.is_empty() {
            return;
        }
        doc.heading(2, "Bridges, cheapest first");
        doc.text(
            "A bridge lets a step go first on credit: what it waited for is owed, and follows. Costs add up the analyst\u{2019}s \
             estimates of what that asks of whoever insists; they do not say who should yield.",
        );
        doc.text(self.how_many(bridges));
        let head = ["Bridge", "Cost", "What goes first", "On credit of"].map(str::to_owned).to_vec();
        let mut rows = Vec::new();
        for (n, crossing) in crossings.iter().enumerate() {
            for (place, clause) in crossing.bridge.clauses.iter().enumerate() {
                let clause = &self.answer.graph.clauses[*clause];
                let (number, cost) = match place {
                    0 => ((n + 1).to_string(), crossing.bridge.cost.to_string()),
                    _ => (String::new(), String::new()),
                };
                rows.push(vec![number, cost, self.with_performers(clause.step), self.owed(&clause.any)]);
            }
        }
        doc.blocks.push(Block::Table(head, rows));
        let mut told = BTreeSet::new();
        let asked = self.answer.asked.bridge;
        let in_full = |n: &usize| match asked {
            Some(asked) => n + 1 == asked,
            None => *n < IN_FULL,
        };
        for (n, crossing) in crossings.iter().enumerate().filter(|(n, _)| in_full(n)) {
            self.crossing(n, crossing, &mut told, doc);
        }
        if asked.is_none() && crossings.len() > IN_FULL {
            doc.text(format!("The others in full: `--bridge {}`, and so on.", IN_FULL + 1));
        }
    }

    /// How many there are, and whether the first is surely the cheapest.
    fn how_many(&self, bridges: &Bridges) -> String {
        let crossings = &self.answered().crossings;
        let cheapest = crossings[0].bridge.cost;
        let tied = crossings.iter().take_while(|c| c.bridge.cost == cheapest).count();
        let total = match &bridges.total {
            Some(total) => count(usize::try_from(total).unwrap_or(usize::MAX), "bridge"),
            None => format!("at least {}", count(crossings.len(), "bridge")),
        };
        let verb = if total.ends_with("1 bridge") { "is" } else { "are" };
        let more = bridges.least.is_some_and(|l| l <= cheapest);
        match (bridges.proven > 0, tied) {
            (false, _) => {
                let least = bridges.least.map_or_else(String::new, |l| format!(": none costs less than {l}"));
                format!("There {verb} {total}; whether the first is the cheapest is not proven{least}.")
            }
            _ if total == "1 bridge" => "There is one bridge.".to_owned(),
            (true, 1) if !more => format!("There {verb} {total}; the first is the single cheapest."),
            (true, n) => {
                format!("There {verb} {total}; {}{n} of them cost least.", if more { "at least " } else { "" })
            }
        }
    }

    fn crossing(&self, n: usize, crossing: &Crossing, told: &mut BTreeSet<usize>, doc: &mut Doc) {
        doc.heading(3, format!("Bridge {}, at a cost of {}", n + 1, crossing.bridge.cost));
        let clauses = crossing.bridge.clauses.iter().zip(&crossing.instruments);
        let items = clauses.map(|(n, instruments)| {
            let clause = &self.answer.graph.clauses[*n];
            let item = Item::new(
                Line::default()
                    .strong(format!("{} goes first", self.with_performers(clause.step)))
                    .plain(format!(", on credit of {}. That eases", self.owed(&clause.any)))
                    .plain(self.named(clause.because))
                    .plain(" demand ")
                    .name(self.case.key_of(clause.because))
                    .plain(format!(
                        ", line {}, cost {}.",
                        self.case.line(self.case.place_of(clause.because)),
                        clause.cost.map_or_else(String::new, |c| c.to_string())
                    )),
            );
            self.safeguards(item, instruments, told.insert(*n))
        });
        doc.list(items.collect());
        let span = self.span(&crossing.plan);
        let in_time = self.in_time(&crossing.plan);
        doc.text(Line::default().strong("Then this order").plain(format!("{span}.{in_time}")));
        self.plan(&crossing.plan, doc);
        if let Some(weighed) = &crossing.plan.weighed {
            doc.text(Line::default().strong("Who is exposed").plain(", if the others stop:"));
            self.exposed(&crossing.plan, weighed, doc);
            doc.text(Line::default().strong("Would it hold?"));
            self.holds(&crossing.plan, weighed, doc);
        }
    }

    /// ` “no accord before elections” —`, where a demand has a name of its own.
    fn named(&self, origin: Origin) -> String {
        let own = match origin {
            Origin::Demand(d) => self.case.demand(d).name.as_ref(),
            _ => None,
        };
        own.map_or_else(String::new, |name| format!(" \u{201c}{name}\u{201d} \u{2014}"))
    }

    fn owed(&self, any: &[usize]) -> String {
        let names: Vec<String> = any.iter().map(|s| self.with_performers(*s)).collect();
        let one = if names.len() > 1 { "one of " } else { "" };
        format!("{one}{}", listed(names, "or"))
    }

    /// What could make it safe to go first, and, the first time, what could not, with the reason.
    fn safeguards(&self, item: Item, instruments: &Instruments, first: bool) -> Item {
        let owed = instruments.owed.map(StepId::index);
        let step = instruments.step.index();
        let mut item = item;
        if instruments.applicable.is_empty() {
            item = item.with(Block::Text("Nothing that the file tells could make that safe.".into()));
        } else {
            item = item.with(Block::Text("What could make that safe:".into()));
            let told = instruments.applicable.iter().map(|i| self.instrument(i, step, owed)).collect();
            item = item.with(Block::List(told));
        }
        let (unknown, ruled_out): (Vec<_>, Vec<_>) =
            instruments.not_applicable.iter().partition(|n| self.not_told(n).is_some());
        if first && !ruled_out.is_empty() {
            let not: Vec<String> = ruled_out.iter().map(|n| self.not(n)).collect();
            item = item.with(Block::Text(Line::default().quiet(format!("Ruled out: {}.", not.join("; ")))));
        }
        if first && !unknown.is_empty() {
            let not: Vec<String> = unknown.iter().filter_map(|n| self.not_told(n)).collect();
            let told = format!("Would depend on what the file does not say: {}.", not.join("; "));
            item = item.with(Block::Text(Line::default().quiet(told)));
        }
        item
    }
}
