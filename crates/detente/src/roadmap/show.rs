//! The answer in words: the order of its sections, what it comes to, and what could be asked next.

mod bridge;
mod instrument;
mod plan;
mod readings;
mod rings;
mod stakes;

use super::{How, RoadmapAnswer, Verdict};
use crate::{
    case::{Case, StepId},
    number::Exact,
    show::{Doc, Line},
    why::show::Words,
    words::{count, listed},
};

impl RoadmapAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let t = Tell { case, answer: self, words: Words::new(case) };
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        t.words.founded(&self.cautions, &mut doc);
        if let Some(limit) = &self.limit {
            doc.text(Line::default().strong("Cut short").plain(format!(": {limit}.")));
        }
        t.package(&mut doc);
        t.verdict(&mut doc);
        let found = &self.answered;
        if let Some(plan) = &found.plan {
            doc.heading(2, "In what order");
            t.plan(plan, &mut doc);
            t.by_party(plan, &mut doc);
            if let Some(weighed) = &plan.weighed {
                doc.heading(2, "Who is exposed");
                t.exposed(plan, weighed, &mut doc);
                doc.heading(2, "Would it hold?");
                t.holds(plan, weighed, &mut doc);
            }
        } else {
            t.rings(&mut doc);
        }
        t.escapes(&mut doc);
        t.readings(&mut doc);
        if found.plan.is_none() {
            t.bridges(&mut doc);
        }
        if let Some(found) = &self.if_disputed {
            super::readings::show(found, case, &mut doc);
        }
        t.next(&mut doc);
        doc
    }
}

/// What the sections of the answer share.
struct Tell<'t> {
    case: &'t Case,
    answer: &'t RoadmapAnswer,
    words: Words<'t>,
}

