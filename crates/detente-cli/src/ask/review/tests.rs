//! The review by keyboard: keys as they are pressed, screens as they are drawn, files as they become.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "../../../../detente/tests/support/golden.rs"]
mod golden;
#[path = "../../../tests/support/lorn.rs"]
mod lorn;

use std::{fs, path::Path, rc::Rc};

use detente::read::Draft;
use ratatui::{Terminal, backend::TestBackend, style::Color};

use super::{
    draw,
    keys::carry_out,
    screen::{Effect, Key, Mode, Reviewing},
    store::{Store, text_of},
};

/// A reviewer before a screen, and the files.
struct Sitting {
    folder: tempfile::TempDir,
    store: Store,
    screen: Reviewing,
    left: bool,
}

impl Sitting {
    fn new() -> Sitting {
        Sitting::with(&lorn::draft())
    }

    fn with(draft: &Draft) -> Sitting {
        let folder = tempfile::tempdir().unwrap();
        lorn::write(folder.path());
        fs::write(folder.path().join("lorn.draft.json"), draft.to_json()).unwrap();
        let mut store = Store::open(&folder.path().join(lorn::FILE), Some("ada")).unwrap();
        let beside = folder.path().to_owned();
        let screen = Reviewing::new(store.review().unwrap(), Rc::new(move |case, key| text_of(case, key, &beside)));
        Sitting { folder, store, screen, left: false }
    }

    fn press(&mut self, key: Key) {
        for effect in self.screen.key(key) {
            if effect == Effect::Quit {
                self.left = true;
            } else {
                carry_out(&effect, &mut self.store, &mut self.screen);
            }
        }
    }

    /// Keys one after the other; `\n` is Enter, `\u{1b}` Escape, `\u{8}` Backspace.
    fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            self.press(match c {
                '\n' => Key::Enter,
                '\u{1b}' => Key::Escape,
                '\u{8}' => Key::Backspace,
                c => Key::Char(c),
            });
        }
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn drawn(&self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw::draw(&self.screen, frame, false)).unwrap();
        let buffer = terminal.backend().buffer();
        assert!(buffer.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset), "no colour");
        let mut out = String::new();
        for y in 0..height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                }
                skip = if skip > 0 { skip - 1 } else { ratatui::text::Span::raw(symbol).width().saturating_sub(1) };
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn golden(&self, name: &str, width: u16, height: u16) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name);
        golden::compare(&path, &self.drawn(width, height));
    }
}

#[test]
fn screens() {
    let mut sitting = Sitting::new();
    sitting.golden("first.txt", 80, 24);
    sitting.golden("first-narrow.txt", 40, 24);
    sitting.keys("?");
    sitting.golden("help.txt", 80, 24);
    sitting.keys(" na");
    sitting.golden("who.txt", 80, 24);
    sitting.golden("who-narrow.txt", 40, 24);
    sitting.keys("\u{1b}ejj");
    sitting.golden("form.txt", 80, 24);
}

#[test]
fn nothing_is_preselected() {
    let mut sitting = Sitting::new();
    for key in [Key::Enter, Key::Char(' '), Key::Char('y'), Key::Backspace, Key::Escape, Key::PageDown] {
        assert_eq!(sitting.screen.key(key), [], "{key:?}");
    }
    assert!(sitting.drawn(80, 24).contains("undecided"));
    // An empty answer decides nothing, and neither does Escape.
    sitting.keys("r\n");
    assert!(sitting.screen.message.contains("needs its reason"), "{}", sitting.screen.message);
    sitting.keys("rno\u{1b}");
    sitting.keys("i\u{1b}");
    assert_eq!(sitting.read(lorn::FILE), lorn::case_text());
    assert!(!sitting.folder.path().join("lorn.review.jsonl").exists());
}

