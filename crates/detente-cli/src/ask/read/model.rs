//! `detente read prompt`, `detente read import` and `detente read --llm`: language models as one more reader.

mod cache;
mod document;
mod log;
mod outgoing;
#[cfg(feature = "llm")]
mod server;

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{
    case::Case,
    diagnostic::printable,
    question::Envelope,
    quote,
    read::{
        self, Draft, Input, Language,
        model::{self, Import, LARGEST, Merged, Note, Source},
    },
};
use serde_json::{Value, json};

use super::drafts;
use crate::{
    Form, Outcome, Screen,
    input::{self, Loaded},
    output::{self, Refusal},
};

/// What a model is asked about a document.
#[derive(Debug, Args)]
pub(crate) struct PromptArguments {
    /// The document: a file, or the key of one of the case's documents
    document: PathBuf,
    /// The case, whose issues the model is to sort statements under
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// Which part of a long document, counted from 1
    #[arg(long, value_name = "K", default_value_t = 1)]
    part: usize,
    /// One JSON document for programs, with the schema beside the prompt
    #[arg(long)]
    json: bool,
}

/// An answer of a model, to be taken through the gate.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The file with the model's answer, JSON alone; `-` is standard input
    answer: PathBuf,
    /// The document that it was asked about: a file, or the key of one of the case's documents
    #[arg(long, value_name = "DOCUMENT")]
    document: PathBuf,
    /// The case into whose draft the proposals go; without it they are printed only
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// What the model is called, for the record
    #[arg(long, value_name = "NAME", default_value = "unnamed")]
    model: String,
    #[command(flatten)]
    form: Form,
}

/// Whether and how a model is asked over the network.
#[allow(clippy::struct_field_names, reason = "the flag is called so")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Language models")]
pub(crate) struct Llm {
    /// Ask the model of this server too (OpenAI-compatible, as in `http://localhost:11434/v1`): sends it the documents, after
    /// asking you
    #[arg(long, value_name = "URL", requires = "model")]
    llm: Option<String>,
    /// The model's name there
    #[arg(long, value_name = "NAME", requires = "llm")]
    model: Option<String>,
    /// Ask again, even where an answer is kept beside the case
    #[arg(long, requires = "llm")]
    refresh: bool,
    /// The environment variable that holds the server's key
    #[arg(long, value_name = "VARIABLE", requires = "llm")]
    api_key_env: Option<String>,
    /// Give an answer up after so many seconds
    #[arg(long, value_name = "SECONDS", requires = "llm", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    /// Send the documents without asking you first
    #[arg(long, requires = "llm")]
    yes: bool,
}

