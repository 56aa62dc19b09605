//! The one place where the laws touch the library: asks it `why` and hands back what it says, as JSON.

use std::panic::catch_unwind;

use detente::{
    agreement::parse_package,
    question::Budget,
    why::{Only, Why},
};
use serde_json::Value;

use crate::{
    answer::{Answer, Read},
    read::read,
    spec::Spec,
};

/// How the question is asked; by default with every way out listed, and nothing left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked<'a> {
    pub(crate) threads: usize,
    /// At most so many ways out are listed.
    pub(crate) max: Option<usize>,
    /// `content` or `order`.
    pub(crate) only: Option<&'a str>,
    /// Spend no effort on finding all conflicts: the ways out are then looked for by themselves.
    pub(crate) no_effort: bool,
    /// Answer under every reading of what is disputed.
    pub(crate) readings: bool,
    /// `issue=option,...`
    pub(crate) package: Option<&'a str>,
}

/// The answer to a case, with every conflict and every way out of it.
pub(crate) fn ask(spec: &Spec) -> Read<Answer> {
    read(spec, &ask_why(&spec.to_toml(), &Asked::default())?)
}

/// The answer to the text of a case file, as JSON; `Err` says why there is none.
pub(crate) fn ask_why(text: &str, asked: &Asked<'_>) -> Read<Value> {
    catch_unwind(|| ask_library(text, asked)).map_err(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        format!("the library panicked: {}", message.unwrap_or("no message"))
    })?
}

fn ask_library(text: &str, asked: &Asked<'_>) -> Read<Value> {
    let read = detente::file::read("random.case.toml", text);
    let Some(case) = read.case else {
        return Err(format!("the file was not read: {:?}", read.diagnostics));
    };
    let package = asked.package.map(|p| parse_package(&case, p)).transpose().map_err(|refusal| refusal.message)?;
    let only = asked.only.map(|o| if o == "content" { Only::Content } else { Only::Order });
    let why = Why { max: asked.max, only, package, readings: asked.readings, ..Why::default() };
    let all = Budget::default();
    let budget = Budget { threads: asked.threads.max(1), effort: if asked.no_effort { 0 } else { all.effort }, ..all };
    let answer = why.ask(&case, &budget).map_err(|refusal| refusal.message)?;
    if let (Some(limit), false) = (&answer.limit, asked.no_effort) {
        return Err(format!("cut short: {limit}"));
    }
    Ok(answer.facts(&case).0)
}
