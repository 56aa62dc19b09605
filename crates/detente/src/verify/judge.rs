//! What can hold together, by trying every package.

use std::{cell::RefCell, collections::HashMap};

use super::{
    Reason,
    order::{InForce, Steps},
    sets::{Set, least},
    worth::{Q, Worth, exactly},
};
use crate::{
    case::{Case, DemandId, Insists, IssueId, OptionId, Package, PartyId, StepId},
    rule::Origin,
};

/// Sets of demands of order that are tried for one package.
const MOST_TRIED: usize = 20_000;

/// Which rules are looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    /// Demands about content and walk-aways are left out.
    pub(super) without_content: bool,
    /// Demands about order, and all that steps wait for, are left out.
    pub(super) without_order: bool,
    /// Rules that are taken for void.
    pub(super) void: Vec<Origin>,
    /// Options that are settled.
    pub(super) settled: Vec<(IssueId, OptionId)>,
}

/// What cannot be given up: constraints that hold, and what steps wait for by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Background {
    /// Constraints, by their numbers in the file.
    pub(super) constraints: Set,
    /// Steps that wait for what they wait for by themselves.
    pub(super) waits: Set,
    /// Steps that are taken as possible in every package and needed in none.
    pub(super) free: Set,
}

/// The rules of a case, taken literally.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    pub(super) case: &'a Case,
    /// What can be given up; sets of members are sets of places in this list.
    pub(super) members: Vec<Origin>,
    pub(super) setting: Setting,
    pub(super) steps: Steps<'a>,
    walk_aways: HashMap<PartyId, Worth<'a>>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(case: &'a Case, setting: &Setting) -> Rules<'a> {
        let demands = (0..case.demands().len()).map(|n| Origin::Demand(DemandId::at(n)));
        let walks = case.party_ids().filter(|p| case.walk_away(*p).is_some());
        let looked_at = |o: &Origin| {
            let left_out = match o {
                Origin::Demand(d) if matches!(case.demand(*d).insists, Insists::Order(_)) => setting.without_order,
                _ => setting.without_content,
            };
            !left_out && !setting.void.contains(o)
        };
        let members: Vec<Origin> = demands.chain(walks.map(Origin::WalkAway)).filter(looked_at).collect();
        let walk_aways = members.iter().filter_map(|o| match o {
            Origin::WalkAway(p) => Some((*p, Worth::of(case, *p)?)),
            _ => None,
        });
        let walk_aways = walk_aways.collect();
        Rules { case, members, setting: setting.clone(), steps: Steps::new(case), walk_aways }
    }

    /// Every member.
    pub(super) fn all(&self) -> Set {
        Set::first(self.members.len())
    }

    /// The place of a member in the list.
    pub(super) fn place(&self, member: Origin) -> Option<usize> {
        self.members.iter().position(|m| *m == member)
    }

    /// All that cannot be given up.
    pub(super) fn background(&self) -> Background {
        let void = |o: Origin| self.setting.void.contains(&o);
        let constraints =
            (0..self.case.constraints().len()).filter(|c| !void(Origin::Constraint(crate::case::ConstraintId::at(*c))));
        let steps = (0..self.case.steps().len()).filter(|s| !void(Origin::Step(StepId::at(*s))));
        Background { constraints: Set::of(constraints), waits: Set::of(steps), free: Set::default() }
    }

    /// Nothing but these constraints and steps.
    pub(super) fn only(&self, origins: &[Origin]) -> Background {
        let (mut constraints, mut waits) = (Set::default(), Set::default());
        for origin in origins {
            match origin {
                Origin::Constraint(c) => constraints.insert(c.index()),
                Origin::Step(s) => waits.insert(s.index()),
                Origin::Demand(_) | Origin::WalkAway(_) => {}
            }
        }
        let tied = |s: &usize| self.case.steps()[*s].carries_out.is_some() && !waits.contains(*s);
        let free = Set::of((0..self.case.steps().len()).filter(tied));
        Background { constraints, waits, free }
    }

    /// What a package breaks.
    pub(super) fn broken(&self, package: &Package) -> Broken {
        let constraints = self.case.constraints().iter().enumerate();
        let broken = |(n, m): (usize, &Origin)| (!self.allows(*m, package)).then_some(n);
        Broken {
            constraints: Set::of(constraints.filter(|(_, c)| !Case::allows(&c.content, package)).map(|(n, _)| n)),
            members: Set::of(self.members.iter().enumerate().filter_map(broken)),
            performable: self.steps.performable(package),
        }
    }

    /// Whether a demand about content or a walk-away allows a package; demands about order allow all.
    pub(super) fn allows(&self, member: Origin, package: &Package) -> bool {
        match member {
            Origin::Demand(d) => match &self.case.demand(d).insists {
                Insists::Content(content) => Case::allows(content, package),
                Insists::Order(_) => true,
            },
            Origin::WalkAway(p) => {
                let least = self.case.walk_away(p).map(|(w, _)| exactly(w.worth));
                least.is_none_or(|least| self.walk_aways.get(&p).is_none_or(|w| w.worth(package) >= least))
            }
            Origin::Constraint(_) | Origin::Step(_) => true,
        }
    }

    /// The rules of order that hold while some members do.
    pub(super) fn in_force(&self, held: &Set, background: &Background) -> InForce {
        let demands = held.iter().filter_map(|m| match self.members[m] {
            Origin::Demand(d) if matches!(self.case.demand(d).insists, Insists::Order(_)) => Some(d.index()),
            _ => None,
        });
        InForce { demands: Set::of(demands), waits: background.waits.clone(), free: background.free.clone() }
    }

    /// The members that are these demands.
    fn members_of(&self, demands: &Set) -> Set {
        Set::of(demands.iter().filter_map(|d| self.place(Origin::Demand(DemandId::at(d)))))
    }
}

