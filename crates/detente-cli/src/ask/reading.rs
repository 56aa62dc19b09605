//! How a question reads what is disputed, or doubted by whoever asks: options that `why`, `deals`, `stable` and `roadmap`
//! share.

use clap::{Args, ValueEnum};
use detente::{case::Case, readings::Doubt};
use serde_json::{Value, json};

use crate::output::Refusal;

#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// How to read what is disputed: `stated`, as the file has it; `all`, under each combination
    #[arg(long, value_name = "WHICH", default_value = "stated")]
    reading: Which,
    /// Does the answer depend on this? Read both ways what is known only through the `narrator` or an `opponent`, or what
    /// rests on these claims alone
    #[arg(long, value_name = "WHAT,...", value_delimiter = ',')]
    doubt: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Which {
    Stated,
    All,
}

impl Reading {
    /// Whether what is disputed is read both ways.
    pub(crate) fn all(&self) -> bool {
        self.reading == Which::All
    }

    /// What is read both ways instead.
    pub(crate) fn doubt(&self, case: &Case) -> Result<Doubt, Refusal> {
        Doubt::parse(case, &self.doubt)
    }

    /// The options as they were typed, put among others.
    pub(crate) fn put(&self, options: &mut Value) {
        let all = self.all() || !self.doubt.is_empty();
        options["reading"] = json!(if all { "all" } else { "stated" });
        options["doubt"] = if self.doubt.is_empty() { Value::Null } else { json!(self.doubt) };
    }
}
