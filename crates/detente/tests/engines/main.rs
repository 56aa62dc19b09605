//! Engines of the question `stable` held against each other on random cases: what they have in common, all of them must
//! say alike.

#[path = "../laws/dice.rs"]
mod dice;
mod random;

use detente::{
    case::{Case, PartyId},
    file,
    question::Budget,
    stable::{
        Concept, Convention, explicit,
        graph::Graph,
        reach::{Moved, Reached},
        reasons, single,
        space::Space,
        symbolic,
    },
};

fn read(text: &str) -> Case {
    let read = file::read("random.case.toml", text);
    let faults: Vec<String> = read.diagnostics.iter().map(|d| format!("{d:?}")).collect();
    read.case.unwrap_or_else(|| panic!("the file was not read: {faults:?}\n{text}"))
}

/// The states of a random case; `None` where it has none, or where nobody decides anything.
fn space(case: &Case) -> Option<Space<'_>> {
    Space::new(Graph::new(case, &[]).ok()?, &Budget::default()).ok()
}

/// Whether something deters an improvement, by the definitions; false where it is not one of opponents moving in turn.
fn deterred(space: &Space<'_>, convention: Convention, concept: Concept, party: usize, cell: usize, to: usize) -> bool {
    let moved = match concept {
        Concept::Nash | Concept::Sim => return false,
        Concept::Gmr | Concept::Smr => Moved::Anyhow,
        Concept::Seq | Concept::SSeq => Moved::Improving,
    };
    let symmetric = matches!(concept, Concept::Smr | Concept::SSeq);
    let bar = space.rank(party, cell);
    let reached = Reached::from(space, &space.graph.opponents(party), convention, moved, to);
    reached.cells.iter().any(|end| {
        let held = || space.moves(party, *end).iter().all(|c| space.rank(party, *c) <= bar);
        space.rank(party, *end) <= bar && (!symmetric || held())
    })
}

const CONVENTIONS: [Convention; 2] = [Convention::Literature, Convention::GmcrPlus];

#[test]
fn diagrams_say_what_the_list_of_states_says() {
    let mut told = 0;
    for seed in 0..1_500 {
        let text = random::case(seed);
        let case = read(&text);
        let Some(space) = space(&case) else { continue };
        told += 1;
        for convention in CONVENTIONS {
            let budget = Budget::default();
            let listed = explicit::verdicts(&space, convention, &Concept::ALL, &budget).expect("small enough");
            let found = symbolic::verdicts(&space.graph, convention, &Concept::ALL, &budget).expect("small enough");
            assert_eq!(found.count(&found.states), space.len().into(), "states of case {seed}\n{text}");
            for concept in Concept::ALL {
                let stable = found.stable(concept).expect("small enough");
                for cell in space.states() {
                    let package = space.package(cell);
                    for (party, region) in stable.parties.iter().enumerate() {
                        assert_eq!(
                            found.contains(region, &package),
                            listed.stable(concept, party, cell),
                            "case {seed}, {} by {}, state {}, {}\n{text}",
                            concept.key(),
                            convention.key(),
                            space.number(cell),
                            case.party(PartyId::clone(&space.graph.parties[party])).key,
                        );
                    }
                }
                let equilibria: Vec<usize> = space.states().filter(|c| listed.equilibrium(concept, *c)).collect();
                assert_eq!(found.count(&stable.equilibria), equilibria.len().into(), "{}\n{text}", concept.key());
                let first: Vec<usize> = found
                    .first(&stable.equilibria, 5)
                    .iter()
                    .map(|p| space.cell(p).expect("a state has a cell"))
                    .collect();
                assert_eq!(first, equilibria[..equilibria.len().min(5)], "{}\n{text}", concept.key());
                for cell in first {
                    assert_eq!(found.number(&space.package(cell)), Some(space.number(cell).into()), "{text}");
                }
            }
        }
    }
    assert!(told > 1_000, "only {told} cases had states");
}

#[test]
fn the_solver_says_of_a_state_what_the_definitions_say() {
    let mut judged = 0;
    for seed in 0..500 {
        let text = random::case(seed);
        let case = read(&text);
        let Some(space) = space(&case) else { continue };
        let mut dice = dice::Dice::new(seed);
        let states: Vec<usize> = space.states().collect();
        for convention in CONVENTIONS {
            let cell = states[dice.roll(states.len())];
            let state = space.package(cell);
            let found = single::reasons(&space.graph, &state, convention, &Concept::ALL, &Budget::default());
            for single in found.expect("it is a state") {
                judged += 1;
                let told = single.verdict.expect("small enough");
                let reason = reasons::reason(&space, convention, single.concept, single.party, cell);
                let of = format!(
                    "case {seed}, {} by {}, state {}, {}\n{told:?}\n{reason:?}\n{text}",
                    single.concept.key(),
                    convention.key(),
                    space.number(cell),
                    case.party(space.graph.parties[single.party]).key
                );
                assert_eq!(told.stable, reason.stable, "{of}");
                assert!(!single.uncounted, "{of}");
                if told.stable {
                    // The same improvements, with answers that are as short.
                    let all = told.improvements.len() + told.more;
                    assert_eq!(all, reason.improvements.len() + reason.more, "{of}");
                    for (a, b) in told.improvements.iter().zip(&reason.improvements) {
                        assert_eq!(a.to, b.to, "{of}");
                        let (a, b) = (a.answer.as_ref().expect(&of), b.answer.as_ref().expect(&of));
                        assert!(single.concept == Concept::Sim || a.len() == b.len(), "{of}");
                    }
                } else {
                    // Nothing deters the improvement that is told, by the definitions either.
                    let to = space.cell(&told.improvements[0].to).expect("it is a state");
                    assert!(space.improvements(single.party, cell).contains(&to), "{of}");
                    assert_eq!(told.improvements[0].answer, None, "{of}");
                    let deterred = deterred(&space, convention, single.concept, single.party, cell, to);
                    assert!(!deterred, "{of}");
                }
            }
        }
    }
    assert!(judged > 10_000, "only {judged} verdicts were compared");
}
