//! A small case in the plainest terms, and the case file that says the same.

use std::fmt::Write;

/// A number in hundredths.
pub(crate) type Hundredths = i64;

/// For each issue the options that are meant; all terms must be met. Of several tables, one.
pub(crate) type Pattern = Vec<Vec<(usize, Vec<usize>)>>;

/// One option of each issue.
pub(crate) type Package = Vec<usize>;

#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    /// Names, and how many options.
    pub(crate) issues: Vec<(String, usize)>,
    pub(crate) parties: Vec<Party>,
    pub(crate) constraints: Vec<(String, Content)>,
    pub(crate) demands: Vec<(String, usize, Content)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) principal: bool,
    pub(crate) wants: Option<Wants>,
    pub(crate) walk_away: Option<Hundredths>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Wants {
    /// For each issue, how much it counts and what its options are worth; `None`: nothing is wanted on it.
    pub(crate) issues: Vec<Option<(Hundredths, Vec<Hundredths>)>>,
    pub(crate) bonuses: Vec<Bonus>,
    pub(crate) measure: Option<Measure>,
    /// Whether numbers are written as ranges, of which these are the middles.
    pub(crate) unsure: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Bonus {
    pub(crate) pattern: Pattern,
    pub(crate) unless: bool,
    pub(crate) worth: Hundredths,
}

#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) total: Option<Hundredths>,
    /// For each issue, the value that counts as 100.
    pub(crate) best: Vec<Hundredths>,
    pub(crate) out_of: Option<Hundredths>,
    /// Whether no package counts for more than 100.
    pub(crate) capped: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Require(Pattern),
    Never(Pattern),
    IfThen(Pattern, Pattern),
}

impl Spec {
    /// Parties whose worth counts: places in `parties`.
    pub(crate) fn sides(&self) -> Vec<usize> {
        (0..self.parties.len()).filter(|p| self.parties[*p].principal && self.parties[*p].wants.is_some()).collect()
    }

    /// The case file.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = String::from("title = \"A random case\"\n\n");
        for (name, options) in &self.issues {
            let options: Vec<_> = (0..*options).map(|o| format!("{} = \"Option {o}\"", option(o))).collect();
            let _ = writeln!(text, "[issues.{name}]\noptions = {{ {} }}\n", options.join(", "));
        }
        self.parties.iter().for_each(|party| text += &self.party(party));
        for (name, content) in &self.constraints {
            let _ = writeln!(text, "[constraints.{name}]\n{}", self.content(content));
        }
        for (name, party, content) in &self.demands {
            let by = &self.parties[*party].name;
            let _ = writeln!(text, "[demands.{name}]\nparty = \"{by}\"\n{}", self.content(content));
        }
        text
    }

    fn party(&self, party: &Party) -> String {
        let mut text = format!("[parties.{}]\nname = \"{}\"\n", party.name, party.name);
        if !party.principal {
            text += "role = \"mediator\"\n";
        }
        if let Some(worth) = party.walk_away {
            let _ = writeln!(text, "walk_away = {}", number(worth));
        }
        let Some(wants) = &party.wants else { return text + "\n" };
        let named = || self.issues.iter().zip(&wants.issues).filter_map(|(i, w)| Some((&i.0, w.as_ref()?)));
        if named().next().is_some() {
            let weights: Vec<_> = named().map(|(i, (w, _))| format!("{i} = {}", wants.written(*w))).collect();
            let _ = writeln!(text, "weights = {{ {} }}", weights.join(", "));
        }
        if let Some(measure) = &wants.measure {
            let best = named().map(|(i, _)| i).zip(self.wanted(wants).map(|i| measure.best[i]));
            let best: Vec<_> = best.map(|(i, b)| format!("{i} = {}", number(b))).collect();
            let mut parts = Vec::new();
            parts.extend(measure.total.map(|t| format!("total = {}", number(t))));
            if !best.is_empty() {
                parts.push(format!("best = {{ {} }}", best.join(", ")));
            }
            parts.extend(measure.out_of.map(|o| format!("out_of = {}", number(o))));
            parts.extend(measure.capped.then(|| "capped = true".to_owned()));
            let _ = writeln!(text, "measure = {{ {} }}", parts.join(", "));
        }
        if !wants.bonuses.is_empty() {
            let bonus = |b: &Bonus| {
                let word = if b.unless { "unless" } else { "when" };
                format!("{{ {word} = {}, worth = {} }}", self.pattern(&b.pattern), number(b.worth))
            };
            let bonuses: Vec<_> = wants.bonuses.iter().map(bonus).collect();
            let _ = writeln!(text, "bonuses = [ {} ]", bonuses.join(", "));
        }
        for (issue, (_, values)) in named() {
            let values: Vec<_> =
                values.iter().enumerate().map(|(o, v)| format!("{} = {}", option(o), wants.written(*v))).collect();
            let _ = writeln!(text, "wants.{issue} = {{ {} }}", values.join(", "));
        }
        text + "\n"
    }

    /// Issues on which something is wanted.
    fn wanted<'a>(&self, wants: &'a Wants) -> impl Iterator<Item = usize> + 'a {
        (0..self.issues.len()).filter(|i| wants.issues[*i].is_some())
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Require(p) => format!("require = {}\n", self.pattern(p)),
            Content::Never(p) => format!("never = {}\n", self.pattern(p)),
            Content::IfThen(p, q) => format!("if = {}\nthen = {}\n", self.pattern(p), self.pattern(q)),
        }
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        let tables: Vec<_> = pattern.iter().map(|table| self.table(table)).collect();
        if tables.len() == 1 { tables.concat() } else { format!("[{}]", tables.join(", ")) }
    }

    fn table(&self, table: &[(usize, Vec<usize>)]) -> String {
        let term = |(issue, options): &(usize, Vec<usize>)| {
            let names: Vec<_> = options.iter().map(|o| format!("\"{}\"", option(*o))).collect();
            let options = if names.len() == 1 { names.concat() } else { format!("[{}]", names.join(", ")) };
            format!("{} = {options}", self.issues[*issue].0)
        };
        format!("{{ {} }}", table.iter().map(term).collect::<Vec<_>>().join(", "))
    }
}

impl Wants {
    /// A number, or a range of which it is the middle.
    fn written(&self, n: Hundredths) -> String {
        let room = (n / 2).min((10_000 - n) / 2);
        if self.unsure && room > 0 { format!("[{}, {}]", number(n - room), number(n + room)) } else { number(n) }
    }
}

/// The name of an option: names run against the order of the file, so that nothing can lean on the alphabet.
pub(crate) fn option(number: usize) -> String {
    format!("o{}", 99 - number)
}

/// 3330 as `33.3`.
fn number(hundredths: Hundredths) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
