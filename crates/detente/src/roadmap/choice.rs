//! Which package the roadmap is for, and what is given up for it.

use std::collections::BTreeSet;

use super::{Roadmap, Which};
use crate::{
    case::{Case, IssueId, OptionId, Package},
    deals::{Deals, Notion},
    question::{Budget, Refusal},
    rule::{Asks, Origin, Rule},
    search::{
        Cancel,
        cheapest::{Cheapest, Next},
        model::{Model, Setting},
        oracle::{Found, Oracle},
        settle::Settler,
    },
    why,
};

/// Demands about order up to which a package is looked for that leaves the order least to bridge; beyond, content alone
/// decides.
const MOST_ORDER: usize = 400;

/// The package that a roadmap is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The package.
    pub package: Package,
    /// How it was come by.
    pub how: How,
    /// Demands and walk-aways that are taken for given up.
    pub given_up: Vec<Origin>,
    /// Demands about content and walk-aways that the package does not meet, though nobody is said to give them up.
    pub breaks: Vec<Origin>,
}

/// How a package was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// There is nothing to settle.
    NoIssues,
    /// It was asked for.
    Asked,
    /// Nobody need give anything up for what is in it.
    Acceptable,
    /// No package meets all that is demanded; for this one least is given up.
    LeastGivenUp,
    /// It is the package of a way out, by its number.
    WayOut(usize),
    /// It is a named solution.
    Deal(Notion),
}

pub(super) fn choose(asked: &Roadmap, case: &Case, budget: &Budget) -> Result<Choice, Refusal> {
    let way_out = asked.way_out.map(|n| why::way_out(case, n, budget)).transpose()?;
    let given_up: Vec<Origin> = way_out.iter().flat_map(|w| w.give_up.iter().copied()).collect();
    let settled: &[(IssueId, OptionId)] = match &asked.which {
        Which::Deal(notion) => return deal(asked, *notion, given_up, case, budget),
        Which::Package(chosen) => chosen,
        Which::Best => &[],
    };
    if case.issues().is_empty() {
        return Ok(Choice { package: Package::of(&[]), how: How::NoIssues, given_up, breaks: Vec::new() });
    }
    if let Ok(package) = Package::settling(case, settled) {
        return of_asked(package, given_up, case);
    }
    if let (Some(n), Some(agreement), []) = (asked.way_out, way_out.and_then(|w| w.agreement), settled) {
        return Ok(Choice { package: agreement.package, how: How::WayOut(n), given_up, breaks: Vec::new() });
    }
    best(settled, given_up, case, budget)
}

/// A package that was asked for in full.
fn of_asked(package: Package, given_up: Vec<Origin>, case: &Case) -> Result<Choice, Refusal> {
    let fails = |rule: &Rule<'_>| match rule.asks {
        Asks::Content(content) => !Case::allows(content, &package),
        Asks::Worth(party) => case.walk_away(party).is_some_and(|(w, wants)| wants.worth(&package) < w.worth),
        Asks::Order(_) | Asks::Waits(_) => false,
    };
    let failing: Vec<Origin> = case.rules().iter().filter(|r| fails(r)).map(|r| r.origin).collect();
    if let Some(constraint) = failing.iter().find(|o| !o.is_member()) {
        return Err(Refusal::new(format!("constraint `{}` rules this package out", case.key_of(*constraint)))
            .help("choose another package: what cannot be has no roadmap"));
    }
    let breaks = failing.into_iter().filter(|o| !given_up.contains(o)).collect();
    Ok(Choice { package, how: How::Asked, given_up, breaks })
}

/// A named solution.
fn deal(
    asked: &Roadmap,
    notion: Notion,
    given_up: Vec<Origin>,
    case: &Case,
    budget: &Budget,
) -> Result<Choice, Refusal> {
    let deals = Deals { way_out: asked.way_out, frontier: false, ..Deals::default() };
    let answer = deals.ask(case, budget)?;
    let found = answer.solutions.iter().find(|s| s.notion == notion).and_then(|s| s.deals.first());
    match found {
        Some(deal) => {
            Ok(Choice { package: deal.package.clone(), how: How::Deal(notion), given_up, breaks: Vec::new() })
        }
        None => Err(Refusal::new(format!("`deals` knows no package by `{}` here", notion.key)).help(
            "ask `detente deals` why; with `--way-out N` it looks at what would be possible if something were given up",
        )),
    }
}

/// A package for which least is given up, as far as anything must be.
fn best(
    settled: &[(IssueId, OptionId)],
    given_up: Vec<Origin>,
    case: &Case,
    budget: &Budget,
) -> Result<Choice, Refusal> {
    let of_order = |r: &&Rule<'_>| matches!(r.asks, Asks::Order(_));
    let few = case.rules().iter().filter(of_order).count() <= MOST_ORDER;
    let ways: &[bool] = if few { &[false, true] } else { &[true] };
    for without_order in ways {
        let setting = Setting {
            void: given_up.iter().copied().collect::<BTreeSet<Origin>>(),
            settled: settled.to_vec(),
            without_order: *without_order,
            ..Setting::default()
        };
        let model = Model::new(case, &setting);
        if let Some((package, more)) = least(&model, budget)? {
            let more = more.into_iter().map(|m| model.rules[m]).filter(|r| !matches!(r.asks, Asks::Order(_)));
            let more: Vec<Origin> = more.map(|r| r.origin).collect();
            let how = if more.is_empty() { How::Acceptable } else { How::LeastGivenUp };
            let given_up = given_up.into_iter().chain(more).collect();
            return Ok(Choice { package, how, given_up, breaks: Vec::new() });
        }
    }
    Err(Refusal::new("no package is possible, even if everybody gave up whatever is not absolute").help(
        "`detente why` tells what cannot be together; give a package with `--package` to see its steps all the same",
    ))
}

/// The package for which members of least firmness are given up, and those; `None` if there is none.
fn least(model: &Model<'_>, budget: &Budget) -> Result<Option<(Package, Vec<usize>)>, Refusal> {
    let stopped = || Refusal::new("it was stopped before a package was found").help("give it more time");
    let whole = model.whole();
    let mut settler = Settler::new(model, Cancel::default());
    match Oracle::new(model, &whole, budget.cancel.clone()).without(&[]) {
        Found::Agreement(package) => return Ok(Some((settler.settled(package, &[]).package, Vec::new()))),
        Found::Stopped => return Err(stopped()),
        Found::Blame(_) => {}
    }
    let mut search = Cheapest::among(model, &whole, &|_| true, budget.cancel.clone()).within(budget.effort);
    match search.next() {
        Next::GiveUp(mut members, _) => {
            members.sort_unstable();
            Ok(settler.without(&members).map(|a| (a.package, members)))
        }
        // Where it took too much work, content alone decides.
        Next::Stopped if budget.cancel.stopped() => Err(stopped()),
        Next::Stopped | Next::None => Ok(None),
    }
}
