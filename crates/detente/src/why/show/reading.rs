//! The answer under each reading of what is disputed.

use super::Words;
use crate::{
    readings::show::{Columns, so_many, told},
    show::Doc,
    why::{Reading, Readings, Verdict},
};

impl Words<'_> {
    pub(super) fn readings(&self, readings: &Readings, doc: &mut Doc) {
        let head = &["Verdict", "Conflicts", "Cheapest way out"];
        told(self.case, readings, &Columns { head, row: &row, beside: "what blocks" }, doc);
    }
}

fn row(r: &Reading) -> Vec<String> {
    let verdict = match r.verdict {
        Some(Verdict::Open) => "open",
        Some(Verdict::Blocked) => "blocked",
        Some(Verdict::Impossible) => "impossible",
        None => "not known",
    };
    let blocked = r.verdict == Some(Verdict::Blocked);
    let conflicts = match r.verdict {
        None => "not known".to_owned(),
        Some(_) => so_many(r.conflicts.len(), r.complete),
    };
    let cheapest = match (&r.cheapest, blocked, r.complete) {
        (_, false, _) => String::new(),
        (Some((_, cost)), ..) => cost.to_string(),
        (None, _, true) => "none".to_owned(),
        (None, _, false) => "not found".to_owned(),
    };
    vec![verdict.to_owned(), conflicts, cheapest]
}
