//! `NegMAS`, `GeniusWeb` and `NegoLog`: what files come to, by hand; back again; and what is said of faulty ones.

use detente::{
    case::Case,
    file,
    formats::{Exported, Imported, Source, geniusweb, negmas, negolog},
    number::Exact,
};

use crate::{case, packages, told, worth};

fn sources(files: &[(&str, &str)]) -> Vec<Source> {
    files.iter().map(|(name, text)| Source::new(*name, *text)).collect()
}

fn again(written: &Exported) -> Vec<Source> {
    written.files.iter().map(|(name, text)| Source::new(name.as_str(), text.as_bytes())).collect()
}

/// That there is no case, and that this is told.
fn refused(imported: &Imported, part: &str) {
    let told = told(imported);
    assert_eq!(imported.case, None, "{told:?}");
    assert!(told.iter().any(|t| t.contains(part)), "{part:?} in {told:#?}");
}

/// That every party sees every package and its walk-away the same, and that what was kept is.
fn same(one: &Case, other: &Case) {
    same_worth(one, other);
    for party in one.party_ids() {
        let twin = other.find_party(&one.party(party).key).unwrap();
        assert_eq!(one.party(party).kept, other.party(twin).kept);
    }
}

/// That every party sees every package and its walk-away the same.
fn same_worth(one: &Case, other: &Case) {
    for party in one.party_ids() {
        let twin = other.find_party(&one.party(party).key).unwrap();
        for package in packages(one) {
            assert_eq!(one.worth(party, &package), other.worth(twin, &package), "{package:?}");
        }
        let walk_away = |c: &Case, p| c.party(p).walk_away.as_ref().map(|w| w.worth);
        assert_eq!(walk_away(one, party), walk_away(other, twin));
    }
}

const SPACE: &str = "name: corridor
type: DiscreteCartesianOutcomeSpace
path: null
issues:
- {name: Ceasefire, type: CategoricalIssue, values: [none, 'monitored', Ünder watch]}
- {name: Troops, type: ContiguousIssue, values: [0, 3]}
";
const NORTH: &str = "name: whatever
type: LinearAdditiveUtilityFunction
reserved_value: 0.2
reserved_outcome: null
stability: 2047
weights: [0.5, 0.3]
values:
- {type: TableFun, mapping: {none: 0.0, monitored: 1.0, Ünder watch: 0.123456789012345}}
- {type: LinearFun, slope: 0.25}
";
const SOUTH: &str = "type: ExpDiscountedUFun
discount: 0.9
factor: relative_time
dynamic_reservation: true
ufun:
  type: negmas.preferences.LinearAdditiveUtilityFunction
  reserved_value: -.inf
  bias: null
  weights: {Troops: 2, Ceasefire: 1.0}
  values:
    Ceasefire: {type: ConstFun, bias: 0.5}
    Troops: {type: AffineFun, slope: -1.0, bias: 3.0}
";

#[test]
fn negmas_by_hand_and_back() {
    let files = [("d/z.yml", SPACE), ("d/south.yml", SOUTH), ("d/north.yml", NORTH), ("d/stats.yml", "a: 1")];
    let case = case(&negmas::import(&sources(&files)));
    assert_eq!(case.title(), "corridor");
    let keys: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys, ["north", "south"]);
    // 0.5 * 0.123456789012345 + 0.3 * 0.75
    assert_eq!(worth(&case, "north", &["Ünder watch", "3"]), Exact::ratio(2_867_283_945_061_725, 100_000_000_000_000));
    assert_eq!(worth(&case, "south", &["none", "1"]), Exact::whole(450));
    assert_eq!(case.parties()[0].walk_away.as_ref().map(|w| w.worth), Some(Exact::whole(20)));
    assert!(case.parties()[1].walk_away.is_none());
    let written = negmas::export(&case);
    assert_eq!(written.found, []);
    assert!(written.files[0].1.contains("type: ContiguousIssue, values: [0, 3]"));
    same(&case, &crate::case(&negmas::import(&again(&written))));
}

