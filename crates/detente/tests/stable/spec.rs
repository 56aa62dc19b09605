//! A small conflict in the plainest terms, and the case file that says the same.

use std::fmt::Write;

/// For each issue the options that are meant; all terms must be met. Of several tables, one.
pub(crate) type Pattern = Vec<Vec<(usize, Vec<usize>)>>;

#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    pub(crate) issues: Vec<Issue>,
    pub(crate) parties: Vec<Party>,
    pub(crate) constraints: Vec<Content>,
    pub(crate) status_quo: Option<Vec<usize>>,
    /// Issues that are settled by whoever asks.
    pub(crate) settled: Vec<(usize, usize)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Issue {
    pub(crate) name: String,
    pub(crate) options: usize,
    pub(crate) decided_by: Vec<usize>,
    pub(crate) moves: Moves,
}

#[derive(Debug, Clone)]
pub(crate) enum Moves {
    Free,
    Forward,
    Back,
    /// From an option to each of these; from others to any.
    Listed(Vec<(usize, Vec<usize>)>),
}

#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) role: &'static str,
    pub(crate) likes: Likes,
    pub(crate) overlooks: Option<Pattern>,
}

#[derive(Debug, Clone)]
pub(crate) enum Likes {
    Unknown,
    /// For each issue its weight and what each option is worth, and what is paid beside.
    Worth(Vec<Option<(u32, Vec<u32>)>>, Vec<(Pattern, bool, i32)>),
    Prefers(Vec<Pattern>),
    Ranking(Vec<Vec<Vec<usize>>>),
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Require(Pattern),
    Never(Pattern),
    IfThen(Pattern, Pattern),
}

impl Spec {
    /// The number of packages.
    pub(crate) fn packages(&self) -> usize {
        self.issues.iter().map(|i| i.options).product()
    }

    /// The case file.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = String::from("title = \"A random conflict\"\n");
        if let Some(package) = &self.status_quo {
            let _ = writeln!(text, "status_quo = {}", self.package(package));
        }
        for issue in &self.issues {
            let options: Vec<_> = (0..issue.options).map(|o| format!("\"{}\"", option(o))).collect();
            let _ = writeln!(text, "\n[issues.{}]\noptions = [{}]", issue.name, options.join(", "));
            if !issue.decided_by.is_empty() {
                let by: Vec<_> = issue.decided_by.iter().map(|p| format!("\"{}\"", self.parties[*p].name)).collect();
                let _ = writeln!(text, "decided_by = [{}]", by.join(", "));
            }
            match &issue.moves {
                Moves::Free => {}
                Moves::Forward => text += "moves = \"forward\"\n",
                Moves::Back => text += "moves = \"back\"\n",
                Moves::Listed(listed) => {
                    let row = |(from, to): &(usize, Vec<usize>)| format!("{} = {}", option(*from), list(to));
                    let _ = writeln!(text, "moves = {{ {} }}", listed.iter().map(row).collect::<Vec<_>>().join(", "));
                }
            }
        }
        self.parties.iter().for_each(|party| text += &self.party(party));
        for (n, content) in self.constraints.iter().enumerate() {
            let _ = writeln!(text, "\n[constraints.c{n}]\n{}", self.content(content));
        }
        text
    }

    fn party(&self, party: &Party) -> String {
        let mut text = format!("\n[parties.{}]\n", party.name);
        if !party.role.is_empty() {
            let _ = writeln!(text, "role = \"{}\"", party.role);
        }
        if let Some(pattern) = &party.overlooks {
            let _ = writeln!(text, "overlooks = {}", self.pattern(pattern));
        }
        match &party.likes {
            Likes::Unknown => {}
            Likes::Prefers(statements) => {
                let all: Vec<_> = statements.iter().map(|s| self.pattern(s)).collect();
                let _ = writeln!(text, "prefers = [{}]", all.join(", "));
            }
            Likes::Ranking(ranks) => {
                let tied = |tied: &Vec<Vec<usize>>| match tied.as_slice() {
                    [one] => self.package(one),
                    more => format!("[{}]", more.iter().map(|p| self.package(p)).collect::<Vec<_>>().join(", ")),
                };
                let _ = writeln!(text, "ranking = [{}]", ranks.iter().map(tied).collect::<Vec<_>>().join(", "));
            }
            Likes::Worth(issues, bonuses) => {
                let named = || self.issues.iter().zip(issues).filter_map(|(i, w)| Some((i, w.as_ref()?)));
                let weights: Vec<_> = named().map(|(i, (w, _))| format!("{} = {w}", i.name)).collect();
                if !weights.is_empty() {
                    let _ = writeln!(text, "weights = {{ {} }}", weights.join(", "));
                }
                let bonus = |(pattern, unless, worth): &(Pattern, bool, i32)| {
                    let word = if *unless { "unless" } else { "when" };
                    format!("{{ {word} = {}, worth = {worth} }}", self.pattern(pattern))
                };
                if !bonuses.is_empty() {
                    let _ = writeln!(text, "bonuses = [{}]", bonuses.iter().map(bonus).collect::<Vec<_>>().join(", "));
                }
                for (issue, (_, values)) in named() {
                    let values: Vec<_> =
                        values.iter().enumerate().map(|(o, v)| format!("{} = {v}", option(o))).collect();
                    let _ = writeln!(text, "wants.{} = {{ {} }}", issue.name, values.join(", "));
                }
            }
        }
        text
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Require(p) => format!("require = {}", self.pattern(p)),
            Content::Never(p) => format!("never = {}", self.pattern(p)),
            Content::IfThen(p, q) => format!("if = {}\nthen = {}", self.pattern(p), self.pattern(q)),
        }
    }

    fn package(&self, package: &[usize]) -> String {
        let term = |(i, o): (&Issue, &usize)| format!("{} = \"{}\"", i.name, option(*o));
        format!("{{ {} }}", self.issues.iter().zip(package).map(term).collect::<Vec<_>>().join(", "))
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        let tables: Vec<_> = pattern.iter().map(|table| self.table(table)).collect();
        if tables.len() == 1 { tables.concat() } else { format!("[{}]", tables.join(", ")) }
    }

    fn table(&self, table: &[(usize, Vec<usize>)]) -> String {
        let term = |(issue, options): &(usize, Vec<usize>)| format!("{} = {}", self.issues[*issue].name, list(options));
        format!("{{ {} }}", table.iter().map(term).collect::<Vec<_>>().join(", "))
    }
}

fn list(options: &[usize]) -> String {
    let names: Vec<_> = options.iter().map(|o| format!("\"{}\"", option(*o))).collect();
    format!("[{}]", names.join(", "))
}

/// The name of an option: names run against the order of the file, so that nothing can lean on the alphabet.
pub(crate) fn option(number: usize) -> String {
    format!("o{}", 9 - number)
}
