//! Pages reduced to what shows words. Pictures, colours and paths are of no use here, and the reader knows only some of the
//! many kinds that there are: it gives up, or breaks down, where it meets another.

use pdf_extract::{
    Document, Object,
    content::{Content, Operation},
};

/// Operators that place and show text, or call another stream that may (ISO 32000-1, 8.4.4, 8.10 and 9.3 to 9.4).
const OF_TEXT: [&str; 20] = [
    "q", "Q", "cm", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "Do",
    "gs",
];

/// Reduces all pages and all forms within pages.
pub(super) fn to_text(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => {
                stream.dict.remove(b"Filter");
                stream.set_content(Vec::new());
            }
            Ok(b"Form") => {
                if let Some(content) = reduced(&stream.decompressed_content().unwrap_or_default()) {
                    stream.dict.remove(b"Filter");
                    stream.dict.remove(b"DecodeParms");
                    stream.set_content(content);
                }
            }
            _ => {}
        }
    }
    for page in document.get_pages().into_values() {
        let content = document.get_page_content(page).ok().and_then(|content| reduced(&content));
        if let Some(content) = content {
            // A page without a place for its content has no words.
            let _ = document.change_page_content(page, content);
        }
    }
}

fn reduced(content: &[u8]) -> Option<Vec<u8>> {
    let operations: Vec<Operation> = Content::decode(content).ok()?.operations.into_iter().flat_map(plain).collect();
    Content { operations }.encode().ok()
}

/// The same in operators that the reader knows; nothing where it shows no text, or has too few operands to be followed.
fn plain(operation: Operation) -> Vec<Operation> {
    let Operation { operator, operands } = operation;
    match (operator.as_str(), operands.as_slice()) {
        // Next line, and show.
        ("'", [text @ Object::String(..)]) => {
            vec![Operation::new("T*", Vec::new()), Operation::new("Tj", vec![text.clone()])]
        }
        ("\"", [words, characters, text @ Object::String(..)]) => vec![
            Operation::new("Tw", vec![words.clone()]),
            Operation::new("Tc", vec![characters.clone()]),
            Operation::new("T*", Vec::new()),
            Operation::new("Tj", vec![text.clone()]),
        ],
        (known, operands) if OF_TEXT.contains(&known) && fits(known, operands) => {
            vec![Operation { operator, operands: operands.to_vec() }]
        }
        _ => Vec::new(),
    }
}

fn fits(operator: &str, operands: &[Object]) -> bool {
    let numbers = |n: usize| operands.len() == n && operands.iter().all(|o| o.as_float().is_ok());
    match operator {
        "cm" | "Tm" => numbers(6),
        "Td" | "TD" => numbers(2),
        "Tc" | "Tw" | "Tz" | "TL" | "Tr" | "Ts" => numbers(1),
        "Tf" => matches!(operands, [Object::Name(_), size] if size.as_float().is_ok()),
        "Tj" => matches!(operands, [Object::String(..)]),
        "TJ" => matches!(operands, [Object::Array(_)]),
        "Do" | "gs" => matches!(operands, [Object::Name(_)]),
        _ => operands.is_empty(),
    }
}
