//! GENIUS: what files come to, by hand; and back again.

use detente::{
    case::{Case, Preference},
    file,
    formats::{Source, genius},
    number::Exact,
};

use crate::{case, packages, told, worth};

const DOMAIN: &str = r#"
<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template><agent/><utility_space number_of_issues="3">
  <objective index="1" name="root" type="objective" etype="objective" description="">
    <issue index="2" name="Ceasefire" type="discrete" etype="discrete" vtype="discrete">
      <item index="1" value="none" cost="0" description=""/><item index="2" value="monitored, strictly"/>
      <item index="3" value="R&D"/></issue>
    <objective index="9" name="more" type="objective">
      <issue index="3" name="Troops" type="integer" etype="integer" vtype="integer" lowerbound="-2" upperbound="2"/>
      <issue index="4" name="Aid" type="price"><range lowerbound="0.0" upperbound="40.0"/></issue>
    </objective>
  </objective>
</utility_space></negotiation_template>
"#;

const NORTH: &str = r#"<utility_space>
  <objective index="1" name="root" type="objective" etype="objective">
    <issue index="2" name="Ceasefire" type="discrete">
      <item index="3" value="R&amp;D" evaluation="7.5"/><item index="2" value="monitored, strictly" evaluation="40"/>
      <item index="1" value="none" evaluation="-10"/></issue>
    <issue index="3" name="Troops" type="integer" lowerbound="-2" upperbound="2">
      <evaluator ftype="linear" slope="0.3" offset="0.05"/></issue>
    <issue index="4" name="Aid" type="price"><range lowerbound="0.0" upperbound="40.0"/>
      <evaluator ftype="linear" parameter0="1.0" parameter1="-0.025"/></issue>
    <weight index="2" value="0.5033146233375828"/><weight index="3" value="0.3"/><weight index="4" value="0.2"/>
  </objective>
  <discount_factor value="0.50"/><reservation value="0.25"/>
</utility_space>"#;

const SOUTH: &str = r#"<utility_space>
  <objective index="1" name="root" type="objective" etype="objective">
    <issue index="2" name="Ceasefire" type="discrete">
      <item index="1" value="none" evaluation="3"/><item index="2" value="monitored, strictly" evaluation="0"/>
      <item index="3" value="R&D" evaluation="1"/></issue>
    <issue index="3" name="Troops" type="integer"><range lowerbound="-2" upperbound="2"/></issue>
    <issue index="4" name="Aid" type="real" lowerbound="0" upperbound="40">
      <evaluator ftype="triangular" parameter0="0" parameter1="40" parameter2="10"/></issue>
    <weight index="2" value="1.4"/><weight index="3" value="0.1"/><weight index="4" value="0.5"/>
  </objective>
</utility_space>"#;

fn read(domain: &str, profiles: &[(&str, &str)]) -> Case {
    let profiles: Vec<Source> = profiles.iter().map(|(n, t)| Source::new(format!("x/{n}.xml"), *t)).collect();
    case(&genius::import(&Source::new("x/corridor.xml", domain), &profiles))
}

/// The same case, written as GENIUS files and read again.
fn there_and_back(case: &Case) -> Case {
    let written = genius::export(case);
    let sources: Vec<Source> =
        written.files.iter().map(|(name, text)| Source::new(name.as_str(), text.as_bytes())).collect();
    let again = genius::import(&sources[0], &sources[1..]);
    crate::case(&again)
}

/// That every party sees every package the same.
fn same_worth(one: &Case, other: &Case) {
    for package in packages(one) {
        for party in one.party_ids() {
            let twin = other.find_party(&one.party(party).key).unwrap();
            assert_eq!(one.worth(party, &package), other.worth(twin, &package), "{package:?}");
        }
    }
    for party in one.parties() {
        let twin = other.party(other.find_party(&party.key).unwrap());
        let at = |p: &detente::case::Party| p.walk_away.as_ref().map_or(Exact::ZERO, |w| w.worth);
        assert_eq!(at(party), at(twin));
        assert_eq!(party.kept, twin.kept);
    }
}

