//! `NegMAS` scenario folders: a file of the outcome space, and one for each utility function (version 0.16).
//!
//! Files are known by what they hold: a `type` with `OutcomeSpace` in it, or with `Fun`. Parties come in the order of the
//! names of their files. A package is worth the sum over the issues of weight times value, and the `bias`, of 1: nothing is
//! normalised or capped. `reserved_value` is the walk-away; `-.inf` says that there is none. A discounted function is read
//! without its discount, which is kept.

use std::fmt::Write;

use num_traits::{One, Zero};

use super::{
    amount::{self, Amount, decimal, whole},
    carried::{carried, told_bonuses, told_rounded, written},
    case_text::case_text,
    exchange::{Exported, Imported, Looked, MOST_OPTIONS, Source, file_stem, named_once, not_too_many, table},
    scenario::{Extra, Profile, Scenario, Topic, Wish},
    tree::{Node, yaml},
};
use crate::{
    case::Case,
    diagnostic::{Code, Diagnostic, Place},
};

const FORMAT: &str = "NegMAS";

/// Numbers at which a continuous issue is looked at, as GENIUS does.
const STEPS: i64 = 21;

/// Makes a case of the files of a scenario folder; files that hold something else are passed over.
pub fn import(sources: &[Source]) -> Imported {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    let mut domains = Vec::new();
    let mut functions = Vec::new();
    let mut faulty = Vec::new();
    for source in sources {
        let (looked, node) = yaml(source);
        let Some(node) = node else {
            faulty.push(looked);
            continue;
        };
        match node.get("type").and_then(Node::plain) {
            Some(kind) if kind.contains("OutcomeSpace") => domains.push((looked, node, source)),
            Some(kind) if kind.contains("Fun") => functions.push((looked, node, source)),
            _ => {}
        }
    }
    let mut scenario = Scenario::default();
    let mut files = faulty;
    let profiles: Vec<Source> = functions.iter().map(|(_, _, s)| (*s).clone()).collect();
    if let [(looked, node, source)] = domains.as_mut_slice() {
        scenario.title =
            node.get("name").and_then(Node::plain).filter(|n| !n.trim().is_empty()).unwrap_or(source.stem()).to_owned();
        scenario.preface = preface(source, &profiles);
        for issue in node.get("issues").map(Node::items).unwrap_or_default() {
            scenario.issues.extend(topic(issue, looked));
        }
        not_too_many(&scenario.issues, looked);
        if functions.is_empty() && files.is_empty() {
            misfit(looked, 0..0, "there is an outcome space, but no utility function: nobody wants anything");
        }
    }
    let domain_sound = !domains.is_empty() && domains.iter().all(|(l, _, _)| !l.faulty());
    for (n, (mut looked, node, source)) in functions.into_iter().enumerate() {
        if domain_sound {
            let party = profile(&node, source.stem(), &scenario.issues, &mut looked);
            scenario.parties.extend(party);
        }
        named_once(&profiles, n, &mut looked);
        files.push(looked);
    }
    match domains.len() {
        0 => {
            let mut looked = files.pop().unwrap_or_else(super::carried::scratch);
            misfit(&mut looked, 0..0, "there is no outcome space in this folder");
            files.push(looked);
        }
        1 => {}
        _ => {
            for (looked, _, _) in &mut domains[1..] {
                misfit(looked, 0..0, "a second outcome space: a folder holds one scenario");
            }
        }
    }
    files.extend(domains.into_iter().map(|(looked, _, _)| looked));
    let sound = !files.iter().any(Looked::faulty);
    Imported::of(files, if sound { case_text(&scenario) } else { None })
}

fn misfit(looked: &mut Looked, place: impl Into<Place>, message: &str) {
    looked.report(
        Diagnostic::new(Code::ForeignMisfit, place, message)
            .help("give a folder with one file of the outcome space, and one for each utility function"),
    );
}

fn preface(domain: &Source, profiles: &[Source]) -> Vec<String> {
    let names: Vec<String> = profiles.iter().map(|p| format!("`{}`", p.file_name())).collect();
    vec![
        format!("From the {FORMAT} outcome space `{}` and the utility functions {}.", domain.file_name(), names.join(", ")),
        "Worth is the sum of weight times value, times 100; nothing is normalised or capped. Discounts are kept, and play".into(),
        "no part.".into(),
    ]
}

