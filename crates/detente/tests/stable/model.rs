//! A random conflict as the library lays it out, beside the judge's own model.

use detente::{
    case::{Case, IssueId, OptionId},
    question::Budget,
    stable::{graph::Graph, space::Space},
};

use crate::{
    judge::Judge,
    spec::{Spec, option},
};

/// What should be so, or what is not.
pub(crate) type Law = Result<(), String>;

/// How a fault begins that says no more than that the case could not be looked at.
pub(crate) const UNREAD: &str = "this conflict could not be looked at";

/// The case of a conflict.
pub(crate) fn read(spec: &Spec) -> Result<Case, String> {
    let read = detente::file::read("random.case.toml", &spec.to_toml());
    read.case.ok_or_else(|| format!("{UNREAD}: {:?}", read.diagnostics))
}

/// What whoever asks has settled.
pub(crate) fn settled(case: &Case, spec: &Spec) -> Vec<(IssueId, OptionId)> {
    let one = |(i, o): &(usize, usize)| {
        let issue = case.find_issue(&spec.issues[*i].name).expect("the issue is in the file");
        (issue, case.find_option(issue, &option(*o)).expect("the option is in the file"))
    };
    spec.settled.iter().map(one).collect()
}

/// Both models of a case; `None` where there is nothing to look at, and the library says so.
pub(crate) fn both<'c>(
    case: &'c Case,
    settled: &[(IssueId, OptionId)],
) -> Result<Option<(Space<'c>, Judge<'c>)>, String> {
    if case.issues().iter().all(|i| i.decided_by.is_empty()) {
        return match Graph::new(case, settled) {
            Err(refusal) if refusal.message.contains("who decides") => Ok(None),
            Err(refusal) => Err(format!("{UNREAD}: {}", refusal.message)),
            Ok(_) => Err("nobody decides anything, and it is not refused".to_owned()),
        };
    }
    let judge = Judge::new(case, settled);
    let graph = Graph::new(case, settled).map_err(|refusal| format!("{UNREAD}: {}", refusal.message))?;
    match Space::new(graph, &Budget::default()) {
        Ok(space) if !judge.states.is_empty() => Ok(Some((space, judge))),
        Err(refusal) if judge.states.is_empty() && refusal.message.contains("no state") => Ok(None),
        Err(refusal) => Err(format!("{UNREAD}: {}", refusal.message)),
        Ok(_) => Err("no state is feasible, and it is not refused".to_owned()),
    }
}

/// The judge's mover for each mover of the library that can move something.
pub(crate) fn movers(space: &Space<'_>, judge: &Judge<'_>) -> Vec<Option<usize>> {
    let first = |axes: &Vec<usize>| axes.first().map(|axis| space.graph.axes[*axis].issue);
    space.graph.movers.iter().map(|m| first(&m.axes).and_then(|issue| judge.mover_of(issue))).collect()
}

/// Cells of states by the places that the judge gives them, and back.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) cells: Vec<usize>,
}

impl Places {
    pub(crate) fn of(space: &Space<'_>) -> Places {
        Places { cells: space.states().collect() }
    }

    pub(crate) fn place(&self, cell: usize) -> Option<usize> {
        self.cells.binary_search(&cell).ok()
    }

    /// Places of cells, ascending; `None` where one is no state.
    pub(crate) fn places(&self, cells: &[usize]) -> Option<std::collections::BTreeSet<usize>> {
        cells.iter().map(|c| self.place(*c)).collect()
    }
}
