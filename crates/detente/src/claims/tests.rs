//! Counts and pairs against plain code.

mod written;

use std::collections::{BTreeSet, VecDeque};

use super::{Claims, How, WAYS};
use crate::{
    case::{Case, ClaimId, Known},
    file,
};

const HEAD: &str = "title = \"T\"\n[parties.a]\n[parties.b]\n[parties.m]\nrole = \"mediator\"\n\
    [delegates.ann]\nname = \"Ann\"\nparty = \"a\"\nbasis = \"assumed\"\n\
    [delegates.bo]\nname = \"Bo\"\nparty = \"b\"\nbasis = \"assumed\"\n\
    [issues.i]\noptions = [\"x\", \"y\", \"z\"]\n[issues.j]\noptions = [\"x\", \"y\"]\n";

fn case(text: &str) -> Case {
    let read = file::read("t.case.toml", &format!("{HEAD}{text}"));
    read.case.unwrap_or_else(|| panic!("{text}\n{:#?}", read.diagnostics))
}

/// Numbers that follow from a seed (Knuth, volume 2, 3.3.4, line 26).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Some documents, joined at random without a circle, and claims of all kinds in them.
fn random(seed: u64) -> Case {
    let mut dice = Dice(seed * 7919 + 1);
    let mut text = String::new();
    let documents = 1 + dice.roll(6);
    for d in 0..documents {
        text.push_str(&format!("[documents.d{d}]\n"));
        for key in ["derived_from", "translation_of"] {
            // Only to later ones, so that there is no circle; the family may still be joined over a later document.
            if d + 1 < documents && dice.roll(4) == 0 {
                text.push_str(&format!("{key} = \"d{}\"\n", d + 1 + dice.roll(documents - d - 1)));
            }
        }
    }
    for c in 0..4 + dice.roll(20) {
        text.push_str(&format!("[claims.c{c}]\ndocument = \"d{}\"\nquote = \"words\"\n", dice.roll(documents)));
        let chain = [
            "ann\", \"narrator",
            "bo\", \"narrator",
            "ann\", \"b\", \"narrator",
            "officials\", \"narrator",
            "narrator",
        ];
        text.push_str(&format!("chain = [\"{}\"]\n", chain[dice.roll(5)]));
        if dice.roll(4) > 0 {
            text.push_str(&format!("holder = \"{}\"\n", ["a", "b", "m"][dice.roll(3)]));
        }
        if dice.roll(4) > 0 {
            text.push_str(&format!("issue = \"{}\"\n", ["i", "j"][dice.roll(2)]));
            if dice.roll(3) > 0 {
                text.push_str(&format!("option = \"{}\"\n", ["x", "y"][dice.roll(2)]));
            }
            if dice.roll(3) > 0 {
                text.push_str(&format!("polarity = \"{}\"\n", ["for", "against"][dice.roll(2)]));
            }
        }
        if dice.roll(2) == 0 {
            text.push_str(&format!("utterance = \"u{}\"\n", dice.roll(2)));
        }
        if c > 0 && dice.roll(6) == 0 {
            text.push_str(&format!("contradicts = [\"c{}\"]\n", dice.roll(c)));
        }
    }
    case(&text)
}

/// The documents that one is joined to, by walking along links in both directions.
fn family(case: &Case, from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([from]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for (n, document) in case.documents().iter().enumerate() {
            let links = document.derived_from.into_iter().chain(document.translation_of);
            for other in links.map(crate::case::DocumentId::index) {
                for (one, next) in [(n, other), (other, n)] {
                    if one == at && found.insert(next) {
                        queue.push_back(next);
                    }
                }
            }
        }
    }
    found
}

#[test]
fn counts_are_those_of_plain_code() {
    let (mut joined, mut folded) = (0, 0);
    for seed in 0..400 {
        let case = random(seed);
        let answer = Claims::default().ask(&case);
        let families = |claims: &[ClaimId]| {
            let all: BTreeSet<_> = claims.iter().map(|c| family(&case, case.claim(*c).document.index())).collect();
            all.len()
        };
        let utterances = |claims: &[ClaimId]| {
            let name = |c: &ClaimId| case.claim(*c).utterance.clone().unwrap_or_else(|| format!("alone {}", c.index()));
            claims.iter().map(name).collect::<BTreeSet<_>>().len()
        };
        let mut seen = answer.apart.len();
        for row in &answer.rows {
            let mut all = Vec::new();
            for (way, known) in row.ways.iter().zip(WAYS) {
                assert_eq!(way.count.documents, families(&way.claims), "seed {seed}");
                assert_eq!(way.count.utterances, utterances(&way.claims), "seed {seed}");
                assert!(way.claims.iter().all(|c| case.known_by(*c, row.party) == known));
                all.extend(&way.claims);
                joined += usize::from(way.count.documents < way.claims.len());
                folded += usize::from(way.count.utterances < way.claims.len());
            }
            assert_eq!((row.all.documents, row.all.utterances), (families(&all), utterances(&all)), "seed {seed}");
            assert_eq!(row.all.claims, all.len());
            seen += all.len();
        }
        assert_eq!(seen, case.claims().len(), "seed {seed}: none is lost");
    }
    assert!(joined > 50 && folded > 50, "too few cases of interest: {joined}, {folded}");
}

