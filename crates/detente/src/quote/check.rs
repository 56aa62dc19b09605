//! What `detente check` says about documents and the quotes from them.

mod quotes;

use super::body::Body;
use super::sha256;
use crate::case::{Claim, Document, DocumentId};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::related;

/// The documents of a case and the claims that quote them.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The documents, in the order of the file.
    pub documents: Vec<Document>,
    /// The claims that could be read.
    pub claims: Vec<Claim>,
}

/// What could be got of a document's file. The library reads no files; whoever asks it to check hands it this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The document names no file.
    None,
    /// The file cannot be read, and why.
    Missing(String),
    /// The file cannot be read, why, and what may have been meant.
    Misnamed(String, String),
    /// The file is larger than a document may be, [`LARGEST`](crate::file::LARGEST) bytes.
    TooLarge,
    /// What the file holds.
    Bytes(Vec<u8>),
}

/// Checks the evidence of a file; `case_file` is the file's name for messages.
///
/// Checks each document against its recorded SHA-256 and each quote against its document.
///
/// `text_of` is asked once for each document. The diagnostics come in the order of the documents, each with its claims, and
/// at last what is to be said of several documents:
///
/// - the file cannot be read, is too large or is not UTF-8 (errors): its quotes cannot be checked;
/// - the file's SHA-256 is not the one recorded (error) or none is recorded (warning): its quotes are checked all the
///   same;
/// - the document names no file though claims quote it (one warning);
/// - a quote does not stand in its document (error), or not where its `start` and `end`, `prefix` or `suffix` say
///   (error), or more than once and nothing chooses (warning);
/// - an ellipsis inside a quote hides a negation (error);
/// - the cut of a quote drops a negation or condition, see [`cut`](super::cut()) (warning);
/// - two documents look made from each other and neither says so, see [`related`] (warning).
pub fn check(case_file: &str, evidence: &Evidence, text_of: &dyn Fn(&Document) -> Text) -> Vec<Diagnostic> {
    let text_of = |id: DocumentId| text_of(&evidence.documents[id.index()]);
    check_all(case_file, &evidence.documents, &evidence.claims, &text_of)
}

fn check_all(
    case_file: &str,
    documents: &[Document],
    claims: &[Claim],
    text_of: &dyn Fn(DocumentId) -> Text,
) -> Vec<Diagnostic> {
    let texts: Vec<Text> = (0..documents.len()).map(|index| text_of(DocumentId::at(index))).collect();
    // All texts at once: a quote that is not in its document may stand in another.
    let bodies: Vec<Option<Body<'_>>> = texts
        .iter()
        .map(|text| match text {
            Text::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(Body::new),
            Text::None | Text::Missing(_) | Text::Misnamed(..) | Text::TooLarge => None,
        })
        .collect();
    let mut said = Vec::new();
    for (index, (document, text)) in documents.iter().zip(&texts).enumerate() {
        let quoting: Vec<&Claim> = claims.iter().filter(|c| c.document.index() == index).collect();
        match text {
            Text::None => said.extend(unchecked(document, &quoting)),
            Text::Missing(why) => said.push(missing(case_file, document, why, None)),
            Text::Misnamed(why, near) => said.push(missing(case_file, document, why, Some(near))),
            Text::TooLarge => said.push(too_large(document)),
            Text::Bytes(bytes) => said.extend(recorded(document, bytes)),
        }
        if bodies[index].is_some() {
            for claim in quoting {
                for quote in &claim.quotes {
                    said.extend(quotes::quote(claim, quote, index, documents, &bodies));
                }
            }
        }
    }
    let texts: Vec<Option<&str>> = bodies.iter().map(|body| body.as_ref().map(|b| b.text)).collect();
    said.extend(related(documents, &texts));
    said
}

