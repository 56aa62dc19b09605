//! The answer as a picture, and as a table of values.

use super::{Curve, TrackAnswer};
use crate::{
    case::Case,
    show::{
        chart::curve::{CurveChart, CurveLine},
        csv,
    },
};

impl TrackAnswer {
    /// The concession curves, to be drawn.
    pub fn chart(&self, case: &Case) -> CurveChart {
        let line = |curve: &Curve| CurveLine {
            name: case.party_name(curve.party).to_owned(),
            // A walk-away counts over all issues: beside a part of them it would say something that is not so.
            walk_away: curve.walk_away.filter(|_| curve.left_out.is_empty()).map(|w| w.to_f64()),
            best: curve.points.iter().map(|p| p.best.to_f64()).collect(),
            least: curve.points.iter().map(|p| p.least.to_f64()).collect(),
        };
        let rounds = self.rounds.iter().map(|n| &case.rounds()[*n]);
        CurveChart {
            title: case.title().to_owned(),
            rounds: rounds.map(|r| (r.name.clone(), r.date.map_or_else(String::new, |d| d.to_string()))).collect(),
            lines: self.curves.iter().map(line).collect(),
            notes: self.curve_notes(case),
        }
    }

    /// Positions as comma-separated values (RFC 4180), a line for each party, issue and round from when it first says where
    /// it stands: the options it would take, whether it says so in this round, the best and the least for it as parts of its
    /// own worth, and how far apart principals are on the issue.
    pub fn csv(&self, case: &Case) -> String {
        let head = ["round", "date", "issue", "party", "options", "stated", "best", "least", "distance", "meet"]
            .map(str::to_owned);
        let mut out = csv::line(&head);
        for topic in &self.topics {
            let issue = case.issue(topic.issue);
            for (n, (held, gap)) in topic.held.iter().zip(&topic.gaps).enumerate() {
                let round = &case.rounds()[self.rounds[n]];
                for (party, held) in self.parties.iter().zip(held) {
                    let Some(held) = held else { continue };
                    let options = held.options.iter().map(|o| issue.options[o.index()].key.as_str());
                    let worth = super::distance::wants(case, *party).map(|wants| {
                        let part =
                            |points: i128| crate::number::Exact::ratio(points, wants.scale()).to_f64().to_string();
                        let best = super::distance::best(wants, topic.issue, &held.options);
                        let least = super::distance::least(wants, topic.issue, &held.options);
                        (part(best), part(least))
                    });
                    let (best, least) = worth.unwrap_or_default();
                    out.push_str(&csv::line(&[
                        csv::text(&round.key),
                        round.date.map_or_else(String::new, |d| d.to_string()),
                        csv::text(&issue.key),
                        csv::text(&case.party(*party).key),
                        csv::text(&options.collect::<Vec<_>>().join(" ")),
                        (held.since == n).to_string(),
                        best,
                        least,
                        gap.distance.map_or_else(String::new, |d| d.to_f64().to_string()),
                        gap.meet().map_or_else(String::new, |m| m.to_string()),
                    ]));
                }
            }
        }
        out
    }
}
