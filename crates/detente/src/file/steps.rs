//! `[steps]`, `[guarantees]` and `[roadmap]`: acts, what stands by them, and when.

use toml::de::DeTable;

use super::{
    Reading, order, patterns,
    shape::{AGENDA, GUARANTEE, STEP},
    table::{Table, Value, place},
};
use crate::{
    case::{Agenda, Date, Guarantee, PartyId, Step, StepId},
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

/// The largest value of a step, either way.
const MOST_VALUE: i64 = 1_000_000;

/// The largest sum that a guarantee stands for.
const MOST_COVER: i64 = 1_000_000_000;

/// Most digits after the point of a number in the unit of step values, so that sums over all steps are exact.
const MOST_DECIMALS: u32 = 6;

pub(super) fn step(r: &Reading, id: StepId, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Step> {
    let t = r.reader.table(entries, at, &STEP);
    let waits = order::read(r, &t, ["after", "after_any", "on_credit"], Some(id), false);
    let by: Vec<PartyId> = r.names.parties(&r.reader, t.get("by"));
    if r.ownerless.contains(&id) && !r.named_in_demands.contains(&id) {
        r.reader.report(
            Diagnostic::new(Code::StepWithoutPerformer, at, format!("nobody performs step `{key}`"))
                .help("say who does: `by = [\"...\"]`"),
        );
    }
    let before = r.reader.errors();
    let carries_out = t.get("carries_out").and_then(|v| patterns::pattern(&r.reader, &r.names, v));
    let faulty = r.reader.errors() > before;
    let optional = r.reader.flag(t.get("optional"));
    if let (Some(true), Some(_)) = (optional, t.get("carries_out")) {
        r.reader.report(
            Diagnostic::new(
                Code::NoEffect,
                t.place_of("optional").unwrap_or(at),
                "`optional` has no effect on a step that carries something out",
            )
            .help("it is needed exactly where its pattern holds: take `optional` or `carries_out` out"),
        );
    }
    let days = r.reader.whole(t.get("days"), 0, 36_500, "a number of days");
    let (not_before, not_after) = dates(r, &t, "not_before", "not_after");
    let verified = order::verification(r, &t);
    if let (Some(verified), [only]) = (verified, by.as_slice())
        && verified.by == *only
    {
        r.reader.report(
            Diagnostic::new(
                Code::VerifiesItself,
                t.place_of("verified_by").unwrap_or(at),
                "the party that performs this step is to verify it",
            )
            .help("name somebody whom the others would believe"),
        );
    }
    let step = Step {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        by,
        waits,
        carries_out,
        optional: optional.unwrap_or(false),
        days: days.and_then(|d| u32::try_from(d).ok()),
        reversible: r.reader.flag(t.get("reversible")),
        observable: r.reader.flag(t.get("observable")).unwrap_or(true),
        splittable: r.reader.flag(t.get("splittable")).unwrap_or(false),
        escrow: r.reader.flag(t.get("escrow")).unwrap_or(false),
        values: values(r, t.get("values")),
        verified,
        not_before,
        not_after,
        grounds: r.grounds(&t),
        place: at,
    };
    let _ = r.reader.text(t.get("about"));
    (!faulty).then_some(step)
}

/// Two dates, of which the second is not before the first.
fn dates(r: &Reading, t: &Table<'_>, first: &str, second: &str) -> (Option<Date>, Option<Date>) {
    let (from, to) = (r.reader.date(t.get(first)), r.reader.date(t.get(second)));
    if let (Some(a), Some(b)) = (from, to)
        && b < a
    {
        r.reader.report(
            Diagnostic::new(
                Code::BadDate,
                t.place_of(second).unwrap_or_default(),
                format!("`{second}` is {b}, which is before `{first}`, {a}"),
            )
            .help("exchange the two, or correct one"),
        );
    }
    (from, to)
}

/// Party to number; no principal may be missing.
fn values(r: &Reading, value: Option<&Value<'_>>) -> Vec<(PartyId, Exact)> {
    let Some(value) = value else { return Vec::new() };
    let Some(entries) = r.reader.entries(value, "a table such as `{ party = -10 }`") else { return Vec::new() };
    let before = r.reader.errors();
    let mut found = Vec::new();
    for (key, number) in entries {
        let party = r.names.party_named(&r.reader, key.get_ref(), key.span().into());
        let number = value_of(r, number, (-MOST_VALUE, MOST_VALUE), "what a step is worth");
        if let (Some(party), Some(number)) = (party, number) {
            if found.iter().any(|(p, _)| *p == party) {
                r.reader.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        key.span(),
                        format!("`{}` has a value already", key.get_ref()),
                    )
                    .help("take one of the two out: they are one name, encoded differently"),
                );
            }
            found.push((party, number));
        }
    }
    let names: Vec<&str> = r.names.parties.names().collect();
    let missing = r.principals.iter().filter(|p| !found.iter().any(|(q, _)| q == *p));
    let missing: Vec<String> = missing.map(|p| format!("`{}`", names[p.index()])).collect();
    if !missing.is_empty() && r.reader.errors() == before {
        r.reader.report(
            Diagnostic::new(
                Code::ValuesGap,
                place(value),
                format!("these values leave out {}", crate::words::listed(missing, "and")),
            )
            .help("say what the step is worth to every principal; 0 if it is all the same to it"),
        );
    }
    found
}

