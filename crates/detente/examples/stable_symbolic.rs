//! Makes a large random case for the question `stable` and tells how long decision diagrams take to find what is stable.
//!
//! ```text
//! cargo run --release -p detente --example stable_symbolic -- OPTIONS PARTIES STATEMENTS [SEED [CONCEPTS [local]]]
//! ```
//!
//! `OPTIONS` yes/no issues are dealt out to the parties in turn; each has so many statements of one to three issues, drawn
//! from all (or, with `local`, half of them from its own). `case` instead of concepts prints the case file.

#[path = "../tests/laws/dice.rs"]
#[allow(dead_code, reason = "other programs use more of it")]
mod dice;

use std::time::Instant;

use detente::{
    file,
    question::Budget,
    stable::{Concept, Convention, graph::Graph, single, symbolic},
};
use dice::Dice;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |n: usize, or: usize| args.get(n).and_then(|a| a.parse().ok()).unwrap_or(or);
    let (options, parties, statements, seed) = (number(0, 60), number(1, 4), number(2, 10), number(3, 1));
    let local = args.get(5).is_some_and(|a| a == "local");
    let text = case(options, parties, statements, seed as u64, local);
    let asked = args.get(4).map_or("nash,gmr,smr,seq", String::as_str);
    if asked == "case" {
        print!("{text}");
        return;
    }
    let read = file::read("random.case.toml", &text);
    let case = read.case.expect("the file has no errors");
    let graph = Graph::new(&case, &[]).expect("parties decide");
    if asked == "single" {
        let package = case.status_quo().expect("the case has one");
        for concept in Concept::ALL {
            let begun = Instant::now();
            let found = single::reasons(&graph, package, Convention::Literature, &[concept], &Budget::default());
            let verdicts: Vec<String> = found
                .expect("it is a state")
                .iter()
                .map(|s| {
                    let told =
                        |r: &detente::stable::Reason| format!("{}({}+{})", r.stable, r.improvements.len(), r.more);
                    s.verdict.as_ref().map_or("?".to_owned(), told)
                })
                .collect();
            println!("{:8} {:?} {}", concept.key(), begun.elapsed(), verdicts.join(" "));
        }
        return;
    }
    for concept in asked.split(',').filter_map(Concept::named) {
        let begun = Instant::now();
        let found = symbolic::verdicts(&graph, Convention::Literature, &[concept], &Budget::default())
            .unwrap_or_else(|e| panic!("{e}"));
        let one = &found.found[0];
        match &one.stable {
            Ok(stable) => println!(
                "{:8} {:?}: {} of {} states are equilibria, {} nodes, {} steps",
                concept.key(),
                begun.elapsed(),
                found.count(&stable.equilibria),
                found.count(&found.states),
                stable.equilibria.nodes(),
                one.steps
            ),
            Err(cut) => println!("{:8} {:?}: {cut:?} after {} steps", concept.key(), begun.elapsed(), one.steps),
        }
    }
}

fn case(options: usize, parties: usize, statements: usize, seed: u64, local: bool) -> String {
    let mut dice = Dice::new(seed);
    let mut text = String::from("title = \"Random\"\n");
    for party in 0..parties {
        let own: Vec<usize> = (0..options).filter(|o| o % parties == party).collect();
        let table = |dice: &mut Dice| {
            let terms: Vec<String> = (0..dice.within(1, 3))
                .map(|_| if local && dice.chance(50) { own[dice.roll(own.len())] } else { dice.roll(options) })
                .collect::<std::collections::BTreeSet<usize>>()
                .into_iter()
                .map(|o| format!("i{o} = \"{}\"", ["no", "yes"][dice.roll(2)]))
                .collect();
            format!("{{ {} }}", terms.join(", "))
        };
        let all: Vec<String> = (0..statements).map(|_| table(&mut dice)).collect();
        text += &format!("[parties.p{party}]\nprefers = [{}]\n", all.join(", "));
    }
    for option in 0..options {
        text += &format!("[issues.i{option}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"p{}\"]\n", option % parties);
    }
    let now: Vec<String> = (0..options).map(|o| format!("i{o} = \"no\"")).collect();
    text += &format!("[status_quo]\n{}\n", now.join("\n"));
    text
}
