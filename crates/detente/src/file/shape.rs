//! The shape of a case file: every table, every key, what it may hold and what it means.
//!
//! This one list feeds the reader (unknown keys, "did you mean"), `detente schema` and the
//! reference page, so that the three cannot disagree.

mod acts;

pub use acts::{AGENDA, DEMAND, GUARANTEE, MEANING, STEP};

/// What a key may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// An exact number within the bounds, ends included.
    Number(i64, i64),
    /// A whole number within the bounds, ends included.
    Whole(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A date, `2025-11-30`.
    Date,
    /// The name of one thing defined elsewhere in the file.
    Name(Names),
    /// A list of such names.
    NameList(Names),
    /// A list of such names, or a list of lists of them.
    NameLists(Names),
    /// A list of free texts.
    TextList,
    /// A pattern: `{ issue = "option" }`, `{ issue = ["a", "b"] }`, or a list of such tables.
    Pattern,
    /// A list of patterns, most important first.
    PatternList,
    /// Packages from best to worst; a list inside the list holds packages that tie.
    Ranking,
    /// A whole package: each issue to one option.
    Package,
    /// A word, or option to the options that one may move to from it.
    Moves,
    /// Issue to number or range: how much each issue counts; or an order, as a text.
    Weights,
    /// Issue to (option to number or range): what each option is worth.
    Wants,
    /// Any number.
    Any,
    /// A number above 0.
    Positive,
    /// One number above 0 for all issues, or issue to number.
    Best,
    /// Tables in a list, all of one shape.
    Tables(&'static Shape),
    /// One table.
    Table(&'static Shape),
    /// Name to text, whatever the names.
    Texts,
    /// A number, or `{ worth = 45, firmness = 60 }`.
    WalkAway,
    /// A number from 1 to 100, or `low`, `medium`, `high`, `absolute`.
    Firmness,
    /// Option to its wording, in order; or a list of option names.
    Options,
    /// One quote or a list of quotes; each a text or `{ text, start, end, prefix, suffix }`.
    Quote,
    /// Party to (issue to option or options): where each party stood.
    Positions,
    /// Party to issues.
    Mandates,
    /// Party to number.
    Values,
    /// A table for each name, all of one shape.
    Keyed(&'static Shape),
}

/// What a name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// A key of `[parties]`.
    Party,
    /// A key of `[issues]`.
    Issue,
    /// A key of `[steps]`.
    Step,
    /// A key of `[claims]`.
    Claim,
    /// A key of `[documents]`.
    Document,
    /// A key of `[sources]`.
    Source,
    /// A key of `[delegates]`, or of `[parties]`.
    Actor,
}

impl Names {
    /// The word for one such thing, as used in messages.
    pub fn word(self) -> &'static str {
        match self {
            Names::Party => "party",
            Names::Issue => "issue",
            Names::Step => "step",
            Names::Claim => "claim",
            Names::Document => "document",
            Names::Source => "source",
            Names::Actor => "party or delegate",
        }
    }
}

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key as written in the file.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Whether the table is wrong without it.
    pub required: bool,
    /// What it means in a negotiation.
    pub doc: &'static str,
}

/// The keys of one kind of table.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// What one such table describes, as a word for messages ("party", "step").
    pub word: &'static str,
    /// What such a table stands for.
    pub doc: &'static str,
    /// Its keys, in the order in which they are best written.
    pub keys: &'static [Key],
}

impl Shape {
    /// The key with this name, if the table has one.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|k| k.name == name)
    }
}

const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
}

const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

const KEPT: Key = may(
    "kept",
    Kind::Texts,
    "Texts of another program's file that no question looks at; they are written back when the case is exported.",
);
const NAME: Key = may("name", Kind::Text, "What readers of an answer call it; without it, the name in the file.");
const ABOUT: Key = may("about", Kind::Text, "A sentence of background; never used in reasoning.");
const BECAUSE: Key = may("because", Kind::NameList(Names::Claim), "The claims it rests on: how we know.");
const BASIS: Key = may(
    "basis",
    Kind::Word(&["stated", "inferred", "assumed"]),
    "How we come to it: `stated` (it cites claims), `inferred` (concluded from them) or `assumed`. \
     Without it: `stated` if it has claims.",
);
const DISPUTED_BY: Key = may(
    "disputed_by",
    Kind::NameList(Names::Claim),
    "Claims that contradict it. Both sides are kept; `why --reading all` answers under each.",
);

