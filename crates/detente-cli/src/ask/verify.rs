//! `detente verify`

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{
    file,
    question::Envelope,
    verify::{self, Verify},
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
};

/// How many times larger than a case file an answer may be.
const LARGER: usize = 64;

const CODES: &str = "Exit codes: 0 all that could be checked holds, 1 something fails, 2 could not run";

#[derive(Debug, Args)]
#[command(after_help = CODES)]
pub(crate) struct Arguments {
    /// An answer of `why`, `deals`, `stable` or `roadmap`, as `--json` prints it
    answer: PathBuf,
    /// The case file; without it, the one that the answer names
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Try so many packages at most, one after another; what would take more is not checked
    #[arg(long, value_name = "N", default_value_t = Verify::default().most)]
    most: usize,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let options = json!({ "answer": arguments.answer.display().to_string(), "most": arguments.most });
    let refused = |refusal| input::refused("verify", &options, None, refusal, json);
    let answer = read(&arguments.answer).map_err(refused)?;
    verify::question(&answer).map_err(refused)?;
    let path = case_of(arguments, &answer).map_err(refused)?;
    let Ok(loaded) = input::load_sound(&path, json, "verify", &options, screen)? else {
        // The exit code 1 says that an answer fails.
        return Ok(Outcome::CouldNot);
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("verify", &options, Some(&loaded), refusal, json);
    let verified = Verify { most: arguments.most }.check(case, &answer).map_err(refused)?;
    if json {
        output::print_json(&Envelope::new("verify", &options, case, None, verified.facts(), &loaded.diagnostics))?;
    } else {
        output::tell(&verified.show(case), arguments.form, screen, &loaded.file, 0)?;
    }
    Ok(if verified.holds() { Outcome::Answered } else { Outcome::Faulty })
}

/// The document.
fn read(path: &Path) -> Result<Value, Refusal> {
    let bytes = input::read_up_to(path, file::LARGEST * LARGER)?;
    let name = path.display();
    if bytes.len() > file::LARGEST * LARGER {
        return Err(Refusal::new(format!("`{name}` is larger than any answer that is checked")));
    }
    serde_json::from_slice(&bytes).map_err(|fault| {
        Refusal::new(format!("`{name}` is no JSON document: {fault}"))
            .help("give an answer as `detente why FILE --json` prints it")
    })
}

/// The case file: the one given, or the one that the answer names, as seen from here or from the folder of the answer.
fn case_of(arguments: &Arguments, answer: &Value) -> Result<PathBuf, Refusal> {
    if let Some(path) = &arguments.case {
        return Ok(path.clone());
    }
    let Some(named) = answer["case"]["file"].as_str() else {
        return Err(
            Refusal::new("the answer does not name the file of its case").help("give the case file with `--case`")
        );
    };
    let folder = arguments.answer.parent().unwrap_or(Path::new(""));
    let places = [PathBuf::from(named), folder.join(named)];
    places.into_iter().find(|p| p.is_file()).ok_or_else(|| {
        Refusal::new(format!("there is no file `{named}`, neither here nor beside the answer"))
            .help("give the case file with `--case`")
    })
}
