//! What was checked, in words.

use serde_json::Value;

use super::{Against, Check, Difference, Outcome, Reason, Verified};
use crate::{
    case::Case,
    show::{Block, Doc, Item, Line},
    words::{count, grouped},
};

/// Characters of a piece of JSON that are shown.
const MOST_SHOWN: usize = 200;

impl Verified {
    /// The outcome as a document.
    pub fn show(&self, case: &Case) -> Doc {
        let mut doc = Doc::default();
        let (hold, fail, left_out) = self.counts();
        doc.heading(1, format!("{}: does the answer to `{}` hold?", case.title(), self.question));
        let left = if left_out == 0 { String::new() } else { format!("; {left_out} could not be checked") };
        doc.text(
            match fail {
                0 => Line::default()
                    .strong(format!("All that could be checked holds: {}", count(hold, "check")))
                    .plain(left),
                _ => Line::default().strong(format!("{} of {} fail", fail, count(hold + fail, "check"))).plain(left),
            }
            .plain("."),
        );
        let part = |is: fn(&Outcome) -> bool| -> Vec<Item> {
            self.checks.iter().filter(|c| is(&c.outcome)).map(item).collect()
        };
        for (heading, is) in [
            ("What fails", (|o| matches!(o, Outcome::Fails(_))) as fn(&Outcome) -> bool),
            ("What holds", |o| matches!(o, Outcome::Holds)),
            ("What was not checked", |o| matches!(o, Outcome::NotChecked(_))),
        ] {
            let items = part(is);
            if !items.is_empty() {
                doc.heading(2, heading);
                doc.list(items);
            }
        }
        doc
    }
}

fn item(check: &Check) -> Item {
    let of = if check.of > 1 { format!(" ({} of them)", grouped(check.of)) } else { String::new() };
    let at = if check.at.is_empty() { "answer" } else { &check.at };
    let line = Line::default().name(at).plain(format!(": {}{of}", check.says.words()));
    match &check.outcome {
        Outcome::Holds => Item::new(line),
        Outcome::Fails(against) => Item::new(line).with(Block::Text(Line::default().plain(words(against)))),
        Outcome::NotChecked(reason) => Item::new(line.plain(format!(" \u{2014} {}", because(*reason)))),
    }
}

fn words(against: &Against) -> String {
    match against {
        Against::Differs(d) => {
            let Difference { at, told, should } = d.as_ref();
            let at = if at.is_empty() { String::new() } else { format!("{at}: ") };
            format!("Not so: {at}told is {}, it should be {}.", short(told), short(should))
        }
        Against::Missing(what) => format!("Not so: this is left out: {}.", short(what)),
        Against::Wrong(what) => format!("Not so, as this shows: {}.", short(what)),
        Against::Form(what) => {
            format!("Not so: this is not of the right form, or names what the case does not have: {}.", short(what))
        }
    }
}

fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::TooManyPackages => "there are too many packages to try them all (`--most`)",
        Reason::TooMuchWork => "there are too many combinations to try them all",
        Reason::Lot => "it was drawn by lot",
        Reason::Cut => "the answer says itself that this is not complete, or not proven",
        Reason::NoCertificate => "the answer shows nothing that would prove it, and there are too many packages to try",
        Reason::Convention => "it goes by the definitions of another program",
        Reason::RestsOnFailed => "it rests on something that fails",
        Reason::NoCheck => "there is no check for it",
    }
}

/// A piece of JSON, cut where it is long.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text,
    }
}
