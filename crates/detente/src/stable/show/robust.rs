//! How often equilibria survive small changes.

use super::called;
use crate::{
    case::Case,
    show::{Block, Doc, Item, Line},
    stable::{
        robust::{Allowed, Kind, Robust, Standing, Variant},
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
    // What belongs to one state stands together.
    let mut standings: Vec<&Standing> = result.standings.iter().collect();
    standings.sort_by_key(|s| (s.cell, s.concept));
    let rows = standings.iter().take(MOST_ROWS).map(|s| {
        let mut row = vec![space.number(s.cell).to_string(), called(s.concept).to_owned()];
        let survivals = s.survivals.iter().filter(|s| kinds.contains(&s.kind));
        row.extend(survivals.map(|s| format!("{} of {}", grouped(s.survived), grouped(s.tried))));
        row
    });
    doc.text("In so many of these an equilibrium is still one:");
    doc.blocks.push(Block::Table(head, rows.collect()));
    if standings.len() > MOST_ROWS {
        doc.text(format!("{} more; `--json` lists them.", grouped(standings.len() - MOST_ROWS)));
    }
    let broken = standings.iter().filter(|s| s.survivals.iter().any(|s| !s.breaks.is_empty()));
    let broken: Vec<Item> = broken.take(MOST_BROKEN).map(|s| teller.breaks(s)).collect();
    if !broken.is_empty() {
        doc.text("What it rests on most, the first found of each kind:");
        doc.list(broken);
    }
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
    fn breaks(&self, standing: &Standing) -> Item {
        let line = Line::default()
            .strong(format!("State {}", self.space.number(standing.cell)))
            .plain(format!(" by {} does not hold if", called(standing.concept)));
        let variants = standing.survivals.iter().flat_map(|s| &s.breaks);
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
