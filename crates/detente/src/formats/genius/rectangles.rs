//! The nonlinear part of a profile: hyperrectangles, as bonuses.

use num_traits::{One, Signed, Zero};
use roxmltree::Node;

use super::{
    domain::{self, Kind},
    profile::Reading,
};
use crate::{
    diagnostic::Code,
    formats::{
        amount::Amount,
        scenario::{Extra, Profile},
    },
};

/// Issues with the options allowed.
type Terms = Vec<(usize, Vec<usize>)>;

/// A rectangle: where it is paid, and what.
struct Rectangle {
    unless: bool,
    /// `None`: nothing lies within its bounds.
    terms: Option<Terms>,
    utility: Amount,
}

/// Reads `<utility maxutility="...">` with all that is in it.
pub(super) fn read(r: &mut Reading<'_>, root: Node<'_, '_>, profile: &mut Profile) {
    let Some(node) = root.descendants().find(|n| n.has_tag_name("utility")) else {
        r.fault(Code::ForeignValue, root, "a nonlinear profile without `utility`")
            .help("give it `<utility maxutility=\"...\">` with its hyperrectangles")
            .tell(r);
        return;
    };
    profile.capped = true;
    match r.number_in(node, "maxutility", "highest utility") {
        Some(Some(most)) if most.is_positive() => profile.out_of = Some(most),
        Some(Some(_)) => r
            .fault(Code::ForeignValue, node, "the highest utility is not above 0")
            .help("write what utilities are divided by, `maxutility=\"100\"`")
            .tell(r),
        Some(None) => {}
        None => r
            .fault(Code::ForeignValue, node, "there is no `maxutility`")
            .help("write what utilities are divided by, `maxutility=\"100\"`")
            .tell(r),
    }
    for part in node.children().filter(Node::is_element) {
        function(r, part, &Amount::one(), profile);
    }
}

/// A function, and those nested in it, each with its weight.
fn function(r: &mut Reading<'_>, node: Node<'_, '_>, weight: &Amount, profile: &mut Profile) {
    match node.tag_name().name() {
        "ufun" => {}
        "hyperRectangle" => {
            if let Some(rectangle) = rectangle(r, node) {
                pay(r, rectangle, weight, profile);
            }
            return;
        }
        other => {
            r.fault(Code::ForeignBeyond, node, format!("a utility function of hyperrectangles has no `{other}`"))
                .help("take it out, if it says nothing about worth")
                .tell(r);
            return;
        }
    }
    let own = match r.number_in(node, "weight", "weight") {
        Some(Some(own)) => own,
        Some(None) => return,
        None => Amount::one(),
    };
    let weight = weight * own;
    let how = node.attribute("aggregation").unwrap_or("sum").to_ascii_lowercase();
    let parts: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    if how == "sum" || parts.len() < 2 {
        for part in parts {
            function(r, part, &weight, profile);
        }
        return;
    }
    if !matches!(how.as_str(), "max" | "min") {
        r.fault(Code::ForeignValue, node, format!("there is no aggregation `{how}`"))
            .help("write `sum`, `max` or `min`")
            .tell(r);
        return;
    }
    if let Some(nested) = parts.iter().find(|p| !p.has_tag_name("hyperRectangle")) {
        r.fault(Code::ForeignBeyond, *nested, format!("functions nested in the {how} of others cannot be carried"))
            .help("only sums, and the highest or lowest of hyperrectangles, can be written as bonuses")
            .tell(r);
        return;
    }
    let rectangles: Vec<Option<Rectangle>> = parts.into_iter().map(|p| rectangle(r, p)).collect();
    let Some(rectangles) = rectangles.into_iter().collect::<Option<Vec<Rectangle>>>() else { return };
    if rectangles.iter().any(|x| x.unless || x.utility.is_negative()) || weight.is_negative() {
        r.fault(Code::ForeignBeyond, node, format!("this {how} of hyperrectangles cannot be carried"))
            .note("some of them exclude, or are worth less than nothing")
            .help("only the highest or lowest of such as include, and are worth something, can be written as bonuses")
            .tell(r);
        return;
    }
    if how == "max" { highest(r, rectangles, &weight, profile) } else { lowest(r, rectangles, &weight, profile) }
}

/// The highest of several: each pays, of what it is worth, what it is ahead of the next, where it or a higher one holds.
fn highest(r: &mut Reading<'_>, mut all: Vec<Rectangle>, weight: &Amount, profile: &mut Profile) {
    all.retain(|x| x.terms.is_some());
    all.sort_by(|a, b| b.utility.cmp(&a.utility));
    let mut pattern: Vec<Terms> = Vec::new();
    for n in 0..all.len() {
        pattern.extend(all[n].terms.clone().map(|t| everything(r, t)));
        let next = all.get(n + 1).map_or_else(Amount::zero, |x| x.utility.clone());
        let ahead = (&all[n].utility - next) * weight;
        if !ahead.is_zero() {
            profile.bonuses.push(Extra { unless: false, pattern: pattern.clone(), worth: ahead });
        }
    }
}

