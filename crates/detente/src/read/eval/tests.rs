//! Drafts made by hand, with figures that are known.

use super::*;
use crate::{
    case::Manner,
    diagnostic::Code,
    quote::sha256,
    read::{
        Act, Candidate, Contradiction, Cue, Mark, Modality, Origin, Passage, Person, Polarity, Proposal, ReadDocument,
        RoleHeld, Utterance, Voice,
    },
};

const ONE: &str = "Minister Ada Rell said the bridge would stay shut. She refused to meet the mayor unless the tolls fell. \
                   \"We will pay nothing,\" mayor Odo Finn told reporters. The port was not asked, an aide said, the Bell \
                   newspaper reported. It was announced that talks had failed. Rell left.\n";

const ONE_GOLD: &str = r#"
[[statements]]
id = "s1"
quote = "the bridge would stay shut"
speaker = "Minister Ada Rell"
cue = "said"
cue_nth = 1
act = "says"
manner = "paraphrase"
modality = "intends"

[[statements]]
id = "s2"
quote = "to meet the mayor unless the tolls fell"
speaker = "She"
cue = "refused"
act = "refuses"
manner = "paraphrase"
modality = "conditional"
pronoun = true
means = "Ada Rell"

[[statements]]
id = "s3"
quote = "We will pay nothing"
speaker = "mayor Odo Finn"
cue = "told reporters"
act = "says"
manner = "direct"
polarity = "negated"
modality = "intends"

[[statements]]
id = "s4"
quote = "The port was not asked"
speaker = "an aide"
cue = "said"
cue_nth = 2
act = "says"
manner = "paraphrase"
polarity = "negated"
through = ["the Bell newspaper"]

[[statements]]
id = "s5"
quote = "talks had failed"
cue = "was announced"
act = "says"
manner = "narrated"

[[conditions]]
quote = "unless the tolls fell"

[[persons]]
name = "Ada Rell"
aliases = ["Rell"]
roles = ["Minister"]

[[persons]]
name = "Odo Finn"
roles = ["mayor"]

[[contradictions]]
first = "s1"
other = "two#s2"

[[utterances]]
statement = "s3"
shared = ["two#s1"]
"#;

const TWO: &str = "\"We will pay nothing,\" Odo Finn said. Rell denied that the bridge was shut.\n";

const TWO_GOLD: &str = r#"
[[statements]]
id = "s1"
quote = "We will pay nothing"
speaker = "Odo Finn"
cue = "said"
act = "says"
manner = "direct"
polarity = "negated"
modality = "intends"

[[statements]]
id = "s2"
quote = "the bridge was shut"
speaker = "Rell"
cue = "denied"
act = "denies"
manner = "paraphrase"

[[persons]]
name = "Odo Finn"

[[persons]]
name = "Rell"
"#;

fn report(name: &str, text: &str, annotations: &str) -> Report {
    Report { name: name.into(), text: text.into(), annotations: Annotations::Toml(annotations.into()) }
}

fn golds() -> Vec<Gold> {
    gather(&[report("one", ONE, ONE_GOLD), report("two", TWO, TWO_GOLD)]).unwrap()
}

fn passage(text: &str, at: &std::ops::Range<usize>) -> Passage {
    Passage { text: text.chars().skip(at.start).take(at.end - at.start).collect(), start: at.start, end: at.end }
}

