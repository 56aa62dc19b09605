//! Keys that were renamed: an element that only the first file has, and one that only the second has, of which all else is
//! equal, if there is just one such pair.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    portrait::Portrait,
    value::{Kind, Names, Path},
};

/// Kinds in an order in which what is referred to mostly comes before what refers to it.
const KINDS: [Kind; 12] = [
    Kind::Party,
    Kind::Issue,
    Kind::Option,
    Kind::Source,
    Kind::Document,
    Kind::Delegate,
    Kind::Claim,
    Kind::Step,
    Kind::Demand,
    Kind::Constraint,
    Kind::Guarantee,
    Kind::Round,
];

/// Finds them. What refers to something renamed is recognised once that is, so it is looked again until nothing is found.
pub(super) fn renames(before: &[Portrait], after: &[Portrait]) -> Names {
    let mut names = Names::default();
    loop {
        let known = names.0.len();
        for kind in KINDS {
            for (from, to) in pairs(before, after, kind, &names) {
                names.0.insert((kind, from), to);
            }
        }
        if names.0.len() == known {
            return names;
        }
    }
}

/// Pairs of one kind of which all else is equal.
fn pairs(before: &[Portrait], after: &[Portrait], kind: Kind, names: &Names) -> Vec<(Path, Path)> {
    let of = |all: &[Portrait], names: &Names| -> BTreeSet<Path> {
        all.iter().filter(|p| p.kind == kind).map(|p| names.of(kind, &p.path)).collect()
    };
    let none = Names::default();
    let (had, has) = (of(before, names), of(after, &none));
    let gone = marks(before, kind, names, |path| !has.contains(path));
    let new = marks(after, kind, &none, |path| !had.contains(path));
    let mut found = Vec::new();
    for (mark, olds) in gone {
        if let ([old], Some([new])) = (olds.as_slice(), new.get(&mark).map(Vec::as_slice)) {
            found.push((old.clone(), new.clone()));
        }
    }
    found
}

/// Elements by all that they say, their keys left out; those that say nothing are not recognised.
fn marks(all: &[Portrait], kind: Kind, names: &Names, alone: impl Fn(&Path) -> bool) -> BTreeMap<String, Vec<Path>> {
    let mut found: BTreeMap<String, Vec<Path>> = BTreeMap::new();
    for portrait in all.iter().filter(|p| p.kind == kind && !p.fields.is_empty()) {
        if !alone(&names.of(kind, &portrait.path)) {
            continue;
        }
        let own = Some((kind, &portrait.path));
        let mut said: Vec<String> = Vec::new();
        let mut say = |portrait: &Portrait, before: &str| {
            let line = |f: &super::Told| format!("{before}{}={}", f.heading(names, own), f.value.mark(names, own));
            said.extend(portrait.fields.iter().map(line));
        };
        say(portrait, "");
        if kind == Kind::Issue {
            // What its options are called belongs to it.
            for option in all.iter().filter(|p| p.kind == Kind::Option && p.path[0] == portrait.path[0]) {
                say(option, &option.path[1]);
            }
        }
        said.sort_unstable();
        // An option is recognised within its issue only.
        let within = if kind == Kind::Option { names.of(kind, &portrait.path)[0].clone() } else { String::new() };
        found.entry(format!("{within}\u{0}{}", said.join("\u{1}"))).or_default().push(portrait.path.clone());
    }
    found
}
