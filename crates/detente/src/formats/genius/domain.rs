//! The domain: issues and their options.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};

use crate::{
    diagnostic::{Code, Diagnostic, Place},
    formats::{
        amount::{self, Amount, decimal, whole},
        exchange::{Looked, MOST_OPTIONS, MOST_OPTIONS_IN_ALL},
        scenario::Topic,
        xml::{Mended, attribute},
    },
};

/// Numbers at which a range of real numbers is looked at (`IssueReal`, 21 steps).
const STEPS: i64 = 21;

/// An issue of the domain.
#[derive(Debug)]
pub(super) struct Issue {
    /// The number by which profiles name it.
    pub(super) index: i64,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) options: Vec<String>,
    kept: Vec<(String, String)>,
}

/// What its options are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Discrete,
    /// All from the first to the last.
    Integer(i64, i64),
    /// Steps between two numbers.
    Real(Vec<Amount>),
}

impl Kind {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Kind::Discrete => "discrete",
            Kind::Integer(..) => "integer",
            Kind::Real(_) => "real",
        }
    }
}

impl Issue {
    pub(super) fn topic(&self) -> Topic {
        Topic { name: self.name.clone(), options: self.options.clone(), kept: self.kept.clone(), ..Topic::default() }
    }

    pub(super) fn told(&self) -> String {
        format!("issue {}, `{}`", self.index, self.name)
    }
}

/// The issues of a domain file; `None` where that cannot be said.
pub(super) fn read(document: &Document<'_>, mended: &Mended, looked: &mut Looked) -> Option<Vec<Issue>> {
    let root = document.root_element();
    let place = |n: Node<'_, '_>| tag(mended, n);
    if root.tag_name().name() == "utility_space" && root.descendants().any(|n| n.has_tag_name("weight")) {
        looked.report(
            Diagnostic::new(Code::ForeignMisfit, place(root), "this is the profile of a party, not a domain")
                .label("found `utility_space` with weights, expected `negotiation_template`")
                .help("give the domain first, then the profiles"),
        );
        return None;
    }
    if !matches!(root.tag_name().name(), "negotiation_template" | "utility_space") {
        let found = format!("found `{}`, expected `negotiation_template`", root.tag_name().name());
        looked.report(
            Diagnostic::new(Code::ForeignMisfit, place(root), "this is no domain of GENIUS")
                .label(found)
                .help("give the domain first, then the profiles"),
        );
        return None;
    }
    let mut issues = Vec::new();
    let mut seen: HashMap<i64, Place> = HashMap::new();
    let mut names: HashSet<String> = HashSet::new();
    let mut total = 0;
    for node in root.descendants().filter(|n| n.has_tag_name("issue")) {
        let Some(index) = index(node, mended, looked) else { continue };
        if let Some(first) = seen.insert(index, place(node)) {
            looked.report(
                Diagnostic::new(Code::ForeignValue, place(node), format!("two issues have the number {index}"))
                    .also(first, "the first is here")
                    .help("give each issue a number of its own: profiles name issues by it"),
            );
            continue;
        }
        let Some(issue) = issue(node, index, issues.len(), mended, looked) else { continue };
        if !names.insert(issue.name.clone()) {
            looked.report(
                Diagnostic::new(Code::ForeignOdd, place(node), format!("two issues are called `{}`", issue.name))
                    .help("they are told apart in the case by a number behind the name"),
            );
        }
        total += issue.options.len();
        if total > MOST_OPTIONS_IN_ALL {
            looked.report(
                Diagnostic::new(
                    Code::ForeignSyntax,
                    place(node),
                    format!("the issues up to here have over {MOST_OPTIONS_IN_ALL} options together"),
                )
                .help("give a smaller domain"),
            );
            return None;
        }
        issues.push(issue);
    }
    if seen.is_empty() {
        looked.report(
            Diagnostic::new(Code::ForeignValue, place(root), "there is no issue in this domain")
                .help("give a domain with at least one `<issue>`"),
        );
    }
    (!looked.faulty()).then_some(issues)
}

fn issue(node: Node<'_, '_>, index: i64, position: usize, mended: &Mended, looked: &mut Looked) -> Option<Issue> {
    let name = match node.attribute("name").map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => format!("issue {index}"),
    };
    let kind = kind(node, mended, looked)?;
    let options = match &kind {
        Kind::Discrete => items(node, &name, mended, looked)?,
        Kind::Integer(lower, upper) => (*lower..=*upper).map(|v| v.to_string()).collect(),
        Kind::Real(steps) => {
            looked.report(
                Diagnostic::new(
                    Code::ForeignOdd,
                    tag(mended, node),
                    format!("issue `{name}` is a range of real numbers; it becomes {} options", steps.len()),
                )
                .note("GENIUS looks at the same steps when it analyses a domain")
                .help("nothing need be done if those steps are fine enough"),
            );
            steps.iter().map(|s| decimal(s).expect("a twentieth of a decimal number is one")).collect()
        }
    };
    let mut kept = Vec::new();
    if index != position as i64 + 1 {
        kept.push(("genius.index".to_owned(), index.to_string()));
    }
    if kind != Kind::Discrete {
        kept.push(("genius.type".to_owned(), kind.word().to_owned()));
    }
    Some(Issue { index, name, kind, options, kept })
}

