//! What whoever asks does not take for granted.

use serde_json::{Value, json};

use crate::{
    case::{Case, ClaimId, Element, Known},
    diagnostic::closest,
    question::Refusal,
};

/// What is read both ways though nobody in the file disputes it. Empty: nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubt {
    /// Positions that only the narrator of a document states ([`Known::Narrator`]).
    pub narrator: bool,
    /// Positions that only an opponent states ([`Known::Opponent`]).
    pub opponent: bool,
    /// Claims: in the other reading, what rests on them alone is not there.
    pub claims: Vec<ClaimId>,
}

impl Doubt {
    /// Whether nothing is doubted.
    pub fn is_empty(&self) -> bool {
        !self.narrator && !self.opponent && self.claims.is_empty()
    }

    /// Reads `narrator`, `opponent` and names of claims; a claim that is itself called so is `claims.narrator`.
    ///
    /// # Errors
    /// Refuses the name of a claim that the case has not, with the one that was probably meant.
    pub fn parse(case: &Case, words: &[String]) -> Result<Doubt, Refusal> {
        let mut doubt = Doubt::default();
        for word in words.iter().map(|w| w.trim()) {
            match word {
                "narrator" => doubt.narrator = true,
                "opponent" => doubt.opponent = true,
                _ => {
                    let claim = named(case, word)?;
                    if !doubt.claims.contains(&claim) {
                        doubt.claims.push(claim);
                    }
                }
            }
        }
        // However they were named, the same bytes come out.
        doubt.claims.sort_unstable();
        Ok(doubt)
    }

    /// The words that ask for it.
    pub fn words(&self, case: &Case) -> Vec<String> {
        let whom = [(self.narrator, "narrator"), (self.opponent, "opponent")];
        let whom = whom.into_iter().filter(|(doubted, _)| *doubted).map(|(_, word)| word.to_owned());
        let claim = |c: &ClaimId| match case.claim(*c).key.as_str() {
            key @ ("narrator" | "opponent") => format!("claims.{key}"),
            key => key.to_owned(),
        };
        whom.chain(self.claims.iter().map(claim)).collect()
    }

    /// For the options of an envelope: the words, or nothing.
    pub(crate) fn option(&self, case: &Case) -> Value {
        if self.is_empty() { Value::Null } else { json!(self.words(case)) }
    }

    /// Whether an element is doubted for whom it is known through.
    pub(crate) fn of(&self, case: &Case, element: Element) -> bool {
        let known = case.holder(element).and_then(|holder| case.known_through(case.grounds(element), holder));
        match known {
            Some(Known::Narrator) => self.narrator,
            Some(Known::Opponent) => self.opponent,
            Some(Known::Own | Known::Others) | None => false,
        }
    }
}

fn named(case: &Case, word: &str) -> Result<ClaimId, Refusal> {
    let name = word.strip_prefix("claims.").unwrap_or(word);
    if let Some(found) = case.claims().iter().position(|c| c.key == name) {
        return Ok(ClaimId::at(found));
    }
    let refusal = Refusal::new(format!("there is no claim `{name}` to be doubted"));
    let mut known: Vec<&str> = case.claims().iter().map(|c| c.key.as_str()).collect();
    if word == name {
        known.extend(["narrator", "opponent"]);
    }
    Err(match closest(name, &known) {
        Some(near) => refusal.help(format!("did you mean `{near}`?")),
        None => refusal.help("write `narrator`, `opponent` or the names of claims: `--doubt narrator,a-claim`"),
    })
}