pub(crate) fn prompt(arguments: &PromptArguments, screen: Screen) -> Result<Outcome, Refusal> {
    let asked = json!({ "document": arguments.document.display().to_string(), "part": arguments.part });
    let loaded = match loaded(arguments.case.as_deref(), arguments.json, "read prompt", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = case_of(loaded.as_ref());
    let refused = |refusal| input::refused("read prompt", &asked, loaded.as_ref(), refusal, arguments.json);
    let document = document::of(&arguments.document, arguments.case.as_deref().zip(case)).map_err(refused)?;
    let source = Source { key: &document.key, text: &document.text };
    let made = model::prompt(&source, case, &Language::english(), arguments.part).map_err(refused)?;
    let confidential = case.is_some_and(|c| confidential(c, &document.key, &made.sha256));
    if confidential {
        output::say(&format!(
            "warning: document `{}` is marked confidential: give this prompt to nothing outside this machine",
            printable(&document.key)
        ));
    }
    if made.parts > 1 {
        output::say(&format!(
            "note: this is part {} of {}, sentences {} to {}; the others: `--part K`",
            made.part, made.parts, made.first, made.last
        ));
    }
    if arguments.json {
        let mut answer = serde_json::to_value(&made).expect("a prompt has text keys alone");
        answer["confidential"] = json!(confidential);
        output::print_json(&wrapped("read prompt", &asked, loaded.as_ref(), answer))?;
    } else {
        output::print(&printable(&made.prompt))?;
    }
    Ok(Outcome::Answered)
}

pub(crate) fn import(arguments: &ImportArguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let shown = |path: &PathBuf| path.display().to_string();
    let asked = json!({
        "answer": shown(&arguments.answer),
        "document": shown(&arguments.document),
        "case": arguments.case.as_ref().map(shown),
        "model": arguments.model,
    });
    let loaded = match loaded(arguments.case.as_deref(), json, "read import", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = case_of(loaded.as_ref());
    let refused = |refusal| input::refused("read import", &asked, loaded.as_ref(), refusal, json);
    let beside = arguments.case.as_deref().zip(case);
    let document = document::of(&arguments.document, beside).map_err(refused)?;
    let bytes = document::bytes(&arguments.answer, LARGEST).map_err(refused)?;
    let key = quote::sha256(&bytes);
    let language = Language::english();
    let source = Source { key: &document.key, text: &document.text };
    let made = model::import(&bytes, &source, case, &language, &arguments.model, &key).map_err(refused)?;
    let mut read = read::read(std::slice::from_ref(&document), case, &language);
    let read = read.documents.remove(0);
    let merged = match arguments.case.as_deref() {
        None => None,
        Some(path) => Some(kept(path, &document, &made, &arguments.model, &key, &language).map_err(refused)?),
    };
    if json {
        let notes: Vec<&Note> = made.notes.iter().chain(merged.iter().flat_map(|m| &m.notes)).collect();
        let answer = json!({
            "document": document.key,
            "sha256": read.sha256,
            "model": arguments.model,
            "key": key,
            "proposals": made.proposals,
            "rejected": made.rejected,
            "notes": notes,
            "added": merged.as_ref().map(|m| &m.added),
        });
        output::print_json(&wrapped("read import", &asked, loaded.as_ref(), answer))?;
        return Ok(Outcome::Answered);
    }
    let (name, warnings) = loaded.as_ref().map_or(("", 0), |l| (l.file.as_str(), l.diagnostics.len()));
    output::tell(&made.show(&read, case, merged.as_ref()), arguments.form, screen, name, warnings)?;
    if let Some(path) = &arguments.case {
        output::say(&printable(&format!("kept in {}", drafts::beside(path).display())));
        if !made.rejected.is_empty() {
            output::say(&printable(&format!("what was rejected stands in {}", log::beside(path).display())));
        }
    }
    Ok(Outcome::Answered)
}

/// Puts what a model proposes into the draft beside a case, and what was rejected into the log beside it.
fn kept(
    path: &Path,
    document: &Input,
    made: &Import,
    model: &str,
    key: &str,
    language: &Language,
) -> Result<Merged, Refusal> {
    let sha256 = quote::sha256(document.text.as_bytes());
    let mut draft = drafts::stored(path)?.ok_or_else(|| {
        Refusal::new(format!("there is no draft beside `{}` yet", path.display()))
            .help("read the document first: `detente read FILE --case CASE`")
    })?;
    let merged = model::merge(&mut draft, &document.key, &sha256, made, language)?;
    log::append(path, &document.key, &sha256, model, key, &made.rejected)?;
    drafts::write(path, &draft)?;
    Ok(merged)
}

impl Llm {
    /// Whether a model is to be asked.
    pub(crate) fn asked(&self) -> bool {
        self.llm.is_some()
    }

    /// That what is asked for can be asked at all: looked at before anything is written.
    pub(crate) fn ready(&self) -> Result<(), Refusal> {
        self.llm.as_deref().map_or(Ok(()), |url| outgoing::Base::of(url).map(|_| ()))
    }

    /// Asks the model about each document, and puts what passes the gate into a draft of the same documents. Says on
    /// standard error what came of each.
    pub(crate) fn ask(
        &self,
        documents: &[Input],
        case: Option<(&Path, &Case)>,
        language: &Language,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let (Some(url), Some(name)) = (&self.llm, &self.model) else { return Ok(()) };
        let base = outgoing::Base::of(url)?;
        if let Some((_, case)) = case {
            unless_confidential(case, documents)?;
        }
        let mut requests = Vec::new();
        for document in documents {
            let source = Source { key: &document.key, text: &document.text };
            let mut part = 1;
            loop {
                let prompt = model::prompt(&source, case.map(|c| c.1), language, part)?;
                let parts = prompt.parts;
                requests.push(outgoing::Request::new(&base, name, document, prompt));
                if part == parts {
                    break;
                }
                part += 1;
            }
        }
        let answers = self.answers(&base, name, &requests, case.map(|c| c.0))?;
        for document in documents {
            let mut all = (Import::default(), Merged::default());
            let sha256 = quote::sha256(document.text.as_bytes());
            for (request, answer) in requests.iter().zip(&answers).filter(|(r, _)| r.document == document.key) {
                let source = Source { key: &document.key, text: &document.text };
                let made = model::import(answer.as_bytes(), &source, case.map(|c| c.1), language, name, &request.key)
                    .map_err(|refusal| about(refusal, request))?;
                let merged = model::merge(draft, &document.key, &sha256, &made, language)?;
                if let Some((path, _)) = case {
                    log::append(path, &document.key, &sha256, name, &request.key, &made.rejected)?;
                }
                all.0.proposals.extend(made.proposals);
                all.0.rejected.extend(made.rejected);
                all.0.notes.extend(made.notes);
                all.1.added.extend(merged.added);
                all.1.notes.extend(merged.notes);
            }
            told(&document.key, &all.0, &all.1, case.map(|c| c.0));
        }
        Ok(())
    }

    /// The answers to all requests: those that are kept, and those of the server, once whoever asks agrees.
    fn answers(
        &self,
        base: &outgoing::Base,
        model: &str,
        requests: &[outgoing::Request],
        case: Option<&Path>,
    ) -> Result<Vec<String>, Refusal> {
        let mut answers: Vec<Option<String>> = Vec::new();
        for request in requests {
            let kept = match case.filter(|_| !self.refresh) {
                Some(path) => cache::kept(path, &request.key)?,
                None => None,
            };
            answers.push(kept);
        }
        let open: Vec<&outgoing::Request> =
            requests.iter().zip(&answers).filter(|(_, a)| a.is_none()).map(|(r, _)| r).collect();
        if !open.is_empty() {
            self.allowed(base, model, requests, &open)?;
            for (request, answer) in requests.iter().zip(&mut answers).filter(|(_, a)| a.is_none()) {
                *answer = Some(self.sent(base, model, request, case)?);
            }
        }
        Ok(answers.into_iter().flatten().collect())
    }

    #[cfg(feature = "llm")]
    fn allowed(
        &self,
        base: &outgoing::Base,
        model: &str,
        all: &[outgoing::Request],
        open: &[&outgoing::Request],
    ) -> Result<(), Refusal> {
        let key = server::api_key(self.api_key_env.as_deref())?;
        if key.is_some() && !base.secure && !base.loopback {
            return Err(Refusal::new(format!("the key would travel to `{}` unencrypted", base.host))
                .help("use an address that begins with `https://`"));
        }
        outgoing::told(base, model, all, open, server::proxy(base).as_deref(), key.is_some());
        outgoing::agreed(self.yes)
    }

    /// Asks the server, looks whether the answer can be read at all, and keeps it.
    #[cfg(feature = "llm")]
    fn sent(
        &self,
        base: &outgoing::Base,
        model: &str,
        request: &outgoing::Request,
        case: Option<&Path>,
    ) -> Result<String, Refusal> {
        let key = server::api_key(self.api_key_env.as_deref())?;
        let seconds = std::time::Duration::from_secs(self.timeout);
        let reply = server::ask(base, model, request, key.as_deref(), seconds).map_err(|r| about(r, request))?;
        model::readable(reply.content.as_bytes()).map_err(|refusal| about(refusal, request))?;
        if let Some(path) = case {
            cache::keep(path, &request.key, &base.url, model, &reply.mode, &reply.content)?;
        }
        Ok(reply.content)
    }

    #[cfg(not(feature = "llm"))]
    #[allow(clippy::unused_self, reason = "the same as with the feature")]
    fn allowed(
        &self,
        _: &outgoing::Base,
        _: &str,
        _: &[outgoing::Request],
        _: &[&outgoing::Request],
    ) -> Result<(), Refusal> {
        Err(Refusal::new("this program was built without asking models over the network")
            .help("build it with that: `cargo install detente-cli --features llm`")
            .help("or ask any model by hand: `detente read prompt` prints the question, `detente read import` takes the answer"))
    }

    #[cfg(not(feature = "llm"))]
    #[allow(clippy::unused_self, reason = "the same as with the feature")]
    fn sent(&self, _: &outgoing::Base, _: &str, _: &outgoing::Request, _: Option<&Path>) -> Result<String, Refusal> {
        unreachable!("nothing is sent that was not allowed")
    }
}

/// A refusal with the part of the document that it is about.
fn about(mut refusal: Refusal, request: &outgoing::Request) -> Refusal {
    refusal.message = format!("{}: {}", request.name(), refusal.message);
    refusal
}

/// Says what came of asking a model about a document.
fn told(document: &str, made: &Import, merged: &Merged, case: Option<&Path>) {
    let rejected = if made.rejected.is_empty() {
        String::new()
    } else {
        match case {
            Some(path) => format!(" (they stand in {})", log::beside(path).display()),
            None => String::new(),
        }
    };
    output::say(&printable(&format!(
        "note: `{document}`: {} of the model passed the gate, {} of them new; {} did not{rejected}",
        output::count(made.proposals.len(), "statement"),
        merged.added.len(),
        made.rejected.len(),
    )));
    if case.is_none() {
        for r in &made.rejected {
            output::say(&printable(&format!(
                "  rejected: statement {}: {}; it quotes \u{201c}{}\u{201d}",
                r.index, r.why, r.quote
            )));
        }
    }
    for note in made.notes.iter().chain(&merged.notes) {
        let about = note.index.map_or_else(String::new, |n| format!("statement {n}: "));
        output::say(&printable(&format!("  note: {about}{}", note.says)));
    }
}

/// Whether the case says that a text must not leave the machine, by the document's key or by its very text.
fn confidential(case: &Case, key: &str, sha256: &str) -> bool {
    let same = |recorded: &Option<(String, _)>| {
        recorded.as_ref().is_some_and(|(hash, _)| hash.trim().eq_ignore_ascii_case(sha256))
    };
    case.documents().iter().any(|d| d.confidential && (d.key == key || same(&d.sha256)))
}

/// Refuses before anything is sent where a document must not leave the machine.
fn unless_confidential(case: &Case, documents: &[Input]) -> Result<(), Refusal> {
    let marked: Vec<String> = documents
        .iter()
        .filter(|d| confidential(case, &d.key, &quote::sha256(d.text.as_bytes())))
        .map(|d| format!("`{}`", d.key))
        .collect();
    if marked.is_empty() {
        return Ok(());
    }
    let (noun, are) = if marked.len() == 1 { ("document", "is") } else { ("documents", "are") };
    Err(Refusal::new(format!("{noun} {} {are} marked confidential; nothing was sent", marked.join(", ")))
        .help("leave out what must not leave this machine")
        .help("for a model on this machine: `detente read prompt` prints the question, `detente read import` takes the answer"))
}

fn case_of(loaded: Option<&Loaded>) -> Option<&Case> {
    loaded.map(|l| l.case.as_ref().expect("a sound file is a case"))
}

/// The case, if one was given.
fn loaded(
    path: Option<&Path>,
    json: bool,
    question: &'static str,
    asked: &Value,
    screen: Screen,
) -> Result<Result<Option<Loaded>, Outcome>, Refusal> {
    match path {
        None => Ok(Ok(None)),
        Some(path) => Ok(input::load_sound(path, json, question, asked, screen)?.map(Some)),
    }
}

/// An answer for programs.
fn wrapped<'a>(
    question: &'static str,
    asked: &'a Value,
    loaded: Option<&'a Loaded>,
    answer: Value,
) -> Envelope<'a, &'a Value, Value> {
    if let (Some(loaded), Some(case)) = (loaded, case_of(loaded)) {
        return Envelope::new(question, asked, case, None, answer, &loaded.diagnostics);
    }
    let mut envelope = Envelope::of_files(question, asked, None, None, Vec::new());
    envelope.answer = Some(answer);
    envelope
}
