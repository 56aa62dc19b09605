//! The graph of a case as a picture: what is drawn of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Concept, evolution::Way, show::called, space::Space};
use crate::{
    case::{Issue, Package},
    question::{Budget, Refusal},
    show::graph::{Arc, MOST_STATES, MoveChart, Node},
};

/// The states and moves of a space, to be drawn; `None` where there are too many states. `holds` says under which of the
/// `asked` concepts a cell is an equilibrium, `ways` which ways lead on from the status quo: of those by improvements, the
/// first and shortest to an equilibrium stands out.
///
/// # Errors
/// As [`super::evolution::distances`].
pub fn chart(
    space: &Space<'_>,
    status_quo: Option<usize>,
    asked: &[Concept],
    holds: impl Fn(usize) -> Vec<Concept>,
    ways: &[Way],
    budget: &Budget,
) -> Result<Option<MoveChart>, Refusal> {
    if space.len() > MOST_STATES {
        return Ok(None);
    }
    let case = space.graph.case;
    let cells: Vec<usize> = space.states().collect();
    let far = match status_quo {
        Some(from) => super::evolution::distances(space, from, budget)?,
        None => vec![None; space.cells()],
    };
    let labels = Labels::new(space);
    let node = |cell: &usize| {
        let package = space.package(*cell);
        let told = case.package_rows(&package).into_iter().map(|row| format!("{}: {}", row[0], row[1]));
        Node {
            number: space.number(*cell),
            label: labels.of(&package, status_quo.map(|s| space.package(s)).as_ref()),
            told: told.collect::<Vec<_>>().join("; "),
            far: far[*cell],
            holds: held(&holds(*cell), asked),
        }
    };
    let at = |cell: usize| space.number(cell) - 1;
    let mut arcs = Vec::new();
    for mover in 0..space.graph.movers.len() {
        for from in &cells {
            for to in space.moves(mover, *from) {
                arcs.push(Arc { from: at(*from), to: at(to), mover, improves: space.improves(mover, *from, to) });
            }
        }
    }
    let movers = (0..space.graph.movers.len()).map(|m| {
        let names = space.graph.members(m).into_iter().map(|p| case.party_name(p).to_owned()).collect();
        crate::words::listed(names, "and")
    });
    let way = ways.iter().find_map(|w| w.improving.as_ref().filter(|i| !i.is_empty()));
    let way = way.zip(status_quo).map_or_else(Vec::new, |(way, from)| {
        std::iter::once(at(from)).chain(way.iter().map(|(_, to)| at(*to))).collect()
    });
    Ok(Some(MoveChart {
        title: case.title().to_owned(),
        movers: movers.collect(),
        states: cells.iter().map(node).collect(),
        arcs,
        start: status_quo.map(at),
        way,
        note: None,
    }))
}

/// Concepts in short.
fn held(holds: &[Concept], asked: &[Concept]) -> String {
    if holds.is_empty() {
        String::new()
    } else if holds.len() == asked.len() && asked.len() > 1 {
        "all concepts".to_owned()
    } else {
        holds.iter().map(|c| called(*c)).collect::<Vec<_>>().join(", ")
    }
}

/// What states are called in few words.
struct Labels<'s, 'a> {
    space: &'s Space<'a>,
    /// Keys of options that more than one issue has.
    shared: BTreeSet<&'a str>,
}

impl<'s, 'a> Labels<'s, 'a> {
    fn new(space: &'s Space<'a>) -> Self {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let options = space.graph.case.issues().iter().flat_map(|i| &i.options);
        options.for_each(|o| *seen.entry(&o.key).or_default() += 1);
        Labels { space, shared: seen.into_iter().filter(|(_, n)| *n > 1).map(|(k, _)| k).collect() }
    }

    /// What differs from how things stand; where that is not known, what is settled with yes, and all other options.
    fn of(&self, package: &Package, status_quo: Option<&Package>) -> String {
        let case = self.space.graph.case;
        let mut words = Vec::new();
        for issue in case.issue_ids() {
            let option = package.on(issue);
            let known = status_quo.map(|s| s.on(issue));
            let this = case.issue(issue);
            let key = this.options[option.index()].key.as_str();
            if known == Some(option) || known.is_none() && yes_no(this) && key == "no" {
                continue;
            }
            words.push(match (yes_no(this), key) {
                (true, "yes") => this.key.clone(),
                (true, _) => format!("no {}", this.key),
                (false, _) if self.shared.contains(key) => format!("{} {key}", this.key),
                (false, _) => key.to_owned(),
            });
        }
        match (words.is_empty(), status_quo.is_some()) {
            (true, true) => "as things stand".to_owned(),
            (true, false) => "nothing".to_owned(),
            _ => words.join(", "),
        }
    }
}

fn yes_no(issue: &Issue) -> bool {
    issue.options.len() == 2 && issue.options.iter().all(|o| o.key == "yes" || o.key == "no")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        show::graph::svg,
        stable::{Convention, evolution::evolution, explicit, models},
    };

    /// Draws a model, and writes it where the environment of the test says, to be looked at.
    fn drawn(case: &crate::case::Case, from: Option<usize>, name: &str) -> String {
        let space = models::space(case);
        let budget = Budget::default();
        let asked = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];
        let verdicts = explicit::verdicts(&space, Convention::Literature, &asked, &budget).unwrap();
        let holds = |cell: usize| asked.into_iter().filter(|c| verdicts.equilibrium(*c, cell)).collect::<Vec<_>>();
        let ends: Vec<usize> = space.states().filter(|c| !holds(*c).is_empty()).collect();
        let from = from.map(|n| space.cell_numbered(n).unwrap());
        let ways = from.map_or_else(Vec::new, |f| evolution(&space, f, &ends, holds, &budget).unwrap().ways);
        let svg = svg(&chart(&space, from, &asked, holds, &ways, &budget).unwrap().unwrap()).unwrap();
        if let Some(folder) = option_env!("DETENTE_PICTURES") {
            std::fs::write(format!("{folder}/{name}.svg"), &svg).unwrap();
        }
        svg
    }

    #[test]
    fn models_are_drawn() {
        let elmira = drawn(&models::elmira(), Some(1), "elmira");
        for word in ["as things stand", "all concepts", "GMR, SMR", "status quo", "2 moves away", "class=\"way\""] {
            assert!(elmira.contains(word), "{word}");
        }
        let cuban = drawn(&models::cuban(), None, "cuban");
        assert!(cuban.contains("air-strike, blockade") && !cuban.contains("status quo"));
        drawn(&models::cuban(), Some(1), "cuban-from");
        drawn(&models::random(24), Some(1), "random");
        drawn(&models::random(24), None, "random-ring");
    }
}
