//! What an answer says of what it does not know, of ties, and of words that go over several lines.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use detente::{
    agreement::parse_package,
    case::Case,
    cite, file,
    question::{Budget, Limit},
    quote::Text,
    readings::Depends,
    show,
    why::{OrderOf, Price, Why, WhyAnswer},
};

const TALKS: &str = r#"title = "Night work"

[parties.port]
wants.nights = { none = 0, two = 100 }
[parties.union]

[issues.nights]
options = ["none", "two"]

[demands.some]
party = "port"
require = { nights = "two" }
because = ["port"]
disputed_by = ["union"]

[demands.none]
party = "union"
require = { nights = "none" }
because = ["union"]

[documents.gazette]

[claims.port]
document = "gazette"
quote = """the harbour cannot
stand still"""
chain = ["port", "narrator"]

[claims.union]
document = "gazette"
quote = "it can"
chain = ["narrator"]
manner = "narrated"
"#;

fn case(text: &str) -> Case {
    let read = file::read("talks.case.toml", text);
    read.case.unwrap_or_else(|| panic!("{:#?}", read.diagnostics))
}

fn talks() -> Case {
    case(TALKS)
}

fn text(answer: &WhyAnswer, case: &Case) -> String {
    show::text::draw(&answer.show(case), 10_000, false)
}

/// A search that was cut says so; it does not say no.
#[test]
fn a_package_whose_price_is_not_known_is_not_called_impossible() {
    let case = talks();
    let package = parse_package(&case, "nights=two").unwrap();
    let why = Why { package: Some(package), ..Why::default() };
    let mut answer = why.ask(&case, &Budget::default()).unwrap();
    assert!(text(&answer, &case).contains("It could be had at a cost of 50"));
    let trial = answer.trial.as_mut().unwrap();
    trial.price = Price::NotKnown;
    trial.order = OrderOf::Conflicts { conflicts: Vec::new(), complete: false };
    let told = text(&answer, &case);
    assert!(told.contains("not known: the search ended before"), "{told}");
    assert!(told.contains("there may be more"), "{told}");
    assert!(!told.contains("It cannot be had") && !told.contains("never be done"), "{told}");
    let facts = answer.facts(&case).0;
    assert_eq!(facts["package"]["give_up_known"], false);
    assert_eq!(facts["package"]["order_conflicts_complete"], false);
    assert_eq!(facts["package"]["complete"], false);
}

#[test]
fn readings_that_were_cut_do_not_say_that_nothing_depends_on_them() {
    let case = talks();
    let mut answer = Why { readings: true, ..Why::default() }.ask(&case, &Budget::default()).unwrap();
    assert!(text(&answer, &case).contains("The verdict depends on what is disputed"));
    let readings = answer.readings.as_mut().unwrap();
    for reading in &mut readings.readings {
        reading.found.complete = false;
        reading.found.cheapest = None;
    }
    readings.verdict_depends = vec![Depends::No];
    readings.answer_depends = vec![Depends::NotKnown];
    let told = text(&answer, &case);
    assert!(told.contains("at least 1") && told.contains("not found"), "{told}");
    assert!(told.contains("Whether what blocks does is not known"), "{told}");
    assert!(!told.contains("The answer does not depend"), "{told}");
}

/// Too many disputes to combine: the plain answer is given, with each dispute read otherwise by itself.
#[test]
fn many_disputes_leave_the_plain_answer() {
    let mut many = String::from("title = \"Many\"\n[parties.p]\n[issues.i]\noptions = [\"a\", \"b\"]\n[documents.d]\n");
    many += "[claims.c]\ndocument = \"d\"\nquote = \"no\"\n";
    for n in 0..9 {
        let option = if n == 8 { "b" } else { "a" };
        many += &format!(
            "[demands.d{n}]\nparty = \"p\"\nrequire = {{ i = \"{option}\" }}\nbasis = \"assumed\"\ndisputed_by = [\"c\"]\n"
        );
    }
    let case = case(&many);
    let answer = Why { readings: true, ..Why::default() }.ask(&case, &Budget::default()).unwrap();
    assert_eq!(answer.limit, Some(Limit::Readings(9)));
    assert_eq!(answer.conflicts.len(), 8);
    let readings = answer.readings.as_ref().unwrap();
    assert!(!readings.combined && readings.readings.len() == 11, "each by itself, and all together");
    assert_eq!(readings.verdict_depends[8], Depends::Yes, "without the last, nothing is blocked");
    assert_eq!(readings.verdict_depends[0], Depends::NotKnown);
    let told = text(&answer, &case);
    assert!(told.contains("9 things are read both ways, too many"), "{told}");
}

#[test]
fn disputed_wants_are_told_though_they_are_not_varied() {
    let disputed = TALKS
        .replace("two = 100 }", "two = 100, because = [\"port\"], disputed_by = [\"union\"] }")
        .replace("disputed_by = [\"union\"]\n\n[demands.none]", "\n[demands.none]");
    let case = case(&disputed);
    let answer = Why { readings: true, ..Why::default() }.ask(&case, &Budget::default()).unwrap();
    let told = text(&answer, &case);
    assert!(told.contains("Disputed, and not varied here: `parties.port.wants.nights`"), "{told}");
    assert!(!told.contains("Nothing that this answer rests on is disputed"), "{told}");
}

