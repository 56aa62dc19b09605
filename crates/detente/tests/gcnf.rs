//! The clauses that are written for other solvers say the same as the case: conflicts and ways out that trying every set
//! of groups finds in them are those of `why`.

#[path = "../benches/random_case/dice.rs"]
mod dice;
#[path = "../benches/random_case/talks.rs"]
mod talks;

use detente::{
    case::Case,
    file,
    formats::gcnf::{self, Gcnf},
    question::Budget,
    why::Why,
};
use talks::{Looseness, Talks};

fn read(text: &str) -> Case {
    let read = file::read("random.case.toml", text);
    read.case.unwrap_or_else(|| panic!("it has errors: {:?}\n{text}", read.diagnostics))
}

/// A satisfying assignment by the plainest of means: unit propagation and trying (Davis, Logemann & Loveland 1962).
fn satisfiable(clauses: &[&[i32]], values: &mut Vec<Option<bool>>) -> bool {
    let mut set = Vec::new();
    let holds = |values: &[Option<bool>], lit: i32| values[lit.unsigned_abs() as usize].map(|v| v == (lit > 0));
    let mut branch;
    loop {
        let (mut unit, mut broken) = (None, false);
        branch = None;
        for clause in clauses {
            if clause.iter().any(|l| holds(values, *l) == Some(true)) {
                continue;
            }
            let mut open = clause.iter().copied().filter(|l| holds(values, *l).is_none());
            match (open.next(), open.next()) {
                (None, _) => broken = true,
                (Some(only), None) => unit = Some(only),
                (Some(first), Some(_)) => branch = Some(first),
            }
        }
        if broken {
            set.iter().for_each(|v: &usize| values[*v] = None);
            return false;
        }
        let Some(lit) = unit else { break };
        values[lit.unsigned_abs() as usize] = Some(lit > 0);
        set.push(lit.unsigned_abs() as usize);
    }
    let Some(lit) = branch else { return true };
    let v = lit.unsigned_abs() as usize;
    for value in [lit > 0, lit < 0] {
        values[v] = Some(value);
        if satisfiable(clauses, values) {
            return true;
        }
    }
    values[v] = None;
    set.iter().for_each(|v| values[*v] = None);
    false
}

/// For each set of groups, as bits, whether its clauses and the background have a model.
fn judged(gcnf: &Gcnf) -> Vec<bool> {
    let sets = 0..1_usize << gcnf.groups.len();
    sets.map(|set| {
        let held = |g: usize| g == 0 || set & (1 << (g - 1)) != 0;
        let clauses: Vec<&[i32]> = gcnf.clauses.iter().filter(|(g, _)| held(*g)).map(|(_, c)| c.as_slice()).collect();
        satisfiable(&clauses, &mut vec![None; gcnf.variables as usize + 1])
    })
    .collect()
}

/// The members of a set without one, one after the other.
fn smaller(set: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |b| set & (1 << b) != 0).map(move |b| set & !(1 << b))
}

/// The conflicts and ways out of the clauses are those of `why`; how many conflicts there are.
fn held_against(text: &str, write: &dyn Fn(&Case) -> Gcnf) -> usize {
    let case = read(text);
    let gcnf = write(&case);
    assert!(gcnf.exact);
    let fine = judged(&gcnf);
    let all = fine.len() - 1;
    let conflicts: Vec<usize> = (0..=all).filter(|s| !fine[*s] && smaller(*s).all(|t| fine[t])).collect();
    let may_go = |s: usize| gcnf.groups.iter().enumerate().all(|(n, g)| s & (1 << n) == 0 || g.cost.is_some());
    let ways_out: Vec<usize> =
        (0..=all).filter(|s| may_go(*s) && fine[all & !s] && smaller(*s).all(|t| !fine[all & !t])).collect();

    let answer = Why { max: None, ..Why::default() }.ask(&case, &Budget::default()).expect("it is answered");
    let bits = |origins: &[detente::rule::Origin]| -> usize {
        origins.iter().map(|o| 1 << gcnf.groups.iter().position(|g| g.origin == *o).expect("a member")).sum()
    };
    let mut ours: Vec<usize> = answer.conflicts.iter().map(|c| bits(&c.members)).collect();
    ours.sort_unstable();
    assert_eq!(ours, conflicts, "conflicts of\n{text}\n{gcnf}");
    if answer.verdict == detente::why::Verdict::Blocked {
        let mut ours: Vec<usize> = answer.ways_out.iter().map(|w| bits(&w.give_up)).collect();
        ours.sort_unstable();
        assert_eq!(ours, ways_out, "ways out of\n{text}\n{gcnf}");
    }
    conflicts.len()
}

