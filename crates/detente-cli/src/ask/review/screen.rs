//! The review as a machine of states: keys go in, what is to be decided comes out. It touches neither terminal nor files.

mod asking;
mod form;

use std::rc::Rc;

use detente::{
    case::Case,
    question::Refusal,
    quote::Text,
    read::Voice,
    review::{Change, Context, Decision, Fields, Filter, Review, State},
};

pub(super) use self::{
    asking::{Ask, What},
    form::FIELDS,
};

/// The text of a document of a case, by its key.
pub(super) type TextsOf = Rc<dyn Fn(&Case, &str) -> Text>;

/// A key, as the review knows keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    Enter,
    Escape,
    Backspace,
    Up,
    Down,
    PageUp,
    PageDown,
    /// Ctrl-C
    Stop,
}

/// What is to be decided, on the proposal with this number from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    Accept(usize),
    Edit(usize, Box<Fields>),
    Reject(usize, String),
    Undo(Option<usize>),
    Quit,
}

/// What the reviewer is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// Looking at a proposal.
    Look,
    /// Being asked for something; afterwards back to the form, if it came from there.
    Ask(Ask),
    /// In the form, at this field.
    Form(usize),
    /// Reading what the keys do.
    Help,
}

/// A review on a screen.
pub(super) struct Reviewing {
    pub(super) review: Review,
    texts: TextsOf,
    /// The proposals that are looked at, in order.
    pub(super) shown: Vec<usize>,
    pub(super) at: usize,
    pub(super) filter: Filter,
    pub(super) mode: Mode,
    pub(super) message: String,
    pub(super) context: Option<Result<Context, String>>,
    pub(super) scroll: u16,
    search: String,
}

impl Reviewing {
    /// Begins at the first open proposal.
    pub(super) fn new(review: Review, texts: TextsOf) -> Reviewing {
        let shown = review.filtered(&Filter::default());
        let at = shown.iter().position(|n| *review.state(*n) == State::Open).unwrap_or(0);
        let message = review.notes().join(" ");
        let mut screen = Reviewing {
            review,
            texts,
            shown,
            at,
            filter: Filter::default(),
            mode: Mode::Look,
            message,
            context: None,
            scroll: 0,
            search: String::new(),
        };
        screen.look();
        screen
    }

    /// The proposal that is looked at.
    pub(super) fn current(&self) -> Option<usize> {
        self.shown.get(self.at).copied()
    }

    /// How many proposals are open.
    pub(super) fn open(&self) -> usize {
        self.review.open()
    }

