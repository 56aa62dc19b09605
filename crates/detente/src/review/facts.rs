//! A review for programs.

use serde_json::{Value, json};

use super::{Change, Filter, Review, State};

impl Review {
    /// The proposals that a filter lets through, where they stand, and what was decided now.
    pub fn facts(&self, filter: &Filter, change: Option<&Change>) -> Value {
        let proposals: Vec<Value> = self.filtered(filter).into_iter().map(|n| self.facts_of(n)).collect();
        json!({
            "total": self.draft().proposals.len(),
            "open": self.open(),
            "proposals": proposals,
            "decided": change.map(|c| c.entries.as_slice()).unwrap_or_default(),
            "notes": self.notes().iter().chain(change.map(|c| c.notes.as_slice()).unwrap_or_default()).collect::<Vec<_>>(),
        })
    }

    fn facts_of(&self, index: usize) -> Value {
        let (state, claim, why) = match self.state(index) {
            State::Open => ("open", None, None),
            State::Accepted(key) => ("accepted", Some(key), None),
            State::Rejected(why) => ("rejected", None, Some(why)),
        };
        json!({
            "number": index + 1,
            "state": state,
            "claim": claim,
            "why": why,
            "with": self.fields(index),
            "proposal": self.proposal(index),
        })
    }

    /// The whole log for programs.
    pub fn log_facts(&self) -> Value {
        json!({ "log": self.log().entries(), "notes": self.notes() })
    }
}
