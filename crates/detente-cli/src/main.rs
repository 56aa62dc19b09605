//! `detente`: what blocks an agreement, and what would unblock it.

mod ask;
mod document;
mod input;
mod output;
mod stop;
mod wait;
mod write;

use std::{io::IsTerminal, process::ExitCode};

use clap::{Args, ColorChoice, Parser, Subcommand};

/// What a run of the program comes to, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The question was answered.
    Answered,
    /// The file has errors.
    Faulty,
    /// It could not run, or was stopped before it was done.
    CouldNot,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Answered => 0,
            Outcome::Faulty => 1,
            Outcome::CouldNot => 2,
        })
    }
}

/// Says exactly what blocks an agreement, and what would unblock it.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Lines of text are at most this wide
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    width: Option<u16>,
}

const EXAMPLES: &str = "\
Examples:
  detente new talks.case.toml       write a small case to start from
  detente check talks.case.toml     is the file sound?
  detente why talks.case.toml       what blocks an agreement?
  detente deals talks.case.toml     what could all accept, and what would be fair?
  detente stable talks.case.toml    would it hold?
  detente roadmap talks.case.toml   in what order, and what if there is none?
  detente track talks.case.toml     who moved, and how far apart are they?
  detente claims talks.case.toml    who is known to want what, and through whom?
  detente read report.txt           what does a report say, and who says so?

Exit codes: 0 answered, 1 the file has errors, 2 could not run or was cut short by you";

#[derive(Debug, Subcommand)]
enum Command {
    /// What blocks an agreement, and what would unblock it
    Why(ask::why::Arguments),
    /// Which packages are possible, efficient and fair
    Deals(ask::deals::Arguments),
    /// Would it hold? Who would leave which state, and what deters them
    Stable(ask::stable::Arguments),
    /// In what order? A schedule, or the ring that prevents it and the cheapest bridges
    Roadmap(ask::roadmap::Arguments),
    /// How did positions move from round to round? Who moved, by how much, and what stands still
    Track(ask::track::Arguments),
    /// Who is known to want what, and through whom; what rests on the narrator alone
    Claims(ask::claims::Arguments),
    /// What do reports say? Statements with their words and speakers, proposed for a person to decide
    Read(ask::read::Arguments),
    /// What changed between two versions of a case, and in every answer
    Diff(ask::diff::Arguments),
    /// Is an answer right? Holds it against its case, by slow code that can be seen to be right
    Verify(ask::verify::Arguments),
    /// Is the file sound? Every problem with its place and what to do
    Check(ask::check::Arguments),
    /// Decide on what was read: accept, edit or reject proposals, by keyboard or by flags
    Review(Box<ask::review::Arguments>),
    /// The quotes behind an element of the case
    Cite(ask::cite::Arguments),
    /// Take documents into a case, and see what has become of them
    Source(ask::source::Arguments),
    /// Write a small case to start from
    New(ask::new::Arguments),
    /// Lay a case file out evenly; comments and order stay
    Fmt(ask::fmt::Arguments),
    /// Make a case of another program's files
    Import(ask::import::Arguments),
    /// Write a case as another program's files
    Export(ask::export::Arguments),
    /// The JSON Schema of the case file, or of an answer
    Schema(ask::schema::Arguments),
    /// What a code such as D020 means, with an example and the mend
    Explain(ask::explain::Arguments),
    /// How the program asks itself to read a stranger's file, in a process of its own
    #[command(name = document::COMMAND, hide = true)]
    ReadApart {
        /// What is on standard input
        what: document::Apart,
    },
}

/// How what is printed is to look.
#[derive(Debug, Clone, Copy)]
struct Screen {
    /// Colour on standard output.
    colour: bool,
    /// Colour on standard error.
    error_colour: bool,
    width: usize,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, Args)]
struct Form {
    /// One JSON document for programs
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Markdown
    #[arg(long)]
    markdown: bool,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(fault) => {
            let code = if fault.use_stderr() { Outcome::CouldNot } else { Outcome::Answered };
            // A closed pipe is nobody's fault.
            let _ = fault.print();
            return code.into();
        }
    };
    let wanted = |terminal: bool| match cli.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    let screen = Screen {
        colour: wanted(std::io::stdout().is_terminal()),
        error_colour: wanted(std::io::stderr().is_terminal()),
        width: cli.width.map_or_else(output::terminal_width, usize::from),
    };
    let outcome = match cli.command {
        Command::Why(a) => ask::why::run(&a, screen),
        Command::Deals(a) => ask::deals::run(&a, screen),
        Command::Stable(a) => ask::stable::run(&a, screen),
        Command::Roadmap(a) => ask::roadmap::run(&a, screen),
        Command::Track(a) => ask::track::run(&a, screen),
        Command::Claims(a) => ask::claims::run(&a, screen),
        Command::Read(a) => ask::read::run(&a, screen),
        Command::Diff(a) => ask::diff::run(&a, screen),
        Command::Verify(a) => ask::verify::run(&a, screen),
        Command::Check(a) => ask::check::run(&a, screen),
        Command::Review(a) => ask::review::run(&a, screen),
        Command::Cite(a) => ask::cite::run(&a, screen),
        Command::Source(a) => ask::source::run(&a, screen),
        Command::New(a) => ask::new::run(&a),
        Command::Fmt(a) => ask::fmt::run(&a, screen),
        Command::Import(a) => ask::import::run(&a, screen),
        Command::Export(a) => ask::export::run(&a, screen),
        Command::Schema(a) => ask::schema::run(&a),
        Command::Explain(a) => ask::explain::run(&a, screen),
        Command::ReadApart { what } => document::answer(what),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(refusal) => {
            output::complain(&refusal, screen);
            Outcome::CouldNot.into()
        }
    }
}
