//! The sections of a language file that say what statements mean: conditions, negation, modality, persons and the like.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::BuildHasherDefault,
};

use serde::Deserialize;

use super::Quick;
use crate::read::{Act, Modality, phrases::Phrases};

/// Words of the language file, looked up often.
pub(crate) type Set = HashSet<String, BuildHasherDefault<Quick>>;

/// The sections as they are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sections {
    pub(crate) conditions: ConditionWords,
    pub(crate) negation: NegationWords,
    pub(crate) modality: ModalityWords,
    pub(crate) persons: PersonWords,
    pub(crate) sorting: SortingWords,
    pub(crate) contradiction: ContradictionWords,
    pub(crate) narrator: NarratorWords,
    pub(crate) machines: MachineWords,
    pub(crate) acts: BTreeMap<Act, Vec<String>>,
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident { $($list:ident: $type:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $(pub(crate) $list: $type,)+
        }
    )+};
}

type List = Vec<String>;

lists! {
    /// What makes a sentence look like a condition.
    ConditionWords { always: List, times: List, governed: List, of_the_future: List, future: List, dates: List, never: List }
    /// What denies.
    NegationWords { words: List, verbs: List, never: List, clauses: List, first: List }
    /// How firmly something is put.
    ModalityWords {
        intends: List, willing: List, must: List, may: List, conditional: List, with: List, backshifted: List, leads: List,
        acts: BTreeMap<Act, Modality>,
    }
    /// Who is a person.
    PersonWords {
        roles: List, former: List, male: List, female: List, titles: List, particles: List, bodies: List, things: List, places: List,
        neither: List, at_places: List, never_after: List, is: List, pronouns: List, one: List, several: List,
        thing: List, unnamed: List,
    }
    /// What statements are about.
    SortingWords { empty: List, endings: List }
    /// What may contradict.
    ContradictionWords { opposites: Vec<[String; 2]>, numbers: List, days: List }
    /// The narrator's own sentences.
    NarratorWords { bylines: List, asides: List }
    /// Text that speaks to a machine.
    MachineWords { phrases: List }
}

/// The same, ready to be looked up.
#[derive(Debug, Clone)]
pub(crate) struct Sense {
    pub(crate) conditions: Conditions,
    pub(crate) negation: Negation,
    pub(crate) modality: Modalities,
    pub(crate) persons: PersonSense,
    pub(crate) sorting: Sorting,
    pub(crate) contradiction: ContradictionSense,
    /// How lines begin that state nothing.
    pub(crate) bylines: Phrases,
    /// How the rest of a sentence begins that only tells where, when or how something was said.
    pub(crate) asides: Phrases,
    /// Text that speaks to a machine.
    pub(crate) machines: Phrases,
    /// Acts that words perform by themselves.
    pub(crate) acts: Vec<(Act, Phrases)>,
}

/// What makes a sentence look like a condition.
#[derive(Debug, Clone)]
pub(crate) struct Conditions {
    pub(crate) always: Phrases,
    pub(crate) times: Phrases,
    pub(crate) governed: Phrases,
    pub(crate) of_the_future: Phrases,
    pub(crate) future: Phrases,
    pub(crate) dates: Phrases,
    pub(crate) never: Phrases,
}

/// What denies.
#[derive(Debug, Clone)]
pub(crate) struct Negation {
    pub(crate) words: Phrases,
    pub(crate) verbs: Phrases,
    pub(crate) never: Phrases,
    pub(crate) clauses: Phrases,
    pub(crate) first: Phrases,
}

/// How firmly something is put.
#[derive(Debug, Clone)]
pub(crate) struct Modalities {
    /// The words for each, in the order of the enumeration, `Fact` left out.
    pub(crate) words: Vec<(Modality, Phrases)>,
    pub(crate) with: Phrases,
    pub(crate) backshifted: Phrases,
    pub(crate) leads: Phrases,
    pub(crate) acts: BTreeMap<Act, Modality>,
}

