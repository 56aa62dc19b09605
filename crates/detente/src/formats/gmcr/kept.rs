//! What has no place in a case, kept for writing it back.

use serde_json::value::RawValue;

use super::typed::{fault, list, whole};
use crate::{
    diagnostic::{Code, Diagnostic},
    formats::{exchange::Looked, tree::Node},
};

/// Longest text that is kept.
const LONGEST: usize = 2_000;

/// What stands before the names of things kept.
pub(super) const OWN: &str = "gmcr.";

/// Adds something under its name.
pub(super) fn keep(name: &str, text: impl Into<String>, kept: &mut Vec<(String, String)>) {
    kept.push((format!("{OWN}{name}"), text.into()));
}

/// Keeps what stands under keys that are not known, as it is written.
pub(super) fn unknown(node: &Node, known: &[&str], kept: &mut Vec<(String, String)>, looked: &mut Looked) {
    for (key, value) in node.entries().iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        let written = looked.text[value.place.start..value.place.end].to_owned();
        let short = written.len() <= LONGEST;
        let diagnostic =
            Diagnostic::new(Code::ForeignOdd, value.place, format!("`{key}` is something that no question looks at"))
                .did_you_mean(key, known.iter().copied());
        let then = if short { "it is kept in the case, and written back on export" } else { "it is left out" };
        fault(looked, diagnostic.note(then).help("nothing need be done, if the answers can do without it"));
        if short {
            keep(key, written, kept);
        }
    }
}

/// Keeps what is not used at present, if it is short.
pub(super) fn unused(name: &str, text: String, kept: &mut Vec<(String, String)>) {
    if text.len() <= LONGEST {
        keep(name, text, kept);
    }
}

/// Keeps coalitions, which must have each decision maker once.
pub(super) fn coalitions(
    node: Option<&Node>,
    makers: &[String],
    kept: &mut Vec<(String, String)>,
    looked: &mut Looked,
) {
    let Some(node) = node.filter(|n| !n.null()) else { return };
    let help = "write the numbers of decision makers, counted from 0, those of a coalition in a list";
    let Some(items) = list(node, "`coalitions`", help, looked) else { return };
    let before = looked.found.len();
    let mut groups = Vec::new();
    for item in items {
        let members = if item.items().is_empty() { std::slice::from_ref(item) } else { item.items() };
        groups.push(members.iter().filter_map(|m| whole(m, "this member", help, looked)).collect::<Vec<_>>());
    }
    if looked.found.len() > before {
        return;
    }
    let mut odd = |message: String, note: &str, help: &str| {
        fault(looked, Diagnostic::new(Code::ForeignOdd, node.place, message).note(note).help(help));
    };
    if !parted(&groups, makers.len()) {
        odd(
            "these coalitions do not have each decision maker once".to_owned(),
            "they are left out, as GMCR+ does",
            "nothing need be done, if everybody stands alone",
        );
        return;
    }
    if let Some(group) = groups.iter().find(|g| g.len() > 1) {
        let members: Vec<String> = group.iter().map(|m| format!("`{}`", makers[*m])).collect();
        odd(
            format!("there is a coalition here, of {}", members.join(", ")),
            "it is kept in the case, and written back on export; each of them moves alone there",
            "ask about coalitions where the question is asked",
        );
    }
    keep("coalitions", groups_written(&groups), kept);
}

/// Whether each of so many stands in exactly one group.
fn parted(groups: &[Vec<usize>], of: usize) -> bool {
    let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
    all.sort_unstable();
    all.into_iter().eq(0..of)
}

fn groups_written(groups: &[Vec<usize>]) -> String {
    let group = |g: &Vec<usize>| match g.as_slice() {
        [one] => one.to_string(),
        _ => format!("{g:?}"),
    };
    format!("[{}]", groups.iter().map(group).collect::<Vec<_>>().join(", "))
}

/// What was kept under a name.
pub(super) fn kept<'k>(kept: &'k [(String, String)], name: &str) -> Option<&'k str> {
    kept.iter().find(|(k, _)| k.strip_prefix(OWN) == Some(name)).map(|(_, text)| text.as_str())
}

/// Values kept under names other than these, as JSON; those that are none any more are left out.
pub(super) fn others<'k>(
    kept: &'k [(String, String)],
    known: &'k [&str],
) -> impl Iterator<Item = (&'k str, &'k str)> + 'k {
    kept.iter()
        .filter_map(|(key, text)| Some((key.strip_prefix(OWN)?, text.as_str())))
        .filter(|(key, text)| !known.contains(key) && sound(text))
}

/// Whether a text is a value of JSON.
pub(super) fn sound(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// Coalitions that were kept, while they still have each of so many decision makers once.
pub(super) fn coalitions_of(text: &str, makers: usize) -> Option<String> {
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Group {
        One(usize),
        Several(Vec<usize>),
    }
    let groups: Vec<Group> = serde_json::from_str(text).ok()?;
    let groups: Vec<Vec<usize>> = groups
        .into_iter()
        .map(|g| match g {
            Group::One(n) => vec![n],
            Group::Several(all) => all,
        })
        .collect();
    parted(&groups, makers).then(|| groups_written(&groups))
}
