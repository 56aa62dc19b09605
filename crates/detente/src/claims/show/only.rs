//! What is known only in a bad way: positions that no party and no third person is on record with.

use super::{
    super::{Count, Held},
    Teller,
};
use crate::{
    case::{Basis, Element},
    show::{Block, Doc, Item, Line},
    words::{count, listed},
};

impl Teller<'_> {
    pub(super) fn only(&self, doc: &mut Doc) {
        let answer = self.answer;
        doc.heading(2, "What is known only through the narrator");
        if answer.narrator.is_empty() {
            doc.text("No position that cites a claim is known only through the narrator of a report.");
        } else {
            doc.text(
                "No claim of this case has anybody on record with these: only the narrator of a report says so, or reads it into somebody\u{2019}s \
                 words.",
            );
            doc.list(answer.narrator.iter().map(|h| self.held(h)).collect());
        }
        if !answer.opponent.is_empty() {
            doc.heading(2, "What is known only through an opponent");
            doc.list(answer.opponent.iter().map(|h| self.held(h)).collect());
        }
        if !answer.uncited.is_empty() {
            let kind = |basis: Option<Basis>| -> Vec<Element> {
                answer.uncited.iter().copied().filter(|e| self.case.grounds(*e).basis == basis).collect()
            };
            let mut items = Vec::new();
            for (what, some) in [
                ("Assumed by the analyst", kind(Some(Basis::Assumed))),
                ("Inferred, from no claim that is cited", kind(Some(Basis::Inferred))),
                ("Said to be stated, with no claim cited", kind(Some(Basis::Stated))),
                ("Nothing says how we know it", kind(None)),
            ] {
                if !some.is_empty() {
                    items.push(Item::new(format!("{what}: {}.", self.paths(&some))));
                }
            }
            doc.heading(2, "What cites no claim");
            doc.list(items);
        }
    }

    fn held(&self, held: &Held) -> Item {
        let case = self.case;
        let grounds = case.grounds(held.element);
        let what = match held.element {
            Element::Demand(_) | Element::WalkAway(_) => held.element.rule().map(|r| self.words.label(r)),
            Element::Wants(_, issue) => Some(format!("what options of {} are worth", case.issue(issue).name)),
            Element::Bonus(..) => Some("a bonus".to_owned()),
            Element::Guarantee(g) => Some(crate::words::quoted(&case.guarantee(g).name)),
            Element::Meaning(d, n) => Some(crate::words::quoted(&case.demand(d).terms.meanings[n].name)),
            _ => None,
        };
        let of = format!(" of {}", case.party_name(held.holder));
        let of = if matches!(held.element, Element::WalkAway(_)) { String::new() } else { of };
        let what = what.unwrap_or_else(|| "which packages are preferred".to_owned());
        let mut tags = vec![format!("line {}", case.line(case.place(held.element)))];
        match grounds.basis {
            Some(Basis::Inferred) => tags.push("inferred".to_owned()),
            Some(Basis::Assumed) => tags.push("assumed".to_owned()),
            Some(Basis::Stated) | None => {}
        }
        if case.is_disputed(grounds) {
            tags.push("disputed".to_owned());
        }
        let line = Line::default().strong(format!("{what}{of}")).plain(" \u{2014} ").name(case.path(held.element));
        let claims = held.claims.iter().map(|c| format!("`{}`", case.claim(*c).key)).collect();
        let word = if held.claims.len() == 1 { "claim" } else { "claims" };
        let rests = format!("rests on {word} {}, {}", listed(claims, "and"), documents(held.count));
        Item::new(line.plain(format!(", {}", tags.join(", ")))).with(Block::Text(Line::default().quiet(rests)))
    }
}

fn documents(all: Count) -> String {
    format!("in {}", count(all.documents, "independent document"))
}
