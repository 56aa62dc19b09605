//! The answer as a picture, and as a table of values.

use super::{DealsAnswer, facts::Scale, facts::Writer};
use crate::{
    case::Case,
    show::{
        chart::{Axis, FrontierChart, Mark},
        csv,
    },
};

impl DealsAnswer {
    /// The frontier with the named solutions, to be drawn.
    pub fn chart(&self, case: &Case) -> FrontierChart {
        let worth = |deal: &super::Deal| deal.worth.iter().map(|w| w.to_f64()).collect::<Vec<f64>>();
        let parties = self.sides.iter().map(|s| Axis {
            name: case.party_name(s.party).to_owned(),
            walk_away: s.walk_away.map(|w| w.to_f64()),
            ideal: s.ideal.map(|i| i.to_f64()),
        });
        let named = self
            .solutions
            .iter()
            .flat_map(|s| s.deals.iter().map(move |d| Mark { label: s.notion.name.to_owned(), worth: worth(d) }));
        let frontier = self.frontier.as_ref();
        FrontierChart {
            title: case.title().to_owned(),
            parties: parties.collect(),
            frontier: frontier.map_or_else(Vec::new, |f| f.deals.iter().map(worth).collect()),
            named: named.collect(),
            note: self.limit.as_ref().map(|l| format!("Cut short: {l}.")),
        }
    }

    /// Frontier and named solutions as comma-separated values (RFC 4180): what it is, what it is worth to each party, how
    /// many other packages are worth the same, and the option chosen on each issue.
    pub fn csv(&self, case: &Case, scale: Scale) -> String {
        let writer = Writer::new(self, case, scale);
        let mut head = vec!["kind".to_owned()];
        head.extend(self.sides.iter().map(|s| case.party(s.party).key.clone()));
        head.push("others".to_owned());
        head.extend(case.issues().iter().map(|i| i.key.clone()));
        let mut out = csv::line(&head.iter().map(|h| csv::text(h)).collect::<Vec<_>>());
        let mut row = |kind: &str, deal: &super::Deal| {
            let mut cells = vec![csv::text(kind)];
            cells.extend(writer.values(deal).into_iter().map(|v| v.to_string()));
            cells.push(deal.others.map_or_else(String::new, |n| n.to_string()));
            let options = case.issues().iter().zip(deal.package.options());
            cells.extend(options.map(|(i, o)| csv::text(&i.options[o.index()].key)));
            out.push_str(&csv::line(&cells));
        };
        for deal in self.frontier.iter().flat_map(|f| &f.deals) {
            row("efficient", deal);
        }
        for solution in &self.solutions {
            solution.deals.iter().for_each(|d| row(solution.notion.key, d));
        }
        out
    }
}
