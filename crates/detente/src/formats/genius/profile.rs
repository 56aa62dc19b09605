//! A profile: what one party wants.

use std::collections::HashMap;

use num_traits::{One, Signed, Zero};
use roxmltree::{Document, Node};

use super::{
    domain::{self, Issue, Kind, number, tag},
    rectangles,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    formats::{
        amount::{Amount, decimal, whole},
        exchange::Looked,
        scenario::{Profile, Wish},
        xml::{Mended, attribute},
    },
};

/// What a profile is read against.
pub(super) struct Reading<'a> {
    pub(super) mended: &'a Mended,
    pub(super) looked: &'a mut Looked,
    pub(super) issues: &'a [Issue],
}

/// Reads a profile; `None` where it has errors.
pub(super) fn read(
    document: &Document<'_>,
    mended: &Mended,
    looked: &mut Looked,
    issues: &[Issue],
    name: &str,
) -> Option<Profile> {
    let mut r = Reading { mended, looked, issues };
    let root = document.root_element();
    if root.tag_name().name() != "utility_space" {
        let found = root.tag_name().name();
        r.fault(Code::ForeignMisfit, root, "this is no profile of GENIUS")
            .label(format!("found `{found}`, expected `utility_space`"))
            .help(if found == "negotiation_template" {
                "this is a domain: give it first, once, then the profiles"
            } else {
                "give the profile that GENIUS wrote for this party"
            })
            .tell(&mut r);
        return None;
    }
    let nonlinear = match root.attribute("type").map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "linear" | "any") => false,
        Some("nonlinear") => true,
        Some(other) => {
            beyond(&mut r, root, other);
            return None;
        }
    };
    let listed = r.fits(root);
    let mut profile = Profile { name: name.to_owned(), total: Some(Amount::one()), ..Profile::default() };
    if nonlinear {
        profile.total = None;
        rectangles::read(&mut r, root, &mut profile);
        profile.wants = issues.iter().map(|_| None).collect();
    } else {
        let weights = r.weights(root);
        for (issue, node) in issues.iter().zip(&listed) {
            let wish = node.and_then(|node| {
                let (values, best) = r.values(issue, node, &mut profile.kept)?;
                let Some(weight) = weights.get(&issue.index).cloned() else {
                    r.fault(Code::ForeignValue, node, format!("{} has no weight", issue.told()))
                        .help(format!("add `<weight index=\"{}\" value=\"...\"/>` beside the issues", issue.index))
                        .tell(&mut r);
                    return None;
                };
                Some(Wish { weight, values, best })
            });
            profile.wants.push(wish);
        }
    }
    r.discount(root, &mut profile);
    profile.walk_away = Some(r.reservation(root));
    (!looked.faulty()).then_some(profile)
}

/// What kinds of profiles there are that no case can say.
fn beyond(r: &mut Reading<'_>, root: Node<'_, '_>, kind: &str) {
    let at = attribute(root, "type").map_or(tag(r.mended, root), |(_, at)| r.mended.place(at));
    let (message, note) = match kind {
        "constraint" => (
            "a profile of ranks and constraints cannot be carried into a case",
            "its worth is a mean of ranks in which rules set single issues, or all, to nothing",
        ),
        "uncertain" => (
            "an uncertain profile cannot be carried into a case",
            "it has a ranking of some packages with errors, and a cost of asking, instead of what options are worth",
        ),
        _ => ("there is no such type of profile", "GENIUS knows `linear`, `nonlinear`, `constraint` and `uncertain`"),
    };
    let code = if matches!(kind, "constraint" | "uncertain") { Code::ForeignBeyond } else { Code::ForeignValue };
    r.looked.report(
        Diagnostic::new(code, at, message)
            .label(format!("found `{kind}`, expected an additive profile or `nonlinear`"))
            .note(note)
            .help("give another profile of this party, or write its wants into the case by hand"),
    );
}

