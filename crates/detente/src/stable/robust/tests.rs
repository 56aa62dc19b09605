use std::collections::HashMap;

use super::{Allowed, Kind, Variant, robust};
use crate::{
    case::Case,
    question::Budget,
    stable::{Concept, Convention, graph::Graph, reasons::reason, space::Space},
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

const PARTIES: [&str; 3] = ["a", "b", "c"];

/// Statements; or for each issue its weight, and what its last option is worth.
type Preferred = Result<Vec<String>, Vec<(usize, usize)>>;

/// A case as it is written: what each party prefers, or what it wants; and how each of three issues moves.
#[derive(Clone)]
struct Written {
    preferences: Vec<Preferred>,
    moves: Vec<&'static str>,
}

impl Written {
    fn drawn(lot: &mut Lot) -> Written {
        let statement = |lot: &mut Lot| {
            format!("{{ i{} = \"{}\", i3 = \"{}\" }}", lot.below(3), ["x", "y"][lot.below(2)], ["x", "y"][lot.below(2)])
        };
        let preferences = PARTIES.iter().map(|_| {
            if lot.below(3) == 0 {
                Err((0..4).map(|_| (1 + lot.below(4), 100 * lot.below(2))).collect())
            } else {
                Ok((0..=lot.below(4)).map(|_| statement(lot)).collect())
            }
        });
        let preferences = preferences.collect();
        let moves = (0..4).map(|_| ["both", "both", "forward", "back"][lot.below(4)]).collect();
        Written { preferences, moves }
    }

    fn case(&self) -> Case {
        let mut text = String::from("title = \"Lot\"\n");
        for (key, preference) in PARTIES.iter().zip(&self.preferences) {
            text += &format!("[parties.{key}]\nname = \"{key}\"\n");
            match preference {
                Ok(statements) => text += &format!("prefers = [{}]\n", statements.join(", ")),
                Err(weights) => {
                    let all = weights.iter().enumerate();
                    let weight: Vec<String> = all.clone().map(|(n, (w, _))| format!("i{n} = {w}")).collect();
                    let wants: Vec<String> =
                        all.map(|(n, (_, y))| format!("i{n} = {{ x = {}, y = {y} }}", 100 - y)).collect();
                    text += &format!("weights = {{ {} }}\nwants = {{ {} }}\n", weight.join(", "), wants.join(", "));
                }
            }
        }
        for (n, moves) in self.moves.iter().enumerate() {
            text += &format!(
                "[issues.i{n}]\nname = \"I{n}\"\noptions = {{ x = \"X\", y = \"Y\" }}\ndecided_by = [\"{}\"]\nmoves = \"{moves}\"\n",
                PARTIES[n % 3]
            );
        }
        text += "[constraints.one]\nnever = { i0 = \"x\", i1 = \"y\", i2 = \"x\" }\n";
        crate::file::read("test.case.toml", &text).case.expect("the case is sound")
    }
}

fn laid_out(case: &Case) -> Space<'_> {
    Space::new(Graph::new(case, &[]).unwrap(), &Budget::default()).unwrap()
}

/// By the definitions, one state at a time.
fn holds(space: &Space<'_>, concept: Concept, cell: usize) -> bool {
    let parties = 0..space.graph.parties.len();
    parties.into_iter().all(|p| reason(space, Convention::Literature, concept, p, cell).stable)
}

type Counts = HashMap<(Concept, usize, Kind), (usize, usize)>;

fn count(counts: &mut Counts, kind: Kind, now: &Space<'_>, changed: &Space<'_>) {
    for concept in Concept::ALL {
        for cell in now.states().filter(|c| holds(now, concept, *c)) {
            let entry = counts.entry((concept, cell, kind)).or_default();
            entry.0 += usize::from(holds(changed, concept, cell));
            entry.1 += 1;
        }
    }
}

