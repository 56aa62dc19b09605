//! Everything in a case that rests on claims, or could.

use super::{
    Bonus, Case, ConstraintId, DelegateId, DemandId, Grounds, GuaranteeId, IssueId, PartyId, Preference, StepId,
};
use crate::{diagnostic::Place, rule::Origin};

/// Something that the file says, with grounds of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A demand.
    Demand(DemandId),
    /// The walk-away of a party.
    WalkAway(PartyId),
    /// A constraint.
    Constraint(ConstraintId),
    /// A step: that it belongs to the case, what it waits for and what it carries out.
    Step(StepId),
    /// A guarantee.
    Guarantee(GuaranteeId),
    /// How else a demand is read, by its number in the order of the file.
    Meaning(DemandId, usize),
    /// What a party wants on an issue.
    Wants(PartyId, IssueId),
    /// What a party is paid beside, by its number in the order of the file.
    Bonus(PartyId, usize),
    /// A party, with its `prefers` or `ranking` if it has one.
    Party(PartyId),
    /// That a person speaks for a party.
    Delegate(DelegateId),
    /// A meeting, by its number in the order of the file.
    Round(usize),
}

impl Element {
    /// The rule that it is, unless it is none.
    pub fn rule(self) -> Option<Origin> {
        match self {
            Element::Demand(d) => Some(Origin::Demand(d)),
            Element::WalkAway(p) => Some(Origin::WalkAway(p)),
            Element::Constraint(c) => Some(Origin::Constraint(c)),
            Element::Step(s) => Some(Origin::Step(s)),
            Element::Guarantee(_)
            | Element::Meaning(..)
            | Element::Wants(..)
            | Element::Bonus(..)
            | Element::Party(_)
            | Element::Delegate(_)
            | Element::Round(_) => None,
        }
    }
}

impl Case {
    /// All elements: rules first, then guarantees, other readings of demands, what parties want, then parties, delegates and rounds, each in the order of the
    /// file.
    pub fn elements(&self) -> Vec<Element> {
        let mut all: Vec<Element> = (0..self.demands.len()).map(|n| Element::Demand(DemandId::at(n))).collect();
        all.extend(self.party_ids().filter(|p| self.party(*p).walk_away.is_some()).map(Element::WalkAway));
        all.extend((0..self.constraints.len()).map(|n| Element::Constraint(ConstraintId::at(n))));
        all.extend(self.step_ids().map(Element::Step));
        all.extend(self.guarantee_ids().map(Element::Guarantee));
        for (n, demand) in self.demands.iter().enumerate() {
            all.extend((0..demand.terms.meanings.len()).map(|m| Element::Meaning(DemandId::at(n), m)));
        }
        for p in self.party_ids() {
            if let Preference::Worth(wants) = &self.party(p).preference {
                all.extend(self.issue_ids().filter(|i| wants.on(*i).is_some()).map(|i| Element::Wants(p, i)));
                all.extend((0..wants.bonuses().len()).map(|n| Element::Bonus(p, n)));
            }
        }
        all.extend(self.party_ids().map(Element::Party));
        all.extend((0..self.delegates.len()).map(|n| Element::Delegate(DelegateId::at(n))));
        all.extend((0..self.rounds.len()).map(Element::Round));
        all
    }

    /// How we know an element.
    pub fn grounds(&self, element: Element) -> &Grounds {
        match element {
            Element::Wants(p, i) => match &self.party(p).preference {
                Preference::Worth(wants) => wants.on(i).map_or(&self.party(p).grounds, |w| &w.grounds),
                _ => &self.party(p).grounds,
            },
            Element::Bonus(p, n) => self.bonus(p, n).map_or(&self.party(p).grounds, |b| &b.grounds),
            Element::Guarantee(g) => &self.guarantee(g).grounds,
            Element::Meaning(d, n) => &self.demand(d).terms.meanings[n].grounds,
            Element::Party(p) => &self.party(p).grounds,
            Element::Delegate(d) => &self.delegate(d).grounds,
            Element::Round(n) => &self.rounds[n].grounds,
            Element::Demand(d) => self.grounds_of(Origin::Demand(d)),
            Element::WalkAway(p) => self.grounds_of(Origin::WalkAway(p)),
            Element::Constraint(c) => self.grounds_of(Origin::Constraint(c)),
            Element::Step(s) => self.grounds_of(Origin::Step(s)),
        }
    }