#[test]
fn a_sitting() {
    let mut sitting = Sitting::new();
    // The first: about fares, against the fixed fare, the islands' position; then accepted.
    sitting.keys("i1o1p2h1");
    assert_eq!(sitting.screen.mode, Mode::Look);
    sitting.keys("a");
    let case = sitting.read(lorn::FILE);
    assert!(
        case.contains(
            "[claims.orla-fares]\ndocument = \"minutes\"\nquote = \"will not pay a fixed fare\"\n\
             chain = [\"orla\", \"narrator\"]\nmanner = \"mixed\"\nholder = \"islands\"\nissue = \"fares\"\n\
             option = \"fixed\"\npolarity = \"against\"\n"
        ),
        "{case}"
    );
    assert!(sitting.screen.message.contains("the same words stand in [6]"), "{}", sitting.screen.message);
    // On to the second, whose speaker is a pronoun: who is asked for, and only then is it accepted.
    assert_eq!(sitting.screen.current(), Some(1));
    sitting.keys("a");
    assert!(matches!(sitting.screen.mode, Mode::Ask(_)), "{}", sitting.screen.message);
    sitting.keys("1a");
    assert!(sitting.read(lorn::FILE).contains("chain = [\"tarn\", \"narrator\"]"));
    // The third: a name is given and learned.
    sitting.keys("squay\nla");
    assert!(sitting.read(lorn::FILE).contains("aliases = [\"The Quay Office\"]"), "{}", sitting.screen.message);
    // The fourth is rejected; the fifth is left.
    sitting.keys("rnobody is named\u{8}d\nn");
    assert_eq!(sitting.screen.current(), Some(5));
    assert_eq!(sitting.screen.open(), 3);
    // Taking back goes to what was taken back: first the last decision of all.
    sitting.keys("u");
    assert_eq!(sitting.screen.current(), Some(3));
    assert!(sitting.screen.message.contains("undone"), "{}", sitting.screen.message);
    sitting.keys("kuuu");
    assert_eq!(sitting.screen.current(), Some(2));
    assert!(!sitting.read(lorn::FILE).contains("aliases"));
    sitting.keys("q");
    assert!(sitting.left);
    let log = sitting.read("lorn.review.jsonl");
    let decided: Vec<serde_json::Value> = log.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let words: Vec<&str> = decided.iter().map(|d| d["decision"].as_str().unwrap()).collect();
    assert_eq!(
        words,
        [
            "edit", "edit", "edit", "edit", "accept", "edit", "accept", "edit", "edit", "accept", "reject", "undo",
            "undo", "undo", "undo"
        ]
    );
    assert_eq!(decided[10]["why"], "nobody is named");
}

#[test]
fn a_pronoun_may_stay_one() {
    let mut sitting = Sitting::new();
    sitting.keys("ns3a");
    assert!(sitting.read(lorn::FILE).contains("chain = [\"He (not resolved)\", \"narrator\"]"));
}

#[test]
fn the_form_takes_every_part() {
    let mut sitting = Sitting::new();
    sitting.keys("eo\n");
    // From the form and back to it.
    sitting.keys("\u{1b}");
    assert_eq!(sitting.screen.mode, Mode::Form(0));
    sitting.keys("jjjjjjjj\nThey will not pay.\n");
    assert_eq!(sitting.screen.mode, Mode::Form(8));
    sitting.keys("j\n2026-05-12\n");
    sitting.keys("jjjj\ndemands.no-fixed-fare\n");
    assert!(sitting.drawn(80, 24).contains("> because: demands.no-fixed-fare"), "{}", sitting.drawn(80, 24));
    sitting.keys("a");
    let case = sitting.read(lorn::FILE);
    assert!(case.contains("says = \"They will not pay.\"") && case.contains("date = 2026-05-12"), "{case}");
    assert!(case.contains("because = [\"orla-will-not-pay\"]"), "{case}");
    // A fault is told, and nothing is half done.
    sitting.keys("ejjjjjjjjj\n2026-02-30\n");
    assert!(sitting.screen.message.contains("no day of the calendar"), "{}", sitting.screen.message);
    assert_eq!(sitting.read(lorn::FILE), case);
}

