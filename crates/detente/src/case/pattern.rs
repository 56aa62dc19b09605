//! Packages, and the patterns that pick them.

use super::{Case, IssueId, OptionId};

/// One option for each issue of a case, in the order of its issues.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package(pub(crate) Vec<OptionId>);

impl Package {
    /// The package with these options, by their numbers, issue by issue.
    pub(crate) fn of(options: &[usize]) -> Package {
        Package(options.iter().map(|o| OptionId::at(*o)).collect())
    }

    /// The package with these options.
    ///
    /// # Errors
    /// The issues that they leave open.
    pub fn settling(case: &Case, chosen: &[(IssueId, OptionId)]) -> Result<Package, Vec<IssueId>> {
        let on = |issue: &IssueId| chosen.iter().find(|(i, _)| i == issue).map(|(_, o)| *o);
        let open: Vec<IssueId> = case.issue_ids().filter(|i| on(i).is_none()).collect();
        if open.is_empty() { Ok(Package(case.issue_ids().filter_map(|i| on(&i)).collect())) } else { Err(open) }
    }

    /// The option chosen on an issue.
    pub fn on(&self, issue: IssueId) -> OptionId {
        self.0[issue.index()]
    }

    /// The options chosen, issue by issue.
    pub fn options(&self) -> &[OptionId] {
        &self.0
    }

    /// The same package with another option on one issue.
    #[must_use]
    pub fn with(&self, issue: IssueId, option: OptionId) -> Package {
        let mut other = self.clone();
        other.0[issue.index()] = option;
        other
    }
}

/// One table of a pattern: all of its issues must be settled by one of the options listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patterned(pub(crate) Vec<(IssueId, Vec<OptionId>)>);

impl Patterned {
    /// The issues named and the options allowed, in the order of the file.
    pub fn terms(&self) -> &[(IssueId, Vec<OptionId>)] {
        &self.0
    }

    /// Whether a package is picked.
    pub fn matches(&self, package: &Package) -> bool {
        self.0.iter().all(|(issue, options)| options.contains(&package.on(*issue)))
    }
}

/// Picks packages: those that match one of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern(pub(crate) Vec<Patterned>);

impl Pattern {
    /// The tables, of which one must match.
    pub fn alternatives(&self) -> &[Patterned] {
        &self.0
    }

    /// Whether a package is picked.
    pub fn matches(&self, package: &Package) -> bool {
        self.0.iter().any(|p| p.matches(package))
    }
}