/// Who is a person.
#[derive(Debug, Clone)]
pub(crate) struct PersonSense {
    pub(crate) roles: Set,
    pub(crate) former: Phrases,
    pub(crate) male: Set,
    pub(crate) female: Set,
    pub(crate) titles: Set,
    pub(crate) particles: Set,
    pub(crate) bodies: Set,
    pub(crate) things: Set,
    pub(crate) places: Set,
    pub(crate) neither: Set,
    pub(crate) at_places: Set,
    pub(crate) never_after: Set,
    pub(crate) is: Phrases,
    pub(crate) pronouns: Phrases,
    pub(crate) one: Set,
    pub(crate) several: Phrases,
    pub(crate) thing: Set,
    pub(crate) unnamed: Set,
}

/// What statements are about.
#[derive(Debug, Clone)]
pub(crate) struct Sorting {
    pub(crate) empty: Set,
    /// Longest first.
    pub(crate) endings: Vec<String>,
}

/// What may contradict.
#[derive(Debug, Clone)]
pub(crate) struct ContradictionSense {
    pub(crate) opposites: Vec<[String; 2]>,
    /// Numbers in words, with what they are.
    pub(crate) numbers: HashMap<String, usize, BuildHasherDefault<Quick>>,
    pub(crate) days: Set,
}

impl Sense {
    pub(crate) fn of(sections: Sections) -> Sense {
        let Sections { conditions, negation, modality, persons, sorting, contradiction, narrator, machines, acts } =
            sections;
        let mut endings: Vec<String> = sorting.endings.iter().map(|e| small(e)).collect();
        endings.sort_by_key(|e| std::cmp::Reverse(e.len()));
        Sense {
            conditions: Conditions {
                always: Phrases::of(conditions.always),
                times: Phrases::of(conditions.times),
                governed: Phrases::of(conditions.governed),
                of_the_future: Phrases::of(conditions.of_the_future),
                future: Phrases::of(conditions.future),
                dates: Phrases::of(conditions.dates),
                never: Phrases::of(conditions.never),
            },
            negation: Negation {
                words: Phrases::of(negation.words),
                verbs: Phrases::of(negation.verbs),
                never: Phrases::of(negation.never),
                clauses: Phrases::of(negation.clauses),
                first: Phrases::of(negation.first),
            },
            modality: Modalities {
                words: vec![
                    (Modality::Intends, Phrases::of(modality.intends)),
                    (Modality::Willing, Phrases::of(modality.willing)),
                    (Modality::Must, Phrases::of(modality.must)),
                    (Modality::May, Phrases::of(modality.may)),
                    (Modality::Conditional, Phrases::of(modality.conditional)),
                ],
                with: Phrases::of(modality.with),
                backshifted: Phrases::of(modality.backshifted),
                leads: Phrases::of(modality.leads),
                acts: modality.acts,
            },
            persons: PersonSense {
                roles: set(&persons.roles),
                former: Phrases::of(persons.former),
                male: set(&persons.male),
                female: set(&persons.female),
                titles: set(&persons.titles),
                particles: set(&persons.particles),
                bodies: set(&persons.bodies),
                things: set(&persons.things),
                places: set(&persons.places),
                neither: set(&persons.neither),
                at_places: set(&persons.at_places),
                never_after: set(&persons.never_after),
                is: Phrases::of(persons.is),
                pronouns: Phrases::of(persons.pronouns),
                one: set(&persons.one),
                several: Phrases::of(persons.several),
                thing: set(&persons.thing),
                unnamed: set(&persons.unnamed),
            },
            sorting: Sorting { empty: set(&sorting.empty), endings },
            contradiction: ContradictionSense {
                opposites: contradiction.opposites.iter().map(|[a, b]| [small(a), small(b)]).collect(),
                numbers: contradiction.numbers.iter().enumerate().map(|(n, w)| (small(w), n)).collect(),
                days: set(&contradiction.days),
            },
            bylines: Phrases::of(narrator.bylines),
            asides: Phrases::of(narrator.asides),
            machines: Phrases::of(machines.phrases),
            acts: acts.into_iter().map(|(act, phrases)| (act, Phrases::of(phrases))).collect(),
        }
    }
}

fn small(word: &str) -> String {
    word.to_lowercase().replace(['\u{2019}', '\u{2bc}'], "'")
}

fn set(list: &[String]) -> Set {
    list.iter().map(|w| small(w)).collect()
}
