//! Prints a random conflict of yes/no issues that parties decide alone, always the same one for the same options.
//!
//! ```text
//! cargo run --release -p detente --example random_conflict -- --issues 24 --parties 4 --statements 20 --seed 1
//! ```

#[path = "../benches/random_case/conflict.rs"]
mod conflict;
#[path = "../benches/random_case/dice.rs"]
mod dice;

use std::process::ExitCode;

use conflict::Conflict;

const USAGE: &str =
    "options: [--issues N] [--parties N] [--statements N] [--one-way PER-MILLE] [--constraints N] [--seed N]";

fn main() -> ExitCode {
    match wanted(std::env::args().skip(1)) {
        Ok(conflict) => {
            print!("{}", conflict.text());
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn wanted(mut options: impl Iterator<Item = String>) -> Result<Conflict, String> {
    let mut conflict = Conflict { issues: 20, parties: 4, statements: 20, one_way: 0, constraints: 0, seed: 1 };
    while let Some(option) = options.next() {
        let number: usize =
            options.next().and_then(|n| n.parse().ok()).ok_or_else(|| format!("`{option}` wants a whole number"))?;
        match option.as_str() {
            "--issues" => conflict.issues = number.max(1),
            "--parties" => conflict.parties = number.max(1),
            "--statements" => conflict.statements = number,
            "--one-way" => conflict.one_way = number,
            "--constraints" => conflict.constraints = number,
            "--seed" => conflict.seed = number as u64,
            _ => return Err(format!("there is no option `{option}`")),
        }
    }
    Ok(conflict)
}
