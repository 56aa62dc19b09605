//! A negotiation as other programs see it: issues, and for each party what its options are worth. Every importer makes
//! one, and it is written as a case file; every exporter starts from one.

use super::amount::Amount;

/// Issues and parties.
#[derive(Debug, Default)]
pub(super) struct Scenario {
    pub(super) title: String,
    /// What the file is to say at its top, line by line.
    pub(super) preface: Vec<String>,
    pub(super) issues: Vec<Topic>,
    pub(super) parties: Vec<Profile>,
    pub(super) kept: Vec<(String, String)>,
}

/// An issue.
#[derive(Debug, Default, Clone)]
pub(super) struct Topic {
    /// As the other program calls it.
    pub(super) name: String,
    /// Its options, as the other program calls them.
    pub(super) options: Vec<String>,
    pub(super) kept: Vec<(String, String)>,
}

/// What one party wants.
///
/// Its worth is `sum of weight/total * value/best + sum of bonuses/out_of`, of 1.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) name: String,
    /// For each issue, what the party wants on it.
    pub(super) wants: Vec<Option<Wish>>,
    pub(super) bonuses: Vec<Extra>,
    /// What weights are divided by; `None`: their sum.
    pub(super) total: Option<Amount>,
    /// Whether its numbers are on a scale of another program.
    pub(super) measured: bool,
    /// What bonuses are divided by.
    pub(super) out_of: Option<Amount>,
    /// Whether nothing is worth more than all.
    pub(super) capped: bool,
    /// What no agreement is worth, of 1; `None` where nothing is known.
    pub(super) walk_away: Option<Amount>,
    pub(super) kept: Vec<(String, String)>,
}

/// What a party wants on one issue.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) weight: Amount,
    /// For each option.
    pub(super) values: Vec<Amount>,
    /// The value that counts as all of the weight.
    pub(super) best: Amount,
}

/// What is paid beside.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    /// Paid where the pattern does *not* match.
    pub(super) unless: bool,
    /// One of these must match: issues with the options allowed.
    pub(super) pattern: Vec<Vec<(usize, Vec<usize>)>>,
    pub(super) worth: Amount,
}
