//! `wants`: what options are worth to a party; with its weights, bonuses and measure, its worth of packages.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, bonuses, measure,
    shape::GROUNDS,
    table::{Table, Value, place},
    weights::{self, Weights},
};
use crate::{
    case::{Bonus, Grounds, IssueId, IssueWants, Measure, Preference, Unsure, Wants, centroids, points},
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

/// The least and the most that a number may be.
type Range = (Exact, Exact);

/// A number, or a list of the least and the most that it may be.
pub(super) fn range(r: &Reading, value: &Value<'_>, bounds: Option<(i64, i64)>, what: &str) -> Option<Range> {
    let DeValue::Array(ends) = value.get_ref() else {
        return r.reader.number_in(value, bounds, what).map(|n| (n, n));
    };
    let fault = |message: String, help: String| {
        r.reader.report(Diagnostic::new(Code::BadRange, place(value), message).help(help));
        None
    };
    let ends: Vec<&Value<'_>> = ends.iter().collect();
    let [low, high] = ends.as_slice() else {
        return fault(
            format!("a range has two ends, and this list has {}", ends.len()),
            "write the least and the most: `[20, 40]`".to_owned(),
        );
    };
    let (low, high) = (r.reader.number_in(low, bounds, what), r.reader.number_in(high, bounds, what));
    match (low?, high?) {
        (low, high) if low > high => {
            fault("this range goes from more to less".to_owned(), format!("write the least first: `[{high}, {low}]`"))
        }
        range => Some(range),
    }
}

/// That numbers have too many digits to be held.
pub(super) fn too_precise(at: Place, message: &str) -> Diagnostic {
    Diagnostic::new(Code::TooPrecise, at, format!("{message} exactly in 128 bits"))
        .help("write them with fewer decimals")
}

/// What a party prefers, where that is told in numbers.
pub(super) fn read(r: &Reading, t: &Table<'_>, at: Place, grounds: &Grounds) -> Preference {
    let before = r.reader.errors();
    let weights = weights::read(r, t);
    let weights_read = r.reader.errors() == before;
    let measure = measure::read(r, t);
    let bonuses = bonuses::read(r, t, grounds);
    let bounds = t.get("measure").is_none().then_some((0, 100));
    let wants = t.get("wants").map(|value| wants(r, value, (weights.as_ref(), weights_read), bounds, grounds));
    let Some(found) = wants.or_else(|| (!bonuses.is_empty()).then(|| Some(nothing(r)))) else {
        without_wants(r, t, weights.as_ref());
        return Preference::Unknown;
    };
    let Some(found) = found else { return Preference::Unknown };
    if r.reader.errors() == before {
        every_weight_serves(r, weights.as_ref(), &found);
    }
    if r.reader.errors() > before {
        return Preference::Unknown;
    }
    put_together(r, t, at, found, weights.as_ref(), bonuses, measure)
}

/// What was read of `wants`: for each issue the wants, and the ranges of weights and values.
struct Found {
    issues: Vec<Option<IssueWants>>,
    weights: Vec<Option<Range>>,
    values: Vec<Vec<Range>>,
}

fn nothing(r: &Reading) -> Found {
    let issues = r.names.options.len();
    Found { issues: vec![None; issues], weights: vec![None; issues], values: vec![Vec::new(); issues] }
}

fn without_wants(r: &Reading, t: &Table<'_>, weights: Option<&Weights>) {
    let first = weights.and_then(|w| w.named().first().map(|(_, at)| (*at, "there are weights here, but no `wants`")));
    let measure = t.place_of("measure").map(|at| (at, "there is a `measure` here, but no `wants`"));
    if let Some((at, message)) = first.or(measure) {
        r.reader.report(
            Diagnostic::new(Code::WeightWithoutWants, at, message)
                .help("say what each option is worth to this party under `wants`"),
        );
    }
}

fn wants(
    r: &Reading,
    value: &Value<'_>,
    (weights, weights_read): (Option<&Weights>, bool),
    bounds: Option<(i64, i64)>,
    grounds: &Grounds,
) -> Option<Found> {
    let entries = r.reader.entries(value, "a table such as `{ issue = { option = 100 } }`")?;
    if entries.is_empty() {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(value), "there is no issue in these `wants`")
                .help("say what each option of an issue is worth: `wants = { issue = { option = 100 } }`"),
        );
    }
    let mut found = nothing(r);
    for (key, options) in entries {
        let key_at = key.span().into();
        let Some(issue) = r.names.issue_named(&r.reader, key.get_ref(), key_at) else { continue };
        let Some(table) = r.reader.entries(options, "a table such as `{ option = 100 }`") else { continue };
        let range = match weights {
            None => Some((Exact::whole(1), Exact::whole(1))),
            // Of an order, the numbers are made when all of it is known.
            Some(Weights::Order(tiers, order_at)) => {
                if weights_read && !tiers.iter().flatten().any(|i| *i == issue) {
                    weights::unranked(r, *order_at, key.get_ref());
                }
                None
            }
            Some(Weights::Numbers(all)) => {
                let weight = all.iter().find(|(i, _, _)| *i == issue).map(|(_, w, _)| *w);
                if weight.is_none() && weights_read {
                    r.reader.report(
                        Diagnostic::new(
                            Code::WeightMissing,
                            key_at,
                            format!("`weights` says nothing of `{}`, so that it counts 0", key.get_ref()),
                        )
                        .help(format!("add `{} = ...` to the weights of this party", key.get_ref())),
                    );
                }
                Some(weight.unwrap_or((Exact::ZERO, Exact::ZERO)))
            }
        };
        if let Some(values) = values(r, issue, key_at, table, bounds) {
            let grounds = r.grounds_of(table).or(grounds);
            let weight = range.map_or(Exact::ZERO, middle);
            let nominal = values.iter().copied().map(middle).collect();
            found.issues[issue.index()] = Some(IssueWants { weight, values: nominal, grounds, place: key_at });
            found.weights[issue.index()] = range;
            found.values[issue.index()] = values;
        }
    }
    Some(found)
}

