//! Instruments in words, and what keeps one from being at hand.

use super::{Tell, exactly};
use crate::{
    number::Exact,
    roadmap::instruments::{Instrument, InstrumentKind, NotApplicable, Obstacle, Split, Surety},
    show::{Item, Line},
    words::listed,
};

/// What a kind of instrument is called.
fn called(kind: InstrumentKind) -> &'static str {
    match kind {
        InstrumentKind::Simultaneous => "Simultaneous exchange",
        InstrumentKind::Escrow => "Escrow",
        InstrumentKind::Guarantee => "A guarantee",
        InstrumentKind::Provisional => "A provisional step",
        InstrumentKind::Splitting => "Splitting",
        InstrumentKind::ReversibleFirst => "Reversible first",
        InstrumentKind::Opening => "A small opening",
    }
}

impl Instrument {
    /// What it is called, and the number of parts where it is splitting: what two answers are held against each other by.
    pub(crate) fn in_short(&self) -> String {
        let kind = called(self.kind()).to_lowercase();
        let Instrument::Splitting { ways } = self else { return kind };
        let parts: Vec<String> = ways.iter().filter_map(|w| w.parts.as_ref()).map(ToString::to_string).collect();
        format!("{kind} ({})", parts.join(" or "))
    }
}

impl Tell<'_> {
    pub(super) fn instrument(&self, instrument: &Instrument, step: usize, owed: Option<usize>) -> Item {
        let it = self.step(step);
        let other = owed.map_or_else(|| "what is owed".to_owned(), |s| self.step(s));
        let told = match instrument {
            Instrument::Simultaneous { steps } => {
                let days = |s: &crate::case::StepId| self.case.step(*s).days.unwrap_or(0);
                let alike = steps.iter().all(|s| days(s) == days(&steps[0]));
                let apart =
                    if alike { "" } else { "; they take differently long, so it is their ends that must coincide" };
                format!(
                    "{} become one act, at one moment and before everybody\u{2019}s eyes{apart}",
                    self.ids(steps, "and")
                )
            }
            Instrument::Escrow { trustees } => format!(
                "{it} is handed to {}, who lets it take effect once {other} is done",
                self.parties(trustees, "or")
            ),
            Instrument::Guarantee(surety) => self.surety(surety, &other),
            Instrument::Provisional { verifiers, named } => {
                let accepted = if *named { "" } else { ", whom both sides accept" };
                format!(
                    "{it} takes effect for the time being; it becomes final once {other} is found done, and falls back if not. \
                     Verification by {}{accepted}",
                    self.parties(verifiers, "or")
                )
            }
            Instrument::Splitting { ways } => {
                let told = ways.iter().map(|w| self.split(w));
                format!("{it} and {other} are done in alternating equal parts: {}", told.collect::<Vec<_>>().join("; "))
            }
            Instrument::ReversibleFirst { known: true } => {
                format!("{it} can be undone and {other} cannot, so it goes first")
            }
            Instrument::ReversibleFirst { known: false } => {
                format!("{it} can be undone; whether {other} can, the file does not say")
            }
            Instrument::Opening { party, cost, gain } => format!(
                "{it} costs {} no more than {}, where the whole is worth {} to it: small enough to be made alone, \
                 announced, as an invitation",
                self.party(*party),
                exactly(*cost),
                exactly(*gain)
            ),
        };
        Item::new(Line::default().strong(called(instrument.kind())).plain(format!(": {told}.")))
    }

    fn surety(&self, surety: &Surety, other: &str) -> String {
        let givers = if surety.givers.is_empty() {
            "nobody whom the file names as accepted could give it".to_owned()
        } else {
            format!("{} could give it", self.parties(&surety.givers, "or"))
        };
        let cover: Vec<String> = surety
            .cover
            .iter()
            .map(|(party, amount)| match amount {
                Some(amount) => format!("make good {} to {}", exactly(*amount), self.party(*party)),
                None => {
                    format!("make good to {} what its step costs (the file does not say how much)", self.party(*party))
                }
            })
            .collect();
        let forfeit: Vec<String> = surety
            .forfeit
            .iter()
            .map(|(party, n)| format!("take {} from {}", exactly(*n), self.party(*party)))
            .collect();
        let mut does = Vec::new();
        if !cover.is_empty() {
            does.push(format!("it would have to {} if {other} does not follow", listed(cover, "and")));
        }
        if !forfeit.is_empty() {
            does.push(format!("to make sure that it follows, {} if it does not", listed(forfeit, "and")));
        }
        if !surety.standing.is_empty() {
            let names = surety.standing.iter().map(|g| format!("\u{201c}{}\u{201d}", self.case.guarantee(*g).name));
            does.push(format!("{} is counted already", listed(names.collect(), "and")));
        }
        std::iter::once(givers).chain(does).collect::<Vec<_>>().join("; ")
    }

    fn split(&self, split: &Split) -> String {
        let who = format!("{} first", self.party(split.first));
        match &split.parts {
            Some(parts) if parts.to_string() == "1" => format!("{who}, one part each is enough"),
            Some(parts) => format!("{who}, {parts} parts each are enough"),
            None => {
                let enough = split.forfeits.iter().map(|f| {
                    let need =
                        |party, n: Exact| (n > Exact::ZERO).then(|| format!("{} {}", self.party(party), exactly(n)));
                    let needs: Vec<String> =
                        [need(split.first, f.first), need(split.last, f.last)].into_iter().flatten().collect();
                    format!("{} for {} parts", listed(needs, "and"), f.parts)
                });
                let enough: Vec<String> = enough.collect();
                let unless = if enough.is_empty() {
                    String::new()
                } else {
                    format!(", unless so much were forfeited by stopping: {}", enough.join(", "))
                };
                format!("{who}, no number of parts is enough{unless}")
            }
        }
    }

    /// An instrument with the key that it would depend on, where the file leaves it out.
    pub(super) fn not_told(&self, not: &NotApplicable) -> Option<String> {
        let (key, of) = match &not.because {
            Obstacle::NoEscrow(s) => ("escrow", self.step(s.index())),
            Obstacle::ReversibleUnknown(s) => ("reversible", self.step(s.index())),
            Obstacle::NotSplittable(s) => ("splittable", self.step(s.index())),
            Obstacle::ValuesUnknown(s) => ("values", self.step(s.index())),
            Obstacle::NobodyAccepted(parties) => ("accepts", self.parties(parties, "and")),
            _ => return None,
        };
        Some(format!("{} (`{key}` of {of})", called(not.kind).to_lowercase()))
    }

    /// `escrow (“A” cannot be handed to a trustee)`
    pub(super) fn not(&self, not: &NotApplicable) -> String {
        let step = |s: &crate::case::StepId| self.step(s.index());
        let because = match &not.because {
            Obstacle::NothingOwed => "nothing is owed in this order".to_owned(),
            Obstacle::NoRing => "the two do not wait for each other".to_owned(),
            Obstacle::NotObservable(s) => format!("the others cannot see whether {} is done", step(s)),
            Obstacle::Unowned(s) => format!("nobody performs {}", step(s)),
            Obstacle::Absent(s) => format!("the package does not contain {}", step(s)),
            Obstacle::StillWaiting(steps) => {
                format!("even at one moment, {} would wait for something else", self.ids(steps, "and"))
            }
            Obstacle::NoEscrow(s) => format!("the file does not say that {} could be handed to a trustee", step(s)),
            Obstacle::NobodyAccepted(parties) => {
                format!("the file names nobody else whom {} would accept", self.parties(parties, "and"))
            }
            Obstacle::NobodyExposed => "nobody is exposed, and whoever is to follow gains by it".to_owned(),
            Obstacle::Irreversible(s) => format!("{} cannot be undone", step(s)),
            Obstacle::ReversibleUnknown(s) => format!("the file does not say whether {} can be undone", step(s)),
            Obstacle::OwedReversible(s) => format!("{} can be undone as well", step(s)),
            Obstacle::NotSplittable(s) => format!("the file does not say that {} can be done in parts", step(s)),
            Obstacle::NotEachOther => "the two do not wait for each other alone".to_owned(),
            Obstacle::NotOnePerformer(s) => format!("not exactly one party performs {}", step(s)),
            Obstacle::SamePerformer(party) => format!("{} performs both", self.party(*party)),
            Obstacle::ValuesUnknown(s) => format!("the file does not say what {} is worth to whom", step(s)),
            Obstacle::NoNumber(ways) => ways.iter().map(|w| self.split(w)).collect::<Vec<_>>().join("; "),
            Obstacle::NotSmall { party, cost, gain } => {
                format!(
                    "it costs {} {}, and the whole is worth {} to it",
                    self.party(*party),
                    exactly(*cost),
                    exactly(*gain)
                )
            }
        };
        format!("{} ({because})", called(not.kind).to_lowercase())
    }
}
