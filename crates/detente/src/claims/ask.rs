//! The answer, put together.

use std::collections::{BTreeMap, HashSet};

use super::{Claims, ClaimsAnswer, Count, Row, WAYS, Way, opposed, rests};
use crate::{
    case::{Case, ClaimId, DocumentId, IssueId, PartyId},
    source,
};

pub(super) fn ask(asked: &Claims, case: &Case) -> ClaimsAnswer {
    let families = source::families(case.documents());
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
    let mut placed: BTreeMap<(IssueId, PartyId), Vec<ClaimId>> = BTreeMap::new();
    for id in claims {
        let claim = case.claim(*id);
        if let (Some((issue, _)), Some(party)) = (claim.about, claim.holder) {
            debug_assert!(asked.looks_at_issue(issue) && asked.looks_at_party(party), "only such claims are looked at");
            placed.entry((issue, party)).or_default().push(*id);
        }
    }
    let row = |((issue, party), all): ((IssueId, PartyId), Vec<ClaimId>)| {
        let ways = WAYS.map(|way| {
            let some: Vec<ClaimId> = all.iter().copied().filter(|c| case.known_by(*c, party) == way).collect();
            Way { count: count(case, families, &some), claims: some }
        });
        Row { issue, party, ways, all: count(case, families, &all) }
    };
    placed.into_iter().map(row).collect()
}
