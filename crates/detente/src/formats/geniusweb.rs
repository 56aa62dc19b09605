//! `GeniusWeb` JSON profiles, each with its domain in it: `LinearAdditiveUtilitySpace`, and `SumOfGroupsUtilitySpace` with
//! its tables over groups of issues as bonuses.
//!
//! A package is worth the sum over the issues of weight times utility, of 1. On an issue of numbers the utility is a line
//! between two ends, rounded to 8 decimals, half up, and 0 outside. Both spellings of the keys are read
//! (`DiscreteValueSetUtilities` and `discreteutils`, `NumberValueSetUtilities` and `numberutils`). What no agreement is worth
//! is given as a package there, `reservationBid`: the walk-away is its worth, and it is kept.

mod write;

use num_traits::{One, Signed, Zero};

use super::{
    amount::{self, Amount, rounded, whole},
    carried::written,
    case_text::case_text,
    exchange::{Imported, Looked, MOST_OPTIONS, Source, named_once, not_too_many, table},
    scenario::{Extra, Profile, Scenario, Topic, Wish},
    tree::{Node, json},
};
use crate::diagnostic::{Code, Diagnostic};

pub use write::export;

const FORMAT: &str = "GeniusWeb";

/// Makes a case of the profiles of the parties, each called like its file; all of one domain.
pub fn import(profiles: &[Source]) -> Imported {
    let names: Vec<String> = profiles.iter().map(|p| format!("`{}`", p.file_name())).collect();
    let mut scenario = Scenario {
        preface: vec![
            format!("From the {FORMAT} profiles {}.", names.join(", ")),
            "Worth is the sum of weight times utility, times 100; walk-aways are what the reservation bids are worth."
                .into(),
        ],
        ..Scenario::default()
    };
    let mut files = Vec::new();
    for (n, source) in profiles.iter().enumerate() {
        let (mut looked, node) = json(source);
        if let Some(node) = node {
            profile(&node, source.stem(), &mut scenario, &mut looked);
        }
        named_once(profiles, n, &mut looked);
        files.push(looked);
    }
    let sound = !files.iter().any(Looked::faulty) && !scenario.parties.is_empty();
    Imported::of(files, if sound { case_text(&scenario) } else { None })
}

fn report(looked: &mut Looked, code: Code, node: &Node, message: &str, help: &str) {
    looked.report(Diagnostic::new(code, node.place.start..node.place.start, message).help(help));
}

fn profile(node: &Node, name: &str, scenario: &mut Scenario, looked: &mut Looked) {
    let known = [("LinearAdditiveUtilitySpace", true), ("LinearAdditive", true), ("SumOfGroupsUtilitySpace", false)];
    let Some((space, linear)) = known.iter().find_map(|(k, linear)| Some((node.get(k)?, *linear))) else {
        let kind = node.entries().first().map_or("nothing", |(k, _)| k.as_str());
        let (code, message) = match kind {
            "DefaultPartialOrdering" => {
                (Code::ForeignBeyond, "a partial ordering cannot be carried into a case".to_owned())
            }
            "issuesValues" | "name" => (Code::ForeignMisfit, "this is a domain, not a profile".to_owned()),
            other => (Code::ForeignMisfit, format!("this is no profile of {FORMAT}: it holds `{other}`")),
        };
        report(
            looked,
            code,
            node,
            &message,
            "give profiles of the type `LinearAdditiveUtilitySpace`; each has its domain in it",
        );
        return;
    };
    let Some(domain) = space.get("domain") else {
        report(
            looked,
            Code::ForeignValue,
            space,
            "this profile has no `domain`",
            "save it anew, with its domain in it",
        );
        return;
    };
    let issues = topics(domain, looked);
    if looked.faulty() {
        return;
    }
    if scenario.parties.is_empty() && scenario.issues.is_empty() {
        not_too_many(&issues, looked);
        domain.get("name").and_then(Node::plain).unwrap_or(name).clone_into(&mut scenario.title);
        scenario.issues = issues;
    } else if !same(&scenario.issues, &issues) {
        report(
            looked,
            Code::ForeignMisfit,
            domain,
            "the domain of this profile is not that of the first one",
            "give profiles of one domain: the same issues with the same values",
        );
        return;
    }
    let mut party = Profile { name: name.to_owned(), total: Some(Amount::one()), ..Profile::default() };
    if linear {
        additive(space, &scenario.issues, &mut party, looked);
    } else {
        groups(space, &scenario.issues, &mut party, looked);
    }
    if let Some(bid) = space.get("reservationBid").filter(|b| !b.null())
        && !looked.faulty()
    {
        let text = looked.text[bid.place.start..bid.place.end].to_owned();
        let chosen = reserved(bid, &scenario.issues, looked);
        party.walk_away = Some(worth(&party, &chosen));
        party.kept.push(("geniusweb.reservationBid".to_owned(), text));
    }
    scenario.parties.push(party);
}

