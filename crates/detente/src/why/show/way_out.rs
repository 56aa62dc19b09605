//! Ways out, and the agreements that they make possible.

use super::Words;
use crate::{
    agreement::Agreement,
    case::{Package, PartyId},
    number::Exact,
    show::{Block, Doc, Item, Line},
    why::{Knot, Only, WayOut, WhyAnswer},
    words::{grouped, listed, spelt, ways_out},
};

/// Ways out of one separate problem that are told beside each other.
const MOST_BESIDE: usize = 6;

impl Words<'_> {
    pub(super) fn ways_out(&self, answer: &WhyAnswer, doc: &mut Doc) {
        if answer.ways_out.is_empty() {
            return;
        }
        doc.heading(2, "Ways out, cheapest first");
        doc.text("Costs add up the analyst\u{2019}s estimates of firmness; they do not say who should yield.");
        if answer.knots.len() > 1 {
            doc.text(format!(
                "Each of the {} separate problems needs one to give way, at the cost beside it:",
                answer.knots.len()
            ));
            doc.numbered(answer.knots.iter().map(|k| Item::new(self.problem(k))).collect());
            doc.text("Together:");
        }
        doc.numbered(answer.ways_out.iter().map(|w| self.way_out(w, answer)).collect());
        let shown = answer.ways_out.len();
        let total = answer.ways_out_total.to_string();
        if total != shown.to_string() {
            let least = if answer.knots.iter().all(|k| k.complete) { "" } else { "at least " };
            let these =
                if shown == 1 { "This is the cheapest".to_owned() } else { format!("These are the {shown} cheapest") };
            doc.text(format!("{these} of {least}{}; `--max N` or `--max all` lists more.", ways_out(&grouped(&total))));
        }
    }

    /// `Russia “a” (50) or Ukraine “b” (80)`
    fn problem(&self, knot: &Knot) -> String {
        let mut told: Vec<String> = knot
            .ways_out
            .iter()
            .take(MOST_BESIDE)
            .map(|(give_up, cost)| format!("{} ({cost})", self.shortly(give_up)))
            .collect();
        let total = knot.ways_out_total.to_string();
        if total != told.len().to_string() {
            told.push("another".to_owned());
        }
        if told.is_empty() { "no way out was found".to_owned() } else { listed(told, "or") + "." }
    }

    fn way_out(&self, way: &WayOut, answer: &WhyAnswer) -> Item {
        let mut item = Item::new(
            Line::default().strong(format!("Cost {}", way.cost)).plain(format!(": {}.", self.given_up(&way.give_up))),
        );
        let Some(agreement) = &way.agreement else { return item };
        if answer.asked.only != Some(Only::Order) {
            if !self.case.issues().is_empty() {
                let then = format!("Then possible: {}.", self.package_words(&agreement.package));
                item = item.with(Block::Text(then.into()));
            }
            if let Some(line) = self.worths(agreement) {
                item = item.with(Block::Text(line));
            }
        }
        if !agreement.order.is_empty() {
            item = item.with(Block::Text(format!("In this order: {}.", self.order_words(agreement)).into()));
        }
        item
    }

    /// An agreement, as a table of issues and options, with worths and an order.
    pub(super) fn agreement(&self, agreement: &Agreement, doc: &mut Doc) {
        if !self.case.issues().is_empty() {
            let head = vec!["Issue".to_owned(), "Option".to_owned()];
            doc.blocks.push(Block::Table(head, self.case.package_rows(&agreement.package)));
        }
        if let Some(line) = self.worths(agreement) {
            doc.text(line);
        }
        if !agreement.order.is_empty() {
            doc.text(format!("In this order: {}.", self.order_words(agreement)));
        }
    }

    fn worths(&self, agreement: &Agreement) -> Option<Line> {
        let worths: Vec<String> = agreement.worth.iter().map(|(p, worth)| self.worth(*p, *worth)).collect();
        (!worths.is_empty()).then(|| format!("Worth, of 100: {}.", listed(worths, "and")).into())
    }

    /// `Velmar 54.97 (walks away below 55)`, with as many digits as it takes to see which is more.
    pub(super) fn worth(&self, party: PartyId, worth: Exact) -> String {
        let name = self.case.party_name(party);
        match self.case.walk_away(party) {
            Some((w, _)) => {
                let (worth, bar) = worth.beside(w.worth);
                format!("{name} {worth} (walks away below {bar})")
            }
            None => format!("{name} {worth}"),
        }
    }

    /// `Release: “low”; Metering: “joint”`
    pub(crate) fn package_words(&self, package: &Package) -> String {
        let rows = self.case.package_rows(package).into_iter();
        rows.map(|row| format!("{}: \u{201c}{}\u{201d}", row[0], row[1])).collect::<Vec<_>>().join("; ")
    }

    /// `1. “A” and “B”; 2. “C”`
    pub(super) fn order_words(&self, agreement: &Agreement) -> String {
        let phases = agreement.order.iter().enumerate();
        let told = phases.map(|(n, steps)| format!("{}. {}", n + 1, self.case.step_names(steps, "and")));
        told.collect::<Vec<_>>().join("; ")
    }

    /// What the cheapest come to; none is named where several cost the same, since the file alone puts one of them
    /// first.
    pub(super) fn cheapest(&self, answer: &WhyAnswer) -> Option<Line> {
        let first = answer.ways_out.first()?;
        let total = answer.ways_out_total.to_string();
        let all_known = answer.knots.iter().all(|k| k.complete) && !answer.stopped;
        let (tied, all_tied) = answer.tied();
        let least = if all_tied { "" } else { "at least " };
        let only = tied == 1 && all_tied;
        let cost = first.cost;
        let line = if !all_known {
            let what = if only { "The cheapest way out found so far" } else { "The cheapest ways out found so far" };
            Line::default().strong(what).plain(if only { " costs " } else { " cost " }).plain(cost.to_string())
        } else if total == "1" {
            Line::default().strong("The only way out").plain(format!(" costs {cost}"))
        } else if only {
            Line::default()
                .strong(format!("The cheapest of {}", ways_out(&grouped(&total))))
                .plain(format!(" costs {cost}"))
        } else if tied.to_string() == total {
            let many = if tied == 2 { "Both".to_owned() } else { format!("All {tied}") };
            return Some(Line::default().strong(format!("{many} ways out")).plain(format!(" cost {cost}.")));
        } else {
            let many = spelt(tied);
            let many = if least.is_empty() { capital(&many) } else { format!("At least {many}") };
            return Some(
                Line::default()
                    .strong(format!("{many} of the {}", ways_out(&grouped(&total))))
                    .plain(format!(" cost least, {cost} each.")),
            );
        };
        if !only {
            return Some(line.plain(" each."));
        }
        let alone = if first.give_up.len() == 1 && all_known { " That alone would do." } else { "" };
        Some(line.plain(format!(": {}.{alone}", self.given_up(&first.give_up))))
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
