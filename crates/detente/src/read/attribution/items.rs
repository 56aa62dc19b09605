//! A sentence as the rules see it: its words and signs, where a quotation is one item.

use crate::read::{
    language::{Class, Form, Language, Word},
    page::{Kind, Page, Span},
};

/// A word, a sign, or a whole quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) sort: Sort,
    pub(super) span: Span,
    pub(super) word: Word,
    pub(super) capital: bool,
    /// For quotations: which of the page's.
    pub(super) quotation: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Number,
    Comma,
    Colon,
    Semicolon,
    Stop,
    Dash,
    Open,
    Close,
    Quote,
    Other,
}

impl Item {
    /// Whether it is a word of a class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.word.is(class)
    }

    /// Whether it is a word of one of some classes.
    pub(super) fn any(&self, classes: &[Class]) -> bool {
        self.word.any(classes)
    }

    /// Whether it is a word that stands beside nouns and says nothing of what it is: most nouns and adjectives are.
    pub(super) fn nounlike(&self) -> bool {
        match self.sort {
            Sort::Number => true,
            Sort::Word => {
                self.capital && !self.any(FUNCTION)
                    || self.any(&[Class::Title, Class::Particle, Class::Time, Class::Conduct])
                    || !self.any(FUNCTION) && !self.any(&[Class::Finite, Class::Adverb, Class::Seeming])
            }
            _ => false,
        }
    }
}

/// Words that are no nouns.
const FUNCTION: &[Class] = &[
    Class::That,
    Class::Whether,
    Class::To,
    Class::By,
    Class::Be,
    Class::Auxiliary,
    Class::Modal,
    Class::Negation,
    Class::Subject,
    Class::Object,
    Class::Nobody,
    Class::Possessive,
    Class::PossessiveEnding,
    Class::Determiner,
    Class::Relative,
    Class::Conjunction,
    Class::Subordinator,
    Class::Preposition,
    Class::Rumour,
    Class::Implied,
];

/// The items of some tokens. Quotations are one item each, unless `inside` is one: then its words are laid out.
pub(super) fn items(page: &Page, tokens: std::ops::Range<usize>, inside: Option<usize>, into: &mut Vec<Item>) {
    into.clear();
    let mut at = tokens.start;
    while at < tokens.end {
        let token = &page.tokens[at];
        let quotation = (token.quotation as usize).checked_sub(1).filter(|q| Some(*q) != inside);
        if let Some(quotation) = quotation {
            let span = page.quotations[quotation].outer;
            let mut past = at;
            while past < tokens.end && page.tokens[past].quotation == token.quotation {
                past += 1;
            }
            into.push(Item { sort: Sort::Quote, span, word: Word::default(), capital: false, quotation });
            at = past;
            continue;
        }
        let sort = match token.kind {
            Kind::Word => Sort::Word,
            Kind::Number => Sort::Number,
            Kind::Comma => Sort::Comma,
            Kind::Colon => Sort::Colon,
            Kind::Semicolon => Sort::Semicolon,
            Kind::Stop => Sort::Stop,
            Kind::Dash => Sort::Dash,
            Kind::Open => Sort::Open,
            Kind::Close => Sort::Close,
            Kind::Mark | Kind::Other => Sort::Other,
        };
        into.push(Item { sort, span: token.span, word: token.word, capital: token.capital, quotation: 0 });
        at += 1;
    }
}

/// Whether a word can be the finite verb of a clause: an auxiliary, a verb known as one, or a finite form of a verb that
/// ascribes.
pub(super) fn finite(item: &Item, language: &Language) -> bool {
    item.sort == Sort::Word
        && (item.any(&[Class::Be, Class::Auxiliary, Class::Modal, Class::Finite, Class::Seeming])
            || item.word.has_entries()
                && language.entries_of(item.word).any(|(_, form)| matches!(form, Form::Finite | Form::FiniteOrPast))
                && language.entries_of(item.word).all(|(_, form)| form != Form::Noun))
}
