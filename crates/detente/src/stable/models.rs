//! Models from publications, for tests, and small ones made by lot.

use super::{graph::Graph, space::Space};
use crate::{case::Case, file, question::Budget};

/// A case out of its text.
pub(super) fn case(text: &str) -> Case {
    let read = file::read("model.case.toml", text);
    read.case.unwrap_or_else(|| panic!("{:?}\n{text}", read.diagnostics))
}

/// All states of a case.
pub(super) fn space(case: &Case) -> Space<'_> {
    Space::new(Graph::new(case, &[]).unwrap(), &Budget::default()).unwrap()
}

/// The numbers of some states.
pub(super) fn numbers(space: &Space<'_>, cells: &[usize]) -> Vec<usize> {
    cells.iter().map(|c| space.number(*c)).collect()
}

/// A case of yes/no issues: `(name, decider, moves)` each; parties by the order in which they rank the states, which are told
/// as binary numbers whose lowest digit is the first issue, best first; and what cannot be.
pub(super) fn yes_no(issues: &[(&str, &str, &str)], parties: &[(&str, &[usize])], never: &[&str]) -> Case {
    let mut text = String::from("title = \"A model\"\n");
    for (name, ranking) in parties {
        let package = |n: &usize| {
            let on = |(k, issue): (usize, &(&str, &str, &str))| {
                format!("{} = \"{}\"", issue.0, if n >> k & 1 == 1 { "yes" } else { "no" })
            };
            format!("{{ {} }}", issues.iter().enumerate().map(on).collect::<Vec<_>>().join(", "))
        };
        let ranking: Vec<String> = ranking.iter().map(package).collect();
        text.push_str(&format!("[parties.{name}]\nranking = [{}]\n", ranking.join(", ")));
    }
    for (name, decider, moves) in issues {
        text.push_str(&format!(
            "[issues.{name}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"{decider}\"]\nmoves = \"{moves}\"\n"
        ));
    }
    for (n, never) in never.iter().enumerate() {
        text.push_str(&format!("[constraints.c{n}]\n{never}\nbasis = \"assumed\"\n"));
    }
    case(&text)
}

/// The prisoner's dilemma: no issue settled with yes means that both confess.
pub(super) fn prisoners() -> Case {
    yes_no(&[("a", "row", "both"), ("b", "column", "both")], &[("row", &[2, 3, 0, 1]), ("column", &[1, 3, 0, 2])], &[])
}

/// The Cuban missile crisis (Fraser & Hipel 1984), the air strike being irreversible.
pub(super) fn cuban() -> Case {
    yes_no(
        &[
            ("air-strike", "us", "forward"),
            ("blockade", "us", "both"),
            ("withdraw", "ussr", "both"),
            ("escalate", "ussr", "both"),
        ],
        &[("us", &[4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8]), ("ussr", &[0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8])],
        &["never = { withdraw = \"yes\", escalate = \"yes\" }"],
    )
}

/// The Elmira conflict over a polluted aquifer (Hipel, Fang, Kilgour & Haight 1993): the states are the nine of the
/// literature, of which the last, in which the plant is abandoned, is four here.
pub(super) fn elmira() -> Case {
    const ISSUES: [(&str, &str, &str); 5] = [
        ("modify", "moe", "forward"),
        ("delay", "uniroyal", "back"),
        ("accept", "uniroyal", "both"),
        ("abandon", "uniroyal", "forward"),
        ("insist", "local", "both"),
    ];
    const STATES: [usize; 8] = [2, 3, 4, 5, 18, 19, 20, 21];
    const ABANDONED: [usize; 4] = [8, 9, 24, 25];
    let package = |n: usize| {
        let on = |(k, issue): (usize, &(&str, &str, &str))| {
            format!("{} = \"{}\"", issue.0, if n >> k & 1 == 1 { "yes" } else { "no" })
        };
        format!("{{ {} }}", ISSUES.iter().enumerate().map(on).collect::<Vec<_>>().join(", "))
    };
    let mut text = String::from("title = \"Elmira\"\n");
    for (party, order) in [("moe", "734851269"), ("uniroyal", "148593726"), ("local", "735186429")] {
        let ranked = order.bytes().map(|b| match b - b'1' {
            8 => format!("[{}]", ABANDONED.map(package).join(", ")),
            n => package(STATES[usize::from(n)]),
        });
        text.push_str(&format!("[parties.{party}]\nranking = [{}]\n", ranked.collect::<Vec<_>>().join(", ")));
    }
    for (name, decider, moves) in ISSUES {
        text.push_str(&format!(
            "[issues.{name}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"{decider}\"]\nmoves = \"{moves}\"\n"
        ));
    }
    let one = ["delay", "accept", "abandon"].map(|yes| {
        let on = |k: &str| format!("{k} = \"{}\"", if k == yes { "yes" } else { "no" });
        format!("{{ {} }}", ["delay", "accept", "abandon"].map(on).join(", "))
    });
    text.push_str(&format!("[constraints.one]\nrequire = [{}]\nbasis = \"assumed\"\n", one.join(", ")));
    case(&text)
}

/// Numbers that look random.
pub(super) struct Lot(pub(super) u64);

impl Lot {
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// A case of two to four parties and few issues, some irreversible or moved together, with constraints, ties and states that
/// somebody overlooks.
pub(super) fn random(seed: u64) -> Case {
    let mut lot = Lot(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let (parties, issues) = (2 + lot.below(3), 2 + lot.below(4));
    let options: Vec<usize> = (0..issues).map(|_| 2 + usize::from(lot.below(4) == 0)).collect();
    let pattern = |lot: &mut Lot| {
        let (a, b) = (lot.below(issues), lot.below(issues));
        let term = |lot: &mut Lot, i: usize| format!("i{i} = \"{}\"", ["x", "y", "z"][lot.below(options[i])]);
        if a == b { format!("{{ {} }}", term(lot, a)) } else { format!("{{ {}, {} }}", term(lot, a), term(lot, b)) }
    };
    let mut text = String::from("title = \"By lot\"\n");
    for p in 0..parties {
        let statements: Vec<String> = (0..lot.below(6)).map(|_| pattern(&mut lot)).collect();
        text.push_str(&format!("[parties.p{p}]\nprefers = [{}]\n", statements.join(", ")));
        if lot.below(6) == 0 {
            text.push_str(&format!("overlooks = {}\n", pattern(&mut lot)));
        }
    }
    for (i, options) in options.iter().enumerate() {
        let options = &["\"x\"", "\"y\"", "\"z\""][..*options];
        let first = lot.below(parties);
        let decided = match lot.below(6) {
            0 => format!("\"p{first}\", \"p{}\"", (first + 1) % parties),
            _ => format!("\"p{first}\""),
        };
        let moves = ["both", "both", "both", "forward", "back"][lot.below(5)];
        text.push_str(&format!(
            "[issues.i{i}]\noptions = [{}]\ndecided_by = [{decided}]\nmoves = \"{moves}\"\n",
            options.join(", ")
        ));
    }
    for c in 0..lot.below(3) {
        text.push_str(&format!("[constraints.c{c}]\nnever = {}\nbasis = \"assumed\"\n", pattern(&mut lot)));
    }
    case(&text)
}
