//! Taking a document in: from a file as it is found to its text in canonical form.

mod apart;
mod blocks;
mod bytes;
mod encoding;
mod html;
mod markdown;
mod pdf;

use std::path::Path;

use detente::{
    case::Date,
    file,
    source::{Canonical, canonical},
};
use serde::{Deserialize, Serialize};

pub(crate) use self::apart::{Apart, COMMAND, answer};
use crate::output::{Refusal, count};

/// How a document is to be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taking {
    /// Its encoding, where it neither is UTF-8 nor says what it is: `windows-1252`.
    pub(crate) encoding: Option<String>,
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenIn {
    /// Its text in canonical form; never empty.
    pub(crate) text: String,
    /// Its heading, as the file itself has it.
    pub(crate) title: Option<String>,
    /// Who wrote it, as the file itself says.
    pub(crate) author: Option<String>,
    /// When it appeared, as the file itself says.
    pub(crate) published: Option<Date>,
    /// Where it can be found, as the file itself says.
    pub(crate) url: Option<String>,
    /// Its language, as the file itself says: `en`.
    pub(crate) language: Option<String>,
    /// What was left out or put right on the way, each in a sentence.
    pub(crate) notes: Vec<String>,
}

/// What a reader of one kind of file makes of it, before its text is put into canonical form.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Found {
    text: String,
    title: Option<String>,
    author: Option<String>,
    published: Option<String>,
    url: Option<String>,
    language: Option<String>,
    notes: Vec<String>,
}

/// Largest HTML or PDF file that is read, in bytes; most of it is no text.
const LARGEST_MARKED_UP: usize = 64 << 20;

/// Reads a document, or standard input where the path is `-`.
///
/// The kind of a file follows from its first bytes, or else from the end of its name: PDF, HTML, Markdown, or plain text.
pub(crate) fn take_in(path: &Path, how: &Taking) -> Result<TakenIn, Refusal> {
    let name = bytes::name(path);
    let read = bytes::read(path, LARGEST_MARKED_UP)?;
    let kind = Kind::of(path, &read);
    let most = if matches!(kind, Kind::Pdf | Kind::Html) { LARGEST_MARKED_UP } else { file::LARGEST };
    if read.len() > most {
        return Err(too_large(&name, most));
    }
    kind.refuse_office(&name, &read)?;
    let found = match kind {
        Kind::Pdf => apart::read(Apart::Pdf, &name, &read)?,
        Kind::Html => {
            let (text, note) = encoding::marked_up(&name, &read, how)?;
            let mut found = apart::read(Apart::Html, &name, text.as_bytes())?;
            found.notes.splice(0..0, note);
            found
        }
        Kind::Markdown => {
            let (text, note) = encoding::plain(&name, &read, how)?;
            let mut found = markdown::read(&text);
            found.notes.splice(0..0, note);
            found
        }
        Kind::Plain => {
            let (text, note) = encoding::plain(&name, &read, how)?;
            Found { text, notes: note.into_iter().collect(), ..Found::default() }
        }
    };
    taken(&name, kind, found)
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pdf,
    Html,
    Markdown,
    Plain,
}

impl Kind {
    fn of(path: &Path, bytes: &[u8]) -> Kind {
        let start = &bytes[..bytes.len().min(1024)];
        let end = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if start.windows(5).any(|w| w == b"%PDF-") {
            return Kind::Pdf;
        }
        let beginning = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
        match end.as_str() {
            // A page that was saved under the name of a PDF is told as what it is.
            "pdf" if !beginning.starts_with('<') => Kind::Pdf,
            "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
            _ if beginning.starts_with("<!doctype html") || beginning.starts_with("<html") => Kind::Html,
            "md" | "markdown" => Kind::Markdown,
            _ => Kind::Plain,
        }
    }

    /// Refuses files of office programs, which are archives of many parts.
    fn refuse_office(self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let zip = bytes.starts_with(b"PK\x03\x04");
        let old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
        if self == Kind::Pdf || !(zip || old || bytes.starts_with(b"{\\rtf")) {
            return Ok(());
        }
        Err(Refusal::new(format!("`{name}` is a document of an office program or an archive, not a text"))
            .help("save it there as plain text in UTF-8, as HTML or as PDF, and take that in"))
    }
}

