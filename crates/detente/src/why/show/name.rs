//! What members are called, and what giving them up is called. Key and line of a member stand where it is told in full;
//! elsewhere it is called by its name.

use super::Words;
use crate::{case::PartyId, number::Exact, rule::Origin, words::listed};

impl Words<'_> {
    /// The name of a rule in quotation marks, or its key where it has no name of its own.
    pub(crate) fn label(&self, rule: Origin) -> String {
        let name = |o: Origin| match o {
            Origin::Demand(d) => self.case.demand(d).name.as_deref(),
            Origin::Constraint(c) => self.case.constraint(c).name.as_deref(),
            Origin::Step(s) => Some(self.case.step(s).name.as_str()),
            Origin::WalkAway(_) => None,
        };
        let alone = |n: &str| self.case.rules().iter().filter(|r| name(r.origin) == Some(n)).count() <= 1;
        match (rule, name(rule)) {
            (Origin::WalkAway(p), _) => format!("the walk-away of {}", self.case.party_name(p)),
            (_, Some(name)) if alone(name) => format!("\u{201c}{name}\u{201d}"),
            _ => format!("`{}`", self.case.key_of(rule)),
        }
    }

    /// With its party: `“no concessions” of Ukraine`.
    pub(super) fn member(&self, member: Origin) -> String {
        match (member, self.case.party_of(member)) {
            (Origin::WalkAway(_), _) | (_, None) => self.label(member),
            (_, Some(p)) => format!("{} of {}", self.label(member), self.case.party_name(p)),
        }
    }

    pub(super) fn members(&self, members: &[Origin]) -> String {
        listed(members.iter().map(|m| self.member(*m)).collect(), "and")
    }

    /// Who gives up what: `Ukraine gives up “a” and “b”; Russia accepts less than its walk-away of 45`.
    pub(crate) fn given_up(&self, members: &[Origin]) -> String {
        self.by_party(members, "gives up ")
    }

    /// The same without the verb: `Ukraine “a” and “b”; Russia its walk-away of 45`.
    pub(super) fn shortly(&self, members: &[Origin]) -> String {
        self.by_party(members, "")
    }

    fn by_party(&self, members: &[Origin], verb: &str) -> String {
        let mut parties: Vec<PartyId> = members.iter().filter_map(|m| self.case.party_of(*m)).collect();
        parties.sort_unstable();
        parties.dedup();
        let parts = parties.into_iter().map(|p| {
            let of_party = || members.iter().filter(|m| self.case.party_of(**m) == Some(p));
            let mut acts = Vec::new();
            let demands: Vec<String> =
                of_party().filter(|m| matches!(m, Origin::Demand(_))).map(|m| self.label(*m)).collect();
            if !demands.is_empty() {
                acts.push(format!("{verb}{}", listed(demands, "and")));
            }
            if of_party().any(|m| matches!(m, Origin::WalkAway(_))) {
                let worth = self.case.party(p).walk_away.as_ref().map_or(Exact::ZERO, |w| w.worth);
                let what = if verb.is_empty() { "its walk-away of" } else { "accepts less than its walk-away of" };
                acts.push(format!("{what} {worth}"));
            }
            format!("{} {}", self.case.party_name(p), listed(acts, "and"))
        });
        parts.collect::<Vec<_>>().join("; ")
    }
}