/// The whole file.
pub static CASE: Shape = Shape {
    word: "case",
    doc: "One negotiation or conflict.",
    keys: &[
        must("title", Kind::Text, "What the case is called."),
        may("about", Kind::Text, "A sentence or two of background; never used in reasoning."),
        may("status", Kind::Text, "Where the talks stand; never used in reasoning."),
        may(
            "status_quo",
            Kind::Package,
            "How every issue stands at present; `stable` asks how things could move from there.",
        ),
        may("parties", Kind::Keyed(&PARTY), "The actors."),
        may("delegates", Kind::Keyed(&DELEGATE), "The persons who speak for them."),
        may("issues", Kind::Keyed(&ISSUE), "The things to be settled."),
        may("constraints", Kind::Keyed(&CONSTRAINT), "What cannot be, whoever wants it."),
        may("demands", Kind::Keyed(&DEMAND), "What parties insist on."),
        may("steps", Kind::Keyed(&STEP), "Acts, and what they must come after."),
        may("guarantees", Kind::Keyed(&GUARANTEE), "Who stands by others while steps are carried out."),
        may("roadmap", Kind::Table(&AGENDA), "When the steps begin, when they must be done, and what they are for."),
        may("sources", Kind::Keyed(&SOURCE), "Who publishes."),
        may("documents", Kind::Keyed(&DOCUMENT), "The texts that claims are found in."),
        may("claims", Kind::Keyed(&CLAIM), "Statements found in documents."),
        may("rounds", Kind::Keyed(&ROUND), "Meetings, and where each party stood then."),
        KEPT,
    ],
};

