//! Answers to questions about a case.

use detente::{
    case::{Case, IssueId, OptionId},
    deals::{Convention, Deals, Scale},
    question::{Budget, Envelope},
    why::{Only, Why},
};
use serde_json::Value;

/// An answer with its envelope.
fn document(envelope: impl serde::Serialize) -> Value {
    serde_json::to_value(envelope).unwrap()
}

pub(crate) fn why(case: &Case, why: &Why) -> Value {
    let answer = why.ask(case, &Budget::default()).unwrap();
    let facts = answer.facts(case);
    document(Envelope::new("why", why.options(case), case, answer.limit.clone(), facts, &[]))
}

/// `None` where nobody's wants are known.
pub(crate) fn deals(case: &Case, deals: &Deals, scale: Scale) -> Option<Value> {
    let answer = deals.ask(case, &Budget::default()).ok()?;
    let (limit, facts) = (answer.limit.clone(), answer.facts(case, scale));
    Some(document(Envelope::new("deals", deals.options(case, scale), case, limit, facts, &[])))
}

/// The first option of every issue.
fn first(case: &Case) -> Vec<(IssueId, OptionId)> {
    let text: Vec<String> = case.issues().iter().map(|i| format!("{}={}", i.key, i.options[0].key)).collect();
    detente::agreement::parse_package(case, &text.join(",")).unwrap()
}

/// Questions with many options.
pub(crate) fn all(case: &Case) -> Vec<(String, Value)> {
    let asked = [
        Why { readings: true, ..Why::default() },
        Why { package: Some(first(case)), max: None, ..Why::default() },
        Why { only: Some(Only::Content), max: Some(2), ..Why::default() },
        Why { only: Some(Only::Order), package: Some(first(case)), ..Why::default() },
    ];
    let mut all: Vec<(String, Value)> = asked.iter().map(|w| (format!("{w:?}"), why(case, w))).collect();
    let asked = Deals { samples: 50, ..Deals::default() };
    let mut settled = first(case);
    settled.truncate(1);
    let asked = [
        (asked.clone(), Scale::Worth),
        (Deals { package: Some(first(case)), ..asked.clone() }, Scale::Unit),
        (Deals { package: Some(settled), ..asked.clone() }, Scale::Worth),
        (Deals { frontier: false, ..asked.clone() }, Scale::Worth),
        (Deals { way_out: Some(1), ..asked.clone() }, Scale::Worth),
        (Deals { most: 100, epsilon: Some(detente::number::Exact::whole(10)), ..asked.clone() }, Scale::Worth),
        (Deals { convention: Convention::NegMas, ..asked.clone() }, Scale::Worth),
        (Deals { convention: Convention::Genius, ..asked.clone() }, Scale::Unit),
        (Deals { convention: Convention::NegoLog, ..asked }, Scale::Unit),
    ];
    all.extend(asked.iter().filter_map(|(d, s)| Some((format!("{d:?}"), deals(case, d, *s)?))));
    all
}
