//! *Why not this package?*

use super::{Why, ask, ring};
use crate::{
    agreement::Agreement,
    case::{IssueId, OptionId, PartyId},
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

/// Demands about order that cannot hold together in a package, and the ring that they make.
pub type OrderConflict = (Vec<Origin>, Vec<ring::WaitsFor>);

/// What stands against a package.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The package, with the issues that were left open settled such that least is violated, and an order of those
    /// steps that can be done.
    pub agreement: Agreement,
    /// The issues that were left open.
    pub filled_in: Vec<IssueId>,
    /// Constraints and demands about content that it violates.
    pub violates: Vec<Origin>,
    /// For each principal that would rather walk away: what is missing to its walk-away.
    pub shortfalls: Vec<(PartyId, Exact)>,
    /// Minimal sets of order demands that cannot hold together in this package, each with its ring.
    pub order_conflicts: Vec<OrderConflict>,
    /// Whether steps that it needs can never be done, whatever is given up.
    pub order_impossible: bool,
    /// The cheapest that would have to be given up for it; `None` where it cannot be had at all.
    pub give_up: Option<(Vec<Origin>, Exact)>,
}

pub(super) fn of(model: &Model<'_>, why: &Why, chosen: &[(IssueId, OptionId)], budget: &Budget) -> Trial {
    let case = model.case;
    let setting = Setting { settled: chosen.to_vec(), ..ask::setting(why) };
    let settled = Model::new(case, &setting);
    let whole = settled.whole();
    // Here even what is absolute may be given up, since the question is what stands against the package; but only where
    // giving up all that is not would not do.
    let absolute = settled.costs.iter().flatten().sum::<u128>() + 1;
    let soft: Vec<(usize, u128)> = (0..settled.members).map(|m| (m, settled.costs[m].unwrap_or(absolute))).collect();
    let mut search = Cheapest::new(Oracle::choosing(&settled, &whole, budget.cancel.clone()), &[], &soft);
    let cheapest = match search.next() {
        Next::GiveUp(members, _) => Some(members),
        Next::None | Next::Stopped => None,
    };
    let given_up = cheapest.clone().unwrap_or_default();
    let mut oracle = Oracle::new(&settled, &whole, budget.cancel.clone());
    let package = match oracle.ask((0..settled.members).filter(|m| !given_up.contains(m))) {
        Found::Agreement(package) => package,
        Found::Blame(_) | Found::Stopped => nearest(&settled, chosen),
    };
    let held = |m: usize| !given_up.contains(&m);
    let agreement = if cheapest.is_some() {
        Settler::new(&settled, budget.cancel.clone()).settled(package, &given_up)
    } else {
        let order = settled.phases(&package, &held);
        Agreement::new(case, package, order)
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
    // What the order alone comes to in this package.
    let all = package.options().iter().enumerate().map(|(i, o)| (IssueId::at(i), *o)).collect();
    let order_only = Setting { without_content: true, settled: all, ..ask::setting(why) };
    let (order_conflicts, order_impossible) = order_conflicts(&Model::new(case, &order_only), why, budget);
    let cost = given_up.iter().map(|m| settled.costs[*m]).sum::<Option<u128>>();
    let give_up = cheapest
        .zip(cost)
        .map(|(members, cost)| (members.iter().map(|m| settled.rules[*m].origin).collect(), settled.cost(cost)));
    Trial {
        agreement,
        filled_in: case.issue_ids().filter(|i| !chosen.iter().any(|(c, _)| c == i)).collect(),
        violates,
        shortfalls,
        order_conflicts,
        order_impossible,
        give_up,
    }
}

/// The package itself, with the first option wherever it leaves an issue open.
fn nearest(model: &Model<'_>, chosen: &[(IssueId, OptionId)]) -> crate::case::Package {
    let option = |i| chosen.iter().find(|(c, _)| *c == i).map_or(OptionId(0), |(_, o)| *o);
    crate::case::Package(model.case.issue_ids().map(option).collect())
}

fn order_conflicts(model: &Model<'_>, why: &Why, budget: &Budget) -> (Vec<OrderConflict>, bool) {
    // Constraints that the package breaks are told elsewhere.
    let without: Model<'_> = Model::new(
        model.case,
        &Setting {
            void: model.rules.iter().map(|r| r.origin).filter(|o| matches!(o, Origin::Constraint(_))).collect(),
            settled: model.settled.clone(),
            ..Setting { without_content: true, ..ask::setting(why) }
        },
    );
    let whole = without.whole();
    let mut oracle = Oracle::new(&without, &whole, budget.cancel.clone());
    if !matches!(oracle.ask([]), Found::Agreement(_)) {
        return (Vec::new(), true);
    }
    let found = knots(&without, &ask::limits(why, budget));
    let mut all: Vec<Vec<usize>> = found.knots.into_iter().flat_map(|k| k.conflicts).collect();
    all.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let told = all
        .into_iter()
        .map(|c| {
            let members: Vec<Origin> = c.iter().map(|m| without.rules[*m].origin).collect();
            let steps: Vec<Origin> =
                without.rules.iter().map(|r| r.origin).filter(|o| matches!(o, Origin::Step(_))).collect();
            let ring = ring::tell(&without, &members, &steps);
            let ring = if ring.len() > 12 { ring::tell(&without, &members, &[]) } else { ring };
            (members, ring)
        })
        .collect();
    (told, false)
}
