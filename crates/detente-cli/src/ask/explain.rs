//! `detente explain`

use clap::Args;
use detente::diagnostic::{Code, Severity, closest};

use crate::{
    Outcome, Screen,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A code such as D020; without it, the table of all codes
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, _screen: Screen) -> Result<Outcome, Refusal> {
    let Some(wanted) = &arguments.code else {
        let mut table = String::new();
        for code in Code::ALL {
            let entry = code.entry();
            let severity = match entry.severity {
                Severity::Error => "error  ",
                Severity::Warning => "warning",
            };
            table.push_str(&format!("{}  {severity}  {}\n", entry.id, entry.title));
        }
        output::print(&table)?;
        return Ok(Outcome::Answered);
    };
    let Some(code) = Code::find(wanted) else {
        let ids: Vec<&str> = Code::ALL.iter().map(|c| c.entry().id).collect();
        let refusal = Refusal::new(format!("there is no code `{wanted}`"));
        return Err(match closest(wanted, &ids) {
            Some(near) => refusal.help(format!("did you mean `{near}`? `detente explain` lists them all")),
            None => refusal.help("`detente explain` lists them all"),
        });
    };
    output::print(code.entry().page)?;
    Ok(Outcome::Answered)
}
