//! `detente diff`

use std::path::PathBuf;

use clap::Args;
use detente::{
    diagnostic::closest,
    diff::{Diff, Question},
    question::{Budget, Envelope},
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
    stop::stopper,
    wait,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file as it was
    before: PathBuf,
    /// The case file as it is
    after: PathBuf,
    /// Only the answers to these questions: why, deals, stable, roadmap, track; `none` compares the files alone
    #[arg(long, value_name = "QUESTION,...", value_delimiter = ',')]
    only: Vec<String>,
    /// Most questions to the solver for each answer and part of a case
    #[arg(long, value_name = "N", default_value_t = Budget::default().effort)]
    effort: u64,
    /// Stop after so many seconds, and tell what is known by then
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let refused = |refusal| input::refused("diff", &asked, None, refusal, json);
    let diff = Diff { only: only(&arguments.only).map_err(refused)? };
    let mut loaded = Vec::new();
    for path in [&arguments.before, &arguments.after] {
        match input::load_sound(path, json, "diff", &asked, screen)? {
            Ok(one) => loaded.push(one),
            Err(outcome) => return Ok(outcome),
        }
    }
    let cases: Vec<_> = loaded.iter().map(|l| l.case.as_ref().expect("a sound file is a case")).collect();
    let (before, after) = (cases[0], cases[1]);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let budget = Budget { cancel: stopper(arguments.time), effort: arguments.effort, threads, ..Budget::default() };
    let shown = wait::show(&budget.progress, "diff");
    let answer = diff.ask(before, after, &budget);
    drop(shown);
    if json {
        let files = [before.file(), after.file()];
        let diagnostics = loaded.iter().flat_map(input::Loaded::machine).collect();
        let options = diff.options(&files, arguments.effort);
        let mut envelope = Envelope::of_files("diff", options, None, None, diagnostics);
        envelope.answer = Some(answer.facts(before, after));
        output::print_json(&envelope.cut_by(answer.limit()))?;
    } else {
        output::tell(&answer.show(before, after), arguments.form, screen, after.file(), loaded[1].diagnostics.len())?;
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

fn only(names: &[String]) -> Result<Option<Vec<Question>>, Refusal> {
    let names: Vec<&str> = names.iter().map(|n| n.trim()).collect();
    match names.as_slice() {
        [] => return Ok(None),
        ["none"] => return Ok(Some(Vec::new())),
        _ => {}
    }
    let one = |name: &&str| {
        Question::named(name).ok_or_else(|| {
            let known = Question::ALL.map(Question::key);
            let refusal = Refusal::new(format!("there is no question `{name}` to compare"));
            match closest(name, &known) {
                Some(near) => refusal.help(format!("did you mean `{near}`?")),
                None => refusal.help(format!("there is `{}`, or `none` alone", known.join("`, `"))),
            }
        })
    };
    names.iter().map(one).collect::<Result<_, _>>().map(Some)
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    json!({
        "files": [arguments.before.display().to_string(), arguments.after.display().to_string()],
        "only": (!arguments.only.is_empty()).then(|| arguments.only.clone()),
        "effort": arguments.effort,
    })
}
