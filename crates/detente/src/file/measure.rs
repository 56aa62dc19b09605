//! `measure`: the scale of another program, on which the numbers of a party are written.

use toml::de::DeValue;

use super::{
    Reading,
    shape::MEASURE,
    table::{Table, Value, place},
};
use crate::{case::Measure, number::Exact};

/// `None` where the party has no measure, or a faulty one.
pub(super) fn read(r: &Reading, party: &Table<'_>) -> Option<Measure> {
    let value = party.get("measure")?;
    let entries = r.reader.entries(value, "a table such as `{ total = 1, best = 40 }`")?;
    let t = r.reader.table(entries, place(value), &MEASURE);
    let positive = |key: &str| t.get(key).map(|v| r.reader.positive(v, &format!("`{key}`")));
    let best = t.get("best").map_or_else(|| Some(hundreds(r)), |v| best(r, v));
    let out_of = positive("out_of").unwrap_or(Some(Exact::whole(100)));
    let total = match positive("total") {
        Some(total) => Some(total?),
        None => None,
    };
    let capped = r.reader.flag(t.get("capped")).unwrap_or(false);
    Some(Measure { total, best: best?, out_of: out_of?, capped })
}

/// The value that counts as 100, for each issue.
fn best(r: &Reading, value: &Value<'_>) -> Option<Vec<Exact>> {
    let mut found = hundreds(r);
    let DeValue::Table(entries) = value.get_ref() else {
        let one = r.reader.positive(value, "`best`")?;
        found.fill(one);
        return Some(found);
    };
    for (key, value) in entries {
        let issue = r.names.issue_named(&r.reader, key.get_ref(), key.span().into());
        let best = r.reader.positive(value, &format!("the best of `{}`", key.get_ref()));
        if let (Some(issue), Some(best)) = (issue, best) {
            found[issue.index()] = best;
        }
    }
    Some(found)
}

fn hundreds(r: &Reading) -> Vec<Exact> {
    vec![Exact::whole(100); r.names.options.len()]
}
