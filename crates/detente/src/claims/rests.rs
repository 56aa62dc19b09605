//! What rests on which claim, and what is known only in a bad way.

use super::{Claims, Count, ask};
use crate::case::{Case, ClaimId, Content, DocumentId, Element, Insists, IssueId, Known, PartyId, Pattern};

/// What rests on a claim, and what it stands against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rests {
    /// The elements that cite it for them.
    pub supports: Vec<Element>,
    /// The elements that it disputes.
    pub disputes: Vec<Element>,
}

/// A position, and how much it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The element that states it.
    pub element: Element,
    /// Whose position it is.
    pub holder: PartyId,
    /// The claims that it cites.
    pub claims: Vec<ClaimId>,
    /// How much they are.
    pub count: Count,
}

/// An element that claims stand against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The element.
    pub element: Element,
    /// The claims that it cites.
    pub because: Vec<ClaimId>,
    /// Those that dispute it.
    pub against: Vec<ClaimId>,
}

/// For each claim, in the order of [`Case::elements`].
pub(super) fn of(case: &Case) -> Vec<Rests> {
    let mut all = vec![Rests::default(); case.claims().len()];
    for element in case.elements() {
        let grounds = case.grounds(element);
        grounds.because.iter().for_each(|c| all[c.index()].supports.push(element));
        grounds.disputed_by.iter().for_each(|c| all[c.index()].disputes.push(element));
    }
    all
}

/// Positions that are known only through a narrator, and only through an opponent.
pub(super) fn only(asked: &Claims, case: &Case, families: &[DocumentId]) -> (Vec<Held>, Vec<Held>) {
    let (mut narrator, mut opponent) = (Vec::new(), Vec::new());
    for (element, holder) in positions(asked, case) {
        let grounds = case.grounds(element);
        let list = match case.known_through(grounds, holder) {
            Some(Known::Narrator) => &mut narrator,
            Some(Known::Opponent) => &mut opponent,
            Some(Known::Own | Known::Others) | None => continue,
        };
        let claims = grounds.because.clone();
        list.push(Held { element, holder, count: ask::count(case, families, &claims), claims });
    }
    (narrator, opponent)
}

/// Positions for which no claim is cited.
pub(super) fn uncited(asked: &Claims, case: &Case) -> Vec<Element> {
    positions(asked, case).map(|(e, _)| e).filter(|e| case.grounds(*e).because.is_empty()).collect()
}

/// Elements that claims stand against.
pub(super) fn disputed(asked: &Claims, case: &Case) -> Vec<Disputed> {
    let mut all = Vec::new();
    for element in case.elements() {
        let grounds = case.grounds(element);
        let party = case.holder(element).map_or(asked.parties.is_none(), |p| asked.looks_at_party(p));
        if !grounds.disputed_by.is_empty() && party && is_about(asked, case, element) {
            let (because, against) = (grounds.because.clone(), grounds.disputed_by.clone());
            all.push(Disputed { element, because, against });
        }
    }
    all
}

/// Elements that state a position of somebody, with whose it is.
fn positions(asked: &Claims, case: &Case) -> impl Iterator<Item = (Element, PartyId)> {
    let all = case.elements().into_iter().filter_map(|e| Some((e, case.holder(e)?)));
    all.filter(|(e, p)| asked.looks_at_party(*p) && is_about(asked, case, *e))
}

/// Whether an element is about an issue that is looked at: by what it names, or by a claim that it cites.
fn is_about(asked: &Claims, case: &Case, element: Element) -> bool {
    let Some(some) = &asked.issues else { return true };
    let grounds = case.grounds(element);
    let cited = grounds.because.iter().chain(&grounds.disputed_by).filter_map(|c| case.claim(*c).about);
    cited.map(|(issue, _)| issue).chain(named(case, element)).any(|issue| some.contains(&issue))
}

/// The issues that an element names.
fn named(case: &Case, element: Element) -> Vec<IssueId> {
    let in_pattern = |p: &Pattern| -> Vec<IssueId> {
        p.alternatives().iter().flat_map(|a| a.terms()).map(|(issue, _)| *issue).collect()
    };
    let in_content = |content: &Content| match content {
        Content::Require(p) | Content::Never(p) => in_pattern(p),
        Content::IfThen(a, b) => [in_pattern(a), in_pattern(b)].concat(),
    };
    match element {
        Element::Wants(_, issue) => vec![issue],
        Element::Constraint(c) => in_content(&case.constraint(c).content),
        Element::Step(s) => case.step(s).carries_out.as_ref().map(in_pattern).unwrap_or_default(),
        Element::Demand(d) => match &case.demand(d).insists {
            Insists::Content(content) => in_content(content),
            Insists::Order(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}