/// The draft that says of everything what the gold says.
fn perfect(golds: &[Gold]) -> Draft {
    let mut draft = Draft::default();
    for gold in golds {
        draft.documents.push(ReadDocument {
            key: gold.report.clone(),
            file: format!("{}.txt", gold.report),
            sha256: sha256(gold.text.as_bytes()),
            language: "en".into(),
            sentences: 6,
            conditions: if gold.report == "one" { vec![2] } else { vec![] },
            addresses_model: vec![],
        });
        for stated in &gold.statements {
            let text = &gold.text;
            let speaker = match (stated.speaker.first(), stated.pronoun) {
                (None, _) => Voice::Narrator,
                (Some(at), Some(true)) => Voice::Pronoun {
                    phrase: passage(text, at),
                    candidates: vec![Candidate {
                        name: stated.means.clone().unwrap(),
                        actor: None,
                        because: "spoke before".into(),
                    }],
                },
                (Some(at), _) => Voice::Named { phrase: passage(text, at), person: None, actor: None },
            };
            let outer = |words: &String| Voice::Unnamed { phrase: passage(words, &(0..words.chars().count())) };
            draft.proposals.push(Proposal {
                id: format!("{}-{}", gold.report, stated.id),
                document: gold.report.clone(),
                sentences: vec![1],
                quotes: stated.content.iter().map(|at| passage(text, at)).collect(),
                speaker,
                through: stated.through.iter().flatten().map(outer).collect(),
                cue: stated.cue.first().map(|at| Cue { words: passage(text, at), entry: "say".into() }),
                manner: stated.manner.unwrap(),
                act: stated.act.unwrap(),
                polarity: stated.polarity.unwrap(),
                modality: stated.modality.unwrap(),
                condition: None,
                issues: vec![],
                marks: if stated.pronoun == Some(true) { vec![Mark::Pronoun] } else { vec![] },
                utterance: None,
                origin: Origin::Rule { rule: "by-hand".into() },
                paraphrase: None,
            });
        }
    }
    let role = |role: &str| RoleHeld {
        role: role.into(),
        document: "one".into(),
        quote: Passage { text: role.into(), start: 0, end: 8 },
        former: false,
    };
    let person = |name: &str, aliases: &[&str], held: &str| Person {
        name: name.into(),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        roles: vec![role(held)],
        actor: None,
        documents: vec!["one".into(), "two".into()],
    };
    draft.persons = vec![person("Ada Rell", &["Rell"], "Minister"), person("Odo Finn", &[], "mayor")];
    draft.utterances = vec![Utterance {
        id: "u1".into(),
        words: "We will pay nothing".into(),
        witnesses: vec!["one-s3".into(), "two-s1".into()],
    }];
    draft.contradictions =
        vec![Contradiction { first: "two-s2".into(), second: "one-s1".into(), because: "one denies".into() }];
    draft
}

fn judged(draft: &Draft) -> Evaluation {
    evaluate(&golds(), draft, &Language::english()).unwrap()
}

/// Everything in the gold was found, and everything proposed is right.
fn whole(counts: Counts) -> bool {
    counts.found == counts.gold && counts.right == counts.proposed
}

#[test]
fn a_perfect_draft() {
    let found = judged(&perfect(&golds()));
    for element in Element::ALL {
        let counts = found.all.of(element).unwrap();
        assert!(counts.gold > 0 && whole(counts), "{element:?}: {counts:?}");
        assert_eq!(
            (counts.precision(), counts.recall(), counts.f1()),
            (Some(1.0), Some(1.0), Some(1.0)),
            "{element:?}"
        );
    }
    assert_eq!(found.all.of(Element::Statements).unwrap().gold, 7);
    assert_eq!((found.silent, found.misses.len(), found.reports.len()), (0, 0, 2), "{:#?}", found.misses);
}

/// A change to a draft, and what it must lower.
type Fault = (&'static str, fn(&mut Draft), &'static [Element]);

