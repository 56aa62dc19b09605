//! `[parties]`: who the actors are and what they prefer.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, patterns,
    shape::{GROUNDS, PARTY},
    table::{Table, Value, place},
};
use num_integer::Integer;

use crate::{
    case::{Firmness, Grounds, IssueWants, Package, Party, Preference, Role, WalkAway, Wants},
    case::{IssueId, OptionId},
    diagnostic::{Code, Diagnostic, Place},
    number::{Exact, MOST_DECIMALS},
};

pub(super) fn read(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Party> {
    let t = r.reader.table(entries, at, &PARTY);
    let role = match r.reader.word(&t, "role").as_deref() {
        Some("mediator") => Role::Mediator,
        Some("guarantor") => Role::Guarantor,
        Some("observer") => Role::Observer,
        _ => Role::Principal,
    };
    let grounds = r.grounds(&t);
    let preference = preference(r, &t, at, &grounds);
    let walk_away = t.get("walk_away").and_then(|v| walk_away(r, v, &grounds));
    if walk_away.is_some() && role == Role::Principal && t.get("wants").is_none() {
        let place = t.place_of("walk_away").unwrap_or(at);
        r.reader.report(
            Diagnostic::new(
                Code::WalkAwayWithoutWants,
                place,
                "a walk-away is compared with worth, but this party has no `wants`",
            )
            .help("say what each option is worth to it, or leave the walk-away out"),
        );
    }
    if walk_away.is_some() && role != Role::Principal {
        let place = t.place_of("walk_away").unwrap_or(at);
        r.reader.report(
            Diagnostic::new(Code::NoEffect, place, "the walk-away of a party that is not a principal has no effect")
                .help("its consent is not needed: leave the walk-away out, or make it a principal"),
        );
    }
    let name = r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned());
    let _ = r.reader.text(t.get("about"));
    Some(Party { key: key.to_owned(), name, role, walk_away, preference, grounds, place: at })
}

fn preference(r: &Reading, t: &Table<'_>, at: Place, grounds: &Grounds) -> Preference {
    let first_of = |keys: &[&'static str]| keys.iter().find_map(|key| t.place_of(key).map(|p| (*key, p)));
    let ways: Vec<(&str, Place)> = [first_of(&["wants", "weights"]), first_of(&["prefers"]), first_of(&["ranking"])]
        .into_iter()
        .flatten()
        .collect();
    if let [(first, first_at), (second, second_at), ..] = ways.as_slice() {
        r.reader.report(
            Diagnostic::new(Code::TwoPreferences, *second_at, format!("this party has both `{first}` and `{second}`"))
                .also(*first_at, "the other is here")
                .help("keep one of them: two ways of saying what it prefers can contradict each other"),
        );
        return Preference::Unknown;
    }
    for key in ["prefers", "ranking"] {
        if let Some(list) = t.get(key)
            && list.get_ref().as_array().is_some_and(|a| a.is_empty())
        {
            r.reader.report(
                Diagnostic::new(Code::Empty, place(list), format!("this `{key}` is empty"))
                    .help("say what the party prefers, or take it out"),
            );
        }
    }
    if let Some(list) = t.get("prefers") {
        let patterns = r.reader.list(Some(list), "patterns");
        return Preference::Prefers(
            patterns.into_iter().filter_map(|v| patterns::pattern(&r.reader, &r.names, v)).collect(),
        );
    }
    if let Some(list) = t.get("ranking") {
        return Preference::Ranking(ranking(r, list));
    }
    wants(r, t, at, grounds)
}

fn ranking(r: &Reading, list: &Value<'_>) -> Vec<Vec<Package>> {
    let mut ranks: Vec<Vec<Package>> = Vec::new();
    let mut seen: Vec<(Package, Place)> = Vec::new();
    for entry in r.reader.list(Some(list), "packages") {
        let tied: Vec<&Value<'_>> = match entry.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![entry],
        };
        let mut rank = Vec::new();
        for value in tied {
            let Some(package) = patterns::package(&r.reader, &r.names, value) else { continue };
            if let Some((_, first)) = seen.iter().find(|(p, _)| *p == package) {
                r.reader.report(
                    Diagnostic::new(Code::RankingShape, place(value), "this package has a rank already")
                        .also(*first, "it stands here")
                        .help("take one of the two out"),
                );
            } else {
                seen.push((package.clone(), place(value)));
                rank.push(package);
            }
        }
        ranks.push(rank);
    }
    ranks
}

