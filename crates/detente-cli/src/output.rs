//! What goes to standard output and standard error.

use std::{
    fmt,
    io::{self, Write},
};

use detente::diagnostic::{Diagnostic, render};

use crate::Screen;

/// Why something could not be done, and what to do.
#[derive(Debug)]
pub(crate) struct Refusal {
    message: String,
    help: Vec<String>,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Refusal { message: message.into(), help: Vec::new() }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

impl From<detente::question::Refusal> for Refusal {
    fn from(refusal: detente::question::Refusal) -> Self {
        Refusal { message: refusal.message, help: refusal.help }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        for help in &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

/// Writes to standard output. Whoever closes the pipe has seen enough: that is no failure.
pub(crate) fn print(text: &str) -> Result<(), Refusal> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => {
            Err(Refusal::new(format!("cannot write to standard output: {fault}")))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error; there is nobody to tell if that fails.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes a refusal to standard error.
pub(crate) fn complain(refusal: &Refusal, screen: Screen) {
    let text = refusal.to_string();
    if screen.error_colour {
        say(&text.replacen("error:", "\u{1b}[1;31merror\u{1b}[0m:", 1));
    } else {
        say(&text);
    }
}

/// Diagnostics as people read them.
pub(crate) fn diagnostics(all: &[Diagnostic], file: &str, text: &str, look: render::Look) -> String {
    let mut out = String::new();
    for d in all {
        out.push_str(&render::full(d, file, text, look));
        out.push_str("\n\n");
    }
    out
}

/// Columns of the terminal, or 80.
pub(crate) fn terminal_width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    told.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80).clamp(40, 120)
}
