//! Which documents count as one: rewrites, wire copies and translations of one text are one witness, however many print it.

use crate::case::{Document, DocumentId};

/// For each document, the first of the file among all that `derived_from` and `translation_of` join it to, whatever the
/// number of links between them (the sets of Galler and Fischer, 1964).
pub fn families(documents: &[Document]) -> Vec<DocumentId> {
    let mut parent: Vec<usize> = (0..documents.len()).collect();
    for (n, document) in documents.iter().enumerate() {
        for other in document.derived_from.into_iter().chain(document.translation_of) {
            let (a, b) = (root(&mut parent, n), root(&mut parent, other.index()));
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..parent.len()).map(|n| DocumentId::at(root(&mut parent, n))).collect()
}

/// The document that stands for a family.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
