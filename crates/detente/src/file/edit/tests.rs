//! What edits must add, and what they must leave alone.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use super::{Edit, Entry, QuoteEntry};
use crate::{case::Date, file::layout::laid_out};

fn words(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

/// The stretch that is in the new text and not in the old, which must be all that differs.
fn added(old: &str, new: &str) -> String {
    let front = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let back = old.bytes().rev().zip(new.bytes().rev()).take(old.len() - front).take_while(|(a, b)| a == b).count();
    assert_eq!(front + back, old.len(), "nothing of the old text is gone:\n{new}");
    new[front..new.len() - back].to_owned()
}

const CASE: &str = "\
title = \"Ferry\" # the old one

# --- who says what
[claims.a]
document = \"d\"
quote = \"we will not\"
# below a

[claims.b]
document = \"d\"
quote = \"we will\" # spoken

# --- the rest
[demands.x]
party = \"p\"
because = [\"a\"]

[demands.y]
party = \"p\"
because = [
  \"a\", # first
  \"b\"
]

[demands.z]
party = \"p\"

[demands.z.then]
fare = \"low\"
";

#[test]
fn a_table_goes_after_the_last_of_its_section() {
    let mut edit = Edit::of(CASE).unwrap();
    edit.add_table("claims", "c", &[("document", words("d")), ("quote", words("no"))]).unwrap();
    let new = edit.text();
    assert_eq!(added(CASE, &new).trim(), "[claims.c]\ndocument = \"d\"\nquote = \"no\"");
    assert!(new.contains("# spoken\n\n[claims.c]\ndocument = \"d\"\nquote = \"no\"\n\n# --- the rest\n"), "{new}");
    edit.remove_table("claims", "c").unwrap();
    assert_eq!(edit.text(), CASE);
    let again = edit.add_table("claims", "a", &[]).unwrap_err();
    assert!(again.message.contains("`[claims.a]` already"), "{again}");
    assert_eq!(edit.text(), CASE);
}

#[test]
fn comments_below_a_table_stay_with_it() {
    let text = "[claims.a]\nx = 1\n# about a\n\n# about b\n[b]\n";
    let mut edit = Edit::of(text).unwrap();
    edit.add_table("claims", "c", &[("x", Entry::Whole(2))]).unwrap();
    assert_eq!(edit.text(), "[claims.a]\nx = 1\n# about a\n\n[claims.c]\nx = 2\n\n# about b\n[b]\n");
    let text = "[claims.a]\nx = 1\n# about b\n[b]\n";
    let mut edit = Edit::of(text).unwrap();
    edit.add_table("claims", "c", &[("x", Entry::Whole(2))]).unwrap();
    assert_eq!(edit.text(), "[claims.a]\nx = 1\n\n[claims.c]\nx = 2\n\n# about b\n[b]\n");
}

#[test]
fn a_section_that_is_not_there_begins_at_the_end() {
    for (text, wanted) in [
        ("a = 1\n", "a = 1\n\n[s.k]\nf = true\n"),
        ("a = 1", "a = 1\n\n[s.k]\nf = true\n"),
        ("a = 1\n# last\n", "a = 1\n# last\n\n[s.k]\nf = true\n"),
        ("a = 1\n\n", "a = 1\n\n[s.k]\nf = true\n"),
        ("", "[s.k]\nf = true\n"),
        ("[s]\n", "[s]\n\n[s.k]\nf = true\n"),
        ("\u{feff}a = 1\r\nb = 2", "\u{feff}a = 1\r\nb = 2\r\n\r\n[s.k]\r\nf = true\r\n"),
    ] {
        let mut edit = Edit::of(text).unwrap();
        assert_eq!(edit.text(), text);
        edit.add_table("s", "k", &[("f", Entry::Flag(true))]).unwrap();
        assert_eq!(edit.text(), wanted);
    }
}

#[test]
fn values_are_written_as_they_are_read() {
    let long = "We have said \"no\" to a fixed fare \\ and to a yearly one as well, since neither of them would pay \
                for the night boats;\nsee page  12.\u{202e}\u{7} ";
    let entries = [
        ("say so", words("é ‘x’")),
        ("long", words(long)),
        ("spaces", words(&" a".repeat(90))),
        ("none", words(&"x".repeat(200))),
        ("chain", Entry::Texts(vec!["p".into(), "narrator".into()])),
        ("many", Entry::Texts((0..12).map(|n| format!("a name of its own {n}")).collect())),
        ("date", Entry::Date(Date { year: 2026, month: 1, day: 9 })),
        ("n", Entry::Whole(-3)),
        ("quote", Entry::Quotes(vec![QuoteEntry::words("short")])),
        ("wide", Entry::Quotes(vec![QuoteEntry::words("word ".repeat(50))])),
        (
            "placed",
            Entry::Quotes(vec![
                QuoteEntry { text: "a".into(), start: Some(3), end: Some(4), ..QuoteEntry::default() },
                QuoteEntry { text: "b".into(), prefix: Some("c\"".into()), ..QuoteEntry::default() },
            ]),
        ),
    ];
    for end in ["\n", "\r\n"] {
        let mut edit = Edit::of(&format!("a = 1{end}")).unwrap();
        edit.add_table("s", "a key", &entries).unwrap();
        let text = edit.text();
        assert_eq!(laid_out(&text).unwrap(), text);
        assert!(!text.contains('\u{202e}') && !text.contains('\u{7}'));
        assert!(text.contains("[s.\"a key\"]") && text.contains("\"say so\" = "));
        for line in text.lines().filter(|l| !l.contains("xxx") && !l.starts_with("placed")) {
            assert!(line.chars().count() <= 100, "{line}");
        }
        assert!(text.contains(&format!("long = \"\"\"\\{end}  We have said")), "{text}");
    }
}

#[test]
fn lists_grow_in_their_own_way() {
    let mut edit = Edit::of(CASE).unwrap();
    edit.push(&["demands", "x"], "because", "c").unwrap();
    assert_eq!(added(CASE, &edit.text()), ", \"c\"");
    edit.push(&["demands", "x"], "because", "c").unwrap();
    assert!(edit.text().contains("because = [\"a\", \"c\"]\n"), "not twice");
    edit.remove_item(&["demands", "x"], "because", "c").unwrap();
    assert_eq!(edit.text(), CASE);
    edit.push(&["demands", "y"], "because", "c").unwrap();
    assert!(edit.text().contains("  \"a\", # first\n  \"b\",\n  \"c\",\n]"), "{}", edit.text());
    edit.remove_item(&["demands", "y"], "because", "b").unwrap();
    assert!(edit.text().contains("  \"a\", # first\n  \"c\",\n]"), "{}", edit.text());
    let mut edit = Edit::of(CASE).unwrap();
    edit.push(&["demands", "z"], "disputed_by", "c").unwrap();
    assert!(edit.text().contains("[demands.z]\nparty = \"p\"\ndisputed_by = [\"c\"]\n\n[demands.z.then]"));
    edit.remove_item(&["demands", "z"], "disputed_by", "c").unwrap();
    assert_eq!(edit.text(), CASE);
    assert!(edit.push(&["demands", "nobody"], "because", "c").is_err());
    assert!(edit.push(&["demands", "x"], "party", "c").is_err());
    assert_eq!(edit.text(), CASE);
}

#[test]
fn lists_of_every_shape() {
    for (text, wanted) in [
        ("l = []\n", "l = [\"n\"]\n"),
        ("l = [ ] # c\n", "l = [\"n\"] # c\n"),
        ("l = [\"a\",] # c\n", "l = [\"a\", \"n\",] # c\n"),
        ("l = [\"a\",\n \"b\"]\n", "l = [\"a\",\n \"b\", \"n\"]\n"),
        ("l = [\n  \"a\", # ] , \"x\"\n  # end\n]\n", "l = [\n  \"a\", # ] , \"x\"\n  \"n\",\n  # end\n]\n"),
        ("l = [\r\n\t'a' # c\r\n]\r\n", "l = [\r\n\t'a', # c\r\n\t\"n\",\r\n]\r\n"),
        ("l = [\n# none yet\n]\n", "l = [\n# none yet\n  \"n\",\n]\n"),
    ] {
        let header = if text.contains('\r') { "[t]\r\n" } else { "[t]\n" };
        let mut edit = Edit::of(&format!("{header}{text}")).unwrap();
        edit.push(&["t"], "l", "n").unwrap();
        assert_eq!(edit.text(), format!("{header}{wanted}"));
        edit.remove_item(&["t"], "l", "n").unwrap();
    }
}

#[test]
fn tables_in_braces_and_dotted_keys_are_found() {
    for (text, wanted) in [
        ("t.u = { a = 1 }\n", "t.u = { a = 1, l = [\"n\"] }\n"),
        ("[t]\nu = {}\n", "[t]\nu = { l = [\"n\"] }\n"),
        ("t = { u = { l = ['a'] }, v = 2 }\n", "t = { u = { l = ['a', \"n\"] }, v = 2 }\n"),
        ("t = { u = {\n a = 1, # c\n} }\n", "t = { u = {\n a = 1, l = [\"n\"], # c\n} }\n"),
        ("[t]\nu.a = 1\nv.a = 2\n", "[t]\nu.a = 1\nu.l = [\"n\"]\nv.a = 2\n"),
        (
            "[ \"t\" . 'u' ] # c\na = \"\"\"\n[t.u]\nl = 1\n\"\"\"",
            "[ \"t\" . 'u' ] # c\na = \"\"\"\n[t.u]\nl = 1\n\"\"\"\nl = [\"n\"]\n",
        ),
    ] {
        let mut edit = Edit::of(text).unwrap();
        edit.push(&["t", "u"], "l", "n").unwrap();
        assert_eq!(edit.text(), wanted);
    }
    // A table in braces cannot be added to by a header.
    let mut edit = Edit::of("claims = { a = { x = 1 } }\n").unwrap();
    let refusal = edit.add_table("claims", "b", &[]).unwrap_err();
    assert!(refusal.message.contains("nothing was changed"), "{refusal}");
    assert_eq!(edit.text(), "claims = { a = { x = 1 } }\n");
}

#[test]
fn values_are_set_in_place() {
    let mut edit = Edit::of("[t.u]\na = \"x\" # why\nb = [1,\n 2]\n").unwrap();
    edit.set(&["t", "u"], "a", &words("y")).unwrap();
    edit.set(&["t", "u"], "b", &Entry::Flag(false)).unwrap();
    edit.set(&["t", "u"], "c", &Entry::Date(Date { year: 2026, month: 11, day: 30 })).unwrap();
    assert_eq!(edit.text(), "[t.u]\na = \"y\" # why\nb = false\nc = 2026-11-30\n");
}

/// Every case of the gallery takes a claim and a citation, and gives both back.
#[test]
fn the_gallery_can_be_edited() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut seen = 0;
    for case in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        for file in std::fs::read_dir(case).unwrap().map(|e| e.unwrap().path()) {
            if !file.to_string_lossy().ends_with(".case.toml") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            let mut edit = Edit::of(&text).unwrap();
            edit.add_table("claims", "new-one", &[("document", words("d")), ("quote", words(&"so it is ".repeat(30)))])
                .unwrap();
            let new = edit.text();
            let _ = added(&text, &new);
            if laid_out(&text).unwrap() == text {
                assert_eq!(laid_out(&new).unwrap(), new, "{}", file.display());
            }
            edit.remove_table("claims", "new-one").unwrap();
            assert_eq!(edit.text(), text, "{}", file.display());
            let parsed = toml::de::DeTable::parse(&text).unwrap();
            for (key, _) in parsed.get_ref().get("demands").and_then(|d| d.get_ref().as_table()).into_iter().flatten() {
                let path = ["demands", key.get_ref()];
                edit.push(&path, "because", "new-one").unwrap();
                let _ = added(&text, &edit.text());
                edit.remove_item(&path, "because", "new-one").unwrap();
                assert_eq!(edit.text(), text, "{}", file.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 20);
}

#[test]
fn what_is_no_toml_is_refused() {
    let refusal = Edit::of("a = ").unwrap_err();
    assert!(refusal.message.contains("not valid TOML"));
}
