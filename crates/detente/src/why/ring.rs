//! Who waits for whom, where an order is impossible: a ring (*A waits for B's x, B waits for A's y*), or a chain that
//! ends at a step which the package does not contain.

use crate::{
    case::{Package, StepId},
    rule::Origin,
    search::{
        model::Model,
        order::{Blocker, Closure},
    },
};

/// One link: a step waits for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitsFor {
    /// The step that waits.
    pub step: StepId,
    /// What it waits for; one of them would do. Of steps that are to be one act: the one that cannot be done.
    pub waits_for: Vec<StepId>,
    /// The demand or step rule that makes it wait.
    pub because: Origin,
    /// Whether it must be done in one act with them rather than after them.
    pub together: bool,
    /// Whether they need only be done sometime, before it or after it.
    pub on_credit: bool,
    /// Those of `waits_for` that are not performed, since they carry out what the package does not contain.
    pub absent: Vec<StepId>,
}

/// Why some steps can never be done: each waits for others of them, or for what the package does not contain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The links, each going on from the one before where one does.
    pub links: Vec<WaitsFor>,
    /// Whether some of the steps wait for each other in a ring.
    pub ring: bool,
}

impl Waiting {
    /// Adds what holds steps up in another package.
    pub(super) fn join(&mut self, other: Waiting) {
        self.ring |= other.ring;
        for link in other.links {
            let what = |l: &WaitsFor| (l.step, l.waits_for.clone(), l.because, l.on_credit);
            if !self.links.iter().any(|l| what(l) == what(&link)) {
                self.links.push(link);
            }
        }
    }

    /// Whether it tells of a rule.
    pub(super) fn tells(&self, rule: Origin) -> bool {
        let is_step = |s: &StepId| rule == Origin::Step(*s);
        self.links.iter().any(|l| l.because == rule || is_step(&l.step) || l.absent.iter().any(is_step))
    }
}

/// What holds a package up while some rules are in force; `None` if all that it needs can be done.
///
/// Of several reasons the shortest is told, so that steps which only wait behind it are left out.
pub(super) fn in_package(model: &Model<'_>, package: &Package, in_force: &dyn Fn(usize) -> bool) -> Option<Waiting> {
    let closure = model.close(package, in_force);
    let held_up = |s: &usize| closure.phase[*s].is_none() && model.needed(*s) && model.performable(*s, package);
    let reasons = (0..closure.phase.len()).filter(held_up).map(|s| closure.reasons(s)).min_by_key(Vec::len)?;
    let ring = has_ring(&reasons, &closure);
    let absent = |steps: &[usize]| -> Vec<StepId> {
        steps.iter().filter(|s| !model.performable(**s, package)).map(|s| StepId::at(*s)).collect()
    };
    let link = |(step, blocker): &(usize, &Blocker)| {
        let (rule, steps, together, on_credit) = match blocker {
            Blocker::NotPerformable => return None,
            Blocker::Waits(rule, any) => (*rule, any.to_vec(), false, false),
            Blocker::Joined(rule, other) => (*rule, vec![*other], true, false),
            Blocker::Unpaid(rule, any) => (*rule, any.to_vec(), false, true),
        };
        Some(WaitsFor {
            step: StepId::at(*step),
            absent: absent(&steps),
            waits_for: steps.into_iter().map(StepId::at).collect(),
            because: model.rules[rule].origin,
            together,
            on_credit,
        })
    };
    Some(Waiting { links: in_order(reasons.iter().filter_map(link).collect()), ring })
}

/// Whether some of the steps wait for each other: what is left once steps that wait for none of the rest are taken away
/// again and again.
fn has_ring(reasons: &[(usize, &Blocker)], closure: &Closure) -> bool {
    let mut left: Vec<bool> = vec![false; closure.phase.len()];
    reasons.iter().for_each(|(s, _)| left[*s] = true);
    loop {
        let waits = |blocker: &Blocker| match blocker {
            Blocker::NotPerformable => false,
            Blocker::Waits(_, any) | Blocker::Unpaid(_, any) => any.iter().any(|t| left[*t]),
            Blocker::Joined(_, t) => left[*t],
        };
        let idle: Vec<usize> = reasons.iter().filter(|(s, b)| left[*s] && !waits(b)).map(|(s, _)| *s).collect();
        if idle.is_empty() {
            return left.contains(&true);
        }
        idle.iter().for_each(|s| left[*s] = false);
    }
}

fn in_order(mut links: Vec<WaitsFor>) -> Vec<WaitsFor> {
    let mut told: Vec<WaitsFor> = Vec::new();
    while !links.is_empty() {
        let next = told.last().and_then(|last| links.iter().position(|l| last.waits_for.contains(&l.step)));
        told.push(links.remove(next.unwrap_or(0)));
    }
    told
}