/// The lowest of several: nothing unless all hold, and then the lowest.
fn lowest(r: &mut Reading<'_>, all: Vec<Rectangle>, weight: &Amount, profile: &mut Profile) {
    let least = all.iter().map(|x| x.utility.clone()).min().unwrap_or_else(Amount::zero);
    let mut terms: Option<Terms> = Some(Vec::new());
    for rectangle in all {
        terms = terms.zip(rectangle.terms).and_then(|(mut so_far, more)| {
            for (issue, options) in more {
                meet(&mut so_far, issue, options);
            }
            so_far.iter().all(|(_, o)| !o.is_empty()).then_some(so_far)
        });
    }
    pay(r, Rectangle { unless: false, terms, utility: least }, weight, profile);
}

fn pay(r: &mut Reading<'_>, rectangle: Rectangle, weight: &Amount, profile: &mut Profile) {
    let worth = rectangle.utility * weight;
    match rectangle.terms {
        _ if worth.is_zero() => {}
        Some(terms) => {
            let pattern = vec![everything(r, terms)];
            profile.bonuses.push(Extra { unless: rectangle.unless, pattern, worth });
        }
        // What lies in no rectangle is always outside of this one.
        None if rectangle.unless => {
            let pattern = vec![everything(r, Vec::new())];
            profile.bonuses.push(Extra { unless: false, pattern, worth });
        }
        None => {}
    }
}

/// A pattern must name an issue: where it asks for nothing, it allows all of the first.
fn everything(r: &Reading<'_>, terms: Terms) -> Terms {
    if terms.is_empty() { vec![(0, (0..r.issues[0].options.len()).collect())] } else { terms }
}

fn rectangle(r: &mut Reading<'_>, node: Node<'_, '_>) -> Option<Rectangle> {
    if !node.has_tag_name("hyperRectangle") {
        return None;
    }
    // NegMAS writes another name, which it cannot read.
    let utility = ["utility", "utility_function"].iter().find_map(|name| r.number_in(node, name, "utility"));
    if utility.is_none() {
        r.fault(Code::ForeignValue, node, "this hyperrectangle has no `utility`")
            .help("write what it is worth, `utility=\"40\"`")
            .tell(r);
    }
    let utility = utility.flatten();
    let excludes = node.children().any(|n| n.has_tag_name("EXCLUDES"));
    let word = if excludes { "EXCLUDES" } else { "INCLUDES" };
    if excludes && let Some(included) = node.children().find(|n| n.has_tag_name("INCLUDES")) {
        r.fault(Code::ForeignOdd, included, "this hyperrectangle excludes, so that what it includes does not count")
            .note("GENIUS pays no heed to it, and neither does the case")
            .help("write two hyperrectangles, if both are meant")
            .tell(r);
    }
    let mut terms: Terms = Vec::new();
    for bounds in node.children().filter(|n| n.has_tag_name(word)) {
        let (issue, options) = within(r, bounds)?;
        meet(&mut terms, issue, options);
    }
    let empty = terms.iter().any(|(_, options)| options.is_empty());
    // Bounds that leave nothing out need not be said.
    let issues = r.issues;
    terms.retain(|(issue, options)| options.len() < issues[*issue].options.len());
    Some(Rectangle { unless: excludes, terms: (!empty).then_some(terms), utility: utility? })
}

/// Both this and what was asked of the issue before.
fn meet(terms: &mut Terms, issue: usize, options: Vec<usize>) {
    match terms.iter_mut().find(|(i, _)| *i == issue) {
        Some((_, before)) => before.retain(|o| options.contains(o)),
        None => terms.push((issue, options)),
    }
}

/// The options within the bounds of one element, ends included.
fn within(r: &mut Reading<'_>, node: Node<'_, '_>) -> Option<(usize, Vec<usize>)> {
    let index = domain::index(node, r.mended, r.looked)?;
    let Some(position) = r.issues.iter().position(|i| i.index == index) else {
        r.fault(Code::ForeignMisfit, node, format!("the domain has no issue {index}"))
            .help("give the domain that this profile was made for")
            .tell(r);
        return None;
    };
    let issue = &r.issues[position];
    let Kind::Integer(lower, upper) = issue.kind else {
        r.fault(Code::ForeignMisfit, node, format!("{} is not one of whole numbers", issue.told()))
            .label(format!("found bounds, but the issue is {}", issue.kind.word()))
            .help("hyperrectangles are over integer issues only")
            .tell(r);
        return None;
    };
    let mut ends = [lower, upper];
    for (end, name) in ends.iter_mut().zip(["min", "max"]) {
        match r.number_in(node, name, "bound") {
            Some(Some(amount)) => {
                // From the least whole number above the lower bound to the most below the upper one.
                let inner = if name == "min" { amount.ceil() } else { amount.floor() };
                *end = inner.to_integer().try_into().unwrap_or(if inner.is_negative() { i64::MIN } else { i64::MAX });
            }
            Some(None) => return None,
            None => {}
        }
    }
    let (from, to) = (ends[0].max(lower), ends[1].min(upper));
    let options = if from > to { Vec::new() } else { ((from - lower) as usize..=(to - lower) as usize).collect() };
    Some((position, options))
}
