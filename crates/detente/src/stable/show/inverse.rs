//! What would have to be preferred for a state to hold.

use num_traits::ToPrimitive;

use super::{called, changes, so_many};
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

/// Answers, or sets of states, that are told of a condition one by one.
const MOST_SETS: usize = 3;

/// States up to which it is told, too, what makes a party stay that stays already.
const MOST_STATES: usize = 24;

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
    teller.all_together(doc);
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
        let now = match needs.stays {
            Some(true) if self.space.len() > MOST_STATES => {
                return Item::new(format!("By {by} it stays as things are."));
            }
            Some(true) => "as it is now",
            _ => "which is not so now",
        };
        let more = conditions.len().saturating_sub(MOST_CONDITIONS);
        let mut items: Vec<Item> =
            conditions.iter().take(MOST_CONDITIONS).map(|c| Item::new(self.condition(c))).collect();
        if more > 0 {
            items.push(Item::new(format!("And {}; `--json` lists them.", count(more, "more condition"))));
        }
        let all = if items.len() > 1 { "if all of this holds" } else { "if this holds" };
        let mut item = Item::new(format!("By {by} it stays {all}, {now}:")).with(Block::List(items));
        match &needs.change {
            Some(change) if change.pairs > 0 => item = item.with(Block::Text(self.change(change).into())),
            Some(_) => {}
            None => item = item.with(Block::Text("The cheapest change took too much work to find.".into())),
        }
        item
    }

    /// `State 3 (Way: “first” to “second”) is no better for it, or state 5 is, to which others could go on.`
    fn condition(&self, condition: &Clause) -> String {
        let from = self.space.package(self.result.cell);
        let moved = changes(self.case, &from, &self.space.package(condition.to));
        let start = format!("State {} ({moved}) is no better for it", self.space.number(condition.to));
        let others = condition.any.iter().filter(|set| set.as_slice() != [condition.to]);
        let (single, several): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = others.partition(|set| set.len() == 1);
        let mut words = vec![start];
        let singles: Vec<usize> = single.into_iter().flatten().copied().collect();
        match singles.len() {
            0 => {}
            n if n <= MOST_SETS => {
                words.push(format!("{} is, to which others could go on", self.states(&singles, "or")));
            }
            n => words.push(format!("one of {} is, to which others could go on", so_many(n))),
        }
        match several.len() {
            0 => {}
            n if n <= MOST_SETS => words.extend(several.iter().map(|set| {
                format!(
                    "all of {} are, one of them others\u{2019} answer and the rest where it could go from there",
                    self.states(set, "and")
                )
            })),
            n => words.push(format!(
                "one of {} answers of others is, with all states to which it could go from there",
                grouped(n)
            )),
        }
        format!("{}.", words.join(", or "))
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
            n if n <= MOST_SETS => format!(", and {} with them", self.states(&change.along, "and")),
            n => format!(", and {} with them that it likes less than those", so_many(n)),
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

    /// Whether all cheapest changes at once make an equilibrium, concepts of which the same is told together.
    fn all_together(&self, doc: &mut Doc) {
        let mut told: Vec<(String, Vec<String>)> = Vec::new();
        for (wanted, line) in self.result.wanted.iter().filter_map(|w| Some((w, self.together(w)?))) {
            let by = called(wanted.concept).to_owned();
            match told.iter_mut().find(|(l, _)| *l == line) {
                Some((_, concepts)) => concepts.push(by),
                None => told.push((line, vec![by])),
            }
        }
        for (line, concepts) in told {
            doc.text(format!("By {} {line}", listed(concepts, "and")));
        }
    }

    /// Where a change of one party could undo what another rests on.
    fn together(&self, wanted: &Wanted) -> Option<String> {
        let changed = wanted.parties.iter().filter(|n| n.change.as_ref().is_some_and(|c| c.pairs > 0)).count();
        if !wanted.concept.rests_on_others() || changed == 0 {
            return None;
        }
        let Some(together) = &wanted.together else {
            return Some("it was not looked at whether all these changes together make an equilibrium.".to_owned());
        };
        if together.leave.is_empty() {
            let made = if changed == 1 { "this change is" } else { "all these changes are" };
            return Some(format!("it is an equilibrium once {made} made."));
        }
        let leave = listed(together.leave.iter().map(|p| self.name(*p)).collect(), "and");
        let further = together
            .further
            .iter()
            .map(|(p, cells)| format!("{} held {} no better too", self.name(*p), self.states(cells, "and")));
        Some(format!(
            "{leave} would leave even once these changes are made, since others would then answer otherwise; it would be an \
             equilibrium if {}.",
            listed(further.collect(), "and")
        ))
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
