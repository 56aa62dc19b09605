//! A conflict by itself: its members, what it rests on, and nothing else of the case. Two things are found here: which
//! steps it rests on because of what they carry out, and what waits for what.

use std::collections::BTreeSet;

use super::ring::{self, Waiting};
use crate::{
    case::{Case, Insists, Order, Package, Party, Pattern, Preference, StepId, Waits},
    rule::{Asks, Origin},
    search::{
        Cancel,
        model::{Model, Setting},
        oracle::{Found, Oracle},
    },
};

/// Adds to what a conflict rests on the steps that are done only with some options, where that matters; and tells what
/// waits for what. Nothing, where the conflict is not about order. The case may be [`bare`].
pub(super) fn complete(case: &Case, members: &[Origin], rests_on: &mut Vec<Origin>) -> Waiting {
    let of_order = |o: &Origin| match o {
        Origin::Demand(d) => matches!(case.demand(*d).insists, Insists::Order(_)),
        Origin::Step(_) => true,
        Origin::Constraint(_) | Origin::WalkAway(_) => false,
    };
    if !members.iter().chain(rests_on.iter()).any(of_order) {
        return Waiting::default();
    }
    let mut alone = Alone::new(case, members, rests_on);
    let mut added = Vec::new();
    for step in alone.tied.clone() {
        if !rests_on.contains(&Origin::Step(step)) {
            let pattern = alone.untie(step);
            if alone.package(None).is_some() {
                alone.tie(step, pattern);
                rests_on.push(Origin::Step(step));
                added.push(Origin::Step(step));
            }
        }
    }
    let waits = |s: &StepId| !case.step(*s).waits.is_empty();
    if alone.tied.iter().any(|s| waits(s) && added.contains(&Origin::Step(*s))) {
        // With such a step come its own waits too, which may make something else idle.
        for rule in rests_on.clone() {
            let fewer: Vec<Origin> = rests_on.iter().copied().filter(|o| *o != rule).collect();
            if blocked(case, members, &fewer) {
                *rests_on = fewer;
            }
        }
        alone = Alone::just(case, members, rests_on);
    }
    rests_on.sort_unstable();
    let mut told = Waiting::default();
    for rule in members.iter().chain(rests_on.iter()).filter(|o| of_order(o)) {
        if !told.tells(*rule)
            && let Some(package) = alone.package(Some(*rule))
            && let Some(waiting) = alone.held_up(&package)
        {
            told.join(waiting);
        }
    }
    told
}

/// A case without its words, which are not needed here, so that copies of it cost little; rules keep their numbers.
pub(super) fn bare(case: &Case) -> Case {
    let mut bare = Case {
        parties: case.parties.clone(),
        issues: case.issues.clone(),
        demands: case.demands.clone(),
        constraints: case.constraints.clone(),
        steps: case.steps.clone(),
        ..Case::default()
    };
    for party in &mut bare.parties {
        (party.key, party.name, party.kept, party.grounds) = Default::default();
    }
    for issue in &mut bare.issues {
        (issue.key, issue.name, issue.kept) = Default::default();
        issue.options.iter_mut().for_each(|o| (o.key, o.name) = Default::default());
    }
    for demand in &mut bare.demands {
        (demand.key, demand.name, demand.terms, demand.grounds) = Default::default();
    }
    for constraint in &mut bare.constraints {
        (constraint.key, constraint.name, constraint.grounds) = Default::default();
    }
    for step in &mut bare.steps {
        (step.key, step.name, step.by, step.grounds) = Default::default();
    }
    bare
}

/// Whether members cannot hold together where nothing but some constraints and steps is in the way.
fn blocked(case: &Case, members: &[Origin], rests_on: &[Origin]) -> bool {
    Alone::just(case, members, rests_on).find(None).is_none()
}

struct Alone {
    case: Case,
    /// The demands and constraints, as they are numbered in the whole case.
    demands: Vec<Origin>,
    constraints: Vec<Origin>,
    /// Which of its members are members of the conflict; the others only say which steps may be one act.
    held: BTreeSet<Origin>,
    /// Steps that the order is about and that are done only with some options.
    tied: Vec<StepId>,
}

