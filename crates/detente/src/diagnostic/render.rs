//! Diagnostics as text for people (full and concise) and for programs.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Diagnostic, Label, Place, Severity};

/// How diagnostics are to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With ANSI colours; nothing is said by colour alone.
    pub colour: bool,
    /// Widest line.
    pub width: usize,
}

/// Message, the lines of the file with what is wrong underlined, notes and help.
pub fn full(diagnostic: &Diagnostic, file: &str, text: &str, look: Look) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.entry().id);
    let group = if text.is_empty() {
        title.element(Origin::path(file))
    } else {
        let mut primary = AnnotationKind::Primary.span(span(diagnostic.place, text));
        if !diagnostic.label.is_empty() {
            primary = primary.label(&diagnostic.label);
        }
        let more = diagnostic
            .more
            .iter()
            .map(|Label { place, text: label }| AnnotationKind::Context.span(span(*place, text)).label(label));
        title.element(Snippet::source(text).path(file).fold(true).annotation(primary).annotations(more))
    };
    let notes = diagnostic.notes.iter().map(|n| Level::NOTE.message(n));
    let help = diagnostic.help.iter().map(|h| Level::HELP.message(h));
    let group = group.elements(notes).elements(help);
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(look.width).render(&[group])
}

/// `file:line:column: error D020: message`
pub fn concise(diagnostic: &Diagnostic, file: &str, text: &str) -> String {
    let (line, column) = diagnostic.place.line_column(text);
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{file}:{line}:{column}: {severity} {}: {}", diagnostic.code, diagnostic.message)
}

/// A diagnostic for programs.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    code: &'static str,
    severity: Severity,
    message: String,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    notes: Vec<String>,
    help: Vec<String>,
}

/// The same facts for programs; lines and columns count from 1, columns in characters.
pub fn machine(diagnostic: &Diagnostic, file: &str, text: &str) -> Machine {
    let (line, column) = diagnostic.place.line_column(text);
    let end = Place { start: diagnostic.place.end, end: diagnostic.place.end };
    let (end_line, end_column) = end.line_column(text);
    Machine {
        code: diagnostic.code.entry().id,
        severity: diagnostic.severity(),
        message: diagnostic.message.clone(),
        file: file.to_owned(),
        line,
        column,
        end_line,
        end_column,
        notes: diagnostic.notes.clone(),
        help: diagnostic.help.clone(),
    }
}

/// The place as a range that lies within the text, on character boundaries, and is cut at the end of its line
/// where it is longer than a few lines.
fn span(place: Place, text: &str) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(place.start);
    let mut end = floor(place.end.max(place.start));
    if text[start..end].matches('\n').count() > 4 {
        end = text[start..].find('\n').map_or(end, |n| start + n);
    }
    start..end
}
