//! What was decided just now, in words.

use detente::{
    review::{Change, Decision, Review},
    show::{Doc, Item, Line},
};

use crate::output;

/// One item for each decision, then what is to be known beside.
pub(super) fn change(after: &Review, change: &Change) -> Doc {
    let mut doc = Doc::default();
    let number = |id: &str| after.draft().proposals.iter().position(|p| p.id == id).map_or(0, |n| n + 1);
    let items = change.entries.iter().map(|e| {
        let line = Line::default().plain(format!("[{}] ", number(&e.proposal)));
        Item::new(match (e.decision, &e.claim) {
            (Decision::Accept, Some(key)) => {
                let line = line.strong("accepted").plain(" as ").name(format!("claims.{key}"));
                e.added.iter().fold(line, |line, a| line.plain(format!("; `{}` has {}", a.to.join("."), a.item)))
            }
            (Decision::Reject, _) => {
                line.strong("rejected").plain(format!(": {}", e.why.as_deref().unwrap_or_default()))
            }
            (Decision::Undo, Some(key)) => line.strong("undone").plain(format!("; claim `{key}` is taken back")),
            (Decision::Undo, None) => line.strong("undone"),
            _ => {
                let told: Vec<String> = e.with.told().iter().map(|(key, words)| format!("{key}: {words}")).collect();
                line.strong("edited").plain(format!("; {}", told.join("; ")))
            }
        })
    });
    doc.list(items.collect());
    doc.list(change.notes.iter().map(|n| Item::new(n.as_str())).collect());
    doc.text(format!("{} left open.", output::count(after.open(), "proposal")));
    doc
}
