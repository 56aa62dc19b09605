//! The answer under each reading of what is disputed.

use super::Words;
use crate::{
    rule::Origin,
    show::{Block, Doc, Line},
    why::{Depends, Dispute, NotVaried, Reading, Readings, Verdict},
    words::{grouped, listed},
};

impl Words<'_> {
    pub(super) fn readings(&self, readings: &Readings, doc: &mut Doc) {
        doc.heading(2, "If what is disputed is read otherwise");
        if readings.disputes.is_empty() && readings.not_varied.is_empty() {
            doc.text("Nothing that this answer rests on is disputed.");
            return;
        }
        if !readings.disputes.is_empty() {
            if !readings.combined {
                doc.text(format!(
                    "{} things are disputed, too many to try every combination: each is read otherwise by itself.",
                    readings.disputes.len()
                ));
            }
            let rows = readings.readings.iter().map(|r| self.reading_row(readings, r)).collect();
            let head = ["Reading", "Verdict", "Conflicts", "Cheapest way out"];
            doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows));
            doc.text(self.dependence(readings));
        }
        if !readings.not_varied.is_empty() {
            let names = readings.not_varied.iter().map(|n| match n {
                NotVaried::Element(e) => format!("`{}`", self.case.path(*e)),
                NotVaried::Claim(c) => format!("`claims.{}`", self.case.claim(*c).key),
            });
            doc.text(format!("Disputed, and not varied here: {}.", listed(names.collect(), "and")));
        }
    }

    fn disputes(&self, readings: &Readings, list: &[usize]) -> String {
        let name = |d: &usize| match &readings.disputes[*d] {
            Dispute::Element(Origin::Step(s)) => format!("the waits of step `{}`", self.case.step(*s).key),
            Dispute::Element(o @ Origin::WalkAway(_)) => self.label(*o),
            Dispute::Element(o) => format!("`{}`", self.case.key_of(*o)),
            Dispute::Claim(c) => format!("claim `{}`", self.case.claim(*c).key),
        };
        listed(list.iter().map(name).collect(), "and")
    }

    fn reading_row(&self, readings: &Readings, r: &Reading) -> Vec<String> {
        let reading = if r.against.is_empty() {
            "all as the file has it".to_owned()
        } else {
            format!("without {}", self.disputes(readings, &r.against))
        };
        let verdict = match r.verdict {
            Some(Verdict::Open) => "open",
            Some(Verdict::Blocked) => "blocked",
            Some(Verdict::Impossible) => "impossible",
            None => "not known",
        };
        let blocked = r.verdict == Some(Verdict::Blocked);
        let least = if r.complete { "" } else { "at least " };
        let conflicts = match r.verdict {
            None => "not known".to_owned(),
            Some(_) => format!("{least}{}", grouped(r.conflicts.len())),
        };
        let cheapest = match (&r.cheapest, blocked, r.complete) {
            (_, false, _) => String::new(),
            (Some((_, cost)), ..) => cost.to_string(),
            (None, _, true) => "none".to_owned(),
            (None, _, false) => "not found".to_owned(),
        };
        vec![reading, verdict.to_owned(), conflicts, cheapest]
    }

    fn dependence(&self, readings: &Readings) -> Line {
        let of = |depends: &[Depends], kind: Depends| -> Vec<usize> {
            (0..depends.len()).filter(|d| depends[*d] == kind).collect()
        };
        let verdict = of(&readings.verdict_depends, Depends::Yes);
        let verdict_unknown = of(&readings.verdict_depends, Depends::NotKnown);
        let answer = of(&readings.answer_depends, Depends::Yes);
        let answer_unknown = of(&readings.answer_depends, Depends::NotKnown);
        if !verdict.is_empty() {
            return Line::default()
                .strong("The verdict depends on what is disputed")
                .plain(format!(": on {}.", self.disputes(readings, &verdict)));
        }
        if !verdict_unknown.is_empty() {
            return Line::default()
                .strong("Whether the verdict depends on what is disputed is not known")
                .plain(format!(": not all was tried for {}.", self.disputes(readings, &verdict_unknown)));
        }
        if !answer.is_empty() {
            return Line::default()
                .strong("The verdict does not depend on what is disputed")
                .plain(format!(", but what blocks does: on {}.", self.disputes(readings, &answer)));
        }
        if !answer_unknown.is_empty() {
            return Line::default()
                .strong("The verdict does not depend on what is disputed")
                .plain(". Whether what blocks does is not known: the search ended before.");
        }
        Line::default().strong("The answer does not depend on what is disputed that was read both ways.")
    }
}
