//! Random talks: cases of any size, made the way real talks are, always the same ones for one seed.
//!
//! There is a hidden *compromise*, a package that everybody could live with, and a hidden order of steps. Issues come
//! in *baskets* (security, trade, ...) of four to six. Most demands are about one to three issues of one basket and
//! spare the compromise; a few *clash*: they ask for the party's own ideal, or turn the order of two steps around. How
//! many clash, and how near walk-aways come to what the compromise is worth, is the [`Looseness`].

#![allow(
    dead_code,
    clippy::needless_range_loop,
    clippy::collapsible_if,
    reason = "each of the programs that share this file uses its own part of it"
)]

use std::fmt::Write;

use super::dice::Dice;

/// How much parties insist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looseness {
    /// An agreement is often possible; if not, few conflicts stand against it.
    Loose,
    /// Some tens of conflicts.
    Medium,
    /// Hundreds or thousands of conflicts.
    Tight,
}

impl Looseness {
    /// All three.
    pub(crate) const ALL: [Looseness; 3] = [Looseness::Loose, Looseness::Medium, Looseness::Tight];

    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Looseness::Loose => "loose",
            Looseness::Medium => "medium",
            Looseness::Tight => "tight",
        }
    }
}

/// What sort of case is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Talks {
    /// Another seed, another case.
    pub(crate) seed: u64,
    /// Demands.
    pub(crate) demands: usize,
    /// Parties, all of them principals.
    pub(crate) parties: usize,
    /// Issues, of two to five options each.
    pub(crate) issues: usize,
    /// Steps.
    pub(crate) steps: usize,
    /// Demands that clash with the compromise, of a thousand.
    pub(crate) clashes: usize,
    /// Least and most that a walk-away is of what the compromise is worth to the party, in hundredths.
    pub(crate) walk_away: (usize, usize),
    /// How much parties insist.
    pub(crate) looseness: Looseness,
}

impl Talks {
    /// Talks of the usual size for so many demands.
    pub(crate) fn new(demands: usize, looseness: Looseness, seed: u64) -> Self {
        let (parties, issues, steps) = match demands {
            0..=50 => (3, 6, 12),
            51..=400 => (6, 24, 60),
            _ => (12, 60, 200),
        };
        let (clashes, walk_away) = match (demands, looseness) {
            (0..=50, Looseness::Loose) => (100, (30, 60)),
            (0..=50, Looseness::Medium) => (500, (75, 97)),
            (0..=50, Looseness::Tight) => (800, (80, 100)),
            (51..=400, Looseness::Loose) => (30, (30, 60)),
            (51..=400, Looseness::Medium) => (300, (60, 80)),
            (51..=400, Looseness::Tight) => (400, (70, 90)),
            (_, Looseness::Loose) => (2, (30, 60)),
            (_, Looseness::Medium) => (30, (50, 75)),
            (_, Looseness::Tight) => (50, (50, 75)),
        };
        Talks { seed, demands, parties, issues, steps, clashes, walk_away, looseness }
    }

    /// Whether there are many demands for each issue.
    fn crowded(&self) -> bool {
        self.demands > 8 * self.issues
    }

    /// The case, as the text of a case file.
    pub(crate) fn text(&self) -> String {
        Hidden::of(self).write()
    }
}

/// A step as it is made.
struct Step {
    basket: usize,
    /// The issue and the options that it carries out.
    carries_out: Option<(usize, Vec<usize>)>,
    optional: bool,
    /// It can be performed in the compromise.
    active: bool,
}

/// What the author of a case knows and its parties do not.
struct Hidden<'t> {
    talks: &'t Talks,
    dice: Dice,
    /// Options of each issue.
    options: Vec<usize>,
    baskets: Vec<Vec<usize>>,
    compromise: Vec<usize>,
    /// For each party, the package it dreams of.
    ideals: Vec<Vec<usize>>,
    steps: Vec<Step>,
    /// What parties asked of the order so far: who, the steps, and whether they are to be one act.
    asked: Vec<(usize, Vec<usize>, bool)>,
}

const LETTERS: [&str; 5] = ["a", "b", "c", "d", "e"];