#[test]
fn negmas_faults() {
    let with = |north: &str| negmas::import(&sources(&[("d.yml", SPACE), ("north.yml", north)]));
    refused(&with("type: [Linear"), "north.yml:1:14: D090 this is not YAML");
    refused(&with(&NORTH.replace("0.25", ".nan")), "north.yml:9:28: D091 this parameter is not finite");
    refused(&with(&NORTH.replace("none: 0.0, ", "")), "D091 it is not said what `none` of issue `Ceasefire` is worth");
    refused(&with(&NORTH.replace("[0.5, 0.3]", "[0.5]")), "north.yml:6:10: D092 there are 1 weights for 2 issues");
    refused(
        &with(&NORTH.replace("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction")),
        "D093 functions of type `HyperRectangleUtilityFunction`",
    );
    refused(&with(&NORTH.replace("LinearFun", "GaussianFun")), "D093 value functions of type `GaussianFun`");
    refused(&with("a: &x [1]\nb: *x\n"), "D090 this is not YAML: aliases are not taken");
    refused(&with(&"[".repeat(100_000)), "north.yml:1:256: D090 this is not YAML");
    refused(&negmas::import(&sources(&[("north.yml", NORTH)])), "D092 there is no outcome space");
    refused(&negmas::import(&sources(&[("d.yml", SPACE)])), "D092 there is an outcome space, but no utility function");
    refused(
        &negmas::import(&sources(&[("d.yml", SPACE), ("e.yml", SPACE), ("north.yml", NORTH)])),
        "e.yml:1:1: D092 a second outcome space",
    );
    let wide = SPACE.replace("[0, 3]", "[0, 1000000]");
    refused(
        &negmas::import(&sources(&[("d.yml", &wide), ("north.yml", NORTH)])),
        "D091 issue `Troops` has over 100000 options",
    );
}

const WEB: &str = r#"{"LinearAdditiveUtilitySpace":{
  "name":"north","domain":{"name":"corridor","issuesValues":{"Ceasefire":{"values":["none","monitored"]},"Aid":{"range":["0","40","10"]}}},
  "issueWeights":{"Ceasefire":0.6,"Aid":0.4},
  "issueUtilities":{
    "Ceasefire":{"DiscreteValueSetUtilities":{"valueUtilities":{"none":0,"monitored":1.0}}},
    "Aid":{"NumberValueSetUtilities":{"lowValue":0,"lowUtility":1,"highValue":30,"highUtility":0.5}}},
  "reservationBid":{"issuevalues":{"Ceasefire":"none","Aid":10.0}}}}"#;

#[test]
fn geniusweb_by_hand_and_back() {
    let old =
        WEB.replace("DiscreteValueSetUtilities", "discreteutils").replace("NumberValueSetUtilities", "numberutils");
    let case = case(&geniusweb::import(&sources(&[("x/north.json", WEB), ("x/south.json", &old)])));
    assert_eq!(case.title(), "corridor");
    // 0.6 * 1 + 0.4 * round(1 - 0.5 * 20 / 30)
    for party in ["north", "south"] {
        assert_eq!(worth(&case, party, &["monitored", "20"]), Exact::ratio(866_666_668, 10_000_000));
        assert_eq!(worth(&case, party, &["monitored", "40"]), Exact::whole(60));
    }
    // 0.4 * round(1 - 0.5 * 10 / 30)
    let walk_away = case.parties()[0].walk_away.as_ref().unwrap().worth;
    assert_eq!(walk_away, Exact::ratio(333_333_332, 10_000_000));
    let written = geniusweb::export(&case);
    assert_eq!(written.found, []);
    // A range becomes a set of texts, and so must the number in the package that is as good as no agreement.
    assert!(written.files[0].1.contains(r#""issuevalues": { "Ceasefire": "none", "Aid": "10" }"#), "{written:?}");
    let once = crate::case(&geniusweb::import(&again(&written)));
    same_worth(&case, &once);
    same(&once, &crate::case(&geniusweb::import(&again(&geniusweb::export(&once)))));
}

#[test]
fn geniusweb_groups() {
    let text = r#"{"SumOfGroupsUtilitySpace":{"name":"n","domain":{"name":"d","issuesValues":{"a":{"values":["x","y"]},"b":{"values":["p","q"]}}},
      "partUtilities":{"a+b":{"partsutils":{"issues":["a","b"],"utilslist":[{"values":["x","q"],"util":0.7},{"values":["y","p"],"util":0.1}]}},
        "b":{"discreteutils":{"valueUtilities":{"p":0.3,"q":0}}}}}}"#;
    let case = case(&geniusweb::import(&sources(&[("n.json", text)])));
    let table: Vec<i128> =
        [["x", "p"], ["x", "q"], ["y", "p"], ["y", "q"]].iter().map(|o| worth(&case, "n", o).numerator()).collect();
    assert_eq!(table, [30, 70, 40, 0]);
}

