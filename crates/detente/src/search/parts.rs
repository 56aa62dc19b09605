//! Parts of a case that share no issue and no step: no conflict joins them.

use super::model::Model;
use crate::{
    case::{Case, Content, IssueId, Order, PartyId, Pattern, Preference, StepId, Waits},
    rule::{Asks, Rule},
};

/// A part: its rules, by number, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) rules: Vec<usize>,
}

impl Part {
    /// The rules that are members: demands and walk-aways.
    pub(crate) fn members(&self, model: &Model<'_>) -> Vec<usize> {
        self.rules.iter().copied().filter(|r| *r < model.members).collect()
    }
}

/// Things, by number, that are joined into groups (union-find).
pub(crate) struct Groups(Vec<usize>);

impl Groups {
    /// So many things, each by itself.
    pub(crate) fn new(n: usize) -> Self {
        Groups((0..n).collect())
    }

    /// The number that stands for the whole group.
    pub(crate) fn top(&mut self, mut n: usize) -> usize {
        while self.0[n] != n {
            self.0[n] = self.0[self.0[n]];
            n = self.0[n];
        }
        n
    }

    /// Makes one group of two.
    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.top(a), self.top(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Splits the rules for which `counts` holds into parts, in the order of their first rules.
pub(crate) fn parts(model: &Model<'_>, counts: &dyn Fn(usize) -> bool) -> Vec<Part> {
    let (rules, issues) = (model.rules.len(), model.case.issues().len());
    // Nodes: rules, then issues, then steps.
    let mut groups = Groups::new(rules + issues + model.case.steps().len());
    let step_node = |s: usize| rules + issues + s;
    let mut open = vec![true; issues];
    for (i, issue) in model.case.issues().iter().enumerate() {
        open[i] = issue.options.len() > 1 && !model.settled.iter().any(|(s, _)| s.index() == i);
    }
    let mut touch = |node: usize, issue: IssueId| {
        if open[issue.index()] {
            groups.join(node, rules + issue.index());
        }
    };
    for (n, rule) in model.rules.iter().enumerate().filter(|(n, _)| counts(*n)) {
        match rule.asks {
            Asks::Content(content) => named(content).into_iter().for_each(|i| touch(n, i)),
            Asks::Worth(party) => weighed(model.case, party).into_iter().for_each(|i| touch(n, i)),
            Asks::Order(_) | Asks::Waits(_) => {}
        }
    }
    for (s, step) in model.case.steps().iter().enumerate() {
        if let Some(pattern) = &step.carries_out {
            issues_of(pattern).for_each(|i| touch(step_node(s), i));
        }
    }
    for (n, rule) in model.rules.iter().enumerate().filter(|(n, _)| counts(*n)) {
        waiting(model.case, rule).for_each(|s| groups.join(n, step_node(s.index())));
    }
    let mut found: Vec<Part> = Vec::new();
    let mut part_of: Vec<Option<usize>> = vec![None; groups.0.len()];
    for n in (0..rules).filter(|n| counts(*n)) {
        let top = groups.top(n);
        let part = *part_of[top].get_or_insert_with(|| {
            found.push(Part { rules: Vec::new() });
            found.len() - 1
        });
        found[part].rules.push(n);
    }
    found
}

/// The steps that a rule of order names.
pub(crate) fn waiting<'a>(case: &'a Case, rule: &Rule<'a>) -> impl Iterator<Item = StepId> + use<'a> {
    let (one, waits, act): (Option<StepId>, Option<&'a Waits>, &'a [StepId]) = match rule.asks {
        Asks::Order(Order::After { step, waits }) => (Some(*step), Some(waits), &[]),
        Asks::Order(Order::Together(steps)) => (None, None, steps),
        Asks::Waits(s) => (Some(s), Some(&case.step(s).waits), &[]),
        Asks::Content(_) | Asks::Worth(_) => (None, None, &[]),
    };
    one.into_iter().chain(waits.into_iter().flat_map(Waits::steps)).chain(act.iter().copied())
}

/// The issues that a pattern names.
pub(crate) fn issues_of(pattern: &Pattern) -> impl Iterator<Item = IssueId> + '_ {
    pattern.alternatives().iter().flat_map(|a| a.terms()).map(|(i, _)| *i)
}

/// The issues that a rule about content names.
pub(crate) fn named(content: &Content) -> Vec<IssueId> {
    match content {
        Content::Require(p) | Content::Never(p) => issues_of(p).collect(),
        Content::IfThen(a, b) => issues_of(a).chain(issues_of(b)).collect(),
    }
}

/// The issues on which options differ in worth to a party, by themselves or for a bonus.
pub(crate) fn weighed(case: &Case, party: PartyId) -> Vec<IssueId> {
    let Preference::Worth(wants) = &case.party(party).preference else { return Vec::new() };
    let mut issues: Vec<IssueId> =
        case.issue_ids().filter(|i| wants.points[i.index()].windows(2).any(|p| p[0] != p[1])).collect();
    if !wants.additive() {
        issues.extend(wants.bonuses().iter().flat_map(|b| issues_of(&b.when)));
        issues.sort_unstable();
        issues.dedup();
    }
    issues
}