impl<'t> Hidden<'t> {
    fn of(talks: &'t Talks) -> Self {
        let mut dice = Dice::new(talks.seed ^ (talks.demands as u64) << 32);
        let mixed: &[usize] = if talks.crowded() { &[3, 4, 4, 5, 5, 5] } else { &[2, 2, 3, 3, 3, 4, 4, 5] };
        let options: Vec<usize> = (0..talks.issues).map(|_| *dice.one(mixed)).collect();
        let mut baskets = Vec::new();
        let mut next = 0;
        while next < talks.issues {
            let end = (next + dice.within(4, 6)).min(talks.issues);
            baskets.push((next..end).collect());
            next = end;
        }
        let compromise: Vec<usize> = options.iter().map(|n| dice.roll(*n)).collect();
        let ideals = (0..talks.parties)
            .map(|_| {
                let ideal = options.iter().zip(&compromise);
                ideal.map(|(n, same)| if dice.chance(450) { *same } else { dice.roll(*n) }).collect()
            })
            .collect();
        let mut hidden =
            Hidden { talks, dice, options, baskets, compromise, ideals, steps: Vec::new(), asked: Vec::new() };
        hidden.steps = (0..talks.steps).map(|n| hidden.step(n)).collect();
        hidden
    }

    /// Steps are spread evenly over the baskets, in the hidden order.
    fn step(&mut self, n: usize) -> Step {
        let basket = n * self.baskets.len() / self.talks.steps;
        if self.dice.chance(550) {
            let issue = *self.dice.one(&self.baskets[basket]);
            let mut wanted =
                vec![if self.dice.chance(600) { self.compromise[issue] } else { self.dice.roll(self.options[issue]) }];
            if self.options[issue] > 3 && self.dice.chance(300) {
                wanted.push(self.dice.roll(self.options[issue]));
                wanted.sort_unstable();
                wanted.dedup();
            }
            let active = wanted.contains(&self.compromise[issue]);
            return Step { basket, carries_out: Some((issue, wanted)), optional: false, active };
        }
        Step { basket, carries_out: None, optional: self.dice.chance(200), active: true }
    }

    fn write(mut self) -> String {
        let talks = self.talks;
        let mut text = format!(
            "title = \"Random talks: {} demands, {}, seed {}\"\n",
            talks.demands,
            talks.looseness.word(),
            talks.seed
        );
        text += "about = \"Made at random, for measuring.\"\n";
        for party in 0..talks.parties {
            self.party(&mut text, party).expect("a text takes all that is written");
        }
        for issue in 0..talks.issues {
            let options: Vec<String> = (0..self.options[issue]).map(|o| quoted(LETTERS[o])).collect();
            text += &format!("\n[issues.i{issue}]\noptions = [{}]\n", options.join(", "));
        }
        for n in 0..talks.issues / 4 {
            let basket = self.dice.roll(self.baskets.len());
            let content = self.content(basket, None);
            text += &format!("\n[constraints.c{n}]\n{content}basis = \"assumed\"\n");
        }
        for n in 0..talks.demands {
            let party = self.dice.roll(talks.parties);
            let demand = self.demand(party);
            let firmness = self.firmness(50);
            text += &format!(
                "\n[demands.d{n}]\nparty = \"p{party}\"\n{demand}firmness = {firmness}\nbasis = \"assumed\"\n"
            );
        }
        for n in 0..talks.steps {
            self.write_step(&mut text, n).expect("a text takes all that is written");
        }
        text
    }

    fn party(&mut self, text: &mut String, party: usize) -> std::fmt::Result {
        // The first issue matters to everybody, most others to most.
        let issues: Vec<usize> = (0..self.talks.issues).filter(|i| *i == 0 || self.dice.chance(750)).collect();
        let mut weights = Vec::new();
        let mut wants = String::new();
        let (mut sum, mut worth) = (0, 0);
        for issue in issues {
            let weight = self.dice.within(1, 20) * 5;
            let mut values = Vec::new();
            for option in 0..self.options[issue] {
                let value = if option == self.ideals[party][issue] {
                    100
                } else if option == self.compromise[issue] {
                    self.dice.within(8, 18) * 5
                } else {
                    self.dice.within(0, 16) * 5
                };
                if option == self.compromise[issue] {
                    worth += weight * value;
                }
                values.push(format!("{} = {value}", LETTERS[option]));
            }
            sum += weight;
            weights.push(format!("i{issue} = {weight}"));
            writeln!(wants, "i{issue} = {{ {} }}", values.join(", "))?;
        }
        let share = self.dice.within(self.talks.walk_away.0, self.talks.walk_away.1);
        let least = worth * share / (100 * sum.max(1));
        let walk_away = if self.dice.chance(400) {
            least.to_string()
        } else {
            format!("{{ worth = {least}, firmness = {} }}", self.dice.within(30, 100))
        };
        writeln!(text, "\n[parties.p{party}]")?;
        writeln!(text, "walk_away = {walk_away}")?;
        writeln!(text, "weights = {{ {} }}", weights.join(", "))?;
        writeln!(text, "basis = \"assumed\"\n\n[parties.p{party}.wants]\n{}", wants.trim_end())
    }

