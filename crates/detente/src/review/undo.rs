//! Taking back: a decision is undone by another, and what it put into the case is taken out.

use super::{Added, Change, Decision, Entry, Review, Stamp, State};
use crate::{
    file::edit::Edit,
    question::Refusal,
    words::{count, listed},
};

impl Review {
    /// Takes back the last decision on a proposal; without one, the last decision of all that is not undone.
    ///
    /// # Errors
    /// There is none, or something of the case cites the claim that would go; says what.
    pub fn undo(&self, index: Option<usize>, stamp: &Stamp) -> Result<Change, Refusal> {
        let standing = self.standing();
        let found = match index {
            Some(wanted) => standing.into_iter().rfind(|(at, _)| *at == wanted),
            None => standing.into_iter().next_back(),
        };
        let Some((at, decision)) = found else {
            return Err(Refusal::new(match index {
                Some(n) => format!("nothing was decided on [{}], so there is nothing to undo", n + 1),
                None => "nothing was decided yet, so there is nothing to undo".to_owned(),
            }));
        };
        let mut entry = self.entry(at, Decision::Undo, stamp);
        entry.why = Some(format!("takes back: {}", decision.decision.word()));
        entry.claim.clone_from(&decision.claim);
        let mut notes = Vec::new();
        let mut text = self.case().text().to_owned();
        if decision.decision == Decision::Accept {
            text = self.without(at, decision, &mut notes)?;
        }
        Ok(self.change(text, vec![entry], notes))
    }

    /// The decisions that are not undone, in the order of the log, with the number of their proposal.
    fn standing(&self) -> Vec<(usize, &Entry)> {
        let index = self.index_of();
        let mut standing: Vec<(usize, &Entry)> = Vec::new();
        for entry in self.log().entries() {
            let Some(&at) = index.get(entry.proposal.as_str()) else { continue };
            if entry.decision == Decision::Undo {
                if let Some(last) = standing.iter().rposition(|(n, _)| *n == at) {
                    standing.remove(last);
                }
            } else {
                standing.push((at, entry));
            }
        }
        standing
    }

    /// The text of the case without what an acceptance put into it.
    fn without(&self, at: usize, decision: &Entry, notes: &mut Vec<String>) -> Result<String, Refusal> {
        let mut edit = Edit::of(self.case().text())?;
        let key = decision.claim.as_deref().unwrap_or_default();
        let shared = self.states.iter().enumerate().any(|(n, s)| n != at && *s == State::Accepted(key.to_owned()));
        let there = self.case().claims().iter().any(|c| c.key == key);
        if there && !shared {
            let cited = self.citing(key, &decision.added);
            if !cited.is_empty() {
                return Err(Refusal::new(format!(
                    "claim `{key}` is cited by {} of the case: {}",
                    count(cited.len(), "element"),
                    listed(cited.iter().map(|c| format!("`{c}`")).collect(), "and")
                ))
                .help("take it out of there first, then undo"));
            }
        }
        for added in &decision.added {
            let to: Vec<&str> = added.to.iter().map(String::as_str).collect();
            let Some((list, table)) = to.split_last() else { continue };
            // Two proposals taken as one claim are attached once.
            if !(shared && added.item == key) && edit.remove_item(table, list, &added.item).is_err() {
                notes.push(format!("`{}` no longer holds `{}`", added.to.join("."), added.item));
            }
        }
        if shared {
            notes.push(format!("claim `{key}` stays: another proposal was accepted as the same"));
        } else if there {
            edit.remove_table("claims", key)?;
        } else {
            notes.push(format!("claim `{key}` was no longer in the case"));
        }
        let text = edit.text();
        super::sound(self.case().file(), &text)?;
        Ok(text)
    }

    /// What cites a claim, but for what was attached together with it.
    fn citing(&self, key: &str, added: &[Added]) -> Vec<String> {
        let case = self.case();
        let is = |claim: &crate::case::ClaimId| case.claim(*claim).key == key;
        let attached = |path: &str, list: &str| {
            added.iter().any(|a| a.to.split_last().is_some_and(|(last, table)| last == list && table.join(".") == path))
        };
        let mut cited = Vec::new();
        for element in case.elements() {
            let (grounds, path) = (case.grounds(element), case.path(element));
            let because = grounds.because.iter().any(is) && !attached(&path, "because");
            let disputed = grounds.disputed_by.iter().any(is) && !attached(&path, "disputed_by");
            if because || disputed {
                cited.push(path);
            }
        }
        for claim in case.claims().iter().filter(|c| c.key != key) {
            let path = format!("claims.{}", claim.key);
            let disputed = claim.disputed_by.iter().any(is) && !attached(&path, "disputed_by");
            if disputed || claim.contradicts.iter().any(is) {
                cited.push(path);
            }
        }
        cited
    }
}
