use std::collections::BTreeSet;

use super::*;

/// The definitions, word for word, without hashes or halving.
fn naive(first: &str, second: &str) -> (usize, usize, usize, usize) {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (words(first), words(second));
    let triples = |w: &[String]| w.windows(3).map(|t| t.join(" ")).collect::<BTreeSet<_>>();
    let (ta, tb) = (triples(&a), triples(&b));
    let mut longest = 0;
    for i in 0..a.len() {
        for j in 0..b.len() {
            longest = longest.max(a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count());
        }
    }
    (ta.intersection(&tb).count(), ta.len(), tb.len(), longest)
}

#[test]
fn as_the_definitions_say() {
    const WORDS: [&str; 5] = ["dam", "gauge", "Water", "river", "the"];
    let mut seed = 3u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..3_000 {
        let mut text = |most: usize| (0..next(most)).map(|_| WORDS[next(5)]).collect::<Vec<_>>().join(" ");
        let (a, b) = (text(40), text(25));
        let kin = kinship(&a, &b);
        let run = kin.longest.map_or(0, |r| r.words);
        assert_eq!((kin.all.shared, kin.all.first, kin.all.second, run), naive(&a, &b), "{a:?} {b:?}");
        assert_eq!((kin.own, kin.longest_own.map(|r| r.words)), (kin.all, kin.longest.map(|r| r.words)));
        if let Some(run) = kin.longest {
            let (x, y) = (&a[run.first.0..run.first.1], &b[run.second.0..run.second.1]);
            assert_eq!((x, x.split(' ').count()), (y, run.words));
        }
    }
}

#[test]
fn percents() {
    let kin = kinship("one two three four five", "ONE, two\nthree! four");
    assert_eq!(kin.all, Count { shared: 2, first: 3, second: 2 });
    assert_eq!((kin.all.percent_of_first(), kin.all.percent_of_second(), kin.all.resemblance()), (66, 100, 66));
    let none = kinship("one two", "");
    assert_eq!((none.all.percent_of_first(), none.all.resemblance(), none.longest), (0, 0, None));
}

#[test]
fn quotations_are_not_the_reporters_own_words() {
    let a = "The envoy flew home. “We will never sign such a paper,” he said on Monday.";
    let b = "Talks failed: \"We will never sign such a paper\" were his words.";
    let kin = kinship(a, b);
    assert_eq!((kin.all.shared, kin.longest.map(|r| r.words)), (5, Some(7)));
    assert_eq!((kin.own.shared, kin.longest_own.map(|r| r.words)), (0, None));
    // Half in the marks counts as own: somebody wrote the words around them.
    assert_eq!(kin.own.first, kin.all.first - 5);
    // What one quotes and the other tells as its own is not what both wrote.
    assert_eq!(kinship(a, "We will never sign such a paper").own.shared, 0);
}

#[test]
fn long_texts_are_no_trouble() {
    let many = |seed: usize| (0..60_000).map(|n| format!("w{} ", (n * n + seed) % 9_973)).collect::<String>();
    let kin = kinship(&many(1), &many(1));
    assert_eq!((kin.all.resemblance(), kin.longest.map(|r| r.words)), (100, Some(60_000)));
    let same = "dam ".repeat(60_000);
    let kin = kinship(&same, &same[..4 * 50_000]);
    assert_eq!((kin.all.shared, kin.longest.map(|r| r.words)), (1, Some(50_000)));
}
