//! The gate as a whole: what it must take, what it must refuse.

mod changed;

use super::*;
use crate::case::Quote;
use crate::diagnostic::Place;

/// Written for these tests: names, numbers, negations, conditions, quotations, dashes, letters with marks, lines.
const TEXT: &str = "Talks between Velmar and Tarsa ended in Höfn on 12 May without an accord — the third such round.\n\
    Velmar’s chief engineer, Aino Brück, told the mediators: “We will not operate the dam at a fixed release above 400 \
    cubic metres per second, and we have said so since 2019.” Tarsa did not accept the figure and asked for 450 in every \
    month from June to September.\n\nThe mediators proposed that Kessa read the gauges at 14 border stations, but Velmar \
    would not agree unless Tarsa paid half of the cost — some 3.5 million crowns. Minister Odo Lenz of Tarsa said that \
    his government “cannot pay for what it does not own” and that parliament would not vote before the elections on 9 \
    October. He did not rule out a joint fund – if Velmar opened its books first.\n\nKessa has offered to guarantee the \
    first 2 years of any accord. It will not send more than 60 observers, and it wants both sides to ask for them in \
    writing. Brück called the offer “generous”; Lenz did not comment on it. Neither side has set a date for the next \
    round, although the mediators’ café meetings go on twice a week.";

fn quote(text: &str) -> Quote {
    Quote { text: text.to_owned(), position: None, prefix: None, suffix: None, place: Place::default() }
}

#[test]
fn within_words() {
    for words in [
        "arsa",
        "do",
        "table",
        "negotiable",
        "can",
        "5 million",
        "3",
        "40",
        "hief engineer",
        "metres pe",
        "mediator",
        "caf",
    ] {
        assert!(find(&quote(words), TEXT).is_err(), "{words}");
    }
    let found = |quote: &str, text: &str| find(&super::tests::quote(quote), text).is_ok();
    assert!(!found("negotiable terms", "on non-negotiable terms"));
    assert!(!found("we can", "we can’t"));
    assert!(!found("fell by 5", "fell by 5.5") && !found("fell by 5", "fell by 5%"));
    assert!(!found("400 m", "−400 m") && !found("400", "$400"));
    assert!(!found("the cafe", "the cafe\u{301}") && !found("the cafe\u{301}", "the cafe"));
    assert!(found("Russia", "Russia’s envoy") && found("the U.S.", "in the U.S.") && found("he said", "talks—he said"));
    assert!(found("和平", "我们要和平") && found("не підпише", "Він не підпише угоду"));
}

#[test]
fn signs_that_count() {
    assert!(find(&quote("They will sign?"), "They will sign.").is_err());
    assert!(find(&quote("They will sign;"), "They will sign.").is_ok());
    assert!(find(&quote("5' long"), "5\" long").is_err());
    assert!(find(&quote("says \"never\""), "He says ‘never’.").is_ok());
    assert!(find(&quote("says never"), "He says ‘never’.").is_err());
}

#[test]
fn an_ellipsis_reaches_only_so_far() {
    let text =
        |gap: usize| format!("We want the dam lowered{}before the autumn rains", " x".repeat(gap / 2 - 1) + ". ");
    let words = quote("We want the dam … before the autumn rains");
    assert_eq!(find(&words, &text(280)).map(|f| f.how), Ok(Match::Elided));
    assert!(find(&words, &text(320)).is_err());
    // The nearest second part leads nowhere; the one after it does.
    let text = format!("one two three. four five six. {} four five six. seven eight nine.", "x".repeat(250));
    let far = format!("one two three. four five six. {} seven eight nine.", "x".repeat(310));
    let words = quote("one two three ... four five six ... seven eight nine");
    assert_eq!(find(&words, &text).map(|f| f.pieces.len()), Ok(3));
    assert!(find(&words, &far).is_err());
}

#[test]
fn the_one_that_is_meant() {
    let text = "Velmar will sign. Tarsa will sign. Kessa will\nsign in é May.";
    let place = |start: usize| text[start..].find("will").map(|at| at + start);
    let start = |q: &Quote| find(q, text).map(|f| (f.start, f.times, f.how)).ok();
    let (first, second) = (place(0).unwrap(), place(20).unwrap());
    let third = place(40).unwrap();
    let mut q = quote("will sign");
    assert_eq!(start(&q), Some((first, 3, Match::Exact)));
    q.prefix = Some("Tarsa ".into());
    assert_eq!(start(&q), Some((second, 3, Match::Exact)));
    q.prefix = None;
    q.suffix = Some(" in e\u{301}".into());
    assert_eq!(start(&q), Some((third, 3, Match::Normalised)));
    q.position = Some((24, 33));
    assert_eq!(start(&q), Some((second, 3, Match::Exact)), "a position goes before a suffix");
    q.position = Some((3, 9999));
    assert_eq!(start(&q), Some((third, 3, Match::Normalised)));
    q.prefix = Some("nobody".into());
    assert_eq!(start(&q), Some((first, 3, Match::Exact)));
}

#[test]
fn edges() {
    assert_eq!(find(&quote("words"), ""), Err(None));
    assert_eq!(find(&quote(""), "words"), Err(None));
    assert_eq!(find(&quote("“—”"), "“—”"), Err(None));
    assert_eq!(find(&quote("..."), "a ... b"), Err(None));
    assert_eq!(find(&quote("a text longer than the text"), "a text").map_err(|n| n.is_some()), Err(true));
    assert_eq!(find(&quote("текст"), "це є текст").map(|f| f.start), Ok("це є ".len()));
    assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(sha256(b"").len(), 64);
}

#[test]
fn odd_characters_do_no_harm() {
    const ODD: [&str; 24] = [
        "a",
        "B",
        "not",
        " ",
        "\n",
        "\r\n",
        "\u{A0}",
        "\u{AD}",
        "\u{200D}",
        "\u{301}",
        "é",
        "’",
        "\"",
        "—",
        "-",
        ".",
        "...",
        "…",
        "[",
        "5",
        "$",
        "漢",
        "\u{1112}\u{1161}",
        "👍🏽",
    ];
    let mut seed = 1u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let text: String = (0..next(30)).map(|_| ODD[next(ODD.len())]).collect();
        let mut q = quote(&(0..next(9)).map(|_| ODD[next(ODD.len())]).collect::<String>());
        q.position = (next(3) == 0).then(|| (next(20), next(20)));
        q.prefix = (next(3) == 0).then(|| ODD[next(ODD.len())].to_owned());
        q.suffix = (next(3) == 0).then(|| ODD[next(ODD.len())].to_owned());
        if let Ok(found) = find(&q, &text) {
            assert!(found.start < found.end && found.times >= 1, "{q:?} in {text:?}: {found:?}");
            assert!(found.pieces.iter().all(|(a, b)| text.get(*a..*b).is_some()), "{q:?} in {text:?}: {found:?}");
            let _ = cut(&text, &found);
        }
        let (from, to) = sentence_around(&text, next(40), next(40));
        assert!(text.get(from..to).is_some(), "{text:?}");
        // What is whole words of the text is found as it stands.
        let spans: Vec<_> = words::spans(&text).collect();
        if !spans.is_empty() {
            let (a, b) = (next(spans.len()), next(spans.len()));
            let (start, end) = (spans[a.min(b)].0, spans[a.max(b)].1);
            let found = find(&quote(&text[start..end]), &text);
            assert_eq!(found.map(|f| f.how), Ok(Match::Exact), "{:?} in {text:?}", &text[start..end]);
        }
    }
}