#[test]
fn geniusweb_faults() {
    let with = |text: &str| geniusweb::import(&sources(&[("north.json", text)]));
    refused(&with("{\"a\": 1,}"), "north.json:1:9: D090 this is not JSON");
    refused(&with(&WEB.replace("\"none\":0,", "\"none\":NaN,")), "north.json:5:72: D090 this is not JSON");
    refused(&with(&WEB.replace("\"none\":0,", "\"none\":\"Infinity\",")), "D091 this utility is not finite");
    refused(&with(&WEB.replace("\"none\":0,", "")), "D091 it is not said what `none` of issue `Ceasefire` is worth");
    refused(&with(&WEB.replace("\"Aid\":0.4", "\"Ad\":0.4")), "D092 a weight of `Ad`, which is no issue");
    refused(
        &with(&WEB.replace("\"Ceasefire\":\"none\"", "\"Ceasefire\":\"all\"")),
        "D092 issue `Ceasefire` has no value `all`",
    );
    refused(&with(&WEB.replace("\"10\"]", "\"0.00001\"]")), "D090 issue `Aid` has over 100000 options");
    refused(&with("{\"DefaultPartialOrdering\":{}}"), "D093 a partial ordering cannot be carried");
    refused(&with("{\"name\":\"d\",\"issuesValues\":{}}"), "D092 this is a domain, not a profile");
    refused(
        &with(&WEB.replace("\"Ceasefire\":0.6", "\"Ceasefire\":0.6,\"Ceasefire\":0.5")),
        "D091 `Ceasefire` is said twice",
    );
    let other = WEB.replace("[\"none\",\"monitored\"]", "[\"none\",\"monitored\",\"x\"]");
    refused(
        &geniusweb::import(&sources(&[("north.json", WEB), ("south.json", &other)])),
        "south.json:2:27: D092 the domain of this profile is not that of the first one",
    );
    let odd = told(&with(&WEB.replace("0.6", "0.7")));
    assert!(odd.iter().any(|t| t.contains("D094 the weights sum to 1.1, not to 1")), "{odd:?}");
}

const LOG: &str = r#"{"reservationValue":0.35,"issueWeights":{"pay":0.5025,"days":0.4975},"issues":{"pay":{"low":0.25,"high":1.0},"days":{"1":0.1,"2":1e-1}}}"#;

#[test]
fn negolog_by_hand_and_back() {
    let files = sources(&[("profileA.json", LOG), ("profileB.json", &LOG.replace("0.35", "0.0"))]);
    let case = case(&negolog::import(&files));
    assert_eq!(worth(&case, "profileA", &["low", "2"]), Exact::ratio(175_375, 10_000));
    let written = negolog::export(&case);
    assert_eq!(written.found, []);
    assert!(written.files[0].1.contains("\"reservationValue\": 0.35"));
    same(&case, &crate::case(&negolog::import(&again(&written))));
}

#[test]
fn negolog_faults() {
    let with = |text: &str| negolog::import(&sources(&[("a.json", LOG), ("b.json", text)]));
    refused(&with("[]"), "b.json:1:1: D092 this is no profile of NegoLog");
    refused(&with(&LOG.replace("\"low\"", "\"lo\"")), "D092 issue `pay` has no value `lo`");
    refused(&with(&LOG.replace("\"pay\":0.5025,", "")), "D092 there is no weight of issue `pay`");
    refused(
        &negolog::import(&sources(&[("a.json", LOG)])),
        "D092 negotiations of NegoLog have two parties, and here are 1",
    );
}

#[test]
fn what_is_not_carried_is_said() {
    let text = r#"
title = "Night work"
[parties.port]
walk_away = { worth = 45, firmness = 60 }
weights = { nights = [1, 3], pay = 1 }
wants.nights = { none = 0, two = [50, 100] }
wants.pay = { same = 100, more = 0 }
bonuses = [{ when = { nights = "two", pay = "more" }, worth = 5 }]
basis = "assumed"
[parties.union]
wants.nights = { none = 70, two = 0 }
basis = "assumed"
[issues.nights]
options = ["none", "two"]
[issues.pay]
options = ["same", "more"]
[demands.d]
party = "port"
never = { nights = "none" }
basis = "assumed"
"#;
    let case = file::read("night.case.toml", text).case.unwrap();
    for written in [
        detente::formats::genius::export(&case),
        negmas::export(&case),
        geniusweb::export(&case),
        negolog::export(&case),
    ] {
        let said: Vec<&str> = written.found.iter().map(|d| d.message.as_str()).collect();
        for part in
            ["1 demand is not carried", "knows no ranges", "knows no firmness", "1 bonuses of `port` are not carried"]
        {
            assert!(said.iter().any(|s| s.contains(part)), "{part} in {said:#?}");
        }
    }
    let told = |e: Exported| e.found.iter().map(|d| d.message.clone()).collect::<Vec<_>>();
    assert!(told(geniusweb::export(&case)).iter().any(|m| m == "the walk-away of `port` is not carried"));
}
