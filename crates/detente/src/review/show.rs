//! A review in words: the list, one proposal, and the log.

use super::{Entry, Review, State, Texts, context::Part};
use crate::{
    read::{self, Mark, Voice},
    show::{Block, Doc, Item, Line},
    words::{count, quoted},
};

/// Which proposals are looked at; all where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of a document, by key.
    pub document: Option<String>,
    /// Those that are about an issue, or may be, by key.
    pub issue: Option<String>,
    /// Those that stand so.
    pub state: Option<Stand>,
    /// Those that have something to be looked at.
    pub marked: bool,
    /// Not those that the narrator alone says.
    pub hide_narrator: bool,
}

/// Where proposals stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Open.
    Open,
    /// Accepted.
    Accepted,
    /// Rejected.
    Rejected,
}

impl Review {
    /// The numbers from 0 of the proposals that a filter lets through.
    pub fn filtered(&self, filter: &Filter) -> Vec<usize> {
        (0..self.draft().proposals.len()).filter(|n| self.passes(*n, filter)).collect()
    }

    fn passes(&self, index: usize, filter: &Filter) -> bool {
        let proposal = self.proposal(index);
        let telling = |m: &Mark| *m != Mark::NarratorOnly && *m != Mark::Repeated;
        let issue = |issue: &String| match &self.fields(index).issue {
            Some(decided) => decided == issue,
            None => proposal.issues.iter().any(|i| i.issue == *issue),
        };
        let stand = |stand: Stand| match self.state(index) {
            State::Open => stand == Stand::Open,
            State::Accepted(_) => stand == Stand::Accepted,
            State::Rejected(_) => stand == Stand::Rejected,
        };
        filter.document.as_ref().is_none_or(|d| *d == proposal.document)
            && filter.issue.as_ref().is_none_or(issue)
            && filter.state.is_none_or(stand)
            && (!filter.marked || proposal.marks.iter().any(telling))
            && !(filter.hide_narrator && proposal.speaker == Voice::Narrator)
    }

    /// The list of proposals with where they stand.
    pub fn show(&self, filter: &Filter) -> Doc {
        let mut doc = Doc::default();
        doc.heading(1, self.case().title());
        let listed = self.filtered(filter);
        let all = self.draft().proposals.len();
        let mut line = Line::default().strong(format!("{} of {} open", self.open(), count(all, "proposal")));
        if listed.len() < all {
            line = line.plain(format!("; {} listed", listed.len()));
        }
        doc.text(line.plain(". None of them is a fact, and none is accepted until somebody accepts it."));
        for document in &self.draft().documents {
            let of: Vec<Item> =
                listed.iter().filter(|n| self.proposal(**n).document == document.key).map(|n| self.item(*n)).collect();
            if !of.is_empty() {
                doc.heading(2, document.key.clone());
                doc.list(of);
            }
        }
        self.tell_notes(&mut doc);
        doc
    }

    fn tell_notes(&self, doc: &mut Doc) {
        if !self.notes().is_empty() {
            doc.heading(2, "About the log");
            doc.list(self.notes().iter().map(|n| Item::new(n.as_str())).collect());
        }
    }

    fn item(&self, index: usize) -> Item {
        let proposal = self.proposal(index);
        let quotes: Vec<String> = proposal.quotes.iter().map(|q| quoted(&q.text)).collect();
        let mut item = Item::new(quotes.join(" \u{2026} "))
            .with(Block::Text(read::interpretation(index + 1, proposal)))
            .with(Block::Text(self.standing_line(index)));
        if let Some(said) = self.said(index) {
            item = item.with(Block::Text(said));
        }
        item
    }

    /// `open`, `accepted as ...`, `rejected: ...`
    pub fn standing_line(&self, index: usize) -> Line {
        match self.state(index) {
            State::Open => Line::default().plain("open"),
            State::Accepted(key) => Line::default().strong("accepted").plain(" as ").name(format!("claims.{key}")),
            State::Rejected(why) => Line::default().strong("rejected").plain(format!(": {why}")),
        }
    }

    fn said(&self, index: usize) -> Option<Line> {
        let told = self.fields(index).told();
        if told.is_empty() {
            return None;
        }
        let told: Vec<String> = told.iter().map(|(key, words)| format!("{key} {}", quoted(words))).collect();
        Some(Line::default().plain(format!("you say: {}", told.join(", "))))
    }

    /// One proposal: its quote, the sentences around it, and only then how it is taken.
    pub fn show_one(&self, index: usize, texts: Texts<'_>) -> Doc {
        let proposal = self.proposal(index);
        let mut doc = Doc::default();
        doc.heading(1, format!("Proposal {} of {}", index + 1, self.draft().proposals.len()));
        doc.list(proposal.quotes.iter().map(|q| Item::new(Line::default().strong(quoted(&q.text)))).collect());
        match self.context(index, &texts(&proposal.document)) {
            Ok(context) => {
                let mut line = Line::default().quiet(format!("{}, line {}: ", proposal.document, context.line));
                for (part, words) in &context.pieces {
                    let words = words.replace(['\n', '\t'], " ");
                    line = match part {
                        Part::Quote => line.strong(words),
                        Part::Around | Part::Speaker | Part::Cue => line.plain(words),
                    };
                }
                doc.text(line);
            }
            Err(refusal) => {
                let help = refusal.help.iter().fold(String::new(), |all, h| all + "; " + h);
                doc.text(format!("It cannot be shown in its place: {}{help}.", refusal.message));
            }
        }
        doc.text(read::interpretation(index + 1, proposal));
        doc.list(self.questions(index).into_iter().map(Item::new).collect());
        doc.text(self.standing_line(index));
        if let Some(said) = self.said(index) {
            doc.text(said);
        }
        doc.text(Line::default().quiet(format!("{}: {}", proposal.id, self.why_proposed(index))));
        doc
    }