/// A number in the unit of step values.
fn value_of(r: &Reading, value: &Value<'_>, (least, most): (i64, i64), what: &str) -> Option<Exact> {
    let found = r.reader.number(value, least, most, what)?;
    if 10_i128.pow(MOST_DECIMALS) % found.denominator() != 0 {
        r.reader.report(
            Diagnostic::new(Code::TooPrecise, place(value), format!("{what} has more than {MOST_DECIMALS} decimals"))
                .help("round it: sums over all steps are held exactly"),
        );
        return None;
    }
    Some(found)
}

pub(super) fn guarantee(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Guarantee> {
    let t = r.reader.table(entries, at, &GUARANTEE);
    let by = r.names.party(&r.reader, t.get("by"));
    let covers = amount(r, &t, "covers", "cover");
    let binds = amount(r, &t, "binds", "forfeit");
    if ["covers", "cover", "binds", "forfeit"].iter().all(|key| t.get(key).is_none()) {
        r.reader.report(
            Diagnostic::new(Code::MissingKey, at, "this guarantee neither covers nor binds anybody")
                .help("add `covers = \"...\"` with `cover = 10`, or `binds = \"...\"` with `forfeit = 10`"),
        );
    }
    for (key, whom) in [("covers", covers), ("binds", binds)] {
        if let (Some((whom, _)), Some(by), Some(at)) = (whom, by, t.place_of(key))
            && whom == by
        {
            r.reader.report(
                Diagnostic::new(Code::NoEffect, at, "a guarantee has no effect on the party that gives it")
                    .help("name another party: `by` stands by it, or sees that it goes on"),
            );
        }
    }
    let _ = r.reader.text(t.get("about"));
    Some(Guarantee {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        by: by?,
        covers,
        binds,
        grounds: r.grounds(&t),
        place: at,
    })
}

/// A party and a number above 0, of which neither stands alone.
fn amount(r: &Reading, t: &Table<'_>, who: &str, number: &str) -> Option<(PartyId, Exact)> {
    let party = r.names.party(&r.reader, t.get(who));
    let amount = t.get(number).and_then(|v| {
        let amount = value_of(r, v, (0, MOST_COVER), &format!("`{number}`"))?;
        if amount == Exact::ZERO {
            r.reader.report(
                Diagnostic::new(
                    Code::BadNumber,
                    place(v),
                    format!("`{number}` is 0, so that nothing stands behind it"),
                )
                .help("write a number above 0, in the unit of step values"),
            );
        }
        Some(amount)
    });
    for (one, other) in [(who, number), (number, who)] {
        if let (Some(at), None) = (t.place_of(one), t.get(other)) {
            r.reader.report(
                Diagnostic::new(Code::MissingKey, at, format!("there is `{one}` here, but no `{other}`"))
                    .help(format!("add `{other}`: they belong together")),
            );
        }
    }
    Some((party?, amount?))
}

pub(super) fn agenda(r: &Reading, value: Option<&Value<'_>>) -> Agenda {
    let Some(value) = value else { return Agenda::default() };
    let Some(entries) = r.reader.entries(value, "a table such as `{ start = 2026-01-01 }`") else {
        return Agenda::default();
    };
    let t = r.reader.table(entries, place(value), &AGENDA);
    let (start, deadline) = dates(r, &t, "start", "deadline");
    if let Some(list) = t.get("goals")
        && list.get_ref().as_array().is_some_and(|a| a.is_empty())
    {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(list), "this list names no step").help(
                "name the steps that the roadmap is for, or leave `goals` out: then it is for all that are needed",
            ),
        );
    }
    Agenda { start, deadline, goals: r.names.steps(&r.reader, t.get("goals")) }
}
