//! A case file with the documents that lie beside it.

use detente::{
    case::Case,
    diagnostic::{Diagnostic, Severity},
    file,
    quote::{self, Text},
};

/// Reads a case and checks its quotes, as the program does; `document` gives the bytes of a file beside the case.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    document: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> (Option<Case>, Vec<Diagnostic>) {
    let read = file::read_bytes(name, bytes);
    let mut found = read.diagnostics;
    found.extend(quote::check(name, &read.evidence, &|of| match &of.file {
        None => Text::None,
        Some((file, _)) => {
            document(file).map_or_else(|| Text::Missing(format!("there is no file `{file}`")), Text::Bytes)
        }
    }));
    found.sort_by_key(|d| d.place);
    let sound = found.iter().all(|d| d.severity() != Severity::Error);
    (read.case.filter(|_| sound), found)
}
