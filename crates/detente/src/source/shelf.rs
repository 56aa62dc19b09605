//! The documents of a case, one beside the other: whose they are, how much rests on them, and whether they are still the
//! ones that were read.

use serde_json::{Value, json};

use crate::{
    case::{Case, Document, DocumentId},
    quote::{Text, sha256},
    show::{Block, Doc, Line},
    words::{count, grouped, listed},
};

/// All documents of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// One for each, in the order of the file.
    pub rows: Vec<Row>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub document: DocumentId,
    /// What has become of its text.
    pub state: State,
    /// How many words the text has, if it could be read.
    pub words: Option<usize>,
    /// The claims that quote it, by their keys, in the order of the file.
    pub claims: Vec<String>,
}

/// What has become of the text of a document since it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is the one that is recorded.
    Unchanged,
    /// Its SHA-256 is another than the one that is recorded.
    Changed,
    /// No SHA-256 is recorded.
    Unrecorded,
    /// The case names no file for it.
    NoFile,
    /// Its file cannot be read as a text, and why.
    Unreadable(String),
}

impl State {
    /// The word for it in answers for programs.
    pub fn word(&self) -> &'static str {
        match self {
            State::Unchanged => "unchanged",
            State::Changed => "changed",
            State::Unrecorded => "unrecorded",
            State::NoFile => "no_file",
            State::Unreadable(_) => "unreadable",
        }
    }

    fn shown(&self) -> &'static str {
        match self {
            State::Unchanged => "as recorded",
            State::Changed => "CHANGED",
            State::Unrecorded => "no SHA-256",
            State::NoFile => "no file",
            State::Unreadable(_) => "UNREADABLE",
        }
    }
}

impl Shelf {
    /// Looks at all documents; `text_of` gives what could be got of the file of each.
    pub fn of(case: &Case, text_of: &dyn Fn(&Document) -> Text) -> Shelf {
        let row = |(n, document): (usize, &Document)| {
            let quotes = |claim: &&crate::case::Claim| claim.document.index() == n;
            let claims = case.claims().iter().filter(quotes).map(|c| c.key.clone()).collect();
            let (state, words) = looked_at(document, text_of(document));
            Row { document: DocumentId::at(n), state, words, claims }
        };
        Shelf { rows: case.documents().iter().enumerate().map(row).collect() }
    }

    /// The answer for programs, with the keys of the file.
    pub fn facts(&self, case: &Case) -> Value {
        let key = |id: Option<DocumentId>| id.map(|d| &case.document(d).key);
        let row = |row: &Row| {
            let document = case.document(row.document);
            json!({
                "id": document.key,
                "title": document.title,
                "source": document.source.map(|s| &case.source(s).key),
                "published": document.published.map(|d| d.to_string()),
                "file": document.file.as_ref().map(|(file, _)| file),
                "text": row.state.word(),
                "words": row.words,
                "confidential": document.confidential,
                "derived_from": key(document.derived_from),
                "translation_of": key(document.translation_of),
                "claims": row.claims,
                "line": case.line(document.place),
            })
        };
        json!({ "documents": self.rows.iter().map(row).collect::<Vec<_>>() })
    }

    /// The answer for people.
    pub fn show(&self, case: &Case) -> Doc {
        let mut doc = Doc::default();
        if self.rows.is_empty() {
            doc.text("This case has no documents. `detente source add FILE --case CASE` takes one in.");
            return doc;
        }
        let head = ["document", "source", "published", "words", "claims", "text", ""].map(str::to_owned).to_vec();
        doc.blocks.push(Block::Table(head, self.rows.iter().map(|row| shown(case, row)).collect()));
        let named = |wanted: &dyn Fn(&State) -> bool| {
            let rows = self.rows.iter().filter(|row| wanted(&row.state));
            rows.map(|row| format!("`{}`", case.document(row.document).key)).collect::<Vec<_>>()
        };
        let changed = named(&|state| *state == State::Changed);
        if !changed.is_empty() {
            doc.text(
                Line::default().strong("Changed since recorded: ").plain(listed(changed, "and")).plain(
                    ". Bring the old text back, or read the new one again; `detente check` says what is recorded.",
                ),
            );
        }
        for row in &self.rows {
            if let State::Unreadable(why) = &row.state {
                doc.text(
                    Line::default()
                        .strong("Unreadable: ")
                        .plain(format!("`{}`: {why}.", case.document(row.document).key)),
                );
            }
        }
        let bare = named(&|state| *state == State::Unrecorded);
        if !bare.is_empty() {
            doc.text(format!("Without a SHA-256 a later change goes unnoticed: {}.", listed(bare, "and")));
        }
        doc
    }
}

