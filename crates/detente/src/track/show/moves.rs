//! Who moved.

use super::super::{Heading, Move};
use super::Teller;
use crate::{
    show::{Doc, Item, Line},
    words::{count, listed, quoted},
};

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
        let mut at = usize::MAX;
        let mut items: Vec<Item> = Vec::new();
        let mut under: Vec<Item> = Vec::new();
        let close = |items: &mut Vec<Item>, under: &mut Vec<Item>| {
            if let Some(last) = items.last_mut().filter(|_| !under.is_empty()) {
                last.under.push(crate::show::Block::List(std::mem::take(under)));
            }
        };
        for moved in &answer.moves {
            if moved.round != at {
                close(&mut items, &mut under);
                at = moved.round;
                let date = self.case.rounds()[answer.rounds[at]].date;
                let when = date.map_or_else(String::new, |d| format!(", {d}"));
                items.push(Item::new(format!("{}{when}", self.round(at))));
            }
            under.push(Item::new(self.moved(moved)));
        }
        close(&mut items, &mut under);
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