fn topic(node: &Node, looked: &mut Looked) -> Option<Topic> {
    let wrong = |looked: &mut Looked, message: String, help: &str| {
        looked.report(Diagnostic::new(Code::ForeignValue, node.place.start..node.place.start, message).help(help));
    };
    let Some(name) = node.get("name").and_then(Node::plain) else {
        wrong(looked, "this issue has no `name`".to_owned(), "give it one");
        return None;
    };
    let kind = node.get("type").and_then(Node::plain).unwrap_or("CategoricalIssue");
    let listed = node.get("values").map(Node::items).unwrap_or_default();
    let mut kept = Vec::new();
    let plain: Option<Vec<&str>> = listed.iter().map(Node::plain).collect();
    let Some(plain) = plain else {
        wrong(looked, format!("the values of issue `{name}` are not texts or numbers"), "give a list of such");
        return None;
    };
    let options = if kind.contains("Categorical")
        || kind.contains("Ordinal")
        || kind.contains("Cardinal")
        || kind.contains("Discrete")
    {
        plain.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>()
    } else if kind.contains("Contiguous") || kind.contains("Continuous") {
        let [from, to] = listed else {
            wrong(looked, format!("issue `{name}` does not have two ends"), "write `values: [0, 9]`");
            return None;
        };
        let (from, to) = (from.number("end", looked)?, to.number("end", looked)?);
        if to < from {
            wrong(looked, format!("the ends of issue `{name}` go from more to less"), "write the least first");
            return None;
        }
        kept.push(("negmas.type".to_owned(), kind.to_owned()));
        if kind.contains("Continuous") {
            looked.report(
                Diagnostic::new(
                    Code::ForeignOdd,
                    node.place.start..node.place.start,
                    format!("issue `{name}` is a range of real numbers; it becomes {STEPS} options"),
                )
                .help("nothing need be done if those steps are fine enough"),
            );
            let step = (&to - &from) / whole(STEPS - 1);
            let mut all: Vec<Amount> = (0..STEPS).map(|n| &from + &step * whole(n)).collect();
            all.dedup();
            all.iter().map(written).collect()
        } else {
            let whole_number = |a: &Amount| decimal(a).and_then(|t| t.parse::<i64>().ok());
            let (Some(from), Some(to)) = (whole_number(&from), whole_number(&to)) else {
                wrong(looked, format!("the ends of issue `{name}` are not whole numbers"), "write whole numbers");
                return None;
            };
            if to.checked_sub(from).is_none_or(|n| n >= MOST_OPTIONS as i64) {
                wrong(looked, format!("issue `{name}` has over {MOST_OPTIONS} options"), "give narrower ends");
                return None;
            }
            (from..=to).map(|n| n.to_string()).collect()
        }
    } else {
        beyond(looked, node, &format!("issues of type `{kind}` cannot be carried into a case"));
        return None;
    };
    let mut seen = std::collections::HashSet::new();
    if let Some(twice) = options.iter().find(|o| !seen.insert(o.as_str())) {
        wrong(looked, format!("issue `{name}` has the value `{twice}` twice"), "take one of them out, or rename it");
        return None;
    }
    Some(Topic { name: name.to_owned(), options, kept, ..Topic::default() })
}

fn beyond(looked: &mut Looked, node: &Node, message: &str) {
    looked.report(
        Diagnostic::new(Code::ForeignBeyond, node.place.start..node.place.start, message)
            .help("write it with a linear additive function of tables, lines and constants, or into the case by hand"),
    );
}

