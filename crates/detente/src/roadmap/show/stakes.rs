//! Who is exposed, when and by how much, in which order less, and whether each would go on.

use super::{Tell, exactly, signed};
use crate::{
    number::Exact,
    roadmap::{Plan, Weighed},
    show::{Block, Doc, Item, Line},
    words::listed,
};

/// Acts up to which what everybody has so far is told after each.
const MOST_ACTS: usize = 40;

impl Tell<'_> {
    pub(super) fn exposed(&self, plan: &Plan, weighed: &Weighed, doc: &mut Doc) {
        let exposure = &weighed.exposure;
        if plan.acts.len() <= MOST_ACTS {
            let timed = plan.schedule.days > 1 || self.answer.dates.start.is_some();
            let mut head = vec!["After".to_owned()];
            head.extend(timed.then(|| "Done".to_owned()));
            head.extend(exposure.parties.iter().map(|p| self.party(*p)));
            let rows = plan.acts.iter().zip(&exposure.sums).map(|(act, sums)| {
                let names: Vec<String> =
                    act.iter().map(|s| self.case.step(crate::case::StepId::at(*s)).name.clone()).collect();
                let last = act.iter().filter_map(|s| plan.schedule.of(*s)).map(|t| t.last()).max();
                let mut row = vec![listed(names, "and")];
                row.extend(last.filter(|_| timed).map(|day| self.day(day)));
                row.extend(sums.iter().map(|n| signed(*n)));
                row
            });
            doc.blocks.push(Block::Table(head, rows.collect()));
        }
        let mut items = Vec::new();
        for worst in exposure.worst.iter().filter(|w| w.exposure > Exact::ZERO) {
            let after =
                worst.after.map_or_else(String::new, |n| format!(" after {}", self.steps(&plan.acts[n], "and")));
            let cover = match (worst.cover > Exact::ZERO, worst.net) {
                (false, _) => String::new(),
                (true, net) if net == Exact::ZERO => ", all of which guarantees would make good".to_owned(),
                (true, net) => {
                    format!("; guarantees would make good {}, which leaves {}", exactly(worst.cover), exactly(net))
                }
            };
            items.push(Item::new(Line::default().strong(self.party(worst.party)).plain(format!(
                " is exposed most{after}: if the others stop there, it is out by {}{cover}.",
                exactly(worst.exposure)
            ))));
        }
        if items.is_empty() {
            doc.text("Nobody is ever exposed: at no point has anybody given more than it got.");
        }
        doc.list(items);
        self.safest(plan, weighed, doc);
        if !exposure.unvalued.is_empty() {
            doc.text(format!(
                "The file does not say what {} would be worth to anybody; here they count as nothing.",
                self.ids(&exposure.unvalued, "and")
            ));
        }
    }

    fn safest(&self, plan: &Plan, weighed: &Weighed, doc: &mut Doc) {
        let now = weighed.exposure.largest();
        let Some(safest) = &weighed.safest else { return };
        if now == Exact::ZERO {
            return;
        }
        if safest.exposure >= now {
            doc.text(if safest.proven {
                format!(
                    "In no other order that these preconditions allow would the largest exposure be less than {}.",
                    exactly(now)
                )
            } else {
                format!(
                    "No order was found in which the largest exposure is less than {}; it is at least {}.",
                    exactly(now),
                    exactly(safest.at_least)
                )
            });
            return;
        }
        let order: Vec<String> =
            safest.order.iter().enumerate().map(|(n, act)| format!("{}. {}", n + 1, self.ids(act, "and"))).collect();
        let proven = if safest.proven {
            "; no order does better".to_owned()
        } else {
            format!("; no order goes below {}", exactly(safest.at_least))
        };
        doc.text(Line::default().strong("The safest order").plain(format!(
            ", in which nobody is exposed by more than {} (here: {}){proven}: {}.",
            exactly(safest.exposure),
            exactly(now),
            order.join("; ")
        )));
        debug_assert_eq!(plan.acts.len(), safest.order.len());
    }

    pub(super) fn holds(&self, plan: &Plan, weighed: &Weighed, doc: &mut Doc) {
        let hold = &weighed.hold;
        let failing: Vec<Item> = hold
            .turns
            .iter()
            .filter(|t| !t.goes_on)
            .map(|t| {
                let bound = if t.loss > Exact::ZERO {
                    format!(", and it would forfeit {} by stopping", exactly(t.loss))
                } else {
                    String::new()
                };
                Item::new(Line::default().strong(format!("{} would rather stop", self.party(t.party))).plain(format!(
                    " before {}: what is still to come is worth {} to it{bound}. A further forfeit of {} would keep it \
                             going.",
                    self.steps(&plan.acts[t.act], "and"),
                    signed(t.gain),
                    exactly(t.needed)
                )))
            })
            .collect();
        if failing.is_empty() {
            let bound = hold.turns.iter().any(|t| t.gain < Exact::ZERO);
            let because = if bound { ", in part because of what it would forfeit" } else { "" };
            doc.text(format!(
                "Yes, as far as these numbers go: whenever it is its turn, nobody would gain by stopping{because}."
            ));
        } else {
            doc.text("No. At each point it is asked whether whoever acts next gains by going on, if the others do:");
            doc.list(failing);
        }
        if !hold.unknown.is_empty() {
            let mut parties: Vec<_> = hold.unknown.iter().map(|(_, p)| *p).collect();
            parties.sort_unstable();
            parties.dedup();
            doc.text(format!(
                "Of {} it is not known, since the file does not say what any step is worth to them.",
                self.parties(&parties, "and")
            ));
        }
    }
}
