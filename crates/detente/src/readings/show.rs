//! Readings in words: one table, and what depends on what.

use super::{Depends, Dispute, Essence, NotVaried, Reading, Readings, Told};
use crate::{
    case::{Case, Element},
    rule::Origin,
    show::{Block, Doc, Line},
    why::show::Words,
    words::{count, grouped, listed, quoted},
};

/// Readings up to which each has its row.
const MOST_ROWS: usize = 16;

/// How a question tells what was found in a reading.
pub(crate) struct Columns<'c, F> {
    /// What stands above the columns after the first.
    pub(crate) head: &'c [&'c str],
    /// What stands in them.
    pub(crate) row: &'c dyn Fn(&F) -> Vec<String>,
    /// What the answer is beside the verdict: `what blocks`.
    pub(crate) beside: &'c str,
}

/// What it is called that is read both ways: in the file, or by whoever asks.
fn called(doubted: bool) -> &'static str {
    if doubted { "what is doubted" } else { "what is disputed" }
}

/// Tells all readings.
pub(crate) fn told<F: Essence>(case: &Case, readings: &Readings<F>, columns: &Columns<'_, F>, doc: &mut Doc) {
    let t = Teller { case, words: Words::new(case), readings };
    let heading =
        if readings.doubted { "If what is doubted is left out" } else { "If what is disputed is read otherwise" };
    doc.heading(2, heading);
    if readings.disputes.is_empty() && readings.not_varied.is_empty() {
        let nothing = if readings.doubted {
            "Nothing that this answer rests on is known in the doubted way alone."
        } else {
            "Nothing that this answer rests on is disputed."
        };
        doc.text(nothing);
        return;
    }
    if !readings.disputes.is_empty() {
        if !readings.combined {
            let word = if readings.doubted { "doubted" } else { "disputed" };
            doc.text(format!(
                "{} things are {word}, too many to try every combination: each is read otherwise by itself, and all \
                 together.",
                readings.disputes.len()
            ));
        }
        t.table(columns, doc);
        doc.text(t.dependence(columns.beside));
    }
    if !readings.not_varied.is_empty() {
        let names = readings.not_varied.iter().map(|n| match n {
            NotVaried::Element(e) => format!("`{}`", case.path(*e)),
            NotVaried::Claim(c) => format!("`claims.{}`", case.claim(*c).key),
        });
        let word = if readings.doubted { "Doubted" } else { "Disputed" };
        doc.text(format!("{word}, and not varied here: {}.", listed(names.collect(), "and")));
    }
}

/// Tells all readings of a question that can be refused in some.
pub(crate) fn told_or_refused<E: Essence>(
    case: &Case,
    readings: &Readings<Told<E>>,
    columns: &Columns<'_, E>,
    doc: &mut Doc,
) {
    let row = |told: &Told<E>| match told {
        Told::Found(found) => (columns.row)(found),
        Told::Refused(_) => first("cannot be asked", columns.head.len()),
        Told::Stopped => first("not known", columns.head.len()),
    };
    self::told(case, readings, &Columns { head: columns.head, row: &row, beside: columns.beside }, doc);
    let mut reasons: Vec<&str> = Vec::new();
    for reading in &readings.readings {
        if let Told::Refused(why) = &reading.found
            && !reasons.contains(&why.as_str())
        {
            reasons.push(why);
        }
    }
    for why in reasons {
        doc.text(format!("Where it cannot be asked: {why}. The answer rests on what is not there then."));
    }
}

/// The command that answers whether an answer depends on what is disputed.
pub(crate) fn hint(question: &str, file: &str) -> String {
    format!("Some of this is disputed: `detente {question} {file} --reading all` reads it both ways.")
}

fn first(text: &str, columns: usize) -> Vec<String> {
    let mut row = vec![String::new(); columns];
    if let Some(cell) = row.first_mut() {
        text.clone_into(cell);
    }
    row
}

struct Teller<'t, F> {
    case: &'t Case,
    words: Words<'t>,
    readings: &'t Readings<F>,
}

