//! Writes a small case as the text of a case file.

use std::fmt::Write as _;

use crate::spec::{Bonus, Content, Demand, Firmness, Hundredths, Insists, Party, Pattern, Spec, Step, Waits};

impl Spec {
    /// The text of the case file. The layout bits choose among ways of writing the same thing.
    pub(crate) fn to_toml(&self) -> String {
        let mut sections: [Vec<String>; 5] = [
            self.parties.iter().map(|p| self.party(p)).collect(),
            self.issues.iter().map(|(name, options)| issue(name, *options)).collect(),
            self.constraints.iter().map(|(name, c)| format!("[constraints.{name}]\n{}\n", self.content(c))).collect(),
            self.steps.iter().map(|s| self.step(s)).collect(),
            self.demands.iter().map(|d| self.demand(d)).collect(),
        ];
        sections.rotate_left((self.layout % 5) as usize);
        format!("title = \"A random case\"\n\n{}", sections.concat().concat())
    }

    /// Whether to write short forms out in full.
    fn in_full(&self) -> bool {
        self.layout / 5 % 2 == 1
    }

    fn party(&self, party: &Party) -> String {
        let mut text = format!("[parties.{}]\n", party.name);
        if !party.principal {
            text += "role = \"mediator\"\n";
        } else if self.in_full() {
            text += "role = \"principal\"\n";
        }
        if let Some((worth, firmness)) = party.walk_away {
            let _ = match self.firmness(firmness) {
                Some(f) => writeln!(text, "walk_away = {{ worth = {}, firmness = {f} }}", number(worth)),
                None => writeln!(text, "walk_away = {}", number(worth)),
            };
        }
        if let Some(wants) = &party.wants {
            let named = || self.issues.iter().zip(wants).filter_map(|((name, _), w)| Some((name, w.as_ref()?)));
            let most = if party.measure.is_some() { Hundredths::MAX } else { 10_000 };
            let least = if party.measure.is_some() { Hundredths::MIN } else { 0 };
            let weight = |weight| range(weight, party.spread, 0, Hundredths::MAX);
            let weights: Vec<_> = named().map(|(i, (w, _))| format!("{i} = {}", weight(*w))).collect();
            if let Some(tiers) = &party.order {
                let tied =
                    |tier: &Vec<usize>| tier.iter().map(|i| self.issues[*i].0.clone()).collect::<Vec<_>>().join(" = ");
                let _ = writeln!(text, "weights = \"{}\"", tiers.iter().map(tied).collect::<Vec<_>>().join(" > "));
            } else if !weights.is_empty() {
                let _ = writeln!(text, "weights = {{ {} }}", weights.join(", "));
            }
            self.beside(party, &mut text);
            if !weights.is_empty() {
                let _ = writeln!(text, "[parties.{}.wants]", party.name);
            }
            for (issue, (_, values)) in named() {
                let value = |v| range(v, party.spread, least, most);
                let values: Vec<_> =
                    values.iter().enumerate().map(|(o, v)| format!("{} = {}", option(o), value(*v))).collect();
                let _ = writeln!(text, "{issue} = {{ {} }}", values.join(", "));
            }
        }
        text + "\n"
    }

    /// Bonuses and measure.
    fn beside(&self, party: &Party, text: &mut String) {
        if let Some(measure) = &party.measure {
            let total = measure.total.map_or(String::new(), |t| format!("total = {}, ", number(t)));
            let best = self.issues.iter().zip(&measure.best).map(|((i, _), b)| format!("{i} = {}", number(*b)));
            let best = best.collect::<Vec<_>>().join(", ");
            let same = measure.best.windows(2).all(|b| b[0] == b[1]) && !self.in_full();
            let best = if same { number(measure.best[0]) } else { format!("{{ {best} }}") };
            let out_of = number(measure.out_of);
            let _ = writeln!(text, "measure = {{ {total}best = {best}, out_of = {out_of} }}");
        }
        let bonus = |b: &Bonus| {
            let key = if b.unless { "unless" } else { "when" };
            format!("{{ {key} = {}, worth = {} }}", self.pattern(&b.when), number(b.worth))
        };
        if !party.bonuses.is_empty() {
            let bonuses = party.bonuses.iter().map(bonus).collect::<Vec<_>>().join(", ");
            let _ = writeln!(text, "bonuses = [{bonuses}]");
        }
    }

