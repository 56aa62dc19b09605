//! The states of a file, numbered.

use super::{MOST_CELLS, conditions::Condition};

/// The feasible states, ascending: which options are taken, the first as the lowest bit.
#[derive(Debug)]
pub(super) struct States(Vec<u32>);

impl States {
    /// All states of so many options that no condition rules out; `None` where they are too many to be looked at.
    pub(super) fn new(options: usize, infeasible: &[Condition]) -> Option<States> {
        let cells = 1_usize.checked_shl(u32::try_from(options).ok()?).filter(|n| *n <= MOST_CELLS)?;
        // Sixty-four cells to a word: the options of the lowest six bits choose within it, the others among words.
        let mut feasible = vec![!0_u64; cells.div_ceil(64)];
        if cells < 64 {
            feasible[0] = (1 << cells) - 1;
        }
        for literals in infeasible.iter().flatten() {
            let (mut within, mut asked, mut taken) = (!0_u64, 0_usize, 0_usize);
            for (option, is) in literals {
                if *option < 6 {
                    let ones = (0..64).filter(|n| n >> option & 1 == 1).fold(0_u64, |m, n| m | 1 << n);
                    within &= if *is { ones } else { !ones };
                } else {
                    asked |= 1 << (option - 6);
                    taken |= usize::from(*is) << (option - 6);
                }
            }
            for (_, word) in feasible.iter_mut().enumerate().filter(|(n, _)| n & asked == taken) {
                *word &= !within;
            }
        }
        let cells = 0..u32::try_from(cells).ok()?;
        Some(States(cells.filter(|c| feasible[*c as usize / 64] >> (c % 64) & 1 == 1).collect()))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The options of the state with this number, counted from 1, as issues have them.
    pub(super) fn package(&self, number: usize, options: usize) -> Vec<usize> {
        let cell = self.0[number - 1];
        (0..options).map(|o| (cell >> o & 1) as usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_those_that_no_condition_rules_out() {
        let infeasible = vec![vec![vec![(0, true), (7, false)]], vec![vec![(6, true), (7, true)], vec![(2, true)]]];
        let states = States::new(8, &infeasible).unwrap();
        let by_hand = |c: &usize| {
            let on = |o: usize| c >> o & 1 == 1;
            !(on(0) && !on(7) || on(6) && on(7) || on(2))
        };
        let expected: Vec<u32> = (0..256).filter(by_hand).map(|c| c as u32).collect();
        assert_eq!(states.0, expected);
        assert_eq!(states.package(2, 8)[..3], [0, 1, 0]);
        assert_eq!(States::new(0, &[]).map(|s| s.len()), Some(1));
        assert!(States::new(21, &[]).is_none() && States::new(70, &[]).is_none());
    }
}
