//! Packages that differ from one that meets the rules on a single issue, and meet them too.

use super::{
    model::Model,
    parts::{issues_of, named},
};
use crate::{
    case::{IssueId, OptionId, Package, Wants},
    rule::Asks,
};

/// What must be looked at again when one issue is settled otherwise.
pub(crate) struct Local<'m, 'a> {
    model: &'m Model<'a>,
    /// For each issue, the rules about content that name it, and the walk-aways.
    touching: Vec<Vec<usize>>,
    /// For each issue, the steps that carry out one of its options.
    steps: Vec<Vec<usize>>,
}

impl<'m, 'a> Local<'m, 'a> {
    pub(crate) fn new(model: &'m Model<'a>, rules: impl IntoIterator<Item = usize>) -> Self {
        let mut touching = vec![Vec::new(); model.case.issues().len()];
        let mut steps = vec![Vec::new(); touching.len()];
        for n in rules {
            match model.rules[n].asks {
                Asks::Content(content) => {
                    let mut issues = named(content);
                    issues.sort_unstable();
                    issues.dedup();
                    issues.into_iter().for_each(|i| touching[i.index()].push(n));
                }
                Asks::Worth(_) => touching.iter_mut().for_each(|t| t.push(n)),
                Asks::Order(_) | Asks::Waits(_) => {}
            }
        }
        for (s, step) in model.case.steps().iter().enumerate() {
            step.carries_out.iter().flat_map(issues_of).for_each(|i| steps[i.index()].push(s));
        }
        Local { model, touching, steps }
    }

    /// Settles one issue after another differently where that is better, until nothing is. The package meets the rules
    /// given, in so far as they are held, all the time.
    ///
    /// `over` is what the package is worth to each of some parties, in points over something; `standing` says how good
    /// that is for all of them together.
    pub(crate) fn climb<S: Ord>(
        &self,
        package: &mut Package,
        issues: &[IssueId],
        held: &dyn Fn(usize) -> bool,
        (wants, over): (&[&Wants], &mut [i128]),
        standing: &dyn Fn(&[i128]) -> S,
    ) {
        let change = |over: &mut [i128], package: &mut Package, issue: IssueId, to: OptionId| {
            let from = std::mem::replace(&mut package.0[issue.index()], to);
            over.iter_mut().zip(wants).for_each(|(o, w)| *o += w.points(issue, to) - w.points(issue, from));
            for (o, w) in over.iter_mut().zip(wants).filter(|(_, w)| !w.additive()) {
                *o += w.paid(package);
                package.0[issue.index()] = from;
                *o -= w.paid(package);
                package.0[issue.index()] = to;
            }
        };
        let (mut best, mut since) = (standing(over), 0);
        for issue in issues.iter().cycle() {
            if since == issues.len() {
                return;
            }
            since += 1;
            for option in (0..self.model.case.issue(*issue).options.len()).map(OptionId::at) {
                let before = package.on(*issue);
                change(over, package, *issue, option);
                let then = standing(over);
                if then > best && self.meets(package, *issue, before, held) {
                    (best, since) = (then, 0);
                } else {
                    change(over, package, *issue, before);
                }
            }
        }
    }

    /// Whether a package still meets the rules, of which only those about this issue are in question.
    fn meets(&self, package: &mut Package, issue: IssueId, before: OptionId, held: &dyn Fn(usize) -> bool) -> bool {
        let in_force = |n: usize| n >= self.model.members || held(n);
        self.model.settled.iter().all(|(i, o)| *i != issue || package.on(issue) == *o)
            && self.touching[issue.index()].iter().all(|n| !in_force(*n) || self.model.allows(*n, package))
            && (self.same_steps(package, issue, before) || self.model.possible(package, &in_force))
    }

    /// Whether the same steps can be performed as with the option before.
    fn same_steps(&self, package: &mut Package, issue: IssueId, before: OptionId) -> bool {
        let now = package.on(issue);
        self.steps[issue.index()].iter().all(|s| {
            let performable = self.model.performable(*s, package);
            package.0[issue.index()] = before;
            let was = self.model.performable(*s, package);
            package.0[issue.index()] = now;
            performable == was
        })
    }
}
