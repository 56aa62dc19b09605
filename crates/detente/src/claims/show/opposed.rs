//! What contradicts what, side by side. Nothing is averaged, and neither side is preferred.

use super::{
    super::{Disputed, How, Opposed},
    Teller,
};
use crate::{
    case::{Case, Claim, ClaimId},
    show::{Block, Doc, Item, Line},
    words::quoted,
};

impl Teller<'_> {
    pub(super) fn opposed(&self, doc: &mut Doc) {
        let answer = self.answer;
        if answer.opposed.is_empty() && answer.disputed.is_empty() {
            return;
        }
        doc.heading(2, "Contradictions, side by side");
        if !answer.opposed.is_empty() {
            doc.list(answer.opposed.iter().map(|o| self.pair(o)).collect());
        }
        if !answer.disputed.is_empty() {
            doc.text(Line::default().strong("What claims stand against").plain(":"));
            doc.list(answer.disputed.iter().map(|d| self.disputed(d)).collect());
        }
    }

    fn pair(&self, pair: &Opposed) -> Item {
        let case = self.case;
        let (first, second) = (case.claim(pair.first), case.claim(pair.second));
        let says = match pair.how {
            How::Contradicts => "The file says that these contradict each other".to_owned(),
            How::Disputed => "The file says that one of these disputes the other".to_owned(),
            How::Sides => format!("These look opposed: {} for and against {}", holder(case, first), about(case, first)),
            How::Options => {
                format!(
                    "These look opposed: {} for {} and for {}",
                    holder(case, first),
                    about(case, first),
                    about(case, second)
                )
            }
        };
        let later = match (first.date, second.date) {
            (Some(a), Some(b)) if a != b && matches!(pair.how, How::Sides | How::Options) => {
                "; they are of different days, so that it may be a change of mind"
            }
            _ => "",
        };
        let sides = [pair.first, pair.second].map(|c| self.side(c)).to_vec();
        Item::new(format!("{says}{later}.")).with(Block::List(sides))
    }

    fn disputed(&self, disputed: &Disputed) -> Item {
        let case = self.case;
        let line = Line::default()
            .name(case.path(disputed.element))
            .plain(format!(", line {}", case.line(case.place(disputed.element))));
        let list = |what: &str, claims: &[ClaimId]| {
            Item::new(what).with(Block::List(claims.iter().map(|c| self.side(*c)).collect()))
        };
        let cited = if disputed.because.is_empty() {
            Item::new("For it: no claim is cited.")
        } else {
            list("For it:", &disputed.because)
        };
        Item::new(line).with(Block::List(vec![cited, list("Against it:", &disputed.against)]))
    }

    /// A claim as one side: its words stand beside those of the other, so they are given in full again.
    fn side(&self, id: ClaimId) -> Item {
        let case = self.case;
        let claim = case.claim(id);
        let when = claim.date.map_or_else(String::new, |d| format!(", said {d}"));
        let line = case.quote_line(id, "").plain(format!("{when} \u{2014} claim "));
        Item::new(line.name(&claim.key))
    }
}

fn holder(case: &Case, claim: &Claim) -> String {
    let name = claim.holder.map_or("somebody", |p| case.party_name(p));
    format!("{name} is said to be")
}

fn about(case: &Case, claim: &Claim) -> String {
    match claim.about {
        Some((issue, Some(option))) => quoted(&case.issue(issue).options[option.index()].name),
        Some((issue, None)) => quoted(&case.issue(issue).name),
        None => "something".to_owned(),
    }
}