    fn step(&self, step: &Step) -> String {
        let by: Vec<_> = step.by.iter().map(|p| format!("\"{}\"", self.parties[*p].name)).collect();
        let mut text = format!("[steps.{}]\nby = [{}]\n", step.name, by.join(", "));
        self.wait_keys(&step.waits, ["after", "after_any", "on_credit"], &mut text);
        if let Some(pattern) = &step.carries_out {
            let _ = writeln!(text, "carries_out = {}", self.pattern(pattern));
        }
        if step.optional {
            text += "optional = true\n";
        }
        text + "\n"
    }

    fn demand(&self, demand: &Demand) -> String {
        let mut text = format!("[demands.{}]\nparty = \"{}\"\n", demand.name, self.parties[demand.party].name);
        match &demand.insists {
            Insists::Content(content) => text += &self.content(content),
            Insists::After(step, waits) => {
                let _ = writeln!(text, "step = \"{}\"", self.steps[*step].name);
                self.wait_keys(waits, ["only_after", "only_after_any", "on_credit"], &mut text);
            }
            Insists::Together(steps) => {
                let _ = writeln!(text, "together = {}", self.step_list(steps));
            }
        }
        if let Some(firmness) = self.firmness(demand.firmness) {
            let _ = writeln!(text, "firmness = {firmness}");
        }
        text + "\n"
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
        if tables.len() == 1 && !self.in_full() { tables.concat() } else { format!("[{}]", tables.join(", ")) }
    }

    fn table(&self, table: &[(usize, Vec<usize>)]) -> String {
        let terms: Vec<_> = table
            .iter()
            .map(|(issue, options)| {
                let names: Vec<_> = options.iter().map(|o| format!("\"{}\"", option(*o))).collect();
                let one = names.len() == 1 && !self.in_full();
                let options = if one { names.concat() } else { format!("[{}]", names.join(", ")) };
                format!("{} = {options}", self.issues[*issue].0)
            })
            .collect();
        format!("{{ {} }}", terms.join(", "))
    }

    fn wait_keys(&self, waits: &Waits, [all, any, on_credit]: [&str; 3], text: &mut String) {
        let lists: Vec<_> = waits.any.iter().map(|list| self.step_list(list)).collect();
        let one = lists.len() == 1 && !self.in_full();
        let lists = if one { lists.concat() } else { format!("[{}]", lists.join(", ")) };
        for (key, empty, written) in [
            (all, waits.all.is_empty(), self.step_list(&waits.all)),
            (any, waits.any.is_empty(), lists),
            (on_credit, waits.on_credit.is_empty(), self.step_list(&waits.on_credit)),
        ] {
            if !empty {
                let _ = writeln!(text, "{key} = {written}");
            }
        }
    }

    fn step_list(&self, steps: &[usize]) -> String {
        let names: Vec<_> = steps.iter().map(|s| format!("\"{}\"", self.steps[*s].name)).collect();
        format!("[{}]", names.join(", "))
    }

    fn firmness(&self, firmness: Firmness) -> Option<String> {
        let (word, points) = match firmness {
            Firmness::Unsaid => return None,
            Firmness::Low => ("\"low\"", 2_000),
            Firmness::Medium => ("\"medium\"", 5_000),
            Firmness::High => ("\"high\"", 8_000),
            Firmness::Cost(c) => return Some(number(c)),
            Firmness::Absolute => return Some("\"absolute\"".to_owned()),
        };
        Some(if self.in_full() { number(points) } else { word.to_owned() })
    }
}

fn issue(name: &str, options: usize) -> String {
    let options: Vec<_> = (0..options).map(|o| format!("{} = \"Option {o}\"", option(o))).collect();
    format!("[issues.{name}]\noptions = {{ {} }}\n\n", options.join(", "))
}

/// The name of an option: names run against the order of the file, so that nothing can lean on the alphabet.
pub(crate) fn option(number: usize) -> &'static str {
    ["z", "y", "x", "w", "v"][number]
}

/// A range around a number, within bounds; the number itself where there is no room.
fn range(middle: Hundredths, spread: Hundredths, least: Hundredths, most: Hundredths) -> String {
    let room = spread.min(middle.saturating_sub(least)).min(most.saturating_sub(middle));
    if room > 0 { format!("[{}, {}]", number(middle - room), number(middle + room)) } else { number(middle) }
}

/// 3330 as `33.3`.
fn number(hundredths: Hundredths) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
