//! Quotes with one change: thousands that turn the sense, none of which may pass; thousands that only set the words
//! otherwise, all of which must.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::*;
use crate::quote::words;

/// A sentence with what is said in it, by whom.
struct Told {
    sentence: String,
    quote: String,
    speaker: String,
}

fn told(sentence: impl Into<String>, quote: impl Into<String>, speaker: impl Into<String>) -> Told {
    let all = Told { sentence: sentence.into(), quote: quote.into(), speaker: speaker.into() };
    assert!(all.sentence.contains(&all.quote) && all.sentence.contains(&all.speaker), "{}", all.sentence);
    all
}

struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }
}

const PERSONS: [&str; 8] =
    ["Lena Orla", "Brenn Halvard", "Odo Lenz", "Aino Brück", "Mira Casten", "Ivo Tarn", "Sela Dovrin", "Pell Aster"];
const PLACES: [&str; 8] = ["Velmar", "Tarsa", "Kessa", "Port Marle", "Höfn", "the Sarn valley", "Old Quay", "Ness"];
const BODIES: [&str; 6] =
    ["the harbour union", "the ferry board", "the council", "the crews", "the mediators", "the guild"];
const MODALS: [&str; 7] = ["will", "would", "could", "may", "must", "should", "can"];
const VERBS: [&str; 8] = ["open", "close", "accept", "leave", "pay for", "inspect", "rebuild", "give up"];
const THINGS: [&str; 8] = [
    "the northern gauges",
    "the night ferries",
    "the lower dam",
    "the pension fund",
    "the old rota",
    "the border posts",
    "the harbour records",
    "the fishing grounds",
];

/// A sentence of a small grammar.
fn made(lot: &mut Lot) -> Told {
    let (a, b) = (lot.of(&PERSONS), lot.of(&PERSONS));
    let (here, there) = (lot.of(&PLACES), lot.of(&PLACES));
    let body = lot.of(&BODIES);
    let (modal, verb, thing) = (lot.of(&MODALS), lot.of(&VERBS), lot.of(&THINGS));
    let number = [12, 40, 90, 250, 300, 450, 1900][lot.below(7)];
    let when = format!("within {number} days of the vote in {there}");
    match lot.below(12) {
        0 => {
            let said = format!("{here} {modal} not {verb} {thing} {when}");
            told(format!("{a} said that {said}."), said, a)
        }
        1 => {
            let said = format!("We {modal} not {verb} {thing}, and {here} has known this for {number} days");
            told(format!("“{said},” {a} told reporters in {there}."), said, a)
        }
        2 => {
            let said = format!("No ship of {here} {modal} {verb} {thing} {when}");
            told(format!("{said}, {a} said."), said, a)
        }
        3 => {
            let said = format!("{b} had never agreed to {verb} {thing} — not in {there}, not for {number} crowns");
            told(format!("According to {body}, {said}."), said, body)
        }
        4 => {
            let said = format!("Neither {here} nor {body} {modal} {verb} {thing} {when}");
            told(format!("{said}, {a} warned."), said, a)
        }
        5 => {
            let said = format!("{here} {modal} {verb} {thing} {when}");
            told(format!("{a}, speaking for {body}, insisted that {said}."), said, a)
        }
        6 => {
            let said = format!("“cannot {verb} {thing} for {number} crowns” and {modal} leave {there}");
            told(format!("{a} said that {body} {said}."), said, a)
        }
        7 => {
            let said = format!("refused to {verb} {thing} {when}");
            told(format!("{a} {said}."), said, a)
        }
        8 => {
            let said = format!("would {here} {verb} {thing} {when}");
            let whole = format!("Under no law, to be plain, {said}");
            told(format!("“{whole},” {a} said."), whole, a)
        }
        9 => {
            let said = format!("{here} {modal} {verb} {thing} only if {b} pays {number} crowns to {there}");
            told(format!("{a} added that {said}."), said, a)
        }
        10 => {
            let said = format!("nobody in {here} {modal} {verb} {thing} {when}");
            told(format!("{a} said {said}."), said, a)
        }
        _ => {
            let said =
                format!("{here} isn’t ready to {verb} {thing}; {b} ’s offer of {number} crowns {modal} not help");
            let said = said.replace(" ’s", "’s");
            told(format!("“{said},” said {a}, who spoke for {body}."), said, a)
        }
    }
}