/// Whether two profiles are of one domain; the order of issues and values says nothing.
fn same(first: &[Topic], other: &[Topic]) -> bool {
    first.len() == other.len()
        && first.iter().all(|a| {
            other.iter().any(|b| {
                a.name == b.name
                    && a.options.len() == b.options.len()
                    && a.options.iter().all(|o| b.options.contains(o))
            })
        })
}

fn topics(domain: &Node, looked: &mut Looked) -> Vec<Topic> {
    let Some(issues) = domain.get("issuesValues") else {
        report(looked, Code::ForeignValue, domain, "this domain has no `issuesValues`", "give it its issues");
        return Vec::new();
    };
    issues.entries().iter().filter_map(|(name, node)| topic(name, node, looked)).collect()
}

fn topic(name: &str, node: &Node, looked: &mut Looked) -> Option<Topic> {
    let mut kept = Vec::new();
    let options: Vec<String> = if let Some(values) = node.get("values") {
        values.items().iter().filter_map(|v| v.plain().map(str::to_owned)).collect()
    } else if let Some(range) = node.get("range") {
        let ends: Vec<&Node> = match range.items() {
            [] => ["low", "high", "step"].iter().filter_map(|k| range.get(k)).collect(),
            items => items.iter().collect(),
        };
        let [low, high, step] = ends.as_slice() else {
            report(
                looked,
                Code::ForeignValue,
                range,
                &format!("the range of issue `{name}` is not one"),
                "write `[\"0\", \"40\", \"10\"]`: from, to, step",
            );
            return None;
        };
        let (low, high, step) = (low.number("end", looked)?, high.number("end", looked)?, step.number("step", looked)?);
        if !step.is_positive() || high < low {
            report(
                looked,
                Code::ForeignValue,
                range,
                &format!("the range of issue `{name}` goes nowhere"),
                "write from, to and a step above 0",
            );
            return None;
        }
        let count = ((&high - &low) / &step).floor().to_integer();
        let Some(count) = i64::try_from(count).ok().filter(|n| *n < MOST_OPTIONS as i64) else {
            report(
                looked,
                Code::ForeignSyntax,
                range,
                &format!("issue `{name}` has over {MOST_OPTIONS} options"),
                "give a wider step",
            );
            return None;
        };
        kept.push(("geniusweb.range".to_owned(), [&low, &high, &step].map(written).join(" ")));
        (0..=count).map(|n| written(&(&low + &step * whole(n)))).collect()
    } else {
        Vec::new()
    };
    let mut seen = std::collections::HashSet::new();
    if let Some(twice) = options.iter().find(|o| !seen.insert(o.as_str())) {
        report(
            looked,
            Code::ForeignValue,
            node,
            &format!("issue `{name}` has the value `{twice}` twice"),
            "take one of them out",
        );
        return None;
    }
    if options.is_empty() {
        report(
            looked,
            Code::ForeignValue,
            node,
            &format!("issue `{name}` has no values"),
            "write `\"values\": [...]` or `\"range\": [...]`",
        );
        return None;
    }
    Some(Topic { name: name.to_owned(), options, kept, ..Topic::default() })
}