#[test]
fn no_party_is_named_where_several_ways_out_cost_the_same() {
    let told = text(&Why::default().ask(&talks(), &Budget::default()).unwrap(), &talks());
    assert!(told.contains("Both ways out cost 50."), "{told}");
    let dearer = case(&TALKS.replace("because = [\"union\"]", "because = [\"union\"]\nfirmness = 60"));
    let told = text(&Why::default().ask(&dearer, &Budget::default()).unwrap(), &dearer);
    assert!(told.contains("The cheapest of 2 ways out costs 50: port gives up `some`."), "{told}");
}

#[test]
fn a_quote_over_several_lines_is_told_on_one() {
    let case = talks();
    let answer = Why::default().ask(&case, &Budget::default()).unwrap();
    for told in [text(&answer, &case), show::markdown::draw(&answer.show(&case))] {
        assert!(told.contains("\u{201c}the harbour cannot stand still\u{201d}"), "{told}");
        assert!(!told.contains('\u{fffd}'), "{told}");
    }
}

/// How well founded an answer is stands in it, whatever it comes to.
#[test]
fn second_hand_positions_are_marked_in_open_answers_too() {
    let open = case(&TALKS.replace("require = { nights = \"two\" }", "never = { nights = \"two\" }"));
    let answer = Why::default().ask(&open, &Budget::default()).unwrap();
    let told = text(&answer, &open);
    assert!(
        told.contains("OPEN") && told.contains("Known only through the narrator of a report: demand `none`"),
        "{told}"
    );
    let facts = answer.facts(&open).0;
    assert_eq!(facts["cautions"]["known_only_through_narrator"], serde_json::json!(["demands.none"]));
    assert_eq!(facts["cautions"]["disputed"], serde_json::json!(["demands.some"]));
}

/// What `cite` tells is somebody's: the analyst's, or a source's with its side; and a quote without a text is unchecked.
#[test]
fn cite_says_whose_words_they_are() {
    let told_by = TALKS
        .replace(
            "[documents.gazette]\n",
            "[sources.paper]\nname = \"The paper\"\nside = \"union\"\n[documents.gazette]\nsource = \"paper\"\n",
        )
        .replace(
            "quote = \"it can\"",
            "quote = \"it can\"\nsays = \"The harbour can stand still\"\nissue = \"nights\"
option = \"none\"\ndate = 2025-06-03",
        )
        .replace("stand still\"\"\"\n", "stand still\"\"\"\ndisputed_by = [\"union\"]\n");
    let case_of = case;
    let case = case_of(&told_by);
    let shown = |path: &str| {
        let element = cite::find(&case, path).unwrap();
        show::text::draw(&element.show(&case, &|_| Text::None), 10_000, false)
    };
    let claim = shown("claims.union");
    assert!(claim.starts_with("In the analyst\u{2019}s words: The harbour can stand still"), "{claim}");
    assert!(claim.contains("\u{201c}it can\u{201d} (not checked: no text beside the case)"), "{claim}");
    assert!(
        claim.contains(
            "published by The paper (on the side of union), said 2025-06-03, about nights: \u{201c}none\u{201d}"
        ),
        "{claim}"
    );
    let demand = shown("demands.none");
    // The paper is on the side of the union whose demand this is, so that it speaks for it.
    assert!(demand.contains("line 16") && !demand.contains("known only through"), "{demand}");
    let without_side = case_of(&told_by.replace("side = \"union\"\n", ""));
    let element = cite::find(&without_side, "demands.none").unwrap();
    let demand = show::text::draw(&element.show(&without_side, &|_| Text::None), 10_000, false);
    assert!(demand.contains("known only through a narrator"), "{demand}");
    let facts = cite::find(&case, "claims.port").unwrap().facts(&case, &|_| Text::None);
    assert_eq!(facts["disputed_by"][0]["id"], "union");
    assert_eq!(facts["because"][0]["found"][0], serde_json::Value::Null);
    let bytes = Text::Bytes(b"He said the harbour cannot stand still by night.".to_vec());
    let facts = cite::find(&case, "claims.port").unwrap().facts(&case, &|_| bytes.clone());
    assert_eq!(facts["because"][0]["found"][0]["match"], "normalised");
    assert_eq!(facts["because"][0]["found"][0]["document_line"], 1);
}

/// A guarantee and another reading of a demand rest on claims like everything else.
#[test]
fn cite_knows_guarantees_and_readings() {
    let case = case(&format!(
        "{TALKS}
[steps.sign]
by = [\"port\"]
[steps.vote]
by = [\"union\"]
[demands.vote-first]
party = \"port\"
step = \"sign\"
only_after = [\"vote\"]
[demands.vote-first.readings.called]
name = \"The vote is called\"
by = \"union\"
on_credit = [\"vote\"]
because = [\"union\"]
[guarantees.fund]
name = \"A fund\"
by = \"port\"
covers = \"union\"
cover = 3
because = [\"port\"]
"
    ));
    for (path, alone, what, claim) in [
        ("demands.vote-first.readings.called", "called", "The vote is called", "union"),
        ("guarantees.fund", "fund", "A fund", "port"),
    ] {
        assert!(cite::elements(&case).iter().any(|e| e.path == path), "{path} is listed");
        assert_eq!(cite::find(&case, alone).unwrap().path, path);
        let element = cite::find(&case, path).unwrap();
        let shown = show::text::draw(&element.show(&case, &|_| Text::None), 10_000, false);
        assert!(shown.contains(&format!("\u{201c}{what}\u{201d}")) && shown.contains(path), "{shown}");
        assert_eq!(element.facts(&case, &|_| Text::None)["because"][0]["id"], claim);
    }
    let refusal = cite::find(&case, "demands.vote-first.readings.caled").unwrap_err();
    assert!(refusal.help.iter().any(|h| h.contains("readings.called")), "{refusal:?}");
}