#[test]
fn finding_and_filtering() {
    let mut sitting = Sitting::new();
    sitting.keys("/ONE BOAT\n");
    assert_eq!(sitting.screen.current(), Some(6));
    sitting.keys("/officials\n");
    assert_eq!(sitting.screen.current(), Some(3));
    sitting.keys("/nowhere\n");
    assert!(sitting.screen.message.contains("in none of them"));
    sitting.keys("f4");
    assert_eq!(sitting.screen.shown, [0, 1, 2, 3, 5, 6]);
    sitting.keys("f5");
    assert_eq!(sitting.screen.shown, [0, 5]);
    sitting.keys("f3");
    assert_eq!(sitting.screen.shown, [0, 1, 6]);
    sitting.keys("f2");
    assert_eq!(sitting.screen.shown.len(), 7);
    let first = sitting.screen.current();
    sitting.keys("rno\n");
    assert!(!sitting.screen.shown.contains(&first.unwrap()) && sitting.screen.shown.len() == 6);
    sitting.keys("kkkkkkkkk");
    assert!(sitting.screen.message.contains("the first"));
    sitting.keys("jjjjjjjjj");
    assert!(sitting.screen.message.contains("the last"));
}

#[test]
fn what_others_write_meanwhile_is_kept() {
    let mut sitting = Sitting::new();
    let other = lorn::case_text().replace("title = ", "# by somebody else\ntitle = ");
    fs::write(sitting.folder.path().join(lorn::FILE), &other).unwrap();
    sitting.keys("a");
    let case = sitting.read(lorn::FILE);
    assert!(case.starts_with("# by somebody else\n") && case.contains("[claims.orla-will-not-pay]"), "{case}");
    assert!(sitting.screen.message.contains("the case file had been changed; it was read again"));
    // A file that no longer can be read stops the decision and stays as it is.
    fs::write(sitting.folder.path().join(lorn::FILE), "title = ").unwrap();
    sitting.keys("a");
    assert_eq!(sitting.read(lorn::FILE), "title = ");
    assert!(sitting.screen.message.contains("the case file has errors"), "{}", sitting.screen.message);
    assert_eq!(sitting.read("lorn.review.jsonl").lines().count(), 1);
}

#[test]
fn ctrl_c_leaves_from_everywhere() {
    for before in ["", "r", "rsome words", "e", "?", "f"] {
        let mut sitting = Sitting::new();
        sitting.keys(before);
        assert_eq!(sitting.screen.key(Key::Stop), [Effect::Quit], "{before}");
    }
}

/// Any size, any signs: nothing panics, and nothing steers the terminal.
#[test]
fn odd_sizes_and_odd_signs() {
    let mut draft = lorn::draft();
    let odd = "漢字かな العربية עברית \u{202e}\u{1b}[2J\u{7} 👩\u{200d}👩\u{200d}👧 e\u{301}\u{301}\u{301} ";
    if let detente::read::Voice::Pronoun { candidates, .. } = &mut draft.proposals[1].speaker {
        candidates[0].name = odd.repeat(9);
    }
    draft.contradictions[0].because = odd.repeat(40);
    let mut sitting = Sitting::with(&draft);
    for keys in ["", "n", "s", "漢字العربية\u{301}", "\u{1b}n", "e", "\u{1b}f", "\u{1b}?"] {
        sitting.keys(keys);
        for (width, height) in [(1, 1), (9, 3), (10, 4), (17, 5), (40, 12), (40, 24), (80, 24), (200, 60)] {
            let drawn = sitting.drawn(width, height);
            assert!(!drawn.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{keys} at {width}x{height}");
        }
    }
    let empty = Sitting::with(&Draft::default());
    assert!(empty.drawn(80, 24).contains("Nothing to be shown"));
    let mut empty = empty;
    empty.keys("aersiophlunN/x\nf1?q q");
    assert!(empty.left);
}