    /// A key was pressed: what is to be decided, if anything.
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::Stop {
            return vec![Effect::Quit];
        }
        match self.mode.clone() {
            Mode::Look => self.key_look(key),
            Mode::Ask(ask) => self.key_ask(ask, key),
            Mode::Form(field) => self.key_form(field, key),
            Mode::Help => {
                self.mode = Mode::Look;
                Vec::new()
            }
        }
    }

    fn key_look(&mut self, key: Key) -> Vec<Effect> {
        self.message.clear();
        match key {
            Key::Char('q') => return vec![Effect::Quit],
            Key::Char('n' | 'j') | Key::Down => self.step(1),
            Key::Char('N' | 'k') | Key::Up => self.step(-1),
            Key::PageDown => self.scroll = self.scroll.saturating_add(5),
            Key::PageUp => self.scroll = self.scroll.saturating_sub(5),
            Key::Char('?') => self.mode = Mode::Help,
            Key::Char('/') => self.ask(What::Search, false),
            Key::Char('f') => self.ask(What::Filter, false),
            Key::Char('u') => return vec![Effect::Undo(self.current().filter(|n| self.decided_on(*n)))],
            Key::Char(c) => {
                let Some(index) = self.current() else { return Vec::new() };
                return self.key_on(c, index);
            }
            _ => {}
        }
        Vec::new()
    }

    /// A key that is about the proposal that is looked at.
    fn key_on(&mut self, key: char, index: usize) -> Vec<Effect> {
        match key {
            'a' => return vec![Effect::Accept(index)],
            'e' => self.mode = Mode::Form(0),
            'r' => self.ask(What::Why, false),
            's' => self.ask(What::Field("speaker"), false),
            'i' => self.ask(What::Field("issue"), false),
            'o' => self.ask(What::Field("option"), false),
            'p' => self.ask(What::Field("polarity"), false),
            'h' => self.ask(What::Field("holder"), false),
            'l' => {
                let learn = Fields { learn: true, ..Fields::default() };
                return vec![Effect::Edit(index, Box::new(learn))];
            }
            _ => "no such key here; ? tells the keys".clone_into(&mut self.message),
        }
        Vec::new()
    }

    fn decided_on(&self, index: usize) -> bool {
        *self.review.state(index) != State::Open || !self.review.fields(index).is_empty()
    }

    fn step(&mut self, by: isize) {
        match self.at.checked_add_signed(by).filter(|at| *at < self.shown.len()) {
            Some(at) => {
                self.at = at;
                self.look();
            }
            None if by < 0 => "this is the first".clone_into(&mut self.message),
            None => "this is the last".clone_into(&mut self.message),
        }
    }

    /// Fetches what stands around the words that are looked at.
    fn look(&mut self) {
        self.scroll = 0;
        self.context = self.current().map(|n| {
            let text = (self.texts)(self.review.case(), &self.review.proposal(n).document);
            self.review.context(n, &text).map_err(|refusal| said(&refusal))
        });
    }

    /// The files were read again.
    pub(super) fn renew(&mut self, review: Review) {
        let now = self.current();
        self.review = review;
        self.sift(now);
    }

    /// Applies the filter, staying at a proposal or after it.
    fn sift(&mut self, now: Option<usize>) {
        self.shown = self.review.filtered(&self.filter);
        let now = now.unwrap_or(0);
        self.at = self.shown.iter().position(|n| *n >= now).unwrap_or(self.shown.len().saturating_sub(1));
        self.look();
    }

    /// A decision was written.
    pub(super) fn decided(&mut self, review: Review, change: &Change, other: bool) {
        let now = self.current();
        self.renew(review);
        let mut said: Vec<String> = Vec::new();
        if other {
            said.push("the case file had been changed; it was read again".to_owned());
        }
        let mut onward = false;
        for entry in &change.entries {
            said.push(match (entry.decision, &entry.claim) {
                (Decision::Accept, Some(key)) => format!("accepted as claims.{key}"),
                (Decision::Undo, Some(key)) => format!("undone; claim {key} is taken back"),
                (Decision::Undo, None) => "undone".to_owned(),
                (Decision::Reject, _) => "rejected".to_owned(),
                _ => "noted".to_owned(),
            });
            onward |= matches!(entry.decision, Decision::Accept | Decision::Reject);
            if entry.decision == Decision::Undo
                && let Some(index) = self.review.draft().proposals.iter().position(|p| p.id == entry.proposal)
                && let Some(at) = self.shown.iter().position(|n| *n == index)
            {
                self.at = at;
                self.look();
            }
        }
        said.extend(change.notes.iter().cloned());
        if onward {
            let after = |n: &usize| now.is_none_or(|now| *n > now) && *self.review.state(*n) == State::Open;
            match self.shown.iter().position(after) {
                Some(at) => {
                    self.at = at;
                    self.look();
                }
                None => said.push("none is open after this one".to_owned()),
            }
        }
        self.message = said.join("; ");
    }

    /// A decision was refused: why, and where it is for want of a speaker, who may be meant.
    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let back = match &self.mode {
            Mode::Form(field) => Some(*field),
            _ => None,
        };
        self.message = said(refusal);
        if back.is_none()
            && let Some(index) = self.current()
            && matches!(self.review.proposal(index).speaker, Voice::Pronoun { .. })
            && refusal.help.iter().any(|h| h.contains("--unresolved"))
        {
            self.message.clone_from(&refusal.message);
            self.ask(What::Field("speaker"), false);
        }
    }
}

fn said(refusal: &Refusal) -> String {
    refusal.help.iter().fold(refusal.message.clone(), |all, help| format!("{all}; {help}"))
}
