//! How well founded the answer is. Assumptions stand first: an answer is no better than they are.

use super::Words;
use crate::{
    case::Element,
    show::{Doc, Item, Line},
    why::Cautions,
    words::{count, listed},
};

/// A kind of elements in words: one of them, and several.
type Kind = (&'static str, &'static str);

/// Names of which a list is told even where it holds all that there are.
const MOST_NAMED: usize = 6;

impl Words<'_> {
    pub(crate) fn founded(&self, cautions: &Cautions, doc: &mut Doc) {
        if !cautions.assumed.is_empty() {
            doc.text(
                Line::default()
                    .strong("Assumed")
                    .plain(" by the analyst, not found in a document: ")
                    .plain(self.grouped(&cautions.assumed) + "."),
            );
        }
        let mut items = Vec::new();
        let mut item = |what: &str, elements: &[Element]| {
            if !elements.is_empty() {
                items.push(Item::new(format!("{what}: {}.", self.grouped(elements))));
            }
        };
        item("No source is given for", &cautions.unsourced);
        item("Known only through the narrator of a report", &cautions.narrator);
        item("Known only through an opponent", &cautions.opponent);
        item("Disputed", &cautions.disputed);
        item("Known only as ranges or by order, and read at the middle", &cautions.ranges);
        if !cautions.inferred.is_empty() {
            items.push(Item::new(format!("Inferred from claims: {}.", count(cautions.inferred.len(), "element"))));
        }
        if !items.is_empty() {
            doc.text(Line::default().strong("How well founded the rest is").plain(":"));
            doc.list(items);
        }
    }

    /// Elements by kind: `demands “a” and “b”; the walk-away of Velmar; steps “c” and “d”`.
    fn grouped(&self, elements: &[Element]) -> String {
        let case = self.case;
        let mut kinds: Vec<(Kind, Vec<String>)> = Vec::new();
        for element in elements {
            let (kind, name) = match element {
                Element::Demand(_) | Element::Constraint(_) => {
                    let kind = match element {
                        Element::Demand(_) => ("demand", "demands"),
                        _ => ("constraint", "constraints"),
                    };
                    (kind, element.rule().map_or_else(String::new, |o| self.label(o)))
                }
                Element::WalkAway(p) => (("the walk-away of", "the walk-aways of"), case.party_name(*p).to_owned()),
                Element::Step(s) => (("step", "steps"), case.step_name(*s)),
                Element::Guarantee(g) => (("guarantee", "guarantees"), crate::words::quoted(&case.guarantee(*g).name)),
                Element::Meaning(d, n) => {
                    (("the reading", "the readings"), crate::words::quoted(&case.demand(*d).terms.meanings[*n].name))
                }
                Element::Wants(p, _) => {
                    (("what options are worth to", "what options are worth to"), case.party_name(*p).to_owned())
                }
                Element::Bonus(p, _) => (("the bonuses of", "the bonuses of"), case.party_name(*p).to_owned()),
                Element::Party(p) => (
                    ("which packages are preferred by", "which packages are preferred by"),
                    case.party_name(*p).to_owned(),
                ),
                Element::Delegate(d) => (("the role of", "the roles of"), case.delegate(*d).name.clone()),
                Element::Round(n) => (("round", "rounds"), case.rounds()[*n].name.clone()),
            };
            match kinds.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => kinds.push((kind, vec![name])),
            }
        }
        let kinds: Vec<String> = kinds
            .into_iter()
            .map(|((one, many), names)| {
                if one == "demand" && names.len() > MOST_NAMED && names.len() == case.demands().len() {
                    return format!("all {} demands", names.len());
                }
                let word = if names.len() == 1 { one } else { many };
                format!("{word} {}", listed(names, "and"))
            })
            .collect();
        kinds.join("; ")
    }
}