impl Tell<'_> {
    fn step(&self, step: usize) -> String {
        self.case.step_name(StepId::at(step))
    }

    fn steps(&self, steps: &[usize], last: &str) -> String {
        listed(steps.iter().map(|s| self.step(*s)).collect(), last)
    }

    fn ids(&self, steps: &[StepId], last: &str) -> String {
        self.case.step_names(steps, last)
    }

    /// A step and who performs it: `“Sign” (Ukraine and Russia)`.
    fn with_performers(&self, step: usize) -> String {
        format!("{} ({})", self.step(step), self.case.performers(StepId::at(step)))
    }

    fn day(&self, day: u64) -> String {
        self.answer.dates.told(day)
    }

    fn party(&self, party: crate::case::PartyId) -> String {
        self.case.party_name(party).to_owned()
    }

    fn parties(&self, parties: &[crate::case::PartyId], last: &str) -> String {
        listed(parties.iter().map(|p| self.party(*p)).collect(), last)
    }

    /// Which package it is about, and how it was come by.
    fn package(&self, doc: &mut Doc) {
        let choice = &self.answer.choice;
        let given_up = self.words.given_up(&choice.given_up);
        let why = match choice.how {
            How::NoIssues if choice.given_up.is_empty() => return,
            How::NoIssues => format!("As if given up: {given_up}."),
            How::Asked if choice.given_up.is_empty() => "As it was asked for.".to_owned(),
            How::Asked => format!("As it was asked for, and as if given up: {given_up}."),
            How::Acceptable => "Nobody need give anything up for what is in it.".to_owned(),
            How::LeastGivenUp => {
                format!("No package meets all that is demanded; for this one least is given up: {given_up}.")
            }
            How::WayOut(n) => format!("It is that of way out {n}: {given_up}."),
            How::Deal(notion) if choice.given_up.is_empty() => format!("It is the package by {}.", notion.name),
            How::Deal(notion) => {
                format!("It is the package by {}, where {given_up}.", notion.name)
            }
        };
        if self.case.issues().is_empty() {
            doc.text(why);
        } else {
            doc.text(
                Line::default()
                    .strong("The package")
                    .plain(format!(": {}. {why}", self.words.package_words(&choice.package))),
            );
        }
        if !choice.breaks.is_empty() {
            doc.text("Against what is in it stands:");
            doc.list(choice.breaks.iter().map(|o| self.words.rule(*o)).collect());
        }
        if !self.answer.beside.is_empty() {
            let verb = if self.answer.beside.len() == 1 { "is" } else { "are" };
            doc.text(format!(
                "{} {verb} among the goals of the file, and not in this package.",
                self.ids(&self.answer.beside, "and")
            ));
        }
    }

    fn verdict(&self, doc: &mut Doc) {
        let found = &self.answered();
        let line = Line::default();
        match self.answer.verdict {
            Verdict::Open => {
                let plan = found.plan.as_ref().expect("where there is an order, it is known");
                let steps = plan.schedule.steps.len();
                let needs = if self.goals_chosen() { "its goals need" } else { "it needs" };
                let all = if steps == 1 {
                    format!("The one step that {needs} can be done")
                } else {
                    format!("All {steps} steps that {needs} can be done")
                };
                let phases = count(plan.schedule.phases.len(), "phase");
                doc.text(line.strong("OPEN").plain(match steps {
                    0 => ". Nothing has to be done.".to_owned(),
                    _ => format!(". {all}, in {phases}{}.{}", self.span(plan), self.in_time(plan)),
                }));
            }
            Verdict::Bridged => {
                let cheapest = &found.crossings[0].bridge;
                let preconditions = match cheapest.clauses.len() {
                    1 => "one precondition comes on credit".to_owned(),
                    n => format!("{n} preconditions come on credit"),
                };
                doc.text(line.strong("BLOCKED").plain(format!(
                    ". {} There is an order once {preconditions}, at a cost of {}.",
                    self.held_up(),
                    cheapest.cost
                )));
            }
            Verdict::Blocked => {
                doc.text(line.strong("BLOCKED").plain(format!(
                    ". {} {}",
                    self.held_up(),
                    match &found.bridges {
                        Some(b) if b.hopeless.is_some() => {
                            "There is no bridge: even if everything came on credit that may, they could not be done."
                        }
                        _ => "Whether there is a bridge was not found out.",
                    }
                )));
            }
        }
    }

    fn answered(&self) -> &super::Answered {
        &self.answer.answered
    }

    fn goals_chosen(&self) -> bool {
        !self.answer.asked.goals.is_empty() || !self.case.agenda().goals.is_empty()
    }

    /// How many steps are held up, and by what.
    fn held_up(&self) -> String {
        let blocked = &self.answered().blocked;
        let rings = blocked.cores.iter().filter(|c| c.needed).count();
        let missing = blocked.missing.len();
        let mut by = Vec::new();
        if rings > 0 {
            by.push(count(rings, "ring"));
        }
        if missing > 0 {
            by.push(format!("{} missing", count(missing, "step")));
        }
        let by = if by.is_empty() { String::new() } else { format!(": {}", listed(by, "and")) };
        match blocked.needed.len() + missing {
            0 => format!("What is to be reached can never be done{by}."),
            1 => format!("As long as everybody insists, one step that is needed can never be done{by}."),
            n => format!("As long as everybody insists, {n} steps that are needed can never be done{by}."),
        }
    }

    /// Whether an order is in time, where something says until when it must be done.
    fn in_time(&self, plan: &super::Plan) -> String {
        let schedule = &plan.schedule;
        let days = |n: u64| count(usize::try_from(n).unwrap_or(usize::MAX), "day");
        if let Some(late) = schedule.late.iter().map(|l| l.days).max() {
            return format!(" It is not in time, by up to {}: see below.", days(late));
        }
        let (Some(limit), Some(last)) = (self.answer.dates.deadline, schedule.days.checked_sub(1)) else {
            return String::new();
        };
        let repaid = schedule.credits.iter().filter_map(|c| i64::try_from(c.repaid).ok()).max().unwrap_or(0);
        if repaid > limit + 1 {
            return format!(
                " It is not in time: credit is repaid {} too late.",
                days((repaid - limit - 1).unsigned_abs())
            );
        }
        let spare = u64::try_from(limit).unwrap_or(0).saturating_sub(last);
        let until = self.day(u64::try_from(limit).unwrap_or(0));
        format!(" That leaves {} to the last day allowed, {until}.", days(spare))
    }

    /// `, from 2026-01-01 to 2026-03-30 (89 days)`; nothing where nothing takes time.
    fn span(&self, plan: &super::Plan) -> String {
        let schedule = &plan.schedule;
        let (Some(last), days) = (schedule.days.checked_sub(1), schedule.days) else { return String::new() };
        if days < 2 && self.answer.dates.start.is_none() {
            return String::new();
        }
        format!(", from {} to {} ({})", self.day(0), self.day(last), count(usize::try_from(days).unwrap_or(0), "day"))
    }

    /// What could be asked next.
    fn next(&self, doc: &mut Doc) {
        let file = self.case.file();
        if !self.answer.cautions.disputed.is_empty() && self.answer.if_disputed.is_none() {
            doc.text(Line::default().quiet(crate::readings::show::hint("roadmap", file)));
        }
        let name = if self.answer.verdict == Verdict::Blocked { "--graph waits.svg" } else { "--svg steps.svg" };
        let what = if self.answer.verdict == Verdict::Blocked { "What waits for what" } else { "The steps over time" };
        doc.text(
            Line::default()
                .plain(format!("{what} as a picture: "))
                .name(format!("detente roadmap {file} {name}"))
                .plain("."),
        );
    }
}

/// Decimals that a number is written with at most; what needs more is written as a fraction.
const MOST_DECIMALS: u32 = 6;

/// A number exactly, since what is said to be enough must be: `12`, `0.04`, `1/3`.
fn exactly(n: Exact) -> String {
    let finer = 10_i128.pow(MOST_DECIMALS);
    if finer % n.denominator() != 0 {
        return n.fraction();
    }
    let Some(units) = n.numerator().checked_mul(finer / n.denominator()) else { return n.fraction() };
    let (sign, units) = (if units < 0 { "\u{2212}" } else { "" }, units.unsigned_abs());
    let (whole, part) = (units / finer.unsigned_abs(), units % finer.unsigned_abs());
    let part = format!("{part:0width$}", width = MOST_DECIMALS as usize);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A number with its sign: `+5`, `0`, `-3`.
fn signed(n: Exact) -> String {
    if n > Exact::ZERO { format!("+{}", exactly(n)) } else { exactly(n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_not_rounded() {
        let told = |n, d| exactly(Exact::ratio(n, d));
        assert_eq!([told(4, 100), told(-252, 50), told(15, 8), told(12, 1)], ["0.04", "\u{2212}5.04", "1.875", "12"]);
        assert_eq!([told(1, 3), told(0, 1)], ["1/3", "0"]);
        assert_eq!(signed(Exact::ratio(1, 2)), "+0.5");
    }
}
