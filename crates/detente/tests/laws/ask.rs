//! The one place where the laws touch the library: asks it `why` and hands back what it says, as JSON.

use std::panic::catch_unwind;

use detente::{question::Budget, why::Why};
use serde_json::Value;

use crate::{
    answer::{Answer, Read},
    read::read,
    spec::Spec,
};

/// The answer to a case, with every conflict and every way out of it.
pub(crate) fn ask(spec: &Spec) -> Read<Answer> {
    read(spec, &ask_why(&spec.to_toml(), 1)?)
}

/// The answer to the text of a case file, as JSON; `Err` says why there is none.
pub(crate) fn ask_why(text: &str, threads: usize) -> Read<Value> {
    catch_unwind(|| ask_library(text, threads)).map_err(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        format!("the library panicked: {}", message.unwrap_or("no message"))
    })?
}

fn ask_library(text: &str, threads: usize) -> Read<Value> {
    let read = detente::file::read("random.case.toml", text);
    let Some(case) = read.case else {
        return Err(format!("the file was not read: {:?}", read.diagnostics));
    };
    let why = Why { max: None, ..Why::default() };
    let answer = why.ask(&case, &Budget { threads, ..Budget::default() }).map_err(|refusal| refusal.message)?;
    if let Some(limit) = &answer.limit {
        return Err(format!("cut short: {limit}"));
    }
    Ok(answer.facts(&case).0)
}
