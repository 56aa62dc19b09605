//! What came of a model's answer, in words: the proposals as any others, then what was rejected and why.

use super::{Import, Merged, Note, Rejected};
use crate::{
    case::Case,
    read::{Draft, ReadDocument, Telling},
    show::{Block, Doc, Item, Line},
    words::{count, quoted},
};

impl Import {
    /// What came of it as a document. `read` is the document that it is about; `merged` says what came of it in the draft
    /// of a case, if one was given.
    pub fn show(&self, read: &ReadDocument, case: Option<&Case>, merged: Option<&Merged>) -> Doc {
        let fresh = |id: &str| merged.is_none_or(|m| m.added.iter().any(|a| a == id));
        let proposals: Vec<_> = self.proposals.iter().filter(|p| fresh(&p.id)).cloned().collect();
        let mut doc = Doc::default();
        doc.heading(1, format!("What a model proposes about `{}`", read.key));
        let passed = self.proposals.len();
        let mut line = Line::default().strong(format!(
            "{} passed the gate, {} did not.",
            count(passed, "statement"),
            self.rejected.len()
        ));
        if let Some(merged) = merged {
            line = line.plain(match passed - merged.added.len() {
                0 => " All that passed are new.".to_owned(),
                known if known == passed => " The draft has them all already.".to_owned(),
                known => format!(" {} are new; the draft has {known} already.", merged.added.len()),
            });
        }
        doc.text(line.plain(
            " The gate shows that the words stand in the text; who speaks and what it means is for a person to decide.",
        ));
        if !proposals.is_empty() {
            let draft = Draft { documents: vec![read.clone()], proposals, ..Draft::default() };
            let told = draft.show(Telling { case, documents: None, narrated: true });
            // Its own heading and summary would say twice what is said above.
            let body = told.blocks.into_iter().skip_while(|b| !matches!(b, Block::Heading(2, _)));
            doc.blocks.extend(body);
        }
        if !self.rejected.is_empty() {
            doc.heading(2, "Rejected");
            doc.list(self.rejected.iter().map(rejected).collect());
        }
        let notes: Vec<&Note> = self.notes.iter().chain(merged.into_iter().flat_map(|m| &m.notes)).collect();
        if !notes.is_empty() {
            doc.heading(2, "To be known");
            doc.list(notes.iter().map(|n| Item::new(note(n))).collect());
        }
        doc
    }
}

fn rejected(rejected: &Rejected) -> Item {
    let mut line = Line::default().plain(format!("statement {}: {}", rejected.index, rejected.why));
    if !rejected.quote.is_empty() {
        line = line.plain(format!("; it quotes {}", quoted(&rejected.quote)));
    }
    let item = Item::new(line);
    match (&rejected.nearest, rejected.line) {
        (Some(nearest), Some(at)) => {
            item.with(Block::Text(Line::default().quiet(format!("line {at}: {}", quoted(nearest)))))
        }
        _ => item,
    }
}

fn note(note: &Note) -> String {
    match note.index {
        Some(index) => format!("statement {index}: {}", note.says),
        None => note.says.clone(),
    }
}
