//! How often equilibria survive small changes.

use super::called;
use crate::{
    case::Case,
    show::{Block, Doc, Item, Line},
    stable::{
        Concept,
        robust::{Allowed, Kind, Robust, Standing, Survival, Variant},
        space::Space,
    },
    words::{count, grouped, listed},
};

/// Equilibria in the table.
const MOST_ROWS: usize = 24;

/// Equilibria of which it is told what breaks them.
const MOST_BROKEN: usize = 8;

pub(in crate::stable) fn robust(case: &Case, space: &Space<'_>, result: &Robust, doc: &mut Doc) {
    doc.heading(2, "How sure it is: what small changes do");
    let teller = Teller { case, space };
    doc.list(result.tried.iter().map(|t| Item::new(tried(t.kind, t.variants, t.done))).collect());
    if result.standings.is_empty() {
        doc.text("There is no equilibrium that could be lost.");
        return;
    }
    let kinds: Vec<Kind> = result.tried.iter().filter(|t| t.done && t.variants > 0).map(|t| t.kind).collect();
    if kinds.is_empty() {
        return;
    }
    let mut head = vec!["State".to_owned(), "Concept".to_owned()];
    head.extend(kinds.iter().map(|k| column(*k).to_owned()));
    let told = alike(result);
    let rows = told.iter().take(MOST_ROWS).map(|(cell, concepts, survivals)| {
        let mut row = vec![space.number(*cell).to_string(), names(concepts).join(", ")];
        let survivals = survivals.iter().filter(|s| kinds.contains(&s.kind));
        row.extend(survivals.map(|s| format!("{} of {}", grouped(s.survived), grouped(s.tried))));
        row
    });
    let more = told.len().saturating_sub(MOST_ROWS);
    doc.text("In so many of these an equilibrium is still one:");
    doc.blocks.push(Block::Table(head, rows.collect()));
    if more > 0 {
        doc.text(format!("{} more, which hold by no more concepts; `--json` lists all.", grouped(more)));
    }
    let broken = told.iter().filter(|(_, _, survivals)| survivals.iter().any(|s| !s.breaks.is_empty()));
    let broken: Vec<Item> = broken.take(MOST_BROKEN).map(|(cell, by, all)| teller.breaks(*cell, by, all)).collect();
    if !broken.is_empty() {
        doc.text("What it rests on most, the first found of each kind:");
        doc.list(broken);
    }
}

/// Equilibria with the concepts of which the same is told; those that hold by most concepts first.
fn alike(result: &Robust) -> Vec<(usize, Vec<Concept>, &[Survival])> {
    let mut cells: Vec<(usize, usize)> = Vec::new();
    let mut sorted: Vec<&Standing> = result.standings.iter().collect();
    sorted.sort_by_key(|s| (s.cell, s.concept));
    for state in sorted.chunk_by(|a, b| a.cell == b.cell) {
        cells.push((state[0].cell, state.len()));
    }
    let holds = |cell: usize| cells[cells.partition_point(|(c, _)| *c < cell)].1;
    sorted.sort_by_key(|s| std::cmp::Reverse(holds(s.cell)));
    let mut told: Vec<(usize, Vec<Concept>, &[Survival])> = Vec::new();
    for standing in sorted {
        let same = told.iter_mut().rev().take_while(|(cell, ..)| *cell == standing.cell);
        match same.into_iter().find(|(_, _, survivals)| *survivals == standing.survivals) {
            Some((_, concepts, _)) => concepts.push(standing.concept),
            None => told.push((standing.cell, vec![standing.concept], &standing.survivals)),
        }
    }
    told
}

fn names(concepts: &[Concept]) -> Vec<String> {
    concepts.iter().map(|c| called(*c).to_owned()).collect()
}

fn column(kind: Kind) -> &'static str {
    match kind {
        Kind::Swaps => "Exchanges",
        Kind::Dropped => "Left out",
        Kind::Moves => "Other moves",
    }
}

fn tried(kind: Kind, variants: usize, done: bool) -> Line {
    let what = match kind {
        Kind::Swaps => "two neighbouring levels of a party\u{2019}s order exchanged",
        Kind::Dropped => "a statement dropped, or an issue that counts for nothing to a party",
        Kind::Moves => "an issue that can be moved freely, forward only or back only, where it is otherwise",
    };
    let line = Line::default().strong(column(kind)).plain(format!(": {what}. "));
    match (variants, done) {
        (0, _) => line.plain("There is nothing to change here."),
        (n, true) => line.plain(format!("{}.", count_grouped(n))),
        (n, false) => line.plain(format!("{} would be too much work, and were not tried.", count_grouped(n))),
    }
}

fn count_grouped(n: usize) -> String {
    if n < 10_000 { count(n, "variant") } else { format!("{} variants", grouped(n)) }
}

struct Teller<'t> {
    case: &'t Case,
    space: &'t Space<'t>,
}

impl Teller<'_> {
    fn breaks(&self, cell: usize, concepts: &[Concept], survivals: &[Survival]) -> Item {
        let line = Line::default()
            .strong(format!("State {}", self.space.number(cell)))
            .plain(format!(" does not hold by {} if", listed(names(concepts), "and")));
        let variants = survivals.iter().flat_map(|s| &s.breaks);
        Item::new(line).with(Block::List(variants.map(|v| Item::new(self.variant(v))).collect()))
    }

    fn variant(&self, variant: &Variant) -> String {
        let name = |party: &usize| self.case.party_name(self.space.graph.parties[*party]);
        match variant {
            Variant::Swap { party, better, worse } => {
                format!("{} held {} better than {}", name(party), self.states(worse), self.states(better))
            }
            Variant::Statement { party, statement } => {
                let crate::case::Preference::Prefers(statements) =
                    &self.case.party(self.space.graph.parties[*party]).preference
                else {
                    return String::new();
                };
                format!(
                    "{}\u{2019}s statement {} did not count ({})",
                    name(party),
                    statement + 1,
                    self.case.pattern_words(&statements[*statement])
                )
            }
            Variant::Weight { party, issue } => {
                format!("{} counted for nothing to {}", self.case.issue(*issue).name, name(party))
            }
            Variant::Moves { axis, allowed } => {
                let issue = &self.case.issue(self.space.graph.axes[*axis].issue).name;
                match allowed {
                    Allowed::Free => format!("{issue} could be moved freely"),
                    Allowed::Forward => format!("{issue} could only be moved forward"),
                    Allowed::Back => format!("{issue} could only be moved back"),
                }
            }
        }
    }

    fn states(&self, cells: &[usize]) -> String {
        /// States that are named one by one.
        const MOST_NAMED: usize = 4;
        let mut numbers: Vec<String> =
            cells.iter().take(MOST_NAMED).map(|c| self.space.number(*c).to_string()).collect();
        if cells.len() > MOST_NAMED {
            numbers.push(format!("{} more that tie with them", cells.len() - MOST_NAMED));
        }
        if cells.len() == 1 { format!("state {}", numbers[0]) } else { format!("states {}", listed(numbers, "and")) }
    }
}
