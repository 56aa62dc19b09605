//! Prints a random case, always the same one for the same options; with `--gcnf`, its rules as
//! clauses in groups; with `--gcnf-found`, only those clauses about walk-aways and order that suffice.
//!
//! ```text
//! cargo run --release -p detente --example random_case -- --demands 1000 --looseness medium --seed 3
//! ```
#![allow(
    clippy::needless_range_loop,
    clippy::collapsible_if,
    clippy::items_after_statements,
    reason = "plain loops are read fastest here"
)]

#[path = "../benches/random_case/dice.rs"]
mod dice;
#[path = "../benches/random_case/talks.rs"]
mod talks;

use std::process::ExitCode;

use detente::{file, formats::gcnf, question::Budget};
use talks::{Looseness, Talks};

/// Which clauses are written.
#[derive(Clone, Copy)]
enum Clauses {
    /// The whole case.
    Whole,
    /// Those that suffice, found by solving it first.
    Found,
}

const USAGE: &str = "options: [--demands N] [--looseness loose|medium|tight] [--seed N] [--parties N] [--issues N] \
                     [--steps N] [--clashes PER-MILLE] [--walk-away LOW,HIGH] [--gcnf] [--gcnf-found]";

fn main() -> ExitCode {
    match wanted(std::env::args().skip(1)) {
        Ok((talks, None)) => print!("{}", talks.text()),
        Ok((talks, Some(clauses))) => {
            let read = file::read("random.case.toml", &talks.text());
            let case = read.case.expect("random cases have no errors");
            match clauses {
                Clauses::Whole => print!("{}", gcnf::write_whole(&case)),
                Clauses::Found => print!("{}", gcnf::write(&case, &Budget::default())),
            }
        }
        Err(fault) => {
            eprintln!("{fault}\n{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// The talks that the options ask for, and whether they are to be written as clauses.
fn wanted(options: impl Iterator<Item = String>) -> Result<(Talks, Option<Clauses>), String> {
    let (mut clauses, mut given) = (None, Vec::new());
    let mut options = options.peekable();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--gcnf" => {
                clauses = Some(Clauses::Whole);
                continue;
            }
            "--gcnf-found" => {
                clauses = Some(Clauses::Found);
                continue;
            }
            _ => {}
        }
        let value = options.next().ok_or_else(|| format!("`{option}` wants a value"))?;
        given.push((option, value));
    }
    let last = |name: &str| given.iter().rev().find(|(option, _)| option == name).map(|(_, value)| value.as_str());
    let number = |name: &str, or: usize| match last(name) {
        Some(text) => text.parse().map_err(|_| format!("`{name}` wants a whole number, not `{text}`")),
        None => Ok(or),
    };
    let word = last("--looseness").unwrap_or("medium");
    let looseness = Looseness::ALL.into_iter().find(|l| l.word() == word);
    let looseness = looseness.ok_or_else(|| format!("`--looseness` is loose, medium or tight, not `{word}`"))?;
    let mut talks = Talks::new(number("--demands", 100)?, looseness, number("--seed", 1)? as u64);
    talks.parties = number("--parties", talks.parties)?.max(1);
    talks.issues = number("--issues", talks.issues)?.max(4);
    talks.steps = number("--steps", talks.steps)?;
    talks.clashes = number("--clashes", talks.clashes)?;
    if let Some(range) = last("--walk-away") {
        let ends = range.split_once(',').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
        let in_order = ends.filter(|(low, high): &(usize, usize)| low <= high && *high <= 100);
        talks.walk_away = in_order.ok_or_else(|| format!("`--walk-away` wants two numbers to 100, not `{range}`"))?;
    }
    const KNOWN: [&str; 8] =
        ["--demands", "--looseness", "--seed", "--parties", "--issues", "--steps", "--clashes", "--walk-away"];
    match given.iter().find(|(option, _)| !KNOWN.contains(&option.as_str())) {
        Some((option, _)) => Err(format!("`{option}` is no option")),
        None => Ok((talks, clauses)),
    }
}
