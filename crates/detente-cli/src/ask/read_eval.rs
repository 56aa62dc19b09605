//! `detente read eval`

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use detente::{
    diagnostic::{Lines, printable, render},
    file,
    question::Envelope,
    read::{
        self, Input,
        eval::{self, Annotations, Faults, Report},
    },
};
use serde_json::json;

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal, count},
};

/// Annotations as a person writes them, and in the standoff form of brat.
const ENDINGS: [&str; 2] = [".gold.toml", ".ann"];

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder of the gold: reports `NAME.txt`, and beside them `NAME.gold.toml` or, of public corpora, `NAME.ann`
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// The rules of another language: a file as `detente read rules` prints it
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Tell what was missed and what was wrongly proposed, with the sentences
    #[arg(long)]
    misses: bool,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let options = json!({
        "gold": arguments.gold.display().to_string(),
        "rules": arguments.rules.as_ref().map(|p| p.display().to_string()),
        "misses": arguments.misses,
    });
    let refused = |refusal| input::refused("read eval", &options, None, refusal, json);
    let language = super::read::language(arguments.rules.as_deref()).map_err(refused)?;
    let (files, reports): (Vec<PathBuf>, Vec<Report>) = gold(&arguments.gold).map_err(refused)?.into_iter().unzip();
    let golds = match eval::gather(&reports) {
        Ok(golds) => golds,
        Err(faults) => {
            let machine = tell(&faults, &files, &reports, screen);
            if json {
                let envelope: Envelope<'_, _, ()> = Envelope::refused("read eval", &options, None, None, machine);
                output::print_json(&envelope)?;
            }
            return Ok(Outcome::Faulty);
        }
    };
    let inputs: Vec<Input> = reports
        .iter()
        .map(|r| Input { key: r.name.clone(), file: format!("{}.txt", r.name), text: r.text.clone() })
        .collect();
    let draft = read::read(&inputs, None, &language);
    let found = eval::evaluate(&golds, &draft, &language).map_err(refused)?;
    if json {
        let mut envelope = Envelope::of_files("read eval", &options, None, None, Vec::new());
        envelope.answer = Some(found.facts(arguments.misses));
        output::print_json(&envelope)?;
    } else {
        output::tell(&found.show(arguments.misses), arguments.form, screen, "", 0)?;
    }
    Ok(Outcome::Answered)
}

/// The reports of a folder with their annotations, by name, each with the file of its annotations.
fn gold(folder: &Path) -> Result<Vec<(PathBuf, Report)>, Refusal> {
    let shown = folder.display();
    let entries = fs::read_dir(folder).map_err(|fault| {
        Refusal::new(format!("cannot read the folder `{shown}`: {fault}")).help("give the folder that holds the gold")
    })?;
    let mut names: BTreeSet<(String, &str)> = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(|fault| Refusal::new(format!("cannot read the folder `{shown}`: {fault}")))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        for ending in ENDINGS {
            if let Some(stem) = name.strip_suffix(ending) {
                names.insert((stem.to_owned(), ending));
            }
        }
    }
    if names.is_empty() {
        return Err(Refusal::new(format!("the folder `{shown}` holds no gold"))
            .help("write `NAME.gold.toml` beside a report `NAME.txt`, or give a folder with `NAME.ann`"));
    }
    let mut reports: Vec<(PathBuf, Report)> = Vec::new();
    for (name, ending) in names {
        if reports.last().is_some_and(|(_, r)| r.name == name) {
            return Err(Refusal::new(format!("`{name}` has annotations in two forms in `{shown}`"))
                .help(format!("keep `{name}.ann` or `{name}.gold.toml`, not both")));
        }
        let text = text(&folder.join(format!("{name}.txt")))?;
        let file = folder.join(format!("{name}{ending}"));
        let told = self::text(&file)?;
        let annotations = if ending == ".ann" { Annotations::Brat(told) } else { Annotations::Toml(told) };
        reports.push((file, Report { name, text, annotations }));
    }
    Ok(reports)
}

fn text(path: &Path) -> Result<String, Refusal> {
    let name = path.display();
    let bytes = input::read_bytes(path)?;
    if bytes.len() > file::LARGEST {
        return Err(Refusal::new(format!("`{name}` is larger than any report that is read")));
    }
    String::from_utf8(bytes).map_err(|fault| {
        let at = fault.utf8_error().valid_up_to();
        Refusal::new(format!("`{name}` is not a text in UTF-8: byte {} begins no character", at + 1))
            .help("save it as UTF-8")
    })
}

/// Tells what is wrong with the annotations, and gives it for programs.
fn tell(faults: &[Faults], files: &[PathBuf], reports: &[Report], screen: Screen) -> Vec<render::Machine> {
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    let mut machine = Vec::new();
    for fault in faults {
        let (file, text) = (files[fault.report].display().to_string(), reports[fault.report].annotations.text());
        output::say(output::diagnostics(&fault.found, &file, text, look).trim_end());
        let lines = Lines::of(text);
        machine.extend(fault.found.iter().map(|d| render::machine(d, &file, &lines)));
    }
    let broken: Vec<String> = faults.iter().map(|f| printable(&files[f.report].display().to_string())).collect();
    output::say(&format!(
        "\nerror: mend {} in `{}` before the draft can be held against it",
        count(machine.len(), "error"),
        broken.join("`, `")
    ));
    machine
}
