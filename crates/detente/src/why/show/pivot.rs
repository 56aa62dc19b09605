//! What each party could do about it, and what is found beside a claim that calls somebody an obstacle.

use super::Words;
use crate::{
    number::Exact,
    rule::Origin,
    show::{Block, Doc, Item, Line},
    why::{Obstacle, Only, Pivot, Test, Verdict, WhyAnswer},
    words::{grouped, listed},
};

/// Names that are listed in a line.
const MOST_NAMED: usize = 20;

impl Words<'_> {
    pub(super) fn pivots(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.verdict != Verdict::Blocked || answer.parties.is_empty() || answer.conflicts.is_empty() {
            return;
        }
        doc.heading(2, "Who could unblock it");
        let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
        let conflicts = answer.conflicts.len();
        let total = grouped(&answer.ways_out_total);
        let rows = answer
            .parties
            .iter()
            .map(|p: &Pivot| {
                let cost = |c: &Option<(Vec<Origin>, Exact)>| {
                    c.as_ref().map_or_else(|| "no".to_owned(), |(_, cost)| format!("yes, at {cost}"))
                };
                vec![
                    self.case.party_name(p.party).to_owned(),
                    format!("{least}{} of {conflicts}", p.conflicts),
                    format!("{least}{} of {total}", grouped(&p.ways_out)),
                    cost(&p.alone),
                    cost(&p.gives_nothing),
                ]
            })
            .collect();
        let head = ["Party", "In conflicts", "In ways out", "Could unblock alone", "Possible without it"];
        doc.blocks.push(Block::Table(head.map(str::to_owned).to_vec(), rows));
        let labels = |of: &dyn Fn(usize) -> bool| -> Vec<String> {
            answer.members.iter().filter(|m| of(m.conflicts)).map(|m| self.member(m.member)).collect()
        };
        let everywhere = labels(&|n| n == conflicts && conflicts > 1);
        if !everywhere.is_empty() && least.is_empty() {
            doc.text(format!("In every conflict: {}.", shortened(everywhere)));
        }
        let nowhere = labels(&|n| n == 0);
        if !nowhere.is_empty() && least.is_empty() {
            doc.text(format!("In no conflict: {}.", shortened(nowhere)));
        }
    }

    pub(super) fn obstacles(&self, answer: &WhyAnswer, doc: &mut Doc) {
        let case = self.case;
        if answer.obstacles.is_empty() {
            return;
        }
        doc.heading(2, "Who is called an obstacle");
        for o in &answer.obstacles {
            let claim = case.claim(o.claim);
            let party = case.party_name(o.party);
            let person = o.delegate.map(|d| format!("{} ({party})", case.delegate(d).name));
            let who = person.unwrap_or_else(|| party.to_owned());
            doc.text(
                Line::default()
                    .plain("Claim ")
                    .name(&claim.key)
                    .plain(format!(" (line {}) calls {who} an obstacle:", case.line(claim.place))),
            );
            let quotes = self.quotes(&[o.claim], "").into_iter().filter_map(|b| match b {
                Block::Text(line) => Some(Item::new(line)),
                _ => None,
            });
            doc.blocks.push(Block::List(quotes.collect()));
            doc.text(Line::default().strong("In this case").plain(format!(": {}", self.finding(party, o, answer))));
        }
        let left_out = match answer.asked.only {
            Some(Only::Content) => " Demands about the order of steps were left out.",
            Some(Only::Order) => " Demands about content and walk-aways were left out.",
            None => "",
        };
        doc.text(format!(
            "{}This does not say whose demands are right.{left_out}",
            if answer.verdict == Verdict::Blocked { "The table above has the same for every party. " } else { "" },
        ));
    }

    /// The same facts for every party, and no verdict.
    fn finding(&self, party: &str, obstacle: &Obstacle, answer: &WhyAnswer) -> String {
        let pivot = answer.parties.iter().find(|p| p.party == obstacle.party);
        match (&obstacle.test, pivot) {
            (Test::NothingBlocked, _) => "nothing is blocked.".to_owned(),
            (Test::Unknown, _) => "the search ended before this could be said.".to_owned(),
            (_, None) if answer.verdict == Verdict::Impossible => {
                "no agreement could be made, whatever anybody gave up.".to_owned()
            }
            (_, None) => format!("{party} has neither a demand nor a walk-away that is looked at."),
            (_, Some(p)) => {
                let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
                let way = |what: &str, choice: &Option<(Vec<Origin>, Exact)>| match choice {
                    Some((give_up, cost)) => {
                        format!("There is a way out in which {what}, at {cost}: {}", self.given_up(give_up))
                    }
                    None => format!("There is no way out in which {what}"),
                };
                format!(
                    "{party} stands in {least}{} of {}. {}. {}.",
                    p.conflicts,
                    crate::words::count(answer.conflicts.len(), "conflict"),
                    way("it gives up nothing", &p.gives_nothing),
                    way("it alone gives something up", &p.alone),
                )
            }
        }
    }
}

/// A list that does not run on for ever.
fn shortened(mut names: Vec<String>) -> String {
    if names.len() > MOST_NAMED {
        let more = names.len() - MOST_NAMED;
        names.truncate(MOST_NAMED);
        names.push(format!("{more} more"));
    }
    listed(names, "and")
}
