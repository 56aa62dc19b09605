//! One name that stands for two: a report that uses it does not tell who is meant.

use std::collections::HashMap;

use crate::{
    case::Case,
    diagnostic::{Code, Diagnostic, Place},
    file::called::folded,
};

/// Somebody who is called something.
struct Called<'a> {
    what: &'static str,
    key: &'a str,
    place: Place,
    /// Whether it is an alias, rather than the name itself.
    alias: bool,
}

/// Aliases that are also an alias or the name of somebody else; each is told once, beside whoever had it first.
pub(super) fn shared(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, Called<'_>> = HashMap::new();
    let parties = case.parties().iter().map(|p| ("party", &p.key, p.place, &p.name, &p.aliases));
    let delegates = case.delegates().iter().map(|d| ("delegate", &d.key, d.place, &d.name, &d.aliases));
    for (what, key, place, name, aliases) in parties.chain(delegates) {
        let names = aliases.iter().map(|a| (a, true)).chain([(name, false)]);
        for (name, alias) in names {
            let called = Called { what, key, place, alias };
            let Some(other) = first.get(&folded(name)) else {
                first.insert(folded(name), called);
                continue;
            };
            // Two who have one name by themselves may be told apart by their keys; only aliases are looked at here.
            let same = other.what == what && other.key == key;
            if same || !(alias || other.alias) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    Code::SharedAlias,
                    place,
                    format!("`{name}` stands for {} `{}` and for {what} `{key}`", other.what, other.key),
                )
                .also(other.place, "the other is here")
                .help("keep it for the one whom reports mean by it, and take it out of the other"),
            );
        }
    }
}
