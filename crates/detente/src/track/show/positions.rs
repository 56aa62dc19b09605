//! Issue by issue: who stood where, and what stands still.

use super::super::Topic;
use super::Teller;
use crate::{
    show::{Block, Doc, Line},
    words::{count, listed, quoted},
};

impl Teller<'_> {
    pub(super) fn positions(&self, doc: &mut Doc) {
        let answer = self.answer;
        if !answer.topics.is_empty() {
            doc.heading(2, "Where they stood");
            doc.text("A position stays until another is stated: \u{201c}as before\u{201d} was not said again.");
            answer.topics.iter().for_each(|t| self.topic(t, doc));
        }
        if !answer.topics.is_empty() && !answer.silent.is_empty() {
            let names = answer.silent.iter().map(|i| quoted(&self.case.issue(*i).name)).collect();
            doc.text(format!("In no round is a position stated on {}.", listed(names, "and")));
        }
    }

    fn topic(&self, topic: &Topic, doc: &mut Doc) {
        let parties = &self.answer.parties;
        doc.heading(3, &self.case.issue(topic.issue).name);
        let shown: Vec<usize> = (0..parties.len()).filter(|n| topic.held.iter().any(|now| now[*n].is_some())).collect();
        let compared = topic.gaps.iter().any(|g| g.distance.is_some());
        let mut head = vec!["Round".to_owned()];
        head.extend(shown.iter().map(|n| self.case.party_name(parties[*n]).to_owned()));
        if compared {
            head.push("Apart".to_owned());
        }
        let rows = (0..topic.held.len()).map(|n| {
            let mut row = vec![self.round(n).to_owned()];
            row.extend(shown.iter().map(|p| match &topic.held[n][*p] {
                None => "-".to_owned(),
                Some(held) if held.since < n => "as before".to_owned(),
                Some(held) => self.options(topic.issue, &held.options),
            }));
            if compared {
                row.push(topic.gaps[n].distance.map_or_else(|| "-".to_owned(), |d| d.rounded(2)));
            }
            row
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
        let quiet = || {
            let rounds = count(topic.quiet, "round");
            if topic.quiet == 1 { format!("the last {}", &rounds[2..]) } else { format!("the last {rounds}") }
        };
        let last = topic.gaps.last();
        doc.text(match last.and_then(super::super::Gap::meet) {
            Some(true) => {
                let common = last.map(|g| self.options(topic.issue, &g.common)).unwrap_or_default();
                Line::default().strong("They meet").plain(format!(" on {common}."))
            }
            Some(false) if topic.stalled(self.answer.asked.quiet) => Line::default()
                .strong("Stalled")
                .plain(format!(": they do not meet, and no position has changed over {}.", quiet())),
            Some(false) if topic.quiet > 0 => {
                Line::default().plain(format!("They do not meet; no position has changed over {}.", quiet()))
            }
            Some(false) => {
                Line::default().plain("They do not meet; a position was stated or changed in the last round.")
            }
            None => Line::default().plain("Fewer than two principals say where they stand."),
        });
    }
}