    /// What is to be decided before a proposal is accepted, as questions.
    pub fn questions(&self, index: usize) -> Vec<String> {
        let proposal = self.proposal(index);
        let mut all = Vec::new();
        if let Voice::Pronoun { phrase, candidates } = &proposal.speaker {
            let some: Vec<String> =
                candidates.iter().enumerate().map(|(n, c)| format!("{} {} ({})", n + 1, c.name, c.because)).collect();
            let some = if some.is_empty() { "nobody before fits".to_owned() } else { some.join("; ") };
            all.push(format!("{}: who? {some}", quoted(&phrase.text)));
        }
        for mark in &proposal.marks {
            match mark {
                Mark::Pronoun | Mark::Contradicted | Mark::Repeated => {}
                Mark::NarratorOnly => all.push("narrator alone: nobody is named".to_owned()),
                Mark::Implied => all.push("implied: does it say so, or does the reporter read it into it?".to_owned()),
                Mark::Condition => all.push(match &proposal.condition {
                    Some(words) => format!("condition? {}: decide what waits for what", quoted(&words.text)),
                    None => "condition? decide what waits for what".to_owned(),
                }),
                Mark::Cut => {
                    all.push("cut: its sentence has a negation or a condition that the quote leaves out".to_owned());
                }
                Mark::AddressesModel => {
                    all.push("its text speaks to a machine rather than to readers: why?".to_owned());
                }
                Mark::ModelOnly => all.push("a model proposed it, and rules did not find it".to_owned()),
            }
        }
        let number = self.index_of();
        let number = |id: &str| number.get(id).map(|n| n + 1);
        for pair in &self.draft().contradictions {
            let other = match proposal.id.as_str() {
                id if id == pair.first => number(&pair.second),
                id if id == pair.second => number(&pair.first),
                _ => None,
            };
            all.extend(other.map(|n| format!("contradicts [{n}]? {}", pair.because)));
        }
        if let Some(utterance) = self.draft().utterances.iter().find(|u| proposal.utterance.as_ref() == Some(&u.id)) {
            let others: Vec<String> = utterance
                .witnesses
                .iter()
                .filter(|w| **w != proposal.id)
                .filter_map(|w| number(w))
                .map(|n| format!("[{n}]"))
                .collect();
            all.push(format!("the same words in {}", others.join(", ")));
        }
        all
    }

    /// How a proposal is taken, in one line.
    pub fn interpretation(&self, index: usize) -> String {
        let line = read::interpretation(index + 1, self.proposal(index));
        line.0.into_iter().map(|piece| piece.text).collect()
    }

    /// How a proposal was found, in words.
    pub fn why_proposed(&self, index: usize) -> String {
        let proposal = self.proposal(index);
        match (&proposal.origin, &proposal.cue) {
            (read::Origin::Model { model, .. }, _) => format!("proposed by the model {}", quoted(model)),
            (read::Origin::Rule { rule }, Some(cue)) => {
                format!("found by the rule `{rule}`, by the words {} ({})", quoted(&cue.words.text), cue.entry)
            }
            (read::Origin::Rule { rule }, None) => format!("found by the rule `{rule}`"),
        }
    }

    /// The log, from the first decision to the last.
    pub fn show_log(&self) -> Doc {
        let mut doc = Doc::default();
        doc.heading(1, self.case().title());
        let index = self.index_of();
        let items: Vec<Item> = self
            .log()
            .entries()
            .iter()
            .map(|e| Item::new(entry_line(e, index.get(e.proposal.as_str()).copied())))
            .collect();
        if items.is_empty() {
            doc.text("Nothing was decided yet.");
        }
        doc.list(items);
        self.tell_notes(&mut doc);
        doc
    }
}

/// A decision in one line.
fn entry_line(entry: &Entry, index: Option<usize>) -> Line {
    let number = index.map_or_else(|| entry.proposal.clone(), |n| format!("[{}]", n + 1));
    let mut line = Line::default()
        .quiet(format!("{}  ", entry.at))
        .plain(format!("{}: ", entry.by))
        .strong(entry.decision.word())
        .plain(format!(" {number}"));
    if let Some(claim) = &entry.claim {
        line = line.plain(format!(", claim `{claim}`"));
    }
    if let Some(why) = &entry.why {
        line = line.plain(format!(": {why}"));
    }
    let told = entry.with.told();
    if !told.is_empty() {
        let told: Vec<String> = told.iter().map(|(key, words)| format!("{key} {}", quoted(words))).collect();
        line = line.plain(format!("; {}", told.join(", ")));
    }
    line
}
