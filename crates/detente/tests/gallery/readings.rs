//! What the answers to cases of the gallery depend on: what is disputed in them, and what one voice alone says.

use detente::{
    case::Case,
    deals::{Deals, Scale},
    diagnostic::Diagnostic,
    question::{Budget, Envelope},
    readings::Doubt,
    roadmap::Roadmap,
    show::{self, Doc},
    stable::Stable,
    why::Why,
};
use serde_json::Value;

use super::{cases, expected, golden};

/// The part of an answer that tells of readings.
fn section(doc: &Doc) -> String {
    let text = show::text::draw(doc, 100, false);
    let at = text.find("If what is").expect("readings are told where they are asked for");
    text[at..].to_owned()
}

/// Answers with readings: their name, what is told of readings, and the document for programs. Without those that are
/// refused.
fn answers(case: &Case, found: &[Diagnostic], readings: bool, doubt: &Doubt) -> Vec<(&'static str, String, Value)> {
    let budget = Budget::default();
    let doubt = || doubt.clone();
    let mut all = Vec::new();
    let why = Why { readings, doubt: doubt(), ..Why::default() };
    if let Ok(answer) = why.ask(case, &budget) {
        let options = why.options(case);
        let envelope = Envelope::new("why", options, case, answer.limit.clone(), answer.facts(case), found);
        all.push(("why", section(&answer.show(case)), serde_json::to_value(&envelope).unwrap()));
    }
    let deals = Deals { readings, doubt: doubt(), ..Deals::default() };
    if let Ok(answer) = deals.ask(case, &budget) {
        let (options, facts) = (deals.options(case, Scale::Worth), answer.facts(case, Scale::Worth));
        let envelope = Envelope::new("deals", options, case, answer.limit.clone(), facts, found);
        all.push(("deals", section(&answer.show(case)), serde_json::to_value(&envelope).unwrap()));
    }
    let stable = Stable { readings, doubt: doubt(), ..Stable::default() };
    if let Ok(answer) = stable.ask(case, &budget) {
        let options = stable.options(case, budget.effort);
        let envelope = Envelope::new("stable", options, case, answer.limit.clone(), answer.facts(), found);
        all.push(("stable", section(&answer.show()), serde_json::to_value(&envelope).unwrap()));
    }
    let roadmap = Roadmap { readings, doubt: doubt(), ..Roadmap::default() };
    if let Ok(answer) = roadmap.ask(case, &budget) {
        let options = roadmap.options(case, budget.effort);
        let envelope = Envelope::new("roadmap", options, case, answer.limit.clone(), answer.facts(case), found);
        all.push(("roadmap", section(&answer.show(case)), serde_json::to_value(&envelope).unwrap()));
    }
    all
}

fn fits(name: &str, question: &str, document: &Value) {
    let schema = match question {
        "why" => detente::why::schema(),
        "deals" => detente::deals::schema(),
        "stable" => detente::stable::schema(),
        _ => detente::roadmap::schema(),
    };
    let schema = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = schema.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{name}, {question}: {faults:#?}");
}

/// What is disputed is read both ways by each question that can be asked. `why.txt` tells it for `why` already.
#[test]
fn golden_readings() {
    let mut told = 0;
    for (name, case, found) in cases().into_iter().filter(|(_, case, _)| case.text().contains("disputed_by")) {
        for (question, text, document) in answers(&case, &found, true, &Doubt::default()) {
            fits(&name, question, &document);
            if question != "why" {
                golden::compare(&expected(&name).join(format!("{question}-readings.txt")), &text);
                told += 1;
            }
        }
    }
    assert!(told >= 3, "cases with disputes have roadmaps");
}

/// Which answers about the talks in Florida depend on what the narrator alone says.
#[test]
fn golden_doubts() {
    let doubt = Doubt { narrator: true, ..Doubt::default() };
    for (name, questions) in [("florida-talks", &["why", "roadmap"][..]), ("florida-talks/alone", &["stable"][..])] {
        let (_, case, found) = cases().into_iter().find(|(n, ..)| n == name).unwrap();
        let all = answers(&case, &found, false, &doubt);
        for (question, text, document) in all.iter().filter(|(question, ..)| questions.contains(question)) {
            fits(name, question, document);
            golden::compare(&expected(name).join(format!("{question}-doubt-narrator.txt")), text);
        }
        assert!(questions.iter().all(|q| all.iter().any(|(question, ..)| question == q)), "{name}");
    }
}

/// All demands of that case are known through the narrator alone, and the verdict rests on them: without them, nothing
/// blocks.
#[test]
fn florida_rests_on_the_narrator() {
    let (_, case, found) = cases().into_iter().find(|(n, ..)| n == "florida-talks").unwrap();
    let doubt = Doubt { narrator: true, ..Doubt::default() };
    let all = answers(&case, &found, false, &doubt);
    let (_, _, why) = all.iter().find(|(q, ..)| *q == "why").unwrap();
    let readings = &why["answer"]["readings"];
    assert_eq!(readings["disputes"].as_array().unwrap().len(), case.demands().len());
    let last = readings["readings"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["verdict"], last["against"].as_array().unwrap().len()), (&"open".into(), case.demands().len()));
    assert_eq!(why["options"]["doubt"], serde_json::json!(["narrator"]));
}

/// Opponents, narrators and claims can be doubted in every case of the gallery, and what is told of it fits the schema.
#[test]
fn whatever_is_doubted_fits_the_schema() {
    for (name, case, found) in cases() {
        for doubt in [Doubt { opponent: true, ..Doubt::default() }, Doubt { narrator: true, ..Doubt::default() }] {
            // Large cases have tests of their own.
            if case.demands().len() > 12 {
                continue;
            }
            for (question, _, document) in answers(&case, &found, false, &doubt) {
                fits(&name, question, &document);
            }
        }
    }
}
