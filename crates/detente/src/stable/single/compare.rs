//! How a party compares packages, and that done on packages that are settled.

use std::borrow::Cow;

use crate::{
    case::{Case, Package, Pattern, Patterned, Preference, Wants},
    stable::graph::Graph,
};

/// How a party compares packages.
pub(super) enum Compare<'a> {
    /// By statements, most important first.
    Statements(Cow<'a, [Pattern]>),
    /// By points.
    Worth(&'a Wants),
}

impl<'a> Compare<'a> {
    pub(super) fn of(graph: &Graph<'a>, party: usize) -> Compare<'a> {
        match &graph.case.party(graph.parties[party]).preference {
            Preference::Worth(wants) => Compare::Worth(wants),
            Preference::Prefers(statements) => Compare::Statements(Cow::Borrowed(statements)),
            // The best is that which is among the best; then that which is among the second, and so on.
            Preference::Ranking(ranking) => {
                Compare::Statements(ranking.iter().map(|tied| among(graph.case, tied)).collect::<Vec<_>>().into())
            }
            Preference::Unknown => unreachable!("a party of the graph has preferences"),
        }
    }

    /// Whether the first package is better than the second.
    pub(super) fn better(&self, a: &Package, b: &Package) -> bool {
        match self {
            Compare::Worth(wants) => wants.sum(a) > wants.sum(b),
            Compare::Statements(statements) => {
                statements.iter().find_map(|s| Some(s.matches(a)).filter(|in_a| *in_a != s.matches(b))).unwrap_or(false)
            }
        }
    }
}

/// A pattern that picks these packages.
pub(super) fn among(case: &Case, packages: &[Package]) -> Pattern {
    let table = |p: &Package| Patterned(case.issue_ids().map(|i| (i, vec![p.on(i)])).collect());
    Pattern(packages.iter().map(table).collect())
}
