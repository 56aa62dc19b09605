//! What else a claim is tied to as it is accepted: elements that rest on it, elements and claims that it disputes, and what
//! a speaker is called.

use super::{Added, Fields};
use crate::{
    case::{Case, Element},
    cite,
    question::Refusal,
    read::{Proposal, Voice},
};

/// The lists that a claim is put into.
pub(super) fn lists(case: &Case, fields: &Fields, key: &str) -> Result<Vec<Added>, Refusal> {
    let mut all = Vec::new();
    for (names, list) in [(&fields.because, "because"), (&fields.disputes, "disputed_by")] {
        for name in names {
            let mut to = table(case, name)?;
            if to[0] == "claims" && list == "because" {
                return Err(Refusal::new(format!(
                    "`{name}` is a claim: it rests on its document, not on other claims"
                ))
                .help("name an element, as in `demands.NAME`"));
            }
            to.push(list.to_owned());
            all.push(Added { to, item: key.to_owned() });
        }
    }
    for claim in &fields.contradicts {
        if !case.claims().iter().any(|c| c.key == *claim) {
            let known: Vec<String> = case.claims().iter().map(|c| c.key.clone()).collect();
            return Err(super::actors::unknown("claim", claim, &known));
        }
    }
    Ok(all)
}

/// The alias that is learned: what the document calls a party or delegate whom the reviewer has confirmed.
pub(super) fn alias(case: &Case, proposal: &Proposal, actor: Option<&str>) -> Result<Option<Added>, Refusal> {
    let phrase = match &proposal.speaker {
        Voice::Named { phrase, .. } => phrase.text.split_whitespace().collect::<Vec<_>>().join(" "),
        Voice::Pronoun { phrase, .. } | Voice::Unnamed { phrase } => {
            return Err(Refusal::new(format!(
                "{} is no name: nothing can be learned from it",
                crate::words::quoted(&phrase.text)
            ))
            .help("leave `--learn` out"));
        }
        Voice::Narrator => {
            return Err(Refusal::new("nobody is named: nothing can be learned").help("leave `--learn` out"));
        }
    };
    let Some(actor) = actor else {
        return Err(Refusal::new(format!("{} is no party or delegate of the case", crate::words::quoted(&phrase)))
            .help("say who it is by `--speaker KEY`, or leave `--learn` out"));
    };
    let same = |name: &String| name.to_lowercase() == phrase.to_lowercase();
    let (section, names) = match case.parties().iter().find(|p| p.key == actor) {
        Some(party) => ("parties", [vec![&party.key, &party.name], party.aliases.iter().collect()].concat()),
        None => match case.delegates().iter().find(|d| d.key == actor) {
            Some(person) => ("delegates", [vec![&person.key, &person.name], person.aliases.iter().collect()].concat()),
            None => return Ok(None),
        },
    };
    if names.into_iter().any(same) {
        return Ok(None);
    }
    let to = [section, actor, "aliases"].map(str::to_owned).to_vec();
    Ok(Some(Added { to, item: phrase }))
}

/// The keys that lead to the table of an element.
fn table(case: &Case, name: &str) -> Result<Vec<String>, Refusal> {
    let path = cite::find(case, name)?.path;
    let keys = |keys: &[&str]| Ok(keys.iter().map(|k| (*k).to_owned()).collect());
    if let Some(claim) = path.strip_prefix("claims.") {
        return keys(&["claims", claim]);
    }
    let element = case.elements().into_iter().find(|e| case.path(*e) == path);
    match element {
        Some(Element::Demand(d)) => keys(&["demands", &case.demand(d).key]),
        Some(Element::WalkAway(p)) => keys(&["parties", &case.party(p).key, "walk_away"]),
        Some(Element::Constraint(c)) => keys(&["constraints", &case.constraint(c).key]),
        Some(Element::Step(s)) => keys(&["steps", &case.step(s).key]),
        Some(Element::Guarantee(g)) => keys(&["guarantees", &case.guarantee(g).key]),
        Some(Element::Meaning(d, n)) => {
            let demand = case.demand(d);
            keys(&["demands", &demand.key, "readings", &demand.terms.meanings[n].key])
        }
        Some(Element::Wants(p, i)) => keys(&["parties", &case.party(p).key, "wants", &case.issue(i).key]),
        Some(Element::Party(p)) => keys(&["parties", &case.party(p).key]),
        Some(Element::Delegate(d)) => keys(&["delegates", &case.delegate(d).key]),
        Some(Element::Round(n)) => keys(&["rounds", &case.rounds()[n].key]),
        Some(Element::Bonus(..)) | None => Err(Refusal::new(format!("`{path}` has no name of its own to be found by"))
            .help("write the claim into its `because` by hand")),
    }
}
