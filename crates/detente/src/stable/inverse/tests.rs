use super::{Inverse, inverse};
use crate::{
    case::Case,
    question::Budget,
    stable::{
        Concept, Convention,
        graph::Graph,
        reach::{Moved, Reached},
        space::Space,
    },
};

/// Numbers drawn by lot.
struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }
}

fn case(text: &str) -> Case {
    crate::file::read("test.case.toml", text).case.expect("the case is sound")
}

fn space(case: &Case) -> Space<'_> {
    Space::new(Graph::new(case, &[]).unwrap(), &Budget::default()).unwrap()
}

fn ask(space: &Space<'_>, cell: usize, convention: Convention) -> Inverse {
    inverse(space, cell, convention, &Concept::ALL, &Budget::default()).unwrap()
}

/// The definition, literally.
fn stays(space: &Space<'_>, party: usize, cell: usize, convention: Convention, concept: Concept) -> bool {
    let deters = |c: usize| space.rank(party, c) <= space.rank(party, cell);
    let opponents = space.graph.opponents(party);
    space.improvements(party, cell).into_iter().all(|to| {
        let moved = match concept {
            Concept::Nash => return false,
            Concept::Sim => {
                let mut ends = vec![to];
                for mover in &opponents {
                    for end in ends.clone() {
                        for own in space.improvements(*mover, cell) {
                            let mut package = space.package(end);
                            for axis in &space.graph.movers[*mover].axes {
                                package.0[*axis] = space.package(own).0[*axis];
                            }
                            ends.push(space.cell(&package).unwrap());
                        }
                    }
                }
                return ends.into_iter().any(|end| space.feasible(end) && deters(end));
            }
            Concept::Gmr | Concept::Smr => Moved::Anyhow,
            Concept::Seq | Concept::SSeq => Moved::Improving,
        };
        let reached = Reached::from(space, &opponents, convention, moved, to);
        let shut = |c: usize| space.moves(party, c).into_iter().all(deters);
        let symmetric = matches!(concept, Concept::Smr | Concept::SSeq);
        reached.cells.iter().any(|c| deters(*c) && (!symmetric || shut(*c)))
    })
}

/// Calls with every order of some numbers.
fn permuted(order: &mut Vec<usize>, from: usize, look: &mut impl FnMut(&[usize])) {
    if from == order.len() {
        return look(order);
    }
    for at in from..order.len() {
        order.swap(from, at);
        permuted(order, from + 1, look);
        order.swap(from, at);
    }
}

fn random(lot: &mut Lot) -> String {
    let parties = 2 + lot.below(2);
    let issues = 3;
    let mut text = String::from("title = \"Lot\"\n");
    let keys = ["a", "b", "c"];
    for key in &keys[..parties] {
        text += &format!("[parties.{key}]\nname = \"{key}\"\nprefers = []\n");
    }
    for issue in 0..issues {
        let options =
            if issue == 0 && lot.below(2) == 0 { "x = \"X\", y = \"Y\", z = \"Z\"" } else { "x = \"X\", y = \"Y\"" };
        let joint = lot.below(5) == 0;
        let first = keys[issue % parties];
        let by =
            if joint { format!("\"{first}\", \"{}\"", keys[(issue + 1) % parties]) } else { format!("\"{first}\"") };
        let moves = ["both", "both", "forward", "back"][lot.below(4)];
        text += &format!(
            "[issues.i{issue}]\nname = \"I{issue}\"\noptions = {{ {options} }}\ndecided_by = [{by}]\nmoves = \"{moves}\"\n"
        );
    }
    // At most seven states, so that all rankings can be gone through.
    for n in 0..5 {
        let pick = |lot: &mut Lot| ["x", "y"][lot.below(2)];
        let two = lot.below(2);
        text += &format!(
            "[constraints.c{n}]\nnever = {{ i{two} = \"{}\", i2 = \"{}\", i{} = \"{}\" }}\n",
            pick(lot),
            pick(lot),
            1 - two,
            pick(lot)
        );
    }
    text
}