fn too_large(name: &str, most: usize) -> Refusal {
    Refusal::new(format!("`{name}` is too large: a document of this kind has at most {} MiB", most >> 20))
        .help("cut the part that matters out of it, and take that in")
}

fn taken(name: &str, kind: Kind, found: Found) -> Result<TakenIn, Refusal> {
    let Canonical { text, controls, turning, unseen, unreadable } = canonical(&found.text);
    if text.len() > file::LARGEST {
        return Err(Refusal::new(format!(
            "the text of `{name}` is too large: a document has at most {} MiB",
            file::LARGEST >> 20
        ))
        .help("cut the part that matters out of it, and take that in"));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(nothing(name, kind));
    }
    let mut notes = found.notes;
    let out = |n: usize, one: &str| (n > 0).then(|| format!("{} left out", count(n, one)));
    notes.extend(out(controls, "control character"));
    notes.extend(out(turning, "direction mark").map(|n| n + ": they can make a text look like another"));
    notes.extend(out(unseen, "invisible character"));
    if unreadable > 0 {
        notes.push(format!(
            "the text holds {} `\u{fffd}`: something was lost before it came here",
            count(unreadable, "sign")
        ));
    }
    Ok(TakenIn {
        text,
        title: line(found.title),
        author: line(found.author),
        published: found.published.as_deref().and_then(date),
        url: line(found.url).filter(|u| u.starts_with("http://") || u.starts_with("https://")),
        language: line(found.language)
            .filter(|l| l.len() <= 35 && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')),
        notes,
    })
}

fn nothing(name: &str, kind: Kind) -> Refusal {
    match kind {
        Kind::Pdf => Refusal::new(format!("`{name}` holds no text: it looks like pictures of pages"))
            .help("let a program for text recognition (OCR) read it first, and look its text over"),
        Kind::Html => Refusal::new(format!("`{name}` shows no text: it may be made by its scripts as it is looked at"))
            .help("open it in a browser, copy the words into a text file, and take that in"),
        Kind::Markdown | Kind::Plain => {
            Refusal::new(format!("`{name}` holds no words")).help("give the file with the text")
        }
    }
}

/// What a file says of itself, on one line and at most 300 characters long.
fn line(text: Option<String>) -> Option<String> {
    let text = canonical(&text?.split_whitespace().collect::<Vec<_>>().join(" ")).text;
    let text: String = text.trim().chars().take(300).collect();
    Some(text.trim_end().to_owned()).filter(|t| !t.is_empty())
}

/// The day of a date that may have its time behind it, as RFC 3339 and JSON-LD write it.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = text[10..].chars().next();
    Date::parse(day).filter(|_| rest.is_none_or(|c| matches!(c, 'T' | 't' | ' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let of = |name: &str, bytes: &[u8]| Kind::of(Path::new(name), bytes);
        assert_eq!(of("a.txt", b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(of("a.pdf", b"nothing of the kind"), Kind::Pdf);
        assert_eq!(of("a.pdf", b"<html>"), Kind::Html);
        assert_eq!(of("a.HTM", b"words"), Kind::Html);
        assert_eq!(of("-", b" \n<!DOCTYPE html>"), Kind::Html);
        assert_eq!(of("a.md", b"words"), Kind::Markdown);
        assert_eq!(of("a", b""), Kind::Plain);
    }

    #[test]
    fn days() {
        assert_eq!(date("2026-05-12T08:00:00Z"), Date::parse("2026-05-12"));
        assert_eq!(date(" 2026-05-12 "), Date::parse("2026-05-12"));
        for none in ["2026-05-121", "12 May 2026", "2026-02-30", "", "2026-05-1é"] {
            assert_eq!(date(none), None, "{none}");
        }
    }

    #[test]
    fn what_a_file_says_of_itself() {
        assert_eq!(line(Some(" Talks\n\u{202e}fail\u{7} ".into())).as_deref(), Some("Talks fail"));
        assert_eq!(line(Some(" \n ".into())), None);
        assert_eq!(line(Some("é".repeat(400))).map(|t| t.chars().count()), Some(300));
    }
}
