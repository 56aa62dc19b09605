//! Whatever can rule a package or an order out, and where it comes from.

use crate::{
    case::{Case, ConstraintId, Content, DemandId, Firmness, Grounds, Insists, Order, PartyId, StepId},
    diagnostic::Place,
};

/// Where a rule comes from: what an answer names, points at and quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A party insists.
    Demand(DemandId),
    /// A principal would rather walk away.
    WalkAway(PartyId),
    /// It cannot be, whoever wants it.
    Constraint(ConstraintId),
    /// A step waits for others by its own `after`, `after_any` or `on_credit`.
    Step(StepId),
}

/// What a rule asks.
#[derive(Debug, Clone, Copy)]
pub enum Asks<'a> {
    /// Something of the package.
    Content(&'a Content),
    /// That the package is worth at least its walk-away to a principal.
    Worth(PartyId),
    /// Something of the order of steps.
    Order(&'a Order),
    /// That a step waits for its own `after`, `after_any` and `on_credit`.
    Waits(StepId),
}

/// A rule of a case.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// Where it comes from.
    pub origin: Origin,
    /// What it asks.
    pub asks: Asks<'a>,
}

impl Origin {
    /// Whether it can be given up at all, by anybody: a demand or a walk-away, not a fact.
    pub fn is_member(self) -> bool {
        matches!(self, Origin::Demand(_) | Origin::WalkAway(_))
    }

    /// The word for its kind in the machine contract.
    pub fn kind(self) -> &'static str {
        match self {
            Origin::Demand(_) => "demand",
            Origin::WalkAway(_) => "walk_away",
            Origin::Constraint(_) => "constraint",
            Origin::Step(_) => "step",
        }
    }
}

impl Case {
    /// All rules: demands, then walk-aways of principals, then constraints, then steps that wait; each in the order of
    /// the file.
    pub fn rules(&self) -> Vec<Rule<'_>> {
        let mut rules = Vec::new();
        for (n, d) in self.demands.iter().enumerate() {
            let asks = match &d.insists {
                Insists::Content(c) => Asks::Content(c),
                Insists::Order(o) => Asks::Order(o),
            };
            rules.push(Rule { origin: Origin::Demand(DemandId::at(n)), asks });
        }
        for p in self.party_ids().filter(|p| self.walk_away(*p).is_some()) {
            rules.push(Rule { origin: Origin::WalkAway(p), asks: Asks::Worth(p) });
        }
        for (n, c) in self.constraints.iter().enumerate() {
            rules.push(Rule { origin: Origin::Constraint(ConstraintId::at(n)), asks: Asks::Content(&c.content) });
        }
        for s in self.step_ids().filter(|s| !self.step(*s).waits.is_empty()) {
            rules.push(Rule { origin: Origin::Step(s), asks: Asks::Waits(s) });
        }
        rules
    }

    /// Its key in the file; of a walk-away, its party's.
    pub fn key_of(&self, origin: Origin) -> &str {
        match origin {
            Origin::Demand(d) => &self.demand(d).key,
            Origin::WalkAway(p) => &self.party(p).key,
            Origin::Constraint(c) => &self.constraint(c).key,
            Origin::Step(s) => &self.step(s).key,
        }
    }

    /// Where it stands in the file.
    pub fn place_of(&self, origin: Origin) -> Place {
        match origin {
            Origin::Demand(d) => self.demand(d).place,
            Origin::WalkAway(p) => self.party(p).walk_away.as_ref().map_or(self.party(p).place, |w| w.place),
            Origin::Constraint(c) => self.constraint(c).place,
            Origin::Step(s) => self.step(s).place,
        }
    }

    /// How we know it.
    pub fn grounds_of(&self, origin: Origin) -> &Grounds {
        match origin {
            Origin::Demand(d) => &self.demand(d).grounds,
            Origin::WalkAway(p) => self.party(p).walk_away.as_ref().map_or(&self.party(p).grounds, |w| &w.grounds),
            Origin::Constraint(c) => &self.constraint(c).grounds,
            Origin::Step(s) => &self.step(s).grounds,
        }
    }

    /// Whose it is, if it is a demand or a walk-away.
    pub fn party_of(&self, origin: Origin) -> Option<PartyId> {
        match origin {
            Origin::Demand(d) => Some(self.demand(d).party),
            Origin::WalkAway(p) => Some(p),
            Origin::Constraint(_) | Origin::Step(_) => None,
        }
    }

    /// What giving it up would cost its party; a fact cannot be given up.
    pub fn firmness_of(&self, origin: Origin) -> Firmness {
        match origin {
            Origin::Demand(d) => self.demand(d).firmness,
            Origin::WalkAway(p) => self.party(p).walk_away.as_ref().map_or(Firmness::Absolute, |w| w.firmness),
            Origin::Constraint(_) | Origin::Step(_) => Firmness::Absolute,
        }
    }
}
