//! A negotiation as other programs see it: issues, and for each party what its options are worth. Every importer makes
//! one, and it is written as a case file; every exporter starts from one.

use super::amount::Amount;

/// One table of a pattern: issues with the options allowed, all by their numbers.
pub(super) type Terms = Vec<(usize, Vec<usize>)>;

/// Issues and parties.
#[derive(Debug, Default)]
pub(super) struct Scenario {
    pub(super) title: String,
    /// What the file is to say at its top, line by line.
    pub(super) preface: Vec<String>,
    pub(super) issues: Vec<Topic>,
    pub(super) parties: Vec<Profile>,
    /// What cannot be: for each constraint tables of which none may match.
    pub(super) never: Vec<Vec<Terms>>,
    pub(super) kept: Vec<(String, String)>,
}

/// An issue.
#[derive(Debug, Default, Clone)]
pub(super) struct Topic {
    /// As the other program calls it.
    pub(super) name: String,
    /// Its options, as the other program calls them.
    pub(super) options: Vec<String>,
    /// The parties that decide it alone, by their numbers; empty where the other program does not say.
    pub(super) decided_by: Vec<usize>,
    /// Which changes can be made, where not all can: a word of the case file.
    pub(super) moves: Option<&'static str>,
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
    /// What it prefers, where that is no worth.
    pub(super) order: Option<Order>,
    /// Tables of packages that it does not see.
    pub(super) overlooks: Vec<Terms>,
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
    pub(super) pattern: Vec<Terms>,
    pub(super) worth: Amount,
}

/// A preference that is no worth.
#[derive(Debug, Clone)]
pub(super) enum Order {
    /// Patterns, most important first.
    Prefers(Vec<Vec<Terms>>),
    /// Packages, best first, ties together; each as the options on all issues.
    Ranking(Vec<Vec<Vec<usize>>>),
}
