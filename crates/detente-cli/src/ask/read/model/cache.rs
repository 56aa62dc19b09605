//! Answers of models, kept beside the case, so that a draft can be made again without asking: `NAME.models/KEY.json`.

use std::path::{Path, PathBuf};

use detente::read::model::{self, LARGEST};
use serde::{Deserialize, Serialize};

use crate::{input, output::Refusal};

/// An answer with all that tells which it is. The server's key is no part of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    detente: String,
    /// SHA-256 of address, model, version, prompt, schema and parameters.
    key: String,
    server: String,
    model: String,
    /// How the answer was asked for: `json_schema`, `json_object` or `plain`.
    mode: String,
    content: String,
    /// SHA-256 of all the above.
    sha256: String,
}

impl Entry {
    fn hash(&self) -> String {
        model::key(&[&self.detente, &self.key, &self.server, &self.model, &self.mode, &self.content])
    }
}

/// The key is ours, of 64 hexadecimal digits, so that it is safe in a path.
fn path_of(case: &Path, key: &str) -> PathBuf {
    input::beside(case, "models").join(format!("{key}.json"))
}

/// The answer that is kept under a key, if one is.
pub(super) fn kept(case: &Path, key: &str) -> Result<Option<String>, Refusal> {
    let path = path_of(case, key);
    if !path.exists() {
        return Ok(None);
    }
    let refuse = |what: &str| {
        Refusal::new(format!("the kept answer `{}` {what}", path.display()))
            .help("ask again with `--refresh`, which writes it anew")
    };
    // Texts of JSON may be longer than what they stand for.
    let bytes = input::read_up_to(&path, 7 * LARGEST)?;
    let entry: Entry =
        serde_json::from_slice(&bytes).map_err(|_| refuse("cannot be read as what this program writes"))?;
    if entry.key != key {
        return Err(refuse("is the answer to another question"));
    }
    if entry.sha256 != entry.hash() {
        return Err(refuse("was changed since it was written: it does not have the SHA-256 that it records"));
    }
    Ok(Some(entry.content))
}

/// Keeps an answer.
#[cfg(feature = "llm")]
pub(super) fn keep(
    case: &Path,
    key: &str,
    server: &str,
    model: &str,
    mode: &str,
    content: &str,
) -> Result<(), Refusal> {
    let path = path_of(case, key);
    let folder = input::beside(case, "models");
    std::fs::create_dir_all(&folder)
        .map_err(|fault| Refusal::new(format!("cannot make the folder `{}`: {fault}", folder.display())))?;
    let mut entry = Entry {
        detente: env!("CARGO_PKG_VERSION").to_owned(),
        key: key.to_owned(),
        server: server.to_owned(),
        model: model.to_owned(),
        mode: mode.to_owned(),
        content: content.to_owned(),
        sha256: String::new(),
    };
    entry.sha256 = entry.hash();
    let mut text = serde_json::to_string_pretty(&entry).expect("an entry has text keys alone");
    text.push('\n');
    crate::write::write_new(&path, &text, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(change: impl Fn(&mut Entry)) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("talks.case.toml");
        std::fs::create_dir(folder.path().join("talks.models")).unwrap();
        let mut entry = Entry {
            detente: "0".into(),
            key: "k".into(),
            server: "s".into(),
            model: "m".into(),
            mode: "plain".into(),
            content: "{}".into(),
            sha256: String::new(),
        };
        entry.sha256 = entry.hash();
        change(&mut entry);
        std::fs::write(path_of(&case, "k"), serde_json::to_string(&entry).unwrap()).unwrap();
        (folder, case)
    }

    #[test]
    fn what_was_changed_is_noticed() {
        let (_folder, case) = written(|_| ());
        assert_eq!(kept(&case, "k").unwrap().as_deref(), Some("{}"));
        assert_eq!(kept(&case, "other").unwrap(), None);
        let (_folder, case) = written(|e| e.content = "{\"statements\": []}".into());
        assert!(kept(&case, "k").unwrap_err().message.contains("was changed"));
        let (_folder, case) = written(|e| e.model = "other".into());
        assert!(kept(&case, "k").unwrap_err().message.contains("was changed"));
        let (_folder, case) = written(|e| {
            e.key = "z".into();
            e.sha256 = e.hash();
        });
        assert!(kept(&case, "k").unwrap_err().message.contains("another question"));
        let (_folder, case) = written(|_| ());
        std::fs::write(path_of(&case, "k"), "{\"detente\"").unwrap();
        assert!(kept(&case, "k").unwrap_err().help[0].contains("--refresh"));
    }
}
