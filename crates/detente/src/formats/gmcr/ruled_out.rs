//! Constraints as patterns of what cannot be.

use crate::case::{Case, Constraint, Content, IssueId, OptionId, Pattern};

/// Most patterns that one constraint may come to.
const MOST: usize = 1_000;

/// Issues with the options allowed, by issue.
type Table = Vec<(IssueId, Vec<OptionId>)>;

/// Tables that match exactly what a constraint rules out; `None` where it takes too many.
pub(super) fn ruled_out(case: &Case, constraint: &Constraint) -> Option<Vec<Table>> {
    let tables = |p: &Pattern| p.alternatives().iter().map(|a| sorted(a.terms())).collect::<Vec<_>>();
    match &constraint.content {
        Content::Never(p) => Some(tables(p)),
        Content::Require(p) => unless(case, vec![Table::new()], p),
        Content::IfThen(a, b) => unless(case, tables(a), b),
    }
}

fn sorted(terms: &[(IssueId, Vec<OptionId>)]) -> Table {
    let mut table = terms.to_vec();
    table.sort_unstable_by_key(|(issue, _)| *issue);
    table
}

/// What matches one of the tables, but not the pattern.
fn unless(case: &Case, tables: Vec<Table>, pattern: &Pattern) -> Option<Vec<Table>> {
    let mut found = tables;
    for alternative in pattern.alternatives() {
        let mut next: Vec<Table> = Vec::new();
        for table in &found {
            for (issue, options) in alternative.terms() {
                if let Some(narrower) = without(case, table, *issue, options)
                    && !next.iter().any(|n| covers(n, &narrower))
                {
                    next.retain(|n| !covers(&narrower, n));
                    next.push(narrower);
                }
                if next.len() > MOST {
                    return None;
                }
            }
        }
        found = next;
    }
    Some(found)
}

/// A table without some options of an issue; `None` where nothing is left.
fn without(case: &Case, table: &Table, issue: IssueId, options: &[OptionId]) -> Option<Table> {
    let mut narrower = table.clone();
    let at = match narrower.binary_search_by_key(&issue, |(i, _)| *i) {
        Ok(at) => at,
        Err(at) => {
            let all = (0..case.issue(issue).options.len()).map(OptionId::at).collect();
            narrower.insert(at, (issue, all));
            at
        }
    };
    narrower[at].1.retain(|o| !options.contains(o));
    (!narrower[at].1.is_empty()).then_some(narrower)
}

/// Whether whatever matches the second matches the first.
fn covers(wide: &Table, narrow: &Table) -> bool {
    wide.iter()
        .all(|(issue, allowed)| narrow.iter().any(|(i, own)| i == issue && own.iter().all(|o| allowed.contains(o))))
}