fn additive(space: &Node, issues: &[Topic], party: &mut Profile, looked: &mut Looked) {
    let (Some(weights), Some(utilities)) = (space.get("issueWeights"), space.get("issueUtilities")) else {
        report(
            looked,
            Code::ForeignValue,
            space,
            "this profile lacks `issueWeights` or `issueUtilities`",
            "give it both",
        );
        return;
    };
    for (of, what) in [(weights, "weight"), (utilities, "utility")] {
        for (name, node) in of.entries() {
            if !issues.iter().any(|i| i.name == *name) {
                report(
                    looked,
                    Code::ForeignMisfit,
                    node,
                    &format!("a {what} of `{name}`, which is no issue"),
                    "correct the name, or take it out",
                );
            }
        }
    }
    let mut sum = Amount::zero();
    for topic in issues {
        let (Some(weight), Some(utility)) = (weights.get(&topic.name), utilities.get(&topic.name)) else {
            let message = format!("issue `{}` has no weight or no utilities", topic.name);
            report(looked, Code::ForeignMisfit, space, &message, "give it both");
            party.wants.push(None);
            continue;
        };
        let weight = weight.number("weight", looked);
        let values = values(utility, topic, looked);
        sum += weight.clone().unwrap_or_else(Amount::zero);
        party.wants.push(weight.zip(values).map(|(weight, values)| Wish { weight, values, best: Amount::one() }));
    }
    if !sum.is_one() && !looked.faulty() {
        let message = format!("the weights sum to {}, not to 1", written(&sum));
        report(
            looked,
            Code::ForeignOdd,
            weights,
            &message,
            "GeniusWeb refuses such a profile; here they count as they are",
        );
    }
}

/// What the options of an issue are worth.
fn values(node: &Node, topic: &Topic, looked: &mut Looked) -> Option<Vec<Amount>> {
    if let Some(discrete) = node.any(&["DiscreteValueSetUtilities", "discreteutils"]) {
        let Some(utilities) = discrete.get("valueUtilities") else {
            report(
                looked,
                Code::ForeignValue,
                discrete,
                "there are no `valueUtilities` here",
                "give each value its utility",
            );
            return None;
        };
        return table(utilities, topic, "utility", looked);
    }
    let Some(numbers) = node.any(&["NumberValueSetUtilities", "numberutils"]) else {
        let message = format!("the utilities of issue `{}` are of no known kind", topic.name);
        report(
            looked,
            Code::ForeignValue,
            node,
            &message,
            "write `DiscreteValueSetUtilities` or `NumberValueSetUtilities`",
        );
        return None;
    };
    let mut end = |key: &str| {
        if let Some(found) = numbers.get(key) {
            return found.number("end", looked);
        }
        report(
            looked,
            Code::ForeignValue,
            numbers,
            &format!("there is no `{key}` here"),
            "give both ends and their utilities",
        );
        None
    };
    let (low, low_utility) = (end("lowValue")?, end("lowUtility")?);
    let (high, high_utility) = (end("highValue")?, end("highUtility")?);
    if high <= low {
        report(
            looked,
            Code::ForeignValue,
            numbers,
            "the ends of this line are not in order",
            "write the lower value as `lowValue`",
        );
        return None;
    }
    let options: Option<Vec<Amount>> = topic.options.iter().map(|o| amount::parse(o).ok()).collect();
    let Some(options) = options else {
        let message = format!("a line over issue `{}`, whose values are no numbers", topic.name);
        report(looked, Code::ForeignMisfit, numbers, &message, "give each value its utility");
        return None;
    };
    let at = |v: &Amount| {
        if *v < low || *v > high {
            return Amount::zero();
        }
        rounded(&(&low_utility + (&high_utility - &low_utility) * (v - &low) / (&high - &low)), 8)
    };
    Some(options.iter().map(at).collect())
}

