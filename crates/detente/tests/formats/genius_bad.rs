//! GENIUS files that are not as they should be: every fault is told, with its place and what to do, and nothing is guessed.

use detente::formats::{Imported, Source, genius};

use crate::told;

const DOMAIN: &str = r#"<negotiation_template><utility_space><objective index="0" name="root">
<issue index="1" name="Pay" type="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="Days" type="integer" lowerbound="0" upperbound="4"/>
</objective></utility_space></negotiation_template>"#;

const PROFILE: &str = r#"<utility_space><objective index="0" name="root">
<issue index="1" name="Pay" type="discrete"><item index="1" value="low" evaluation="1"/><item index="2" value="high" evaluation="4"/></issue>
<issue index="2" name="Days" type="integer" lowerbound="0" upperbound="4"><evaluator ftype="linear" slope="0.25" offset="0"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.5"/>
</objective><reservation value="0.1"/></utility_space>"#;

fn import(domain: impl AsRef<[u8]>, profile: impl AsRef<[u8]>) -> Imported {
    genius::import(
        &Source::new("domain.xml", domain.as_ref().to_vec()),
        &[Source::new("north.xml", profile.as_ref().to_vec())],
    )
}

/// That there is no case, and that this is the first thing told.
fn refused(imported: &Imported, first: &str) {
    let told = told(imported);
    assert_eq!(imported.case, None, "{told:?}");
    assert!(told.first().is_some_and(|t| t.contains(first)), "{first:?} is not the first of {told:#?}");
}

fn profile(from: &str, to: &str) -> Imported {
    assert!(PROFILE.contains(from));
    import(DOMAIN, PROFILE.replace(from, to))
}

fn domain(from: &str, to: &str) -> Imported {
    assert!(DOMAIN.contains(from));
    import(DOMAIN.replace(from, to), PROFILE)
}

#[test]
fn the_files_as_they_are() {
    assert_eq!(told(&import(DOMAIN, PROFILE)), Vec::<String>::new());
}

#[test]
fn bombs_and_entities() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><negotiation_template>&b;</negotiation_template>"#;
    refused(&import(bomb, PROFILE), "domain.xml:1:22: D090 this file has a document type or entities");
    let outside = r#"<!DOCTYPE x SYSTEM "file:///etc/passwd"><utility_space/>"#;
    refused(&import(DOMAIN, outside), "north.xml:1:1: D090 this file has a document type or entities");
}

#[test]
fn nested_without_end() {
    let deep = "<a>".repeat(500_000);
    refused(&import(deep, PROFILE), "domain.xml:1:601: D090 elements are nested more than 200 deep here");
}

#[test]
fn not_xml() {
    refused(&import("", PROFILE), "domain.xml:1:1: D090 this is not XML");
    refused(&import("\0\0\0", PROFILE), "domain.xml:1:1: D090 this is not XML");
    refused(&import(DOMAIN, "{\"reservationValue\": 0}"), "north.xml:1:1: D090 this is not XML");
    refused(&import(&DOMAIN[..200], PROFILE), "D090 this is not XML");
    refused(&import([0xff, 0xfe, b'<', 0], PROFILE), "domain.xml:1:1: D090 this file is in UTF-16");
    refused(&import(vec![b' '; 50_000_001], PROFILE), "domain.xml:1:1: D090 this file has over 50 MB");
}

#[test]
fn too_many_options() {
    let many = domain("upperbound=\"4\"", "upperbound=\"1000000\"");
    refused(&many, "domain.xml:3:72: D090 this issue has over 100000 options");
    let issue = |n: usize| {
        format!("<issue index=\"{n}\" name=\"i{n}\" type=\"integer\" lowerbound=\"1\" upperbound=\"90000\"/>")
    };
    let all: String = (1..=12).map(issue).collect();
    let text = format!(
        "<negotiation_template><utility_space><objective>{all}</objective></utility_space></negotiation_template>"
    );
    refused(&import(text, PROFILE), "D090 the issues up to here have over 1000000 options together");
}

#[test]
fn numbers_that_are_none() {
    for (wrong, why) in [
        ("NaN", "is not finite"),
        ("Infinity", "is not finite"),
        ("-inf", "is not finite"),
        ("four", "is not a number"),
        ("1,5", "is not a number"),
    ] {
        refused(
            &profile("evaluation=\"4\"", &format!("evaluation=\"{wrong}\"")),
            &format!("north.xml:2:130: D091 this evaluation {why}"),
        );
        refused(
            &profile("value=\"0.1\"", &format!("value=\"{wrong}\"")),
            &format!("D091 this reservation value {why}"),
        );
        refused(&profile("slope=\"0.25\"", &format!("slope=\"{wrong}\"")), &format!("D091 this parameter {why}"));
    }
    let long = "0.".to_owned() + &"123456789".repeat(10);
    refused(&profile("value=\"0.1\"", &format!("value=\"{long}\"")), "D091 this reservation value has too many digits");
    refused(
        &profile("value=\"0.1\"", "value=\"0.1234567890123456789012345\""),
        "domain.xml:1:1: D093 these files say what a case cannot",
    );
}

#[test]
fn missing_evaluations() {
    refused(&profile(" evaluation=\"4\"", ""), "north.xml:2:89: D091 `high` has no evaluation on issue 1, `Pay`");
    refused(&profile("evaluation=\"4\"", "evaluation=\"null\""), "north.xml:2:130: D091 `high` has no evaluation");
    let gone = profile("<item index=\"2\" value=\"high\" evaluation=\"4\"/>", "");
    refused(&gone, "north.xml:2:1: D091 `high` has no evaluation on issue 1, `Pay`");
}

