//! Who came, went and took over, and what delegations may settle.

use super::super::{Change, News};
use super::Teller;
use crate::{
    show::{Doc, Item, Line},
    words::quoted,
};

impl Teller<'_> {
    pub(super) fn changes(&self, doc: &mut Doc) {
        if self.answer.changes.is_empty() {
            return;
        }
        doc.heading(2, "Delegations and mandates");
        doc.list(self.answer.changes.iter().map(|c| Item::new(self.change(c))).collect());
    }

    fn change(&self, change: &Change) -> Line {
        let case = self.case;
        let party = case.party_name(change.party);
        let person = |d: crate::case::DelegateId| {
            let d = case.delegate(d);
            match &d.role {
                Some(role) => format!("{} ({role})", d.name),
                None => d.name.clone(),
            }
        };
        let issue = |i: crate::case::IssueId| quoted(&case.issue(i).name);
        let told = match &change.news {
            News::Succeeded { role, from, to } => {
                format!("{role} is {} instead of {}.", case.delegate(*to).name, case.delegate(*from).name)
            }
            News::InOffice(d) => format!("{} speaks for it since the round before.", person(*d)),
            News::OutOfOffice(d) => format!("{} speaks for it no longer.", person(*d)),
            News::Came => "is there, and was not when it was last told who was.".to_owned(),
            News::StayedAway => "is not there, and was when it was last told who was.".to_owned(),
            News::PersonCame(d) => format!("{} is there who was not before.", person(*d)),
            News::PersonStayedAway(d) => format!("{} is not there who was before.", person(*d)),
            News::MandateGained(i) => format!("may settle {} now.", issue(*i)),
            News::MandateLost(i) => format!("may not settle {} any more.", issue(*i)),
            News::OutsideMandate(i, since) if *since == change.round => {
                format!("takes a position on {}, which its mandate does not hold.", issue(*i))
            }
            News::OutsideMandate(i, since) => format!(
                "takes a position on {}, which its mandate, last told at {}, does not hold.",
                issue(*i),
                self.round(*since)
            ),
        };
        let of_party = matches!(
            change.news,
            News::Came | News::StayedAway | News::MandateGained(_) | News::MandateLost(_) | News::OutsideMandate(..)
        );
        let joint = if of_party { " " } else { ": " };
        Line::default().quiet(format!("{}: ", self.round(change.round))).strong(party).plain(format!("{joint}{told}"))
    }
}
