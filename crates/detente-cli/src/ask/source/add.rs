//! `detente source add`

mod entries;
mod place;
mod tell;

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{
    case::{Case, Date},
    file::{self, edit::Edit},
    question::Envelope,
    quote::{self, Text},
    source::{Kinship, canonical, derived, families, kinship},
};
use serde_json::{Value, json};

use self::{entries::Described, place::Placed};
use super::{Kept, Sound, key, put, sound};
use crate::{
    Outcome, Screen,
    document::{TakenIn, Taking, take_in},
    input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The document: plain text, Markdown, HTML or PDF; `-` for text on standard input
    file: PathBuf,
    /// The case file
    #[arg(long, value_name = "CASE")]
    case: PathBuf,
    /// What the document is called in the case, and its file; made from its title or file where it is not given
    #[arg(long)]
    key: Option<String>,
    /// Who published it: a source that the case has
    #[arg(long, value_name = "KEY", conflicts_with_all = ["from", "kind", "side"])]
    source: Option<String>,
    /// Who published it, by name: a source that the case has, or a new one
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// What sort of publisher the new source is: agency, newspaper, government, party, ngo, social or analyst
    #[arg(long, requires = "from")]
    kind: Option<String>,
    /// The party that the new source sides with
    #[arg(long, value_name = "PARTY", requires = "from")]
    side: Option<String>,
    /// Its heading
    #[arg(long)]
    title: Option<String>,
    /// Who wrote it
    #[arg(long)]
    author: Option<String>,
    /// The day on which it appeared, as in 2026-05-12
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Date>,
    /// The day on which you read it
    #[arg(long, value_name = "DATE", value_parser = day)]
    retrieved: Option<Date>,
    /// Where it can be found
    #[arg(long)]
    url: Option<String>,
    /// Its language, as in `en`
    #[arg(long)]
    language: Option<String>,
    /// The document of the case that this one rewrites or copies
    #[arg(long, value_name = "KEY")]
    derived_from: Option<String>,
    /// The document of the case that this one translates
    #[arg(long, value_name = "KEY")]
    translation_of: Option<String>,
    /// Its text must not leave this machine
    #[arg(long)]
    confidential: bool,
    /// Its encoding, where it is not UTF-8: windows-1252, windows-1251, ...
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Write over a file of that name which no document of the case names
    #[arg(long)]
    force: bool,
    /// One JSON document for programs
    #[arg(long)]
    json: bool,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "give a day of the calendar as in 2026-05-12".to_owned())
}

/// What came of it.
struct Added {
    key: String,
    /// Whether the case did not have this text before.
    new: bool,
    /// The file with its text, seen from the folder of the case.
    file: Option<String>,
    /// Whether the text was written there now.
    copied: bool,
    sha256: String,
    text: String,
    /// The key of its source, and whether that is new.
    source: Option<(String, bool)>,
    /// What the case says of it now, from which flag or from the file itself.
    described: Described,
    notes: Vec<String>,
    /// Documents that it looks made from, or that look made from it.
    related: Vec<(String, Kinship)>,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let options = json!({ "add": arguments.file.display().to_string() });
    let before = match sound(&arguments.case, &options, arguments.json, screen)? {
        Ok(sound) => sound,
        Err(outcome) => return Ok(outcome),
    };
    let refused = |refusal| input::refused("source", &options, None, refusal, arguments.json);
    let (added, after) = add(arguments, &before).map_err(refused)?;
    if arguments.json {
        let case = after.as_ref().unwrap_or(&before.case);
        output::print_json(&Envelope::new("source", options, case, None, added.facts(), &[]))?;
    } else {
        output::print(&added.told(&arguments.case.display().to_string()))?;
    }
    Ok(Outcome::Answered)
}

/// Adds a document with nothing but its file given.
pub(super) fn take(file: &Path, case: &Path, before: &Sound) -> Result<Kept, Refusal> {
    let arguments = Arguments {
        file: file.to_owned(),
        case: case.to_owned(),
        key: None,
        source: None,
        from: None,
        kind: None,
        side: None,
        title: None,
        author: None,
        published: None,
        retrieved: None,
        url: None,
        language: None,
        derived_from: None,
        translation_of: None,
        confidential: false,
        encoding: None,
        force: false,
        json: false,
    };
    let (added, _) = add(&arguments, before)?;
    let mut notes = added.notes;
    notes.extend(added.related.iter().map(|(other, kin)| {
        format!(
            "`{}` shares {}% of its runs of three words with `{other}`: a rewrite? then say `derived_from` in the case",
            added.key,
            kin.all.percent_of_first()
        )
    }));
    Ok(Kept { key: added.key, text: added.text, new: added.new, notes })
}

impl Added {
    fn facts(&self) -> Value {
        let kin = |(other, kin): &(String, Kinship)| {
            json!({
                "document": other,
                "of_this": kin.all.percent_of_first(),
                "of_other": kin.all.percent_of_second(),
                "longest_run": kin.longest_own.map_or(0, |run| run.words),
            })
        };
        json!({
            "added": self.new,
            "document": self.key,
            "file": self.file,
            "copied": self.copied,
            "sha256": self.sha256,
            "words": detente::source::words(&self.text),
            "source": self.source.as_ref().map(|(key, new)| json!({ "id": key, "new": new })),
            "from_file": self.described.of_itself(),
            "notes": self.notes,
            "related": self.related.iter().map(kin).collect::<Vec<_>>(),
        })
    }
}