/// What a package breaks, and which steps can be performed in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Broken {
    pub(super) constraints: Set,
    pub(super) members: Set,
    pub(super) performable: Set,
}

/// All packages with some options settled, in the order of the file; `None` where there are more than so many.
pub(super) fn packages(case: &Case, settled: &[(IssueId, OptionId)], most: usize) -> Option<Vec<Package>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for issue in case.issue_ids() {
        let fixed = settled.iter().find(|(i, _)| *i == issue).map(|(_, o)| o.index());
        let options: Vec<usize> =
            (0..case.issue(issue).options.len()).filter(|o| fixed.is_none_or(|f| f == *o)).collect();
        if all.len().checked_mul(options.len()).is_none_or(|n| n > most) {
            return None;
        }
        all = all.iter().flat_map(|p| options.iter().map(move |o| [p.as_slice(), &[*o]].concat())).collect();
    }
    Some(all.iter().map(|p| Package::of(p)).collect())
}

/// What a way out gives up, counted from 1, the cheapest first; nothing where there are not so many.
pub(super) fn way_out(case: &Case, n: u64, most: usize) -> Result<Vec<Origin>, Reason> {
    let rules = Rules::new(case, &Setting::default());
    let all = packages(case, &[], most).ok_or(Reason::TooManyPackages)?;
    let least = Judge::new(&rules, &all).least_given_up().ok_or(Reason::TooMuchWork)?;
    let cost =
        |set: &Set| -> Option<Q> { set.iter().map(|m| case.firmness_of(rules.members[m]).cost().map(exactly)).sum() };
    let mut ways: Vec<(Q, Set)> = least.into_iter().filter_map(|s| Some((cost(&s)?, s))).collect();
    ways.sort_by_cached_key(|(cost, s)| (cost.clone(), s.len(), s.list()));
    let way = usize::try_from(n).ok().and_then(|n| ways.get(n.checked_sub(1)?));
    Ok(way.into_iter().flat_map(|(_, way)| way.iter().map(|m| rules.members[m])).collect())
}

/// All packages, by what they break.
#[derive(Debug)]
pub(super) struct Judge<'r, 'a> {
    pub(super) rules: &'r Rules<'a>,
    kinds: Vec<(Broken, u64)>,
    orders: RefCell<HashMap<(Set, InForce), bool>>,
}

impl<'r, 'a> Judge<'r, 'a> {
    /// Looks at packages.
    pub(super) fn new(rules: &'r Rules<'a>, packages: &[Package]) -> Judge<'r, 'a> {
        let mut places: HashMap<Broken, usize> = HashMap::new();
        let mut kinds: Vec<(Broken, u64)> = Vec::new();
        for package in packages {
            let broken = rules.broken(package);
            let next = kinds.len();
            let place = *places.entry(broken.clone()).or_insert(next);
            if place == next {
                kinds.push((broken, 0));
            }
            kinds[place].1 += 1;
        }
        Judge { rules, kinds, orders: RefCell::default() }
    }

    /// Packages that nobody refuses, whatever their order.
    pub(super) fn acceptable(&self) -> u64 {
        let background = self.rules.background();
        let fine = |b: &Broken| b.members.is_empty() && !b.constraints.meets(&background.constraints);
        self.kinds.iter().filter(|(b, _)| fine(b)).map(|(_, n)| n).sum()
    }

    /// Whether some package, in some order, meets the members held and the background.
    pub(super) fn possible(&self, held: &Set, background: &Background) -> bool {
        let in_force = self.rules.in_force(held, background);
        self.kinds.iter().any(|(b, _)| {
            !b.constraints.meets(&background.constraints)
                && !b.members.meets(held)
                && self.orderly(&b.performable, &in_force)
        })
    }

    fn orderly(&self, performable: &Set, in_force: &InForce) -> bool {
        if self.rules.setting.without_order {
            return true;
        }
        let key = (performable.clone(), in_force.clone());
        if let Some(known) = self.orders.borrow().get(&key) {
            return *known;
        }
        let possible = self.rules.steps.possible(performable, in_force);
        self.orders.borrow_mut().insert(key, possible);
        possible
    }

    /// The least sets of members whose giving-up makes an agreement possible, smallest first; what is absolute is given up
    /// too. `None` where there are too many orders to try.
    pub(super) fn least_given_up(&self) -> Option<Vec<Set>> {
        let background = self.rules.background();
        let in_force = self.rules.in_force(&self.rules.all(), &background);
        let mut orders: HashMap<&Set, Vec<Set>> = HashMap::new();
        let mut found = std::collections::HashSet::new();
        for (broken, _) in self.kinds.iter().filter(|(b, _)| !b.constraints.meets(&background.constraints)) {
            if self.rules.setting.without_order {
                found.insert(broken.members.clone());
                continue;
            }
            if !orders.contains_key(&broken.performable) {
                let given_up = self.rules.steps.least_given_up(&broken.performable, &in_force, MOST_TRIED)?;
                let members = given_up.iter().map(|d| self.rules.members_of(d)).collect();
                orders.insert(&broken.performable, members);
            }
            found.extend(orders[&broken.performable].iter().map(|order| broken.members.or(order)));
        }
        Some(least(found.into_iter().collect()))
    }
}