#[test]
fn each_fault_lowers_its_element_alone() {
    use Element as E;
    let faults: [Fault; 22] = [
        ("another speaker", |d| d.proposals[0].speaker = d.proposals[2].speaker.clone(), &[E::Statements]),
        (
            "other words",
            |d| d.proposals[3].quotes[0].end = d.proposals[3].quotes[0].start + 9,
            &[E::Statements, E::Content],
        ),
        ("a statement left out", |d| drop(d.proposals.remove(3)), &[E::Statements, E::Content]),
        (
            "one that nobody made",
            |d| {
                let mut more = d.proposals[0].clone();
                more.id = "more".into();
                more.quotes[0] = Passage { text: "Rell left".into(), start: 245, end: 254 };
                d.proposals.push(more);
            },
            &[E::Statements, E::Content],
        ),
        ("no cue", |d| d.proposals[0].cue = None, &[E::Cue]),
        ("another act", |d| d.proposals[0].act = Act::Promises, &[E::Act]),
        ("another manner", |d| d.proposals[0].manner = Manner::Mixed, &[E::Manner]),
        ("a direct quotation as another", |d| d.proposals[2].manner = Manner::Mixed, &[E::Manner]),
        ("another as a direct quotation", |d| d.proposals[0].manner = Manner::Direct, &[E::Manner]),
        (
            "a direct quotation left out",
            |d| drop(d.proposals.remove(2)),
            &[E::Statements, E::Content, E::Direct, E::Utterances],
        ),
        ("a negation lost", |d| d.proposals[3].polarity = Polarity::Affirmed, &[E::Polarity]),
        ("another modality", |d| d.proposals[1].modality = Modality::Fact, &[E::Modality]),
        ("a reporter lost", |d| d.proposals[3].through.clear(), &[E::Chain]),
        ("a reporter made up", |d| d.proposals[0].through = d.proposals[3].through.clone(), &[E::Chain]),
        (
            "somebody where nobody is named",
            |d| d.proposals[4].speaker = d.proposals[2].speaker.clone(),
            &[E::Statements, E::Nobody],
        ),
        (
            "another candidate first",
            |d| {
                let Voice::Pronoun { candidates, .. } = &mut d.proposals[1].speaker else { panic!("a pronoun") };
                candidates[0].name = "Odo Finn".into();
            },
            &[E::Candidates],
        ),
        ("a condition not flagged", |d| d.documents[0].conditions.clear(), &[E::Conditions]),
        ("a flag where no condition is", |d| d.documents[0].conditions.push(1), &[E::Conditions]),
        ("an alias lost", |d| d.persons[0].aliases.clear(), &[E::Aliases]),
        ("another role", |d| d.persons[1].roles[0].role = "judge".into(), &[E::Roles]),
        ("an utterance not seen", |d| d.utterances.clear(), &[E::Utterances]),
        ("a contradiction not seen", |d| d.contradictions.clear(), &[E::Contradictions]),
    ];
    for (name, fault, lowered) in faults {
        let mut draft = perfect(&golds());
        fault(&mut draft);
        let found = judged(&draft);
        for element in Element::ALL {
            let counts = found.all.of(element).unwrap();
            assert_eq!(!whole(counts), lowered.contains(&element), "{name}: {element:?} {counts:?}");
        }
        assert_eq!(found.silent, 0, "{name}");
        assert!(!found.misses.is_empty(), "{name} is told");
    }
}

#[test]
fn a_pronoun_taken_for_somebody() {
    let mut draft = perfect(&golds());
    let phrase = draft.proposals[1].speaker.phrase().unwrap().clone();
    draft.proposals[1].speaker = Voice::Named { phrase, person: Some("Odo Finn".into()), actor: None };
    draft.proposals[1].marks.clear();
    let found = judged(&draft);
    assert_eq!(found.silent, 1);
    let lowered: Vec<Element> = Element::ALL.into_iter().filter(|e| !whole(found.all.of(*e).unwrap())).collect();
    assert_eq!(lowered, [Element::Pronouns, Element::Candidates]);
    let told = crate::show::text::draw(&found.show(false), 100, false);
    assert!(told.contains("1 pronoun was taken for somebody without a mark"), "{told}");
}

