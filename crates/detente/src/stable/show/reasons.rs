//! Why states are stable or not.

use crate::{
    case::{Case, Package},
    show::{Block, Doc, Item, Line},
    stable::{
        Act, Concept, Improvement, Listed, Reason, StableAnswer, States,
        show::{called, changes},
        space::Space,
    },
    words::listed,
};

/// States that are told of where nobody asked about any.
const MOST_STATES: usize = 3;

/// Improvements of a party that are told.
const MOST_IMPROVEMENTS: usize = 4;

pub(super) fn told(answer: &StableAnswer<'_>, found: &Listed<'_>, doc: &mut Doc) {
    let teller = Teller { answer, reasons: found.reasons.iter().collect(), space: Some(&found.space) };
    let tell = |cell: usize, doc: &mut Doc| teller.state(&found.space.package(cell), doc);
    let asked: Vec<usize> = match &answer.asked.states {
        States::All => found.told.clone(),
        States::Some(numbers) => numbers.iter().filter_map(|n| found.space.cell_numbered(*n)).collect(),
    };
    if let Some(trial) = found.trial {
        doc.heading(2, format!("Would it hold? State {}", found.space.number(trial)));
        tell(trial, doc);
    }
    if let Some(status_quo) = found.status_quo.filter(|s| Some(*s) != found.trial && !asked.contains(s)) {
        doc.heading(2, format!("How things stand: state {}", found.space.number(status_quo)));
        tell(status_quo, doc);
    }
    for cell in asked.iter().filter(|c| Some(**c) != found.trial) {
        doc.heading(2, format!("State {}", found.space.number(*cell)));
        tell(*cell, doc);
    }
    if found.trial.is_none() && asked.is_empty() {
        let holds = |c: &&usize| {
            Some(**c) != found.status_quo && answer.concepts.iter().any(|k| found.verdicts.equilibrium(*k, **c))
        };
        for cell in found.told.iter().filter(holds).take(MOST_STATES) {
            doc.heading(2, format!("Why state {} holds", found.space.number(*cell)));
            tell(*cell, doc);
        }
    }
}

/// Tells why parties would stay in a state, or leave it.
pub(super) struct Teller<'t> {
    pub(super) answer: &'t StableAnswer<'t>,
    pub(super) reasons: Vec<&'t Reason>,
    /// Where states have numbers.
    pub(super) space: Option<&'t Space<'t>>,
}

