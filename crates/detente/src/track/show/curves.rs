//! What positions are worth to those who hold them.

use super::super::{Curve, TrackAnswer};
use super::Teller;
use crate::{
    case::Case,
    show::{Block, Doc, Item},
    words::{listed, quoted},
};

impl TrackAnswer {
    /// What is to be kept in mind about the concession curves, one sentence or two for each party.
    pub(in crate::track) fn curve_notes(&self, case: &Case) -> Vec<String> {
        let mut notes: Vec<String> = self.curves.iter().filter_map(|c| note(case, c)).collect();
        if !self.unweighed.is_empty() {
            let names = self.unweighed.iter().map(|p| case.party_name(*p).to_owned()).collect();
            notes.push(format!(
                "What packages are worth to {} is not known: moves are told in options.",
                listed(names, "and")
            ));
        }
        notes
    }
}

/// What a curve leaves out.
fn note(case: &Case, curve: &Curve) -> Option<String> {
    let party = case.party_name(curve.party);
    let names =
        |issues: &[crate::case::IssueId]| listed(issues.iter().map(|i| quoted(&case.issue(*i).name)).collect(), "and");
    let mut parts = Vec::new();
    if !curve.left_out.is_empty() {
        let aside = curve.walk_away.map_or_else(String::new, |w| {
            format!("; its walk-away of {w} counts over all issues and cannot be held against the rest")
        });
        let (least, most) = curve.beside;
        parts.push(format!(
            "{party}: {} left out, which would bring it {least} to {most} more{aside}.",
            if curve.left_out.len() == 1 {
                format!("{} is", names(&curve.left_out))
            } else {
                format!("{} are", names(&curve.left_out))
            }
        ));
    }
    let late: Vec<crate::case::IssueId> = curve.points.first().map_or_else(Vec::new, |p| p.not_yet.clone());
    if !late.is_empty() {
        parts.push(format!(
            "{party} says only after the first round where it stands on {}; until then that counts as it first said.",
            names(&late)
        ));
    }
    if curve.bonuses {
        parts.push(format!("{party}: what it is paid beside for combinations of options is left out."));
    }
    if parts.is_empty() { None } else { Some(parts.join(" ")) }
}

impl Teller<'_> {
    pub(super) fn curves(&self, doc: &mut Doc) {
        let (case, answer) = (self.case, self.answer);
        let notes = answer.curve_notes(case);
        if answer.curves.is_empty() {
            notes.into_iter().for_each(|n| doc.text(n));
            return;
        }
        doc.heading(2, "What positions are worth to those who hold them");
        doc.text(
            "What each would get at best within its positions, and the least that it would settle for: worth to itself, of \
             100. Two parties\u{2019} numbers cannot be held against each other.",
        );
        let mut head = vec!["Round".to_owned()];
        head.extend(answer.curves.iter().map(|c| case.party_name(c.party).to_owned()));
        let mut rows: Vec<Vec<String>> = (0..answer.rounds.len())
            .map(|n| {
                let mut row = vec![self.round(n).to_owned()];
                row.extend(
                    answer.curves.iter().map(|c| format!("{}, at least {}", c.points[n].best, c.points[n].least)),
                );
                row
            })
            .collect();
        if answer.curves.iter().any(|c| c.walk_away.is_some()) {
            let mut row = vec!["Walk-away".to_owned()];
            row.extend(answer.curves.iter().map(|c| c.walk_away.map_or_else(|| "-".to_owned(), |w| w.to_string())));
            rows.push(row);
        }
        doc.blocks.push(Block::Table(head, rows));
        doc.list(notes.into_iter().map(Item::new).collect());
    }

    pub(super) fn to_give(&self, doc: &mut Doc) {
        let answer = self.answer;
        let parties: Vec<_> = answer
            .parties
            .iter()
            .copied()
            .filter(|p| answer.apart.iter().any(|a| a.to_give.iter().any(|(q, _)| p == q)))
            .collect();
        if parties.is_empty() {
            return;
        }
        doc.heading(2, "How far apart in worth");
        doc.text(
            "How much more of its own worth each would have to give, beyond what it would settle for, to join on every issue \
             the one that is hardest for it to join, taking what it likes best of what that one would take.",
        );
        let mut head = vec!["Round".to_owned()];
        head.extend(parties.iter().map(|p| self.case.party_name(*p).to_owned()));
        let row = |(n, apart): (usize, &super::super::Apart)| {
            let mut row = vec![self.round(n).to_owned()];
            row.extend(parties.iter().map(|p| {
                let give = apart.to_give.iter().find(|(q, _)| p == q);
                give.map_or_else(|| "-".to_owned(), |(_, worth)| worth.to_string())
            }));
            row
        };
        doc.blocks.push(Block::Table(head, answer.apart.iter().enumerate().map(row).collect()));
    }
}
