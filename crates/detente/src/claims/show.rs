//! The answer in words. Numbers stand in the table, and under it the words that they count. Every claim is told as somebody's:
//! nothing here says what is so.

mod only;
mod opposed;

use super::{ClaimsAnswer, Count, Row, WAYS};
use crate::{
    case::{Case, ClaimId, Element, Known},
    cite::circumstances,
    show::{Block, Doc, Item, Line},
    why::show::Words,
    words::{count, listed},
};

impl ClaimsAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let w = Teller { case, answer: self, words: Words::new(case) };
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        w.summary(&mut doc);
        if case.claims().is_empty() {
            return doc;
        }
        w.only(&mut doc);
        w.table(&mut doc);
        w.rows(&mut doc);
        w.apart(&mut doc);
        w.opposed(&mut doc);
        doc
    }
}

struct Teller<'a> {
    case: &'a Case,
    answer: &'a ClaimsAnswer,
    words: Words<'a>,
}

impl Teller<'_> {
    fn summary(&self, doc: &mut Doc) {
        let (case, answer) = (self.case, self.answer);
        if case.claims().is_empty() {
            doc.text(
                "This case has no claims: nothing in it says who said what. A table `[claims.NAME]` with a `document` and a \
                 `quote` puts one down.",
            );
            return;
        }
        let left_out = case.claims().len() - answer.claims.len();
        let line = match answer.claims.len() {
            0 => Line::default().strong("No claim is about what was asked for."),
            _ => Line::default().strong(format!("{}.", much(&answer.all))),
        };
        let line = match left_out {
            0 => line,
            1 => line.plain(" 1 claim about something else is left out."),
            n => line.plain(format!(" {n} claims about something else are left out.")),
        };
        doc.text(line);
        let mut documents: Vec<usize> = answer.claims.iter().map(|c| case.claim(*c).document.index()).collect();
        documents.sort_unstable();
        documents.dedup();
        let family = |d: &&usize| answer.families[**d];
        let mut families: Vec<_> = documents.iter().map(|d| family(&d)).collect();
        families.sort_unstable();
        families.dedup();
        let named = families.into_iter().map(|f| documents.iter().filter(move |d| family(d) == f).collect::<Vec<_>>());
        let joined = named.filter(|some| some.len() > 1).map(|some| {
            let names = some.into_iter().map(|d| format!("`{}`", case.documents()[*d].key)).collect();
            Item::new(format!("{} count as one: one is derived from another, or translates it.", listed(names, "and")))
        });
        doc.list(joined.collect());
    }

    fn table(&self, doc: &mut Doc) {
        let (case, answer) = (self.case, self.answer);
        if answer.rows.is_empty() {
            return;
        }
        doc.heading(2, "Who is known to want what, and through whom");
        let head = ["Issue", "Position of", "Itself", "Others", "An opponent", "A narrator", "In all"];
        let cell = |c: &Count| match c.claims {
            0 => "-".to_owned(),
            _ => format!("{} / {}", c.documents, c.utterances),
        };
        let row = |row: &Row| {
            let mut cells = vec![case.issue(row.issue).name.clone(), case.party_name(row.party).to_owned()];
            cells.extend(row.ways.iter().map(|w| cell(&w.count)));
            cells.push(cell(&row.all));
            cells
        };
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), answer.rows.iter().map(row).collect()));
        doc.text(
            "Each cell: independent documents / utterances. A document that is derived from another, or translates it, is none \
             of its own; witnesses of one utterance count once.",
        );
    }

    fn rows(&self, doc: &mut Doc) {
        let case = self.case;
        let mut last = None;
        for row in &self.answer.rows {
            if last != Some(row.issue) {
                doc.heading(2, case.issue(row.issue).name.clone());
                last = Some(row.issue);
            }
            doc.text(Line::default().strong(format!("The position of {}", case.party_name(row.party))).plain(":"));
            let told = WAYS.iter().zip(&row.ways).filter(|(_, way)| !way.claims.is_empty());
            let item = |(known, way): (&Known, &super::Way)| {
                let much = format!(
                    "{}, {}",
                    count(way.count.documents, "independent document"),
                    count(way.count.utterances, "utterance")
                );
                let claims = way.claims.iter().map(|c| self.claim(*c)).collect();
                Item::new(format!("{}: {much}", in_words(*known))).with(Block::List(claims))
            };
            doc.list(told.map(item).collect());
        }
    }

    fn apart(&self, doc: &mut Doc) {
        if self.answer.apart.is_empty() {
            return;
        }
        doc.heading(2, "Claims that name no issue, or nobody whose position it is");
        doc.text("They stand in no row of the table, and are not counted there.");
        doc.list(self.answer.apart.iter().map(|c| self.claim(*c)).collect());
    }

    /// A claim with its words, its circumstances and what rests on it.
    fn claim(&self, id: ClaimId) -> Item {
        let case = self.case;
        let claim = case.claim(id);
        let line = case.quote_line(id, "");
        let line = line.plain(" \u{2014} claim ").name(&claim.key).plain(format!(", line {}", case.line(claim.place)));
        let mut item = Item::new(line);
        let mut facts = circumstances(case, claim);
        if claim.holder.is_some() && claim.about.is_none() {
            facts.extend(claim.holder.map(|p| format!("on the position of {}", case.party_name(p))));
        }
        if !facts.is_empty() {
            item = item.with(Block::Text(Line::default().quiet(facts.join(", "))));
        }
        let rests = &self.answer.rests[id.index()];
        let mut parts = Vec::new();
        if !rests.supports.is_empty() {
            parts.push(format!(
                "on it rest{}: {}",
                if rests.supports.len() == 1 { "s" } else { "" },
                self.paths(&rests.supports)
            ));
        }
        if !rests.disputes.is_empty() {
            parts.push(format!("it disputes {}", self.paths(&rests.disputes)));
        }
        if parts.is_empty() {
            parts.push("nothing rests on it".to_owned());
        }
        item.with(Block::Text(Line::default().quiet(parts.join("; "))))
    }

    /// Elements by path and line.
    fn paths(&self, elements: &[Element]) -> String {
        let one = |e: &Element| format!("`{}` (line {})", self.case.path(*e), self.case.line(self.case.place(*e)));
        listed(elements.iter().map(one).collect(), "and")
    }
}

/// `3 claims in 2 independent documents, of 2 utterances`
fn much(all: &Count) -> String {
    format!(
        "{} in {}, of {}",
        count(all.claims, "claim"),
        count(all.documents, "independent document"),
        count(all.utterances, "utterance")
    )
}

/// Through whom, as a beginning of a line.
fn in_words(known: Known) -> &'static str {
    match known {
        Known::Own => "Reported as its own word",
        Known::Others => "Reported as the word of others",
        Known::Opponent => "Reported as the word of an opponent",
        Known::Narrator => "A narrator says so, or reads it into somebody\u{2019}s words",
    }
}
