//! What of a case other programs can carry: its issues, and what parties want; and what is left behind.

use std::collections::HashSet;

use num_traits::{One, Signed, Zero};

use super::{
    amount::{self, Amount, decimal, rounded, whole},
    exchange::Looked,
    scenario::{Extra, Profile, Scenario, Topic, Wish},
};
use crate::{
    case::{Case, Firmness, Party, Preference, Role, Wants},
    diagnostic::{Code, Diagnostic, Place},
    number::MOST_DECIMALS,
};

/// Digits behind the point of numbers that have no end as decimals: few enough that a case can hold their products.
const ROUNDED: u32 = 15;

/// A case as other programs see it. What they do not see is reported, each thing with its place in the case file.
pub(super) fn carried(case: &Case, format: &str) -> (Scenario, Vec<Diagnostic>) {
    let mut found = Vec::new();
    left_behind(case, format, &mut found);
    let names = distinct(case.issues().iter().map(|i| (i.key.as_str(), i.name.as_str())));
    let issues = case.issues().iter().zip(names).map(|(issue, name)| Topic {
        name,
        options: distinct(issue.options.iter().map(|o| (o.key.as_str(), o.name.as_str()))),
        kept: issue.kept.clone(),
        ..Topic::default()
    });
    let mut scenario = Scenario {
        title: case.title().to_owned(),
        issues: issues.collect(),
        kept: case.kept().to_vec(),
        ..Scenario::default()
    };
    for party in case.parties() {
        match &party.preference {
            Preference::Worth(wants) => scenario.parties.push(profile(case, party, wants, format, &mut found)),
            _ => found.push(
                not_carried(party.place, format!("party `{}` has no profile in {format}", party.key))
                    .note("the case does not say what options are worth to it")
                    .help("give it `wants`, if it is to take part there"),
            ),
        }
    }
    (scenario, found)
}

/// Something that is lost on the way.
pub(super) fn not_carried(place: Place, message: String) -> Diagnostic {
    Diagnostic::new(Code::NotCarried, place, message)
}

fn profile(case: &Case, party: &Party, wants: &Wants, format: &str, found: &mut Vec<Diagnostic>) -> Profile {
    let measure = wants.measure();
    let wish = |n: usize| {
        let own = wants.on(case.issue_ids().nth(n)?)?;
        Some(Wish {
            weight: amount::of(own.weight),
            values: own.values.iter().map(|v| amount::of(*v)).collect(),
            best: measure.map_or_else(|| whole(100), |m| amount::of(m.best[n])),
        })
    };
    let wishes: Vec<Option<Wish>> = (0..case.issues().len()).map(wish).collect();
    let sum = wishes.iter().flatten().fold(Amount::zero(), |sum, w| sum + &w.weight);
    let total = measure.and_then(|m| m.total).map_or(sum, amount::of);
    if wants.unsure().is_some() {
        found.push(
            not_carried(party.place, format!("{format} knows no ranges: those of `{}` are lost", party.key))
                .note("the middle of each range is written, as other questions take it")
                .help("nothing need be done, if the middle will do"),
        );
    }
    if let Some(walk_away) = &party.walk_away
        && let Firmness::Cost(_) = walk_away.firmness
    {
        found.push(
            not_carried(
                walk_away.place,
                format!("{format} knows no firmness: the walk-away of `{}` is absolute there", party.key),
            )
            .help("nothing need be done, if that will do"),
        );
    }
    let own = format!("{}.", format.to_lowercase());
    if let Some((_, discount)) = party.kept.iter().find(|(k, _)| k.ends_with(".discount") && !k.starts_with(&own))
        && amount::parse(discount).is_ok_and(|d| d.is_positive() && d < Amount::one())
    {
        found.push(
            not_carried(
                party.place,
                format!("the time discount of `{}`, {discount}, is not carried into {format}", party.key),
            )
            .note("each program that has one means something else by it")
            .help("nothing need be done, if worth is not to shrink with time there"),
        );
    }
    if party.role != Role::Principal {
        found.push(
            not_carried(
                party.place,
                format!("{format} knows no roles: `{}` is a party like the others there", party.key),
            )
            .help("leave its profile out of the negotiation, if its consent is not needed"),
        );
    }
    let bonuses = wants.bonuses().iter().map(|bonus| Extra {
        unless: bonus.unless,
        pattern: bonus.when.alternatives().iter().map(|p| terms(p)).collect(),
        worth: amount::of(bonus.worth),
    });
    Profile {
        name: party.key.clone(),
        wants: wishes,
        bonuses: bonuses.collect(),
        total: Some(total),
        measured: measure.is_some(),
        out_of: Some(measure.map_or_else(|| whole(100), |m| amount::of(m.out_of))),
        capped: measure.is_some_and(|m| m.capped),
        walk_away: party.walk_away.as_ref().map(|w| amount::of(w.worth) / whole(100)),
        kept: party.kept.clone(),
        ..Profile::default()
    }
}

