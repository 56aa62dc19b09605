//! What cannot be answered is refused, with the reason and what to do; what can be answered is.

use detente::{
    case::Case,
    question::{Budget, Refusal},
    stable::{Concept, Stable, explicit::verdicts, graph::Graph, space::Space},
};

/// A case in which nothing is wrong: the port decides one issue, the union the other.
const SOUND: &str = r#"title = "Night work"
[parties.port]
prefers = [{ nights = "two" }]
[parties.union]
prefers = [{ pay = "more" }, { nights = "none" }]
[issues.nights]
options = ["none", "two"]
decided_by = ["port"]
[issues.pay]
options = ["same", "more"]
decided_by = ["union"]
"#;

fn read(text: &str) -> Case {
    let read = detente::file::read("talks.case.toml", text);
    read.case.unwrap_or_else(|| panic!("{:?}\n{text}", read.diagnostics))
}

/// A refusal, which says what to do, by the question and by the engine alike.
fn refused(text: &str, says: &[&str]) {
    let case = read(text);
    let alone = Graph::new(&case, &[]).and_then(|graph| Space::new(graph, &Budget::default()).map(drop));
    let asked = Stable::default().ask(&case, &Budget::default()).map(drop);
    for refusal in [alone, asked] {
        let Refusal { message, help, .. } = refusal.expect_err("it is refused");
        assert!(says.iter().all(|part| message.contains(part)), "{says:?}: {message}");
        assert!(!help.is_empty() && !message.ends_with('.'), "{message}");
    }
}

fn instead(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    SOUND.replace(from, to)
}

fn codes(text: &str) -> Vec<String> {
    detente::file::read("talks.case.toml", text).diagnostics.iter().map(|d| d.code.to_string()).collect()
}

#[test]
fn the_sound_case_is_answered() {
    assert!(Stable::default().ask(&read(SOUND), &Budget::default()).is_ok());
}

#[test]
fn nobody_decides_anything() {
    let text = instead("decided_by = [\"port\"]\n", "").replace("decided_by = [\"union\"]\n", "");
    refused(&text, &["no issue says who decides it"]);
}

#[test]
fn somebody_decides_whose_preferences_are_not_known() {
    refused(
        &instead("prefers = [{ nights = \"two\" }]\n", ""),
        &["port decides", "nights", "not said what it prefers"],
    );
}

#[test]
fn a_ranking_leaves_states_out() {
    let ranking = "ranking = [{ nights = \"two\", pay = \"same\" }, { nights = \"none\", pay = \"same\" }]";
    let text = instead("prefers = [{ nights = \"two\" }]", ranking);
    refused(&text, &["the `ranking` of port", "line 2", "leaves out 2 of the 4 states", "more"]);
    // What constraints rule out need not be ranked.
    let text = text + "[constraints.as-now]\nnever = { pay = \"more\" }\n";
    assert!(Stable::default().ask(&read(&text), &Budget::default()).is_ok());
}

#[test]
fn no_state_is_left() {
    let never = "[constraints.neither]\nnever = [{ nights = \"none\" }, { nights = \"two\" }]\n";
    refused(&(SOUND.to_owned() + never), &["constraints leave no state"]);
}

#[test]
fn the_status_quo_cannot_be() {
    let never = "[constraints.not-at-night]\nnever = { nights = \"two\", pay = \"same\" }\n";
    let text = |now: &str| format!("status_quo = {now}\n{SOUND}{never}");
    assert!(codes(&text("{ nights = \"two\", pay = \"same\" }")).contains(&"D046".to_owned()));
    assert!(codes(&text("{ nights = \"two\" }")).contains(&"D046".to_owned()));
    assert!(!codes(&text("{ nights = \"two\", pay = \"more\" }")).contains(&"D046".to_owned()));
}

#[test]
fn a_party_that_decides_nothing_stays_everywhere() {
    let case = read(&instead("decided_by = [\"union\"]", "decided_by = [\"port\"]"));
    let space = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()).unwrap();
    let found = verdicts(&space, detente::stable::Convention::default(), &Concept::ALL, &Budget::default()).unwrap();
    assert_eq!(space.graph.parties.len(), 2);
    for concept in Concept::ALL {
        assert!(space.states().all(|c| found.stable(concept, 1, c)), "{concept:?}");
        assert!(!space.states().all(|c| found.stable(concept, 0, c)), "{concept:?}");
    }
    assert!(Stable::default().ask(&case, &Budget::default()).is_ok());
}

/// Seventy yes/no issues, and a ranking of the one state in which all is refused: even that cannot be looked at.
#[test]
fn seventy_options_with_a_ranking() {
    let mut text = String::from("title = \"Many\"\n");
    for n in 0..70 {
        text += &format!("[issues.i{n}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"one\"]\n");
    }
    let package: Vec<String> = (0..70).map(|n| format!("i{n} = \"no\"")).collect();
    text += &format!("[parties.one]\nranking = [{{ {} }}]\n", package.join(", "));
    let refusal = Stable::default().ask(&read(&text), &Budget::default()).expect_err("it is refused");
    assert!(refusal.message.contains("70 issues") || refusal.message.contains("`ranking`"), "{}", refusal.message);
    assert!(!refusal.help.is_empty());
}

#[test]
fn a_package_that_is_no_state() {
    let text = SOUND.to_owned() + "[constraints.not-at-night]\nnever = { nights = \"two\", pay = \"same\" }\n";
    let case = read(&text);
    let package = detente::agreement::parse_package(&case, "nights=two,pay=same").unwrap();
    let stable = Stable { package: Some(package), ..Stable::default() };
    let refusal = stable.ask(&case, &Budget::default()).expect_err("it is refused");
    assert!(refusal.message.contains("cannot be") && refusal.message.contains("not-at-night"), "{}", refusal.message);
    assert!(!refusal.help.is_empty());
}