#[test]
fn additive_profiles_by_hand() {
    let case = read(DOMAIN, &[("Side_North", NORTH), ("Side_South", SOUTH)]);
    assert_eq!(case.title(), "corridor");
    let keys: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
    assert_eq!(keys, ["Side_North", "Side_South"]);
    let options: Vec<&str> = case.issues()[0].options.iter().map(|o| o.key.as_str()).collect();
    assert_eq!(options, ["none", "monitored-strictly", "R&D"], "a comma cannot stand in a key");
    assert_eq!(case.issues()[0].options[1].name, "monitored, strictly");
    assert_eq!(case.issues()[1].options.len(), 5);
    assert_eq!(case.issues()[2].options.len(), 21);

    // 0.5033146233375828 * 40/40 + 0.3 * clamp(0.3 * 2 + 0.05) + 0.2 * clamp(1 - 0.025 * 8)
    let by_hand = Exact::ratio(8_583_146_233_375_828, 100_000_000_000_000);
    assert_eq!(worth(&case, "Side_North", &["monitored-strictly", "0", "8"]), by_hand);
    // 0.5033146233375828 * -10/40 + 0.3 * min(1, 0.3 * 4 + 0.05) + 0.2 * 0
    let by_hand = Exact::ratio(17_417_134_416_560_430, 1_000_000_000_000_000);
    assert_eq!(worth(&case, "Side_North", &["none", "2", "40"]), by_hand);
    // 1.4 * 3/3 + 0.1 * 0 + 0.5 * (40 - 34) / 30
    assert_eq!(worth(&case, "Side_South", &["none", "1", "34"]), Exact::whole(150));
    let walk_away = |n: usize| case.parties()[n].walk_away.as_ref().unwrap().worth;
    assert_eq!((walk_away(0), walk_away(1)), (Exact::whole(25), Exact::ZERO));
    assert!(case.parties()[0].kept.contains(&("genius.discount".to_owned(), "0.50".to_owned())));
}

#[test]
fn what_is_read_with_indulgence_is_said() {
    let extra = NORTH
        .replace("name=\"Troops\"", "name=\"Soldiers\"")
        .replace("<weight index=\"2\"", "<weight index=\"1\" value=\"1.0\"/><weight index=\"2\"")
        .replace(
            "</issue>\n    <issue index=\"3\"",
            "<item value=\"other\" evaluation=\"80\"/></issue>\n    <issue index=\"3\"",
        );
    let imported = genius::import(&Source::new("corridor.xml", DOMAIN), &[Source::new("north.xml", extra.as_bytes())]);
    let told = told(&imported);
    for part in [
        "corridor.xml:10:7: D094 issue `Aid` is a range of real numbers; it becomes 21 options",
        "the domain has no item `other` on issue 2, `Ceasefire`",
        "issue 3, `Troops` is called otherwise here",
        "a weight of number 1, which is no issue",
        "worth shrinks with time here (discount 0.5)",
    ] {
        assert!(told.iter().any(|t| t.contains(part)), "{part} in {told:#?}");
    }
    // The highest of the profile's evaluations counts, be it one that cannot be chosen.
    let case = case(&imported);
    let Preference::Worth(wants) = &case.parties()[0].preference else { panic!() };
    assert_eq!(wants.measure().unwrap().best[0], Exact::whole(80));
}

#[test]
fn bytes_of_all_sorts() {
    let old: Vec<u8> = DOMAIN.replace("none", "10 €").chars().map(|c| if c == '€' { 0x80 } else { c as u8 }).collect();
    let profile = NORTH.replace("none", "10 €");
    let marked = [b"\xef\xbb\xbf\r\n\r\n".as_slice(), profile.as_bytes()].concat();
    let imported = genius::import(&Source::new("d.xml", old), &[Source::new("north.xml", marked)]);
    assert_eq!(case(&imported).issues()[0].options[0].key, "10 €");
}

