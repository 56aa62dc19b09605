//! The claims as discourse-network analysts keep them: who is for or against what (Leifeld, *Discourse Network Analysis*, in
//! the Oxford Handbook of Political Networks, 2017).

use super::{ClaimsAnswer, Texts, facts::speaker};
use crate::{
    case::{Case, ClaimId, Known, Manner, PartyId, Speaker},
    show::csv,
};

/// The heads of the columns: those of a statement in Discourse Network Analyzer, and two that keep what it has no place for.
const HEAD: [&str; 11] = [
    "person",
    "organization",
    "concept",
    "agreement",
    "document",
    "date",
    "start",
    "stop",
    "text",
    "known_through",
    "utterance",
];

/// The table, and what could not go into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Comma-separated values, one row for each statement.
    pub text: String,
    /// How many rows there are, without the head.
    pub rows: usize,
    /// What is left out.
    pub left_out: LeftOut,
}

/// Claims that have no place in such a table, by the first thing that they lack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They are about no issue.
    pub no_issue: usize,
    /// They are neither for nor against it.
    pub no_side: usize,
    /// Nobody is known whose side it would be.
    pub nobody: usize,
}

impl LeftOut {
    /// How many in all.
    pub fn total(&self) -> usize {
        self.no_issue + self.no_side + self.nobody
    }
}

impl ClaimsAnswer {
    /// The claims that are for or against something, one row each. The *organization* is the party whose position it is; the
    /// *person* is the innermost speaker, unless that is somebody else's delegate: who speaks about an opponent does not
    /// speak for it. The *concept* is the issue, or an option of it; the *agreement* is 1 for and 0 against.
    pub fn network(&self, case: &Case, texts: &Texts) -> Network {
        let mut network = Network { text: csv::line(&HEAD.map(str::to_owned)), rows: 0, left_out: LeftOut::default() };
        for id in &self.claims {
            let claim = case.claim(*id);
            let Some((issue, option)) = claim.about else {
                network.left_out.no_issue += 1;
                continue;
            };
            let Some(polarity) = claim.polarity else {
                network.left_out.no_side += 1;
                continue;
            };
            let first = claim.chain.first();
            let organization = claim.holder.or_else(|| first.and_then(|s| case.speaks_for(s)));
            let person = person(case, *id, organization);
            if person.is_none() && organization.is_none() {
                network.left_out.nobody += 1;
                continue;
            }
            let issue = case.issue(issue);
            let concept = match option {
                Some(o) => format!("{}: {}", issue.name, issue.options[o.index()].name),
                None => issue.name.clone(),
            };
            let quotes = texts.quotes(case, *id);
            let place =
                quotes.iter().map(super::quoted::Quoted::position).collect::<Option<Vec<_>>>().unwrap_or_default();
            let start = place.iter().map(|p| p.0).min();
            let stop = place.iter().map(|p| p.1).max();
            let date = claim.date.or(case.document(claim.document).published);
            let known = organization.map(|p| case.known_by(*id, p));
            let cells = [
                person.unwrap_or_default(),
                organization.map(|p| case.party(p).name.clone()).unwrap_or_default(),
                concept,
                if polarity { "1" } else { "0" }.to_owned(),
                case.document(claim.document).title.clone(),
                date.map(|d| d.to_string()).unwrap_or_default(),
                start.map(|n| n.to_string()).unwrap_or_default(),
                stop.map(|n| n.to_string()).unwrap_or_default(),
                quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" \u{2026} "),
                known.map(through).unwrap_or_default().to_owned(),
                claim.utterance.clone().unwrap_or_default(),
            ];
            network.text.push_str(&csv::line(&cells.map(|c| csv::text(&c))));
            network.rows += 1;
        }
        network
    }
}

/// The person who takes the side: a delegate of the organization, or somebody who is none of anybody's.
fn person(case: &Case, id: ClaimId, organization: Option<PartyId>) -> Option<String> {
    let claim = case.claim(id);
    // Nobody takes a side where the narrator speaks in its own voice, or reads the side into somebody's words.
    if matches!(claim.manner, Some(Manner::Narrated | Manner::Implied)) {
        return None;
    }
    match claim.chain.first()? {
        Speaker::Delegate(d) if Some(case.delegate(*d).party) == organization => Some(case.delegate(*d).name.clone()),
        other @ Speaker::Other(_) => Some(speaker(case, other).to_owned()),
        Speaker::Delegate(_) | Speaker::Party(_) | Speaker::Narrator => None,
    }
}

fn through(known: Known) -> &'static str {
    match known {
        Known::Own => "own",
        Known::Others => "others",
        Known::Opponent => "opponent",
        Known::Narrator => "narrator",
    }
}