/// Takes the document in, and gives back what came of it, with the case as it is now if it was changed.
fn add(arguments: &Arguments, before: &Sound) -> Result<(Added, Option<Case>), Refusal> {
    let Sound { bytes, case, .. } = before;
    place::not_the_case(&arguments.file, &arguments.case)?;
    let taken = take_in(&arguments.file, &Taking { encoding: arguments.encoding.clone() })?;
    let sha256 = quote::sha256(taken.text.as_bytes());
    let folder = arguments.case.parent().unwrap_or(Path::new(""));
    let texts: Vec<Text> = case.documents().iter().map(|d| input::document_text(d, folder)).collect();
    if let Some(known) = known(case, &texts, &taken, &sha256) {
        return Ok((already(case, known, taken, sha256), None));
    }
    let described = Described::of(arguments, case, &taken)?;
    let source = entries::source(arguments, case)?;
    let key = key_of(arguments, case, &taken)?;
    let placed = Placed::of(arguments, case, &taken.text, &key)?;

    let text = std::str::from_utf8(bytes).expect("a file without errors is UTF-8");
    let mut edit = Edit::of(text)?;
    if let Some(entries::Source { key, new: Some(entries) }) = &source {
        edit.add_table("sources", key, entries)?;
    }
    edit.add_table("documents", &key, &described.entries(source.as_ref(), &placed.file, &sha256))?;
    let text = edit.text();
    let name = arguments.case.display().to_string();
    let Some(after) = file::read(&name, &text).case else {
        return Err(Refusal::new(format!("`{name}` is left as it is: with the document it would no longer be sound"))
            .help("this is a fault of the program; please report it with the file, if you may show it"));
    };
    put::put(&put::Putting {
        case: (&arguments.case, bytes, &text),
        text: placed.write.clone().map(|path| (path, taken.text.as_str())),
        force: arguments.force,
    })?;
    let added = Added {
        related: related(arguments, case, &texts, &taken.text),
        new: true,
        file: Some(placed.file),
        copied: placed.write.is_some(),
        sha256,
        source: source.map(|s| (s.key, s.new.is_some())),
        described,
        notes: taken.notes,
        text: taken.text,
        key,
    };
    Ok((added, Some(after)))
}

/// The document of the case that has this text already, by its file or by what is recorded of it.
fn known(case: &Case, texts: &[Text], taken: &TakenIn, sha256: &str) -> Option<usize> {
    let same = |n: &usize| {
        let recorded = case.documents()[*n].sha256.as_ref().is_some_and(|(recorded, _)| recorded == sha256);
        let there = match &texts[*n] {
            Text::Bytes(bytes) => std::str::from_utf8(bytes).is_ok_and(|text| canonical(text).text == taken.text),
            _ => false,
        };
        recorded || there
    };
    (0..case.documents().len()).find(same)
}

fn already(case: &Case, known: usize, taken: TakenIn, sha256: String) -> Added {
    let document = &case.documents()[known];
    Added {
        key: document.key.clone(),
        new: false,
        file: document.file.as_ref().map(|(file, _)| file.clone()),
        copied: false,
        sha256,
        text: taken.text,
        source: document.source.map(|s| (case.source(s).key.clone(), false)),
        described: Described::default(),
        notes: taken.notes,
        related: Vec::new(),
    }
}

fn key_of(arguments: &Arguments, case: &Case, taken: &TakenIn) -> Result<String, Refusal> {
    let there = |key: &str| case.documents().iter().any(|d| d.key.eq_ignore_ascii_case(key));
    if let Some(key) = &arguments.key {
        let key = key::given(key)?;
        if there(&key) {
            return Err(Refusal::new(format!("the case has a document `{key}` already")).help("choose another `--key`"));
        }
        return Ok(key);
    }
    let stem = arguments
        .file
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .filter(|_| arguments.file != Path::new("-"));
    let title = arguments.title.as_deref().or(taken.title.as_deref());
    let made = stem.as_deref().and_then(key::made).or_else(|| title.and_then(key::made));
    Ok(key::free(&made.unwrap_or_else(|| "document".to_owned()), there))
}

/// The documents outside of its family that share more with it than chance and quotations explain.
fn related(arguments: &Arguments, case: &Case, texts: &[Text], text: &str) -> Vec<(String, Kinship)> {
    let documents = case.documents();
    let family = families(documents);
    let origins = [&arguments.derived_from, &arguments.translation_of].into_iter().flatten();
    let own: Vec<detente::case::DocumentId> =
        origins.filter_map(|o| documents.iter().position(|d| d.key == *o)).map(|n| family[n]).collect();
    let others = texts.iter().enumerate().filter(|(n, _)| !own.contains(&family[*n]));
    others
        .filter_map(|(n, other)| {
            let Text::Bytes(bytes) = other else { return None };
            let kin = kinship(text, std::str::from_utf8(bytes).ok()?);
            derived(&kin).then(|| (documents[n].key.clone(), kin))
        })
        .collect()
}
