//! What is told where numbers are not known exactly.

use super::Teller;
use crate::{
    deals::{Extent, Standing, Standings},
    show::{Block, Doc, Line},
    words::{count, grouped, listed},
};

/// Packages that are told.
const MOST_ROWS: usize = 10;

impl Teller<'_> {
    pub(super) fn unsure(&self, doc: &mut Doc) {
        let Some(unsure) = &self.answer.unsure else { return };
        doc.heading(2, "Where numbers are not known exactly");
        let names = unsure.parties.iter().map(|p| self.case.party_name(*p).to_owned()).collect();
        doc.text(format!(
            "Numbers of {} are ranges or an order. All above goes by the middle of them; here is what holds for the others.",
            listed(names, "and")
        ));
        doc.text(drawn(unsure));
        if unsure.packages.is_empty() {
            doc.text("No package was efficient in any of them.");
        } else {
            self.standings(unsure, doc);
        }
        if let Some(trial) = &unsure.trial {
            doc.text(
                Line::default().strong("The package asked about").plain(format!(": {}.", of_trial(trial, unsure))),
            );
        }
    }

    fn standings(&self, unsure: &Standings, doc: &mut Doc) {
        let all = |extent: Extent| unsure.packages.iter().filter(|s| s.extent == Some(extent)).count();
        let edges = match all(Extent::AlmostAll) {
            0 => String::new(),
            n => format!(", {n} for all but some at the edge of what is allowed"),
        };
        doc.text(format!(
            "Efficient for some of the numbers: {}, at least. Proven: {} of them for all{edges}.",
            count(unsure.seen, "package"),
            match all(Extent::All) {
                0 => "none".to_owned(),
                n => n.to_string(),
            },
        ));
        let head = ["Efficient", "For all?", "Nash", "Package"].map(str::to_owned).to_vec();
        let rows = unsure.packages.iter().take(MOST_ROWS).map(|s| {
            vec![
                share(s.efficient, unsure.drawn),
                extent(s).to_owned(),
                share(s.nash, unsure.drawn),
                self.short(&s.package),
            ]
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
        if unsure.seen > MOST_ROWS {
            doc.text(format!("These are the {MOST_ROWS} most often efficient; `--json` lists more."));
        }
    }
}

fn drawn(unsure: &Standings) -> String {
    let fewer = if unsure.drawn < unsure.asked {
        format!(", of {} asked for: more would have taken too much work", grouped(unsure.asked))
    } else {
        String::new()
    };
    let nothing = match unsure.nothing {
        0 => String::new(),
        n => format!(" In {} of them nothing is acceptable to all.", grouped(n)),
    };
    let seed = if unsure.drawn > 0 { format!(" (seed {})", unsure.seed) } else { String::new() };
    format!("{} drawn evenly{seed}{fewer}.{nothing}", count(unsure.drawn as usize, "sample"))
}

/// A share with its standard error.
fn share(count: u32, drawn: u32) -> String {
    match Standings::share(count, drawn) {
        None => "-".to_owned(),
        Some((share, _)) if count == 0 || count == drawn => format!("{:.0}%", share * 100.0),
        Some((share, error)) => format!("{:.1}% \u{b1} {:.1}", share * 100.0, error * 100.0),
    }
}

fn extent(standing: &Standing) -> &'static str {
    match standing.extent {
        Some(Extent::All) => "yes",
        Some(Extent::AlmostAll) => "but for edges",
        Some(Extent::Never) => "never",
        Some(Extent::Some) if !standing.acceptable => "no: walk-away",
        Some(Extent::Some) => "no",
        None => "not known",
    }
}

fn of_trial(trial: &Standing, unsure: &Standings) -> String {
    let seen = format!("efficient in {} of {} samples", grouped(trial.efficient), grouped(unsure.drawn));
    let accepted = if trial.acceptable { "" } else { "; for some numbers it misses a walk-away" };
    let proven = match trial.extent {
        Some(Extent::All) => "; proven: for all numbers",
        Some(Extent::AlmostAll) => "; proven: for all numbers but some at the edge of what is allowed",
        Some(Extent::Some) => "; proven: not for all numbers",
        Some(Extent::Never) => "; proven: for no numbers",
        None => "; whether for all numbers is not known",
    };
    format!("{seen}{accepted}{proven}")
}
