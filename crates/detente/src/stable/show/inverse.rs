//! What would have to be preferred for a state to hold.

use num_traits::ToPrimitive;

use super::{called, changes};
use crate::{
    case::Case,
    show::{Block, Doc, Item, Line},
    stable::{
        Concept,
        inverse::{Change, Clause, Inverse, Needs, Share, Wanted},
        space::Space,
    },
    words::{count, grouped, listed},
};

/// Conditions of a party that are told.
const MOST_CONDITIONS: usize = 6;

/// Sets of states that are told of a condition.
const MOST_SETS: usize = 4;

/// States up to which rankings are counted, rather than told as a share only.
const MOST_COUNTED: usize = 10;

pub(in crate::stable) fn inverse(case: &Case, space: &Space<'_>, result: &Inverse, doc: &mut Doc) {
    let teller = Teller { case, space, result };
    doc.heading(2, format!("What it would take for state {} to hold", space.number(result.cell)));
    teller.table(doc);
    doc.text(
        "A share says how many of all strict orders of the states would make a party stay, the others preferring what they \
         do. The cheapest change is the one that turns the fewest pairs of states round in the party\u{2019}s order.",
    );
    let parties = 0..space.graph.parties.len();
    doc.list(parties.map(|p| teller.party(p)).collect());
    result.wanted.iter().filter_map(|w| teller.together(w)).for_each(|line| doc.text(line));
    teller.profiles(doc);
}

struct Teller<'t> {
    case: &'t Case,
    space: &'t Space<'t>,
    result: &'t Inverse,
}