    fn bonus(&self, party: PartyId, n: usize) -> Option<&Bonus> {
        match &self.party(party).preference {
            Preference::Worth(wants) => wants.bonuses().get(n),
            _ => None,
        }
    }

    /// Where an element stands.
    pub fn place(&self, element: Element) -> Place {
        match element {
            Element::Wants(p, i) => match &self.party(p).preference {
                Preference::Worth(wants) => wants.on(i).map_or(self.party(p).place, |w| w.place),
                _ => self.party(p).place,
            },
            Element::Bonus(p, n) => self.bonus(p, n).map_or(self.party(p).place, |b| b.place),
            Element::Guarantee(g) => self.guarantee(g).place,
            Element::Meaning(d, n) => self.demand(d).terms.meanings[n].place,
            Element::Party(p) => self.party(p).place,
            Element::Delegate(d) => self.delegate(d).place,
            Element::Round(n) => self.rounds[n].place,
            Element::Demand(d) => self.place_of(Origin::Demand(d)),
            Element::WalkAway(p) => self.place_of(Origin::WalkAway(p)),
            Element::Constraint(c) => self.place_of(Origin::Constraint(c)),
            Element::Step(s) => self.place_of(Origin::Step(s)),
        }
    }

    /// Whose position an element states, if it states one.
    pub fn holder(&self, element: Element) -> Option<PartyId> {
        match element {
            Element::Demand(d) => Some(self.demand(d).party),
            Element::Meaning(d, n) => self.demand(d).terms.meanings[n].by,
            Element::Guarantee(g) => Some(self.guarantee(g).by),
            Element::WalkAway(p) | Element::Wants(p, _) | Element::Bonus(p, _) => Some(p),
            Element::Party(p) => match &self.party(p).preference {
                Preference::Prefers(_) | Preference::Ranking(_) => Some(p),
                Preference::Worth(_) | Preference::Unknown => None,
            },
            Element::Constraint(_) | Element::Step(_) | Element::Delegate(_) | Element::Round(_) => None,
        }
    }

    /// The path by which an element can be asked about: `demands.gauges-first`, `parties.velmar.wants.release`.
    pub fn path(&self, element: Element) -> String {
        match element {
            Element::Demand(d) => format!("demands.{}", self.demand(d).key),
            Element::WalkAway(p) => format!("parties.{}.walk_away", self.party(p).key),
            Element::Constraint(c) => format!("constraints.{}", self.constraint(c).key),
            Element::Step(s) => format!("steps.{}", self.step(s).key),
            Element::Guarantee(g) => format!("guarantees.{}", self.guarantee(g).key),
            Element::Meaning(d, n) => {
                let demand = self.demand(d);
                format!("demands.{}.readings.{}", demand.key, demand.terms.meanings[n].key)
            }
            Element::Wants(p, i) => format!("parties.{}.wants.{}", self.party(p).key, self.issue(i).key),
            Element::Bonus(p, n) => format!("parties.{}.bonuses.{}", self.party(p).key, n + 1),
            Element::Party(p) => format!("parties.{}", self.party(p).key),
            Element::Delegate(d) => format!("delegates.{}", self.delegate(d).key),
            Element::Round(n) => format!("rounds.{}", self.rounds[n].key),
        }
    }

    /// Whether claims stand against what these grounds support, or against one of the claims that they cite.
    pub fn is_disputed(&self, grounds: &Grounds) -> bool {
        !grounds.disputed_by.is_empty() || grounds.because.iter().any(|c| !self.claim(*c).disputed_by.is_empty())
    }
}
