//! `.gmcr` files that are not as they should be: each fault is told with its place and what to do, and nothing is guessed;
//! whatever else is in a file, reading it ends soon.

use detente::formats::{Imported, Source, gmcr};

use crate::told;

const SOUND: &str = r#"{"decisionMakers": [
  {"name": "North", "options": [0, 1], "preferences": [[[0, "Y"]]], "preferenceRanking": [1, [2, 3], 4, 5, 6]},
  {"name": "South", "options": [2], "preferences": [], "preferenceRanking": [6, 5, 4, 3, 2, 1]}],
 "options": [
  {"name": "dig", "permittedDirection": "both"},
  {"name": "fill", "permittedDirection": "fwd"},
  {"name": "pay", "permittedDirection": "both"}],
 "infeasibles": [[[0, "Y"], [1, "Y"]]],
 "useManualPreferenceRanking": true}"#;

fn import(text: &str) -> Imported {
    gmcr::import(&Source::new("x.gmcr", text))
}

/// That a change of the sound file is refused, with a message that has this part.
fn refused(from: &str, to: &str, part: &str) {
    assert!(SOUND.contains(from), "{from}");
    refuses(&SOUND.replacen(from, to, 1), part);
}

fn refuses(text: &str, part: &str) {
    let imported = import(text);
    let told = told(&imported);
    assert_eq!(imported.case, None, "{part:?}, but {told:?}");
    assert!(told.iter().any(|t| t.contains(part)), "{part:?} in {told:#?}");
}

#[test]
fn the_sound_one_is_read() {
    assert!(import(SOUND).case.is_some(), "{:?}", told(&import(SOUND)));
}

#[test]
fn options() {
    refused("[2], \"pref", "[2, 1], \"pref", "x.gmcr:3:36: D091 option `fill` is in two hands: `North` and `South`");
    refused("[0, 1]", "[0, 0, 1]", "x.gmcr:2:36: D091 `North` has option `dig` twice");
    refused("[0, 1]", "[0]", "x.gmcr:6:3: D091 no decision maker has option `fill`");
    refused("[2], \"pref", "[3], \"pref", "x.gmcr:3:33: D091 there is no option 3");
    refused("[[0, \"Y\"], [1", "[[3, \"Y\"], [1", "x.gmcr:8:20: D091 there is no option 3");
    refused("[[[0, \"Y\"]]]", "[[[18446744073709551617, \"Y\"]]]", "D091 there is no option with so large a number");
    refused("[[[0, \"Y\"]]]", "[[[-1, \"Y\"]]]", "D091 this option is not a whole number");
    refused("[[[0, \"Y\"]]]", "[[[\"0\", \"Y\"]]]", "D091 this option is not a whole number");
    refused("[[[0, \"Y\"]]]", "[[[0.5, \"Y\"]]]", "D091 this option is not a whole number");
    refused("[[[0, \"Y\"]]]", "[[[0, \"y\"]]]", "D091 this is not `Y` or `N`");
    refused("[[[0, \"Y\"]]]", "[[[0, true]]]", "D091 this is not a text");
    refused("[[[0, \"Y\"]]]", "[[[0, \"Y\", 1]]]", "D091 this part of a condition is not an option with `Y` or `N`");
    refused("[[[0, \"Y\"]]]", "[[0, \"Y\"]]", "D091 this part of a condition is not an option with `Y` or `N`");
    refused("[[[0, \"Y\"]]]", "{}", "D091 `preferences` of `North` is not a list");
    refused("[[[0, \"Y\"]]]", "[{\"compound\": true}]", "D091 this condition is not a compound one");
    refused("[[[0, \"Y\"]]]", "[{\"compound\": false, \"members\": []}]", "D091 this condition is not a compound one");
    refused("[[0, \"Y\"], [1, \"Y\"]]", "[]", "D091 this condition of `infeasibles` names no option");
    refused("\"fwd\"", "\"forward\"", "x.gmcr:6:42: D091 this direction is not one of `both`, `fwd`, `back`");
    refused(
        "\"permittedDirection\": \"fwd\"",
        "\"d\": 1",
        "D091 it is not said in which direction option 1 can be changed",
    );
    refused("{\"name\": \"fill\", \"permittedDirection\": \"fwd\"}", "7", "D091 option 1 is not a table");
    refused("\"name\": \"fill\", ", "", "D091 option 1 has no name");
    refused("\"fill\"", "\" \"", "D091 option 1 has no name");
    refused("\"South\"", "null", "D091 the name of decision maker 1 is not a text");
    refused("\"options\": [2], ", "", "D091 it is not said which options `South` has");
}

