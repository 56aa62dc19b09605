//! Bad input to `detente source`: it says what is wrong and what to do, and the case and its folder stay as they were.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/sources.rs"]
mod sources;

use std::{fs, path::Path, time::Instant};

use pdf_extract::{Document, EncryptionState, EncryptionVersion, Permissions};
use sources::{add, contents, folder, run_with};

/// Taking in fails with this exit code, says all this, and changes nothing.
fn refused_in(folder: &Path, file: &str, more: &[&str], code: i32, says: &[&str]) {
    let before = contents(folder);
    let (told, said, ended) = add(folder, file, more);
    assert_eq!((told.as_str(), ended), ("", Some(code)), "{said}");
    for part in says {
        assert!(said.contains(part), "{part:?} in {said}");
    }
    assert!(!said.contains('\u{1b}'), "{said:?}");
    assert!(
        contents(folder) == before,
        "something was changed in {:?}",
        contents(folder).iter().map(|f| &f.0).collect::<Vec<_>>()
    );
}

/// A file of this name that holds this cannot be taken in.
fn refused(file: &str, bytes: &[u8], says: &[&str]) {
    let folder = folder();
    fs::write(folder.path().join(file), bytes).unwrap();
    refused_in(folder.path(), file, &[], 2, says);
}

#[test]
fn files_without_words() {
    refused("a.txt", b"", &["`a.txt` holds no words", "help: "]);
    refused("a.txt", b" \n\xef\xbb\xbf\n", &["holds no words"]);
    refused("a.md", b"---\ntitle: T\n---\n", &["holds no words"]);
    refused("a.html", b"<script>write('words')</script>", &["shows no text", "made by its scripts"]);
    refused("a.html", b"", &["shows no text"]);
}

#[test]
fn files_that_are_no_text() {
    refused("a.txt", b"words\nand a\0null", &["line 2 holds the byte 0x00", "no text at all"]);
    refused("a.txt", b"one\ntwo\nCaf\xe9", &["line 3 holds the byte 0xe9", "--encoding windows-1252", "iconv"]);
    refused("a.txt", b"w\0o\0r\0d\0s\0", &["--encoding utf-16le"]);
    refused("a.docx", b"PK\x03\x04...", &["office program", "save it there as plain text"]);
    refused("a.rtf", b"{\\rtf1 words}", &["office program"]);
    refused("a.png", b"\x89PNG\r\n\x1a\n\0\0\0", &["is not UTF-8 text"]);
    let folder = folder();
    fs::write(folder.path().join("a.txt"), "words").unwrap();
    refused_in(folder.path(), "a.txt", &["--encoding", "klingon"], 2, &["no encoding `klingon`", "windows-1252"]);
}

#[test]
fn files_that_are_not_there() {
    let folder = folder();
    fs::write(folder.path().join("report.txt"), "words").unwrap();
    refused_in(folder.path(), "reprot.txt", &[], 2, &["there is no file `reprot.txt`", "did you mean `report.txt`?"]);
    fs::create_dir(folder.path().join("texts")).unwrap();
    refused_in(folder.path(), "texts", &[], 2, &["`texts` is a directory", "one of the documents in it"]);
    refused_in(folder.path(), "dam.case.toml", &[], 2, &["is the case itself"]);
    let (_, said, code) = run_with(folder.path(), &["source", "add", "report.txt", "--case", "dma.case.toml"], b"");
    assert!(code == Some(2) && said.contains("did you mean `dam.case.toml`?"), "{said}");
}

#[test]
fn files_that_are_too_large() {
    refused("a.txt", &vec![b'a'; 50 << 20], &["at most 16 MiB", "cut the part that matters"]);
    refused("a.html", &vec![b'a'; (64 << 20) + 1], &["at most 64 MiB"]);
    refused("a.html", format!("<p>{}", "words ".repeat(3 << 20)).as_bytes(), &["the text of `a.html` is too large"]);
}

#[test]
fn hostile_pages() {
    let begun = Instant::now();
    refused("a.html", "<div>".repeat(100_000).as_bytes(), &["open within each other"]);
    let folder = folder();
    let deep = "<div>".repeat(1_500) + "words" + &"</div>".repeat(1_500);
    fs::write(folder.path().join("a.html"), deep).unwrap();
    assert_eq!(add(folder.path(), "a.html", &[]).2, Some(0));
    assert!(begun.elapsed().as_secs() < 60);
}

#[test]
fn pdf_files_that_cannot_be_read() {
    refused("a.pdf", &pdf::scanned(), &["`a.pdf` holds no text", "pictures of pages", "(OCR)"]);
    refused("a.pdf", b"words", &["no PDF file that can be read"]);
    let whole = pdf::with_pages(&[&["The mayor said no."], &["And no again."]]);
    for part in [9, whole.len() / 3, whole.len() / 2, whole.len() - 40] {
        refused("a.pdf", &whole[..part], &["damaged or cut off"]);
    }
    // The reader breaks down, and the program does not.
    refused("a.pdf", &pdf::without_end(), &["cannot be read"]);
    refused("locked.pdf", &locked(&whole, "secret"), &["is encrypted", "with its password", "save it without one"]);
}

