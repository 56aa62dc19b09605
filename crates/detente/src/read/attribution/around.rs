//! What is said before a cue and after it, and whose it is where the cue has no subject of its own.

use std::ops::Range;

use super::{clause::Reach, items::Sort, scan::Scan};
use crate::read::language::Class;

impl Scan<'_> {
    /// What is said before a place, and what of it comes after another: `The ferries, he said, would stop.`
    pub(super) fn content_around(&self, boundary: usize, after: usize) -> Option<Vec<Range<usize>>> {
        let (left, whole) = self.content_before(boundary)?;
        let right = self.resumes(&left, after);
        let verb = right.as_ref().is_some_and(|right| self.finite(self.over_adverbs(right.start)));
        let relative = self.items[left.start].any(&[Class::Relative, Class::That, Class::Subordinator])
            && left.len() == 1
            && left.start > 0
            && self.items[left.start - 1].sort == Sort::Word;
        // "If it finds against us, they say, the bridge may close": a part that cannot be all goes on after the cue.
        let first = &self.items[left.start];
        let depends = first.any(&[Class::Supposition, Class::Subordinator, Class::Preposition])
            && right.as_ref().is_some_and(|right| self.is_clause(right.start, right.end));
        (whole || verb || depends).then(|| std::iter::once(left).filter(|_| !relative).chain(right).collect())
    }

    /// What stands before a place: the quotation that ends there, or the clause; and whether it can be all that is said.
    pub(super) fn content_before(&self, boundary: usize) -> Option<(Range<usize>, bool)> {
        let mut end = boundary;
        while end > 0
            && (matches!(self.items[end - 1].sort, Sort::Comma | Sort::Dash) || self.items[end - 1].is(Class::As))
        {
            end -= 1;
        }
        let start = self.clause_start(end);
        if end == 0 || start >= end {
            return None;
        }
        // "a treaty which, he said, gave away the north"
        if self.items[end - 1].any(&[Class::Relative, Class::That, Class::Subordinator])
            && self.items[end - 1].sort == Sort::Word
        {
            return Some((end - 1..end, false));
        }
        if self.items[end - 1].sort == Sort::Quote {
            let quote = end - 1;
            let introduced = quote > start
                && matches!(self.items[quote - 1].sort, Sort::Comma | Sort::Colon | Sort::Stop | Sort::Quote);
            return Some((if introduced { quote..end } else { start..end }, true));
        }
        let first = &self.items[start];
        let verb = self.has_verb(start, end);
        let quoted = (start..end).any(|at| self.items[at].sort == Sort::Quote);
        let enough =
            verb || quoted || end - start >= 3 && !first.any(&[Class::Preposition, Class::Adverb, Class::Subordinator]);
        let adverbs = !verb && (start..end).all(|at| !self.items[at].nounlike());
        // "When the talks ended, Orla said": what stands there is no statement, unless it is all there is.
        let introduction = first.any(&[Class::Preposition, Class::Adverb]) && !verb;
        Some((start..end, enough && !adverbs && !introduction))
    }

    /// What is said goes on after the verb: `“We won’t,” he said, “sign it.”`, `The ferries, he said, would stop.`
    pub(super) fn resumes(&self, left: &Range<usize>, after: usize) -> Option<Range<usize>> {
        let end = self.items.len().min(after + 24);
        let comma = (after..end).find(|at| !matches!(self.items[*at].sort, Sort::Word | Sort::Number))?;
        if !matches!(self.items[comma].sort, Sort::Comma | Sort::Dash | Sort::Colon) {
            return None;
        }
        let quoted = self.items[left.end - 1].sort == Sort::Quote;
        let next = if quoted { self.resumed_quotation(comma) } else { comma + 1 };
        let item = self.items.get(next)?;
        if item.sort == Sort::Quote {
            return Some(next..self.quote_end(next));
        }
        if item.sort != Sort::Word || self.items[left.end - 1].sort == Sort::Quote && left.len() == 1 {
            return None;
        }
        let complete = self.has_verb(left.start, left.end);
        let conjunction = item.any(&[Class::Conjunction, Class::Relative]);
        if self.participle(self.over_adverbs(next)) || self.phrase_words(next).is_some() || conjunction {
            return None;
        }
        let verb = self.finite(self.over_adverbs(next)) || item.any(&[Class::Modal, Class::Be, Class::Auxiliary]);
        let depends = item.is(Class::Subordinator);
        let goes_on = if complete { depends || verb } else { verb || !depends };
        let end = self.clause_end(next, Reach::Bare);
        (goes_on && end > next).then_some(next..end)
    }

    /// Where a quotation goes on after its speaker's apposition: `said Halvard, who leads the union, “we will ...`.
    pub(super) fn resumed_quotation(&self, comma: usize) -> usize {
        let next = comma + 1;
        let end = self.items.len().min(comma + 30);
        for at in next..end {
            match self.items[at].sort {
                Sort::Quote => {
                    let broken = matches!(self.items[at - 1].sort, Sort::Comma | Sort::Dash | Sort::Colon);
                    return if broken { at } else { next };
                }
                Sort::Word if self.speaks(at) || self.participle(at) || self.items[at].is(Class::Conjunction) => {
                    return next;
                }
                Sort::Stop | Sort::Semicolon => return next,
                _ => {}
            }
        }
        next
    }

    /// The subject of the statement before, or of the clause.
    pub(super) fn shared_subject(&self, before: usize) -> Option<Range<usize>> {
        // "said that the union met and rejected the plan": within what another says, the subject stands there.
        let outer = self.found.iter().rev().find_map(|found| found.content.iter().find(|c| c.contains(&before)));
        if let Some(outer) = outer {
            return self.phrase_at(outer.start).filter(|subject| self.finite(self.over_adverbs(subject.end)));
        }
        let last = self
            .found
            .iter()
            .rev()
            .filter(|found| found.cue.start < before && found.content.iter().all(|c| !c.contains(&before)))
            .find_map(|found| found.through.first().or(found.speaker.as_ref()));
        if let Some(speaker) = last {
            return Some(speaker.clone());
        }
        self.leading_subject(before)
    }

    /// The noun phrase that the clause before a place begins with, after circumstances.
    pub(super) fn leading_subject(&self, before: usize) -> Option<Range<usize>> {
        let mut start = self.clause_start(before);
        if self.items.get(start)?.any(&[Class::Preposition, Class::Subordinator, Class::Adverb, Class::Time]) {
            let comma = (start..before).find(|at| self.items[*at].sort == Sort::Comma)?;
            start = comma + 1;
        }
        let subject = self.phrase_at(start).filter(|subject| subject.end < before)?;
        let next = &self.items[subject.end];
        (next.sort == Sort::Word || next.sort == Sort::Comma).then_some(subject)
    }
}
