//! A folder with the case of `lorn.rs`, in which `detente review` is run again and again.

#![allow(dead_code, reason = "each test needs some of it")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::lorn;

pub(crate) struct Folder(pub(crate) tempfile::TempDir);

/// What a run printed, and its exit code.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        lorn::write(folder.path());
        Folder(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn case(&self) -> String {
        self.read(lorn::FILE)
    }

    /// The lines of the log; none where there is no file.
    pub(crate) fn log(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("lorn.review.jsonl")).unwrap_or_default();
        text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    pub(crate) fn ask(&self, arguments: &[&str]) -> Ran {
        let out = Command::new(env!("CARGO_BIN_EXE_detente"))
            .current_dir(self.0.path())
            .env("USER", "ada")
            .stdin(Stdio::null())
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { out: text(out.stdout), err: text(out.stderr), code: out.status.code() }
    }

    pub(crate) fn review(&self, arguments: &[&str]) -> Ran {
        self.ask(&[&["review", lorn::FILE], arguments].concat())
    }

    /// A run that must succeed; what it printed on one line.
    pub(crate) fn does(&self, arguments: &[&str]) -> String {
        let ran = self.review(arguments);
        assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)), "{arguments:?}: {}", ran.out);
        one_line(&ran.out)
    }

    /// A run that must be refused and change nothing; what it said on one line.
    pub(crate) fn refuses(&self, arguments: &[&str]) -> String {
        let before = (self.case(), fs::read(self.path("lorn.review.jsonl")).ok());
        let ran = self.review(arguments);
        assert_eq!((ran.out.as_str(), ran.code), ("", Some(2)), "{arguments:?}: {}", ran.err);
        let after = (self.case(), fs::read(self.path("lorn.review.jsonl")).ok());
        assert!(before == after, "{arguments:?} changed something: {}", after.0);
        one_line(&ran.err)
    }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stretch that the new text has over the old, which must be all that differs.
pub(crate) fn added(old: &str, new: &str) -> String {
    let front = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let back = old.bytes().rev().zip(new.bytes().rev()).take(old.len() - front).take_while(|(a, b)| a == b).count();
    assert_eq!(front + back, old.len(), "nothing of the old text is gone:\n{new}");
    new[front..new.len() - back].to_owned()
}
