//! Persons, what else they are called, and what they are said to be.

use super::{
    gold::occurrences,
    judge::{Desk, stretch},
    misses::Missed,
    names, pairs,
    tally::Element,
};
use crate::read::{Draft, Person};

/// Which persons were found, and of those their aliases and roles.
pub(super) fn judge(desk: &mut Desk<'_>, draft: &Draft) {
    let gold = desk.gold;
    let Some(known) = &gold.persons else { return };
    let named: Vec<&Person> = draft.persons.iter().filter(|p| p.documents.contains(&gold.report)).collect();
    let pairs = pairs::pairing(known.len(), named.len(), |g, p| {
        let (a, b) = (&known[g], named[p]);
        let called = |x: &str| x == a.name || a.aliases.iter().any(|y| names::same(x, y));
        let fits = names::fit(&a.name, &b.name) || called(&b.name) || b.aliases.iter().any(|x| called(x));
        fits.then(|| f64::from(u8::from(names::same(&a.name, &b.name))))
    });
    let counts = desk.tally.at(Element::Persons);
    counts.gold = known.len();
    counts.proposed = named.len();
    for (n, person) in named.iter().enumerate() {
        if pairs.contains(&Some(n)) {
            desk.tally.at(Element::Persons).right += 1;
        } else {
            desk.miss(Element::Persons, Missed::Wrong, None, Some(person.name.clone()), &[]);
        }
    }
    for (known, p) in known.iter().zip(&pairs) {
        let Some(person) = p.map(|p| named[p]) else {
            desk.miss(Element::Persons, Missed::Missing, Some(known.name.clone()), None, &[]);
            continue;
        };
        desk.tally.at(Element::Persons).found += 1;
        // A person may have more names in other reports.
        let here = |a: &&String| !names::same(a, &known.name) && !occurrences(&gold.text, a).is_empty();
        let also: Vec<&str> = person.aliases.iter().chain([&person.name]).filter(here).map(String::as_str).collect();
        let aliases: Vec<&str> = known.aliases.iter().map(String::as_str).collect();
        lists(desk, Element::Aliases, &known.name, &aliases, &also, names::same);
        let held: Vec<&str> =
            person.roles.iter().filter(|r| r.document == gold.report).map(|r| r.role.as_str()).collect();
        let roles: Vec<&str> = known.roles.iter().map(String::as_str).collect();
        lists(desk, Element::Roles, &known.name, &roles, &held, names::within);
        for role in person.roles.iter().filter(|r| r.document == gold.report) {
            if !known.roles.iter().any(|k| names::within(k, &role.role)) {
                let told = format!("{}: {}", known.name, role.role);
                desk.miss(Element::Roles, Missed::Wrong, None, Some(told), &[stretch(&role.quote)]);
            }
        }
    }
}

/// Two lists of words about one person: what of the one is in the other.
fn lists(
    desk: &mut Desk<'_>,
    element: Element,
    person: &str,
    gold: &[&str],
    draft: &[&str],
    fit: impl Fn(&str, &str) -> bool,
) {
    let missing: Vec<&str> = gold.iter().copied().filter(|g| !draft.iter().any(|d| fit(g, d))).collect();
    let right = draft.iter().filter(|d| gold.iter().any(|g| fit(g, d))).count();
    let counts = desk.tally.at(element);
    counts.gold += gold.len();
    counts.found += gold.len() - missing.len();
    counts.proposed += draft.len();
    counts.right += right;
    for words in missing {
        desk.miss(element, Missed::Missing, Some(format!("{person}: {words}")), None, &[]);
    }
    if element == Element::Aliases {
        for words in draft.iter().filter(|d| !gold.iter().any(|g| fit(g, d))) {
            desk.miss(element, Missed::Wrong, None, Some(format!("{person}: {words}")), &[]);
        }
    }
}
