//! From a case to GENIUS.

use std::fmt::Write;

use num_traits::{One, Zero};

use super::{
    domain::{Issue, Kind},
    profile::Reading,
};
use crate::{
    case::Case,
    formats::{
        amount::{self, Amount, whole},
        carried::{carried, scratch, told_bonuses, told_rounded, written},
        case_text::slug,
        exchange::{Exported, file_stem},
        scenario::{Extra, Profile, Scenario, Topic, Wish},
        xml::Mended,
    },
};

const FORMAT: &str = "GENIUS";

/// An issue as it is written: what its options are, and its number.
struct Written<'a> {
    topic: &'a Topic,
    index: i64,
    kind: Kind,
}

/// Writes the domain and one profile for each party that says what it wants.
///
/// Numbers that are GENIUS's own are written as they stand. Others are put on a scale that every program reads alike: the
/// highest evaluation of each issue is 1, and weights count as they are.
pub fn export(case: &Case) -> Exported {
    let (scenario, mut found) = carried(case, FORMAT);
    let issues = kinds(&scenario);
    let mut files = vec![(domain_name(&scenario), domain(&scenario, &issues))];
    for party in &scenario.parties {
        let nonlinear = if party.bonuses.is_empty() { None } else { rectangles(party, &issues) };
        if nonlinear.is_none() && !party.bonuses.is_empty() {
            told_bonuses(case, &party.name, FORMAT, &mut found);
        }
        let text = if let Some(all) = nonlinear {
            if all.1 {
                told_rounded(case, &party.name, &mut found);
            }
            nonlinear_profile(party, &issues, &all.0)
        } else {
            let line = |n: usize| issues[n].kind != Kind::Discrete;
            let own = party.own_scale(line);
            let (wants, rounded) = if own { (party.wants.clone(), false) } else { party.at_unit_scale(line) };
            if rounded {
                told_rounded(case, &party.name, &mut found);
            }
            additive_profile(party, &issues, &wants, own)
        };
        files.push((format!("{}.xml", file_stem(&party.name)), text));
    }
    Exported { files, found }
}

fn domain_name(scenario: &Scenario) -> String {
    let stem = slug(&scenario.title);
    let stem = if stem.is_empty() { "domain".to_owned() } else { stem };
    let taken = scenario.parties.iter().any(|p| file_stem(&p.name).eq_ignore_ascii_case(&stem));
    if taken { format!("{stem}-domain.xml") } else { format!("{stem}.xml") }
}

fn kept<'a>(kept: &'a [(String, String)], key: &str) -> Option<&'a str> {
    kept.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
}

/// What each issue is written as: as the range that it was read as where every party's wants still are those of a line,
/// or where rectangles need whole numbers; else as a table.
fn kinds(scenario: &Scenario) -> Vec<Written<'_>> {
    let mut indices: Vec<Option<i64>> =
        scenario.issues.iter().map(|i| kept(&i.kept, "genius.index").and_then(|t| t.parse().ok())).collect();
    for n in 0..indices.len() {
        // Numbers are names: no two issues have the same.
        let own = indices[n].unwrap_or(n as i64 + 1);
        if indices[..n].contains(&Some(own)) {
            indices = (1..=scenario.issues.len() as i64).map(Some).collect();
            break;
        }
        indices[n] = Some(own);
    }
    let mut issues: Vec<Written<'_>> = Vec::new();
    for (n, topic) in scenario.issues.iter().enumerate() {
        let index = indices[n].unwrap_or(n as i64 + 1);
        let in_bonus = scenario
            .parties
            .iter()
            .any(|p| p.bonuses.iter().flat_map(|b| &b.pattern).flatten().any(|(issue, _)| *issue == n));
        let kind = match kept(&topic.kept, "genius.type") {
            Some("real") => reals(topic),
            Some("integer") => integers(topic),
            _ if in_bonus => integers(topic),
            _ => None,
        };
        let mut issue = Written { topic, index, kind: kind.unwrap_or(Kind::Discrete) };
        let all_lines = scenario.parties.iter().all(|p| {
            !p.bonuses.is_empty() && matches!(issue.kind, Kind::Integer(..)) || evaluator(p, n, &issue).is_some()
        });
        if !all_lines {
            issue.kind = Kind::Discrete;
        }
        issues.push(issue);
    }
    issues
}

