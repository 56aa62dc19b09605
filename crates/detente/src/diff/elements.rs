//! What differs between two files, element by element.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    portrait::{ORDER, Portrait},
    value::{Field, Kind, Names, Path, Told, Value},
};

/// What differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elements {
    /// What only the second file has.
    pub added: Vec<(Kind, Path)>,
    /// What only the first file has.
    pub removed: Vec<(Kind, Path)>,
    /// What both have under different keys.
    pub renamed: Vec<Renamed>,
    /// What both have, and tell otherwise.
    pub changed: Vec<Changed>,
}

/// An element under another key, of which all else is equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it is.
    pub kind: Kind,
    /// Its key in the first file.
    pub before: Path,
    /// Its key in the second.
    pub after: Path,
}

/// An element that the two files tell otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is.
    pub kind: Kind,
    /// Its key in the first file.
    pub before: Path,
    /// Its key in the second.
    pub after: Path,
    /// What is told otherwise; not empty.
    pub fields: Vec<Field>,
}

impl Elements {
    /// Whether nothing that any question looks at differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.renamed.is_empty() && self.changed.is_empty()
    }
}

/// Holds two files against each other.
pub(super) fn compare(before: &[Portrait], after: &[Portrait], names: &Names) -> Elements {
    let mut found = Elements::default();
    let of_after: BTreeMap<(Kind, Path), &Portrait> = after.iter().map(|p| ((p.kind, p.path.clone()), p)).collect();
    let mut met: BTreeSet<(Kind, Path)> = BTreeSet::new();
    for old in before {
        let key = (old.kind, names.of(old.kind, &old.path));
        let Some(new) = of_after.get(&key) else {
            found.removed.push((old.kind, old.path.clone()));
            continue;
        };
        if names.0.contains_key(&(old.kind, old.path.clone())) {
            found.renamed.push(Renamed { kind: old.kind, before: old.path.clone(), after: key.1.clone() });
        }
        let fields = differing(&old.fields, &new.fields, names);
        if !fields.is_empty() {
            let (before, after) = (old.path.clone(), new.path.clone());
            found.changed.push(Changed { kind: old.kind, before, after, fields });
        }
        met.insert(key);
    }
    let new = after.iter().filter(|p| !met.contains(&(p.kind, p.path.clone())));
    found.added = new.map(|p| (p.kind, p.path.clone())).collect();
    found
}

/// What is told otherwise, or only once: in the order of the first, then what only the second tells. Of several under one
/// heading, the first belongs to the first.
pub(super) fn differing(before: &[Told], after: &[Told], names: &Names) -> Vec<Field> {
    let none = Names::default();
    let mut left: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (n, new) in after.iter().enumerate() {
        left.entry(new.heading(&none, None)).or_default().push_back(n);
    }
    let mut met = vec![false; after.len()];
    let mut found = Vec::new();
    for old in before {
        let new = left.get_mut(&old.heading(names, None)).and_then(VecDeque::pop_front);
        let Some(n) = new else {
            found.push(Field { label: old.label, of: old.of.clone(), before: Some(old.value.clone()), after: None });
            continue;
        };
        met[n] = true;
        let new = &after[n];
        if !same(old, new, names) {
            let (before, after) = (Some(old.value.clone()), Some(new.value.clone()));
            found.push(Field { label: new.label, of: new.of.clone(), before, after });
        }
    }
    let only_new = after.iter().zip(met).filter(|(_, met)| !met);
    found.extend(only_new.map(|(f, _)| Field {
        label: f.label,
        of: f.of.clone(),
        before: None,
        after: Some(f.value.clone()),
    }));
    found
}

fn same(old: &Told, new: &Told, names: &Names) -> bool {
    let none = Names::default();
    match (&old.value, &new.value) {
        // Options that only one has are told by themselves.
        (Value::List(olds, _), Value::List(news, _)) if old.label == ORDER => {
            let olds: Vec<String> = olds.iter().map(|v| v.mark(names, None)).collect();
            let news: Vec<String> = news.iter().map(|v| v.mark(&none, None)).collect();
            olds.iter().filter(|o| news.contains(o)).eq(news.iter().filter(|n| olds.contains(n)))
        }
        (old, new) => old.mark(names, None) == new.mark(&none, None),
    }
}
