//! `detente new`
use crate::{Outcome, output::Refusal};
use clap::Args;
#[derive(Debug, Args)]
pub(crate) struct Arguments {}
pub(crate) fn run(_a: &Arguments) -> Result<Outcome, Refusal> {
    Ok(Outcome::Answered)
}