fn profile(node: &Node, name: &str, issues: &[Topic], looked: &mut Looked) -> Option<Profile> {
    let mut party = Profile { name: name.to_owned(), total: Some(Amount::one()), ..Profile::default() };
    let mut inner = node;
    let mut reserved = None;
    let mut reserve = |node: &Node, looked: &mut Looked| {
        let found = node.get("reserved_value").filter(|n| !n.null());
        if reserved.is_none()
            && let Some(found) = found
        {
            let text = found.plain().unwrap_or_default().trim_start_matches('+').to_ascii_lowercase();
            reserved = match text.as_str() {
                "-.inf" | "-inf" | "-infinity" => Some(None),
                _ => Some(found.number("reserved value", looked)),
            };
        }
    };
    reserve(inner, looked);
    while let Some(wrapped) = inner.get("ufun") {
        let kind = inner.get("type").and_then(Node::plain).unwrap_or_default();
        if !kind.contains("Discounted") || inner.get("discount").is_none() {
            beyond(looked, inner, &format!("functions of type `{kind}` cannot be carried into a case"));
            return None;
        }
        for key in ["discount", "factor", "dynamic_reservation"] {
            if let Some(text) = inner.get(key).and_then(Node::plain) {
                party.kept.push((format!("negmas.{key}"), text.to_owned()));
            }
        }
        looked.report(
            Diagnostic::new(
                Code::ForeignOdd,
                inner.place.start..inner.place.start,
                "worth shrinks with time here; no question looks at that",
            )
            .help("nothing need be done; the discount is kept in the case, and written back on export"),
        );
        inner = wrapped;
        reserve(inner, looked);
    }
    let kind = inner.get("type").and_then(Node::plain).unwrap_or_default().rsplit('.').next().unwrap_or_default();
    if !matches!(kind, "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction") {
        beyond(looked, inner, &format!("functions of type `{kind}` cannot be carried into a case"));
        return None;
    }
    party.walk_away = reserved.flatten();
    if let Some(bias) = inner.get("bias").filter(|b| !b.null()) {
        let worth = bias.number("bias", looked)?;
        if !worth.is_zero() {
            let pattern = vec![vec![(0, (0..issues[0].options.len()).collect())]];
            party.bonuses.push(Extra { unless: false, pattern, worth });
            party.out_of = Some(Amount::one());
        }
    }
    let of = |key: &str, n: usize| {
        let all = inner.get(key)?;
        if all.items().is_empty() { all.get(&issues[n].name) } else { all.items().get(n) }
    };
    for key in ["values", "weights"] {
        let count = inner.get(key).map_or(0, |n| n.items().len() + n.entries().len());
        if count != issues.len() && !(key == "weights" && inner.get(key).is_none_or(Node::null)) {
            let place = inner.get(key).map_or(inner.place.start, |n| n.place.start);
            misfit(looked, place..place, &format!("there are {count} {key} for {} issues", issues.len()));
        }
    }
    let counted = looked.faulty();
    for (n, topic) in issues.iter().enumerate() {
        let weight = match of("weights", n) {
            Some(weight) => weight.number("weight", looked),
            None => Some(Amount::one()),
        };
        let values = of("values", n).and_then(|f| values(f, topic, looked));
        if values.is_none() && of("values", n).is_none() && !counted {
            let message = format!("it is not said what issue `{}` is worth", topic.name);
            misfit(looked, inner.place.start..inner.place.start, &message);
        }
        party.wants.push(weight.zip(values).map(|(weight, values)| Wish { weight, values, best: Amount::one() }));
    }
    Some(party)
}

/// What the options of an issue are worth by a value function.
fn values(node: &Node, topic: &Topic, looked: &mut Looked) -> Option<Vec<Amount>> {
    let kind = node.get("type").and_then(Node::plain).unwrap_or_default().rsplit('.').next().unwrap_or_default();
    let mut number = |key: &str| match node.get(key) {
        Some(found) => found.number("parameter", looked),
        None => Some(Amount::zero()),
    };
    let (slope, bias) = match kind {
        "TableFun" => return table(node.get("mapping").unwrap_or(node), topic, "value", looked),
        "LinearFun" | "AffineFun" => (number("slope")?, number("bias")?),
        "IdentityFun" => (Amount::one(), number("bias")?),
        "ConstFun" => (Amount::zero(), if node.get("value").is_some() { number("value")? } else { number("bias")? }),
        _ => {
            beyond(looked, node, &format!("value functions of type `{kind}` cannot be carried into a case"));
            return None;
        }
    };
    if slope.is_zero() {
        return Some(vec![bias; topic.options.len()]);
    }
    let at: Option<Vec<Amount>> = topic.options.iter().map(|o| amount::parse(o).ok()).collect();
    let Some(at) = at else {
        misfit(
            looked,
            node.place.start..node.place.start,
            &format!("a line over issue `{}`, whose values are no numbers", topic.name),
        );
        return None;
    };
    Some(at.into_iter().map(|v| &slope * v + &bias).collect())
}