#[test]
fn counts_that_are_known() {
    let mut draft = perfect(&golds());
    draft.proposals.remove(3);
    draft.proposals[0].speaker = draft.proposals[2].speaker.clone();
    let statements = judged(&draft).all.of(Element::Statements).unwrap();
    assert_eq!(statements, Counts { gold: 7, found: 5, proposed: 6, right: 5 });
    let content = judged(&draft).all.of(Element::Content).unwrap();
    assert_eq!(content, Counts { gold: 7, found: 6, proposed: 6, right: 6 });
    assert!((statements.f1().unwrap() - 10.0 / 13.0).abs() < 1e-9);
    draft.persons.remove(0);
    let persons = judged(&draft).all.of(Element::Persons).unwrap();
    assert_eq!(persons, Counts { gold: 4, found: 2, proposed: 2, right: 2 });
}

/// The narrator's own sentences are no statements; nobody's, which are ascribed, are.
#[test]
fn what_the_narrator_says_does_not_count() {
    let mut draft = perfect(&golds());
    let mut own = draft.proposals[0].clone();
    own.id = "own".into();
    own.speaker = Voice::Narrator;
    own.cue = None;
    draft.proposals.push(own);
    assert!(Element::ALL.into_iter().all(|e| whole(judged(&draft).all.of(e).unwrap())));
    draft.proposals.last_mut().unwrap().cue = draft.proposals[0].cue.clone();
    assert!(!whole(judged(&draft).all.of(Element::Statements).unwrap()));
}

#[test]
fn what_cannot_be_judged() {
    let draft = perfect(&golds());
    let refused = evaluate(&[], &draft, &Language::english()).unwrap_err();
    assert!(refused.message.contains("no gold"));
    let refused = evaluate(&golds(), &Draft::default(), &Language::english()).unwrap_err();
    assert!(refused.message.contains("`one`"));
}

/// The code of the only fault, the words that it points at, and its message.
fn fault(annotations: &str) -> (Code, String, String) {
    let reports = [report("one", ONE, annotations), report("two", TWO, TWO_GOLD)];
    let faults = gather(&reports).unwrap_err();
    assert_eq!((faults.len(), faults[0].report, faults[0].found.len()), (1, 0, 1), "{faults:#?}");
    let found = &faults[0].found[0];
    let words = annotations[found.place.start..found.place.end].to_owned();
    (found.code, words, found.message.clone())
}

#[test]
fn faults_of_annotations() {
    let changed = |from: &str, to: &str| {
        assert!(ONE_GOLD.contains(from), "{from}");
        fault(&ONE_GOLD.replacen(from, to, 1))
    };
    let (code, words, message) = changed("the bridge would stay shut", "the bridge would stay open");
    assert_eq!((code, words.as_str()), (Code::QuoteNotFound, "\"the bridge would stay open\""));
    assert!(message.contains("does not stand in the report"), "{message}");
    let (code, words, message) = changed("cue_nth = 1\n", "");
    assert_eq!((code, words.as_str()), (Code::QuoteMisplaced, "\"said\""));
    assert!(message.contains("2 times"), "{message}");
    let (code, _, message) = changed("cue_nth = 1", "cue_nth = 3");
    assert_eq!(code, Code::QuoteMisplaced);
    assert!(message.contains("2 times in the report, not 3"), "{message}");
    let (code, words, _) = changed("act = \"refuses\"", "act = \"refuse\"");
    assert_eq!((code, words.as_str()), (Code::UnknownWord, "\"refuse\""));
    let (code, words, _) = changed("first = \"s1\"", "first = \"s9\"");
    assert_eq!((code, words.as_str()), (Code::UnknownName, "\"s9\""));
    let (code, words, message) = changed("two#s2", "two#s8");
    assert_eq!((code, words.as_str()), (Code::UnknownName, "\"two#s8\""));
    assert!(message.contains("`two` has no statement `s8`"), "{message}");
    let (_, _, message) = changed("two#s2", "twain#s2");
    assert!(message.contains("no report `twain`"), "{message}");
    let (code, ..) = changed("other = \"two#s2\"", "other = \"two\"");
    assert_eq!(code, Code::UnknownName);
    let (code, ..) = changed("other = \"two#s2\"", "");
    assert_eq!(code, Code::MissingKey);
    let (code, words, _) = changed("id = \"s2\"", "id = \"s1\"");
    assert_eq!((code, words.as_str()), (Code::DuplicateName, "\"s1\""));
    let (code, _, message) = changed("speaker = \"She\"", "speeker = \"She\"");
    assert_eq!(code, Code::UnknownKey);
    assert!(message.contains("speeker"), "{message}");
    let (code, ..) = changed("manner = \"direct\"\n", "");
    assert_eq!(code, Code::MissingKey);
    let (code, ..) = changed("pronoun = true", "pronoun = 1");
    assert_eq!(code, Code::WrongType);
    let (code, ..) = changed("[[persons]]", "[[persons");
    assert_eq!(code, Code::Syntax);
    let (code, ..) = changed("[\"Rell\"]", "[\"Roll\"]");
    assert_eq!(code, Code::QuoteNotFound);
}

