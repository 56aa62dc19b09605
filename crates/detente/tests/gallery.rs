//! Every case of the gallery loads without errors and answers every question; the answers stand beside it.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/golden.rs"]
mod golden;
#[path = "gallery/graph_model.rs"]
mod graph_model;
#[path = "gallery/orders.rs"]
mod orders;
#[path = "gallery/readings.rs"]
mod readings;

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::{Case, Preference, Role},
    claims::{Claims, Texts},
    deals::{Deals, DealsAnswer, Scale},
    diagnostic::{Diagnostic, Lines, Severity, render},
    number::Exact,
    question::{Budget, Envelope},
    quote::Text,
    roadmap::Roadmap,
    show,
    stable::Stable,
    track::Track,
    why::{Verdict, Why},
};

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

/// Name, case and diagnostics of every case. Where a folder holds more than one, the one named after the folder has its
/// name, and each other, `NAME.case.toml`, is called `FOLDER/NAME`.
fn cases() -> Vec<(String, Case, Vec<Diagnostic>)> {
    let mut files: Vec<PathBuf> = sorted(&gallery())
        .iter()
        .filter(|p| p.is_dir())
        .flat_map(|folder| sorted(folder))
        .filter(|p| p.to_string_lossy().ends_with(".case.toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 12, "the gallery holds at least twelve cases");
    files.into_iter().map(|file| read(&file)).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

fn read(path: &Path) -> (String, Case, Vec<Diagnostic>) {
    let folder = path.parent().unwrap();
    let within = folder.file_name().unwrap().to_string_lossy();
    let file = path.file_name().unwrap().to_string_lossy();
    let stem = file.strip_suffix(".case.toml").unwrap();
    let name = if *stem == *within { stem.to_owned() } else { format!("{within}/{stem}") };
    let shown = format!("cases/{within}/{file}");
    let (case, found) = beside::read(&shown, &fs::read(path).unwrap(), &|d| fs::read(folder.join(d)).ok());
    let errors: Vec<&Diagnostic> = found.iter().filter(|d| d.severity() == Severity::Error).collect();
    (name, case.unwrap_or_else(|| panic!("{file} has errors: {errors:?}")), found)
}

/// Where the answers to a case stand: `expected` beside it, and within that a folder for each case not named after its own.
fn expected(name: &str) -> PathBuf {
    match name.split_once('/') {
        None => gallery().join(name).join("expected"),
        Some((folder, stem)) => gallery().join(folder).join("expected").join(stem),
    }
}

/// Whether what packages are worth to some principal is known.
fn weighed(case: &Case) -> bool {
    case.parties().iter().any(|p| p.role == Role::Principal && matches!(p.preference, Preference::Worth(_)))
}

/// Whether some issue is in somebody's hands, and it is known what all prefer that decide something.
fn in_hands(case: &Case) -> bool {
    let mut deciders = case.issues().iter().flat_map(|i| &i.decided_by).peekable();
    deciders.peek().is_some() && deciders.all(|p| !matches!(case.party(*p).preference, Preference::Unknown))
}

#[test]
fn golden_answers() {
    for (name, case, found) in cases() {
        let expected = expected(&name);
        let answer = Why { readings: true, ..Why::default() }.ask(&case, &Budget::default()).unwrap();
        golden::compare(&expected.join("why.txt"), &show::text::draw(&answer.show(&case), 100, false));
        // Where nobody's worth is known, `deals` refuses, and there is nothing to stand beside the case.
        let deals = expected.join("deals.txt");
        match Deals::default().ask(&case, &Budget::default()) {
            Ok(answer) => golden::compare(&deals, &show::text::draw(&answer.show(&case), 100, false)),
            Err(_) => assert!(!weighed(&case) && !deals.exists(), "{name} has wants, and `deals` refuses"),
        }
        // Likewise `stable`, where nothing is in anybody's hands.
        let stable = expected.join("stable.txt");
        match Stable::default().ask(&case, &Budget::default()) {
            Ok(answer) => golden::compare(&stable, &show::text::draw(&answer.show(), 100, false)),
            Err(_) => assert!(!in_hands(&case) && !stable.exists(), "{name} has deciders, and `stable` refuses"),
        }
        // `roadmap`, where there is nothing to do, or no package that it could be for.
        let roadmap = expected.join("roadmap.txt");
        if let Ok(answer) = Roadmap::default().ask(&case, &Budget::default()) {
            golden::compare(&roadmap, &show::text::draw(&answer.show(&case), 100, false));
        } else {
            let nothing = answer.verdict == Verdict::Blocked && answer.ways_out.is_empty() || case.steps().is_empty();
            assert!(nothing && !roadmap.exists(), "{name} has steps, and `roadmap` refuses");
        }
        // And `track`, where the case has no rounds.
        let track = expected.join("track.txt");
        match Track::default().ask(&case, &Budget::default()) {
            Ok(answer) => golden::compare(&track, &show::text::draw(&answer.show(&case), 100, false)),
            Err(_) => assert!(case.rounds().is_empty() && !track.exists(), "{name} has rounds, and `track` refuses"),
        }
        // `claims` of the two cases that show how positions are known.
        if ["florida-talks", "lorn-straits"].contains(&name.as_str()) {
            let answer = Claims::default().ask(&case);
            golden::compare(&expected.join("claims.txt"), &show::text::draw(&answer.show(&case), 100, false));
        }
        let check: String =
            found.iter().map(|d| render::concise(d, case.file(), &Lines::of(case.text())) + "\n").collect();
        golden::compare(&expected.join("check.txt"), &check);
    }
}

#[test]
fn answers_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::why::schema()).unwrap();
    for (name, case, found) in cases() {
        let first = detente::agreement::parse_package(
            &case,
            &case.issues().iter().map(|i| format!("{}={}", i.key, i.options[0].key)).collect::<Vec<_>>().join(","),
        );
        let why = Why { readings: true, package: Some(first.unwrap()), ..Why::default() };
        let answer = why.ask(&case, &Budget::default()).unwrap();
        let envelope =
            Envelope::new("why", why.options(&case), &case, answer.limit.clone(), answer.facts(&case), &found);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn deals_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::deals::schema()).unwrap();
    for (name, case, found) in cases().into_iter().filter(|(_, case, _)| weighed(case)) {
        let mut asked = vec![Deals::default(), Deals { frontier: false, ..Deals::default() }];
        let first = Deals::default().ask(&case, &Budget::default()).unwrap();
        let package = first.solutions.iter().find_map(|s| s.deals.first()).map(|d| d.package.clone());
        if let Some(package) = package {
            let whole = case.issue_ids().zip(package.options().iter().copied()).collect();
            asked.push(Deals { package: Some(whole), ..Deals::default() });
        }
        for deals in asked {
            let answer = deals.ask(&case, &Budget::default()).unwrap();
            for scale in [Scale::Worth, Scale::Unit] {
                let facts = answer.facts(&case, scale);
                let options = deals.options(&case, scale);
                let envelope = Envelope::new("deals", options, &case, answer.limit.clone(), facts, &found);
                let value = serde_json::to_value(&envelope).unwrap();
                let faults: Vec<String> =
                    schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
                assert!(faults.is_empty(), "{name}: {faults:#?}");
            }
        }
    }
}

#[test]
fn stable_answers_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::stable::schema()).unwrap();
    for (name, case, found) in cases().into_iter().filter(|(_, case, _)| in_hands(case)) {
        let stable = Stable::default();
        let answer = stable.ask(&case, &Budget::default()).unwrap();
        let envelope = Envelope::new(
            "stable",
            stable.options(&case, Budget::default().effort),
            &case,
            answer.limit.clone(),
            answer.facts(),
            &found,
        );
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn roadmaps_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::roadmap::schema()).unwrap();
    for (name, case, found) in cases().into_iter().filter(|(_, case, _)| !case.steps().is_empty()) {
        let roadmap = Roadmap::default();
        let Ok(answer) = roadmap.ask(&case, &Budget::default()) else { continue };
        let options = roadmap.options(&case, Budget::default().effort);
        let envelope = Envelope::new("roadmap", options, &case, answer.limit.clone(), answer.facts(&case), &found);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn track_answers_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::track::schema()).unwrap();
    for (name, case, found) in cases().into_iter().filter(|(_, case, _)| !case.rounds().is_empty()) {
        let track = Track::default();
        let answer = track.ask(&case, &Budget::default()).unwrap();
        let envelope = Envelope::new("track", track.options(&case), &case, None, answer.facts(&case), &found);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// In every case: each claim with an issue and a holder stands in one way of one row, and no other does.
#[test]
fn claims_fit_their_schema_and_none_is_lost() {
    let schema = jsonschema::validator_for(&detente::claims::schema()).unwrap();
    for (name, case, found) in cases() {
        let folder = gallery().join(name.split('/').next().unwrap());
        let texts = Texts::of(&case, &|d| match &case.document(d).file {
            Some((file, _)) => Text::Bytes(fs::read(folder.join(file)).unwrap()),
            None => Text::None,
        });
        let claims = Claims::default();
        let answer = claims.ask(&case);
        let envelope = Envelope::new("claims", claims.options(&case), &case, None, answer.facts(&case, &texts), &found);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        let mut told: Vec<_> = answer.rows.iter().flat_map(|r| &r.ways).flat_map(|w| &w.claims).collect();
        told.extend(&answer.apart);
        told.sort_unstable();
        assert_eq!(told, answer.claims.iter().collect::<Vec<_>>(), "{name}");
        assert_eq!(answer.csv(&case, &texts).lines().count(), case.claims().len() + 1, "{name}");
        let network = answer.network(&case, &texts);
        assert_eq!(network.rows + network.left_out.total(), case.claims().len(), "{name}");
        for claim in value["answer"]["claims"].as_array().unwrap() {
            for quote in claim["quotes"].as_array().unwrap().iter().filter(|q| q["match"] == "exact") {
                let document = case.documents().iter().find(|d| claim["document"] == *d.key).unwrap();
                let text = fs::read_to_string(folder.join(&document.file.as_ref().unwrap().0)).unwrap();
                let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
                let words: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(quote["text"].as_str().unwrap().trim(), words.trim(), "{name}");
            }
        }
    }
}

/// Which demands of the talks near Miami rest on the narrator alone: all of them, as no party's own words are known. On
/// the Lorn Straits, one; two more are known through the other side.
#[test]
fn what_rests_on_the_narrator_alone() {
    let only = |name: &str| {
        let (_, case, _) = cases().into_iter().find(|(n, ..)| n == name).unwrap();
        let answer = Claims::default().ask(&case);
        let paths = |list: &[detente::claims::Held]| list.iter().map(|h| case.path(h.element)).collect::<Vec<_>>();
        (paths(&answer.narrator), paths(&answer.opponent), case.demands().len())
    };
    let (narrator, opponent, demands) = only("florida-talks");
    assert_eq!((narrator.len(), opponent.len()), (demands, 0));
    assert!(narrator.iter().all(|p| p.starts_with("demands.")));
    let (narrator, opponent, _) = only("lorn-straits");
    assert_eq!(narrator, ["demands.vote-before-accord"]);
    assert_eq!(opponent, ["demands.toll-before-nets", "demands.no-dues"]);
}

/// The five meetings on the Sarn, as their minutes tell them: worked out by hand from the weights and wants of the file.
#[test]
fn the_meetings_on_the_sarn() {
    let (_, case, _) = cases().into_iter().find(|(n, ..)| n == "sarn").unwrap();
    let answer = Track::default().ask(&case, &Budget::default()).unwrap();
    let told: Vec<(usize, &str, &str, Exact)> = answer
        .moves
        .iter()
        .map(|m| {
            let (party, issue) = (&case.party(m.party).key, &case.issue(m.issue).key);
            (m.round, party.as_str(), issue.as_str(), m.gives().unwrap())
        })
        .collect();
    // Velmar's weights are 50, 20, 30 and 25 of 125; Tarsa's 60, 25 and 15 of 100.
    assert_eq!(
        told,
        [
            (1, "velmar", "release", Exact::ratio(50 * (100 - 70), 125)),
            (1, "tarsa", "release", Exact::ratio(60 * (100 - 65), 100)),
            (2, "velmar", "metering", Exact::ratio(20 * (100 - 60), 125)),
            (2, "tarsa", "payment", Exact::ratio(15 * (70 - 100), 100)),
            (3, "velmar", "payment", Exact::ZERO),
            (3, "tarsa", "payment", Exact::ratio(15 * (100 - 70), 100)),
            (4, "tarsa", "release", Exact::ZERO),
        ]
    );
    let stalled: Vec<&str> = answer.stalled().map(|t| case.issue(t.issue).key.as_str()).collect();
    assert_eq!(stalled, ["pulse"]);
}

/// The case files themselves fit the schema that editors are given.
#[test]
fn cases_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::file::schema::json_schema()).unwrap();
    for (name, case, _) in cases() {
        let value = plain(toml::from_str::<toml::Value>(case.text()).unwrap());
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// TOML as JSON; dates become texts.
fn plain(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(d) => serde_json::Value::String(d.to_string()),
        toml::Value::Array(a) => a.into_iter().map(plain).collect(),
        toml::Value::Table(t) => serde_json::Value::Object(t.into_iter().map(|(k, v)| (k, plain(v))).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

#[test]
fn cases_are_laid_out() {
    for (name, case, _) in cases() {
        let laid_out = detente::file::layout::laid_out(case.text()).unwrap();
        assert!(laid_out == case.text(), "{name} would be changed by `detente fmt`");
    }
}

/// Nobody may say that the gallery holds somebody else's words by accident: every document there is ours, and every
/// quote stands in one of them, which `beside::read` has checked. Here: no answer depends on the number of threads.
#[test]
fn same_bytes_for_any_number_of_threads() {
    for (name, case, _) in cases() {
        let answers: Vec<String> = [1, 2, 4]
            .map(|threads| {
                let answer = Why::default().ask(&case, &Budget { threads, ..Budget::default() }).unwrap();
                serde_json::to_string(&answer.facts(&case)).unwrap() + &show::text::draw(&answer.show(&case), 80, true)
            })
            .to_vec();
        assert!(answers.windows(2).all(|w| w[0] == w[1]), "{name}");
        let deals: Vec<String> = [1, 2, 4]
            .into_iter()
            .filter_map(|threads| Deals::default().ask(&case, &Budget { threads, ..Budget::default() }).ok())
            .map(|answer| {
                let facts = serde_json::to_string(&answer.facts(&case, Scale::Worth)).unwrap();
                facts + &show::text::draw(&answer.show(&case), 80, true)
            })
            .collect();
        assert!(deals.windows(2).all(|w| w[0] == w[1]), "{name}");
        let stable: Vec<String> = [1, 2, 4]
            .into_iter()
            .filter_map(|threads| Stable::default().ask(&case, &Budget { threads, ..Budget::default() }).ok())
            .map(|answer| serde_json::to_string(&answer.facts()).unwrap() + &show::text::draw(&answer.show(), 80, true))
            .collect();
        assert!(stable.windows(2).all(|w| w[0] == w[1]), "{name}");
    }
}

/// What `deals` answers about one case of the gallery.
fn deals_of(name: &str) -> (Case, DealsAnswer) {
    let (_, case, _) = cases().into_iter().find(|(n, ..)| n == name).unwrap();
    let answer = Deals::default().ask(&case, &Budget::default()).unwrap();
    (case, answer)
}

/// The worths of the packages that a named solution picks.
fn picked(answer: &DealsAnswer, key: &str) -> Vec<Vec<Exact>> {
    let solution = answer.solutions.iter().find(|s| s.notion.key == key).unwrap();
    assert!(solution.proven, "{key}");
    solution.deals.iter().map(|d| d.worth.clone()).collect()
}

fn worth(of: &[i128]) -> Vec<Exact> {
    of.iter().map(|n| Exact::whole(*n)).collect()
}

/// The one item that is split, by its key, with the first party's share; and what each party gets.
fn split(name: &str) -> (String, Exact, Exact) {
    let (case, answer) = deals_of(name);
    let division = answer.division.unwrap();
    let is_split = |share: Exact| share != Exact::ZERO && share != Exact::whole(1);
    let of: Vec<_> = division.items.iter().filter(|i| is_split(i.share)).collect();
    assert_eq!(of.len(), 1, "{name}: one item is split");
    (case.issue(of[0].issue).key.clone(), of[0].share, division.points)
}

/// Brams & Taylor, *Fair Division* (1996), with the points of Raiffa, *The Art and Science of Negotiation* (1982); and
/// *The Win-Win Solution* (1999).
#[test]
fn adjusted_winner_is_as_published() {
    assert_eq!(split("panama-canal"), ("land-and-water".to_owned(), Exact::ratio(2, 15), Exact::whole(66)));
    assert_eq!(split("aldersund-divorce"), ("sea".to_owned(), Exact::ratio(13, 15), Exact::ratio(218, 3)));
}

/// Nash, *The bargaining problem* (1950): what each gives the other, and what each gains.
#[test]
fn nash_is_as_published() {
    let (case, answer) = deals_of("bill-and-jack");
    assert_eq!(picked(&answer, "nash"), [worth(&[12 + 12, 6 + 5])]);
    let nash = answer.solutions.iter().find(|s| s.notion.key == "nash").unwrap();
    let traded = "book=jack,whip=jack,ball=jack,bat=jack,box=bill,pen=bill,toy=bill,knife=bill,hat=jack";
    let traded: Vec<_> =
        detente::agreement::parse_package(&case, traded).unwrap().into_iter().map(|(_, o)| o).collect();
    assert_eq!(nash.deals[0].package.options(), traded);
}

/// Five points in a bow, as textbooks draw them.
#[test]
fn textbook_winners() {
    let (_, answer) = deals_of("brattvik-mill");
    for key in ["nash", "kalai_smorodinsky", "egalitarian", "fallback"] {
        assert_eq!(picked(&answer, key), [worth(&[70, 60])], "{key}");
    }
    assert_eq!(picked(&answer, "utilitarian"), [worth(&[40, 90]), worth(&[70, 60])]);
}

/// Where all five definitions differ, no two pick the same package.
#[test]
fn five_definitions_five_packages() {
    let (_, answer) = deals_of("ferrin-plant");
    let mut all: Vec<_> = answer.solutions.iter().map(|s| picked(&answer, s.notion.key)).collect();
    assert!(all.iter().all(|worths| worths.len() == 1));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 5);
    assert!(answer.frontier.unwrap().complete);
}
