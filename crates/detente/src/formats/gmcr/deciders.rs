//! Decision makers: their options and what they prefer.

use super::{
    conditions::{Everywhere, all_written, conditions, no_such_option, tables},
    kept::{unknown, unused},
    ranking::ranking,
    states::States,
    typed::{fault, list, table, text, whole},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    formats::{
        exchange::Looked,
        scenario::{Order, Profile},
        tree::Node,
    },
};

const KNOWN: [&str; 7] =
    ["name", "options", "preferences", "preferenceRanking", "preferenceVector", "misperceptions", "payoffs"];

/// Whose each option is.
#[derive(Debug, Default)]
pub(super) struct Hands {
    /// For each decision maker, its options as the file numbers them.
    pub(super) of: Vec<Vec<usize>>,
}

impl Hands {
    /// The options in the order of their decision makers.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of.iter().enumerate().flat_map(|(maker, own)| own.iter().map(move |o| (maker, *o)))
    }

    /// For each option of the file, its place in that order.
    pub(super) fn places(&self, options: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..options).collect();
        self.in_order().enumerate().for_each(|(n, (_, option))| places[option] = n);
        places
    }
}

/// The name of each decision maker.
pub(super) fn names(makers: &[Node], looked: &mut Looked) -> Vec<String> {
    let mut found = Vec::new();
    for (n, maker) in makers.iter().enumerate() {
        let help = "write `{\"name\": \"...\", \"options\": [...], \"preferences\": [...]}`";
        if table(maker, &format!("decision maker {n}"), help, looked) {
            found.push(name_of(maker, &format!("decision maker {n}"), looked));
        }
    }
    found
}

/// What stands under `name`; a word of its own where nothing does, which is a fault.
pub(super) fn name_of(node: &Node, what: &str, looked: &mut Looked) -> String {
    let help = "give it a name, in quotation marks";
    let found = match node.get("name") {
        Some(name) => text(name, &format!("the name of {what}"), help, looked).map(|t| (t, name.place)),
        None => Some(("", node.place)),
    };
    if let Some((text, place)) = found
        && text.trim().is_empty()
    {
        fault(looked, Diagnostic::new(Code::ForeignValue, place, format!("{what} has no name")).help(help));
    }
    found.map_or(what, |(text, _)| text).to_owned()
}

/// Who has which of the options; each must be in one hand.
pub(super) fn hands(makers: &[Node], names: &[String], options: &[(String, Place)], looked: &mut Looked) -> Hands {
    let mut first: Vec<Option<(usize, Place)>> = vec![None; options.len()];
    let mut hands = Hands::default();
    let before = looked.found.len();
    for (n, maker) in makers.iter().enumerate() {
        let mut own = Vec::new();
        let help = "write the numbers of its options, counted from 0, or `[]`";
        let listed = if let Some(node) = maker.get("options") {
            list(node, &format!("`options` of `{}`", names[n]), help, looked).unwrap_or_default()
        } else {
            let message = format!("it is not said which options `{}` has", names[n]);
            fault(
                looked,
                Diagnostic::new(Code::ForeignValue, maker.place.start..maker.place.start, message).help(help),
            );
            &[]
        };
        for item in listed {
            let Some(option) = whole(item, "this option", help, looked) else { continue };
            match first.get(option) {
                None => no_such_option(item, option, options.len(), looked),
                Some(None) => {
                    first[option] = Some((n, item.place));
                    own.push(option);
                }
                Some(Some((other, place))) => {
                    in_two_hands(item, [*other, n], *place, &options[option].0, names, looked);
                }
            }
        }
        hands.of.push(own);
    }
    if looked.found.len() == before {
        for ((name, place), _) in options.iter().zip(&first).filter(|(_, f)| f.is_none()) {
            fault(
                looked,
                Diagnostic::new(Code::ForeignValue, *place, format!("no decision maker has option `{name}`"))
                    .help("add its number to the `options` of the one who decides it, or take it out"),
            );
        }
    }
    hands
}