/// What the options of an issue are, with the bounds of a range: in the file of a domain or of a profile.
pub(super) fn kind(node: Node<'_, '_>, mended: &Mended, looked: &mut Looked) -> Option<Kind> {
    let words: Vec<&str> =
        ["vtype", "type", "etype"].iter().filter_map(|a| node.attribute(*a)).map(str::trim).collect();
    let is = |word: &str| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    if words.is_empty() || is("discrete") {
        return Some(Kind::Discrete);
    }
    let number = is("integer");
    if !number && !is("real") && !is("price") {
        looked.report(
            Diagnostic::new(
                Code::ForeignValue,
                tag(mended, node),
                format!("there is no type `{}` of issues", words[0]),
            )
            .label(format!("found `{}`, expected `discrete`, `integer` or `real`", words[0]))
            .help("write the type that the issue has"),
        );
        return None;
    }
    let bounds = [bound(node, "lowerbound", mended, looked), bound(node, "upperbound", mended, looked)];
    let [Some((lower, _)), Some((upper, at))] = bounds else { return None };
    if upper < lower {
        looked.report(
            Diagnostic::new(Code::ForeignValue, at, "the upper bound is below the lower bound")
                .help("exchange the two bounds, or correct them"),
        );
        return None;
    }
    if !number {
        let step = (&upper - &lower) / whole(STEPS - 1);
        let mut steps: Vec<Amount> = (0..STEPS).map(|n| &lower + &step * whole(n)).collect();
        steps.dedup();
        return Some(Kind::Real(steps));
    }
    let small = |a: &Amount| decimal(a).and_then(|t| t.parse::<i64>().ok()).filter(|n| n.abs() < 1_000_000_000_000);
    let (Some(lower), Some(upper)) = (small(&lower), small(&upper)) else {
        looked.report(
            Diagnostic::new(Code::ForeignValue, at, "the bounds of an integer issue are not whole numbers")
                .label("found another number, expected a whole one below 10^12")
                .help("write whole bounds, or make the type `real`"),
        );
        return None;
    };
    if upper - lower >= MOST_OPTIONS as i64 {
        looked.report(
            Diagnostic::new(Code::ForeignSyntax, at, format!("this issue has over {MOST_OPTIONS} options"))
                .label(format!("found {lower} to {upper}"))
                .help("give narrower bounds"),
        );
        return None;
    }
    Some(Kind::Integer(lower, upper))
}

/// A bound of a range: an attribute of the issue, or of a `range` in it.
fn bound(node: Node<'_, '_>, name: &str, mended: &Mended, looked: &mut Looked) -> Option<(Amount, Place)> {
    let range = node.children().find(|n| n.has_tag_name("range"));
    let found = attribute(node, name).or_else(|| range.and_then(|r| attribute(r, name)));
    let Some((text, at)) = found else {
        looked.report(
            Diagnostic::new(Code::ForeignValue, tag(mended, node), format!("this issue has no `{name}`"))
                .help("write both bounds, `lowerbound=\"0\" upperbound=\"9\"`"),
        );
        return None;
    };
    Some((number(text, mended.place(at.clone()), "bound", looked)?, mended.place(at)))
}

/// The values of a discrete issue, each once.
fn items(node: Node<'_, '_>, name: &str, mended: &Mended, looked: &mut Looked) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for item in node.children().filter(|n| n.has_tag_name("item")) {
        let Some(value) = item.attribute("value") else {
            looked.report(
                Diagnostic::new(
                    Code::ForeignValue,
                    tag(mended, item),
                    format!("an item of issue `{name}` has no `value`"),
                )
                .help("write `value=\"...\"`"),
            );
            continue;
        };
        if !seen.insert(value) {
            looked.report(
                Diagnostic::new(
                    Code::ForeignOdd,
                    tag(mended, item),
                    format!("issue `{name}` has the item `{value}` twice; it is taken once"),
                )
                .help("take one of them out, or rename it"),
            );
            continue;
        }
        if values.len() == MOST_OPTIONS {
            looked.report(
                Diagnostic::new(
                    Code::ForeignSyntax,
                    tag(mended, item),
                    format!("issue `{name}` has over {MOST_OPTIONS} options"),
                )
                .help("give a smaller domain"),
            );
            return None;
        }
        values.push(value.to_owned());
    }
    if values.is_empty() {
        looked.report(
            Diagnostic::new(Code::ForeignValue, tag(mended, node), format!("issue `{name}` has no item"))
                .help("give it `<item value=\"...\"/>`, or take it out"),
        );
        return None;
    }
    Some(values)
}

/// The number of an issue.
pub(super) fn index(node: Node<'_, '_>, mended: &Mended, looked: &mut Looked) -> Option<i64> {
    let Some((text, at)) = attribute(node, "index") else {
        let name = node.tag_name().name().to_owned();
        looked.report(
            Diagnostic::new(Code::ForeignValue, tag(mended, node), format!("this `{name}` has no `index`"))
                .help("write the number of the issue, `index=\"1\"`"),
        );
        return None;
    };
    let found = text.trim().parse().ok();
    if found.is_none() {
        looked.report(
            Diagnostic::new(Code::ForeignValue, mended.place(at), "this index is not a whole number")
                .label(format!("found `{text}`"))
                .help("write the number of the issue, `index=\"1\"`"),
        );
    }
    found
}

/// A number, or what is wrong with it.
pub(super) fn number(text: &str, at: Place, what: &str, looked: &mut Looked) -> Option<Amount> {
    match amount::parse(text) {
        Ok(amount) => Some(amount),
        Err(why) => {
            looked.report(
                Diagnostic::new(Code::ForeignValue, at, format!("this {what} {why}"))
                    .label(format!("found `{text}`, expected a number such as `0.25`"))
                    .help("write the number that is meant"),
            );
            None
        }
    }
}

/// Where an element begins: its tag, not all that it holds.
pub(super) fn tag(mended: &Mended, node: Node<'_, '_>) -> Place {
    let range = node.range();
    let end = node.first_child().map_or(range.end, |c| c.range().start);
    mended.place(range.start..end.max(range.start))
}