#[test]
fn clauses_have_the_conflicts_and_ways_out_of_the_case() {
    let mut conflicts = 0;
    for seed in 0..300 {
        let small = Talks {
            parties: 2,
            issues: 4,
            steps: [0, 5, 8][seed as usize % 3],
            clashes: 600,
            walk_away: (70, 100),
            ..Talks::new(8, Looseness::Tight, seed)
        };
        conflicts += held_against(&small.text(), &|case| gcnf::write(case, &Budget::default()));
    }
    assert!(conflicts > 300, "too few conflicts to learn from: {conflicts}");
}

/// The plain search above is slow on adders, so the sums are small: one party, few issues, few values.
#[test]
fn so_have_the_clauses_of_the_whole_case() {
    let case = |never: &str, least: usize, order: &str, bonuses: &str| {
        format!(
            "title = \"Small\"\n[parties.p]\n{bonuses}\nwalk_away = {{ worth = {least}, firmness = 10 }}\n\
             weights = {{ x = 1, y = 1 }}\nwants = {{ x = {{ a = 100, b = 40, c = 0 }}, y = {{ a = 20, b = 80 }} }}\n\
             [issues.x]\noptions = [\"a\", \"b\", \"c\"]\n[issues.y]\noptions = [\"a\", \"b\"]\n\
             [demands.n]\nparty = \"p\"\nnever = {{ x = \"{never}\" }}\n\
             [demands.y]\nparty = \"p\"\nrequire = {{ y = \"a\" }}\n\
             [steps.s]\nby = [\"p\"]\n[steps.t]\nby = [\"p\"]\ncarries_out = {{ x = [\"a\", \"b\"] }}\n\
             [steps.u]\nby = [\"p\"]\nafter = [\"s\"]\n\
             [demands.st]\nparty = \"p\"\nstep = \"s\"\n{order}\n\
             [demands.tu]\nparty = \"p\"\nstep = \"t\"\nonly_after = [\"u\"]\n"
        )
    };
    let mut conflicts = 0;
    for never in ["a", "b"] {
        for least in [20, 31, 60, 61, 90] {
            for order in [
                "only_after = [\"t\"]",
                "only_after_any = [\"t\", \"u\"]",
                "only_after_any = [[\"t\", \"u\"], [\"u\", \"t\"], [\"t\"]]",
                "on_credit = [\"t\"]",
                "on_credit = [\"u\"]\nonly_after_any = [[\"u\", \"t\"]]",
            ] {
                let text = case(never, least, order, "");
                conflicts += held_against(&text, &gcnf::write_whole);
                let bonuses = "bonuses = [{ unless = { x = \"b\" }, worth = -20 }, \
                               { when = [{ x = \"c\", y = \"a\" }, { y = \"b\" }], worth = 11 }]";
                let paid = case(never, least, order, bonuses);
                conflicts += held_against(&paid, &gcnf::write_whole);
                conflicts += held_against(&paid, &|case| gcnf::write(case, &Budget::default()));
                let joined = format!("{text}[demands.j]\nparty = \"p\"\ntogether = [\"s\", \"u\"]\n");
                conflicts += held_against(&joined, &gcnf::write_whole);
            }
        }
    }
    assert!(conflicts > 40, "too few conflicts to learn from: {conflicts}");
}

#[test]
fn the_file_says_what_each_group_is() {
    let text = r#"
title = "Two lines"
[parties.a]
walk_away = { worth = 60, firmness = 12.5 }
weights = { x = 1 }
wants = { x = { one = 100, two = 0 } }
[issues.x]
options = ["one", "two"]
[demands.not-one]
party = "a"
never = { x = "one" }
firmness = "absolute"
"#;
    let case = read(text);
    let written = gcnf::write(&case, &Budget::default()).to_string();
    assert_eq!(
        written,
        "\
c Two lines: what blocks an agreement, as clauses in groups
c the background is group 0; the others are demands and walk-aways:
c told as: group NUMBER KIND ID PARTY FIRMNESS, in units; 2 to a firmness of 1
c group 1 demand not-one a absolute
c group 2 walk_away a a 25
c exact: conflicts and ways out are those of the case
p gcnf 2 3 2
{1} -1 0
{2} 2 0
{0} -2 1 0
"
    );
}
