//! What random cases do not reach: who speaks for whom, who was there, what was said when, and what is refused.

use detente::{
    question::{Budget, Cancel},
    show,
    track::{News, Track},
};

use crate::spec::read;

const CASE: &str = r#"
title = "The ferry"
[parties.north]
basis = "assumed"
[parties.south]
basis = "assumed"
[issues.fare]
options = ["low", "middle", "high"]
[delegates.anna]
party = "north"
role = "chair"
to = 2024-02-01
basis = "assumed"
[delegates.bert]
party = "north"
role = "chair"
from = 2024-02-02
basis = "assumed"
[delegates.cora]
party = "north"
role = "clerk"
from = 2024-03-01
basis = "assumed"
[delegates.dora]
party = "south"
role = "chair"
to = 2024-02-15
basis = "assumed"
[sources.paper]
[documents.day]
source = "paper"
[claims.early]
document = "day"
quote = "early"
holder = "north"
date = 2024-01-01
[claims.on-the-day]
document = "day"
quote = "on the day"
holder = "south"
issue = "fare"
date = 2024-02-10
contradicts = ["late"]
[claims.late]
document = "day"
quote = "late"
date = 2024-12-01
[claims.some-day]
document = "day"
quote = "some day"
[rounds.third]
date = 2024-03-01
present = ["bert", "cora"]
basis = "assumed"
[rounds.first]
date = 2024-01-10
present = ["anna", "south"]
positions = { north = { fare = "low" }, south = { fare = "high" } }
basis = "assumed"
[rounds.second]
date = 2024-02-10
present = ["bert", "dora"]
basis = "assumed"
"#;

#[test]
fn roles_change_hands_and_people_come_and_go() {
    let case = read(CASE);
    let answer = Track::default().ask(&case, &Budget::default()).unwrap();
    assert!(answer.reordered);
    assert_eq!(answer.rounds, [1, 2, 0]);
    let person = |key: &str| {
        let n = case.delegates().iter().position(|d| d.key == key).unwrap();
        // Delegates are told by ids, which only a case hands out.
        format!("DelegateId({n})")
    };
    let told: Vec<String> = answer.changes.iter().map(|c| format!("{} {:?}", c.round, c.news)).collect();
    let expected = [
        format!("1 Succeeded {{ role: \"chair\", from: {}, to: {} }}", person("anna"), person("bert")),
        format!("1 PersonCame({})", person("bert")),
        format!("1 PersonStayedAway({})", person("anna")),
        format!("2 InOffice({})", person("cora")),
        format!("2 PersonCame({})", person("cora")),
        format!("2 OutOfOffice({})", person("dora")),
        format!("2 {:?}", News::StayedAway),
    ];
    assert_eq!(told, expected);
}

#[test]
fn claims_lead_up_to_rounds() {
    let case = read(CASE);
    let said = Track::default().ask(&case, &Budget::default()).unwrap().said;
    let keys = |s: &detente::track::Saying| s.claims.iter().map(|c| case.claim(*c).key.clone()).collect::<Vec<_>>();
    let rounds: Vec<Vec<String>> = said.rounds.iter().map(|s| keys(s.as_ref().unwrap())).collect();
    assert_eq!(rounds, [vec!["early"], vec!["on-the-day"], vec![]]);
    assert_eq!((keys(&said.after), keys(&said.undated)), (vec!["late".to_owned()], vec!["some-day".to_owned()]));
    let second = said.rounds[1].as_ref().unwrap();
    assert_eq!(second.by, [(case.find_party("south"), 1)]);
    assert_eq!(
        (second.contradicting.len(), said.after.contradicting.len(), said.undated.contradicting.len()),
        (1, 1, 0)
    );
}

#[test]
fn what_cannot_be_followed_is_refused_or_said() {
    let head = "title = \"T\"\n[parties.a]\n[parties.b]\n[issues.i]\noptions = [\"x\", \"y\"]\n";
    let none = read(head);
    let refusal = Track::default().ask(&none, &Budget::default()).unwrap_err();
    assert!(refusal.message.contains("no rounds"), "{}", refusal.message);
    let told = |more: &str| {
        let case = read(&format!("{head}{more}"));
        show::text::draw(&Track::default().ask(&case, &Budget::default()).unwrap().show(&case), 400, false)
    };
    assert!(told("[rounds.r]\n").contains("No position is stated"));
    let once = told("[rounds.r]\npositions = { a = { i = \"x\" } }\n");
    assert!(once.contains("one round only") && once.contains("Fewer than two principals"), "{once}");
    let reordered = told("[rounds.r]\ndate = 2024-02-01\n[rounds.s]\ndate = 2024-01-01\n");
    assert!(reordered.contains("in the file they stand in another order"));
}

#[test]
fn it_can_be_stopped() {
    let case = read(CASE);
    let cancel = Cancel::default();
    cancel.stop();
    let refusal = Track::default().ask(&case, &Budget { cancel, ..Budget::default() }).unwrap_err();
    assert!(refusal.message.contains("stopped"));
}
