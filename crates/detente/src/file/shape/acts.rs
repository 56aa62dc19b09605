//! Demands, steps and what stands by them.

use super::{ABOUT, BASIS, BECAUSE, DISPUTED_BY, Kind, NAME, Names, Shape, may, must};

/// `[demands.NAME]`
pub static DEMAND: Shape = Shape {
    word: "demand",
    doc: "Something a party insists on: about content (`require`, `never`, `if` with `then`) or about order \
          (`step` with `only_after`, `only_after_any` or `on_credit`; or `together`).",
    keys: &[
        NAME,
        ABOUT,
        must("party", Kind::Name(Names::Party), "Who insists."),
        may("require", Kind::Pattern, "It signs only packages that match this."),
        may("never", Kind::Pattern, "It signs no package that matches this."),
        may("if", Kind::Pattern, "Where a package matches this, it must match `then` too."),
        may("then", Kind::Pattern, "See `if`."),
        may("step", Kind::Name(Names::Step), "The step that it lets happen only after others."),
        may("only_after", Kind::NameList(Names::Step), "All of these must come first."),
        may(
            "only_after_any",
            Kind::NameLists(Names::Step),
            "One of these must come first; of a list of lists, one of each.",
        ),
        may(
            "on_credit",
            Kind::NameList(Names::Step),
            "All of these must be done sometime, before the step or after it.",
        ),
        may("together", Kind::NameList(Names::Step), "These steps are one act."),
        may(
            "firmness",
            Kind::Firmness,
            "What giving it up would cost the party: 1 to 100, `low` (20), `medium` (50, the default), \
             `high` (80), or `absolute` (it will not).",
        ),
        may(
            "bridge",
            Kind::Firmness,
            "What it would cost the party to let its step come first on credit, with safeguards; without it, as much as \
             `firmness`. `roadmap` looks at it.",
        ),
        may("verified_by", Kind::Name(Names::Party), "Who must have found the steps of `only_after` done."),
        may("verification_days", Kind::Whole(0, 36_500), "How long that takes, in days."),
        may(
            "readings",
            Kind::Keyed(&MEANING),
            "How else what comes first is read, as *begun* against *completed*; `roadmap` says whether it matters.",
        ),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[demands.NAME.readings.NAME]`
pub static MEANING: Shape = Shape {
    word: "reading",
    doc: "Another reading of what a demand about order waits for.",
    keys: &[
        NAME,
        ABOUT,
        may("by", Kind::Name(Names::Party), "Who reads it so."),
        may("only_after", Kind::NameList(Names::Step), "All of these must come first, instead."),
        may(
            "only_after_any",
            Kind::NameLists(Names::Step),
            "One of these must come first, instead; of a list of lists, one of each.",
        ),
        may("on_credit", Kind::NameList(Names::Step), "All of these must be done sometime, instead."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[steps.NAME]`
pub static STEP: Shape = Shape {
    word: "step",
    doc: "An act by one or more parties.",
    keys: &[
        NAME,
        ABOUT,
        may("by", Kind::NameList(Names::Party), "Who performs it."),
        may("after", Kind::NameList(Names::Step), "Steps that must all come first, whatever anyone demands."),
        may(
            "after_any",
            Kind::NameLists(Names::Step),
            "Steps of which one must come first, whatever anyone demands; of a list of lists, one of each.",
        ),
        may(
            "on_credit",
            Kind::NameList(Names::Step),
            "Steps that must all be done sometime, before it or after it, whatever anyone demands.",
        ),
        may(
            "carries_out",
            Kind::Pattern,
            "What it puts into effect: it can be performed, and is needed, exactly in packages that match.",
        ),
        may("optional", Kind::Flag, "A step without `carries_out` is needed unless this is true."),
        may("days", Kind::Whole(0, 36_500), "How long it takes, in days."),
        may("not_before", Kind::Date, "The first day on which it can begin."),
        may("not_after", Kind::Date, "The last day on which it can be done."),
        may("reversible", Kind::Flag, "Whether it can be undone."),
        may("observable", Kind::Flag, "Whether the others can see that it is done; they can unless this is false."),
        may("splittable", Kind::Flag, "Whether it can be done in parts, as many as one likes."),
        may("escrow", Kind::Flag, "Whether it can be handed to a trustee, who lets it take effect later."),
        may(
            "values",
            Kind::Values,
            "What it is worth to each party once it is done, less than 0 where it costs; every principal is named. The unit \
             is yours, one for all steps: -1,000,000 to 1,000,000, with at most 6 decimals.",
        ),
        may("verified_by", Kind::Name(Names::Party), "Who must have found it done before anything that waits for it."),
        may("verification_days", Kind::Whole(0, 36_500), "How long that takes, in days."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[guarantees.NAME]`
pub static GUARANTEE: Shape = Shape {
    word: "guarantee",
    doc: "A promise of somebody to stand by others while steps are carried out. Numbers are in the unit of step values.",
    keys: &[
        NAME,
        ABOUT,
        must("by", Kind::Name(Names::Party), "Who gives it."),
        may("covers", Kind::Name(Names::Party), "To whom it makes good, up to `cover`, if others stop."),
        may("cover", Kind::Positive, "How much it makes good, up to 1,000,000,000, with at most 6 decimals."),
        may("binds", Kind::Name(Names::Party), "Who loses `forfeit` if it stops: a deposit, aid, a sanction."),
        may("forfeit", Kind::Positive, "How much that party loses; as for `cover`."),
        BECAUSE,
        BASIS,
        DISPUTED_BY,
    ],
};

/// `[roadmap]`
pub static AGENDA: Shape = Shape {
    word: "roadmap",
    doc: "The order of steps as a whole.",
    keys: &[
        may("start", Kind::Date, "Its first day."),
        may("deadline", Kind::Date, "Its last day."),
        may("goals", Kind::NameList(Names::Step), "The steps that it is for; without it, all that the package needs."),
    ],
};
