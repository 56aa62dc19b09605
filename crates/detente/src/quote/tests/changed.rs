//! Quotes with one change: hundreds that turn the sense, hundreds that only set the words otherwise.

use super::*;

fn look(words: &str) -> Option<Found> {
    find(&quote(words), TEXT).ok()
}

/// Stretches of 10 to 16 words from all over the text, each at least once in a sentence.
fn stretches() -> Vec<(usize, usize)> {
    let words: Vec<_> = words::spans(TEXT).collect();
    (0..words.len())
        .step_by(3)
        .filter_map(|first| Some((words[first].0, words.get(first + 9 + first % 7)?.1)))
        .collect()
}

/// A stretch as words and what stands between them.
fn split(stretch: &str) -> Vec<String> {
    let mut words: Vec<String> = stretch.split_inclusive(char::is_whitespace).map(str::to_owned).collect();
    words.retain(|w| !w.trim().is_empty());
    words
}

fn harmful(stretch: &str) -> Vec<(&'static str, String)> {
    let words = split(stretch);
    let last = words.len() - 1;
    let middle = words.len() / 2;
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut words = words.clone();
        change(&mut words);
        words.concat()
    };
    let mut all = Vec::new();
    for at in 1..last {
        if words[at].trim() == "not" {
            all.push(("not dropped", with(&|w| drop(w.remove(at)))));
        }
        if at % 3 == 1 {
            all.push(("not added", with(&|w| w.insert(at, "not ".into()))));
            all.push(("word dropped", with(&|w| drop(w.remove(at)))));
        }
        if words[at].contains(|c: char| c.is_ascii_digit()) {
            all.push(("number changed", with(&|w| w[at] = w[at].replace(['2', '4', '6', '9', '1', '3'], "7"))));
            all.push(("number longer", with(&|w| w[at].insert(0, '1'))));
        }
        if words[at].contains("n’t") || words[at].contains("cannot") {
            all.push(("contraction", with(&|w| w[at] = w[at].replace("cannot", "can"))));
        }
    }
    let names: Vec<usize> = (0..=last).filter(|i| words[*i].starts_with(char::is_uppercase)).collect();
    if let [a, .., b] = names[..] {
        let (one, two) = (words[a].trim().to_owned(), words[b].trim().to_owned());
        if one != two {
            all.push((
                "names swapped",
                with(&|w| {
                    w[a] = w[a].replace(&one, &two);
                    w[b] = w[b].replace(&two, &one);
                }),
            ));
        }
    }
    all.push(("neighbours swapped", with(&|w| w.swap(middle - 1, middle))));
    all.push(("distant words swapped", with(&|w| w.swap(1, last - 1))));
    all.push((
        "two words replaced",
        with(&|w| {
            w[middle] = "gladly ".into();
            w[middle + 1] = "tomorrow ".into();
        }),
    ));
    all.push((
        "second half made up",
        with(&|w| {
            w.truncate(middle);
            w.push("and the parties agreed to a lasting peace".into());
        }),
    ));
    all.push((
        "made up after an ellipsis",
        with(&|w| {
            w.truncate(middle);
            w.push("... and the parties agreed to a lasting peace".into());
        }),
    ));
    all.push(("letter case", stretch.to_uppercase()));
    all.push(("a letter more", format!("{stretch}s")));
    all.push(("parts in the wrong order", format!("{}... {}", words[last - 3..].concat(), words[..4].concat())));
    all.push(("short part", format!("{} ... {}", words[..1].concat(), words[last - 3..].concat())));
    all
}

#[test]
fn what_changes_the_sense_is_refused() {
    let mut tried = std::collections::BTreeMap::<&str, usize>::new();
    for (start, end) in stretches() {
        let stretch = &TEXT[start..end];
        for (how, changed) in harmful(stretch) {
            if changed == stretch {
                continue;
            }
            *tried.entry(how).or_default() += 1;
            let found = look(&changed);
            assert!(found.is_none(), "{how}: {changed:?} for {stretch:?} was taken as {found:?}");
            assert!(look(&format!("“{}.”", changed.replace(' ', "\n"))).is_none(), "{how}, typeset: {changed:?}");
        }
    }
    assert!(tried.values().sum::<usize>() >= 600, "{tried:?}");
    assert!(tried.len() >= 14 && tried.values().all(|n| *n >= 2), "{tried:?}");
}

#[test]
fn what_changes_no_word_is_taken() {
    let mut tried = 0;
    for (start, end) in stretches() {
        let stretch = &TEXT[start..end];
        let exact = look(stretch).expect("it stands there");
        assert_eq!((exact.how, exact.start, exact.end, exact.times), (Match::Exact, start, end, 1));
        let straight = stretch.replace(['“', '”'], "\"").replace('’', "'");
        for typeset in [
            straight.clone(),
            stretch.replace(['“', '”'], "'"),
            stretch.replace('“', "«").replace('”', "»"),
            stretch.replace(' ', "\n"),
            stretch.replace(' ', " \r\n\t "),
            stretch.replace(' ', "\u{A0}"),
            stretch.replace(['—', '–'], "-"),
            stretch.replace(['—', '–'], "--"),
            stretch.replace("er", "e\u{AD}r"),
            stretch.replace(' ', "\u{200B} \u{FEFF}"),
            stretch.replace('ü', "u\u{308}").replace('é', "e\u{301}").replace('ö', "o\u{308}"),
            format!("“{stretch}”"),
            format!("'{straight}.'"),
            format!("{stretch},"),
            format!("\n  {stretch}\n"),
            format!("... {stretch} …"),
        ] {
            let found = look(&typeset).unwrap_or_else(|| panic!("{typeset:?} was refused"));
            let how = if TEXT.contains(typeset.trim()) { Match::Exact } else { Match::Normalised };
            assert_eq!((found.how, found.start), (how, start), "{typeset:?}");
            // The text may have the added mark there too.
            assert!(TEXT[end..found.end].chars().count() <= 1, "{typeset:?}: {found:?}");
            tried += 1;
        }
        let words: Vec<_> = words::spans(stretch).collect();
        let (head, tail) = (&stretch[..words[3].1], &stretch[words[words.len() - 3].0..]);
        for join in ["...", " … ", " [...] ", " […]\n", " (...) ", ", . . . ", ".... "] {
            let joined = format!("{head}{join}{tail}");
            let found = look(&joined).unwrap_or_else(|| panic!("{joined:?} was refused"));
            assert_eq!((found.how, found.start, found.end), (Match::Elided, start, end), "{joined:?}");
            assert_eq!((found.pieces.len(), found.pieces[1].0), (2, end - tail.len()), "{joined:?}");
            tried += 1;
        }
    }
    assert!(tried >= 600, "{tried}");
}