impl<F: Essence> Teller<'_, F> {
    /// Whether there are too many readings, or disputes, for each to have a row.
    fn long(&self) -> bool {
        self.readings.readings.len() > MOST_ROWS || !self.readings.combined
    }

    /// A row for each reading; where they are many, for each dispute by itself and for all together.
    fn table(&self, columns: &Columns<'_, F>, doc: &mut Doc) {
        let all = &self.readings.readings;
        let long = self.long();
        let disputes = self.readings.disputes.len();
        let shown = |r: &&Reading<F>| !long || r.against.len() < 2 || r.against.len() == disputes;
        let mut head = vec!["Reading".to_owned()];
        head.extend(columns.head.iter().map(|h| (*h).to_owned()));
        if long {
            head.extend(["Verdict depends", "Answer depends"].map(str::to_owned));
        }
        let row = |r: &Reading<F>| {
            let mut row = vec![self.name(r)];
            row.extend((columns.row)(&r.found));
            if long {
                let of = |depends: &[Depends]| match r.against.as_slice() {
                    [one] => yes_or_no(depends[*one]).to_owned(),
                    _ => String::new(),
                };
                row.extend([of(&self.readings.verdict_depends), of(&self.readings.answer_depends)]);
            }
            row
        };
        let rows: Vec<Vec<String>> = all.iter().filter(shown).map(row).collect();
        let left_out = all.len() - rows.len();
        doc.blocks.push(Block::Table(head, rows));
        if left_out > 0 {
            doc.text(format!(
                "{} were tried too; `--json` tells each of them.",
                if left_out == 1 { "1 other combination".to_owned() } else { format!("{left_out} other combinations") }
            ));
        }
    }

    fn name(&self, r: &Reading<F>) -> String {
        match r.against.len() {
            0 => "all as the file has it".to_owned(),
            n if self.long() && n == self.readings.disputes.len() && n > 2 => {
                format!("without all {n}")
            }
            _ => format!("without {}", self.disputes(&r.against)),
        }
    }

    fn disputes(&self, list: &[usize]) -> String {
        listed(list.iter().map(|d| self.dispute(self.readings.disputes[*d])).collect(), "and")
    }

    fn dispute(&self, dispute: Dispute) -> String {
        let case = self.case;
        let element = match dispute {
            Dispute::Claim(c) => return format!("claim `{}`", case.claim(c).key),
            Dispute::Element(element) => element,
        };
        match element {
            Element::Step(s) => format!("the waits of step `{}`", case.step(s).key),
            Element::WalkAway(p) => self.words.label(Origin::WalkAway(p)),
            Element::Demand(d) => format!("`{}`", case.demand(d).key),
            Element::Constraint(c) => format!("`{}`", case.constraint(c).key),
            Element::Guarantee(g) => format!("guarantee `{}`", case.guarantee(g).key),
            Element::Wants(p, i) => {
                format!("what {} wants on {}", case.party_name(p), quoted(&case.issue(i).name))
            }
            Element::Party(p) => format!("what {} prefers", case.party_name(p)),
            Element::Meaning(..) | Element::Bonus(..) | Element::Delegate(_) | Element::Round(_) => {
                format!("`{}`", case.path(element))
            }
        }
    }

    /// What depends on what, in one sentence.
    fn dependence(&self, beside: &str) -> Line {
        let of = |depends: &[Depends], kind: Depends| -> Vec<usize> {
            (0..depends.len()).filter(|d| depends[*d] == kind).collect()
        };
        let r = self.readings;
        let verdict = of(&r.verdict_depends, Depends::Yes);
        let verdict_unknown = of(&r.verdict_depends, Depends::NotKnown);
        let answer = of(&r.answer_depends, Depends::Yes);
        let answer_unknown = of(&r.answer_depends, Depends::NotKnown);
        let what = called(r.doubted);
        if !verdict.is_empty() {
            let line = Line::default()
                .strong(format!("The verdict depends on {what}"))
                .plain(format!(": on {}", self.among(&verdict)));
            let more: Vec<usize> = answer.into_iter().filter(|d| !verdict.contains(d)).collect();
            return if more.is_empty() {
                line.plain(".")
            } else {
                line.plain(format!("; {beside} depends on {} too.", self.among(&more)))
            };
        }
        if !verdict_unknown.is_empty() {
            return Line::default()
                .strong(format!("Whether the verdict depends on {what} is not known"))
                .plain(format!(": not all was tried for {}.", self.among(&verdict_unknown)));
        }
        let same = Line::default().strong(format!("The verdict does not depend on {what}"));
        if !answer.is_empty() {
            return same.plain(format!(", but {beside} does: on {}.", self.among(&answer)));
        }
        if !answer_unknown.is_empty() {
            return same.plain(format!(". Whether {beside} does is not known: the search ended before."));
        }
        Line::default().strong(format!("The answer does not depend on {what} that was read both ways."))
    }

    /// Disputes by name; where they are all of many, how many.
    fn among(&self, list: &[usize]) -> String {
        if list.len() > MOST_NAMED && list.len() == self.readings.disputes.len() {
            return format!("each of the {}", count(list.len(), "thing"));
        }
        self.disputes(list)
    }
}

/// Disputes up to which each is named where they are all.
const MOST_NAMED: usize = 8;

fn yes_or_no(depends: Depends) -> &'static str {
    match depends {
        Depends::Yes => "yes",
        Depends::No => "no",
        Depends::NotKnown => "not known",
    }
}

/// A count as it is told in a cell; with `least` where there may be more.
pub(crate) fn so_many(n: impl std::fmt::Display, sure: bool) -> String {
    format!("{}{}", if sure { "" } else { "at least " }, grouped(n))
}
