//! Whether two files say the same but for one place.

use toml::de::{DeTable, DeValue};

use crate::file::{layout::same_value, table::Value};

/// The value at a path.
pub(super) fn at<'t, 'a>(table: &'t DeTable<'a>, path: &[&str]) -> Option<&'t DeValue<'a>> {
    let (first, rest) = path.split_first()?;
    let value = table.get(*first)?.get_ref();
    match value {
        _ if rest.is_empty() => Some(value),
        DeValue::Table(below) => at(below, rest),
        _ => None,
    }
}

/// Whether both hold the same keys and values in the same order, leaving out what stands at `path` in either. A table on
/// the way to it may be missing in one where it holds nothing else in the other.
pub(super) fn but_at(a: &DeTable<'_>, b: &DeTable<'_>, path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let others = |t: &DeTable<'_>| t.iter().filter(|(k, _)| k.get_ref() != first).count();
    let same_others = others(a) == others(b)
        && a.iter()
            .filter(|(k, _)| k.get_ref() != first)
            .zip(b.iter().filter(|(k, _)| k.get_ref() != first))
            .all(|((k, v), (l, w))| k.get_ref() == l.get_ref() && same_value(v.get_ref(), w.get_ref()));
    if !same_others || rest.is_empty() {
        return same_others;
    }
    match (a.get(*first).map(|v| v.get_ref()), b.get(*first).map(|v| v.get_ref())) {
        (None, None) => true,
        (Some(DeValue::Table(a)), Some(DeValue::Table(b))) => but_at(a, b, rest),
        (Some(DeValue::Table(t)), None) | (None, Some(DeValue::Table(t))) => but_at(t, &DeTable::new(), rest),
        _ => false,
    }
}

/// Whether two lists hold the same.
pub(super) fn lists<'t, 'a: 't>(
    a: impl Iterator<Item = &'t Value<'a>>,
    b: impl Iterator<Item = &'t Value<'a>>,
) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (a.collect(), b.collect());
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_value(a.get_ref(), b.get_ref()))
}
