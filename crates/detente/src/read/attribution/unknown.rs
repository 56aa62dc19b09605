//! Verbs that the language does not know to ascribe anything, right after words in quotation marks: `“No,” he thundered`.

use std::ops::Range;

use super::{
    items::Sort,
    scan::{Found, Scan, one},
};
use crate::read::{Act, language::Class};

impl Scan<'_> {
    /// Whoever does something right after a quotation that ends with a comma says it, whatever the verb.
    pub(super) fn after_unknown(&mut self, quote: usize) {
        let inner = self.page.words(self.page.quotations[self.items[quote].quotation].inner).trim_end();
        let comma = self.sort(quote + 1, Sort::Comma);
        if !comma && !inner.ends_with([',', '!', '?']) {
            return;
        }
        let free = quote.checked_sub(1).is_none_or(|before| {
            matches!(self.items[before].sort, Sort::Comma | Sort::Colon | Sort::Stop | Sort::Dash | Sort::Semicolon)
        });
        let start = quote + 1 + usize::from(comma);
        let Some((speaker, verb)) = self.does(start).filter(|_| free) else { return };
        let mut content = one(quote..quote + 1);
        let after = speaker.end.max(verb + 1);
        content.extend(self.resumes(&content[0], after).filter(|right| self.items[right.start].sort == Sort::Quote));
        let entry = self.text(&self.items[verb]).to_lowercase();
        self.add(Found {
            content,
            cue: verb..verb + 1,
            entry,
            act: Act::Says,
            negated: false,
            speaker: Some(speaker),
            through: Vec::new(),
            implied: false,
            rule: "unknown-verb",
            list: false,
            reports: true,
        });
    }

    /// A person and what that person does, in either order: `he thundered`, `thundered the mayor`.
    fn does(&self, start: usize) -> Option<(Range<usize>, usize)> {
        let plain = |at: usize| {
            self.items.get(at).is_some_and(|item| {
                item.sort == Sort::Word
                    && item.is(Class::Finite)
                    && !item.capital
                    && !item.word.has_entries()
                    && !item.any(&[Class::Be, Class::Auxiliary, Class::Modal])
            })
        };
        if plain(start) {
            let first = self.items.get(start + 1)?;
            let named = first.sort == Sort::Word
                && (first.capital || first.any(&[Class::Determiner, Class::Title, Class::Possessive]));
            let speaker = self.with_following_name(self.phrase_at(start + 1).filter(|_| named)?);
            return self.nothing_said(speaker.end).then_some((speaker, start));
        }
        let speaker = self.phrase_at(start)?;
        let first = &self.items[speaker.start];
        let person = self.items[speaker.clone()].iter().any(|item| item.capital || item.is(Class::Title))
            || first.is(Class::Subject) && !first.any(&[Class::First, Class::Empty, Class::Determiner]);
        let verb = self.over_adverbs(speaker.end);
        (person && plain(verb) && !self.nobody(&speaker)).then_some((speaker, verb))
    }
}
