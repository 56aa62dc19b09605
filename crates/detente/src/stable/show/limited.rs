//! What holds for parties that look some moves ahead.

use super::steps::{names, states};
use crate::{
    show::{Block, Doc},
    stable::{limited::Limited, space::Space},
    words::grouped,
};

/// Horizons that have a row.
const MOST_ROWS: usize = 12;

impl Limited {
    /// Tells it as a section of a document.
    pub fn show(&self, space: &Space<'_>, doc: &mut Doc) {
        doc.heading(2, "If they look some moves ahead");
        doc.text(format!(
            "{} move in turn, and each counts on the other to do what is then best for itself. At one move ahead this is Nash.",
            names(space, &self.movers)
        ));
        let mut head = vec!["Moves ahead".to_owned()];
        head.extend(self.movers.iter().map(|m| format!("{} stays in", names(space, &[*m]))));
        head.push("Nobody would leave".to_owned());
        let rows = self.horizons.iter().enumerate().take(MOST_ROWS).map(|(n, horizon)| {
            let mut row = vec![(n + 1).to_string()];
            row.extend(self.movers.iter().map(|m| states(space, &horizon.stable[*m])));
            row.push(states(space, &horizon.equilibria));
            row
        });
        doc.blocks.push(Block::Table(head, rows.collect()));
        let mut told = match self.repeats {
            Some(r) if r.period == 1 && r.from == 1 => "To look further ahead changes nothing.".to_owned(),
            Some(r) if r.period == 1 => format!("From {} moves ahead on, to look further changes nothing.", r.from),
            Some(r) => format!(
                "This never settles: from {} on, the same comes again after every {} moves more that they look ahead.",
                if r.from == 1 { "1 move ahead".to_owned() } else { format!("{} moves ahead", r.from) },
                r.period
            ),
            None => "Whether to look still further ahead would change this was not found out.".to_owned(),
        };
        if self.ties > 0 {
            told.push_str(&format!(
                " {} times a party\u{2019}s best moves tied and led to different ends; the one with the lowest number was taken, and \
                 what another would have led to is not told.",
                grouped(self.ties)
            ));
        }
        doc.text(told);
    }
}
