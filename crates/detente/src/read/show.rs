//! What was read in words: first the quote, and only then how it is taken.

mod interpretation;
pub(crate) use interpretation::line as interpretation;
mod together;

use std::collections::HashMap;

use super::{Draft, Mark, Proposal, Voice};
use crate::{
    case::Case,
    show::{Block, Doc, Item, Line},
    words::{count, quoted},
};

/// How a draft is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Telling<'a> {
    /// The case that it was read for.
    pub case: Option<&'a Case>,
    /// The documents that are told, by key; all where nothing is said.
    pub documents: Option<&'a [String]>,
    /// Whether sentences of the narrator's own are listed that touch no issue and set no condition.
    pub narrated: bool,
}

impl Draft {
    /// The draft as a document. Proposals are numbered in the order of the draft.
    pub fn show(&self, how: Telling) -> Doc {
        let numbers = self.proposals.iter().enumerate().map(|(n, p)| (p.id.as_str(), n)).collect();
        let teller = Teller { draft: self, how, numbers };
        let mut doc = Doc::default();
        doc.heading(1, how.case.map_or("What the reports say", Case::title));
        teller.summary(&mut doc);
        for document in self.documents.iter().filter(|d| teller.told(&d.key)) {
            teller.document(document, &mut doc);
        }
        teller.persons(&mut doc);
        teller.utterances(&mut doc);
        teller.contradictions(&mut doc);
        teller.issues(&mut doc);
        doc
    }
}

/// Whether a proposal is a sentence of the narrator's own, in which nothing is ascribed.
fn own(proposal: &Proposal) -> bool {
    proposal.speaker == Voice::Narrator && proposal.cue.is_none()
}

struct Teller<'a> {
    draft: &'a Draft,
    how: Telling<'a>,
    /// Where each proposal stands, by its id.
    numbers: HashMap<&'a str, usize>,
}

impl Teller<'_> {
    fn told(&self, document: &str) -> bool {
        self.how.documents.is_none_or(|some| some.iter().any(|d| d == document))
    }

    /// The proposals of the documents that are told, with their numbers from 1.
    fn proposals(&self) -> impl Iterator<Item = (usize, &Proposal)> {
        self.draft.proposals.iter().enumerate().filter(|(_, p)| self.told(&p.document)).map(|(n, p)| (n + 1, p))
    }

    /// The proposal with an id, and its number from 1.
    fn of(&self, id: &str) -> Option<(usize, &Proposal)> {
        let at = *self.numbers.get(id)?;
        Some((at + 1, &self.draft.proposals[at]))
    }

    /// Whether a proposal is listed.
    fn listed(&self, proposal: &Proposal) -> bool {
        let marked = [Mark::Contradicted, Mark::Repeated, Mark::AddressesModel, Mark::ModelOnly];
        self.how.narrated
            || !own(proposal)
            || !proposal.issues.is_empty()
            || proposal.condition.is_some()
            || proposal.marks.iter().any(|m| marked.contains(m))
    }

    fn summary(&self, doc: &mut Doc) {
        let documents: Vec<_> = self.draft.documents.iter().filter(|d| self.told(&d.key)).collect();
        let sentences: usize = documents.iter().map(|d| d.sentences).sum();
        let (mut ascribed, mut alone) = (0, 0);
        for (_, proposal) in self.proposals() {
            if proposal.speaker == Voice::Narrator { alone += 1 } else { ascribed += 1 }
        }
        let is = if alone == 1 { "is" } else { "are" };
        let told = format!("{} of {}: ", count(sentences, "sentence"), count(documents.len(), "document"));
        doc.text(
            Line::default()
                .plain(told)
                .strong(format!(
                    "{} with a speaker; {alone} {is} the narrator\u{2019}s alone",
                    count(ascribed, "statement")
                ))
                .plain(". None of them is a fact: each is proposed for a person to accept, edit or reject."),
        );
    }

    fn document(&self, document: &super::ReadDocument, doc: &mut Doc) {
        doc.heading(2, format!("{} ({})", document.key, document.file));
        if !document.addresses_model.is_empty() {
            let sentences: Vec<String> = document.addresses_model.iter().take(12).map(|n| format!("S{n}")).collect();
            doc.text(
                Line::default()
                    .strong("This text speaks to a machine rather than to readers")
                    .plain(format!(" ({}). Ask why before anything of it is accepted.", sentences.join(", "))),
            );
        }
        let mut items = Vec::new();
        let mut left_out = 0;
        for (number, proposal) in self.proposals().filter(|(_, p)| p.document == document.key) {
            if self.listed(proposal) {
                items.push(Self::item(number, proposal));
            } else {
                left_out += 1;
            }
        }
        if items.is_empty() && left_out == 0 {
            doc.text("Nothing in it states anything, as far as these rules see.");
        }
        doc.list(items);
        if left_out > 0 {
            let is = if left_out == 1 { "is" } else { "are" };
            doc.text(format!(
                "{} of the narrator\u{2019}s own, on no issue and without a condition, {is} not listed: `--narrated` lists {}.",
                count(left_out, "sentence"),
                if left_out == 1 { "it" } else { "them" }
            ));
        }
    }

    /// A proposal: the quote first, and its interpretation under it.
    fn item(number: usize, proposal: &Proposal) -> Item {
        let quotes: Vec<String> = proposal.quotes.iter().map(|q| quoted(&q.text)).collect();
        let sentences: Vec<String> = proposal.sentences.iter().map(|s| format!("S{s}")).collect();
        let sentences = match sentences.as_slice() {
            [first, .., last] if sentences.len() > 2 => format!("{first}\u{2013}{last}"),
            all => all.join(", "),
        };
        let line = Line::default().quiet(format!("{sentences}  ")).plain(quotes.join(" \u{2026} "));
        Item::new(line).with(Block::Text(interpretation::line(number, proposal)))
    }
}
