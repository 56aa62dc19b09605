//! A case: one negotiation or conflict, valid by construction.
//!
//! Only [`crate::file::read`] makes a `Case`, and only from a file without errors, so whoever holds one need not
//! check it again; [`Case::without`] makes a smaller one of it. Everything is kept in the order of the file, and everything knows its [`Place`] there.

mod acts;
mod element;
mod moves;
mod pattern;
mod points;
mod preference;
mod provenance;
mod without;

use num_bigint::BigUint;

pub use acts::{Agenda, Guarantee, Meaning, Order, Step, Terms, Verification, Waits};
pub use element::Element;
pub use moves::Moves;
pub use pattern::{Package, Pattern, Patterned};
pub(crate) use points::{centroids, comparable, fits, points};
pub use preference::{Bonus, Firmness, IssueWants, Measure, Preference, Unsure, WalkAway, Wants};
pub use provenance::{Basis, Claim, Date, Delegate, Document, Grounds, Known, Manner, Quote, Round, Source, Speaker};
pub use without::Without;

use crate::diagnostic::Place;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Its number in the order of the file, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn at(index: usize) -> Self {
                $name(index as u32)
            }
        }
    )*};
}

ids! {
    /// A party of a case.
    PartyId
    /// A delegate of a case.
    DelegateId
    /// An issue of a case.
    IssueId
    /// A demand of a case.
    DemandId
    /// A constraint of a case.
    ConstraintId
    /// A step of a case.
    StepId
    /// A guarantee of a case.
    GuaranteeId
    /// A source of a case.
    SourceId
    /// A document of a case.
    DocumentId
    /// A claim of a case.
    ClaimId
    /// An option of an issue, by its number in the order of the file, from 0.
    OptionId
}

/// One negotiation or conflict.
#[derive(Debug, Clone, Default)]
pub struct Case {
    pub(crate) file: String,
    pub(crate) text: String,
    /// Where its lines begin.
    pub(crate) lines: Vec<usize>,
    pub(crate) title: String,
    pub(crate) parties: Vec<Party>,
    pub(crate) delegates: Vec<Delegate>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) demands: Vec<Demand>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) steps: Vec<Step>,
    pub(crate) guarantees: Vec<Guarantee>,
    pub(crate) agenda: Agenda,
    pub(crate) sources: Vec<Source>,
    pub(crate) documents: Vec<Document>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) rounds: Vec<Round>,
    pub(crate) status_quo: Option<Package>,
    pub(crate) kept: Vec<(String, String)>,
}

/// An actor.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// Whether its consent is needed.
    pub role: Role,
    /// What no agreement is worth to it.
    pub walk_away: Option<WalkAway>,
    /// What it prefers.
    pub preference: Preference,
    /// Whom it would accept as trustee, guarantor or verifier.
    pub accepts: Vec<PartyId>,
    /// Packages that it does not see: it neither moves to them nor from them (misperception: Wang, Hipel & Fraser 1988).
    pub overlooks: Option<Pattern>,
    /// What else reports call it.
    pub aliases: Vec<String>,
    /// Texts of another program's file that no question looks at, for writing them back; in the order of the file.
    pub kept: Vec<(String, String)>,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

/// The part an actor plays in the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// No agreement without its consent.
    Principal,
    /// Helps the principals to agree.
    Mediator,
    /// Stands by an agreement of others.
    Guarantor,
    /// Looks on.
    Observer,
}

/// A thing to be settled.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Its key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// The ways to settle it, in order; at least one.
    pub options: Vec<Choice>,
    /// Who decides it alone; empty where all principals decide together.
    pub decided_by: Vec<PartyId>,
    /// Which changes can be made.
    pub moves: Moves,
    /// Words by which statements are sorted under it, beside names.
    pub keywords: Vec<String>,
    /// Texts of another program's file that no question looks at, for writing them back; in the order of the file.
    pub kept: Vec<(String, String)>,
    /// Where its table begins.
    pub place: Place,
}

/// One way to settle an issue. (The files, messages and docs say *option*.)
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its key in the file.
    pub key: String,
    /// Its wording.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
}

/// What a rule asks of a package.
#[derive(Debug, Clone)]
pub enum Content {
    /// The package must match.
    Require(Pattern),
    /// The package must not match.
    Never(Pattern),
    /// Where it matches the first, it must match the second.
    IfThen(Pattern, Pattern),
}

/// What a demand is about.
#[derive(Debug, Clone)]
pub enum Insists {
    /// Which packages the party signs.
    Content(Content),
    /// What it does only after what.
    Order(Order),
}

/// Something a party insists on.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Its key in the file.
    pub key: String,
    /// The analyst's own words for it, if any.
    pub name: Option<String>,
    /// Who insists.
    pub party: PartyId,
    /// On what.
    pub insists: Insists,
    /// What giving it up would cost the party.
    pub firmness: Firmness,
    /// What it says beside, where it insists on an order.
    pub terms: Terms,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

/// What cannot be, whoever wants it.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// Its key in the file.
    pub key: String,
    /// The analyst's own words for it, if any.
    pub name: Option<String>,
    /// What it rules out.
    pub content: Content,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