impl Alone {
    fn new(case: &Case, members: &[Origin], rests_on: &[Origin]) -> Self {
        let held: BTreeSet<Origin> = members.iter().copied().collect();
        let mut touched: BTreeSet<StepId> = BTreeSet::new();
        let (mut demands, mut constraints) = (Vec::new(), Vec::new());
        for rule in case.rules() {
            let kept = held.contains(&rule.origin) || rests_on.contains(&rule.origin);
            match (rule.origin, rule.asks) {
                (origin, Asks::Order(Order::Together(steps))) => {
                    demands.push(origin);
                    if kept {
                        touched.extend(steps);
                    }
                }
                (origin, Asks::Order(Order::After { step, waits })) if kept => {
                    demands.push(origin);
                    touched.insert(*step);
                    touched.extend(waits.steps());
                }
                (Origin::Step(s), _) if kept => {
                    touched.insert(s);
                    touched.extend(case.step(s).waits.steps());
                }
                (origin @ Origin::Demand(_), _) if kept => demands.push(origin),
                (origin @ Origin::Constraint(_), _) if kept => constraints.push(origin),
                _ => {}
            }
        }
        let parties = case.party_ids().map(|p| {
            let party = case.party(p);
            // Only who walks away here must know what it wants.
            if held.contains(&Origin::WalkAway(p)) {
                party.clone()
            } else {
                let (key, name, accepts, kept, grounds) = Default::default();
                let preference = Preference::Unknown;
                Party {
                    key,
                    name,
                    role: party.role,
                    walk_away: None,
                    preference,
                    accepts,
                    overlooks: None,
                    aliases: Vec::new(),
                    kept,
                    grounds,
                    place: party.place,
                }
            }
        });
        let mut steps = case.steps.clone();
        for (n, step) in steps.iter_mut().enumerate() {
            let id = StepId::at(n);
            if !rests_on.contains(&Origin::Step(id)) {
                step.waits = Waits::default();
            }
            if !touched.contains(&id) {
                step.carries_out = None;
            }
        }
        let small = Case {
            parties: parties.collect(),
            issues: case.issues.clone(),
            demands: picked(&demands, |o| match o {
                Origin::Demand(d) => Some(case.demand(d).clone()),
                _ => None,
            }),
            constraints: picked(&constraints, |o| match o {
                Origin::Constraint(c) => Some(case.constraint(c).clone()),
                _ => None,
            }),
            steps,
            ..Case::default()
        };
        let tied = touched.into_iter().filter(|s| case.step(*s).carries_out.is_some()).collect();
        Alone { case: small, demands, constraints, held, tied }
    }

    /// The same, where steps that the conflict does not rest on can be done in every package.
    fn just(case: &Case, members: &[Origin], rests_on: &[Origin]) -> Self {
        let mut alone = Alone::new(case, members, rests_on);
        for step in alone.tied.clone() {
            if !rests_on.contains(&Origin::Step(step)) {
                alone.untie(step);
            }
        }
        alone
    }

    /// What a rule of the small case is in the whole one.
    fn origin(&self, small: Origin) -> Origin {
        match small {
            Origin::Demand(d) => self.demands[d.index()],
            Origin::Constraint(c) => self.constraints[c.index()],
            other => other,
        }
    }

    /// Lets a step be done in every package, and needed in none.
    fn untie(&mut self, step: StepId) -> Option<Pattern> {
        self.case.steps[step.index()].optional = true;
        self.case.steps[step.index()].carries_out.take()
    }

    fn tie(&mut self, step: StepId, pattern: Option<Pattern>) {
        self.case.steps[step.index()].optional = false;
        self.case.steps[step.index()].carries_out = pattern;
    }

    /// A package that is possible without one rule, or with all of them.
    fn package(&mut self, without: Option<Origin>) -> Option<Package> {
        let Some(Origin::Step(s)) = without else { return self.find(without) };
        let kept = self.case.steps[s.index()].clone();
        let step = &mut self.case.steps[s.index()];
        step.waits = Waits::default();
        if step.carries_out.take().is_some() {
            step.optional = true;
        }
        let found = self.find(None);
        self.case.steps[s.index()] = kept;
        found
    }

    fn find(&self, without: Option<Origin>) -> Option<Package> {
        let model = Model::new(&self.case, &Setting::default());
        let held: Vec<usize> =
            (0..model.members).filter(|m| self.holds(&model, *m) && Some(self.whole(&model, *m)) != without).collect();
        match Oracle::new(&model, &model.whole(), Cancel::default()).ask(held) {
            Found::Agreement(package) => Some(package),
            Found::Blame(_) | Found::Stopped => None,
        }
    }

    fn whole(&self, model: &Model<'_>, rule: usize) -> Origin {
        self.origin(model.rules[rule].origin)
    }

    fn holds(&self, model: &Model<'_>, rule: usize) -> bool {
        rule >= model.members || self.held.contains(&self.whole(model, rule))
    }

    fn held_up(&self, package: &Package) -> Option<Waiting> {
        let model = Model::new(&self.case, &Setting::default());
        let mut waiting = ring::in_package(&model, package, &|n| self.holds(&model, n))?;
        for link in &mut waiting.links {
            link.because = self.origin(link.because);
        }
        Some(waiting)
    }
}

fn picked<T>(origins: &[Origin], pick: impl Fn(Origin) -> Option<T>) -> Vec<T> {
    origins.iter().filter_map(|o| pick(*o)).collect()
}