/// Consecutive whole numbers.
fn integers(topic: &Topic) -> Option<Kind> {
    let numbers: Option<Vec<i64>> =
        topic.options.iter().map(|o| o.parse().ok().filter(|n: &i64| n.to_string() == *o)).collect();
    let numbers = numbers?;
    let in_order = numbers.windows(2).all(|w| w[0].checked_add(1) == Some(w[1]));
    in_order.then(|| Kind::Integer(numbers[0], numbers[numbers.len() - 1]))
}

/// The steps of a range.
fn reals(topic: &Topic) -> Option<Kind> {
    let steps: Option<Vec<Amount>> = topic.options.iter().map(|o| amount::parse(o).ok()).collect();
    let steps = steps?;
    let (first, last) = (steps.first()?, steps.last()?);
    let step = (last - first) / whole(20);
    let even = steps.len() == 21 && steps.iter().enumerate().all(|(n, s)| *s == first + &step * whole(n as i64));
    (even || steps.len() == 1).then_some(Kind::Real(steps.clone()))
}

/// The evaluator of a party on an issue that is a range: the one that was kept, if the wants are still what it says, or a
/// line through them.
fn evaluator(party: &Profile, n: usize, issue: &Written<'_>) -> Option<String> {
    let Some(wish) = &party.wants[n] else { return Some(String::new()) };
    if let Some(text) = kept(&party.kept, &format!("genius.evaluator.{}", issue.index)) {
        let attributes: Vec<String> = text
            .split(' ')
            .filter_map(|a| a.split_once('='))
            .map(|(k, v)| format!(" {k}=\"{}\"", escaped(v)))
            .collect();
        let element = format!("<evaluator{}/>", attributes.concat());
        if says(&element, &issue.kind, wish) {
            return Some(element);
        }
    }
    if wish.values.iter().all(Zero::is_zero) {
        return Some(String::new());
    }
    let Kind::Integer(..) = issue.kind else { return None };
    let best = &wish.best;
    let first = &wish.values[0] / best;
    let slope = wish.values.get(1).map_or_else(Amount::zero, |v| v / best - &first);
    let element = format!(
        "<evaluator ftype=\"linear\" slope=\"{}\" offset=\"{}\"/>",
        amount::decimal(&slope)?,
        amount::decimal(&first)?
    );
    says(&element, &issue.kind, wish).then_some(element)
}

/// Whether an evaluator makes the wants that there are.
fn says(element: &str, kind: &Kind, wish: &Wish) -> bool {
    let Ok(document) = roxmltree::Document::parse(element) else { return false };
    let (mended, mut looked) = (Mended::default(), scratch());
    let issues: &[Issue] = &[];
    let mut reading = Reading { mended: &mended, looked: &mut looked, issues };
    let made = match kind {
        Kind::Discrete => None,
        Kind::Integer(lower, upper) => {
            reading.integers(Some(document.root_element()), *lower..=*upper).map(|v| (v, Amount::one()))
        }
        Kind::Real(steps) => {
            reading.reals(Some(document.root_element()), steps).map(|(v, best)| (v, best.unwrap_or_else(Amount::one)))
        }
    };
    made.is_some_and(|(values, best)| {
        values.len() == wish.values.len()
            && values.iter().zip(&wish.values).all(|(made, there)| made * &wish.best == there * &best)
    })
}

