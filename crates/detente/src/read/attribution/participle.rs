//! Participles: `adding that`, `with Brenn warning that`, `citing officials`.

use super::{
    complement::Said,
    items::Sort,
    scan::{Scan, one},
    verbs::Group,
};
use crate::read::language::{Class, Form, Take};

impl Scan<'_> {
    /// `..., adding that`, `with Brenn warning that`.
    pub(super) fn participle_cue(&mut self, at: usize, group: Group) {
        let citing = self.entries(at).find(|(entry, form)| *form == Form::Present && entry.takes(Take::Quoted));
        if citing.is_some() {
            self.citing(at);
            return;
        }
        self.relative = false;
        let best = self
            .entries(at)
            .filter(|(_, form)| *form == Form::Present)
            .filter_map(|(entry, _)| self.complement(at, entry).map(|said| (entry, said)))
            .max_by_key(|(entry, said)| (said.sure, entry.particle.is_some()));
        let Some((entry, said)) = best else { return };
        let start = group.start;
        // "quoted as saying" is found at "quoted".
        if start > 0 && self.items[start - 1].is(Class::As) {
            return;
        }
        let Some(before) = start.checked_sub(1) else {
            // "Warning that the talks may fail, Orla left."
            let Some(content) = said.content.first().cloned().filter(|_| said.sure >= 4) else { return };
            let comma = content.clone().find(|i| {
                self.items[*i].sort == Sort::Comma && self.phrase_at(*i + 1).is_some_and(|s| self.verb_follows(s.end))
            });
            let comma = comma.or(self.sort(content.end, Sort::Comma).then_some(content.end));
            if let Some(comma) = comma
                && let Some(subject) = self.phrase_at(comma + 1)
            {
                let said = Said { content: one(content.start..comma), ..said };
                self.put(at, group, entry, Some(subject), said, "participle");
            }
            return;
        };
        let item = &self.items[before];
        let free = matches!(item.sort, Sort::Comma | Sort::Quote | Sort::Dash | Sort::Close)
            || item.is(Class::Conjunction)
            || item.any(&[Class::Subordinator, Class::By]) && said.sure >= 4
            || item.is(Class::Preposition) && said.sure >= 5 && !self.language.joins_tightly(self.text(item));
        if free {
            if let Some(subject) = self.shared_subject(start) {
                self.put(at, group, entry, Some(subject), said, "participle");
            }
            return;
        }
        if said.sure >= 4
            && let Some(subject) = self.phrase_before(start)
        {
            self.put(at, group, entry, Some(subject), said, "participle");
        }
    }

    pub(super) fn verb_follows(&self, at: usize) -> bool {
        self.finite(self.over_auxiliaries(at)) || self.finite(at)
    }

    /// `..., citing officials`: they say it, and whoever cites them reports it.
    pub(super) fn citing(&mut self, at: usize) {
        let Some(cited) = self.phrase_at(at + 1) else { return };
        if let Some(found) = self
            .found
            .iter_mut()
            .rev()
            .find(|found| found.content.iter().all(|content| !content.contains(&at)) && found.speaker.is_some())
        {
            let reporter = found.speaker.replace(cited);
            found.through.splice(0..0, reporter);
        } else if self.found.is_empty() && (at == 0 || self.items[at - 1].sort != Sort::Word) {
            self.cited = Some(cited);
        }
    }
}
