//! What goes to standard output and standard error.

use std::io::{self, Write};

use detente::diagnostic::{Diagnostic, Lines, Severity, printable, render};
pub(crate) use detente::question::Refusal;
use detente::show::{self, Doc};

use crate::{Form, Screen};

/// Diagnostics that are printed in full; what follows the first hundred seldom says anything new.
const MOST_SHOWN: usize = 100;

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Refusal> {
    let mut out = io::stdout().lock();
    unless_closed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whoever closes the pipe has seen enough: that is no failure.
fn unless_closed(written: io::Result<()>) -> Result<(), Refusal> {
    match written {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::new(format!("cannot write to standard output: {fault}")))
        }
        _ => Ok(()),
    }
}

/// Writes a document for programs to standard output, as it goes: it may be long.
pub(crate) fn print_json(document: &impl serde::Serialize) -> Result<(), Refusal> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, document)
        .map_err(io::Error::from)
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush());
    unless_closed(written)
}

/// Writes an answer for people, and beside it how many warnings there are about the file.
pub(crate) fn tell(doc: &Doc, form: Form, screen: Screen, file: &str, warnings: usize) -> Result<(), Refusal> {
    print(&if form.markdown { show::markdown::draw(doc) } else { show::text::draw(doc, screen.width, screen.colour) })?;
    if warnings > 0 {
        let warnings = count(warnings, "warning");
        say(&format!("note: {warnings} about this file: `detente check {}`", printable(file)));
    }
    Ok(())
}

/// Writes to standard error; there is nobody to tell if that fails.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes a refusal to standard error, without what might steer the terminal: it may repeat names as they were typed.
pub(crate) fn complain(refusal: &Refusal, screen: Screen) {
    let mut text = String::from(if screen.error_colour { "\u{1b}[1;31merror\u{1b}[0m: " } else { "error: " });
    text.push_str(&printable(&refusal.message));
    for help in &refusal.help {
        text.push_str(&format!("\n  = help: {}", printable(help)));
    }
    say(&text);
}

/// Diagnostics as people read them: the first in full, and how many more there are.
pub(crate) fn diagnostics(all: &[Diagnostic], file: &str, text: &str, look: render::Look) -> String {
    let lines = Lines::of(text);
    let mut out = String::new();
    // Where not all are shown, the errors come first.
    let mut order: Vec<&Diagnostic> = all.iter().collect();
    if all.len() > MOST_SHOWN {
        order.sort_by_key(|d| d.severity() != Severity::Error);
    }
    for d in order.iter().take(MOST_SHOWN) {
        out.push_str(&render::full(d, file, &lines, look));
        out.push_str("\n\n");
    }
    if let Some(more) = all.len().checked_sub(MOST_SHOWN).filter(|n| *n > 0) {
        out.push_str(&format!("... and {more} more; `detente check --concise` tells each in a line\n\n"));
    }
    out
}

/// `1 warning`, `2 warnings`
pub(crate) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Columns of the terminal, or 80.
pub(crate) fn terminal_width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    told.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80).clamp(40, 120)
}
