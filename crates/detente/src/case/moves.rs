//! Which changes of an issue can be made.

use super::OptionId;

/// From which options of an issue one may move to which. What takes several moves can be done in one, so that the
/// relation is transitive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Moves {
    /// From any to any other.
    #[default]
    Free,
    /// Only to options that come later in the order of the file.
    Forward,
    /// Only to options that come earlier.
    Back,
    /// For each option, whether one may move to each; transitive.
    Listed(Vec<Vec<bool>>),
}

impl Moves {
    /// The moves of a table, and those that several of them come to.
    pub(crate) fn listed(mut allowed: Vec<Vec<bool>>) -> Moves {
        let options = allowed.len();
        for via in 0..options {
            for from in 0..options {
                if allowed[from][via] {
                    let on = allowed[via].clone();
                    allowed[from].iter_mut().zip(on).for_each(|(may, on)| *may |= on);
                }
            }
        }
        if allowed.iter().flatten().all(|may| *may) { Moves::Free } else { Moves::Listed(allowed) }
    }

    /// Whether one may move from an option to another; true where they are the same.
    pub fn allow(&self, from: OptionId, to: OptionId) -> bool {
        match self {
            _ if from == to => true,
            Moves::Free => true,
            Moves::Forward => from < to,
            Moves::Back => from > to,
            Moves::Listed(allowed) => allowed[from.index()][to.index()],
        }
    }
}