/// Writes `domain.yml` and one file for each party that says what it wants.
pub fn export(case: &Case) -> Exported {
    let (scenario, mut found) = carried(case, FORMAT);
    let text = |t: &str| serde_json::Value::from(t).to_string();
    let mut out =
        format!("name: {}\ntype: DiscreteCartesianOutcomeSpace\npath: null\nissues:\n", text(&scenario.title));
    for issue in &scenario.issues {
        let kept = issue
            .kept
            .iter()
            .find(|(k, _)| matches!(k.as_str(), "negmas.type" | "genius.type"))
            .map(|(_, v)| v.as_str());
        let numbers: Option<Vec<i64>> = issue.options.iter().map(|o| o.parse().ok()).collect();
        let run = numbers.filter(|n| n.windows(2).all(|w| w[0].checked_add(1) == Some(w[1])));
        let name = text(&issue.name);
        let _ = if let (Some("ContiguousIssue" | "integer"), Some(n)) = (kept, run) {
            writeln!(out, "- {{name: {name}, type: ContiguousIssue, values: [{}, {}]}}", n[0], n[n.len() - 1])
        } else {
            let options: Vec<String> = issue.options.iter().map(|o| text(o)).collect();
            writeln!(out, "- {{name: {name}, type: CategoricalIssue, values: [{}]}}", options.join(", "))
        };
    }
    let whole_numbers: Vec<bool> = out.lines().skip(4).map(|l| l.contains("type: ContiguousIssue")).collect();
    let mut files = vec![("domain.yml".to_owned(), out)];
    for party in &scenario.parties {
        if !party.bonuses.is_empty() {
            told_bonuses(case, &party.name, FORMAT, &mut found);
        }
        let (wants, rounded) = party.as_sum();
        if rounded {
            told_rounded(case, &party.name, &mut found);
        }
        let kept = |key: &str| party.kept.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        let mut out = String::new();
        let mut indent = "";
        let reservation = party.walk_away.as_ref().map_or_else(|| "-.inf".to_owned(), written);
        if let Some(discount) = kept("negmas.discount").filter(|d| amount::parse(d).is_ok()) {
            let factor = kept("negmas.factor").unwrap_or("step");
            let dynamic =
                kept("negmas.dynamic_reservation").filter(|t| matches!(*t, "true" | "false")).unwrap_or("true");
            let _ = write!(
                out,
                "name: {}\ntype: ExpDiscountedUFun\ndiscount: {discount}\nfactor: {}\ndynamic_reservation: {dynamic}\n\
                 reserved_value: {reservation}\nufun:\n",
                text(&party.name),
                text(factor)
            );
            indent = "  ";
        }
        let _ = writeln!(out, "{indent}name: {}", text(&party.name));
        let _ = writeln!(out, "{indent}type: LinearAdditiveUtilityFunction");
        let _ = writeln!(out, "{indent}reserved_value: {reservation}\n{indent}reserved_outcome: null");
        let weights: Vec<String> =
            wants.iter().map(|w| w.as_ref().map_or("0".to_owned(), |w| float(&w.weight))).collect();
        let _ = writeln!(out, "{indent}weights: [{}]\n{indent}values:", weights.join(", "));
        for ((issue, wish), numbers) in scenario.issues.iter().zip(&wants).zip(&whole_numbers) {
            let key = |o: &str| if *numbers { o.to_owned() } else { text(o) };
            let value = |n: usize| wish.as_ref().map_or("0.0".to_owned(), |w| float(&w.values[n]));
            let mapping: Vec<String> =
                issue.options.iter().enumerate().map(|(n, o)| format!("{}: {}", key(o), value(n))).collect();
            let _ = writeln!(out, "{indent}- {{type: TableFun, mapping: {{{}}}}}", mapping.join(", "));
        }
        files.push((format!("{}.yml", file_stem(&party.name)), out));
    }
    Exported { files, found }
}

/// A number that YAML reads as one.
fn float(amount: &Amount) -> String {
    let text = written(amount);
    if text.contains('.') { text } else { text + ".0" }
}