fn terms(table: &crate::case::Patterned) -> Vec<(usize, Vec<usize>)> {
    table.terms().iter().map(|(i, options)| (i.index(), options.iter().map(|o| o.index()).collect())).collect()
}

/// Says once for each kind what formats of who wants what do not have.
fn left_behind(case: &Case, format: &str, found: &mut Vec<Diagnostic>) {
    told_talks(case, format, found);
    told_lost(case.constraints().iter().map(|c| c.place), ["constraint", "constraints"], format, found);
    let alone = case.issues().iter().filter(|i| !i.decided_by.is_empty()).map(|i| i.place);
    told_lost(alone, ["rule on who decides alone", "rules on who decides alone"], format, found);
}

/// Says once for each kind what no other program has.
pub(super) fn told_talks(case: &Case, format: &str, found: &mut Vec<Diagnostic>) {
    told_lost(case.demands().iter().map(|d| d.place), ["demand", "demands"], format, found);
    told_lost(case.steps().iter().map(|s| s.place), ["step", "steps"], format, found);
    told_lost(case.delegates().iter().map(|d| d.place), ["delegate", "delegates"], format, found);
    told_lost(case.claims().iter().map(|c| c.place), ["claim", "claims"], format, found);
}

/// Says that things of one kind, at these places, are lost.
pub(super) fn told_lost(
    mut places: impl Iterator<Item = Place>,
    [one, many]: [&str; 2],
    format: &str,
    found: &mut Vec<Diagnostic>,
) {
    let Some(first) = places.next() else { return };
    let count = 1 + places.count();
    let what = if count == 1 { format!("1 {one} is") } else { format!("{count} {many} are") };
    found.push(
        not_carried(first, format!("{what} not carried: {format} knows none"))
            .help("nothing need be done, if the other program can do without"),
    );
}

/// What readers call things, where that tells them apart, else their keys.
fn distinct<'a>(named: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Vec<String> {
    let mut seen = HashSet::new();
    if named.clone().all(|(_, name)| seen.insert(name)) {
        named.map(|(_, name)| name.to_owned()).collect()
    } else {
        named.map(|(key, _)| key.to_owned()).collect()
    }
}

impl Profile {
    /// Whether its numbers are already such that weights count as they are, and the highest value of each issue as all.
    /// On an issue that is a `line`, 1 counts as all, whether it is reached or not.
    pub(super) fn own_scale(&self, line: impl Fn(usize) -> bool) -> bool {
        self.measured
            && self.total.as_ref().is_none_or(One::is_one)
            && self.wants.iter().enumerate().all(|(n, wish)| {
                let Some(w) = wish else { return true };
                w.values.iter().all(Zero::is_zero) || line(n) || w.values.iter().max() == Some(&w.best)
            })
    }