    fn firmness(&mut self, absolute: usize) -> String {
        if self.dice.chance(absolute) {
            return quoted("absolute");
        }
        match self.dice.roll(6) {
            0 => quoted("low"),
            1 => quoted("medium"),
            2 => quoted("high"),
            _ => self.dice.within(1, 100).to_string(),
        }
    }

    fn demand(&mut self, party: usize) -> String {
        let clash = self.dice.chance(self.talks.clashes);
        if self.talks.steps >= 2 && self.dice.chance(250) {
            if let Some(order) = self.order(clash, party) {
                return order;
            }
        }
        let basket = self.dice.roll(self.baskets.len());
        self.content(basket, clash.then_some(party))
    }

    /// A rule about content that spares the compromise, or the ideal of a party.
    fn content(&mut self, basket: usize, party: Option<usize>) -> String {
        let spared = party.map_or_else(|| self.compromise.clone(), |p| self.ideals[p].clone());
        let kind = self.dice.roll(100);
        // The more demands there are for each issue, the more special each of them is.
        let crowded = self.talks.crowded();
        let blunt = if crowded { 2 } else { 15 };
        if kind < blunt || party.is_some() && kind < 50 {
            let issue = self.issues(basket, 1)[0];
            let narrow = party.is_some();
            let term = self.term(issue, Some(spared[issue]), narrow);
            format!("require = {{ {term} }}\n")
        } else if kind < if crowded { 70 } else { 55 } {
            let n = *self.dice.one(if crowded { &[2, 3, 3, 3, 3] } else { &[1, 2, 2, 2, 3] });
            let issues = self.issues(basket, n);
            // One of its terms leaves the spared package alone.
            let saved = self.dice.roll(issues.len());
            let terms: Vec<String> = issues
                .iter()
                .enumerate()
                .map(|(n, i)| if n == saved { self.term_without(*i, spared[*i]) } else { self.term(*i, None, true) })
                .collect();
            format!("never = {{ {} }}\n", terms.join(", "))
        } else {
            let n = *self.dice.one(if crowded { &[3, 3, 3] } else { &[2, 2, 3] });
            let issues = self.issues(basket, n);
            let Some((last, given)) = issues.split_last().filter(|(_, given)| !given.is_empty()) else {
                return self.content(basket, party);
            };
            let given: Vec<String> = given
                .iter()
                .map(|i| {
                    let keep = self.dice.chance(500).then_some(spared[*i]);
                    self.term(*i, keep, true)
                })
                .collect();
            let mut then = format!("{{ {} }}", self.term(*last, Some(spared[*last]), false));
            if self.dice.chance(200) {
                let other = self.issues(basket, 1)[0];
                then = format!("[{then}, {{ {} }}]", self.term(other, None, true));
            }
            format!("if = {{ {} }}\nthen = {then}\n", given.join(", "))
        }
    }

    /// Some issues of a basket; now and then one of the next basket.
    fn issues(&mut self, basket: usize, n: usize) -> Vec<usize> {
        let mut issues = self.dice.some(n, &self.baskets[basket]);
        if n > 1 && self.dice.chance(20) {
            let next = (basket + 1) % self.baskets.len();
            let other = *self.dice.one(&self.baskets[next]);
            if !issues.contains(&other) {
                issues[0] = other;
            }
        }
        issues
    }

    /// One issue of a pattern, with an option that must be among those named; `narrow` names just one.
    fn term(&mut self, issue: usize, keep: Option<usize>, narrow: bool) -> String {
        let options = self.options[issue];
        let first = keep.unwrap_or_else(|| self.dice.roll(options));
        let mut named = vec![first];
        let wider = options > 3 && !self.talks.crowded();
        let more = if narrow { usize::from(wider && self.dice.chance(300)) } else { self.dice.within(0, options - 2) };
        let rest: Vec<usize> = (0..options).filter(|o| *o != first).collect();
        named.extend(self.dice.some(more, &rest));
        pattern(issue, named)
    }