/// A case drawn by lot, and random ranks with ties put upon its states.
fn drawn(lot: &mut Lot) -> Case {
    loop {
        let text = random(lot);
        let case = case(&text);
        let states = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()).map_or(0, |s| s.len());
        if (3..=7).contains(&states) {
            return case;
        }
    }
}

fn rank_by_lot(space: &mut Space<'_>, lot: &mut Lot) {
    let states: Vec<usize> = space.states().collect();
    for party in 0..space.graph.parties.len() {
        let levels = 1 + lot.below(2 * states.len());
        for cell in &states {
            space.ranks[party][*cell] = 1 + lot.below(levels) as u32;
        }
    }
}

#[test]
fn shares_are_those_of_all_rankings() {
    let mut lot = Lot(0x5eed);
    for round in 0..60 {
        let case = drawn(&mut lot);
        let mut space = space(&case);
        rank_by_lot(&mut space, &mut lot);
        let convention = if round % 3 == 0 { Convention::GmcrPlus } else { Convention::Literature };
        let states: Vec<usize> = space.states().collect();
        let cell = states[lot.below(states.len())];
        let party = lot.below(space.graph.parties.len());
        let found = ask(&space, cell, convention);
        let mut all = 0_u32;
        let mut counted = [0_u32; 6];
        let mut trial = space.clone();
        permuted(&mut states.clone(), 0, &mut |order| {
            order.iter().enumerate().for_each(|(n, c)| trial.ranks[party][*c] = n as u32 + 1);
            all += 1;
            for (counted, concept) in counted.iter_mut().zip(Concept::ALL) {
                *counted += u32::from(stays(&trial, party, cell, convention, concept));
            }
        });
        for (wanted, counted) in found.wanted.iter().zip(counted) {
            let share = wanted.parties[party].share.as_ref().unwrap();
            assert_eq!(share.rankings(states.len(), 1), counted.into(), "{} {case:?}", wanted.concept.key());
        }
        assert_eq!(super::rankings(states.len()), all.into());
    }
}

#[test]
fn the_conditions_say_who_stays() {
    let mut lot = Lot(77);
    for _ in 0..300 {
        let case = drawn(&mut lot);
        let mut space = space(&case);
        rank_by_lot(&mut space, &mut lot);
        for cell in space.states().collect::<Vec<_>>() {
            let found = ask(&space, cell, Convention::Literature);
            for wanted in &found.wanted {
                for needs in &wanted.parties {
                    let stays = stays(&space, needs.party, cell, Convention::Literature, wanted.concept);
                    assert_eq!(needs.stays, Some(stays), "{}", wanted.concept.key());
                    assert_eq!(needs.change.as_ref().unwrap().pairs == 0, stays);
                }
            }
        }
    }
}

/// Pairs that are turned round where some better states come down.
fn pairs(space: &Space<'_>, party: usize, cell: usize, down: &[usize]) -> usize {
    let rank = |c: usize| space.rank(party, c);
    let up: Vec<usize> = space.states().filter(|c| rank(*c) > rank(cell) && !down.contains(c)).collect();
    down.iter().map(|d| 1 + up.iter().filter(|b| rank(**b) < rank(*d)).count()).sum()
}

#[test]
fn no_change_is_cheaper() {
    let mut lot = Lot(4711);
    for round in 0..200 {
        let case = drawn(&mut lot);
        let mut space = space(&case);
        rank_by_lot(&mut space, &mut lot);
        let convention = if round % 2 == 0 { Convention::GmcrPlus } else { Convention::Literature };
        let states: Vec<usize> = space.states().collect();
        let cell = states[lot.below(states.len())];
        for wanted in ask(&space, cell, convention).wanted {
            for needs in wanted.parties {
                let party = needs.party;
                let better: Vec<usize> =
                    states.iter().copied().filter(|c| space.rank(party, *c) > space.rank(party, cell)).collect();
                let mut least = usize::MAX;
                for choice in 0..1_usize << better.len() {
                    let down: Vec<usize> =
                        (0..better.len()).filter(|n| choice >> n & 1 == 1).map(|n| better[n]).collect();
                    let mut trial = space.clone();
                    down.iter().for_each(|c| trial.ranks[party][*c] = space.rank(party, cell));
                    if stays(&trial, party, cell, convention, wanted.concept) {
                        least = least.min(pairs(&space, party, cell, &down));
                    }
                }
                let change = needs.change.unwrap();
                assert_eq!(change.pairs, least);
                let mut trial = space.clone();
                let down = [change.lowered.as_slice(), &change.along].concat();
                down.iter().for_each(|c| trial.ranks[party][*c] = space.rank(party, cell));
                assert!(stays(&trial, party, cell, convention, wanted.concept));
                assert_eq!(pairs(&space, party, cell, &down), least);
            }
        }
    }
}

