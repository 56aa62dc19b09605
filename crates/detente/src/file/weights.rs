//! `weights`: how much issues count for a party, by numbers, ranges, or an order alone.

use toml::de::DeValue;

use super::{
    Reading,
    table::{Table, place},
    wants::range,
};
use crate::{
    case::IssueId,
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

/// How much issues count.
pub(super) enum Weights {
    /// For each issue named: the least and the most, and where that stands.
    Numbers(Vec<(IssueId, (Exact, Exact), Place)>),
    /// Issues by how much they count, most first; those in one list count the same.
    Order(Vec<Vec<IssueId>>, Place),
}

/// Most that an issue may count.
const MOST: i64 = 1_000_000_000;

/// `None` where the party has no weights.
pub(super) fn read(r: &Reading, party: &Table<'_>) -> Option<Weights> {
    let value = party.get("weights")?;
    if let DeValue::String(text) = value.get_ref() {
        return Some(Weights::Order(order(r, text, place(value)), place(value)));
    }
    let entries =
        r.reader.entries(value, "a table such as `{ issue = 50 }`, or an order such as `\"first > second\"`")?;
    let mut found = Vec::new();
    for (key, value) in entries {
        let issue = r.names.issue_named(&r.reader, key.get_ref(), key.span().into());
        let weight = range(r, value, Some((0, MOST)), "a weight");
        if let (Some(issue), Some(weight)) = (issue, weight) {
            found.push((issue, weight, key.span().into()));
        }
    }
    Some(Weights::Numbers(found))
}

impl Weights {
    /// The issues with a weight, and where those stand.
    pub(super) fn named(&self) -> Vec<(IssueId, Place)> {
        match self {
            Weights::Numbers(all) => all.iter().map(|(issue, _, at)| (*issue, *at)).collect(),
            Weights::Order(tiers, at) => tiers.iter().flatten().map(|issue| (*issue, *at)).collect(),
        }
    }

    /// The order, where nothing but an order is known.
    pub(super) fn order(&self) -> &[Vec<IssueId>] {
        match self {
            Weights::Order(tiers, _) if tiers.len() > 1 => tiers,
            _ => &[],
        }
    }
}

/// `"first > second = third"`. A name in double quotes may hold these signs itself.
fn order(r: &Reading, text: &str, at: Place) -> Vec<Vec<IssueId>> {
    let fault = |message: String, help: &str| {
        r.reader.report(Diagnostic::new(Code::WeightOrder, at, message).help(help.to_owned()));
    };
    let mut tiers: Vec<Vec<IssueId>> = vec![Vec::new()];
    let mut rest = text;
    loop {
        let mut quoted = false;
        let end = rest
            .find(|c: char| {
                quoted ^= c == '"';
                !quoted && matches!(c, '>' | '=')
            })
            .unwrap_or(rest.len());
        let name = rest[..end].trim();
        let name = name.strip_prefix('"').and_then(|n| n.strip_suffix('"')).unwrap_or(name);
        if name.is_empty() {
            fault(
                "an issue is missing in this order of weights".to_owned(),
                "write the issues that count, most first: `\"first > second = third\"`",
            );
        } else if name.contains('<') && r.names.issues.find(name).is_none() {
            fault(
                "this order of weights goes from less to more".to_owned(),
                "write the issue that counts most first: `\"first > second = third\"`",
            );
        } else if let Some(issue) = r.names.issue_named(&r.reader, name, at) {
            if tiers.iter().flatten().any(|i| *i == issue) {
                fault(format!("this order of weights names `{name}` twice"), "name each issue once");
            } else if let Some(tier) = tiers.last_mut() {
                tier.push(issue);
            }
        }
        match rest[end..].chars().next() {
            Some('>') => tiers.push(Vec::new()),
            Some(_) => {}
            None => return tiers,
        }
        rest = &rest[end + 1..];
    }
}

/// An order must rank every issue that the party wants something on.
pub(super) fn unranked(r: &Reading, weights: Place, issue: &str) {
    r.reader.report(
        Diagnostic::new(Code::WeightOrder, weights, format!("this order of weights says nothing of `{issue}`"))
            .help(format!("put `{issue}` at its place in the order, or take it out of `wants`")),
    );
}
