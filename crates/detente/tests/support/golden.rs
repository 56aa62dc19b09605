//! Golden files: what is produced must equal what is committed; `UPDATE=1` writes it anew, for review in the diff.

use std::{env, fs, path::Path};

/// Compares, or writes where `UPDATE` is set.
pub(crate) fn compare(path: &Path, produced: &str) {
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("golden files lie in folders")).unwrap();
        fs::write(path, produced).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    if committed != produced {
        let line = committed.lines().zip(produced.lines()).position(|(a, b)| a != b);
        let n = line.unwrap_or_else(|| committed.lines().count().min(produced.lines().count()));
        panic!(
            "{} differs from line {} on:\n  committed: {:?}\n  produced:  {:?}\nrun with UPDATE=1 to write it anew, and review the diff",
            path.display(),
            n + 1,
            committed.lines().nth(n),
            produced.lines().nth(n),
        );
    }
}
