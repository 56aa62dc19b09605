//! Why not this package?

use super::Words;
use crate::{
    number::Exact,
    rule::Origin,
    show::{Block, Doc, Item, Line},
    why::{OrderConflict, OrderOf, Price, Trial, Waiting},
    words::listed,
};

impl Words<'_> {
    pub(super) fn trial(&self, trial: &Trial, doc: &mut Doc) {
        let case = self.case;
        doc.heading(2, "Why not this package?");
        doc.blocks.push(self.tried(trial));
        let worths: Vec<String> = trial.agreement.worth.iter().map(|(p, w)| self.worth(*p, *w)).collect();
        if !worths.is_empty() {
            doc.text(format!("Worth, of 100: {}.", listed(worths, "and")));
        }
        if trial.is_free() {
            doc.text(Line::default().strong("Nothing stands against it").plain(": all could sign it."));
            if !trial.agreement.order.is_empty() {
                doc.text(format!("In this order: {}.", self.order_words(&trial.agreement)));
            }
            return;
        }
        let mut items: Vec<Item> = trial.violates.iter().map(|o| self.rule(*o)).collect();
        for (party, missing) in &trial.shortfalls {
            let tenth = if *missing < Exact::ratio(1, 20) { "less than 0.1".to_owned() } else { missing.to_string() };
            let walk_away = Origin::WalkAway(*party);
            let line = Line::default().strong(format!("{} is {tenth} short of its walk-away", case.party_name(*party)));
            items.push(Item::new(line.plain(format!(" \u{2014} {}", case.tags(walk_away).join(", ")))));
        }
        match &trial.order {
            OrderOf::Conflicts { conflicts, .. } => items.extend(conflicts.iter().map(|c| self.order_conflict(c))),
            OrderOf::Impossible(waiting) => {
                let mut item = Item::new(
                    Line::default().strong("Steps that it needs could never be done, whatever anybody gave up."),
                );
                item = self.held_up(item, waiting);
                items.push(item);
            }
        }
        if !items.is_empty() {
            doc.text("Against it stands:");
            doc.list(items);
        }
        if matches!(trial.order, OrderOf::Conflicts { complete: false, .. }) {
            doc.text("The search ended before all that stands in the way of its steps was known; there may be more.");
        }
        doc.text(self.price(&trial.price));
    }

    fn tried(&self, trial: &Trial) -> Block {
        let left_open = match trial.price {
            Price::Costs(..) | Price::Absolute(_) => " (left open; settled here so that least stands against it)",
            Price::RuledOut(_) | Price::NotKnown => " (left open; the first option stands here)",
        };
        Block::Table(
            vec!["Issue".to_owned(), "Option".to_owned()],
            self.case
                .package_rows(&trial.agreement.package)
                .into_iter()
                .zip(self.case.issue_ids())
                .map(|(mut row, issue)| {
                    if trial.filled_in.contains(&issue) {
                        row[1].push_str(left_open);
                    }
                    row
                })
                .collect(),
        )
    }

    fn order_conflict(&self, conflict: &OrderConflict) -> Item {
        let head = match (conflict.waiting.ring, conflict.everywhere) {
            (true, false) => "In this package, steps wait for each other in a ring.",
            (true, true) => "Steps wait for each other in a ring, in this package as in every other.",
            (false, false) => "A step waits for what this package does not contain.",
            (false, true) => "A step waits for what this package does not contain, and no other would do.",
        };
        let item = self.held_up(Item::new(Line::default().strong(head)), &conflict.waiting);
        item.with(Block::List(conflict.members.iter().map(|m| self.rule(*m)).collect()))
    }

    fn held_up(&self, mut item: Item, waiting: &Waiting) -> Item {
        if !waiting.links.is_empty() {
            item = item.with(Block::Text(self.waiting(waiting)));
        }
        let absent = self.absent(waiting);
        if absent.0.is_empty() { item } else { item.with(Block::Text(absent)) }
    }

    fn price(&self, price: &Price) -> Line {
        match price {
            Price::Costs(give_up, cost) => {
                format!("It could be had at a cost of {cost}: {}.", self.given_up(give_up)).into()
            }
            Price::Absolute(sets) => {
                let held = sets.iter().map(|set| match set.as_slice() {
                    [one @ Origin::WalkAway(_)] => format!("{}, which is absolute, stands", self.label(*one)),
                    [one] => {
                        let party = self.case.party_of(*one).map_or("", |p| self.case.party_name(p));
                        format!("{party} holds {}, which is absolute", self.label(*one))
                    }
                    many => format!("{}, {} absolute, stand", self.members(many), both(many.len())),
                });
                let held: Vec<String> = held.collect();
                format!("It cannot be had while {}.", held.join("; nor while ")).into()
            }
            Price::RuledOut(facts) => {
                let facts = facts.iter().map(|f| match f {
                    Origin::Constraint(c) => format!("constraint `{}`", self.case.constraint(*c).key),
                    other => format!("step `{}`", self.case.key_of(*other)),
                });
                let facts: Vec<String> = facts.collect();
                if facts.is_empty() {
                    return "It is ruled out by what the steps are; nobody can give that up.".into();
                }
                format!("It is ruled out by {}; nobody can give that up.", listed(facts, "and")).into()
            }
            Price::NotKnown => {
                "Whether it could be had, and at what cost, is not known: the search ended before.".into()
            }
        }
    }
}

/// `both` or `all`
pub(super) fn both(n: usize) -> &'static str {
    if n == 2 { "both" } else { "all" }
}
