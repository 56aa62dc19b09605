//! The gold: its annotations stand in their reports, and drafts are as good as the figures beside it say.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/golden.rs"]
mod golden;

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    diagnostic::{Lines, render},
    read::{
        Input, Language,
        eval::{Annotations, Element, Evaluation, Gold, Report, evaluate, gather},
        read,
    },
    show,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold")
}

fn reports(half: &str) -> Vec<Report> {
    let mut names: Vec<String> = fs::read_dir(folder().join(half))
        .unwrap()
        .filter_map(|e| Some(e.unwrap().file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
        .collect();
    names.sort();
    let text =
        |name: &str, ending: &str| fs::read_to_string(folder().join(half).join(format!("{name}{ending}"))).unwrap();
    names
        .iter()
        .map(|name| Report {
            name: name.clone(),
            text: text(name, ".txt"),
            annotations: Annotations::Toml(text(name, ".gold.toml")),
        })
        .collect()
}

fn gold(half: &str) -> Vec<Gold> {
    let reports = reports(half);
    gather(&reports).unwrap_or_else(|faults| {
        let told: Vec<String> = faults
            .iter()
            .flat_map(|f| {
                let (report, lines) = (&reports[f.report], Lines::of(reports[f.report].annotations.text()));
                let file = format!("{half}/{}.gold.toml", report.name);
                f.found.iter().map(|d| render::concise(d, &file, &lines)).collect::<Vec<_>>()
            })
            .collect();
        panic!("{}", told.join("\n"))
    })
}

fn figures(half: &str) -> Evaluation {
    let language = Language::english();
    let inputs: Vec<Input> = reports(half)
        .into_iter()
        .map(|r| Input { file: format!("{}.txt", r.name), key: r.name, text: r.text })
        .collect();
    evaluate(&gold(half), &read(&inputs, None, &language), &language).unwrap()
}

/// Every annotation stands in its report, and there is enough of everything to judge by.
#[test]
fn annotations_stand_in_their_reports() {
    for half in ["tuning", "holdout"] {
        let golds = gold(half);
        assert_eq!(golds.len(), 10, "{half}");
        let statements = || golds.iter().flat_map(|g| &g.statements);
        let told = |what: &str, n: usize, least: usize| assert!(n >= least, "{half}: {n} {what}");
        told("statements", statements().count(), 110);
        told("pronouns", statements().filter(|s| s.pronoun == Some(true)).count(), 25);
        told("nested statements", statements().filter(|s| s.through.iter().flatten().count() > 0).count(), 5);
        told("statements in pieces", statements().filter(|s| s.content.len() > 1).count(), 10);
        told("statements of nobody", statements().filter(|s| s.speaker.is_empty()).count(), 3);
        told("conditions", golds.iter().flat_map(|g| g.conditions.iter().flatten()).count(), 20);
        told("persons", golds.iter().flat_map(|g| g.persons.iter().flatten()).count(), 30);
        told("contradictions", golds.iter().flat_map(|g| g.contradictions.iter().flatten()).count(), 10);
        told("repeated utterances", golds.iter().flat_map(|g| g.utterances.iter().flatten()).count(), 5);
        for gold in &golds {
            let words = gold.text.split_whitespace().count();
            assert!((120..=450).contains(&words), "{half}/{}: {words} words", gold.report);
            let unnamed = gold.statements.iter().find(|s| s.pronoun == Some(true) && s.speaker.is_empty());
            assert!(unnamed.is_none(), "{half}/{}: a pronoun that stands nowhere", gold.report);
        }
    }
}

/// Numbers of statements in the page of the gold are those of its files.
#[test]
fn the_page_counts_right() {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    for half in ["tuning", "holdout"] {
        let n: usize = gold(half).iter().map(|g| g.statements.len()).sum();
        assert!(page.contains(&format!("| `{half}/` | 10 | {n} |")), "{half} has {n} statements");
    }
}

/// The figures of both halves are those that stand beside the gold.
#[test]
fn figures_stand_as_they_are() {
    let told: Vec<String> = ["tuning", "holdout"]
        .iter()
        .map(|half| format!("{half}\n\n{}", show::text::draw(&figures(half).show(false), 100, false)))
        .collect();
    golden::compare(&folder().join("figures.txt"), &told.join("\n"));
}

/// What was reached is not lost again: of statements, words and speaker together, in the half that the rules were made with and in
/// the half that was kept apart; of conditions. And no pronoun is taken for somebody without a mark. What is aimed at, 85 in
/// 100 of statements also where the rules were not made, is not reached yet (`gold/README.md`).
#[test]
fn figures_are_no_worse_than_they_were() {
    let mut below = Vec::new();
    for (half, recall, precision) in [("tuning", 0.85, 0.85), ("holdout", 0.73, 0.81)] {
        let found = figures(half);
        let statements = found.all.of(Element::Statements).unwrap();
        let conditions = found.all.of(Element::Conditions).unwrap();
        let mut floor = |what: &str, figure: Option<f64>, least: f64| {
            if figure.unwrap() < least {
                below.push(format!("{half}: {what} {:.3} is below {least}", figure.unwrap()));
            }
        };
        floor("recall of statements", statements.recall(), recall);
        floor("precision of statements", statements.precision(), precision);
        floor("recall of conditions", conditions.recall(), 0.90);
        if found.silent > 0 {
            below.push(format!("{half}: {} pronouns without a mark", found.silent));
        }
    }
    assert!(below.is_empty(), "{below:#?}");
}
