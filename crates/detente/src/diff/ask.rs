//! From a question to its answer.

use super::{
    Answered, Diff, DiffAnswer, Question,
    elements::{compare, differing},
    portrait::portraits,
    renames::renames,
};
use crate::{case::Case, question::Budget};

pub(super) fn ask(diff: &Diff, before: &Case, after: &Case, budget: &Budget) -> DiffAnswer {
    let (old, new) = (portraits(before), portraits(after));
    let names = renames(&old, &new);
    let asked = diff.only.clone().unwrap_or_else(|| Question::ALL.to_vec());
    let answered = |question: Question| {
        let (old, new) = (question.brief(before, budget), question.brief(after, budget));
        // Where there is no answer to hold against, the other one is not new.
        let both = old.refused.is_none() && new.refused.is_none();
        let changes = if both { differing(&old.facts, &new.facts, &names) } else { Vec::new() };
        Answered { question, refused: [old.refused, new.refused], cut: [old.cut, new.cut], changes }
    };
    let elements = compare(&old, &new, &names);
    let answers = Question::ALL.into_iter().filter(|q| asked.contains(q)).map(answered).collect();
    DiffAnswer { asked: diff.clone(), elements, answers, stopped: budget.cancel.stopped() }
}