#[test]
fn evaluations_that_are_all_nothing() {
    let flat =
        SOUTH.replace("evaluation=\"3\"", "evaluation=\"0\"").replace("evaluation=\"1\"", "evaluation=\"0.000001\"");
    let case = read(DOMAIN, &[("south", &flat)]);
    assert_eq!(worth(&case, "south", &["R&D", "1", "34"]), Exact::whole(10));
}

#[test]
fn what_was_read_is_written_as_it_was() {
    let case = read(DOMAIN, &[("Side_North", NORTH), ("Side_South", SOUTH)]);
    let written = genius::export(&case);
    assert_eq!(written.found, []);
    let names: Vec<&str> = written.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["corridor.xml", "Side_North.xml", "Side_South.xml"]);
    for part in [
        "<issue index=\"3\" name=\"Troops\" type=\"integer\" etype=\"integer\" vtype=\"integer\" lowerbound=\"-2\" upperbound=\"2\">",
        "<item index=\"2\" value=\"monitored, strictly\" evaluation=\"40\"/>",
        "<evaluator ftype=\"linear\" slope=\"0.3\" offset=\"0.05\"/>",
        "<range lowerbound=\"0\" upperbound=\"40\"/>",
        "<evaluator ftype=\"linear\" parameter0=\"1.0\" parameter1=\"-0.025\"/>",
        "<weight index=\"2\" value=\"0.5033146233375828\"/>",
        "<discount_factor value=\"0.50\"/>",
        "<reservation value=\"0.25\"/>",
    ] {
        assert!(written.files[1].1.contains(part), "{part} in\n{}", written.files[1].1);
    }
    same_worth(&case, &there_and_back(&case));
}

#[test]
fn numbers_of_our_own_are_written_for_every_program() {
    let text = r#"
title = "Night work"
[parties.port]
walk_away = 45
weights = { nights = 2, pay = 1, site = 5 }
wants.nights = { none = 0, two = 50, three = 80 }
wants.pay = { same = 100, more = 0 }
wants.site = { here = 0, there = 100 }
basis = "assumed"
[parties.union]
weights = { nights = 1, pay = 2 }
wants.nights = { none = 70, two = 30, three = 0 }
wants.pay = { same = 0, more = 90 }
basis = "assumed"
[parties.press]
basis = "assumed"
[issues.nights]
options = { none = "None at all", two = "Two a week", three = "Three" }
[issues.pay]
options = ["same", "more"]
[issues.site]
options = ["here", "there"]
"#;
    let case = file::read("night.case.toml", text).case.unwrap();
    let written = genius::export(&case);
    let said: Vec<&str> = written.found.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        said,
        ["party `press` has no profile in GENIUS", "numbers of `union` have no end as decimals; they are rounded"]
    );
    let port = &written.files[1].1;
    for part in [
        "value=\"None at all\" evaluation=\"0\"",
        "value=\"Two a week\" evaluation=\"0.625\"",
        "value=\"Three\" evaluation=\"1\"",
        "<weight index=\"1\" value=\"0.2\"/>",
        "<weight index=\"2\" value=\"0.125\"/>",
        "<weight index=\"3\" value=\"0.625\"/>",
        "<reservation value=\"0.45\"/>",
    ] {
        assert!(port.contains(part), "{part} in\n{port}");
    }
    let again = there_and_back(&case);
    for package in packages(&case) {
        let (port, twin) = (case.find_party("port").unwrap(), again.find_party("port").unwrap());
        assert_eq!(case.worth(port, &package), again.worth(twin, &package));
        let (union, twin) = (case.find_party("union").unwrap(), again.find_party("union").unwrap());
        let (a, b) = (case.worth(union, &package).unwrap(), again.worth(twin, &package).unwrap());
        assert!((a.to_f64() - b.to_f64()).abs() < 1e-12);
    }
}

