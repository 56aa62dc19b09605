//! What is known of one word.

/// What a word is, in one bit each; a word may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Before a clause that is reported.
    That,
    /// Before an indirect question.
    Whether,
    /// Before an infinitive.
    To,
    /// Before the one who does it, after a passive.
    By,
    /// Before the one from whom a statement comes.
    From,
    /// Before what something is called.
    As,
    /// A form of *be*.
    Be,
    /// A form of *have* or *do*.
    Auxiliary,
    /// *Will*, *would*, *may*.
    Modal,
    /// *Not*, *never*.
    Negation,
    /// A pronoun that can do something.
    Subject,
    /// A pronoun that cannot.
    Object,
    /// *I*, *we*, *you*: whoever speaks, and whoever is spoken to.
    First,
    /// *Nobody*.
    Nobody,
    /// *It*, *there*, where they stand for nothing.
    Empty,
    /// *His*, *their*.
    Possessive,
    /// The ending that makes a possessor.
    PossessiveEnding,
    /// *The*, *every*.
    Determiner,
    /// *Who*, *which*.
    Relative,
    /// *And*, *but*.
    Conjunction,
    /// What begins another clause.
    Subordinator,
    /// *If*, *unless*: nothing is said yet.
    Supposition,
    /// *Of*, *during*.
    Preposition,
    /// A preposition that joins nouns into one phrase.
    Joining,
    /// May stand beside a verb.
    Adverb,
    /// *Monday*, *earlier*.
    Time,
    /// *De*, *von*.
    Particle,
    /// *Mr*, *President*.
    Title,
    /// *Officials*, *union*.
    Agent,
    /// A finite verb that ascribes nothing.
    Finite,
    /// *So-called*.
    Distance,
    /// *Needless* to say.
    Idle,
    /// What marks a question in an interview: *Q*.
    Question,
    /// What marks an answer in an interview: *A*.
    Answer,
    /// What makes a modal verb say what is said: *will only say*.
    Only,
    /// *Reportedly*.
    Rumour,
    /// *Implicitly*.
    Implied,
    /// *Appears* to suggest.
    Seeming,
    /// *Silence*.
    Conduct,
    /// *Issued* a warning.
    CarriesNoun,
    /// *Continues* to reject.
    CarriesVerb,
}

/// What a language file has of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// One bit for each [`Class`].
    bits: u64,
    /// Which group of entries it is a form in; 0 is the empty group.
    pub(super) entries: u32,
    /// Which group of phrases begins with it; 0 is the empty group.
    pub(super) phrases: u32,
}

impl Word {
    /// Whether it is of a class.
    pub(crate) fn is(self, class: Class) -> bool {
        self.bits & (1 << class as u8) != 0
    }

    /// Whether it is of one of some classes.
    pub(crate) fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(*class))
    }

    /// Whether the file has it at all, other than as a name's title or as time.
    pub(crate) fn known(self) -> bool {
        self != Word::default()
    }

    /// Whether it is a form of a verb, noun or adjective that ascribes words.
    pub(crate) fn has_entries(self) -> bool {
        self.entries != 0
    }

    /// Whether a cue of several words begins with it.
    pub(crate) fn has_phrases(self) -> bool {
        self.phrases != 0
    }

    pub(super) fn put(&mut self, class: Class) {
        self.bits |= 1 << class as u8;
    }
}
