//! An agreement: a package, an order of steps, and what it is worth to whom.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::{
    case::{Case, IssueId, OptionId, Package, PartyId, StepId},
    number::Exact,
    question::Refusal,
};

/// A package with an order of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What is agreed.
    pub package: Package,
    /// The steps that are needed, in phases: all of a phase can be done once the phases before it are.
    pub order: Vec<Vec<StepId>>,
    /// What the package is worth to each party whose wants are known.
    pub worth: Vec<(PartyId, Exact)>,
}

impl Agreement {
    pub(crate) fn new(case: &Case, package: Package, order: Vec<Vec<StepId>>) -> Self {
        let worth = case.party_ids().filter_map(|p| Some((p, case.worth(p, &package)?))).collect();
        Agreement { package, order, worth }
    }

    /// For programs, with the keys of the file.
    pub fn machine(&self, case: &Case) -> AgreementFacts {
        AgreementFacts {
            package: Entries(package_entries(case, &self.package)),
            order: self.order.iter().map(|p| p.iter().map(|s| case.step(*s).key.clone()).collect()).collect(),
            worth: Entries(self.worth.iter().map(|(p, w)| (case.party(*p).key.clone(), *w)).collect()),
        }
    }
}

fn package_entries(case: &Case, package: &Package) -> Vec<(String, String)> {
    case.issues()
        .iter()
        .zip(package.options())
        .map(|(issue, o)| (issue.key.clone(), issue.options[o.index()].key.clone()))
        .collect()
}

/// An agreement with the keys of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreementFacts {
    /// Issue to option.
    pub package: Entries<String>,
    /// Phases of steps.
    pub order: Vec<Vec<String>>,
    /// Party to worth.
    pub worth: Entries<Exact>,
}

/// A table with an order of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<V>(pub Vec<(String, V)>);

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Issues that are settled, for programs: issue to option, by their keys.
pub(crate) fn chosen_entries(case: &Case, chosen: &[(IssueId, OptionId)]) -> Value {
    let pair = |(i, o): &(IssueId, OptionId)| {
        let issue = case.issue(*i);
        (issue.key.clone(), Value::from(issue.options[o.index()].key.clone()))
    };
    Value::Object(chosen.iter().map(pair).collect())
}

/// A package, for programs: issue to option, by their keys.
pub(crate) fn package_value(case: &Case, package: &Package) -> Value {
    Value::Object(package_entries(case, package).into_iter().map(|(issue, option)| (issue, option.into())).collect())
}

/// Reads `issue=option,issue=option,...`. A name that holds one of these signs stands in double quotes.
///
/// # Errors
/// Names what is unknown, and what was probably meant; an issue that is named twice.
pub fn parse_package(case: &Case, text: &str) -> Result<Vec<(IssueId, OptionId)>, Refusal> {
    let mut chosen: Vec<(IssueId, OptionId)> = Vec::new();
    for part in unquoted(text, ',').into_iter().map(str::trim).filter(|p| !p.is_empty()) {
        let [issue_key, option_key] = unquoted(part, '=')[..] else {
            return Err(Refusal::new(format!("`{part}` is not of the form issue=option"))
                .help("write a package as `release=shared,metering=joint`"));
        };
        let name = |key: &'_ str| {
            let key = key.trim();
            key.strip_prefix('"').and_then(|k| k.strip_suffix('"')).unwrap_or(key).to_owned()
        };
        let (issue_key, option_key) = (&name(issue_key), &name(option_key));
        let near = |found: &str, known: Vec<&str>| match crate::diagnostic::closest(found, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there is `{}`", known.join("`, `")),
        };
        let Some(issue) = case.find_issue(issue_key) else {
            return Err(Refusal::new(format!("there is no issue `{issue_key}`"))
                .help(near(issue_key, case.issues().iter().map(|i| i.key.as_str()).collect())));
        };
        let Some(option) = case.find_option(issue, option_key) else {
            let known = case.issue(issue).options.iter().map(|o| o.key.as_str()).collect();
            return Err(
                Refusal::new(format!("issue `{issue_key}` has no option `{option_key}`")).help(near(option_key, known))
            );
        };
        if chosen.iter().any(|(i, _)| *i == issue) {
            return Err(
                Refusal::new(format!("issue `{issue_key}` is settled twice")).help("give each issue one option")
            );
        }
        chosen.push((issue, option));
    }
    Ok(chosen)
}

/// The pieces of a text between a sign, wherever that stands outside of double quotes.
fn unquoted(text: &str, sign: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '"';
        c == sign && !quoted
    })
    .collect()
}