impl Teller<'_> {
    fn name(&self, party: usize) -> String {
        self.case.party_name(self.space.graph.parties[party]).to_owned()
    }

    /// For each party and concept whether it stays, under how many orders it would, and what the least change is.
    fn table(&self, doc: &mut Doc) {
        let head =
            ["Party", "Concept", "Stays now", "Would stay in", "Pairs to turn round"].map(str::to_owned).to_vec();
        let mut rows = Vec::new();
        for party in 0..self.space.graph.parties.len() {
            for wanted in &self.result.wanted {
                let needs = &wanted.parties[party];
                let stays = match needs.stays {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "not known",
                };
                rows.push(vec![
                    self.name(party),
                    called(wanted.concept).to_owned(),
                    stays.to_owned(),
                    needs.share.as_ref().map_or_else(|| "not counted".to_owned(), |s| self.share(s, 1)),
                    match &needs.change {
                        Some(change) if change.pairs == 0 => "none".to_owned(),
                        Some(change) => grouped(change.pairs),
                        None => "not known".to_owned(),
                    },
                ]);
            }
        }
        doc.blocks.push(Block::Table(head, rows));
    }

    fn share(&self, share: &Share, parties: usize) -> String {
        let percent = percent(share);
        if self.space.len() > MOST_COUNTED {
            return format!("{percent} of orders");
        }
        let all = Share { some: 1_u32.into(), of: 1_u32.into() };
        let states = self.space.len();
        format!(
            "{} of {} ({percent})",
            grouped(share.rankings(states, parties)),
            grouped(all.rankings(states, parties))
        )
    }

    /// What a party would have to prefer, concepts that ask the same of it told at once.
    fn party(&self, party: usize) -> Item {
        let of = |w: &Wanted| (w.concept, w.parties[party].clone());
        let mut groups: Vec<(Vec<Concept>, Needs)> = Vec::new();
        for (concept, needs) in self.result.wanted.iter().map(of) {
            match groups.iter_mut().find(|(_, n)| n.conditions == needs.conditions && n.change == needs.change) {
                Some((concepts, _)) => concepts.push(concept),
                None => groups.push((vec![concept], needs)),
            }
        }
        let name = Line::default().strong(self.name(party));
        let decides = !self.space.graph.movers[party].axes.is_empty();
        if !decides {
            return Item::new(name.plain(" decides nothing alone: it stays whatever it prefers."));
        }
        let items = groups.iter().map(|(concepts, needs)| self.needs(concepts, needs)).collect();
        Item::new(name).with(Block::List(items))
    }

    fn needs(&self, concepts: &[Concept], needs: &Needs) -> Item {
        let by = listed(concepts.iter().map(|c| called(*c).to_owned()).collect(), "and");
        let Some(conditions) = &needs.conditions else {
            return Item::new(format!("By {by}: what it takes took too much work to find."));
        };
        if conditions.is_empty() {
            return Item::new(format!("By {by} it stays whatever it prefers."));
        }
        let more = conditions.len().saturating_sub(MOST_CONDITIONS);
        let mut items: Vec<Item> =
            conditions.iter().take(MOST_CONDITIONS).map(|c| Item::new(self.condition(c))).collect();
        if more > 0 {
            items.push(Item::new(format!("and {}; `--json` lists them.", count(more, "more condition"))));
        }
        let all = if items.len() > 1 { "all of these hold" } else { "this holds" };
        let now = match needs.stays {
            Some(true) => "so it is now",
            _ => "so it is not now",
        };
        let mut item = Item::new(format!("By {by} it stays if {all} ({now}):")).with(Block::List(items));
        match &needs.change {
            Some(change) if change.pairs > 0 => item = item.with(Block::Text(self.change(change).into())),
            Some(_) => {}
            None => item = item.with(Block::Text("The cheapest change took too much work to find.".into())),
        }
        item
    }

    /// `State 3 (Way: “first” to “second”) is no better for it, or state 5 is no better, where others could bring it.`
    fn condition(&self, condition: &Clause) -> String {
        let from = self.space.package(self.result.cell);
        let moved = changes(self.case, &from, &self.space.package(condition.to));
        let start = format!("state {} ({moved}) is no better for it", self.space.number(condition.to));
        let others: Vec<&Vec<usize>> = condition.any.iter().filter(|set| set.as_slice() != [condition.to]).collect();
        if others.is_empty() {
            return format!("{start}.");
        }
        let (single, several): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = others.iter().partition(|set| set.len() == 1);
        let mut words = vec![start];
        let singles: Vec<usize> = single.into_iter().flatten().copied().collect();
        if !singles.is_empty() {
            words.push(format!("{} is no better, where others could take it", self.states(&singles, "or")));
        }
        for set in several.iter().take(MOST_SETS) {
            words.push(format!(
                "none of {} is better, where others could take it and it could go",
                self.states(set, "and")
            ));
        }
        if several.len() > MOST_SETS {
            words.push(format!("all of one of {} are no better", count(several.len() - MOST_SETS, "further set")));
        }
        format!("{}.", listed(words, "or"))
    }

    fn states(&self, cells: &[usize], last: &str) -> String {
        /// States that are named one by one.
        const MOST_NAMED: usize = 8;
        let mut numbers: Vec<String> =
            cells.iter().take(MOST_NAMED).map(|c| self.space.number(*c).to_string()).collect();
        if cells.len() > MOST_NAMED {
            numbers.push(format!("{} more", cells.len() - MOST_NAMED));
        }
        if cells.len() == 1 { format!("state {}", numbers[0]) } else { format!("states {}", listed(numbers, last)) }
    }

    fn change(&self, change: &Change) -> String {
        let along = match change.along.len() {
            0 => String::new(),
            1 => format!(", {} coming down with it", self.states(&change.along, "and")),
            _ => format!(", {} coming down with them", self.states(&change.along, "and")),
        };
        let turned = if change.pairs == 1 {
            "one pair of states".to_owned()
        } else {
            format!("{} pairs of states", grouped(change.pairs))
        };
        format!(
            "Cheapest change: it would have to hold {} no better than this one{along}. That turns {turned} round.",
            self.states(&change.lowered, "and")
        )
    }

    /// Whether all cheapest changes at once make an equilibrium, where one could undo another.
    fn together(&self, wanted: &Wanted) -> Option<Line> {
        let by = called(wanted.concept);
        let changed = wanted.parties.iter().filter(|n| n.change.as_ref().is_some_and(|c| c.pairs > 0)).count();
        if !wanted.concept.rests_on_others() || changed == 0 {
            return None;
        }
        let start = format!("By {by} what others would credibly do rests on what they prefer. ");
        let line = Line::default().plain(start);
        let Some(together) = &wanted.together else {
            return Some(line.plain("Whether all these changes together make an equilibrium was not looked at."));
        };
        if together.leave.is_empty() {
            return Some(line.plain(if changed == 1 {
                "With this change made, it is an equilibrium."
            } else {
                "With all these changes made at once, it is an equilibrium."
            }));
        }
        let leave = listed(together.leave.iter().map(|p| self.name(*p)).collect(), "and");
        let further = together
            .further
            .iter()
            .map(|(p, cells)| format!("{} held {} no better too", self.name(*p), self.states(cells, "and")));
        Some(line.plain(format!(
            "With the changes made, {leave} would leave after all; it would be an equilibrium if {}.",
            listed(further.collect(), "and")
        )))
    }

    /// How many combinations of orders make an equilibrium, where parties can be looked at one by one.
    fn profiles(&self, doc: &mut Doc) {
        let parties = self.space.graph.parties.len();
        let told = self.result.wanted.iter().filter_map(|w| {
            let share = w.profiles.as_ref()?;
            Some(format!("by {} {}", called(w.concept), self.share(share, parties)))
        });
        let told: Vec<String> = told.collect();
        if parties > 1 && !told.is_empty() {
            doc.text(format!(
                "Of all combinations of strict orders, one for each party, these make it an equilibrium: {}.",
                told.join("; ")
            ));
        }
    }
}

/// For display.
fn percent(share: &Share) -> String {
    let tenths = (&share.some * 1000_u32 + &share.of / 2_u32) / &share.of;
    match tenths.to_u32() {
        Some(0) => "under 0.1%".to_owned(),
        Some(1000) if share.some != share.of => "over 99.9%".to_owned(),
        Some(n) => format!("{}.{}%", n / 10, n % 10),
        None => "all".to_owned(),
    }
}
