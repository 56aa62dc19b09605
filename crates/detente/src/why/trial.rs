//! *Why not this package?*

use super::{
    Why, ask,
    ring::{self, Waiting},
};
use crate::{
    agreement::Agreement,
    case::{Case, IssueId, OptionId, Package, PartyId},
    number::Exact,
    question::Budget,
    rule::{Asks, Origin},
    search::{
        cheapest::{Cheapest, Next},
        knots::knots,
        model::{Model, Setting},
        oracle::{Found, Oracle},
        settle::Settler,
    },
};

/// Demands about order that cannot hold together in a package.
#[derive(Debug, Clone)]
pub struct OrderConflict {
    /// The demands; drop any one, and the rest can hold.
    pub members: Vec<Origin>,
    /// What waits for what.
    pub waiting: Waiting,
    /// Whether they could not hold together in any other package either.
    pub everywhere: bool,
}

/// What the steps that a package needs come to.
#[derive(Debug, Clone)]
pub enum OrderOf {
    /// All of them can be done, unless these demands stand in the way.
    Conflicts {
        /// Minimal sets of order demands that cannot hold together in this package.
        conflicts: Vec<OrderConflict>,
        /// Whether there is no other.
        complete: bool,
    },
    /// Some could never be done, whatever anybody gave up: what waits for what by the nature of the steps.
    Impossible(Waiting),
}

/// Whether a package can be had, and for what.
#[derive(Debug, Clone)]
pub enum Price {
    /// The cheapest that would have to be given up for it, and what that costs.
    Costs(Vec<Origin>, Exact),
    /// Not while what is absolute stays so: minimal sets of absolute members that leave no room for it, none of which
    /// shares a member with another.
    Absolute(Vec<Vec<Origin>>),
    /// Never: what cannot be given up rules it out.
    RuledOut(Vec<Origin>),
    /// The search ended before this was known.
    NotKnown,
}

/// What stands against a package.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The package, and an order of those steps that can be done. Where the price is known, the issues that were left
    /// open are settled such that least is violated; else by their first options.
    pub agreement: Agreement,
    /// The issues that were left open.
    pub filled_in: Vec<IssueId>,
    /// Constraints and demands about content that it violates.
    pub violates: Vec<Origin>,
    /// For each principal that would rather walk away: what is missing to its walk-away.
    pub shortfalls: Vec<(PartyId, Exact)>,
    /// What its steps come to.
    pub order: OrderOf,
    /// What it would cost.
    pub price: Price,
}

impl Trial {
    /// Whether nothing stands against it.
    pub fn is_free(&self) -> bool {
        let orderly = matches!(&self.order, OrderOf::Conflicts { conflicts, complete: true } if conflicts.is_empty());
        self.violates.is_empty() && self.shortfalls.is_empty() && orderly
    }

    /// Whether all of this is known.
    pub fn complete(&self) -> bool {
        !matches!(self.price, Price::NotKnown)
            && match &self.order {
                OrderOf::Conflicts { complete, .. } => *complete,
                OrderOf::Impossible(_) => true,
            }
    }
}

/// `blocking` are the conflicts of the whole case.
pub(super) fn of(
    model: &Model<'_>,
    why: &Why,
    chosen: &[(IssueId, OptionId)],
    budget: &Budget,
    blocking: &[super::Conflict],
) -> Trial {
    let case = model.case;
    let setting = Setting { settled: chosen.to_vec(), ..ask::setting(why) };
    let settled = Model::new(case, &setting);
    let (given_up, mut price) = price(&settled, budget);
    let whole = settled.whole();
    let mut oracle = Oracle::new(&settled, &whole, budget.cancel.clone());
    let held = |m: usize| !given_up.as_ref().is_some_and(|g| g.contains(&m));
    let package = match given_up.as_ref().map(|_| oracle.ask((0..settled.members).filter(|m| held(*m)))) {
        Some(Found::Agreement(package)) => package,
        Some(_) => {
            price = Price::NotKnown;
            nearest(case, chosen)
        }
        None => nearest(case, chosen),
    };
    let agreement = match &given_up {
        Some(given_up) if !matches!(price, Price::NotKnown) => {
            Settler::new(&settled, budget.cancel.clone()).settled(package, given_up)
        }
        _ => {
            let order = settled.phases(&package, &held);
            Agreement::new(case, package, order)
        }
    };
    let package = &agreement.package;
    let violates = (0..settled.rules.len())
        .filter(|n| matches!(settled.rules[*n].asks, Asks::Content(_)) && !settled.allows(*n, package))
        .map(|n| settled.rules[n].origin)
        .collect();
    let shortfalls = settled
        .rules
        .iter()
        .filter_map(|r| match r.asks {
            Asks::Worth(party) => {
                let (walk_away, wants) = case.walk_away(party)?;
                let worth = wants.worth(package);
                (worth < walk_away.worth).then(|| (party, walk_away.worth.minus(worth)))
            }
            _ => None,
        })
        .collect();
    let order_of = order_of(case, package, why, budget, blocking);
    Trial {
        agreement,
        filled_in: case.issue_ids().filter(|i| !chosen.iter().any(|(c, _)| c == i)).collect(),
        violates,
        shortfalls,
        order: order_of,
        price,
    }
}