macro_rules! access {
    ($($(#[$doc:meta])* $list:ident $one:ident $id:ident $of:ident;)*) => {
        impl Case {$(
            $(#[$doc])*
            pub fn $list(&self) -> &[$of] {
                &self.$list
            }

            /// The one with this id.
            pub fn $one(&self, id: $id) -> &$of {
                &self.$list[id.index()]
            }
        )*}
    };
}

access! {
    /// The actors, in the order of the file.
    parties party PartyId Party;
    /// The persons who speak for them.
    delegates delegate DelegateId Delegate;
    /// The things to be settled.
    issues issue IssueId Issue;
    /// What parties insist on.
    demands demand DemandId Demand;
    /// What cannot be.
    constraints constraint ConstraintId Constraint;
    /// The acts.
    steps step StepId Step;
    /// Who stands by others while steps are carried out.
    guarantees guarantee GuaranteeId Guarantee;
    /// Who publishes.
    sources source SourceId Source;
    /// The texts.
    documents document DocumentId Document;
    /// The statements found in them.
    claims claim ClaimId Claim;
}

impl Case {
    /// The name of its file, as given by whoever read it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text of its file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the case is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Texts of another program's file that no question looks at, for writing them back.
    pub fn kept(&self) -> &[(String, String)] {
        &self.kept
    }

    /// How every issue stands at present, where the file says; no constraint rules it out.
    pub fn status_quo(&self) -> Option<&Package> {
        self.status_quo.as_ref()
    }

    /// The meetings.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// What the file says of the roadmap as a whole.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// SHA-256 of its text, in hexadecimal.
    pub fn sha256(&self) -> String {
        crate::quote::sha256(self.text.as_bytes())
    }

    /// Line in the file, from 1.
    pub fn line(&self, place: Place) -> usize {
        crate::diagnostic::line(&self.lines, place.start) + 1
    }

    /// The parties whose consent is needed.
    pub fn principals(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.party_ids().filter(|p| self.party(*p).role == Role::Principal)
    }

    /// All parties.
    pub fn party_ids(&self) -> impl Iterator<Item = PartyId> + use<> {
        (0..self.parties.len()).map(PartyId::at)
    }

    /// All issues.
    pub fn issue_ids(&self) -> impl Iterator<Item = IssueId> + use<> {
        (0..self.issues.len()).map(IssueId::at)
    }

    /// All steps.
    pub fn step_ids(&self) -> impl Iterator<Item = StepId> + use<> {
        (0..self.steps.len()).map(StepId::at)
    }

    /// All guarantees.
    pub fn guarantee_ids(&self) -> impl Iterator<Item = GuaranteeId> + use<> {
        (0..self.guarantees.len()).map(GuaranteeId::at)
    }

    /// The number of packages, acceptable or not.
    pub fn packages(&self) -> BigUint {
        self.issues.iter().map(|i| BigUint::from(i.options.len())).product()
    }

    /// The party with this key.
    pub fn find_party(&self, key: &str) -> Option<PartyId> {
        self.parties.iter().position(|p| p.key == key).map(PartyId::at)
    }

    /// The issue with this key.
    pub fn find_issue(&self, key: &str) -> Option<IssueId> {
        self.issues.iter().position(|i| i.key == key).map(IssueId::at)
    }

    /// The step with this key.
    pub fn find_step(&self, key: &str) -> Option<StepId> {
        self.steps.iter().position(|s| s.key == key).map(StepId::at)
    }

    /// The option with this key.
    pub fn find_option(&self, issue: IssueId, key: &str) -> Option<OptionId> {
        self.issue(issue).options.iter().position(|o| o.key == key).map(OptionId::at)
    }

    /// Whether a package does what a rule asks.
    pub fn allows(content: &Content, package: &Package) -> bool {
        match content {
            Content::Require(p) => p.matches(package),
            Content::Never(p) => !p.matches(package),
            Content::IfThen(a, b) => !a.matches(package) || b.matches(package),
        }
    }
}

/// Combinations of options that are tried before a pattern is left unjudged.
const MOST_TRIED: usize = 4096;

impl Case {
    /// Whether every package (`Some(true)`) or no package (`Some(false)`) does what a rule asks; `None` where some do,
    /// or where the rule names too many issues to try.
    pub fn always(&self, content: &Content) -> Option<bool> {
        let patterns: Vec<&Pattern> = match content {
            Content::Require(p) | Content::Never(p) => vec![p],
            Content::IfThen(a, b) => vec![a, b],
        };
        let mut issues: Vec<IssueId> =
            patterns.iter().flat_map(|p| p.alternatives()).flat_map(|a| a.terms()).map(|(i, _)| *i).collect();
        issues.sort_unstable();
        issues.dedup();
        let mut tried = 1_usize;
        for issue in &issues {
            tried = tried.checked_mul(self.issue(*issue).options.len()).filter(|n| *n <= MOST_TRIED)?;
        }
        let mut package = Package(vec![OptionId(0); self.issues.len()]);
        let mut seen = [false, false];
        for n in 0..tried {
            let mut rest = n;
            for issue in &issues {
                let options = self.issue(*issue).options.len();
                package.0[issue.index()] = OptionId::at(rest % options);
                rest /= options;
            }
            seen[usize::from(Case::allows(content, &package))] = true;
        }
        match seen {
            [false, true] => Some(true),
            [true, false] => Some(false),
            _ => None,
        }
    }
}
