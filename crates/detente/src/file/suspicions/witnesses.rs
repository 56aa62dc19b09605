//! Through whom we know: positions known only from the other side, claims about somebody else, chains that end nowhere.

use crate::{
    case::{Basis, Case, Grounds, Known, PartyId, Preference, Speaker},
    diagnostic::{Code, Diagnostic, Place},
};

/// A position of a party, and what it rests on.
struct Position<'a> {
    holder: PartyId,
    grounds: &'a Grounds,
    place: Place,
    /// In words, as in "the walk-away of Velmar".
    what: String,
}

/// Every position that an answer may turn on. What a party wants on several issues for one reason is one position.
fn positions(case: &Case) -> Vec<Position<'_>> {
    let mut all: Vec<Position<'_>> = case
        .demands()
        .iter()
        .map(|d| Position {
            holder: d.party,
            grounds: &d.grounds,
            place: d.place,
            what: format!("demand `{}` of {}", d.key, case.party(d.party).name),
        })
        .collect();
    for (n, p) in case.parties().iter().enumerate() {
        let mut add = |grounds, place, what| all.push(Position { holder: PartyId::at(n), grounds, place, what });
        if !matches!(p.preference, Preference::Unknown) || p.walk_away.is_some() {
            add(&p.grounds, p.place, format!("what {} wants", p.name));
        }
        if let Some(w) = p.walk_away.as_ref().filter(|w| w.grounds != p.grounds) {
            add(&w.grounds, w.place, format!("the walk-away of {}", p.name));
        }
        if let Preference::Worth(wants) = &p.preference {
            for (w, issue) in wants.issues.iter().zip(case.issues()) {
                if let Some(w) = w.as_ref().filter(|w| w.grounds != p.grounds) {
                    add(&w.grounds, w.place, format!("what {} wants on `{}`", p.name, issue.key));
                }
            }
        }
    }
    all
}

/// Positions that are known only through an opponent or a narrator.
pub(super) fn second_hand(case: &Case, found: &mut Vec<Diagnostic>) {
    for p in positions(case).into_iter().filter(|p| p.grounds.basis != Some(Basis::Assumed)) {
        let through = match case.known_through(p.grounds, p.holder) {
            Some(Known::Opponent) => "an opponent",
            Some(Known::Narrator) => "the narrator of a report",
            _ => continue,
        };
        found.push(
            Diagnostic::new(Code::SecondHand, p.place, format!("{} is known only through {through}", p.what))
                .help("look for the party's own words; answers mark such a position until then"),
        );
    }
}

/// Claims that state the position of another party than the one whose position rests on them.
pub(super) fn of_another(case: &Case, found: &mut Vec<Diagnostic>) {
    for p in positions(case) {
        for claim in p.grounds.because.iter().map(|c| case.claim(*c)) {
            if let Some(other) = claim.holder.filter(|h| *h != p.holder) {
                let name = &case.party(other).name;
                found.push(
                    Diagnostic::new(
                        Code::ClaimOfAnother,
                        p.place,
                        format!("{} rests on claim `{}`, which states the position of {name}", p.what, claim.key),
                    )
                    .also(claim.place, "the claim is here")
                    .help("cite a claim about this party, or mend the `holder` of that one"),
                );
                // One is enough to look at all.
                break;
            }
        }
    }
}

/// Chains that name nobody, or go on after the narrator.
pub(super) fn chains(case: &Case, found: &mut Vec<Diagnostic>) {
    for claim in case.claims() {
        let Some(at) = claim.chain.iter().position(|s| *s == Speaker::Narrator) else { continue };
        if at + 1 < claim.chain.len() {
            found.push(
                Diagnostic::new(
                    Code::ChainOrder,
                    claim.place,
                    format!("in the chain of claim `{}`, somebody stands after the narrator", claim.key),
                )
                .help("the one who says so stands first, the document's narrator last"),
            );
        }
    }
}