fn middle((low, high): Range) -> Exact {
    if low == high { low } else { low.middle(high) }
}

fn every_weight_serves(r: &Reading, weights: Option<&Weights>, found: &Found) {
    for (issue, weight_at) in weights.map(Weights::named).unwrap_or_default() {
        if found.issues[issue.index()].is_none() {
            let name = r.names.issues.names().nth(issue.index()).unwrap_or_default();
            r.reader.report(
                Diagnostic::new(
                    Code::WeightWithoutWants,
                    weight_at,
                    format!("`{name}` has a weight, but `wants` does not say what its options are worth"),
                )
                .help(format!("add `{name} = {{ ... }}` to `wants`, or take the weight out")),
            );
        }
    }
}

fn values(
    r: &Reading,
    issue: IssueId,
    at: Place,
    table: &DeTable<'_>,
    bounds: Option<(i64, i64)>,
) -> Option<Vec<Range>> {
    let keys = &r.names.options[issue.index()];
    let mut values: Vec<Option<Range>> = vec![None; keys.names().count()];
    let before = r.reader.errors();
    for (key, value) in table {
        if GROUNDS.key(key.get_ref()).is_some() {
            continue;
        }
        let option = r.names.option_named(&r.reader, issue, key.get_ref(), key.span().into());
        let value = range(r, value, bounds, "what an option is worth");
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

/// All that was read, with its points.
fn put_together(
    r: &Reading,
    t: &Table<'_>,
    at: Place,
    found: Found,
    weights: Option<&Weights>,
    mut bonuses: Vec<Bonus>,
    measure: Option<Measure>,
) -> Preference {
    let place = |keys: [&str; 3]| keys.iter().find_map(|key| t.place_of(key)).unwrap_or(at);
    let too_many_digits = || {
        let at = place(["wants", "bonuses", "measure"]);
        r.reader.report(too_precise(at, "these weights and wants cannot be multiplied"));
        Preference::Unknown
    };
    let Found { mut issues, weights: ranges, values } = found;
    if let Some(Weights::Order(tiers, _)) = weights {
        let Some(centroids) = centroids(tiers) else { return too_many_digits() };
        for (issue, weight) in centroids {
            if let Some(wants) = &mut issues[issue.index()] {
                wants.weight = weight;
            }
        }
    }
    let divided = measure.as_ref().is_some_and(|m| m.total.is_some());
    if issues.iter().flatten().all(|w| w.weight == Exact::ZERO) && bonuses.is_empty() && !divided {
        let at = place(["weights", "wants", "bonuses"]);
        r.reader.report(
            Diagnostic::new(Code::WeightsAllZero, at, "no issue counts for this party: its weights are all zero")
                .help("give at least one issue a weight above 0"),
        );
        return Preference::Unknown;
    }
    let wide = |(low, high): &Range| low < high;
    let order = weights.map(|w| w.order().to_vec()).unwrap_or_default();
    let weights: Vec<Option<Range>> = ranges.into_iter().map(|range| range.filter(wide)).collect();
    let unsure = !order.is_empty() || weights.iter().flatten().chain(values.iter().flatten()).any(wide);
    let unsure = unsure.then_some(Unsure { weights, order, values });
    let options: Vec<usize> = r.names.options.iter().map(|keys| keys.names().count()).collect();
    match points(&issues, &options, &mut bonuses, measure.as_ref()) {
        Some((points, scale)) => {
            let (measure, unsure) = (measure.map(Box::new), unsure.map(Box::new));
            Preference::Worth(Wants { issues, points, bonuses, scale, measure, unsure })
        }
        None => too_many_digits(),
    }
}
