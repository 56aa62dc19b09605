//! A verb with what belongs to it on its left.

use super::{items::Sort, scan::Scan, verbs::Group};
use crate::read::language::{Class, Form};

impl Scan<'_> {
    /// A verb with what belongs to it on its left.
    pub(super) fn group(&self, at: usize) -> Group {
        let mut group = Group { start: at, ..Group::default() };
        while let Some(before) = group.start.checked_sub(1) {
            let item = &self.items[before];
            if item.sort != Sort::Word {
                break;
            }
            if item.is(Class::To) {
                let Some((start, seeming)) = self.carrier(before) else {
                    group.infinitive = true;
                    return group;
                };
                group.carried = true;
                group.implied |= seeming;
                group.start = start;
                continue;
            }
            if item.any(&[Class::Be, Class::Auxiliary, Class::Modal]) {
                // "is understood": between two verbs the nearer one decides whether it is a passive.
                group.be |= item.is(Class::Be) && !group.carried;
                group.modal |= item.is(Class::Modal);
                group.negated |= item.is(Class::Negation);
            } else if item.is(Class::Negation)
                && !item.any(&[Class::Determiner, Class::Preposition, Class::Conjunction])
            {
                group.negated = true;
            } else if item.is(Class::Adverb) && !item.word.has_entries() && !self.stands_alone(before) {
                group.implied |= item.is(Class::Implied);
                group.only |= item.is(Class::Only);
            } else if item.is(Class::CarriesVerb) && self.entries(at).any(|(_, form)| form == Form::Present) {
                group.carried = true;
            } else {
                // "neither accepted nor rejected"
                group.negated |= item.is(Class::Negation) && item.is(Class::Conjunction);
                break;
            }
            group.start = before;
        }
        group
    }

    /// `both refuse`: a word that can be an adverb is the subject if nothing else before it can.
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.is(Class::Subject)
            && !at.checked_sub(1).is_some_and(|before| {
                let item = &self.items[before];
                item.sort == Sort::Word
                    && (item.nounlike() || item.any(&[Class::Subject, Class::Auxiliary, Class::Be, Class::Modal]))
            })
    }

    /// What carries an infinitive: where it begins, and whether it is a verb of seeming.
    pub(super) fn carrier(&self, to: usize) -> Option<(usize, bool)> {
        let mut before = to.checked_sub(1)?;
        while before > 0
            && self.items[before].any(&[Class::Adverb, Class::Negation])
            && !self.items[before].is(Class::CarriesVerb)
        {
            before -= 1;
        }
        let item = &self.items[before];
        if item.any(&[Class::CarriesVerb, Class::Seeming]) {
            return Some((before, item.is(Class::Seeming)));
        }
        // "went on to say"
        (before > 0 && item.is(Class::Preposition) && self.items[before - 1].is(Class::CarriesVerb))
            .then(|| (before - 1, false))
    }
}