fn wants(r: &Reading, t: &Table<'_>, at: Place, grounds: &Grounds) -> Preference {
    let issues = r.names.options.len();
    let before = r.reader.errors();
    let weights = weights(r, t);
    let weights_read = r.reader.errors() == before;
    let mut found: Vec<Option<IssueWants>> = vec![None; issues];
    let Some(value) = t.get("wants") else {
        if let Some((_, _, first)) = weights.as_ref().and_then(|w| w.first()) {
            r.reader.report(
                Diagnostic::new(Code::WeightWithoutWants, *first, "there are weights here, but no `wants`")
                    .help("say what each option is worth to this party under `wants`"),
            );
        }
        return Preference::Unknown;
    };
    let Some(entries) = r.reader.entries(value, "a table such as `{ issue = { option = 100 } }`") else {
        return Preference::Unknown;
    };
    if entries.is_empty() {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(value), "there is no issue in these `wants`")
                .help("say what each option of an issue is worth: `wants = { issue = { option = 100 } }`"),
        );
    }
    for (key, options) in entries {
        let key_at = key.span().into();
        let Some(issue) = r.names.issue_named(&r.reader, key.get_ref(), key_at) else { continue };
        let Some(table) = r.reader.entries(options, "a table such as `{ option = 100 }`") else { continue };
        let weight = match &weights {
            None => Exact::whole(1),
            Some(list) => match list.iter().find(|(i, _, _)| *i == issue) {
                Some((_, w, _)) => *w,
                None if !weights_read => Exact::ZERO,
                None => {
                    r.reader.report(
                        Diagnostic::new(
                            Code::WeightMissing,
                            key_at,
                            format!("`weights` says nothing of `{}`, so that it counts 0", key.get_ref()),
                        )
                        .help(format!("add `{} = ...` to the weights of this party", key.get_ref())),
                    );
                    Exact::ZERO
                }
            },
        };
        if let Some(values) = values(r, issue, key_at, table) {
            let grounds = r.grounds_of(table).or(grounds);
            found[issue.index()] = Some(IssueWants { weight, values, grounds, place: key_at });
        }
    }
    for (issue, _, weight_at) in weights.iter().flatten() {
        if found[issue.index()].is_none() && r.reader.errors() == before {
            let name = r.names.issues.names().nth(issue.index()).unwrap_or_default();
            r.reader.report(
                Diagnostic::new(
                    Code::WeightWithoutWants,
                    *weight_at,
                    format!("`{name}` has a weight, but `wants` does not say what its options are worth"),
                )
                .help(format!("add `{name} = {{ ... }}` to `wants`, or take the weight out")),
            );
        }
    }
    if r.reader.errors() > before {
        return Preference::Unknown;
    }
    if found.iter().flatten().all(|w| w.weight == Exact::ZERO) {
        let place = t.place_of("weights").or_else(|| t.place_of("wants")).unwrap_or(at);
        r.reader.report(
            Diagnostic::new(Code::WeightsAllZero, place, "no issue counts for this party: its weights are all zero")
                .help("give at least one issue a weight above 0"),
        );
        return Preference::Unknown;
    }
    if let Some((points, scale)) = points(r, &found) {
        Preference::Worth(Wants { issues: found, points, scale })
    } else {
        let place = t.place_of("wants").unwrap_or(at);
        r.reader.report(
            Diagnostic::new(
                Code::TooPrecise,
                place,
                "these weights and wants cannot be multiplied exactly in 128 bits",
            )
            .help("write them with fewer decimals"),
        );
        Preference::Unknown
    }
}

fn weights(r: &Reading, t: &Table<'_>) -> Option<Vec<(IssueId, Exact, Place)>> {
    let entries = r.reader.entries(t.get("weights")?, "a table such as `{ issue = 50 }`")?;
    let mut found = Vec::new();
    for (key, value) in entries {
        let issue = r.names.issue_named(&r.reader, key.get_ref(), key.span().into());
        let weight = r.reader.number(value, 0, 1_000_000_000, "a weight");
        if let (Some(issue), Some(weight)) = (issue, weight) {
            found.push((issue, weight, key.span().into()));
        }
    }
    Some(found)
}

