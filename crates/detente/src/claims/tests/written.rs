//! What is written for other programs.

use serde_json::json;

use super::{
    super::{Claims, Texts},
    case as case_of,
};
use crate::{
    case::Case,
    quote::{Text, sha256},
};

const REPORT: &str =
    "The talks ended late. Ann said \u{201c}we want \u{e9}lan\u{201d}, and no more.\nBo would not have it.\n";

/// One document with two claims in it; the position of a character is not that of its byte.
fn reported(more: &str) -> (Case, Texts) {
    let case = case_of(&format!(
        "[documents.d]\ntitle = \"Report\"\npublished = 2031-05-02\nfile = \"d.md\"\nsha256 = \"{}\"\n{more}\
         [claims.c]\ndocument = \"d\"\nquote = \"and no more\"\nchain = [\"ann\", \"narrator\"]\nholder = \"a\"\n\
         issue = \"i\"\noption = \"x\"\npolarity = \"against\"\nsays = \"=1+1\"\n\
         [claims.e]\ndocument = \"d\"\nquote = [\"The talks ended ... and no more\", \"Bo would not have it\"]\n\
         chain = [\"bo\", \"narrator\"]\nholder = \"a\"\nissue = \"i\"\noption = \"y\"\npolarity = \"for\"\n",
        sha256(REPORT.as_bytes())
    ));
    let texts = Texts::of(&case, &|_| Text::Bytes(REPORT.as_bytes().to_vec()));
    (case, texts)
}

#[test]
fn annotations_choose_the_very_words() {
    let (case, texts) = reported("");
    let answer = Claims::default().ask(&case);
    let written = answer.annotations(&case, &texts);
    assert_eq!((&written["type"], &written["total"]), (&json!("AnnotationCollection"), &json!(2)));
    let items = written["first"]["items"].as_array().unwrap();
    let first = &items[0]["target"];
    assert_eq!(first["source"], format!("urn:sha256:{}", sha256(REPORT.as_bytes())));
    let (words, place) = (&first["selector"][0], &first["selector"][1]);
    assert_eq!(words["exact"], "and no more");
    assert_eq!(words["prefix"].as_str().unwrap().chars().count(), 32);
    assert_eq!(words["suffix"], ".\nBo would not have it.\n");
    let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
    assert_eq!(REPORT.chars().skip(start).take(end - start).collect::<String>(), "and no more");
    assert_ne!(REPORT.find("and no more"), Some(start), "characters are no bytes here");
    // An ellipsis parts a quote into two targets; the second quote is a third.
    let targets = items[1]["target"].as_array().unwrap();
    let exact: Vec<_> = targets.iter().map(|t| t["selector"][0]["exact"].as_str().unwrap()).collect();
    assert_eq!(exact, ["The talks ended", "and no more", "Bo would not have it"]);
    assert!(targets[0]["selector"][0].get("prefix").is_none(), "nothing stands before the first word");
    for item in items {
        let id = item["id"].as_str().unwrap().strip_prefix("urn:uuid:").unwrap();
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert!(id.as_bytes()[14] == b'8' && b"89ab".contains(&id.as_bytes()[19]), "{id}");
        assert!(item.get("creator").is_none() && item.get("created").is_none());
    }
    assert_ne!(items[0]["id"], items[1]["id"]);
    // Where no text is at hand, the case's own words stand.
    let bare = answer.annotations(&case, &Texts::none(&case));
    assert_eq!(
        bare["first"]["items"][0]["target"]["selector"],
        json!({ "type": "TextQuoteSelector", "exact": "and no more" })
    );
    assert_eq!(bare["first"]["items"][0]["id"], items[0]["id"], "ids do not depend on what is at hand");
    let nothing = Claims::default().ask(&case_of("")).annotations(&case_of(""), &Texts::none(&case_of("")));
    assert!(nothing["total"] == 0 && nothing.get("first").is_none());
}

#[test]
fn sources_are_addresses_where_there_are_any() {
    let (case, texts) = reported("url = \"https://example.org/report?page=1\"\n");
    let written = Claims::default().ask(&case).annotations(&case, &texts);
    assert_eq!(written["first"]["items"][0]["target"]["source"], "https://example.org/report?page=1");
    for bad in ["not an address", "https://example.org/<x>", "file:///etc/passwd"] {
        let (case, texts) = reported(&format!("url = \"{bad}\"\n"));
        let written = Claims::default().ask(&case).annotations(&case, &texts);
        assert!(written["first"]["items"][0]["target"]["source"].as_str().unwrap().starts_with("urn:sha256:"), "{bad}");
    }
}

#[test]
fn what_stands_beside_a_confidential_quote_is_not_told() {
    let (case, texts) = reported("confidential = true\n");
    let answer = Claims::default().ask(&case);
    let written = answer.annotations(&case, &texts).to_string() + &answer.csv(&case, &texts);
    assert!(written.contains("and no more") && !written.contains("The talks ended late"), "{written}");
}

#[test]
fn a_network_takes_sides_only_where_they_are_taken() {
    let (case, texts) = reported("");
    let network = Claims::default().ask(&case).network(&case, &texts);
    let rows: Vec<&str> = network.text.lines().collect();
    assert_eq!(rows[0], "person,organization,concept,agreement,document,date,start,stop,text,known_through,utterance");
    let start =
        REPORT.chars().collect::<Vec<_>>().windows(11).position(|w| w.iter().collect::<String>() == "and no more");
    let start = start.unwrap();
    assert_eq!(rows[1], format!("Ann,a,i: x,0,Report,2031-05-02,{start},{},and no more,own,", start + 11));
    // Bo speaks about a, and does not speak for it.
    assert!(rows[2].starts_with(",a,i: y,1,Report,2031-05-02,0,") && rows[2].ends_with(",opponent,"), "{}", rows[2]);
    assert_eq!((network.rows, network.left_out.total()), (2, 0));
    // What is read into somebody's words, nobody is on record with.
    let implied = case_of(
        "[documents.d]\n[claims.a]\ndocument = \"d\"\nquote = \"q\"\nchain = [\"ann\", \"narrator\"]\nmanner = \"implied\"\n\
         holder = \"a\"\nissue = \"i\"\npolarity = \"for\"\n",
    );
    let network = Claims::default().ask(&implied).network(&implied, &Texts::none(&implied));
    assert!(network.text.lines().nth(1).unwrap().starts_with(",a,i,1,d,,,,q,narrator,"), "{}", network.text);
    let case = case_of(
        "[documents.d]\n[claims.a]\ndocument = \"d\"\nquote = \"q\"\n[claims.b]\ndocument = \"d\"\nquote = \"q\"\n\
         issue = \"i\"\n[claims.c]\ndocument = \"d\"\nquote = \"q\"\nissue = \"i\"\npolarity = \"for\"\n",
    );
    let left_out = Claims::default().ask(&case).network(&case, &Texts::none(&case)).left_out;
    assert_eq!((left_out.no_issue, left_out.no_side, left_out.nobody), (1, 1, 1));
}

#[test]
fn tables_start_no_formula() {
    let (case, texts) = reported("");
    let table = Claims::default().ask(&case).csv(&case, &texts);
    assert!(table.contains(",'=1+1,") && table.lines().count() == 3, "{table}");
    assert!(table.contains("The talks ended ... and no more | Bo would not have it"), "{table}");
    assert!(table.contains(",elided | exact,0 | "), "{table}");
}
