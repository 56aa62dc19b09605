//! What laying out must keep, and what it must rewrite.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use super::{NotLaidOut, laid_out};

/// Lays out, and once more: the second time nothing changes.
fn out(text: &str) -> String {
    let once = laid_out(text).unwrap();
    assert_eq!(laid_out(&once).unwrap(), once, "laying out twice changes nothing");
    once
}

#[test]
fn texts_keep_every_space() {
    // Three quotation marks in a comment and in another text once made the program lose count.
    let text = "# it's \"\"\" here\na = '\"\"\"'\nb = \"\"\"\none  \n  two \t\n\"\"\"\nc = '''\nthree \n'''\n";
    assert_eq!(out(text), text);
    assert_eq!(out("a = [\"x  \", '''y  \n  z ''', ] # end  \n"), "a = [\"x  \", '''y  \n  z '''] # end\n");
}

#[test]
fn line_ends_lose_their_spaces() {
    assert_eq!(
        out("# c  \n  a = 1  \n[h]  # d \t\nb = [ 1,  \n  2 , # e  \n]  \n"),
        "# c\na = 1\n\n[h] # d\nb = [ 1,\n  2 , # e\n]\n"
    );
}

#[test]
fn tables_in_braces_become_those_of_toml_1_0() {
    assert_eq!(out("wants.i = { x = 100, y = 50, }\n"), "wants.i = { x = 100, y = 50 }\n");
    assert_eq!(
        out("# a\nw = {\n  x = 100, # best\n\n  # worst\n  y.z = { },\n} # c\n"),
        "# a\n# best\n# worst\nw = { x = 100, y.z = {} } # c\n"
    );
    assert_eq!(out("p = [{ a = 'x',\n b = [1,\n2] }, {c=1}]\n"), "p = [{ a = 'x', b = [1,\n2] }, { c = 1 }]\n");
    assert_eq!(out("p = [\n  { a = 1, # one\n  },\n]\n"), "# one\np = [\n  { a = 1 },\n]\n");
}

#[test]
fn escapes_and_times_become_those_of_toml_1_0() {
    assert_eq!(out(r#"a = "\e[1m \x41 \\x41 \\\e" # \e"#), "a = \"\\u001B[1m \\u0041 \\\\x41 \\\\\\u001B\" # \\e\n");
    assert_eq!(out("\"\\x41\" = '\\e'\n[ \"\\e\" . b ]\n"), "\"\\u0041\" = '\\e'\n\n[\"\\u001B\".b]\n");
    assert_eq!(
        out("t = [07:32, 2025-11-30T07:32Z, 2025-11-30 07:32, 1.5, -inf]\n"),
        "t = [07:32:00, 2025-11-30T07:32:00Z, 2025-11-30 07:32:00, 1.5, -inf]\n"
    );
    assert_eq!(out("t = [07:32:01.5, 2025-11-30, 0x1e]\n"), "t = [07:32:01.5, 2025-11-30, 0x1e]\n");
}

#[test]
fn line_ends_are_those_of_the_file() {
    let text = "a = 1\r\n[h]\r\nb = \"\"\"x\r\ny\"\"\"\r\n# c";
    assert_eq!(out(text), "a = 1\r\n\r\n[h]\r\nb = \"\"\"x\r\ny\"\"\"\r\n# c\r\n");
    assert_eq!(out("a = 1\n[h]\r\nb = 2\r\n"), "a = 1\n\n[h]\nb = 2\n");
}

#[test]
fn a_byte_order_mark_goes() {
    assert_eq!(out("\u{feff}a = 1\n"), "a = 1\n");
}

#[test]
fn what_is_no_toml_is_left_alone() {
    assert_eq!(laid_out("a = \n"), Err(NotLaidOut::NotToml));
    assert_eq!(out(""), "");
    assert_eq!(out("\n\n# c\n\n\n# d\n\n"), "# c\n\n# d\n");
}

/// What the fuzzer starts from holds everything that TOML 1.1 has over TOML 1.0.
#[test]
fn seeds_of_the_fuzzer() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let laid_out = out(&text);
        assert!(!laid_out.contains(", }") && !laid_out.contains("\\e") && !laid_out.contains("\\x"), "{laid_out}");
        seen += 1;
    }
    assert!(seen >= 4);
}

/// Lists in lists, tables of readings, dates: all that a roadmap needs keeps its comments and its order.
#[test]
fn what_a_roadmap_needs_stays_in_order() {
    let text = "\
# who waits
[demands.gauges-first]
step = \"sign\"
only_after_any = [
  [\"open-gauges\", \"seat-observer\"], # one of these
  [\"publish\"], # and this
]
bridge = \"low\" # it trusts them

# how the others read it
[demands.gauges-first.readings.begun]
only_after_any = [[\"begin\"]]

[roadmap]
deadline = 2026-06-30
start = 2026-02-01 # after the flood
";
    assert_eq!(out(text), text);
    assert_eq!(
        out("[demands.a]\nreadings = {\n  begun = { on_credit = [ \"s\" ], by = \"b\" }, # they say so\n}\n"),
        "[demands.a]\n# they say so\nreadings = { begun = { on_credit = [\"s\"], by = \"b\" } }\n"
    );
}
