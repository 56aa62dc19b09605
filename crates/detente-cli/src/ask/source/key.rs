//! The keys of documents and sources. A document's key is the name of its file too, so it must be one on every machine.

use crate::output::Refusal;

/// Longest key that is made or taken, in characters.
const LONGEST: usize = 60;

/// Names that mean a device on some machines, whatever ends they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A key as it was given: letters, digits, dashes and underscores.
pub(super) fn given(key: &str) -> Result<String, Refusal> {
    let fault = if key.is_empty() {
        "it is empty"
    } else if key.len() > LONGEST {
        "it is longer than 60 characters"
    } else if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        "it is the name of a file too, and may hold nothing but letters from a to z, digits, `-` and `_`"
    } else if device(key) {
        "it is the name of a device on some machines"
    } else {
        return Ok(key.to_owned());
    };
    Err(Refusal::new(format!("`{key}` cannot be the key of a document: {fault}"))
        .help("choose one such as `--key gazette-12-may`"))
}

/// A key made of words, such as a title or the name of a file: the first few words that can stand in one; `None` where there
/// are none.
pub(super) fn made(words: &str) -> Option<String> {
    let mut key = String::new();
    let plain: String = words.to_lowercase().replace(['\'', '\u{2019}'], "");
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(6) {
        if key.len() + word.len() >= 40 {
            break;
        }
        if !key.is_empty() {
            key.push('-');
        }
        key.push_str(word);
    }
    (!key.is_empty() && !device(&key)).then_some(key)
}

/// The same, or with the first number behind it that makes it another than all that are taken.
pub(super) fn free(key: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_usize..).map(|n| format!("{key}-{n}"));
    std::iter::once(key.to_owned()).chain(numbered).find(|k| !taken(k)).expect("there are more numbers than keys")
}

fn device(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let port =
        key.len() == 4 && (key.starts_with("com") || key.starts_with("lpt")) && key.as_bytes()[3].is_ascii_digit();
    DEVICES.contains(&key.as_str()) || port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_given() {
        for good in ["a", "Gazette_12-may", "console", "com10"] {
            assert_eq!(given(good).as_deref(), Ok(good));
        }
        let long = "a".repeat(61);
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "/x",
            "a/b",
            "a\\b",
            "C:x",
            "CON",
            "nul",
            "Com1",
            "a b",
            "é",
            "a.txt",
            "a\n",
            long.as_str(),
        ] {
            assert!(given(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn keys_that_are_made() {
        assert_eq!(
            made("Velmar’s Talks fail: “No deal”, says Tarsa again!").as_deref(),
            Some("velmars-talks-fail-no-deal-says")
        );
        assert_eq!(made("12 May.report").as_deref(), Some("12-may-report"));
        assert_eq!(made("con"), None);
        assert_eq!(made("и «»"), None);
        assert!(made(&"word ".repeat(40)).is_some_and(|k| given(&k).is_ok()));
        assert_eq!(free("a", |k| k == "a" || k == "a-2"), "a-3");
    }
}
