//! Files of other programs: what they come to as cases, that nothing of it changes on the way there and back, and what is
//! said of files that are not as they should be.

#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test that fails is a test that panics")]

mod genius;
mod genius_bad;
mod genius_corpus;
mod gmcr;
mod gmcr_bad;
mod others;

use detente::{
    case::{Case, Package},
    diagnostic::Severity,
    file,
    formats::Imported,
    number::Exact,
};

/// The case of an import that must be without errors.
fn case(imported: &Imported) -> Case {
    for file in &imported.files {
        for d in &file.found {
            assert!(d.severity() == Severity::Warning, "{}: {d:?}", file.name);
        }
    }
    let text = imported.case.as_ref().expect("an import without errors has a case");
    let read = file::read("imported.case.toml", text);
    read.case.unwrap_or_else(|| panic!("the case has errors: {:?}\n{text}", read.diagnostics))
}

/// Every problem, as `file:line:column: message`.
fn told(imported: &Imported) -> Vec<String> {
    let one = |f: &detente::formats::Looked| {
        f.found
            .iter()
            .map(|d| {
                let (line, column) = d.place.line_column(&f.text);
                assert!(!d.help.is_empty(), "{} says what to do", d.message);
                format!("{}:{line}:{column}: {} {}", f.name, d.code, d.message)
            })
            .collect::<Vec<_>>()
    };
    imported.files.iter().flat_map(one).collect()
}

/// The worth of a package to a party, options named in the order of the issues.
fn worth(case: &Case, party: &str, options: &[&str]) -> Exact {
    let mut package = packages(case).next().unwrap();
    for (issue, option) in case.issue_ids().zip(options) {
        package = package.with(issue, case.find_option(issue, option).unwrap_or_else(|| panic!("no option {option}")));
    }
    case.worth(case.find_party(party).unwrap(), &package).unwrap()
}

/// Packages by a walk that visits every option of every issue, and much else, up to a number that tests can bear.
fn packages(case: &Case) -> impl Iterator<Item = Package> + '_ {
    let sizes: Vec<usize> = case.issues().iter().map(|i| i.options.len()).collect();
    let most = sizes.iter().try_fold(1_usize, |n, s| n.checked_mul(*s)).unwrap_or(usize::MAX).min(300);
    (0..most).map(move |n| {
        let mut seed = n as u64;
        let chosen: Vec<usize> = sizes
            .iter()
            .enumerate()
            .map(|(i, size)| {
                // splitmix64
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15 + i as u64);
                let mut z = seed;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((z ^ (z >> 31)) % *size as u64) as usize
            })
            .collect();
        detente::formats::package(&chosen)
    })
}
