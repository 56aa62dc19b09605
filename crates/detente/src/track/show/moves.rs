//! Who moved.

use super::super::{Heading, Move};
use super::Teller;
use crate::{
    show::{Block, Doc, Item, Line},
    words::{count, listed, quoted},
};

/// Moves of one round that are told; `--json` has all.
const MOST_TOLD: usize = 40;

impl Teller<'_> {
    pub(super) fn moves(&self, doc: &mut Doc) {
        let answer = self.answer;
        if answer.topics.is_empty() || answer.rounds.len() < 2 {
            return;
        }
        doc.heading(2, "Who moved");
        if answer.moves.is_empty() {
            doc.text("Nobody: no party states another position on an issue than before.");
            return;
        }
        let of_round = |round: usize| answer.moves.iter().filter(move |m| m.round == round);
        let mut items: Vec<Item> = Vec::new();
        for round in 0..answer.rounds.len() {
            let all = of_round(round).count();
            if all == 0 {
                continue;
            }
            let date = self.case.rounds()[answer.rounds[round]].date;
            let when = date.map_or_else(String::new, |d| format!(", {d}"));
            let mut under: Vec<Item> = of_round(round).take(MOST_TOLD).map(|m| Item::new(self.moved(m))).collect();
            if all > MOST_TOLD {
                under.push(Item::new(format!("And {}; `--json` lists all.", count(all - MOST_TOLD, "more move"))));
            }
            items.push(Item::new(format!("{}{when}", self.round(round))).with(Block::List(under)));
        }
        doc.list(items);
    }

    fn moved(&self, moved: &Move) -> Line {
        let issue = &self.case.issue(moved.issue).name;
        let line = Line::default().strong(self.case.party_name(moved.party)).plain(format!(
            " on {}: from {} to {}.",
            quoted(issue),
            self.options(moved.issue, &moved.from),
            self.options(moved.issue, &moved.to)
        ));
        let line = match moved.worth {
            Some((before, after)) if before == after => {
                line.plain(format!(" The least that it would settle for there stays worth {before} to it."))
            }
            Some((before, after)) => {
                let (told, then) = before.beside(after);
                let by = if after < before { before.minus(after) } else { after.minus(before) };
                let goes = if after < before { "falls" } else { "rises" };
                line.plain(format!(
                    " The least that it would settle for there {goes} by {by} of its own worth, from {told} to {then}."
                ))
            }
            None => line.plain(format!(" That is a move of {}.", count(moved.options, "option"))),
        };
        let told = |fit: fn(usize, usize) -> bool| {
            let fitting = moved.others.iter().filter(|(_, before, after)| fit(*before, *after));
            let name = |(p, before, after): &(_, usize, usize)| {
                format!("{} ({} apart instead of {before})", self.case.party_name(*p), count(*after, "option"))
            };
            listed(fitting.map(name).collect(), "and")
        };
        let (nearer, further) = (told(|before, after| after < before), told(|before, after| after > before));
        match moved.heading() {
            Heading::Towards => line.plain(format!(" Towards {nearer}.")),
            Heading::Away => line.plain(format!(" Away from {further}.")),
            Heading::Both => line.plain(format!(" Towards {nearer}, away from {further}.")),
            Heading::Neither => line.plain(" Neither towards nor away from anyone."),
            Heading::Unknown => line.plain(" No other principal had said where it stands."),
        }
    }
}