fn looked_at(document: &Document, text: Text) -> (State, Option<usize>) {
    let bytes = match text {
        Text::None => return (State::NoFile, None),
        Text::Missing(why) | Text::Misnamed(why, _) => return (State::Unreadable(why), None),
        Text::TooLarge => return (State::Unreadable("its file is too large".to_owned()), None),
        Text::Bytes(bytes) => bytes,
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return (State::Unreadable("its file is not UTF-8 text".to_owned()), None);
    };
    let state = match &document.sha256 {
        None => State::Unrecorded,
        Some((recorded, _)) if *recorded == sha256(&bytes) => State::Unchanged,
        Some(_) => State::Changed,
    };
    (state, Some(words(text)))
}

fn shown(case: &Case, row: &Row) -> Vec<String> {
    let document = case.document(row.document);
    let marks = [
        document.derived_from.map(|d| format!("derived from {}", case.document(d).key)),
        document.translation_of.map(|d| format!("translation of {}", case.document(d).key)),
        document.confidential.then(|| "confidential".to_owned()),
    ];
    vec![
        document.key.clone(),
        document.source.map(|s| case.source(s).name.clone()).unwrap_or_default(),
        document.published.map(|d| d.to_string()).unwrap_or_default(),
        row.words.map(grouped).unwrap_or_default(),
        row.claims.len().to_string(),
        row.state.shown().to_owned(),
        marks.into_iter().flatten().collect::<Vec<_>>().join("; "),
    ]
}

/// How many words a text has, as words are counted in quotes: `non-negotiable` is one.
pub fn words(text: &str) -> usize {
    crate::quote::words::spans(text).count()
}

/// How many words a text has, in words: `412 words`.
pub fn length(text: &str) -> String {
    match words(text) {
        1 => count(1, "word"),
        n => format!("{} words", grouped(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{file, show::text};

    const CASE: &str = r#"
title = "The dam"
[parties.velmar]
[parties.tarsa]
[issues.release]
options = ["low", "high"]
[sources.gazette]
name = "The Gazette"
[documents.minutes]
source = "gazette"
published = 2026-05-12
file = "minutes.txt"
sha256 = "cfc78a5a5e53a2ba01ec0a9e7da1a0dc5cd0eb4bb4b1cc8e0d4dc4f3e5e7ae6c"
[documents.copy]
file = "copy.txt"
derived_from = "minutes"
confidential = true
[documents.lost]
file = "lost.txt"
[documents.talk]
[claims.no]
document = "minutes"
quote = "will not sign"
chain = ["tarsa", "narrator"]
"#;

    fn shelf(minutes: &'static str) -> (Case, Shelf) {
        let recorded = CASE.replace(
            "cfc78a5a5e53a2ba01ec0a9e7da1a0dc5cd0eb4bb4b1cc8e0d4dc4f3e5e7ae6c",
            &sha256(b"Tarsa will not sign.\n"),
        );
        let case = file::read("dam.case.toml", &recorded).case.expect("the file has no errors");
        let shelf = Shelf::of(&case, &|d| match d.file.as_ref().map(|(f, _)| f.as_str()) {
            None => Text::None,
            Some("minutes.txt") => Text::Bytes(minutes.into()),
            Some("copy.txt") => Text::Bytes(b"a copy".to_vec()),
            Some(other) => Text::Missing(format!("there is no file `{other}`")),
        });
        (case, shelf)
    }

    #[test]
    fn what_has_become_of_each() {
        let (case, shelf) = shelf("Tarsa will not sign.\n");
        let states: Vec<&str> = shelf.rows.iter().map(|r| r.state.word()).collect();
        assert_eq!(states, ["unchanged", "unrecorded", "unreadable", "no_file"]);
        assert_eq!(shelf.rows.iter().map(|r| r.words).collect::<Vec<_>>(), [Some(4), Some(2), None, None]);
        assert_eq!(shelf.rows[0].claims, ["no"]);
        let facts = shelf.facts(&case);
        assert_eq!(facts["documents"][1]["derived_from"], "minutes");
        assert_eq!((&facts["documents"][1]["confidential"], &facts["documents"][0]["line"]), (&json!(true), &json!(9)));
        let told = text::draw(&shelf.show(&case), 100, false);
        for part in
            ["The Gazette", "2026-05-12", "as recorded", "derived from minutes; confidential", "no file `lost.txt`"]
        {
            assert!(told.contains(part), "{part:?} in {told}");
        }
        assert!(!told.contains("Changed since"), "{told}");
    }

    #[test]
    fn a_changed_text_is_told() {
        let (case, shelf) = shelf("Tarsa will sign.\n");
        assert_eq!(shelf.rows[0].state, State::Changed);
        let told = text::draw(&shelf.show(&case), 100, false);
        assert!(told.contains("CHANGED") && told.contains("Changed since recorded: `minutes`"), "{told}");
    }
}