/// Tables over groups of issues, as bonuses.
fn groups(space: &Node, issues: &[Topic], party: &mut Profile, looked: &mut Looked) {
    party.wants = issues.iter().map(|_| None).collect();
    party.total = None;
    party.out_of = Some(Amount::one());
    let Some(parts) = space.get("partUtilities") else {
        report(
            looked,
            Code::ForeignValue,
            space,
            "this profile has no `partUtilities`",
            "give it its groups of issues",
        );
        return;
    };
    for (name, part) in parts.entries() {
        // A part over one issue is called like it, and has a table or a line as in an additive profile.
        if let Some((n, topic)) = issues.iter().enumerate().find(|(_, i)| i.name == *name)
            && part
                .any(&["DiscreteValueSetUtilities", "discreteutils", "NumberValueSetUtilities", "numberutils"])
                .is_some()
        {
            let Some(values) = values(part, topic, looked) else { continue };
            for (o, worth) in values.into_iter().enumerate().filter(|(_, v)| !v.is_zero()) {
                party.bonuses.push(Extra { unless: false, pattern: vec![vec![(n, vec![o])]], worth });
            }
            continue;
        }
        let table =
            if part.get("issues").is_some() { Some(part) } else { part.entries().first().map(|(_, inner)| inner) };
        let found = table.and_then(|t| Some((t.get("issues")?, t.any(&["utilslist", "utilities", "utils"])?)));
        let Some((named, rows)) = found else {
            let message = format!("the utilities of group `{name}` are of no known kind");
            report(
                looked,
                Code::ForeignBeyond,
                part,
                &message,
                "write the worth of the group into the case by hand, as `bonuses`",
            );
            continue;
        };
        let positions: Option<Vec<usize>> =
            named.items().iter().map(|i| issues.iter().position(|t| Some(t.name.as_str()) == i.plain())).collect();
        let Some(positions) = positions.filter(|p| !p.is_empty()) else {
            report(
                looked,
                Code::ForeignMisfit,
                named,
                &format!("group `{name}` names what is no issue"),
                "name issues of the domain",
            );
            continue;
        };
        for row in rows.items() {
            let (Some(values), Some(utility)) = (row.get("values"), row.any(&["util", "utility"])) else {
                report(looked, Code::ForeignValue, row, "a row without `values` or `util`", "give it both");
                continue;
            };
            let Some(worth) = utility.number("utility", looked) else { continue };
            let chosen: Option<Vec<(usize, Vec<usize>)>> = positions
                .iter()
                .zip(values.items())
                .map(|(n, v)| Some((*n, vec![issues[*n].options.iter().position(|o| Some(o.as_str()) == v.plain())?])))
                .collect();
            match chosen.filter(|c| c.len() == positions.len() && values.items().len() == c.len()) {
                Some(terms) if !worth.is_zero() => {
                    party.bonuses.push(Extra { unless: false, pattern: vec![terms], worth });
                }
                Some(_) => {}
                None => report(
                    looked,
                    Code::ForeignMisfit,
                    values,
                    &format!("these are not values of group `{name}`"),
                    "name one value for each of its issues",
                ),
            }
        }
    }
    if party.bonuses.is_empty() && !looked.faulty() {
        report(
            looked,
            Code::ForeignValue,
            parts,
            "nothing is worth anything in this profile",
            "give a profile with utilities above 0",
        );
    }
}

/// The options of the package that is as good as no agreement, where it names one.
fn reserved(bid: &Node, issues: &[Topic], looked: &mut Looked) -> Vec<Option<usize>> {
    let values = bid.any(&["issuevalues", "issueValues"]).unwrap_or(bid);
    let mut chosen: Vec<Option<usize>> = vec![None; issues.len()];
    for (name, value) in values.entries() {
        let Some(n) = issues.iter().position(|i| i.name == *name) else {
            report(
                looked,
                Code::ForeignMisfit,
                value,
                &format!("the reservation bid names `{name}`, which is no issue"),
                "correct the name",
            );
            continue;
        };
        let text = value.plain().unwrap_or_default();
        let number = amount::parse(text).ok();
        chosen[n] =
            issues[n].options.iter().position(|o| o == text || (number.is_some() && amount::parse(o).ok() == number));
        if chosen[n].is_none() {
            report(
                looked,
                Code::ForeignMisfit,
                value,
                &format!("issue `{name}` has no value `{text}`"),
                "correct the reservation bid",
            );
        }
    }
    chosen
}

/// What a package is worth; what it leaves open counts nothing.
fn worth(party: &Profile, chosen: &[Option<usize>]) -> Amount {
    let mut sum = Amount::zero();
    for (wish, option) in party.wants.iter().zip(chosen) {
        if let (Some(wish), Some(option)) = (wish, option) {
            sum += &wish.weight * &wish.values[*option] / &wish.best;
        }
    }
    for bonus in &party.bonuses {
        let holds = |terms: &Vec<(usize, Vec<usize>)>| {
            terms.iter().all(|(n, allowed)| chosen[*n].is_some_and(|o| allowed.contains(&o)))
        };
        if bonus.pattern.iter().any(holds) != bonus.unless {
            sum += &bonus.worth / party.out_of.as_ref().unwrap_or(&whole(100));
        }
    }
    sum
}