/// A diagnostic that is to be told of an element.
pub(super) struct Telling(Diagnostic);

impl Telling {
    pub(super) fn label(self, text: impl Into<String>) -> Self {
        Telling(self.0.label(text))
    }

    pub(super) fn help(self, text: impl Into<String>) -> Self {
        Telling(self.0.help(text))
    }

    pub(super) fn note(self, text: impl Into<String>) -> Self {
        Telling(self.0.note(text))
    }

    pub(super) fn tell(self, r: &mut Reading<'_>) {
        r.looked.report(self.0);
    }
}

impl Reading<'_> {
    /// Begins a diagnostic about an element.
    pub(super) fn fault(&self, code: Code, node: Node<'_, '_>, message: impl Into<String>) -> Telling {
        Telling(Diagnostic::new(code, tag(self.mended, node), message))
    }

    /// The number in an attribute, if it is there.
    #[allow(clippy::option_option, reason = "not there, there but no number, and a number are three things")]
    pub(super) fn number_in(&mut self, node: Node<'_, '_>, name: &str, what: &str) -> Option<Option<Amount>> {
        let (text, at) = attribute(node, name)?;
        Some(number(text, self.mended.place(at), what, self.looked))
    }

    /// The issues of the profile in the order of the domain, matched by number; told where they do not fit.
    fn fits<'a, 'b>(&mut self, root: Node<'a, 'b>) -> Vec<Option<Node<'a, 'b>>> {
        let mut found: HashMap<i64, Node<'a, 'b>> = HashMap::new();
        for node in root.descendants().filter(|n| n.has_tag_name("issue")) {
            let Some(index) = domain::index(node, self.mended, self.looked) else { continue };
            if !self.issues.iter().any(|i| i.index == index) {
                let expected: Vec<String> = self.issues.iter().take(30).map(|i| i.index.to_string()).collect();
                self.fault(Code::ForeignMisfit, node, format!("the domain has no issue {index}"))
                    .label(format!("found `{}`, expected one of {}", index, expected.join(", ")))
                    .help("give the domain that this profile was made for")
                    .tell(self);
            } else if found.insert(index, node).is_some() {
                self.fault(Code::ForeignValue, node, format!("two issues have the number {index}"))
                    .help("keep the one that is meant")
                    .tell(self);
            }
        }
        let issues = self.issues;
        issues
            .iter()
            .map(|issue| {
                let Some(node) = found.get(&issue.index).copied() else {
                    self.fault(Code::ForeignMisfit, root, format!("this profile lacks {}", issue.told()))
                        .help("give the domain that this profile was made for, or add the issue to it")
                        .tell(self);
                    return None;
                };
                self.same(issue, node).then_some(node)
            })
            .collect()
    }

    /// Whether an issue of the profile is that of the domain.
    fn same(&mut self, issue: &Issue, node: Node<'_, '_>) -> bool {
        let name = node.attribute("name").unwrap_or_default().trim();
        if !name.is_empty() && name != issue.name {
            self.fault(Code::ForeignOdd, node, format!("{} is called otherwise here", issue.told()))
                .label(format!("found `{name}`, expected `{}`", issue.name))
                .note("GENIUS matches issues by their numbers, and so was this one")
                .help("see whether this profile was made for this domain")
                .tell(self);
        }
        // A nonlinear profile need not repeat what its issues are.
        if !issue.kind.eq(&Kind::Discrete) && node.attribute("type").is_none() && node.attribute("vtype").is_none() {
            return true;
        }
        let Some(kind) = domain::kind(node, self.mended, self.looked) else { return false };
        if kind == issue.kind {
            return true;
        }
        let (found, expected) = (shape(&kind), shape(&issue.kind));
        self.fault(Code::ForeignMisfit, node, format!("{} is of another kind here", issue.told()))
            .label(format!("found {found}, expected {expected}"))
            .help("give the domain that this profile was made for")
            .tell(self);
        false
    }

    /// Weights by the number of their issue.
    fn weights(&mut self, root: Node<'_, '_>) -> HashMap<i64, Amount> {
        let mut weights: HashMap<i64, Amount> = HashMap::new();
        for node in root.descendants().filter(|n| n.has_tag_name("weight")) {
            let Some(index) = domain::index(node, self.mended, self.looked) else { continue };
            if !self.issues.iter().any(|i| i.index == index) {
                self.fault(Code::ForeignOdd, node, format!("a weight of number {index}, which is no issue"))
                    .note("GENIUS pays no heed to it, and neither does the case")
                    .help("take it out, if it was not meant for an issue")
                    .tell(self);
                continue;
            }
            let weight = match self.number_in(node, "value", "weight") {
                Some(Some(weight)) => weight,
                Some(None) => continue,
                None => {
                    self.fault(Code::ForeignValue, node, "this weight has no `value`")
                        .help("write `value=\"0.25\"`")
                        .tell(self);
                    continue;
                }
            };
            if weight.is_negative() {
                self.fault(Code::ForeignBeyond, node, format!("the weight of number {index} is below 0"))
                    .help("turn the evaluations of the issue around instead")
                    .tell(self);
            }
            if weights.insert(index, weight).is_some() {
                self.fault(
                    Code::ForeignOdd,
                    node,
                    format!("a second weight of number {index}; it counts, not the first"),
                )
                .help("keep one of them")
                .tell(self);
            }
        }
        weights
    }

    /// What the options of an issue are worth, and the value that counts as all.
    fn values(
        &mut self,
        issue: &Issue,
        node: Node<'_, '_>,
        kept: &mut Vec<(String, String)>,
    ) -> Option<(Vec<Amount>, Amount)> {
        let evaluator = node.children().find(|n| n.has_tag_name("evaluator"));
        let values = match &issue.kind {
            Kind::Discrete => return self.evaluations(issue, node),
            Kind::Integer(lower, upper) => self.integers(evaluator, *lower..=*upper)?,
            Kind::Real(steps) => match self.reals(evaluator, steps)? {
                (values, Some(best)) => {
                    keep(issue, evaluator, kept);
                    return Some((values, best));
                }
                (values, None) => values,
            },
        };
        keep(issue, evaluator, kept);
        Some((values, Amount::one()))
    }

    /// The table of a discrete issue.
    fn evaluations(&mut self, issue: &Issue, node: Node<'_, '_>) -> Option<(Vec<Amount>, Amount)> {
        let known: HashMap<&str, usize> = issue.options.iter().enumerate().map(|(n, o)| (o.as_str(), n)).collect();
        let mut values: Vec<Option<Amount>> = vec![None; issue.options.len()];
        let mut highest: Option<Amount> = None;
        let mut sound = true;
        for item in node.children().filter(|n| n.has_tag_name("item")) {
            let Some(value) = item.attribute("value") else { continue };
            let option = known.get(value).copied();
            let text = attribute(item, "evaluation");
            let missing = text.as_ref().is_none_or(|(t, _)| t.trim().is_empty() || t.trim() == "null");
            if option.is_none() {
                self.fault(Code::ForeignOdd, item, format!("the domain has no item `{value}` on {}", issue.told()))
                    .note("it can never be chosen; its evaluation still counts where the highest is looked for")
                    .help("take it out, or add it to the domain")
                    .tell(self);
                if missing {
                    continue;
                }
            }
            let amount = match text {
                Some((text, at)) if !missing => number(text, self.mended.place(at), "evaluation", self.looked),
                text => {
                    let at = text.map_or(tag(self.mended, item), |(_, at)| self.mended.place(at));
                    self.looked.report(no_evaluation(issue, value, at));
                    None
                }
            };
            let Some(amount) = amount else {
                sound = false;
                continue;
            };
            if highest.as_ref().is_none_or(|h| amount > *h) {
                highest = Some(amount.clone());
            }
            if let Some(n) = option
                && values[n].as_ref().is_some_and(|before| *before != amount)
            {
                self.fault(
                    Code::ForeignOdd,
                    item,
                    format!("a second evaluation of `{value}`; it counts, not the first"),
                )
                .help("keep one of them")
                .tell(self);
            }
            if let Some(n) = option {
                values[n] = Some(amount);
            }
        }
        if !sound {
            return None;
        }
        for (option, value) in issue.options.iter().zip(&values) {
            if value.is_none() {
                let at = tag(self.mended, node);
                self.looked.report(no_evaluation(issue, option, at));
            }
        }
        let values: Vec<Amount> = values.into_iter().collect::<Option<_>>()?;
        let highest = highest.filter(|h| *h >= Amount::one() / whole(100_000));
        if let Some(best) = highest {
            return Some((values, best));
        }
        if values.iter().any(|v| !v.is_zero()) {
            self.fault(Code::ForeignOdd, node, format!("the evaluations of {} are all below 0.00001", issue.told()))
                .note("GENIUS then counts every one as 0, and so does the case")
                .help("raise them, if they are to count")
                .tell(self);
        }
        Some((vec![Amount::zero(); values.len()], whole(100)))
    }

    /// A line over whole numbers; nothing where there is no evaluator.
    pub(super) fn integers(
        &mut self,
        evaluator: Option<Node<'_, '_>>,
        all: std::ops::RangeInclusive<i64>,
    ) -> Option<Vec<Amount>> {
        let Some(node) = evaluator else { return Some(all.map(|_| Amount::zero()).collect()) };
        self.kind_of(node, &["linear"])?;
        let (slope, offset) = (self.required(node, "slope")?, self.required(node, "offset")?);
        let lower = *all.start();
        Some(all.map(|v| clamped(&slope * whole(v - lower) + &offset)).collect())
    }

    /// A line, a constant or a triangle over real numbers, with the value that counts as all unless that is 1.
    pub(super) fn reals(
        &mut self,
        evaluator: Option<Node<'_, '_>>,
        steps: &[Amount],
    ) -> Option<(Vec<Amount>, Option<Amount>)> {
        let Some(node) = evaluator else { return Some((vec![Amount::zero(); steps.len()], None)) };
        let kind = self.kind_of(node, &["linear", "constant", "triangular"])?;
        let first = match kind {
            "linear" => self.number_in(node, "parameter0", "parameter").unwrap_or(Some(Amount::zero()))?,
            _ => self.required(node, "parameter0")?,
        };
        if kind == "constant" {
            return Some((vec![first; steps.len()], None));
        }
        let second = self.required(node, "parameter1")?;
        if kind == "linear" {
            return Some((steps.iter().map(|v| clamped(&second * v + &first)).collect(), None));
        }
        let (lower, upper, top) = (first, second, self.required(node, "parameter2")?);
        if !(lower <= top && top <= upper && lower < upper) {
            self.fault(Code::ForeignValue, node, "the corners of this triangle are not in order")
                .help("write the lower end, the upper end and the top between them as `parameter0` to `parameter2`")
                .tell(self);
            return None;
        }
        // Both sides over one denominator, so that no quotient need be written.
        let (rise, fall) = (&top - &lower, &upper - &top);
        let (left, right) =
            (if rise.is_zero() { Amount::one() } else { rise }, if fall.is_zero() { Amount::one() } else { fall });
        let best = &left * &right;
        let at = |v: &Amount| {
            if *v < lower || *v > upper {
                Amount::zero()
            } else if *v == top {
                best.clone()
            } else if *v < top {
                (v - &lower) * &right
            } else {
                (&upper - v) * &left
            }
        };
        Some((steps.iter().map(at).collect(), Some(best)))
    }

    fn kind_of(&mut self, node: Node<'_, '_>, known: &'static [&'static str]) -> Option<&'static str> {
        let found = node.attribute("ftype").unwrap_or("linear").trim();
        let kind = known.iter().find(|k| k.eq_ignore_ascii_case(found)).copied();
        if kind.is_none() {
            self.fault(Code::ForeignValue, node, "this kind of evaluator is not known here")
                .label(format!("found `{found}`, expected `{}`", known.join("` or `")))
                .help("write the evaluator as one of those, or make the issue a discrete one")
                .tell(self);
        }
        kind
    }

    fn required(&mut self, node: Node<'_, '_>, name: &str) -> Option<Amount> {
        if let Some(found) = self.number_in(node, name, "parameter") {
            return found;
        }
        self.fault(Code::ForeignValue, node, format!("this evaluator has no `{name}`"))
            .help(format!("write `{name}=\"...\"`"))
            .tell(self);
        None
    }

    /// Keeps the time discount.
    fn discount(&mut self, root: Node<'_, '_>, profile: &mut Profile) {
        let Some(node) = root.descendants().find(|n| n.has_tag_name("discount_factor")) else { return };
        let text = attribute(node, "value").or_else(|| attribute(node, "discount_factor"));
        let Some((text, at)) = text else { return };
        profile.kept.push(("genius.discount".to_owned(), text.to_owned()));
        match crate::formats::amount::parse(text) {
            Ok(d) if d.is_positive() && d < Amount::one() => {
                let told = decimal(&d).unwrap_or_default();
                self.looked.report(
                    Diagnostic::new(
                        Code::ForeignOdd,
                        self.mended.place(at),
                        format!("worth shrinks with time here (discount {told}); no question looks at that"),
                    )
                    .help("nothing need be done; it is kept in the case, and written back on export"),
                );
            }
            Ok(_) => {}
            Err(why) => self.looked.report(
                Diagnostic::new(Code::ForeignOdd, self.mended.place(at), format!("this discount {why}"))
                    .label(format!("found `{text}`"))
                    .note("GENIUS then takes it as none")
                    .help("nothing need be done; it is kept in the case, and written back on export"),
            ),
        }
    }

    /// What no agreement is worth, of 1: nothing where the profile does not say.
    fn reservation(&mut self, root: Node<'_, '_>) -> Amount {
        let Some(node) = root.descendants().find(|n| n.has_tag_name("reservation")) else { return Amount::zero() };
        self.number_in(node, "value", "reservation value").flatten().unwrap_or_else(Amount::zero)
    }
}