/// `[parties.NAME]`
pub static PARTY: Shape = Shape {
    word: "party",
    doc: "An actor. No agreement is made without the consent of every principal.",
    keys: &[
        NAME,
        ABOUT,
        may(
            "role",
            Kind::Word(&["principal", "mediator", "guarantor", "observer"]),
            "`principal` (the default: its consent is needed), `mediator`, `guarantor` or `observer`.",
        ),
        may(
            "walk_away",
            Kind::WalkAway,
            "What no agreement is worth to it, 0 to 100, or any number where there are `bonuses` or a `measure`; absolute \
             unless given as `{ worth = 45, firmness = 60 }`.",
        ),
        may(
            "weights",
            Kind::Weights,
            "How much each issue counts for it; normalised, exactly. A number may be a range, `[20, 40]`; or only an \
             order is given, `\"release > metering = payment\"`: `>` counts at least as much, `=` the same.",
        ),
        may(
            "wants",
            Kind::Wants,
            "What each option of an issue is worth to it, 0 (worst) to 100 (best), or a range, `[40, 70]`. A table of an \
             issue may also hold `because`, `basis` and `disputed_by`.",
        ),
        may(
            "bonuses",
            Kind::Tables(&BONUS),
            "Worth that is not the sum of what options are worth: what a package gets beside, or loses, where it matches \
             a pattern.",
        ),
        may(
            "measure",
            Kind::Table(&MEASURE),
            "The scale of another program, on which the numbers of this party are written; they may then be any numbers.",
        ),
        may(
            "prefers",
            Kind::PatternList,
            "Instead of weights: patterns it would like to hold, most important first (option prioritisation); an empty \
             list: all is the same to it.",
        ),
        may("ranking", Kind::Ranking, "Instead of weights: packages from best to worst, ties in a list."),
        may(
            "accepts",
            Kind::NameList(Names::Party),
            "Whom it would accept as a trustee, a guarantor or a verifier; `roadmap` looks at it.",
        ),
        may(
            "overlooks",
            Kind::Pattern,
            "Packages that it does not see: it neither moves to them nor from them. Only the question of stability looks \
             at it.",
        ),
        may(
            "aliases",
            Kind::TextList,
            "What else reports call it, as in `[\"Moscow\", \"the Kremlin\"]`; `read` looks at it.",
        ),
        KEPT,
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[delegates.NAME]`
pub static DELEGATE: Shape = Shape {
    word: "delegate",
    doc: "A person who speaks for a party, in a role that may change hands.",
    keys: &[
        NAME,
        ABOUT,
        must("party", Kind::Name(Names::Party), "The party spoken for."),
        may("role", Kind::Text, "The office or place in the delegation."),
        may("from", Kind::Date, "First day in the role."),
        may("to", Kind::Date, "Last day in the role."),
        may("aliases", Kind::TextList, "What else reports call the person; `read` looks at it."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[issues.NAME]`
pub static ISSUE: Shape = Shape {
    word: "issue",
    doc: "A thing to be settled; exactly one of its options is chosen.",
    keys: &[
        NAME,
        ABOUT,
        must("options", Kind::Options, "The ways to settle it, in order: name and wording."),
        may(
            "decided_by",
            Kind::NameList(Names::Party),
            "Who decides it alone; only the question of stability looks at it. Several decide it together: it moves only if \
             all of them move it. Without it: all principals together.",
        ),
        may(
            "moves",
            Kind::Moves,
            "Which changes can be made: `both` ways (the default), only `forward` in the order of the options, only `back`, \
             or a table of options to those that one may move to from them, as in `{ struck = [] }`; options that it does \
             not name may be left for any other. What takes several moves can be done in one.",
        ),
        may(
            "keywords",
            Kind::TextList,
            "Words by which `read` sorts statements under this issue, beside its name and the names of its options.",
        ),
        KEPT,
    ],
};

/// `[constraints.NAME]`
pub static CONSTRAINT: Shape = Shape {
    word: "constraint",
    doc: "What cannot be, whoever wants it: law, physics, arithmetic. Never the cost of any party.",
    keys: &[
        NAME,
        ABOUT,
        may("require", Kind::Pattern, "Every package must match this."),
        may("never", Kind::Pattern, "No package may match this."),
        may("if", Kind::Pattern, "Where a package matches this, it must match `then` too."),
        may("then", Kind::Pattern, "See `if`."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[sources.NAME]`
pub static SOURCE: Shape = Shape {
    word: "source",
    doc: "Who publishes.",
    keys: &[
        NAME,
        ABOUT,
        may(
            "kind",
            Kind::Word(&["agency", "newspaper", "government", "party", "ngo", "social", "analyst"]),
            "What sort of publisher it is.",
        ),
        may("side", Kind::Name(Names::Party), "The party it sides with, if any."),
    ],
};

/// `[documents.NAME]`
pub static DOCUMENT: Shape = Shape {
    word: "document",
    doc: "One text of a source.",
    keys: &[
        may("title", Kind::Text, "Its heading."),
        ABOUT,
        may("source", Kind::Name(Names::Source), "Who published it."),
        may("author", Kind::Text, "Who wrote it."),
        may("published", Kind::Date, "When it appeared."),
        may("retrieved", Kind::Date, "When it was read."),
        may("url", Kind::Text, "Where it can be found."),
        may("language", Kind::Text, "Its language, as in `en`."),
        may("file", Kind::Text, "The file with its text, seen from the folder of the case file."),
        may(
            "sha256",
            Kind::Text,
            "The SHA-256 of that file, 64 hexadecimal digits, so that a later change is noticed.",
        ),
        may("derived_from", Kind::Name(Names::Document), "The document that this one rewrites or copies."),
        may("translation_of", Kind::Name(Names::Document), "The document that this one translates."),
        may("confidential", Kind::Flag, "Its text must not leave this machine."),
    ],
};

/// What can be done by saying something: the words of [`crate::read::Act`].
pub static ACTS: &[&str] = &[
    "says",
    "claims",
    "admits",
    "denies",
    "rejects",
    "refuses",
    "accepts",
    "demands",
    "offers",
    "promises",
    "threatens",
    "thinks",
    "implies",
    "calls",
    "reports",
];

/// How firmly something can be put: the words of [`crate::read::Modality`].
pub static MODALITIES: &[&str] = &["fact", "intends", "willing", "must", "may", "conditional"];

/// `[claims.NAME]`
pub static CLAIM: Shape = Shape {
    word: "claim",
    doc: "A statement found in a document; never taken for a fact.",
    keys: &[
        must("document", Kind::Name(Names::Document), "Where it stands."),
        must("quote", Kind::Quote, "The exact words."),
        may(
            "chain",
            Kind::TextList,
            "Who says so, reported by whom, the document's narrator last: parties, delegates, other persons, `narrator`.",
        ),
        may("manner", Kind::Word(&["direct", "mixed", "paraphrase", "implied", "narrated"]), "How the words reach us."),
        may("holder", Kind::Name(Names::Actor), "Whose position it states."),
        may("says", Kind::Text, "One neutral sentence of the analyst's own."),
        may("issue", Kind::Name(Names::Issue), "The issue it is about."),
        may("option", Kind::Text, "The option of that issue it speaks for or against."),
        may("polarity", Kind::Word(&["for", "against"]), "Whether the holder is for or against it."),
        may(
            "obstacle",
            Kind::Name(Names::Actor),
            "Whom it calls the obstacle; `why` holds that against the structure of the case.",
        ),
        may("act", Kind::Word(ACTS), "What was done by saying so."),
        may("modality", Kind::Word(MODALITIES), "How firmly it is put."),
        may("date", Kind::Date, "When it was said."),
        may(
            "utterance",
            Kind::Text,
            "A name for the moment it was said: claims of one utterance are its witnesses, and count once.",
        ),
        may("trust", Kind::Word(&["low", "medium", "high"]), "The analyst's confidence in it."),
        may("contradicts", Kind::NameList(Names::Claim), "Claims that cannot be true beside it."),
        DISPUTED_BY,
    ],
};

/// `[rounds.NAME]`
pub static ROUND: Shape = Shape {
    word: "round",
    doc: "One meeting.",
    keys: &[
        NAME,
        ABOUT,
        may("date", Kind::Date, "When it was held."),
        may("place", Kind::Text, "Where."),
        may("present", Kind::NameList(Names::Actor), "Who was there."),
        may(
            "positions",
            Kind::Positions,
            "Each party's position on each issue then: the option, or the options, it would take.",
        ),
        may("mandates", Kind::Mandates, "The issues that each party's delegation was empowered to settle then."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `walk_away = { worth = 45, firmness = 60 }`
pub static WALK_AWAY: Shape = Shape {
    word: "walk-away",
    doc: "What no agreement is worth to a party.",
    keys: &[
        must("worth", Kind::Any, "0 to 100, on the scale of its wants; with a `measure`, any number."),
        may("firmness", Kind::Firmness, "What accepting less would cost it; absolute if left out."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `bonuses = [{ when = { release = "low" }, worth = 10 }]`
pub static BONUS: Shape = Shape {
    word: "bonus",
    doc: "What is added to the worth of a package that matches a pattern, or of one that does not.",
    keys: &[
        may("when", Kind::Pattern, "It is paid for packages that match this."),
        may("unless", Kind::Pattern, "Instead of `when`: it is paid for packages that do not match this."),
        must("worth", Kind::Any, "What is added to the worth, of 100, whatever the weights; may be negative."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `measure = { total = 1, best = 40, out_of = 885 }`
pub static MEASURE: Shape = Shape {
    word: "measure",
    doc: "The scale of another program: a package is worth 100 times the sum of `weight / total * value / best` over the \
          issues and of `bonus / out_of`.",
    keys: &[
        may("total", Kind::Positive, "What weights are divided by; without it, their sum."),
        may("best", Kind::Best, "The value that counts as 100, for all issues or for each; 100 where nothing is said."),
        may("out_of", Kind::Positive, "The bonus that makes a worth of 100; without it, 100."),
        may("capped", Kind::Flag, "Whether nothing is worth more than 100, whatever the sum."),
    ],
};

/// `options = { low = { name = "200 m3/s", about = "..." } }`
pub static OPTION: Shape = Shape { word: "option", doc: "One way to settle an issue.", keys: &[NAME, ABOUT] };

/// `quote = { text = "...", start = 120, end = 171, prefix = "...", suffix = "..." }`
pub static QUOTE: Shape = Shape {
    word: "quote",
    doc: "Exact words of a document, found again by position or by what surrounds them \
          (W3C Web Annotation Data Model, 4.2.4 and 4.2.5).",
    keys: &[
        must("text", Kind::Text, "The words."),
        may("start", Kind::Whole(0, 1_000_000_000), "Their first character in the document, from 0."),
        may("end", Kind::Whole(0, 1_000_000_000), "One past their last character."),
        may("prefix", Kind::Text, "Words just before."),
        may("suffix", Kind::Text, "Words just after."),
    ],
};

/// The keys about provenance that a table of wants may hold beside options.
pub static GROUNDS: Shape = Shape { word: "table of wants", doc: "How we know.", keys: &[BECAUSE, BASIS, DISPUTED_BY] };
