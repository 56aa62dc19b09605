//! What waits for what, drawn as SVG without a font, a script or anything else from elsewhere; rings too.

mod boxes;
mod edges;
mod layers;
mod order;
mod sheet;
#[cfg(test)]
mod tests;

/// Steps, and what they wait for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitsChart {
    /// What stands above.
    pub title: String,
    /// The steps.
    pub steps: Vec<Step>,
    /// What they wait for.
    pub waits: Vec<Wait>,
    /// Steps that are one act, as positions in `steps`.
    pub together: Vec<Vec<usize>>,
    /// Rings: each step waits for the next, and the last for the first.
    pub rings: Vec<Vec<usize>>,
    /// What stands below.
    pub note: Option<String>,
}

/// A step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// Who performs it.
    pub by: String,
    /// What there is to say of it in full; a tooltip.
    pub told: String,
    /// Whether it can be done.
    pub state: State,
    /// Whether the roadmap is for it.
    pub goal: bool,
    /// Whether it cannot be undone.
    pub irreversible: bool,
}

/// Whether a step can be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// It can, at last.
    #[default]
    Open,
    /// It could be performed, but what it waits for never comes.
    Blocked,
    /// Nobody performs it, or the package does not contain it.
    Missing,
}

/// A precondition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wait {
    /// The step that waits, as a position in [`WaitsChart::steps`].
    pub step: usize,
    /// One of these would do.
    pub any: Vec<usize>,
    /// Whether it must come first.
    pub when: When,
    /// What there is to say of it, for instance who says so; a tooltip.
    pub told: String,
}

/// When what a step waits for must come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// Before the step.
    #[default]
    Before,
    /// Sometime: so it is written.
    OnCredit,
    /// Sometime: so it would be with a bridge.
    Weakened,
}

/// Most steps that are drawn.
pub const MOST_STEPS: usize = 120;

/// Draws steps in columns from left to right, each to the right of what it waits for, but for rings. The same chart gives
/// the same text. Of more than [`MOST_STEPS`] steps those in rings are drawn, then those that cannot be done, then the
/// first of the others, and the picture says so.
pub fn svg(chart: &WaitsChart) -> String {
    sheet::sheet(chart)
}
