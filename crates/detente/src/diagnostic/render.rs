//! Diagnostics as text for people (full and concise) and for programs.

use std::{borrow::Cow, ops::Range};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Diagnostic, Label, Lines, Place, Severity, printable, unprintable};

/// How diagnostics are to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With ANSI colours; nothing is said by colour alone.
    pub colour: bool,
    /// Widest line.
    pub width: usize,
}

/// Message, the lines of the file with what is wrong underlined, notes and help.
pub fn full(diagnostic: &Diagnostic, file: &str, lines: &Lines<'_>, look: Look) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.entry().id);
    let file = printable(file);
    let group = if lines.text().is_empty() {
        title.element(Origin::path(&file))
    } else {
        let spans: Vec<Range<usize>> = std::iter::once(diagnostic.place)
            .chain(diagnostic.more.iter().map(|l| l.place))
            .map(|p| span(p, lines.text()))
            .collect();
        // Only the lines that are shown, with one around them: the text may be long and the diagnostics many.
        let first = spans.iter().map(|s| lines.line(s.start)).min().unwrap_or(0).saturating_sub(1);
        let last = spans.iter().map(|s| lines.line(s.end)).max().unwrap_or(0) + 1;
        let (text, start) = lines.window(first, last);
        let text = seen(text);
        let mut within = spans.into_iter().map(|s| s.start.saturating_sub(start)..s.end.saturating_sub(start));
        let mut primary = AnnotationKind::Primary.span(within.next().unwrap_or(0..0));
        if !diagnostic.label.is_empty() {
            primary = primary.label(&diagnostic.label);
        }
        let more = diagnostic
            .more
            .iter()
            .zip(within)
            .map(|(Label { text: label, .. }, span)| AnnotationKind::Context.span(span).label(label));
        let snippet = Snippet::source(text).line_start(first + 1).path(&*file).fold(true);
        title.element(snippet.annotation(primary).annotations(more))
    };
    let notes = diagnostic.notes.iter().map(|n| Level::NOTE.message(n));
    let help = diagnostic.help.iter().map(|h| Level::HELP.message(h));
    let group = group.elements(notes).elements(help);
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(look.width).render(&[group])
}

/// `file:line:column: error D020: message`
pub fn concise(diagnostic: &Diagnostic, file: &str, lines: &Lines<'_>) -> String {
    let (line, column) = lines.line_column(diagnostic.place);
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{}:{line}:{column}: {severity} {}: {}", printable(file), diagnostic.code, diagnostic.message)
}

/// A diagnostic for programs.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    code: &'static str,
    severity: Severity,
    message: String,
    file: String,
    #[serde(flatten)]
    stretch: Stretch,
    label: String,
    more: Vec<Further>,
    notes: Vec<String>,
    help: Vec<String>,
}

/// A stretch of the file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Serialize)]
struct Stretch {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A further place that matters.
#[derive(Debug, Clone, Serialize)]
struct Further {
    #[serde(flatten)]
    stretch: Stretch,
    label: String,
}

/// The same facts for programs.
pub fn machine(diagnostic: &Diagnostic, file: &str, lines: &Lines<'_>) -> Machine {
    let stretch = |place: Place| {
        let (line, column) = lines.line_column(place);
        let (end_line, end_column) = lines.line_column(Place { start: place.end, end: place.end });
        Stretch { line, column, end_line, end_column }
    };
    Machine {
        code: diagnostic.code.entry().id,
        severity: diagnostic.severity(),
        message: diagnostic.message.clone(),
        file: file.to_owned(),
        stretch: stretch(diagnostic.place),
        label: diagnostic.label.clone(),
        more: diagnostic.more.iter().map(|l| Further { stretch: stretch(l.place), label: l.text.clone() }).collect(),
        notes: diagnostic.notes.clone(),
        help: diagnostic.help.clone(),
    }
}

/// A text with every format character replaced by signs of as many bytes, so that places stay right; control characters
/// are the renderer's business.
fn seen(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| unprintable(c) && !c.is_control();
    if !text.contains(hidden) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.len_utf8() {
            _ if !hidden(c) => out.push(c),
            2 => out.push_str("??"),
            3 => out.push('\u{fffd}'),
            _ => out.push_str("\u{fffd}?"),
        }
    }
    out.into()
}

/// The place as a range that lies within the text, on character boundaries, and is cut at the end of its line
/// where it is longer than a few lines.
fn span(place: Place, text: &str) -> Range<usize> {
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
