//! The words of a PDF file, line by line.

mod glyphs;
mod pages;
mod strip;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Dictionary, Document, Object, decode_text_string, output_doc_page};

use self::{glyphs::Glyphs, pages::Page};
use super::{Found, apart::Fault};

/// Most pages that are read.
const MOST_PAGES: usize = 20_000;

/// Reads a file. It runs in a process of its own, so that it may panic.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Fault> {
    let mut document = Document::load_mem(bytes).map_err(|_| {
        Fault::new(
            "is no PDF file that can be read: it may be damaged or cut off",
            "bring the whole file, or open it in a viewer and save it again",
        )
    })?;
    let locked = || {
        Fault::new(
            "is encrypted: it opens with a password only",
            "open it in a viewer with its password, and save it without one",
        )
    };
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| locked())?;
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(Fault::new(
            "has no pages: it may be damaged or cut off",
            "bring the whole file, or save it again in a viewer",
        ));
    }
    if numbers.len() > MOST_PAGES {
        return Err(Fault::new(
            format!("has more than {MOST_PAGES} pages"),
            "save the pages that matter as a file of their own",
        ));
    }
    let mut found = about(&document);
    strip::to_text(&mut document);
    let mut read = Vec::new();
    let mut lost = Vec::new();
    for number in numbers {
        let mut glyphs = Glyphs::default();
        // The pages after one that cannot be read are as good as those before it.
        let done = catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut glyphs, number)));
        if !matches!(done, Ok(Ok(()))) {
            lost.push(number.to_string());
        }
        read.push(glyphs.page());
    }
    if lost.len() == read.len() {
        return Err(Fault::new(
            "cannot be read: its fonts or pages are of a kind that is not understood",
            "open it in a viewer, copy the words into a text file, and take that in",
        ));
    }
    if !lost.is_empty() {
        found
            .notes
            .push(format!("could not be read to its end: page {}. Compare the text with the file", lost.join(", ")));
    }
    let empty: Vec<String> = read
        .iter()
        .enumerate()
        .filter(|(_, page)| page.is_empty())
        .map(|(n, _)| (n + 1).to_string())
        .take(12)
        .collect();
    if !empty.is_empty() && empty.len() < read.len() {
        found.notes.push(format!("without text, or a picture of it: page {}", empty.join(", ")));
    }
    found.text = together(read, &mut found.notes);
    Ok(found)
}

fn together(mut read: Vec<Page>, notes: &mut Vec<String>) -> String {
    for line in pages::drop_repeated(&mut read) {
        notes.push(format!("left out at the edge of the pages: \u{201c}{line}\u{201d}"));
    }
    let joined = pages::join_words(&mut read);
    if joined > 0 {
        notes.push(format!("{joined} words put together that were parted at the end of a line"));
    }
    pages::text(&read)
}

/// What the file says of itself.
fn about(document: &Document) -> Found {
    let information = document.trailer.get(b"Info").ok().and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        other => other.as_dict().ok(),
    });
    let text = |key: &[u8]| words(information?, key);
    Found {
        title: text(b"Title"),
        author: text(b"Author"),
        published: text(b"CreationDate").as_deref().and_then(day),
        language: document.catalog().ok().and_then(|catalog| words(catalog, b"Lang")),
        ..Found::default()
    }
}

fn words(dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    decode_text_string(dictionary.get(key).ok()?).ok().filter(|text| !text.trim().is_empty())
}

/// `D:20260512080000Z` as `2026-05-12` (ISO 32000-1, 7.9.4).
fn day(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches("D:").get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

#[cfg(test)]
mod tests;
