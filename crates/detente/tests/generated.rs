//! Pages and schemas that are made from the code stand in the repository as they are made.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/golden.rs"]
mod golden;

use std::path::{Path, PathBuf};

use detente::{
    diagnostic::{Code, Severity},
    question::schema,
};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(name)
}

#[test]
fn reference_of_the_case_file() {
    golden::compare(&reference("case-file.md"), &detente::file::schema::reference());
}

#[test]
fn schemas() {
    golden::compare(&reference("case.schema.json"), &format!("{:#}\n", detente::file::schema::json_schema()));
    let questions = [("check", schema::check()), ("cite", schema::cite()), ("verify", schema::verify())];
    for (question, schema) in questions {
        golden::compare(&reference(&format!("{question}-answer.schema.json")), &format!("{schema:#}\n"));
    }
    golden::compare(&reference("claims-answer.schema.json"), &format!("{:#}\n", detente::claims::schema()));
    golden::compare(&reference("deals-answer.schema.json"), &format!("{:#}\n", detente::deals::schema()));
    golden::compare(&reference("diff-answer.schema.json"), &format!("{:#}\n", detente::diff::schema()));
    let model = [
        ("read-model", detente::read::model::schema::answer()),
        ("read-prompt", detente::read::model::schema::prompt()),
        ("read-import", detente::read::model::schema::import()),
    ];
    for (question, schema) in model {
        golden::compare(&reference(&format!("{question}-answer.schema.json")), &format!("{schema:#}\n"));
    }
    golden::compare(&reference("read-eval-answer.schema.json"), &format!("{:#}\n", detente::read::eval::schema()));
    golden::compare(&reference("read-answer.schema.json"), &format!("{:#}\n", detente::read::schema()));
    golden::compare(&reference("review-answer.schema.json"), &format!("{:#}\n", detente::review::schema()));
    golden::compare(&reference("roadmap-answer.schema.json"), &format!("{:#}\n", detente::roadmap::schema()));
    golden::compare(&reference("track-answer.schema.json"), &format!("{:#}\n", detente::track::schema()));
    golden::compare(&reference("source-answer.schema.json"), &format!("{:#}\n", detente::source::schema()));
    golden::compare(&reference("stable-answer.schema.json"), &format!("{:#}\n", detente::stable::schema()));
    golden::compare(&reference("why-answer.schema.json"), &format!("{:#}\n", detente::why::schema()));
}

#[test]
fn reference_of_diagnostics() {
    let mut page = String::from(
        "# Diagnostics\n\nMade from the table of codes. `detente explain CODE` prints the whole page of a code.\n\n\
         | code | severity | what is wrong |\n| --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let entry = code.entry();
        let severity = if entry.severity == Severity::Error { "error" } else { "warning" };
        page.push_str(&format!("| {} | {severity} | {} |\n", entry.id, entry.title));
    }
    golden::compare(&reference("diagnostics.md"), &page);
}

/// What `detente new` writes is a sound case without a warning, and laid out.
#[test]
fn template_is_sound() {
    let text = detente::file::template::TEMPLATE;
    let read = detente::file::read("talks.case.toml", text);
    assert!(read.case.is_some() && read.diagnostics.is_empty(), "{:#?}", read.diagnostics);
    assert_eq!(detente::file::layout::laid_out(text).unwrap(), text);
}
