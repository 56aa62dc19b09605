//! Which variable of the diagrams stands for what, and patterns and constraints as diagrams.
//!
//! The options of an issue are numbered in bits, the highest first. Beside them stand, for each party, the values that its
//! statements have at some other state, the *threshold* that states are compared with, each just after the issues of its
//! statement. So that no second copy of all issues is needed, but by [`crate::stable::Concept::Sim`].

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};

use super::{
    order::order,
    tastes::Taste,
    work::{Cut, Work},
};
use crate::{
    case::{Content, Pattern, Patterned},
    stable::graph::Graph,
};

/// The variables.
#[derive(Debug)]
pub(super) struct Layout {
    /// All of them.
    variables: BddVariableSet,
    /// For each issue, the bits of its option, highest first; none where there is a single option.
    pub(super) bits: Vec<Vec<BddVariable>>,
    /// The same again for a second state, where there is one.
    pub(super) second: Vec<Vec<BddVariable>>,
    /// For each party, its threshold, most important first.
    pub(super) thresholds: Vec<Vec<BddVariable>>,
    /// For each issue, how many options it has.
    options: Vec<usize>,
}

impl Layout {
    /// `None` where there are more variables than the diagrams can have.
    pub(super) fn new(graph: &Graph<'_>, tastes: &[Taste<'_>], twice: bool) -> Option<Layout> {
        let named: Vec<Vec<Vec<usize>>> = tastes.iter().map(|t| t.named(graph)).collect();
        let constraints = graph.case.constraints().iter().map(|c| match &c.content {
            Content::Never(p) | Content::Require(p) => axes_of(graph, &[p]),
            Content::IfThen(a, b) => axes_of(graph, &[a, b]),
        });
        let sets: Vec<Vec<usize>> = named.iter().flatten().cloned().chain(constraints).collect();
        // What names most issues says nothing about which of them belong together.
        let wide = graph.axes.len() / 2 + 3;
        let sets: Vec<Vec<usize>> = sets.into_iter().filter(|s| s.len() <= wide).collect();
        let order = order(graph.axes.len(), &sets);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, axis)| place[*axis] = at);
        let last: Vec<Vec<usize>> = named
            .iter()
            .map(|n| n.iter().map(|set| set.iter().map(|a| place[*a]).max().unwrap_or(0)).collect())
            .collect();

        let options: Vec<usize> = graph.axes.iter().map(|a| a.options.len()).collect();
        let mut next = 0_usize;
        let mut fresh = || {
            next += 1;
            BddVariable::from_index((next - 1).min(usize::from(u16::MAX) - 1))
        };
        let mut bits = vec![Vec::new(); order.len()];
        let mut second = vec![Vec::new(); order.len()];
        let mut thresholds: Vec<Vec<Option<BddVariable>>> = named.iter().map(|n| vec![None; n.len()]).collect();
        for (at, axis) in order.iter().enumerate() {
            for _ in 0..usize::BITS - (options[*axis] - 1).leading_zeros() {
                bits[*axis].push(fresh());
                if twice {
                    second[*axis].push(fresh());
                }
            }
            for (party, ends) in last.iter().enumerate() {
                for (k, _) in ends.iter().enumerate().filter(|(_, end)| **end == at) {
                    thresholds[party][k] = Some(fresh());
                }
            }
        }
        let thresholds = thresholds
            .into_iter()
            .map(|t| t.into_iter().map(|v| v.expect("every statement ends somewhere")).collect())
            .collect();
        let variables = BddVariableSet::new_anonymous(u16::try_from(next).ok().filter(|n| *n < u16::MAX)?);
        Some(Layout { variables, bits, second, thresholds, options })
    }

    /// The number of variables.
    pub(super) fn variables(&self) -> usize {
        usize::from(self.variables.num_vars())
    }

    /// The number of variables that say what a state is.
    pub(super) fn of_states(&self) -> usize {
        self.bits.iter().map(Vec::len).sum()
    }

    pub(super) fn always(&self) -> Bdd {
        self.variables.mk_true()
    }

    pub(super) fn never(&self) -> Bdd {
        self.variables.mk_false()
    }

    pub(super) fn variable(&self, variable: BddVariable) -> Bdd {
        self.variables.mk_var(variable)
    }

    /// The bits of an option, by its position.
    pub(super) fn values(bits: &[BddVariable], option: usize) -> Vec<(BddVariable, bool)> {
        bits.iter().rev().enumerate().map(|(k, v)| (*v, option >> k & 1 == 1)).collect()
    }

    /// An issue has one of these options, by their positions.
    pub(super) fn among(
        &self,
        work: &Work,
        bits: &[BddVariable],
        options: impl Iterator<Item = usize>,
    ) -> Result<Bdd, Cut> {
        let mut any = self.never();
        for option in options {
            let mut all = self.always();
            for (variable, value) in Layout::values(bits, option) {
                all = work.and(&all, &self.variables.mk_literal(variable, value))?;
            }
            any = work.or(&any, &all)?;
        }
        Ok(any)
    }

    /// The packages that a pattern picks.
    pub(super) fn pattern(&self, work: &Work, graph: &Graph<'_>, pattern: &Pattern) -> Result<Bdd, Cut> {
        let mut any = self.never();
        for table in pattern.alternatives() {
            any = work.or(&any, &self.table(work, graph, table)?)?;
        }
        Ok(any)
    }

    fn table(&self, work: &Work, graph: &Graph<'_>, table: &Patterned) -> Result<Bdd, Cut> {
        let mut all = self.always();
        for (issue, options) in table.terms() {
            let looked_at = graph.axes[issue.index()].options.iter().enumerate();
            let picked: Vec<usize> = looked_at.filter(|(_, o)| options.contains(o)).map(|(n, _)| n).collect();
            if picked.len() < self.options[issue.index()] {
                let term = self.among(work, &self.bits[issue.index()], picked.into_iter())?;
                all = work.and(&all, &term)?;
            }
        }
        Ok(all)
    }

    /// The states: packages that all constraints allow.
    pub(super) fn states(&self, work: &Work, graph: &Graph<'_>) -> Result<Bdd, Cut> {
        let mut all = self.always();
        for (bits, options) in self.bits.iter().zip(&self.options) {
            if options.count_ones() > 1 {
                all = work.and(&all, &self.among(work, bits, 0..*options)?)?;
            }
        }
        for constraint in graph.case.constraints() {
            all = match &constraint.content {
                Content::Require(p) => work.and(&all, &self.pattern(work, graph, p)?)?,
                Content::Never(p) => work.and_not(&all, &self.pattern(work, graph, p)?)?,
                Content::IfThen(a, b) => {
                    let broken = work.and_not(&self.pattern(work, graph, a)?, &self.pattern(work, graph, b)?)?;
                    work.and_not(&all, &broken)?
                }
            };
        }
        Ok(all)
    }
}

/// The issues with more than one option that some patterns name.
pub(super) fn axes_of(graph: &Graph<'_>, patterns: &[&Pattern]) -> Vec<usize> {
    let terms = patterns.iter().flat_map(|p| p.alternatives()).flat_map(|t| t.terms());
    let mut axes: Vec<usize> = terms.map(|(i, _)| i.index()).filter(|i| graph.axes[*i].options.len() > 1).collect();
    axes.sort_unstable();
    axes.dedup();
    axes
}
