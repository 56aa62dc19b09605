//! The answer to *how did positions move?* as facts.

use super::{
    Brief,
    portrait::number,
    value::{Told, Value},
};
use crate::{case::Case, question::Budget, track::Track};

/// Where parties stand as of the last round, how far apart that is, and what stands still.
pub(super) fn brief(case: &Case, budget: &Budget) -> Brief {
    let answer = match Track::default().ask(case, budget) {
        Ok(answer) => answer,
        Err(refusal) => return Brief::refused(&refusal),
    };
    let mut facts = Vec::new();
    let mut fact = |label, of, value| facts.push(Told::new(label, of, value));
    fact("rounds", Vec::new(), Value::text(answer.rounds.len()));
    for topic in &answer.topics {
        let issue = case.issue_value(topic.issue);
        for (party, held) in answer.parties.iter().zip(topic.held.last().into_iter().flatten()) {
            let Some(held) = held else { continue };
            let options = held.options.iter().map(|o| case.option_value(topic.issue, *o)).collect();
            fact("last position", vec![case.party_value(*party), issue.clone()], Value::Set(options, " or "));
        }
        if let Some(distance) = topic.gaps.last().and_then(|g| g.distance) {
            fact("apart", vec![issue.clone()], number(distance));
        }
        if topic.stalled(answer.asked.quiet) {
            fact("stalled", vec![issue], Value::There);
        }
    }
    if let Some(mean) = answer.apart.last().and_then(|a| a.mean) {
        fact("apart on average", Vec::new(), number(mean));
    }
    Brief { refused: None, cut: None, facts }
}