#[test]
fn survivals_are_those_of_cases_written_otherwise() {
    let mut lot = Lot(0xbeef);
    let (mut broken, mut all) = (0, 0);
    for _ in 0..40 {
        let written = Written::drawn(&mut lot);
        let case = written.case();
        let space = laid_out(&case);
        let mut counts = Counts::new();
        for party in 0..3 {
            let mut levels: Vec<u32> = space.states().map(|c| space.rank(party, c)).collect();
            levels.sort_unstable();
            levels.dedup();
            for pair in levels.windows(2) {
                let mut changed = space.clone();
                for rank in &mut changed.ranks[party] {
                    *rank = if *rank == pair[0] {
                        pair[1]
                    } else if *rank == pair[1] {
                        pair[0]
                    } else {
                        *rank
                    };
                }
                count(&mut counts, Kind::Swaps, &space, &changed);
            }
            let mut otherwise = Vec::new();
            match &written.preferences[party] {
                Ok(statements) => {
                    for n in 0..statements.len() {
                        let mut less = statements.clone();
                        less.remove(n);
                        otherwise.push(Ok(less));
                    }
                }
                Err(weights) => {
                    for n in 0..weights.len() {
                        let mut less = weights.clone();
                        less[n].0 = 0;
                        otherwise.push(Err(less));
                    }
                }
            }
            for preference in otherwise {
                let mut changed = written.clone();
                changed.preferences[party] = preference;
                count(&mut counts, Kind::Dropped, &space, &laid_out(&changed.case()));
            }
        }
        for issue in 0..4 {
            for moves in ["both", "forward", "back"] {
                if moves != written.moves[issue] {
                    let mut changed = written.clone();
                    changed.moves[issue] = moves;
                    count(&mut counts, Kind::Moves, &space, &laid_out(&changed.case()));
                }
            }
        }
        let found = robust(&space, Convention::Literature, &Concept::ALL, &Budget::default()).unwrap();
        assert!(found.tried.iter().all(|t| t.done));
        let mut seen = 0;
        for standing in &found.standings {
            for survival in &standing.survivals {
                let wanted = counts.get(&(standing.concept, standing.cell, survival.kind)).copied().unwrap_or_default();
                assert_eq!((survival.survived, survival.tried), wanted, "{standing:?}");
                seen += usize::from(survival.tried > 0);
                let lost = survival.tried - survival.survived;
                assert_eq!(survival.breaks.len(), lost.min(3));
                broken += lost;
                all += survival.tried;
            }
        }
        assert_eq!(seen, counts.len());
    }
    assert!(0 < broken && broken < all);
}

#[test]
fn what_breaks_an_equilibrium_is_named() {
    let text = r#"
title = "Two who could betray each other"
[parties.ash]
name = "Ash"
ranking = [{ ash = "yes", birch = "no" }, { ash = "no", birch = "no" }, { ash = "yes", birch = "yes" }, { ash = "no", birch = "yes" }]
[parties.birch]
name = "Birch"
ranking = [{ ash = "no", birch = "yes" }, { ash = "no", birch = "no" }, { ash = "yes", birch = "yes" }, { ash = "yes", birch = "no" }]
[issues.ash]
name = "Does Ash betray?"
options = { no = "No", yes = "Yes" }
decided_by = ["ash"]
[issues.birch]
name = "Does Birch betray?"
options = { no = "No", yes = "Yes" }
decided_by = ["birch"]
"#;
    let case = crate::file::read("test.case.toml", text).case.expect("the case is sound");
    let space = laid_out(&case);
    let found = robust(&space, Convention::Literature, &[Concept::Nash], &Budget::default()).unwrap();
    let [both] = found.standings.as_slice() else { panic!("betrayal is the only equilibrium") };
    assert_eq!(both.cell, 3);
    // Of three exchanges of each, the last makes it better not to betray who betrays.
    let swaps = &both.survivals[0];
    assert_eq!((swaps.survived, swaps.tried), (4, 6));
    assert_eq!(swaps.breaks[0], Variant::Swap { party: 0, better: vec![3], worse: vec![2] });
    assert_eq!((both.survivals[1].survived, both.survivals[1].tried), (0, 0));
    // No way of moving makes anybody leave who has nothing better to move to.
    assert_eq!((both.survivals[2].survived, both.survivals[2].tried), (4, 4));
    assert_eq!(Allowed::Forward.key(), "forward");
}
