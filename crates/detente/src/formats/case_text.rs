//! A scenario of another program as the text of a case file.

use std::{collections::HashSet, fmt::Write};

use unicode_normalization::UnicodeNormalization;

use super::{
    amount::{Amount, decimal, whole},
    scenario::{Order, Profile, Scenario, Terms, Topic},
};
use crate::diagnostic::unprintable;

/// Words that stand beside options in `wants`, so that no option can be called that.
const RESERVED: [&str; 3] = ["because", "basis", "disputed_by"];

/// Writes the case file. `None` where a number has no end as a decimal one; no importer makes such.
pub(super) fn case_text(scenario: &Scenario) -> Option<String> {
    let issues = keys(scenario.issues.iter().map(|i| i.name.as_str()), "issue");
    let options: Vec<Vec<String>> =
        scenario.issues.iter().map(|i| keys(i.options.iter().map(String::as_str), "option")).collect();
    let parties = keys(scenario.parties.iter().map(|p| p.name.as_str()), "party");
    let mut out = String::new();
    for line in &scenario.preface {
        let line: String = line.chars().map(|c| if unprintable(c) { ' ' } else { c }).collect();
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "\ntitle = {}", quoted(&scenario.title));
    kept(&mut out, &scenario.kept);
    let names = Names { issues: &issues, options: &options };
    for (profile, key) in scenario.parties.iter().zip(&parties) {
        party(&mut out, profile, key, &names)?;
    }
    for ((topic, key), options) in scenario.issues.iter().zip(&issues).zip(&options) {
        issue(&mut out, topic, key, options, &parties);
    }
    for (n, tables) in scenario.never.iter().enumerate() {
        let _ = writeln!(out, "\n[constraints.infeasible-{}]", n + 1);
        let _ = writeln!(out, "never = {}", patterns(tables, &names));
        let _ = writeln!(out, "basis = \"assumed\"");
    }
    Some(out)
}

struct Names<'a> {
    issues: &'a [String],
    options: &'a [Vec<String>],
}

fn party(out: &mut String, profile: &Profile, name: &str, names: &Names<'_>) -> Option<()> {
    let _ = writeln!(out, "\n[parties.{}]", key(name));
    if name != profile.name {
        let _ = writeln!(out, "name = {}", quoted(&profile.name));
    }
    let _ = writeln!(out, "basis = \"assumed\"");
    if let Some(worth) = &profile.walk_away {
        let _ = writeln!(out, "walk_away = {}", decimal(&(worth * whole(100)))?);
    }
    let wants = || names.issues.iter().zip(&profile.wants).filter_map(|(k, w)| w.as_ref().map(|w| (key(k), w)));
    if wants().next().is_some() {
        let weights: Option<Vec<String>> =
            wants().map(|(k, w)| Some(format!("{k} = {}", decimal(&w.weight)?))).collect();
        let _ = writeln!(out, "weights = {{ {} }}", weights?.join(", "));
    }
    measure(out, profile, names)?;
    if let Some(order) = &profile.order {
        preference(out, order, names);
    }
    if !profile.overlooks.is_empty() {
        let _ = writeln!(out, "overlooks = {}", patterns(&profile.overlooks, names));
    }
    kept(out, &profile.kept);
    if !profile.bonuses.is_empty() {
        out.push_str("bonuses = [\n");
        for bonus in &profile.bonuses {
            let word = if bonus.unless { "unless" } else { "when" };
            let tables = patterns(&bonus.pattern, names);
            let _ = writeln!(out, "    {{ {word} = {tables}, worth = {} }},", decimal(&bonus.worth)?);
        }
        out.push_str("]\n");
    }
    if wants().next().is_none() {
        return Some(());
    }
    let _ = writeln!(out, "\n[parties.{}.wants]", key(name));
    for ((issue, options), wish) in names.issues.iter().zip(names.options).zip(&profile.wants) {
        let Some(wish) = wish else { continue };
        let values: Option<Vec<String>> =
            options.iter().zip(&wish.values).map(|(o, v)| Some(format!("{} = {}", key(o), decimal(v)?))).collect();
        let _ = writeln!(out, "{} = {{ {} }}", key(issue), values?.join(", "));
    }
    Some(())
}

/// On which scale the numbers are; nothing where it is the usual one.
fn measure(out: &mut String, profile: &Profile, names: &Names<'_>) -> Option<()> {
    let hundred = whole(100);
    let mut parts = Vec::new();
    if let Some(total) = &profile.total {
        parts.push(format!("total = {}", decimal(total)?));
    }
    let bests: Vec<(&String, &Amount)> =
        names.issues.iter().zip(&profile.wants).filter_map(|(k, w)| Some((k, &w.as_ref()?.best))).collect();
    if let Some((_, first)) = bests.first() {
        if bests.len() == names.issues.len() && bests.iter().all(|(_, b)| b == first) {
            if **first != hundred {
                parts.push(format!("best = {}", decimal(first)?));
            }
        } else {
            let other: Option<Vec<String>> = bests
                .iter()
                .filter(|(_, b)| **b != hundred)
                .map(|(k, b)| Some(format!("{} = {}", key(k), decimal(b)?)))
                .collect();
            parts.push(format!("best = {{ {} }}", other?.join(", ")));
        }
    }
    if let Some(out_of) = &profile.out_of
        && (*out_of != hundred || parts.is_empty())
    {
        parts.push(format!("out_of = {}", decimal(out_of)?));
    }
    if profile.capped {
        parts.push("capped = true".to_owned());
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "measure = {{ {} }}", parts.join(", "));
    }
    Some(())
}

