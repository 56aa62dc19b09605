//! What a case says of one package: whether it can be, who sees it, and how much a party likes it.

use detente::{
    case::{Case, Content, OptionId, PartyId, Pattern, Preference, Wants},
    number::Exact,
};
use num_rational::BigRational;

/// How much a package is liked: the more, the greater. Only what one party likes can be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Liked {
    /// Nobody knows.
    Unknown,
    /// It is worth so much.
    Worth(BigRational),
    /// Which statements hold, the most important first.
    Statements(Vec<bool>),
    /// So many places from the end of a ranking.
    Place(usize),
}

pub(super) fn matches(pattern: &Pattern, package: &[OptionId]) -> bool {
    let one = |issue: detente::case::IssueId, options: &[OptionId]| options.contains(&package[issue.index()]);
    pattern.alternatives().iter().any(|table| table.terms().iter().all(|(issue, options)| one(*issue, options)))
}

/// Whether constraints allow a package.
pub(super) fn feasible(case: &Case, package: &[OptionId]) -> bool {
    case.constraints().iter().all(|c| match &c.content {
        Content::Require(p) => matches(p, package),
        Content::Never(p) => !matches(p, package),
        Content::IfThen(p, q) => !matches(p, package) || matches(q, package),
    })
}

pub(super) fn overlooks(case: &Case, party: PartyId, package: &[OptionId]) -> bool {
    case.party(party).overlooks.as_ref().is_some_and(|p| matches(p, package))
}

pub(super) fn liked(case: &Case, party: PartyId, package: &[OptionId]) -> Liked {
    match &case.party(party).preference {
        Preference::Unknown => Liked::Unknown,
        Preference::Worth(wants) => Liked::Worth(worth(case, wants, package)),
        Preference::Prefers(statements) => {
            Liked::Statements(statements.iter().map(|statement| matches(statement, package)).collect())
        }
        Preference::Ranking(ranks) => {
            let place = ranks.iter().position(|tied| tied.iter().any(|p| p.options() == package));
            Liked::Place(ranks.len() - place.expect("a ranking has every state"))
        }
    }
}

fn exact(number: Exact) -> BigRational {
    BigRational::new(number.numerator().into(), number.denominator().into())
}

/// The weighted mean of what its options are worth, and what is paid beside.
fn worth(case: &Case, wants: &Wants, package: &[OptionId]) -> BigRational {
    assert!(wants.measure().is_none(), "cases here have no measure");
    let zero = || exact(Exact::whole(0));
    let wanted = || case.issue_ids().filter_map(|i| Some((i, wants.on(i)?)));
    let total = wanted().fold(zero(), |sum, (_, w)| sum + exact(w.weight));
    let mut worth = zero();
    for (issue, w) in wanted() {
        worth += exact(w.weight) / &total * exact(w.values[package[issue.index()].index()]);
    }
    for bonus in wants.bonuses() {
        if matches(&bonus.when, package) != bonus.unless {
            worth += exact(bonus.worth);
        }
    }
    worth
}
