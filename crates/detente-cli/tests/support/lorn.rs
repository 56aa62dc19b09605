//! A case with two invented reports and what was read in them.

#![allow(dead_code, reason = "each test needs some of it")]

use std::{fs, path::Path};

use detente::{
    case::Manner,
    quote::sha256,
    read::{
        Act, Candidate, Contradiction, Cue, Draft, IssueGuess, Mark, Modality, Origin, Passage, Polarity, Proposal,
        ReadDocument, Utterance, Voice,
    },
};

pub(crate) const FILE: &str = "lorn.case.toml";

pub(crate) const MINUTES: &str = "\
The ferry talks at Lorn opened on Monday. Lena Orla said that the islands \u{201c}will not pay a fixed fare\u{201d} \
before the night boats run. He added that the fund was empty.
The Quay Office claimed that two boats are enough. The Quay Office repeated that two boats are enough.
Two boats are enough, officials said. The talks are a sham.
";

pub(crate) const GAZETTE: &str = "\
Orla told the Gazette that the islands will not pay a fixed fare. A source said that one boat is enough.
";

pub(crate) fn case_text() -> String {
    format!(
        "\
title = \"Night boats of Lorn\"

# --- who is at the table
[parties.islands]
name = \"The Islands\"

[parties.quay]
name = \"Quay Office\" # it runs the boats

[delegates.orla]
name = \"Lena Orla\"
party = \"islands\"

[delegates.tarn]
name = \"Jon Tarn\"
party = \"quay\"

[issues.fares]
name = \"Fares\"
options = {{ fixed = \"A fixed fare\", free = \"No fare\" }}

[issues.boats]
name = \"Night boats\"
options = [\"one\", \"two\"]

[demands.no-fixed-fare]
party = \"islands\"
never = {{ fares = \"fixed\" }}
basis = \"assumed\" # until somebody says so

[demands.two-boats]
party = \"quay\"
require = {{ boats = \"two\" }}
because = [\"older\"]

# --- how we know
[documents.minutes]
file = \"minutes.txt\"
sha256 = \"{}\"

[documents.gazette]
file = \"gazette.txt\"
sha256 = \"{}\"

[claims.older]
document = \"gazette\"
quote = \"one boat is enough\"
chain = [\"a source\", \"narrator\"]
manner = \"paraphrase\"

# --- the end
",
        sha256(MINUTES.as_bytes()),
        sha256(GAZETTE.as_bytes())
    )
}

/// The words at their nth place in a text, from 0.
fn passage(text: &str, words: &str, nth: usize) -> Passage {
    let (at, _) = text.match_indices(words).nth(nth).unwrap();
    let start = text[..at].chars().count();
    Passage { text: words.to_owned(), start, end: start + words.chars().count() }
}

fn named(text: &str, words: &str, nth: usize, actor: Option<&str>) -> Voice {
    Voice::Named { phrase: passage(text, words, nth), person: None, actor: actor.map(str::to_owned) }
}

struct Of<'a> {
    document: &'a str,
    text: &'a str,
}

impl Of<'_> {
    fn proposal(&self, number: usize, words: &str, nth: usize, speaker: Voice, cue: Option<&str>) -> Proposal {
        Proposal {
            id: format!("{number:012x}"),
            document: self.document.to_owned(),
            sentences: vec![number],
            quotes: vec![passage(self.text, words, nth)],
            speaker,
            through: Vec::new(),
            cue: cue.map(|c| Cue { words: passage(self.text, c, 0), entry: c.to_owned() }),
            manner: Manner::Paraphrase,
            act: Act::Says,
            polarity: Polarity::Affirmed,
            modality: Modality::Fact,
            condition: None,
            issues: Vec::new(),
            marks: Vec::new(),
            utterance: None,
            origin: Origin::Rule { rule: "subject-verb".to_owned() },
            paraphrase: None,
        }
    }
}

pub(crate) fn draft() -> Draft {
    let (minutes, gazette) = (Of { document: "minutes", text: MINUTES }, Of { document: "gazette", text: GAZETTE });
    let about = |issue: &str| vec![IssueGuess { issue: issue.to_owned(), words: vec!["fare".to_owned()] }];
    let candidate = |name: &str, actor: Option<&str>, because: &str| Candidate {
        name: name.to_owned(),
        actor: actor.map(str::to_owned),
        because: because.to_owned(),
    };
    let proposals = vec![
        Proposal {
            manner: Manner::Mixed,
            act: Act::Refuses,
            polarity: Polarity::Negated,
            modality: Modality::Intends,
            condition: Some(passage(MINUTES, "before", 0)),
            issues: about("fares"),
            marks: vec![Mark::Condition, Mark::Repeated],
            utterance: Some("u1".to_owned()),
            ..minutes.proposal(
                1,
                "will not pay a fixed fare",
                0,
                named(MINUTES, "Lena Orla", 0, Some("orla")),
                Some("said"),
            )
        },
        Proposal {
            marks: vec![Mark::Pronoun],
            ..minutes.proposal(
                2,
                "the fund was empty",
                0,
                Voice::Pronoun {
                    phrase: passage(MINUTES, "He", 0),
                    candidates: vec![
                        candidate("Jon Tarn", Some("tarn"), "spoke before"),
                        candidate("Lena Orla", Some("orla"), "named before"),
                    ],
                },
                Some("added"),
            )
        },
        Proposal {
            issues: about("boats"),
            act: Act::Claims,
            ..minutes.proposal(
                3,
                "two boats are enough",
                1,
                named(MINUTES, "The Quay Office", 1, None),
                Some("repeated"),
            )
        },
        minutes.proposal(
            4,
            "Two boats are enough",
            0,
            Voice::Unnamed { phrase: passage(MINUTES, "officials", 0) },
            None,
        ),
        Proposal {
            manner: Manner::Narrated,
            marks: vec![Mark::NarratorOnly],
            origin: Origin::Rule { rule: "narrator".to_owned() },
            ..minutes.proposal(5, "The talks are a sham.", 0, Voice::Narrator, None)
        },
        Proposal {
            issues: about("fares"),
            marks: vec![Mark::Repeated],
            utterance: Some("u1".to_owned()),
            ..gazette.proposal(
                6,
                "the islands will not pay a fixed fare",
                0,
                named(GAZETTE, "Orla", 0, Some("orla")),
                Some("told"),
            )
        },
        Proposal {
            marks: vec![Mark::Contradicted],
            ..gazette.proposal(
                7,
                "one boat is enough",
                0,
                Voice::Unnamed { phrase: passage(GAZETTE, "A source", 0) },
                None,
            )
        },
    ];
    let document = |key: &str, text: &str| ReadDocument {
        key: key.to_owned(),
        file: format!("{key}.txt"),
        sha256: sha256(text.as_bytes()),
        language: "en".to_owned(),
        sentences: 7,
        conditions: vec![2],
        addresses_model: Vec::new(),
    };
    Draft {
        documents: vec![document("minutes", MINUTES), document("gazette", GAZETTE)],
        persons: Vec::new(),
        proposals,
        utterances: vec![Utterance {
            id: "u1".to_owned(),
            words: "will not pay a fixed fare".to_owned(),
            witnesses: vec![format!("{:012x}", 1), format!("{:012x}", 6)],
        }],
        contradictions: vec![Contradiction {
            first: format!("{:012x}", 3),
            second: format!("{:012x}", 7),
            because: "different numbers".to_owned(),
        }],
    }
}

/// Writes the case, its documents and its draft into a folder.
pub(crate) fn write(folder: &Path) {
    fs::write(folder.join(FILE), case_text()).unwrap();
    fs::write(folder.join("minutes.txt"), MINUTES).unwrap();
    fs::write(folder.join("gazette.txt"), GAZETTE).unwrap();
    fs::write(folder.join("lorn.draft.json"), draft().to_json()).unwrap();
}