/// An attribution in brat's form, with a content in two pieces and letters that take more than one byte.
#[test]
fn brat() {
    let text = "\u{201c}The d\u{e9}p\u{f4}t,\u{201d} said Eve, \u{201c}is shut.\u{201d} According to Ivo, it is not.\n";
    let at = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count();
        format!("{start} {}", start + words.chars().count())
    };
    let told = format!(
        "T1\tContent {};{}\tThe d\u{e9}p\u{f4}t is shut\nT2\tCue {}\tsaid\nT3\tSource {}\tEve\nR1\tattribution Arg1:T2 Arg2:T1\n\
         R2\tattribution Arg1:T3 Arg2:T2\nT4\tCONTENT {}\tit is not\nE1\tAttribution:T5 Source:T6 Content:T4\n\
         T5\tcue {}\tAccording to\nT6\tsource {}\tIvo\nT7\tPlace 0 3\tx\nA1\tlevel R1 high\n",
        at("The d\u{e9}p\u{f4}t"),
        at("is shut"),
        at("said"),
        at("Eve"),
        at("it is not"),
        at("According to"),
        at("Ivo"),
    );
    let brat = |told: &str| {
        gather(&[Report { name: "x".into(), text: text.into(), annotations: Annotations::Brat(told.into()) }])
    };
    let gold = brat(&told).unwrap().remove(0);
    let characters: Vec<char> = text.chars().collect();
    let words = |all: &[std::ops::Range<usize>]| misses::words_of(&characters, all);
    let found: Vec<(String, String, String)> =
        gold.statements.iter().map(|s| (words(&s.speaker), words(&s.cue), words(&s.content))).collect();
    let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    let wanted = [row("Eve", "said", "The d\u{e9}p\u{f4}t \u{2026} is shut"), row("Ivo", "According to", "it is not")];
    assert_eq!(found, wanted);
    assert!(gold.conditions.is_none() && gold.persons.is_none() && gold.statements[0].act.is_none());

    let mut draft = Draft::default();
    draft.documents.push(ReadDocument {
        key: "x".into(),
        file: "x.txt".into(),
        sha256: sha256(text.as_bytes()),
        language: "en".into(),
        sentences: 2,
        conditions: vec![],
        addresses_model: vec![],
    });
    let judged = evaluate(&[gold], &draft, &Language::english()).unwrap();
    assert_eq!(judged.all.of(Element::Statements), Some(Counts { gold: 2, found: 0, proposed: 0, right: 0 }));
    assert_eq!(judged.all.of(Element::Direct), None, "what is not annotated is not judged");
    assert!(judged.facts(false)["elements"]["persons"].is_null());

    let code = |told: &str| brat(told).unwrap_err()[0].found[0].code;
    assert_eq!(code("T1\tContent 5 900\tx\n"), Code::QuoteMisplaced);
    assert_eq!(code("T1\tContent 9 5\tx\n"), Code::QuoteMisplaced);
    assert_eq!(code("T1\tContent here\tx\n"), Code::QuoteMisplaced);
    assert_eq!(code("T1\tContent 1 5\tx\nR1\ta Arg1:T1 Arg2:T9\n"), Code::UnknownName);
}
