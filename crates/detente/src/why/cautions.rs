//! How well founded an answer is: which elements of the case it should not be trusted for without looking.

use serde_json::{Map, Value};

use super::{Only, Why};
use crate::case::{Basis, Case, Element, Known, Preference};

/// Elements by what is to be kept in mind about them; each list in the order of [`Case::elements`]. What the question
/// leaves out is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cautions {
    /// Assumed by the analyst.
    pub assumed: Vec<Element>,
    /// Concluded from claims.
    pub inferred: Vec<Element>,
    /// Neither a claim nor a basis is given.
    pub unsourced: Vec<Element>,
    /// Positions that only the narrator of a document states.
    pub narrator: Vec<Element>,
    /// Positions that only an opponent states.
    pub opponent: Vec<Element>,
    /// Disputed, or resting on a claim that is.
    pub disputed: Vec<Element>,
    /// Wants of which some numbers are known only as ranges, or issues only by their order; the answer takes the middle.
    pub ranges: Vec<Element>,
}

impl Cautions {
    /// About answers that rest on content and worth, and not on the order of steps.
    pub(crate) fn about_content(case: &Case) -> Cautions {
        of(&Why { only: Some(Only::Content), ..Why::default() }, case)
    }

    /// About the order of steps, and what stands by it.
    pub(crate) fn about_order(case: &Case) -> Cautions {
        let why = Why { only: Some(Only::Order), ..Why::default() };
        let beside = |e: &Element| matches!(e, Element::Guarantee(_) | Element::Meaning(..));
        kept_in_mind(case, |e| beside(&e) || looked_at(&why, case, e))
    }

    /// About answers that rest on some elements, whatever rules are looked at.
    pub(crate) fn about(case: &Case, rests_on: impl Fn(Element) -> bool) -> Cautions {
        kept_in_mind(case, rests_on)
    }

    /// Leaves out what a question does not rest on.
    pub(crate) fn keep(&mut self, rests_on: impl Fn(&Element) -> bool) {
        let lists = [
            &mut self.assumed,
            &mut self.inferred,
            &mut self.unsourced,
            &mut self.narrator,
            &mut self.opponent,
            &mut self.disputed,
            &mut self.ranges,
        ];
        lists.into_iter().for_each(|list| list.retain(&rests_on));
    }

    /// Their words in the machine contract, each with its elements.
    pub fn lists(&self) -> Vec<(&'static str, &[Element])> {
        let mut lists: Vec<(&'static str, &[Element])> = vec![
            ("assumed", &self.assumed),
            ("inferred", &self.inferred),
            ("no_source", &self.unsourced),
            ("known_only_through_narrator", &self.narrator),
            ("known_only_through_opponent", &self.opponent),
            ("disputed", &self.disputed),
        ];
        if !self.ranges.is_empty() {
            lists.push(("ranges", &self.ranges));
        }
        lists
    }
}

impl Cautions {
    /// For programs: the paths of the elements under the words of the machine contract.
    pub(crate) fn machine(&self, case: &Case) -> Map<String, Value> {
        let paths = |list: &[Element]| list.iter().map(|e| case.path(*e)).collect();
        self.lists().into_iter().map(|(word, list)| (word.to_owned(), paths(list))).collect()
    }
}

/// What is to be kept in mind about an answer to a question.
pub(crate) fn of(why: &Why, case: &Case) -> Cautions {
    kept_in_mind(case, |element| looked_at(why, case, element))
}

fn kept_in_mind(case: &Case, rests_on: impl Fn(Element) -> bool) -> Cautions {
    let mut found = Cautions::default();
    for element in case.elements().into_iter().filter(|e| rests_on(*e)) {
        let grounds = case.grounds(element);
        match grounds.basis {
            Some(Basis::Assumed) => found.assumed.push(element),
            Some(Basis::Inferred) => found.inferred.push(element),
            Some(Basis::Stated) => {}
            None if grounds.because.is_empty() => found.unsourced.push(element),
            None => {}
        }
        match case.holder(element).and_then(|holder| case.known_through(grounds, holder)) {
            Some(Known::Narrator) => found.narrator.push(element),
            Some(Known::Opponent) => found.opponent.push(element),
            Some(Known::Own | Known::Others) | None => {}
        }
        if case.is_disputed(grounds) {
            found.disputed.push(element);
        }
        if in_ranges(case, element) {
            found.ranges.push(element);
        }
    }
    found
}

fn in_ranges(case: &Case, element: Element) -> bool {
    let Element::Wants(party, issue) = element else { return false };
    let Preference::Worth(wants) = &case.party(party).preference else { return false };
    wants.unsure().is_some_and(|unsure| {
        unsure.weights[issue.index()].is_some()
            || !unsure.order.is_empty()
            || unsure.values[issue.index()].iter().any(|(low, high)| low < high)
    })
}

fn looked_at(why: &Why, case: &Case, element: Element) -> bool {
    match element {
        Element::Step(_) => why.only != Some(Only::Content),
        Element::Wants(..) | Element::Bonus(..) => why.only != Some(Only::Order),
        // Of a party without them only its name is used; meetings are not used here.
        Element::Party(p) => case.holder(Element::Party(p)).is_some() && why.only != Some(Only::Order),
        // Only the roadmap looks at these.
        Element::Guarantee(_) | Element::Meaning(..) => false,
        Element::Round(_) => false,
        Element::Delegate(_) => true,
        rule => rule.rule().is_some_and(|o| why.looks_at(case, o)),
    }
}