/// What would have to be given up, absolute or not, as far as that is known, and what that means.
fn price(settled: &Model<'_>, budget: &Budget) -> (Option<Vec<usize>>, Price) {
    let origins = |members: &[usize]| members.iter().map(|m| settled.rules[*m].origin).collect::<Vec<Origin>>();
    let whole = settled.whole();
    // Here even what is absolute may be given up, since the question is what stands against the package; but only where
    // giving up all that is not would not do.
    let absolute = settled.costs.iter().flatten().sum::<u128>() + 1;
    let soft: Vec<(usize, u128)> = (0..settled.members).map(|m| (m, settled.costs[m].unwrap_or(absolute))).collect();
    let oracle = Oracle::choosing(settled, &whole, budget.cancel.clone());
    match Cheapest::new(oracle, &[], &soft).within(budget.effort).next() {
        Next::Stopped => (None, Price::NotKnown),
        Next::None => {
            let mut oracle = Oracle::relaxable(settled, &whole, budget.cancel.clone());
            let blame = match oracle.ask(settled.members..settled.rules.len()) {
                Found::Blame(blame) => oracle.shrink(blame, &[]),
                Found::Agreement(_) | Found::Stopped => None,
            };
            (None, blame.map_or(Price::NotKnown, |b| Price::RuledOut(origins(&b))))
        }
        Next::GiveUp(members, _) => {
            let cost = members.iter().map(|m| settled.costs[*m]).sum::<Option<u128>>();
            let price = match cost {
                Some(cost) => Price::Costs(origins(&members), settled.cost(cost)),
                None => absolutes(settled, budget)
                    .map_or(Price::NotKnown, |sets| Price::Absolute(sets.iter().map(|set| origins(set)).collect())),
            };
            (Some(members), price)
        }
    }
}

/// Minimal sets of absolute members that cannot hold together, none sharing a member with another.
fn absolutes(settled: &Model<'_>, budget: &Budget) -> Option<Vec<Vec<usize>>> {
    let mut oracle = Oracle::new(settled, &settled.whole(), budget.cancel.clone());
    let mut held: Vec<usize> = (0..settled.members).filter(|m| settled.costs[*m].is_none()).collect();
    let mut sets = Vec::new();
    loop {
        match oracle.ask(held.iter().copied()) {
            Found::Agreement(_) => return Some(sets),
            Found::Stopped => return None,
            Found::Blame(blame) => {
                let set = oracle.shrink(blame, &[])?;
                held.retain(|m| !set.contains(m));
                sets.push(set);
            }
        }
    }
}

/// The package itself, with the first option wherever it leaves an issue open.
fn nearest(case: &Case, chosen: &[(IssueId, OptionId)]) -> Package {
    let option = |i| chosen.iter().find(|(c, _)| *c == i).map_or(OptionId(0), |(_, o)| *o);
    Package(case.issue_ids().map(option).collect())
}

/// What the order alone comes to in a package. Constraints that it breaks are told elsewhere.
fn order_of(case: &Case, package: &Package, why: &Why, budget: &Budget, blocking: &[super::Conflict]) -> OrderOf {
    let setting = Setting {
        void: case.rules().iter().map(|r| r.origin).filter(|o| matches!(o, Origin::Constraint(_))).collect(),
        settled: package.options().iter().enumerate().map(|(i, o)| (IssueId::at(i), *o)).collect(),
        without_content: true,
        ..ask::setting(why)
    };
    let model = Model::new(case, &setting);
    let background = |n: usize| n >= model.members;
    if !model.possible(package, &background) {
        return OrderOf::Impossible(ring::in_package(&model, package, &background).unwrap_or_default());
    }
    if model.possible(package, &|_| true) {
        return OrderOf::Conflicts { conflicts: Vec::new(), complete: true };
    }
    let found = knots(&model, &ask::limits(why, budget));
    let complete = !found.stopped && found.knots.iter().all(|k| k.complete);
    let mut all: Vec<Vec<usize>> = found.knots.into_iter().flat_map(|k| k.conflicts).collect();
    all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let conflicts = all
        .into_iter()
        .map(|c| {
            let members: Vec<Origin> = c.iter().map(|m| model.rules[*m].origin).collect();
            let held = |n: usize| n >= model.members || c.contains(&n);
            OrderConflict {
                waiting: ring::in_package(&model, package, &held).unwrap_or_default(),
                everywhere: blocking.iter().any(|b| b.members == members),
                members,
            }
        })
        .collect();
    OrderOf::Conflicts { conflicts, complete }
}