/// Sentences that no grammar makes.
fn written() -> Vec<Told> {
    [
        ("No guarantees were offered to Velmar in 2019, Odo Lenz said.", "No guarantees were offered to Velmar in 2019", "Odo Lenz"),
        ("“Not one of the 14 gauges will be read by Kessa,” Aino Brück told the council of Tarsa.", "Not one of the 14 gauges will be read by Kessa", "Aino Brück"),
        ("Never, said Mira Casten, would Ness give 30 of its berths to Höfn.", "would Ness give 30 of its berths to Höfn", "Mira Casten"),
        ("The guild said that it had not been told of the 3.5 million crowns that Tarsa owes Velmar.", "it had not been told of the 3.5 million crowns that Tarsa owes Velmar", "The guild"),
        ("Ivo Tarn wrote: “The 60 observers of Kessa can’t stay in Ness; they must go to Höfn.”", "The 60 observers of Kessa can’t stay in Ness; they must go to Höfn", "Ivo Tarn"),
        ("Without the 12 pilots of Old Quay, Sela Dovrin said, no ferry will sail to Tarsa.", "no ferry will sail to Tarsa", "Sela Dovrin"),
        ("In a letter of 9 October, Pell Aster told Velmar that Tarsa would not vote before the 2 courts of Kessa had ruled.", "Tarsa would not vote before the 2 courts of Kessa had ruled", "Pell Aster"),
        ("The crews — 40 percent of them from Ness — may not strike before May, the ferry board of Tarsa said.", "The crews — 40 percent of them from Ness — may not strike before May", "the ferry board of Tarsa"),
    ]
    .map(|(sentence, quote, speaker)| told(sentence, quote, speaker))
    .into()
}

/// Documents of twelve sentences, more than 300 sentences in all.
fn documents() -> Vec<Vec<Told>> {
    let mut lot = Lot(20);
    let mut all = vec![written()];
    all.extend((0..32).map(|_| (0..12).map(|_| made(&mut lot)).collect()));
    all
}

