//! The search core: which rules can hold together, which cannot, and what to give up.
//!
//! Everything here speaks of rules by their number in [`model::Model::rules`]: demands and walk-aways (*members*)
//! first, then the background. Solvers return facts; sentences are made elsewhere.

pub(crate) mod bundle;
pub(crate) mod cheapest;
pub(crate) mod combine;
pub(crate) mod compose;
pub(crate) mod count;
pub(crate) mod diagram;
pub(crate) mod explore;
pub(crate) mod group;
pub(crate) mod judge;
pub(crate) mod knots;
pub(crate) mod linear;
pub(crate) mod local;
pub(crate) mod model;
pub(crate) mod oracle;
pub(crate) mod order;
pub(crate) mod parts;
pub(crate) mod settle;
pub(crate) mod share;
pub(crate) mod solver;
pub(crate) mod theory;
pub(crate) mod walk_aways;
pub(crate) mod witnesses;

use crate::{
    case::{Case, Constraint, Content, Pattern, StepId},
    diagnostic::Place,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// The steps that can never be done, since they wait for each other by their own `after`, `after_any` and `on_credit`; even
/// if every demand were given up.
pub(crate) fn held_up(case: &Case) -> Vec<StepId> {
    let model = model::Model::new(case, &model::Setting::default());
    model.held_up()
}

/// The same, where a step that nobody performs is never done either.
pub(crate) fn never_done(case: &Case) -> Vec<StepId> {
    let model = model::Model::new(case, &model::Setting::default());
    model.never_done(&|s| !case.steps()[s].by.is_empty())
}

/// Whether the constraints let some package match a pattern.
pub(crate) fn can_match(case: &Case, pattern: &Pattern) -> bool {
    let (key, name, grounds) = Default::default();
    let must = Constraint { key, name, content: Content::Require(pattern.clone()), grounds, place: Place::default() };
    let constraints = case.constraints().iter().cloned().chain([must]).collect();
    let small = Case { issues: case.issues().to_vec(), constraints, ..Case::default() };
    let model = model::Model::new(&small, &model::Setting::default());
    let mut oracle = oracle::Oracle::new(&model, &model.whole(), Cancel::default());
    !matches!(oracle.ask(Vec::new()), oracle::Found::Blame(_))
}

/// A flag that stops a search from outside, for instance when somebody presses Ctrl-C.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Stops every search that holds this flag, as soon as it looks.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was stopped.
    pub fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
