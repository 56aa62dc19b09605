//! Each bridge weakens something in each core of unreachability; so cores say what every bridge costs at least.
//!
//! Such a core is a set of preconditions of which one must be weakened, whatever else is; it is minimal. Bridges are exactly
//! the sets that hit them all (Reiter, Artificial Intelligence 32, 1987). They are found when they are needed: *implicit
//! hitting sets* (Chandrasekaran, Karp, Moreno-Centeno & Vempala, SODA 2011; Davies & Bacchus, CP 2011).

use super::search::Mark;

/// The cores that are known, by the places of their preconditions in `Part::weak`; smaller ones first.
#[derive(Debug, Default)]
pub(super) struct Hitting {
    cores: Vec<Vec<usize>>,
    /// Their members, counted once for each core.
    members: u64,
    left: Vec<u128>,
}

/// What cores say of a region.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A core is barred as a whole.
    Nothing,
    /// What is to be weakened beside what is chosen costs at least so much; and one of these must be, if any core is not hit.
    AtLeast(u128, Option<Vec<usize>>),
}

impl Hitting {
    /// How long it takes to look at all of them.
    pub(super) fn size(&self) -> u64 {
        self.members
    }

    pub(super) fn learn(&mut self, core: Vec<usize>) {
        self.members += core.len() as u64;
        let at = self.cores.partition_point(|c| c.len() <= core.len());
        self.cores.insert(at, core);
    }

    /// What is left to pay at least: each core that is not hit asks for what its cheapest costs, and the same amount is
    /// taken off all of its own, so that nothing is asked for twice (a feasible dual of the hitting set problem).
    pub(super) fn look(&mut self, marks: &[Mark], costs: &[u128]) -> Says {
        self.left.clear();
        self.left.extend_from_slice(costs);
        let mut bound = 0;
        let mut least: Option<(usize, &Vec<usize>)> = None;
        for core in &self.cores {
            if core.iter().any(|e| marks[*e] == Mark::Chosen) {
                continue;
            }
            let free = core.iter().filter(|e| marks[**e] == Mark::Free);
            let Some(pay) = free.clone().map(|e| self.left[*e]).min() else { return Says::Nothing };
            let size = free.clone().count();
            if least.is_none_or(|(smallest, _)| size < smallest) {
                least = Some((size, core));
            }
            if pay > 0 {
                bound += pay;
                free.for_each(|e| self.left[*e] -= pay);
            }
        }
        let free = |core: &Vec<usize>| core.iter().copied().filter(|e| marks[*e] == Mark::Free).collect();
        Says::AtLeast(bound, least.map(|(_, core)| free(core)))
    }
}
