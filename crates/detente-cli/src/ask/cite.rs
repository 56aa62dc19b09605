//! `detente cite`
use crate::{Outcome, output::Refusal};
use clap::Args;
#[derive(Debug, Args)]
pub(crate) struct Arguments {}
pub(crate) fn run(_a: &Arguments, _s: crate::Screen) -> Result<Outcome, Refusal> {
    Ok(Outcome::Answered)
}
