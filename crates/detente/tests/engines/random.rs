//! Small random cases in which parties move: always the same ones, the number of a case being its seed.

use std::fmt::Write;

use crate::dice::Dice;

struct Issue {
    options: usize,
}

/// A case with few states and everything in it: ties, moves that cannot be taken back, states that cannot be, issues decided
/// together, parties that overlook states, and every way to say what is preferred.
pub(crate) fn case(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let d = &mut dice;
    let parties = [2, 2, 3, 3, 3, 4, 4, 5][d.roll(8)];
    let issues: Vec<Issue> = (0..d.within(parties.min(4), 5))
        .map(|_| Issue { options: if d.chance(70) { 2 } else { d.within(1, 4) } })
        .collect();
    let mut text = String::from("title = \"Random\"\n");
    // Parties that decide something say what they prefer.
    let mut decided: Vec<Vec<usize>> = Vec::new();
    for _ in &issues {
        let n = if d.chance(80) { 1 } else { d.within(0, 3) };
        decided.push(d.some_of(n, parties, None));
    }
    let plain = d.chance(40);
    for party in 0..parties {
        writeln!(text, "[parties.p{party}]").expect("strings take all");
        let needed = decided.iter().any(|s| s.contains(&party));
        if !needed && d.chance(30) {
            continue;
        }
        preference(d, party, &issues, &mut text);
        if !plain && d.chance(15) {
            writeln!(text, "[parties.p{party}]\noverlooks = {}", pattern(d, &issues)).expect("strings take all");
            // TOML does not take a table twice: the first header is dropped again.
            merge_header(&mut text, party);
        }
    }
    for (n, (issue, deciders)) in issues.iter().zip(&decided).enumerate() {
        let options: Vec<String> = (0..issue.options).map(|o| format!("\"o{o}\"")).collect();
        writeln!(text, "[issues.i{n}]\noptions = [{}]", options.join(", ")).expect("strings take all");
        if !deciders.is_empty() {
            let names: Vec<String> = deciders.iter().map(|p| format!("\"p{p}\"")).collect();
            writeln!(text, "decided_by = [{}]", names.join(", ")).expect("strings take all");
        }
        if issue.options > 1 && d.chance(30) {
            match d.roll(3) {
                0 => text.push_str("moves = \"forward\"\n"),
                1 => text.push_str("moves = \"back\"\n"),
                _ => {
                    let (a, b) = (d.roll(issue.options), d.roll(issue.options));
                    if a != b {
                        writeln!(text, "moves = {{ o{a} = [\"o{b}\"] }}").expect("strings take all");
                    }
                }
            }
        }
    }
    for n in 0..[0, 0, 1, 1, 2, 3][d.roll(6)] {
        writeln!(text, "[constraints.c{n}]").expect("strings take all");
        match d.roll(6) {
            0 => writeln!(text, "if = {}\nthen = {}", pattern(d, &issues), pattern(d, &issues)),
            1 => writeln!(text, "require = [{}, {}]", table(d, &issues), table(d, &issues)),
            _ => writeln!(text, "never = {}", pattern(d, &issues)),
        }
        .expect("strings take all");
    }
    text
}

/// Puts what follows the second header of a party into its first table.
fn merge_header(text: &mut String, party: usize) {
    let header = format!("[parties.p{party}]\n");
    let first = text.find(&header).expect("it was written");
    let second = text.rfind(&header).expect("it was written");
    let rest = text[second + header.len()..].to_owned();
    text.truncate(second);
    text.insert_str(first + header.len(), &rest);
}

fn preference(d: &mut Dice, party: usize, issues: &[Issue], text: &mut String) {
    let packages: usize = issues.iter().map(|i| i.options).product();
    match d.roll(10) {
        0..6 => {
            let statements: Vec<String> = (0..d.roll(6)).map(|_| pattern(d, issues)).collect();
            writeln!(text, "prefers = [{}]", statements.join(", ")).expect("strings take all");
        }
        6 if packages <= 40 => {
            let order = d.shuffle((0..packages).collect::<Vec<usize>>());
            let mut groups: Vec<Vec<String>> = Vec::new();
            for package in order {
                let named = whole(package, issues);
                if groups.is_empty() || d.chance(60) {
                    groups.push(vec![named]);
                } else if let Some(last) = groups.last_mut() {
                    last.push(named);
                }
            }
            let groups: Vec<String> = groups.iter().map(|g| format!("[{}]", g.join(", "))).collect();
            writeln!(text, "ranking = [{}]", groups.join(", ")).expect("strings take all");
        }
        _ => {
            let weights: Vec<String> = (0..issues.len()).map(|i| format!("i{i} = {}", d.within(1, 3))).collect();
            writeln!(text, "weights = {{ {} }}", weights.join(", ")).expect("strings take all");
            let bonuses = d.chance(25);
            if bonuses {
                let when = if d.chance(50) { "when" } else { "unless" };
                writeln!(
                    text,
                    "bonuses = [{{ {when} = {}, worth = {} }}]",
                    pattern(d, issues),
                    [-20, 10, 35][d.roll(3)]
                )
                .expect("strings take all");
            }
            writeln!(text, "[parties.p{party}.wants]").expect("strings take all");
            for (n, issue) in issues.iter().enumerate() {
                let values: Vec<String> =
                    (0..issue.options).map(|o| format!("o{o} = {}", [0, 25, 50, 100][d.roll(4)])).collect();
                writeln!(text, "i{n} = {{ {} }}", values.join(", ")).expect("strings take all");
            }
        }
    }
}

fn whole(mut package: usize, issues: &[Issue]) -> String {
    let terms: Vec<String> = issues
        .iter()
        .enumerate()
        .map(|(n, issue)| {
            let option = package % issue.options;
            package /= issue.options;
            format!("i{n} = \"o{option}\"")
        })
        .collect();
    format!("{{ {} }}", terms.join(", "))
}

fn pattern(d: &mut Dice, issues: &[Issue]) -> String {
    if d.chance(75) { table(d, issues) } else { format!("[{}, {}]", table(d, issues), table(d, issues)) }
}

fn table(d: &mut Dice, issues: &[Issue]) -> String {
    let n = d.within(1, 3);
    let terms: Vec<String> = d
        .some_of(n, issues.len(), None)
        .into_iter()
        .map(|i| {
            let options = issues[i].options;
            if options > 2 && d.chance(40) {
                let some: Vec<String> = d.some_of(2, options, None).iter().map(|o| format!("\"o{o}\"")).collect();
                format!("i{i} = [{}]", some.join(", "))
            } else {
                format!("i{i} = \"o{}\"", d.roll(options))
            }
        })
        .collect();
    format!("{{ {} }}", terms.join(", "))
}