#[test]
fn a_pdf_file_that_only_forbids_changes_opens() {
    let folder = folder();
    let whole = pdf::with_pages(&[&["The mayor said no."]]);
    fs::write(folder.path().join("a.pdf"), locked(&whole, "")).unwrap();
    let (told, said, code) = add(folder.path(), "a.pdf", &[]);
    assert_eq!(code, Some(0), "{told}{said}");
    assert_eq!(fs::read_to_string(folder.path().join("documents/a.txt")).unwrap(), "The mayor said no.\n");
}

/// The file with a password to open it.
fn locked(file: &[u8], password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(file).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn keys_and_names_that_cannot_be() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("a.txt"), "words").unwrap();
    for key in ["../x", "/x", "a/b", "", "CON", "a\\b", "x.txt", "\u{e9}", "a\u{1b}[31m"] {
        refused_in(at, "a.txt", &["--key", key], 2, &["cannot be the key of a document", "help: "]);
    }
    refused_in(at, "a.txt", &["--key", "minutes"], 2, &["a document `minutes` already"]);
    refused_in(at, "a.txt", &["--source", "gazete"], 2, &["no source `gazete`", "did you mean `gazette`?"]);
    refused_in(at, "a.txt", &["--from", "Radio", "--kind", "radio"], 2, &["no kind of source `radio`", "newspaper"]);
    refused_in(
        at,
        "a.txt",
        &["--from", "Radio", "--side", "tarsas"],
        2,
        &["no party `tarsas`", "did you mean `tarsa`?"],
    );
    refused_in(at, "a.txt", &["--from", "the gazette", "--kind", "ngo"], 2, &["a source `gazette` already"]);
    refused_in(at, "a.txt", &["--from", " "], 2, &["`--from` is empty"]);
    refused_in(at, "a.txt", &["--title", "a\u{202e}b"], 2, &["cannot be seen"]);
    refused_in(at, "a.txt", &["--derived-from", "minute"], 2, &["no document `minute`", "did you mean `minutes`?"]);
    refused_in(at, "a.txt", &["--translation-of", "x"], 2, &["no document `x`"]);
    refused_in(at, "a.txt", &["--published", "2026-02-30"], 2, &["a day of the calendar"]);
    refused_in(at, "a.txt", &["--language", "English!"], 2, &["no tag of a language"]);
    refused_in(at, "a.txt", &["--kind", "ngo"], 2, &["--from"]);
}

#[test]
fn nothing_is_written_over() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("documents")).unwrap();
    fs::write(at.join("documents/a.txt"), "another text").unwrap();
    fs::write(at.join("a.txt"), "words").unwrap();
    refused_in(at, "a.txt", &[], 2, &["exists already, and holds another text", "--force"]);
    let (_, said, code) = add(at, "a.txt", &["--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::read(at.join("documents/a.txt")).unwrap(), b"words\n");
    // The text of another document stays even then.
    let case = fs::read_to_string(at.join("dam.case.toml")).unwrap().replace("[documents.a]", "[documents.first]");
    fs::write(at.join("dam.case.toml"), case).unwrap();
    fs::write(at.join("b.txt"), "other words").unwrap();
    refused_in(at, "b.txt", &["--key", "a", "--force"], 2, &["is the text of document `first`"]);
}

#[test]
fn a_case_with_errors_is_left_alone() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("a.txt"), "words").unwrap();
    let sound = fs::read_to_string(at.join("dam.case.toml")).unwrap();
    for (old, new, says) in [
        ("[parties.tarsa]", "[parties.tarsa", "error[D001]"),
        ("source = \"gazette\"", "source = \"gazete\"", "error[D020]"),
        ("title = \"The dam\"", "", "error[D011]"),
    ] {
        fs::write(at.join("dam.case.toml"), sound.replace(old, new)).unwrap();
        refused_in(at, "a.txt", &[], 1, &[says, "nothing was changed"]);
        let (told, said, code) = run_with(at, &["source", "list", "dam.case.toml"], b"");
        assert!(told.is_empty() && code == Some(1) && said.contains(says), "{said}");
    }
    fs::write(at.join("dam.case.toml"), b"title = \"\xff\"").unwrap();
    refused_in(at, "a.txt", &[], 1, &["error[D002]"]);
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("a.txt"), "words").unwrap();
    // The text is written before the case, and is taken away again.
    let case = at.join("dam.case.toml");
    let writable = fs::metadata(&case).unwrap().permissions();
    let mut protected = writable.clone();
    protected.set_readonly(true);
    fs::set_permissions(&case, protected).unwrap();
    refused_in(at, "a.txt", &[], 2, &["`dam.case.toml` is write-protected"]);
    fs::set_permissions(&case, writable).unwrap();
    assert!(!at.join("documents").exists());
    // A file where the folder should be.
    fs::write(at.join("documents"), "in the way").unwrap();
    refused_in(at, "a.txt", &[], 2, &["documents"]);
}

#[test]
fn a_refusal_for_programs() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), "").unwrap();
    let (told, said, code) = add(folder.path(), "a.txt", &["--json"]);
    assert_eq!(code, Some(2));
    let answer: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert!(answer["answer"].is_null() && answer["refusal"]["message"] == "`a.txt` holds no words", "{told}");
    assert!(said.contains("error: `a.txt` holds no words"));
}