fn text_of(document: &[Told]) -> String {
    document.iter().map(|t| t.sentence.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn stated(number: usize, quote: &str, speaker: &str) -> Value {
    json!({ "sentence_ids": [number], "quote": quote, "speaker": speaker, "manner": "paraphrase", "act": "says",
        "polarity": "affirmed", "modality": "fact" })
}

fn judged(text: &str, statements: &[Value]) -> Import {
    let answer = json!({ "statements": statements }).to_string();
    import(answer.as_bytes(), &Source { key: "d", text }, None, &Language::english(), "m", "k")
        .expect("the whole is sound")
}

/// A quote as words and what stands after each.
fn split(quote: &str) -> Vec<String> {
    quote.split_inclusive(' ').map(str::to_owned).collect()
}

fn harmful(quote: &str, elsewhere: &str) -> Vec<(&'static str, String)> {
    let all = split(quote);
    let last = all.len() - 1;
    let middle = all.len() / 2;
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut words = all.clone();
        change(&mut words);
        words.concat()
    };
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut out = Vec::new();
    for at in 0..=last {
        let word = bare(&all[at]);
        if ["not", "no", "never", "nobody", "neither", "nor"].contains(&word.as_str()) {
            out.push(("negation dropped", with(&|w| drop(w.remove(at)))));
            // A true piece of the sentence, which says the opposite.
            out.push(("begun after the negation", all[at + 1..].concat()));
        }
        if word == "refused" {
            out.push(("begun after the refusal", all[at + 2..].concat()));
        }
        if word.ends_with("n’t") || word == "cannot" {
            out.push((
                "contraction undone",
                with(&|w| w[at] = w[at].replace("isn’t", "is").replace("cannot", "can").replace("can’t", "can")),
            ));
            out.push(("begun after the contraction", all[at + 1..].concat()));
        }
        if at % 3 == 1 {
            out.push(("not added", with(&|w| w.insert(at, "not ".into()))));
        }
        if word.bytes().any(|b| b.is_ascii_digit()) {
            out.push(("number changed", with(&|w| w[at] = w[at].replace(['1', '2', '3', '4', '6', '9'], "7"))));
            out.push(("number longer", with(&|w| w[at] = w[at].replacen(|c: char| c.is_ascii_digit(), "10", 1))));
        }
        if let Some(n) = MODALS.iter().position(|m| *m == word) {
            out.push(("modal changed", with(&|w| w[at] = w[at].replace(MODALS[n], MODALS[(n + 3) % 7]))));
        }
    }
    let names: Vec<usize> = (1..=last).filter(|n| all[*n].starts_with(char::is_uppercase)).collect();
    if let [a, .., b] = names[..]
        && bare(&all[a]) != bare(&all[b])
    {
        out.push(("names swapped", with(&|w| w.swap(a, b))));
    }
    out.push((
        "two words replaced",
        with(&|w| {
            w[middle] = "gladly ".into();
            w[last] = "tomorrow".into();
        }),
    ));
    for made_up in
        ["and the parties agreed to a lasting ceasefire", "... and the parties agreed to a lasting ceasefire"]
    {
        out.push((
            "second half made up",
            with(&|w| {
                w.truncate(middle);
                w.push(made_up.into());
            }),
        ));
    }
    out.push(("another document", elsewhere.to_owned()));
    let (head, tail) = (all[..3].concat(), all[last - 2..].concat());
    let truly = quote.find(&tail).is_some_and(|at| quote[at + tail.len()..].contains(head.trim()));
    if all.len() >= 8 && head.trim() != tail && !truly {
        out.push((
            "pieces in wrong order",
            format!("{} ... {}", all[last - 2..].concat(), all[..3].concat().trim_end()),
        ));
    }
    out
}

#[test]
fn what_turns_the_sense_never_passes() {
    let documents = documents();
    let mut tried = BTreeMap::<&str, usize>::new();
    for (n, document) in documents.iter().enumerate() {
        let text = text_of(document);
        let other = &documents[(n + 1) % documents.len()];
        let mut statements = Vec::new();
        let mut kinds = Vec::new();
        for (at, told) in document.iter().enumerate() {
            for (kind, quote) in harmful(&told.quote, &other[at % other.len()].quote) {
                if quote == told.quote || (kind == "another document" && told.sentence.contains(&quote)) {
                    continue;
                }
                *tried.entry(kind).or_default() += 1;
                kinds.push((kind, quote.clone()));
                statements.push(stated(at + 1, &quote, &told.speaker));
                // The same, typeset.
                statements.push(stated(at + 1, &format!("“{}.”", quote.replace(' ', "\n")), &told.speaker));
                kinds.push((kind, quote));
            }
        }
        let out = judged(&text, &statements);
        let refused: Vec<usize> = out.rejected.iter().map(|r| r.index - 1).collect();
        let passed: Vec<_> = (0..statements.len()).filter(|n| !refused.contains(n)).map(|n| &kinds[n]).collect();
        assert!(passed.is_empty(), "{passed:#?} in {text}");
    }
    let sentences: usize = documents.iter().map(Vec::len).sum();
    assert!(sentences >= 300 && tried.values().sum::<usize>() >= 2_000, "{sentences} {tried:?}");
    assert!(tried.len() >= 13 && tried.values().all(|n| *n >= 3), "{tried:?}");
}

#[test]
fn what_changes_no_word_passes() {
    let (mut tried, mut refused) = (0, Vec::new());
    for document in documents() {
        let text = text_of(&document);
        let mut statements = Vec::new();
        for (at, told) in document.iter().enumerate() {
            // What is said after a negation of its own is no whole quote.
            if ["would Ness", "no ferry"].iter().any(|part| told.quote.starts_with(part)) {
                continue;
            }
            let quote = &told.quote;
            let straight = quote.replace(['“', '”'], "\"").replace('’', "'");
            let places: Vec<_> = words(quote).collect();
            let (head, tail) = (&quote[..places[3].1], &quote[places[places.len() - 3].0..]);
            let mut variants = vec![
                quote.clone(),
                straight.clone(),
                quote.replace('“', "«").replace('”', "»"),
                quote.replace(' ', "\n"),
                quote.replace(' ', " \r\n "),
                quote.replace(' ', "\u{a0}"),
                quote.replace('—', "-"),
                quote.replace('—', "--"),
                quote.replace("er", "e\u{ad}r"),
                quote.replace('ö', "o\u{308}").replace('ü', "u\u{308}"),
                format!("“{quote}”"),
                format!("'{straight}.'"),
                format!("{quote},"),
                format!("... {quote} …"),
            ];
            // Parts beside an ellipsis that leaves no negation out.
            if !["not", "n’t", "nor", "no ", "never", "cannot", "refused", "if", "law"]
                .iter()
                .any(|w| quote.contains(w))
            {
                variants.extend(["...", " [...] ", " … "].map(|join| format!("{head}{join}{tail}")));
            }
            statements.extend(variants.iter().map(|v| stated(at + 1, v, &told.speaker)));
        }
        tried += statements.len();
        let out = judged(&text, &statements);
        refused.extend(out.rejected);
    }
    assert!(tried >= 2_000, "{tried}");
    assert!(refused.is_empty(), "{} of {tried} were refused: {:#?}", refused.len(), &refused[..refused.len().min(5)]);
}