impl Teller<'_> {
    fn case(&self) -> &Case {
        self.answer.graph.case
    }

    /// A state by its number, where it has one, and how it differs from another.
    fn other(&self, from: &Package, to: &Package) -> String {
        let changes = changes(self.case(), from, to);
        let number = self.space.and_then(|s| Some(s.number(s.cell(to)?)));
        number.map_or_else(|| format!("a state with {changes}"), |n| format!("state {n} ({changes})"))
    }

    /// A state by its number, or by how it differs from where a party would have moved.
    fn end(&self, to: &Package, end: &Package) -> String {
        let number = self.space.and_then(|s| Some(s.number(s.cell(end)?)));
        number.map_or_else(|| format!("a state with {}", changes(self.case(), to, end)), |n| format!("state {n}"))
    }

    /// What a state is, and why each party would stay or leave.
    pub(super) fn state(&self, package: &Package, doc: &mut Doc) {
        let options =
            self.case().package_rows(package).into_iter().map(|row| format!("{}: \u{201c}{}\u{201d}", row[0], row[1]));
        doc.text(format!("{}.", options.collect::<Vec<_>>().join("; ")));
        let (holds, open) = self.holds(package);
        let all = self.answer.concepts.len();
        let line = match holds.len() {
            0 if open.len() == all => {
                Line::default().strong("Whether it holds").plain(" is not known by any of the concepts.")
            }
            0 if open.is_empty() => Line::default().strong("It does not hold").plain(" by any of the concepts."),
            0 => Line::default().strong("It is not known to hold").plain(" by any of the concepts."),
            n if n == all => Line::default().strong("It holds").plain(" by all of the concepts."),
            _ if open.is_empty() => Line::default()
                .strong("It holds")
                .plain(format!(" by {}, and by no other concept.", listed(holds, "and"))),
            _ => Line::default().strong("It holds").plain(format!(" by {}.", listed(holds, "and"))),
        };
        doc.text(if open.is_empty() || open.len() == all {
            line
        } else {
            line.plain(format!(" By {} that is not known.", listed(open, "and")))
        });
        let parties = self.answer.graph.parties.iter();
        doc.list(parties.map(|party| self.party(*party, package)).collect());
    }

    /// The concepts by which every party stays, and those by which nobody is known to leave though not all are known to stay.
    fn holds(&self, state: &Package) -> (Vec<String>, Vec<String>) {
        let (mut holds, mut open) = (Vec::new(), Vec::new());
        for concept in &self.answer.concepts {
            let told: Vec<&&Reason> =
                self.reasons.iter().filter(|r| r.concept == *concept && r.state == *state).collect();
            if told.iter().all(|r| r.stable) {
                let known = told.len() == self.answer.graph.parties.len();
                if known { &mut holds } else { &mut open }.push(called(*concept).to_owned());
            }
        }
        (holds, open)
    }

    fn party(&self, party: crate::case::PartyId, state: &Package) -> Item {
        let name = self.case().party_name(party).to_owned();
        let reasons: Vec<&Reason> =
            self.reasons.iter().copied().filter(|r| r.party == party && r.state == *state).collect();
        if reasons.is_empty() {
            return Item::new(Line::default().strong(name).plain(": whether it would stay is not known."));
        }
        let (stays, leaves): (Vec<&&Reason>, Vec<&&Reason>) = reasons.iter().partition(|r| r.stable);
        if leaves.is_empty() && stays.iter().all(|r| r.improvements.is_empty()) {
            let own = self.answer.graph.parties.iter().position(|p| *p == party);
            let alone = own.is_some_and(|n| !self.answer.graph.movers[n].axes.is_empty());
            let why = if alone {
                " has no better state that it can move to."
            } else {
                " decides nothing alone, and cannot leave."
            };
            return Item::new(Line::default().strong(name).plain(why));
        }
        let names = |some: &[&&Reason]| listed(some.iter().map(|r| called(r.concept).to_owned()).collect(), "and");
        let line = Line::default().strong(name);
        let line = match (stays.is_empty(), leaves.is_empty()) {
            (true, _) => line.plain(" would leave, by every concept."),
            (_, true) => line.plain(" would stay, by every concept."),
            _ => line.plain(format!(" would stay by {}, and leave by {}.", names(&stays), names(&leaves))),
        };
        let improvements = improvements(&reasons);
        let more = improvements.len().saturating_sub(MOST_IMPROVEMENTS);
        let mut items: Vec<Item> =
            improvements.iter().take(MOST_IMPROVEMENTS).map(|to| self.improvement(state, to, &reasons)).collect();
        if more > 0 {
            items.push(Item::new(format!("{more} more moves would be better for it; each is deterred likewise.")));
        }
        Item::new(line).with(Block::List(items))
    }

    /// One move, and what would come of it.
    fn improvement(&self, state: &Package, to: &Package, reasons: &[&Reason]) -> Item {
        let of = |r: &&Reason| -> Option<(Concept, Improvement)> {
            Some((r.concept, r.improvements.iter().find(|i| i.to == *to)?.clone()))
        };
        let told: Vec<(Concept, Improvement)> = reasons.iter().filter_map(of).collect();
        let line =
            Line::default().plain(format!("It could move to {}, which is better for it.", self.other(state, to)));
        let mut item = Item::new(line);
        let mut seen: Vec<&Improvement> = Vec::new();
        let mut answers = Vec::new();
        for (_, improvement) in told.iter().filter(|(_, i)| i.answer.is_some()) {
            if seen.iter().any(|s| **s == *improvement) {
                continue;
            }
            seen.push(improvement);
            let by = told.iter().filter(|(_, i)| i == improvement).map(|(c, _)| called(*c).to_owned()).collect();
            answers.push(Item::new(self.answer_words(to, improvement).plain(format!(" ({})", listed(by, "and")))));
        }
        let free: Vec<String> =
            told.iter().filter(|(_, i)| i.answer.is_none()).map(|(c, _)| called(*c).to_owned()).collect();
        if !free.is_empty() {
            answers.push(Item::new(format!("Nothing that counts deters it by {}.", listed(free, "and"))));
        }
        if !answers.is_empty() {
            item = item.with(Block::List(answers));
        }
        item
    }

    /// What others would do about it.
    fn answer_words(&self, to: &Package, improvement: &Improvement) -> Line {
        let acts = improvement.answer.as_deref().unwrap_or_default();
        if let Some(end) = &improvement.together {
            let one = |a: &Act| self.who(a);
            let others = listed(acts.iter().map(one).collect(), "and");
            return Line::default().plain(format!(
                "If {others} moved at the same time, as would be better for them, all would end in {}, which is no better \
                 for it",
                self.end(to, end)
            ));
        }
        let mut at = to.clone();
        let mut words = Vec::new();
        for act in acts {
            words.push(format!("{} could go on to {}", self.who(act), self.other(&at, &act.to)));
            at = act.to.clone();
        }
        Line::default().plain(format!("{}, which is no better for it", words.join(", then ")))
    }

    fn who(&self, act: &Act) -> String {
        let names: Vec<String> = act.by.iter().map(|p| self.case().party_name(*p).to_owned()).collect();
        let together = if names.len() > 1 { " together" } else { "" };
        format!("{}{together}", listed(names, "and"))
    }
}

/// Where a party would move, in the order in which reasons tell of it.
fn improvements(reasons: &[&Reason]) -> Vec<Package> {
    let mut all: Vec<Package> = Vec::new();
    // What nothing deters comes first: that is what would happen.
    let (open, shut): (Vec<&&Reason>, Vec<&&Reason>) = reasons.iter().partition(|r| !r.stable);
    for improvement in open.into_iter().chain(shut).flat_map(|r| &r.improvements) {
        if !all.contains(&improvement.to) {
            all.push(improvement.to.clone());
        }
    }
    all
}