/// Keeps the evaluator of an issue that is no table.
fn keep(issue: &Issue, evaluator: Option<Node<'_, '_>>, kept: &mut Vec<(String, String)>) {
    let Some(node) = evaluator else { return };
    let written: Vec<String> = node.attributes().map(|a| format!("{}={}", a.name(), a.value())).collect();
    kept.push((format!("genius.evaluator.{}", issue.index), written.join(" ")));
}

fn no_evaluation(issue: &Issue, option: &str, at: Place) -> Diagnostic {
    Diagnostic::new(Code::ForeignValue, at, format!("`{option}` has no evaluation on {}", issue.told()))
        .label("expected a number")
        .help("write what it is worth, `evaluation=\"0\"` if nothing; GENIUS refuses such a profile too")
}

fn shape(kind: &Kind) -> String {
    match kind {
        Kind::Discrete => "a discrete issue".to_owned(),
        Kind::Integer(lower, upper) => format!("whole numbers from {lower} to {upper}"),
        Kind::Real(steps) => {
            let end = |a: Option<&Amount>| a.and_then(decimal).unwrap_or_default();
            format!("real numbers from {} to {}", end(steps.first()), end(steps.last()))
        }
    }
}

fn clamped(value: Amount) -> Amount {
    value.max(Amount::zero()).min(Amount::one())
}
