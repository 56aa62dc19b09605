//! Every scenario of the corpus beside the repository: the case is worth what the files say, computed anew here by the
//! plainest of means and in floating point; and what is exported is worth the same again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::{Case, PartyId},
    formats::{Source, genius},
};
use roxmltree::{Document, Node};

use crate::{case, packages};

/// Folders with XML files, in order.
fn scenarios(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        open.extend(entries.iter().filter(|e| e.is_dir()).cloned());
        found.extend(
            entries
                .into_iter()
                .filter(|e| e.extension().is_some_and(|x| x == "xml"))
                .map(|e| e.parent().unwrap().to_owned()),
        );
    }
    found.sort();
    found.dedup();
    found
}

fn files(folder: &Path) -> (Source, Vec<Source>) {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    all.retain(|f| f.extension().is_some_and(|x| x == "xml") && f.file_name().unwrap() != "pareto.xml");
    all.sort();
    let read = |p: &PathBuf| Source::new(p.file_name().unwrap().to_string_lossy(), fs::read(p).unwrap());
    let (domains, profiles): (Vec<Source>, Vec<Source>) =
        all.iter().map(read).partition(|s| String::from_utf8_lossy(&s.bytes).contains("negotiation_template"));
    assert_eq!(domains.len(), 1, "{}", folder.display());
    (domains.into_iter().next().unwrap(), profiles)
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().trim().parse().unwrap()
}

/// What a package is worth to a profile, of 1: the options by name, in the order of the issues.
fn naive(profile: &Document<'_>, indices: &[String], options: &[&str]) -> f64 {
    let root = profile.root_element();
    if let Some(utility) = root.descendants().find(|n| n.has_tag_name("utility")) {
        let mut sum = 0.0;
        for rectangle in utility.descendants().filter(|n| n.has_tag_name("hyperRectangle")) {
            let holds = |word: &str| {
                rectangle.children().filter(|n| n.has_tag_name(word)).all(|bound| {
                    let at = indices.iter().position(|i| i == bound.attribute("index").unwrap()).unwrap();
                    let v: f64 = options[at].parse().unwrap();
                    number(bound, "min") <= v && v <= number(bound, "max")
                })
            };
            let excludes = rectangle.children().any(|n| n.has_tag_name("EXCLUDES"));
            if if excludes { !holds("EXCLUDES") } else { holds("INCLUDES") } {
                sum += number(rectangle, "utility");
            }
        }
        return sum / number(utility, "maxutility");
    }
    let mut sum = 0.0;
    for (index, option) in indices.iter().zip(options) {
        let of = |tag: &str| {
            root.descendants().rfind(|n| n.has_tag_name(tag) && n.attribute("index") == Some(index)).unwrap()
        };
        let issue = of("issue");
        let value = if let Some(evaluator) = issue.children().find(|n| n.has_tag_name("evaluator")) {
            let lower = number(issue, "lowerbound");
            let v: f64 = option.parse().unwrap();
            (number(evaluator, "slope") * (v - lower) + number(evaluator, "offset")).clamp(0.0, 1.0)
        } else {
            let items: Vec<Node<'_, '_>> = issue.children().filter(|n| n.has_tag_name("item")).collect();
            let most = items.iter().map(|i| number(*i, "evaluation")).fold(f64::MIN, f64::max);
            let own = items.iter().rfind(|i| i.attribute("value") == Some(option)).unwrap();
            if most < 1e-5 { 0.0 } else { number(*own, "evaluation") / most }
        };
        sum += number(of("weight"), "value") * value;
    }
    sum
}

/// Compares some packages; how many comparisons were made.
fn compare(case: &Case, domain: &Source, profiles: &[Source], what: &str) -> usize {
    let text = |s: &Source| String::from_utf8_lossy(&s.bytes).trim_start().replace(" & ", " &amp; ");
    let domain = text(domain);
    let domain = Document::parse(&domain).unwrap();
    let indices: Vec<String> = domain
        .descendants()
        .filter(|n| n.has_tag_name("issue"))
        .map(|n| n.attribute("index").unwrap().to_owned())
        .collect();
    let mut compared = 0;
    for (n, profile) in profiles.iter().enumerate() {
        let profile = text(profile);
        let profile = Document::parse(&profile).unwrap();
        let party: PartyId = case.party_ids().nth(n).unwrap();
        for package in packages(case) {
            let options: Vec<&str> = case
                .issues()
                .iter()
                .zip(package.options())
                .map(|(issue, o)| issue.options[o.index()].name.as_str())
                .collect();
            let expected = naive(&profile, &indices, &options);
            let found = case.worth(party, &package).unwrap().to_f64() / 100.0;
            assert!((expected - found).abs() < 1e-12, "{what}: {expected} is not {found} for {options:?}");
            compared += 1;
        }
    }
    compared
}

#[test]
fn every_scenario_is_worth_what_its_files_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/genius");
    if !root.is_dir() {
        eprintln!("skipped: there is no ../shared/data/genius beside the repository");
        return;
    }
    let (mut read, mut compared) = (0, 0);
    for folder in scenarios(&root) {
        let (domain, profiles) = files(&folder);
        if !(2..=9).contains(&profiles.len()) {
            continue;
        }
        let what = folder.display().to_string();
        let one = case(&genius::import(&domain, &profiles));
        compared += compare(&one, &domain, &profiles, &what);
        let stems: Vec<&str> = profiles.iter().map(|p| p.name.trim_end_matches(".xml")).collect();
        let keys: Vec<&str> = one.parties().iter().map(|p| p.key.as_str()).collect();
        assert_eq!(stems, keys, "parties are called like their files");
        let written = genius::export(&one);
        assert_eq!(written.found, [], "{what}");
        let sources: Vec<Source> =
            written.files.iter().map(|(name, text)| Source::new(name.as_str(), text.as_bytes())).collect();
        let again = case(&genius::import(&sources[0], &sources[1..]));
        for package in packages(&one) {
            for party in one.party_ids() {
                assert_eq!(one.worth(party, &package), again.worth(party, &package), "{what}");
            }
        }
        for (a, b) in one.parties().iter().zip(again.parties()) {
            assert_eq!((&a.key, &a.kept), (&b.key, &b.kept), "{what}");
        }
        read += 1;
    }
    eprintln!("{read} scenarios, {compared} worths");
    assert!(read > 30 && compared > 10_000);
}
