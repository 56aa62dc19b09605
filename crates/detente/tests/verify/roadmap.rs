//! Answers to `roadmap` verify on random small cases and on the gallery, and do not where they were changed.

use detente::{
    case::Case,
    file,
    question::{Budget, Envelope},
    roadmap::{Roadmap, Which},
    verify::{Outcome, Reason, Says},
};
use serde_json::Value;

use super::{check, fails};

/// Random cases, always the same ones.
struct Lots(u64);

impl Lots {
    fn below(&mut self, n: u64) -> u64 {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    /// Once in so many times.
    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// Some steps but one, each once, as a list.
    fn steps(&mut self, most: u64, steps: u64, but: u64) -> String {
        let mut all: Vec<u64> = (0..1 + self.below(most)).map(|_| self.below(steps)).filter(|s| *s != but).collect();
        all.sort_unstable();
        all.dedup();
        let all: Vec<String> = all.iter().map(|s| format!("\"s{s}\"")).collect();
        format!("[{}]", all.join(", "))
    }

    /// A key with such a list, where it is not empty.
    fn waits(&mut self, key: &str, most: u64, steps: u64, but: u64) -> String {
        let list = self.steps(most, steps, but);
        if list == "[]" { String::new() } else { format!("{key} = {list}\n") }
    }

    fn date(&mut self) -> String {
        format!("2024-{:02}-{:02}", 1 + self.below(3), 1 + self.below(28))
    }
}

/// A case about order with whatever the format has.
fn random(number: u64) -> String {
    let mut lots = Lots(number);
    let (parties, steps, issues) = (2 + lots.below(3), 2 + lots.below(6), lots.below(3));
    let mut text = String::from("title = \"A random sequence\"\n[roadmap]\n");
    if lots.one_in(2) {
        text += &format!("start = \"{}\"\n", lots.date());
    }
    if lots.one_in(3) {
        text += &format!("deadline = \"{}\"\n", lots.date());
    }
    if lots.one_in(2) {
        text += &format!("goals = {}\n", lots.steps(3, steps, steps));
    }
    for i in 0..issues {
        text += &format!("[issues.i{i}]\noptions = [\"a\", \"b\"]\n");
    }
    for p in 0..parties {
        text += &format!("[parties.p{p}]\n");
        if p >= 2 {
            text += ["role = \"guarantor\"\n", "role = \"mediator\"\n", ""][lots.below(3) as usize];
        }
        if lots.one_in(2) {
            let others: Vec<String> =
                (0..parties).filter(|q| *q != p && !lots.one_in(3)).map(|q| format!("\"p{q}\"")).collect();
            text += &format!("accepts = [{}]\n", others.join(", "));
        }
    }
    let valued = !lots.one_in(3);
    for s in 0..steps {
        text += &format!("[steps.s{s}]\n");
        let by: Vec<String> = match lots.below(12) {
            0 => Vec::new(),
            1 => vec!["\"p0\"".into(), "\"p1\"".into()],
            n => vec![format!("\"p{}\"", n % parties)],
        };
        text += &format!("by = [{}]\n", by.join(", "));
        if lots.one_in(2) {
            text += &format!("days = {}\n", lots.below(20));
        }
        if lots.one_in(4) {
            text += &lots.waits("after", 2, steps, s);
        }
        if lots.one_in(4) {
            text += &lots.waits("after_any", 3, steps, s);
        }
        if lots.one_in(8) {
            text += &lots.waits("on_credit", 1, steps, s);
        }
        if issues > 0 && lots.one_in(4) {
            text += &format!("carries_out = {{ i{} = \"a\" }}\n", lots.below(issues));
        } else if lots.one_in(3) {
            text += "optional = true\n";
        }
        for (key, values) in [
            ("reversible", ["true", "false"]),
            ("observable", ["false", "true"]),
            ("splittable", ["true", "true"]),
            ("escrow", ["true", "true"]),
        ] {
            if lots.one_in(3) {
                text += &format!("{key} = {}\n", values[lots.below(2) as usize]);
            }
        }
        if valued && !lots.one_in(5) {
            let own = by.first().map_or(9, |b| b.as_bytes()[2] - b'0');
            let worth = |p: u64, lots: &mut Lots| {
                if p == u64::from(own) { -(lots.below(12) as i64) } else { lots.below(15) as i64 }
            };
            let values: Vec<String> = (0..parties).map(|p| format!("p{p} = {}.5", worth(p, &mut lots))).collect();
            text += &format!("values = {{ {} }}\n", values.join(", "));
        }
        if lots.one_in(6) {
            text += &format!("verified_by = \"p{}\"\nverification_days = {}\n", lots.below(parties), lots.below(6));
        }
        if lots.one_in(6) {
            text += &format!("not_before = \"{}\"\n", lots.date());
        }
        if lots.one_in(6) {
            text += &format!("not_after = \"2024-05-{:02}\"\n", 1 + lots.below(28));
        }
    }
    for d in 0..1 + lots.below(2 * steps) {
        text += &format!("[demands.d{d}]\nparty = \"p{}\"\n", lots.below(2));
        let step = lots.below(steps);
        let firmness = match lots.below(6) {
            0 => "\"absolute\"".to_owned(),
            _ => format!("{}", 1 + lots.below(6)),
        };
        text += &format!("firmness = {firmness}\n");
        if issues > 0 && lots.one_in(6) {
            text += &format!("never = {{ i{} = \"{}\" }}\n", lots.below(issues), ["a", "b"][lots.below(2) as usize]);
            continue;
        }
        if lots.one_in(8) {
            text += &format!("together = [\"s{step}\", \"s{}\"]\n", (step + 1) % steps);
            continue;
        }
        let other = (step + 1 + lots.below(steps - 1)) % steps;
        text += &format!("step = \"s{step}\"\n");
        text += &match lots.below(5) {
            0 => format!("on_credit = [\"s{other}\"]\n"),
            1 => format!("only_after_any = [[\"s{other}\", \"s{}\"]]\n", (step + 1) % steps),
            _ => format!("only_after = [\"s{other}\"]\n"),
        };
        if lots.one_in(4) {
            text += &format!("bridge = {}\n", 1 + lots.below(9));
        }
        if lots.one_in(5) {
            text += &format!("verified_by = \"p{}\"\nverification_days = {}\n", lots.below(parties), lots.below(6));
        }
        if lots.one_in(5) {
            let read = lots.waits("only_after", 1, steps, step);
            if !read.is_empty() {
                text += &format!("[demands.d{d}.readings.r0]\n{read}");
            }
        }
    }
    for g in 0..lots.below(3) {
        let (by, whom, amount) = (lots.below(parties), lots.below(parties), 1 + lots.below(9));
        let (who, how_much) = if lots.one_in(2) { ("covers", "cover") } else { ("binds", "forfeit") };
        text += &format!("[guarantees.g{g}]\nby = \"p{by}\"\n{who} = \"p{whom}\"\n{how_much} = {amount}\n");
    }
    text
}

/// The answer with its envelope; `None` where the question is refused.
fn asked(case: &Case, roadmap: &Roadmap) -> Option<Value> {
    let budget = Budget::default();
    let answer = roadmap.ask(case, &budget).ok()?;
    let (limit, facts) = (answer.limit.clone(), answer.facts(case));
    let options = roadmap.options(case, budget.effort);
    Some(serde_json::to_value(Envelope::new("roadmap", options, case, limit, facts, &[])).unwrap())
}

fn questions(case: &Case) -> Vec<Roadmap> {
    let whole = case.issues().iter().map(|i| format!("{}={}", i.key, i.options[0].key)).collect::<Vec<_>>().join(",");
    let whole = detente::agreement::parse_package(case, &whole).unwrap();
    let some = whole.iter().take(1).copied().collect();
    vec![
        Roadmap { max: 1_000, ..Roadmap::default() },
        Roadmap { max: 1, goals: case.step_ids().take(2).collect(), ..Roadmap::default() },
        Roadmap { which: Which::Package(whole), start: detente::case::Date::parse("2023-12-30"), ..Roadmap::default() },
        Roadmap { which: Which::Package(some), way_out: Some(1), ..Roadmap::default() },
        Roadmap { way_out: Some(1), deadline: detente::case::Date::parse("2024-03-01"), ..Roadmap::default() },
    ]
}

#[test]
fn answers_to_random_cases_verify() {
    let (mut open, mut bridged, mut blocked, mut unread) = (0, 0, 0, 0);
    let mut wrong: Vec<String> = Vec::new();
    for number in 0..1_500 {
        let text = random(number);
        let read = file::read("random.case.toml", &text);
        let Some(case) = read.case else {
            unread += 1;
            continue;
        };
        for roadmap in questions(&case) {
            let Some(answer) = asked(&case, &roadmap) else { continue };
            let verified = check(&case, &answer);
            if !verified.holds() {
                wrong.push(format!("{number} {roadmap:?}: {:#?}", fails(&verified)));
            }
            let left_out = verified.checks.iter().find(|c| {
                matches!(c.outcome, Outcome::NotChecked(reason) if reason != Reason::Cut) && c.says != Says::Chosen
            });
            wrong.extend(left_out.map(|c| format!("{number} {roadmap:?}: {c:?}")));
            match answer["answer"]["verdict"].as_str() {
                Some("open") => open += 1,
                Some("bridged") => bridged += 1,
                _ => blocked += 1,
            }
        }
    }
    let first = &wrong[..wrong.len().min(40)];
    assert!(wrong.is_empty(), "{} of {open} + {bridged} + {blocked}: {}", wrong.len(), first.join("\n"));
    assert!(open > 1_000 && bridged > 500 && blocked > 300, "{open} {bridged} {blocked} {unread}");
}

#[test]
fn answers_of_the_gallery_verify() {
    let (mut answered, mut wrong) = (0, Vec::new());
    for (name, case) in super::gallery() {
        for roadmap in questions(&case) {
            let Some(answer) = asked(&case, &roadmap) else { continue };
            let verified = check(&case, &answer);
            if !verified.holds() {
                wrong.push(format!("{name} {roadmap:?}: {:#?}", fails(&verified)));
            }
            answered += 1;
        }
    }
    assert!(wrong.is_empty() && answered >= 10, "{answered}: {}", wrong.join("\n"));
}

/// Places where several answers are right, or where less said is not wrong.
const LEFT_OPEN: [&str; 2] = [
    // Who says that less is proven says nothing wrong.
    ".proven",
    ".at_least",
];

#[test]
fn whatever_is_changed_is_seen() {
    let (mut tried, mut missed) = (0, std::collections::BTreeSet::new());
    for number in 0..60 {
        let Some(case) = file::read("random.case.toml", &random(number)).case else { continue };
        let questions = questions(&case);
        let Some(answer) = asked(&case, &questions[number as usize % questions.len()]) else { continue };
        assert!(check(&case, &answer).holds(), "{number}");
        let mut all = Vec::new();
        super::tampered::places(&answer["answer"], &[], &mut all);
        let stride = all.len().div_ceil(400).max(1);
        for (turns, change) in all.iter().skip(number as usize % stride).step_by(stride) {
            let at = super::tampered::path(turns);
            let left_open = answer["completeness"] == "cut" && LEFT_OPEN.iter().any(|n| at.contains(n));
            if !left_open && check(&case, &super::tampered::changed(&answer, turns, *change)).holds() {
                missed.insert(format!("{number}: {at} {change:?}"));
            }
            tried += 1;
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(tried > 5_000, "{tried}");
}