fn unchecked(document: &Document, quoting: &[&Claim]) -> Option<Diagnostic> {
    let quotes: usize = quoting.iter().map(|c| c.quotes.len()).sum();
    if quotes == 0 {
        return None;
    }
    let message = match quotes {
        1 => format!("document `{}` names no file, so its quote cannot be checked", document.key),
        _ => format!("document `{}` names no file, so its {quotes} quotes cannot be checked", document.key),
    };
    let claims: Vec<String> = quoting.iter().take(6).map(|c| format!("`{}`", c.key)).collect();
    let more = if quoting.len() > 6 { format!(" and {} more", quoting.len() - 6) } else { String::new() };
    let quoted_by = format!("quoted by {}{more}", claims.join(", "));
    Some(
        Diagnostic::new(Code::QuoteUnchecked, document.place, message)
            .note(quoted_by)
            .help("save its text beside the case file as plain text and name it: `file = \"NAME.txt\"`"),
    )
}

fn missing(case_file: &str, document: &Document, why: &str, near: Option<&String>) -> Diagnostic {
    let (name, place) = named(document);
    let tried = beside(case_file, &name);
    let d = Diagnostic::new(
        Code::DocumentMissing,
        place,
        format!("cannot read `{name}`, the text of document `{}`", document.key),
    );
    // What was probably meant comes first.
    let d = near.into_iter().fold(d, |d, near| d.help(near));
    d.label(super::nearest::one_line(why))
        .note(format!("a document's file is looked for from the folder of the case file; tried `{tried}`"))
        .help("put the text there, or mend the name; without `file` its quotes are kept but not checked")
}

fn too_large(document: &Document) -> Diagnostic {
    let (name, place) = named(document);
    Diagnostic::new(Code::TooLarge, place, format!("`{name}`, the text of document `{}`, is too large", document.key))
        .note(format!("a document has at most {} MiB; the quotes from it are not checked", crate::file::LARGEST >> 20))
        .help("keep the pages that are quoted in a file of their own, and name that")
}

/// What there is to say of a file as such.
fn recorded(document: &Document, bytes: &[u8]) -> Vec<Diagnostic> {
    let (name, place) = named(document);
    let mut said = Vec::new();
    if let Err(e) = std::str::from_utf8(bytes) {
        let line = bytes[..e.valid_up_to()].split(|b| *b == b'\n').count();
        let first = bytes.get(e.valid_up_to()).copied().unwrap_or_default();
        let message = format!("`{name}`, the text of document `{}`, is not UTF-8 text", document.key);
        let mut d = Diagnostic::new(Code::NotUtf8, place, message)
            .note(format!("its line {line} holds the byte {first:#04x}; its quotes cannot be checked"));
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            d = d.note("it begins like UTF-16");
        } else if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK\x03\x04") || bytes.contains(&0) {
            d = d.note("it looks like a PDF, an office document or another file that is not plain text");
        }
        said.push(d.help("save it as plain text in UTF-8"));
    }
    let now = sha256(bytes);
    match &document.sha256 {
        None => said.push(
            Diagnostic::new(
                Code::HashMissing,
                place,
                format!("document `{}` has no SHA-256, so a later change would go unnoticed", document.key),
            )
            .help(format!("add `sha256 = \"{now}\"`")),
        ),
        Some((recorded, _)) if recorded.trim().eq_ignore_ascii_case(&now) => {}
        Some((recorded, place)) => {
            let mut d = Diagnostic::new(
                Code::DocumentChanged,
                *place,
                format!("`{name}`, the text of document `{}`, is not the one recorded", document.key),
            )
            .label("another text")
            .note(format!("the SHA-256 of the file is now `{now}`"));
            if recorded.len() != 64 || !recorded.bytes().all(|b| b.is_ascii_hexdigit()) {
                d = d.note("a SHA-256 has 64 digits, 0 to 9 and a to f");
            }
            said.push(d.help(format!(
                "bring the recorded text back, or read the new one again and write `sha256 = \"{now}\"`"
            )));
        }
    }
    said
}

/// The name of a document's file and its place in the case file; the document's own where it names none.
fn named(document: &Document) -> (String, crate::diagnostic::Place) {
    document.file.clone().unwrap_or_else(|| (document.key.clone(), document.place))
}

/// The path of a document's file as it is looked for from where the case file was named.
fn beside(case_file: &str, name: &str) -> String {
    let absolute = name.starts_with(['/', '\\']) || name.chars().nth(1) == Some(':');
    match case_file.rfind(['/', '\\']) {
        Some(slash) if !absolute => format!("{}{name}", &case_file[..=slash]),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