#[test]
fn all_changes_together_make_an_equilibrium_in_the_end() {
    let mut lot = Lot(99);
    let mut some_left = 0;
    for _ in 0..300 {
        let case = drawn(&mut lot);
        let mut space = space(&case);
        rank_by_lot(&mut space, &mut lot);
        let states: Vec<usize> = space.states().collect();
        let cell = states[lot.below(states.len())];
        for wanted in ask(&space, cell, Convention::Literature).wanted {
            let together = wanted.together.unwrap();
            let mut trial = space.clone();
            let lower = |trial: &mut Space<'_>, party: usize, cells: &[usize]| {
                cells.iter().for_each(|c| trial.ranks[party][*c] = space.rank(party, cell));
            };
            for needs in &wanted.parties {
                let change = needs.change.as_ref().unwrap();
                lower(&mut trial, needs.party, &change.lowered);
                lower(&mut trial, needs.party, &change.along);
            }
            let parties = 0..space.graph.parties.len();
            let leaves = |trial: &Space<'_>, p: &usize| !stays(trial, *p, cell, Convention::Literature, wanted.concept);
            let left: Vec<usize> = parties.clone().filter(|p| leaves(&trial, p)).collect();
            assert_eq!(together.leave, left);
            some_left += left.len();
            together.further.iter().for_each(|(p, cells)| lower(&mut trial, *p, cells));
            assert!(parties.clone().all(|p| !leaves(&trial, &p)));
        }
    }
    assert!(some_left > 0);
}

/// Two parties, one of which chooses among three ways and the other between two.
const THREE_BY_TWO: &str = r#"
title = "Three ways and two"
[parties.ash]
name = "Ash"
prefers = []
[parties.birch]
name = "Birch"
prefers = [{ answer = "yes", way = ["second", "third"] }]
[issues.way]
name = "Way"
options = { first = "First", second = "Second", third = "Third" }
decided_by = ["ash"]
[issues.answer]
name = "Answer"
options = { no = "No", yes = "Yes" }
decided_by = ["birch"]
"#;

/// The published model of Syria and Iraq is made like this: 720 rankings of six states, of which 240 make the second state
/// stable for the party with three ways, 384 metarationally and sequentially, and 300 symmetrically.
#[test]
fn a_published_model_has_its_counts() {
    let case = case(THREE_BY_TWO);
    let space = space(&case);
    let found = ask(&space, 0, Convention::Literature);
    let counts: Vec<String> =
        found.wanted.iter().map(|w| w.parties[0].share.as_ref().unwrap().rankings(6, 1).to_string()).collect();
    assert_eq!(counts[..4], ["240", "384", "300", "384"]);
    let nash = &found.wanted[0];
    assert_eq!(nash.parties[0].conditions.as_ref().unwrap().len(), 2);
    assert_eq!(nash.profiles.as_ref().unwrap().rankings(6, 2).to_string(), (240 * 360).to_string());
}

#[test]
fn what_cannot_be_is_refused() {
    let text = format!("{THREE_BY_TWO}\n[constraints.both]\nnever = {{ way = \"first\", answer = \"no\" }}\n");
    let case = case(&text);
    let refusal = inverse(&space(&case), 0, Convention::Literature, &Concept::ALL, &Budget::default()).unwrap_err();
    assert!(refusal.message.contains("constraints rule out"));
}