#[test]
fn a_file_that_counts_from_one_is_told_so() {
    let slip =
        SOUND.replace("\"options\": [0, 1]", "\"options\": [1, 2]").replace("\"options\": [2]", "\"options\": [3]");
    let imported = import(&slip);
    let helped = imported.files[0].found.iter().flat_map(|d| &d.help).any(|h| h.contains("take 1 off everywhere"));
    assert!(helped, "{:?}", imported.files[0].found);
    assert_eq!(imported.case, None);
}

#[test]
fn rankings() {
    refused("4, 5, 6]", "4, 6]", "x.gmcr:2:90: D091 the ranking of `North` leaves out state 5");
    refused("[1, [2, 3], 4, 5, 6]", "[]", "D091 the ranking of `North` leaves out states 1, 2, 3, 4, 5, 6");
    refused("4, 5, 6]", "4, 4, 5, 6]", "D091 `North` ranks state 4 twice");
    refused("4, 5, 6]", "4, 5, 6, 7]", "D091 there is no state 7");
    refused("4, 5, 6]", "4, 5, 6, 99999999999999999999999]", "D091 there is no state with so large a number");
    refused("4, 5, 6]", "4, 5, 0]", "D091 there is no state 0");
    refused("4, 5, 6]", "4, 5, [6, [1]]]", "D091 this state is not a whole number");
    refused("4, 5, 6]", "4, 5, 6, []]", "D091 there is no state in this list of states that tie");
    refused("4, 5, 6]", "4, 5, \"6\"]", "D091 this state is not a whole number");
    refused(", \"preferenceRanking\": [1, [2, 3], 4, 5, 6]", "", "D091 `North` has no ranking");
    refused("\"preferences\": []", "\"preferences\": [], \"preferenceVector\": [1]", "D091 `South` has two rankings");
    let zero = import(&SOUND.replace("[6, 5, 4, 3, 2, 1]", "[5, 4, 3, 2, 1, 0]"));
    assert!(zero.files[0].found[0].help[0].contains("seems to count from 0"), "{:?}", zero.files[0].found);
}

#[test]
fn the_whole() {
    refused(",\n \"useManualPreferenceRanking\": true", "", "x.gmcr:1:1: D091 it is not said whether rankings count");
    refused("Ranking\": true", "Ranking\": \"true\"", "D091 `useManualPreferenceRanking` is not `true` or `false`");
    refused(
        "Ranking\": true",
        "Ranking\": true, \"useManualPreferenceVectors\": false",
        "D091 `useManualPreferenceRanking` says otherwise",
    );
    refused("[[0, \"Y\"], [1, \"Y\"]]", "[[0, \"Y\"]], [[0, \"N\"]]", "x.gmcr:8:17: D091 all states are infeasible");
    refused("\"infeasibles\": [", "\"infeasibles\": 7, \"more\": [", "D091 `infeasibles` is not a list");
    refused("\"name\": \"dig\"", "\"name\": \"dig\", \"name\": \"dug\"", "D091 `name` is said twice in one table");
    refused("\"decisionMakers\"", "\"players\"", "D092 this is no file of GMCR+");
    refuses("[]", "D092 this is no file of GMCR+");
    refuses("7", "D092 this is no file of GMCR+");
    refuses("null", "D092 this is no file of GMCR+");
    refuses("", "D090 this is not JSON");
    refuses("{\"decisionMakers\": [}", "D090 this is not JSON");
    refuses("{\"decisionMakers\": {}, \"options\": []}", "D091 `decisionMakers` is not a list");
    refuses("{\"decisionMakers\": [], \"options\": {}}", "D091 `options` is not a list");
    let none = "{\"decisionMakers\": [], \"options\": [], \"infeasibles\": [], \"useManualPreferenceRanking\": false}";
    refuses(none, "D091 there is no option in this file");
    refuses(&none.replace("[], \"opt", "[7], \"opt"), "D091 decision maker 0 is not a table");
    for cut in 0..SOUND.len() {
        assert_eq!(import(&SOUND[..cut]).case, None);
    }
}

