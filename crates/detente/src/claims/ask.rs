//! The answer, put together.

use std::collections::HashSet;

use super::{Claims, ClaimsAnswer, Count, Row, WAYS, Way, families, opposed, rests};
use crate::case::{Case, ClaimId, DocumentId};

pub(super) fn ask(asked: &Claims, case: &Case) -> ClaimsAnswer {
    let families = families::of(case);
    let claims: Vec<ClaimId> = (0..case.claims().len()).map(ClaimId::at).filter(|c| asked.looks_at(case, *c)).collect();
    let placed = |c: &ClaimId| case.claim(*c).about.is_some() && case.claim(*c).holder.is_some();
    let (narrator, opponent) = rests::only(asked, case, &families);
    ClaimsAnswer {
        all: count(case, &families, &claims),
        rows: rows(asked, case, &families, &claims),
        apart: claims.iter().copied().filter(|c| !placed(c)).collect(),
        narrator,
        opponent,
        uncited: rests::uncited(asked, case),
        opposed: opposed::all(case, &claims),
        disputed: rests::disputed(asked, case),
        rests: rests::of(case),
        asked: asked.clone(),
        claims,
        families,
    }
}

/// How much some claims are: independent documents, utterances, claims.
pub(super) fn count(case: &Case, families: &[DocumentId], claims: &[ClaimId]) -> Count {
    let documents: HashSet<DocumentId> = claims.iter().map(|c| families[case.claim(*c).document.index()]).collect();
    let named: HashSet<&str> = claims.iter().filter_map(|c| case.claim(*c).utterance.as_deref()).collect();
    let alone = claims.iter().filter(|c| case.claim(**c).utterance.is_none()).count();
    Count { documents: documents.len(), utterances: named.len() + alone, claims: claims.len() }
}

fn rows(asked: &Claims, case: &Case, families: &[DocumentId], claims: &[ClaimId]) -> Vec<Row> {
    let mut rows = Vec::new();
    for issue in case.issue_ids().filter(|i| asked.looks_at_issue(*i)) {
        for party in case.party_ids().filter(|p| asked.looks_at_party(*p)) {
            let here = |c: &&ClaimId| {
                let claim = case.claim(**c);
                claim.holder == Some(party) && claim.about.is_some_and(|(i, _)| i == issue)
            };
            let all: Vec<ClaimId> = claims.iter().filter(here).copied().collect();
            if all.is_empty() {
                continue;
            }
            let ways = WAYS.map(|way| {
                let some: Vec<ClaimId> = all.iter().copied().filter(|c| case.known_by(*c, party) == way).collect();
                Way { count: count(case, families, &some), claims: some }
            });
            rows.push(Row { issue, party, ways, all: count(case, families, &all) });
        }
    }
    rows
}
