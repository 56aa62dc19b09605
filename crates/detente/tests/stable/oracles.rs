//! What others found: verdicts of a brute force, of published analyses and of another program's reference, where these lie in
//! `../shared` beside the repository.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::Case,
    formats::{Source, gmcr},
    question::Budget,
    stable::{
        Concept, Convention,
        explicit::{Verdicts, verdicts},
        graph::Graph,
        limited::limited,
        space::Space,
    },
};
use serde_json::Value;

/// Models of which `../shared` has verdicts but no file: cases of the gallery.
const GALLERY: [(&str, &str); 3] = [
    ("Prisoners", "prisoners-dilemma/prisoners-dilemma.case.toml"),
    ("Cuban", "cuban-missile-crisis/air-strike-stays.case.toml"),
    ("Elmira", "elmira/elmira.case.toml"),
];

/// Concepts as those files call them.
const CONCEPTS: [(&str, Concept); 5] =
    [("R", Concept::Nash), ("GMR", Concept::Gmr), ("SMR", Concept::Smr), ("SEQ", Concept::Seq), ("SIM", Concept::Sim)];

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/stable");
    if !folder.is_dir() {
        eprintln!("skipped: there is no ../shared/oracle/stable beside the repository");
        return None;
    }
    Some(folder)
}

/// The files of the folder whose names end so, by what comes before, in order.
fn files(folder: &Path, end: &str) -> Vec<(String, PathBuf)> {
    let mut files: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let stem = path.file_name()?.to_str()?.strip_suffix(end)?.to_owned();
            Some((stem, path))
        })
        .collect();
    files.sort();
    files
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The case of a file of the other program.
fn imported(name: &str, bytes: Vec<u8>) -> Case {
    let imported = gmcr::import(&Source::new(format!("{name}.gmcr"), bytes));
    let text = imported.case.unwrap_or_else(|| panic!("{name} is not imported: {:?}", imported.files));
    let read = detente::file::read("imported.case.toml", &text);
    read.case.unwrap_or_else(|| panic!("{name} is not read: {:?}\n{text}", read.diagnostics))
}

/// The case of a model, from its file or from the gallery.
fn model(folder: &Path, name: &str) -> Option<Case> {
    let file = folder.join(format!("{name}.gmcr"));
    if file.is_file() {
        return Some(imported(name, fs::read(file).unwrap()));
    }
    let (_, path) = GALLERY.iter().find(|(model, _)| *model == name)?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(path);
    let read = detente::file::read(path.to_str()?, &fs::read_to_string(&path).unwrap());
    Some(read.case.unwrap_or_else(|| panic!("{name} is not read: {:?}", read.diagnostics)))
}

fn space(case: &Case) -> Space<'_> {
    Space::new(Graph::new(case, &[]).unwrap(), &Budget::default()).unwrap()
}

fn judged(space: &Space<'_>, convention: Convention) -> Verdicts {
    verdicts(space, convention, &Concept::ALL, &Budget::default()).unwrap()
}

fn convention(mode: &str) -> Convention {
    match mode {
        "legal" => Convention::Literature,
        "once" => Convention::GmcrPlus,
        other => panic!("no convention is called {other}"),
    }
}

/// The numbers of the states for which something is so.
fn states(space: &Space<'_>, is: impl Fn(usize) -> bool) -> BTreeSet<usize> {
    space.states().filter(|c| is(*c)).map(|c| space.number(c)).collect()
}

fn numbers(value: &Value) -> BTreeSet<usize> {
    let number = |v: &Value| usize::try_from(v.as_u64().unwrap()).unwrap();
    value.as_array().unwrap_or_else(|| panic!("no list: {value}")).iter().map(number).collect()
}

#[test]
fn a_brute_force_finds_the_same() {
    let Some(folder) = folder() else { return };
    let mut looked_at = 0;
    for (name, path) in files(&folder, ".bruteforce.json") {
        let Some(case) = model(&folder, &name) else {
            eprintln!("skipped: there is no model of {name}");
            continue;
        };
        let oracle = json(&path);
        let space = space(&case);
        for mode in ["legal", "once"] {
            let told = judged(&space, convention(mode));
            for (key, concept) in CONCEPTS {
                let stable = oracle["modes"][mode]["stable"][key].as_object().unwrap();
                assert_eq!(stable.len(), space.graph.parties.len(), "{name}");
                for (party, (whose, meant)) in stable.values().enumerate().map(|(n, v)| (n, (n, v))) {
                    let found = states(&space, |c| told.stable(concept, party, c));
                    assert_eq!(found, numbers(meant), "{name}, {mode}, {key}, decision maker {whose}");
                }
                let found = states(&space, |c| told.equilibrium(concept, c));
                assert_eq!(found, numbers(&oracle["modes"][mode]["equilibria"][key]), "{name}, {mode}, {key}");
            }
        }
        looked_at += 1;
    }
    assert!(looked_at >= 3, "{looked_at} models were looked at");
}

