//! The sections and keys of a language file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::sense;
use crate::read::Act;

/// Entries under what is done by them.
pub(super) type ByAct = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    pub(super) verbs: ByAct,
    pub(super) nouns: ByAct,
    pub(super) adjectives: ByAct,
    pub(super) phrases: ByAct,
    pub(super) rumour: Rumour,
    pub(super) implied: Implied,
    pub(super) carriers: Carriers,
    pub(super) words: Words,
    #[serde(default)]
    pub(super) conditions: sense::ConditionWords,
    #[serde(default)]
    pub(super) negation: sense::NegationWords,
    #[serde(default)]
    pub(super) modality: sense::ModalityWords,
    #[serde(default)]
    pub(super) persons: sense::PersonWords,
    #[serde(default)]
    pub(super) sorting: sense::SortingWords,
    #[serde(default)]
    pub(super) contradiction: sense::ContradictionWords,
    #[serde(default)]
    pub(super) narrator: sense::NarratorWords,
    #[serde(default)]
    pub(super) machines: sense::MachineWords,
    #[serde(default)]
    pub(super) acts: BTreeMap<Act, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rumour {
    pub(super) adverbs: Vec<String>,
    pub(super) openings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Implied {
    pub(super) adverbs: Vec<String>,
    pub(super) seeming: Vec<String>,
    pub(super) conduct: Vec<String>,
    pub(super) phrases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Carriers {
    pub(super) nouns: Vec<String>,
    pub(super) verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) that: Vec<String>,
    pub(super) whether: Vec<String>,
    pub(super) to: Vec<String>,
    pub(super) by: Vec<String>,
    pub(super) from: Vec<String>,
    #[serde(rename = "as")]
    pub(super) as_: Vec<String>,
    pub(super) be: Vec<String>,
    pub(super) auxiliaries: Vec<String>,
    pub(super) modals: Vec<String>,
    pub(super) negations: Vec<String>,
    pub(super) subjects: Vec<String>,
    pub(super) objects: Vec<String>,
    pub(super) first: Vec<String>,
    pub(super) nobody: Vec<String>,
    pub(super) empty: Vec<String>,
    pub(super) possessives: Vec<String>,
    pub(super) possessive_endings: Vec<String>,
    pub(super) determiners: Vec<String>,
    pub(super) relatives: Vec<String>,
    pub(super) conjunctions: Vec<String>,
    pub(super) subordinators: Vec<String>,
    pub(super) suppositions: Vec<String>,
    pub(super) prepositions: Vec<String>,
    pub(super) joining: Vec<String>,
    pub(super) adverbs: Vec<String>,
    pub(super) adverb_endings: Vec<String>,
    pub(super) present_endings: Vec<String>,
    pub(super) not_adverbs: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) particles: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) agents: Vec<String>,
    pub(super) abbreviations: Vec<String>,
    pub(super) before_numbers: Vec<String>,
    pub(super) finite: Vec<String>,
    pub(super) finite_endings: Vec<String>,
    pub(super) distance: Vec<String>,
    pub(super) idle: Vec<String>,
    pub(super) questions: Vec<String>,
    pub(super) answers: Vec<String>,
    pub(super) only: Vec<String>,
}
