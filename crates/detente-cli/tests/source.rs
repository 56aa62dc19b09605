//! `detente source`: documents come into a case whole, with their text in one form, and nothing else of the case changes.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;
#[path = "support/pdf.rs"]
#[allow(dead_code, reason = "each test uses some of these files")]
mod pdf;
#[path = "support/sources.rs"]
mod sources;

use std::{fs, path::Path};

use detente::quote::sha256;
use serde_json::json;
use sources::{add, contents, folder, run_with};

fn case(folder: &Path) -> String {
    fs::read_to_string(folder.join("dam.case.toml")).unwrap()
}

fn check(folder: &Path) -> String {
    let (told, said, _) = run_with(folder, &["check", "dam.case.toml", "--concise"], b"");
    told + &said
}

#[test]
fn a_text_comes_in() {
    let folder = folder();
    let at = folder.path();
    let before = case(at);
    fs::write(
        at.join("Radio talk.txt"),
        "\u{feff}The mayor said:\r\n\r\n\r\n\u{201c}Not in May.\u{201d}  \r\nSo be it.",
    )
    .unwrap();
    let more = [
        "--from",
        "Radio Ossen",
        "--kind",
        "newspaper",
        "--side",
        "tarsa",
        "--title",
        "A talk",
        "--author",
        "R. Adan",
        "--published",
        "2026-05-13",
        "--retrieved",
        "2026-05-20",
        "--url",
        "https://ossen.test/talk",
        "--language",
        "en",
        "--confidential",
    ];
    let (told, said, code) = add(at, "Radio talk.txt", &more);
    assert_eq!((said.as_str(), code), ("", Some(0)), "{told}");
    let text = "The mayor said:\n\n\u{201c}Not in May.\u{201d}\nSo be it.\n";
    assert_eq!(fs::read_to_string(at.join("documents/radio-talk.txt")).unwrap(), text);
    for part in [
        "added document `radio-talk` to dam.case.toml",
        "documents/radio-talk.txt, 9 words, written",
        "`radio-ossen`, added too",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
    let after = case(at);
    let parsed: toml::Table = after.parse().unwrap();
    let said = parsed["documents"]["radio-talk"].as_table().unwrap();
    let texts = [
        ("title", "A talk"),
        ("source", "radio-ossen"),
        ("author", "R. Adan"),
        ("url", "https://ossen.test/talk"),
        ("language", "en"),
        ("file", "documents/radio-talk.txt"),
    ];
    for (key, value) in texts {
        assert_eq!(said[key].as_str(), Some(value), "{key}");
    }
    assert_eq!(said["sha256"].as_str(), Some(sha256(text.as_bytes()).as_str()));
    assert_eq!(
        (said["published"].as_datetime().unwrap().to_string(), said["retrieved"].as_datetime().unwrap().to_string()),
        ("2026-05-13".into(), "2026-05-20".into())
    );
    assert_eq!(said["confidential"].as_bool(), Some(true));
    assert_eq!(
        parsed["sources"]["radio-ossen"],
        toml::Value::Table(toml::from_str("name = \"Radio Ossen\"\nkind = \"newspaper\"\nside = \"tarsa\"").unwrap())
    );
    // Line for line, the old file is still there.
    let mut lines = after.lines();
    assert!(before.lines().all(|old| lines.any(|new| new == old)), "{after}");
    assert!(!check(at).contains("error"), "{}", check(at));
}

#[test]
fn the_same_text_again() {
    let folder = folder();
    let at = folder.path();
    let before = contents(at);
    let (told, _, code) = add(at, "minutes.md", &["--key", "other"]);
    assert_eq!(
        (told.as_str(), code),
        ("the case has this text already, as document `minutes`; nothing was changed\n", Some(0))
    );
    assert_eq!(contents(at), before);
    // With other line ends and a mark at its beginning it is still the same.
    fs::write(at.join("again.txt"), format!("\u{feff}{}", sources::MINUTES.replace('\n', "\r\n"))).unwrap();
    let before = contents(at);
    let (told, _, code) = add(at, "again.txt", &["--json"]);
    let answer = from_root::fits("source", &told);
    assert_eq!(
        (&answer["answer"]["added"], &answer["answer"]["document"], code),
        (&json!(false), &json!("minutes"), Some(0))
    );
    assert_eq!(contents(at), before);
}

#[test]
fn what_lies_there_already_stays_where_it_is() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("texts")).unwrap();
    fs::write(at.join("texts/leaflet.txt"), "Nobody asked the river.\n").unwrap();
    let (told, _, code) = add(at, "texts/leaflet.txt", &["--source", "gazette", "--json"]);
    let answer = from_root::fits("source", &told);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!((&answer["answer"]["file"], &answer["answer"]["copied"]), (&json!("texts/leaflet.txt"), &json!(false)));
    assert_eq!(answer["answer"]["source"], json!({ "id": "gazette", "new": false }));
    assert!(case(at).contains("file = \"texts/leaflet.txt\"") && !at.join("documents").exists());
    // A text that has to be put right is copied, and the file is left alone.
    fs::write(at.join("texts/raw.txt"), "Raw \r\n").unwrap();
    assert_eq!(add(at, "texts/raw.txt", &[]).2, Some(0));
    assert_eq!(fs::read(at.join("documents/raw.txt")).unwrap(), b"Raw\n");
    assert_eq!(fs::read(at.join("texts/raw.txt")).unwrap(), b"Raw \r\n");
    assert!(!check(at).contains("error"));
}