/// Each pair is opposed, and each claim that is opposed to one before it stands in a pair with one before it.
#[test]
fn pairs_are_those_of_plain_code() {
    let mut found = 0;
    for seed in 0..400 {
        let case = random(seed);
        let pairs = Claims::default().ask(&case).opposed;
        let opposed = |a: usize, b: usize, how: How| {
            let (first, second) = (&case.claims()[a], &case.claims()[b]);
            let (Some((issue, option)), Some((other, another))) = (first.about, second.about) else { return false };
            let same = first.holder.is_some() && first.holder == second.holder && issue == other;
            let sides = (first.polarity, second.polarity);
            match how {
                How::Sides => {
                    same && option == another && matches!(sides, (Some(true), Some(false)) | (Some(false), Some(true)))
                }
                How::Options => {
                    let two = option.is_some() && another.is_some() && option != another;
                    same && two && sides == (Some(true), Some(true))
                }
                How::Contradicts | How::Disputed => false,
            }
        };
        for pair in &pairs {
            let (a, b) = (pair.first.index(), pair.second.index());
            assert!(a < b);
            match pair.how {
                How::Contradicts => assert!(case.claims()[b].contradicts.contains(&pair.first), "seed {seed}"),
                how => assert!(opposed(a, b, how), "seed {seed}: {pair:?}"),
            }
        }
        for how in [How::Sides, How::Options] {
            for b in 0..case.claims().len() {
                let Some(last) = (0..b).rev().find(|a| opposed(*a, b, how)) else { continue };
                found += 1;
                let told = pairs.iter().any(|p| (p.first.index(), p.second.index()) == (last, b));
                assert!(told, "seed {seed}: claims {last} and {b} are opposed, and not told");
            }
        }
    }
    assert!(found > 200, "{found}");
}

#[test]
fn only_what_is_asked_for() {
    let case = case(
        "[documents.d]\n[claims.p]\ndocument = \"d\"\nquote = \"q\"\nchain = [\"narrator\"]\nholder = \"a\"\nissue = \"i\"\n\
         [claims.q]\ndocument = \"d\"\nquote = \"q\"\nchain = [\"ann\"]\nholder = \"b\"\nissue = \"j\"\n\
         [claims.r]\ndocument = \"d\"\nquote = \"q\"\n\
         [demands.one]\nparty = \"a\"\nrequire = { i = \"x\" }\nbecause = [\"p\"]\n\
         [demands.two]\nparty = \"b\"\nrequire = { j = \"x\" }\nbecause = [\"q\"]\ndisputed_by = [\"r\"]\n\
         [demands.three]\nparty = \"b\"\nrequire = { i = \"y\" }\nbasis = \"assumed\"\n",
    );
    let asked = |issues: &[&str], parties: &[&str]| {
        Claims {
            issues: (!issues.is_empty()).then(|| issues.iter().map(|k| case.find_issue(k).unwrap()).collect()),
            parties: (!parties.is_empty()).then(|| parties.iter().map(|k| case.find_party(k).unwrap()).collect()),
        }
        .ask(&case)
    };
    let paths = |list: &[super::Held]| list.iter().map(|h| case.path(h.element)).collect::<Vec<_>>();
    let all = asked(&[], &[]);
    assert_eq!((all.claims.len(), all.apart.len(), all.disputed.len()), (3, 1, 1));
    assert_eq!(
        (paths(&all.narrator), paths(&all.opponent)),
        (vec!["demands.one".to_owned()], vec!["demands.two".to_owned()])
    );
    let on_i = asked(&["i"], &[]);
    assert_eq!((on_i.claims.len(), on_i.apart.len(), on_i.disputed.len()), (1, 0, 0));
    assert_eq!(on_i.uncited.iter().map(|e| case.path(*e)).collect::<Vec<_>>(), ["demands.three"]);
    assert_eq!(paths(&on_i.narrator), ["demands.one"]);
    let of_b = asked(&[], &["b"]);
    assert_eq!(
        (of_b.claims.len(), paths(&of_b.narrator).len(), paths(&of_b.opponent)),
        (1, 0, vec!["demands.two".to_owned()])
    );
    assert!(asked(&["i"], &["b"]).rows.is_empty());
    assert!(all.rows.iter().all(|r| r.ways.iter().map(|w| w.claims.len()).sum::<usize>() == r.all.claims));
    assert_eq!(WAYS, [Known::Own, Known::Others, Known::Opponent, Known::Narrator]);
}
