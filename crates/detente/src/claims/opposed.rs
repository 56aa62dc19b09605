//! Claims that contradict each other: because one of them says so, or as far as their fields show.

use std::collections::{HashMap, HashSet};

use crate::case::{Case, ClaimId, IssueId, OptionId, PartyId};

/// In what way two claims are opposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The file says that they contradict each other (`contradicts`).
    Contradicts,
    /// The file says that the one is disputed by the other (`disputed_by`).
    Disputed,
    /// They have one holder for and against the same thing.
    Sides,
    /// They have one holder for two options of one issue.
    Options,
}

/// Two claims that are opposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opposed {
    /// The first in the file.
    pub first: ClaimId,
    /// The other.
    pub second: ClaimId,
    /// In what way.
    pub how: How,
}

impl Opposed {
    fn new(a: ClaimId, b: ClaimId, how: How) -> Self {
        Opposed { first: a.min(b), second: a.max(b), how }
    }
}

/// All pairs of which one claim at least is looked at, each once, in the order of the file.
pub(super) fn all(case: &Case, claims: &[ClaimId]) -> Vec<Opposed> {
    let looked_at: HashSet<ClaimId> = claims.iter().copied().collect();
    let mut seen = HashSet::new();
    let mut pairs: Vec<Opposed> = said(case)
        .into_iter()
        .chain(disputed(case))
        .chain(looks(case))
        .filter(|p| p.first != p.second && (looked_at.contains(&p.first) || looked_at.contains(&p.second)))
        .filter(|p| seen.insert((p.first, p.second)))
        .collect();
    pairs.sort_by_key(|p| (p.first, p.second));
    pairs
}

/// Those that say so by `contradicts`.
pub(crate) fn said(case: &Case) -> Vec<Opposed> {
    let claims = case.claims().iter().enumerate();
    claims
        .flat_map(|(n, c)| c.contradicts.iter().map(move |b| Opposed::new(ClaimId::at(n), *b, How::Contradicts)))
        .collect()
}

/// Those that say so by `disputed_by`.
fn disputed(case: &Case) -> Vec<Opposed> {
    let claims = case.claims().iter().enumerate();
    claims
        .flat_map(|(n, c)| c.disputed_by.iter().map(move |b| Opposed::new(ClaimId::at(n), *b, How::Disputed)))
        .collect()
}

/// The option that a claim is for, and the claim.
type Last = Option<(OptionId, ClaimId)>;

/// Those that look opposed by their fields: one holder for and against one thing, or for two options of one issue. Of many,
/// each is told beside the last one before it that it is opposed to, not beside all.
pub(crate) fn looks(case: &Case) -> Vec<Opposed> {
    let mut pairs = Vec::new();
    // The last claim for and the last against, of each holder on each option, or on an issue as such.
    let mut sides: HashMap<(PartyId, IssueId, Option<OptionId>), [Option<ClaimId>; 2]> = HashMap::new();
    // The last option that each holder was said to be for, and the last before it that is another one.
    let mut options: HashMap<(PartyId, IssueId), [Last; 2]> = HashMap::new();
    for (n, claim) in case.claims().iter().enumerate() {
        let id = ClaimId::at(n);
        let (Some(holder), Some((issue, option)), Some(polarity)) = (claim.holder, claim.about, claim.polarity) else {
            continue;
        };
        let last = sides.entry((holder, issue, option)).or_default();
        if let Some(other) = last[usize::from(!polarity)] {
            pairs.push(Opposed::new(other, id, How::Sides));
        }
        last[usize::from(polarity)] = Some(id);
        if let (true, Some(option)) = (polarity, option) {
            let last = options.entry((holder, issue)).or_default();
            if let Some((_, other)) = last.iter().flatten().find(|(o, _)| *o != option) {
                pairs.push(Opposed::new(*other, id, How::Options));
            }
            if last[0].is_none_or(|(o, _)| o != option) {
                last[1] = last[0];
            }
            last[0] = Some((option, id));
        }
    }
    pairs
}