#[test]
fn from_standard_input_and_from_another_folder() {
    let folder = folder();
    let at = folder.path();
    let (told, said, code) = run_with(
        at,
        &["source", "add", "-", "--case", "dam.case.toml", "--title", "Said on the bridge"],
        "Not now, she said.".as_bytes(),
    );
    assert_eq!(code, Some(0), "{told}{said}");
    assert!(at.join("documents/said-on-the-bridge.txt").exists(), "{told}");
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("Said on the bridge.txt"), "Another text.\n").unwrap();
    let from_there = elsewhere.path().join("Said on the bridge.txt");
    let (told, _, code) = add(at, from_there.to_str().unwrap(), &[]);
    assert!(code == Some(0) && told.contains("`said-on-the-bridge-2`"), "{told}");
    let case = at.join("dam.case.toml");
    let (told, said, code) = run_with(elsewhere.path(), &["source", "list", case.to_str().unwrap()], b"");
    assert!(code == Some(0) && told.matches("as recorded").count() == 3, "{told}{said}");
}

#[test]
fn a_rewrite_is_told() {
    let folder = folder();
    let at = folder.path();
    let rewrite = "Our reporter writes: the chief engineer of the upper valley told farmers waiting outside that the gauges at the border \
                   would stay closed until the rains. Nobody was surprised.\n";
    fs::write(at.join("paper.txt"), rewrite).unwrap();
    let (told, _, code) = add(at, "paper.txt", &[]);
    assert_eq!(code, Some(0));
    assert!(told.contains("of its word triples with document `minutes`") && told.contains("a rewrite?"), "{told}");
    assert!(told.contains("`[documents.paper]` or `[documents.minutes]`"), "{told}");
    assert!(
        check(at).contains("warning D083: documents `paper` and `minutes` look derived from each other"),
        "{}",
        check(at)
    );
    // Said at once, there is nothing to warn of.
    let folder = sources::folder();
    let at = folder.path();
    fs::write(at.join("paper.txt"), rewrite).unwrap();
    let (told, _, _) = add(at, "paper.txt", &["--derived-from", "minutes", "--json"]);
    let answer = from_root::fits("source", &told);
    assert_eq!(answer["answer"]["related"], json!([]));
    assert!(!check(at).contains("D083"));
    // Two who quote the same are two.
    let folder = sources::folder();
    let at = folder.path();
    fs::write(at.join("radio.txt"), "A listener read out: \u{201c}told farmers waiting outside that the gauges at the border would stay closed until the rains\u{201d}, and wept.\n").unwrap();
    assert!(!add(at, "radio.txt", &[]).0.contains("a rewrite?"));
}

