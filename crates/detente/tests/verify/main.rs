//! Answers verify; answers that somebody has changed do not.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

mod asked;
mod refused;
mod roadmap;
mod stable;
mod tampered;

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::Case,
    file,
    verify::{Outcome, Reason, Verified, Verify},
};
use serde_json::Value;

/// Every case of the gallery, with its name.
pub(crate) fn gallery() -> Vec<(String, Case)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(cases).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    let one = |folder: PathBuf| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let file = format!("{name}.case.toml");
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        (name.clone(), file::read(&file, &text).case.unwrap_or_else(|| panic!("{name} is sound")))
    };
    folders.into_iter().map(one).collect()
}

pub(crate) fn case(name: &str) -> Case {
    gallery().into_iter().find(|(n, _)| n == name).unwrap().1
}

pub(crate) fn check(case: &Case, answer: &Value) -> Verified {
    Verify::default().check(case, answer).unwrap()
}

pub(crate) fn fails(verified: &Verified) -> Vec<String> {
    let failed = verified.checks.iter().filter(|c| matches!(c.outcome, Outcome::Fails(_)));
    failed.map(|c| format!("{} {}: {:?}", c.at, c.says.key(), c.outcome)).collect()
}

#[test]
fn answers_of_the_gallery_verify() {
    for (name, case) in gallery() {
        for (asked, answer) in asked::all(&case) {
            let verified = check(&case, &answer);
            assert!(verified.holds(), "{name}, {asked}: {:#?}", fails(&verified));
            let few = case.packages() <= 200_000_u32.into();
            let left_out = verified.checks.iter().filter_map(|c| match c.outcome {
                Outcome::NotChecked(reason) if !matches!(reason, Reason::Lot | Reason::Cut) => Some((c, reason)),
                _ => None,
            });
            let left_out: Vec<_> = left_out.collect();
            assert!(!few || left_out.is_empty(), "{name}, {asked}: {left_out:#?}");
        }
    }
}

/// Where packages are too many to try, what the answer shows is checked all the same.
#[test]
fn certificates_are_checked_without_trying_packages() {
    for (name, case) in gallery() {
        for (asked, answer) in asked::all(&case) {
            let verified = Verify { most: 500 }.check(&case, &answer).unwrap();
            assert!(verified.holds(), "{name}, {asked}: {:#?}", fails(&verified));
        }
    }
}

#[test]
fn words_and_facts_are_told() {
    let case = case("sarn");
    let (_, mut answer) = asked::all(&case).remove(0);
    let told = detente::show::text::draw(&check(&case, &answer).show(&case), 100, false);
    assert!(told.contains("All that could be checked holds"), "{told}");
    answer["answer"]["verdict"] = "blocked".into();
    let verified = check(&case, &answer);
    let told = detente::show::text::draw(&verified.show(&case), 100, false);
    assert!(told.contains("the verdict is right") && told.contains("it should be"), "{told}");
    assert_eq!(verified.facts()["holds"], false);
}
