//! The answer in words. Nothing here says who should have moved: only what is on the record, and as whose.

mod curves;
mod delegations;
mod moves;
mod positions;
mod rounds;

use super::TrackAnswer;
use crate::{
    case::{Case, IssueId, OptionId},
    show::{Doc, Line},
    why::show::Words,
    words::{count, listed, quoted},
};

impl TrackAnswer {
    /// The answer as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let w = Teller { case, answer: self };
        let mut doc = Doc::default();
        doc.heading(1, case.title());
        Words::new(case).founded(&self.cautions, &mut doc);
        w.summary(&mut doc);
        w.rounds(&mut doc);
        w.positions(&mut doc);
        w.moves(&mut doc);
        w.curves(&mut doc);
        w.to_give(&mut doc);
        w.changes(&mut doc);
        w.said(&mut doc);
        doc
    }
}

struct Teller<'a> {
    case: &'a Case,
    answer: &'a TrackAnswer,
}

impl Teller<'_> {
    fn summary(&self, doc: &mut Doc) {
        let (case, answer) = (self.case, self.answer);
        let dates: Vec<_> = answer.rounds.iter().filter_map(|n| case.rounds()[*n].date).collect();
        let when = match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
            (Some(only), _) => format!(", {only}"),
            _ => String::new(),
        };
        let line = Line::default().strong(format!("{}{when}.", count(answer.rounds.len(), "round")));
        let line = match answer.apart.last() {
            Some(apart) if apart.issues > 0 => {
                let mean = apart.mean.map_or_else(String::new, |m| {
                    format!(
                        " On average over these issues principals are {} apart, where 0 is to meet and 1 the whole length \
                         of an issue.",
                        m.rounded(2)
                    )
                });
                line.plain(format!(
                    " As of the last one, positions meet on {} of {} on which at least two principals have one.{mean}",
                    apart.meeting,
                    count(apart.issues, "issue")
                ))
            }
            _ => line,
        };
        doc.text(line);
        if answer.topics.is_empty() {
            doc.text(
                "No position is stated in them on what is looked at: a table `[rounds.NAME.positions]` says which options \
                 each party would take then.",
            );
        } else if answer.rounds.len() == 1 {
            doc.text("There is one round only: where parties stand can be told, not how they moved.");
        }
        if answer.reordered {
            doc.text("Rounds are told by date; in the file they stand in another order.");
        }
        let mut only = Vec::new();
        if let Some(issues) = &answer.asked.issues {
            only.extend(issues.iter().map(|i| quoted(&case.issue(*i).name)));
        }
        if let Some(parties) = &answer.asked.parties {
            only.extend(parties.iter().map(|p| case.party_name(*p).to_owned()));
        }
        if !only.is_empty() {
            doc.text(Line::default().strong("Only looked at").plain(format!(": {}.", listed(only, "and"))));
        }
    }

    fn round(&self, round: usize) -> &str {
        &self.case.rounds()[self.answer.rounds[round]].name
    }

    /// Options as readers call them: `“200 m3/s” or “320 m3/s”`.
    fn options(&self, issue: IssueId, options: &[OptionId]) -> String {
        let name = |o: &OptionId| quoted(&self.case.issue(issue).options[o.index()].name);
        listed(options.iter().map(name).collect(), "or")
    }
}