#[test]
fn a_web_page() {
    let folder = folder();
    let at = folder.path();
    let page = "<!doctype html><html lang=en><head><title>Dam talks fail</title><meta name=author content='R. Adan'>\
        <meta property='article:published_time' content='2026-05-14T09:00:00Z'><link rel=canonical href='https://x.test/a'></head>\
        <body><nav>Home Politics</nav><script>alert('no')</script><h1>Dam talks fail</h1><p>\u{201c}Not in May,\u{201d} said the mayor.</p>\
        <p style='display:none'>unseen</p></body></html>";
    fs::write(at.join("page.html"), page).unwrap();
    let (told, said, code) = add(at, "page.html", &["--author", "Rhea Adan"]);
    assert_eq!(code, Some(0), "{said}");
    let text = fs::read_to_string(at.join("documents/page.txt")).unwrap();
    assert_eq!(text, "Dam talks fail\n\n\u{201c}Not in May,\u{201d} said the mayor.\n");
    for part in [
        "Dam talks fail (from the file: see whether it is right)",
        "Rhea Adan\n",
        "2026-05-14 (from",
        "note: took 9 of the 11 words",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
    let parsed: toml::Table = case(at).parse().unwrap();
    let said = &parsed["documents"]["page"];
    assert_eq!(
        (said["author"].as_str(), said["url"].as_str(), said["language"].as_str()),
        (Some("Rhea Adan"), Some("https://x.test/a"), Some("en"))
    );
    // A page that says its own encoding is read by it, and it is told.
    fs::write(at.join("old.html"), b"<meta charset=windows-1252><p>Caf\xe9 talk</p>").unwrap();
    let (told, _, code) = add(at, "old.html", &[]);
    assert!(code == Some(0) && told.contains("read as windows-1252, which the page says it is"), "{told}");
    assert_eq!(fs::read_to_string(at.join("documents/old.txt")).unwrap(), "Caf\u{e9} talk\n");
}

#[test]
fn a_pdf_file() {
    let folder = folder();
    let at = folder.path();
    let page = |n: usize, lines: [&'static str; 3]| (format!("- {n} -"), lines);
    let pages = [
        page(
            1,
            [
                "The mayor would not agree, and an agree-",
                "ment was far. We agreement or not",
                "will not sign \\(so he said\\).",
            ],
        ),
        page(2, ["On Tuesday the gauges opened", "for an hour.", "Nobody looked."]),
        page(3, ["The last page", "ends", "here."]),
    ];
    let lines: Vec<Vec<&str>> =
        pages.iter().map(|(n, l)| vec!["The Sarn Report", l[0], l[1], l[2], n.as_str()]).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    fs::write(at.join("report.pdf"), pdf::with_pages(&lines)).unwrap();
    let (told, said, code) = add(at, "report.pdf", &[]);
    assert_eq!(code, Some(0), "{told}{said}");
    assert_eq!(
        fs::read_to_string(at.join("documents/report.txt")).unwrap(),
        "The mayor would not agree, and an agreement\nwas far. We agreement or not\nwill not sign (so he said).\n\nOn Tuesday the gauges \
         opened\nfor an hour.\nNobody looked.\n\nThe last page\nends\nhere.\n"
    );
    for part in [
        "left out at the edge of the pages: \u{201c}The Sarn Report\u{201d}",
        "\u{201c}- 1 -\u{201d}",
        "Talks at the dam (from the file",
        "R. Adan (from",
        "2026-05-12 (from",
        "1 words put together",
    ] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
}

#[test]
fn scripts_of_all_directions() {
    let folder = folder();
    let at = folder.path();
    let text = "ראש העיר אמר: ״לא נחתום״.\nقال العمدة: «لن نوقع».\nMayor said: no.\nمی‌خواهم\n会谈失败。\n";
    fs::write(at.join("mixed.txt"), format!("\u{200f}{}\u{202e}", text.replace('\n', "\u{200e}\n"))).unwrap();
    let (told, _, code) = add(at, "mixed.txt", &[]);
    assert!(code == Some(0) && told.contains("7 direction marks left out"), "{told}");
    assert_eq!(fs::read_to_string(at.join("documents/mixed.txt")).unwrap(), text);
}

#[test]
fn what_has_become_of_them() {
    let folder = folder();
    let at = folder.path();
    let claims = "\n[claims.closed]\ndocument = \"minutes\"\nquote = \"the gauges at the border would stay closed\"\nchain = [\"narrator\"]\n";
    fs::write(at.join("dam.case.toml"), case(at) + claims).unwrap();
    let (told, _, code) = run_with(at, &["source", "list", "dam.case.toml"], b"");
    assert_eq!(code, Some(0));
    for part in ["minutes", "The Gazette", "2026-05-12", "as recorded"] {
        assert!(told.contains(part), "{part:?} in {told}");
    }
    let (told, _, _) = run_with(at, &["source", "list", "dam.case.toml", "--json"], b"");
    let answer = from_root::fits("source", &told);
    let row = &answer["answer"]["documents"][0];
    assert_eq!((&row["text"], &row["claims"], &row["words"]), (&json!("unchanged"), &json!(["closed"]), &json!(48)));
    fs::write(at.join("minutes.md"), "Another text.").unwrap();
    let (told, _, code) = run_with(at, &["source", "list", "dam.case.toml", "--markdown"], b"");
    assert!(code == Some(0) && told.contains("**Changed since recorded: **") && told.contains("CHANGED"), "{told}");
    // Another document can be taken in all the same.
    fs::write(at.join("new.txt"), "Something new.").unwrap();
    assert_eq!(add(at, "new.txt", &[]).2, Some(0));
    fs::remove_file(at.join("minutes.md")).unwrap();
    let (told, _, code) = run_with(at, &["source", "list", "dam.case.toml"], b"");
    assert!(code == Some(0) && told.contains("there is no file `minutes.md`"), "{told}");
}

#[test]
fn another_encoding_if_it_is_said() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("old.txt"), b"\xd1\xee\xe3\xeb\xe0\xf1\xe8\xff \xed\xe5\xf2").unwrap();
    assert_eq!(add(at, "old.txt", &[]).2, Some(2));
    let (told, _, code) = add(at, "old.txt", &["--encoding", "windows-1251"]);
    assert!(code == Some(0) && told.contains("read as windows-1251, as you say"), "{told}");
    assert_eq!(fs::read_to_string(at.join("documents/old.txt")).unwrap(), "Согласия нет\n");
}