fn values(r: &Reading, issue: IssueId, at: Place, table: &DeTable<'_>) -> Option<Vec<Exact>> {
    let keys = &r.names.options[issue.index()];
    let mut values: Vec<Option<Exact>> = vec![None; keys.names().count()];
    let before = r.reader.errors();
    for (key, value) in table {
        if GROUNDS.key(key.get_ref()).is_some() {
            continue;
        }
        let option: Option<OptionId> = r.names.option_named(&r.reader, issue, key.get_ref(), key.span().into());
        let value = r.reader.number(value, 0, 100, "what an option is worth");
        if let Some(option) = option {
            values[option.index()] = value;
        }
    }
    if r.reader.errors() > before {
        return None;
    }
    let missing: Vec<&str> = keys.names().zip(&values).filter(|(_, v)| v.is_none()).map(|(k, _)| k).collect();
    if !missing.is_empty() {
        r.reader.report(
            Diagnostic::new(Code::WantsGap, at, format!("it is not said what `{}` is worth", missing.join("`, `")))
                .help(format!("add `{} = ...`, from 0 (worst) to 100 (best)", missing[0])),
        );
        return None;
    }
    values.into_iter().collect()
}

/// Worth as whole points: weight times value, over one common denominator.
fn points(r: &Reading, wants: &[Option<IssueWants>]) -> Option<(Vec<Vec<i128>>, i128)> {
    let mut scale: i128 = 1;
    let mut points: Vec<Vec<i128>> = Vec::new();
    let mut total_weight: (i128, i128) = (0, 1);
    for wants in wants.iter().flatten() {
        let w = (wants.weight.numerator(), wants.weight.denominator());
        let d = lcm(total_weight.1, w.1)?;
        total_weight = (total_weight.0.checked_mul(d / total_weight.1)?.checked_add(w.0.checked_mul(d / w.1)?)?, d);
        for v in &wants.values {
            scale = lcm(scale, w.1.checked_mul(v.denominator())?)?;
        }
    }
    let mut sum: i128 = 0;
    for (wants, keys) in wants.iter().zip(&r.names.options) {
        let mut row = vec![0; keys.names().count()];
        if let Some(wants) = wants {
            for (cell, v) in row.iter_mut().zip(&wants.values) {
                let n = wants.weight.numerator().checked_mul(v.numerator())?;
                let d = wants.weight.denominator().checked_mul(v.denominator())?;
                *cell = n.checked_mul(scale / d)?;
            }
        }
        sum = sum.checked_add(row.iter().copied().max().unwrap_or(0))?;
        points.push(row);
    }
    // worth = sum(w v) / sum(w) = (points / scale) / (total_weight); so points per unit of worth:
    let unit = scale.checked_mul(total_weight.0)?;
    if unit % total_weight.1 != 0 {
        return None;
    }
    let unit = unit / total_weight.1;
    // Room for comparing with a walk-away of as many decimals as a number may have.
    unit.checked_mul(100)?.checked_mul(10_i128.pow(MOST_DECIMALS as u32))?;
    let common = points.iter().flatten().fold(unit, |a, b| a.gcd(b));
    for p in points.iter_mut().flatten() {
        *p /= common;
    }
    Some((points, unit / common))
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    (a / a.gcd(&b)).checked_mul(b)
}

fn walk_away(r: &Reading, value: &Value<'_>, grounds: &Grounds) -> Option<WalkAway> {
    let at = place(value);
    let (worth, firmness, own) = match value.get_ref() {
        DeValue::Table(entries) => {
            let t = r.reader.table(entries, at, &super::WALK_AWAY);
            let firmness = match t.get("firmness") {
                Some(v) => r.firmness(v)?,
                None => Firmness::Absolute,
            };
            (t.get("worth")?, firmness, r.grounds(&t))
        }
        _ => (value, Firmness::Absolute, Grounds::default()),
    };
    let worth = r.reader.number(worth, 0, 100, "a walk-away")?;
    let grounds = own.or(grounds);
    Some(WalkAway { worth, firmness, grounds, place: at })
}