#[test]
fn published_analyses_find_the_same_but_for_their_slips() {
    let Some(folder) = folder() else { return };
    // Both are about a state that the author missed, or a sanction that was not applied.
    let slips = ["invasion irreversible", "pacifist (invasion irreversible?)", "pacifist (invasion reversible?)"];
    let oracle = json(&folder.join("korea_published.json"));
    let mut agree = 0;
    for one in oracle.as_array().unwrap() {
        let (name, irreversible) = (one["case"].as_str().unwrap(), one["invasion_irreversible"].as_bool().unwrap());
        let end = if irreversible { "irr" } else { "rev" };
        let stem = name.split(" (").next().unwrap().replace(' ', "_");
        let case = model(&folder, &format!("korea_{stem}_{end}")).unwrap_or_else(|| panic!("there is no {stem}"));
        let space = space(&case);
        let told = judged(&space, Convention::Literature);
        let concept = one["concept"].as_str().unwrap();
        let (first, _) = concept.split_once(" or SIM").unwrap_or_else(|| panic!("{concept}"));
        let first = CONCEPTS.iter().find(|(key, _)| *key == first).unwrap().1;
        let party = |c: usize, with: bool| {
            let stays = |p: usize| told.stable(first, p, c) || with && told.stable(Concept::Sim, p, c);
            (0..space.graph.parties.len()).all(stays)
        };
        // The published numbers are binary: cells.
        let found = |with: bool| space.states().filter(|c| party(*c, with)).collect::<BTreeSet<_>>();
        assert_eq!(found(true), numbers(&one["bruteforce"]), "{name}: {concept}");
        assert_eq!(found(false), numbers(&one["without_SIM"]), "{name}: {concept}");
        let published = numbers(&one["published_equilibria_decimal"]);
        assert!(found(true) == published || slips.contains(&name), "{name}: {concept} is {published:?}");
        agree += usize::from(found(true) == published);
    }
    assert_eq!((agree, oracle.as_array().unwrap().len()), (8, 11));
}

#[test]
fn two_that_look_ahead_stay_where_they_should() {
    let Some(folder) = folder() else { return };
    let oracle = json(&folder.join("limited_move_2DM.json"));
    let mut looked_at = 0;
    for (name, meant) in oracle.as_object().unwrap() {
        let Some(case) = model(&folder, name) else {
            eprintln!("skipped: there is no model of {name}");
            continue;
        };
        let space = space(&case);
        let by_party = meant["per_dm_L1_to_L24"].as_array().unwrap();
        let found = limited(&space, by_party.len() as u32, &Budget::default()).unwrap();
        let told = |cells: &[usize]| cells.iter().map(|c| space.number(*c)).collect::<BTreeSet<_>>();
        for (n, (horizon, stable)) in found.horizons.iter().zip(by_party).enumerate() {
            for (party, stable) in stable.as_array().unwrap().iter().enumerate() {
                assert_eq!(told(&horizon.stable[party]), numbers(stable), "{name}, L_{}, {party}", n + 1);
            }
            assert_eq!(told(&horizon.equilibria), numbers(&meant["equilibria"][n]), "{name}, L_{}", n + 1);
        }
        assert_eq!(found.ties, meant["tie_dependent_choices"].as_u64().unwrap(), "{name}");
        let repeats = found.repeats.unwrap_or_else(|| panic!("{name} settles"));
        assert_eq!(u64::from(repeats.period), meant["eventual_period"].as_u64().unwrap(), "{name}");
        if repeats.period == 1 {
            assert_eq!(u64::from(repeats.from), meant["constant_from"].as_u64().unwrap(), "{name}");
        }
        looked_at += 1;
    }
    assert!(looked_at >= 8, "{looked_at} models were looked at");
}

#[test]
fn the_other_programs_slips_are_not_made() {
    let Some(folder) = folder() else { return };
    let oracle = json(&folder.join("fuzz_smallest_disagreements.json"));
    for (name, one) in oracle.as_object().unwrap() {
        let case = imported(name, serde_json::to_vec(&one["model"]).unwrap());
        let space = space(&case);
        assert_eq!(space.len() as u64, one["states"].as_u64().unwrap(), "{name}");
        let (mode, key) = name.split_once('-').unwrap();
        let concept = CONCEPTS.iter().find(|(k, _)| *k == key).unwrap().1;
        let told = judged(&space, convention(mode));
        let cell = &one["dm_idx,state_idx,gmcr,definition"];
        let at = |n: usize| usize::try_from(cell[n].as_u64().unwrap()).unwrap();
        let cell_of = space.cell_numbered(at(1) + 1).unwrap();
        assert_eq!(Some(told.stable(concept, at(0), cell_of)), cell[3].as_bool(), "{name}");
    }
}
