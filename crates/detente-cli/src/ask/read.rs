//! `detente read`

mod documents;
pub(crate) mod drafts;
mod model;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use detente::{
    diagnostic::printable,
    file,
    question::Envelope,
    read::{self, ENGLISH, Input, Language, Telling},
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Reports to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read them for this case: its names and issues are known, and what is found is kept beside it, in NAME.draft.json
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// The rules of another language: a file as `detente read rules` prints it
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// List every sentence of the narrator's own, not only those on an issue or with a condition
    #[arg(long)]
    narrated: bool,
    #[command(flatten)]
    form: Form,
    // Last, since its heading holds for all that follows.
    #[command(flatten)]
    llm: model::Llm,
}

#[derive(Debug, Subcommand)]
enum What {
    /// What to ask any language model about a document
    Prompt(model::PromptArguments),
    /// Take a model's answer through the gate: what its words do not bear out is rejected
    Import(model::ImportArguments),
    /// The words of English by which reports are read, as a start for another language
    Rules,
    /// How good are drafts? Holds what is read against what careful readers found
    Eval(super::read_eval::Arguments),
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    match &arguments.what {
        Some(What::Rules) => {
            output::print(ENGLISH)?;
            Ok(Outcome::Answered)
        }
        Some(What::Prompt(a)) => model::prompt(a, screen),
        Some(What::Import(a)) => model::import(a, screen),
        Some(What::Eval(asked)) => super::read_eval::run(asked, screen),
        None => reports(arguments, screen),
    }
}

fn reports(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match &arguments.case {
        None => None,
        Some(path) => match input::load_sound(path, json, "read", &asked, screen)? {
            Ok(loaded) => Some(loaded),
            Err(outcome) => return Ok(outcome),
        },
    };
    let case = loaded.as_ref().map(|l| l.case.as_ref().expect("a sound file is a case"));
    let refused = |refusal| input::refused("read", &asked, loaded.as_ref(), refusal, json);
    let language = language(arguments.rules.as_deref()).map_err(refused)?;
    arguments.llm.ready().map_err(refused)?;
    // A draft that cannot be read is told of before anything is added to the case.
    let older = arguments.case.as_deref().map(drafts::stored).transpose().map_err(refused)?.flatten();
    let taken =
        match documents::taken(&arguments.files, arguments.case.as_deref().zip(case), screen).map_err(refused)? {
            Ok(taken) => taken,
            Err(outcome) => return Ok(outcome),
        };
    let (inputs, notes): (Vec<Input>, Vec<Vec<String>>) = taken.into_iter().map(|t| (t.input, t.notes)).unzip();
    let newer = read::read(&inputs, case, &language);
    let told: Vec<String> = inputs.iter().map(|i| i.key.clone()).collect();
    let mut draft = match &arguments.case {
        None => newer,
        Some(path) => drafts::renew(path, older, newer, &language).map_err(refused)?,
    };
    let for_case = arguments.case.as_deref().zip(case);
    arguments.llm.ask(&inputs, for_case, &language, &mut draft).map_err(refused)?;
    if let Some(path) = arguments.case.as_deref().filter(|_| arguments.llm.asked()) {
        drafts::write(path, &draft).map_err(refused)?;
    }
    for note in notes.iter().flatten() {
        output::say(&format!("note: {}", printable(note)));
    }
    if json {
        let envelope = if let (Some(loaded), Some(case)) = (&loaded, case) {
            Envelope::new("read", &asked, case, None, &draft, &loaded.diagnostics)
        } else {
            let mut envelope = Envelope::of_files("read", &asked, None, None, Vec::new());
            envelope.answer = Some(&draft);
            envelope
        };
        output::print_json(&envelope)?;
    } else {
        let how = Telling { case, documents: Some(&told), narrated: arguments.narrated };
        let (name, warnings) = loaded.as_ref().map_or(("", 0), |l| (l.file.as_str(), l.diagnostics.len()));
        output::tell(&draft.show(how), arguments.form, screen, name, warnings)?;
        if let Some(path) = &arguments.case {
            let (draft, case) = (drafts::beside(path), path.display());
            output::say(&printable(&format!("kept in {}; decide with `detente review {case}`", draft.display())));
        }
    }
    Ok(Outcome::Answered)
}

/// The language of a file, or English.
pub(crate) fn language(rules: Option<&Path>) -> Result<Language, Refusal> {
    let Some(path) = rules else { return Ok(Language::english()) };
    let name = path.display().to_string();
    let bytes = input::read_bytes(path)?;
    if bytes.len() > file::LARGEST {
        return Err(Refusal::new(format!("`{name}` is too large for a language file"))
            .help("`detente read rules` prints one to start from"));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Refusal::new(format!("`{name}` is not a text in UTF-8")).help("`detente read rules` prints one to start from")
    })?;
    Language::parse(&name, &text)
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let shown = |path: &PathBuf| path.display().to_string();
    json!({
        "files": arguments.files.iter().map(shown).collect::<Vec<_>>(),
        "case": arguments.case.as_ref().map(shown),
        "rules": arguments.rules.as_ref().map(shown),
    })
}
