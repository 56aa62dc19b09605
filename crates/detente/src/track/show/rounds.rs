//! The rounds one by one, and what was said up to each.

use super::super::Saying;
use super::Teller;
use crate::{
    show::{Block, Doc},
    words::count,
};

impl Teller<'_> {
    pub(super) fn rounds(&self, doc: &mut Doc) {
        let (case, answer) = (self.case, self.answer);
        doc.heading(2, "The rounds");
        let head = ["Round", "Date", "Place", "Positions stated", "Moves", "They meet on", "Apart"].map(str::to_owned);
        let row = |(n, number): (usize, &usize)| {
            let round = &case.rounds()[*number];
            let stated = answer.topics.iter().flat_map(|t| t.held[n].iter().flatten()).filter(|h| h.since == n).count();
            let apart = &answer.apart[n];
            vec![
                round.name.clone(),
                round.date.map_or_else(|| "-".to_owned(), |d| d.to_string()),
                round.where_held.clone().unwrap_or_else(|| "-".to_owned()),
                stated.to_string(),
                answer.moves.iter().filter(|m| m.round == n).count().to_string(),
                if apart.issues == 0 { "-".to_owned() } else { format!("{} of {}", apart.meeting, apart.issues) },
                apart.mean.map_or_else(|| "-".to_owned(), |m| m.rounded(2)),
            ]
        };
        doc.blocks.push(Block::Table(head.to_vec(), answer.rounds.iter().enumerate().map(row).collect()));
    }

    pub(super) fn said(&self, doc: &mut Doc) {
        let said = &self.answer.said;
        let dated = said.rounds.iter().flatten().chain([&said.after]).any(|s| !s.claims.is_empty());
        if !dated && said.undated.claims.is_empty() {
            return;
        }
        doc.heading(2, "What was said when");
        if !dated {
            let n = said.undated.claims.len();
            let have = if n == 1 { "claim has" } else { "claims have" };
            doc.text(format!("The case has no dated claim to tell by round; {n} {have} no date."));
            return;
        }
        let head = ["Up to", "Claims", "Stating the position of", "Contradict another"].map(str::to_owned);
        let mut rows = Vec::new();
        for (n, saying) in said.rounds.iter().enumerate() {
            rows.push(if let Some(saying) = saying {
                self.saying(self.round(n), saying)
            } else {
                let mut row = vec![format!("{} (no date)", self.round(n))];
                row.resize(head.len(), "-".to_owned());
                row
            });
        }
        for (what, saying) in [("After that", &said.after), ("Without a date", &said.undated)] {
            if !saying.claims.is_empty() {
                rows.push(self.saying(what, saying));
            }
        }
        doc.blocks.push(Block::Table(head.to_vec(), rows));
    }

    fn saying(&self, what: &str, saying: &Saying) -> Vec<String> {
        let by = saying.by.iter().map(|(party, n)| match party {
            Some(p) => format!("{} {n}", self.case.party_name(*p)),
            None => format!("nobody {n}"),
        });
        let contradicting = match saying.contradicting.len() {
            0 => "-".to_owned(),
            n => count(n, "claim"),
        };
        let by = by.collect::<Vec<_>>().join(", ");
        vec![
            what.to_owned(),
            saying.claims.len().to_string(),
            if by.is_empty() { "-".to_owned() } else { by },
            contradicting,
        ]
    }
}