fn in_two_hands(item: &Node, of: [usize; 2], first: Place, option: &str, names: &[String], looked: &mut Looked) {
    let [a, b] = of.map(|n| names[n].as_str());
    let diagnostic = if of[0] == of[1] {
        Diagnostic::new(Code::ForeignValue, item.place, format!("`{a}` has option `{option}` twice"))
            .also(first, "the other is here")
            .help("take one of the two out")
    } else {
        Diagnostic::new(Code::ForeignValue, item.place, format!("option `{option}` is in two hands: `{a}` and `{b}`"))
            .also(first, "the other is here")
            .note("GMCR+ lets each of them move it alone, though its answers are not to be trusted then")
            .help("give it to one of them; in a case it can be a joint issue, `decided_by` both, which they move together")
    };
    fault(looked, diagnostic);
}

/// What decision makers prefer and do not see, all read alike.
pub(super) struct Preferring<'a> {
    /// Whether rankings count, not statements.
    pub(super) manual: bool,
    /// The number in the case of each option.
    pub(super) places: &'a [usize],
    /// The states, where they can be listed.
    pub(super) states: Option<&'a States>,
}

impl Preferring<'_> {
    /// Reads one.
    pub(super) fn profile(&self, maker: &Node, name: &str, looked: &mut Looked) -> Profile {
        let mut profile = Profile { name: name.to_owned(), ..Profile::default() };
        let preferences = maker.get("preferences");
        let what = format!("`preferences` of `{name}`");
        let statements = conditions(preferences, &what, self.places, Everywhere::Idle, looked);
        let ranks = self.ranking_of(maker, name, looked);
        if self.manual {
            profile.order = ranks.zip(self.states).map(|(ranks, states)| {
                let package = |n: &usize| states.package(*n, self.places.len());
                Order::Ranking(ranks.iter().map(|rank| rank.iter().map(package).collect()).collect())
            });
            if !statements.is_empty() {
                unused("preferences", all_written(&statements), &mut profile.kept);
            }
        } else {
            profile.order = Some(Order::Prefers(statements.iter().map(tables).collect()));
        }
        let what = format!("`misperceptions` of `{name}`");
        let unseen = conditions(maker.get("misperceptions"), &what, self.places, Everywhere::Fault, looked);
        profile.overlooks = unseen.iter().flat_map(tables).collect();
        if !self.manual
            && let Some(idle) = maker.any(&["preferenceRanking", "preferenceVector"])
            && !idle.items().is_empty()
        {
            let written = looked.text[idle.place.start..idle.place.end].to_owned();
            unused("preferenceRanking", written, &mut profile.kept);
        }
        unknown(maker, &KNOWN, &mut profile.kept, looked);
        profile
    }

    /// The ranking, where it counts.
    fn ranking_of(&self, maker: &Node, name: &str, looked: &mut Looked) -> Option<Vec<Vec<usize>>> {
        if !self.manual {
            return None;
        }
        let written = |n: &Node| looked.text[n.place.start..n.place.end].to_owned();
        if let (Some(new), Some(old)) = (maker.get("preferenceRanking"), maker.get("preferenceVector"))
            && written(new) != written(old)
        {
            fault(
                looked,
                Diagnostic::new(Code::ForeignValue, old.place, format!("`{name}` has two rankings that differ"))
                    .also(new.place, "the other is here")
                    .help("keep one of `preferenceRanking` and `preferenceVector`"),
            );
            return None;
        }
        let Some(node) = maker.any(&["preferenceRanking", "preferenceVector"]) else {
            fault(
                looked,
                Diagnostic::new(
                    Code::ForeignValue,
                    maker.place.start..maker.place.start,
                    format!("`{name}` has no ranking, though the file says that rankings count"),
                )
                .help("add `\"preferenceRanking\": [...]`, or set `useManualPreferenceRanking` to false"),
            );
            return None;
        };
        ranking(node, name, self.states?, looked)
    }
}
