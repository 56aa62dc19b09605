//! Documents that are, step by step, derived from themselves.

use super::table::Reader;
use crate::{
    case::Document,
    diagnostic::{Code, Diagnostic},
};

/// Reports them: one fault for each circle, over rewrites and translations together.
pub(super) fn report(reader: &Reader, documents: &[Document]) {
    let onward = |n: usize| {
        let d = &documents[n];
        [d.derived_from, d.translation_of].into_iter().flatten().map(|id| id.index())
    };
    // Searched in depth without recursion, since a chain of copies may be long. 0 not seen, 1 on the path, 2 done.
    let mut state = vec![0_u8; documents.len()];
    for start in 0..documents.len() {
        if state[start] != 0 {
            continue;
        }
        let mut path: Vec<(usize, Vec<usize>)> = vec![(start, onward(start).collect())];
        state[start] = 1;
        while let Some((at, ahead)) = path.last_mut() {
            let Some(next) = (!ahead.is_empty()).then(|| ahead.remove(0)) else {
                state[*at] = 2;
                path.pop();
                continue;
            };
            match state[next] {
                0 => {
                    state[next] = 1;
                    path.push((next, onward(next).collect()));
                }
                1 => {
                    let from = path.iter().position(|(n, _)| *n == next).unwrap_or(0);
                    let circle: Vec<String> = path[from..]
                        .iter()
                        .map(|(n, _)| *n)
                        .chain([next])
                        .map(|n| format!("`{}`", documents[n].key))
                        .collect();
                    reader.report(
                        Diagnostic::new(
                            Code::CircularDerivation,
                            documents[next].place,
                            format!("these documents derive from each other: {}", circle.join(" from ")),
                        )
                        .help("find the one that came first, and take its `derived_from` or `translation_of` out"),
                    );
                }
                _ => {}
            }
        }
    }
}