#[test]
fn weights() {
    refused(&profile("<weight index=\"2\" value=\"0.5\"/>", ""), "north.xml:3:1: D091 issue 2, `Days` has no weight");
    refused(
        &profile("<weight index=\"2\" value=\"0.5\"/>", "<weight index=\"2\" value=\"-1\"/>"),
        "D093 the weight of number 2 is below 0",
    );
    refused(&profile("</objective>", "<weight/></objective>"), "D091 this `weight` has no `index`");
}

#[test]
fn profiles_of_another_domain() {
    refused(
        &profile("<issue index=\"2\"", "<issue index=\"7\""),
        "north.xml:1:1: D092 this profile lacks issue 2, `Days`",
    );
    let kind = profile("type=\"discrete\"", "type=\"real\" lowerbound=\"0\" upperbound=\"1\"");
    refused(&kind, "north.xml:2:1: D092 issue 1, `Pay` is of another kind here");
    refused(
        &profile("upperbound=\"4\"", "upperbound=\"5\""),
        "north.xml:3:1: D092 issue 2, `Days` is of another kind here",
    );
    refused(&import(PROFILE, DOMAIN), "domain.xml:1:1: D092 this is the profile of a party, not a domain");
    refused(&import(DOMAIN, DOMAIN), "north.xml:1:1: D092 this is no profile of GENIUS");
}

#[test]
fn nobody_and_twice() {
    let domain = Source::new("domain.xml", DOMAIN);
    refused(&genius::import(&domain, &[]), "domain.xml:1:1: D092 there is a domain, but no profile");
    let twice = [Source::new("a/north.xml", PROFILE), Source::new("b/north.xml", PROFILE)];
    refused(&genius::import(&domain, &twice), "b/north.xml:1:1: D092 two profiles are called `north`");
}

#[test]
fn domains_that_are_none() {
    refused(
        &domain("index=\"2\" name=\"Days\"", "index=\"1\" name=\"Days\""),
        "domain.xml:3:1: D091 two issues have the number 1",
    );
    refused(&domain("lowerbound=\"0\"", "lowerbound=\"9\""), "D091 the upper bound is below the lower bound");
    refused(&domain("lowerbound=\"0\" ", ""), "domain.xml:3:1: D091 this issue has no `lowerbound`");
    refused(
        &domain("lowerbound=\"0\"", "lowerbound=\"0.5\""),
        "D091 the bounds of an integer issue are not whole numbers",
    );
    refused(&domain("type=\"integer\"", "type=\"colour\""), "domain.xml:3:1: D091 there is no type `colour` of issues");
    refused(&import("<negotiation_template/>", PROFILE), "domain.xml:1:1: D091 there is no issue in this domain");
}

#[test]
fn what_a_case_cannot_say() {
    for kind in ["constraint", "UNCERTAIN"] {
        let told = profile("<utility_space>", &format!("<utility_space type=\"{kind}\">"));
        refused(&told, "cannot be carried into a case");
    }
    refused(
        &profile("<utility_space>", "<utility_space type=\"new\">"),
        "north.xml:1:22: D091 there is no such type of profile",
    );
    refused(&profile("ftype=\"linear\"", "ftype=\"gauss\""), "D091 this kind of evaluator is not known here");
}

#[test]
fn several_faults_are_told_at_once() {
    let text = PROFILE
        .replace("evaluation=\"4\"", "evaluation=\"x\"")
        .replace("slope=\"0.25\"", "slope=\"NaN\"")
        .replace("value=\"0.1\"", "value=\"?\"");
    assert_eq!(told(&import(DOMAIN, text)).len(), 3);
}

#[test]
fn hyperrectangles_that_are_not_carried() {
    let with = |functions: &str| {
        import(
            DOMAIN,
            PROFILE
                .replace("<utility_space>", "<utility_space type=\"nonlinear\">")
                .replace("<reservation", &format!("{functions}<reservation")),
        )
    };
    refused(&with(""), "D091 a nonlinear profile without `utility`");
    refused(&with("<utility><ufun/></utility>"), "D091 there is no `maxutility`");
    refused(&with("<utility maxutility=\"0\"/>"), "D091 the highest utility is not above 0");
    let one = "<hyperRectangle utility=\"4\"><INCLUDES index=\"2\" min=\"1\" max=\"2\"/></hyperRectangle>";
    refused(
        &with(&format!("<utility maxutility=\"9\"><ufun aggregation=\"max\">{one}<ufun>{one}</ufun></ufun></utility>")),
        "D093 functions nested in the max of others",
    );
    let out = one.replace("INCLUDES", "EXCLUDES");
    refused(
        &with(&format!("<utility maxutility=\"9\"><ufun aggregation=\"min\">{one}{out}</ufun></utility>")),
        "D093 this min of hyperrectangles cannot be carried",
    );
    refused(
        &with(
            "<utility maxutility=\"9\"><hyperRectangle utility=\"4\"><INCLUDES index=\"1\" min=\"1\" max=\"2\"/></hyperRectangle></utility>",
        ),
        "D092 issue 1, `Pay` is not one of whole numbers",
    );
    refused(
        &with(
            "<utility maxutility=\"9\"><hyperRectangle utility=\"4\"><INCLUDES index=\"8\" min=\"1\" max=\"2\"/></hyperRectangle></utility>",
        ),
        "D092 the domain has no issue 8",
    );
    refused(
        &with("<utility maxutility=\"9\"><hyperRectangle/></utility>"),
        "D091 this hyperrectangle has no `utility`",
    );
}