    /// One issue of a pattern, with an option that is not named.
    fn term_without(&mut self, issue: usize, without: usize) -> String {
        let rest: Vec<usize> = (0..self.options[issue]).filter(|o| *o != without).collect();
        let n = if self.talks.crowded() { 1 } else { self.dice.within(1, rest.len().min(2)) };
        pattern(issue, self.dice.some(n, &rest))
    }

    /// Whether a party that asks this of some steps contradicts what it asked before: one act, and one after the other.
    fn contradicts(&mut self, party: usize, steps: &[usize], one_act: bool) -> bool {
        let both = |other: &[usize]| steps.iter().filter(|s| other.contains(s)).count() > 1;
        let found = self.asked.iter().any(|(p, other, act)| *p == party && *act != one_act && both(other));
        self.asked.push((party, steps.to_vec(), one_act));
        found
    }

    /// A demand of order along the hidden order, or against it; none where the party would contradict itself.
    fn order(&mut self, clash: bool, party: usize) -> Option<String> {
        let later = self.dice.roll(self.talks.steps);
        let earlier = self.before(later);
        if earlier.is_empty() {
            return None;
        }
        let n = *self.dice.one(&[1, 1, 1, 1, 2]);
        let first = self.dice.some(n, &earlier);
        let named = |steps: &[usize]| steps.iter().map(|s| quoted(&format!("s{s}"))).collect::<Vec<_>>().join(", ");
        Some(if clash {
            if self.contradicts(party, &[later, first[0]], false) {
                return None;
            }
            format!("step = \"s{}\"\nonly_after = [\"s{later}\"]\n", first[0])
        } else if self.dice.chance(50) {
            if self.contradicts(party, &[later, first[0]], true) {
                return None;
            }
            format!("together = [\"s{later}\", \"s{}\"]\n", first[0])
        } else if self.dice.chance(200) {
            // One that keeps the compromise possible, and others that need not.
            let others: Vec<usize> =
                (0..self.talks.steps).filter(|s| self.steps[*s].basket == self.steps[later].basket).collect();
            let mut any = vec![first[0]];
            any.extend(self.dice.some(2, &others).into_iter().filter(|s| *s != later && *s != first[0]));
            if any.len() == 1 && self.contradicts(party, &[later, any[0]], false) {
                return None;
            }
            format!("step = \"s{later}\"\nonly_after_any = [{}]\n", named(&any))
        } else {
            let each = first.iter().any(|s| self.contradicts(party, &[later, *s], false));
            if each {
                return None;
            }
            format!("step = \"s{later}\"\nonly_after = [{}]\n", named(&first))
        })
    }

    /// Steps of the same basket that a step may wait for without harm to the compromise.
    fn before(&self, later: usize) -> Vec<usize> {
        let step = &self.steps[later];
        (0..later)
            .filter(|s| self.steps[*s].basket == step.basket && (self.steps[*s].active || !step.active))
            // Little waits for what lies far back.
            .filter(|s| later - s <= 6)
            .collect()
    }

    fn write_step(&mut self, text: &mut String, n: usize) -> std::fmt::Result {
        writeln!(text, "\n[steps.s{n}]\nby = [\"p{}\"]", self.dice.roll(self.talks.parties))?;
        let earlier = self.before(n);
        if !earlier.is_empty() && self.dice.chance(250) {
            writeln!(text, "after = [\"s{}\"]", self.dice.one(&earlier))?;
        }
        let step = &self.steps[n];
        if let Some((issue, options)) = &step.carries_out {
            writeln!(text, "carries_out = {{ {} }}", pattern(*issue, options.clone()))?;
        } else if step.optional {
            writeln!(text, "optional = true")?;
        }
        writeln!(text, "basis = \"assumed\"")
    }
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

fn pattern(issue: usize, mut options: Vec<usize>) -> String {
    options.sort_unstable();
    options.dedup();
    match options.as_slice() {
        [one] => format!("i{issue} = {}", quoted(LETTERS[*one])),
        many => {
            let many: Vec<String> = many.iter().map(|o| quoted(LETTERS[*o])).collect();
            format!("i{issue} = [{}]", many.join(", "))
        }
    }
}
