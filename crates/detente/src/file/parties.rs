//! `[parties]`: who the actors are and what they prefer.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use super::{
    Reading, called, patterns,
    shape::PARTY,
    table::{Table, Value, place},
    wants,
};
use crate::{
    case::{Firmness, Grounds, Package, Party, PartyId, Preference, Role, WalkAway, comparable},
    diagnostic::{Code, Diagnostic, Place},
};

pub(super) fn read(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Party> {
    let t = r.reader.table(entries, at, &PARTY);
    let role = match r.reader.word(&t, "role").as_deref() {
        Some("mediator") => Role::Mediator,
        Some("guarantor") => Role::Guarantor,
        Some("observer") => Role::Observer,
        _ => Role::Principal,
    };
    let grounds = r.grounds(&t);
    let preference = preference(r, &t, at, &grounds);
    // Only where nothing is added to a mean of 0 to 100 does worth stay within.
    let bounded = t.get("bonuses").is_none() && t.get("measure").is_none();
    let walk_away = t.get("walk_away").and_then(|v| walk_away(r, v, bounded.then_some((0, 100)), &grounds));
    if let (Some(walk_away), Preference::Worth(wants)) = (&walk_away, &preference)
        && !comparable(wants, walk_away.worth)
    {
        r.reader.report(wants::too_precise(walk_away.place, "this walk-away cannot be compared with worth"));
    }
    if walk_away.is_some()
        && role == Role::Principal
        && t.get("wants").is_none()
        && (t.get("bonuses").is_none() || t.get("prefers").is_some() || t.get("ranking").is_some())
    {
        let place = t.place_of("walk_away").unwrap_or(at);
        r.reader.report(
            Diagnostic::new(
                Code::WalkAwayWithoutWants,
                place,
                "a walk-away is compared with worth, but this party has no `wants`",
            )
            .help("say what each option is worth to it, or leave the walk-away out"),
        );
    }
    if walk_away.is_some() && role != Role::Principal {
        let place = t.place_of("walk_away").unwrap_or(at);
        r.reader.report(
            Diagnostic::new(Code::NoEffect, place, "the walk-away of a party that is not a principal has no effect")
                .help("its consent is not needed: leave the walk-away out, or make it a principal"),
        );
    }
    let name = r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned());
    let _ = r.reader.text(t.get("about"));
    let aliases = called::list(r, t.get("aliases"), "alias");
    let overlooks = t.get("overlooks").and_then(|v| patterns::pattern(&r.reader, &r.names, v));
    let accepts = accepts(r, &t, key);
    let kept = r.reader.texts(t.get("kept"));
    Some(Party {
        key: key.to_owned(),
        name,
        role,
        walk_away,
        preference,
        accepts,
        overlooks,
        aliases,
        kept,
        grounds,
        place: at,
    })
}

/// Whom the party would accept; itself it need not name.
fn accepts(r: &Reading, t: &Table<'_>, key: &str) -> Vec<PartyId> {
    let accepts = r.names.parties(&r.reader, t.get("accepts"));
    let own = |id: &&PartyId| r.names.parties.names().nth(id.index()) == Some(key);
    if let (Some(_), Some(at)) = (accepts.iter().find(own), t.place_of("accepts")) {
        r.reader.report(
            Diagnostic::new(Code::NoEffect, at, "it has no effect that a party accepts itself")
                .help("name those beside it whom it would accept as a trustee, a guarantor or a verifier"),
        );
    }
    accepts
}

fn preference(r: &Reading, t: &Table<'_>, at: Place, grounds: &Grounds) -> Preference {
    let first_of = |keys: &[&'static str]| keys.iter().find_map(|key| t.place_of(key).map(|p| (*key, p)));
    let ways: Vec<(&str, Place)> =
        [first_of(&["wants", "weights", "bonuses", "measure"]), first_of(&["prefers"]), first_of(&["ranking"])]
            .into_iter()
            .flatten()
            .collect();
    if let [(first, first_at), (second, second_at), ..] = ways.as_slice() {
        r.reader.report(
            Diagnostic::new(Code::TwoPreferences, *second_at, format!("this party has both `{first}` and `{second}`"))
                .also(*first_at, "the other is here")
                .help("keep one of them: two ways of saying what it prefers can contradict each other"),
        );
        return Preference::Unknown;
    }
    if let Some(list) = t.get("ranking")
        && list.get_ref().as_array().is_some_and(|a| a.is_empty())
    {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(list), "this `ranking` is empty")
                .help("say what the party prefers, or take it out; `prefers = []` says that all is the same to it"),
        );
    }
    if let Some(list) = t.get("prefers") {
        let patterns = r.reader.list(Some(list), "patterns");
        return Preference::Prefers(
            patterns.into_iter().filter_map(|v| patterns::pattern(&r.reader, &r.names, v)).collect(),
        );
    }
    if let Some(list) = t.get("ranking") {
        return Preference::Ranking(ranking(r, list));
    }
    wants::read(r, t, at, grounds)
}

fn ranking(r: &Reading, list: &Value<'_>) -> Vec<Vec<Package>> {
    let mut ranks: Vec<Vec<Package>> = Vec::new();
    let mut seen: HashMap<Package, Place> = HashMap::new();
    for entry in r.reader.list(Some(list), "packages") {
        let tied: Vec<&Value<'_>> = match entry.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![entry],
        };
        let mut rank = Vec::new();
        for value in tied {
            let Some(package) = patterns::package(&r.reader, &r.names, value, Code::RankingShape) else { continue };
            if let Some(first) = seen.get(&package) {
                r.reader.report(
                    Diagnostic::new(Code::RankingShape, place(value), "this package has a rank already")
                        .also(*first, "it stands here")
                        .help("take one of the two out"),
                );
            } else {
                seen.insert(package.clone(), place(value));
                rank.push(package);
            }
        }
        ranks.push(rank);
    }
    ranks
}

fn walk_away(r: &Reading, value: &Value<'_>, bounds: Option<(i64, i64)>, grounds: &Grounds) -> Option<WalkAway> {
    let at = place(value);
    let (worth, firmness, own) = match value.get_ref() {
        DeValue::Table(entries) => {
            let t = r.reader.table(entries, at, &super::WALK_AWAY);
            let firmness = match t.get("firmness") {
                Some(v) => r.firmness(v, "firmness")?,
                None => Firmness::Absolute,
            };
            (t.get("worth")?, firmness, r.grounds(&t))
        }
        _ => (value, Firmness::Absolute, Grounds::default()),
    };
    let worth = r.reader.number_in(worth, bounds, "a walk-away")?;
    let grounds = own.or(grounds);
    Some(WalkAway { worth, firmness, grounds, place: at })
}