    /// Wants whose weights count as they are and whose values are at most 1, reached on each issue that counts: what every
    /// program reads alike. On an issue that is a `line`, only the weight is changed. The second is whether something had to
    /// be rounded.
    pub(super) fn at_unit_scale(&self, line: impl Fn(usize) -> bool) -> (Vec<Option<Wish>>, bool) {
        let mut exact = true;
        let mut round = |a: Amount| {
            if decimal(&a)
                .is_some_and(|t| t.rsplit('.').next().is_none_or(|d| d.len() <= MOST_DECIMALS) || !t.contains('.'))
            {
                return a;
            }
            exact = false;
            rounded(&a, ROUNDED)
        };
        let total = self.total.clone().unwrap_or_else(Amount::one);
        let mut sum = Amount::zero();
        let mut wants = Vec::new();
        for (n, wish) in self.wants.iter().enumerate() {
            wants.push(wish.as_ref().map(|w| {
                let most = w.values.iter().max().cloned().unwrap_or_else(Amount::zero);
                let most = if line(n) {
                    w.best.clone()
                } else if most.is_positive() {
                    most
                } else {
                    Amount::one()
                };
                let weight = if total.is_zero() { Amount::zero() } else { &w.weight / &total * &most / &w.best };
                sum += &weight;
                Wish {
                    weight: round(weight),
                    values: w.values.iter().map(|v| round(v / &most)).collect(),
                    best: Amount::one(),
                }
            }));
        }
        // What rounding took from or gave to the sum of the weights is made good on the heaviest.
        let written = wants.iter().flatten().fold(Amount::zero(), |sum, w| sum + &w.weight);
        let off = round(sum) - written;
        if !off.is_zero()
            && let Some(heaviest) = wants.iter_mut().flatten().max_by(|a, b| a.weight.cmp(&b.weight))
        {
            heaviest.weight += off;
        }
        (wants, !exact)
    }
}

impl Profile {
    /// Wants whose weights and values count as they are, for programs that normalise nothing: as they stand, if they are
    /// such already, else at unit scale. The second is whether something had to be rounded.
    pub(super) fn as_sum(&self) -> (Vec<Option<Wish>>, bool) {
        let such = self.measured
            && self.total.as_ref().is_none_or(One::is_one)
            && self.wants.iter().flatten().all(|w| w.best.is_one());
        if such { (self.wants.clone(), false) } else { self.at_unit_scale(|_| false) }
    }
}

/// That numbers of a party were rounded.
pub(super) fn told_rounded(case: &Case, party: &str, found: &mut Vec<Diagnostic>) {
    let place = case.parties().iter().find(|p| p.key == party).map(|p| p.place).unwrap_or_default();
    found.push(
        not_carried(place, format!("numbers of `{party}` have no end as decimals; they are rounded"))
            .note(format!("to {ROUNDED} digits behind the point"))
            .help("nothing need be done: other programs compute with 16 digits"),
    );
}

/// That bonuses of a party are lost.
pub(super) fn told_bonuses(case: &Case, party: &str, format: &str, found: &mut Vec<Diagnostic>) {
    let Some(party) = case.parties().iter().find(|p| p.key == party) else { return };
    let Preference::Worth(wants) = &party.preference else { return };
    let place = wants.bonuses().first().map_or(party.place, |b| b.place);
    let message = format!("{} bonuses of `{}` are not carried into {format}", wants.bonuses().len(), party.key);
    found.push(not_carried(place, message).help("worth there is the sum of what options are worth, without them"));
}

/// A number of a file, which is a decimal one by now.
pub(super) fn written(amount: &Amount) -> String {
    decimal(amount)
        .unwrap_or_else(|| decimal(&rounded(amount, ROUNDED)).expect("what is rounded to decimals has an end"))
}

/// A reader's file of its own, for looking at what was kept.
pub(super) fn scratch() -> Looked {
    Looked { name: String::new(), text: String::new(), found: Vec::new() }
}