fn domain(scenario: &Scenario, issues: &[Written<'_>]) -> String {
    let mut out = String::from("<negotiation_template>\n");
    let _ = writeln!(out, "  <!-- {} -->", commented(&scenario.title));
    let _ = writeln!(out, "  <utility_space number_of_issues=\"{}\">", issues.len());
    out.push_str("    <objective index=\"0\" name=\"root\" description=\"\" type=\"objective\" etype=\"objective\">\n");
    for issue in issues {
        head(&mut out, issue, 6);
        match &issue.kind {
            Kind::Discrete => {
                for (n, option) in issue.topic.options.iter().enumerate() {
                    let _ = writeln!(out, "        <item index=\"{}\" value=\"{}\"/>", n + 1, escaped(option));
                }
            }
            Kind::Integer(..) | Kind::Real(_) => bounds(&mut out, &issue.kind, 8),
        }
        out.push_str("      </issue>\n");
    }
    out.push_str("    </objective>\n  </utility_space>\n</negotiation_template>\n");
    out
}

fn head(out: &mut String, issue: &Written<'_>, indent: usize) {
    let (index, name, word) = (issue.index, escaped(&issue.topic.name), issue.kind.word());
    let bounds = match &issue.kind {
        Kind::Integer(lower, upper) => format!(" lowerbound=\"{lower}\" upperbound=\"{upper}\""),
        _ => String::new(),
    };
    let _ = writeln!(
        out,
        "{:indent$}<issue index=\"{index}\" name=\"{name}\" type=\"{word}\" etype=\"{word}\" vtype=\"{word}\"{bounds}>",
        ""
    );
}

fn bounds(out: &mut String, kind: &Kind, indent: usize) {
    if let Kind::Real(steps) = kind
        && let (Some(first), Some(last)) = (steps.first(), steps.last())
    {
        let _ =
            writeln!(out, "{:indent$}<range lowerbound=\"{}\" upperbound=\"{}\"/>", "", written(first), written(last));
    }
}

fn additive_profile(party: &Profile, issues: &[Written<'_>], wants: &[Option<Wish>], own: bool) -> String {
    let mut out = String::from("<utility_space>\n");
    out.push_str(if own {
        "  <!-- Weights and evaluations as they were written. -->\n"
    } else {
        "  <!-- Weights count as they are; the highest evaluation of each issue that counts is 1. -->\n"
    });
    out.push_str("  <objective index=\"0\" name=\"root\" description=\"\" type=\"objective\" etype=\"objective\">\n");
    let nothing = |issue: &Written<'_>| Wish {
        weight: Amount::zero(),
        values: vec![Amount::zero(); issue.topic.options.len()],
        best: whole(100),
    };
    let wants: Vec<Wish> = issues.iter().zip(wants).map(|(i, w)| w.clone().unwrap_or_else(|| nothing(i))).collect();
    for ((n, issue), wish) in issues.iter().enumerate().zip(&wants) {
        head(&mut out, issue, 4);
        if issue.kind == Kind::Discrete {
            for ((n, option), value) in issue.topic.options.iter().enumerate().zip(&wish.values) {
                let (option, value) = (escaped(option), written(value));
                let _ = writeln!(out, "      <item index=\"{}\" value=\"{option}\" evaluation=\"{value}\"/>", n + 1);
            }
        } else {
            bounds(&mut out, &issue.kind, 6);
            if let Some(element) = evaluator(party, n, issue).filter(|e| !e.is_empty()) {
                let _ = writeln!(out, "      {element}");
            }
        }
        out.push_str("    </issue>\n");
    }
    for (issue, wish) in issues.iter().zip(&wants) {
        let _ = writeln!(out, "    <weight index=\"{}\" value=\"{}\"/>", issue.index, written(&wish.weight));
    }
    out.push_str("  </objective>\n");
    tail(&mut out, party);
    out
}

fn tail(out: &mut String, party: &Profile) {
    if let Some(discount) = kept(&party.kept, "genius.discount") {
        let _ = writeln!(out, "  <discount_factor value=\"{}\"/>", escaped(discount));
    }
    let reservation = party.walk_away.as_ref().map_or_else(|| "0".to_owned(), written);
    let _ = writeln!(out, "  <reservation value=\"{reservation}\"/>\n</utility_space>");
}

/// A box of whole numbers, and what it pays.
struct Boxed {
    bounds: Vec<(i64, i64, i64)>,
    unless: bool,
    utility: Amount,
}

/// Everything that a party wants as boxes; `None` where something cannot be one. The second is whether it was rounded.
fn rectangles(party: &Profile, issues: &[Written<'_>]) -> Option<(Vec<Boxed>, bool)> {
    let out_of = party.out_of.clone().unwrap_or_else(|| whole(100));
    let mut all = Vec::new();
    for (n, wish) in party.wants.iter().enumerate() {
        let Some(wish) = wish else { continue };
        let Kind::Integer(lower, _) = issues[n].kind else { return None };
        let total = party.total.clone().filter(|t| !t.is_zero())?;
        for (o, value) in wish.values.iter().enumerate() {
            let utility = &out_of * &wish.weight / &total * value / &wish.best;
            let at = lower + o as i64;
            if !utility.is_zero() {
                all.push(Boxed { bounds: vec![(issues[n].index, at, at)], unless: false, utility });
            }
        }
    }
    for bonus in &party.bonuses {
        boxes(bonus, issues, &mut all)?;
    }
    let rounded = all.iter().any(|b| amount::decimal(&b.utility).is_none()) || amount::decimal(&out_of).is_none();
    Some((all, rounded))
}

/// One bonus as boxes: a set of options with gaps is several runs, which do not overlap.
fn boxes(bonus: &Extra, issues: &[Written<'_>], all: &mut Vec<Boxed>) -> Option<()> {
    let [terms] = bonus.pattern.as_slice() else { return None };
    let mut made: Vec<Vec<(i64, i64, i64)>> = vec![Vec::new()];
    for (issue, options) in terms {
        let Kind::Integer(lower, upper) = issues[*issue].kind else { return None };
        let mut options: Vec<i64> = options.iter().map(|o| lower + *o as i64).collect();
        options.sort_unstable();
        if options.len() as i64 == upper - lower + 1 && terms.len() > 1 {
            continue;
        }
        let runs: Vec<(i64, i64, i64)> = options
            .chunk_by(|a, b| a + 1 == *b)
            .map(|run| (issues[*issue].index, run[0], run[run.len() - 1]))
            .collect();
        made = made
            .into_iter()
            .flat_map(|so_far| runs.iter().map(move |run| [so_far.as_slice(), &[*run]].concat()))
            .collect();
        if made.len() > 10_000 {
            return None;
        }
    }
    if !bonus.unless || made.len() == 1 {
        all.extend(made.into_iter().map(|bounds| Boxed { bounds, unless: bonus.unless, utility: bonus.worth.clone() }));
        return Some(());
    }
    // Paid always, and taken back where one of the boxes holds.
    all.push(Boxed { bounds: Vec::new(), unless: false, utility: bonus.worth.clone() });
    all.extend(made.into_iter().map(|bounds| Boxed { bounds, unless: false, utility: -bonus.worth.clone() }));
    Some(())
}

fn nonlinear_profile(party: &Profile, issues: &[Written<'_>], all: &[Boxed]) -> String {
    let mut out = String::from("<utility_space type=\"nonlinear\">\n");
    out.push_str("  <!-- Bounds are inclusive; a hyperrectangle that excludes is paid outside of its bounds. -->\n");
    out.push_str("  <objective index=\"0\" name=\"root\" description=\"\" type=\"objective\" etype=\"objective\">\n");
    for issue in issues {
        head(&mut out, issue, 4);
        if issue.kind == Kind::Discrete {
            for (n, option) in issue.topic.options.iter().enumerate() {
                let _ =
                    writeln!(out, "      <item index=\"{}\" value=\"{}\" evaluation=\"0\"/>", n + 1, escaped(option));
            }
        } else {
            bounds(&mut out, &issue.kind, 6);
        }
        out.push_str("    </issue>\n");
    }
    out.push_str("  </objective>\n");
    let out_of = party.out_of.as_ref().map_or_else(|| "100".to_owned(), written);
    let _ = writeln!(out, "  <utility maxutility=\"{out_of}\">");
    out.push_str("    <ufun type=\"PlainUfun\" weight=\"1\" aggregation=\"sum\">\n");
    for b in all {
        let _ = writeln!(out, "      <hyperRectangle utility=\"{}\">", written(&b.utility));
        let word = if b.unless { "EXCLUDES" } else { "INCLUDES" };
        for (index, from, to) in &b.bounds {
            let _ = writeln!(out, "        <{word} index=\"{index}\" min=\"{from}\" max=\"{to}\"/>");
        }
        out.push_str("      </hyperRectangle>\n");
    }
    out.push_str("    </ufun>\n  </utility>\n");
    tail(&mut out, party);
    out
}

/// A text within an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A text within a comment, where two dashes would end it.
fn commented(text: &str) -> String {
    let text: String = text.chars().map(|c| if crate::diagnostic::unprintable(c) { ' ' } else { c }).collect();
    text.replace("--", "- -").trim_end_matches('-').to_owned()
}