/// A file with this many options, each of one decision maker who ranks.
fn wide(options: usize, manual: bool) -> String {
    let listed: Vec<String> =
        (0..options).map(|n| format!("{{\"name\":\"o{n}\",\"permittedDirection\":\"both\"}}")).collect();
    let own: Vec<String> = (0..options).map(|n| n.to_string()).collect();
    format!(
        "{{\"decisionMakers\":[{{\"name\":\"a\",\"options\":[{}],\"preferences\":[],\"preferenceRanking\":[1]}}],\
         \"options\":[{}],\"infeasibles\":[[[0,\"Y\"]],[[0,\"N\"],[1,\"Y\"]]],\"useManualPreferenceRanking\":{manual}}}",
        own.join(","),
        listed.join(",")
    )
}

#[test]
fn what_is_too_large_is_refused_at_once() {
    refuses(&wide(70, true), "D093 a ranking names every state, and 70 options have too many of them");
    refuses(&wide(21, true), "D093 a ranking names every state, and 21 options have too many of them");
    refuses(&wide(20, true), "D093 rankings of 262144 states would take some");
    refuses(
        &wide(10, true),
        "D091 the ranking of `a` leaves out states 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, and 243 more",
    );
    assert!(import(&wide(70, false)).case.is_some());
    refuses(&wide(1001, false), "D090 there are 1001 `options`; at most 1000 are read");
    refuses(&"[".repeat(1_000_000), "D090 this is not JSON");
    refuses(&format!("{{\"a\":{}{}}}", "[".repeat(100), "]".repeat(100)), "D090 this is not JSON");
    refuses(&format!("[{}]", vec!["0"; 4_000_001].join(",")), "D090 this file has over 8 MB");
    let many = vec!["[[0,\"Y\"],[1,\"N\"]]"; 10_001].join(",");
    refused("[[0, \"Y\"], [1, \"Y\"]]", &many, "D090 `infeasibles` has 10001 conditions; at most 10000 are read");
    // Faults are told up to a number that somebody might read.
    let faulty = vec!["[[0,\"y\"]]"; 9_000].join(",");
    let text = SOUND.replacen("[[0, \"Y\"], [1, \"Y\"]]", &faulty, 1);
    refuses(&text, "D091 this is not `Y` or `N`");
    assert_eq!(told(&import(&text)).len(), 200);
    let text = format!("{{{}}}", vec!["\"a\":1"; 100_000].join(","));
    assert!(told(&import(&text)).len() < 300);
}

#[test]
fn what_is_kept_is_kept_short() {
    let long = "x".repeat(3_000);
    let text =
        SOUND.replacen("\"infeasibles\"", &format!("\"long\": \"{long}\", \"short\": [1,\n2], \"infeasibles\""), 1);
    let imported = import(&text);
    let case = imported.case.as_ref().unwrap();
    assert!(case.contains("\"gmcr.short\" = \"[1,\\n2]\"") && !case.contains("gmcr.long"), "{case}");
    assert_eq!(told(&imported).len(), 2);
}