/// Statements or a ranking.
fn preference(out: &mut String, order: &Order, names: &Names<'_>) {
    let (word, lines): (&str, Vec<String>) = match order {
        Order::Prefers(statements) => ("prefers", statements.iter().map(|s| patterns(s, names)).collect()),
        Order::Ranking(ranks) => {
            let package = |options: &Vec<usize>| {
                let terms: Terms = options.iter().enumerate().map(|(issue, o)| (issue, vec![*o])).collect();
                pattern(&terms, names)
            };
            let rank = |tied: &Vec<Vec<usize>>| in_list(tied.iter().map(package).collect());
            ("ranking", ranks.iter().map(rank).collect())
        }
    };
    if lines.is_empty() {
        let _ = writeln!(out, "{word} = []");
        return;
    }
    let _ = writeln!(out, "{word} = [");
    for line in lines {
        let _ = writeln!(out, "    {line},");
    }
    out.push_str("]\n");
}

fn patterns(tables: &[Terms], names: &Names<'_>) -> String {
    in_list(tables.iter().map(|p| pattern(p, names)).collect())
}

/// One by itself, several in a list.
fn in_list(mut texts: Vec<String>) -> String {
    match texts.len() {
        1 => texts.remove(0),
        _ => format!("[{}]", texts.join(", ")),
    }
}

fn pattern(terms: &[(usize, Vec<usize>)], names: &Names<'_>) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|(issue, allowed)| {
            let listed: Vec<String> = allowed.iter().map(|o| quoted(&names.options[*issue][*o])).collect();
            let listed = if let [one] = listed.as_slice() { one.clone() } else { format!("[{}]", listed.join(", ")) };
            format!("{} = {listed}", key(&names.issues[*issue]))
        })
        .collect();
    format!("{{ {} }}", terms.join(", "))
}

fn issue(out: &mut String, topic: &Topic, name: &str, options: &[String], parties: &[String]) {
    let _ = writeln!(out, "\n[issues.{}]", key(name));
    if name != topic.name {
        let _ = writeln!(out, "name = {}", quoted(&topic.name));
    }
    if options == topic.options {
        let listed: Vec<String> = options.iter().map(|o| quoted(o)).collect();
        let _ = writeln!(out, "options = [{}]", listed.join(", "));
    } else {
        let listed: Vec<String> =
            options.iter().zip(&topic.options).map(|(o, name)| format!("{} = {}", key(o), quoted(name))).collect();
        let _ = writeln!(out, "options = {{ {} }}", listed.join(", "));
    }
    if !topic.decided_by.is_empty() {
        let deciders: Vec<String> = topic.decided_by.iter().map(|p| quoted(&parties[*p])).collect();
        let _ = writeln!(out, "decided_by = [{}]", deciders.join(", "));
    }
    if let Some(moves) = topic.moves {
        let _ = writeln!(out, "moves = {}", quoted(moves));
    }
    kept(out, &topic.kept);
}

fn kept(out: &mut String, kept: &[(String, String)]) {
    if !kept.is_empty() {
        let listed: Vec<String> = kept.iter().map(|(k, v)| format!("{} = {}", key(k), quoted(v))).collect();
        let _ = writeln!(out, "kept = {{ {} }}", listed.join(", "));
    }
}

/// A key for each name: the name itself where it can be one, else one made of its letters; no two alike.
fn keys<'a>(names: impl Iterator<Item = &'a str> + Clone, what: &str) -> Vec<String> {
    // Names that can be keys keep theirs, whatever is made of the others.
    let mut taken: HashSet<String> = HashSet::new();
    let kept: Vec<bool> = names.clone().map(|n| usable(n) && taken.insert(n.nfc().collect())).collect();
    names
        .zip(kept)
        .map(|(name, kept)| {
            if kept {
                return name.to_owned();
            }
            let made = slug(name);
            let made =
                if made.is_empty() || RESERVED.contains(&made.as_str()) { format!("{what}-{made}") } else { made };
            let made = made.trim_matches('-');
            let mut candidate = made.to_owned();
            let mut n = 2;
            while !taken.insert(candidate.clone()) {
                candidate = format!("{made}-{n}");
                n += 1;
            }
            candidate
        })
        .collect()
}

/// Whether a name can stand as a key of a case file and in a package on the command line.
fn usable(name: &str) -> bool {
    !name.is_empty()
        && name.trim() == name
        && name.chars().count() <= 500
        && !name.chars().any(|c| unprintable(c) || crate::diagnostic::unseen(c) || matches!(c, ',' | '='))
        && !RESERVED.contains(&name)
}

/// Letters and digits of a name, the rest as dashes.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfc().take(80) {
        if c.is_alphanumeric() || matches!(c, '.' | '_') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches(['-', '.']).to_owned()
}

/// A key as TOML writes it: bare where it can be.
fn key(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // What cannot be seen would be misread.
            c if unprintable(c) && (c as u32) < 0x1_0000 => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c if unprintable(c) => {
                let _ = write!(out, "\\U{:08X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