const GRID: &str = r#"<negotiation_template><utility_space><objective index="0" name="root">
  <issue index="1" name="a" type="integer" lowerbound="0" upperbound="4"/>
  <issue index="2" name="b" type="integer" lowerbound="0" upperbound="4"/>
</objective></utility_space></negotiation_template>"#;

fn boxes(functions: &str) -> Case {
    let profile = format!(
        r#"<utility_space type="NonLinear"><objective index="0" name="root">
  <issue index="1" name="a" type="integer" lowerbound="0" upperbound="4"/>
  <issue index="2" name="b" type="integer" lowerbound="0" upperbound="4"/></objective>
  <utility maxutility="200">{functions}</utility><reservation value="0.1"/></utility_space>"#
    );
    read(GRID, &[("p", &profile)])
}

/// Utilities of all packages, `maxutility` being 200.
fn table(case: &Case) -> Vec<Vec<i128>> {
    let at = |a: usize, b: usize| {
        let utility = worth(case, "p", &[&a.to_string(), &b.to_string()]);
        assert_eq!(utility.denominator().min(2), utility.denominator());
        utility.numerator() * 2 / utility.denominator()
    };
    (0..5).map(|a| (0..5).map(|b| at(a, b)).collect()).collect()
}

#[test]
fn hyperrectangles() {
    let case = boxes(
        r#"<ufun type="PlainUfun" weight="1" aggregation="sum">
  <hyperRectangle utility="40"><INCLUDES index="1" min="1" max="3"/><INCLUDES index="2" min="2" max="2"/></hyperRectangle>
  <hyperRectangle utility="60"><EXCLUDES index="2" min="3" max="9"/><INCLUDES index="1" min="0" max="0"/></hyperRectangle>
  <hyperRectangle utility="3"/>
  <hyperRectangle utility="500"><INCLUDES index="1" min="7" max="9"/></hyperRectangle>
  <ufun weight="0.5"><hyperRectangle utility="10"><INCLUDES index="1" min="4" max="4"/></hyperRectangle></ufun></ufun>"#,
    );
    let naive: Vec<Vec<i128>> = (0..5)
        .map(|a| {
            (0..5)
                .map(|b| {
                    let first = if (1..=3).contains(&a) && b == 2 { 40 } else { 0 };
                    let second = if (3..=9).contains(&b) { 0 } else { 60 };
                    first + second + 3 + if a == 4 { 5 } else { 0 }
                })
                .collect()
        })
        .collect();
    assert_eq!(table(&case), naive);
    assert_eq!(case.parties()[0].walk_away.as_ref().unwrap().worth, Exact::whole(10));
    same_worth(&case, &there_and_back(&case));
    assert_eq!(genius::export(&case).found, []);
}

#[test]
fn the_highest_and_the_lowest_of_hyperrectangles() {
    let inner = r#"
  <hyperRectangle utility="40"><INCLUDES index="1" min="1" max="3"/></hyperRectangle>
  <hyperRectangle utility="60"><INCLUDES index="2" min="2" max="4"/></hyperRectangle>
  <hyperRectangle utility="20"><INCLUDES index="1" min="0" max="2"/><INCLUDES index="2" min="0" max="2"/></hyperRectangle>"#;
    for how in ["max", "min"] {
        let case = boxes(&format!("<ufun type=\"PlainUfun\" weight=\"2\" aggregation=\"{how}\">{inner}</ufun>"));
        let naive: Vec<Vec<i128>> = (0..5)
            .map(|a| {
                (0..5)
                    .map(|b| {
                        let held = [(40, (1..=3).contains(&a)), (60, b >= 2), (20, a <= 2 && b <= 2)]
                            .map(|(u, holds)| if holds { u } else { 0 });
                        2 * if how == "max" { *held.iter().max().unwrap() } else { *held.iter().min().unwrap() }
                    })
                    .collect()
            })
            .collect();
        assert_eq!(table(&case), naive, "{how}");
    }
}
