//! The claims as a table for spreadsheets: one row for each, with all that the case says of it.

use serde_json::json;

use super::{ClaimsAnswer, Texts, facts::speaker, quoted::Quoted};
use crate::{
    case::{Case, ClaimId, Date, Element},
    cite::stance,
    show::csv,
};

/// The heads of the columns.
const HEAD: [&str; 34] = [
    "claim",
    "line",
    "issue",
    "option",
    "polarity",
    "holder",
    "known_through",
    "act",
    "modality",
    "manner",
    "speaker",
    "chain",
    "says",
    "obstacle",
    "quote",
    "match",
    "start",
    "end",
    "prefix",
    "suffix",
    "document",
    "document_line",
    "title",
    "source",
    "published",
    "counts_as",
    "utterance",
    "date",
    "trust",
    "contradicts",
    "disputed_by",
    "supports",
    "disputes",
    "sha256",
];

impl ClaimsAnswer {
    /// The claims as comma-separated values. What there are several of in one cell is parted by ` | `, in the order of the
    /// quotes; positions are in Unicode characters from 0.
    pub fn csv(&self, case: &Case, texts: &Texts) -> String {
        let mut out = csv::line(&HEAD.map(str::to_owned));
        for id in &self.claims {
            out.push_str(&csv::line(&self.cells(case, *id, texts)));
        }
        out
    }

    fn cells(&self, case: &Case, id: ClaimId, texts: &Texts) -> Vec<String> {
        let claim = case.claim(id);
        let document = case.document(claim.document);
        let quotes = texts.quotes(case, id);
        let rests = &self.rests[id.index()];
        let keys = |claims: &[ClaimId]| joined(claims.iter().map(|c| case.claim(*c).key.clone()));
        let paths = |elements: &[Element]| joined(elements.iter().map(|e| case.path(*e)));
        let of_quotes =
            |of: &dyn Fn(&Quoted) -> Option<String>| joined(quotes.iter().map(|q| of(q).unwrap_or_default()));
        let option = claim.about.and_then(|(i, o)| Some(case.issue(i).options[o?.index()].key.clone()));
        let issue = claim.about.map(|(i, _)| case.issue(i).key.clone());
        let holder = claim.holder.map(|p| case.party(p).key.clone());
        let known = claim.holder.map(|p| word(case.known_by(id, p)));
        let obstacle = claim.obstacle.map(|(party, delegate)| match delegate {
            Some(d) => case.delegate(d).key.clone(),
            None => case.party(party).key.clone(),
        });
        let date = |date: Option<Date>| date.map(|d| d.to_string());
        let cells = [
            Some(claim.key.clone()),
            Some(case.line(claim.place).to_string()),
            issue,
            option,
            claim.polarity.map(stance).map(str::to_owned),
            holder,
            known,
            claim.act.map(|a| a.word().to_owned()),
            claim.modality.map(|m| m.word().to_owned()),
            claim.manner.map(word),
            claim.chain.first().map(|s| speaker(case, s).to_owned()),
            Some(joined(claim.chain.iter().map(|s| speaker(case, s).to_owned()))),
            claim.says.clone(),
            obstacle,
            Some(joined(quotes.iter().map(|q| q.text.clone()))),
            Some(of_quotes(&|q| q.how.map(word))),
            Some(of_quotes(&|q| q.position().map(|p| p.0.to_string()))),
            Some(of_quotes(&|q| q.position().map(|p| p.1.to_string()))),
            Some(of_quotes(&|q| q.pieces.first()?.prefix.clone())),
            Some(of_quotes(&|q| q.pieces.last()?.suffix.clone())),
            Some(document.key.clone()),
            Some(of_quotes(&|q| q.line.map(|l| l.to_string()))),
            Some(document.title.clone()),
            document.source.map(|s| case.source(s).key.clone()),
            date(document.published),
            Some(case.document(self.families[claim.document.index()]).key.clone()),
            claim.utterance.clone(),
            date(claim.date),
            claim.trust.clone(),
            Some(keys(&claim.contradicts)),
            Some(keys(&claim.disputed_by)),
            Some(paths(&rests.supports)),
            Some(paths(&rests.disputes)),
            texts.sha256(claim.document).map(str::to_owned),
        ];
        cells.into_iter().map(|cell| csv::text(&cell.unwrap_or_default())).collect()
    }
}

/// The word by which something stands in answers for programs.
fn word(value: impl serde::Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(" | ")
}
