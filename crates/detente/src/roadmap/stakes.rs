//! What each step is worth to whom, who stands by a party if the others stop, and what it loses if it stops itself.

use num_integer::Integer;

use crate::{
    case::{Case, Guarantee, PartyId, StepId},
    number::Exact,
    question::Refusal,
};

/// The values of steps, the guarantees that cover parties and those that bind them, all on one scale, so that they can be
/// added and compared exactly.
///
/// The unit is that of the file. A step without values counts as worth nothing, and whoever asks is told of it.
#[derive(Debug, Clone)]
pub struct Stakes {
    parties: Vec<PartyId>,
    /// So many points are one unit of the file; at least 1.
    scale: i128,
    /// Points, by step and by the place of a party in `parties`.
    values: Vec<Vec<i128>>,
    /// By step: whether the file says what it is worth.
    valued: Vec<bool>,
    cover: Vec<i128>,
    loss: Vec<i128>,
}

impl Stakes {
    /// What a case says.
    ///
    /// # Errors
    ///
    /// Numbers so large and of so many decimals that their sums cannot be held exactly.
    pub fn of(case: &Case) -> Result<Stakes, Refusal> {
        Self::exactly(case).ok_or_else(|| {
            Refusal::new(
                "the values of the steps and guarantees are too large, with too many decimals, to be added exactly",
            )
            .help("write them with fewer decimals, or in a larger unit")
        })
    }

    /// `None` where something does not fit.
    fn exactly(case: &Case) -> Option<Stakes> {
        let named = |p: &PartyId| case.steps().iter().any(|s| s.values.iter().any(|(q, _)| q == p));
        let principals: Vec<PartyId> = case.principals().collect();
        let parties: Vec<PartyId> = case.party_ids().filter(|p| principals.contains(p) || named(p)).collect();

        let values = case.steps().iter().flat_map(|s| s.values.iter().map(|(_, v)| *v));
        let amounts = case.guarantees().iter().flat_map(|g| [g.covers, g.binds]).flatten().map(|(_, a)| a);
        let scale = values.chain(amounts).try_fold(1_i128, |scale, n| lcm(scale, n.denominator()))?;
        let points = |n: Exact| n.numerator().checked_mul(scale / n.denominator());
        let pledged = |of: fn(&Guarantee) -> Option<(PartyId, Exact)>| -> Option<Vec<i128>> {
            let to = |p: &PartyId| {
                let mut amounts = case.guarantees().iter().filter_map(of).filter(|(q, _)| q == p);
                amounts.try_fold(0_i128, |sum, (_, amount)| sum.checked_add(points(amount)?))
            };
            parties.iter().map(to).collect()
        };
        let stakes = Stakes {
            scale,
            values: (case.steps().iter())
                .map(|s| parties.iter().map(|p| points(s.value(*p))).collect::<Option<_>>())
                .collect::<Option<_>>()?,
            valued: case.steps().iter().map(|s| !s.values.is_empty()).collect(),
            cover: pledged(|g| g.covers)?,
            loss: pledged(|g| g.binds)?,
            parties,
        };
        stakes.fits().then_some(stakes)
    }

    /// Whether all that is ever added up fits: the sums of all parties, at every moment, and sixteen times any of them.
    fn fits(&self) -> bool {
        let mut all = self.values.iter().flatten().chain(&self.cover).chain(&self.loss);
        let all = all.try_fold(0_i128, |sum, v| sum.checked_add(v.checked_abs()?));
        let moments = self.values.len().max(15) as i128 + 1;
        all.is_some_and(|all| all.checked_mul(moments).is_some())
    }

    /// Who counts: every principal, and others that some step is worth something to; in the order of the file.
    pub fn parties(&self) -> &[PartyId] {
        &self.parties
    }

    /// What a step is worth to a party once it is done, less than 0 where it costs; `None` where the file does not say.
    pub fn value(&self, step: StepId, party: PartyId) -> Option<Exact> {
        let place = self.place(party)?;
        self.valued[step.index()].then(|| self.exact(self.values[step.index()][place]))
    }

    /// What guarantees make good to a party if the others stop.
    pub fn cover(&self, party: PartyId) -> Exact {
        self.place(party).map_or(Exact::ZERO, |i| self.exact(self.cover[i]))
    }

    /// What a party forfeits if it stops.
    pub fn loss(&self, party: PartyId) -> Exact {
        self.place(party).map_or(Exact::ZERO, |i| self.exact(self.loss[i]))
    }

    /// Those of some steps that the file gives no values, in its order.
    pub(crate) fn unvalued(&self, order: &[Vec<usize>]) -> Vec<StepId> {
        let mut steps: Vec<usize> = order.iter().flatten().copied().filter(|s| !self.valued[*s]).collect();
        steps.sort_unstable();
        steps.dedup();
        steps.into_iter().map(StepId::at).collect()
    }

    /// Whether the file says what a step is worth.
    pub(crate) fn is_valued(&self, step: usize) -> bool {
        self.valued[step]
    }

    /// The place of a party among those that count.
    pub(crate) fn place(&self, party: PartyId) -> Option<usize> {
        self.parties.iter().position(|p| *p == party)
    }

    /// What an act is worth, in points, to each party that counts.
    pub(crate) fn worth(&self, act: &[usize]) -> Vec<i128> {
        let of = |i: usize| act.iter().map(|s| self.values[*s][i]).sum();
        (0..self.parties.len()).map(of).collect()
    }

    /// What all acts of an order are worth to a party together.
    pub(crate) fn total(&self, order: &[Vec<usize>], party: PartyId) -> Exact {
        self.place(party).map_or(Exact::ZERO, |i| self.exact(order.iter().map(|act| self.worth(act)[i]).sum()))
    }

    /// Points that are made good to the party at a place.
    pub(crate) fn cover_at(&self, place: usize) -> i128 {
        self.cover[place]
    }

    /// Points that the party at a place forfeits if it stops.
    pub(crate) fn loss_at(&self, place: usize) -> i128 {
        self.loss[place]
    }

    /// Points in the unit of the file.
    pub(crate) fn exact(&self, points: i128) -> Exact {
        Exact::ratio(points, self.scale)
    }
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    (a / a.gcd(&b)).checked_mul(b)
}

#[cfg(test)]
mod tests;
